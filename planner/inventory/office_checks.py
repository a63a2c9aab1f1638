"""What an office gets wrong in its registers: deadlines twice, numbers nobody can call, unsigned figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.inventory.damage_checks import check_damage
from planner.inventory.kinds import CALLED
from planner.inventory.messages import MOST_SEGMENTS, segments_of
from planner.inventory.office_records import OFFICE_SECTIONS
from planner.inventory.rosters import check_roster

if TYPE_CHECKING:
    from planner.inventory.draft import Draft, Entry

_FIRST_DIGITS = re.compile(r"[ .()-]")
_CALLED_BY = {
    "mobile": (re.compile(r"(?:0|\+?84)[35789][0-9]{8}"), "0912345678"),
    "landline": (re.compile(r"(?:0|\+?84)2[0-9]{8,9}"), "02033123456"),
    "satellite": (re.compile(r"\+?[0-9]{8,15}"), "+870773123456"),
    "email": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}"), "truc.ban@example.vn"),
}
"""What a number or address looks like, and an example."""
_NEEDED = {
    "funding": ("amount_million_vnd", "fund"),
    "hard-to-reach": ("people", "what"),
    "postal-route": ("unit", "what"),
    "operations-centre": ("unit", "contact"),
    "video-conference": ("unit", "what"),
    "relocation": ("unit", "place"),
    "petition": ("unit", "what"),
    "charging-point": ("place",),
}
"""What an annex row of each kind must say."""
_MUST_SAY = {
    "message_templates": ("ordered_by", "target_min"),
    "rumour_control": ("response_min", "spokespersons"),
    "it_systems": ("level", "offline_backup", "recovery_target_h"),
}
"""What a record of these lists must say to be of use in a storm."""


def check_office(draft: Draft) -> None:
    """Find what is wrong with the records of the office, each by itself and together."""
    for entry, contact in draft.records("contacts"):
        _check_numbers(draft, entry, contact)
    _check_unused(draft)
    check_roster(draft)
    for entry, task in draft.records("tasks"):
        _check_task(draft, entry, task)
    check_damage(draft)
    for entry, template in draft.records("message_templates"):
        _check_length(draft, entry, template)
    for entry, row in draft.records("annex_rows"):
        missing = [key for key in _NEEDED[row.kind] if getattr(row, key) is None]
        if row.kind == "charging-point" and row.site is not None:
            missing = []
        if missing:
            _unsaid(draft, entry, missing)
    for section, keys in _MUST_SAY.items():
        for entry, record in draft.records(section):
            missing = [key for key in keys if getattr(record, key) in (None, ())]
            if missing:
                _unsaid(draft, entry, missing)
    _check_sources(draft)


# --- contacts -------------------------------------------------------------------------------------


def _check_numbers(draft: Draft, entry: Entry, contact: Any) -> None:
    for key, (form, example) in _CALLED_BY.items():
        written = getattr(contact, key)
        if written is None:
            continue
        bare = written if key == "email" else _FIRST_DIGITS.sub("", written)
        if form.fullmatch(bare) is None:
            # The value itself is personal: a message may be sent on, so only its place is told.
            draft.about(
                entry,
                "W592",
                (key,),
                Text(vi=f"“{key}” của liên hệ “{entry.id}” không gọi được: không đúng dạng số",
                     en=f"`{key}` of contact `{entry.id}` cannot be reached: it has no such form"),
                None,
                Text(vi=f"ghi đủ số, trong nháy, ví dụ '{example}'",
                     en=f"write it whole, in quotes, such as '{example}'"),
            )


def _check_unused(draft: Draft) -> None:
    """Find contacts whom no record names."""
    named: set[str | None] = set()
    for section in OFFICE_SECTIONS:
        for _, record in draft.records(section):
            named |= {getattr(record, "contact", ""), getattr(record, "press_contact", "")}
            named |= {*getattr(record, "who", ()), *getattr(record, "spokespersons", ())}
    for entry, contact in draft.records("contacts"):
        if contact.id not in named:
            draft.about(
                entry,
                "W592",
                ("id",),
                Text(vi=f"không ca trực, nhiệm vụ hay mục nào nêu liên hệ “{contact.id}”",
                     en=f"no shift, task or other record names contact `{contact.id}`"),
                None,
                Text(vi="ghi vào “who” của ca trực hoặc “contact” của nhiệm vụ, hoặc xoá",
                     en="name it in `who` of a shift or `contact` of a task, or delete it"),
            )


# --- tasks ----------------------------------------------------------------------------------------


def _check_task(draft: Draft, entry: Entry, task: Any) -> None:
    if task.due is not None and task.due_h is not None:
        draft.about(
            entry,
            "E225",
            ("due",),
            Text(vi=f"nhiệm vụ “{task.id}” có hai hạn: due và due_h",
                 en=f"task `{task.id}` has two deadlines: `due` and `due_h`"),
            None,
            Text(vi="giữ một", en="keep one"),
        )
    missing = [key for key in ("unit", "status") if getattr(task, key) is None]
    if task.due is None and task.due_h is None:
        missing.append("due_h")
    if missing:
        _unsaid(draft, entry, missing)
    if task.status == "done" and task.done_at is None:
        _done_badly(draft, entry, "status",
                    Text(vi=f"nhiệm vụ “{task.id}” ghi đã xong mà không ghi lúc nào",
                         en=f"task `{task.id}` is done, and nobody says when"),
                    Text(vi="thêm “done_at: …”", en="add `done_at: …`"))
    elif task.status not in {"done", None} and (task.done_at or task.progress_percent == 100):
        _done_badly(draft, entry, "status",
                    Text(vi=f"nhiệm vụ “{task.id}” ghi xong rồi mà status vẫn là {task.status}",
                         en=f"task `{task.id}` was finished, and its status is `{task.status}`"),
                    Text(vi="ghi status: done, hoặc sửa tiến độ", en="write `status: done`, or mend"))
    elif _half_done(task):
        percent = task.progress_percent
        _done_badly(draft, entry, "progress_percent",
                    Text(vi=f"nhiệm vụ “{task.id}” ghi {percent} % mà status là {task.status}",
                         en=f"task `{task.id}` is {percent} % done, and its status is `{task.status}`"),
                    Text(vi="sửa status hoặc progress_percent", en="mend `status` or `progress_percent`"))
    elif task.status == "late" and task.reason is None:
        _done_badly(draft, entry, "status",
                    Text(vi=f"nhiệm vụ “{task.id}” chậm mà không ghi lý do",
                         en=f"task `{task.id}` is late, and nobody says why"),
                    Text(vi="thêm “reason: …”", en="add `reason: …`"))
    late = task.due_h is not None and task.due_h > 0 and task.zero == "storm-arrival"
    if task.phase == "before" and late:
        draft.about(
            entry,
            "W589",
            ("due_h",),
            Text(vi=f"nhiệm vụ trước bão “{task.id}” có hạn {float(task.due_h):g} giờ sau khi bão đến",
                 en=f"task `{task.id}` is due before the storm, and {float(task.due_h):g} h after it comes"),
            None,
            Text(vi="ghi số âm: -24 là 24 giờ trước khi bão đến; hoặc phase: during",
                 en="write a negative number: -24 is 24 h before it comes; or `phase: during`"),
        )


def _half_done(task: Any) -> bool:
    """Whether a task is done in part that is done, or begun that was not."""
    percent = task.progress_percent
    return percent is not None and (
        (task.status == "done" and percent < 100) or (task.status == "not-started" and percent > 0)
    )


def _done_badly(draft: Draft, entry: Entry, key: str, fact: Text, remedy: Text) -> None:
    draft.about(entry, "W588", (key,), fact, None, remedy)


def _unsaid(draft: Draft, entry: Entry, missing: list[str]) -> None:
    what, listed = CALLED[entry.section], ", ".join(missing)
    draft.about(
        entry,
        "W587",
        ("id",),
        Text(vi=f"{what.vi} “{entry.id}” thiếu {listed}",
             en=f"{what.en} `{entry.id}` lacks {listed}"),
        None,
        Text(vi="ghi thêm; nghĩa từng trường: planner explain " + missing[0],
             en="add it; what a field means: planner explain " + missing[0]),
    )


# --- messages, sources ----------------------------------------------------------------------------


def _check_length(draft: Draft, entry: Entry, template: Any) -> None:
    """Find a text message that a phone gets in too many pieces."""
    if "sms" not in template.channels:
        return
    texts: list[tuple[tuple[str | int, ...], str]] = [(("text", "vi"), template.text.vi)]
    texts += [(("translations", index, "text"), each.text)
              for index, each in enumerate(template.translations)]
    for path, text in texts:
        count = segments_of(text)
        if count > MOST_SEGMENTS:
            draft.about(
                entry,
                "W594",
                path,
                Text(vi=f"tin nhắn “{template.id}” dài {len(text)} ký tự, phải gửi {count} đoạn",
                     en=f"message `{template.id}` has {len(text)} characters and takes {count} parts"),
                None,
                Text(vi=f"rút còn {MOST_SEGMENTS} đoạn: chữ có dấu được 70 ký tự, từ hai đoạn 67 mỗi đoạn",
                     en=f"shorten it to {MOST_SEGMENTS}: 70 characters with diacritics, 67 a part from two on"),
            )


def _check_sources(draft: Draft) -> None:
    """Find lists in which records do not say who says so and as of when; one finding for each list."""
    for section in OFFICE_SECTIONS:
        told = list(draft.records(section))
        if section == "damage_reports":
            continue  # each says so by itself
        unsigned = [entry for entry, each in told if each.source is None or each.source.as_of is None]
        if unsigned:
            draft.about(
                unsigned[0],
                "W593",
                ("id",),
                Text(vi=f"{len(unsigned)} trong {len(told)} mục của “{section}” không ghi người báo và ngày",
                     en=f"{len(unsigned)} of {len(told)} records of `{section}` say no reporter and day"),
                None,
                Text(vi="thêm “source: {reporter: …, as_of: …}”",
                     en="add `source: {reporter: …, as_of: …}`"),
            )
