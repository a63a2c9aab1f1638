"""What a milestone counts: sites on the air, posts with some means, communes and islands within reach of a station."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, Intervals, holds_at, union
from planner.network.sides import SIDES
from planner.policy.duties.living import spot_of
from planner.policy.duties.means import missing_of, phone_spot
from planner.policy.duties.posts import at_work, posts_of
from planner.policy.duties.records import CommandDuty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.inventory.duty_records import Means
    from planner.inventory.records import Commune
    from planner.network.sides import Side
    from planner.policy.duties.means import MeansAtWork, Station
    from planner.policy.duties.records import MilestoneDuty
    from planner.policy.duties.serving import Serving
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import BothSides
    from planner.policy.units import Unit
    from planner.simulation.causes import Link

Tell = Callable[["Side", Fraction], tuple["Link", ...]]
MOST_SITES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be out and come back, under the storm and at rest."""

    id: str
    works: BothSides
    at_rest: BothSides
    tell: Tell
    """Why it is out, on one side, at an instant."""
    missing: Callable[[Fraction], list[str]]
    """Dotted data that were not surveyed and leave it open at an instant."""


class Things:
    """Everything that a milestone counts, unit by unit; the posts are looked at once for all units."""

    def __init__(self, setting: Setting, duty: MilestoneDuty) -> None:
        self.setting = setting
        self.duty = duty

    @cached_property
    def _posts(self) -> _Posts:
        return _Posts(self.setting, self.duty)

    def of(self, unit: Unit) -> list[Thing]:
        """Those of one unit, sorted by id."""
        setting, duty = self.setting, self.duty
        if duty.measure == "sites-back":
            return [_site(setting, id_) for id_ in unit.sites]
        if duty.measure == "posts-linked":
            stations = self._posts.stations.values()
            return [self._posts.thing(each) for each in stations if _Posts.of(each, duty, unit)]
        communes = [setting.evidence.province.communes[id_] for id_ in setting.communes_of(unit)]
        if duty.measure == "commune-station":
            return [_commune(setting, duty, each) for each in communes]
        return [
            _island(setting, self._posts, each) for each in communes if _is_island(setting, each)
        ]


def _is_island(setting: Setting, commune: Commune) -> bool:
    home = setting.evidence.province.districts.get(commune.district)
    return commune.island or (home is not None and home.island)


# --- sites ----------------------------------------------------------------------------------------


def _on_air(served: Mapping[str, Intervals]) -> Intervals:
    """When a site serves at least one operator."""
    return union(*(served[operator] for operator in sorted(served)))


def _both(setting: Setting, sites: Iterable[str], *, rest: bool) -> BothSides:
    runs, listed = setting.evidence.rest if rest else setting.evidence.storm, list(sites)
    return {
        side: union(*(_on_air(runs[side].in_service[id_]) for id_ in listed)) if listed else NEVER
        for side in SIDES
    }


def _site(setting: Setting, id_: str) -> Thing:
    return Thing(
        id_,
        _both(setting, (id_,), rest=False),
        _both(setting, (id_,), rest=True),
        lambda side, t_h: _why(setting, (id_,), side, t_h),
        lambda t_h: _data(setting, (id_,), t_h),
    )


def _why(setting: Setting, sites: Iterable[str], side: Side, t_h: Fraction) -> tuple[Link, ...]:
    """The chains of the first few of these sites that serve somebody no more."""
    explainer, told = setting.explainers[side], []
    for site in sites:
        for operator, served in sorted(setting.evidence.storm[side].in_service[site].items()):
            if not holds_at(served, t_h):
                told.append(explainer.site_out(site, t_h, operator))
                break
        if len(told) >= MOST_SITES_TOLD:
            break
    return tuple(told)


def _data(setting: Setting, sites: Iterable[str], t_h: Fraction) -> list[str]:
    """What the chains on the pessimistic side end in and nobody surveyed."""
    return [
        leaf.by
        for chain in _why(setting, sites, "pessimistic", t_h)
        for leaf in chain.leaves()
        if leaf.kind == "not-surveyed"
    ]


# --- communes -------------------------------------------------------------------------------------


def _commune(setting: Setting, duty: MilestoneDuty, commune: Commune) -> Thing:
    """A commune is served while a phone works at its seat, over any operator."""
    seat = commune.seat
    placed = seat is not None and seat.lon is not None and seat.lat is not None
    point = (float(seat.lon), float(seat.lat)) if seat is not None and placed else None  # type: ignore[arg-type]
    spot = spot_of(point, duty.reach.terrain)

    def at(serving: Mapping[Side, Serving]) -> BothSides:
        return {side: serving[side].mobile(spot, None) for side in SIDES}

    def covering(side: Side) -> tuple[str, ...]:
        return () if spot is None else setting.storm[side].covering(spot)

    return Thing(
        commune.id,
        at(setting.storm),
        at(setting.rest),
        lambda side, t_h: _why(setting, covering(side), side, t_h),
        lambda t_h: (
            [f"{commune.id}.seat"]
            if spot is None
            else _data(setting, covering("pessimistic"), t_h) or [f"{commune.id}.served_by"]
        ),
    )


def _island(setting: Setting, posts: _Posts, commune: Commune) -> Thing:
    """An island is linked while one of its stations is on the air, or a post on it has a working means.

    What names no commune of its district, or was set aside, may stand on it.
    """
    province = setting.evidence.province
    sites = [site.id for site in province.sites.values() if site.commune == commune.id]
    own = [posts.thing(s) for s in posts.stations.values() if s.post.commune == commune.id]
    near = [s for s in province.sites.values() if s.commune is None and s.district == commune.district]
    around = [
        posts.thing(s) for s in posts.stations.values()
        if s.post.commune is None and s.post.district == commune.district
    ]  # fmt: skip
    listed = bool(sites or own)
    anything = not listed or setting.aside("sites", "command_posts")

    def linked(*, rest: bool) -> BothSides:
        told = _both(setting, sites, rest=rest)
        more = _both(setting, [site.id for site in near], rest=rest)
        of_own, of_around = (
            {side: [each.at_rest[side] if rest else each.works[side] for each in each_of] for side in SIDES}
            for each_of in (own, around)
        )
        return {
            "pessimistic": union(told["pessimistic"], *of_own["pessimistic"]),
            "optimistic": ALWAYS
            if anything
            else union(
                told["optimistic"], more["optimistic"], *of_own["optimistic"], *of_around["optimistic"]
            ),
        }

    return Thing(
        commune.id,
        linked(rest=False),
        linked(rest=True),
        lambda side, t_h: _why(setting, sites, side, t_h),
        lambda t_h: (
            [*_data(setting, sites, t_h), *(d for each in own for d in each.missing(t_h))]
            or [f"{site.id}.commune" for site in near]
            if listed
            else [f"{commune.id}.record"]
        ),
    )


# --- posts ----------------------------------------------------------------------------------------


class _Posts:
    """Posts, each linked while one of its means works."""

    def __init__(self, setting: Setting, duty: MilestoneDuty) -> None:
        self.setting = setting
        self.asked = CommandDuty(
            id=duty.id, name=duty.name, unit=duty.unit, kind="command", at_least=1,
            without_public=0, legal_source=duty.legal_source, reach=duty.reach,
        )  # fmt: skip
        self.posts = posts_of(setting, self.asked)
        self.stations = self.posts.stations
        self.storm = at_work(setting, self.posts)
        self.rest = at_work(setting, self.posts, at_rest=True)

    @staticmethod
    def of(station: Station, duty: MilestoneDuty, unit: Unit) -> bool:
        """Whether the post is the unit's."""
        post = station.post
        if duty.unit == "province":
            return True
        return unit.id == (post.district if duty.unit == "district" else post.commune)

    def thing(self, station: Station) -> Thing:
        """One post."""
        ready = {m.id: self.posts.ready[station.asset(m)] for m in station.means}

        def linked(runs: Mapping[Side, MeansAtWork]) -> BothSides:
            return {
                side: union(
                    *(runs[side].works(station, m, roaming=True) for m in station.means)
                )
                if station.means
                else (ALWAYS if side == "optimistic" else NEVER)
                for side in SIDES
            }  # fmt: skip

        def missing(t_h: Fraction) -> list[str]:
            if not station.means:
                return [f"{station.post.id}.means"]
            province = self.setting.evidence.province
            own = [
                datum
                for means in station.means
                for datum in (*ready[means.id].missing, *missing_of(station, means, province))
            ]
            if station.spot is not None:
                sure, maybe = (self.setting.storm[side].covering(station.spot) for side in SIDES)
                own += [
                    f"{station.post.id}.means.{means.id}.served_by"
                    for means in station.means
                    if means.kind == "public-mobile" and not means.served_by and sure != maybe
                ]
                own = own or _data(self.setting, sure, t_h)
            return own or [f"{station.post.id}.means"]

        return Thing(
            station.post.id,
            linked(self.storm),
            linked(self.rest),
            lambda side, t_h: self._why(station, side, t_h),
            missing,
        )

    def _why(self, station: Station, side: Side, t_h: Fraction) -> tuple[Link, ...]:
        """Why the first few of its means do not work: each for its own reason, the same one once."""
        told = (self._gone(station, means, side, t_h) for means in station.means)
        return tuple(dict.fromkeys(link for links in told for link in links))[:MOST_SITES_TOLD]

    def _gone(
        self, station: Station, means: Means, side: Side, t_h: Fraction
    ) -> tuple[Link, ...]:
        setting, post = self.setting, station.post.id
        serving, explainer = setting.storm[side], setting.explainers[side]
        spot = phone_spot(station, means)
        if means.kind == "public-mobile":
            return () if spot is None else _why(setting, serving.covering(spot), side, t_h)
        for asset in (station.asset(means), post):
            if holds_at(serving.run.failed.get(asset, NEVER), t_h):
                return (explainer.broken(asset, t_h),)
        if not holds_at(self.storm[side].set_works(station, means), t_h):
            return (explainer.dark(post, t_h),)
        if means.kind == "fiber" and means.node is not None:
            return (explainer.node_out(means.node, t_h),)
        return ()
