"""docs/tutorial.md shows what the commands print: each is run again and compared.

`python -m tests.tutorial.test_walk_through` writes the page's blocks anew; a person reads the difference.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.cli.running import planner_says

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"```console\n\$ planner (?P<command>[^\n]*)\n(?P<shown>.*?)```", re.DOTALL)
SECONDS = re.compile(r"\d+[.,]\d s\b")
BLOCKS = [match.groups() for match in BLOCK.finditer(PAGE.read_text("utf-8"))]


def on_a_copy(folder: Path) -> None:
    """What the commands read, where they may write beside it."""
    for name in ("tutorial", "policies"):
        shutil.copytree(ROOT / "scenarios" / name, folder / "scenarios" / name)


def said(command: str) -> str:
    """What the command prints on stdout; the time that it took is rounded away, for it differs by the machine."""
    return SECONDS.sub(lambda time: "0,1 s" if "," in time[0] else "0.1 s", planner_says(*shlex.split(command)).out)


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_the_tutorial_shows_what_the_command_prints(
    command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_copy(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert said(command) == shown


def test_the_tutorial_shows_each_of_the_main_commands_in_both_languages() -> None:
    shown = {(command.split()[0], "--lang en" in command) for command, _ in BLOCKS}

    verbs = ("validate", "check", "why", "plan", "register")
    assert shown == {(verb, en) for verb in verbs for en in (False, True)}


def test_what_the_tutorial_suggests_trying_changes_the_coast(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """140 l at 4 l/h are 35 h, more than the 32 h without the grid: B2 counts for sure, but two are not three."""
    on_a_copy(tmp_path)
    monkeypatch.chdir(tmp_path)
    sites = tmp_path / "scenarios" / "tutorial" / "sites.yaml"
    gap = "tank_l: , burn_l_per_h: 4"
    before = sites.read_text("utf-8")
    assert before.count(gap) == 1
    sites.write_text(before.replace(gap, "tank_l: 140, burn_l_per_h: 4"), "utf-8")

    table = said("check scenarios/tutorial/storm.yaml --lang en").splitlines()

    line = next(each for each in table if "Coast District" in each)
    assert line.split()[:4] == ["Coast", "District", "2–4", "2–3"]
    assert "B2" not in line


def rewrite() -> None:
    """Write the page's blocks anew."""
    with tempfile.TemporaryDirectory() as name:
        on_a_copy(Path(name))
        here = Path.cwd()
        os.chdir(name)
        try:
            page = BLOCK.sub(
                lambda block: f"```console\n$ planner {block['command']}\n{said(block['command'])}```",
                PAGE.read_text("utf-8"),
            )
        finally:
            os.chdir(here)
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    rewrite()
