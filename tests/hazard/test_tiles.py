"""Which steps of a tile are left out, and that tiles computed together are what they are alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.hazard import tiles
from planner.hazard.exposure import Exposed, gusts_at, sampled
from planner.hazard.profiles import PROFILES
from planner.hazard.tiles import Sampled, bound_mps
from planner.hazard.wind_field import field_at, gusts_mps, spots_of
from tests.effort import times
from tests.hazard.storms import START, model, points, track, yagi

if TYPE_CHECKING:
    from planner.hazard.records import ProfileName, Track

HORIZON_H = Fraction(36)
names = st.sampled_from(sorted(PROFILES))


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Four fixes six to twelve hours apart, in the north or the south, that may stand, turn and race."""
    south = draw(st.booleans())
    at_h, lon, lat = 0, draw(st.floats(105, 109)), draw(st.floats(19, 23))
    fixes = []
    for _ in range(4):
        fixes.append(
            {
                "h": at_h, "lon": lon, "lat": -lat if south else lat,
                "wind_kt": draw(st.integers(35, 130)), "pressure_hpa": draw(st.integers(905, 998)),
                "rmw_km": draw(st.integers(10, 120)),
            }
        )  # fmt: skip
        at_h += draw(st.sampled_from((6, 12)))
        lon += draw(st.floats(-3.5, 3.5))
        lat += draw(st.floats(-2, 2))
    return track(*fixes)


def strewn(seed: int, count: int, *, south: bool, length_km: float = 0.0) -> Sampled:
    """Points, or lines of one length, within 150 km."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        lon, lat = 106.4 + 1.6 * rng.random(), 20.4 + rng.random()
        lat = -lat if south else lat
        route = ((lon, lat), (lon + length_km / 104, lat)) if length_km else ((lon, lat),)
        found.append(Exposed(route, "off-land"))
    return sampled(found)


@settings(max_examples=times(40, 1500), deadline=None)
@given(path=tracks(), name=names, seed=st.integers(0, 999), step_min=st.sampled_from((10, 15, 30)))
def test_no_place_of_a_tile_feels_more_than_the_bound_of_the_tile(
    path: Track, name: ProfileName, seed: int, step_min: int
) -> None:
    wind = model(step_min=step_min)
    assets = strewn(seed, 150, south=path.fixes[0].lat < 0)
    _, _, field = field_at(path, wind, START, HORIZON_H)

    bound, _ = bound_mps(field, assets, name)

    spots = spots_of(assets.points)
    for tile, (begin, end) in enumerate(pairwise(assets.first[assets.tiles].tolist())):
        steps = slice(0, len(field.steps.at_h))
        felt = gusts_mps(field, steps, spots.some(slice(begin, end)), name).max(axis=1)
        assert (felt <= bound[:, tile]).all()


@settings(max_examples=times(20, 300), deadline=None)
@given(path=tracks(), name=names, seed=st.integers(0, 999), lines=st.booleans())
def test_the_largest_gust_of_each_asset_is_that_of_all_its_steps(
    path: Track, name: ProfileName, seed: int, lines: bool
) -> None:
    assets = strewn(seed, 60, south=path.fixes[0].lat < 0, length_km=7.0 if lines else 0.0)
    asked = (assets, path, model(), START, HORIZON_H, name)

    every = gusts_at(*asked).gust_mps
    largest = gusts_at(*asked, floor_mps=np.full(60, np.inf)).gust_mps

    assert largest.max(axis=1).tobytes() == every.max(axis=1).tobytes()


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_pairs_of_step_and_place_feel_what_whole_stretches_feel_to_the_last_bit(
    name: ProfileName,
) -> None:
    storm = yagi()
    assert storm.track is not None
    _, _, field = field_at(storm.track, storm.wind, START, HORIZON_H)
    spots = spots_of(points(*((106.5 + 0.01 * at, 20.6 + 0.007 * at) for at in range(130))))
    whole = gusts_mps(field, slice(0, len(field.steps.at_h)), spots, name)
    step, spot = np.random.default_rng(1).integers((0, 0), whole.shape, (5_000, 2)).T

    pairs = gusts_mps(field, step, spots.some(spot), name)

    assert pairs.tobytes() == whole[step, spot].tobytes()


@pytest.mark.parametrize("length_km", [0.0, 5.0])
def test_it_does_not_matter_how_many_tiles_are_computed_together(
    length_km: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    storm, assets = yagi(), strewn(8, 400, south=False, length_km=length_km)
    assert storm.track is not None
    name: ProfileName = "willoughby-2006"
    asked = (assets, storm.track, storm.wind, START, HORIZON_H, name)
    floor_mps = np.full(400, 40.0)
    found = []

    for values in (1, 3_000, 10**7):
        monkeypatch.setattr(tiles, "BATCH_VALUES", values)
        found.append(gusts_at(*asked, floor_mps=floor_mps).gust_mps)

    assert found[0].tobytes() == found[1].tobytes() == found[2].tobytes()
    assert found[0].any()


def test_of_yagi_a_quarter_of_all_steps_is_enough_for_the_largest_gusts() -> None:
    storm, assets = yagi(), strewn(3, 3_000, south=False)
    assert storm.track is not None
    _, _, field = field_at(storm.track, storm.wind, START, HORIZON_H)

    stands_all = np.full(assets.count, np.inf)
    looked_at = sum(
        gust_mps.size
        for *_, gust_mps in tiles.gust_tiles(field, assets, "holland-1980", stands_all)
    )

    assert looked_at < 0.25 * assets.count * len(field.steps.at_h)
