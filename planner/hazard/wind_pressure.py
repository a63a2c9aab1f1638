"""Largest wind and central pressure, each from the other, in the western North Pacific."""

from __future__ import annotations

from planner.foundation.units import knots_from_mps, mps_from_knots

OUTER_HPA = 1010.0
_FACTOR_KT = 6.70
_EXPONENT = 0.644


def wind_from_pressure_mps(pressure_hpa: float) -> float:
    """The largest 1-minute mean over the sea, m/s, that goes with a central pressure.

    Source: Atkinson and Holliday (1977), 6.70 (1010 - p)^0.644 knots; zero from 1010 hPa up.
    """
    deficit_hpa = max(0.0, OUTER_HPA - pressure_hpa)
    return mps_from_knots(_FACTOR_KT * deficit_hpa**_EXPONENT)


def pressure_from_wind_hpa(mean_1min_mps: float) -> float:
    """The central pressure, hPa, that goes with a largest 1-minute mean over the sea."""
    deficit_hpa = (knots_from_mps(mean_1min_mps) / _FACTOR_KT) ** (1 / _EXPONENT)
    return float(OUTER_HPA - deficit_hpa)


def deficit_factor(wind_factor: float) -> float:
    """What the pressure deficit grows by when the largest wind grows by `wind_factor`."""
    return float(wind_factor ** (1 / _EXPONENT))
