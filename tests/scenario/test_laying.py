"""Water, landslides and what they cut off, laid over the drawn province and worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from planner.hazard.records import Footprint
from planner.scenario.laying import in_steps
from planner.scenario.records import MobileGenerator, Refuel
from tests.simulation.worlds import (
    INF,
    PLACES,
    H,
    generator,
    go,
    in_service,
    lost,
    province,
    site,
    span,
    span_h,
)  # fmt: skip

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.scenario.run import Run


def over(lon: float, **more: Any) -> Footprint:
    """A footprint over one point of the drawn province."""
    ring = tuple(
        (lon + dx, 21.0 + dy)
        for dx, dy in ((-0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01))
    )
    usual: dict[str, Any] = {"id": "W", "quantity": "flood_depth_m", "polygon": ring}
    return Footprint.model_validate(usual | more)


def failed(run: Run, asset: str) -> Intervals:
    """When the asset has failed."""
    return run.pessimistic.failed.get(asset, ())


def levels(*pairs: tuple[float, float]) -> tuple[dict[str, Any], ...]:
    """A series."""
    return tuple({"at_h": Fraction(at), "value": value} for at, value in pairs)


def test_a_series_holds_each_value_until_the_next_and_dry_hours_are_none() -> None:
    rising = over(107, series=levels((-2, 0.2), (6, 0.6), (9, 0), (12, 1.4)), until_h=H(20))

    assert [(each.start_h, each.end_h, each.value) for each in in_steps(rising)] == [
        (H(0), H(6), 0.2), (H(6), H(9), 0.6), (H(12), H(20), 1.4),
    ]  # fmt: skip


def test_equipment_drowns_in_the_hour_in_which_the_water_passes_its_floor() -> None:
    rising = over(PLACES["S1"], series=levels((6, 0.9), (9, 1.0), (12, 1.1)))

    assert failed(go(province(), rising), "S1/equipment") == span_h((12, INF)), "its floor is at 1 m"


def test_a_surge_of_the_sea_drowns_like_any_other_water() -> None:
    run = go(province(), over(PLACES["S1"], quantity="surge_depth_m", value=1.5, from_h=H(3)))

    assert failed(run, "S1/equipment") == span_h((3, INF))
    assert run.ordeal.flood_footprints["S1/equipment"][0].value == 1.5


def test_a_landslide_takes_what_stands_on_the_ground_and_the_cable_in_it() -> None:
    stands = province(site("S1", generators=(generator(5),), service_drop={"mounting": "aerial"}))
    slide = over(PLACES["S1"], quantity="landslide_m", value=2, from_h=H(5), until_h=H(9))

    run = go(stands, slide)

    lost_to_it = {asset for asset, found in run.pessimistic.failed.items() if found == span_h((5, INF))}
    assert lost_to_it == {
        "S1/mast", "S1/equipment", "S1/gen/g1", "S1/drop/H", "S1/service-drop",
    }  # fmt: skip
    assert {cause.kind for cause in run.pessimistic.failures["S1/mast"]} == {"ground"}


def test_submarine_cable_and_radio_paths_do_not_move_with_the_ground() -> None:
    links = ({"node": "H", "mounting": "submarine"},)
    stands = province(
        site("S1", drops=links, hops=({"to": "S2"},)), site("S2"),
        segments=[span("C1", "GW", "H", "submarine")],
    )  # fmt: skip
    everywhere = Footprint(
        id="G", quantity="landslide_m", value=1,
        polygon=((106, 20), (109, 20), (109, 22), (106, 22)),
    )  # fmt: skip

    run = go(stands, everywhere)

    assert not {"S1/drop/H", "S1/hop/S2", "C1"} & run.pessimistic.failed.keys()
    assert "S2/drop/H" in run.pessimistic.failed, "buried cable does"


def refuel(at: int) -> Refuel:
    """Fuel for the generator of S1."""
    return Refuel(do="refuel", generator="S1/gen/g1", at_h=H(at))


@pytest.mark.parametrize(
    ("more", "comes"),
    [
        ({"value": 0.3}, True),
        ({"value": 0.31}, False),
        ({"value": 0.31, "cuts_off": False}, True),
        ({"value": 0.1, "cuts_off": True}, False),
        ({"value": 0.5, "until_h": H(8)}, True),
        ({"value": 0.5, "from_h": H(9)}, True),
        ({"value": 10, "quantity": "gust_mps"}, True),
        ({"value": 10, "quantity": "gust_mps", "cuts_off": True}, False),
    ],
)
def test_fuel_comes_through_water_that_lorries_can_ford(more: dict[str, Any], comes: bool) -> None:
    """Grid lost at 0: the tank lasts to 8 h, the battery to 12; filled up at 8, to 16 and 20."""
    stands = province(site("S1", generators=(generator(8, floor_height_m=3),), floor_height_m=2))

    run = go(stands, lost("L1"), over(PLACES["S1"], **more), refuel(8))

    assert in_service(run, "S1") == span_h((0, 20 if comes else 12))
    assert [found.code for found in run.findings] == ([] if comes else ["W540"])


def test_a_depth_that_the_scenario_lets_through_is_the_scenario_s_to_state() -> None:
    from tests.simulation.worlds import question

    stands = province(site("S1", generators=(generator(8, floor_height_m=3),), floor_height_m=2))
    asked = question(stands, lost("L1"), over(PLACES["S1"], value=0.6), refuel(8))
    high = asked.scenario.model_copy(update={"fording_depth_m": 0.8})

    from planner.scenario.run import run_scenario

    assert run_scenario(replace(asked, scenario=high)).findings == ()
    assert [found.code for found in run_scenario(asked).findings] == ["W540"]


def test_a_generator_sent_into_the_water_never_comes_and_its_fuel_does_not_either() -> None:
    sent = MobileGenerator.model_validate(
        {"do": "mobile-generator", "id": "m", "to": "S1", "at_h": H(2), "tank_l": H(50),
         "burn_l_per_h": H(1)}
    )  # fmt: skip
    later = Refuel(do="refuel", generator="S1/gen/m", at_h=H(40))
    water = over(PLACES["S1"], value=0.9, until_h=H(6))

    run = go(province(), lost("L1"), water, sent, later)

    assert in_service(run, "S1") == span_h((0, 4)), "the battery alone"
    assert [(each.kind, each.at_h, each.by) for each in run.ordeal.unreached] == [
        ("mobile-generator", H(2), "W"), ("refuel", H(40), "W"),
    ]  # fmt: skip
    assert sorted(found.code for found in run.findings) == ["W540", "W541"]
    assert "S1/gen/m" not in run.generator_use


def test_a_footprint_says_its_intensity_once() -> None:
    for fault, code in (
        ({}, "E432"),
        ({"value": 1, "series": levels((0, 1))}, "E432"),
        ({"series": levels((3, 1), (3, 2))}, "E433"),
        ({"series": levels((3, 1)), "until_h": H(3)}, "E433"),
    ):
        with pytest.raises(ValidationError) as found:
            over(107, **fault)
        assert [each["type"] for each in found.value.errors()] == [code]
