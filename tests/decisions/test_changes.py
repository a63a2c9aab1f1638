"""Each kind of change does to the scenario what its words say, and nothing else."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.decisions import changes as made
from planner.scenario.records import Derate
from tests.simulation.worlds import H, generator, gust, node, province, question, site, span

if TYPE_CHECKING:
    from planner.decisions.changes import Change
    from planner.inventory.records import Site
    from planner.scenario.reading import LoadedScenario

S1 = frozenset({"S1"})


def asked(*actions: Any, **more: Any) -> LoadedScenario:
    """S1 with two generators, one of them low; a hub with one; a cable on poles."""
    usual: dict[str, Any] = {
        "floor_height_m": 1,
        "generators": (generator(10), generator(10, "g2", floor_height_m=0.5)),
        "drops": [{"node": "H", "mounting": "aerial", "poles": "L1"}],
        "service_drop": {"mounting": "aerial"},
    }
    stands = province(
        site("S1", **(usual | more)),
        fiber_nodes=[node("GW", "gateway"), node("H", "hub", generators=(generator(5),))],
        segments=[span("C1", "GW", "H", "aerial", poles="L1")],
    )
    return question(stands, *actions)


def after(change: Change, loaded: LoadedScenario) -> Site:
    return change.apply(loaded).province.sites["S1"]


def unchanged_but(change: Change, loaded: LoadedScenario, *fields: str) -> bool:
    before, now = loaded.province.sites["S1"].model_dump(), after(change, loaded).model_dump()
    return {name for name in before if before[name] != now[name]} == set(fields)


def test_keeping_the_load_takes_away_the_derating_of_that_site_only() -> None:
    first, second = (Derate(do="derate", site=each, at_h=H(3), factor=1.5) for each in ("S1", "S2"))
    loaded = asked(first, second)

    change = made.keep_load(loaded, "S1", S1)

    assert change.apply(loaded).scenario.actions == (second,)
    assert change.words.en == "do not derate mast S1"


def test_a_refuel_fills_the_tank_in_the_instant_it_would_be_empty() -> None:
    loaded = asked()

    change = made.refuel(loaded, "S1/gen/g1", H(29, 2), S1)

    (action,) = change.apply(loaded).scenario.actions
    assert action.do == "refuel"
    assert (action.generator, action.at_h, action.litres) == ("S1/gen/g1", H(29, 2), None)
    assert change.words.en == "fill up generator S1/gen/g1 before 1 Sep 21:30"


def test_a_generator_is_sent_from_hour_0_with_fuel_for_the_horizon() -> None:
    loaded = asked()

    change = made.send_generator(loaded, "S1", S1)

    (action,) = change.apply(loaded).scenario.actions
    assert action.do == "mobile-generator"
    assert (action.to, action.at_h == 0, action.until_h) == ("S1", True, None)
    assert action.tank_l == 3 * 72
    assert "216 l" in change.words.en


def test_raising_a_floor_lifts_what_stands_lower_and_lowers_nothing() -> None:
    loaded = asked()

    # 1.42 m of water: the next tenth above is 1.5.
    change = made.raise_floor(loaded, "S1", 1.42, S1)

    assert change.words.en == "raise the floor of S1 to 1.5 m"
    assert change.words.vi == "nâng sàn S1 lên 1,5 m"
    assert after(change, loaded).floor_height_m == 1.5
    assert [g.floor_height_m for g in after(change, loaded).generators or ()] == [None, 1.5]
    assert unchanged_but(change, loaded, "floor_height_m", "generators")


def test_raising_a_low_generator_leaves_a_higher_floor_where_it_is() -> None:
    loaded = asked(floor_height_m=3)

    change = made.raise_floor(loaded, "S1", 1.0, S1)

    assert after(change, loaded).floor_height_m == 3
    assert [g.floor_height_m for g in after(change, loaded).generators or ()] == [None, 1.0]


def test_a_larger_battery_is_just_that() -> None:
    loaded = asked()

    change = made.larger_battery(loaded, "S1", H(9), S1)

    assert after(change, loaded).battery_h == 9
    assert unchanged_but(change, loaded, "battery_h")


def test_a_larger_tank_lasts_the_hours_from_what_it_holds_at_the_start() -> None:
    loaded = asked()

    change = made.larger_tank(loaded, "S1", "g1", H(72), S1)

    assert change is not None
    # 72 h x 2 l/h; with tanks a quarter full at the start four times as much.
    assert [g.tank_l for g in after(change, loaded).generators or ()] == [144, 20]
    quarter = question(loaded.province, fuel_share=Fraction(1, 4))
    again = made.larger_tank(quarter, "S1", "g1", H(72), S1)
    assert again is not None
    assert [g.tank_l for g in after(again, quarter).generators or ()] == [576, 20]


def test_no_tank_can_be_sized_for_a_use_nobody_measured() -> None:
    loaded = asked(generators=({"id": "g1", "tank_l": H(9)},))

    assert made.larger_tank(loaded, "S1", "g1", H(72), S1) is None


def test_a_new_generator_is_fixed_and_comes_beside_the_others() -> None:
    loaded = asked()

    change = made.new_generator(loaded, "S1", H(72), S1)

    *_, new = after(change, loaded).generators or ()
    assert (new.mounting, new.operator) == ("fixed", None)
    assert new.tank_l == 216
    assert len(after(change, loaded).generators or ()) == 3


def test_a_hub_is_changed_as_a_site_is() -> None:
    loaded = asked()

    change = made.larger_battery(loaded, "H", H(6), S1)

    assert change.apply(loaded).province.fiber_nodes["H"].battery_h == 6
    assert change.apply(loaded).province.sites == loaded.province.sites


def test_a_mast_is_braced_to_the_whole_metre_above_the_gust() -> None:
    loaded = asked()

    change = made.stronger_mast(loaded, "S1", 52.3, S1)

    wind = after(change, loaded).structure.design_wind
    assert wind is not None
    assert (wind.value, wind.unit, wind.averaging) == (53, "m/s", "3s")
    assert unchanged_but(change, loaded, "structure")


def test_a_line_or_a_substation_is_strengthened_by_its_id() -> None:
    stands = province(
        power_nodes=[{"id": "PS", "kind": "source"}, {"id": "F1", "kind": "substation", "design_wind": gust(30)}]
    )
    loaded = question(stands)

    line = made.stronger_span(loaded, "L1", 48.0, S1).apply(loaded).province.lines["L1"]
    station = made.stronger_span(loaded, "F1", 48.0, S1).apply(loaded).province.power_nodes["F1"]

    assert line.design_wind is not None
    assert line.design_wind.value == 48
    assert station.design_wind is not None
    assert station.design_wind.value == 48


def test_what_is_buried_hangs_on_no_poles_any_more() -> None:
    loaded = asked()
    buried = {
        asset: made.bury(loaded, asset, S1).apply(loaded).province
        for asset in ("C1", "L1", "S1/drop/H", "S1/service-drop")
    }

    segment = buried["C1"].segments["C1"]
    (drop,) = buried["S1/drop/H"].sites["S1"].backhaul.drops
    service = buried["S1/service-drop"].sites["S1"].service_drop
    assert (segment.mounting, segment.poles) == ("buried", None)
    assert (drop.mounting, drop.poles) == ("buried", None)
    assert buried["L1"].lines["L1"].mounting == "buried"
    assert service is not None
    assert service.mounting == "buried"


def test_a_satellite_terminal_stands_the_gust_of_the_place() -> None:
    loaded = asked()

    change = made.add_satellite(loaded, "S1", S1, 47.2)

    dish = after(change, loaded).backhaul.satellite
    assert dish is not None
    assert not isinstance(dish, str)
    assert dish.design_wind is not None
    assert dish.design_wind.value == 48


def test_a_second_drop_is_buried_and_the_first_stays() -> None:
    loaded = asked()

    drops = after(made.second_drop(loaded, "S1", "GW", S1), loaded).backhaul.drops

    assert [(drop.node, drop.mounting) for drop in drops] == [("H", "aerial"), ("GW", "buried")]


def test_several_works_on_one_site_are_done_together() -> None:
    loaded = asked()
    parts = (made.larger_battery(loaded, "S1", H(9), S1), made.stronger_mast(loaded, "S1", 60, S1))

    change = made.together("harden", "S1", parts[0].words, parts)

    assert unchanged_but(change, loaded, "battery_h", "structure")


def test_a_change_leaves_the_scenario_it_was_made_from_alone() -> None:
    loaded = asked()
    before = loaded.scenario.model_dump(), {k: v.model_dump() for k, v in loaded.province.sites.items()}

    made.raise_floor(loaded, "S1", 2, S1).apply(loaded)
    made.send_generator(loaded, "S1", S1).apply(loaded)

    assert before == (loaded.scenario.model_dump(), {k: v.model_dump() for k, v in loaded.province.sites.items()})


def test_the_list_puts_what_a_lorry_can_bring_before_what_must_be_built() -> None:
    assert made.RANKS.index("refuel") < made.RANKS.index("mobile-generator") < made.RANKS.index("generator")
    assert made.RANKS.index("battery") < made.RANKS.index("strengthen-mast") < made.RANKS.index("bury")
