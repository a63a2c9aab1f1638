"""Wording of the province's own texts that would be wrong in a document: names that are abolished, what no law says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from planner.foundation.text import Text
from planner.inventory.base import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.inventory.draft import Draft

Path = tuple[str | int, ...]
UNTOLD = frozenset({"sites", "segments", "lines", "power_nodes", "fiber_nodes", "population_points", "roads"})
"""Sections of many records whose only wording is a name."""
_SOURCES = frozenset({"source", "outline", "route", "lon", "lat", "id"})
"""Fields that are no wording of ours: a source is quoted as it called itself."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A phrase that a document should not carry."""

    code: str
    phrase: str
    """As it stands in the text."""


_COMMITTEE = r"(?:uỷ ban nhân dân|ủy ban nhân dân|ubnd)"
_GONE = r"(?! ?\(?(?:cũ|trước đây))"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("W560", re.compile(rf"{_COMMITTEE} (?:các )?(?:huyện|quận|thị xã)(?: [^\W\d_]\w*)?{_GONE}", re.IGNORECASE)),
    ("W561", re.compile(r"(?:sở|bộ) (?:thông tin và truyền thông|tt ?& ?tt|tttt)\b(?! ?\(cũ\))", re.IGNORECASE)),
    ("W562", re.compile(
        r"(?:ban chỉ huy|ban chỉ đạo)(?: \w+){0,2} (?:phòng,? chống thiên tai|pctt)(?: và (?:tìm kiếm cứu nạn|tkcn))?"
        r"(?! ?\(cũ\))", re.IGNORECASE)),
    ("W563", re.compile(r"(?:bốn|4) tại chỗ[^.;]{0,80}?thông tin liên lạc", re.IGNORECASE)),
    ("W564", re.compile(r"(?<!không dựa vào mạng )(?<!\w)(?:mạng |sóng |thoại |điện thoại )?2g\b", re.IGNORECASE)),
)  # fmt: skip
_NOT_RELIED_ON = re.compile(
    r"(?:không|dừng|tắt|ngừng|hết|chấm dứt)[^.;]{0,30}2g|2g[^.;]{0,20}(?:dừng|tắt|ngừng|chấm dứt)", re.IGNORECASE
)
_NO_TEXT = frozenset({type(None), bool, int, float, Fraction, date, datetime})
_ANY = re.compile(r"huyện|quận|thị xã|truyền thông|tt ?& ?tt|tttt|thiên tai|pctt|tại chỗ|2g", re.IGNORECASE)


def slips_in(text: str) -> Iterator[Slip]:
    """Every phrase of a Vietnamese text that a document should not carry, each once."""
    if _ANY.search(text) is None:
        return
    for code, rule in _RULES:
        found = rule.search(text)
        if found is not None and not (code == "W564" and _NOT_RELIED_ON.search(text)):
            yield Slip(code, found.group().strip())


def told_of(slip: Slip) -> tuple[Text, Text]:
    """The fact and the remedy of a slip."""
    vi, en, remedy = _WORDS[slip.code]
    fact = Text(vi=f"câu chữ “{slip.phrase}”: {vi}", en=f"wording `{slip.phrase}`: {en}")
    return fact, remedy


_WORDS: dict[str, tuple[str, str, Text]] = {
    "W560": (
        "cấp huyện không còn từ ngày 01/7/2025", "the district level was abolished on 1 July 2025",
        Text("ghi Ủy ban nhân dân xã, phường, đặc khu; hoặc thêm “(cũ)” nếu nói chuyện đã qua",
             "name the People's Committee of the commune, ward or special zone, or add “(cũ)” for the past"),
    ),
    "W561": (
        "cơ quan này đã hợp nhất năm 2025", "this body was merged in 2025",
        Text("ghi Sở (Bộ) Khoa học và Công nghệ", "name the Department (Ministry) of Science and Technology"),
    ),
    "W562": (
        "tên cũ của Ban Chỉ huy Phòng thủ dân sự", "the former name of the Civil Defence Command Committee",
        Text("ghi Ban Chỉ huy Phòng thủ dân sự", "write Ban Chỉ huy Phòng thủ dân sự"),
    ),
    "W563": (
        "luật không kể thông tin liên lạc trong bốn tại chỗ",
        "the law does not count communications among the four on the spot",
        Text("bốn tại chỗ: chỉ huy, lực lượng, phương tiện và vật tư, hậu cần",
             "the four on the spot: command, forces, means and materials, logistics"),
    ),
    "W564": (
        "mạng 2G đã dừng, không dựa vào được", "2G has ended and cannot be relied on",
        Text("ghi phương thức 4G/5G, vệ tinh hoặc vô tuyến", "name 4G/5G, satellite or radio"),
    ),
}  # fmt: skip


def check_wording(draft: Draft) -> None:
    """Find such phrases in the header and in the records of a province."""
    if draft.header is not None and draft.header_document is not None:
        for path, text in texts_of(draft.header, ("province",)):
            for slip in slips_in(text):
                fact, remedy = told_of(slip)
                draft.add(draft.header_document.finding(slip.code, path, fact, None, remedy))
    for entry, record in draft.records():
        within: Path = ("name",) if entry.section in UNTOLD else ()
        wording = record.__dict__.get("name") if within else record
        if not _perhaps((wording,)):
            continue
        for path, text in texts_of(wording, within):
            for slip in slips_in(text):
                fact, remedy = told_of(slip)
                draft.about(entry, slip.code, path, fact, None, remedy)


def _perhaps(values: Iterable[Any]) -> bool:
    """Whether some text among the values, or within them, needs a closer look; quick, and without the way to it."""
    for value in values:
        if value.__class__ in _NO_TEXT:
            continue
        if isinstance(value, str):
            found = _ANY.search(value) is not None
        elif isinstance(value, tuple | list):
            found = _perhaps(value)
        elif isinstance(value, Mapping):
            found = _perhaps(value.values())
        else:
            found = isinstance(value, BaseModel) and _perhaps(value.__dict__.values())
        if found:
            return True
    return False


def texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text within a record with the way to it; sources are left out, and English beside Vietnamese."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Source):
        return
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field not in _SOURCES and field != "en":
                yield from texts_of(getattr(value, field), (*path, field))
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            yield from texts_of(each, (*path, index))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts_of(each, (*path, key))
