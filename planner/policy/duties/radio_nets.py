"""Who hears whom over the radio nets of a province, on the inventory alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.inventory.duty_records import Means, RadioNet
    from planner.inventory.province import Province
    from planner.network.radio_reach import Spot
    from planner.network.sides import Side
    from planner.policy.duties.means import Station


@dataclass(frozen=True, slots=True)
class Way:
    """Another set that a set reaches over their net, straight or over the repeater on a site."""

    station: Station
    means: Means
    repeater: str | None


class RadioNets:
    """The nets of a province with the sets that work on them."""

    def __init__(self, province: Province, stations: Mapping[str, Station]) -> None:
        self._province = province
        self._aside = {record.section for record in province.set_aside}
        self._sets: dict[str, list[tuple[Station, Means]]] = {}
        self._known: dict[tuple[str, Side], tuple[Way, ...]] = {}
        self._heard: dict[tuple[str, str, str], bool] = {}
        for station in stations.values():
            for means in station.means:
                if means.net is not None:
                    self._sets.setdefault(means.net, []).append((station, means))

    def may_reach_others(self, means: Means, side: Side) -> bool:
        """Whether on this side somebody always answers, since nobody knows the net, its range or all its members."""
        if side == "pessimistic":
            return False
        net = self._net(means)
        return net is None or net.range_km is None or "command_posts" in self._aside

    def ways(self, station: Station, means: Means, side: Side) -> tuple[Way, ...]:
        """Each way on which a set reaches another one."""
        key = (station.asset(means), side)
        if key not in self._known:
            self._known[key] = tuple(self._ways(station, means, side))
        return self._known[key]

    def _net(self, means: Means) -> RadioNet | None:
        return None if means.net is None else self._province.radio_nets.get(means.net)

    def _ways(self, station: Station, means: Means, side: Side) -> Iterator[Way]:
        net = self._net(means)
        if net is None:
            return
        for other, its_means in self._sets.get(net.id, ()):
            if other is station:
                continue
            if net.control is not None and net.control not in {station.post.id, other.post.id}:
                continue
            if self._hear(net, station.spot, other.spot, side):
                yield Way(other, its_means, None)
                continue
            for repeater in net.repeaters:
                if all(self._heard_on(net, repeater, each) for each in (station, other)):
                    yield Way(other, its_means, repeater)

    def _hear(self, net: RadioNet, one: Spot | None, other: Spot | None, side: Side) -> bool:
        """Whether two sets hear each other without a repeater that may fail."""
        if one is None or other is None:  # nobody knows how far apart they are
            return side == "optimistic"
        if side == "optimistic" and not self._province.sites.keys() >= set(net.repeaters):
            return True  # a repeater's site was set aside, and may stand where it serves both
        away_km = distance_km(one.lon, one.lat, other.lon, other.lat)
        return net.range_km is not None and away_km <= net.range_km

    def _heard_on(self, net: RadioNet, repeater: str, station: Station) -> bool:
        """Whether a post's set hears the repeater on a site."""
        key = (net.id, repeater, station.post.id)
        if key not in self._heard:
            self._heard[key] = self._in_range(net, repeater, station.spot)
        return self._heard[key]

    def _in_range(self, net: RadioNet, repeater: str, spot: Spot | None) -> bool:
        site = self._province.sites.get(repeater)
        far_km = net.range_km if net.repeater_range_km is None else net.repeater_range_km
        if spot is None or site is None or site.lon is None or site.lat is None or far_km is None:
            return False
        return distance_km(spot.lon, spot.lat, float(site.lon), float(site.lat)) <= far_km
