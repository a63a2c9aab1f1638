"""How far a site reaches, by band, antenna height and terrain: Hata's formula, turned round.

Okumura's measurements as Hata (1980) put them into a formula, and its extension above 1500 MHz by COST 231 (1999).
Both give the median loss over flat ground; one place differs from the next by about 8 dB (one standard deviation),
which is a factor of 1.7 in distance. Hills and the sea are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, log10, radians, sin
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.places import EARTH_RADIUS_KM
from planner.network.sides import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planner.inventory.duty_records import Terrain
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.network.sides import Side

EXTENSION_ABOVE_MHZ = 1500.0
LOWEST_ANTENNA_M, HIGHEST_ANTENNA_M = 30.0, 200.0
"""Heights for which the formula was fitted; a height outside is taken as the nearest of them."""
HEIGHT_AT_BEST_M = 100.0
"""What a mast whose height nobody measured is taken to be at best."""


@dataclass(frozen=True, slots=True)
class LinkBudget:
    """What the formula needs beside band, height and terrain, and how wrong it may be: dB, dB, m, km, dB."""

    path_loss_db: float
    margin_db: float
    receiver_height_m: float
    furthest_km: float
    error_db: float = 0.0


def median_loss_db(
    band_mhz: float, height_m: float, receiver_height_m: float, terrain: Terrain
) -> tuple[float, float]:
    """Median path loss at 1 km, dB, and what ten times the distance adds to it, dB.

    Notes
    -----
    M. Hata (1980), IEEE Transactions on Vehicular Technology 29(3), for a small or medium city, suburban and open
    areas; COST Action 231 (1999), final report, chapter 4, above 1500 MHz.
    """
    antenna_m = min(max(height_m, LOWEST_ANTENNA_M), HIGHEST_ANTENNA_M)
    f, h = log10(band_mhz), log10(antenna_m)
    phone = (1.1 * f - 0.7) * receiver_height_m - (1.56 * f - 0.8)
    if band_mhz > EXTENSION_ABOVE_MHZ:
        at_1_km = 46.3 + 33.9 * f - 13.82 * h - phone
    else:
        at_1_km = 69.55 + 26.16 * f - 13.82 * h - phone
    if terrain == "suburban":
        at_1_km -= 2 * log10(band_mhz / 28) ** 2 + 5.4
    elif terrain == "open":
        at_1_km -= 4.78 * f**2 - 18.33 * f + 40.94
    return at_1_km, 44.9 - 6.55 * h


_ERROR: dict[Side | None, int] = {"pessimistic": -1, None: 0, "optimistic": 1}


@lru_cache(maxsize=4096)
def reach_km(
    band_mhz: float,
    height_m: float,
    terrain: Terrain,
    budget: LinkBudget,
    side: Side | None = None,
) -> float:
    """How far a phone outdoors still works, km; never more than the formula covers.

    On the pessimistic side the loss is taken larger by the formula's error, on the optimistic one smaller; without a
    side as the formula says.

    An antenna below the fitted heights reaches no further than its share of the lowest of them, so that a pole of
    10 m is not taken for a mast of 30 m.
    """
    at_1_km, per_decade = median_loss_db(band_mhz, height_m, budget.receiver_height_m, terrain)
    left_db = budget.path_loss_db - budget.margin_db - at_1_km + _ERROR[side] * budget.error_db
    far_km = 10 ** (left_db / per_decade)
    share: float = min(1.0, max(height_m, 0.0) / LOWEST_ANTENNA_M)
    return float(min(far_km * share, budget.furthest_km))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where people or a post are to be reached: degrees, and what stands around.

    `served_by` are sites that were found to serve it, whatever the formula says. `signal` says whether there was any
    signal before the storm, None where nobody knows.
    """

    lon: float
    lat: float
    terrain: Terrain
    served_by: tuple[str, ...] = ()
    signal: bool | None = None


class Coverer:
    """Which sites reach a spot, on each side of what was not surveyed."""

    def __init__(self, province: Province, budget: LinkBudget, band_mhz: float) -> None:
        placed = [s for s in province.sites.values() if s.lon is not None and s.lat is not None]
        # From south to north, so that those beyond the furthest reach are passed over without a look.
        placed.sort(key=lambda site: float(site.lat or 0))
        self._ids = np.array([site.id for site in placed], dtype=object)
        self._lon = np.radians(np.array([float(site.lon or 0) for site in placed], dtype=float))
        self._lat = np.radians(np.array([float(site.lat or 0) for site in placed], dtype=float))
        self._cos_lat = np.cos(self._lat)
        self._classes, self._class_of = _classes(placed, band_mhz)
        self._placed = province.sites
        self._operators = _operators(placed)
        self._budget = budget
        self._far_km: dict[tuple[Terrain, Side], NDArray[np.float64]] = {}
        self._known: dict[tuple[Spot, Side], tuple[str, ...]] = {}

    def covering(self, spot: Spot, side: Side) -> tuple[str, ...]:
        """Ids of the sites that reach the spot, sorted: for certain on the pessimistic side, perhaps on the other.

        A site that was found to serve the spot does. Of the others, one whose height was not surveyed reaches nobody on
        the pessimistic side, and as far as a mast of 100 m on the optimistic one. A spot without signal before the
        storm is reached by nobody.
        """
        if spot.signal is False:
            return ()
        key = (spot, side)
        if key not in self._known:
            found = {*self._ids[self._reaching(spot, side)[side]].tolist(), *self._named(spot)}
            self._known[key] = tuple(sorted(found))
        return self._known[key]

    def operators_reaching(self, spot: Spot) -> dict[Side, frozenset[str]]:
        """On each side the operators that reach the spot; quicker than `covering`, which names their sites."""
        if spot.signal is False:
            return dict.fromkeys(SIDES, frozenset())
        named = {operator for site in self._named(spot) for operator in self._placed[site].operators}
        return {
            side: frozenset(named.union(e for e, on in self._operators.items() if on[reaching].any()))
            for side, reaching in self._reaching(spot, *SIDES).items()
        }

    def _named(self, spot: Spot) -> Iterator[str]:
        """The sites of the province that were found to serve the spot."""
        return (site for site in spot.served_by if site in self._placed)

    def _reaching(self, spot: Spot, *sides: Side) -> dict[Side, NDArray[np.intp]]:
        """The sites within whose reach the spot lies, as their places in the order from south to north."""
        reaches_km = {side: self._reaches_km(spot.terrain, side) for side in sides}
        near = self._near(spot, max(float(each.max(initial=0.0)) for each in reaches_km.values()))
        away_km = self._away_km(spot, near)
        return {side: near[away_km <= each[near]] for side, each in reaches_km.items()}

    def _near(self, spot: Spot, furthest_km: float) -> NDArray[np.intp]:
        """The sites whose latitude and longitude alone do not keep them further away than that."""
        apart, lat = furthest_km / EARTH_RADIUS_KM * 1.001, radians(spot.lat)
        south, north = np.searchsorted(self._lat, [lat - apart, lat + apart])
        # The meridians that touch the circle around the spot; around a pole all of them cross it.
        share = sin(apart) / cos(lat) if apart < cos(lat) else 1.0
        aside = asin(share) * 1.001 if share < 1.0 else np.inf
        within = np.abs(self._lon[south:north] - radians(spot.lon)) <= aside
        return np.flatnonzero(within) + int(south)

    def _away_km(self, spot: Spot, near: NDArray[np.intp]) -> NDArray[np.float64]:
        """Great-circle distance of these sites from the spot, km."""
        lon, lat = radians(spot.lon), radians(spot.lat)
        lons, lats = self._lon[near], self._lat[near]
        half = (
            np.sin((lats - lat) / 2) ** 2
            + cos(lat) * self._cos_lat[near] * np.sin((lons - lon) / 2) ** 2
        )
        away_km: NDArray[np.float64] = (
            2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        )
        return away_km

    def _reaches_km(self, terrain: Terrain, side: Side) -> NDArray[np.float64]:
        """How far each site reaches over this terrain; less than nothing where nobody knows."""
        if (terrain, side) not in self._far_km:
            far_km = [self._reach_km(*each, terrain, side) for each in self._classes]
            self._far_km[terrain, side] = np.array(far_km, dtype=float)[self._class_of]
        return self._far_km[terrain, side]

    def _reach_km(
        self, band_mhz: float, height: float | None, terrain: Terrain, side: Side
    ) -> float:
        if height is None:
            if side == "pessimistic":
                return -1.0
            height = HEIGHT_AT_BEST_M
        return reach_km(band_mhz, height, terrain, self._budget, side)


def _classes(
    sites: Sequence[Site], band_mhz: float
) -> tuple[list[tuple[float, float | None]], NDArray[np.intp]]:
    """The different pairs of lowest band (`band_mhz` where none is known) and height, and which pair each site has."""
    numbers: dict[tuple[float, float | None], int] = {}
    of_site = []
    for site in sites:
        height = site.structure.height_m
        pair = (
            float(min(site.bands_mhz, default=band_mhz)),
            None if height is None else float(height),
        )
        of_site.append(numbers.setdefault(pair, len(numbers)))
    return list(numbers), np.array(of_site, dtype=np.intp)


def _operators(sites: Sequence[Site]) -> dict[str, NDArray[np.bool_]]:
    """For each operator whether it is on each of the sites."""
    present = {operator for site in sites for operator in site.operators}
    found = {operator: np.zeros(len(sites), bool) for operator in sorted(present)}
    for number, site in enumerate(sites):
        for operator in site.operators:
            found[operator][number] = True
    return found
