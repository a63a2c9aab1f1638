"""Coverage between what is certain and what may be: the formula's error, what was found to serve a place, what was
measured.

A mast of 30 m at 1800 MHz reaches 1.20 km of suburb with 8 dB more loss, 2.02 km by the formula, 3.40 km with 8 dB
less.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.network.radio_reach import LinkBudget, reach_km
from tests.policy.duties.worlds import (
    COMMAND,
    COVERAGE,
    WARNING,
    inventory,
    lost,
    post,
    ready,
    run_of,
    verdict_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict

Record = dict[str, Any]
BUDGET = LinkBudget(145, 10, 1.5, 20, 8)
KM_PER_DEGREE = 103.8
"""Of longitude at 21 N."""


def hamlet(west_km: float, **more: Any) -> Record:
    """All 1000 people of the commune, so far west of S1; S2 stands 1 km east of S1."""
    return {"id": "H", "commune": "X", "population": 1000, "lon": 107.0 - west_km / KM_PER_DEGREE, "lat": 21.0, **more}


def covered(folder: Path, point: Record, *removals: Record, duty: Record = COVERAGE, **lists: Any) -> DutyVerdict:
    """The hamlet judged."""
    return verdict_of(folder, {**inventory(), "population_points": [point], **lists}, duty, *removals)


def least(verdict: DutyVerdict) -> tuple[int, int]:
    """The fewest people covered, for certain and perhaps."""
    return verdict.below_pessimistic.minimum, verdict.below_optimistic.minimum


def test_the_error_of_the_formula_brackets_the_reach() -> None:
    sure, said, perhaps = (reach_km(1800, 30, "suburban", BUDGET, side) for side in ("pessimistic", None, "optimistic"))

    assert (round(sure, 2), round(said, 2), round(perhaps, 2)) == (1.2, 2.02, 3.4)


@pytest.mark.parametrize(
    ("west_km", "outcome"), [(1.15, "holds"), (1.25, "unknown"), (3.35, "unknown"), (3.45, "fails")]
)
def test_who_lives_between_both_radii_cannot_be_judged(tmp_path: Path, west_km: float, outcome: str) -> None:
    verdict = covered(tmp_path, hamlet(west_km))

    assert verdict.outcome == outcome
    assert verdict.survey == (("H.served_by",) if outcome == "unknown" else ())


def test_a_site_that_was_found_to_serve_a_place_covers_it_for_certain(tmp_path: Path) -> None:
    found = covered(tmp_path / "found", hamlet(3, served_by=["S1"]))
    gone = covered(tmp_path / "gone", hamlet(3, served_by=["S1"]), lost("S1", at=5))

    assert found.outcome == "holds"
    assert (gone.outcome, gone.below_optimistic.first_below_h) == ("fails", Fraction(5))  # S2 is 4 km away


def test_where_there_was_a_signal_it_lasts_while_all_that_may_have_given_it_serve(tmp_path: Path) -> None:
    calm = covered(tmp_path / "calm", hamlet(2, signal_before=True))
    one_gone = covered(tmp_path / "gone", hamlet(2, signal_before=True), lost("S2", at=5))

    assert calm.outcome == "holds"
    assert (one_gone.outcome, least(one_gone)) == ("unknown", (0, 1000))  # it may have been S2 all the time


def test_a_posts_phone_between_both_radii_cannot_be_judged_until_somebody_looks(tmp_path: Path) -> None:
    asked = {**COMMAND, "at_least": 1, "without_public": 0}
    away = {"lon": 107.0 - 2 / KM_PER_DEGREE}
    phone = {"id": "dt", "kind": "public-mobile", "operators": ["a"]}

    def judged(folder: str, **more: Any) -> DutyVerdict:
        at_post = post({**phone, **more}, **away)
        return verdict_of(tmp_path / folder, {**inventory(), "command_posts": [at_post]}, asked)

    assert (judged("open").outcome, judged("open").survey) == ("unknown", ("CP.means.dt.served_by",))
    assert judged("found", served_by=["S1"]).outcome == "holds"


# --- what was measured --------------------------------------------------------------------------


def measured(operator: str, **told: Any) -> Record:
    """One measurement in the commune."""
    source = {"reporter": "Đoàn đo", "as_of": "2026-06-01"}
    return {"id": f"DO-{operator}", "commune": "X", "operator": operator, "source": source, **told}


def test_a_measured_share_caps_who_is_covered_for_certain(tmp_path: Path) -> None:
    low = [measured("a", people_share=0.2), measured("b", people_share=0.1)]

    verdict = covered(tmp_path, hamlet(0.1), coverage_measurements=low)

    assert (verdict.outcome, verdict.at_rest) == ("unknown", "unknown")
    assert least(verdict) == (300, 1000)  # with roaming whoever has a or b: at most 200 + 100 people
    notes = {part.id: [note.en for note in part.notes] for part in verdict.subjects[0].parts}
    assert notes["a"] == ["measured 20 % (Đoàn đo, 1 Jun 2026), and the formula says 100 %"]


def test_an_operator_that_nobody_measured_may_cover_everybody(tmp_path: Path) -> None:
    verdict = covered(tmp_path, hamlet(0.1), coverage_measurements=[measured("a", people_share=0.2)])

    assert (verdict.outcome, least(verdict)) == ("holds", (1000, 1000))


def test_without_roaming_the_worst_measured_operator_decides(tmp_path: Path) -> None:
    alone = {**COVERAGE, "roaming": False}

    verdict = covered(tmp_path, hamlet(0.1), duty=alone, coverage_measurements=[measured("a", people_share=0.2)])

    assert least(verdict) == (200, 1000)


def test_of_two_reporters_the_lower_is_certain_and_a_weak_network_covers_nobody_for_certain(tmp_path: Path) -> None:
    alone = {**COVERAGE, "roaming": False}
    two = [measured("a", people_share=0.9), {**measured("a", people_share=0.4), "id": "DO-2"}]
    slow = [measured("a", download_mbps=39.9)]

    assert least(covered(tmp_path / "two", hamlet(0.1), duty=alone, coverage_measurements=two)) == (400, 1000)
    weak = covered(tmp_path / "slow", hamlet(0.1), duty=alone, coverage_measurements=slow)
    assert (weak.outcome, least(weak)) == ("unknown", (0, 1000))
    assert [n.en for p in weak.subjects[0].parts for n in p.notes] == ["measured 39.9 Mbit/s, weak"]
    quick = {**alone, "weak_below_mbps": 39}
    assert covered(tmp_path / "quick", hamlet(0.1), duty=quick, coverage_measurements=slow).outcome == "holds"


def test_messages_too_reach_no_more_people_than_were_measured(tmp_path: Path) -> None:
    sms = {"id": "TIN", "kind": "sms", "commune": "X", "needs_grid": True}
    low = [measured("a", people_share=0.2), measured("b", people_share=0.2)]
    lists = {"warning_channels": [sms], "population_points": [hamlet(0.1)]}

    free = verdict_of(tmp_path / "free", {**inventory(), **lists}, WARNING)
    capped = verdict_of(tmp_path / "low", {**inventory(), **lists, "coverage_measurements": low}, WARNING)

    assert (free.outcome, capped.outcome) == ("holds", "unknown")


# --- dead spots and laws ------------------------------------------------------------------------


def test_a_dead_spot_is_neither_covered_nor_lost_by_the_storm(tmp_path: Path) -> None:
    verdict = covered(tmp_path, hamlet(0.1, signal_before=False), lost("S1", at=3))

    assert (verdict.outcome, least(verdict)) == ("fails", (0, 0))
    assert (verdict.without, verdict.no_signal_before) == ((0, None), 1000)


@pytest.mark.parametrize("west_km", [0.5, 1.5, 2.5, 3.5])
def test_roaming_more_bands_and_a_smaller_loss_never_lower_coverage(tmp_path: Path, west_km: float) -> None:
    def counts(name: str, **change: Any) -> list[int]:
        province = {**inventory(), "population_points": [hamlet(west_km)]}
        if "bands_mhz" in change:
            province["sites"] = [{**each, "bands_mhz": change["bands_mhz"]} for each in province["sites"]]
        asked = {**COVERAGE, **{key: value for key, value in change.items() if key != "bands_mhz"}}
        verdict = run_of(tmp_path / name, province, asked, lost("S1", at=4, until=9)).duties[0]
        return [*least(verdict), verdict.below_pessimistic.hours_below <= 0, verdict.below_optimistic.hours_below <= 0]

    plain = counts("plain")
    for name, better in (
        ("roaming", plain),
        ("bands", counts("bands", bands_mhz=[900, 1800])),
        ("loss", counts("loss", reach={"path_loss_db": 148})),
    ):
        worse = counts("alone", roaming=False) if name == "roaming" else plain
        assert all(b >= w for b, w in zip(better, worse, strict=True)), name


def test_a_satellite_phone_does_not_mind_the_reach_of_any_site(tmp_path: Path) -> None:
    far = post(ready("satellite-phone", battery_h=30), lon=106.0)
    asked = {**COMMAND, "at_least": 1}

    assert verdict_of(tmp_path, {**inventory(), "command_posts": [far]}, asked).outcome == "holds"
