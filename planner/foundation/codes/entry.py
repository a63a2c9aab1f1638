"""One explained finding code."""

from __future__ import annotations

from dataclasses import dataclass

from planner.foundation.text import Text


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """What a code means, why it matters, what to do, and one example wrong and right."""

    title: Text
    why: Text
    remedy: Text
    wrong: str
    right: str


def entry(
    title: tuple[str, str], why: tuple[str, str], remedy: tuple[str, str], wrong: str, right: str
) -> CodeEntry:
    """An entry from pairs of Vietnamese and English; the examples are YAML."""
    return CodeEntry(Text(*title), Text(*why), Text(*remedy), wrong, right)
