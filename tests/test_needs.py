"""docs/needs.md: a row for every need of the field, and every command in it runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from planner.foundation.codes.table import CODES
from planner.inventory.office_records import OFFICE_SECTIONS
from planner.plan.papers.blocks import Heading
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.writing import write_paper
from planner.plan.registers.catalogue import REGISTERS
from planner.policy.duties.records import DUTIES
from tests.cli.running import planner_says
from tests.plan.papers.reading_forms import texts_of_paper
from tests.tutorial.runs import run_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "needs.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| R\d\d \|", line)
]
COMMANDS = sorted({row[4].strip("`") for row in ROWS})
RUN = [command for command in COMMANDS if command.split()[1] != "register"]


def test_every_need_has_its_row_with_how_where_and_a_command() -> None:
    assert [row[0] for row in ROWS] == [f"R{number:02d}" for number in range(1, 39)]
    for row in ROWS:
        assert len(row) == 5
        assert " · " in row[1], "in both languages"
        assert set(row[2].split(", ")) <= {"computed", "recorded", "annex"}
        assert row[3]


def test_every_section_and_annex_of_the_table_is_one_of_the_plan() -> None:
    paper, _ = write_paper(dossier_of(run_of("storm")), "plan", "en")
    heads = [text for block in paper.body if isinstance(block, Heading) for text in texts_of_paper([block])]
    numbers = [found[0] for head in heads if (found := re.match(r"[IVX]+|\d+", head))]
    sections = set(numbers)
    above = ""
    for number in numbers:
        above = above if number.isdigit() else number
        sections.add(f"{above}.{number}" if number.isdigit() else number)

    for row in ROWS:
        body, _, annexes = row[3].partition("Annex")
        named = re.findall(r"[IVX]+(?:\.\d+)?", body)
        assert set(named) <= sections, row[0]
        last = [int_of(each) for each in re.findall(r"\b[IVX]+\b", annexes.removeprefix("es"))]
        assert all(1 <= each <= len(paper.annexes) for each in last), row[0]
        assert named or last or row[3] == "all of it", row[0]


def int_of(roman: str) -> int:
    """A Roman number below forty."""
    figures = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman]
    return sum(-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True))


@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_table_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    _, *arguments = shlex.split(command)
    if arguments[0] == "plan":
        arguments += ["-o", str(tmp_path / "out"), "--format", "md", "--lang", "vi"]

    said = planner_says(*arguments)

    assert said.code in (0, 1), said.err
    assert said.out


@pytest.mark.parametrize("scenario", ["storm", "duties", "recovery", "yagi"])
def test_the_registers_of_the_table_are_there_and_one_of_each_scenario_prints(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    asked = [shlex.split(c) for c in COMMANDS if c.split()[1] == "register" and f"/{scenario}." in c]

    for _, _, path, name, *_ in asked:
        assert (ROOT / path).is_file()
        assert name in REGISTERS
    said = planner_says(*asked[0][1:], "--format", "csv")
    assert said.code == 0, said.err
    assert said.out


def test_every_list_of_the_office_every_code_and_every_kind_is_named_as_it_is() -> None:
    office = PAGE[PAGE.index("## The office's records") :]

    assert set(OFFICE_SECTIONS) <= set(re.findall(r"`([a-z_]+)`", office))
    assert set(re.findall(r"[EW]\d{3}", office)) <= set(CODES)
    assert {"readiness", "tasks", "milestone"} <= set(DUTIES)
