"""What a Word file says, read back from its bytes by whatever program saved it: lines, margins, pictures."""

from __future__ import annotations

import hashlib
import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING

from planner.plan.papers.package import TemplateError, unzipped

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_LETTERS = re.compile(r"<w:t(?: [^>]*)?>(.*?)</w:t>", re.DOTALL)
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_PICTURE = re.compile(r'<wp:docPr\b([^>]*)/?>.*?<a:blip\b[^>]*?r:embed="([^"]+)"', re.DOTALL)
_RELATION = re.compile(r"<Relationship\b([^>]*)/?>")


def parts_of(content: bytes) -> Mapping[str, bytes]:
    """The parts of a Word file; none where it is no package."""
    try:
        return unzipped(content)
    except TemplateError:
        return {}


def lines_of(parts: Mapping[str, bytes]) -> list[str]:
    """Every paragraph of the text that has letters, cells of tables included, in order."""
    return _lines(parts.get("word/document.xml", b""))


def margin_lines(parts: Mapping[str, bytes]) -> list[str]:
    """What stands above and below the pages, sorted: programs number and repeat these parts as they like."""
    found = {line for name in parts if _MARGIN.fullmatch(name) for line in _lines(parts[name])}
    # The number of the page is worked out by the program that shows it.
    return sorted(line for line in found if not line.isdecimal())


def _lines(markup: bytes) -> list[str]:
    text = markup.decode("utf-8", "replace")
    told = ("".join(_LETTERS.findall(found)) for found in _PARAGRAPH.findall(text))
    return [unescape(line) for line in told if line.strip()]


def pictures_of(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Each picture of the text in order: its words for those who do not see it, and the SHA-256 of its bytes."""
    targets = {}
    for found in _RELATION.findall(parts.get("word/_rels/document.xml.rels", b"").decode("utf-8", "replace")):
        said = dict(re.findall(r'(\w+)="([^"]*)"', found))
        targets[said.get("Id", "")] = posixpath.normpath(posixpath.join("word", said.get("Target", "")))
    text = parts.get("word/document.xml", b"").decode("utf-8", "replace")
    pictures = []
    for properties, id_ in _PICTURE.findall(text):
        alt = re.search(r'descr="([^"]*)"', properties)
        content = parts.get(targets.get(id_, ""), b"")
        words = "" if alt is None else unescape(alt.group(1))
        pictures.append((words, hashlib.sha256(content).hexdigest()))
    return pictures
