"""The documents say what is there: every command, every exit code, every link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import planner
from planner.cli.words import COMMANDS
from planner.foundation.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_lists_every_command(name: str) -> None:
    assert re.search(rf"^\| `planner {name}\b", README, re.MULTILINE)


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"(?<!from )\bplanner ([a-z-]+)", "\n".join(code_of(README))))

    assert named - set(COMMANDS) == set()


def code_of(page: str) -> list[str]:
    """What stands in backticks or code blocks."""
    blocks = re.findall(r"```\w*\n(.*?)```", page, re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", page)]


@pytest.mark.parametrize("code", ExitCode)
def test_the_readme_explains_every_exit_code(code: ExitCode) -> None:
    assert re.search(rf"^\| {code.value} \|", README, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")

    broken = [link for link in LINK.findall(text) if not (page.parent / link).exists()]

    assert broken == []


def test_the_names_that_the_readme_imports_are_public() -> None:
    [imported] = re.findall(r"^from planner import (.+)$", README, re.MULTILINE)

    assert {name.strip() for name in imported.split(",")} <= set(planner.__all__)


def test_the_python_of_the_readme_runs_and_says_what_check_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    [block] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    exec(compile(block, "README.md", "exec"), {})  # the very lines that a reader copies

    said = capsys.readouterr().out
    run = planner.run(planner.load_scenario("scenarios/quang-ninh/yagi.yaml"))
    assert said.strip() == str([(verdict.unit, verdict.outcome) for verdict in run.verdicts])


def test_make_help_lists_every_target_that_there_is() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    listed = set(re.findall(r"^\t@echo \"  make ([a-z]+) ", makefile, re.MULTILINE))

    assert listed | {"help"} == set(phony.split())


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda page: page.stem
)
def test_a_decision_has_its_number_and_says_what_was_decided(page: Path) -> None:
    text = page.read_text("utf-8")

    assert re.match(rf"# {int(page.stem[:4])}\. ", text)
    assert "*Decided.*" in text
