"""The power plants of many sites in many samples at once: grid, generators in their order, battery, dark.

Between two instants at which something is given to a plant (the grid returns, fuel comes, a generator arrives or is
mended) only this can happen: the grid goes; the generators run one after another, each until its tank is dry, it
fails, it leaves, or its life is over; then the battery drains. So one sum gives the instant at which the plant goes
dark, and what its stores hold at any instant before.

All figures are whole numbers of units, the ensemble's smallest: a tick, or the part of one that batteries need.
The walk of `planner.simulation.supply` is the definition; both give the same instants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

ENDLESS = 1 << 29
"""A store that never runs out, an hour that never comes."""


@dataclass(frozen=True, slots=True)
class GeneratorSpec:
    """One generator; all but `life_ladder` in units. `failed_row` is the row of the board that says when it fails."""

    failed_row: int
    tank: int
    start: int
    here_from: int
    here_until: int
    life_ladder: int
    """-1: it never stops of itself."""


@dataclass(frozen=True, slots=True)
class PlantSpec:
    """One plant: rows of the board, and figures in units. `charge_rate` is units of charge in a tick on supply."""

    grid_row: int
    service_drop_row: int
    battery: int
    charge_rate: int
    generators: tuple[GeneratorSpec, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What is given to one generator of a plant: it is mended, it arrives, it is refuelled.

    Attributes
    ----------
    generator
        Its place in the plant.
    kind
        ``mended``, ``arrives`` or ``refuelled``: what comes at one instant comes in this order.
    amount
        Fuel, in units of running; None fills it up.
    """

    generator: int
    kind: str
    amount: int | None = None


class Plants:
    """Plants with the same number of generators, in one chunk of samples.

    Rows of the arrays are plants; the state is that of the instant `since` of each.
    """

    def __init__(
        self,
        specs: tuple[PlantSpec, ...],
        rows: NDArray[np.int32],
        lives: Ints,
        horizon: int,
        units_per_tick: int,
    ) -> None:
        """`rows` are the board's rows of the plants; `lives` in units, ``(plants, generators, samples)``."""
        self.specs, self.rows = specs, rows
        self.horizon, self.units_per_tick = horizon, units_per_tick
        count, generators, width = lives.shape
        self.grid_rows = np.array([spec.grid_row for spec in specs], dtype=np.int32)
        self.drop_rows = np.array([spec.service_drop_row for spec in specs], dtype=np.int32)
        self.failed_rows = np.array(
            [[each.failed_row for each in spec.generators] for spec in specs], dtype=np.int32
        ).reshape(count, generators)
        self.battery = np.array([spec.battery for spec in specs], dtype=np.int32)[:, None]
        self.rate = np.array([spec.charge_rate for spec in specs], dtype=np.int32)[:, None]
        self.here_until = np.array(
            [[each.here_until for each in spec.generators] for spec in specs], dtype=np.int32
        ).reshape(count, generators, 1)
        self.lives = lives
        self.since = np.zeros((count, 1), dtype=np.int32)
        self.charge = np.repeat(self.battery, width, axis=1)
        self.fuel = np.zeros((count, generators, width), dtype=np.int32)
        self.life = lives.copy()
        self.just_stopped = np.zeros((count, generators, width), dtype=np.bool_)
        self.here = np.zeros((count, generators), dtype=np.bool_)
        self.grid = np.full((count, width), horizon, dtype=np.int32)
        self.failed = np.full((count, generators, width), horizon, dtype=np.int32)

    def advance(
        self,
        chosen: NDArray[np.intp],
        now: int,
        board: NDArray[Any],
        given: Mapping[int, tuple[Given, ...]],
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Bring some plants to `now`, give them what comes then, and look ahead.

        Returns when each goes dark if nothing more is given, and whether a generator then stands by with a dry tank.
        """
        gone = np.zeros(self.failed[chosen].shape, dtype=np.bool_)
        if now:
            lived = self.life[chosen] > 0
            _, self.charge[chosen], self.fuel[chosen], self.life[chosen], runs_on = self._stretch(
                chosen, now
            )
            self.just_stopped[chosen] = lived & (self.life[chosen] == 0) & runs_on
            gone = self.failed[chosen] <= now  # and mended now: its tank is empty all the same
        self.since[chosen] = now
        self._look(chosen, board)
        gone |= (self.failed[chosen] <= now) | (self.life[chosen] == 0)
        gone &= self.fuel[chosen] < ENDLESS // 2  # what never runs out is not lost either
        self.fuel[chosen] = np.where(gone, 0, self.fuel[chosen])
        for plant in chosen.tolist():
            for each in given.get(plant, ()):
                self._give(plant, each, now)
        dark, _, _, life, _ = self._stretch(chosen, self.horizon)
        standing = (self.failed[chosen] > dark[:, None]) & (life > 0)
        standing &= self.here[chosen][:, :, None] & (self.here_until[chosen] > dark[:, None])
        dry: NDArray[np.bool_] = np.any(standing, axis=1)
        return dark, dry

    def _look(self, chosen: NDArray[np.intp], board: NDArray[Any]) -> None:
        """When the grid and the generators fail, as far as is known now."""
        self.grid[chosen] = np.minimum(board[self.grid_rows[chosen]], board[self.drop_rows[chosen]])
        self.failed[chosen] = board[self.failed_rows[chosen]]

    def _give(self, plant: int, each: Given, now: int) -> None:
        at = plant, each.generator
        spec = self.specs[plant].generators[each.generator]
        if each.kind == "mended":
            # A repair ends what began before it: one that stops in this very instant stays stopped.
            self.life[at] = np.where(self.just_stopped[at], 0, self.lives[at])
            return
        works = (self.failed[at] > now) & (self.life[at] > 0)
        if each.kind == "arrives":
            self.here[at] = True
            self.fuel[at] = np.where(works | (spec.tank == ENDLESS), spec.start, 0)
        elif self.here[at] and now < spec.here_until:
            filled = spec.tank if each.amount is None else self.fuel[at] + each.amount
            self.fuel[at] = np.where(works, np.minimum(filled, spec.tank), self.fuel[at])

    def _stretch(
        self, chosen: NDArray[np.intp], until: int
    ) -> tuple[Ints, Ints, Ints, Ints, NDArray[np.bool_]]:
        """When the plants go dark, `until` at the latest.

        And charge, fuel and life at `until`, and which generators ran to that instant.
        """
        since, battery = self.since[chosen], self.battery[chosen]
        fuel, life = self.fuel[chosen], self.life[chosen]
        t = np.clip(self.grid[chosen], since, until)
        runs_on = np.zeros(fuel.shape, dtype=np.bool_)
        for generator in range(fuel.shape[1]):
            hours = np.minimum(fuel[:, generator], life[:, generator])
            end = np.minimum(t + hours, self.failed[chosen, generator])
            end = np.minimum(end, np.minimum(self.here_until[chosen, generator], until))
            # One that is not here yet has no fuel either.
            run = np.maximum(end - t, 0)
            fuel[:, generator] -= run
            life[:, generator] -= run
            t = t + run
            runs_on[:, generator] = (run > 0) & (t == until)
        # Supply comes and goes on ticks, so that this division leaves nothing over.
        gained = (t - since) // self.units_per_tick * self.rate[chosen]
        charge = np.minimum(self.charge[chosen] + gained, battery)
        dark = np.minimum(t + charge, until)
        return dark, charge - (dark - t), fuel, life, runs_on
