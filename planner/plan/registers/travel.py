"""Registers of what can be sent out: journeys, the stock itself, and islands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO
from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.plan.journeys import SENT, Leg, journeys_of
from planner.plan.names import word
from planner.plan.registers.register import NOT_SAID, Register, figure, in_hours, in_litres, name_of
from planner.plan.wording import joined_texts
from planner.policy.duties.island_ways import IslandWays, own_hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.inventory.province import Province
    from planner.inventory.records import Commune, District, Site
    from planner.inventory.travel_records import Resource
    from planner.network.road_map import RoadMap
    from planner.plan.filters import Clock
    from planner.plan.journeys import JourneyLine
    from planner.policy.duties.island_ways import UnitKind
    from planner.scenario.run import Run

BEYOND = Text("không tới được trong kịch bản", "not within the scenario")


def journeys(run: Run, clock: Clock) -> Register:
    """Who is first at each hardened site and post after its loss, over which way, and by when to set out."""
    rows = [_journey(line, run.loaded.province, clock) for line in journeys_of(run)]
    return Register(
        "journeys",
        Text(
            "Đường tới các trạm kiên cố và điểm chỉ huy", "How hardened stations and posts are reached"
        ),
        (
            Text("Nơi", "Place"),
            Text("Địa bàn", "District"),
            Text("Mất lúc", "Lost at"),
            Text("Đội tới", "Team there"),
            Text("Máy phát tới", "Generator there"),
            Text("Dầu tới", "Fuel there"),
            Text("Đường của đội", "Team's route"),
            Text("Đội lên đường chậm nhất để tới trước", "Team must set out by"),
        ),
        tuple(rows),
        "<<<<<<<<",
    )


def _journey(line: JourneyLine, province: Province, clock: Clock) -> tuple[Text, ...]:
    home = province.districts.get(line.district)
    team = line.legs["team"]
    return (
        joined_texts(" ", [same(line.place), *([line.name] if line.name.vi else [])]),
        same(line.district) if home is None else both(home.name),
        same("–") if line.lost_h is None else clock.show(line.lost_h),
        *(leg_words(line.legs[kind], clock) for kind in SENT),
        ways_words(team, province),
        same("–") if team.last_start_h is None else clock.show(team.last_start_h),
    )


def leg_words(leg: Leg, clock: Clock) -> Text:
    """`DOI-1 07/9 15:10`; what is not sure is said so."""
    if leg.sure_h is not None:
        when = clock.show(leg.sure_h)
        return Text(vi=f"{leg.resource} {when.vi}", en=f"{leg.resource} {when.en}")
    if leg.perhaps_h is None:
        return BEYOND
    if leg.unknown_way:
        return Text("chưa khảo sát đường tới", "the way there was not surveyed")
    when = clock.show(leg.perhaps_h)
    return Text(
        vi=f"chưa rõ; sớm nhất {leg.resource} {when.vi}",
        en=f"not known; {leg.resource} {when.en} at the earliest",
    )


def ways_words(leg: Leg, province: Province) -> Text:
    """The roads and boats of a journey."""
    if not leg.ways and (not leg.resource or leg.unknown_way):
        return same("–")
    return road_words(leg.ways, province)


def road_words(ways: Sequence[str], province: Province) -> Text:
    """The roads and boats from a base to a place; where it needs none of them, the local road."""
    if not ways:
        return Text("đường xã", "local road")
    return joined_texts(
        " – ",
        [
            Text(vi=f"tàu {way}", en=f"boat {way}") if way in province.sea_routes else same(way)
            for way in ways
        ],
    )


# --- islands ------------------------------------------------------------------------------------


def islands(run: Run, clock: Clock) -> Register:
    """Every island: what it has of its own, when boats stop, the last boat before and the first after."""
    roads = run.roads.storm["pessimistic"]
    rows = [_island(island, run, roads, clock) for island in islands_of(run.loaded.province)]
    return Register(
        "islands",
        Text("Đảo: tự đứng và đường ra", "Islands: what they have, and the way there"),
        (
            Text("Đảo", "Island"),
            Text("Dân số", "People"),
            Text("Trạm", "Stations"),
            Text("Tự chạy lâu nhất", "Runs longest"),
            Text("Vi ba, vệ tinh", "Microwave, satellite"),
            Text("Tàu ngừng từ", "Boats stop"),
            Text("Tàu chạy lại", "Boats sail again"),
            Text("Chuyến cuối rời bờ trước khi ngừng", "Last boat leaves before"),
            Text("Chuyến đầu tới đảo sau đó", "First boat there after"),
        ),
        tuple(rows),
        "<>>><<<<<",
    )


@dataclass(frozen=True, slots=True)
class Island:
    """A district or commune that no road reaches, with its sites and the boats that land there."""

    id: str
    name: Text
    population: int | None
    sites: tuple[Site, ...]
    boats: tuple[str, ...]
    by_road: bool
    """Whether a road or bridge leads there from elsewhere."""


def islands_of(province: Province) -> list[Island]:
    """Districts that are islands, and communes that are islands of other districts."""
    units: list[District | Commune] = [each for each in province.districts.values() if each.island]
    whole = {each.id for each in units}
    units += [c for c in province.communes.values() if c.island and c.district not in whole]
    found = []
    for unit in units:
        sites = [s for s in province.sites.values() if unit.id in {s.district, s.commune}]
        nodes = {
            node.id
            for node in province.road_nodes.values()
            if unit.id in {node.commune} or (unit.id in whole and node.district == unit.id)
        }
        boats = [
            id_
            for id_, route in sorted(province.sea_routes.items())
            if (route.from_ in nodes) != (route.to in nodes)
        ]
        by_road = any((r.from_ in nodes) != (r.to in nodes) for r in province.roads.values())
        name = both(unit.name)
        found.append(Island(unit.id, name, unit.population, tuple(sites), tuple(boats), by_road))
    return found


def _island(island: Island, run: Run, roads: RoadMap, clock: Clock) -> tuple[Text, ...]:
    province = run.loaded.province
    kind: UnitKind = "district" if island.id in province.districts else "commune"
    ways = IslandWays(province, island.id, kind, ZERO)
    hours_ = [
        own_hours(site, "pessimistic", operator) or ZERO
        for site in island.sites for operator in site.operators
    ]  # fmt: skip
    linked = [
        site.id for site in island.sites
        if any(ways.of(site, operator, "pessimistic") for operator in site.operators)
    ]  # fmt: skip
    closed = roads.closures(island.boats)
    stop = closed[0] if closed else None
    again = None if stop is None or stop[1] == INF else Fraction(stop[1])
    quickest = min((roads.hours_of(boat) for boat in island.boats), default=None)
    last = None if stop is None or quickest is None else stop[0] - quickest
    first = None if again is None or quickest is None else again + quickest
    no_boat = Text("chưa ghi tàu nào", "no boat listed")
    if island.by_road:
        no_boat = Text("có đường bộ", "reached by road")
    return (
        island.name,
        NOT_SAID if island.population is None else figure(island.population, 0),
        figure(len(island.sites), 0),
        in_hours(max(hours_, default=ZERO)),
        same(", ".join(linked) or "–"),
        no_boat if not island.boats else same("–") if stop is None else clock.show(stop[0]),
        _at(again, stop is not None, clock),
        _at(last, last is not None and last >= 0, clock),
        _at(first, stop is not None, clock),
    )


def _at(hour: Fraction | None, asked: bool, clock: Clock) -> Text:
    if not asked:
        return same("–")
    return BEYOND if hour is None else clock.show(hour)


# --- stock --------------------------------------------------------------------------------------


def stock(run: Run, clock: Clock) -> Register:
    """Everything that can be sent out: what, whose, how many, where it stands, when it is ready."""
    del clock
    province = run.loaded.province
    return Register(
        "stock",
        Text("Lực lượng, phương tiện có thể điều động", "What can be sent out"),
        (
            Text("Mã", "Id"),
            Text("Loại", "Kind"),
            Text("Số lượng", "Count"),
            Text("Người đi cùng", "Crew"),
            Text("Của", "Owner"),
            Text("Địa bàn", "District"),
            Text("Nút giao thông", "Road node"),
            Text("Lên đường sau lệnh", "Ready after"),
            Text("Dầu", "Fuel"),
        ),
        tuple(_stock_row(each, province) for _, each in sorted(province.resources.items())),
        "<<>><<<>>",
    )


def resource_words(resource: Resource) -> Text:
    """`đội ứng cứu (cáp quang)`."""
    kind = word("resource", resource.kind)
    if resource.team is None:
        return kind
    team = word("team", resource.team)
    return Text(vi=f"{kind.vi} ({team.vi})", en=f"{kind.en} ({team.en})")


def _stock_row(resource: Resource, province: Province) -> tuple[Text, ...]:
    home = province.districts.get(resource.district or "")
    ready = resource.ready_after_h
    return (
        same(resource.id),
        resource_words(resource),
        figure(resource.count, 0),
        NOT_SAID if resource.crew is None else figure(resource.crew, 0),
        name_of(resource.owner, province),
        NOT_SAID if home is None else both(home.name),
        NOT_SAID if resource.at is None else same(resource.at),
        NOT_SAID if ready is None else in_hours(ready),
        same("–") if resource.fuel_l is None else in_litres(resource.fuel_l),
    )
