"""In which order a decision diagram asks: along the network, with as few loose ends as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_STARTS = 100
"""From so many elements an order is begun, evenly spread over all of them."""


def orders(size: int, groups: Iterable[Iterable[int]], most: int) -> list[list[int]]:
    """Orders of the elements 0 to `size` - 1 for a diagram, the most promising first; at most `most`.

    A group holds elements that stand next to one another. What a diagram has to remember between two elements are the
    groups that are begun and not ended there, and in the worst case each of them doubles it. What hangs on the rest by
    one group alone is remembered for nothing: it is taken off first, again and again, and put back right after what it
    hangs on. What is left, the rings and meshes, is walked through from each start, always on to the element that
    leaves the fewest groups open, and the walks are sorted by the sum of 2^open over their steps.

    The meaning of a diagram does not depend on the order, its size does (Bryant 1986).
    """
    known = sorted({members for group in groups if len(members := tuple(sorted(set(group)))) > 1})
    hanging, meshed = _taken_off(size, known)
    core = sorted(set(range(size)) - hanging.keys())
    spaced = core[:: -(-len(core) // MOST_STARTS) or 1]
    walks = sorted({_walk(start, core, meshed) for start in spaced})[:most] or [(0, ())]
    return [_with_hanging(walk, hanging) for _, walk in walks]


def _taken_off(
    size: int, groups: Sequence[tuple[int, ...]]
) -> tuple[dict[int, int | None], list[tuple[int, ...]]]:
    """What hangs on something by one group alone, with what it hangs on; and the groups of what is left.

    Taken off in the order of the keys; None for what is left of a part that comes off whole.
    """
    left: list[set[int]] = [set(group) for group in groups]
    of_element: list[set[int]] = [set() for _ in range(size)]
    for number, members in enumerate(groups):
        for each in members:
            of_element[each].add(number)
    hanging: dict[int, int | None] = {}
    waiting = [each for each in range(size) if len(of_element[each]) <= 1]
    while waiting:
        each = waiting.pop()
        if each in hanging:
            continue
        hanging[each] = None
        for number in of_element[each]:
            group = left[number]
            group.discard(each)
            hanging[each] = last = min(group)
            if len(group) == 1:
                of_element[last].discard(number)
                if len(of_element[last]) <= 1:
                    waiting.append(last)
    # Parallel cables are one way to go on.
    meshed = {tuple(sorted(group - hanging.keys())) for group in left}
    return hanging, sorted(group for group in meshed if len(group) > 1)


def _walk(
    start: int, elements: Sequence[int], groups: Sequence[Sequence[int]]
) -> tuple[int, tuple[int, ...]]:
    """The walk from one element on, after what it costs."""
    of_element: dict[int, list[int]] = {each: [] for each in elements}
    for number, group in enumerate(groups):
        for each in group:
            of_element[each].append(number)
    sizes = [len(group) for group in groups]
    left = list(sizes)
    placed: dict[int, int] = {}
    last_beside = dict.fromkeys(elements, -1)
    near: set[int] = {start}
    cost = opened = 0

    def opens(each: int) -> int:
        begun = sum(left[number] == sizes[number] for number in of_element[each])
        return begun - sum(left[number] == 1 for number in of_element[each])

    while len(placed) < len(elements):
        if not near:
            near.add(next(each for each in elements if each not in placed))
        # Among equals the one beside what was placed last: what was begun is ended first.
        here = min(near, key=lambda each: (opens(each), -last_beside[each], each))
        near.discard(here)
        opened += opens(here)
        cost += 1 << opened
        placed[here] = len(placed)
        for number in of_element[here]:
            left[number] -= 1
            for each in groups[number]:
                if each not in placed:
                    near.add(each)
                    last_beside[each] = placed[here]
    return cost, tuple(placed)


def _with_hanging(walk: Sequence[int], hanging: dict[int, int | None]) -> list[int]:
    """The walk with what was taken off put back behind what it hangs on."""
    behind: dict[int | None, list[int]] = {}
    for each, what in hanging.items():
        behind.setdefault(what, []).append(each)
    found: list[int] = []
    waiting = [*reversed([*walk, *behind.get(None, [])])]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += reversed(behind.get(each, []))
    return found
