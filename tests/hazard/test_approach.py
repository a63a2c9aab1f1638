"""How near a track comes, by hand."""

from __future__ import annotations

import pytest

from planner.hazard.approach import closest
from planner.hazard.records import Fix
from tests.hazard.storms import START, track


def west_along_20_north() -> tuple[Fix, ...]:
    """From 108 to 106 degrees east in 12 hours, along 20 degrees north."""
    return track({"h": 0, "lon": 108.0, "lat": 20.0}, {"h": 12, "lon": 106.0, "lat": 20.0}).fixes


def test_the_centre_passes_due_north_of_a_place_half_way() -> None:
    nearest = closest(west_along_20_north(), [(107.0, 19.0)])

    assert nearest is not None
    assert nearest.distance_km == pytest.approx(111.2, abs=0.1)
    assert (nearest.at - START).total_seconds() == 6 * 3600


def test_before_the_first_fix_the_centre_is_nowhere() -> None:
    nearest = closest(west_along_20_north(), [(109.0, 20.0)])

    assert nearest is not None
    assert nearest.at == START
    assert nearest.distance_km == pytest.approx(104.5, abs=0.1)


def test_the_nearest_of_several_places_counts() -> None:
    nearest = closest(west_along_20_north(), [(107.0, 10.0), (107.5, 20.1)])

    assert nearest is not None
    assert nearest.distance_km == pytest.approx(11.1, abs=0.1)


def test_a_leg_over_the_antimeridian_is_short() -> None:
    fixes = track({"h": 0, "lon": 179.5, "lat": 10.0}, {"h": 6, "lon": -179.5, "lat": 10.0}).fixes

    nearest = closest(fixes, [(180.0, 10.0)])

    assert nearest is not None
    assert nearest.distance_km == pytest.approx(0, abs=1e-6)
    assert (nearest.at - START).total_seconds() == 3 * 3600


def test_there_is_no_approach_to_nothing() -> None:
    assert closest(west_along_20_north(), []) is None
