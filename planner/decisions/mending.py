"""The smallest change that would make a failing requirement hold, proved by running it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from planner.decisions.candidates import candidates, together_sites
from planner.decisions.changes import Change
from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.policy.requirements import UnitFilter
from planner.policy.series import spans_of
from planner.scenario.exposing import with_footprints_of, with_laid
from planner.scenario.ordeals import known_assets, ordeal_of
from planner.scenario.relaying import Ground
from planner.simulation.earlier import Earlier
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import UnitVerdict
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun

MOST_PAIRS = 400
"""No more pairs than this are tried; what was tried is said."""

Pair = tuple[Change, Change]
OnTrial = Callable[[int, int, int], None]
"""How many changes are made at once, the number of the trial, and of how many."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What would mend one unit's requirement; nothing where neither a change nor a pair was found.

    `pairs_left` counts pairs of the list that were not tried.
    """

    single: Change | None
    pair: Pair | None
    tried_singles: int
    tried_pairs: int
    already_holds: bool
    pairs_left: int = 0


def smallest_change(
    loaded: LoadedScenario,
    run: Run,
    requirement: Requirement,
    unit: str,
    *,
    on_trial: OnTrial | None = None,
) -> Mending:
    """The lowest change on the written list that makes `requirement` hold for `unit`; else the lowest pair.

    Parameters
    ----------
    loaded, run
        The scenario and its run, with chains.
    requirement
        One of the scenario's policies.
    unit
        Id of the district, commune or province.
    on_trial
        Told before each trial: how many changes are made at once, and which trial of how many it is.

    Returns
    -------
    mending
        Every change named in it was run through the same simulation and the requirement held, under every wind model.

    Raises
    ------
    KeyError
        If the run has no such verdict.
    ValueError
        If the run was made without chains under several wind models.
    """
    verdict = _verdict_of(run, requirement.id, unit)
    if verdict.outcome == "holds":
        return Mending(None, None, 0, 0, already_holds=True)
    trial = _UnderAll(loaded, run, verdict)
    tell = on_trial or (lambda changes, number, of: None)
    singles = trial.candidates()
    able_alone = [change for change in singles if trial.could_be_enough((change,))]
    for tried, change in enumerate(able_alone, 1):
        tell(1, tried, len(able_alone))
        if trial.holds_with((change,)):
            return Mending(change, None, tried, 0, already_holds=False)
    return _smallest_pair(trial, singles, len(able_alone), tell)


def _verdict_of(run: Run, requirement: str, unit: str) -> UnitVerdict:
    verdicts = {(each.requirement.id, each.unit): each for each in run.verdicts}
    return verdicts[requirement, unit]


def _smallest_pair(
    trial: _UnderAll, singles: Sequence[Change], tried_singles: int, tell: OnTrial
) -> Mending:
    """The lowest pair that is enough, where no single change is."""
    left = tried = 0
    # What a first change brings to light is looked at only when no pair of what is seen at once is enough.
    for hidden in (False, True):
        listed = trial.revealed(singles) if hidden else combinations(singles, 2)
        able = [pair for pair in _in_order(listed) if trial.could_be_enough(pair)]
        left += len(able)
        for pair in able[: MOST_PAIRS - tried]:
            tried += 1
            tell(2, tried, min(left, MOST_PAIRS))
            if trial.holds_with(pair):
                return Mending(None, pair, tried_singles, tried, already_holds=False)
    return Mending(None, None, tried_singles, tried, already_holds=False, pairs_left=left - tried)


def _in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs by the sum of their places on the list, then by kind and subject."""
    return sorted(
        pairs,
        key=lambda pair: (
            sum(change.order[0] for change in pair),
            [change.order for change in pair],
        ),
    )


def _only(requirement: Requirement, unit: str) -> Requirement:
    return requirement.model_copy(update={"where": UnitFilter(only=(unit,))})


@dataclass(frozen=True)
class _After:
    """What is known once changes are made."""

    loaded: LoadedScenario
    felt: Weather
    ordeal: Ordeal
    pessimistic: SideRun

    def evidence(self, run: Run) -> Evidence:
        """The pessimistic side as both sides, which is the one that has to hold."""
        both = dict.fromkeys(SIDES, self.pessimistic)
        return Evidence(self.loaded.province, self.ordeal, both, run.rest)


class _UnderAll:
    """Tries changes on one unit under every wind model, the one most adverse to the unit first."""

    def __init__(self, loaded: LoadedScenario, run: Run, verdict: UnitVerdict) -> None:
        members = sorted(run.members, key=lambda member: member.model != verdict.model)
        runs = [run.under(member) for member in members] if len(members) > 1 else [run]
        of_unit = (verdict.requirement.id, verdict.unit)
        ground = Ground(loaded, run.felt)
        self.trials = [_Trial(each, _verdict_of(each, *of_unit), ground) for each in runs]

    def candidates(self) -> list[Change]:
        """Every change that could help under some model, in the order of the list, each once."""
        unique: dict[tuple[object, ...], Change] = {}
        for trial in self.trials:
            for change in candidates(trial.run, trial.verdict) if trial.short else ():
                key = (*change.order, change.words)
                known = unique.get(key)
                unique[key] = change if known is None else together_sites(known, change)
        return sorted(unique.values(), key=lambda change: change.order)

    def could_be_enough(self, changes: Sequence[Change]) -> bool:
        """Whether the changes touch enough lost sites under every model."""
        return all(trial.could_be_enough(changes) for trial in self.trials)

    def revealed(self, singles: Sequence[Change]) -> list[Pair]:
        """Pairs of a change with one that only shows once it is made, under any model."""
        return [pair for trial in self.trials if trial.short for pair in trial.revealed(singles)]

    def holds_with(self, changes: Sequence[Change]) -> bool:
        """Whether the requirement holds for the unit under every model when the changes are made."""
        return all(trial.holds_with(changes) for trial in self.trials)


class _Trial:
    """Tries changes on one unit under one wind model."""

    def __init__(self, run: Run, verdict: UnitVerdict, ground: Ground) -> None:
        loaded = run.loaded
        self.run, self.ground = run, ground
        self.before = Earlier(
            loaded.province, run.ordeal, run.pessimistic, run.at_rest.networks
        )
        self.requirement = _only(verdict.requirement, verdict.unit)
        # A change must make the pessimistic side hold, so that side's losses are the ones to mend.
        pessimistic = dict.fromkeys(SIDES, run.storm_runs["pessimistic"])
        evidence = Evidence(loaded.province, run.ordeal, pessimistic, run.rest)
        (told,) = judge(evidence, (self.requirement,))
        self.verdict = replace(told, pessimistic=verdict.pessimistic, hardened=verdict.hardened)
        needed = verdict.requirement.at_least
        horizon = run.ordeal.horizon_h
        self.short = [
            (needed - step.n, frozenset(step.sites))
            for start, end, step in spans_of(verdict.pessimistic, horizon)
            if step.n < needed and start < end
        ]

    def could_be_enough(self, changes: Sequence[Change]) -> bool:
        """Whether the changes touch, at every instant below the count, as many lost sites as are short."""
        touched = frozenset(site for change in changes for site in change.sites)
        return all(len(touched - there) >= short for short, there in self.short)

    def revealed(self, singles: Sequence[Change]) -> list[Pair]:
        """Pairs of a change with one that only shows once it is made: a cause that hid behind another."""
        found: list[Pair] = []
        seen = {change.order for change in singles}
        for change in singles:
            after = self._after((change,))
            run = replace(
                self.run,
                loaded=after.loaded,
                felt=after.felt,
                ordeal=after.ordeal,
                storm_runs=dict.fromkeys(SIDES, after.pessimistic),
            )
            (told,) = judge(after.evidence(self.run), (self.requirement,))
            found.extend((change, new) for new in candidates(run, told) if new.order not in seen)
        return found

    def _after(self, changes: Sequence[Change]) -> _After:
        """The pessimistic side once the changes are made."""
        changed = self.run.loaded
        for change in changes:
            changed = change.apply(changed)
        known, on_the_ground = self.ground.after(changed)
        felt = with_laid(self.run.felt, on_the_ground)
        ordeal = ordeal_of(changed, known, felt)
        pessimistic = simulate(changed.province, ordeal, "pessimistic", like=self.before)
        return _After(changed, felt, ordeal, pessimistic)

    def holds_with(self, changes: Sequence[Change]) -> bool:
        """Whether the requirement holds for the unit when the changes are made; found quickly, then from the start."""
        after = self._after(changes)
        (quick,) = judge(after.evidence(self.run), (self.requirement,), explain=False)
        if quick.outcome != "holds":
            return False
        (proved,) = judge(
            self._afresh(after.loaded).evidence(self.run), (self.requirement,), explain=False
        )
        return proved.outcome == "holds"

    def _afresh(self, changed: LoadedScenario) -> _After:
        """The pessimistic side with the changes made, with nothing taken over but the wind."""
        known, province = known_assets(changed), changed.province
        felt = with_footprints_of(self.run.felt, changed.scenario, changed.storm, province, known)
        ordeal = ordeal_of(changed, known, felt)
        return _After(changed, felt, ordeal, simulate(province, ordeal, "pessimistic"))
