"""Storms that a forecast may turn into: where, how strong, how large."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import hypot

import pytest

from planner.hazard.coast import east_north_km
from planner.hazard.forecast_errors import (
    Deviates,
    bulletin_errors,
    mean_errors,
    perturbed,
)
from planner.hazard.records import Bulletin, BulletinPosition, Fix, Track

START = datetime(2026, 9, 1, tzinfo=UTC)


def straight() -> Track:
    """Six hours apart, westward, 80 kt, with a radius of 200 km."""
    fixes = tuple(
        Fix(at=START + timedelta(hours=6 * k), lon=110.0 - k, lat=20.0, wind_kt=80.0, r30_km=200.0)
        for k in range(9)
    )
    return Track(agency="trial", averaging_min=10, fixes=fixes)


def test_no_deviation_leaves_the_track_where_it_was() -> None:
    assert perturbed(straight(), START, mean_errors(), Deviates()) == straight()


def test_one_deviation_east_is_the_standard_deviation_of_that_hour() -> None:
    moved = perturbed(straight(), START, mean_errors(), Deviates(east=1.0))

    east_km, north_km = east_north_km(moved.fixes[8].lon, moved.fixes[8].lat, 102.0, 20.0)

    # 48 h ahead: a mean distance of 58.2 nautical miles, over sqrt(pi / 2).
    assert east_km == pytest.approx(58.2 * 1.852 / 1.2533, abs=0.1)
    assert north_km == pytest.approx(0, abs=0.1)


def test_what_was_known_when_the_forecast_was_made_has_its_own_small_error_only() -> None:
    moved = perturbed(straight(), START + timedelta(hours=24), mean_errors(), Deviates(north=1.0))

    apart = [
        abs(there.lat - here.lat) for here, there in zip(straight().fixes, moved.fixes, strict=True)
    ]

    assert apart[:5] == pytest.approx([apart[0]] * 5)
    assert apart[8] > apart[5] > apart[4]


def test_strength_and_size_go_their_own_ways() -> None:
    stronger = perturbed(straight(), START, mean_errors(), Deviates(strength=1.0)).fixes[8]
    larger = perturbed(straight(), START, mean_errors(), Deviates(size=1.0)).fixes[8]

    # 48 h ahead: a mean absolute error of 10.3 kt, over sqrt(2 / pi).
    assert stronger.wind_kt == pytest.approx(80 + 10.3 / 0.79788, abs=0.01)
    assert stronger.r30_km == 200.0
    assert larger.wind_kt == 80.0
    assert larger.r30_km == pytest.approx(200 * 1.2840, abs=0.02)


def test_a_bulletins_circle_holds_seven_centres_in_ten() -> None:
    bulletin = Bulletin(
        agency="trial",
        issued=START,
        positions=(
            BulletinPosition(after_h=Fraction(0), lon=110.0, lat=20.0, force=12),
            BulletinPosition(
                after_h=Fraction(48), lon=106.0, lat=20.0, force=12, circle70_km=150.0
            ),
        ),
    )

    spread_km = bulletin_errors(bulletin).position_at(48)

    # 1 - exp(-r^2 / 2 s^2) = 0.7 at r = 150 km.
    assert spread_km == pytest.approx(150 / 1.55176, abs=0.01)
    assert hypot(spread_km, spread_km) < 150


def test_no_error_takes_a_storm_past_what_storms_are() -> None:
    wild = Deviates(east=4, north=-4, strength=6, size=4)

    fixes = perturbed(straight(), START, mean_errors(), wild).fixes

    assert all(fix.wind_kt is not None and fix.wind_kt <= 180 for fix in fixes)
