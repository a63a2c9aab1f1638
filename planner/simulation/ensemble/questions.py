"""What is asked of every sample: of a set of sites, how many serve at once, over a window of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """A site that counts while it serves one of some operators.

    `views` are the networks over which these operators are served: one that some equipment names has its own, all
    others share that of None. Sorted, None first.
    """

    site: str
    views: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Whether at least so many of these sites serve at every instant of the window.

    `pessimistic` and `optimistic` are the sites that count on each side of what was not surveyed; `perhaps` more are
    taken to serve always on the optimistic side (sites set aside). `operator` None: any operator serves.
    """

    requirement: str
    unit: str
    operator: str | None
    at_least: int
    start_h: Fraction
    end_h: Fraction
    pessimistic: tuple[Counted, ...]
    optimistic: tuple[Counted, ...]
    perhaps: int = 0

    @property
    def sides(self) -> tuple[tuple[tuple[Counted, ...], int], tuple[tuple[Counted, ...], int]]:
        """Sites, and how many more always serve: pessimistic, optimistic."""
        return (self.pessimistic, 0), (self.optimistic, self.perhaps)
