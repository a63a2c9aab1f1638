"""Findings: what is wrong with an input, where exactly, and what to type instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.foundation.names import display_width, distance, fold, for_terminal, is_swap, plain
from planner.foundation.personal import masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.foundation.text import Language, Text

TAB_COLUMNS = 4
"""How wide a tab is shown in an excerpt."""

EXCERPT_COLUMNS = 100
"""Longer lines are cut around the caret."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: lines and columns count from 1, columns and length in characters."""

    path: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in an input: a fact, a place and a remedy, in both languages.

    `code` begins with E for an error and W for a warning; `docs/diagnostics.md` explains each.
    """

    code: str
    fact: Text
    place: Place | None = None
    note: Text | None = None
    remedy: Text | None = None
    excerpt: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the input cannot be used because of this finding."""
        return self.code.startswith("E")


def sort_key(finding: Finding) -> tuple[str, int, int, str]:
    """The order in which findings are shown: by file, line, column, then code."""
    place = finding.place
    if place is None:
        return ("", 0, 0, finding.code)
    return (place.path, place.line, place.column, finding.code)


def render(finding: Finding, language: Language) -> str:
    """The finding as text for a terminal: fact, place, line with caret, remedy; no final newline.

    Nothing of the input reaches the terminal with control or bidi characters in it; of people's names and numbers only
    that they are there.
    """
    look = _VIETNAMESE if language == "vi" else _ENGLISH
    word = look.error if finding.is_error else look.warning
    lines = [f"{word}[{finding.code}]{look.colon} {for_terminal(finding.fact.in_(language))}"]
    place = finding.place
    width = look.least_width if place is None else max(look.least_width, len(str(place.line)))
    note = "" if finding.note is None else for_terminal(finding.note.in_(language))
    if place is not None:
        shown = f"{for_terminal(place.path)}:{place.line}:{place.column}"
        lines.append(f"{' ' * (width - look.arrow_back)}--> {shown}")
        if finding.excerpt is not None:
            gutter = " " * (width + 1) + "|"
            code, caret = _excerpt_and_caret(masked(finding.excerpt), place)
            if look.open_line:
                lines.append(gutter)
            lines.append(f"{place.line:>{width}} | {code}".rstrip())
            lines.append(f"{gutter} {caret} {note}".rstrip())
            note = ""
    mark = " " * (width + 1 - look.arrow_back) + "="
    if note:
        lines.append(f"{mark} {look.note}: {note}")
    if finding.remedy is not None:
        lines.append(f"{mark} {look.help}: {for_terminal(finding.remedy.in_(language))}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Look:
    """The words and the indents of one language's rendering."""

    error: str
    warning: str
    colon: str
    note: str
    help: str
    least_width: int
    arrow_back: int
    open_line: bool


_VIETNAMESE = _Look("lỗi", "cảnh báo", "", "ghi chú", "sửa", 4, 2, open_line=False)
_ENGLISH = _Look("error", "warning", ":", "note", "help", 1, 0, open_line=True)


def _excerpt_and_caret(excerpt: str, place: Place) -> tuple[str, str]:
    """The source line as shown, and blanks plus carets under the faulty characters."""
    start = min(place.column - 1, len(excerpt))
    end = min(start + max(place.length, 1), max(len(excerpt), start + 1))
    left, right = _cut(excerpt, start, end)
    before = ("…" if left else "") + _widened(excerpt[left:start])
    under = _widened(excerpt[start : min(end, right)])
    after = _widened(excerpt[min(end, right) : right]) + ("…" if right < len(excerpt) else "")
    carets = "^" * max(display_width(under), 1)
    return before + under + after, " " * display_width(before) + carets


def _cut(excerpt: str, start: int, end: int) -> tuple[int, int]:
    """The part of a long line to show: all when it fits, else some way round the caret."""
    if len(excerpt) <= EXCERPT_COLUMNS:
        return 0, len(excerpt)
    room = max(EXCERPT_COLUMNS - (end - start), EXCERPT_COLUMNS // 3)
    left = max(0, min(start - room // 2, len(excerpt) - EXCERPT_COLUMNS))
    return left, min(len(excerpt), left + EXCERPT_COLUMNS)


def _widened(text: str) -> str:
    return for_terminal(text.replace("\t", " " * TAB_COLUMNS))


def as_json(finding: Finding, language: Language) -> dict[str, Any]:
    """The finding as plain values for `--format json`; absent parts are null."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": "error" if finding.is_error else "warning",
        "path": None if place is None else place.path,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
        "length": None if place is None else place.length,
        "fact": finding.fact.in_(language),
        "note": None if finding.note is None else finding.note.in_(language),
        "remedy": None if finding.remedy is None else finding.remedy.in_(language),
    }


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `name` was probably meant to be, or None when none is near.

    Near is one edit for up to four characters, two for up to eleven, three beyond; a swap of
    neighbours is one edit. Capitals, tones and diacritics count for less than letters, so
    `ha long` finds `Hạ Long`. Ties go to a swap of neighbours, then to the first in sorted order.
    """
    wanted = plain(name)
    limit = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 11 else 3
    letters = frozenset(wanted)
    best: tuple[int, bool, bool, str] | None = None
    for candidate in candidates:
        if abs(len(candidate) - len(name)) > limit + 2:
            continue
        other = candidate.casefold() if candidate.isascii() else plain(candidate)
        # A substitution changes at most two members of the set of letters.
        if len(letters ^ frozenset(other)) > 2 * limit:
            continue
        edits = distance(wanted, other, limit)
        if edits > limit or edits >= max(len(wanted), 1):
            continue
        key = (
            edits, not is_swap(wanted, other), fold(candidate) != fold(name), candidate,
        )
        if best is None or key < best:
            best, limit = key, min(limit, max(edits, 1))
    return None if best is None else best[-1]
