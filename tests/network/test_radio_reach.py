from __future__ import annotations

from math import acos, cos, radians, sin
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.places import EARTH_RADIUS_KM
from planner.network.radio_reach import Coverer, LinkBudget, Spot, median_loss_db, reach_km
from planner.network.sides import SIDES

BUDGET = LinkBudget(145, 10, 1.5, 20)
bands = st.floats(300, 3500)
heights = st.floats(1, 300)
terrains = st.sampled_from(["urban", "suburban", "open"])


def test_the_loss_at_900_mhz_over_a_town_is_that_of_hatas_paper() -> None:
    """900 MHz, 30 m, 1.5 m: 69.55 + 26.16 lg 900 - 13.82 lg 30 - a, a = 0.0159 dB."""
    at_1_km, per_decade = median_loss_db(900, 30, 1.5, "urban")

    assert at_1_km == pytest.approx(126.40, abs=0.02)
    assert per_decade == pytest.approx(35.22, abs=0.01)


def test_above_1500_mhz_the_extension_of_cost_231_takes_over() -> None:
    """1800 MHz, 30 m, 1.5 m: 46.3 + 33.9 lg 1800 - 13.82 lg 30 - a, a = 0.0430 dB."""
    assert median_loss_db(1800, 30, 1.5, "urban")[0] == pytest.approx(136.20, abs=0.02)


def test_suburbs_and_open_country_lose_less() -> None:
    losses = [median_loss_db(900, 40, 1.5, terrain)[0] for terrain in ("urban", "suburban", "open")]

    assert losses[0] - losses[1] == pytest.approx(9.94, abs=0.01)
    assert losses[0] - losses[2] == pytest.approx(28.50, abs=0.02)


@given(bands, heights, heights, terrains)
def test_a_taller_mast_never_reaches_less(band: float, one: float, other: float, terrain: str) -> None:
    low, high = sorted((one, other))

    assert reach_km(band, low, terrain, BUDGET) <= reach_km(band, high, terrain, BUDGET) + 1e-9


@given(bands, heights, terrains, st.floats(0, 30))
def test_more_in_hand_never_reaches_further(
    band: float, height: float, terrain: str, margin_db: float
) -> None:
    strict = LinkBudget(145, 10 + margin_db, 1.5, 20)

    assert reach_km(band, height, terrain, strict) <= reach_km(band, height, terrain, BUDGET)


def test_nothing_reaches_beyond_what_the_formula_covers() -> None:
    assert reach_km(300, 200, "open", LinkBudget(200, 0, 1.5, 20)) == 20


@st.composite
def provinces(draw: st.DrawFn) -> Any:
    """Up to twelve sites within some 60 km, several on one mast, some of a height that nobody measured."""
    sites = {}
    for number in range(draw(st.integers(0, 12))):
        sites[f"S-{number}"] = SimpleNamespace(
            id=f"S-{number}",
            lon=draw(st.sampled_from([107.0, 107.05, 107.1, 107.19, 107.3, None])),
            lat=draw(st.sampled_from([21.0, 21.02, 21.09, 21.18, 21.4])),
            structure=SimpleNamespace(height_m=draw(st.sampled_from([10, 35.5, 60, None]))),
            bands_mhz=draw(st.sampled_from([(), (700,), (1800, 900)])),
            operators=draw(st.sampled_from([("a",), ("b", "a"), ("c",), ()])),
        )
    return SimpleNamespace(sites=sites)


spots = st.builds(
    Spot,
    st.sampled_from([107.0, 107.08, 107.4]),
    st.sampled_from([20.9, 21.0, 21.1]),
    terrains,
    st.sampled_from([(), ("S-1",), ("S-3", "gone")]),
    st.sampled_from([True, False, None]),
)


def away_km(spot: Spot, site: Any) -> float:
    """By the cosines of the sphere, which the code under test does not use."""
    a, b, apart = radians(spot.lat), radians(site.lat), radians(spot.lon - site.lon)
    return EARTH_RADIUS_KM * acos(min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(apart)))


@given(provinces(), spots)
def test_a_spot_is_covered_by_the_sites_that_a_look_at_each_of_them_finds(
    province: Any, spot: Spot
) -> None:
    coverer = Coverer(cast("Any", province), BUDGET, 1800)

    covering = {side: coverer.covering(spot, side) for side in SIDES}

    for side, best_m in (("pessimistic", None), ("optimistic", 100)):
        expected = {id_ for id_ in spot.served_by if id_ in province.sites}
        for site in province.sites.values():
            height = site.structure.height_m or best_m
            if site.lon is not None and height is not None:
                band = min(site.bands_mhz, default=1800)
                reach = reach_km(band, height, spot.terrain, BUDGET, side)
                expected |= {site.id} if away_km(spot, site) <= reach else set()
        assert covering[side] == (() if spot.signal is False else tuple(sorted(expected)))  # type: ignore[index]


@given(provinces(), spots)
def test_the_operators_that_reach_a_spot_are_those_of_the_sites_that_cover_it(
    province: Any, spot: Spot
) -> None:
    coverer = Coverer(cast("Any", province), BUDGET, 1800)

    reaching = coverer.operators_reaching(spot)

    for side in SIDES:
        sites = (province.sites[id_] for id_ in coverer.covering(spot, side))
        assert reaching[side] == {operator for site in sites for operator in site.operators}


@pytest.mark.parametrize("lat", [0.0, 21.0, 89.99, -90.0])
def test_the_meridians_beside_a_spot_are_far_enough_apart_at_any_latitude(lat: float) -> None:
    """A site 19.9 km straight to the east; at a pole every direction is south."""
    east = SimpleNamespace(id="E", lat=lat, lon=100.0, structure=SimpleNamespace(height_m=200),
                           bands_mhz=(300,), operators=("a",))  # fmt: skip
    spot = Spot(100.0, lat, "open")
    step = 1e-3
    while away_km(spot, SimpleNamespace(lat=lat, lon=east.lon + step)) < 19.9 and east.lon < 280:
        east.lon += step
    coverer = Coverer(cast("Any", SimpleNamespace(sites={"E": east})), LinkBudget(200, 0, 1.5, 20), 900)

    assert coverer.covering(spot, "pessimistic") == ("E",)
