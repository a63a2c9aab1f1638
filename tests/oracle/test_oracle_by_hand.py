"""The oracle itself, on worlds whose answers are worked by hand; the planner must give the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planner.inventory.base import DesignWind
from planner.inventory.records import Backhaul, Drop, FiberNode, Hop, Satellite, Segment, Structure
from tests.oracle.comparing import compared
from tests.oracle.mini import (
    derate,
    flood,
    generator,
    lost,
    outcome,
    province,
    refuel,
    relayed,
    repair,
    sent,
    served,
    site,
    world,
)
from tests.oracle.oracle import answer
from tests.oracle.world import World

ALL_DAY = [(Fraction(0), Fraction(24))]


def differences(question: World) -> list[str]:
    return compared(question)[1]


def test_a_tank_that_empties_as_the_refuel_comes_makes_no_gap() -> None:
    """Grid lost at 0; tank 6 h; refuelled with 2 l at 6; battery 4 h: dark from 6 + 2 + 4 = 12."""
    fuelled = refuel("S1/gen/g1", 6, 2)

    question = world(
        province(site("S1", generators=(generator(6),))), lost("L1"), actions=(fuelled,)
    )

    assert served(question, "S1") == [(Fraction(0), Fraction(12))]
    assert differences(question) == []


def test_a_battery_recharges_by_the_hour_that_the_grid_was_back() -> None:
    """Battery 4 h, recharge 8 h: grid lost 0-2 (2 h left), back for 1 h (+ 1/2), lost at 3: dark at 3 + 2.5."""
    question = world(province(site("S1")), lost("L1", until=2), lost("L1", at=3))

    assert served(question, "S1") == [(Fraction(0), Fraction(11, 2))]
    assert differences(question) == []


def test_a_repaired_generator_has_an_empty_tank_until_it_is_refuelled() -> None:
    """Water over the generator at 1; repaired at 3, when the water has gone; refuelled with 1 l at 10.

    Grid lost at 0. Generator 0-1, battery 1-5, dark; generator 10-11, which recharges 1/2 h: to 11.5.
    """
    low = site("S1", generators=(generator(20, floor_height_m=0.5),), floor_height_m=9)
    mended = repair("S1/gen/g1", 3)
    fuelled = refuel("S1/gen/g1", 10, 1)

    question = world(
        province(low), lost("L1"), flood(2, since=1, until=2), actions=(mended, fuelled)
    )

    assert served(question, "S1") == [(Fraction(0), Fraction(5)), (Fraction(10), Fraction(23, 2))]
    assert differences(question) == []


def test_a_refuel_at_the_instant_of_repair_counts_and_one_before_does_not() -> None:
    low = site("S1", generators=(generator(20),), battery_h=0)
    mended = repair("S1/gen/g1", 3)
    early = refuel("S1/gen/g1", 2)
    timely = refuel("S1/gen/g1", 3, 5)

    question = world(
        province(low), lost("L1"), lost("S1/gen/g1", at=1), actions=(mended, early, timely)
    )

    assert served(question, "S1") == [(Fraction(0), Fraction(1)), (Fraction(3), Fraction(8))]
    assert differences(question) == []


def test_fixed_generators_run_in_the_order_of_their_ids_before_mobile_ones() -> None:
    """g1 (fixed, 3 h), g2 (fixed, 2 h), m0 (mobile, there 0-4 with 9 h): m0's fuel leaves with it."""
    arriving = sent(0, 9, until=4)
    both = site("S1", battery_h=0, generators=(generator(3), generator(2, id="g2")))

    question = world(province(both), lost("L1"), actions=(arriving,))

    assert served(question, "S1") == [(Fraction(0), Fraction(5))]
    assert differences(question) == []


def test_a_mobile_generator_that_arrives_late_ends_the_dark() -> None:
    arriving = sent(10, 9, fuel=Fraction(7, 3))

    question = world(
        province(site("S1", battery_h=Fraction(4, 3))),
        lost("L1"),
        actions=(arriving,),
        horizon_h=13,
    )

    # It ran for 7/3 h and charged 7/3 × (4/3) / 8 = 7/18 h.
    assert served(question, "S1") == [
        (Fraction(0), Fraction(4, 3)),
        (Fraction(10), Fraction(229, 18)),
    ]
    assert differences(question) == []


def test_water_that_has_gone_before_it_arrives_does_not_break_a_mobile_generator() -> None:
    arriving = sent(10, 9)
    dry = site("S1", battery_h=0, floor_height_m=1)
    mended = repair("S1", 6)

    question = world(
        province(dry), lost("L1"), flood(2, since=1, until=5), actions=(arriving, mended)
    )

    assert answer(question).sides["pessimistic"].failed["S1/gen/m0"] == ()
    assert served(question, "S1") == [(Fraction(10), Fraction(19))]
    assert differences(question) == []


def test_a_risk_group_takes_its_members_until_they_are_repaired() -> None:
    cable = Drop(node="F1", mounting="buried", srlgs=("R1",))
    grouped = site("S1", backhaul=Backhaul(drops=(cable,), satellite="none"))
    mended = repair("S1/drop/F1", 7)

    question = world(
        province(grouped), lost("R1", at=2), lost("R1", at=7, until=9), actions=(mended,)
    )

    # The repair at 7 ends what began at 2, not what begins at 7.
    assert served(question, "S1") == [(Fraction(0), Fraction(2)), (Fraction(9), Fraction(24))]
    assert differences(question) == []


def test_a_cable_falls_with_the_poles_of_its_power_line_but_has_its_own_repair() -> None:
    """The line stands 40 m/s, the cable 45; wind 0 at 0 h to 80 at 8 h passes 40 at 4 h, sinks to 20 at 9 h."""
    cable = Drop(node="F1", mounting="aerial", design_wind=DesignWind(value=45), poles="L1")
    hung = site("S1", feed="P1", backhaul=Backhaul(drops=(cable,), satellite="none"))
    wind = {"L1": ((Fraction(0), Fraction(8), Fraction(9)), (0.0, 80.0, 20.0))}
    mended = repair("S1/drop/F1", 10)

    question = world(province(hung), gusts=wind, actions=(mended,))

    assert served(question, "S1") == [(Fraction(0), Fraction(4)), (Fraction(10), Fraction(24))]
    assert answer(question).sides["pessimistic"].failed["L1"] == ((Fraction(4), Fraction(24)),)
    assert differences(question) == []


def test_removing_a_power_line_does_not_cut_the_cable_on_its_poles() -> None:
    cable = Drop(node="F1", mounting="aerial", design_wind=DesignWind(value=45), poles="L1")
    hung = site("S1", feed="P1", backhaul=Backhaul(drops=(cable,), satellite="none"))

    question = world(province(hung), lost("L1", at=1))

    assert served(question, "S1") == ALL_DAY
    assert differences(question) == []


def test_an_onset_is_rounded_up_to_the_whole_second() -> None:
    """Wind 0 to 70 in 1 h passes 45 at 9/14 h = 2314 2/7 s."""
    wind = {"S1/mast": ((Fraction(0), Fraction(1)), (0.0, 70.0))}

    question = world(province(site("S1")), gusts=wind)

    assert served(question, "S1") == [(Fraction(0), Fraction(2315, 3600))]
    assert differences(question) == []


def test_wind_equal_to_what_a_mast_stands_does_not_break_it() -> None:
    wind = {"S1/mast": ((Fraction(0), Fraction(1), Fraction(2)), (0.0, 45.0, 0.0))}

    question = world(province(site("S1")), gusts=wind)

    assert served(question, "S1") == ALL_DAY
    assert differences(question) == []


def test_a_mast_repaired_in_the_wind_falls_again_at_once() -> None:
    wind = {"S1/mast": ((Fraction(0), Fraction(10)), (50.0, 50.0))}
    repairs = tuple(repair("S1", at) for at in (4, 12))

    question = world(province(site("S1")), gusts=wind, actions=repairs)

    assert answer(question).sides["pessimistic"].failed["S1/mast"] == ((Fraction(0), Fraction(12)),)
    assert served(question, "S1") == [(Fraction(12), Fraction(24))]
    assert differences(question) == []


def test_a_derated_mast_stands_more_wind_and_serves_nothing_meanwhile() -> None:
    """45 × 1.25 = 56.25 stands 50 m/s; put back at 6, when the wind has gone."""
    wind = {"S1/mast": ((Fraction(2), Fraction(5)), (50.0, 50.0))}
    eased = derate(1, 6, 1.25)
    place = province(site("S1"), relayed("S2", "S1"))

    question = world(place, gusts=wind, actions=(eased,))

    assert served(question, "S1") == [(Fraction(0), Fraction(1)), (Fraction(6), Fraction(24))]
    assert served(question, "S2") == [(Fraction(0), Fraction(1)), (Fraction(6), Fraction(24))]
    assert differences(question) == []


def test_a_mast_put_back_in_the_wind_falls_at_that_instant() -> None:
    wind = {"S1/mast": ((Fraction(2), Fraction(8)), (50.0, 50.0))}
    eased = derate(1, 6, 1.25)

    question = world(province(site("S1")), gusts=wind, actions=(eased,))

    assert answer(question).sides["pessimistic"].failed["S1/mast"] == ((Fraction(6), Fraction(24)),)
    assert differences(question) == []


def test_a_dish_carries_its_own_site_and_nobody_else() -> None:
    dish = Backhaul(drops=(), satellite=Satellite(design_wind=DesignWind(value=45)))
    place = province(site("S1", backhaul=dish), relayed("S2", "S1"))

    question = world(place, lost("S1/dish", at=9))

    assert served(question, "S1") == [(Fraction(0), Fraction(9))]
    assert served(question, "S2") == []
    assert differences(question) == []


def test_fiber_passes_over_a_site_only_while_it_stands_and_has_power() -> None:
    """F2 hangs behind S1: F1 --drop-- S1 --drop-- F2 --drop-- S2."""
    ends = tuple(Drop(node=node, mounting="buried") for node in ("F1", "F2"))
    bridge = site("S1", backhaul=Backhaul(drops=ends, satellite="none"))
    behind = site(
        "S2",
        feed="P1",
        backhaul=Backhaul(drops=(Drop(node="F2", mounting="buried"),), satellite="none"),
    )
    joint = FiberNode(id="F2", role="passive", lon=107.1, lat=21.1)

    question = world(province(bridge, behind, nodes=(joint,)), lost("L1", at=1, until=8))

    assert served(question, "S2") == [(Fraction(0), Fraction(5)), (Fraction(8), Fraction(24))]
    assert differences(question) == []


def test_what_was_not_surveyed_fails_at_the_first_wind_and_is_never_repaired() -> None:
    unknown = site("S1", structure=Structure(type="guyed-mast"))
    wind = {"S1/mast": ((Fraction(3), Fraction(4)), (0.0, 10.0))}
    mended = repair("S1/mast", 5)

    question = world(province(unknown), gusts=wind, actions=(mended,))

    assert served(question, "S1", "pessimistic") == [(Fraction(0), Fraction(3))]
    assert served(question, "S1", "optimistic") == ALL_DAY
    assert outcome(question) == "unknown"
    assert differences(question) == []


def test_each_operator_has_only_the_equipment_that_names_it_or_nobody() -> None:
    """The only generator serves VT; grid lost at 0, no battery: MF is dark, VT runs 8 h; the site counts."""
    shared = site(
        "S1", operators=("MF", "VT"), battery_h=0, generators=(generator(8, operator="VT"),)
    )

    question = world(province(shared), lost("L1"))

    assert served(question, "S1", operator="MF") == []
    assert served(question, "S1", operator="VT") == [(Fraction(0), Fraction(8))]
    assert answer(question).units["Q", "D1"].series["pessimistic"] == (
        (Fraction(0), 1, ("S1",)),
        (Fraction(8), 0, ()),
    )
    assert differences(question) == []


def test_parallel_segments_fail_one_by_one() -> None:
    node = FiberNode(id="F2", role="passive", lon=107.1, lat=21.1)
    cables = tuple(Segment(id=id_, from_="F1", to="F2", mounting="buried") for id_ in ("G1", "G2"))
    behind = site(
        "S1", backhaul=Backhaul(drops=(Drop(node="F2", mounting="duct"),), satellite="none")
    )
    place = province(behind, nodes=(node,), segments=cables)

    question = world(place, lost("G1", at=1), lost("G2", at=4, until=5))

    assert served(question, "S1") == [(Fraction(0), Fraction(4)), (Fraction(5), Fraction(24))]
    assert differences(question) == []


def test_what_began_before_the_start_counts_from_hour_nought() -> None:
    question = world(
        province(site("S1")), lost("S1", at=-5, until=Fraction(7, 3)), lost("S1", at=24)
    )

    assert served(question, "S1") == [(Fraction(7, 3), Fraction(24))]
    assert differences(question) == []


def test_the_tank_holds_at_the_start_what_the_scenario_assumes() -> None:
    question = world(
        province(site("S1", battery_h=0, generators=(generator(9),))),
        lost("L1"),
        fuel=Fraction(1, 3),
    )

    assert served(question, "S1") == [(Fraction(0), Fraction(3))]
    assert differences(question) == []


def test_hops_chain_over_sites_to_the_gateway() -> None:
    chain = (site("S1"), relayed("S2", "S1"), relayed("S3", "S2"))
    both_ways = replace(
        province(*chain), sites={one.id: one for one in (*chain, relayed("S4", "S3", battery_h=9))}
    )

    question = world(both_ways, lost("S2/mast", at=2, until=3), lost("S3/hop/S2", at=5))

    assert served(question, "S4") == [(Fraction(0), Fraction(2)), (Fraction(3), Fraction(5))]
    assert differences(question) == []


def test_a_hop_to_a_site_joins_both_ways() -> None:
    """S1 has no drop; S2, which has one, has a hop to S1."""
    lonely = site("S1", backhaul=Backhaul(drops=(), satellite="none"))
    drop = Drop(node="F1", mounting="buried")
    reaching = site("S2", backhaul=Backhaul(drops=(drop,), hops=(Hop(to="S1"),), satellite="none"))

    question = world(province(lonely, reaching), lost("S2/hop/S1", at=6))

    assert served(question, "S1") == [(Fraction(0), Fraction(6))]
    assert differences(question) == []
