"""Vans, megaphones and teams in the wind, by hand: force 8 begins at a 2-minute mean of 17.2 m/s, which over the
district's ground (off-land, factor 1.42) is a gust of 24.424 m/s."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from tests.policy.duties.worlds import WARNING, inventory, lost, verdict_of, windy
from tests.simulation.worlds import INF, span_h

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict


def judged(folder: Path, kind: str = "team", duty: dict[str, Any] = WARNING, **storm: Any) -> DutyVerdict:
    """A commune whose only channel is people in the open."""
    channel = {"id": "TO", "kind": kind, "commune": "X", "needs_grid": False}
    return verdict_of(folder, {**inventory(), "warning_channels": [channel]}, duty, **storm)


@pytest.mark.parametrize("kind", ["speaker-van", "megaphone", "team"])
def test_nobody_works_outdoors_while_the_wind_has_reached_force_8(tmp_path: Path, kind: str) -> None:
    verdict = judged(tmp_path, kind, **windy((0, 3, 24.4), (3, 9, 24.5), (9, 12, 24.4)))

    (part,) = verdict.subjects[0].parts
    assert part.works["pessimistic"] == part.works["optimistic"] == span_h((0, 3), (9, INF))
    assert (verdict.outcome, verdict.at_rest) == ("fails", "holds")
    (loss,) = verdict.subjects[0].losses
    (link,) = loss.chains
    assert (link.kind, loss.until_h) == ("too-windy", Fraction(9))
    assert link.amount == pytest.approx(17.2 * 1.42)


def test_a_policy_may_send_them_indoors_earlier_or_later(tmp_path: Path) -> None:
    wind = windy((3, 9, 24.5))

    later = judged(tmp_path / "9", duty={**WARNING, "indoors_from_force": 9}, **wind)
    earlier = judged(tmp_path / "6", duty={**WARNING, "indoors_from_force": 6}, **wind)

    assert (later.outcome, earlier.outcome) == ("holds", "fails")


def test_without_a_computed_wind_nobody_can_tell_whether_they_work(tmp_path: Path) -> None:
    channel = {"id": "TO", "kind": "team", "commune": "X", "needs_grid": False}
    province = {**inventory(), "warning_channels": [channel]}

    removals_only = verdict_of(tmp_path / "list", province, WARNING, lost("L1", at=3))
    no_storm = verdict_of(tmp_path / "calm", province, WARNING)

    assert removals_only.outcome == "unknown"
    assert removals_only.survey == ("TO.local_wind",)
    assert no_storm.outcome == "holds"


def test_people_of_whom_nobody_knows_where_they_work_cannot_be_judged_in_wind(tmp_path: Path) -> None:
    channel = {"id": "TO", "kind": "team", "commune": "Y", "needs_grid": False}
    province = {**inventory(), "warning_channels": [channel]}
    province["communes"] = [*province["communes"], {"id": "Y", "name": {"vi": "Y"}, "district": "D"}]
    only_y = {**WARNING, "where": {"only": ["Y"]}}

    verdict = verdict_of(tmp_path, province, only_y, **windy((3, 9, 40)))

    assert (verdict.outcome, verdict.survey) == ("unknown", ("TO.lon",))


def test_the_wind_elsewhere_keeps_nobody_indoors(tmp_path: Path) -> None:
    assert judged(tmp_path, **windy((3, 9, 60), lon=107.5)).outcome == "holds"
