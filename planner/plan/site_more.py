"""What `planner why` says of one site beside its outages: whom it reaches, its fuel, and the nearest depot."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.plan.filters import both, hours, litres, number, same
from planner.plan.journeys import of_kind
from planner.plan.registers.fuel import supplied_by_depots
from planner.plan.registers.travel import road_words
from planner.plan.story import Line
from planner.plan.summary import clock_of
from planner.plan.wording import joined_texts
from planner.policy.duties.duty import ReachModel
from planner.policy.duties.fuel_supply import tank_uses
from planner.policy.duties.living import spot_of
from planner.policy.duties.means import means_of
from planner.policy.duties.records import CoverageDuty
from planner.policy.duties.sending import first_to_come
from planner.policy.duties.serving import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.network.radio_reach import Spot
    from planner.policy.duties.fuel_supply import Delivery
    from planner.policy.duties.sending import Sent
    from planner.scenario.run import Run

MOST_NAMED = 6
"""Communes and posts of each kind that a line names; JSON has all."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A commune or post that a site reaches: of a commune how many people for certain and perhaps, of a post 0 or 1."""

    id: str
    name: Text
    sure: int
    perhaps: int


@dataclass(frozen=True, slots=True)
class SiteReach:
    """Whom a site reaches with its mast up, by the reach of the scenario's coverage policy."""

    communes: tuple[Reached, ...]
    posts: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class SiteFuel:
    """The fuel of a site over the horizon, on the pessimistic side; litres and hours.

    `empty_h` is when the first tank runs dry, None: none does. `next_refuel` is the scenario's first; `delivery` the
    first load that a depot brings in time. `nearest` is the depot whose fuel is there first while every road is open.
    """

    start_l: Fraction
    burn_l_per_h: Fraction
    burnt_l: Fraction
    left_l: Fraction
    empty_h: Fraction | None
    next_refuel: tuple[Fraction, Fraction] | None
    delivery: Delivery | None
    nearest: Sent | None
    nearest_under_storm: Sent | None


def site_reach(run: Run, site: str) -> SiteReach:
    """Whom a site reaches: for certain with the formula's error against it, perhaps with it in its favour."""
    province = run.loaded.province
    reach = next(
        (duty.reach for duty in run.loaded.duties if isinstance(duty, CoverageDuty)), ReachModel()
    )
    standing = Standing(province)
    coverer = standing.coverer(reach)

    def reached(spot: Spot | None) -> tuple[bool, bool]:
        if spot is None:
            return False, False
        sure, perhaps = (site in coverer.covering(spot, side) for side in SIDES)
        return sure, perhaps

    communes = []
    for id_, living in sorted(standing.living(reach.terrain).items()):
        found = [(each.people, *reached(each.spot)) for each in living]
        sure = sum(people for people, certain, _ in found if certain)
        perhaps = sum(people for people, _, possible in found if possible)
        if any(possible for _, _, possible in found):
            communes.append(Reached(id_, both(province.communes[id_].name), sure, perhaps))
    posts = []
    for id_, post in sorted(province.command_posts.items()):
        spot = spot_of(province.whereabouts(post, post.commune, post.district), reach.terrain)
        sure_at, perhaps_at = reached(spot)
        named = any(site in each.served_by for each in means_of(post))
        if perhaps_at or named:
            posts.append(Reached(id_, both(post.name), int(sure_at or named), 1))
    by_people = sorted(communes, key=lambda each: (-each.sure, -each.perhaps, each.id))
    return SiteReach(tuple(by_people), tuple(sorted(posts, key=lambda each: (-each.sure, each.id))))


def site_fuel(run: Run, site: str) -> SiteFuel | None:
    """The fuel of a site; None where no generator with a known tank stands, or, at rest, none is asked to run."""
    plant = run.pessimistic.views[None].plants[site]
    uses = tank_uses(plant, run.loaded.scenario.horizon_h)
    if not uses:
        return None
    first = next(each for each in plant.plan.generators if each.tank_l is not None)
    refuels = sorted(each for use in uses for each in use.refuelled if each[1] > 0)
    depots = of_kind(run.loaded.province, "fuel")
    order_h = run.loaded.scenario.travel.order_h
    open_, storm = (
        first_to_come(maps["pessimistic"], depots, site, order_h, "pessimistic")
        for maps in (run.roads.rest, run.roads.storm)
    )
    return SiteFuel(
        start_l=sum((use.start_l for use in uses), ZERO),
        burn_l_per_h=first.burn_l_per_h,
        burnt_l=sum((use.burnt_l for use in uses), ZERO),
        left_l=sum((use.left_l for use in uses), ZERO),
        empty_h=min((at for each in plant.tank_empty_h.values() for at in each), default=None),
        next_refuel=refuels[0] if refuels else None,
        delivery=next(iter(supplied_by_depots(run)[site].deliveries), None) if depots else None,
        nearest=open_,
        nearest_under_storm=storm,
    )


# --- for people -----------------------------------------------------------------------------------


def site_more_lines(run: Run, site: str, reach: SiteReach, fuel: SiteFuel | None) -> list[Line]:
    """A line for communes, one for posts, and of a site with a generator one for its fuel and one for the depot."""
    lines = [Line(_communes(reach.communes)), Line(_posts(reach.posts))]
    if fuel is not None:
        return [*lines, Line(_fuel(run, fuel)), Line(_depot(run, fuel))]
    generators = run.loaded.province.sites[site].generators
    if generators == ():
        return [*lines, Line(Text("dầu: không có máy phát", "fuel: no generator"))]
    known = generators is not None and all(
        each.tank_l is not None and each.burn_l_per_h is not None for each in generators
    )
    return lines if known else [*lines, Line(Text("dầu: chưa khảo sát", "fuel: not surveyed"))]


def _named(words: Iterable[Text], more: int) -> Text:
    listed = joined_texts(", ", list(words))
    if more <= 0:
        return listed
    return Text(vi=f"{listed.vi} và {more} nơi nữa", en=f"{listed.en} and {more} more")


def _communes(reached: tuple[Reached, ...]) -> Text:
    if not reached:
        return Text("phủ sóng: không xã nào, kể cả lúc tốt nhất", "reaches: no commune, even at its best")
    told = []
    for each in reached[:MOST_NAMED]:
        low, high = (tuple(number(n, lang, 0) for n in (each.sure, each.perhaps)) for lang in ("vi", "en"))
        if each.sure == each.perhaps:
            told.append(Text(vi=f"{each.name.vi} ({low[0]} dân)", en=f"{each.name.en} ({high[0]} people)"))
            continue
        told.append(
            Text(
                vi=f"{each.name.vi} (chắc {low[0]}, có thể {low[1]} dân)",
                en=f"{each.name.en} ({high[0]} people for certain, perhaps {high[1]})",
            )
        )
    names = _named(told, len(reached) - MOST_NAMED)
    return Text(vi=f"phủ sóng khi hoạt động: {names.vi}", en=f"reaches while in service: {names.en}")


def _posts(reached: tuple[Reached, ...]) -> Text:
    sure = [each for each in reached if each.sure]
    perhaps = [each for each in reached if not each.sure]
    parts = []
    for group, vi, en in ((sure, "chắc chắn", "for certain"), (perhaps, "có thể", "perhaps")):
        if group:
            names = _named((same(each.id) for each in group[:MOST_NAMED]), len(group) - MOST_NAMED)
            parts.append(Text(vi=f"{vi} {names.vi}", en=f"{en} {names.en}"))
    told = joined_texts("; ", parts) if parts else Text("không nơi nào", "none")
    return Text(vi=f"điểm chỉ huy trong tầm: {told.vi}", en=f"command posts within reach: {told.en}")


def _fuel(run: Run, fuel: SiteFuel) -> Text:
    clock = clock_of(run.loaded)
    vi, en = (
        [litres(each, lang) for each in (fuel.start_l, fuel.burn_l_per_h, fuel.burnt_l, fuel.left_l)]
        for lang in ("vi", "en")
    )
    end = Text(vi=f"còn {vi[3]} khi hết kịch bản", en=f"{en[3]} left at the end")
    if fuel.empty_h is not None:
        when = clock.show(fuel.empty_h)
        end = Text(vi=f"cạn lúc {when.vi}", en=f"empty at {when.en}")
    refuel = Text("kịch bản không tiếp dầu", "the scenario does not refuel it")
    if fuel.next_refuel is not None:
        when, brought = clock.show(fuel.next_refuel[0]), fuel.next_refuel[1]
        refuel = Text(
            vi=f"kịch bản tiếp {litres(brought, 'vi')} lúc {when.vi}",
            en=f"the scenario brings {litres(brought, 'en')} at {when.en}",
        )
    return Text(
        vi=f"dầu: lúc đầu {vi[0]}, tiêu hao {vi[1]} mỗi giờ, đã đốt {vi[2]}, {end.vi}; {refuel.vi}",
        en=f"fuel: {en[0]} at the start, {en[1]} an hour, {en[2]} burnt, {end.en}; {refuel.en}",
    )


def _depot(run: Run, fuel: SiteFuel) -> Text:
    clock, province = clock_of(run.loaded), run.loaded.province
    near, now = fuel.nearest, fuel.nearest_under_storm
    if near is None:
        told = Text("kho gần nhất: không kho nào tới được", "nearest depot: none gets there")
    else:
        coming = near.coming
        ways = same("") if coming.road is None else road_words(coming.road.ways, province)
        took = coming.at_h - coming.left_h
        told = Text(
            vi=f"kho gần nhất: {near.resource}, đi {hours(took, 'vi')} khi đường thông ({ways.vi})",
            en=f"nearest depot: {near.resource}, {hours(took, 'en')} while roads are open ({ways.en})",
        )
        storm = Text("trong bão không chắc tới được", "not sure to get there in the storm")
        if now is not None:
            when = clock.show(now.coming.at_h)
            storm = Text(
                vi=f"trong bão sớm nhất {now.resource} {when.vi}",
                en=f"in the storm {now.resource} {when.en} at the earliest",
            )
        told = Text(vi=f"{told.vi}; {storm.vi}", en=f"{told.en}; {storm.en}")
    if fuel.delivery is None:
        return told
    load, start = fuel.delivery, clock.show(fuel.delivery.left_h)
    return Text(
        vi=f"{told.vi}; phải đưa {litres(load.litres, 'vi')} từ {load.depot}, chậm nhất lên đường {start.vi}",
        en=f"{told.en}; {litres(load.litres, 'en')} must come from {load.depot}, setting out by {start.en}",
    )


# --- for programs ---------------------------------------------------------------------------------


def site_more_view(reach: SiteReach, fuel: SiteFuel | None) -> dict[str, Any]:
    """The same as plain values, without any limit on how many are named."""
    return {
        "reach": {
            "communes": [
                {"id": each.id, "people_for_certain": each.sure, "people_perhaps": each.perhaps}
                for each in reach.communes
            ],
            "posts": [{"id": each.id, "for_certain": bool(each.sure)} for each in reach.posts],
        },
        "fuel": None if fuel is None else _fuel_view(fuel),
    }


def _fuel_view(fuel: SiteFuel) -> dict[str, Any]:
    refuel, load, near = fuel.next_refuel, fuel.delivery, fuel.nearest
    return {
        "start_l": exact_text(fuel.start_l),
        "burn_l_per_h": exact_text(fuel.burn_l_per_h),
        "burnt_l": exact_text(fuel.burnt_l),
        "left_l": exact_text(fuel.left_l),
        "empty_h": None if fuel.empty_h is None else exact_text(fuel.empty_h),
        "next_refuel": refuel and {"at_h": exact_text(refuel[0]), "litres": exact_text(refuel[1])},
        "nearest_depot": near
        and {
            "id": near.resource,
            "hours": exact_text(near.coming.at_h - near.coming.left_h),
            "ways": [] if near.coming.road is None else list(near.coming.road.ways),
        },
        "delivery": load
        and {
            "depot": load.depot,
            "litres": exact_text(load.litres),
            "left_h": exact_text(load.left_h),
            "at_h": exact_text(load.at_h),
        },
    }
