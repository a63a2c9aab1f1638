"""A province from its folder of YAML files: everything checked, then all of it or nothing."""

from __future__ import annotations

import os
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.foundation.diagnostics import Finding, Place, sort_key
from planner.foundation.errors import InputInvalid
from planner.foundation.memory import collector_paused
from planner.foundation.text import Text
from planner.foundation.yaml.files import read_documents
from planner.foundation.yaml.source import Document
from planner.inventory.checks import check_everything
from planner.inventory.draft import Draft, Entry
from planner.inventory.faults import faults, fitted, kind_of, text_of, unknown_key
from planner.inventory.folder import yaml_files
from planner.inventory.geometry import check_geometry
from planner.inventory.marks import RecordPlaces
from planner.inventory.placing import place_everything
from planner.inventory.province import InputFile, Province, SetAside
from planner.inventory.records import SECTIONS, ProvinceHeader
from planner.inventory.resolving import check_ids, check_references

OTHER_KINDS = ("scenario", "storm", "requirement", "defaults", "fragility")
"""Top-level keys of files that may lie in a province's folder and are no inventory."""
FORMAT = "1"
INVENTORY_KEYS = ("format", "province", *SECTIONS)

UNIT_SECTIONS = frozenset(["operators", "districts", "communes"])
"""What everything else is judged by: errors in these stop the reading even with set-aside."""


@dataclass(frozen=True)
class Reading:
    """What came out of a folder: findings of every file, and the province when it can be used."""

    province: Province | None
    findings: tuple[Finding, ...]
    inputs: tuple[InputFile, ...]
    site_count: int
    folder: Path
    """Absolute."""
    scenarios: tuple[Document, ...] = ()
    """Files of the folder that are no inventory, as read."""


def load_province(folder: str | Path, *, set_aside: bool = False) -> Province:
    """The province in `folder`, with every check passed; warnings ride along.

    With `set_aside`, records with errors are left out and listed in `Province.set_aside`, provided
    that every file can be parsed and the province, its operators, districts and communes are right.

    Raises
    ------
    InputInvalid
        If any file has errors; it carries the findings of all files.
    MachineError
        If the folder or a file is missing or may not be read.
    """
    reading = read_province(folder, set_aside=set_aside)
    if reading.province is None:
        raise InputInvalid(reading.findings)
    return reading.province


def read_province(
    folder: str | Path, *, shown: str | None = None, set_aside: bool = False
) -> Reading:
    """Everything there is to say about the province in `folder`; see `load_province`.

    `shown` is how the folder is called in messages; else as given.

    Raises
    ------
    MachineError
        If the folder or a file is missing or may not be read.
    """
    with collector_paused():
        draft = _drafted(Path(folder), Path(folder).as_posix() if shown is None else shown)
        place_everything(draft)
        check_ids(draft)
        check_references(draft)
        check_geometry(draft)
        check_everything(draft)
        return _finished(draft, Path(folder), set_aside=set_aside)


def _drafted(folder: Path, shown: str) -> Draft:
    """Every file read, every item fitted to its model."""
    shown = "" if shown == "." else shown
    files, found = yaml_files(folder, shown)
    draft = Draft(shown)
    draft.findings.extend(found)
    for document, entries in read_documents(files, _entries, root=folder):
        draft.findings.extend(document.findings)
        if _is_no_inventory(document):
            draft.scenarios.append(document)
        else:
            draft.documents.append(document)
            _take(draft, document, entries)
            _blame_records(draft, document)
    if draft.header_document is None:
        draft.add(_no_header(shown, empty=not draft.documents))
    return draft


def _is_no_inventory(document: Document) -> bool:
    return isinstance(document.root, dict) and any(key in document.root for key in OTHER_KINDS)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The items of one list of one file, and what does not fit in them."""

    entries: list[Entry]
    findings: list[Finding]


def _entries(document: Document) -> dict[str, _Fitted]:
    """The items of every list of records of a file, each fitted to its model."""
    if not isinstance(document.root, dict) or _is_no_inventory(document):
        return {}
    return {
        section: _fitted_items(document, section, value)
        for section, value in document.root.items()
        if section in SECTIONS and isinstance(value, list)
    }


def _fitted_items(document: Document, section: str, items: list[Any]) -> _Fitted:
    model = SECTIONS[section]
    made = _Fitted([], [])
    for index, raw in enumerate(items):
        entry = Entry(section, index, raw, document)
        made.entries.append(entry)
        try:
            entry.record = fitted(model, raw)
        except ValidationError as error:
            for found in faults(error, model, raw, document, (section, index)):
                made.findings.append(entry.blame(found))
    return made


def _take(draft: Draft, document: Document, entries: dict[str, _Fitted]) -> None:
    """The header and the items of one inventory file."""
    root = document.root
    if root is None:
        return
    if not isinstance(root, dict):
        draft.add(
            document.finding(
                "E112",
                (),
                Text(vi="tệp bắt đầu bằng một danh sách không tên",
                     en="the file begins with a list that has no name"),
                None,
                Text(vi="đặt tên danh sách ở dòng đầu, ví dụ “sites:”",
                     en="name the list on the first line, such as `sites:`"),
            )
        )
        return
    for key, value in root.items():
        if key == "province":
            _take_header(draft, document, value)
        elif key == "format":
            found = check_format(document, value)
            draft.findings.extend([] if found is None else [found])
        elif key in SECTIONS:
            if key in entries:
                draft.entries[key].extend(entries[key].entries)
                draft.findings.extend(entries[key].findings)
            elif value is not None:
                draft.add(_not_a_list(document, key))
        else:
            fact, note, remedy = unknown_key(key, INVENTORY_KEYS)
            draft.add(document.finding("E110", (key,), fact, note, remedy, key=True))


def _blame_records(draft: Draft, document: Document) -> None:
    """Count a forbidden character against the record in which it stands."""
    if not any(found.code == "E109" for found in document.findings):
        return
    entries = sorted(
        (entry.place().line, number, entry)
        for number, entry in enumerate(
            one for listed in draft.entries.values() for one in listed if one.document is document
        )
    )
    starts = [line for line, _, _ in entries]
    for found in document.findings:
        at = bisect_right(starts, found.place.line) - 1 if found.place is not None else -1
        if found.code == "E109" and at >= 0:
            entries[at][2].blame(found)


def check_format(document: Document, value: Any) -> Finding | None:
    """The finding when a file says that it was written for another version."""
    if value is None or text_of(value) == FORMAT:
        return None
    shown = kind_of(value)
    return document.finding(
        "E119",
        ("format",),
        Text(vi=f"định dạng {shown.vi} không phải định dạng của bản này",
             en=f"format {shown.en} is not the format of this version"),
        None,
        Text(vi=f"ghi “format: {FORMAT}”, hoặc dùng bản planner mới hơn",
             en=f"write `format: {FORMAT}`, or use a newer planner"),
    )


def _take_header(draft: Draft, document: Document, value: Any) -> None:
    if draft.header_document is not None:
        first = draft.header_document.place(("province",), key=True)
        draft.add(
            document.finding(
                "E202",
                ("province",),
                Text(vi="có hai phần “province”", en="there are two `province` parts"),
                Text(vi=f"phần đầu ở {first.path}:{first.line}",
                     en=f"the first is at {first.path}:{first.line}"),
                Text(vi="giữ một phần cho cả thư mục", en="keep one for the whole folder"),
                key=True,
            )
        )
        return
    draft.header_document = document
    try:
        draft.header = fitted(ProvinceHeader, value)
    except ValidationError as error:
        draft.findings.extend(faults(error, ProvinceHeader, value, document, ("province",)))


def _not_a_list(document: Document, section: str) -> Finding:
    return document.finding(
        "E112",
        (section,),
        Text(vi=f"“{section}” phải là một danh sách", en=f"`{section}` must be a list"),
        None,
        Text(vi="bắt đầu mỗi mục bằng “- ”", en="begin each item with `- `"),
        key=True,
    )


def _no_header(shown: str, *, empty: bool) -> Finding:
    folder = shown or "."
    if empty:
        return Finding(
            "E111",
            Text(vi=f"thư mục “{folder}” không có tệp kiểm kê nào (.yaml, .yml)",
                 en=f"the folder `{folder}` has no inventory file (.yaml, .yml)"),
            Place(folder, 1, 1),
            None,
            Text(vi="tạo thư mục mẫu: planner init TÊN", en="make a starter folder: planner init NAME"),
        )
    return Finding(
        "E111",
        Text(vi="không tệp nào có phần “province”", en="no file has the `province` part"),
        Place(folder, 1, 1),
        None,
        Text(vi="thêm vào một tệp: “province:” với code và name",
             en="add to one file: `province:` with code and name"),
    )


def _finished(draft: Draft, folder: Path, *, set_aside: bool) -> Reading:
    findings = sorted(draft.findings, key=sort_key)
    inputs = tuple(
        InputFile(_project_path(folder, draft, document), document.sha256)
        for document in draft.documents
    )
    rest = (len(draft.entries["sites"]), Path(os.path.normpath(folder.absolute())),
            tuple(draft.scenarios))
    aside = _set_aside(draft) if set_aside else ()
    excused = _excused(draft) if set_aside else frozenset()
    stopping = [found for found in findings if found.is_error and id(found) not in excused]
    if stopping or draft.header is None:
        return Reading(None, tuple(findings), inputs, *rest)
    shown = tuple(
        _as_warning(found) if id(found) in excused else found for found in findings
    )
    province = _province(draft, aside, shown, inputs)
    return Reading(province, shown, inputs, *rest)


def _project_path(folder: Path, draft: Draft, document: Document) -> str:
    """The file's path from the folder that holds the province's: the same wherever it is run."""
    inside = document.shown_path
    if draft.shown_folder:
        inside = inside[len(draft.shown_folder.rstrip("/")) + 1 :]
    return f"{folder.resolve().name}/{inside}"


def _excused(draft: Draft) -> frozenset[int]:
    """The errors, by identity, that only concern records that can be set aside."""
    return frozenset(
        id(found)
        for section, entries in draft.entries.items()
        if section not in UNIT_SECTIONS
        for entry in entries
        for found in entry.errors or ()
    )


def _set_aside(draft: Draft) -> tuple[SetAside, ...]:
    found = [
        _one_aside(entry)
        for section, entries in draft.entries.items()
        if section not in UNIT_SECTIONS
        for entry in entries
        if entry.errors
    ]
    return tuple(sorted(found, key=lambda one: (one.section, one.id or "", one.place.line)))


def _one_aside(entry: Entry) -> SetAside:
    raw = entry.raw if isinstance(entry.raw, dict) else {}
    start, end = raw.get("from"), raw.get("to")
    district = raw.get("district")
    return SetAside(
        entry.section,
        entry.id,
        district if isinstance(district, str) else None,
        (start, end) if isinstance(start, str) and isinstance(end, str) else None,
        entry.place(),
        tuple(sorted({found.code for found in entry.errors or ()})),
        _links(raw) if entry.section == "sites" else (),
    )


def _links(raw: dict[str, Any]) -> tuple[str, ...] | None:
    """Where a site's drops and hops lead to, as far as all of them can be read."""
    backhaul = raw.get("backhaul")
    if not isinstance(backhaul, dict):
        return None
    found: list[str] = []
    for many, end in (("drops", "node"), ("hops", "to")):
        listed = backhaul.get(many, [])
        if not isinstance(listed, list):
            return None
        ends = [each.get(end) if isinstance(each, dict) else None for each in listed]
        if not all(isinstance(each, str) for each in ends):
            return None
        found.extend(str(each) for each in ends)
    if set(backhaul) - {"drops", "hops", "satellite", "source"}:
        # A key that nobody knows may be a misspelt list of hops.
        return None
    return tuple(sorted(set(found)))


def _as_warning(found: Finding) -> Finding:
    return Finding(
        "W509",
        Text(vi=f"bản ghi để riêng, coi như chưa khảo sát: {found.fact.vi} [{found.code}]",
             en=f"record set aside, taken as not surveyed: {found.fact.en} [{found.code}]"),
        found.place,
        found.note,
        found.remedy,
        found.excerpt,
    )


def _province(
    draft: Draft,
    aside: tuple[SetAside, ...],
    findings: tuple[Finding, ...],
    inputs: tuple[InputFile, ...],
) -> Province:
    assert draft.header is not None
    sections: dict[str, dict[str, Any]] = {}
    places: dict[str, Entry] = {}
    for section, entries in draft.entries.items():
        good = [entry for entry in entries if entry.record is not None and not entry.errors]
        good.sort(key=lambda entry: entry.record.id)
        sections[section] = {entry.record.id: entry.record for entry in good}
        places.update((f"{section}/{entry.record.id}", entry) for entry in good)
    return Province(
        header=draft.header,
        **sections,
        places=RecordPlaces(places),
        set_aside=aside,
        warnings=tuple(found for found in findings if not found.is_error),
        inputs=inputs,
        folder=draft.shown_folder or ".",
    )

