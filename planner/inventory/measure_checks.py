"""What planners get wrong about programmes of cable and roaming, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from planner.inventory.draft import Draft, Entry
    from planner.inventory.measure_records import CableProgramme, RoamingAgreement

WITHIN_MIN = 30
"""Roaming works so many minutes after the order."""


def check_measures(draft: Draft) -> None:
    """Find what is wrong with programmes and agreements, each by itself and against the cables."""
    mountings = {segment.id: segment.mounting for _, segment in draft.records("segments")}
    taken: dict[str, Entry] = {}
    for entry, programme in draft.records("cable_programmes"):
        _check_progress(draft, entry, programme, mountings)
        for index, segment in enumerate(programme.segments):
            first = taken.setdefault(segment, entry)
            if first is not entry:
                _two_programmes(draft, entry, index, segment, first)
    for entry, agreement in draft.records("roaming_agreements"):
        _check_agreement(draft, entry, agreement)


def _check_progress(
    draft: Draft, entry: Entry, programme: CableProgramme, mountings: dict[str, str]
) -> None:
    done_km, target_km = programme.done_km, programme.target_km
    if done_km is not None and done_km > target_km:
        draft.about(
            entry,
            "E240",
            ("done_km",),
            Text(vi=f"chương trình “{entry.id}” ghi đã ngầm hóa {done_km:g} km, quá mục tiêu {target_km:g} km",
                 en=f"programme `{entry.id}` has {done_km:g} km in the ground, more than its {target_km:g} km"),
            None,
            Text(vi="sửa một trong hai số", en="mend one of the two figures"),
        )
    hung = [segment for segment in programme.segments if mountings.get(segment) == "aerial"]
    if hung and target_km > 0 and done_km == target_km:
        _done_but_hanging(draft, entry, programme, hung)


def _done_but_hanging(
    draft: Draft, entry: Entry, programme: CableProgramme, hung: list[str]
) -> None:
    listed = ", ".join(hung)
    draft.about(
        entry,
        "W595",
        ("segments", programme.segments.index(hung[0])),
        Text(vi=f"chương trình “{entry.id}” ghi đã xong, mà danh mục còn cáp treo: {listed}",
             en=f"programme `{entry.id}` is done, and the inventory still has cable on poles: {listed}"),
        None,
        Text(vi="sửa mounting của tuyến thành duct hoặc buried, hoặc sửa done_km",
             en="write `mounting: duct` or `buried` at the segment, or mend `done_km`"),
    )


def _two_programmes(
    draft: Draft, entry: Entry, index: int, segment: str, first: Entry
) -> None:
    draft.about(
        entry,
        "W596",
        ("segments", index),
        Text(vi=f"tuyến “{segment}” đã có trong chương trình “{first.id}”",
             en=f"segment `{segment}` is already in programme `{first.id}`"),
        None,
        Text(vi="để tuyến ở một chương trình, kẻo km bị tính hai lần",
             en="leave it in one programme, or its km count twice"),
    )


def _check_agreement(draft: Draft, entry: Entry, agreement: RoamingAgreement) -> None:
    if len(set(agreement.operators)) < 2:
        draft.about(
            entry,
            "E241",
            ("operators",),
            Text(vi=f"thỏa thuận chuyển vùng “{entry.id}” chỉ có một nhà mạng",
                 en=f"roaming agreement `{entry.id}` names one operator only"),
            None,
            Text(vi="ghi từ hai nhà mạng trở lên", en="name two or more"),
        )
    minutes = agreement.minutes_after_order
    if minutes is not None and minutes > WITHIN_MIN:
        draft.about(
            entry,
            "W598",
            ("minutes_after_order",),
            Text(vi=f"thỏa thuận “{entry.id}” cần {minutes} phút sau lệnh, quá {WITHIN_MIN} phút",
                 en=f"agreement `{entry.id}` takes {minutes} minutes after the order, more than {WITHIN_MIN}"),
            None,
            Text(vi="làm việc lại với nhà mạng", en="settle it with the operators"),
        )
    for key, vi, en in (
        ("last_tested", "chưa ghi ngày thử", "has no test date"),
        ("instruction", "chưa có hướng dẫn người dùng", "tells users nothing"),
    ):
        if getattr(agreement, key) is None:
            draft.about(
                entry,
                "W597",
                ("id",),
                Text(vi=f"thỏa thuận chuyển vùng “{entry.id}” {vi}",
                     en=f"roaming agreement `{entry.id}` {en}"),
                None,
                Text(vi=f"thêm “{key}: …”", en=f"add `{key}: …`"),
            )
