"""Milestones of recovery, computed from the run: how much is back so long after the worst, or after the storm came.

The two sides are bracketed in `planner.policy.duties.milestone_bracket`.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, Intervals, outside, shared, within
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.milestone_bracket import bracket_of, counts_from, counts_of, largest
from planner.policy.duties.milestone_things import Things
from planner.policy.duties.verdicts import DutyVerdict, Measure, PartLoss, SubjectVerdict
from planner.policy.verdicts import Below, Step

if TYPE_CHECKING:
    from planner.network.sides import Side
    from planner.policy.duties.milestone_bracket import Bracket, Counts
    from planner.policy.duties.milestone_things import Thing
    from planner.policy.duties.records import MilestoneDuty
    from planner.policy.duties.setting import Setting
    from planner.policy.units import Unit
    from planner.policy.verdicts import Outcome, Series

MOST_TOLD = 5
"""Of what is still out when it should be back, this many are told about."""


def judge_milestone(setting: Setting, duty: MilestoneDuty) -> list[DutyVerdict]:
    """The duty for every unit; a unit without anything that could be lost cannot be judged."""
    things = Things(setting, duty)
    return [_Milestone(setting, duty, unit, things.of(unit)).verdict() for unit in setting.units()]


class _Milestone:
    def __init__(
        self, setting: Setting, duty: MilestoneDuty, unit: Unit, things: list[Thing]
    ) -> None:
        self.setting = setting
        self.duty = duty
        self.unit = unit
        self.window = setting.window
        self.things = things
        self.doubt = setting.aside(*ASIDE[duty.measure]) or bool(
            duty.measure == "sites-back" and unit.perhaps
        )

    def verdict(self) -> DutyVerdict:
        """What is said of the unit."""
        if not self.things:
            return self.setting.unit_verdict(self.unit, ())
        bracket = self._bracket()
        first, last = self._deadlines(bracket)
        outcome, note = self._outcome(bracket, first, last)
        measure = self._measure(bracket, outcome, first, last)
        survey = self._survey(first) if outcome == "unknown" and note is None else ()
        losses = self._still_out(outcome, measure, (first, last)) if self.setting.explain else ()
        subject = SubjectVerdict(
            subject=self.unit.id,
            kind="milestone",
            name=self.unit.name,
            place=None,
            population=None,
            outcome=outcome,
            at_rest=measure.at_rest,
            measures=(measure,),
            parts=(),
            losses=losses,
            survey=survey,
        )
        return DutyVerdict(
            requirement=self.duty,
            unit=self.unit.id,
            unit_name=self.unit.name,
            outcome=outcome,
            at_rest=measure.at_rest,
            needed=measure.needed,
            subjects=(subject,),
            pessimistic=measure.pessimistic,
            optimistic=measure.optimistic,
            below_pessimistic=measure.below_pessimistic,
            below_optimistic=measure.below_optimistic,
            without=(0, None),
            survey=survey,
            note=note,
        )

    # --- how many are out ---

    def _out(self, thing: Thing) -> tuple[Intervals, Intervals]:
        """When the thing is out, at the least and at the most; of a site, only what is on air at rest was lost."""
        least, most = outside(thing.works["optimistic"]), outside(thing.works["pessimistic"])
        if self.duty.measure == "sites-back":
            least = shared(least, thing.at_rest["pessimistic"])
            most = shared(most, thing.at_rest["optimistic"])
        return least, most

    def _bracket(self) -> Bracket:
        return bracket_of(
            [self._out(each) for each in self.things],
            Fraction(str(self.duty.share)),
            self.window.start_h,
            self.window.end_h,
            of_lost=self.duty.measure == "sites-back",
        )

    # --- by when ---

    def _deadlines(self, bracket: Bracket) -> tuple[Fraction, Fraction]:
        """The earliest and the latest hour that may be meant."""
        start, by_h = self.window.start_h, self.duty.by_h
        if self.duty.counted_from == "worst":
            first, last = bracket.worst_h()
            return first + by_h, last + by_h
        zero = ZERO
        if self.duty.counted_from == "storm-arrival":
            zero = self.setting.evidence.clock.arrival_h(self.duty.arrival_force) or ZERO
        return max(zero + by_h, start), max(zero + by_h, start)

    # --- what follows ---

    def _outcome(
        self, bracket: Bracket, first: Fraction, last: Fraction
    ) -> tuple[Outcome, Text | None]:
        outcome, end = bracket.outcome(first, last), self.window.end_h
        if outcome == "unknown" and first >= end:
            hours = float(end)
            return outcome, Text(
                vi=f"mốc nằm sau khi hết thời gian xét ({hours:g} giờ): kéo dài horizon_h",
                en=f"the milestone lies beyond the hours that are judged ({hours:g}): lengthen horizon_h",
            )
        return self._doubted(outcome), None

    def _doubted(self, outcome: Outcome) -> Outcome:
        """What is left to say where one more thing may be there.

        It may be out; and where not all must be back, or the worst hour counts, it may let more stay out, or longer.
        """
        sure = self.duty.share == 1 and self.duty.counted_from != "worst"
        return "unknown" if self.doubt and not (outcome == "fails" and sure) else outcome

    def _measure(
        self, bracket: Bracket, outcome: Outcome, first: Fraction, last: Fraction
    ) -> Measure:
        end, total = self.window.end_h, len(self.things)
        allowed = bracket.allowed_most if outcome == "fails" else bracket.allowed_least
        worst = _series(bracket.most, total, first, self.window.start_h, end)
        best = _series(bracket.least, total, last, self.window.start_h, end)
        needed = total - allowed
        return Measure(
            id=self.duty.measure,
            needed=needed,
            outcome=outcome,
            at_rest=self._at_rest(),
            pessimistic=worst,
            optimistic=best,
            below_pessimistic=_below(worst, needed, first, end),
            below_optimistic=_below(best, needed, last, end),
        )

    def _at_rest(self) -> Outcome:
        """With nothing failed no site is lost; posts, communes and islands must be linked all the same."""
        if self.duty.measure == "sites-back":
            return self._doubted("holds")
        start, end = self.window.start_h, self.window.end_h
        allowed = floor((1 - Fraction(str(self.duty.share))) * len(self.things))
        out = {
            side: largest(
                counts_of([outside(each.at_rest[side]) for each in self.things], start, end)
            )
            for side in SIDES
        }
        if out["optimistic"] > allowed:
            return self._doubted("fails")
        return self._doubted("holds") if out["pessimistic"] <= allowed else "unknown"

    def _still_out(
        self, outcome: Outcome, measure: Measure, deadlines: tuple[Fraction, Fraction]
    ) -> tuple[PartLoss, ...]:
        """What is out when most is after the deadline, for certain if the milestone fails, and why."""
        fails = outcome == "fails"
        below = measure.below_optimistic if fails else measure.below_pessimistic
        at_h = deadlines[fails] if below.first_below_h is None else below.minimum_at_h
        if outcome == "holds" or at_h >= self.window.end_h:
            return ()
        found: list[PartLoss] = []
        side: Side = "optimistic" if outcome == "fails" else "pessimistic"
        for each in self.things:
            least, most = self._out(each)
            since = _since(least if outcome == "fails" else most, at_h)
            if since is not None and len(found) < MOST_TOLD:
                start, end = since
                until = None if end >= self.window.end_h else Fraction(end)
                found.append(PartLoss(each.id, start, until, each.tell(side, start)))
        return tuple(sorted(found, key=lambda loss: (loss.since_h, loss.part)))

    def _survey(self, first: Fraction) -> tuple[str, ...]:
        """Data that keep the two sides apart from the deadline on, of the first few things."""
        data: list[str] = []
        start, end = min(first, self.window.end_h), self.window.end_h
        for each in self.things:
            least, most = self._out(each)
            open_ = within(shared(most, outside(least)), start, end)
            if open_:
                data += each.missing(open_[0][0])
            if len(data) >= MOST_TOLD:
                break
        return tuple(dict.fromkeys(data))


ASIDE: dict[str, tuple[str, ...]] = {
    "sites-back": ("sites",),
    "posts-linked": ("command_posts",),
    "commune-station": ("sites", "communes"),
    "islands-linked": ("sites", "command_posts", "communes"),
}
"""Lists of which a record set aside leaves the milestone open."""


def _series(
    counts: Counts, total: int, from_h: Fraction, start_h: Fraction, end_h: Fraction
) -> Series:
    """How many are back, from the deadline on; over the whole window where that lies beyond it."""
    shown = counts_from(counts, from_h if from_h < end_h else start_h)
    return tuple(Step(t_h, total - n, ()) for t_h, n in shown)


def _below(series: Series, needed: int, from_h: Fraction, end_h: Fraction) -> Below:
    lowest = min(series, key=lambda step: (step.n, step.t_h))
    if from_h >= end_h:
        return Below(lowest.n, lowest.t_h, None, ZERO)
    ends = [*(step.t_h for step in series[1:]), end_h]
    short = [(s.t_h, end) for s, end in zip(series, ends, strict=True) if s.n < needed]
    hours = sum((end - start for start, end in short), ZERO)
    return Below(lowest.n, lowest.t_h, short[0][0] if short else None, hours)


def _since(out: Intervals, at_h: Fraction) -> tuple[Fraction, Fraction | float] | None:
    return next(((start, end) for start, end in out if start <= at_h < end), None)
