"""From the agency's mean over the sea to the gust at a structure, each factor worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from planner.foundation.units import GUST_FACTORS, Exposure, mps_from_knots
from planner.hazard.gusts import (
    TURBULENCE,
    gust_behind_land,
    gust_per_marine_mean,
    marine_mean_10min_mps,
)


@pytest.mark.parametrize(
    ("exposure", "gust_mps"),
    [
        ("at-sea", 49.2),  # 40 × 1.23
        # Roughness 10 exp(-1 / 0.15) = 0.0127 m; 0.0127^0.07 ln(10 / 0.0127) = 4.912, over open land of
        # 0.03 m 4.544: 0.83 × 4.912 / 4.544 = 0.897 of the marine mean. 40 × 0.897 × 1.38.
        ("off-sea", 49.52),
        # Roughness 0.0674 m: 0.83 × 4.139 / 4.544 = 0.756. 40 × 0.756 × 1.52.
        ("off-land", 45.96),
        # Roughness 0.1832 m: 0.83 × 3.552 / 4.544 = 0.649. 40 × 0.649 × 1.66, not 40 × 1.66 = 66.4.
        ("in-land", 43.07),
    ],
)
def test_a_mean_of_40_over_the_sea_is_this_gust(exposure: Exposure, gust_mps: float) -> None:
    assert 40 * gust_per_marine_mean(exposure) == pytest.approx(gust_mps, abs=0.02)


def test_a_gust_falls_and_its_factor_over_the_mean_rises_with_the_roughness() -> None:
    ground: tuple[Exposure, ...] = ("off-sea", "off-land", "in-land")

    gusts = [gust_per_marine_mean(each) for each in ground]

    assert gusts == sorted(gusts, reverse=True)
    assert [GUST_FACTORS[10][each] for each in ground] == [1.38, 1.52, 1.66]


def test_the_turbulence_of_each_exposure_is_behind_its_gust_factor() -> None:
    # A 3-second gust is the mean and 2.3 to 2.7 standard deviations.
    for exposure, turbulence in TURBULENCE.items():
        assert 2.3 <= (GUST_FACTORS[10][exposure] - 1) / turbulence <= 2.7


def test_land_upwind_takes_the_gust_from_off_sea_over_off_land_to_in_land() -> None:
    shares = np.array([0.0, 0.25, 0.5, 1.0])

    found = gust_behind_land(shares)

    sea, land, inner = (gust_per_marine_mean(e) for e in ("off-sea", "off-land", "in-land"))
    assert found.tolist() == pytest.approx([sea, (sea + land) / 2, land, inner])


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
