from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from tests.policy.duties.worlds import COVERAGE, NAME, WARNING, inventory, lost, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict

INF = float("inf")
Record = dict[str, Any]


def loudspeakers(**more: Any) -> Record:
    """A cluster on the feeder with 6 h of battery, spoken to on the spot."""
    return {
        "id": "LOA", "kind": "loudspeakers", "commune": "X", "feed": "P1", "needs_grid": True,
        "service_drop": {"mounting": "buried"}, "battery_h": 6, "generators": [],
        "floor_height_m": 4, "design_wind": {"value": 40}, "uplink": "none", **more,
    }  # fmt: skip


def with_channels(*channels: Record) -> Record:
    return {**inventory(), "warning_channels": list(channels)}


def when(verdict: DutyVerdict, channel: str) -> list[tuple[Any, Any]]:
    """When a channel works for certain."""
    (subject,) = verdict.subjects
    return list(next(p for p in subject.parts if p.id == channel).works["pessimistic"])


def test_loudspeakers_fall_silent_when_their_battery_is_empty(tmp_path: Path) -> None:
    verdict = verdict_of(tmp_path, with_channels(loudspeakers()), WARNING, lost("L1", at=3))

    assert when(verdict, "LOA") == [(0, 9)]
    assert verdict.outcome == "fails"
    assert verdict.without == (1000, Fraction(9))
    (loss,) = verdict.subjects[0].losses
    assert [link.kind for link in loss.chains] == ["dark"]


def test_without_the_grid_only_what_runs_on_its_own_counts(tmp_path: Path) -> None:
    off_grid = {**WARNING, "without_grid": True}
    generator = {"id": "g1", "tank_l": 100, "burn_l_per_h": 2}
    hand = {"id": "LOA-2", "kind": "megaphone", "commune": "X", "needs_grid": False}

    battery = verdict_of(tmp_path / "battery", with_channels(loudspeakers()), off_grid)
    engine = verdict_of(tmp_path / "engine", with_channels(loudspeakers(generators=[generator])), off_grid)
    by_hand = verdict_of(tmp_path / "hand", with_channels(hand), off_grid)

    assert when(battery, "LOA") == [(0, 6)]
    assert [each.outcome for each in (battery, engine, by_hand)] == ["fails", "holds", "holds"]


def test_an_ip_loudspeaker_needs_a_site_in_service_and_a_cable_its_node(tmp_path: Path) -> None:
    phone = with_channels(loudspeakers(uplink="mobile", operators=["b"]))
    cable = with_channels(loudspeakers(uplink="fiber", node="F1"))

    assert when(verdict_of(tmp_path / "phone", phone, WARNING, lost("S2", at=4)), "LOA") == [(0, 4)]
    assert when(verdict_of(tmp_path / "cable", cable, WARNING, lost("C1", at=5)), "LOA") == [(0, 5)]


@pytest.mark.parametrize("key", ["uplink", "design_wind", "needs_grid", "battery_h", "floor_height_m"])
def test_what_nobody_surveyed_of_a_channel_keeps_the_verdict_open_or_as_it_is(tmp_path: Path, key: str) -> None:
    known = loudspeakers()
    open_ = verdict_of(tmp_path / "open", with_channels({**known, key: None}), WARNING, lost("L1", at=3))
    filled = verdict_of(tmp_path / "filled", with_channels(known), WARNING, lost("L1", at=3))

    assert open_.outcome in {"unknown", filled.outcome}
    assert open_.below_pessimistic.minimum <= filled.below_pessimistic.minimum
    if open_.outcome == "unknown":
        assert any(datum.endswith(key) for datum in open_.survey)


def test_messages_count_while_half_the_commune_is_covered(tmp_path: Path) -> None:
    sms = {"id": "TIN", "kind": "sms", "commune": "X", "needs_grid": True}

    verdict = verdict_of(tmp_path, with_channels(sms), WARNING, lost("S1", at=2), lost("S2", at=6))

    assert when(verdict, "TIN") == [(0, 6)]


def test_a_transmitter_is_heard_in_every_commune_that_it_names(tmp_path: Path) -> None:
    province = with_channels(loudspeakers(id="DAI", kind="radio", communes=["Y"]))
    province["communes"].append({"id": "Y", "name": NAME, "district": "D", "population": 70})

    verdict = verdict_of(tmp_path, province, {**WARNING, "unit": "district"}, lost("DAI", at=7))

    assert {each.subject: each.outcome for each in verdict.subjects} == {"X": "fails", "Y": "fails"}
    assert verdict.without == (1070, Fraction(7))


def test_a_province_that_lists_no_channel_at_all_cannot_be_judged(tmp_path: Path) -> None:
    assert verdict_of(tmp_path, inventory(), WARNING).outcome == "unknown"


def test_channels_stand_in_the_order_of_replacement(tmp_path: Path) -> None:
    hand = {"id": "A-TO", "kind": "team", "commune": "X", "needs_grid": False, "order": 2}

    verdict = verdict_of(tmp_path, with_channels(hand, loudspeakers(order=1)), WARNING)

    assert [part.id for part in verdict.subjects[0].parts] == ["LOA", "A-TO"]


# --- coverage ---------------------------------------------------------------------------------------------------------


def two_hamlets() -> Record:
    """700 people beside S1, 300 far from everything."""
    near = {"id": "H1", "commune": "X", "population": 700, "lon": 107.0, "lat": 21.001}
    far = {"id": "H2", "commune": "X", "population": 300, "lon": 107.4, "lat": 21.0,
           "signal_before": False}  # fmt: skip
    return {**inventory(), "population_points": [near, far]}


def steps(verdict: DutyVerdict) -> list[tuple[Any, int]]:
    """Hour and people, at each change on the pessimistic side."""
    return [(step.t_h, step.n) for step in verdict.pessimistic]


def test_people_are_counted_where_they_live(tmp_path: Path) -> None:
    verdict = verdict_of(tmp_path, two_hamlets(), COVERAGE, lost("S1", at=4, until=9))

    assert steps(verdict) == [(0, 700)]  # S2 reaches H1 as well
    assert (verdict.outcome, verdict.needed) == ("holds", 500)
    assert (verdict.without, verdict.no_signal_before) == ((0, None), 300)  # nobody took it from them


def test_without_roaming_a_person_is_covered_when_every_operator_covers_them(tmp_path: Path) -> None:
    alone = {**COVERAGE, "roaming": False}

    verdict = verdict_of(tmp_path, two_hamlets(), alone, lost("S1", at=4, until=9))

    assert steps(verdict) == [(0, 700), (4, 0), (9, 700)]
    assert verdict.outcome == "fails"
    (loss,) = verdict.subjects[0].losses
    assert (loss.part, loss.since_h, loss.until_h) == ("H1", Fraction(4), Fraction(9))
    assert [link.subject for link in loss.chains] == ["S1/mast"]  # of S2, which serves operator b, nothing is told


@pytest.mark.parametrize("gone", ["S1", "S2", "C1", "C2", "L1", "P0", "GW2"])
def test_roaming_never_lowers_coverage(tmp_path: Path, gone: str) -> None:
    on = verdict_of(tmp_path / "on", two_hamlets(), COVERAGE, lost(gone, at=3))
    off = verdict_of(tmp_path / "off", two_hamlets(), {**COVERAGE, "roaming": False}, lost(gone, at=3))

    for t_h in (0, 2, 3, 5, 8, 20):
        for mine, theirs in ((on.pessimistic, off.pessimistic), (on.optimistic, off.optimistic)):
            assert _at(mine, t_h) >= _at(theirs, t_h)


def _at(series: Any, t_h: int) -> int:
    return int([step.n for step in series if step.t_h <= t_h][-1])


def test_a_height_that_nobody_measured_keeps_coverage_open(tmp_path: Path) -> None:
    province = two_hamlets()
    for each in province["sites"]:
        each["structure"] = {key: value for key, value in each["structure"].items() if key != "height_m"}

    verdict = verdict_of(tmp_path, province, COVERAGE)

    assert verdict.outcome == "unknown"
    assert (verdict.below_pessimistic.minimum, verdict.below_optimistic.minimum) == (0, 700)
    assert verdict.survey == ("S1.structure.height_m", "S2.structure.height_m")


def test_a_commune_whose_people_nobody_counted_cannot_be_judged(tmp_path: Path) -> None:
    province = inventory()
    province["communes"] = [{key: v for key, v in province["communes"][0].items() if key != "population"}]

    assert verdict_of(tmp_path, province, COVERAGE).outcome == "unknown"
