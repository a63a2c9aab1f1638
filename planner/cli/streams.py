"""Vietnamese on any console: UTF-8 where it can be had, plain letters where it cannot."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

FALLBACK = "planner-plain"
"""Name of the error handler that writes the letter without its marks."""

# What the tables and messages use beyond letters, for a console that has only ASCII.
_SIGNS = {
    "đ": "d",
    "Đ": "D",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "·": "-",
    "→": "->",
    "✓": "v",
    "✗": "x",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "²": "2",
    "°": " deg",
    "\ufeff": "",
}


def plain_letters(fault: UnicodeError) -> tuple[str | bytes, int]:
    """Codec error handler: `Cô Tô ✓` becomes `Co To v` rather than `C? T? ?`."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    letters: list[str] = []
    for character in fault.object[fault.start : fault.end]:
        sign = _SIGNS.get(character)
        if sign is None:
            bare = unicodedata.normalize("NFD", character)
            sign = "".join(letter for letter in bare if letter.isascii()) or _other(character)
        letters.append(sign)
    return "".join(letters), fault.end


def _other(character: str) -> str:
    return "" if unicodedata.combining(character) else "?"


def prepare_streams() -> None:
    """Make stdout and stderr unable to crash on a Vietnamese letter.

    A file or pipe gets UTF-8 (what CSV and JSON promise) unless PYTHONIOENCODING says otherwise;
    a console keeps its own encoding, with marks dropped where it lacks the letter.
    """
    codecs.register_error(FALLBACK, plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors=FALLBACK)
        else:
            stream.reconfigure(encoding="utf-8", errors=FALLBACK)


def colour_wanted() -> bool:
    """Whether stdout is a terminal whose owner has not set NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
