"""What the sums say: for each requirement and unit how sure, how long, since when, why, and what matters most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.policy.chance import Share, share_of_draws, share_of_storms
from planner.policy.units import units_of
from planner.scenario.ensemble.effects import effects
from planner.scenario.ensemble.forces import CALM, Forces
from planner.scenario.ensemble.importance import AssetWeight, Importance
from planner.scenario.ensemble.weather import Ground
from planner.simulation.draws import STRATA
from planner.simulation.ensemble.counts import CAUSES, FAILS, HOLDS, UNKNOWN, whole_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.policy.requirements import Requirement
    from planner.policy.units import Unit
    from planner.scenario.ensemble.asking import EnsemblePlan, Member
    from planner.scenario.ensemble.effects import Effect
    from planner.scenario.ensemble.sums import Sums

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Chances:
    """The three outcomes of one question: they add up to one."""

    holds: Share
    fails: Share
    unknown: Share


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution over samples: its mean, the quantiles of `QUANTILES`, and how many samples have each value."""

    mean: float
    quantiles: tuple[Fraction, ...]
    counts: tuple[tuple[Fraction, int], ...]


@dataclass(frozen=True, slots=True)
class ByForce:
    """The outcomes in samples in which the wind at the unit was of one Vietnamese force."""

    force: int
    chances: Chances


@dataclass(frozen=True, slots=True)
class UnitChance:
    """How sure one requirement is for one unit, over all storms, wind models and samples."""

    requirement: Requirement
    unit: str
    unit_name: Text
    chances: Chances
    by_model: Mapping[str, Chances]
    by_operator: Mapping[str, Chances]
    hours_below: Spread
    """On the pessimistic side; zero where it never goes below."""
    minimum: Spread
    first_below_h: Spread | None
    """Of the samples that go below; None where none does."""
    causes: Mapping[str, int]
    """Hardened stations that are out at the first instant below, by cause; pessimistic side."""
    by_force: tuple[ByForce, ...]
    by_landfall: tuple[Chances, ...]
    """The outcomes under each storm of the plan's landfalls, in their order; none where storms are drawn."""
    assets: tuple[AssetWeight, ...]
    """Assets that matter, those first that surely matter most."""
    effects: tuple[Effect, ...] = ()
    """What some of them are worth by themselves, where that was asked for."""


@dataclass(frozen=True, slots=True)
class EnsembleAnswer:
    """The whole answer; `samples` are those that were counted, of `planned`."""

    plan: EnsemblePlan
    samples: int
    planned: int
    units: tuple[UnitChance, ...]


def with_effects(answer: EnsembleAnswer, most: int) -> EnsembleAnswer:
    """The answer with what the first `most` assets of each unit and the risk groups are worth, over all storms."""
    ground = Ground(answer.plan)
    numbers = {
        (question.requirement, question.unit): number
        for number, question in enumerate(ground.questions)
        if question.operator is None
    }
    asked = {
        numbers[unit.requirement.id, unit.unit]: [each.asset for each in unit.assets[:most]]
        for unit in answer.units
    }
    worth = effects(ground, asked)
    units = tuple(
        replace(unit, effects=worth[numbers[unit.requirement.id, unit.unit]])
        for unit in answer.units
    )
    return replace(answer, units=units)


def answer_of(plan: EnsemblePlan, ground: Ground, members: Iterable[Sums | None]) -> EnsembleAnswer:
    """What the sums of every member say; a member without any is left out."""
    told = _Told(plan, ground, members)
    planned = plan.samples * len(plan.members)
    return EnsembleAnswer(plan, told.samples, planned, tuple(told.units()))


_TOTALS = ("ticks_below", "parts_below", "minimum", "first_below", "causes")


class _Told:
    """The sums of all members, question by question."""

    def __init__(self, plan: EnsemblePlan, ground: Ground, members: Iterable[Sums | None]) -> None:
        self.plan, self.ground = plan, ground
        self.province: Province = plan.loaded.province
        self.asked = [
            (requirement, unit)
            for requirement in plan.loaded.requirements
            for unit in units_of(self.province, requirement)
        ]
        self.forces = Forces(self.province, ground.factors)
        for _, unit in self.asked:
            self.forces.ask(unit.sites)
        whole = whole_questions(ground.questions)
        drawn = plan.tracks > 1 and not plan.landfalls
        models = len({member.model for member in plan.members})
        self.importance = Importance(np.array(whole), models, storms_drawn=drawn)
        self.columns = {number: column for column, number in enumerate(whole)}
        """Where a question stands among those that importance is counted for."""
        self.known: list[Member] = []
        self.outcomes: NDArray[np.int64] = np.zeros((0, len(ground.questions), STRATA, 3), np.int64)
        """Of each member by itself; ``(members, questions, 8, 3)``."""
        self.tick_h = Fraction(1)
        self.totals: dict[str, NDArray[np.int64]] = {}
        self._take_all(members)
        self.models = list(dict.fromkeys(each.model for each in self.known))
        self.numbers = {
            (question.requirement, question.unit, question.operator): number
            for number, question in enumerate(ground.questions)
        }
        self.operators: dict[tuple[str, str], dict[str, int]] = {}
        for (requirement, unit_id, operator), number in self.numbers.items():
            if operator is not None:
                self.operators.setdefault((requirement, unit_id), {})[operator] = number

    def _take_all(self, members: Iterable[Sums | None]) -> None:
        """Add every member to the totals; of each by itself only outcomes and forces are kept."""
        outcomes: list[NDArray[np.int64]] = []
        self.samples = 0
        for member, sums in zip(self.plan.members, members, strict=True):
            if sums is None:
                continue
            self.known.append(member)
            outcomes.append(sums.outcomes)
            self.samples += sums.samples
            self.tick_h = sums.tick_h
            for name in _TOTALS:
                own = getattr(sums, name)
                if name in self.totals:
                    self.totals[name] += own
                else:
                    self.totals[name] = own.copy()
            self.forces.add(sums.peaks_mps)
            self.importance.add(member.track, sums)
        if outcomes:
            self.outcomes = np.array(outcomes)
        self.tracks = np.array([each.track for each in self.known], dtype=np.intp)

    def units(self) -> list[UnitChance]:
        return [self._unit(requirement, unit) for requirement, unit in self.asked]

    def _unit(self, requirement: Requirement, unit: Unit) -> UnitChance:
        question = self.numbers[requirement.id, unit.id, None]
        operators = self.operators.get((requirement.id, unit.id), {})
        tick_h, column = self.tick_h, self.columns[question]
        below = float(self.totals["parts_below"][column])
        first = self.totals["first_below"][column]
        return UnitChance(
            requirement=requirement,
            unit=unit.id,
            unit_name=unit.name,
            chances=self._chances(question, self.models),
            by_model={
                model: self._chances(question, [model])
                for model in self.models
                if model is not None
            },
            by_operator={o: self._chances(number, self.models) for o, number in operators.items()},
            hours_below=_spread(
                self.totals["ticks_below"][column],
                tick_h,
                mean=below * float(tick_h) / 96 / max(self.samples, 1),
            ),
            minimum=_spread(self.totals["minimum"][column], Fraction(1)),
            first_below_h=_spread(first[:-1], tick_h) if first[:-1].any() else None,
            causes={
                cause: int(count)
                for cause, count in zip(CAUSES, self.totals["causes"][column], strict=True)
            },
            by_force=self._by_force(question, unit),
            by_landfall=self._by_landfall(question),
            assets=self.importance.ranked(column),
        )

    # --- counting ---------------------------------------------------------------------------------

    def _chances(self, question: int, models: Sequence[str | None]) -> Chances:
        """The outcomes: storms are draws, and models look at the same draws again."""
        chosen = [number for number, each in enumerate(self.known) if each.model in models]
        of_members = self.outcomes[chosen, question].sum(axis=1)
        return self._of_tracks(self._by_track(self.tracks[chosen], of_members), len(models))

    def _by_track(
        self, tracks: NDArray[np.intp], counts: NDArray[np.int64]
    ) -> list[NDArray[np.int64]]:
        """Counts of rows put together by storm; of storms that have any."""
        found = np.zeros((self.plan.tracks, 3), np.int64)
        np.add.at(found, tracks, counts)
        return list(found[found.any(axis=1)])

    def _over_storms(self, happened: list[int], samples: list[int], repeats: int) -> Share:
        """The share over storms. Landfalls that were chosen are no draws: only the damage is.

        As many samples of each make the mean no less exact than as many independent ones of their mixture, so the
        interval of the draws covers at least as often as it says.
        """
        if self.plan.landfalls:
            return share_of_draws(sum(happened), sum(samples), repeats)
        return share_of_storms(happened, samples, repeats)

    def _by_landfall(self, question: int) -> tuple[Chances, ...]:
        if not self.plan.landfalls:
            return ()
        counts = np.zeros((self.plan.tracks, 3), np.int64)
        np.add.at(counts, self.tracks, self.outcomes[:, question].sum(axis=1))
        return tuple(self._of_tracks([row]) for row in counts)

    def _by_force(self, question: int, unit: Unit) -> tuple[ByForce, ...]:
        """Outcomes by the force of the wind at the unit: the computed gust times the strength of the stratum."""
        forces = self.forces.told(unit.sites)
        found: list[ByForce] = []
        for force in np.unique(forces[forces != CALM]).tolist():
            members, strata = np.nonzero(forces == force)
            counts = self.outcomes[members, question, strata]
            tracks = self._by_track(self.tracks[members], counts)
            if tracks:
                found.append(ByForce(force, self._of_tracks(tracks)))
        return tuple(found)

    def _of_tracks(
        self, tracks: Sequence[NDArray[np.int64]], repeats: int | None = None
    ) -> Chances:
        """The outcomes over storms, of which each has its own counts."""
        samples = [int(each.sum()) for each in tracks]
        looks = max(len(self.models), 1) if repeats is None else repeats
        return Chances(
            *(
                self._over_storms([int(each[outcome]) for each in tracks], samples, looks)
                for outcome in (HOLDS, FAILS, UNKNOWN)
            )
        )


def _spread(counts: NDArray[np.int64], unit: Fraction, mean: float | None = None) -> Spread:
    """The distribution of a whole number of units."""
    heaped = np.cumsum(counts)
    total = int(heaped[-1])
    if mean is None:
        weighed = int((np.arange(len(counts)) * counts).sum())
        mean = weighed / max(total, 1) * float(unit)
    reached = [np.flatnonzero(heaped >= q * total) for q in QUANTILES]
    quantiles = tuple(int(at[0] if len(at) else len(counts) - 1) * unit for at in reached)
    kept = tuple((number * unit, int(counts[number])) for number in np.flatnonzero(counts).tolist())
    return Spread(mean, quantiles, kept)
