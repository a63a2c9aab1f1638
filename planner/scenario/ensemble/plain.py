"""The reference: every sample by the plain simulation, one after the other. Slow, and what the fast way must equal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, holds_at, union
from planner.network.sides import SIDES
from planner.policy.series import below, series_of
from planner.scenario.ensemble.sums import CAUSES, FAILS, HOLDS, PARTS, UNKNOWN, no_sums
from planner.simulation.drawn import draw
from planner.simulation.draws import LANES, stratum_of
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.verdicts import Below, Series
    from planner.scenario.ensemble.asking import Asked
    from planner.scenario.ensemble.sums import Sums
    from planner.simulation.chances import Chances
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun, View

TICK_H = Fraction(1, 12)


@dataclass(frozen=True)
class Storm:
    """One storm under one wind model, as both ways of running it need it."""

    province: Province
    asked: tuple[Asked, ...]
    ordeal: Ordeal
    """Everything that happens besides what is drawn; its wind is whole."""
    chances: Chances
    seed: int

    @property
    def most_sites(self) -> int:
        """The largest number of sites that any question counts."""
        return max(
            (len(sites) + each.always for each in self.asked for sites in each.counted.values()),
            default=0,
        )

    @property
    def drawn_assets(self) -> tuple[str, ...]:
        """Assets that some draw can fail, sorted."""
        return tuple(sorted({asset for asset, _ in self.chances.rows}))


def plain_sums(storm: Storm, blocks: range, samples: int) -> Sums:
    """The sums over the first `samples` samples of some blocks, sample by sample."""
    ticks = int(storm.ordeal.horizon_h / TICK_H)
    sums = no_sums(len(storm.asked), storm.most_sites, ticks, TICK_H, storm.drawn_assets)
    first = blocks.start * LANES
    for sample in range(first, first + samples):
        _count(storm, sample, sums)
    return replace(sums, samples=samples)


def _count(storm: Storm, sample: int, sums: Sums) -> None:
    """Run one sample and add it to the sums."""
    drawn = draw(storm.chances, storm.ordeal.storm_id, storm.seed, sample)
    ordeal = replace(storm.ordeal, drawn=drawn)
    runs: dict[Side, SideRun] = {side: simulate(storm.province, ordeal, side) for side in SIDES}
    number = {asset: place for place, asset in enumerate(sums.assets)}
    failed = [number[asset] for asset in sorted(drawn.threats)]
    sums.asset_failed[failed] += 1
    for question, asked in enumerate(storm.asked):
        short: list[bool] = []
        for place, side in enumerate(SIDES):
            series = _series(asked, runs[side], side)
            told = below(series, asked.needed, asked.end_h)
            short.append(told.first_below_h is not None)
            _add_side(storm, asked, (place, question), told, runs[side], sums)
            if short[-1]:
                sums.asset_and_below[place, failed, question] += 1
        outcome = UNKNOWN if short == [True, False] else FAILS if short[1] else HOLDS
        sums.outcomes[question, stratum_of(sample), outcome] += 1


def _series(asked: Asked, run: SideRun, side: Side) -> Series:
    """How many of the question's sites serve, through time."""
    counted = {
        site: union(*(run.in_service[site][operator] for operator in operators))
        for site, operators in asked.counted[side].items()
    }
    if side == "optimistic":
        counted |= {f"always-{number}": ALWAYS for number in range(asked.always)}
    return series_of(counted, asked.start_h, asked.end_h)


def _add_side(
    storm: Storm,
    asked: Asked,
    at: tuple[int, int],
    told: Below,
    run: SideRun,
    sums: Sums,
) -> None:
    place, question = at
    parts = told.hours_below / TICK_H * PARTS
    never = sums.first_below.shape[2] - 1
    sums.ticks_below[place, question, int(told.hours_below / TICK_H)] += 1
    sums.parts_below[place, question] += int(parts)
    sums.minimum[place, question, told.minimum] += 1
    first_h = told.first_below_h
    tick = never if first_h is None else min(int(first_h / TICK_H), never)
    sums.first_below[place, question, tick] += 1
    if first_h is not None:
        for site, operators in asked.counted[SIDES[place]].items():
            if not any(holds_at(run.in_service[site][each], first_h) for each in operators):
                cause = _cause(storm, site, operators, first_h, run)
                sums.causes[place, question, CAUSES.index(cause)] += 1


def _cause(storm: Storm, site: str, operators: Sequence[str], t_h: Fraction, run: SideRun) -> str:
    """Why a site is out at an instant: the first that applies, in the order of `CAUSES`."""
    view: View = run.view_of(operators[0])
    if holds_at(run.failed.get(f"{site}/mast", NEVER), t_h):
        return "mast"
    if holds_at(run.failed.get(f"{site}/equipment", NEVER), t_h):
        return "equipment"
    if holds_at(storm.ordeal.derated_intervals(site), t_h):
        return "derated"
    plant = view.plants[site]
    if not holds_at(plant.powered, t_h):
        ran_dry = any(hour <= t_h for hours in plant.tank_empty_h.values() for hour in hours)
        return "fuel" if ran_dry else "power"
    dish = run.failed.get(f"{site}/dish", NEVER)
    return "satellite" if holds_at(dish, t_h) else "fiber"
