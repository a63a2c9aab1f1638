"""What a requirement that counts no stations asks, in the words of an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.asks import where_words
from planner.plan.filters import percent
from planner.plan.office_asks import office_asks
from planner.plan.travel_words import travel_asks
from planner.policy.duties.records import (
    CommandDuty,
    CoverageDuty,
    MilestoneDuty,
    ReadinessDuty,
    TasksDuty,
    WarningDuty,
)
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty

if TYPE_CHECKING:
    from planner.policy.duties.records import AnyDuty


def asks_of_duty(duty: AnyDuty) -> tuple[Text, ...]:
    """The count first, then what may be counted, then where it applies; only the last for a kind without words."""
    told: list[Text] = []
    if isinstance(duty, CommandDuty):
        told = _command(duty)
    elif isinstance(duty, WarningDuty):
        told = _warning(duty)
    elif isinstance(duty, CoverageDuty):
        told = _coverage(duty)
    elif isinstance(duty, TasksDuty | MilestoneDuty | ReadinessDuty):
        told = office_asks(duty)
    elif isinstance(duty, ReachDuty | FuelDuty | IslandDuty):
        told = travel_asks(duty)
    return (*told, *where_words(duty.where))


def _command(duty: CommandDuty) -> list[Text]:
    told = [
        Text(
            vi=f"mỗi điểm chỉ huy luôn có ít nhất {duty.at_least} phương tiện liên lạc độc lập với nhau",
            en=f"every command post always has at least {duty.at_least} independent means of communication",
        )
    ]
    if duty.without_public:
        told.append(
            Text(
                vi=f"ít nhất {duty.without_public} phương tiện không cần mạng công cộng",
                en=f"at least {duty.without_public} that {'needs' if duty.without_public == 1 else 'need'} "
                "no public network",
            )
        )
    if duty.tested_within_days is not None:
        told.append(
            Text(
                vi=f"phương tiện vệ tinh, vô tuyến đã thử trong {duty.tested_within_days} ngày",
                en=f"satellite and radio means tested within the last {duty.tested_within_days} days",
            )
        )
    return told


def _warning(duty: WarningDuty) -> list[Text]:
    free = Text(" không cần điện lưới", " that need no grid") if duty.without_grid else Text("", "")
    noun = "channel" if duty.at_least == 1 else "channels"
    share = {language: percent(duty.people_share, language) for language in ("vi", "en")}
    return [
        Text(
            vi=f"mỗi xã, phường, đặc khu luôn có ít nhất {duty.at_least} kênh báo tin{free.vi} hoạt động",
            en=f"every commune, ward or special zone always has at least {duty.at_least} working warning "
            f"{noun}{free.en}",
        ),
        Text(
            vi=f"tin nhắn được tính khi từ {share['vi']} dân số có sóng",
            en=f"messages count while {share['en']} of the people are covered",
        ),
    ]


def _coverage(duty: CoverageDuty) -> list[Text]:
    by = (
        Text("một nhà mạng bất kỳ, có chuyển vùng", "any operator, roaming on")
        if duty.roaming
        else Text("từng nhà mạng", "each operator by itself")
    )
    return [
        Text(
            vi=f"từ {percent(duty.people_share, 'vi')} dân số luôn có sóng của {by.vi}",
            en=f"{percent(duty.people_share, 'en')} of the people are always covered by {by.en}",
        )
    ]
