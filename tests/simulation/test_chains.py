"""Why a site was out: from the outage down to the storm, an action or the inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.inventory.province import Province
from planner.scenario.records import Derate, MobileGenerator, PowerCut, Refuel
from planner.simulation.chains import Explainer
from tests.simulation.worlds import (
    H,
    around,
    generator,
    go,
    lost,
    node,
    province,
    site,
    span,
    told,
)

if TYPE_CHECKING:
    from planner.scenario.run import Run
    from planner.simulation.causes import Link


def why(
    run: Run, at: float, site_id: str = "S1", operator: str = "net-a", side: str = "pessimistic"
) -> Link:
    explainer = Explainer(run.loaded.province, run.ordeal, run.storm_runs[side])  # type: ignore[index]
    return explainer.site_out(site_id, H(at), operator)


def removed(asset: str, at: float) -> tuple[object, ...]:
    return ("removed", asset, at)


GRID_10 = ("grid-lost", "S1", 10, ("asset-failed", "L1", 10, removed("L1", 10)))


# --- the site itself ---


def test_a_fallen_mast_is_told_with_the_gust_and_what_it_stood() -> None:
    link = why(go(province(), around("S1", 60, at=6)), 6)

    assert told(link) == ("mast-failed", "S1/mast", 6, ("gust", "S1/mast", 6))
    (leaf,) = link.leaves()
    assert (leaf.amount, leaf.limit, leaf.by) == (60.0, 50.0, "at-S1")


def test_drowned_equipment_is_told_with_the_water_and_the_floor() -> None:
    link = why(go(province(), around("S1", 1.5, at=6, water=True)), 6)

    assert told(link) == ("equipment-failed", "S1/equipment", 6, ("flood", "S1/equipment", 6))
    assert [(leaf.amount, leaf.limit) for leaf in link.leaves()] == [(1.5, 1.0)]


def test_a_derating_needs_no_further_cause() -> None:
    run = go(province(), Derate(do="derate", site="S1", at_h=H(3), until_h=H(5), factor=1.5))

    assert told(why(run, 3)) == ("derated", "S1", 3)


def test_of_two_reasons_the_one_that_began_the_outage_is_told() -> None:
    """The grid goes at 10 (dark at 14), the mast at 20: at 14 it is the power, not the mast."""
    run = go(province(), lost("L1", at=10), lost("S1/mast", at=20))

    assert why(run, 14).kind == "dark"


def test_of_two_that_began_together_the_mast_comes_first() -> None:
    run = go(province(), lost("S1", at=5), lost("C1", at=5))

    assert why(run, 5).kind == "mast-failed"


def test_an_unknown_strength_ends_in_the_datum_to_survey() -> None:
    stands = province(site("S1", structure={"design_wind": None}))

    (leaf,) = why(go(stands, around("S1", 12, at=6)), 6).leaves()

    assert (leaf.kind, leaf.by) == ("not-surveyed", "S1.structure.design_wind")


# --- power ---


def test_battery_tank_and_grid_are_told_in_the_order_in_which_they_gave_out() -> None:
    # 10 + 4 = 14, + 4 = 18.
    link = why(go(province(site("S1", generators=(generator(4),))), lost("L1", at=10)), 18)

    assert told(link) == (
        "dark", "S1", 18, ("battery-empty", "S1", 18), ("tank-empty", "S1/gen/g1", 14), GRID_10,
    )  # fmt: skip
    battery, tank, _ = link.because
    assert (battery.amount, tank.amount) == (4.0, 4.0)  # hours each carried the load


def test_where_there_is_no_battery_that_is_said() -> None:
    link = why(go(province(site("S1", battery_h=H(0))), lost("L1", at=10)), 10)

    assert told(link) == (
        "dark",
        "S1",
        10,
        ("no-battery", "S1", 10),
        ("no-generator", "S1", 10),
        GRID_10,
    )


def test_a_battery_nobody_measured_is_a_datum_to_survey() -> None:
    link = why(go(province(site("S1", battery_h=None)), lost("L1", at=10)), 10)

    assert ("not-surveyed", "S1.battery_h") in [(leaf.kind, leaf.by) for leaf in link.leaves()]


def test_a_tank_nobody_measured_is_a_datum_to_survey() -> None:
    stands = province(site("S1", generators=({"id": "g1", "burn_l_per_h": H(2)},)))

    link = why(go(stands, lost("L1", at=10)), 14)

    assert ("not-surveyed", "S1.gen.g1.tank_l") in [(leaf.kind, leaf.by) for leaf in link.leaves()]


def test_generators_nobody_looked_for_are_a_datum_to_survey() -> None:
    link = why(go(province(site("S1", generators=None)), lost("L1", at=10)), 14)

    assert ("not-surveyed", "S1.generators") in [(leaf.kind, leaf.by) for leaf in link.leaves()]


def test_a_drowned_generator_is_told_with_its_water() -> None:
    stands = province(site("S1", floor_height_m=3, generators=(generator(99, floor_height_m=0.5),)))

    link = why(go(stands, lost("L1", at=10), around("S1", 1, at=12, water=True)), 16)

    assert told(link)[3:5] == (
        ("battery-empty", "S1", 16),
        ("generator-failed", "S1/gen/g1", 12, ("flood", "S1/gen/g1", 12)),
    )


def test_a_generator_that_was_mended_waits_for_fuel() -> None:
    run = go(
        province(site("S1", generators=(generator(99),))),
        lost("L1", at=10),
        lost("S1/gen/g1", at=12, until=13),
        Refuel(do="refuel", generator="S1/gen/g1", at_h=H(30)),
    )

    # Broken at 12 (battery from there, dark at 16), mended at 13 with an empty tank.
    assert told(why(run, 16))[4] == ("generator-waits-for-fuel", "S1/gen/g1", 16)


def test_a_generator_that_left_is_told_with_its_hour() -> None:
    sent = MobileGenerator(
        do="mobile-generator",
        id="m1",
        to="S1",
        at_h=H(10),
        until_h=H(20),
        tank_l=H(99),
        burn_l_per_h=H(2),
    )

    run = go(province(), lost("L1", at=10), sent)

    assert told(why(run, 24))[4] == ("generator-left", "S1/gen/m1", 20)


def test_a_planned_cut_is_told_as_what_it_is() -> None:
    cut = PowerCut.model_validate({"do": "power-cut", "select": {"assets": ("L1",)}, "at_h": H(10)})

    (*_, leaf) = why(go(province(), cut), 14).leaves()

    assert (leaf.kind, leaf.subject, leaf.by) == ("power-cut", "L1", "planned-cut")


def test_a_line_that_fell_after_the_grid_was_lost_is_no_part_of_its_loss() -> None:
    """PS --L1-- T --L2-- F1"""
    stands = province(
        power_nodes=[
            {"id": "PS", "kind": "source"}, {"id": "T", "kind": "feeder"}, {"id": "F1", "kind": "feeder"},
        ],
        lines=[span("L1", "PS", "T"), span("L2", "T", "F1")],
    )  # fmt: skip

    run = go(stands, lost("L1", at=10), lost("L2", at=12))

    assert told(why(run, 14))[-1] == GRID_10


def test_two_lines_that_fell_together_are_both_told() -> None:
    """PS --L1-- T --L2-- F1"""
    stands = province(
        power_nodes=[
            {"id": "PS", "kind": "source"}, {"id": "T", "kind": "feeder"}, {"id": "F1", "kind": "feeder"},
        ],
        lines=[span("L1", "PS", "T"), span("L2", "T", "F1")],
    )  # fmt: skip

    (*_, grid) = why(go(stands, lost("L1", "L2", at=10)), 14).because

    assert [child.subject for child in grid.because] == ["L1", "L2"]


# --- backhaul ---


def ring() -> Province:
    """GW ==C1== H ==C2== X ==C3== GW, S1 on H"""
    return province(
        fiber_nodes=[node("GW", "gateway"), node("H", "hub"), node("X", "hub")],
        segments=[span("C1", "GW", "H"), span("C2", "H", "X"), span("C3", "X", "GW")],
    )


def test_the_event_is_told_first_then_a_smallest_set_of_earlier_failures() -> None:
    # C2 and C3 went at 3 and 4; C1 at 8 is the event. Undoing C1 is enough; before it, both C2 and C3 would be needed.
    run = go(ring(), lost("C2", at=3), lost("C3", at=4), lost("C1", at=8))

    assert told(why(run, 8)) == (
        "no-backhaul", "S1", 8,
        ("asset-failed", "C1", 8, removed("C1", 8)),
        ("asset-failed", "C2", 3, removed("C2", 3)),
        ("asset-failed", "C3", 4, removed("C3", 4)),
    )  # fmt: skip


def test_what_could_not_help_is_not_told() -> None:
    """The drop itself goes at 8: the ring is broken as well, but mending it changes nothing."""
    run = go(ring(), lost("C2", at=3), lost("S1/drop/H", at=8))

    assert told(why(run, 8)) == (
        "no-backhaul", "S1", 8, ("asset-failed", "S1/drop/H", 8, removed("S1/drop/H", 8))
    )  # fmt: skip


def test_a_hub_in_the_dark_is_told_down_to_its_grid() -> None:
    stands = province(
        site("S1", generators=(generator(99),)),
        fiber_nodes=[node("GW", "gateway"), node("H", "hub", feed="F1", battery_h=H(2))],
    )

    link = why(go(stands, lost("L1", at=10)), 12)

    assert told(link) == (
        "no-backhaul", "S1", 12,
        ("node-dark", "H", 12,
         ("battery-empty", "H", 12),
         ("no-generator", "H", 12),
         ("grid-lost", "H", 10, ("asset-failed", "L1", 10, removed("L1", 10)))),
    )  # fmt: skip


def test_a_derated_relay_is_told_as_such() -> None:
    stands = province(site("S1"), site("S2", drops=(), hops=[{"to": "S1"}]))
    derate = Derate(do="derate", site="S1", at_h=H(3), factor=1.5)

    assert told(why(go(stands, derate), 3, "S2")) == ("no-backhaul", "S2", 3, ("derated", "S1", 3))


def test_a_risk_group_is_one_cause_for_all_its_members() -> None:
    stands = province(
        site("S1", drops=[{"node": "H", "mounting": "duct", "srlgs": ("bridge",)}]),
        segments=[span("C1", "GW", "H", srlgs=("bridge",))],
        srlgs=[{"id": "bridge"}],
    )

    assert told(why(go(stands, lost("bridge", at=5)), 5)) == (
        "no-backhaul", "S1", 5, ("asset-failed", "bridge", 5, removed("bridge", 5))
    )  # fmt: skip


def test_a_lost_dish_is_told_beside_the_lost_cable() -> None:
    stands = province(site("S1", satellite={"design_wind": {"value": 60}}))

    run = go(stands, lost("C1", at=5), lost("S1/dish", at=9))

    assert [child.subject for child in why(run, 9).because] == ["C1", "S1/dish"]


def test_a_site_that_never_had_a_way_out_blames_the_inventory() -> None:
    link = why(go(province(site("S1", drops=()))), 0)

    assert told(link) == ("no-backhaul", "S1", 0, ("backhaul-missing", "S1", 0))
