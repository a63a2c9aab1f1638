"""Words of the office's registers: phases, roles, kinds of damage, channels, annexes, funds, deadlines, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import day_words, minute_words
from planner.foundation.text import Text
from planner.plan.filters import both, hours, percent, same
from planner.plan.registers.register import NOT_SAID

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from planner.inventory.base import Name, Notice, Source
    from planner.inventory.office_records import OfficeRecord
    from planner.inventory.province import Province

PHASES = {
    "before": Text("trước", "before"),
    "during": Text("trong", "during"),
    "after": Text("sau", "after"),
}
DAMAGES = {
    "mast": Text("cột", "mast"),
    "equipment": Text("thiết bị", "equipment"),
    "power": Text("điện lưới", "power"),
    "fiber": Text("cáp quang", "fiber"),
    "generator": Text("máy phát", "generator"),
    "service": Text("mất dịch vụ", "service"),
    "warning-channel": Text("kênh báo tin", "warning channel"),
    "other": Text("khác", "other"),
}
MESSAGE_CHANNELS = {
    "sms": Text("tin nhắn", "SMS"),
    "zalo": Text("Zalo", "Zalo"),
    "loudspeakers": Text("loa", "loudspeakers"),
    "radio": Text("phát thanh", "radio"),
    "television": Text("truyền hình", "television"),
    "speaker-van": Text("xe loa", "speaker van"),
    "board": Text("bảng tin", "notice board"),
    "team": Text("tổ công nghệ số cộng đồng", "community team"),
}
ANNEXES = {
    "operations-centre": Text("trung tâm điều hành", "operations centre"),
    "petition": Text("kiến nghị", "petition"),
    "postal-route": Text("đường thư", "postal route"),
    "charging-point": Text("điểm sạc", "charging point"),
    "video-conference": Text("hội nghị truyền hình", "video conference"),
    "relocation": Text("nơi làm việc dự phòng", "relocation"),
    "funding": Text("kinh phí", "funding"),
    "hard-to-reach": Text("nhóm khó tiếp cận", "hard to reach"),
}
FUNDS = {
    "operator": Text("doanh nghiệp", "operator"),
    "budget": Text("ngân sách", "state budget"),
    "universal-service-fund": Text("Quỹ Dịch vụ viễn thông công ích", "universal service fund"),
    "disaster-fund": Text("Quỹ phòng, chống thiên tai", "disaster fund"),
    "civil-defence-fund": Text("Quỹ phòng thủ dân sự", "civil defence fund"),
    "other": Text("nguồn khác", "other"),
}
NONE = same("–")


def named(name: Name | None) -> Text:
    """A name, or that nobody wrote one."""
    return NOT_SAID if name is None else both(name)


def told(notice: Notice | None) -> Text:
    """A paragraph on one line, or a dash."""
    if notice is None:
        return NONE
    return Text(vi=" ".join(notice.vi.split()), en=" ".join(notice.english.split()))


def on_day(day: date | None) -> Text:
    """A day as tables show it."""
    return NOT_SAID if day is None else day_words(day)


def at_instant(instant: datetime | None) -> Text:
    """An instant in Vietnam time, with its seconds where it has any."""
    return NONE if instant is None else minute_words(instant)


def dated(source: Source | None) -> Text:
    """As of when a record was true."""
    return on_day(None if source is None else source.as_of)


def yes_or_no(value: bool | None) -> Text:
    """Yes, no, or that nobody said."""
    return NOT_SAID if value is None else Text("có", "yes") if value else Text("không", "no")


def share_words(share: float) -> Text:
    """A share as per cent."""
    return Text(vi=percent(share, "vi"), en=percent(share, "en"))


def place_of(record: OfficeRecord, province: Province) -> Text:
    """Whose a record is."""
    commune = province.communes.get(record.commune or "")
    district = province.districts.get(record.district or "")
    if commune is not None:
        return both(commune.name)
    return both(province.header.name) if district is None else both(district.name)


def relative_deadline(due_h: Fraction, zero: str) -> Text:
    """`24 giờ trước khi bão đến`; from the scenario's start where it says so."""
    amount = Text(vi=hours(abs(due_h), "vi"), en=hours(abs(due_h), "en"))
    from_start = zero == "start"
    mark = Text("giờ 0", "hour 0") if from_start else Text("khi bão đến", "the storm comes")
    if due_h == 0:
        return mark
    if due_h < 0:
        return Text(vi=f"{amount.vi} trước {mark.vi}", en=f"{amount.en} before {mark.en}")
    return Text(vi=f"{amount.vi} sau {mark.vi}", en=f"{amount.en} after {mark.en}")
