"""What the judge says: holds, fails or cannot be judged, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from planner.foundation.diagnostics import Place
    from planner.foundation.text import Text
    from planner.policy.requirements import Requirement
    from planner.simulation.causes import Link

Outcome = Literal["holds", "fails", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """From `t_h` on, `n` hardened sites of the unit are in service: `sites`, sorted by id."""

    t_h: Fraction
    n: int
    sites: tuple[str, ...]


Series = tuple[Step, ...]
"""The step function n(t) over the requirement's window; a step where the set of sites changes."""


@dataclass(frozen=True, slots=True)
class Below:
    """How far and how long a series lies below the count that is asked."""

    minimum: int
    minimum_at_h: Fraction
    first_below_h: Fraction | None
    hours_below: Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """One attribute of the hardened test at one site: what is asked, what was found, who says so."""

    id: Literal["wind", "autonomy", "fiber", "diverse", "buried", "floor", "sharing"]
    outcome: Outcome
    asked: Text
    found: Text
    sourced: bool
    missing: tuple[str, ...] = ()
    """Dotted data that were not surveyed, such as `QN-0012.structure.design_wind`."""


@dataclass(frozen=True, slots=True)
class HardenedSite:
    """The hardened test of one site: `holds` hardened, `fails` not, `unknown` not surveyed."""

    site: str
    outcome: Outcome
    criteria: tuple[Criterion, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class SiteLoss:
    """A hardened site that went out of service within the window, and why; `until_h` None: not back in the window."""

    site: str
    since_h: Fraction
    until_h: Fraction | None
    chain: Link


WHOLE_RECORD = "record"
"""The datum of a site that was set aside: what is wanted is its record, without the errors."""


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """A datum that is missing and matters: `hours` is the time below the count that it could mend."""

    site: str
    datum: str
    """The path of the field, such as `QN-0012.structure.design_wind`; `QN-0012.record` for a record set aside."""
    hours: Fraction


@dataclass(frozen=True, slots=True)
class OperatorVerdict:
    """The same requirement with roaming off: only sites that carry this operator count."""

    outcome: Outcome
    pessimistic: Series
    optimistic: Series


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """What one wind model says of one unit: the outcome, the least count and the hours below, on both sides."""

    model: str
    outcome: Outcome
    minimum_pessimistic: int
    minimum_optimistic: int
    hours_below_pessimistic: Fraction
    hours_below_optimistic: Fraction


@dataclass(frozen=True, slots=True)
class UnitVerdict:
    """One requirement judged for one unit (district, commune or province)."""

    requirement: Requirement
    unit: str
    unit_name: Text
    outcome: Outcome
    at_rest: Outcome
    hardened: tuple[HardenedSite, ...]
    """Every site of the unit, sorted by id."""
    pessimistic: Series
    optimistic: Series
    below_pessimistic: Below
    below_optimistic: Below
    by_operator: Mapping[str, OperatorVerdict]
    losses: tuple[SiteLoss, ...]
    """Of the run that decides: the optimistic one where the series shown fail, else the pessimistic one."""
    survey: tuple[SurveyItem, ...]
    """Most decisive first; empty unless the verdict, under the storm or at rest, is `unknown`."""
    unsourced: int
    """Hardened sites that rest on figures without source and date."""
    by_model: tuple[ModelOutcome, ...] = ()
    """What each wind model says, in the order in which the storm names them; empty without a track."""
    model: str | None = None
    """The wind model whose series, hours and losses these are: the most adverse one for this unit."""

    @property
    def shown_outcome(self) -> Outcome:
        """The outcome of the series that are shown: under the most adverse wind model."""
        return next(
            (each.outcome for each in self.by_model if each.model == self.model), self.outcome
        )

    @property
    def models_differ(self) -> bool:
        """Whether it is the wind model that decides: not all of them come to the same outcome."""
        return len({each.outcome for each in self.by_model}) > 1

    @property
    def hardened_count(self) -> tuple[int, int]:
        """Hardened sites: those that are for certain, and those that may be."""
        sure = sum(1 for site in self.hardened if site.outcome == "holds")
        maybe = sum(1 for site in self.hardened if site.outcome == "unknown")
        return sure, sure + maybe

    @property
    def roaming_off(self) -> Outcome:
        """The worst outcome over the operators of the unit; `fails` where there is none."""
        outcomes = {verdict.outcome for verdict in self.by_operator.values()}
        if not outcomes or "fails" in outcomes:
            return "fails"
        return "unknown" if "unknown" in outcomes else "holds"
