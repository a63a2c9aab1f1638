"""How fast the wind turns at each distance from the centre of a storm that stands still.

A profile is a function of distance and `Core`: the 10-minute mean at 10 m over the sea. A new one is such a function, a
line in `PROFILES` and a name in `ProfileName`. `docs/decisions/0012-three-wind-models.md` says how each was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from planner.foundation.text import Text
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.hazard.records import ProfileName

    Floats = NDArray[np.float64]

AIR_DENSITY_KG_M3 = 1.15
SURFACE_PER_GRADIENT = 0.9
"""10-m wind over the wind above friction, eyewall: Franklin et al. (2003), Weather and Forecasting
18(1), Table 2."""
CENTRE_KM = 1e-3
"""Nearer than this is the centre: it keeps the powers of the distance finite there."""
EYEWALL_EXPONENT = 0.5
"""Holland's x at the radius of the largest wind and inside it."""
TRANSITION_KM = 25.0
"""Width of Willoughby's belt between the profile inside and the one outside."""
FAST_DECAY_KM = 25.0


@dataclass(frozen=True, slots=True)
class Core:
    """What a profile needs of the storm; every array has shape ``(n_steps, 1)``, or that of the distances.

    `largest_mps` is the largest 10-minute mean at 10 m of a storm that stands still, at `radius_km`. `steepness`,
    `outer_exponent` and `outer_km` are b, x and the radius at which x is reached, of Holland (2010).
    """

    largest_mps: Floats
    deficit_hpa: Floats
    radius_km: Floats
    coriolis_per_s: Floats
    lat_deg: Floats
    """Never negative: degrees from the equator."""
    motion_mps: Floats
    deepening_hpa_per_h: Floats
    """How fast the central pressure rises; negative while the storm deepens."""
    steepness: Floats
    outer_exponent: Floats
    outer_km: Floats

    @property
    def fields(self) -> tuple[Floats, ...]:
        """Every value, in the order in which they are declared."""
        return tuple(getattr(self, name) for name in self.__slots__)


class Profile(Protocol):
    """A symmetric wind profile of a storm that stands still."""

    def __call__(self, distance_km: Floats, core: Core) -> Floats:
        """10-minute mean at 10 m over the sea, m/s.

        `distance_km` has shape ``(n_steps, n_points)``, and so has the answer.
        """
        ...


def holland_1980(distance_km: Floats, core: Core) -> Floats:
    """Holland's gradient wind, brought to the surface; shapes as in `Profile`.

    Notes
    -----
    ``V = sqrt((B / rho) (Rm / r)^B dp exp(-(Rm / r)^B) + (r f / 2)^2) - r f / 2`` with
    ``B = e rho Vg^2 / dp`` clipped to 1.0-2.5 and ``Vg = Vmax / 0.9``; the surface has 0.9 V.
    Source: G. J. Holland (1980), Monthly Weather Review 108(8): 1212-1218.
    """
    return SURFACE_PER_GRADIENT * _balanced(distance_km, core, gradient_steepness(core))


def holland_2008(distance_km: Floats, core: Core) -> Floats:
    """Holland's gradient wind with the steepness of the surface wind, from pressure alone; shapes as in `Profile`.

    The agency's largest wind is not used. An Atlantic fit: not among the models that are run by default.

    Notes
    -----
    Source: G. J. Holland (2008), Monthly Weather Review 136: 3432-3445; the answer of the formula is a 1-minute mean.
    """
    return TEN_MINUTE_PER_MEAN[1] * _balanced(distance_km, core, surface_steepness(core))


def holland_2010(distance_km: Floats, core: Core) -> Floats:
    """Holland's surface wind, fitted to the radii that the agency gave; shapes as in `Profile`.

    Notes
    -----
    ``V = Vmax ((Rm / r)^b exp(1 - (Rm / r)^b))^x``; x is 0.5 to Rm, from there linear to the fitted radius, then
    constant. `planner.hazard.radii` finds b and x.
    Source: Holland, Belanger and Fritz (2010), Monthly Weather Review 138: 4393-4401.
    """
    log_ratio = core.steepness * np.log(core.radius_km / np.maximum(distance_km, CENTRE_KM))
    way = (distance_km - core.radius_km) / np.maximum(core.outer_km - core.radius_km, CENTRE_KM)
    exponent = EYEWALL_EXPONENT + (core.outer_exponent - EYEWALL_EXPONENT) * np.clip(way, 0.0, 1.0)
    # Far inside the eye the ratio is beyond all numbers, and the wind is nothing.
    shape = log_ratio + 1.0 - np.exp(np.minimum(log_ratio, 300.0))
    return np.asarray(core.largest_mps * np.exp(exponent * shape))


def willoughby_2006(
    distance_km: Floats, core: Core, transition_km: float = TRANSITION_KM
) -> Floats:
    """Willoughby's power law inside and two exponentials outside; shapes as in `Profile`.

    `transition_km` is the width of the belt in which one passes into the other; 0 sets one beside the other.

    Notes
    -----
    The constants were fitted to winds of aircraft, means of about a minute above friction, so n, A and X1 are taken
    from Vmax as a 1-minute mean over 0.9. The belt lies so that the largest wind is at Rm.
    Source: Willoughby, Darling and Rahn (2006), Monthly Weather Review 134: 1102-1120, dual exponential.
    """
    power, slow_km, fast, begins_km = willoughby_shape(core, transition_km)
    beyond_km = core.radius_km - distance_km
    outside = (1.0 - fast) * np.exp(beyond_km / slow_km) + fast * np.exp(beyond_km / FAST_DECAY_KM)
    share = _smooth((distance_km - begins_km) / max(transition_km, CENTRE_KM))
    within = share < 1.0
    if within.any():  # most places lie outside the belt, where the power law is not needed
        column = np.broadcast_to(core.radius_km, within.shape)[within]
        inside = (distance_km[within] / column) ** np.broadcast_to(power, within.shape)[within]
        outside[within] = inside + share[within] * (outside[within] - inside)
    return np.asarray(core.largest_mps * outside)


PROFILES: Mapping[ProfileName, Profile] = {
    "holland-1980": holland_1980,
    "holland-2010": holland_2010,
    "willoughby-2006": willoughby_2006,
    "holland-2008": holland_2008,
}
"""The profiles by the name that a storm file gives."""

PROFILE_WORDS: Mapping[ProfileName, tuple[str, Text]] = {
    "holland-1980": ("H80", Text("Holland (1980)", "Holland (1980)")),
    "holland-2010": (
        "H10",
        Text("Holland (2010) khớp bán kính gió", "Holland (2010) fitted to wind radii"),
    ),
    "willoughby-2006": ("W06", Text("Willoughby (2006)", "Willoughby (2006)")),
    "holland-2008": ("H08", Text("Holland (2008)", "Holland (2008)")),
}
"""A short sign for tables, and the name in words."""


def gradient_steepness(core: Core) -> Floats:
    """Holland's B above friction, from the largest wind and the pressure; 1.0-2.5."""
    gradient_mps = core.largest_mps / SURFACE_PER_GRADIENT
    deficit_pa = core.deficit_hpa * 100.0
    return np.asarray(np.clip(np.e * AIR_DENSITY_KG_M3 * gradient_mps**2 / deficit_pa, 1.0, 2.5))


def willoughby_shape(
    core: Core, transition_km: float = TRANSITION_KM
) -> tuple[Floats, Floats, Floats, Floats]:
    """Willoughby's n, X1 (km) and A, and where the belt begins, km from the centre."""
    flight_mps = core.largest_mps / TEN_MINUTE_PER_MEAN[1] / SURFACE_PER_GRADIENT
    lat_deg = core.lat_deg
    power = 0.4067 + 0.0144 * flight_mps - 0.0038 * lat_deg
    slow_km = 317.1 - 2.026 * flight_mps + 1.915 * lat_deg
    fast = np.maximum(0.0, 0.0696 + 0.0049 * flight_mps - 0.0064 * lat_deg)
    rising = power / core.radius_km
    falling = (1.0 - fast) / slow_km + fast / FAST_DECAY_KM
    begins_km = core.radius_km - transition_km * _share_reached(rising / (rising + falling))
    return power, slow_km, fast, begins_km


def surface_steepness(core: Core) -> Floats:
    """Holland's b of the surface wind, from the pressure, its tendency, the latitude and the motion; 1.0-2.5.

    Source: Holland (2008), ``-4.4e-5 dp^2 + 0.01 dp + 0.03 dp/dt - 0.014 lat + 0.15 Vt^x + 1`` with
    ``x = 0.6 (1 - dp / 215)``; hPa, hours and m/s.
    """
    deficit = core.deficit_hpa
    moving = core.motion_mps ** (0.6 * (1.0 - deficit / 215.0))
    found = (
        -4.4e-5 * deficit**2
        + 0.01 * deficit
        + 0.03 * core.deepening_hpa_per_h
        - 0.014 * core.lat_deg
        + 0.15 * moving
        + 1.0
    )
    return np.asarray(np.clip(found, 1.0, 2.5))


def willoughby_radius_km(largest_10min_mps: float, lat: float) -> float:
    """The mean radius of the largest wind, km, of storms with this largest 10-minute mean.

    Source: Willoughby et al. (2006), 46.4 exp(-0.0155 V + 0.0169 lat), V above friction.
    """
    flight_mps = largest_10min_mps / TEN_MINUTE_PER_MEAN[1] / SURFACE_PER_GRADIENT
    return float(46.4 * np.exp(-0.0155 * flight_mps + 0.0169 * abs(lat)))


def _balanced(distance_km: Floats, core: Core, steepness: Floats) -> Floats:
    """The wind in balance with Holland's (1980) pressure profile, m/s."""
    distance_m = np.maximum(distance_km, CENTRE_KM) * 1000.0
    ratio = np.exp(steepness * np.log(core.radius_km * 1000.0 / distance_m))
    spin_mps = 0.5 * core.coriolis_per_s * distance_m
    force = steepness / AIR_DENSITY_KG_M3 * core.deficit_hpa * 100.0
    return np.sqrt(force * ratio * np.exp(-ratio) + spin_mps * spin_mps) - spin_mps


def _smooth(way: Floats) -> Floats:
    """From 0 at 0 to 1 at 1 with four derivatives zero at both ends: Willoughby's ninth-order weight."""
    x = np.clip(way, 0.0, 1.0)
    powers = 126.0 + x * (-420.0 + x * (540.0 + x * (-315.0 + x * 70.0)))
    return np.asarray(x**5 * powers)


def _share_reached(weight: Floats) -> Floats:
    """Where in the belt the weight of the outer profile is this: the inverse of `_smooth`."""
    return np.asarray(np.interp(weight, _WEIGHTS, _WAY))


_WAY = np.linspace(0.0, 1.0, 2001)
_WEIGHTS = _smooth(_WAY)
