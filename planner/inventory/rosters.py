"""The duty roster: hours with nobody on duty, and people on duty twice at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.clock import minute_words
from planner.foundation.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from planner.inventory.draft import Draft, Entry


SHIFT_WORDS = {
    "leader": Text("lãnh đạo trực", "leader on duty"),
    "duty": Text("trực ban", "duty officer"),
    "technical": Text("trực kỹ thuật", "technician on duty"),
    "reporting": Text("trực báo cáo", "reporting officer"),
}
"""What each role of a shift is called."""


def check_roster(draft: Draft) -> None:
    """Find shifts that end before they begin, that name nobody, gaps between shifts and double shifts."""
    desks: dict[tuple[str | None, str | None, str], list[tuple[Entry, Any]]] = {}
    people: dict[str, list[tuple[Entry, Any]]] = {}
    for entry, shift in draft.records("roster"):
        if shift.to <= shift.from_:
            _backwards(draft, entry)
            continue
        if not shift.who:
            _nobody(draft, entry)
            continue
        desks.setdefault((shift.district, shift.commune, shift.role), []).append((entry, shift))
        for contact in sorted(set(shift.who)):
            people.setdefault(contact, []).append((entry, shift))
    for _, shifts in sorted(desks.items(), key=lambda item: tuple(each or "" for each in item[0])):
        _check_gaps(draft, shifts)
    for contact, shifts in sorted(people.items()):
        _check_double(draft, contact, shifts)


def _in_order(shifts: list[tuple[Entry, Any]]) -> list[tuple[Entry, Any]]:
    return sorted(shifts, key=lambda each: (each[1].from_, each[1].to, each[1].id))


def _check_gaps(draft: Draft, shifts: list[tuple[Entry, Any]]) -> None:
    """One desk: the same unit and role."""
    until: datetime | None = None
    for entry, shift in _in_order(shifts):
        if until is not None and shift.from_ > until:
            since, then = minute_words(until), minute_words(shift.from_)
            draft.about(
                entry,
                "W585",
                ("from",),
                Text(vi=f"không ai {SHIFT_WORDS[shift.role].vi} từ {since.vi} đến {then.vi}",
                     en=f"nobody is on duty in the role `{shift.role}` from {since.en} to {then.en}"),
                None,
                Text(vi="thêm ca, hoặc sửa giờ của ca trước hay sau",
                     en="add a shift, or mend the hours of the one before or after"),
            )
        until = shift.to if until is None else max(until, shift.to)


def _check_double(draft: Draft, contact: str, shifts: list[tuple[Entry, Any]]) -> None:
    last: tuple[Entry, Any] | None = None
    for entry, shift in _in_order(shifts):
        if last is not None and shift.from_ < last[1].to:
            draft.about(
                entry,
                "W586",
                ("who",),
                Text(vi=f"“{contact}” trực hai ca cùng lúc: “{last[1].id}” và “{shift.id}”",
                     en=f"`{contact}` is on two shifts at once: `{last[1].id}` and `{shift.id}`"),
                None,
                Text(vi="cử người khác cho một ca, hoặc sửa giờ",
                     en="name somebody else for one of them, or mend the hours"),
            )
        if last is None or shift.to > last[1].to:
            last = (entry, shift)


def _nobody(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "W585",
        ("id",),
        Text(vi=f"ca trực “{entry.id}” không ghi ai trực", en=f"shift `{entry.id}` names nobody"),
        None,
        Text(vi="ghi “who: [mã liên hệ]”", en="write `who: [id of a contact]`"),
    )


def _backwards(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "E226",
        ("to",),
        Text(vi=f"ca trực “{entry.id}” hết trước khi bắt đầu",
             en=f"shift `{entry.id}` ends before it begins"),
        None,
        Text(vi="sửa from hoặc to", en="mend `from` or `to`"),
    )

