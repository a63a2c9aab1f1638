"""A storm as the text of a storm file; read back it is the same storm."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from planner.foundation.text import Text
from planner.foundation.yaml.scalars import meaning_of_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.hazard.records import Storm

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# Lists whose entries are records of one line each.
_ONE_LINE_ENTRIES = frozenset(["fixes", "positions"])
_ONE_LINE = frozenset(["name", "select"])


def storm_text(storm: Storm, comments: Sequence[Text] = ()) -> str:
    """The storm as YAML, fields that have their default left out, under comments in both languages."""
    head = [f"# {line}".rstrip() for words in comments for line in (words.vi, words.en)]
    values = _plain_values(storm)
    first = {key: values.pop(key) for key in ("id", "name")}
    body = _block(first | values, "  ")
    return "\n".join([*head, "storm:", *body, ""])


def _plain_values(value: Any) -> Any:
    """Records as mappings, without what is at its default."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            fields[name].alias or name: _plain_values(getattr(value, name))
            for name in fields
            if name in value.model_fields_set and getattr(value, name) is not None
        }
    if isinstance(value, tuple | list):
        return [_plain_values(each) for each in value]
    return value


def _block(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict) and key not in _ONE_LINE:
            yield f"{indent}{key}:"
            yield from _block(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            yield from _entries(value, indent + "  ", one_line=key in _ONE_LINE_ENTRIES)
        else:
            yield f"{indent}{key}: {_inline(value)}"


def _entries(values: Sequence[Any], indent: str, *, one_line: bool) -> Iterator[str]:
    for value in values:
        if one_line:
            yield f"{indent}- {_inline(value)}"
            continue
        first, *rest = _block(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return _number(value)


def _number(value: Fraction | float) -> str:
    """Decimal text without an exponent."""
    if isinstance(value, float):
        shown = f"{value:.6f}".rstrip("0").rstrip(".")
        return "0" if shown == "-0" else shown
    if value.denominator == 1:
        return str(value.numerator)
    digits = f"{float(value):.12f}".rstrip("0")
    if Fraction(digits) != value:
        msg = f"{value} has no decimal text"
        raise ValueError(msg)
    return digits


def _quoted(text: str) -> str:
    """Text that every reader takes for text, in a list or group too."""
    if _PLAIN.fullmatch(text) and isinstance(meaning_of_plain(text), str):
        return text
    return "'" + text.replace("'", "''") + "'"
