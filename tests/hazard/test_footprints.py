"""Which points and spans a polygon touches, against a naive reading of the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from hypothesis import given
from hypothesis import strategies as st

from planner.hazard.footprints import inside, touched
from planner.hazard.records import Footprint

if TYPE_CHECKING:
    from planner.hazard.assets import Geometry

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
places = st.tuples(st.integers(-2, 6).map(float), st.integers(-2, 6).map(float))


def test_a_point_a_span_and_nothing_are_told_apart() -> None:
    geometries: list[Geometry] = [
        ((2, 2),), (), ((-1, 2), (5, 2)), ((-1, 5), (5, 5)),
        ((5, 2),), ((4, 2),), ((-1, -1), (0, 0)),
    ]

    assert touched(SQUARE, geometries).tolist() == [True, False, True, False, False, True, True]


def test_no_geometry_at_all_is_no_answer() -> None:
    assert touched(SQUARE, []).tolist() == []
    assert touched(SQUARE, [()]).tolist() == [False]


def test_a_footprint_is_felt_inside_its_polygon() -> None:
    flood = Footprint.model_validate(
        {"id": "f", "quantity": "flood_depth_m", "value": 1.4, "polygon": SQUARE}
    )

    assert inside(flood, [((1, 1),), ((9, 9),)]).tolist() == [True, False]


@given(geometries=st.lists(st.lists(places, max_size=4).map(tuple), max_size=8))
def test_all_at_once_is_one_by_one(geometries: list[Geometry]) -> None:
    area = shapely.Polygon(SQUARE)
    one_by_one = [
        bool(points)
        and area.intersects((shapely.LineString if points[1:] else shapely.Point)(points))
        for points in geometries
    ]

    assert touched(SQUARE, geometries).tolist() == one_by_one
