"""The one search that the oracle has: who is joined to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

T = TypeVar("T")


def joined(starts: Set[T], edges: Iterable[tuple[T, T]], allowed: Set[T]) -> set[T]:
    """Every vertex of `allowed` that edges between vertices of `allowed` join to one of `starts`."""
    usable = [(a, b) for a, b in edges if a in allowed and b in allowed]
    found = set(starts & allowed)
    grown = True
    while grown:
        before = len(found)
        for a, b in usable:
            if a in found or b in found:
                found |= {a, b}
        grown = len(found) > before
    return found
