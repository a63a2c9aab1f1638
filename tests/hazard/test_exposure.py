"""What assets feel along their spans, and what a storm is to a province."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.places import distance_km
from planner.hazard.exposure import (
    LINE_SPACING_KM,
    Exposed,
    asset_gusts,
    gusts_at,
    line_samples,
    sampled,
    storm_summary,
)
from planner.hazard.land import Land, land_of
from planner.hazard.profiles import PROFILES
from planner.hazard.tiles import gust_tiles
from planner.hazard.wind_field import field_at, gust_series
from tests.effort import times
from tests.hazard.storms import (
    START,
    fast_storm,
    model,
    points,
    still,
    storm_that_comes_back,
    track,
    yagi,
)

if TYPE_CHECKING:
    from planner.hazard.assets import Geometry
    from planner.hazard.records import ProfileName

QUANG_NINH = (106.4, 20.7, 108.1, 21.7)
H = Fraction(12)


def test_a_route_is_sampled_no_further_apart_than_asked_and_keeps_its_points() -> None:
    route = ((107.0, 21.0), (107.0, 21.05), (107.2, 21.05))

    lon, lat = line_samples(route, 1.0)
    places = list(zip(lon.tolist(), lat.tolist(), strict=True))

    assert set(route) <= set(places)
    gaps = [distance_km(*here, *there) for here, there in pairwise(places)]
    # 5.56 km in 6 pieces and 20.76 km in 21.
    assert len(gaps) == 27
    assert max(gaps) <= 1.0


def test_a_point_is_its_own_sample_and_nothing_has_none() -> None:
    assert [values.tolist() for values in line_samples(((107.0, 21.0),))] == [[107.0], [21.0]]
    assert [values.size for values in line_samples(())] == [0, 0]
    assert [values.size for values in line_samples(((107.0, 21.0), (107.0, 21.0)))] == [2, 2]


def test_a_line_feels_the_largest_gust_along_it_and_a_point_its_own() -> None:
    # The eye stands at 107.0, 21.0; the line runs from its middle to 100 km north of it.
    line: Geometry = ((107.0, 21.0), (107.0, 21.9))
    places = [
        Exposed(line, "at-sea"), Exposed((), "at-sea"), Exposed(((107.0, 21.0),), "at-sea"),
    ]

    gusts = asset_gusts(still(), model(), places, START, H).gust_mps[0]

    ring = gust_series(still(), model(), points((107.0, 21.27)), START, H).gust_mps[0, 0]
    assert gusts[0] == pytest.approx(ring, rel=0.002)
    assert gusts[1] == 0
    assert gusts[2] == pytest.approx(0, abs=0.1)


def strewn(seed: int, count: int, *, lines: bool = True) -> list[Exposed]:
    """Points and lines over two provinces; one in five wants every step, some know their own exposure."""
    rng = np.random.default_rng(seed)
    found: list[Exposed] = []
    for _ in range(count):
        lon, lat, turn = 106.4 + 1.6 * rng.random(), 20.4 + rng.random(), 6.283 * rng.random()
        length_km = 20 * rng.random() if lines and rng.random() < 0.5 else 0.0
        end = (
            lon + length_km / 104 * float(np.cos(turn)),
            lat + length_km / 111.2 * float(np.sin(turn)),
        )
        route = ((lon, lat), end) if length_km else ((lon, lat),)
        found.append(Exposed(route, "off-land", bool(rng.random() < 0.3), bool(rng.random() < 0.2)))
    return found


def islands() -> Land:
    """A mainland in the north-west and two islands."""
    land = land_of(
        [
            ((106.2, 20.6), (107.2, 20.9), (107.9, 21.5), (107.0, 21.9), (106.2, 21.6)),
            ((107.3, 20.8), (107.45, 20.85), (107.4, 21.0)),
            ((107.7, 20.95), (107.8, 20.95), (107.78, 21.05)),
        ]
    )
    assert land is not None
    return land


def test_an_asset_alone_feels_what_it_feels_among_others_to_the_last_bit() -> None:
    storm, places, land = yagi(), strewn(5, 300), islands()
    assert storm.track is not None

    whole = asset_gusts(storm.track, storm.wind, places, START, Fraction(72), land=land)

    for number in (0, 137, 299):
        only = places[number : number + 1]
        alone = asset_gusts(storm.track, storm.wind, only, START, Fraction(72), land=land)
        assert alone.gust_mps[:, 0].tobytes() == whole.gust_mps[:, number].tobytes()


def test_no_assets_feel_nothing() -> None:
    assert asset_gusts(still(), model(), [], START, H).gust_mps.shape == (49, 0)


@settings(max_examples=times(12, 300))
@given(
    seed=st.integers(0, 10**6),
    floor_mps=st.floats(0, 60),
    name=st.sampled_from(sorted(PROFILES)),
    which=st.integers(0, 2),
    with_coast=st.booleans(),
)
def test_what_is_left_out_changes_no_largest_gust_and_nothing_above_the_floor(
    seed: int, floor_mps: float, name: ProfileName, which: int, with_coast: bool
) -> None:
    storm = (yagi(), fast_storm(), storm_that_comes_back())[which]
    assert storm.track is not None
    land = islands() if with_coast else None
    assets = sampled(strewn(seed, 60), land)
    floors = floor_mps * (0.7 + 0.6 * np.random.default_rng(seed).random(60))
    asked = (assets, storm.track, storm.wind, START, Fraction(72), name)

    whole = gusts_at(*asked, land=land).gust_mps
    pruned = gusts_at(*asked, land=land, floor_mps=floors).gust_mps

    assert pruned.max(axis=1).tobytes() == whole.max(axis=1).tobytes()
    above = whole > floors[:, np.newaxis]
    beside = above.copy()
    beside[:, 1:] |= above[:, :-1]
    beside[:, :-1] |= above[:, 1:]
    assert (pruned[beside] == whole[beside]).all()
    assert ((pruned == whole) | (pruned == 0)).all()


def test_leaving_out_leaves_out_most_steps_of_yagi() -> None:
    storm = yagi()
    assert storm.track is not None
    assets = sampled([each._replace(every_step=False) for each in strewn(3, 1000, lines=False)])
    _, _, field = field_at(storm.track, storm.wind, START, Fraction(72))
    floor_mps = np.full(assets.count, 45.0)

    looked_at = sum(
        gust_mps.size for *_, gust_mps in gust_tiles(field, assets, "holland-1980", floor_mps)
    )

    assert looked_at < 0.45 * assets.count * len(field.steps.at_h)


@pytest.mark.parametrize("name", ["holland-1980", "holland-2010", "willoughby-2006"])
@pytest.mark.parametrize("land", [None, islands()], ids=["plain", "land"])
def test_halving_the_spacing_changes_no_gust_of_20_km_lines_under_yagi_by_1_per_cent(
    name: ProfileName, land: Land | None
) -> None:
    storm, lines = yagi(), []
    assert storm.track is not None
    rng = np.random.default_rng(11)
    for _ in range(60):
        lon, lat, turn = 106.4 + 1.4 * rng.random(), 20.6 + 0.7 * rng.random(), 6.283 * rng.random()
        end = (lon + 20 / 104 * float(np.cos(turn)), lat + 20 / 111.2 * float(np.sin(turn)))
        lines.append(Exposed(((lon, lat), end), "off-land", declared=False))

    coarse, fine = (
        asset_gusts(
            storm.track, storm.wind, lines, START, Fraction(72), spacing_km, model=name, land=land
        ).gust_mps
        for spacing_km in (LINE_SPACING_KM, LINE_SPACING_KM / 2)
    )

    blown = fine > 0
    assert blown.any()
    assert (np.abs(fine - coarse)[blown] / fine[blown]).max() < 0.01


@pytest.mark.parametrize("name", ["holland-1980", "holland-2010", "willoughby-2006"])
def test_halving_the_time_step_changes_no_largest_gust_of_an_asset_under_yagi_by_1_per_cent(
    name: ProfileName,
) -> None:
    storm, places, land = yagi(), strewn(17, 300), islands()
    assert storm.track is not None

    coarse, fine = (
        asset_gusts(
            storm.track,
            model(step_min=step),
            places,
            START,
            Fraction(72),
            model=name,
            land=land,
        ).gust_mps.max(axis=0)
        for step in (Fraction(15), Fraction(15, 2))
    )

    assert np.abs(fine / coarse - 1).max() < 0.01


def test_yagi_goes_through_quang_ninh() -> None:
    storm = yagi()
    assert storm.track is not None

    summary = storm_summary(storm.track, storm.wind, QUANG_NINH, START, Fraction(72))

    assert summary.closest_km == 0
    assert summary.closest_h is not None
    assert 18 < summary.closest_h < 25
    # 90 kt × 0.756 × 1.52 at most.
    assert 50 < summary.largest_gust_mps < 46.3 * 1.149
    assert not any("comes no nearer" in said.en for said in summary.warnings)


def test_a_storm_that_never_comes_near_is_said() -> None:
    summary = storm_summary(still(lon=130.0, lat=15.0), model(), QUANG_NINH, START, H)

    assert summary.closest_km == pytest.approx(distance_km(130.0, 15.0, 108.1, 20.7))
    assert summary.closest_h == 0
    assert "below force 6" in summary.warnings[0].en
    assert "dưới cấp 6" in summary.warnings[0].vi


def test_a_track_at_another_time_is_said() -> None:
    fix = {"lon": 107.0, "lat": 21.0, "wind_kt": 90, "pressure_hpa": 935, "rmw_km": 30}
    late = track({"h": 100, **fix}, {"h": 110, **fix})

    summary = storm_summary(late, model(), QUANG_NINH, START, H)

    assert summary.closest_km is None
    assert summary.largest_gust_mps == 0
    assert "lies outside the scenario's time" in summary.warnings[0].en
