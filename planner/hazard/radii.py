"""Holland's (2010) profile passed through the radii of strong wind that an agency gave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS, mps_from_knots
from planner.hazard.gusts import marine_mean_10min_mps
from planner.hazard.profiles import EYEWALL_EXPONENT, surface_steepness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planner.hazard.profiles import Core
    from planner.hazard.records import Fix, Track

    Floats = NDArray[np.float64]

STEEPNESS = (0.8, 2.5)
"""Least and largest b when it is fitted."""
LEAST_EXPONENT = 0.25
"""Least x when it is fitted."""
OUTER_MPS, OUTER_KM, LEAST_OUTER_EXPONENT = 17.0, 300.0, 0.4
"""Without radii: x is such that the wind is 17 m/s at 300 km, and not below 0.4 (Holland et al. 2010)."""
_TRIED = np.linspace(*STEEPNESS, 171)


@dataclass(frozen=True, slots=True)
class Radius:
    """A round storm has this 10-minute mean over the sea at this distance."""

    mean_mps: float
    km: float


def radii_of(fix: Fix, averaging_min: int) -> tuple[Radius, ...]:
    """The agency's radii of strong wind at one fix, innermost first: the mean over all directions.

    The share of the storm's motion in the wind takes away on one side what it gives on the other, so the mean of the
    longest and the shortest radius, or of the quadrants that are reached, is that of a storm that stands still. Radii
    are of winds over the track's own averaging time; Vietnamese forces are 2-minute means.
    """
    found: list[Radius] = []
    for knots, km in _in_knots(fix):
        found.append(Radius(marine_mean_10min_mps(mps_from_knots(knots), averaging_min), km))
    for force, reach_km in ((6, fix.force6_km), (10, fix.force10_km)):
        if reach_km is not None:
            mean_mps = marine_mean_10min_mps(FORCE_BOUNDS_MPS[force][0], 2)
            found.append(Radius(mean_mps, float(reach_km)))
    return tuple(sorted(found, key=lambda radius: (radius.km, -radius.mean_mps)))


def with_outer_fit(core: Core, track: Track) -> tuple[Core, tuple[Text, ...]]:
    """The storm at its fixes with b and x of Holland (2010), and what must be said of fixes without radii.

    Parameters
    ----------
    core
        The storm at each fix of `track`; its b and x are not looked at.
    track
        Whose radii the profile is to pass through.
    """
    fitted = surface_steepness(core)[:, 0], np.empty(len(track.fixes)), np.empty(len(track.fixes))
    steepness, exponent, outer_km = (np.array(values) for values in fitted)
    without: list[int] = []
    for index, fix in enumerate(track.fixes):
        largest_mps, inner_km = core.largest_mps[index, 0], core.radius_km[index, 0]
        usable = [
            radius
            for radius in radii_of(fix, track.averaging_min)
            if radius.km > inner_km and radius.mean_mps < largest_mps
        ]
        if usable:
            steepness[index], exponent[index] = _through(usable, largest_mps, inner_km)
            outer_km[index] = usable[-1].km
        else:
            without.append(index)
            outer_km[index] = max(OUTER_KM, 2 * inner_km)
            exponent[index] = _without_radii(steepness[index], largest_mps, inner_km)
    column = np.newaxis
    whole = replace(
        core,
        steepness=steepness[:, column],
        outer_exponent=exponent[:, column],
        outer_km=outer_km[:, column],
    )
    return whole, _said(len(without), len(track.fixes))


def _in_knots(fix: Fix) -> Iterator[tuple[float, float]]:
    """Every radius in knots: the mean of longest and shortest, or of the quadrants that the wind reaches."""
    for knots, long_km, short_km in (
        (30, fix.r30_km, fix.r30_short_km),
        (50, fix.r50_km, fix.r50_short_km),
    ):
        if long_km is not None:
            yield knots, float(long_km if short_km is None else (long_km + short_km) / 2)
    for knots, quadrants in (
        (34, fix.r34_quadrants_km),
        (50, fix.r50_quadrants_km),
        (64, fix.r64_quadrants_km),
    ):
        reached = [float(km) for km in quadrants or () if km]
        if reached:
            yield knots, sum(reached) / len(reached)


def _through(radii: Sequence[Radius], largest_mps: float, inner_km: float) -> tuple[float, float]:
    """The b and x with which the profile passes through the radii, as nearly as it can.

    For each b that is tried, x is the one that meets the outermost radius. One radius: x stays at 0.5 unless even the
    least b falls short there. Several: the b that comes nearest to the inner ones, the largest relative miss counting.
    """
    outer = radii[-1]
    log_outer = _log_shape(outer.km, inner_km)
    wanted = float(np.log(outer.mean_mps / largest_mps))
    exponent = np.clip(wanted / log_outer, LEAST_EXPONENT, EYEWALL_EXPONENT)
    miss = np.abs(exponent * log_outer - wanted)
    if len(radii) == 1:
        # With x at 0.5 throughout: the b that meets the radius; where none does, the least b and a lower x.
        plain = np.abs(EYEWALL_EXPONENT * log_outer - wanted)
        best = int(np.argmin(plain))
        if best > 0:
            return float(_TRIED[best]), EYEWALL_EXPONENT
        return float(_TRIED[0]), float(exponent[0])
    for radius in radii[:-1]:
        way = (radius.km - inner_km) / max(outer.km - inner_km, 1e-3)
        local = EYEWALL_EXPONENT + (exponent - EYEWALL_EXPONENT) * way
        found = local * _log_shape(radius.km, inner_km)
        miss = np.maximum(miss, np.abs(found - np.log(radius.mean_mps / largest_mps)))
    best = int(np.argmin(miss))
    return float(_TRIED[best]), float(exponent[best])


def _without_radii(steepness: float, largest_mps: float, inner_km: float) -> float:
    """The x that goes with a b from the pressure alone."""
    if largest_mps <= OUTER_MPS:
        return EYEWALL_EXPONENT
    reach_km = max(OUTER_KM, 2 * inner_km)
    ratio = (inner_km / reach_km) ** steepness
    exponent = np.log(OUTER_MPS / largest_mps) / (np.log(ratio) + 1 - ratio)
    return float(np.clip(exponent, LEAST_OUTER_EXPONENT, EYEWALL_EXPONENT))


def _log_shape(distance_km: float, inner_km: float) -> Floats:
    """ln((Rm / r)^b exp(1 - (Rm / r)^b)) for every b that is tried; never positive."""
    log_ratio = _TRIED * np.log(inner_km / distance_km)
    return np.asarray(log_ratio + 1 - np.exp(log_ratio))


def _said(without: int, of: int) -> tuple[Text, ...]:
    if not without:
        return ()
    has = "has" if without == 1 else "have"
    vi, en = (
        ("mọi vị trí của đường đi", "every position of the track has")
        if without == of
        else (f"{without} trong {of} vị trí của đường đi", f"{without} of {of} positions {has}")
    )
    return (
        Text(
            vi=f"{vi} không có bán kính gió mạnh dùng được: mô hình H10 lấy độ dốc theo khí áp "
            "(Holland 2008) và 17 m/s ở 300 km",
            en=f"{en} no usable radius of strong wind: model H10 takes its steepness from the "
            "pressure (Holland 2008) and 17 m/s at 300 km",
        ),
    )
