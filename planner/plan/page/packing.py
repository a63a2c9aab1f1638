"""Tables that a page keeps once and refers to by number: texts, timelines, chains of causes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from planner.policy.verdicts import Outcome, Series

OUTCOMES: dict[Outcome, int] = {"holds": 0, "unknown": 1, "fails": 2}
"""Verdicts as the page numbers them: the larger, the worse."""
SECONDS_PER_HOUR = 3600
DEGREE_UNITS = 100_000
"""A coordinate on the page is a whole number of 0.00001 degrees: about a metre."""


def seconds(hour: Fraction | float) -> int:
    """Whole seconds from the scenario's start, rounded down; never after what it stands for."""
    return math.floor(hour * SECONDS_PER_HOUR)


def units(degrees: float) -> int:
    """A coordinate as the page keeps it."""
    return round(degrees * DEGREE_UNITS)


def counts_through_time(series: Series) -> list[int]:
    """(second, count) at each change of a count, flat."""
    flat: list[int] = []
    for step in series:
        if not flat or flat[-1] != step.n:
            flat += [seconds(step.t_h), step.n]
    return flat


class Packed:
    """What the page's parts share; each distinct text, list and chain stands in it once."""

    def __init__(self) -> None:
        self.texts: list[list[str] | str] = []
        self.lists: list[list[int]] = []
        self.chains: list[list[int]] = []
        self._text_numbers: dict[Text, int] = {}
        self._list_numbers: dict[tuple[int, ...], int] = {}
        self._chain_numbers: dict[tuple[int, ...], int] = {}

    def text(self, text: Text) -> int:
        """The number of a text: one string where both languages say the same, else two."""
        number = self._text_numbers.get(text)
        if number is None:
            number = self._text_numbers[text] = len(self.texts)
            vi, en = clean(text.vi), clean(text.en)
            self.texts.append(vi if vi == en else [vi, en])
        return number

    def list(self, values: Iterable[int]) -> int:
        """The number of a list of whole numbers."""
        return _kept(tuple(values), self.lists, self._list_numbers)

    def chain(self, lines: Iterable[Text]) -> int:
        """The number of a chain of causes, a line each."""
        return _kept(tuple(self.text(line) for line in lines), self.chains, self._chain_numbers)


def _kept(
    values: tuple[int, ...], kept: list[list[int]], numbers: dict[tuple[int, ...], int]
) -> int:
    number = numbers.get(values)
    if number is None:
        number = numbers[values] = len(kept)
        kept.append(list(values))
    return number
