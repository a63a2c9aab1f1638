"""What a storm left behind in one run, as reports count it: masts, silent sites by cause, grid, recovery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Literal

from planner.foundation.intervals import NEVER, Intervals, holds_at
from planner.network.sides import SIDES
from planner.scenario.run import Run
from planner.simulation.timeline import SideRun

Cause = Literal["mast", "equipment", "derated", "power", "backhaul"]
CAUSES: tuple[Cause, ...] = ("mast", "equipment", "derated", "power", "backhaul")


@dataclass(frozen=True, slots=True)
class Hour:
    """The province at one hour, on one side of what was not surveyed."""

    at_h: Fraction
    silent: Mapping[Cause, int]
    """Sites out of service, by the first of the causes that applies."""
    without_grid: Mapping[str, int]
    """Sites without the grid, by district."""

    @property
    def out(self) -> int:
        """All sites out of service."""
        return sum(self.silent.values())


@dataclass(frozen=True, slots=True)
class Aftermath:
    """One run of one made-up province."""

    sites: int
    sites_in: Mapping[str, int]
    fallen_masts: Mapping[str, int]
    """Masts broken by the wind, by side."""
    hours: Mapping[str, tuple[Hour, ...]]
    gust_mps: Mapping[str, float]
    """Largest gust at a mast, by district."""
    verdicts: Mapping[str, str]
    """Outcome of the first requirement, by unit."""

    def share_out(self, side: str, index: int) -> float:
        """Share of all sites that are out at one of the hours."""
        return self.hours[side][index].out / self.sites


def aftermath(run: Run, hours: Sequence[Fraction]) -> Aftermath:
    """The figures of a run at the hours asked."""
    province = run.loaded.province
    sites_in = Counter(site.district for site in province.sites.values())
    gusts: dict[str, float] = {}
    for site in province.sites.values():
        gust = run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
        gusts[site.district] = max(gusts.get(site.district, 0.0), gust)
    first = run.loaded.requirements[0].id
    return Aftermath(
        sites=len(province.sites),
        sites_in=dict(sites_in),
        fallen_masts={side: _fallen(run.storm_runs[side]) for side in SIDES},
        hours={side: tuple(_hour(run, run.storm_runs[side], at) for at in hours) for side in SIDES},
        gust_mps=gusts,
        verdicts={v.unit: v.outcome for v in run.verdicts if v.requirement.id == first},
    )


def _fallen(side: SideRun) -> int:
    return sum(asset.endswith("/mast") and bool(spans) for asset, spans in side.failed.items())


def _hour(run: Run, side: SideRun, at_h: Fraction) -> Hour:
    view = side.views[None]
    silent: Counter[Cause] = Counter()
    dark: Counter[str] = Counter()
    for site in run.loaded.province.sites.values():
        plant = view.plants[site.id]
        if not holds_at(plant.plan.grid, at_h):
            dark[site.district] += 1
        if holds_at(view.in_service[site.id], at_h):
            continue
        silent[_cause(run, side, site.id, plant.powered, at_h)] += 1
    return Hour(at_h, {cause: silent[cause] for cause in CAUSES}, dict(dark))


def _cause(run: Run, side: SideRun, site: str, powered: Intervals, at_h: Fraction) -> Cause:
    """Why a silent site is silent: what stands first in `CAUSES`."""
    if holds_at(side.failed.get(f"{site}/mast", NEVER), at_h):
        return "mast"
    if holds_at(side.failed.get(f"{site}/equipment", NEVER), at_h):
        return "equipment"
    if holds_at(run.ordeal.derated_intervals(site), at_h):
        return "derated"
    return "backhaul" if holds_at(powered, at_h) else "power"


@dataclass(frozen=True, slots=True)
class Band:
    """Least, lower quartile, median, upper quartile and most of several runs."""

    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float


def band(values: Sequence[float]) -> Band:
    """The band of at least one value; quartiles are medians of the halves."""
    ordered = sorted(values)
    half = (len(ordered) + 1) // 2
    return Band(
        ordered[0], median(ordered[:half]), median(ordered), median(ordered[-half:]), ordered[-1]
    )
