"""Which single losses take a means of a command post: its own, its power's, and those of every way that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.shared_fate import NOTHING, autonomy_h
from planner.policy.duties.means import RADIOS, phone_spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from planner.inventory.duty_records import Means
    from planner.network.radio_reach import Spot
    from planner.network.shared_fate import Fates
    from planner.policy.duties.means import Station
    from planner.policy.duties.means_readiness import Readiness
    from planner.policy.duties.radio_nets import RadioNets
    from planner.policy.duties.serving import Serving


class MeansLosses:
    """One side of what was not surveyed, asked what takes each means; the post's own building apart.

    Everything in a post would share its building, and a post that is gone commands nothing. The building of whoever
    answers on the radio is a loss like others.
    """

    def __init__(
        self,
        nets: RadioNets,
        serving: Serving,
        fates: Fates,
        ready: Mapping[str, Readiness],
        window_h: Fraction,
        fuel_share: Fraction,
    ) -> None:
        self._nets = nets
        self._serving = serving
        self._fates = fates
        self._ready = ready
        self._window_h = window_h
        self._fuel_share = fuel_share

    def of(self, station: Station, means: Means, *, roaming: bool) -> frozenset[str]:
        """The assets and risk groups whose loss alone takes the means."""
        if means.kind == "public-mobile":
            return self._mobile(station, means, roaming=roaming)
        own = self._set(station, means)
        if means.kind == "fiber" and means.node is not None:
            return own | self._fates.node(means.node)
        if means.kind in RADIOS and not self._nets.may_reach_others(means, self._serving.side):
            return own | _all_of(self._answers(station, means))
        return own

    def _answers(self, station: Station, means: Means) -> Iterator[frozenset[str]]:
        """For each way over the net what takes it: the other post with its set, and the repeater between."""
        side = self._serving.side
        for way in self._nets.ways(station, means, side):
            asset = way.station.asset(way.means)
            if self._ready[asset].counts(side) and asset not in self._fates.broken:
                between = NOTHING if way.repeater is None else self._fates.repeater(way.repeater)
                yield self._set(way.station, way.means) | {way.station.post.id} | between

    def _mobile(self, station: Station, means: Means, *, roaming: bool) -> frozenset[str]:
        serving, spot = self._serving, phone_spot(station, means)
        if roaming:
            return _all_of(self._carriers(spot, serving.operators))
        if means.operators:
            return _all_of(self._carriers(spot, means.operators))
        if serving.side == "optimistic":
            return _all_of(self._carriers(spot, serving.operators))
        # Nobody knows whose subscription it is: whatever takes one of them may take this one.
        return NOTHING.union(*(_all_of(self._carriers(spot, (o,))) for o in serving.operators))

    def _carriers(self, spot: Spot | None, operators: Iterable[str]) -> Iterator[frozenset[str]]:
        """For each operator at each site that reaches the post what takes it."""
        serving, sites = self._serving, self._serving.province.sites
        if serving.may_be_anywhere(spot):
            yield NOTHING
        for site in serving.covering(spot) if spot is not None else ():
            for operator in operators:
                taken = self._fates.carrier(site, operator)
                if taken is not None and operator in sites[site].operators:
                    yield taken

    def _set(self, station: Station, means: Means) -> frozenset[str]:
        """What takes the equipment at the post, the post itself apart."""
        return self._fates.asset(station.asset(means)) | self._power(station, means)

    def _power(self, station: Station, means: Means) -> frozenset[str]:
        """What darkens it: the post's power, unless its own batteries outlast the window after that."""
        side = self._serving.side
        own_h = autonomy_h(station.post, side, self._fuel_share, None)
        if own_h is None or (means.battery_h is None and side == "optimistic"):
            return NOTHING
        if own_h + (means.battery_h or 0) >= self._window_h:
            return NOTHING
        return self._fates.darkens.get(station.post.id, NOTHING)


def _all_of(ways: Iterable[frozenset[str]]) -> frozenset[str]:
    """What takes every way at once; nothing where there is none to take."""
    listed = list(ways)
    return frozenset.intersection(*listed) if listed else NOTHING
