"""When each means of a command post works, and which single losses take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from planner.foundation.intervals import ALWAYS, NEVER, Intervals, shared, union
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.inventory.duty_records import Means, Rank
from planner.network.shared_fate import NOTHING, autonomy_h
from planner.policy.serving import meanwhile, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.inventory.duty_records import CommandPost, RadioNet
    from planner.inventory.province import Province
    from planner.network.radio_reach import Spot
    from planner.network.shared_fate import Fates
    from planner.policy.duties import CommandDuty
    from planner.policy.serving import Serving
    from planner.policy.verdicts import Outcome

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
class Readiness:
    """Whether a means may be counted on at all: tested, with a trained user, paid for, in sight of the sky."""

    outcome: Outcome
    notes: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()


def readiness(means: Means, post: str, duty: CommandDuty, day: date, last_day: date) -> Readiness:
    """What the inventory says of a means before any storm.

    Parameters
    ----------
    day
        Tests are counted back from this day; one of a later day is fresh.
    last_day
        A subscription must reach it.
    """
    if means.kind not in SATELLITE | RADIOS:
        return Readiness("holds")
    asked: list[tuple[str, bool | None, Text]] = []
    limit = duty.tested_within_days
    if limit is not None:
        tested = means.last_tested
        shown = "" if tested is None else f"{tested:%d/%m/%Y}"
        asked.append(
            (
                "last_tested",
                None if tested is None else tested >= day - timedelta(days=limit),
                Text(
                    vi=f"thử lần cuối {shown}, quá {limit} ngày",
                    en=f"last tested {shown}, more than {limit} days ago",
                ),
            )
        )
    asked.append(
        (
            "trained_user",
            means.trained_user,
            Text(vi="chưa có người biết dùng", en="no trained user"),
        )
    )
    if means.kind in SATELLITE:
        paid = means.subscription_until
        asked.append(
            ("sky_view", means.sky_view, Text(vi="không thấy trời", en="no view of the sky"))
        )
        asked.append(
            (
                "subscription_until",
                None if paid is None else paid >= last_day,
                Text(vi="hết hạn thuê bao", en="the subscription has run out"),
            )
        )
    notes = tuple(words for _, kept, words in asked if kept is False)
    missing = tuple(f"{post}.means.{means.id}.{key}" for key, kept, _ in asked if kept is None)
    if notes:
        return Readiness("fails", notes)
    return Readiness("unknown" if missing else "holds", (), missing)


@dataclass(frozen=True, slots=True)
class Station:
    """A command post with its means and its place."""

    post: CommandPost
    means: tuple[Means, ...]
    spot: Spot | None


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
    """One run, asked when the means of posts work and what single loss takes them."""

    def __init__(
        self,
        stations: dict[str, Station],
        serving: Serving,
        fates: Fates | None,
        window_h: Fraction,
        fuel_share: Fraction,
    ) -> None:
        self._stations = stations
        self._serving = serving
        self._fates = fates
        self._window_h = window_h
        self._fuel_share = fuel_share
        self._nets: dict[str, list[tuple[Station, Means]]] = {}
        for station in stations.values():
            for means in station.means:
                if means.net is not None:
                    self._nets.setdefault(means.net, []).append((station, means))

    # --- when it works ---

    def works(
        self, station: Station, means: Means, ready: Readiness, *, roaming: bool
    ) -> Intervals:
        """When the means works; never where it is not ready."""
        if means.kind in NOT_COUNTED or ready.outcome == "fails":
            return NEVER
        if ready.outcome == "unknown" and self._serving.side == "pessimistic":
            return NEVER
        if means.kind == "public-mobile":
            return self._mobile(station, means, roaming=roaming)
        if means.kind in RADIOS:
            routes = [shared(one, other) for one, other in self._routes_at(station, means)]
            return shared(self.set_works(station, means), union(*routes) if routes else NEVER)
        if means.kind == "fiber":
            absent = ALWAYS if self._serving.side == "optimistic" else NEVER
            joined = absent if means.node is None else self._serving.joined(means.node)
            return shared(self.set_works(station, means), joined)
        return self.set_works(station, means)

    def set_works(self, station: Station, means: Means) -> Intervals:
        """When the equipment at the post works by itself: it stands and has power."""
        serving, post = self._serving, station.post
        powered = serving.powered(post.id)
        asset = f"{post.id}/means/{means.id}"
        if means.kind == "satellite-phone" or means.battery_h is not None:
            powered = serving.on_battery_too(
                asset, powered, means.battery_h, post.battery_recharge_h
            )
        if means.kind == "satellite-phone":
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
        return union(*every) if serving.side == "optimistic" else meanwhile(*every)

    def _routes_at(self, station: Station, means: Means) -> Iterator[tuple[Intervals, Intervals]]:
        """For each way over the net: when the other set works, when the repeater between does."""
        for other, its_means, repeater in self._ways(station, means):
            between = ALWAYS if repeater is None else self._serving.repeats(repeater)
            yield self.set_works(other, its_means), between
        if self._unknown_net(means) and self._serving.side == "optimistic":
            yield ALWAYS, ALWAYS

    def _unknown_net(self, means: Means) -> bool:
        net = None if means.net is None else self._serving.province.radio_nets.get(means.net)
        return net is None or net.range_km is None

    def ways(self, station: Station, means: Means) -> tuple[tuple[Station, Means, str | None], ...]:
        """Each set that this one reaches over its net, and the repeater between them, if any."""
        return tuple(self._ways(station, means))

    def _ways(self, station: Station, means: Means) -> Iterator[tuple[Station, Means, str | None]]:
        net = None if means.net is None else self._serving.province.radio_nets.get(means.net)
        if net is None or station.spot is None:
            return
        for other, its_means in self._nets.get(net.id, ()):
            if other is station or other.spot is None:
                continue
            if net.control is not None and net.control not in {station.post.id, other.post.id}:
                continue
            if self._reaches(net, station.spot, other.spot):
                yield other, its_means, None
            for repeater in net.repeaters:
                if self._repeater_reaches(net, repeater, station.spot) and self._repeater_reaches(
                    net, repeater, other.spot
                ):
                    yield other, its_means, repeater

    @staticmethod
    def _reaches(net: RadioNet, one: Spot, other: Spot) -> bool:
        away_km = distance_km(one.lon, one.lat, other.lon, other.lat)
        return net.range_km is not None and away_km <= net.range_km

    def _repeater_reaches(self, net: RadioNet, site_id: str, spot: Spot) -> bool:
        site = self._serving.province.sites.get(site_id)
        far_km = net.range_km if net.repeater_range_km is None else net.repeater_range_km
        if site is None or site.lon is None or site.lat is None or far_km is None:
            return False
        return distance_km(spot.lon, spot.lat, float(site.lon), float(site.lat)) <= far_km

    # --- what takes it ---

    def losses(self, station: Station, means: Means) -> frozenset[str]:
        """The single losses that take the means: its own, its power's, and those of every way that it has."""
        if self._fates is None:
            return NOTHING
        if means.kind == "public-mobile":
            return self._carriers_losses(phone_spot(station, means))
        own = self._set_losses(station, means)
        if means.kind == "fiber" and means.node is not None:
            return own | self._fates.of(means.node)
        if means.kind in RADIOS:
            ways = [
                self._set_losses(other, its_means)
                | (NOTHING if repeater is None else self._fates.of(repeater))
                for other, its_means, repeater in self._ways(station, means)
            ]
            return own | (frozenset.intersection(*ways) if ways else NOTHING)
        return own

    def _carriers_losses(self, spot: Spot | None) -> frozenset[str]:
        if spot is None or self._fates is None:
            return NOTHING
        carriers = [self._fates.of(site) for site in self._serving.covering(spot)]
        return frozenset.intersection(*carriers) if carriers else NOTHING

    def _set_losses(self, station: Station, means: Means) -> frozenset[str]:
        post = station.post
        found = {f"{post.id}/means/{means.id}", *means.srlgs}
        if means.poles is not None:
            found.add(means.poles)
        return frozenset(found) | self._power_losses(station, means)

    def _power_losses(self, station: Station, means: Means) -> frozenset[str]:
        """What darkens it: the post's power, unless its own batteries outlast the window after that."""
        assert self._fates is not None
        own_h = autonomy_h(station.post, self._serving.side, self._fuel_share, None)
        if own_h is None:
            return NOTHING
        if means.battery_h is not None:
            own_h += means.battery_h
        elif means.kind == "satellite-phone" and self._serving.side == "optimistic":
            return NOTHING
        return (
            NOTHING
            if own_h >= self._window_h
            else self._fates.darkens.get(station.post.id, NOTHING)
        )


def missing_of(station: Station, means: Means, province: Province) -> tuple[str, ...]:
    """Data of a means that keep its two sides apart, apart from its readiness."""
    head = f"{station.post.id}.means.{means.id}"
    found: list[str] = []
    if means.kind == "fiber" and means.node is None:
        found.append(f"{head}.node")
    if means.kind == "public-mobile" and station.spot is not None and not means.served_by:
        found.append(f"{head}.served_by")
    if means.kind in RADIOS:
        net = None if means.net is None else province.radio_nets.get(means.net)
        if means.net is None:
            found.append(f"{head}.net")
        elif net is not None and net.range_km is None:
            found.append(f"{net.id}.range_km")
    if means.kind == "satellite-phone" and means.battery_h is None:
        found.append(f"{head}.battery_h")
    if station.spot is None:
        found.append(f"{station.post.id}.lon")
    return tuple(found)
