"""Where a random world gets its choices from: a seeded generator, or Hypothesis, which can shrink."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


class Chance(ABC):
    """Whole numbers, and what follows from them; nought is always the dullest choice."""

    @abstractmethod
    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""

    def happens(self, percent: int) -> bool:
        """True in `percent` of a hundred cases."""
        return self.integer(0, 99) >= 100 - percent

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`, of which the first is the dullest."""
        return items[self.integer(0, len(items) - 1)]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """Up to `most` different ones of `items`, in their order."""
        left = list(range(len(items)))
        chosen = []
        for _ in range(self.integer(0, min(most, len(items)))):
            chosen.append(left.pop(self.integer(0, len(left) - 1)))
        return [items[index] for index in sorted(chosen)]


class Seeded(Chance):
    """Choices of `random.Random(seed)`: for campaigns, where a seed names a world."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


class Draw(Protocol):
    """How Hypothesis hands out a whole number: `draw` of a composite, or of `st.data()`."""

    def __call__(self, strategy: SearchStrategy[int], /) -> int:
        """A number from the strategy."""


class Drawn(Chance):
    """Choices that Hypothesis makes, so that a failing world shrinks to a dull one."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))
