"""Rows of the board while it is laid out: each kind is counted for itself, and what is the same is one row."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray


class Kind(IntEnum):
    """What a row tells, in the order in which the kinds lie on the board and are worked out."""

    KNOWN = 0
    ASSET = 1
    POWER = 2
    PLANT = 3
    UP = 4
    JOINED = 5
    DISH = 6
    SERVING = 7


class Row(NamedTuple):
    """A row of the board before the board is laid out: its kind, and its number among them."""

    kind: Kind
    number: int


LOST_ROW, KEPT_ROW = Row(Kind.KNOWN, 0), Row(Kind.KNOWN, 1)
"""What is lost from the start; what is never lost."""


class Numbering:
    """All rows, by kind, each with what it stands for."""

    def __init__(self) -> None:
        self._made: dict[Kind, dict[Hashable, int]] = {kind: {} for kind in Kind}
        self._made[Kind.KNOWN] = {"lost": 0, "kept": 1}
        self._firsts: list[int] | None = None

    def row(self, kind: Kind, spec: Hashable) -> Row:
        """The row that stands for `spec`: the one it has, or a new one.

        Raises
        ------
        ValueError
            If it would be new and the board is laid out already.
        """
        made = self._made[kind]
        if self._firsts is not None and spec not in made:
            msg = f"the board is laid out already; no room for {spec}"
            raise ValueError(msg)
        return Row(kind, made.setdefault(spec, len(made)))

    def specs(self, kind: Kind) -> list[Any]:
        """What the rows of a kind stand for, in order."""
        return list(self._made[kind])

    def first(self, kind: Kind) -> int:
        """The first row of a kind; with the first such question the board is laid out, and nothing can be added."""
        if self._firsts is None:
            self._firsts = [0]
            for each in Kind:
                self._firsts.append(self._firsts[-1] + len(self._made[each]))
        return self._firsts[kind]

    @property
    def total(self) -> int:
        """Rows of the board."""
        return sum(len(made) for made in self._made.values())

    def numbers(self, rows: Iterable[Row]) -> NDArray[np.int32]:
        """The rows' numbers on the board."""
        return np.array([self.first(row.kind) + row.number for row in rows], dtype=np.int32)
