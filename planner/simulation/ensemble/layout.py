"""What all storms over a province share, and how the chances of one of them are put in: thresholds change, no more.

Which rows the board has, which ladders are climbed, when what is given back: none of it depends on the storm's wind as
long as water, ground, removals and actions stay. So it is worked out once, for a storm that can break everything, and
each storm then brings its thresholds: rungs on the ladders, all in whole arrays.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from planner.simulation.chances import draw_name, life_draw_name
from planner.simulation.draws import STRATA
from planner.simulation.ensemble.fates import since_step
from planner.simulation.ensemble.job import Turn
from planner.simulation.ensemble.ladders import Steps, felt_from, laddered, no_steps, with_rungs
from planner.simulation.ticks import up_to_tick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.network.sides import Side
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.fates import Fate, Fates, LadderKey
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.ladders import Ladders
    from planner.simulation.ensemble.plant_specs import LifeKey
    from planner.simulation.ensemble.units import Units


@dataclass(frozen=True, slots=True)
class Onset:
    """A place in a turn that is lost with the first of some draws that nobody can make."""

    turn: int
    position: int
    draws: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layout:
    """The jobs of all storms over one province that differ in their wind alone; it can be pickled.

    Attributes
    ----------
    bare
        The job without a rung.
    climbed
        The ladders that the storm's chances put rungs on: their draws and the hours from which they are felt.
    numbers
        Where these stand among all ladders.
    instants
        The exact hours that steps are numbers of.
    lives
        The rungs of generators' lives, which are the same in every storm.
    onsets
        Where what nobody can say anything of comes in.
    units
        The clock.
    """

    bare: StormJob
    climbed: tuple[LadderKey, ...]
    numbers: NDArray[np.intp]
    instants: tuple[Fraction, ...]
    lives: Steps
    onsets: tuple[Onset, ...]
    units: Units

    @property
    def assets(self) -> frozenset[str]:
        """The assets whose chances are asked for."""
        names = [name for name, _ in self.climbed]
        names += [draw for onset in self.onsets for draw in onset.draws]
        return frozenset(name.rpartition("#")[0] for name in names)

    def job(self, chances: Chances) -> StormJob:
        """The job of a storm.

        Parameters
        ----------
        chances
            Of the layout's `assets`, and of any others: at the output steps and under the footprints for which it was
            laid out.

        Raises
        ------
        KeyError
            If the storm has instants that the layout does not know.
        """
        rungs = with_rungs(self.bare.ladders, self._steps(chances).along(self.lives))
        return replace(self.bare, ladders=rungs, turns=self._turns(chances))

    def _steps(self, chances: Chances) -> Steps:
        """Every threshold that may be a rung: of the wind's series, then of footprints."""
        number = {instant: each for each, instant in enumerate(self.instants)}
        row_of = {draw_name(row): each for each, row in enumerate(chances.rows)}
        here = [place for place, (name, _) in enumerate(self.climbed) if name in row_of]
        rows = np.array([row_of[self.climbed[place][0]] for place in here], dtype=np.intp)
        since = [self.climbed[place][1] for place in here]
        ladders = self.numbers[np.array(here, dtype=np.intp)]
        step_of = np.array([number[t_h] for t_h in chances.times_h], dtype=np.uint16)
        late = {row: each for row, each in enumerate(since) if each}
        felt = chances.rising(rows, {r: bisect_left(chances.times_h, h) for r, h in late.items()})
        place, step = np.nonzero(felt)
        of_wind = Steps(ladders[place], step_of[step], chances.at_pairs(rows[place], step))
        return of_wind.along(_of_windows(chances, rows, since, ladders, number))

    def _turns(self, chances: Chances) -> tuple[Turn, ...]:
        """The turns with the hours at which what nobody can say anything of is lost in this storm."""
        if not self.onsets:
            return self.bare.turns
        end = self.units.horizon
        onset = {
            draw_name((never.asset, never.quantity)): min(
                self.units.of(up_to_tick(never.onset_h, self.units.tick_h)), end
            )
            for never in chances.unknown
        }
        certain = [turn.certain.copy() for turn in self.bare.turns]
        for each in self.onsets:
            first = min(onset.get(draw, end) for draw in each.draws)
            certain[each.turn][each.position] = min(certain[each.turn][each.position], first)
        return tuple(
            replace(turn, certain=own) for turn, own in zip(self.bare.turns, certain, strict=True)
        )


def _of_windows(
    chances: Chances,
    rows: NDArray[np.intp],
    since: Sequence[Fraction],
    ladders: NDArray[np.intp],
    number: Mapping[Fraction, int],
) -> Steps:
    """The thresholds of footprints, each from the instant at which it is first felt on a ladder."""
    if not chances.windows:
        return no_steps()
    places: dict[int, list[int]] = {}
    for place, row in enumerate(rows.tolist()):
        places.setdefault(row, []).append(place)
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for window in chances.windows:
        for place in places.get(window.row, ()):
            at_h = felt_from(window.start_h, window.end_h, since[place])
            if at_h is not None:
                found.append((int(ladders[place]), number[at_h], window.thresholds))
    found.sort(key=lambda each: each[:2])
    return Steps(
        np.array([ladder for ladder, *_ in found], dtype=np.intp),
        np.array([step for _, step, _ in found], dtype=np.uint16),
        np.array([limits for *_, limits in found], dtype=np.uint64).reshape(-1, STRATA),
    )


class Climbing:
    """The ladders that the fates and the generators' lives name, numbered."""

    def __init__(self, fates: Fates, chances: Chances, life_keys: Sequence[LifeKey]) -> None:
        self.instants = fates.instants()
        climbed = sorted(fates.asked)
        wanted: list[tuple[str, LadderKey | LifeKey]] = [(key[0], key) for key in climbed]
        wanted += [(life_draw_name(key[0]), key) for key in life_keys]
        wanted.sort(key=lambda each: each[0])
        self._number = {key: number for number, (_, key) in enumerate(wanted)}
        self.climbed = tuple(climbed)
        self.numbers = np.array([self._number[key] for key in climbed], dtype=np.intp)
        self.lives = self._lives(chances, life_keys)
        self.ladders: Ladders = laddered([name for name, _ in wanted])
        asset_of = {draw_name(row): row[0] for row in chances.rows}
        names = self.ladders.names
        self.assets = tuple(sorted({asset_of[name] for name in names if name in asset_of}))
        place = {asset: number for number, asset in enumerate(self.assets)}
        self.asset_of_draw = np.array(
            [place[asset_of[name]] if name in asset_of else -1 for name in names], dtype=np.int32
        )

    def _lives(self, chances: Chances, keys: Sequence[LifeKey]) -> Steps:
        """The thresholds of generators' lives; every stratum has the same."""
        if not keys:
            return no_steps()
        row_of = {name: row for row, name in enumerate(chances.generators)}
        limits = np.array([chances.lives[_side(side)][row_of[name]] for name, side in keys])
        hours = limits.shape[1]
        ladders = np.array([self._number[key] for key in keys], dtype=np.intp)
        order = np.argsort(ladders)
        return Steps(
            np.repeat(ladders[order], hours),
            np.tile(np.arange(hours, dtype=np.uint16), len(keys)),
            np.repeat(limits[order].reshape(-1, 1), STRATA, axis=1),
        )

    def life_ladder(self, key: LifeKey) -> int:
        """The ladder of a generator's life."""
        return self._number[key]

    def step_units(self, units: Units) -> NDArray[np.int32]:
        """The instant of each step, and the horizon after the last."""
        on_clock = [
            min(ceil(t_h / units.tick_h) * units.per_tick, units.horizon) for t_h in self.instants
        ]
        return np.array([*on_clock, units.horizon], dtype=np.int32)

    def layout(
        self, bare: StormJob, units: Units, by_hour: Mapping[Fraction, Sequence[tuple[int, Fate]]]
    ) -> Layout:
        """The layout, with the rows that meet another fate at each hour."""
        turns = tuple(self._turn(units, from_h, changes) for from_h, changes in by_hour.items())
        onsets = tuple(
            Onset(turn, position, fate.unknown)
            for turn, changes in enumerate(by_hour.values())
            for position, (_, fate) in enumerate(changes)
            if fate.unknown
        )
        return Layout(
            replace(bare, turns=turns),
            self.climbed,
            self.numbers,
            self.instants,
            self.lives,
            onsets,
            units,
        )

    def _turn(self, units: Units, from_h: Fraction, changes: Sequence[tuple[int, Fate]]) -> Turn:
        """What assets meet from an hour on."""
        certain = [min(_units_or_end(units, fate.certain_h), units.horizon) for _, fate in changes]
        return Turn(
            units.of(from_h),
            np.array([row for row, _ in changes], dtype=np.int32),
            np.array(certain, dtype=np.int32),
            tuple(self._terms([fate for _, fate in changes])),
        )

    def _terms(
        self, fates: Sequence[Fate]
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]]:
        """By rank, the first term of each fate, the second and so on."""
        ranks: list[list[tuple[int, list[int], int]]] = []
        for position, fate in enumerate(fates):
            for rank, term in enumerate(fate.terms):
                if rank == len(ranks):
                    ranks.append([])
                ladders = [self._number[ladder] for ladder in term.ladders]
                since = since_step(self.instants, term.since_h) if term.since_h else 0
                ranks[rank].append((position, ladders, since))
        return (_columns(rank) for rank in ranks)


def _columns(
    terms: Sequence[tuple[int, list[int], int]],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]:
    """Terms as columns; one with fewer ladders than others names its first one again."""
    widest = max(len(ladders) for _, ladders, _ in terms)
    padded = [ladders + ladders[:1] * (widest - len(ladders)) for _, ladders, _ in terms]
    return (
        np.array([position for position, *_ in terms], dtype=np.int32),
        np.array(padded, dtype=np.int32).reshape(len(terms), widest),
        np.array([since for *_, since in terms], dtype=np.uint16),
    )


def _units_or_end(units: Units, t_h: Fraction | float) -> int:
    return units.horizon if isinstance(t_h, float) else units.of(t_h)


def _side(text: str) -> Side:
    return "pessimistic" if text == "pessimistic" else "optimistic"
