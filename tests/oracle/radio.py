"""Which sites are heard at a place: the path loss over the distance itself, against what a phone bears."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, cos, log10, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.policy.duties.duty import ReachModel
    from tests.oracle.world import Side

EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Spot:
    """A place in degrees and what stands around: urban, suburban or open.

    `served_by` are sites that somebody found to serve it; `signal` is whether there was any before the storm.
    """

    lon: float
    lat: float
    terrain: str
    served_by: tuple[str, ...] = ()
    signal: bool | None = None


def away_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance by the law of cosines, km."""
    if (lon, lat) == (other_lon, other_lat):
        return 0.0
    a, b = radians(lat), radians(other_lat)
    straight = sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(other_lon - lon))
    return EARTH_KM * acos(min(1.0, straight))


def loss_db(km: float, mhz: float, height_m: float, model: ReachModel, terrain: str) -> float:
    """Hata's median path loss (1980), above 1500 MHz as COST 231 (1999) extends it; km > 0."""
    mast_m, f = min(200.0, max(30.0, height_m)), log10(mhz)
    phone_m = float(model.receiver_height_m)
    correction = (1.1 * f - 0.7) * phone_m - (1.56 * f - 0.8)
    constant, slope = (46.3, 33.9) if mhz > 1500 else (69.55, 26.16)
    loss = constant + slope * f - 13.82 * log10(mast_m) - correction
    loss += (44.9 - 6.55 * log10(mast_m)) * log10(km)
    if terrain == "suburban":
        return loss - 2 * (log10(mhz / 28)) ** 2 - 5.4
    if terrain == "open":
        return loss - 4.78 * f * f + 18.33 * f - 40.94
    return loss


def heard(site: Site, spot: Spot, model: ReachModel, side: Side) -> bool:
    """Whether a phone at the spot hears the site: never, or as from 100 m up, where nobody knows its height."""
    if spot.signal is False:
        return False
    if site.id in spot.served_by:
        return True
    height_m = site.structure.height_m
    if height_m is None:
        if side == "pessimistic":
            return False
        height_m = 100.0
    assert site.lon is not None
    assert site.lat is not None
    km = away_km(float(site.lon), float(site.lat), spot.lon, spot.lat)
    if km > float(model.furthest_km):
        return False
    # A pole lower than the formula knows is heard over its share of the way.
    as_far_km = km / min(1.0, float(height_m) / 30.0)
    mhz = float(min(site.bands_mhz, default=model.band_mhz))
    bears_db = float(model.path_loss_db) - float(model.margin_db)
    # The formula may be wrong either way.
    bears_db += float(model.error_db) * (1 if side == "optimistic" else -1)
    return as_far_km == 0 or loss_db(as_far_km, mhz, float(height_m), model, spot.terrain) <= bears_db


class Ears:
    """Which sites of a province are heard, by one model; a spot that was asked for is remembered."""

    def __init__(self, province: Province, model: ReachModel) -> None:
        self._sites, self._model = tuple(province.sites.values()), model
        self._known: dict[tuple[Spot, Side], list[str]] = {}

    def at(self, spot: Spot, side: Side) -> list[str]:
        """The sites that the spot hears."""
        if (spot, side) not in self._known:
            heard_there = [s.id for s in self._sites if heard(s, spot, self._model, side)]
            self._known[spot, side] = heard_there
        return self._known[spot, side]
