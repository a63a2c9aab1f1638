"""Draws that give the same values on every platform and Python: only `random()` and arithmetic."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One stream of draws, named so that a change in one place leaves the others alone."""

    def __init__(self, seed: int, *names: str) -> None:
        # A text seed goes through SHA-512, so it does not depend on the hash seed.
        self._random = random.Random("/".join([str(seed), *names]))

    def share(self) -> float:
        """Uniform in [0, 1)."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self.share() < probability

    def between(self, low: float, high: float) -> float:
        """Uniform from `low` to `high`."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return items[int(self.share() * len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys; their weights need not add up to 1."""
        left = self.share() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return list(weights)[-1]

    def several(self, weights: Mapping[T, float], count: int) -> list[T]:
        """`count` different keys, in the order of `weights`."""
        rest = dict(weights)
        while len(rest) > len(weights) - count:
            del rest[self.weighted(rest)]
        return [item for item in weights if item not in rest]

    def scatter(self, spread: float) -> tuple[float, float]:
        """A point around (0, 0), denser in the middle, at most `spread` away along each axis."""
        return (
            spread * (self.share() + self.share() - 1.0),
            spread * (self.share() + self.share() - 1.0),
        )
