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


def set_aside(
    world: World, side: Side, sections: Set[str], spans: str, known: Set[str]
) -> tuple[set[str], list[tuple[str, str]], bool]:
    """What the optimistic side makes of records set aside.

    Returns
    -------
    ghosts
        Vertices of `sections` that were set aside: live, and at the origin of the network by themselves.
    links
        Spans set aside whose two ends are known, which stand for good.
    anywhere
        Whether some other span was set aside: an end that could not be read, or that no record has, may
        be any vertex, so that any may be joined to the origin.
    """
    if side == "pessimistic":
        return set(), [], False
    records = world.province.set_aside
    ghosts = {
        record.id for record in records if record.section in sections and record.id is not None
    }
    ends = [record.ends for record in records if record.section == spans]
    links = [pair for pair in ends if pair is not None and len({*pair} & (known | ghosts)) == 2]
    return ghosts, links, len(links) < len(ends)
