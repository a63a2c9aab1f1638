"""From the agency's mean over the sea to the gust at a structure, each factor worked by hand."""

from __future__ import annotations

import pytest

from planner.foundation.units import Exposure, mps_from_knots
from planner.hazard.gusts import gust_per_marine_mean, marine_mean_10min_mps


@pytest.mark.parametrize(
    ("exposure", "gust_mps"),
    [
        ("at-sea", 49.2),  # 40 × 1.23
        ("off-sea", 55.2),  # 40 × 1.38: straight from the sea, not yet slowed
        ("off-land", 50.464),  # 40 × 0.83 × 1.52
        ("in-land", 55.112),  # 40 × 0.83 × 1.66, not 40 × 1.66 = 66.4
    ],
)
def test_a_mean_of_40_over_the_sea_is_this_gust(exposure: Exposure, gust_mps: float) -> None:
    assert 40 * gust_per_marine_mean(exposure) == pytest.approx(gust_mps)


def test_a_mean_over_the_sea_never_meets_a_gust_factor_of_the_land_unslowed() -> None:
    assert gust_per_marine_mean("in-land") < 1.66
    assert gust_per_marine_mean("off-land") < 1.52


def test_an_agencys_wind_is_brought_to_ten_minutes_by_its_own_averaging_time() -> None:
    knots_100 = mps_from_knots(100)  # 51.44 m/s

    assert marine_mean_10min_mps(knots_100, 10) == pytest.approx(51.44, abs=0.01)
    assert marine_mean_10min_mps(knots_100, 1) == pytest.approx(47.84, abs=0.01)  # × 0.93
    assert marine_mean_10min_mps(knots_100, 2) == pytest.approx(48.10, abs=0.01)  # × 1.15 / 1.23


def test_an_averaging_time_that_no_agency_has_is_refused() -> None:
    with pytest.raises(ValueError, match="3 minutes are no averaging time"):
        marine_mean_10min_mps(40, 3)
