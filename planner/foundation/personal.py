"""Personal data in a line of an input that is shown under a finding: a message may be sent on."""

from __future__ import annotations

import re

_PERSONAL = re.compile(
    r"""(?<![\w-])(["']?)(?:(?:person|mobile|landline|email|holder|number|radio)\1\s*:|satellite\1\s*:(?=\s*["']?\+?\d))\s*"""
    r"""("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s,}\]#][^,}\]\n]*)"""
)
"""A key that holds a name, a number or an address, and its value: in quotes, or up to the next comma or brace."""


def masked(line: str) -> str:
    """The line with a dot for every character of a name, number or address, so that columns stay where they are."""
    return _PERSONAL.sub(_dotted, line)


def _dotted(found: re.Match[str]) -> str:
    whole, value = found[0], found[2]
    return whole[: len(whole) - len(value)] + "•" * len(value.rstrip()) + " " * (len(value) - len(value.rstrip()))
