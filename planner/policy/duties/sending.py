"""Who can be sent out, from where, and who is first at a place."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.inventory.travel_records import Resource, TeamType
    from planner.network.road_map import Bases, Coming, RoadMap
    from planner.network.sides import Side


@dataclass(frozen=True, slots=True)
class Sent:
    """A resource on its way to a place."""

    resource: str
    coming: Coming


def ready_after_h(resource: Resource, side: Side) -> Fraction | None:
    """Hours from the order until it sets out; None: not to be counted on.

    Of a resource of which nobody wrote when it is ready, one side says never and the other at once.
    """
    if not resource.count:
        return None
    if resource.ready_after_h is None:
        return ZERO if side == "optimistic" else None
    return resource.ready_after_h


def is_team(resource: Resource, wanted: TeamType | None, side: Side) -> bool:
    """Whether it is a team of the type; one whose type was not surveyed is so on the optimistic side."""
    if resource.kind != "team":
        return False
    if wanted is None or resource.team == wanted:
        return True
    return resource.team is None and side == "optimistic"


def teams(resources: Iterable[Resource], wanted: TeamType | None, side: Side) -> list[Resource]:
    """The teams of a type, in their order."""
    return [each for each in resources if is_team(each, wanted, side)]


def ready(resources: Iterable[Resource], side: Side) -> dict[str, Fraction]:
    """Who of them can be counted on, with the hours from the order until each sets out."""
    hours = ((each.id, ready_after_h(each, side)) for each in resources)
    return {id_: after_h for id_, after_h in hours if after_h is not None}


def first_to_come(
    roads: RoadMap, resources: Iterable[Resource], place: str, order_h: Fraction, side: Side
) -> Sent | None:
    """The first of them at a place when they are ordered out at `order_h`; a tie is won by the id that comes first."""
    return first_of(roads, roads.bases(ready(resources, side)), place, order_h)


def first_of(roads: RoadMap, bases: Bases, place: str, order_h: Fraction) -> Sent | None:
    """The first of those that one road map knows, as `first_to_come`."""
    first = roads.first(bases, place, max(order_h, ZERO))
    return None if first is None else Sent(*first)
