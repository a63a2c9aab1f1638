"""The one search that the oracle has: who is joined to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from tests.oracle.world import Side, World

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


def spans_aside(
    world: World, side: Side, section: str, vertices: Set[str]
) -> tuple[list[tuple[str, str]], bool]:
    """Spans set aside that stand for good on the optimistic side, and whether one may lead anywhere.

    One whose ends could not be read, or that leads to what the province does not have, may.
    """
    spans: list[tuple[str, str]] = []
    anywhere = False
    for record in world.province.set_aside if side == "optimistic" else ():
        if record.section == section:
            if record.ends is not None and len({*record.ends} & vertices) == 2:
                spans.append(record.ends)
            else:
                anywhere = True
    return spans, anywhere
