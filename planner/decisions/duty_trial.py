"""Trying changes on a duty: run again as far as the change reaches, under every wind model."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.requirements import UnitFilter
from planner.scenario.at_rest import both_sides, calm_of, calm_runs
from planner.scenario.duties import DutyJudge, under_all
from planner.scenario.exposing import with_footprints_of
from planner.scenario.ordeals import asks_for_assets, known_assets, ordeal_of
from planner.scenario.run import run_scenario
from planner.scenario.travelling import Travelling
from planner.simulation.earlier import Earlier
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.decisions.changes import Change
    from planner.network.sides import Side
    from planner.policy.duty_verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Outcome
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.timeline import SideRun

OF_RECORDS = frozenset((
    "finish-task", "complete-row", "derate-in-time", "order-derating", "test-roaming", "agree-roaming",
    "ready-sooner", "move-team", "second-team", "stock-depot", "raise-road", "finish-programme", "bury-route",
))  # fmt: skip
"""Kinds of change after which their duty is judged on the runs that were made: nothing of the walk through the storm is
another than it was, or, of deratings and of cable, the duty asks the records alone."""
INVENTORY_ALONE = frozenset(("island-autonomy",))
"""Duties that no storm changes: whatever is changed, they ask the inventory alone."""
SHARES_STOCK = frozenset(("fuel",))
"""Duties whose units draw on one stock: all of them are judged, though one is asked about."""
TAKES_AWAY = frozenset(("move-team",))
"""Kinds of change that take from one place what they give to another: nothing that held may hold no more."""


class DutyTrial:
    """Tries changes on one place or unit under every wind model."""

    def __init__(self, run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> None:
        self.run, self.verdict, self.subject = run, verdict, subject
        duty = verdict.requirement
        self.whole = replace(run.loaded, requirements=(), duties=(duty,))
        if duty.kind not in SHARES_STOCK:
            duty = duty.model_copy(update={"where": UnitFilter(only=(verdict.unit,))})
        self.loaded = replace(self.whole, duties=(duty,))

    def holds_with(self, changes: Sequence[Change]) -> bool:
        """Whether the duty holds there under every model when the changes are made; found quickly, then run whole."""
        changed = self._with(self.loaded, changes)
        kinds = {change.kind for change in changes}
        if kinds <= OF_RECORDS or self.verdict.requirement.kind in INVENTORY_ALONE:
            enough = self._outcome(self._judged_again(changed)) == "holds"
            return enough and (not kinds & TAKES_AWAY or self._nobody_is_worse(changes))
        return self._seems_to_hold(changed) and self._holds(changed)

    @staticmethod
    def _with(loaded: LoadedScenario, changes: Sequence[Change]) -> LoadedScenario:
        for change in changes:
            loaded = change.apply(loaded)
        return loaded

    def _outcome(self, verdicts: Sequence[DutyVerdict]) -> Outcome:
        """What is said of the subject; of the unit, where a change makes others of it."""
        (verdict,) = (each for each in verdicts if each.unit == self.verdict.unit)
        asked = self.subject.subject
        return next((s.outcome for s in verdict.subjects if s.subject == asked), verdict.outcome)

    # --- on the runs that were made ---

    def _judged_again(self, changed: LoadedScenario) -> tuple[DutyVerdict, ...]:
        """The duties on what happened anyway: nothing that the simulation reads was changed."""
        run = self.run
        judge = DutyJudge(changed, self._calm, Travelling(changed, winds_of=run.travelling))
        told = [
            judge.under(
                member.felt,
                member.ordeal,
                member.storm_runs or both_sides(run.loaded.province, member.ordeal),
                explain=False,
            )
            for member in run.members
        ]
        return under_all([member.model for member in run.members], told)

    def _nobody_is_worse(self, changes: Sequence[Change]) -> bool:
        """Whether every place of every unit that held holds still."""
        asked = self.verdict.requirement.id
        before = [each for each in self.run.duties if each.requirement.id == asked]
        after = self._judged_again(self._with(self.whole, changes))
        held = {
            (verdict.unit, each.subject)
            for verdict in before
            for each in verdict.subjects
            if each.outcome == "holds"
        }
        return held <= {
            (verdict.unit, each.subject)
            for verdict in after
            for each in verdict.subjects
            if each.outcome == "holds"
        }

    @cached_property
    def _calm(self) -> Mapping[Side, SideRun]:
        run = self.run
        return run.at_rest.runs or calm_runs(run.loaded.province, run.ordeal)

    # --- run again ---

    @cached_property
    def _before(self) -> list[tuple[int, Earlier]]:
        province, networks = self.run.loaded.province, self.run.at_rest.networks
        # A change must make the pessimistic side hold.
        return [
            (number, Earlier(province, member.ordeal, member.storm_runs["pessimistic"], networks))
            for number, member in enumerate(self.run.members)
            if member.storm_runs is not None
        ]

    @cached_property
    def _before_calm(self) -> Earlier:
        province, networks = self.run.loaded.province, self.run.at_rest.networks
        return Earlier(province, calm_of(self.run.ordeal), self._calm["pessimistic"], networks)

    def _seems_to_hold(self, changed: LoadedScenario) -> bool:
        """By the wind that was felt before, on one side: what is new stands in none."""
        province = changed.province
        calm = simulate(province, self._before_calm.ordeal, "pessimistic", like=self._before_calm)
        travelling = Travelling(changed, winds_of=self.run.travelling)
        judge = DutyJudge(changed, dict.fromkeys(SIDES, calm), travelling)
        known = known_assets(changed) if asks_for_assets(changed) else {}
        for number, earlier in self._before:
            member = self.run.members[number]
            felt = with_footprints_of(member.felt, changed.scenario, changed.storm, province, known)
            ordeal = ordeal_of(changed, known, felt)
            after = simulate(province, ordeal, "pessimistic", like=earlier)
            told = judge.under(felt, ordeal, dict.fromkeys(SIDES, after), explain=False)
            if self._outcome(told) != "holds":
                return False
        return True

    def _holds(self, changed: LoadedScenario) -> bool:
        return self._outcome(run_scenario(changed, explain=False, duties=True).duties) == "holds"
