"""The fixed words of an official document, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.papers.markup import ITEM_LETTERS

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Items


def item_mark(place: int) -> str:
    """What stands before the item at a place, counted from 0: `a)`; a dash where the letters have run out."""
    return f"{ITEM_LETTERS[place]})" if place < len(ITEM_LETTERS) else "-"


def marks_of(items: Items) -> tuple[str, ...]:
    """What stands before each entry: a) b) c) d) đ), or a dash; dashes too where the letters would run out."""
    if items.kind == "dashes" or len(items.entries) > len(ITEM_LETTERS):
        return ("-",) * len(items.entries)
    return tuple(map(item_mark, range(len(items.entries))))


_WORDS: dict[str, Text] = {
    "nation": Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "translation": Text("", "Unofficial English translation"),
    "bases": Text("Căn cứ", "Legal bases"),
    "recipients": Text("Nơi nhận:", "Recipients:"),
    "annex": Text("Phụ lục", "Annex"),
    "annex_of": Text(
        "(Kèm theo văn bản số ……………… ngày …… tháng …… năm …… của ………………)",
        "(Attached to document no. ……………… dated ……………… of ………………)",
    ),
    "end": Text("./.", "./."),
}


def said(name: str, language: Language) -> str:
    """One of the fixed words."""
    return _WORDS[name].in_(language)
