"""The duties of a scenario judged under each of its weathers, and what all of them agree on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from planner.policy.duties.band import combined_duty
from planner.policy.duties.judging import judge_duties
from planner.policy.duties.serving import DutyEvidence, Standing
from planner.policy.duties.travel_records import FuelDuty, ReachDuty
from planner.scenario.arrival import storm_clock
from planner.scenario.at_rest import both_sides, calm_runs
from planner.scenario.day import start_of
from planner.scenario.late import travel_findings
from planner.scenario.outdoors import ordered_deratings, winds_outdoors
from planner.scenario.sampling import storm_strength
from planner.scenario.travelling import Travelling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.network.networks import Networks
    from planner.network.sides import Side
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.scenario.exposing import Weather
    from planner.scenario.local_winds import LocalWinds
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun


SHARES_STOCK = frozenset(("fuel",))
"""Duties whose units draw on one stock: all of them are judged, though one is asked about."""


class DutyJudge:
    """The duties of a scenario, judged under one weather after the other; what no weather changes is found out once.

    Parameters
    ----------
    loaded
        The scenario as it was read and checked.
    rest
        Both sides of the province with nothing failed and the scenario's fuel at the start.
    travelling
        The scenario's roads, where somebody looks at them besides.
    networks
        The province's networks, where somebody has read them already.
    winds
        The winds outdoors of the same storm over the same ground, where somebody asked for them before.
    """

    def __init__(
        self,
        loaded: LoadedScenario,
        rest: Mapping[Side, SideRun],
        travelling: Travelling | None = None,
        networks: Networks | None = None,
        winds: LocalWinds | None = None,
    ) -> None:
        self._loaded, self._rest = loaded, rest
        self._start = start_of(loaded)
        self._standing = Standing(loaded.province, networks)
        self._winds = winds_outdoors(loaded, winds)
        self._travelling = Travelling(loaded) if travelling is None else travelling
        self._deratings = ordered_deratings(loaded)

    def late(
        self, felt: Weather, ordeal: Ordeal, runs: Mapping[Side, SideRun]
    ) -> tuple[Finding, ...]:
        """What the scenario sends and cannot be there in time; asked where a duty asks about roads anyway."""
        if not any(isinstance(duty, ReachDuty | FuelDuty) for duty in self._loaded.duties):
            return ()
        maps = self._travelling.maps(felt.model, runs)
        return travel_findings(self._loaded, ordeal, maps, runs)

    def under(
        self,
        felt: Weather,
        ordeal: Ordeal,
        runs: Mapping[Side, SideRun],
        *,
        explain: bool = True,
    ) -> tuple[DutyVerdict, ...]:
        """The verdict of each duty for each unit under one weather; nothing of its runs is kept."""
        province, standing = self._loaded.province, self._standing
        factor = storm_strength(self._loaded)
        outdoors = None if self._winds is None else self._winds.under(felt, factor)
        clock = storm_clock(self._loaded, felt.model, factor)
        evidence = DutyEvidence(
            province, ordeal, runs, self._rest, self._start, standing, clock, outdoors,
            cache(lambda: self._travelling.roads(felt.model, ordeal, runs)),
            None if outdoors is None else _stronger(felt.peak_gust_mps, factor), self._deratings,
        )  # fmt: skip
        verdicts = judge_duties(evidence, self._loaded.duties, explain=explain)
        standing.forget(runs.values())
        return verdicts


def _stronger(peaks_mps: Mapping[str, float], factor: float) -> Mapping[str, float]:
    """The largest gust at each asset in a sample that multiplies all of them."""
    if factor == 1.0:
        return peaks_mps
    return {asset: gust_mps * factor for asset, gust_mps in peaks_mps.items()}


def verdicts_on(
    run: Run, duties: tuple[AnyDuty, ...], *, explain: bool = False
) -> tuple[DutyVerdict, ...]:
    """What a run says of other duties than its scenario's: nothing is simulated again that the run has kept."""
    rest, province = run.at_rest, run.loaded.province
    calm = rest.runs or calm_runs(province, run.ordeal, rest.networks)
    asked = DutyJudge(replace(run.loaded, duties=duties), calm, run.travelling, rest.networks)
    return judged_by(asked, run, explain=explain)


def judged_by(judge: DutyJudge, run: Run, *, explain: bool = False) -> tuple[DutyVerdict, ...]:
    """What a judge says of everything that happened in a run."""
    rest, province = run.at_rest, run.loaded.province
    told = [
        judge.under(
            member.felt,
            member.ordeal,
            member.storm_runs or both_sides(province, member.ordeal, rest.networks),
            explain=explain,
        )
        for member in run.members
    ]
    return under_all([member.model for member in run.members], told)


def verdicts_about(run: Run, units: Mapping[str, Collection[str]]) -> tuple[DutyVerdict, ...]:
    """The scenario's duties with their chains, for these units of each kind alone: districts, communes, the province.

    Each unit is judged by itself, but for those that draw on one stock: of these all are.
    """
    given = run.loaded.duties
    if "duties" in run.__dict__ and run.explained:
        told = run.duties
    else:
        told = verdicts_on(run, tuple(_narrowed(given, units)), explain=True)
    whole = {duty.id: duty for duty in given}
    return tuple(
        replace(each, requirement=whole[each.requirement.id])
        for each in told
        if each.unit in units.get(each.requirement.unit, ())
    )


def _narrowed(
    duties: Sequence[AnyDuty], units: Mapping[str, Collection[str]]
) -> Iterator[AnyDuty]:
    for duty in duties:
        ids = sorted(units.get(duty.unit, ()))
        wanted = tuple(each for each in ids if not duty.where.only or each in duty.where.only)
        if duty.kind in SHARES_STOCK or (duty.unit == "province" and ids):
            yield duty
        elif wanted:
            where = duty.where.model_copy(update={"only": wanted})
            yield duty.model_copy(update={"where": where})


def under_all(
    models: Sequence[str | None], told: Sequence[tuple[DutyVerdict, ...]]
) -> tuple[DutyVerdict, ...]:
    """What all weathers agree on, in the order of the policies, then by unit id.

    Where there are several weathers a duty holds when it holds under all, as the stations do.
    """
    if len(told) == 1:
        return told[0]
    names = [model or "" for model in models]
    return tuple(combined_duty(names, of_unit) for of_unit in zip(*told, strict=True))
