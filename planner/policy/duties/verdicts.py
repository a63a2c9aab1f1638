"""What is said of a duty: for each unit, and in it for each post or commune, with the parts that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.foundation.diagnostics import Place
    from planner.foundation.intervals import Intervals
    from planner.foundation.text import Text
    from planner.network.sides import Side
    from planner.policy.duties.records import AnyDuty
    from planner.policy.verdicts import Below, Outcome, Series
    from planner.simulation.causes import Link

SubjectKind = Literal[
    "command-post", "commune", "task", "milestone", "readiness",
    "district", "province", "site", "fiber-node", "mast", "unit",
]  # fmt: skip
MeasureId = Literal[
    "independent", "without-public", "channels", "people", "task", "ready", "sites-back",
    "posts-linked", "commune-station", "islands-linked", "reached", "fuel", "island-sites",
    "derated", "buried", "agreed",
]  # fmt: skip
BothSides = Mapping["Side", "Intervals"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a duty counts: a means of a post, a channel or an operator of a commune.

    `works` says when it does, under the storm, on both sides. `notes` say what keeps it from counting at any time.
    """

    id: str
    kind: str
    name: Text
    works: BothSides
    at_rest: BothSides
    place: Place | None
    public: bool = False
    """It needs a public network."""
    notes: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()
    """Dotted data that were not surveyed and keep its two sides apart."""


@dataclass(frozen=True, slots=True)
class PartLoss:
    """A part that stopped working within the window, and why; `until_h` None: not back in the window."""

    part: str
    since_h: Fraction
    until_h: Fraction | None
    chains: tuple[Link, ...]
    others: int = 0
    """How many more things of the same kind failed it, whose chains are not told."""
    certain: bool = True
    """Whether it was lost on the optimistic side too."""


@dataclass(frozen=True, slots=True)
class CommonPoint:
    """Two parts that one and the same loss takes: not independent, however different they look."""

    parts: tuple[str, str]
    points: tuple[str, ...]
    """Ids of the assets and risk groups, sorted."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One count that a duty asks for, through time, on both sides and at rest."""

    id: MeasureId
    needed: int
    outcome: Outcome
    at_rest: Outcome
    pessimistic: Series
    optimistic: Series
    below_pessimistic: Below
    below_optimistic: Below
    rest_minimum: tuple[int, int] = (0, 0)
    """The least count at rest, on the pessimistic and on the optimistic side."""


@dataclass(frozen=True, slots=True)
class SubjectVerdict:
    """A duty judged for one command post or commune."""

    subject: str
    kind: SubjectKind
    name: Text
    place: Place | None
    population: int | None
    outcome: Outcome
    at_rest: Outcome
    measures: tuple[Measure, ...]
    parts: tuple[Part, ...]
    common: tuple[CommonPoint, ...] = ()
    losses: tuple[PartLoss, ...] = ()
    survey: tuple[str, ...] = ()
    no_signal_before: int = 0
    """People who had no signal before the storm: never covered, and not lost by the storm."""
    notes: tuple[Text, ...] = ()
    """What a register says of it."""

    @property
    def deciding(self) -> Measure:
        """The measure that decides: the worst, then the one that falls furthest below."""
        order = ("fails", "unknown", "holds")
        return min(
            self.measures,
            key=lambda m: (order.index(m.outcome), m.below_pessimistic.minimum - m.needed),
        )


@dataclass(frozen=True, slots=True)
class DutyVerdict:
    """One duty judged for one unit; the worst of its subjects decides.

    `pessimistic` and `optimistic` count the subjects that meet the duty, through time; for coverage, the people.
    `people` is how many live in the unit as far as is known.
    """

    requirement: AnyDuty
    unit: str
    unit_name: Text
    outcome: Outcome
    at_rest: Outcome
    needed: int
    subjects: tuple[SubjectVerdict, ...]
    pessimistic: Series
    optimistic: Series
    below_pessimistic: Below
    below_optimistic: Below
    without: tuple[int, Fraction | None]
    """Most people at one time in communes without any working channel, or out of coverage, and since when."""
    survey: tuple[str, ...]
    no_signal_before: int = 0
    """People who had no signal before the storm, of all subjects."""
    rest_minimum: tuple[int, int] | None = None
    """For coverage: people covered at rest, on both sides."""
    by_model: tuple[tuple[str, Outcome], ...] = ()
    """What each wind model says, where there are several."""
    note: Text | None = None
    """Why nobody can tell, where it is not for want of data."""
