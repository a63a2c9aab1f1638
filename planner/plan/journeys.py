"""How each hardened site and command post is reached: by whom, when at the earliest, and by when to set out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, outside, shared, union, within
from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.policy.duties.sending import first_to_come

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.inventory.province import Province
    from planner.inventory.travel_records import Resource
    from planner.network.road_map import RoadMap
    from planner.network.sides import Side
    from planner.scenario.run import Run

EARLIEST_H = Fraction(-96)
"""Nobody is asked to set out longer than this before hour 0."""
SENT = ("team", "mobile-generator", "fuel")
"""What is sent to a place that was lost."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The first of one kind at a place: for certain, and at the earliest if all that was not surveyed is kind."""

    resource: str
    sure_h: Fraction | None
    perhaps_h: Fraction | None
    ways: tuple[str, ...]
    last_start_h: Fraction | None
    """The last hour to set out so as to be there before the loss; None: it is too late, or nothing is lost."""
    unknown_way: bool = False
    """Nobody wrote how the place, or the base, is joined to the roads."""


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A place, when it is lost, and who is there first when they are ordered out then."""

    place: str
    name: Text
    district: str
    post: bool
    lost_h: Fraction | None
    order_h: Fraction
    legs: Mapping[str, Leg]
    """By kind of resource."""

    @property
    def reached(self) -> bool:
        """Whether anybody at all gets there for certain."""
        return any(leg.sure_h is not None for leg in self.legs.values())


def journeys_of(run: Run) -> tuple[JourneyLine, ...]:
    """A line for each hardened site, or one that may be, and each command post; what is lost first at the head."""
    maps = run.roads.storm
    lines = [_line(run, maps, *each) for each in _places(run)]
    return tuple(
        sorted(lines, key=lambda each: (each.lost_h is None, each.lost_h or 0, each.place))
    )


def hardened_sites(run: Run) -> tuple[str, ...]:
    """Sites that are hardened or may be, by the scenario's first requirement; every site where it has none."""
    province, asked = run.loaded.province, run.loaded.requirements
    if not asked:
        return tuple(sorted(province.sites))
    return tuple(
        sorted(
            {
                site.site
                for verdict in run.verdicts
                if verdict.requirement.id == asked[0].id
                for site in verdict.hardened
                if site.outcome != "fails" and site.site in province.sites
            }
        )
    )


def lost_h(run: Run, site: str) -> Fraction | None:
    """The first hour within the horizon at which a site serves nobody that it serves at rest; None: never."""
    storm, rest = run.pessimistic.in_service[site], run.rest["pessimistic"][site]
    gone = shared(outside(union(*storm.values())), union(*rest.values()))
    lost = within(gone, ZERO, run.loaded.scenario.horizon_h)
    return lost[0][0] if lost else None


def _places(run: Run) -> Iterator[tuple[str, Text, str, bool, Fraction | None]]:
    province = run.loaded.province
    for id_ in hardened_sites(run):
        site = province.sites[id_]
        name = same("") if site.name is None else both(site.name)
        yield id_, name, site.district, False, lost_h(run, id_)
    for id_, post in sorted(province.command_posts.items()):
        yield id_, both(post.name), post.district, True, None


def _line(
    run: Run,
    maps: Mapping[Side, RoadMap],
    place: str,
    name: Text,
    district: str,
    post: bool,
    lost: Fraction | None,
) -> JourneyLine:
    order_h = run.loaded.scenario.travel.order_h if lost is None else lost
    legs = {
        kind: leg_of(maps, of_kind(run.loaded.province, kind), place, order_h, lost) for kind in SENT
    }
    return JourneyLine(place, name, district, post, lost, max(order_h, ZERO), legs)


def of_kind(province: Province, kind: str) -> list[Resource]:
    """The resources of a kind, by id."""
    return [each for _, each in sorted(province.resources.items()) if each.kind == kind]


def leg_of(
    maps: Mapping[Side, RoadMap],
    resources: Sequence[Resource],
    place: str,
    order_h: Fraction,
    lost: Fraction | None,
) -> Leg:
    """Who of these is first at a place when they are ordered out then, on both sides of what was not surveyed."""
    sure, perhaps = (
        first_to_come(maps[side], resources, place, order_h, side)
        for side in ("pessimistic", "optimistic")
    )
    shown = sure or perhaps
    if shown is None:
        return Leg("", None, None, (), None)
    last = None
    if lost is not None and sure is not None:
        last = maps["pessimistic"].last_start_h(shown.resource, place, lost, EARLIEST_H)
    return Leg(
        shown.resource,
        None if sure is None else sure.coming.at_h,
        None if perhaps is None else perhaps.coming.at_h,
        () if shown.coming.road is None else shown.coming.road.ways,
        last,
        shown.coming.road is None,
    )
