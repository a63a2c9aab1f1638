"""The smallest change that would make a duty hold at a post or in a commune, proved by running it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from planner.decisions.duty_candidates import duty_candidates
from planner.decisions.duty_changes import DUTY_RANKS, duty_order
from planner.decisions.mending import Mending
from planner.network.sides import SIDES
from planner.policy.duties import CommandDuty, CoverageDuty, WarningDuty
from planner.policy.requirements import UnitFilter
from planner.scenario.at_rest import calm_of
from planner.scenario.duties import DutyJudge
from planner.scenario.exposing import with_footprints_of
from planner.scenario.ordeals import asks_for_assets, known_assets, ordeal_of
from planner.scenario.run import run_scenario
from planner.simulation.earlier import Earlier
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.decisions.changes import Change
    from planner.decisions.mending import OnTrial, Pair
    from planner.policy.duty_verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Outcome
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

MOST_DUTY_PAIRS = 20
"""No more pairs than this are tried; what was tried is said."""


def mendable(verdict: DutyVerdict, subject: SubjectVerdict) -> bool:
    """Whether changes are known for this kind of duty, and one is needed."""
    kinds = CommandDuty | WarningDuty | CoverageDuty
    return isinstance(verdict.requirement, kinds) and subject.outcome != "holds"


def smallest_duty_change(
    run: Run, verdict: DutyVerdict, subject: SubjectVerdict, *, on_trial: OnTrial | None = None
) -> Mending:
    """The lowest change on the written list that makes a duty hold at a post or in a commune; else the lowest pair.

    Parameters
    ----------
    run
        The run, with chains.
    verdict, subject
        What it says of the duty, and of the post or commune in question.
    on_trial
        Told before each trial: how many changes are made at once, and which trial of how many it is.

    Returns
    -------
    mending
        Every change named in it was run through the same simulation, and the duty held there under every wind model.
    """
    if subject.outcome == "holds":
        return Mending(None, None, 0, 0, already_holds=True)
    tell = on_trial or (lambda changes, number, of: None)
    trial = _Trial(run, verdict, subject)
    singles = duty_candidates(run, verdict, subject)
    for tried, change in enumerate(singles, 1):
        tell(1, tried, len(singles))
        if trial.holds_with((change,)):
            return Mending(change, None, tried, 0, already_holds=False)
    pairs = sorted(combinations(singles, 2), key=_pair_order)
    for tried, pair in enumerate(pairs[:MOST_DUTY_PAIRS], 1):
        tell(2, tried, min(len(pairs), MOST_DUTY_PAIRS))
        if trial.holds_with(pair):
            return Mending(None, pair, len(singles), tried, already_holds=False)
    tried = min(len(pairs), MOST_DUTY_PAIRS)
    return Mending(
        None, None, len(singles), tried, already_holds=False, pairs_left=len(pairs) - tried
    )


def _pair_order(pair: Pair) -> tuple[int, list[tuple[int, str, str]]]:
    return sum(DUTY_RANKS.index(each.kind) for each in pair), [duty_order(each) for each in pair]


class _Trial:
    """Tries changes on one post or commune under every wind model."""

    def __init__(self, run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> None:
        self.run, self.subject = run, subject.subject
        only = UnitFilter(only=(verdict.unit,))
        duty = verdict.requirement.model_copy(update={"where": only})
        self.loaded = replace(run.loaded, requirements=(), duties=(duty,))
        province = run.loaded.province
        # A change must make the pessimistic side hold.
        self.before = [
            (member, Earlier(province, member.ordeal, member.storm_runs["pessimistic"]))
            for member in run.members
            if member.storm_runs is not None
        ]
        calm = calm_of(run.ordeal)
        self.calm = Earlier(province, calm, simulate(province, calm, "pessimistic"))

    def holds_with(self, changes: Sequence[Change]) -> bool:
        """Whether the duty holds there under every model when the changes are made; found quickly, then run whole."""
        changed = self.loaded
        for change in changes:
            changed = change.apply(changed)
        return self._seems_to_hold(changed) and self._holds(changed)

    def _seems_to_hold(self, changed: LoadedScenario) -> bool:
        """By the wind that was felt before: what is new stands in none."""
        province = changed.province
        calm = simulate(province, self.calm.ordeal, "pessimistic", like=self.calm)
        judge = DutyJudge(changed, dict.fromkeys(SIDES, calm))
        known = known_assets(changed) if asks_for_assets(changed) else {}
        for member, earlier in self.before:
            felt = with_footprints_of(
                member.felt, changed.scenario, changed.storm, province, known
            )
            ordeal = ordeal_of(changed, known, felt)
            after = simulate(province, ordeal, "pessimistic", like=earlier)
            told = judge.under(felt, ordeal, dict.fromkeys(SIDES, after), explain=False)
            if _outcome(told, self.subject) != "holds":
                return False
        return True

    def _holds(self, changed: LoadedScenario) -> bool:
        whole = run_scenario(changed, explain=False, duties=True)
        return _outcome(whole.duties, self.subject) == "holds"


def _outcome(verdicts: Sequence[DutyVerdict], subject: str) -> Outcome:
    return next(
        each.outcome for verdict in verdicts for each in verdict.subjects if each.subject == subject
    )
