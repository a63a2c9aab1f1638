"""What every duty is judged with: both sides of both runs, the window, the units with their people."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from planner.foundation.intervals import ZERO, Intervals, holds_at, outside, shared, within
from planner.network.sides import SIDES
from planner.policy.duties.measuring import Window
from planner.policy.duties.verdicts import DutyVerdict, PartLoss
from planner.policy.hardened import worst
from planner.policy.series import below
from planner.policy.units import Unit, units_of
from planner.simulation.chains import explainer_of
from planner.simulation.ordeal import Ordeal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from planner.network.sides import Side
    from planner.policy.duties.carriers import Told
    from planner.policy.duties.living import Living
    from planner.policy.duties.measured_coverage import Measured
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.serving import DutyEvidence, Serving
    from planner.policy.duties.verdicts import Part, SubjectVerdict
    from planner.policy.verdicts import Outcome, Series
    from planner.simulation.chains import Explainer
    from planner.simulation.timeline import SideRun

T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """One duty and the evidence that it is judged on."""

    evidence: DutyEvidence
    duty: AnyDuty
    explain: bool

    @cached_property
    def window(self) -> Window:
        """From the duty's start to its end, within the horizon."""
        horizon, until = self.evidence.ordeal.horizon_h, self.duty.until_h
        return Window(
            min(self.duty.from_h, horizon), horizon if until is None else min(until, horizon)
        )

    @cached_property
    def storm(self) -> Mapping[Side, Serving]:
        """Both sides under the storm."""
        return self._serving(self.evidence.storm, self.evidence.ordeal)

    @cached_property
    def rest(self) -> Mapping[Side, Serving]:
        """Both sides with nothing failed."""
        ordeal = self.evidence.ordeal
        return self._serving(self.evidence.rest, Ordeal(ordeal.horizon_h, fuel_share=ordeal.fuel_share))

    def at_rest_once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is so of the duty with nothing failed: worked out under the first weather, the same under all."""
        if key not in self._at_rest:
            self._at_rest[key] = make()
        return self._at_rest[key]  # type: ignore[return-value]

    @cached_property
    def _at_rest(self) -> dict[Hashable, object]:
        """What was found out at rest of this duty over this window, under whichever weather."""
        return self.evidence.standing.once(("at rest", self.duty, self.window), dict)

    def _serving(
        self, runs: Mapping[Side, SideRun], ordeal: Ordeal
    ) -> Mapping[Side, Serving]:
        evidence = self.evidence
        return {
            side: evidence.standing.serving(self.duty.reach, ordeal, runs[side])
            for side in SIDES
        }

    @cached_property
    def explainers(self) -> Mapping[Side, Explainer]:
        """Who tells why, on each side under the storm."""
        evidence = self.evidence
        return {
            side: explainer_of(evidence.province, evidence.ordeal, evidence.storm[side])
            for side in SIDES
        }

    @cached_property
    def living(self) -> Mapping[str, tuple[Living, ...]]:
        """Where the people of each commune live."""
        return self.evidence.standing.living(self.duty.reach.terrain)

    @cached_property
    def measured(self) -> Mapping[str, Mapping[str, Measured]]:
        """What was measured of coverage, by commune and operator."""
        return self.evidence.standing.measured

    def units(self) -> list[Unit]:
        """The units that the duty speaks of, sorted by id."""
        return units_of(self.evidence.province, self.duty)

    def communes_of(self, unit: Unit) -> tuple[str, ...]:
        """The communes of a unit, sorted by id."""
        known = self.evidence.province.communes
        if self.duty.unit == "commune":
            return (unit.id,)
        return tuple(
            sorted(
                id_
                for id_, commune in known.items()
                if self.duty.unit == "province" or commune.district == unit.id
            )
        )

    def aside(self, *sections: str) -> bool:
        """Whether a record of these lists was set aside: nobody knows which unit it was about."""
        return any(each.section in sections for each in self.evidence.province.set_aside)

    # --- from parts to losses ---

    def losses(
        self,
        parts: Sequence[Part],
        side: Side,
        tell: Callable[[Part, Side, Fraction], Told],
    ) -> tuple[PartLoss, ...]:
        """Each time within the window at which a part that works at rest does not, and why."""
        if not self.explain:
            return ()
        window, found = self.window, []
        for part in parts:
            gone = shared(outside(part.works[side]), part.at_rest[side])
            for start, end in gone:
                if within(((start, end),), window.start_h, window.end_h):
                    until = None if end >= window.end_h else Fraction(end)
                    certain = not holds_at(part.works["optimistic"], start)
                    found.append(PartLoss(part.id, start, until, *tell(part, side, start), certain))
        return tuple(sorted(found, key=lambda loss: (loss.since_h, loss.part)))

    # --- from subjects to units ---

    def unit_verdict(
        self,
        unit: Unit,
        subjects: Sequence[SubjectVerdict],
        without: tuple[int, Fraction | None] = (0, None),
        *,
        doubt: bool = False,
    ) -> DutyVerdict:
        """The unit by its subjects: the worst decides; where there is none to judge, nobody can tell.

        `doubt` says that a record was set aside that may have been one more subject: then nothing holds for sure.
        """
        outcome = worst(each.outcome for each in subjects) if subjects else "unknown"
        at_rest = worst(each.at_rest for each in subjects) if subjects else "unknown"
        if doubt:
            outcome, at_rest = _doubted(outcome), _doubted(at_rest)
        series = {side: self._meeting(subjects, side) for side in SIDES}
        needed = max(len(subjects), 1)
        return DutyVerdict(
            requirement=self.duty,
            unit=unit.id,
            unit_name=unit.name,
            outcome=outcome,
            at_rest=at_rest,
            needed=needed,
            subjects=tuple(subjects),
            pessimistic=series["pessimistic"],
            optimistic=series["optimistic"],
            below_pessimistic=below(series["pessimistic"], needed, self.window.end_h),
            below_optimistic=below(series["optimistic"], needed, self.window.end_h),
            without=without,
            survey=tuple(dict.fromkeys(datum for each in subjects for datum in each.survey)),
            no_signal_before=sum(each.no_signal_before for each in subjects),
        )

    def _meeting(self, subjects: Sequence[SubjectVerdict], side: Side) -> Series:
        """How many subjects meet the duty, through time."""
        meeting: dict[str, Intervals] = {}
        for each in subjects:
            kept: Intervals = ((ZERO, self.window.end_h),)
            for measure in each.measures:
                series = measure.pessimistic if side == "pessimistic" else measure.optimistic
                kept = shared(kept, self.window.meets(series, measure.needed))
            meeting[each.subject] = kept
        return self.window.series(meeting)

    def most_people_without(
        self, when: Mapping[str, Intervals], people: Mapping[str, int]
    ) -> tuple[int, Fraction | None]:
        """The most people at one time in the places `when` says, and the first instant of that."""
        series = self.window.series(when, lambda ids: sum(people[each] for each in ids))
        most = max(series, key=lambda step: (step.n, -step.t_h))
        return (most.n, most.t_h) if most.n else (0, None)


def _doubted(outcome: Outcome) -> Outcome:
    return "unknown" if outcome == "holds" else outcome
