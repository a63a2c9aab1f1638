"""What stands beside a tag that takes its whole paragraph away in a department's Word template, and would be lost."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_TAKEN = {"p": f"{_W}p", "tr": f"{_W}tr", "tc": f"{_W}tc"}
_TAGS = {kind: re.compile(rf"(?:\{{\{{|\{{%|\{{#){kind} .*?(?:\}}\}}|%\}}|#\}})", re.DOTALL) for kind in _TAKEN}
_NO_LETTERS = {
    f"{_W}drawing": "hình · picture", f"{_W}pict": "hình · picture", f"{_W}object": "hình · picture",
    f"{_W}sectPr": "ngắt phần · section break",
}  # fmt: skip
_PAGE_BREAK = "ngắt trang · page break"


def lost_beside_tags(template: bytes) -> list[str]:
    """What a template would lose: for each paragraph, row or cell that a tag takes away, all that it holds besides.

    Each is the text with its tag, as it stands in Word, or the tag and what is no text; in the order of the document.
    """
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        for name in sorted(filter(_FILLED.fullmatch, package.namelist())):
            root = ElementTree.fromstring(package.read(name))
            for kind, element in _TAKEN.items():
                found += (told for each in root.iter(element) for told in _lost(each, kind))
    return found


def _lost(element: Element, kind: str) -> Iterator[str]:
    """What one paragraph, row or cell would lose."""
    text = "".join(_letters(element, element.tag))
    tags = _TAGS[kind].findall(text)
    if not tags:
        return
    rest = _TAGS[kind].sub("", text, count=1).replace("\u200b", "")
    if rest.strip():
        yield f"“{' '.join(text.split())}”"
    others = {_NO_LETTERS[each.tag] for each in element.iter() if each.tag in _NO_LETTERS}
    if any(each.get(f"{_W}type") == "page" for each in element.iter(f"{_W}br")):
        others.add(_PAGE_BREAK)
    yield from (f"{tags[0]} + {other}" for other in sorted(others))


def _letters(element: Element, kind: str) -> Iterator[str]:
    """The letters of an element, without those of others of its kind within it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br"}:
            yield " "
        elif child.tag != kind:
            yield from _letters(child, kind)
