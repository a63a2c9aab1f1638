"""Drills, reviews and backups that are out of date on the scenario's day, 1 September 2026."""

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
