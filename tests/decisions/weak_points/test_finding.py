"""Weak points: complete, minimal, and what the plain simulation says of each set."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from planner.decisions.weak_points.breaking import breaking
from planner.decisions.weak_points.diagram import TooLargeError
from planner.decisions.weak_points.finding import cut_sets_of, gates_of, weak_points
from planner.decisions.weak_points.trying import single_losses
from planner.hazard.assets import assets
from planner.network.risk_groups import members_of
from planner.network.touching import touching
from planner.policy.counting import Counting
from planner.scenario.reading import load_scenario
from planner.simulation.lasting_loss import lasting_loss
from tests.decisions.weak_points.brute_force import broken_by
from tests.effort import times
from tests.oracle.worlds import seeded_world
from tests.simulation.worlds import generator, node, province, requirement, site, span

if TYPE_CHECKING:
    from planner.decisions.weak_points.finding import WeakPoints
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.requirements import Requirement

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
DAY, THREE_DAYS = Fraction(24), Fraction(72)
FULL = Fraction(1)
ROOM = 100_000


def found(
    stands: Province, rule: Requirement, horizon_h: Fraction = THREE_DAYS, **more: object
) -> WeakPoints:
    return weak_points(stands, (rule,), horizon_h, FULL, **more)  # type: ignore[arg-type]


# --- by hand ----------------------------------------------------------------------------------


def ring(**more: object) -> Province:
    """One site that reaches the gateway over either of two cables; it has stores for 30 h.

    GW ==C1== H --drop-- S1       F1 feeds S1 over line L1, PS feeds GW and H
       ==C2==                     S1: tank 26 h, battery 4 h
    """
    return province(
        site("S1", generators=(generator(26),)),
        segments=[span("C1", "GW", "H"), span("C2", "GW", "H")],
        **more,  # type: ignore[arg-type]
    )


def test_over_a_day_the_stores_outlast_the_loss_of_the_grid() -> None:
    (unit,) = found(ring(), requirement(1), DAY).units

    assert unit.sides["pessimistic"].singles == (
        "GW", "GW/service-drop", "H", "H/service-drop", "PS", "S1/drop/H", "S1/equipment", "S1/mast",
    )  # fmt: skip
    assert [each for each in unit.sides["pessimistic"].sets if len(each) == 2] == [
        ("C1", "C2"),
        ("F1", "S1/gen/g1"),
        ("L1", "S1/gen/g1"),
        ("S1/gen/g1", "S1/service-drop"),
    ]


def test_over_three_days_the_feeder_alone_is_a_weak_point() -> None:
    (unit,) = found(ring(), requirement(1)).units

    assert {"F1", "L1", "S1/service-drop"} <= set(unit.sides["pessimistic"].singles)
    assert [each for each in unit.sides["pessimistic"].sets if len(each) == 2] == [("C1", "C2")]


def test_stores_that_end_with_the_window_just_suffice() -> None:
    (unit,) = found(ring(), requirement(1), Fraction(30)).units

    assert "F1" not in unit.sides["pessimistic"].singles


def test_a_risk_group_is_a_weak_point_where_its_members_alone_are_not() -> None:
    both = [span(each, "GW", "H", srlgs=("BRIDGE",)) for each in ("C1", "C2")]
    stands = province(site("S1"), segments=both, srlgs=[{"id": "BRIDGE"}])

    (unit,) = found(stands, requirement(1), Fraction(3)).units

    assert "BRIDGE" in unit.sides["pessimistic"].singles
    assert "C1" not in unit.sides["pessimistic"].singles


def test_two_of_three_break_when_any_two_masts_fall() -> None:
    stands = province(*(site(each) for each in ("S1", "S2", "S3")))

    (unit,) = found(stands, requirement(2), Fraction(3)).units

    pairs = {each for each in unit.sides["pessimistic"].sets if len(each) == 2}
    assert set(combinations(["S1/mast", "S2/mast", "S3/mast"], 2)) <= pairs
    # 3 masts, 3 sets of equipment, 3 drops: two of them at different sites.
    assert len(pairs) == 3 * 3 * 3


def test_the_probability_of_two_cables_in_parallel_is_that_of_losing_both() -> None:
    (unit,) = found(
        ring(), requirement(1), DAY, chances=[{"C1": 0.1, "C2": 0.3, "S1/mast": 0.5}]
    ).units

    side = unit.sides["pessimistic"]
    # Breaks unless the mast stands and a cable is left: 1 - 0.5 * (1 - 0.1 * 0.3).
    assert side.probability == pytest.approx(1 - 0.5 * 0.97, abs=1e-15)
    assert side.importance["S1/mast"] == pytest.approx((0.03, 1.0))
    # Mast lost, or standing with C2 lost: 0.5 + 0.5 * 0.3.
    assert side.importance["C1"] == pytest.approx((0.5, 0.65))


def test_an_asset_that_fails_in_only_one_of_the_cases_is_weighed_over_both() -> None:
    cases = [{"S1/mast": 0.5, "C1": 0.2}, {"S1/mast": 0.0, "C1": 0.2}]

    (unit,) = found(ring(), requirement(1), DAY, chances=cases).units

    side = unit.sides["pessimistic"]
    assert side.probability == pytest.approx(0.25)
    assert side.importance["S1/mast"] == pytest.approx((0.0, 1.0))


def test_a_requirement_that_fails_with_nothing_lost_is_certain_to_break() -> None:
    (unit,) = found(province(site("S1")), requirement(2), chances=[{"S1/mast": 0.1}]).units

    assert unit.sides["pessimistic"].probability == 1.0


def test_what_was_not_surveyed_is_a_weak_point_on_one_side_only() -> None:
    stands = province(site("S1", satellite="unknown"))

    (unit,) = found(stands, requirement(1), Fraction(3)).units

    assert "C1" in unit.sides["pessimistic"].singles
    assert unit.sides["optimistic"].singles == ("S1/equipment", "S1/mast")


def test_a_requirement_that_fails_at_rest_has_no_weak_points_to_list() -> None:
    (unit,) = found(province(site("S1")), requirement(2)).units

    assert not unit.sides["pessimistic"].holds
    assert unit.sides["pessimistic"].sets == ()


def test_a_cable_on_a_lines_poles_is_not_cut_when_the_line_is_lost_but_falls_with_it_in_the_wind() -> (
    None
):
    hung = span("C1", "GW", "H", "aerial", poles="L1")
    stands = province(site("S1", generators=(generator(30),)), segments=[hung])

    (unit,) = found(stands, requirement(1), DAY, chances=[{"L1": 0.25}], with_poles=True).units

    assert "L1" not in unit.sides["pessimistic"].singles
    assert unit.sides["pessimistic"].probability == pytest.approx(0.25)


# --- against the plain simulation -------------------------------------------------------------


@pytest.mark.parametrize("seed", range(times(25, 400)))
def test_in_random_provinces_every_single_asset_and_some_pairs_break_what_the_simulation_says(
    seed: int,
) -> None:
    world = seeded_world(f"weak points {seed}")
    stands, rules, horizon_h = world.province, world.requirements, world.horizon_h
    share = world.scenario.fuel_at_start.share
    names = [a.id for a in assets(stands).values()]
    pairs = list(combinations(names, 2))
    tried = [(each,) for each in names] + Random(seed).sample(pairs, min(60, len(pairs)))

    answer = weak_points(stands, rules, horizon_h, share)

    at_rest = broken_by(stands, rules, horizon_h, share, ())
    sides: tuple[Side, ...] = ("pessimistic", "optimistic")
    for unit in answer.units:
        for side in sides:
            key = (unit.requirement.id, unit.unit, side)
            assert unit.sides[side].holds == (key not in at_rest), key
    for lost in tried:
        broken = broken_by(stands, rules, horizon_h, share, lost)
        for unit in answer.units:
            for side in sides:
                weak = unit.sides[side]
                key = (unit.requirement.id, unit.unit, side)
                if weak.holds:
                    ours = any(set(cut) <= set(lost) for cut in weak.sets)
                    assert ours == (key in broken), (key, lost)


@pytest.mark.parametrize("seed", range(times(25, 400)))
def test_cut_sets_found_by_trying_are_those_of_the_diagram(seed: int) -> None:
    world = seeded_world(f"diagram {seed}")
    stands, rules, horizon_h = world.province, world.requirements, world.horizon_h
    share = world.scenario.fuel_at_start.share

    answer = weak_points(stands, rules, horizon_h, share, largest=3, count=True)

    counted = [u for rule in rules for u in Counting(stands, rule, horizon_h).units()]
    for unit, one in zip(counted, answer.units, strict=True):
        for side, weak in one.sides.items():
            if not weak.holds:
                continue
            loss = lasting_loss(stands, side, unit.end_h, fuel_share=share)
            gates = gates_of(loss, unit)
            # Alone, where everything is the unit's own: `count` has it share with the others.
            made = breaking(loss.circuit, gates, unit.needed, touching(stands))
            sets, counts = cut_sets_of(made, 3, ROOM)
            assert sets == weak.sets
            assert counts == weak.counts
            assert [sum(len(s) == n for s in sets) for n in range(4)] == list(counts[:4])
            top = loss.circuit.at_least(unit.needed, gates)
            # A risk group that is set aside still holds its members together.
            tried = sorted({*assets(stands), *members_of(stands)})
            (alone,) = single_losses(loss.circuit, [top], tried)
            assert alone == weak.singles


@pytest.mark.parametrize(
    ("scenario", "unit"),
    [
        ("tutorial/storm.yaml", "SONG"),
        ("quang-ninh/yagi.yaml", "uong-bi"),
        ("hai-phong/yagi.yaml", "do-son"),
    ],
)
def test_a_bundled_district_agrees_with_the_simulation_on_sampled_sets(
    scenario: str, unit: str
) -> None:
    loaded = load_scenario(str(SCENARIOS / scenario))
    rules = loaded.requirements[:1]
    question = (loaded.province, rules, loaded.scenario.horizon_h, FULL)
    (answer,) = weak_points(*question, only=lambda _, name: name == unit).units
    weak = answer.sides["pessimistic"]
    chance = Random(7)
    names = [a.id for a in assets(loaded.province).values()]
    cuts = chance.sample(weak.sets, min(6, len(weak.sets)))
    others = [tuple(sorted(chance.sample(names, 2))) for _ in range(6)]

    for lost in (*cuts, *others):
        broken = (rules[0].id, unit, "pessimistic") in broken_by(*question, lost)
        assert broken == any(set(cut) <= set(lost) for cut in weak.sets), lost
        if lost in cuts:
            # Minimal: each part alone leaves the requirement standing.
            for kept in lost if len(lost) > 1 else ():
                rest = [each for each in lost if each != kept]
                assert (rules[0].id, unit, "pessimistic") not in broken_by(*question, rest)


def test_every_unit_of_the_bundled_provinces_is_covered() -> None:
    for scenario in ("tutorial/storm.yaml", "quang-ninh/yagi.yaml", "hai-phong/yagi.yaml"):
        loaded = load_scenario(str(SCENARIOS / scenario))

        answer = weak_points(
            loaded.province, loaded.requirements, loaded.scenario.horizon_h, FULL, largest=1
        )

        units = [u for r in loaded.requirements
                 for u in Counting(loaded.province, r, loaded.scenario.horizon_h).units()]  # fmt: skip
        assert [(u.requirement.id, u.unit) for u in answer.units] == [
            (u.requirement.id, u.unit.id) for u in units
        ]


def test_every_unit_of_a_bundled_province_has_its_exact_probability_in_little_room() -> None:
    loaded = load_scenario(str(SCENARIOS / "hai-phong" / "yagi.yaml"))
    province, horizon_h = loaded.province, loaded.scenario.horizon_h
    chance = dict.fromkeys(assets(province), 0.01)

    answer = weak_points(
        province,
        loaded.requirements,
        horizon_h,
        FULL,
        largest=1,
        chances=[chance],
        rooms=(500_000,),
    )

    assert len(answer.units) > 40
    for unit in answer.units:
        for side in unit.sides.values():
            assert side.out_of_room is None
            assert side.probability is not None
            # No less than the likeliest single loss, no more than all minimal sets together could make it.
            assert side.probability >= (0.01 if side.singles else 0.0)
        assert unit.sides["optimistic"].probability <= unit.sides["pessimistic"].probability  # type: ignore[operator]


def test_what_is_shared_changes_no_figure_of_a_unit() -> None:
    loaded = load_scenario(str(SCENARIOS / "tutorial" / "storm.yaml"))
    province, horizon_h = loaded.province, loaded.scenario.horizon_h
    chance = {asset: 0.001 * (1 + number % 90) for number, asset in enumerate(assets(province))}
    counted = [
        unit for rule in loaded.requirements for unit in Counting(province, rule, horizon_h).units()
    ]

    answer = weak_points(
        province, loaded.requirements, horizon_h, FULL, count=True, chances=[chance]
    )

    for unit, one in zip(counted, answer.units, strict=True):
        for side, weak in one.sides.items():
            if not weak.holds:
                continue
            loss = lasting_loss(province, side, unit.end_h, fuel_share=FULL)
            alone = breaking(loss.circuit, gates_of(loss, unit), unit.needed, ())
            probability, importance = alone.chance([chance])
            assert weak.probability == pytest.approx(probability, abs=1e-14)
            assert weak.counts == cut_sets_of(alone, 2, ROOM)[1]
            for asset in weak.importance.keys() | importance.keys():
                # An asset that only one way of asking meets does not matter.
                ours = weak.importance.get(asset, (probability, probability))
                theirs = importance.get(asset, (probability, probability))
                assert ours == pytest.approx(theirs, abs=1e-13), asset


def test_a_diagram_without_room_gives_up_counts_and_probability_but_not_the_sets() -> None:
    rule = requirement(1)
    (whole,) = found(ring(), rule, DAY, count=True, chances=[{"C1": 0.1}]).units
    (short,) = found(ring(), rule, DAY, count=True, chances=[{"C1": 0.1}], rooms=(3,)).units

    assert short.sides["pessimistic"].sets == whole.sides["pessimistic"].sets
    assert short.sides["pessimistic"].counts is None
    assert short.sides["pessimistic"].probability is None
    assert short.sides["pessimistic"].out_of_room == 3
    assert whole.sides["pessimistic"].out_of_room is None
    assert whole.sides["pessimistic"].counts is not None


def test_no_room_is_an_error_that_says_so() -> None:
    loss = lasting_loss(ring(), "pessimistic", DAY)

    with pytest.raises(TooLargeError):
        breaking(loss.circuit, [loss.in_service["S1"]["net-a"]], 1, (), rooms=(3,))


def test_relays_over_a_site_are_weak_points_of_what_lies_behind() -> None:
    stands = province(
        site("S1"),
        site("S2", drops=(), hops=({"to": "S1"},)),
        fiber_nodes=[node("GW", "gateway"), node("H", "hub")],
    )

    (unit,) = found(stands, requirement(2, hardened={"fiber_drop": False}), Fraction(3)).units

    assert {"S1/mast", "S2/hop/S1", "S2/mast"} <= set(unit.sides["pessimistic"].singles)
