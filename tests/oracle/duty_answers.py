"""What the witness says of a duty: counts through time, three-valued outcomes, and the worst of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle.spans import Intervals, edges, holds_at
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.oracle.world import Side

Steps = tuple[tuple[Fraction, int, tuple[str, ...]], ...]
"""From each instant on, what is counted, and which parts work."""
Works = dict[str, Intervals]


@dataclass
class Counted:
    """One count of one post or commune."""

    needed: int
    storm: dict[Side, Steps]
    rest: dict[Side, Steps]
    judged: bool = True
    """False: nothing within the window is held against it."""

    @property
    def outcome(self) -> str:
        """Under the storm."""
        return three_valued(self.storm, self.needed)

    @property
    def at_rest(self) -> str:
        """With nothing failed."""
        return three_valued(self.rest, self.needed)


@dataclass
class Subject:
    """What is said of a post or commune."""

    outcome: str
    at_rest: str
    counts: dict[str, Counted]
    works: dict[str, dict[Side, Intervals]] = field(default_factory=dict)
    shared: dict[Side, dict[tuple[str, str], set[str]]] = field(default_factory=dict)
    """What takes two means at once, of means that work while nothing is lost."""
    brought: list[tuple[str, str, Fraction, Fraction | float]] = field(default_factory=list)
    """Fuel that comes: depot, generator, hour, litres."""
    first_h: dict[Side, Fraction | None] = field(default_factory=dict)
    """When the first team is there."""


@dataclass
class DutyAnswer:
    """What is said of a unit."""

    outcome: str
    at_rest: str
    series: dict[Side, Steps]
    subjects: dict[str, Subject]


def three_valued(series: dict[Side, Steps], needed: int) -> str:
    """Holds in the worst case, fails in the best, or nobody can tell."""
    if min(n for _, n, _ in series["pessimistic"]) >= needed:
        return "holds"
    return "fails" if min(n for _, n, _ in series["optimistic"]) < needed else "unknown"


def worst(outcomes: Iterable[str]) -> str:
    """One failure fails all; else one that nobody can judge leaves all open."""
    told = set(outcomes)
    return "fails" if "fails" in told else "unknown" if "unknown" in told else "holds"


Window = tuple[Fraction, Fraction]
"""The hours over which something is asked."""


def steps_of(
    window: Window, changes: Iterable[Fraction], present: Callable[[Fraction], Iterable[str]],
    count: Callable[[tuple[str, ...]], int] = len,
) -> Steps:  # fmt: skip
    """What is present from each instant on, and how much it counts."""
    start_h, end_h = window
    steps: list[tuple[Fraction, int, tuple[str, ...]]] = []
    for at_h in sorted({start_h, *(at for at in changes if start_h < at < end_h)}):
        there = tuple(sorted(present(at_h)))
        if not steps or steps[-1][2] != there:
            steps.append((at_h, count(there), there))
    return tuple(steps)


def counted(
    window: Window, needed: int, storm: Mapping[str, Mapping[Side, Intervals]],
    rest: Mapping[str, Mapping[Side, Intervals]],
) -> Counted:  # fmt: skip
    """How many of some parts work, under the storm and at rest."""

    def both(parts: Mapping[str, Mapping[Side, Intervals]]) -> dict[Side, Steps]:
        return {
            side: steps_of(
                window,
                {edge for works in parts.values() for edge in edges(works[side])},
                lambda at_h, side=side: [id_ for id_, on in parts.items() if holds_at(on[side], at_h)],  # type: ignore[misc]
            )
            for side in SIDES
        }  # fmt: skip

    return Counted(needed, both(storm), both(rest))


def steady(window: Window, needed: int, storm: dict[Side, int], rest: dict[Side, int]) -> Counted:
    """A count that is the same at every hour."""

    def always(counts: dict[Side, int]) -> dict[Side, Steps]:
        return {side: ((window[0], counts[side], ()),) for side in SIDES}

    return Counted(needed, always(storm), always(rest))


def subject_of(count_id: str, told: Counted) -> Subject:
    """A subject of one count."""
    return Subject(told.outcome, told.at_rest, {count_id: told})


def meeting(window: Window, subjects: Mapping[str, Subject], side: Side) -> Steps:
    """How many subjects have all that is asked of them."""

    def meets(subject: Subject, at_h: Fraction) -> bool:
        return all(
            max(step for step in each.storm[side] if step[0] <= at_h)[1] >= each.needed
            for each in subject.counts.values()
        )

    changes = {
        at_h for subject in subjects.values() for each in subject.counts.values()
        for at_h, _, _ in each.storm[side]
    }  # fmt: skip
    return steps_of(
        window, changes, lambda at_h: [id_ for id_, each in subjects.items() if meets(each, at_h)]
    )


def of_subjects(window: Window, subjects: dict[str, Subject], *, doubt: bool) -> DutyAnswer:
    """A unit by its worst subject; `doubt`: one more may have been set aside."""
    outcome = worst(each.outcome for each in subjects.values()) if subjects else "unknown"
    at_rest = worst(each.at_rest for each in subjects.values()) if subjects else "unknown"
    if doubt:
        outcome, at_rest = ("unknown" if told == "holds" else told for told in (outcome, at_rest))
    series = {side: meeting(window, subjects, side) for side in SIDES}
    return DutyAnswer(outcome, at_rest, series, subjects)
