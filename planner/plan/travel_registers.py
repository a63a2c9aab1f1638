"""Registers of what can be sent out: journeys, the stock itself, and islands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, hours, litres, same
from planner.plan.journeys import SENT, Leg, journeys_of
from planner.plan.names import word
from planner.plan.register import NOT_SAID, Register, figure, name_of
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.inventory.travel_records import Resource
    from planner.plan.filters import Clock
    from planner.plan.journeys import JourneyLine
    from planner.scenario.run import Run

BEYOND = Text("không tới được trong kịch bản", "not within the scenario")


def journeys(run: Run, clock: Clock) -> Register:
    """Who is first at each hardened site and post after its loss, over which way, and by when to set out."""
    rows = [_journey(line, run.loaded.province, clock) for line in journeys_of(run)]
    return Register(
        "journeys",
        Text(
            "Đường tới các trạm kiên cố và điểm chỉ huy", "How hardened sites and posts are reached"
        ),
        (
            Text("Nơi", "Place"),
            Text("Địa bàn", "District"),
            Text("Mất lúc", "Lost at"),
            Text("Đội tới", "Team there"),
            Text("Máy phát tới", "Generator there"),
            Text("Dầu tới", "Fuel there"),
            Text("Đường của đội", "The team's way"),
            Text("Đội lên đường chậm nhất để tới trước", "Team's last start to be there before"),
        ),
        tuple(rows),
        "<<<<<<<<",
    )


def _journey(line: JourneyLine, province: Province, clock: Clock) -> tuple[Text, ...]:
    home = province.districts.get(line.district)
    team = line.legs["team"]
    return (
        joined_texts(" ", [same(line.place), line.name]),
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
    if not leg.ways:
        return same("–") if not leg.resource or leg.unknown_way else Text("đường xã", "local road")
    return joined_texts(
        " – ",
        [
            Text(vi=f"tàu {way}", en=f"boat {way}") if way in province.sea_routes else same(way)
            for way in leg.ways
        ],
    )


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
        NOT_SAID if ready is None else _hours(ready),
        same("–") if resource.fuel_l is None else _litres(resource.fuel_l),
    )


def _hours(value: Fraction) -> Text:
    return Text(vi=hours(value, "vi"), en=hours(value, "en"))


def _litres(value: Fraction) -> Text:
    return Text(vi=litres(value, "vi"), en=litres(value, "en"))
