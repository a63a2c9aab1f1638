"""The means of command posts: in which order they are turned to, where they stand, when they work in one run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from planner.foundation.intervals import ALWAYS, NEVER, Intervals, shared, union
from planner.inventory.duty_records import Means, Rank
from planner.policy.duties.living import spot_of
from planner.policy.duties.serving import meanwhile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.inventory.duty_records import CommandPost
    from planner.inventory.province import Province
    from planner.network.radio_reach import Spot
    from planner.policy.duties.means_readiness import Readiness
    from planner.policy.duties.radio_nets import RadioNets
    from planner.policy.duties.records import CommandDuty
    from planner.policy.duties.serving import Serving

RADIOS = frozenset(["vhf", "uhf", "hf"])
SATELLITE = frozenset(["satellite-phone", "vsat"])
PUBLIC = frozenset(["public-mobile", "fiber"])
"""Means that need a public network."""
NOT_COUNTED = frozenset(["courier"])
"""A courier is always there and cannot command through a night of storm: recorded, never counted."""


def means_of(post: CommandPost) -> tuple[Means, ...]:
    """The post's means as records, in the order in which they are turned to, then by id.

    Of a means that is only a word nothing else was surveyed.
    """
    records = [Means(id=each, kind=each) if isinstance(each, str) else each for each in post.means]
    return tuple(sorted(records, key=lambda each: (_TURN.get(each.rank, len(_TURN)), each.id)))


_TURN: dict[Rank | None, int] = {rank: turn for turn, rank in enumerate(get_args(Rank))}


@dataclass(frozen=True, slots=True)
class Station:
    """A command post with its means and its place."""

    post: CommandPost
    means: tuple[Means, ...]
    spot: Spot | None

    def asset(self, means: Means) -> str:
        """The asset id of one of its means."""
        return f"{self.post.id}/means/{means.id}"


def stations_of(province: Province, duty: CommandDuty) -> dict[str, Station]:
    """Every command post of the province, by id."""
    return {
        id_: Station(
            post,
            means_of(post),
            spot_of(province.whereabouts(post, post.commune, post.district), duty.reach.terrain),
        )
        for id_, post in sorted(province.command_posts.items())
    }


def phone_spot(station: Station, means: Means) -> Spot | None:
    """Where a phone of the post is used, with the sites that were found to serve it there."""
    if station.spot is None or not means.served_by:
        return station.spot
    return replace(station.spot, served_by=tuple(sorted(means.served_by)))


class MeansAtWork:
    """One run, asked when the means of posts work.

    `ready` says of every means of every post whether it may be counted on: who is called must be fit to answer.
    """

    def __init__(
        self,
        nets: RadioNets,
        serving: Serving,
        ready: Mapping[str, Readiness],
    ) -> None:
        self.nets = nets
        self._serving = serving
        self._ready = ready
        self._known: dict[tuple[str, bool], Intervals] = {}

    def works(self, station: Station, means: Means, *, roaming: bool) -> Intervals:
        """When the means works; never where it is not ready."""
        key = (station.asset(means), roaming)
        if key not in self._known:
            self._known[key] = self._works(station, means, roaming=roaming)
        return self._known[key]

    def _works(self, station: Station, means: Means, *, roaming: bool) -> Intervals:
        serving = self._serving
        if means.kind in NOT_COUNTED or not self._ready[station.asset(means)].counts(serving.side):
            return NEVER
        if means.kind == "public-mobile":
            return self._mobile(station, means, roaming=roaming)
        alone = self.set_works(station, means)
        if means.kind in RADIOS:
            if alone == NEVER or self.nets.may_reach_others(means, serving.side):
                return alone
            answered = [shared(one, other) for one, other in self._answers(station, means)]
            return shared(alone, union(*answered) if answered else NEVER)
        if means.kind == "fiber":
            absent = ALWAYS if serving.side == "optimistic" else NEVER
            return shared(alone, absent if means.node is None else serving.joined(means.node))
        return alone

    def set_works(self, station: Station, means: Means) -> Intervals:
        """When the equipment at the post works by itself: it stands and has power."""
        asset = station.asset(means)
        return self._serving.once(asset, lambda: self._set_works(station, means, asset))

    def _set_works(self, station: Station, means: Means, asset: str) -> Intervals:
        serving, post = self._serving, station.post
        powered = serving.on_battery_too(
            asset, serving.powered(post.id), means.battery_h, post.battery_recharge_h
        )
        if means.kind == "satellite-phone":  # carried out of a post that has fallen
            return meanwhile(serving.stands(asset), powered)
        return meanwhile(serving.stands(asset), serving.stands(post.id), powered)

    def _mobile(self, station: Station, means: Means, *, roaming: bool) -> Intervals:
        serving, spot = self._serving, phone_spot(station, means)
        if roaming:
            return serving.mobile(spot, None)
        own = [serving.mobile(spot, each) for each in means.operators]
        if own:
            return union(*own)
        every = [serving.mobile(spot, each) for each in serving.operators]
        # Nobody knows whose subscription it is: the worst and the best of them.
        if not every:  # no operator is known: sites that were set aside may have some
            return serving.mobile(spot, None)
        return union(*every) if serving.side == "optimistic" else meanwhile(*every)

    def _answers(self, station: Station, means: Means) -> Iterator[tuple[Intervals, Intervals]]:
        """For each way over the net: when the other set works, when the repeater between does."""
        for way in self.nets.ways(station, means, self._serving.side):
            if self._ready[way.station.asset(way.means)].counts(self._serving.side):
                between = ALWAYS if way.repeater is None else self._serving.repeats(way.repeater)
                yield self.set_works(way.station, way.means), between


def missing_of(
    station: Station, means: Means, province: Province, *, roaming: bool = True
) -> tuple[str, ...]:
    """Data of a means that keep its two sides apart, apart from its readiness and from those of the sites around."""
    head = f"{station.post.id}.means.{means.id}"
    found: list[str] = []
    if means.kind == "fiber" and means.node is None:
        found.append(f"{head}.node")
    if means.kind == "public-mobile" and not roaming and not means.operators:
        found.append(f"{head}.operators")
    if means.kind in RADIOS:
        net = None if means.net is None else province.radio_nets.get(means.net)
        if means.net is None:
            found.append(f"{head}.net")
        elif net is not None and net.range_km is None:
            found.append(f"{net.id}.range_km")
    if means.kind in RADIOS | SATELLITE | {"fiber"} and means.battery_h is None:
        found.append(f"{head}.battery_h")
    if station.spot is None:
        found.append(f"{station.post.id}.lon")
    return tuple(found)
