"""Where labels go: near what they name, and not over one another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Pair = tuple[float, float]

_RADII = (0.0, 16.0, 28.0, 42.0, 58.0, 78.0, 100.0, 125.0)
_DIRECTIONS = 16
_COST_OF_DISTANCE = 7


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    def distance(self, spot: Pair) -> float:
        """How far a spot lies outside; nought inside."""
        return math.hypot(
            max(self.x - spot[0], 0, spot[0] - self.x - self.width),
            max(self.y - spot[1], 0, spot[1] - self.y - self.height),
        )

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, across) * max(0.0, down)


def width_of(words: str, size: float) -> float:
    """A safe estimate of a line's width in a sans-serif face."""
    narrow = sum(letter in "iljtfr.,:; 1" for letter in words)
    return size * (0.6 * (len(words) - narrow) + 0.34 * narrow)


class Placer:
    """Places labels one by one; what is placed is kept clear of the next."""

    def __init__(self, frame: Box, taken: Iterable[Box] = (), marks: Iterable[Box] = ()) -> None:
        self.frame = frame
        self.taken = list(taken)
        self.marks = list(marks)

    def place(
        self, at: Pair, width: float, height: float, home: Sequence[Sequence[Pair]] = ()
    ) -> tuple[Box, bool]:
        """The best box for a label centred near `at`, and whether it needs a line to its place.

        `home` are the outlines of what is named: a label on somebody else's ground misleads.
        """
        best: tuple[float, Box] | None = None
        for box, radius in _around(at, width, height):
            if best is not None and radius * _COST_OF_DISTANCE > best[0]:
                break  # all that follows is farther still
            cost = self._cost(box, radius)
            middle = box.x + width / 2, box.y + height / 2
            if home and not is_inside(middle, home):
                cost += 900
            if best is None or cost < best[0] - 1e-9:
                best = (cost, box)
        assert best is not None  # the first radius always gives one
        self.taken.append(best[1])
        return best[1], best[1].distance(at) > 5

    def _cost(self, box: Box, radius: float) -> float:
        inside = box.overlap(self.frame)
        outside = box.width * box.height - inside
        over_labels = sum(box.overlap(other) for other in self.taken)
        over_marks = sum(box.overlap(other) for other in self.marks)
        return outside * 100 + over_labels * 60 + over_marks * 1.2 + radius * _COST_OF_DISTANCE


def _around(at: Pair, width: float, height: float) -> Iterator[tuple[Box, float]]:
    """Boxes ever farther from a place: over it, then beside it."""
    for radius in _RADII:
        for beside in (0, 1) if radius else (0,):
            for step in range(_DIRECTIONS if radius else 1):
                angle = 2 * math.pi * step / _DIRECTIONS
                # Labels are wide and low, so a step aside is longer than one up or down.
                x = at[0] + (radius + width / 2 * beside) * math.cos(angle) - width / 2
                y = at[1] + (radius + height / 2 * beside) * math.sin(angle) - height / 2
                yield Box(x, y, width, height), radius


def is_inside(spot: Pair, rings: Sequence[Sequence[Pair]]) -> bool:
    """Whether a spot lies inside one of the rings."""
    return any(
        sum(crossing < spot[0] for crossing in _crossings(ring, spot[1])) % 2 == 1 for ring in rings
    )


def heart_of(rings: Sequence[Sequence[Pair]]) -> Pair | None:
    """A point well inside the largest ring: the middle of its widest inner stretch."""
    if not rings:
        return None
    ring = max(rings, key=_area)
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best: tuple[float, Pair] | None = None
    for share in range(3, 18):
        y = low + (high - low) * share / 20
        crossings = sorted(_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            # A stretch near the middle of the height is worth more than one at the rim.
            worth = (right - left) * (1 - abs(share - 10) / 16)
            if best is None or worth > best[0]:
                best = (worth, ((left + right) / 2, y))
    return best[1] if best is not None else ring[0]


def _area(ring: Sequence[Pair]) -> float:
    turned = (
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    return abs(sum(turned)) / 2


def _crossings(ring: Sequence[Pair], y: float) -> list[float]:
    found = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 <= y < y2) or (y2 <= y < y1):
            found.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return found
