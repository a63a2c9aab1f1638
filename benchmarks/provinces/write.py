"""YAML text that every reader understands alike: block style, quotes where a word could be mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.provinces.records import Day, Inline

PLAIN = re.compile(r"[^\W\d_][\w /-]*(?<! )|[2-5]g|3s|2min")
RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"])
WIDTH = 100


def scalar(value: object) -> str:
    """A number, truth value, date or text as YAML 1.1, YAML 1.2 and JSON read alike."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, Day):
        return str(value)
    text = str(value)
    if PLAIN.fullmatch(text) and text.lower() not in RESERVED:
        return text
    return "'" + text.replace("'", "''") + "'"


def is_point(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and len(value) == 2
        and all(isinstance(x, (int, float)) for x in value)
    )


def inline(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    # In a flow collection a comma or bracket would end a plain scalar; PLAIN lets none through.
    return scalar(value)


def wrapped_ring(ring: Sequence[object], indent: str) -> Iterator[str]:
    """A ring of points, several on a line."""
    line = f"{indent}- ["
    for index, point in enumerate(ring):
        piece = inline(point) + ("]" if index == len(ring) - 1 else ", ")
        if len(line) + len(piece) > WIDTH:
            yield line.rstrip()
            line = f"{indent}   "
        line += piece
    yield line


def lines_of(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """A mapping in block style, one line at a time."""
    for key, item in value.items():
        if isinstance(item, (Inline,)) or (isinstance(item, Mapping) and not item):
            yield f"{indent}{key}: {inline(item)}"
        elif isinstance(item, Mapping):
            yield f"{indent}{key}:"
            yield from lines_of(item, indent + "  ")
        elif isinstance(item, (list, tuple)):
            yield from list_lines(key, item, indent)
        elif isinstance(item, str) and "\n" in item:
            yield f"{indent}{key}: |-"
            yield from (f"{indent}  {line}".rstrip() for line in item.split("\n"))
        else:
            yield f"{indent}{key}: {scalar(item)}"


def list_lines(key: str, items: Sequence[Any], indent: str) -> Iterator[str]:
    if all(not isinstance(item, (Mapping, list, tuple)) for item in items):
        yield f"{indent}{key}: {inline(items)}"
        return
    yield f"{indent}{key}:"
    for item in items:
        if isinstance(item, Inline):
            yield f"{indent}  - {inline(item)}"
        elif isinstance(item, Mapping):
            first, *rest = lines_of(item, indent + "    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from rest
        elif is_point(item):
            yield f"{indent}  - {inline(item)}"
        else:
            yield from wrapped_ring(item, indent + "  ")


def document(header: Sequence[str], content: Mapping[str, Any]) -> str:
    """A file: comment lines, then the content."""
    comments = [f"# {line}".rstrip() for line in header]
    return "\n".join([*comments, *lines_of(content), ""])
