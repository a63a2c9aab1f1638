from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.policy.duties.command import _largest_independent
from tests.policy.duties.worlds import (
    COMMAND,
    at_post,
    inventory,
    lost,
    post,
    ready,
    site,
    verdict_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import SubjectVerdict

PHONE = {"id": "phone", "kind": "public-mobile", "operators": ["a", "b"]}
CABLE = {"id": "cable", "kind": "fiber", "node": "F1", "mounting": "buried", "battery_h": 0}


def lowest(subject: SubjectVerdict, measure: str = "independent") -> tuple[int, int]:
    """The least count on the pessimistic and on the optimistic side."""
    found = next(each for each in subject.measures if each.id == measure)
    return found.below_pessimistic.minimum, found.below_optimistic.minimum


def works(subject: SubjectVerdict, part: str) -> list[tuple[Any, Any]]:
    """When a means works for certain."""
    return list(next(p for p in subject.parts if p.id == part).works["pessimistic"])


INF = float("inf")


def test_a_phone_and_a_satellite_phone_make_a_post_that_holds(tmp_path: Path) -> None:
    subject = at_post(tmp_path, PHONE, ready("satellite-phone", battery_h=30))

    assert subject.outcome == "holds"
    assert lowest(subject) == (2, 2)
    assert lowest(subject, "without-public") == (1, 1)
    assert subject.common == ()


def test_a_phone_over_two_sites_and_a_cable_share_the_source_and_with_one_site_left_the_cable_too(
    tmp_path: Path,
) -> None:
    """The phone has S1 and S2; the cable and S1 hang on C1, so that without S2 both go with C1.

    The one source feeds everything: it is always a common point of what runs on a few hours of battery.
    """
    both = at_post(tmp_path / "both", PHONE, CABLE)
    alone = {**inventory(), "command_posts": [post(PHONE, CABLE)]}
    alone["sites"] = [site("S1", 107.0, "F1", "P1", "a")]
    (subject,) = verdict_of(tmp_path / "alone", alone, COMMAND).subjects

    assert lowest(both) == (1, 1)
    assert [each.points for each in both.common] == [("P0",)]
    assert lowest(subject) == (1, 1)
    (common,) = subject.common
    assert common.parts == ("cable", "phone")
    assert {"C1", "F1", "GW1"} <= set(common.points)


def test_the_feeder_is_the_common_point_of_what_runs_on_the_posts_own_four_hours(tmp_path: Path) -> None:
    subject = at_post(tmp_path, CABLE, ready("vsat"), removals=(lost("L1", at=10, until=20),))

    (common,) = subject.common
    assert {"L1", "P1"} <= set(common.points)
    assert works(subject, "vsat") == [(Fraction(0), Fraction(14)), (Fraction(20), INF)]
    assert works(subject, "cable") == [(Fraction(0), Fraction(14)), (Fraction(20), INF)]
    told: list[tuple[Any, ...]] = [(e.part, e.since_h, e.until_h) for e in subject.losses]
    assert told == [("cable", 14, 20), ("vsat", 14, 20)]
    assert {link.kind for loss in subject.losses for link in loss.chains} == {"dark"}


def test_a_satellite_phone_goes_on_for_its_own_battery_after_the_post_is_dark(tmp_path: Path) -> None:
    sat = ready("satellite-phone", battery_h=6)

    subject = at_post(tmp_path, PHONE, sat, removals=(lost("L1", at=2),))

    assert works(subject, "satellite-phone") == [(Fraction(0), Fraction(2 + 4 + 6))]
    assert subject.outcome == "fails"
    assert lowest(subject, "without-public") == (0, 0)


@pytest.mark.parametrize(
    ("changed", "outcome", "note"),
    [
        ({}, "holds", ""),
        ({"last_tested": "2026-05-01"}, "fails", "more than 92 days ago"),
        ({"last_tested": None}, "unknown", ""),
        ({"trained_user": False}, "fails", "no trained user"),
        ({"sky_view": None}, "unknown", ""),
        ({"sky_view": False}, "fails", "no view of the sky"),
        ({"subscription_until": "2026-09-01"}, "fails", "has run out"),
    ],
)  # fmt: skip
def test_a_satellite_phone_counts_when_it_is_tested_staffed_paid_for_and_sees_the_sky(
    tmp_path: Path, changed: dict[str, Any], outcome: str, note: str
) -> None:
    subject = at_post(tmp_path, PHONE, {**ready("satellite-phone", battery_h=30), **changed})

    assert subject.outcome == outcome
    told = " ".join(words.en for part in subject.parts for words in part.notes)
    assert note in told
    if outcome == "unknown":
        (missing,) = {key for key, value in changed.items() if value is None}
        assert f"CP.means.satellite-phone.{missing}" in subject.survey


def test_a_bare_word_is_a_means_that_nobody_surveyed(tmp_path: Path) -> None:
    subject = at_post(tmp_path, PHONE, "satellite-phone", "fiber")

    assert subject.outcome == "unknown"
    # For certain only the phone; at best the cable ends at another node and has a battery of its own.
    assert lowest(subject) == (1, 3)
    assert "CP.means.fiber.node" in subject.survey


def test_a_courier_is_recorded_and_never_counted(tmp_path: Path) -> None:
    subject = at_post(tmp_path, PHONE, "courier")

    assert lowest(subject) == (1, 1)
    assert lowest(subject, "without-public") == (0, 0)


def test_a_radio_needs_the_control_post_or_a_repeater_between(tmp_path: Path) -> None:
    """The control stands 80 km off: too far for a set, near enough over the repeater on S2."""
    net = {"id": "N", "name": {"vi": "Mạng"}, "band": "vhf", "control": "TINH", "range_km": 10,
           "repeaters": ["S2"], "repeater_range_km": 90}  # fmt: skip
    far = post(ready("vhf", net="N"), id="TINH", kind="province", lon=106.24, feed="P0")
    near = post(PHONE, ready("vhf", net="N", battery_h=100))

    def radio(folder: str, *removals: Any, **changed: Any) -> list[tuple[Any, Any]]:
        province = {**inventory(), "command_posts": [far, near], "radio_nets": [{**net, **changed}]}
        duty = {**COMMAND, "posts": ["commune"]}
        (subject,) = verdict_of(tmp_path / folder, province, duty, *removals).subjects
        return works(subject, "vhf")

    assert radio("whole") == [(0, INF)]
    assert radio("no-repeater", repeaters=[]) == []
    assert radio("repeater-down", lost("S2", at=3)) == [(0, 3)]
    assert radio("control-dark", lost("P0", at=3)) == [(0, 5)]  # S2's battery of 2 h ends first


def test_without_roaming_only_the_posts_own_operators_carry_it(tmp_path: Path) -> None:
    own = {"id": "phone", "kind": "public-mobile", "operators": ["a"]}
    province = {**inventory(), "command_posts": [post(own)]}
    gone = lost("S1", at=5)

    on = verdict_of(tmp_path / "on", province, COMMAND, gone)
    off = verdict_of(tmp_path / "off", province, {**COMMAND, "roaming": False}, gone)

    assert works(on.subjects[0], "phone") == [(0, INF)]
    assert works(off.subjects[0], "phone") == [(0, 5)]
    (loss,) = off.subjects[0].losses
    assert [link.kind for link in loss.chains] == ["mast-failed"]


def test_a_unit_without_a_post_cannot_be_judged(tmp_path: Path) -> None:
    verdict = verdict_of(tmp_path, inventory(), COMMAND)

    assert (verdict.outcome, verdict.subjects) == ("unknown", ())


def test_the_unit_counts_its_posts_and_the_worst_decides(tmp_path: Path) -> None:
    good = post(PHONE, ready("satellite-phone", battery_h=30), id="CP-2")
    province = {**inventory(), "command_posts": [post(PHONE), good]}

    verdict = verdict_of(tmp_path, province, COMMAND)

    assert (verdict.outcome, verdict.needed, verdict.below_optimistic.minimum) == ("fails", 2, 1)
    assert {each.subject: each.outcome for each in verdict.subjects} == {"CP": "fails", "CP-2": "holds"}


# --- laws -------------------------------------------------------------------------------------------------------------

taken_sets = st.dictionaries(
    st.sampled_from("abcdef"), st.frozensets(st.integers(0, 5).map(str), max_size=4), max_size=6
)


@given(taken_sets)
def test_the_count_is_the_largest_set_in_which_every_two_are_apart(taken: dict[str, frozenset[str]]) -> None:
    best = max(
        len(chosen)
        for size in range(len(taken) + 1)
        for chosen in combinations(sorted(taken), size)
        if all(not taken[one] & taken[two] for one, two in combinations(chosen, 2))
    )

    assert _largest_independent(taken)(tuple(taken)) == best


@given(taken_sets, st.frozensets(st.integers(0, 5).map(str), max_size=4))
def test_one_more_means_never_lowers_the_count(
    taken: dict[str, frozenset[str]], more: frozenset[str]
) -> None:
    before = _largest_independent(taken)(tuple(taken))

    assert _largest_independent({**taken, "z": more})((*taken, "z")) >= before


@pytest.mark.parametrize("more", [PHONE, CABLE, "vhf", ready("vsat"), ready("satellite-phone")])
def test_one_more_means_never_hurts_a_post_under_a_storm(tmp_path: Path, more: Any) -> None:
    base = ({"id": "first", "kind": "fiber", "node": "F2", "mounting": "buried", "battery_h": 0}, ready("hf"))
    gone = (lost("L1", at=1, until=8), lost("C2", at=12))

    before = at_post(tmp_path / "before", *base, removals=gone)
    after = at_post(tmp_path / "after", *base, more, removals=gone)

    for mine, theirs in zip(after.measures, before.measures, strict=True):
        for now, was in ((mine.pessimistic, theirs.pessimistic), (mine.optimistic, theirs.optimistic)):
            for t_h in sorted({step.t_h for step in (*now, *was)}):
                assert _at(now, t_h) >= _at(was, t_h)


def _at(series: Any, t_h: Fraction) -> int:
    return int([step.n for step in series if step.t_h <= t_h][-1])


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("last_tested", ["2026-08-01", "2026-01-01"]),
        ("trained_user", [True, False]),
        ("battery_h", [0, 2, 30]),
        ("subscription_until", ["2027-01-01", "2026-01-01"]),
    ],
)  # fmt: skip
def test_filling_in_a_missing_datum_of_a_means_never_turns_a_verdict_round(
    tmp_path: Path, key: str, values: list[Any]
) -> None:
    gone = (lost("L1", at=5),)
    sat = ready("satellite-phone", battery_h=12)
    open_ = at_post(tmp_path / "open", PHONE, {**sat, key: None}, removals=gone)

    for number, value in enumerate(values):
        filled = at_post(tmp_path / str(number), PHONE, {**sat, key: value}, removals=gone)
        assert open_.outcome in {"unknown", filled.outcome}
        for with_, without in zip(filled.measures, open_.measures, strict=True):
            assert without.below_pessimistic.minimum <= with_.below_pessimistic.minimum
            assert with_.below_optimistic.minimum <= without.below_optimistic.minimum


HF_NET = {"id": "N", "name": {"vi": "Mạng"}, "band": "hf", "range_km": 50}


def two_posts(folder: Path, its: Any, *nets: Any) -> SubjectVerdict:
    """The post with two radios, and another post far from its power that answers."""
    mine = [{**ready("hf", net=net["id"], battery_h=48), "id": net["id"]} for net in nets]
    other = {**post(*its), "id": "CP2", "kind": "hospital", "battery_h": 1000}
    province = {
        **inventory(), "command_posts": [post(*mine), other], "radio_nets": list(nets),
    }  # fmt: skip
    (subject,) = verdict_of(folder, province, {**COMMAND, "posts": ["commune"]}).subjects
    return subject


def test_a_radio_is_of_no_use_when_nobody_tested_the_set_that_would_answer(tmp_path: Path) -> None:
    fit = ready("hf", net="N", battery_h=48)
    stale = {**fit, "last_tested": "2026-01-01"}

    assert works(two_posts(tmp_path / "fit", [fit], HF_NET), "N") == [(0, INF)]
    assert works(two_posts(tmp_path / "stale", [stale], HF_NET), "N") == []


def test_two_nets_that_only_one_post_answers_are_not_independent(tmp_path: Path) -> None:
    second = {**HF_NET, "id": "M"}
    its = [{**ready("hf", net=net, battery_h=48), "id": net} for net in ("N", "M")]

    subject = two_posts(tmp_path, its, HF_NET, second)

    assert [common.points for common in subject.common] == [("CP2",)]
    assert lowest(subject) == (1, 1)


def test_with_roaming_off_only_the_masts_of_the_own_operator_carry_a_phone(tmp_path: Path) -> None:
    """S1 serves operator a and hangs on C1 like the cable; S2 serves b and does not."""
    phone = {**PHONE, "operators": ["a"]}
    province = {**inventory(), "command_posts": [post(phone, {**CABLE, "battery_h": 48})]}

    def shared(folder: Path, *, roaming: bool) -> set[str]:
        (subject,) = verdict_of(folder, province, {**COMMAND, "roaming": roaming}).subjects
        return {point for common in subject.common for point in common.points}

    assert "C1" in shared(tmp_path / "off", roaming=False)
    assert "C1" not in shared(tmp_path / "on", roaming=True)


def test_a_subscription_must_reach_the_day_on_which_the_storm_ends(tmp_path: Path) -> None:
    """Hour 0 is six in the morning of 1 September in Vietnam; 24 hours end on the second."""
    for paid, expected in (("2026-09-01", []), ("2026-09-02", [(0, INF)])):
        phone = {**ready("satellite-phone", battery_h=48), "subscription_until": paid}
        assert works(at_post(tmp_path / paid, PHONE, phone), "satellite-phone") == expected


def test_a_set_whose_battery_nobody_surveyed_may_outlast_the_post(tmp_path: Path) -> None:
    unknown = {**ready("vsat"), "battery_h": None}

    subject = at_post(tmp_path, PHONE, unknown, removals=(lost("L1", at=0),))

    assert subject.outcome == "unknown"
    assert "CP.means.vsat.battery_h" in subject.survey
