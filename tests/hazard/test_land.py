"""Land and sea from outlines, and how much land lies upwind, on maps small enough to do by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.hazard.land import (
    BEARINGS,
    CELL_KM,
    FETCH_KM,
    NEAR_KM,
    Land,
    along_rim,
    bearings,
    land_of,
    upwind_km,
)

KM_PER_DEGREE = 111.195
NORTH, EAST, SOUTH, WEST = 0, BEARINGS // 4, BEARINGS // 2, 3 * BEARINGS // 4


def western_land() -> Land:
    """Land from 106 to 107 degrees east, sea on the other side of a straight coast::

        20.0 .. 21.0 N   |####land####|~~~~sea~~~~
                        106          107
    """
    land = land_of([((106.0, 20.0), (107.0, 20.0), (107.0, 21.0), (106.0, 21.0))])
    assert land is not None
    return land


def from_coast(km: float) -> tuple[np.ndarray, np.ndarray]:
    """So many km west of the land, in its middle."""
    return np.array([107.0 - km / (KM_PER_DEGREE * np.cos(np.radians(20.5)))]), np.array([20.5])


def weight(km: float) -> float:
    """Share of the fetch that lies within so many km."""
    return float(np.log(1 + km / NEAR_KM) / np.log(1 + FETCH_KM / NEAR_KM))


def test_inside_an_outline_is_land_and_everything_else_is_sea() -> None:
    lon, lat = np.array([106.5, 107.01, 105.9, 106.5, 150.0]), np.array([20.5, 20.5, 20.5, 21.1, -5])

    assert western_land().is_land(lon, lat).tolist() == [True, False, False, False, False]


def test_a_province_without_outlines_has_no_coast() -> None:
    assert land_of([]) is None
    assert land_of([((106.0, 20.0), (107.0, 20.0))]) is None


def test_overlapping_districts_are_land_once_and_a_hole_in_a_ring_is_sea() -> None:
    square = ((106.0, 20.0), (106.2, 20.0), (106.2, 20.2), (106.0, 20.2))
    twice = land_of([square, square])
    # A ring that winds round its own middle: even-odd leaves the middle out.
    bow = land_of([((106.0, 20.0), (106.2, 20.2), (106.2, 20.0), (106.0, 20.2))])

    assert twice is not None
    assert bow is not None
    assert twice.is_land(np.array([106.1]), np.array([20.1]))[0]
    assert not bow.is_land(np.array([106.1]), np.array([20.02]))[0]


def test_on_the_coast_the_sea_wind_has_no_land_behind_it_and_the_land_wind_nothing_else() -> None:
    share = western_land().land_share(*from_coast(0.3))[0]

    assert share[EAST] < 0.15
    assert share[WEST] == 1.0


@pytest.mark.parametrize("km", [1.0, 2.4, 5.0, 9.0])
def test_the_land_behind_a_straight_coast_counts_by_its_logarithm(km: float) -> None:
    # An east wind has come over so many km of land; its two neighbours, 11 degrees off, over 2 % more.
    share = western_land().land_share(*from_coast(km))[0]

    assert share[EAST] == pytest.approx(weight(km), abs=0.06)


def test_ten_kilometres_inland_every_wind_is_a_land_wind() -> None:
    assert western_land().land_share(*from_coast(15.0)).min() == 1.0


def test_a_narrow_river_does_not_make_a_coast() -> None:
    """Five km inland a strip of water, half a km wide, crosses the fetch."""
    gap = 0.5 / (KM_PER_DEGREE * np.cos(np.radians(20.5)))
    cut = land_of(
        [
            ((106.0, 20.0), (106.98 - gap, 20.0), (106.98 - gap, 21.0), (106.0, 21.0)),
            ((106.98, 20.0), (107.0, 20.0), (107.0, 21.0), (106.98, 21.0)),
        ]
    )
    assert cut is not None

    here = from_coast(8.0)

    assert western_land().land_share(*here)[0, EAST] - cut.land_share(*here)[0, EAST] < 0.15


def test_how_far_inland_a_place_is() -> None:
    land = western_land()
    lon, lat = from_coast(20.0)

    assert land.inland_km(lon, lat)[0] == pytest.approx(20.0, abs=0.6)
    assert land.inland_km(np.array([107.5]), np.array([20.5])).tolist() == [0.0]


def test_the_fetch_is_looked_at_more_densely_near_the_place() -> None:
    nodes = upwind_km()

    assert 0 < nodes[0] < 0.2
    assert nodes[-1] < FETCH_KM
    assert (np.diff(np.diff(nodes)) > 0).all()


@given(st.integers(0, BEARINGS - 1))
def test_each_direction_is_found_again_along_the_rim(number: int) -> None:
    east, north = bearings()

    found = along_rim(east[number : number + 1], north[number : number + 1])[0]

    assert found % BEARINGS == pytest.approx(number, abs=1e-9)


@given(st.floats(0, 6.2831), st.floats(0.01, 80))
def test_where_a_vector_points_does_not_depend_on_its_length(turn: float, length: float) -> None:
    one = along_rim(np.array([np.sin(turn)]), np.array([np.cos(turn)]))[0]
    other = along_rim(np.array([length * np.sin(turn)]), np.array([length * np.cos(turn)]))[0]

    assert 0 <= one <= BEARINGS
    assert one % BEARINGS == pytest.approx(other % BEARINGS, abs=1e-6) or abs(one - other) > 23.9


def test_a_country_is_drawn_with_larger_cells_and_a_province_with_small_ones() -> None:
    province = western_land()
    country = land_of([((102.0, 8.0), (110.0, 8.0), (110.0, 24.0), (102.0, 24.0))])

    assert country is not None
    assert country.cells.size < 9_000_000
    assert province.cell_lat * KM_PER_DEGREE == pytest.approx(CELL_KM, rel=0.01)
