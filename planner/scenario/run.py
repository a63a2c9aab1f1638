"""A scenario run: both sides of what was not surveyed, under every wind model and at rest, and every verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.foundation.memory import collector_paused
from planner.network.networks import Networks
from planner.network.sides import SIDES
from planner.policy.band import combined, most_adverse
from planner.policy.judge import Evidence, judge
from planner.scenario.assumptions import assumptions_of, uncredited, uncredited_refuels
from planner.scenario.at_rest import AtRest, at_rest, both_sides, calm_runs, is_calm
from planner.scenario.duties import DutyJudge, under_all
from planner.scenario.exposing import Weather, largest_peaks, weathers
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.reaching import unreached_findings
from planner.scenario.sampling import sampling_assumptions
from planner.scenario.travelling import Travelling
from planner.simulation.earlier import Earlier
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import Service, SideRun, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.foundation.text import Text
    from planner.hazard.assets import Asset
    from planner.network.sides import Side
    from planner.policy.duties.serving import Roads
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.verdicts import UnitVerdict
    from planner.scenario.reading import LoadedScenario


@dataclass(frozen=True)
class Member:
    """What came of a scenario under one wind model, or under the one weather that it has.

    `storm_runs` is None where it was let go: no chains were asked for, and another model is more adverse.
    """

    felt: Weather
    ordeal: Ordeal
    storm_runs: Mapping[Side, SideRun] | None
    failed: Mapping[Side, frozenset[str]]
    """Every asset that fails at any time."""
    uncredited: frozenset[tuple[str, Fraction]]
    """Refuels of generators that had failed, with their hours."""
    verdicts: tuple[UnitVerdict, ...]
    duties: tuple[DutyVerdict, ...] | None = None
    """The verdicts of the duties, where they were asked for at once."""

    @property
    def model(self) -> str | None:
        """The wind model; None where no wind was computed."""
        return self.felt.model


@dataclass(frozen=True)
class Run:
    """What came of a scenario.

    `verdicts` are in the order of the scenario's policies, then by unit id; each holds when it holds under every wind
    model. `felt`, `ordeal` and `storm_runs` are those of the model that is most adverse to the province as a whole:
    the fewest units hold, then the most fail, then the lowest minima, then the first that the storm names.
    """

    loaded: LoadedScenario
    members: tuple[Member, ...]
    """One for each wind model, in the order in which the storm names them."""
    felt: Weather
    ordeal: Ordeal
    storm_runs: Mapping[Side, SideRun]
    at_rest: AtRest
    """The province with nothing failed."""
    verdicts: tuple[UnitVerdict, ...]
    assumptions: tuple[Text, ...]
    peak_gust_mps: Mapping[str, float]
    """The largest gust at each asset under any wind model."""
    findings: tuple[Finding, ...]
    explained: bool = True
    """Whether the verdicts tell the chains of causes."""

    @cached_property
    def duties(self) -> tuple[DutyVerdict, ...]:
        """The verdicts of the duties beside the stations, in the order of the policies, then by unit id.

        They are judged when they are first asked for, unless they were at once: trying a change of the stations does
        not wait for them.
        """
        if not self.loaded.duties:
            return ()
        return under_all([member.model for member in self.members], self._duties_of_members)

    @cached_property
    def _duties_of_members(self) -> tuple[tuple[DutyVerdict, ...], ...]:
        known = [member.duties for member in self.members if member.duties is not None]
        if len(known) == len(self.members):
            return tuple(known)
        with collector_paused():
            return tuple(self._judged())

    def _judged(self) -> Iterator[tuple[DutyVerdict, ...]]:
        """The duties under each weather; what happened in one that was let go is run again, and let go again."""
        province = self.loaded.province
        networks = self.at_rest.networks
        calm = self.at_rest.runs or calm_runs(province, self.ordeal, networks)
        duty_judge = DutyJudge(self.loaded, calm, self.travelling, networks)
        for member in self.members:
            runs = member.storm_runs or both_sides(province, member.ordeal, networks)
            yield duty_judge.under(member.felt, member.ordeal, runs, explain=self.explained)
            del runs  # not held while the next weather's are made

    @property
    def rest(self) -> Mapping[Side, Service]:
        """When each site serves each operator with nothing failed."""
        return self.at_rest.service

    @cached_property
    def roads(self) -> Roads:
        """The roads under the weather that is shown, and at rest; made when they are first asked for."""
        return self.travelling.roads(self.felt.model, self.ordeal, self.storm_runs)

    @cached_property
    def travelling(self) -> Travelling:
        """The roads under every weather, for the duties and for the documents."""
        return Travelling(self.loaded)

    @property
    def pessimistic(self) -> SideRun:
        """The run in which what was not surveyed is absent or fails first."""
        return self.storm_runs["pessimistic"]

    @property
    def optimistic(self) -> SideRun:
        """The run in which what was not surveyed is there and never fails."""
        return self.storm_runs["optimistic"]

    @property
    def models(self) -> tuple[str, ...]:
        """The wind models under which the scenario was run; none where no wind was computed."""
        return tuple(member.model for member in self.members if member.model is not None)

    def under(self, member: Member) -> Run:
        """The run as if this member were the only one; gusts stay the largest under any model.

        Raises
        ------
        ValueError
            If what happened under that member was let go.
        """
        if member.storm_runs is None:
            msg = f"the run keeps nothing but the verdicts of `{member.model}`"
            raise ValueError(msg)
        judged, alone = self.__dict__.get("_duties_of_members"), member
        if judged is not None:  # by now the duties were asked for: they are not judged again
            place = next(n for n, each in enumerate(self.members) if each is member)
            alone = replace(member, duties=judged[place])
        return replace(
            self,
            members=(alone,),
            felt=member.felt,
            ordeal=member.ordeal,
            storm_runs=member.storm_runs,
            verdicts=member.verdicts,
        )

    @property
    def generator_use(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """Litres burnt and hours run by each generator that ran, in the common view."""
        plants = self.pessimistic.views[None].plants.values()
        return {
            asset: (plant.burnt_l.get(asset, ZERO), hours)
            for plant in plants
            for asset, hours in sorted(plant.run_h.items())
        }

    @property
    def all_hold(self) -> bool:
        """Whether every requirement holds for every unit, and nothing was set aside."""
        aside = self.loaded.province.set_aside
        outcomes = {each.outcome for each in self.verdicts} | {each.outcome for each in self.duties}
        return not aside and outcomes <= {"holds"}


def run_scenario(
    loaded: LoadedScenario,
    gusts: Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]] | None = None,
    *,
    sample: int | None = None,
    explain: bool = True,
    duties: bool = False,
    known: Mapping[str, Asset] | None = None,
    rest: AtRest | None = None,
) -> Run:
    """Run a scenario and judge every requirement.

    Parameters
    ----------
    loaded
        The scenario as it was read and checked.
    gusts
        Gust series by asset (exact hours, m/s) that take the place of the track's wind.
    sample
        Run this sample of damage, whatever mode the scenario names. None: as the scenario says.
    explain
        False leaves the chains of causes out of the verdicts, where nobody reads them.
    duties
        True judges the duties at once. Where they are wanted, but no chains, or in a large province, that bounds the
        memory: of all wind models, what happened is kept for the most adverse one only.
    known
        The province's assets (`known_assets`), where one province meets many storms.
    rest
        `Run.at_rest` of an earlier run of the same province over the same hours, with the same fuel at the start.
    """
    if sample is not None:
        loaded = replace(loaded, sample=sample)
    with collector_paused():
        comes = _what_comes(loaded, gusts, known)
        return _run(loaded, comes, explain=explain, duties=duties, rest=rest)


FRUGAL_FROM_SITES = 10_000
"""From so many sites on, two weathers' runs are never held at once where one of them can be let go."""
Comes = tuple[Weather, Ordeal]
"""One weather, and all else that happens with it."""


def _what_comes(
    loaded: LoadedScenario,
    gusts: Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]] | None,
    known: Mapping[str, Asset] | None,
) -> list[Comes]:
    """What comes under each wind model. The list of assets, which is large, is let go with it."""
    if known is None:
        known = known_assets(loaded)
    classes = classes_of(loaded)
    felt = weathers(
        loaded.scenario, loaded.storm, loaded.province, known, classes, gusts,
        whole=loaded.sample is not None,
    )  # fmt: skip
    return [(each, ordeal_of(loaded, known, each)) for each in felt]


def run_in_weather(
    loaded: LoadedScenario, known: Mapping[str, Asset], felt: Weather, *, explain: bool = True
) -> Run:
    """Run a scenario whose weather is known already: a change of the inventory or the actions can be tried quickly."""
    return _run(loaded, [(felt, ordeal_of(loaded, known, felt))], explain=explain)


def run_again(run: Run, loaded: LoadedScenario) -> Run:
    """Run `loaded`, which is the question of `run` with other actions, in the weather that is known already.

    What the actions do not change is taken over; the answer is that of `run_scenario`.
    """
    known = known_assets(loaded)
    comes = [(member.felt, ordeal_of(loaded, known, member.felt)) for member in run.members]
    with collector_paused():
        return _run(loaded, comes, explain=run.explained, rest=run.at_rest, earlier=run.members)


def _run(
    loaded: LoadedScenario,
    comes: Sequence[Comes],
    *,
    explain: bool,
    duties: bool = False,
    rest: AtRest | None = None,
    earlier: Sequence[Member] = (),
) -> Run:
    # At rest first. In a large province all of that run but who is in service is let go before the storm's, unless the
    # duties need more.
    _, first = comes[0]
    at_once = duties and bool(loaded.duties)
    frugal = len(loaded.province.sites) >= FRUGAL_FROM_SITES
    if rest is None or (at_once and rest.runs is None):
        networks = None if frugal else Networks(loaded.province)
        rest = at_rest(loaded.province, first, keep=at_once or not frugal, networks=networks)
    duty_judge = None
    if at_once and rest.runs is not None:
        duty_judge = DutyJudge(loaded, rest.runs, networks=rest.networks)
    # Chains are told while what they tell of is there, where nothing will be asked later and much would be held.
    tell_at_once = explain and (len(comes) == 1 or (duties and frugal))
    hold = bool(loaded.duties) and duty_judge is None  # duties that are judged later ask for what happened
    members = _members(
        loaded, comes, rest, duty_judge, earlier,
        explain=explain, tell=tell_at_once, hold=hold or (explain and not (duties and frugal)),
    )  # fmt: skip
    shown = min(members, key=_favour)
    if shown.storm_runs is None:  # the most adverse member is always kept
        raise AssertionError(shown.model)
    return Run(
        loaded=loaded,
        members=tuple(members),
        felt=shown.felt,
        ordeal=shown.ordeal,
        storm_runs=shown.storm_runs,
        at_rest=rest,
        verdicts=_verdicts(loaded, members, rest, explain=explain and not tell_at_once),
        assumptions=(
            *assumptions_of(loaded, [member.felt for member in members]),
            *sampling_assumptions(loaded, [member.ordeal.drawn for member in members]),
        ),
        peak_gust_mps=largest_peaks([member.felt.peak_gust_mps for member in members]),
        findings=(
            *uncredited_refuels(loaded, [member.uncredited for member in members]),
            *unreached_findings(loaded, first.unreached),
            *(duty_judge.late(shown.felt, shown.ordeal, shown.storm_runs) if duty_judge else ()),
        ),
        explained=explain,
    )


def _members(
    loaded: LoadedScenario,
    comes: Sequence[Comes],
    rest: AtRest,
    duty_judge: DutyJudge | None,
    earlier: Sequence[Member],
    *,
    explain: bool,
    tell: bool,
    hold: bool,
) -> list[Member]:
    """The province under each weather, one after the other.

    `explain` is whether duties are told with their chains, `tell` whether the stations are already. Unless `hold` says
    that all of it will be asked for, only the most adverse member so far keeps what happened: that bounds the memory.
    """
    members: list[Member] = []
    for number, (felt, ordeal) in enumerate(comes):
        storm_runs = _storm_runs(loaded, ordeal, rest, earlier[number] if earlier else None)
        evidence = Evidence(loaded.province, ordeal, storm_runs, rest.service, rest.calm)
        verdicts = judge(evidence, loaded.requirements, explain=tell)
        members.append(
            Member(
                felt,
                ordeal,
                storm_runs,
                {side: run.lost for side, run in storm_runs.items()},
                uncredited(storm_runs["pessimistic"]),
                verdicts,
                duty_judge.under(felt, ordeal, storm_runs, explain=explain) if duty_judge else None,
            )
        )
        del evidence, storm_runs
        if not hold:
            _let_go(members, keep=len(loaded.province.sites) < FRUGAL_FROM_SITES)
    # In a large province the most adverse weather is run once more rather than held while the others run.
    worst = min(members, key=_favour)
    again = None if worst.storm_runs else both_sides(loaded.province, worst.ordeal, rest.networks)
    return [replace(m, storm_runs=again) if again and m is worst else m for m in members]


def _let_go(members: list[Member], *, keep: bool) -> None:
    """Let go of what happened under each weather; `keep` holds on to the most adverse one's."""
    kept = min(members, key=_favour) if keep else None
    members[:] = [m if m is kept else replace(m, storm_runs=None) for m in members]


def _storm_runs(
    loaded: LoadedScenario, ordeal: Ordeal, rest: AtRest, earlier: Member | None
) -> Mapping[Side, SideRun]:
    """Both sides under one weather, from what was run already where there is something."""
    if rest.runs is not None and is_calm(ordeal):
        return rest.runs
    if earlier is None or earlier.storm_runs is None:
        return both_sides(loaded.province, ordeal, rest.networks)
    runs, province = earlier.storm_runs, loaded.province
    return {
        side: simulate(
            province, ordeal, side, Earlier(province, earlier.ordeal, runs[side], rest.networks)
        )
        for side in SIDES
    }


def _favour(member: Member) -> tuple[int, int, int]:
    """How well the province comes off under a member: the lowest is the most adverse."""
    outcomes = [verdict.outcome for verdict in member.verdicts]
    minima = sum(verdict.below_pessimistic.minimum for verdict in member.verdicts)
    return outcomes.count("holds"), -outcomes.count("fails"), minima


def _verdicts(
    loaded: LoadedScenario, members: Sequence[Member], rest: AtRest, *, explain: bool
) -> tuple[UnitVerdict, ...]:
    """Every unit's verdict under all members, with the chains of the one that is most adverse to it."""
    if len(members) == 1 and members[0].model is None:
        return members[0].verdicts
    told = [member.verdicts for member in members]
    if explain and len(members) > 1:
        worst = [most_adverse(of_unit) for of_unit in zip(*told, strict=True)]
        told = [
            _with_chains(loaded, member, rest, [number == each for each in worst])
            for number, member in enumerate(members)
        ]
    models = [member.model or "" for member in members]
    return tuple(combined(models, of_unit) for of_unit in zip(*told, strict=True))


def _with_chains(
    loaded: LoadedScenario, member: Member, rest: AtRest, asked: Sequence[bool]
) -> tuple[UnitVerdict, ...]:
    """The member's verdicts, those that are asked for with their chains."""
    if member.storm_runs is None or not any(asked):
        return member.verdicts
    wanted = {
        (verdict.requirement.id, verdict.unit)
        for verdict, ask in zip(member.verdicts, asked, strict=True)
        if ask
    }
    evidence = Evidence(
        loaded.province, member.ordeal, member.storm_runs, rest.service, rest.calm
    )
    told = iter(judge(evidence, loaded.requirements, only=wanted))
    return tuple(
        next(told) if ask else verdict for verdict, ask in zip(member.verdicts, asked, strict=True)
    )
