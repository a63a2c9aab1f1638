"""How a storm weakens over land, after Kaplan and DeMaria (1995)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.units import knots_from_mps, mps_from_knots
from planner.hazard.decay import wind_over_land_kt, wind_over_mountains_kt
from planner.hazard.land import Land, land_of
from planner.hazard.wind_field import field_at
from tests.hazard.storms import START, model, track

H = Fraction(24)


@pytest.mark.parametrize(("hours", "mps"), [(0, 46), (3, 38), (6, 32), (12, 24), (24, 17)])
def test_a_hundred_knots_are_these_winds_inland(hours: float, mps: float) -> None:
    assert mps_from_knots(wind_over_land_kt(100.0, hours)) == pytest.approx(mps, abs=0.6)


def test_six_hours_inland_by_hand() -> None:
    # 26.7 + (90 - 26.7) exp(-0.57) = 62.50 kt; 200 km inland, 6 × 44 = 264:
    # C = 264 (0.0109 ln 200 - 0.0503) = 264 × 0.007451 = 1.967 kt less.
    assert wind_over_land_kt(100.0, 6.0) == pytest.approx(62.50, abs=0.01)
    assert wind_over_land_kt(100.0, 6.0, 200.0) == pytest.approx(60.53, abs=0.01)


def test_near_the_coast_it_weakens_more_slowly_and_far_inland_faster() -> None:
    near, plain, far = (wind_over_land_kt(100.0, 12.0, km) for km in (20.0, 0.0, 300.0))

    assert near > plain > far


@given(
    kt=st.floats(20, 150), hours=st.floats(0, 80), more=st.floats(0, 10), km=st.floats(0, 500)
)
def test_land_never_strengthens_and_time_never_helps(
    kt: float, hours: float, more: float, km: float
) -> None:
    assert 0 <= wind_over_land_kt(kt, hours, km) <= 0.9 * kt
    if kt > 30:
        assert wind_over_land_kt(kt, hours + more) <= wind_over_land_kt(kt, hours) + 1e-9


def test_the_mountain_term_by_hand() -> None:
    # 80 kt after 6 h over ground of 500 m: 80 (1 - 1.43e-4 × (480 + 500)) = 80 × 0.85986.
    assert wind_over_mountains_kt(80.0, 6.0, 500.0) == pytest.approx(68.79, abs=0.01)
    assert wind_over_mountains_kt(150.0, 60.0, 2000.0) == 0


def mainland() -> Land:
    """Land west of 107 degrees east."""
    land = land_of([((103.0, 19.0), (107.0, 19.0), (107.0, 23.0), (103.0, 23.0))])
    assert land is not None
    return land


def largest(*, weakens: bool, land: Land | None, kt: float = 100.0) -> tuple[np.ndarray, list[str]]:
    """Largest winds, knots as 1-minute means, of a storm that crosses the coast at hour 6, and what is said."""
    fix = {"wind_kt": kt, "pressure_hpa": 945, "rmw_km": 30}
    path = track(
        {"h": 0, "lon": 108.0, "lat": 21.0, **fix},
        {"h": 24, "lon": 104.0, "lat": 21.0, **fix},
        averaging_min=1,
    ).model_copy(update={"inland_decay": weakens})
    _, _, field = field_at(path, model(), START, H, land)
    ten = np.array([knots_from_mps(mps) for mps in field.steps.largest_mps.tolist()])
    return ten / 0.93, [said.en for said in field.assumptions]


def test_a_best_track_is_left_as_its_agency_analysed_it() -> None:
    winds, said = largest(weakens=False, land=mainland())

    assert np.allclose(winds, 100.0)
    assert not any("Kaplan" in each for each in said)


def test_a_forecast_weakens_from_the_hour_in_which_its_centre_comes_ashore() -> None:
    winds, said = largest(weakens=True, land=mainland())

    # 15-minute steps: at sea to step 24, then 0.9 of it, then after so many hours.
    assert np.allclose(winds[:24], 100.0)
    assert winds[25] == pytest.approx(90.0, abs=2.0)
    assert winds[25 + 24] == pytest.approx(62.5, abs=4.0)
    assert (np.diff(winds[24:]) <= 1e-9).all()
    assert any("Kaplan" in each for each in said)


def test_without_outlines_nothing_weakens_and_that_is_said() -> None:
    winds, said = largest(weakens=True, land=None)

    assert np.allclose(winds, 100.0)
    assert any("no outlines" in each for each in said)


def test_what_was_lost_over_an_island_is_not_won_back_at_sea() -> None:
    island = land_of([((106.0, 20.0), (107.0, 20.0), (107.0, 22.0), (106.0, 22.0))])

    winds, _ = largest(weakens=True, land=island)

    assert (np.diff(winds) <= 1e-9).all()
    assert winds[-1] < 75


def test_a_track_that_weakens_faster_by_itself_stays_as_it_is() -> None:
    strong = {"wind_kt": 100, "pressure_hpa": 945, "rmw_km": 30}
    weak = {"wind_kt": 20, "pressure_hpa": 1000, "rmw_km": 60}
    path = track(
        {"h": 0, "lon": 107.2, "lat": 21.0, **strong},
        {"h": 6, "lon": 106.0, "lat": 21.0, **weak},
        {"h": 24, "lon": 105.0, "lat": 21.0, **weak},
    ).model_copy(update={"inland_decay": True})

    _, _, field = field_at(path, model(), START, H, mainland())

    assert field.steps.largest_mps[-1] == pytest.approx(mps_from_knots(20.0))


def test_the_pressure_fills_with_the_wind() -> None:
    fix = {"wind_kt": 100, "pressure_hpa": 945, "rmw_km": 30}
    path = track(
        {"h": 0, "lon": 108.0, "lat": 21.0, **fix}, {"h": 24, "lon": 104.0, "lat": 21.0, **fix}
    ).model_copy(update={"inland_decay": True})

    _, _, field = field_at(path, model(), START, H, mainland())

    assert field.steps.pressure_hpa[0] == 945
    assert 970 < field.steps.pressure_hpa[-1] < 1010
