"""Vietnamese on any console: UTF-8 where it can be had, plain letters where it cannot."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from functools import partial

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
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def plain_letters(encoding: str, fault: UnicodeError) -> tuple[str | bytes, int]:
    """Codec error handler for `encoding`: `Cô Tô ✓` becomes `Co To v` rather than `C? T? ?`.

    The Windows code page of Vietnamese has its tones as separate marks: there nothing is lost.
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    lost = fault.object[fault.start : fault.end]
    return "".join(_nearest(character, encoding) for character in lost), fault.end


def _nearest(character: str, encoding: str) -> str:
    letters = unicodedata.normalize("NFD", character)
    untoned = "".join(letter for letter in letters if letter not in _TONES)
    tones = "".join(letter for letter in letters if letter in _TONES)
    apart = unicodedata.normalize("NFC", untoned) + tones
    plain = _SIGNS.get(character, "".join(letter for letter in letters if letter.isascii()))
    for candidate in (apart, plain):
        if candidate and _fits(candidate, encoding):
            return candidate
    return "" if unicodedata.combining(character) or character == "\ufeff" else "?"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def prepare_streams() -> None:
    """Make stdout and stderr unable to crash on a Vietnamese letter.

    A file or pipe gets UTF-8 and its line ends as they stand (what CSV and JSON promise) unless
    PYTHONIOENCODING says otherwise; a console keeps its own encoding, with marks dropped where it
    lacks the letter. A stream that claims ASCII is sent UTF-8 by click: nearly always the locale
    was not set and the screen knows better.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8", newline="")
        # One handler per encoding, since a code page's own codec does not say which page it is.
        handler = f"planner-plain-{stream.encoding}"
        codecs.register_error(handler, partial(plain_letters, stream.encoding))
        stream.reconfigure(errors=handler)


def colour_wanted() -> bool:
    """Whether stdout is a terminal whose owner has not set NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
