"""No unit and no averaging time is confused anywhere between a track and a gust.

One chain is worked by hand, from the knots in a file to the 3-second gust at a mast. Then every confusion that has
been seen elsewhere is planted, one at a time, and the same check must notice it: one that lets a mistake pass proves
nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from planner.foundation import units
from planner.foundation.units import GUST_FACTORS
from planner.hazard import decay, gusts, profiles, radii, tracks, wind_field
from tests.hazard.storms import START, model, points, still

if TYPE_CHECKING:
    from collections.abc import Callable

H = Fraction(1)
RADIUS_KM = 30.0


class Confused(AssertionError):
    """The chain does not come out as by hand."""


def near(found: float, wanted: float, what: str) -> None:
    """Within 1 %: less than any two averaging times or units differ by."""
    if not abs(found / wanted - 1) < 0.01:
        msg = f"{what}: {found} is not {wanted}"
        raise Confused(msg)


def largest_gust_mps(averaging_min: int, exposure: str, **fix: Any) -> float:
    """The gust on the eyewall of a storm that stands still; Willoughby has the agency's wind exactly there."""
    km_per_degree = 6371.0088 * np.pi / 180
    place = points((107.0, 21.0 + RADIUS_KM / km_per_degree), exposure=exposure)
    storm = still(averaging_min=averaging_min, rmw_km=RADIUS_KM, **fix)
    series = wind_field.gust_series(storm, model(profile="willoughby-2006"), place, START, H)
    return float(series.gust_mps[0, 0])


def the_chain_by_hand() -> None:
    """From knots to gusts, every step with its figure.

    100 kt = 51.444 m/s. As a 10-minute mean (JMA) it stays, as a 1-minute mean (JTWC) it is 0.93 of it, 47.843; as a
    2-minute mean (Vietnam, China) 1.15 / 1.23 = 0.935 of it, 48.098. The 3-second gust at sea is 1.23 times the
    10-minute mean: 63.277, 58.847 and 59.161 m/s; off-land 1.149 times: 59.11, in-land 1.077 times: 55.41.
    """
    near(units.mps_from_knots(100.0), 51.444, "100 kt in m/s")
    near(units.mps_from_kmh(185.2), 51.444, "185.2 km/h in m/s")
    near(units.knots_from_mps(51.444), 100.0, "51.444 m/s in knots")
    near(largest_gust_mps(10, "at-sea", wind_kt=100), 63.277, "JMA's 100 kt, gust at sea")
    near(largest_gust_mps(1, "at-sea", wind_kt=100), 58.847, "JTWC's 100 kt, gust at sea")
    near(largest_gust_mps(2, "at-sea", wind_kt=100), 59.161, "a 2-minute 100 kt, gust at sea")
    near(largest_gust_mps(10, "off-land", wind_kt=100), 59.11, "JMA's 100 kt, gust off-land")
    near(largest_gust_mps(10, "in-land", wind_kt=100), 55.41, "JMA's 100 kt, gust in-land")
    # Atkinson and Holliday give 1-minute knots: 6.70 × 75^0.644 = 108.06 kt = 55.59 m/s, × 0.93 × 1.23.
    without_wind = largest_gust_mps(10, "at-sea", wind_kt=None, pressure_hpa=935)
    near(without_wind, 63.59, "the gust of 935 hPa without a wind")
    # 50 kt of JMA at 150 km is 25.72 m/s over 10 minutes; of JTWC 23.92; force 10 (24.5 over 2) is 22.91.
    (jma,) = radii.radii_of(still(r50_km=150).fixes[0], 10)
    near(jma.mean_mps, 25.722, "JMA's 50 kt")
    (jtwc,) = radii.radii_of(still(r50_quadrants_km=(150,) * 4).fixes[0], 1)
    near(jtwc.mean_mps, 23.922, "JTWC's 50 kt")
    (force,) = radii.radii_of(still(force10_km=150).fixes[0], 10)
    near(force.mean_mps, 22.906, "force 10")
    # 100 kt over 1 minute at landfall, 6 h later: 26.7 + 63.3 × exp(-0.57) = 62.50 kt.
    near(decay.wind_over_land_kt(100.0, 6.0), 62.50, "Kaplan and DeMaria")
    # A design wind: force 12 ends at 36.9 m/s over 2 minutes; off-land the gust is 1.42 times it.
    near(units.gust_3s_mps(12, "force", "2min", "off-land"), 52.398, "force 12 as a gust")
    near(units.gust_3s_mps(180, "km/h", "3s", "in-land"), 50.0, "180 km/h as a gust")
    near(units.gust_3s_mps(40, "m/s", "10min", "off-land"), 60.8, "a 10-minute 40 m/s as a gust")
    # Holland (1980) takes hPa to Pa and km to m: 45 m/s at 30 km, 53.3 hPa (the published 44.3 m/s).
    spin = 2 * 7.2921e-5 * float(np.sin(np.radians(20.9)))
    one = np.ones((1, 1))
    core = profiles.Core(
        45 * one, 53.3 * one, 30 * one, spin * one, 20.9 * one, 0 * one, 0 * one, one, one, one
    )
    near(float(profiles.holland_1980(30 * one, core)[0, 0]), 44.3, "Holland at the radius")
    near(float(profiles.holland_1980(300 * one, core)[0, 0]), 8.2, "Holland at 300 km")


def test_the_chain_from_knots_to_gusts_comes_out_as_by_hand() -> None:
    the_chain_by_hand()


def factors(minutes: Any) -> dict[Any, Any]:
    """Gust factors of another averaging time in the place of those over 10 minutes."""
    return {**GUST_FACTORS, 10: GUST_FACTORS[minutes]}


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "miles an hour for knots": lambda m: m.setattr(units, "MPS_PER_KNOT", 0.44704),
    "km/h for knots": lambda m: m.setattr(units, "MPS_PER_KNOT", 1 / 3.6),
    "m/s for knots": lambda m: m.setattr(units, "MPS_PER_KNOT", 1.0),
    "statute for nautical miles": lambda m: m.setattr(units, "MPS_PER_KNOT", 1609.344 / 3600),
    "m/s for km/h": lambda m: m.setattr(units, "KMH_PER_MPS", 1.0),
    "knots for km/h": lambda m: m.setattr(units, "KMH_PER_MPS", 3600 / 1852),
    "1-minute means read as 10-minute": lambda m: m.setitem(gusts.TEN_MINUTE_PER_MEAN, 1, 1.0),
    "2-minute means read as 10-minute": lambda m: m.setitem(gusts.TEN_MINUTE_PER_MEAN, 2, 1.0),
    "10-minute means read as 1-minute": lambda m: m.setitem(gusts.TEN_MINUTE_PER_MEAN, 10, 0.93),
    "1-minute means turned the wrong way": lambda m: m.setitem(
        gusts.TEN_MINUTE_PER_MEAN, 1, 1 / 0.93
    ),
    "gust factors of 1 minute on 10-minute means": lambda m: m.setattr(
        gusts, "GUST_FACTORS", factors(1)
    ),
    "gust factors of 2 minutes on 10-minute means": lambda m: m.setattr(
        gusts, "GUST_FACTORS", factors(2)
    ),
    "a mean taken for a gust": lambda m: m.setattr(
        wind_field, "gust_per_marine_mean", lambda exposure: 1.0
    ),
    "a marine mean with a gust factor of the land": lambda m: m.setattr(
        gusts, "MEAN_PER_MARINE", dict.fromkeys(GUST_FACTORS[10], 1.0)
    ),
    "knots of a pressure read as m/s": lambda m: m.setattr(
        tracks, "wind_from_pressure_mps", lambda hpa: 6.70 * (1010 - hpa) ** 0.644
    ),
    "a wind from pressure taken for a 10-minute mean": lambda m: m.setattr(
        tracks, "marine_mean_10min_mps", lambda mps, minutes: mps
    ),
    "radii of 1-minute winds taken for 10-minute": lambda m: m.setattr(
        radii, "marine_mean_10min_mps", lambda mps, minutes: mps
    ),
    "forces taken for 10-minute means": lambda m: m.setitem(gusts.TEN_MINUTE_PER_MEAN, 2, 1.0),
    "design forces as 10-minute means": lambda m: m.setitem(
        units.GUST_FACTORS, 2, GUST_FACTORS[10]
    ),
    "design 10-minute means as 2-minute": lambda m: m.setitem(
        units.GUST_FACTORS, 10, GUST_FACTORS[2]
    ),
    "the background of the decay in m/s": lambda m: m.setattr(decay, "BACKGROUND_KT", 13.7),
    "surface wind taken for the wind above friction": lambda m: m.setattr(
        profiles, "SURFACE_PER_GRADIENT", 1.0
    ),
    "hPa taken for Pa": lambda m: m.setattr(profiles, "AIR_DENSITY_KG_M3", 115.0),
    "miles for kilometres on the earth": lambda m: m.setattr(wind_field, "EARTH_RADIUS_KM", 3958.8),
}


@pytest.mark.parametrize("confusion", sorted(PLANTED))
def test_the_chain_notices_when_somebody_takes(
    confusion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PLANTED[confusion](monkeypatch)

    with pytest.raises(Confused):
        the_chain_by_hand()
