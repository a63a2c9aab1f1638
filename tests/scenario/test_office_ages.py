"""What of the office does not fit the scenario: drills and backups out of date on 1 September 2026, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.scenario.reading import load_scenario
from tests.policy.duties.worlds import COMMAND, NAME, inventory, written

if TYPE_CHECKING:
    from pathlib import Path

DRILL = {"id": "D", "name": NAME, "date": "2025-09-02"}
REVIEW = {"id": "R", "date": "2026-06-01", "version": "1"}
SYSTEM = {"id": "S", "name": NAME, "offline_backup": "2026-08-25", "backup_every_days": 7}


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ({"drills": [DRILL], "reviews": [REVIEW], "it_systems": [SYSTEM]}, []),
        ({"drills": [{**DRILL, "date": "2025-08-30"}]}, ["the last drill `D` was on 30 Aug 2025"]),
        ({"drills": [{**DRILL, "date": "2025-08-30"}, {**DRILL, "id": "E"}]}, []),
        ({"drills": [{**DRILL, "date": "2025-08-30", "kind": "training"}]}, []),
        ({"drills": [{**DRILL, "next_due": "2026-08-31"}]}, ["the next due on 31 Aug 2026"]),
        ({"reviews": [{**REVIEW, "date": "2025-06-01"}]}, ["the last review `R`"]),
        ({"it_systems": [{**SYSTEM, "offline_backup": "2026-08-24"}]}, ["over 7 days ago"]),
    ],
)
def test_what_is_out_of_date_is_told(tmp_path: Path, lists: dict[str, Any], words: list[str]) -> None:
    loaded = load_scenario(written(tmp_path, {**inventory(), **lists}, COMMAND))

    told = [each for each in loaded.warnings if each.code == "W590"]

    assert len(told) == len(words)
    for found, wanted in zip(told, words, strict=True):
        assert wanted in found.fact.en
        assert found.place is not None


SIX_HOURS = {
    "id": "q", "name": NAME, "kind": "milestone", "unit": "district", "measure": "posts-linked", "share": 1, "by_h": 6,
    "counted_from": "storm-arrival", "legal_source": NAME,
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "asked", "words"),
    [
        ({"due_h": 6}, SIX_HOURS, None),
        ({"due_h": 6, "share": 1}, SIX_HOURS, None),
        ({"due_h": 12, "zero": "start"}, SIX_HOURS, None),
        ({"due_h": 9, "requirement": "another"}, SIX_HOURS, None),
        ({"due_h": 6, "requirement": "qq"}, SIX_HOURS, "names requirement `qq`, which the scenario does not ask"),
        ({"due_h": 9}, SIX_HOURS, "`q`: 9 h and 6 h"),
        ({"due_h": 6, "share": 0.5}, SIX_HOURS, "a share of 0.5 and 1"),
        ({"due_h": 6}, COMMAND, "it computes no milestone"),
    ],
)
def test_a_milestone_stands_beside_the_verdict_of_its_own_requirement(
    tmp_path: Path, told: dict[str, Any], asked: dict[str, Any], words: str | None
) -> None:
    milestone = {"id": "M", "name": NAME, "requirement": asked["id"], **told}

    loaded = load_scenario(written(tmp_path, {**inventory(), "milestones": [milestone]}, asked))

    found = [each.fact.en for each in loaded.warnings if each.code == "W583"]
    assert len(found) == (words is not None)
    assert all(words in each for each in found if words is not None)
