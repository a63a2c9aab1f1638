from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.policy.duties.band import combined_duty
from tests.policy.duties.worlds import WARNING, inventory, lost, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

SIREN = {
    "id": "COI", "kind": "siren", "commune": "X", "needs_grid": False, "design_wind": {"value": 40},
    "floor_height_m": 3, "uplink": "none",
}  # fmt: skip


def test_a_duty_holds_where_every_wind_model_says_so_and_is_open_where_they_differ(tmp_path: Path) -> None:
    province = {**inventory(), "warning_channels": [SIREN]}
    holds = verdict_of(tmp_path / "holds", province, WARNING)
    fails = verdict_of(tmp_path / "fails", province, WARNING, lost("COI", at=4))
    assert (holds.outcome, fails.outcome) == ("holds", "fails")

    agreed = combined_duty(["a", "b"], [holds, replace(holds)])
    split = combined_duty(["a", "b"], [holds, fails])

    assert agreed.outcome == "holds"
    assert (split.outcome, split.subjects[0].outcome) == ("unknown", "unknown")
    assert split.pessimistic == fails.pessimistic  # the least favourable is shown
    assert split.by_model == (("a", "holds"), ("b", "fails"))
