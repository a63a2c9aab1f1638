"""The table of threats names only tests that exist, and no threat and no command is left out."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from planner.cli.words import COMMANDS
from tests.reliability import test_failing_disk, test_hostile_inputs, test_mutated_inputs
from tests.reliability.writing import VERBS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
THREATS = (*range(1, 16), 23, 24, 25, 29, 30, 38)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
READING = {"validate", "check", "why", "plan", "register", "weak-points", "ensemble"}
"""Commands that read a person's files. `demo` reads those that ship, `schema --editor` the editor's settings."""


ELSEWHERE = {
    "coverage": "tests/inventory/test_measurement_csv.py",
    "damage": "tests/inventory/test_damage_csv.py",
    "storm": "tests/hazard/best_tracks/test_fuzz.py",
    "verify": "tests/plan/papers/test_verifying.py",
}
"""Commands that read files of another kind, and where these are damaged."""


@cache
def names_of_tests(path: str) -> frozenset[str]:
    """The names of the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def rows() -> dict[int, str]:
    return {int(n): row for n, row in re.findall(r"^\| (\d+) \|(.*)$", PAGE, re.MULTILINE)}


def test_every_threat_has_its_row() -> None:
    assert tuple(rows()) == THREATS


@pytest.mark.parametrize("threat", THREATS)
def test_every_threat_is_proved_by_tests_that_exist(threat: int) -> None:
    named = TEST.findall(rows()[threat])

    assert named
    assert [f"{path}::{name}" for path, name in named if name not in names_of_tests(path)] == []


def test_every_test_that_the_page_names_exists() -> None:
    named = TEST.findall(PAGE)

    assert len(named) > 60
    assert PAGE.count("::test_") == len(named)
    assert [f"{path}::{name}" for path, name in named if name not in names_of_tests(path)] == []


def test_every_threat_of_the_inputs_is_tried_through_every_command() -> None:
    tried = {int(case.split()[0]) for case in test_hostile_inputs.CASES}

    assert tried == set(range(1, 16))
    for readers in (test_hostile_inputs.READERS, test_failing_disk.READERS):
        assert {arguments[0] for arguments in readers.values()} == READING
    assert set(test_mutated_inputs.USUAL) == READING


def test_no_command_is_forgotten() -> None:
    assert {*VERBS, *READING, *ELSEWHERE, "explain", "doctor"} == set(COMMANDS)
    assert all((ROOT / path).is_file() for path in ELSEWHERE.values())


def test_the_numbers_of_the_page_are_those_of_the_tests() -> None:
    assert sum(test_mutated_inputs.USUAL.values()) == 2_000
    assert re.search(r"\| damaged inputs .*\| 2,000 \| 100,000 \|", PAGE)
