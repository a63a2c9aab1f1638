"""What the sums say: for each requirement and unit how sure, how long, since when, why, and what matters most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.units import mean_2min_force
from planner.policy.chance import Share, share_of_draws, share_of_storms
from planner.policy.units import units_of
from planner.scenario.ensemble.effects import effects
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
MOST_ASSETS = 20
"""Assets that are ranked for each unit."""
MOST_EFFECT_SAMPLES = 1024
"""Samples with which an asset is tried safe and lost: common draws need few."""
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
    by_landfall: tuple[Chances, ...]
    """The outcomes under each storm of the plan's landfalls, in their order; none where storms are drawn."""
    assets: tuple[AssetWeight, ...]
    """Assets and risk groups, those first with which going below is most bound up."""
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
    """The answer with what the first `most` assets of each unit are worth, under the first storm and wind model."""
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
    samples = min(answer.plan.samples, MOST_EFFECT_SAMPLES)
    worth = effects(ground.storm(answer.plan.members[0]), ground, asked, samples)
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


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """What is kept of one member by itself."""

    member: Member
    samples: int
    outcomes: NDArray[np.int64]
    peaks_mps: Mapping[str, float]


class _Told:
    """The sums of all members, question by question."""

    def __init__(self, plan: EnsemblePlan, ground: Ground, members: Iterable[Sums | None]) -> None:
        self.plan, self.ground = plan, ground
        self.province: Province = plan.loaded.province
        self.known: list[_Outcomes] = []
        self.tick_h = Fraction(1)
        self.totals: dict[str, NDArray[np.int64]] = {}
        self.failed: dict[str, int] = {}
        self.both: dict[str, NDArray[np.int64]] = {}
        for member, sums in zip(plan.members, members, strict=True):
            if sums is not None:
                self._take(member, sums)
        self.samples = sum(each.samples for each in self.known)
        self.models = list(dict.fromkeys(each.member.model for each in self.known))
        self.numbers = {
            (question.requirement, question.unit, question.operator): number
            for number, question in enumerate(ground.questions)
        }
        self.columns = {
            number: column for column, number in enumerate(whole_questions(ground.questions))
        }
        """Where a question stands among those that importance is counted for."""

    def _take(self, member: Member, sums: Sums) -> None:
        """Add one member to the totals; of each member by itself only the outcomes are kept."""
        self.known.append(_Outcomes(member, sums.samples, sums.outcomes, sums.peaks_mps))
        self.tick_h = sums.tick_h
        for name in _TOTALS:
            own = getattr(sums, name)[0]
            self.totals[name] = self.totals[name] + own if name in self.totals else own.copy()
        for number, asset in enumerate(sums.assets):
            together = sums.asset_and_below[0, number].astype(np.int64)
            self.failed[asset] = self.failed.get(asset, 0) + int(sums.asset_failed[number])
            known = self.both.get(asset)
            self.both[asset] = together if known is None else known + together

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
        tick_h = self.tick_h
        below = float(self.totals["parts_below"][question])
        first = self.totals["first_below"][question]
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
                self.totals["ticks_below"][question],
                tick_h,
                mean=below * float(tick_h) / 96 / max(self.samples, 1),
            ),
            minimum=_spread(self.totals["minimum"][question], Fraction(1)),
            first_below_h=_spread(first[:-1], tick_h) if first[:-1].any() else None,
            causes={
                cause: int(count)
                for cause, count in zip(CAUSES, self.totals["causes"][question], strict=True)
            },
            by_force=self._by_force(question, unit),
            by_landfall=self._by_landfall(question),
            assets=self._weights(question),
        )

    # --- counting ---------------------------------------------------------------------------------

    def _chances(self, question: int, models: Sequence[str | None]) -> Chances:
        shares = [self._share(question, models, outcome) for outcome in (HOLDS, FAILS, UNKNOWN)]
        return Chances(*shares)

    def _share(self, question: int, models: Sequence[str | None], outcome: int) -> Share:
        """The share of an outcome: storms are draws, and models look at the same draws again."""
        happened: dict[int, int] = {}
        samples: dict[int, int] = {}
        for each in self.known:
            if each.member.model in models:
                track = each.member.track
                count = int(each.outcomes[question, :, outcome].sum())
                happened[track] = happened.get(track, 0) + count
                samples[track] = samples.get(track, 0) + each.samples
        return self._over_storms(list(happened.values()), list(samples.values()), len(models))

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
        for each in self.known:
            counts[each.member.track] += each.outcomes[question].sum(axis=0)
        return tuple(self._of_tracks([row]) for row in counts)

    # --- wind -------------------------------------------------------------------------------------

    def _by_force(self, question: int, unit: Unit) -> tuple[ByForce, ...]:
        """Outcomes by the force of the wind at the unit: the computed gust times the strength of the stratum."""
        factors = self.ground.frailty.factors
        counts: dict[int, dict[int, NDArray[np.int64]]] = {}
        sites = [self.province.sites[site] for site in unit.sites]
        exposures = {s.id: self.province.exposure_of(s.district, s.exposure) for s in sites}
        for each in self.known:
            peaks = [(each.peaks_mps.get(site.id, 0.0), site.id) for site in sites]
            peak_mps, site_id = max(peaks, default=(0.0, ""))
            if peak_mps <= 0:
                continue
            for stratum in range(STRATA):
                force = mean_2min_force(peak_mps * float(factors[stratum]), exposures[site_id])
                of_force = counts.setdefault(force, {})
                known = of_force.get(each.member.track, np.zeros(3, np.int64))
                of_force[each.member.track] = known + each.outcomes[question, stratum]
        return tuple(
            ByForce(force, self._of_tracks(list(counts[force].values())))
            for force in sorted(counts)
        )

    def _of_tracks(self, tracks: Sequence[NDArray[np.int64]]) -> Chances:
        """The outcomes over storms, of which each has its own counts."""
        samples, repeats = [int(each.sum()) for each in tracks], max(len(self.models), 1)
        return Chances(
            *(
                self._over_storms([int(each[outcome]) for each in tracks], samples, repeats)
                for outcome in (HOLDS, FAILS, UNKNOWN)
            )
        )

    # --- assets -----------------------------------------------------------------------------------

    def _weights(self, question: int) -> tuple[AssetWeight, ...]:
        below = sum(
            each.samples - int(each.outcomes[question, :, HOLDS].sum()) for each in self.known
        )
        failed = self.failed
        column = self.columns[question]
        both = {asset: int(together[column]) for asset, together in self.both.items()}
        # Samples of one storm resemble each other: with several, each storm counts as one look.
        looks = self.plan.samples if self.plan.tracks > 1 and not self.plan.landfalls else 1
        repeats = max(len(self.models), 1) * looks
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
