"""The reference: every sample by the plain simulation, one after the other. Slow, and what the fast way must equal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, holds_at, union
from planner.network.sides import SIDES
from planner.policy.series import below, series_of
from planner.simulation.drawn import draw
from planner.simulation.draws import LANES, stratum_of
from planner.simulation.ensemble.counts import (
    CAUSES,
    FAILS,
    HOLDS,
    UNKNOWN,
    no_counts,
    whole_questions,
)
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from planner.inventory.records import Site
    from planner.network.sides import Side
    from planner.policy.verdicts import Below
    from planner.scenario.ensemble.weather import Storm
    from planner.simulation.ensemble.counts import BlockCounts
    from planner.simulation.ensemble.questions import Counted, Question
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun


def plain_counts(storm: Storm, blocks: range, seed: int, samples: int) -> BlockCounts:
    """The sums over those samples of some blocks whose number is below `samples`, one after the other."""
    counts = no_counts(storm.job)
    for sample in range(blocks.start * LANES, min(blocks.stop * LANES, samples)):
        _count(storm, seed, sample, counts)
        counts.samples += 1
    return counts


def _count(storm: Storm, seed: int, sample: int, counts: BlockCounts) -> None:
    """Run one sample and add it to the sums."""
    job = storm.job
    drawn = draw(storm.chances, storm.ordeal.storm_id, seed, sample)
    ordeal = replace(storm.ordeal, drawn=drawn, tick_h=job.tick_h)
    runs: dict[Side, SideRun] = {side: simulate(storm.province, ordeal, side) for side in SIDES}
    place = {asset: number for number, asset in enumerate(job.drawn_assets)}
    failed = [place[asset] for asset in sorted(drawn.threats) if asset in place]
    counts.asset_failed[failed, stratum_of(sample)] += 1
    column = {number: each for each, number in enumerate(whole_questions(job.questions))}
    for number, question in enumerate(job.questions):
        short: list[bool] = []
        for side in SIDES:
            told = _told(question, side, runs[side])
            short.append(told.hours_below > 0)
            if number not in column or side == "optimistic":
                continue
            if short[-1]:
                counts.asset_and_below[failed, column[number]] += 1
            _add_question(storm, question, column[number], told, runs[side], ordeal, counts)
        outcome = HOLDS if not short[0] else FAILS if short[1] else UNKNOWN
        counts.outcomes[number, stratum_of(sample), outcome] += 1


def _told(question: Question, side: Side, run: SideRun) -> Below:
    """How far and how long the question is below its count."""
    sites, always = question.sides[SIDES.index(side)]
    counted = {
        each.site: union(*(run.views[view].in_service[each.site] for view in each.views))
        for each in sites
    }
    counted |= {f"always {number}": ALWAYS for number in range(always)}
    series = series_of(counted, question.start_h, question.end_h)
    return below(series, question.at_least, question.end_h)


def _add_question(
    storm: Storm,
    question: Question,
    column: int,
    told: Below,
    run: SideRun,
    ordeal: Ordeal,
    counts: BlockCounts,
) -> None:
    job = storm.job
    ticks = told.hours_below / job.tick_h
    never = counts.first_below.shape[1] - 1
    counts.hours_below[column, int(ticks)] += 1
    counts.units_below[column] += int(ticks * job.units_per_tick)
    counts.minimum[column, told.minimum] += 1
    first_h = told.first_below_h
    first = never if first_h is None else min(int(first_h / job.tick_h), never)
    counts.first_below[column, first] += 1
    if first_h is None:
        return
    for each in question.pessimistic:
        if not any(holds_at(run.views[v].in_service[each.site], first_h) for v in each.views):
            cause = _cause(storm.province.sites[each.site], each, first_h, run, ordeal)
            counts.causes[column, CAUSES.index(cause)] += 1


def _cause(site: Site, counted: Counted, t_h: Fraction, run: SideRun, ordeal: Ordeal) -> str:
    """Why a site is out at an instant: the first that applies, in the order of `CAUSES`."""
    view = run.views[counted.views[0]]
    for part in ("mast", "equipment"):
        if holds_at(run.failed.get(f"{site.id}/{part}", NEVER), t_h):
            return part
    if holds_at(ordeal.derated_intervals(site.id), t_h):
        return "derated"
    plant = view.plants[site.id]
    if not holds_at(plant.powered, t_h):
        dry = any(
            any(hour <= t_h for hour in plant.tank_empty_h.get(generator.asset, ()))
            and not holds_at(generator.failed, t_h)
            and not holds_at(plant.stopped.get(generator.asset, NEVER), t_h)
            for generator in plant.plan.generators
        )
        return "fuel" if dry else "power"
    has_dish = site.backhaul.satellite not in {None, "none", "unknown"}
    return "satellite" if has_dish else "fiber"
