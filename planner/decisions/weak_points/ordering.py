"""In which order a decision diagram asks: what stands together in the network is asked together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_ROUNDS = 200


def orders(size: int, groups: Iterable[Collection[int]]) -> Iterator[list[int]]:
    """Orders of the variables 0 to `size` - 1 in which groups lie close together, the closest first.

    First along the network, from one of its far ends (Cuthill & McKee 1969); then drawn together by moving each
    variable to the middle of the groups it is in, again and again (FORCE: Aloul, Markov & Sakallah 2003). The size
    of a diagram depends much on the order, its meaning not at all.
    """
    known = sorted({tuple(sorted(set(group))) for group in groups if len(set(group)) > 1})
    along = _along(size, known)
    turned = [along[size * part // 4 :] + along[: size * part // 4] for part in range(4)]
    found = [_drawn_together(start, known) for start in (*turned, along[::-1], list(range(size)))]
    yield from (order for _, order in sorted(found))


def _along(size: int, groups: Sequence[tuple[int, ...]]) -> list[int]:
    beside: list[set[int]] = [set() for _ in range(size)]
    for group in groups:
        for each in group:
            beside[each].update(other for other in group if other != each)
    found: list[int] = []
    seen: set[int] = set()
    for first in range(size):
        if first not in seen:
            # Twice to the far end: the second time from one end to the other.
            far = _outwards(_outwards(first, beside)[-1], beside)[-1]
            part = _outwards(far, beside)
            seen.update(part)
            found += part
    return found


def _outwards(first: int, beside: Sequence[set[int]]) -> list[int]:
    found, seen = [first], {first}
    for each in found:
        for other in sorted(beside[each] - seen, key=lambda v: (len(beside[v]), v)):
            seen.add(other)
            found.append(other)
    return found


def _drawn_together(
    order: Sequence[int], groups: Sequence[tuple[int, ...]]
) -> tuple[int, list[int]]:
    """The best order met, with the sum of the groups' lengths in it."""
    of_variable: list[list[int]] = [[] for _ in order]
    for number, group in enumerate(groups):
        for each in group:
            of_variable[each].append(number)
    best: tuple[int, list[int]] | None = None
    for _ in range(_ROUNDS):
        at = {each: place for place, each in enumerate(order)}
        length = sum(max(at[v] for v in group) - min(at[v] for v in group) for group in groups)
        if best is None or length < best[0]:
            best = length, list(order)
        middle = [sum(at[v] for v in group) / len(group) for group in groups]
        aim = {
            v: sum(middle[g] for g in own) / len(own) if own else float(at[v])
            for v, own in enumerate(of_variable)
        }
        order = sorted(at, key=lambda v: (aim[v], at[v]))
    assert best is not None
    return best
