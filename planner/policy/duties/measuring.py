"""From parts that work and do not work to counts through time, and from counts to verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.intervals import Intervals
from planner.policy.duties.verdicts import Measure
from planner.policy.series import below, outcome_of, series_of
from planner.policy.verdicts import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from planner.network.sides import Side
    from planner.policy.duties.verdicts import MeasureId
    from planner.policy.verdicts import Series


@dataclass(frozen=True, slots=True)
class Window:
    """The hours over which something is asked."""

    start_h: Fraction
    end_h: Fraction

    def __hash__(self) -> int:
        """By what equal hours share and is at hand; the hash of a Fraction is a division modulo a prime."""
        return hash((self.start_h.numerator, self.end_h.numerator))

    def series(
        self,
        parts: Mapping[str, Intervals],
        count: Callable[[tuple[str, ...]], int] | None = None,
    ) -> Series:
        """What is counted among the parts that work, through time; by default how many they are."""
        steps = series_of(parts, self.start_h, self.end_h)
        if count is None:
            return steps
        return tuple(Step(step.t_h, count(step.sites), step.sites) for step in steps)

    def meets(self, series: Series, needed: int) -> Intervals:
        """When a series reaches what is needed."""
        found: list[tuple[Fraction, Fraction]] = []
        since_h: Fraction | None = None
        for step in series:
            if step.n < needed:
                if since_h is not None:
                    found.append((since_h, step.t_h))
                since_h = None
            elif since_h is None:
                since_h = step.t_h
        if since_h is not None and since_h < self.end_h:
            found.append((since_h, self.end_h))
        return tuple(found)


def measured(
    id_: MeasureId,
    needed: int,
    storm: Mapping[Side, Series],
    rest: Mapping[Side, Series],
    window: Window,
) -> Measure:
    """One count with its verdicts, under the storm and at rest."""
    worst, best = storm["pessimistic"], storm["optimistic"]
    return Measure(
        id=id_,
        needed=needed,
        outcome=outcome_of(worst, best, needed),
        at_rest=outcome_of(rest["pessimistic"], rest["optimistic"], needed),
        pessimistic=worst,
        optimistic=best,
        below_pessimistic=below(worst, needed, window.end_h),
        below_optimistic=below(best, needed, window.end_h),
        rest_minimum=(
            min(step.n for step in rest["pessimistic"]),
            min(step.n for step in rest["optimistic"]),
        ),
    )
