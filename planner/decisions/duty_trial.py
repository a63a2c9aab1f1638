"""Trying changes on a duty: run again as far as the change reaches, under every wind model."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.requirements import UnitFilter
from planner.scenario.at_rest import both_sides, calm_of, calm_runs
from planner.scenario.duties import SHARES_STOCK, DutyJudge, judged_by, verdicts_on
from planner.scenario.exposing import with_laid
from planner.scenario.ordeals import ordeal_of
from planner.scenario.outdoors import winds_outdoors
from planner.scenario.relaying import Ground
from planner.scenario.run import run_scenario
from planner.scenario.travelling import Travelling
from planner.simulation.earlier import Earlier
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.decisions.changes import Change
    from planner.inventory.province import Province
    from planner.network.networks import Networks
    from planner.network.sides import Side
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Outcome
    from planner.scenario.local_winds import LocalWinds
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.timeline import SideRun

OF_RECORDS = frozenset((
    "finish-task", "complete-row", "derate-in-time", "order-derating", "test-roaming", "agree-roaming",
    "ready-sooner", "move-team", "second-team", "stock-depot", "raise-road", "finish-programme", "bury-route",
))  # fmt: skip
"""Kinds of change after which their duty is judged on the runs that were made: nothing of the walk through the storm is
another than it was, or, of deratings and of cable, the duty asks the records alone."""
IN_KNOWN_WIND = frozenset((
    "test-set", "set-battery", "keep-load", "load-back", "refuel", "repair-earlier", "edge-floor", "edge-battery",
    "tank", "strengthen-antenna", "strengthen-mast", "low-band", "bury-means",
))  # fmt: skip
"""Kinds of change that put up nothing new: the wind at every asset is known, and only the walk through it is new."""
INVENTORY_ALONE = frozenset(("island-autonomy",))
"""Duties that no storm changes: whatever is changed, they ask the inventory alone."""
TAKES_AWAY = frozenset(("move-team",))
"""Kinds of change that take from one place what they give to another: nothing that held may hold no more."""


IN_NETWORKS = ("sites", "fiber_nodes", "segments", "power_nodes", "lines", "srlgs")


class DutyTrial:
    """Tries changes on one place or unit under every wind model."""

    def __init__(self, run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> None:
        self.run, self.verdict, self.subject = run, verdict, subject
        self._earlier: dict[tuple[int, Side], Earlier] = {}
        self._earlier_calm: dict[Side, Earlier] = {}
        self._ground = Ground(run.loaded, run.felt)
        self._most_adverse_first = list(range(len(run.members)))
        """The wind models in the order in which they are asked: who refused last, refuses first."""
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
        return self._holds_on(changed, ("pessimistic",)) and (
            self._holds_on(changed, SIDES) if kinds <= IN_KNOWN_WIND else self._holds(changed)
        )

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
        roads = Travelling(changed, winds_of=self.run.travelling)
        return judged_by(DutyJudge(changed, self._calm, roads), self.run)

    def _nobody_is_worse(self, changes: Sequence[Change]) -> bool:
        """Whether every place of every unit that held holds still."""
        before = verdicts_on(self.run, self.whole.duties)
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
    def _winds(self) -> LocalWinds | None:
        """The winds outdoors; no change moves a place or the storm."""
        return winds_outdoors(self.loaded)

    def _networks_of(self, province: Province) -> Networks | None:
        """The networks that were read, where nothing that hangs in them is another."""
        before = self.run.loaded.province
        same = all(getattr(province, each) is getattr(before, each) for each in IN_NETWORKS)
        return self.run.at_rest.networks if same else None

    def _before(self, number: int, side: Side) -> Earlier:
        """What happened under one wind model, to be taken over where nothing changed."""
        if (number, side) not in self._earlier:
            province, member = self.run.loaded.province, self.run.members[number]
            runs = member.storm_runs or both_sides(province, member.ordeal)
            self._earlier[number, side] = Earlier(province, member.ordeal, runs[side])
        return self._earlier[number, side]

    def _before_calm(self, side: Side) -> Earlier:
        if side not in self._earlier_calm:
            province, calm = self.run.loaded.province, calm_of(self.run.ordeal)
            self._earlier_calm[side] = Earlier(province, calm, self._calm[side])
        return self._earlier_calm[side]

    def _holds_on(self, changed: LoadedScenario, sides: Sequence[Side]) -> bool:
        """By the wind that was felt before; where one side stands for both, that is quick and may be too kind."""
        province = changed.province
        calm = {
            side: simulate(province, calm_of(self.run.ordeal), side, like=self._before_calm(side))
            for side in sides
        }
        travelling = Travelling(changed, winds_of=self.run.travelling)
        judge = DutyJudge(
            changed, _on_both(calm), travelling, self._networks_of(province), self._winds
        )
        known, on_the_ground = self._ground.after(changed)
        for number in tuple(self._most_adverse_first):
            felt = with_laid(self.run.members[number].felt, on_the_ground)
            ordeal = ordeal_of(changed, known, felt)
            after = {
                side: simulate(province, ordeal, side, like=self._before(number, side))
                for side in sides
            }
            told = judge.under(felt, ordeal, _on_both(after), explain=False)
            if self._outcome(told) != "holds":
                self._most_adverse_first.remove(number)
                self._most_adverse_first.insert(0, number)
                return False
        return True

    def _holds(self, changed: LoadedScenario) -> bool:
        return self._outcome(run_scenario(changed, explain=False, duties=True).duties) == "holds"


def _on_both(runs: Mapping[Side, SideRun]) -> dict[Side, SideRun]:
    """Both sides; where only one was run, that one for both: it has to hold."""
    return {side: runs.get(side, runs["pessimistic"]) for side in SIDES}
