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

    def row(self, kind: Kind, spec: Hashable) -> Row:
        """The row that stands for `spec`: the one it has, or a new one."""
        made = self._made[kind]
        return Row(kind, made.setdefault(spec, len(made)))

    def specs(self, kind: Kind) -> list[Any]:
        """What the rows of a kind stand for, in order."""
        return list(self._made[kind])

    def first(self, kind: Kind) -> int:
        """The first row of a kind on the board; nothing may be added to the kinds before it any more."""
        return sum(len(self._made[each]) for each in Kind if each < kind)

    @property
    def total(self) -> int:
        """Rows of the board."""
        return sum(len(made) for made in self._made.values())

    def numbers(self, rows: Iterable[Row]) -> NDArray[np.int32]:
        """The rows' numbers on the board."""
        first = [self.first(kind) for kind in Kind]
        return np.array([first[row.kind] + row.number for row in rows], dtype=np.int32)
