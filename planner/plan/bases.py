"""The legal bases of a document: the texts that the requirements rest on, each once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.plan.duty_sheets import DutySheet
    from planner.plan.sheets import RequirementSheet

IN_EVERY_DOCUMENT = frozenset({"33/2013/QH13", "18/2023/QH15", "24/2023/QH15", "18/2021/QĐ-TTg"})
"""Numbers of the texts that the templates name themselves."""
_NUMBER = re.compile(r"\d+/\d{4}/[\w-]+")
_KINDS = re.compile(
    r"^(?:Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Chỉ đạo|Công điện|Công văn|Văn bản|"
    r"Kế hoạch|Phương án|Thông báo|Hướng dẫn|Kết luận|Quy chuẩn|Quy chế)\b"
)


_UNNUMBERED = re.compile(r"^(Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị) (?=\d)")


@dataclass(frozen=True, slots=True)
class Basis:
    """One text, and from when on it is applied where that is known."""

    text: Text
    in_force: date | None


def bases_of(sheets: Iterable[RequirementSheet | DutySheet]) -> tuple[Basis, ...]:
    """The texts behind the requirements, in their order; what no text orders, but we chose, is no basis."""
    known: set[str] = set(IN_EVERY_DOCUMENT)
    found = []
    for sheet in sheets:
        parts = _parts(sheet.legal_source)
        for text in parts:
            key = number.group() if (number := _NUMBER.search(text.vi)) else text.vi
            if _KINDS.match(text.vi) and key not in known:
                known.add(key)
                found.append(Basis(_cited(text), sheet.in_force if len(parts) == 1 else None))
    return tuple(found)


def _cited(text: Text) -> Text:
    """A text as a sentence names it: `Căn cứ Thông tư số 14/2025/TT-BKHCN`, `Pursuant to the minister's order`."""
    vi = _UNNUMBERED.sub(r"\1 số ", text.vi)
    vi = vi.replace("Chỉ đạo", "chỉ đạo", 1) if vi.startswith("Chỉ đạo") else vi
    return Text(vi=vi, en=f"the {text.en[4:]}" if text.en.startswith("The ") else text.en)


def _parts(source: Text) -> list[Text]:
    """Several texts in one line, `;` between them, one by one where both languages have as many."""
    vi, en = source.vi.split("; "), source.en.split("; ")
    if len(vi) != len(en):
        return [source]
    return [Text(vi=each_vi, en=each_en) for each_vi, each_en in zip(vi, en, strict=True)]
