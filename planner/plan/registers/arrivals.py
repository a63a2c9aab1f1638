"""The register of arrivals: how long whatever can be sent takes to every station and post, by road or by boat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.plan.journeys import leg_of
from planner.plan.registers.register import NOT_SAID, Register, in_hours, name_of
from planner.plan.registers.travel import BEYOND, leg_words, resource_words, ways_words
from planner.plan.wording import joined_texts
from planner.policy.duties.sending import first_to_come

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from planner.inventory.base import Name
    from planner.inventory.province import Province
    from planner.inventory.travel_records import Resource
    from planner.plan.filters import Clock
    from planner.plan.journeys import Leg
    from planner.scenario.run import Run

Row = tuple[Text, ...]


def arrivals(run: Run, clock: Clock) -> Register:
    """Every station and post by every kind of resource: who is first, on open roads and in the storm, over which way.

    All are ordered out at the scenario's own hour; a team, lorry or boat may be counted for several places.
    """
    return Register(
        "arrivals",
        Text("Thời gian tới từng trạm, điểm chỉ huy", "How long it takes to every station and post"),
        (
            Text("Nơi", "Place"),
            Text("Địa bàn", "District"),
            Text("Lực lượng, phương tiện", "What"),
            Text("Của", "Owner"),
            Text("Đường thông: sau lệnh", "Roads open: after the order"),
            Text("Trong bão: sau lệnh", "In the storm: after the order"),
            Text("Trong bão: tới lúc", "In the storm: there at"),
            Text("Đường đi", "Way"),
        ),
        tuple(_rows(run, clock)),
        "<<<<>><<",
    )


def _rows(run: Run, clock: Clock) -> Iterator[Row]:
    province = run.loaded.province
    kinds = _kinds(province.resources.values())
    order_h = max(run.loaded.scenario.travel.order_h, ZERO)
    for place, name, district in _places(province):
        for resources in kinds:
            yield _row(run, clock, (place, name, district), resources, order_h)


def _kinds(resources: Iterable[Resource]) -> list[list[Resource]]:
    """What can be sent, by kind; teams by what they mend. Boats are not sent: they are how others come."""
    found: dict[tuple[str, str], list[Resource]] = {}
    for each in sorted(resources, key=lambda resource: resource.id):
        if each.kind not in {"boat", "other"}:
            found.setdefault((each.kind, each.team or ""), []).append(each)
    return [found[key] for key in sorted(found)]


def _places(province: Province) -> Iterator[tuple[str, Name | None, str | None]]:
    for id_, site in sorted(province.sites.items()):
        yield id_, site.name, site.district
    for id_, post in sorted(province.command_posts.items()):
        yield id_, post.name, post.district


def _row(
    run: Run,
    clock: Clock,
    place: tuple[str, Name | None, str | None],
    resources: Sequence[Resource],
    order_h: Fraction,
) -> Row:
    province, (id_, name, district) = run.loaded.province, place
    home = province.districts.get(district or "")
    leg = leg_of(run.roads.storm, resources, id_, order_h, None)
    calm = first_to_come(run.roads.rest["pessimistic"], resources, id_, order_h, "pessimistic")
    who = province.resources.get(leg.resource or ("" if calm is None else calm.resource))
    return (
        same(id_) if name is None else joined_texts(" ", [same(id_), both(name)]),
        NOT_SAID if home is None else both(home.name),
        resource_words(resources[0]),
        NOT_SAID if who is None else name_of(who.owner, province),
        in_hours(calm.coming.at_h - order_h) if calm else same("–") if leg.unknown_way else BEYOND,
        _after(leg, order_h),
        leg_words(leg, clock),
        ways_words(leg, province),
    )


def _after(leg: Leg, order_h: Fraction) -> Text:
    """Hours from the order; what is not sure has no figure."""
    return same("–") if leg.sure_h is None else in_hours(leg.sure_h - order_h)
