"""What derating gains and what it costs: the same storm with the masts lightened and without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, union, within
from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.scenario.ordeals import asks_for_assets, known_assets, ordeal_of
from planner.simulation.earlier import Earlier
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.foundation.intervals import Intervals
    from planner.foundation.text import Text
    from planner.policy.verdicts import UnitVerdict
    from planner.scenario.run import Run
    from planner.simulation.timeline import SideRun


@dataclass(frozen=True, slots=True)
class SiteTrade:
    """One derated site; hours and instants are those of the pessimistic side.

    `derated_h` is how long it is derated within the scenario; `served_h` how long it serves anybody, as ordered and
    with no mast derated; `falls_at_h` when its mast first falls, None where it stands.
    """

    site: str
    derated_h: Fraction
    served_h: Fraction
    served_without_h: Fraction
    falls_at_h: Fraction | None
    falls_without_at_h: Fraction | None

    @property
    def gained_h(self) -> Fraction:
        """Hours of service won; below 0 where derating costs more than it saves."""
        return self.served_h - self.served_without_h


@dataclass(frozen=True, slots=True)
class UnitTrade:
    """One unit that has a derated site, as ordered and with no mast derated, on the pessimistic side."""

    requirement: str
    unit: str
    name: Text
    minimum: int
    minimum_without: int
    hours_below: Fraction
    hours_below_without: Fraction


@dataclass(frozen=True, slots=True)
class DeratingTrade:
    """Both sides of every derating of a scenario, under the wind model that is most adverse to the province."""

    sites: tuple[SiteTrade, ...]
    units: tuple[UnitTrade, ...]

    @property
    def masts_kept(self) -> int:
        """Masts that stand because they were derated."""
        return sum(
            each.falls_at_h is None and each.falls_without_at_h is not None for each in self.sites
        )

    @property
    def given_up_h(self) -> Fraction:
        """Hours of service that derating cost, over the sites where it cost any."""
        return sum((-each.gained_h for each in self.sites if each.gained_h < 0), ZERO)

    @property
    def gained_h(self) -> Fraction:
        """Hours of service that derating won, over the sites where it won any."""
        return sum((each.gained_h for each in self.sites if each.gained_h > 0), ZERO)


def derating_trade(run: Run) -> DeratingTrade | None:
    """What the scenario's deratings gain and cost, found by running the same weather without any of them.

    None where the scenario derates nothing.
    """
    if not run.ordeal.derated:
        return None
    loaded = run.loaded
    kept = tuple(action for action in loaded.scenario.actions if action.do != "derate")
    bare = replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": kept}))
    known = known_assets(bare) if asks_for_assets(bare) else {}
    ordeal = ordeal_of(bare, known, run.felt)
    earlier = Earlier(loaded.province, run.ordeal, run.pessimistic, run.at_rest.networks)
    without = simulate(loaded.province, ordeal, "pessimistic", like=earlier)
    horizon_h = run.ordeal.horizon_h
    sites = tuple(
        _site(site, run, without, horizon_h)
        for site in sorted(run.ordeal.derated)
        if site in loaded.province.sites
    )
    as_ordered = _judged(run, run.pessimistic)
    bare_evidence = Evidence(
        loaded.province, ordeal, dict.fromkeys(SIDES, without), run.rest, run.at_rest.calm
    )
    bare_verdicts = judge(bare_evidence, loaded.requirements, explain=False)
    concerned = {each.site for each in sites}
    units = tuple(
        UnitTrade(
            verdict.requirement.id, verdict.unit, verdict.unit_name,
            verdict.below_pessimistic.minimum, other.below_pessimistic.minimum,
            verdict.below_pessimistic.hours_below, other.below_pessimistic.hours_below,
        )
        for verdict, other in zip(as_ordered, bare_verdicts, strict=True)
        if concerned & {tested.site for tested in verdict.hardened if tested.outcome == "holds"}
    )  # fmt: skip
    return DeratingTrade(sites, units)


def _judged(run: Run, side: SideRun) -> tuple[UnitVerdict, ...]:
    evidence = Evidence(
        run.loaded.province, run.ordeal, dict.fromkeys(SIDES, side), run.rest, run.at_rest.calm
    )
    return judge(evidence, run.loaded.requirements, explain=False)


def _site(site: str, run: Run, without: SideRun, horizon_h: Fraction) -> SiteTrade:
    return SiteTrade(
        site,
        _hours(run.ordeal.derated_intervals(site), horizon_h),
        _hours(_served(site, run.pessimistic), horizon_h),
        _hours(_served(site, without), horizon_h),
        _first(run.pessimistic.failed.get(f"{site}/mast", ())),
        _first(without.failed.get(f"{site}/mast", ())),
    )


def _served(site: str, side: SideRun) -> Intervals:
    return union(*side.in_service[site].values())


def _hours(intervals: Intervals, horizon_h: Fraction) -> Fraction:
    inside: Iterable[tuple[Fraction, Fraction | float]] = within(intervals, ZERO, horizon_h)
    return sum((Fraction(end) - start for start, end in inside), ZERO)


def _first(intervals: Intervals) -> Fraction | None:
    return intervals[0][0] if intervals else None
