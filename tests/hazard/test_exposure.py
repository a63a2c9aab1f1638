"""What assets feel along their spans, and what a storm is to a province."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.foundation.places import distance_km
from planner.hazard.exposure import asset_gust_chunks, asset_gusts, line_samples, storm_summary
from planner.hazard.wind_field import gust_series
from tests.hazard.storms import START, model, points, still, track, yagi

if TYPE_CHECKING:
    from planner.foundation.units import Exposure
    from planner.hazard.assets import Geometry

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
    places: list[tuple[Geometry, Exposure]] = [
        (line, "at-sea"), ((), "at-sea"), (((107.0, 21.0),), "at-sea"),
    ]

    gusts = asset_gusts(still(), model(), places, START, H).gust_mps[0]

    ring = gust_series(still(), model(), points((107.0, 21.27)), START, H).gust_mps[0, 0]
    assert gusts[0] == pytest.approx(ring, rel=0.002)
    assert gusts[1] == 0
    assert gusts[2] == pytest.approx(0, abs=0.1)


def test_assets_in_chunks_are_the_assets_at_once() -> None:
    rng = np.random.default_rng(5)
    storm = yagi()
    assert storm.track is not None
    places: list[tuple[Geometry, Exposure]] = []
    for _ in range(400):
        lon, lat = 106.5 + rng.random(), 20.6 + rng.random()
        places.append((((lon, lat), (lon + 0.1, lat + 0.1)), "off-land"))

    whole = asset_gusts(storm.track, storm.wind, places, START, Fraction(72))
    chunks = list(asset_gust_chunks(storm.track, storm.wind, places, START, Fraction(72)))

    assert len(chunks) > 3
    assert np.concatenate([series.gust_mps for _, series in chunks], axis=1).tobytes() == (
        whole.gust_mps.tobytes()
    )
    alone = asset_gusts(storm.track, storm.wind, places[137:138], START, Fraction(72))
    assert alone.gust_mps[:, 0].tobytes() == whole.gust_mps[:, 137].tobytes()


def test_no_assets_are_one_empty_chunk() -> None:
    assert asset_gusts(still(), model(), [], START, H).gust_mps.shape == (49, 0)


def test_halving_the_spacing_changes_no_gust_of_20_km_lines_under_yagi_by_1_per_cent() -> None:
    rng = np.random.default_rng(11)
    storm = yagi()
    assert storm.track is not None
    lines: list[tuple[Geometry, Exposure]] = []
    for _ in range(60):
        lon, lat, turn = 106.4 + 1.4 * rng.random(), 20.6 + 0.7 * rng.random(), 6.283 * rng.random()
        end = (lon + 20 / 104 * np.cos(turn), lat + 20 / 111.2 * np.sin(turn))
        lines.append((((lon, lat), (float(end[0]), float(end[1]))), "off-land"))

    coarse, fine = (
        asset_gusts(storm.track, storm.wind, lines, START, Fraction(72), spacing_km).gust_mps
        for spacing_km in (2.0, 1.0)
    )

    blown = fine > 0
    assert blown.any()
    assert (np.abs(fine - coarse)[blown] / fine[blown]).max() < 0.01


def test_yagi_goes_through_quang_ninh() -> None:
    storm = yagi()
    assert storm.track is not None

    summary = storm_summary(storm.track, storm.wind, QUANG_NINH, START, Fraction(72))

    assert summary.closest_km == 0
    assert summary.closest_h is not None
    assert 18 < summary.closest_h < 25
    # 90 kt × 0.83 × 1.52 at most.
    assert 54 < summary.largest_gust_mps < 46.3 * 1.2616
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
