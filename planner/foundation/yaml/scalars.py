"""Which plain scalars every YAML and JSON reader takes for text, and which not."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["NUMBER_FORM", "Plain", "meaning_of_plain"]


class Plain:
    """A scalar without quotes that some reader takes for something other than text.

    A number, a truth value, a date, a time in base 60, an octal number, `<<`, `=`: what it is
    depends on who reads, so it stays a `Plain` until the type declared for its field decides.
    Not a `str`: a text field refuses it. Equal texts of one file are one object.
    """

    __slots__ = ("text",)

    text: str

    def __init__(self, text: str) -> None:
        self.text = text

    def __reduce__(self) -> tuple[Any, ...]:
        return Plain, (self.text,)

    def __repr__(self) -> str:
        return f"Plain({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plain) and other.text == self.text

    def __hash__(self) -> int:
        return hash((Plain, self.text))


NUMBER_FORM = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
"""The one spelling of numbers on which YAML 1.1, YAML 1.2 and JSON agree."""

NULLS = frozenset(["", "~", "null", "Null", "NULL"])

# Wider than any one reader: what is caught here for nothing costs a pair of quotes, what slips
# through is a silent conversion. Sources: yaml.org/type (1.1), YAML 1.2.2 §10, PyYAML's resolver,
# Psych (Ruby), which also takes commas in numbers.
_NOT_TEXT = re.compile(
    r"""
      [-+]?(?:
          0[bB][01_]+
        | 0[oO][0-7_]+
        | 0[xX][0-9a-fA-F_]+
        | [0-9][0-9_,]*(?:\.[0-9_.,]*)?(?:[eE][-+]?[0-9]*)?
        | \.[0-9_.,]*(?:[eE][-+]?[0-9]+)?
        | [0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?
        | \.?(?:inf|Inf|INF|[Ii]nfinity)
      )
    | \.?(?:nan|NaN|NAN)
    | y|Y|yes|Yes|YES|n|N|no|No|NO
    | true|True|TRUE|false|False|FALSE
    | on|On|ON|off|Off|OFF
    | <<|=
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
      (?:
        (?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?
        (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?
      )?
    """,
    re.VERBOSE | re.ASCII,
)
_NOT_TEXT_STARTS = frozenset("-+.0123456789yYnNtTfFoOiI<=")


def meaning_of_plain(text: str) -> str | Plain | None:
    """What a scalar without quotes is: nothing, a text to every reader, or a `Plain`."""
    if text in NULLS:
        return None
    if text[0] in _NOT_TEXT_STARTS and _NOT_TEXT.fullmatch(text):
        return Plain(text)
    return text
