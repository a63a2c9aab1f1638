"""Where two texts of a document differ: the section or appendix, what should stand there, what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_LETTERS = 200
"""Of a line that is shown."""
_MARKS = re.compile(r"^[#*>\s]+|\\(?=[.)])|[*\s]+$")
_PLACE = re.compile(r"(?:[IVX]{1,5}\. \S.*|\d{1,2}\. \S.{0,90}|(?:Phụ lục|Annex)(?: [IVX]{1,5})?(?:[. ].*)?)")
_APPENDIX = re.compile(r"(?:Phụ lục|Annex)\b")
AT_HEAD = Text("phần đầu văn bản", "head of the document")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch that differs: `now` as planner writes it, `then` as the document says."""

    place: Text
    at: int
    """Of the first of these lines as planner writes them, counted from 0."""
    now: tuple[str, ...]
    then: tuple[str, ...]


def edits(
    now: Sequence[str], then: Sequence[str], alike: Callable[[str], str] = str
) -> Iterator[Edit]:
    """Every stretch of lines that differs, in order; two lines are the same where `alike` makes them so."""
    matcher = SequenceMatcher(None, [*map(alike, now)], [*map(alike, then)], autojunk=False)
    for kind, from_, to, then_from, then_to in matcher.get_opcodes():
        if kind != "equal":
            yield Edit(place_of(now, from_), from_, tuple(now[from_:to]), tuple(then[then_from:then_to]))


def place_of(lines: Sequence[str], at: int) -> Text:
    """The appendix and the heading above a line."""
    heading = ""
    for line in reversed(lines[: at + 1]):
        plain = _MARKS.sub("", line)
        if _PLACE.fullmatch(plain) is None:
            continue
        if _APPENDIX.match(plain) is not None or re.match(r"[IVX]+\. ", plain) is not None:
            told = f"{plain} › {heading}" if heading else plain
            return Text(told, told)
        heading = heading or plain
    return AT_HEAD if not heading else Text(heading, heading)


def shortened(line: str) -> str:
    """A line cut where it is too long to be shown."""
    return line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…"
