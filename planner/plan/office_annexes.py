"""What an office keeps on record: damage as each reporter tells it, drills, reviews, messages, systems, annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.inventory.damage_checks import disagreement, latest_of_each, subject_of
from planner.inventory.damage_yaml import plain_number
from planner.inventory.messages import segments_of
from planner.plan.filters import both, same
from planner.plan.names import asset_name
from planner.plan.office_words import (
    ANNEXES,
    DAMAGES,
    FUNDS,
    MESSAGE_CHANNELS,
    NONE,
    at_instant,
    named,
    on_day,
    place_of,
    told,
    yes_or_no,
)
from planner.plan.registers.register import NOT_SAID, Register, figure
from planner.plan.wording import joined_texts
from planner.policy.duties.readiness import EVENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from planner.inventory.base import Name
    from planner.inventory.office_records import DamageReport
    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.scenario.run import Run


# --- damage ---------------------------------------------------------------------------------------


def damage(run: Run, clock: Clock) -> Register:
    """Every report, those of one subject side by side; where reporters disagree, how."""
    del clock
    province = run.loaded.province
    rows = []
    for reports in _by_subject(province):
        latest = list(latest_of_each(reports).values())
        for each in reports:
            differs = [d for o in latest if o is not each and (d := disagreement(each, o))]
            mine = each in latest and differs
            rows.append(
                (
                    _subject(each, province), DAMAGES[each.what], figure(each.count, 0),
                    at_instant(each.down_since), at_instant(each.restored_at),
                    NONE if each.cause is None else both(each.cause),
                    NONE if each.cost_million_vnd is None else figure(each.cost_million_vnd),
                    same(each.reporter), at_instant(each.as_of), differs[0] if mine else NONE,
                    *_fields(each),
                )
            )  # fmt: skip
    return Register(
        "damage",
        Text("Thiệt hại và khôi phục", "Damage and restoration"),
        (
            Text("Tài sản, nơi", "What or where"), Text("Hỏng", "Damage"), Text("Số lượng", "Count"),
            Text("Mất lúc", "Down since"), Text("Có lại lúc", "Back at"), Text("Nguyên nhân", "Cause"),
            Text("Thiệt hại, triệu đồng", "Loss, million dong"), Text("Người báo", "Reporter"),
            Text("Số liệu lúc", "As of"), Text("Báo khác nhau", "Reporters disagree"),
            *map(same, _FIELDS),
        ),
        tuple(rows),
        "<<><<<><<<" + "<" * len(_FIELDS),
        fields=tuple(range(10, 10 + len(_FIELDS))),
    )  # fmt: skip


_FIELDS = (
    "id", "asset", "place", "place_en", "cause_vi", "cause_en", "cost_million_vnd", "district", "commune",
)  # fmt: skip
"""What `planner damage import` asks for beside what the columns for a reader say."""


def _fields(report: DamageReport) -> tuple[Text, ...]:
    place, cause, cost = report.place, report.cause, report.cost_million_vnd
    # Three digits after one mark could be a thousand: a further zero says that they are not.
    money = "" if cost is None else plain_number(cost) + ("0" if f"{cost:.3f}" == plain_number(cost) else "")
    return tuple(
        same(each or "")
        for each in (
            report.id, report.asset,
            place and place.vi, place and place.en, cause and cause.vi, cause and cause.en,
            money, report.district, report.commune,
        )
    )  # fmt: skip


def _by_subject(province: Province) -> list[list[DamageReport]]:
    groups: dict[Hashable, list[DamageReport]] = {}
    for report in province.damage_reports.values():
        groups.setdefault(subject_of(report), []).append(report)
    ordered = [sorted(group, key=lambda r: (r.reporter, r.as_of, r.id)) for group in groups.values()]
    return sorted(ordered, key=lambda group: min(each.id for each in group))


def _subject(report: DamageReport, province: Province) -> Text:
    if report.asset is not None:
        return asset_name(report.asset, province)
    return named(report.place)


def damage_totals(run: Run, clock: Clock) -> Register:
    """Of each reporter, by what is broken: what he counts by place, and what he names one by one.

    The two are not added up: a count by place holds what is named within it. Of each subject the latest report counts.
    """
    del clock
    counted: dict[tuple[str, str], list[int]] = {}
    names: dict[str, str] = {}
    for reports in _by_subject(run.loaded.province):
        for key, each in latest_of_each(reports).items():
            names.setdefault(key, each.reporter)
            sums = counted.setdefault((key, each.what), [0, 0, 0, 0])
            at = 0 if each.asset is None else 2
            sums[at] += each.count
            sums[at + 1] += each.count if each.restored_at is None else 0
    rows = [
        (same(names[key]), DAMAGES[what], *(figure(each, 0) for each in sums))
        for (key, what), sums in sorted(counted.items())
    ]
    return Register(
        "damage-totals",
        Text("Thiệt hại theo người báo", "Damage by reporter"),
        (
            Text("Người báo", "Reporter"), Text("Hỏng", "Damage"),
            Text("Báo theo nơi", "Counted by place"), Text("trong đó chưa có lại", "of these not back"),
            Text("Ghi tên từng cái", "Named one by one"), Text("trong đó chưa có lại", "of these not back"),
        ),
        tuple(rows),
        "<<>>>>",
    )  # fmt: skip


# --- drills, reviews ------------------------------------------------------------------------------


def drills(run: Run, clock: Clock) -> Register:
    """Drills and trainings, the latest first."""
    del clock
    province = run.loaded.province
    kinds = {"drill": Text("diễn tập", "drill"), "training": Text("tập huấn", "training")}
    rows = [
        (
            kinds[each.kind], both(each.name), on_day(each.date), place_of(each, province),
            _or_dash(each.scope), named(each.lead),
            NONE if each.participants is None else figure(each.participants, 0),
            told(each.lessons), NONE if each.next_due is None else on_day(each.next_due),
        )
        for each in sorted(province.drills.values(), key=lambda d: (d.date, d.id), reverse=True)
    ]  # fmt: skip
    return Register(
        "drills",
        Text("Diễn tập, tập huấn", "Drills and trainings"),
        (
            Text("Loại", "Kind"), Text("Tên", "Name"), Text("Ngày", "Day"), Text("Của", "Of"),
            Text("Phạm vi", "Scope"), Text("Chủ trì", "Led by"), Text("Số người", "People"),
            Text("Bài học", "Lessons"), Text("Lần sau", "Next by"),
        ),
        tuple(rows),
        "<<<<<<><<",
    )  # fmt: skip


def reviews(run: Run, clock: Clock) -> Register:
    """The versions of the plan, the latest first."""
    del clock
    province = run.loaded.province
    rows = [
        (
            same(each.version), on_day(each.date), place_of(each, province), _or_dash(each.scope),
            told(each.changes), told(each.lessons), _or_dash(each.approved_by),
            NONE if each.next_due is None else on_day(each.next_due),
        )
        for each in sorted(province.reviews.values(), key=lambda r: (r.date, r.id), reverse=True)
    ]  # fmt: skip
    return Register(
        "reviews",
        Text("Rà soát, phiên bản phương án", "Reviews and versions of the plan"),
        (
            Text("Phiên bản", "Version"), Text("Ngày", "Day"), Text("Của", "Of"),
            Text("Phạm vi", "Scope"), Text("Đã sửa", "Changes"), Text("Bài học", "Lessons"),
            Text("Phê duyệt", "Approved by"), Text("Lần sau", "Next by"),
        ),
        tuple(rows),
        "<<<<<<<<",
    )  # fmt: skip


def _or_dash(name: Name | None) -> Text:
    return NONE if name is None else both(name)


# --- messages, false news -------------------------------------------------------------------------


def messages(run: Run, clock: Clock) -> Register:
    """Messages that are ready, with the parts in which a phone gets them."""
    del clock
    order = list(EVENT_WORDS)
    templates = run.loaded.province.message_templates.values()
    rows = [
        (
            EVENT_WORDS[each.event], both(each.audience),
            joined_texts(", ", [w for c, w in MESSAGE_CHANNELS.items() if c in each.channels]),
            named(each.ordered_by),
            NOT_SAID
            if each.target_min is None
            else Text(vi=f"{each.target_min:g} phút", en=f"{each.target_min:g} min"),
            told(each.text), same(", ".join(one.language for one in each.translations)),
            figure(segments_of(each.text.vi), 0),
        )
        for each in sorted(templates, key=lambda m: (order.index(m.event), m.id))
    ]  # fmt: skip
    return Register(
        "messages",
        Text("Mẫu tin nhắn, lời phát thanh", "Messages ready to be sent"),
        (
            Text("Khi nào", "For"), Text("Cho ai", "To"), Text("Kênh", "Channels"),
            Text("Ai ra lệnh", "Ordered by"), Text("Tới trong", "Within"), Text("Nội dung", "Text"),
            Text("Thứ tiếng khác", "Further languages"), Text("Số đoạn tin nhắn", "SMS parts"),
        ),
        tuple(rows),
        "<<<<<<<>",
    )  # fmt: skip


def rumours(run: Run, clock: Clock) -> Register:
    """Who watches for false news and answers it; spokespersons by name are internal."""
    del clock
    province = run.loaded.province
    rows = []
    for each in province.rumour_control.values():
        speakers = [province.contacts[i] for i in each.spokespersons if i in province.contacts]
        posts = [both(one.post or one.unit) for one in speakers]
        rows.append(
            (
                place_of(each, province), both(each.owner), _or_dash(each.team),
                NOT_SAID
                if each.response_min is None
                else Text(vi=f"{each.response_min:g} phút", en=f"{each.response_min:g} min"),
                joined_texts(", ", [both(one) for one in each.watches]) if each.watches else NONE,
                joined_texts(", ", posts) if posts else NOT_SAID,
                told(each.scam_warning),
                same(", ".join(filter(None, (one.person for one in speakers)))),
            )
        )  # fmt: skip
    return Register(
        "rumours",
        Text("Theo dõi, đính chính tin giả", "Answering false news"),
        (
            Text("Của", "Of"), Text("Đơn vị", "Unit"), Text("Tổ", "Team"),
            Text("Đính chính trong", "Answers within"), Text("Theo dõi", "Watches"),
            Text("Người phát ngôn", "Spokesperson"), Text("Cảnh báo lừa đảo", "Warning of scams"),
            Text("Họ và tên", "Name"),
        ),
        tuple(rows),
        "<<<<<<<<",
        internal=(7,),
    )  # fmt: skip


# --- systems, annex rows --------------------------------------------------------------------------


def systems(run: Run, clock: Clock) -> Register:
    """Information systems: security level, offline backup, how fast they must be back."""
    del clock
    province = run.loaded.province
    rows = [
        (
            both(each.name), NOT_SAID if each.level is None else same(str(each.level)),
            named(each.owner), on_day(each.offline_backup),
            NOT_SAID if each.backup_every_days is None else figure(each.backup_every_days, 0),
            NOT_SAID if each.recovery_target_h is None else figure(each.recovery_target_h),
        )
        for each in province.it_systems.values()
    ]  # fmt: skip
    return Register(
        "systems",
        Text("Hệ thống thông tin", "Information systems"),
        (
            Text("Hệ thống", "System"), Text("Cấp độ", "Level"), Text("Chủ quản", "Run by"),
            Text("Sao lưu ngoại tuyến", "Offline backup"), Text("Mỗi (ngày)", "Every (days)"),
            Text("Phục hồi trong (giờ)", "Back within (h)"),
        ),
        tuple(rows),
        "<<<<>>",
    )  # fmt: skip


def annexes(run: Run, clock: Clock) -> Register:
    """Every row of the short annexes; the person to call is internal."""
    del clock
    return annex_register(run.loaded.province, tuple(ANNEXES))


def annex_register(province: Province, kinds: Sequence[str]) -> Register:
    """The annex rows of some kinds, in the order of the kinds."""
    rows = []
    chosen = [each for each in province.annex_rows.values() if each.kind in kinds]
    for each in sorted(chosen, key=lambda row: (kinds.index(row.kind), row.id)):
        who = province.contacts.get(each.contact or "")
        place = same(each.site) if each.site is not None else _or_dash(each.place)
        money = each.amount_million_vnd
        rows.append(
            (
                ANNEXES[each.kind], both(each.name), _or_dash(each.what), _or_dash(each.unit),
                place, place_of(each, province),
                NONE if each.people is None else figure(each.people, 0),
                NONE if money is None else figure(money),
                NONE if each.fund is None else FUNDS[each.fund],
                NONE if each.done is None else yes_or_no(each.done),
                same("" if who is None else who.person or ""),
            )
        )  # fmt: skip
    return Register(
        "annexes",
        Text("Các phụ lục ngắn", "Short annexes"),
        (
            Text("Loại", "Kind"), Text("Tên", "Name"), Text("Nội dung", "What"),
            Text("Đơn vị", "Unit"), Text("Nơi", "Where"), Text("Của", "Of"),
            Text("Số người", "People"), Text("Triệu đồng", "Million dong"), Text("Nguồn", "Fund"),
            Text("Đã xong", "Done"), Text("Người liên hệ", "Contact"),
        ),
        tuple(rows),
        "<<<<<<>><<<",
        internal=(10,),
    )  # fmt: skip
