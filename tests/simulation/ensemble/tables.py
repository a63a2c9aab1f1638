"""Chances drawn at random over a random world, and the plain simulation of one sample of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.foundation.intervals import INF, ZERO
from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.scenario.exposing import Weather
from planner.scenario.ordeals import known_assets, ordeal_of
from planner.simulation.capacity import water_feelers, wind_feelers
from planner.simulation.chances import Never, Window, draw_name, life_draw_name
from planner.simulation.drawn import Drawn, DrawnThreat
from planner.simulation.draws import CERTAIN, stratum_of, uniform_u32
from planner.simulation.timeline import simulate
from tests.oracle.comparing import loaded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.network.sides import Side
    from planner.policy.verdicts import UnitVerdict
    from planner.simulation.ordeal import Ordeal
    from tests.oracle.world import World


@dataclass(frozen=True)
class Table:
    """Thresholds that were thrown, not computed; read as `planner.simulation.chances.Chances` is."""

    rows: tuple[tuple[str, Any], ...]
    times_h: tuple[Fraction, ...]
    table: NDArray[np.uint64]
    windows: tuple[Window, ...]
    unknown: tuple[Never, ...]
    generators: tuple[str, ...] = ()
    lives: Mapping[Side, NDArray[np.uint64]] = field(default_factory=dict)

    def rising(self, rows: NDArray[np.intp], first_steps: Mapping[int, int]) -> NDArray[np.bool_]:
        """Any step may raise a threshold that was thrown."""
        found = np.ones((len(rows), len(self.times_h)), dtype=np.bool_)
        for place, first in first_steps.items():
            found[place, :first] = False
        return found

    def at_pairs(self, rows: NDArray[np.intp], steps: NDArray[np.intp]) -> NDArray[np.uint64]:
        return np.asarray(self.table[rows, :, steps])


def thrown(world: World, seed: int) -> tuple[Table, Ordeal]:
    """A table over the world's assets, and the world's ordeal without wind and water."""
    rng = np.random.default_rng(seed)
    given = loaded(world)
    ordeal = ordeal_of(given, known_assets(given), Weather())
    winds = [feeler.asset for feeler in wind_feelers(world.province)]
    sent = [(each.at, each.id) for each in ordeal.sent]
    waters = [feeler.asset for feeler in water_feelers(world.province, sent)]
    felt = sorted(
        {
            *((asset, "gust") for asset in winds if rng.random() < 0.6),
            *((asset, "flood") for asset in waters if rng.random() < 0.5),
            *((asset, "ground") for asset in (*winds, *waters) if rng.random() < 0.1),
        }
    )
    hours = int(ordeal.horizon_h)
    times = sorted({Fraction(int(each), 4) for each in rng.integers(0, 4 * hours, 12)})
    table = np.zeros((len(felt), 8, len(times)), dtype=np.uint64)
    for row, (_, quantity) in enumerate(felt):
        if quantity == "gust" and times:
            peak = CERTAIN * rng.choice([1e-3, 0.05, 0.3, 0.7, 1.0])
            shape = np.abs(np.sin(np.linspace(0, 3, len(times)) + rng.random()))
            table[row] = (peak * np.linspace(0.7, 1, 8)[:, None] * shape).astype(np.uint64)
    unknown = tuple(
        Never(asset, "gust", times[int(rng.integers(len(times)))], f"{asset}.design_wind", 30.0)
        for asset in winds
        if times and (asset, "gust") not in felt and rng.random() < 0.1
    )
    windows = tuple(_window(rng, row, hours) for row in range(len(felt)) if rng.random() < 0.4)
    generators = tuple(asset for asset in waters if "/gen/" in asset and rng.random() < 0.7)
    lives: dict[Side, NDArray[np.uint64]] = {
        side: _thrown_lives(rng, len(generators), hours) for side in SIDES
    }
    lives["optimistic"] = np.minimum(lives["optimistic"], lives["pessimistic"])
    return Table(tuple(felt), tuple(times), table, windows, unknown, generators, lives), ordeal


def _thrown_lives(rng: np.random.Generator, generators: int, hours: int) -> NDArray[np.uint64]:
    """Thresholds that rise with the hours: some generators fail to start, some stop, some never do."""
    begun = rng.choice([0.0, 0.2], (generators, 1))
    mean_h = rng.choice([2.0, 8.0, 1e9], (generators, 1))
    chance = 1 - (1 - begun) * np.exp(-np.arange(hours + 2) / mean_h)
    limits: NDArray[np.uint64] = (chance * CERTAIN).astype(np.uint64)
    return limits


def _window(rng: np.random.Generator, row: int, hours: int) -> Window:
    start_h = Fraction(int(rng.integers(0, 3 * hours)), 3)
    end_h = INF if rng.random() < 0.3 else start_h + Fraction(int(rng.integers(1, 40)), 7)
    limit = int(CERTAIN * rng.choice([0.1, 0.5, 1.0]))
    return Window(row, start_h, end_h, tuple(limit * (c + 8) // 15 for c in range(8)), "W", 1.0)


def plainly(
    world: World, table: Table, ordeal: Ordeal, tick_h: Fraction, seed: int, sample: int
) -> tuple[UnitVerdict, ...]:
    """The verdicts of the plain simulation on one sample, drawn number by number."""
    given = loaded(world)
    under = replace(ordeal, drawn=drawn(table, seed, sample), tick_h=tick_h)
    runs = {side: simulate(world.province, under, side) for side in SIDES}
    rest = {side: run.in_service for side, run in runs.items()}
    return judge(Evidence(world.province, under, runs, rest), given.requirements, explain=False)


def drawn(table: Table, seed: int, sample: int) -> Drawn:
    """What a sample makes of the table, worked out one number at a time."""
    threats: dict[str, list[DrawnThreat]] = {}
    unknown: dict[str, list[DrawnThreat]] = {}
    stratum = stratum_of(sample)
    for number, row in enumerate(table.rows):
        asset, quantity = row
        u = uniform_u32(seed, draw_name(row), sample)
        limits = table.table[number, stratum].tolist()
        hits = tuple(t for t, limit in zip(table.times_h, limits, strict=True) if u < limit)
        windows = tuple(
            (window.start_h, window.end_h)
            for window in table.windows
            if window.row == number and u < window.thresholds[stratum]
        )
        if hits or windows:
            threats.setdefault(asset, []).append(
                DrawnThreat(quantity, "storm", ((ZERO, ZERO),), True, hits, windows, 1.0)
            )
    for never in table.unknown:
        unknown.setdefault(never.asset, []).append(
            DrawnThreat(
                never.quantity,
                never.datum,
                ((ZERO, ZERO),),
                False,
                (),
                ((never.onset_h, INF),),
                1.0,
            )
        )
    return Drawn(
        seed,
        sample,
        {asset: tuple(each) for asset, each in threats.items()},
        {asset: tuple(each) for asset, each in unknown.items()},
        {side: _lives_h(table, side, seed, sample) for side in SIDES},
    )


def _lives_h(table: Table, side: Side, seed: int, sample: int) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for number, generator in enumerate(table.generators):
        u = uniform_u32(seed, life_draw_name(generator), sample)
        limits = table.lives[side][number].tolist()
        hour = next((h for h, limit in enumerate(limits) if u < limit), None)
        if hour is not None:
            found[generator] = Fraction(hour)
    return found
