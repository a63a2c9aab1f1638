"""What the second witness found in the newer duties, each as small as it can be said, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.hazard.records import Footprint, Level
from planner.inventory.base import Name
from planner.inventory.duty_records import CommandPost, Means
from planner.inventory.records import Backhaul, Commune, District, Drop, Hop
from planner.inventory.travel_records import Resource, Road, RoadNode
from planner.network.travel import ended
from planner.policy.duties.measure_records import DeratingDuty
from planner.policy.duties.records import CommandDuty, MilestoneDuty
from planner.policy.duties.steady import least_share
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
from planner.scenario.arrival import storm_arrival_h
from planner.scenario.records import Derate, FuelAtStart, Refuel
from tests.oracle.duty_comparing import duties_compared, duties_run, loaded_duties
from tests.oracle.mini import flood, generator, lost, province, sent, site, world
from tests.oracle.provinces import without_record

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from tests.oracle.world import World

NAME = Name(vi="Thử", en="Trial")
HOUR_0 = datetime(2026, 9, 7, tzinfo=UTC)
SAID: dict[str, Any] = {"id": "Q", "name": NAME, "unit": "district", "legal_source": NAME}


def told(question: World, unit: str = "D1") -> str:
    """What the planner says of the one duty at a unit; the witness must say the same."""
    _, differences = duties_compared(question)
    assert differences == []
    (found,) = [each for each in duties_run(question).duties if each.unit == unit]
    return found.outcome


def asked(place: Province, duty: AnyDuty, *happenings: Any, **more: Any) -> World:
    return replace(world(place, *happenings, **more), duties=(duty,), requirements=())


# --- command -----------------------------------------------------------------------------------


@pytest.mark.parametrize("legible", [True, False])
def test_cables_on_a_line_whose_risk_group_was_set_aside_still_share_that_line(*, legible: bool) -> None:
    """The phone (over S1's drop) and the cable both hang on L1, which is in R1: one loss for both.

    With R1 illegible L1 has failed on the pessimistic side and its cables hang on: both means work, and count as one.
    """
    hung: dict[str, Any] = {"mounting": "aerial", "poles": "L1"}
    drop = Backhaul(drops=(Drop(node="F1", **hung),), satellite="none")
    bare = province(site("S1", backhaul=drop, feed="P1", battery_h=100))
    phone = Means(id="phone", kind="public-mobile", operators=("MF",), served_by=("S1",))
    cable = Means(id="cable", kind="fiber", node="F1", battery_h=Fraction(100), **hung)
    post = CommandPost(
        id="CP", name=NAME, kind="district", district="D1", lon=107, lat=21, feed="P1",
        battery_h=Fraction(100), generators=(), means=(phone, cable),
    )  # fmt: skip
    line = bare.lines["L1"].model_copy(update={"srlgs": ("R1",)})
    place = replace(bare, lines={"L1": line}, command_posts={"CP": post})
    if not legible:
        place = without_record(place, "srlgs", place.srlgs["R1"], "R1", placed=False)

    assert told(asked(place, CommandDuty(kind="command", at_least=1, without_public=0, **SAID))) == "holds"
    assert told(asked(place, CommandDuty(kind="command", at_least=2, without_public=0, **SAID))) == "fails"


# --- islands -----------------------------------------------------------------------------------


def island_of_two(*, far: str) -> Province:
    """S1 runs 80 hours and has a hop to S2; S2 stands in the district `far`."""
    alone: dict[str, Any] = {"generators": (generator(80),)}
    hop = Backhaul(drops=(), hops=(Hop(to="S2"),), satellite="none")
    bare = province(site("S1", backhaul=hop, **alone), site("S2", district=far, generators=()))
    island = bare.districts["D1"].model_copy(update={"island": True})
    shore = District(id="D2", name=NAME, level="district", wind_zone="II")
    return replace(bare, districts={"D1": island, "D2": shore})


ISLAND = IslandDuty(kind="island-autonomy", **SAID)


def test_a_hop_to_the_same_island_does_not_leave_it() -> None:
    assert told(asked(island_of_two(far="D2"), ISLAND)) == "holds"
    assert told(asked(island_of_two(far="D1"), ISLAND)) == "fails"


def test_a_hop_that_only_the_other_end_tells_of_leaves_the_island() -> None:
    here = island_of_two(far="D2")
    away = Backhaul(drops=(), hops=(Hop(to="S1"),), satellite="none")
    bare = Backhaul(drops=(), hops=(), satellite="none")
    sites = {
        "S1": here.sites["S1"].model_copy(update={"backhaul": bare}),
        "S2": here.sites["S2"].model_copy(update={"backhaul": away}),
    }

    assert told(asked(replace(here, sites=sites), ISLAND)) == "holds"


def test_two_operators_tanks_do_not_add_up() -> None:
    here = island_of_two(far="D2")
    sets = (generator(40, operator="MF"), generator(40, id="g2", operator="VT"))
    both = here.sites["S1"].model_copy(update={"generators": sets, "operators": ("MF", "VT")})

    assert told(asked(replace(here, sites={**here.sites, "S1": both}), ISLAND)) == "fails"


# --- journeys ----------------------------------------------------------------------------------


def on_the_road(*sites: Any, resources: tuple[Resource, ...]) -> Province:
    """N1, where whoever is sent stands, and N2 at S1, an hour apart."""
    nodes = (RoadNode(id="N1", lon=107.5, lat=21), RoadNode(id="N2", lon=107, lat=21))
    road = Road(id="W1", from_="N1", to="N2", length_km=30, floods_at_m=0.3)
    return replace(
        province(*sites), road_nodes={each.id: each for each in nodes}, roads={"W1": road},
        resources={each.id: each for each in resources},
    )  # fmt: skip


TEAM = Resource(id="T1", kind="team", at="N1", ready_after_h=Fraction(0))
REACH = ReachDuty(kind="reach", within_h=Fraction(2), **SAID)


def test_a_team_that_was_lost_sets_out_to_nobody() -> None:
    place = on_the_road(site("S1"), resources=(TEAM,))
    gone = lost("S1/mast", at=5)

    assert told(asked(place, REACH, gone)) == "holds", "there at 6"
    assert told(asked(place, REACH, gone, lost("T1", at=3, until=4))) == "holds", "given back at 4"
    assert told(asked(place, REACH, gone, lost("T1", at=3))) == "fails"


def test_a_team_under_water_sets_out_to_nobody() -> None:
    place = on_the_road(site("S1"), resources=(TEAM,))
    water = Footprint(
        id="W9", quantity="flood_depth_m", value=2, from_h=Fraction(3),
        polygon=((107.49, 20.9), (107.51, 20.9), (107.51, 21.1), (107.49, 21.1)),
    )  # fmt: skip
    bridge = place.roads["W1"].model_copy(update={"floods_at_m": 5})

    high = replace(place, roads={"W1": bridge})

    assert told(asked(high, REACH, lost("S1/mast", at=5))) == "holds"
    assert told(asked(high, REACH, lost("S1/mast", at=5), water)) == "fails"


# --- fuel --------------------------------------------------------------------------------------

DEPOT = Resource(
    id="X1", kind="fuel", at="N1", ready_after_h=Fraction(0), fuel_l=Fraction(100),
    tanker_l=Fraction(100), fuel="diesel",
)  # fmt: skip
FUEL = FuelDuty(kind="fuel", nodes=False, **SAID)
WITHOUT_GRID = lost("L1", at=0)


def test_fuel_that_comes_with_the_water_is_not_counted_on() -> None:
    """Ten litres and four hours of battery: dark at 14. The place is cut off from 14 on, so the lorry comes before."""
    place = on_the_road(site("S1", generators=(generator(10),), floor_height_m=9), resources=(DEPOT,))
    road = place.roads["W1"].model_copy(update={"floods_at_m": 5})
    place = replace(place, roads={"W1": road})
    question = asked(place, FUEL, WITHOUT_GRID, flood(1, since=14))

    assert told(question) == "holds"
    (verdict,) = duties_run(question).duties
    (part,) = verdict.subjects[0].parts
    assert part.works["pessimistic"][0][0] == Fraction(14) - Fraction(1, 3600)


def test_a_generator_that_may_have_drowned_leaves_the_fuel_open() -> None:
    """Water at 2: drowned, it wants no fuel; on a high floor it is empty at 5 and the site dark at 9."""
    place = province(site("S1", generators=(generator(5),), floor_height_m=None))
    alone = FUEL.model_copy(update={"depots": False})

    assert told(asked(place, alone, WITHOUT_GRID, flood(1, since=2))) == "unknown"


def test_a_generator_of_one_operator_needs_fuel_too() -> None:
    two = site("S1", operators=("MF", "VT"), generators=(generator(40), generator(5, id="g2", operator="VT")))
    only = site("S1", generators=(generator(5, operator="MF"),))
    alone = FUEL.model_copy(update={"depots": False})

    assert told(asked(province(only), alone, WITHOUT_GRID)) == "fails", "dark at 9"
    assert told(asked(province(two), alone, WITHOUT_GRID)) == "holds", "both run on g1 as well"


def test_a_sent_generator_that_runs_dry_is_asked_about() -> None:
    alone = FUEL.model_copy(update={"depots": False})
    place = province(site("S1"))

    assert told(asked(place, alone, WITHOUT_GRID, actions=(sent(1, 5),))) == "fails"


def test_a_generator_that_comes_after_the_end_is_no_error_of_the_fuel_plan() -> None:
    place = on_the_road(site("S1"), resources=(DEPOT,))
    late = Refuel(do="refuel", generator="S1/gen/m0", at_h=Fraction(40), from_="X1")

    assert told(asked(place, FUEL, WITHOUT_GRID, actions=(sent(30, 5), late))) == "holds"


def beside_a_refuelled_site(tank_l: Fraction | None, *refuels: tuple[str, int | None]) -> World:
    """S1 of D1 needs 14 l of the 18 l of X1 from hour 10 to 24; S2 of D2 is refuelled at hour 5 from these depots."""
    set_ = generator(0).model_copy(update={"tank_l": tank_l})
    far = District(id="D2", name=NAME, level="district", wind_zone="II")
    depot = DEPOT.model_copy(update={"fuel_l": Fraction(18)})
    useless = Resource(id="X2", kind="fuel", at="N1", fuel="petrol")
    place = on_the_road(
        site("S1", generators=(generator(10),), battery_h=0),
        site("S2", district="D2", generators=(set_,), battery_h=0),
        resources=(depot, useless),
    )  # fmt: skip
    place = replace(place, districts={**place.districts, "D2": far})
    actions = tuple(
        Refuel(
            do="refuel", generator="S2/gen/g1", at_h=Fraction(5), from_=from_,
            litres=None if litres is None else Fraction(litres),
        )
        for from_, litres in refuels
    )  # fmt: skip
    return asked(place, FUEL, WITHOUT_GRID, actions=actions)


@pytest.mark.parametrize(("litres", "outcome"), [(4, "holds"), (5, "unknown"), (None, "unknown")])
def test_a_refuel_of_a_tank_that_nobody_knows_may_take_all_that_was_written(
    litres: int | None, outcome: str
) -> None:
    assert told(beside_a_refuelled_site(None, ("X1", litres))) == outcome


@pytest.mark.parametrize(
    ("refuels", "outcome"),
    [
        ((("X1", None),), "fails"),  # 5 l burnt since hour 0: 13 l are left, and 14 l are wanted
        ((("X2", None),), "holds"),
        ((("X1", None), ("X2", None)), "unknown"),  # nobody knows who pours first
        ((("X2", None), ("X1", None)), "unknown"),
        ((("X1", 4), ("X2", 1)), "holds"),
        ((("X1", 3), ("X1", 2)), "fails"),
    ],
)
def test_of_two_refuels_at_one_hour_either_depot_may_have_given_the_fuel(
    refuels: tuple[tuple[str, int | None], ...], outcome: str
) -> None:
    assert told(beside_a_refuelled_site(Fraction(100), *refuels)) == outcome


def test_a_depot_that_is_cut_off_as_its_lorry_would_leave_sends_nothing() -> None:
    """X1 stands on N1, two hours' notice; from hour 2 it is cut off. An hour earlier it would be in time."""
    cut = Footprint(
        id="W9", quantity="flood_depth_m", value=2, from_h=Fraction(2),
        polygon=((107.49, 20.9), (107.51, 20.9), (107.51, 21.1), (107.49, 21.1)),
    )  # fmt: skip

    def ready_after(hours: int) -> World:
        depot = DEPOT.model_copy(update={"ready_after_h": Fraction(hours)})
        place = on_the_road(site("S1", generators=(generator(2),), battery_h=1), resources=(depot,))
        bridge = place.roads["W1"].model_copy(update={"floods_at_m": 5})
        return asked(replace(place, roads={"W1": bridge}), FUEL, WITHOUT_GRID, cut)

    assert told(ready_after(2)) == "fails"
    assert told(ready_after(1)) == "holds"


def test_a_refuel_of_a_generator_that_nobody_there_runs_on_empties_the_depot_too() -> None:
    question = beside_a_refuelled_site(Fraction(100), ("X1", 5))
    far = question.province.sites["S2"]
    strange = tuple(each.model_copy(update={"operator": "VT"}) for each in far.generators or ())
    sites = {**question.province.sites, "S2": far.model_copy(update={"generators": strange})}

    assert told(question) == "fails"
    assert told(replace(question, province=replace(question.province, sites=sites))) == "unknown"


def test_a_tank_that_was_not_full_takes_fuel_where_the_grid_never_goes() -> None:
    """S2 on its own line: half of its 100 l are there at hour 0, and the refuel takes 5 l of the 18."""
    question = beside_a_refuelled_site(Fraction(100), ("X1", 5))
    sites = {
        "S1": question.province.sites["S1"].model_copy(update={"generators": (generator(20),)}),
        "S2": question.province.sites["S2"].model_copy(update={"feed": "P1"}),
    }
    half = question.scenario.model_copy(update={"fuel_at_start": FuelAtStart(share=Fraction(1, 2))})
    lit = replace(question, province=replace(question.province, sites=sites))

    assert told(lit) == "holds"
    assert told(replace(lit, scenario=half)) == "fails"


def test_a_site_without_any_grid_burns_fuel_at_rest() -> None:
    place = province(site("S1", generators=(generator(5),)))
    apart = replace(place, lines={})
    alone = FUEL.model_copy(update={"depots": False})
    (verdict,) = duties_run(asked(apart, alone)).duties

    assert (verdict.outcome, verdict.at_rest) == ("fails", "fails")


def test_a_site_that_names_no_commune_leaves_its_communes_open() -> None:
    place = province(site("S1", commune="C1"), site("S2", generators=(generator(5),)))
    place = replace(place, communes={"C1": Commune(id="C1", name=NAME, district="D1")})
    s1 = place.sites["S1"].model_copy(update={"generators": (generator(90),)})
    place = replace(place, sites={**place.sites, "S1": s1})
    of_commune = FUEL.model_copy(update={"unit": "commune", "depots": False})

    assert told(asked(place, of_commune, WITHOUT_GRID), "C1") == "unknown"


# --- registers ---------------------------------------------------------------------------------


def wind(value: float, since: int) -> Footprint:
    return Footprint(
        id="G1", quantity="gust_mps", value=value, from_h=Fraction(since),
        polygon=((106.9, 20), (107.05, 20), (107.05, 22), (106.9, 22)),
    )  # fmt: skip


def order(at: int, until: int | None, done: int) -> Derate:
    return Derate(
        do="derate", site="S1", factor=1.2, at_h=Fraction(at), done=True,
        until_h=None if until is None else Fraction(until), done_at=HOUR_0 + timedelta(hours=done),
    )  # fmt: skip


DERATING = DeratingDuty(kind="derating", **SAID)


@pytest.mark.parametrize(
    ("orders", "since", "outcome"),
    [
        ((order(2, None, 2),), 10, "holds"),
        ((order(2, 8, 2),), 10, "fails"),  # put back two hours before the wind
        ((order(2, 8, 2), order(9, None, 9)), 10, "holds"),  # and taken down again
        ((order(-3, None, -3),), -5, "unknown"),  # the wind came before hour 0, nobody says when
    ],
)
def test_a_mast_is_derated_when_the_wind_comes(
    orders: tuple[Derate, ...], since: int, outcome: str
) -> None:
    assert told(asked(province(site("S1")), DERATING, wind(30, since), actions=orders)) == outcome


def test_the_storm_comes_with_the_first_step_of_its_footprint() -> None:
    steps = (Level(at_h=Fraction(-4), value=30), Level(at_h=Fraction(2), value=40))
    told_by_steps = wind(30, 0).model_copy(update={"value": None, "series": steps})
    duty = MilestoneDuty(
        kind="milestone", measure="sites-back", by_h=Fraction(6), counted_from="storm-arrival", **SAID
    )
    question = asked(province(site("S1")), duty, told_by_steps, lost("S1/mast", at=1, until=4))

    assert storm_arrival_h(loaded_duties(question), 6) == -4
    assert told(question) == "fails", "back at 4, and it had to be by 2"


def test_a_share_is_the_number_that_was_written() -> None:
    assert least_share(100, 0.07) == 7, "100 * 0.07 is 7.000000000000001"


def test_a_place_on_its_road_node_is_reached_in_the_instant_in_which_it_opens() -> None:
    """Closed from 2 to 5, with no way at all from the node: at 5 whoever stands there is in."""
    closed = ((Fraction(2), Fraction(5)),)

    assert ended(closed, Fraction(5), Fraction(0)) == 5
    assert ended(closed, Fraction(4), Fraction(0)) == 2
    assert ended(closed, Fraction(5), Fraction(1)) == 2
    assert ended(closed, Fraction(6), Fraction(1)) == 6
