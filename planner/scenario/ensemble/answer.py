"""What the sums say: for each requirement and unit how sure, how long, since when, why, and what matters most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.units import mean_2min_force
from planner.policy.chance import Share, share_of_draws, share_of_storms
from planner.policy.units import units_of
from planner.simulation.draws import STRATA
from planner.simulation.ensemble.counts import CAUSES, FAILS, HOLDS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.policy.requirements import Requirement
    from planner.policy.units import Unit
    from planner.scenario.ensemble.asking import EnsemblePlan
    from planner.scenario.ensemble.sums import Sums
    from planner.scenario.ensemble.weather import Ground

QUANTILES = (0.05, 0.5, 0.95)
MOST_ASSETS = 20
"""Assets that are ranked for each unit."""
FEWEST_FAILED = 5
"""An asset that failed in fewer samples, or in all but fewer, says too little to be ranked."""


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
class AssetWeight:
    """How failing together goes for one asset and one unit.

    Attributes
    ----------
    failed
        The share of samples in which the asset fails by its own draw.
    below_if_failed, below_if_not
        The share of those, and of the others, in which the unit goes below its count (pessimistic side).
    """

    asset: str
    failed: Share
    below_if_failed: Share
    below_if_not: Share

    @property
    def difference(self) -> float:
        """How much more probable it is to go below with the asset failed than without."""
        return self.below_if_failed.value - self.below_if_not.value

    @property
    def apart(self) -> bool:
        """Whether the two intervals do not touch."""
        return self.below_if_failed.low > self.below_if_not.high


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
    assets: tuple[AssetWeight, ...]
    """Assets and risk groups, those first with which going below is most bound up."""


@dataclass(frozen=True, slots=True)
class EnsembleAnswer:
    """The whole answer; `samples` are those that were counted, of `planned`."""

    plan: EnsemblePlan
    samples: int
    planned: int
    units: tuple[UnitChance, ...]


def answer_of(plan: EnsemblePlan, ground: Ground, members: Sequence[Sums | None]) -> EnsembleAnswer:
    """What the sums of every member say; a member without any is left out."""
    told = _Told(plan, ground, members)
    planned = plan.samples * len(plan.members)
    return EnsembleAnswer(plan, told.samples, planned, tuple(told.units()))


class _Told:
    """The sums of all members, question by question."""

    def __init__(self, plan: EnsemblePlan, ground: Ground, members: Sequence[Sums | None]) -> None:
        self.plan, self.ground = plan, ground
        self.province: Province = plan.loaded.province
        pairs = zip(plan.members, members, strict=True)
        self.known = [(member, sums) for member, sums in pairs if sums is not None]
        self.samples = sum(sums.samples for _, sums in self.known)
        self.models = list(dict.fromkeys(member.model for member, _ in self.known))
        self.numbers = {
            (question.requirement, question.unit, question.operator): number
            for number, question in enumerate(ground.questions)
        }

    def units(self) -> list[UnitChance]:
        return [
            self._unit(requirement, unit)
            for requirement in self.plan.loaded.requirements
            for unit in units_of(self.province, requirement)
        ]

    def _unit(self, requirement: Requirement, unit: Unit) -> UnitChance:
        question = self.numbers[requirement.id, unit.id, None]
        operators = {o: n for (r, u, o), n in self.numbers.items()
                     if (r, u) == (requirement.id, unit.id) and o is not None}  # fmt: skip
        tick_h = self.known[0][1].tick_h if self.known else Fraction(1)
        below = self._summed("parts_below", question)
        first = self._column("first_below", question)
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
                self._column("ticks_below", question),
                tick_h,
                mean=below * float(tick_h) / 96 / max(self.samples, 1),
            ),
            minimum=_spread(self._column("minimum", question), Fraction(1)),
            first_below_h=_spread(first[:-1], tick_h) if first[:-1].any() else None,
            causes={
                cause: int(count)
                for cause, count in zip(CAUSES, self._column("causes", question), strict=True)
            },
            by_force=self._by_force(question, unit),
            assets=self._weights(question),
        )

    # --- counting ---------------------------------------------------------------------------------

    def _column(self, name: str, question: int) -> NDArray[np.int64]:
        """The sum over members of a row of the pessimistic side."""
        rows = [getattr(sums, name)[0, question] for _, sums in self.known]
        total: NDArray[np.int64] = np.sum(rows, axis=0)
        return total

    def _summed(self, name: str, question: int) -> float:
        return float(sum(int(getattr(sums, name)[0, question]) for _, sums in self.known))

    def _chances(self, question: int, models: Sequence[str | None]) -> Chances:
        shares = [self._share(question, models, outcome) for outcome in (HOLDS, FAILS, UNKNOWN)]
        return Chances(*shares)

    def _share(self, question: int, models: Sequence[str | None], outcome: int) -> Share:
        """The share of an outcome: storms are draws, and models look at the same draws again."""
        happened: dict[int, int] = {}
        samples: dict[int, int] = {}
        for member, sums in self.known:
            if member.model in models:
                count = int(sums.outcomes[question, :, outcome].sum())
                happened[member.track] = happened.get(member.track, 0) + count
                samples[member.track] = samples.get(member.track, 0) + sums.samples
        return share_of_storms(list(happened.values()), list(samples.values()), len(models))

    # --- wind -------------------------------------------------------------------------------------

    def _by_force(self, question: int, unit: Unit) -> tuple[ByForce, ...]:
        """Outcomes by the force of the wind at the unit: the computed gust times the strength of the stratum."""
        factors = self.ground.frailty.factors
        counts: dict[int, NDArray[np.int64]] = {}
        sites = [self.province.sites[site] for site in unit.sites]
        for _, sums in self.known:
            gusts = [
                (
                    sums.peaks_mps.get(site.id, 0.0),
                    self.province.exposure_of(site.district, site.exposure),
                )
                for site in sites
            ]
            if not gusts or max(gusts)[0] <= 0:
                continue
            peak_mps, exposure = max(gusts)
            for stratum in range(STRATA):
                force = mean_2min_force(peak_mps * float(factors[stratum]), exposure)
                row = sums.outcomes[question, stratum]
                counts[force] = counts.get(force, np.zeros(3, np.int64)) + row
        return tuple(ByForce(force, self._of_counts(counts[force])) for force in sorted(counts))

    def _of_counts(self, counts: NDArray[np.int64]) -> Chances:
        total, repeats = int(counts.sum()), max(len(self.models), 1)
        return Chances(*(share_of_draws(int(count), total, repeats) for count in counts))

    # --- assets -----------------------------------------------------------------------------------

    def _weights(self, question: int) -> tuple[AssetWeight, ...]:
        failed: dict[str, int] = {}
        both: dict[str, int] = {}
        below = 0
        for _, sums in self.known:
            outcomes = sums.outcomes[question].sum(axis=0)
            below += sums.samples - int(outcomes[HOLDS])
            for number, asset in enumerate(sums.assets):
                failed[asset] = failed.get(asset, 0) + int(sums.asset_failed[number])
                count = int(sums.asset_and_below[0, number, question])
                both[asset] = both.get(asset, 0) + count
        repeats = max(len(self.models), 1)
        ranked = [
            asset
            for asset, count in failed.items()
            if FEWEST_FAILED <= count <= self.samples - FEWEST_FAILED
        ]

        def apart(asset: str) -> float:
            n = failed[asset]
            return both[asset] / n - (below - both[asset]) / (self.samples - n)

        ranked.sort(key=lambda asset: (-apart(asset), asset))
        return tuple(
            AssetWeight(
                asset,
                share_of_draws(failed[asset], self.samples, repeats),
                share_of_draws(both[asset], failed[asset], repeats),
                share_of_draws(below - both[asset], self.samples - failed[asset], repeats),
            )
            for asset in ranked[:MOST_ASSETS]
            if apart(asset) > 0
        )


def _spread(counts: NDArray[np.int64], unit: Fraction, mean: float | None = None) -> Spread:
    """The distribution of a whole number of units."""
    total = int(counts.sum())
    values = [number * unit for number in range(len(counts))]
    if mean is None:
        weighed = sum(number * int(count) for number, count in enumerate(counts))
        mean = weighed / max(total, 1) * float(unit)
    heaped = list(accumulate(int(count) for count in counts))
    quantiles = tuple(
        next((v for v, heap in zip(values, heaped, strict=True) if heap >= q * total), values[-1])
        for q in QUANTILES
    )
    kept = tuple((v, int(c)) for v, c in zip(values, counts, strict=True) if c)
    return Spread(mean, quantiles, kept)
