"""From a compiled province and an ordeal to the layout of any storm's job: names become rows of a board."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.errors import ScenarioError
from planner.foundation.intervals import INF
from planner.foundation.memory import collector_paused
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.simulation.ensemble.counts import columns_of
from planner.simulation.ensemble.fates import Fates, certain_fates
from planner.simulation.ensemble.job import Earliest, Pass, Reasons, Serving, StormJob, Tally
from planner.simulation.ensemble.layout import Climbing
from planner.simulation.ensemble.numbering import KEPT_ROW, LOST_ROW, Kind, Numbering, Row
from planner.simulation.ensemble.plant_specs import (
    LifeKey,
    Plant,
    charge_parts,
    given_to,
    plant_of,
    spec_of,
)
from planner.simulation.ensemble.plants import ENDLESS
from planner.simulation.ensemble.units import Units, units_for
from planner.simulation.ticks import RATE_PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from planner.network.elimination import Program, Sweeps
    from planner.network.sides import Side
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.compiling import Compiled
    from planner.simulation.ensemble.fates import Fate
    from planner.simulation.ensemble.layout import Layout
    from planner.simulation.ensemble.questions import Counted
    from planner.simulation.ordeal import Ordeal

MOST_TICKS = ENDLESS // (4 * RATE_PARTS)


def assembled(
    compiled: Compiled, chances: Chances, ordeal: Ordeal, lost_at_will: Collection[str]
) -> Layout:
    """How the jobs of storms are laid out; see `Compiled.laid_out`.

    Raises
    ------
    ScenarioError
        If the scenario is too long, or its hours too odd, for the ensemble's clock.
    """
    if ordeal.horizon_h / compiled.tick_h > MOST_TICKS:
        raise ScenarioError(
            Text(
                vi="thời gian của kịch bản quá dài, hoặc giờ quá lẻ, để chạy nhiều mẫu; hãy ghi giờ tròn phút",
                en="the scenario is too long, or its hours too odd, for an ensemble; give hours in whole minutes",
            )
        )
    with collector_paused():
        under = replace(ordeal, tick_h=compiled.tick_h)
        return _Assembly(compiled, chances, under, lost_at_will).layout()


class _Assembly:
    """Collects, side by side and view by view, the rows that are needed; then puts the job together."""

    def __init__(
        self,
        compiled: Compiled,
        chances: Chances,
        ordeal: Ordeal,
        lost_at_will: Collection[str],
    ) -> None:
        self.compiled, self.chances, self.ordeal = compiled, chances, ordeal
        self.province = compiled.province
        self.numbering = Numbering()
        self.fates = Fates(
            compiled.province,
            compiled.groups,
            compiled.poles,
            chances,
            ordeal,
            compiled.tick_h,
            lost_at_will,
        )
        self._known: dict[tuple[str, Side], Row] = {}
        self._plants: dict[tuple[str, Side, str | None], Row] = {}
        self._generators = {name: number for number, name in enumerate(chances.generators)}
        self._laid: dict[tuple[Kind, int, tuple[Row, ...]], int] = {}
        self.passes: dict[Kind, list[tuple[Program | Sweeps, tuple[Row, ...], Row]]] = {
            Kind.POWER: [],
            Kind.JOINED: [],
        }
        self.grids: dict[tuple[Side, str], Row] = {}
        self.joined: dict[tuple[Side, str | None, str], Row] = {}

    # --- rows -----------------------------------------------------------------------------------------------------

    def asset(self, asset: str, side: Side) -> Row:
        """The row of an asset; that of what is never lost where nothing can fail it."""
        key = asset, side
        if key not in self._known:
            self._known[key] = self._fated(self.fates.of(asset, side))
        return self._known[key]

    def _fated(self, fates: tuple[Fate, ...]) -> Row:
        (first, *more) = fates
        if not (more or first.terms or first.unknown) and first.certain_h == INF:
            return KEPT_ROW
        return self.numbering.row(Kind.ASSET, fates)

    def derated(self, site: str) -> Row:
        """The row of the load on a site's mast: lost while it is derated."""
        return self._fated(
            certain_fates(self.ordeal.derated_intervals(site), self.ordeal.horizon_h)
        )

    def _life(self, generator: str, side: Side) -> LifeKey | None:
        number = self._generators.get(generator)
        lives = self.chances.lives.get(side)
        if number is None or lives is None or not lives[number].any():
            return None
        other = self.chances.lives["pessimistic"]
        same = side == "optimistic" and np.array_equal(lives[number], other[number])
        return generator, "pessimistic" if same else side

    def plant(self, consumer: str, side: Side, view: str | None) -> Row:
        """The row of a site's or node's power."""
        key = consumer, side, view
        if key not in self._plants:
            record = self.province.sites.get(consumer) or self.province.fiber_nodes[consumer]
            grid = self.grids.get((side, record.feed or ""), LOST_ROW)
            made = plant_of(
                self.province, self.ordeal, consumer, side, view, grid, self.asset, self._life
            )
            self._plants[key] = self.numbering.row(Kind.PLANT, made)
        return self._plants[key]

    def up(self, vertex: str, side: Side, view: str | None) -> Row:
        """The row of a vertex of the backhaul network: up while it stands, is not derated and has power."""
        if vertex in self.province.sites:
            return self.numbering.row(
                Kind.UP,
                (
                    self.asset(f"{vertex}/mast", side),
                    self.asset(f"{vertex}/equipment", side),
                    self.derated(vertex),
                    self.plant(vertex, side, view),
                ),
            )
        own = self.asset(vertex, side)
        if self.province.fiber_nodes[vertex].role == "passive":
            return own
        parts = (own, KEPT_ROW, KEPT_ROW, self.plant(vertex, side, view))
        return self.numbering.row(Kind.UP, parts)

    def _lay(self, kind: Kind, program: Program | Sweeps, inputs: tuple[Row, ...]) -> int:
        """Lay a pass; the same network with the same inputs is one pass. The number of its first row."""
        key = kind, id(program), inputs
        if key not in self._laid:
            number = len(self.passes[kind])
            rows = [self.numbering.row(kind, (number, vertex)) for vertex in program.outputs]
            self._laid[key] = number
            first = rows[0] if rows else LOST_ROW
            self.passes[kind].append((program, inputs, first))
        return self._laid[key]

    def lay_networks(self) -> None:
        """Every pass of every side and view."""
        for side in SIDES:
            program = self.compiled.sides[side].power
            inputs = tuple(self.asset(name, side) for _, name in program.inputs)
            number = self._lay(Kind.POWER, program, inputs)
            for vertex in program.outputs:
                self.grids[side, vertex] = self.numbering.row(Kind.POWER, (number, vertex))
        for side in SIDES:
            for view, program in self.compiled.sides[side].backhaul.items():
                inputs = tuple(
                    self.up(name, side, view) if kind == "vertex" else self.asset(name, side)
                    for kind, name in program.inputs
                )
                number = self._lay(Kind.JOINED, program, inputs)
                for vertex in program.outputs:
                    row = self.numbering.row(Kind.JOINED, (number, vertex))
                    self.joined[side, view, vertex] = row

    def dish(self, site: str, side: Side) -> Row:
        """The row of a site's satellite terminal; that of what is lost where it has none."""
        satellite = self.province.sites[site].backhaul.satellite
        if satellite == "none":
            return LOST_ROW
        if satellite is None or satellite == "unknown":
            return KEPT_ROW if side == "optimistic" else LOST_ROW
        return self.asset(f"{site}/dish", side)

    def serving(self, counted: Counted, side: Side) -> Row:
        """The row of a site that counts."""
        ways: list[Row] = []
        dish = self.dish(counted.site, side)
        for view in counted.views:
            ways.append(self.joined[side, view, counted.site])
            if dish != LOST_ROW:
                up = self.up(counted.site, side, view)
                ways.append(self.numbering.row(Kind.DISH, (up, dish)))
        return self.numbering.row(Kind.SERVING, tuple(ways))

    # --- the layout -----------------------------------------------------------------------------------------------

    def layout(self) -> Layout:
        """Everything laid out, numbered and in units."""
        self.lay_networks()
        reading = _Reading(self)
        plants: list[Plant] = self.numbering.specs(Kind.PLANT)
        units = units_for(
            self.compiled.tick_h, self.ordeal.horizon_h, {charge_parts(each) for each in plants}
        )
        life_keys = {e.life for plant in plants for e in plant.engines if e.life is not None}
        climbing = Climbing(self.fates, self.chances, sorted(life_keys))
        numbers = {row: self.number(row) for plant in plants for row in _rows_of(plant)}
        bare = StormJob(
            questions=self.compiled.questions,
            tick_h=self.compiled.tick_h,
            units_per_tick=units.per_tick,
            horizon=units.horizon,
            ladders=climbing.ladders,
            drawn_assets=climbing.assets,
            asset_of_draw=climbing.asset_of_draw,
            step_units=climbing.step_units(units),
            units_per_hour=units.of(Fraction(1)),
            turns=(),
            power=self._passes(Kind.POWER),
            plants=tuple(
                spec_of(each, units, numbers.__getitem__, climbing.life_ladder) for each in plants
            ),
            first_plant=self.numbering.first(Kind.PLANT),
            given=given_to(plants, units),
            up=Earliest(self._table(Kind.UP, 4), self.numbering.first(Kind.UP)),
            backhaul=self._passes(Kind.JOINED),
            dishes=Earliest(self._table(Kind.DISH, 2), self.numbering.first(Kind.DISH)),
            serving=Serving(self._table(Kind.SERVING, None), self.numbering.first(Kind.SERVING)),
            tallies=tuple(reading.tallies(units)),
            reasons=tuple(reading.reasons()),
            rows=self.numbering.total,
        )
        return climbing.layout(bare, units, self._fates_by_hour())

    def number(self, row: Row) -> int:
        """A row's number on the board."""
        return self.numbering.first(row.kind) + row.number

    def _table(self, kind: Kind, width: int | None) -> NDArray[np.int32]:
        """The rows that each row of a kind stands for, padded with what is lost."""
        specs = self.numbering.specs(kind)
        wide = max((len(spec) for spec in specs), default=1) if width is None else width
        rows = [row for spec in specs for row in (*spec, *[LOST_ROW] * (wide - len(spec)))]
        return self.numbering.numbers(rows).reshape(-1, wide)

    def _passes(self, kind: Kind) -> tuple[Pass, ...]:
        return tuple(
            Pass(
                program, self.numbering.numbers(inputs), tuple(program.outputs), self.number(first)
            )
            for program, inputs, first in self.passes[kind]
        )

    def _fates_by_hour(self) -> dict[Fraction, list[tuple[int, Fate]]]:
        """The rows that meet another fate at each hour."""
        by_hour: dict[Fraction, list[tuple[int, Fate]]] = {}
        first = self.numbering.first(Kind.ASSET)
        for number, fates in enumerate(self.numbering.specs(Kind.ASSET)):
            for fate in fates:
                by_hour.setdefault(fate.from_h, []).append((first + number, fate))
        return dict(sorted(by_hour.items()))


def _rows_of(plant: Plant) -> Iterator[Row]:
    yield plant.grid
    yield plant.service_drop
    for engine in plant.engines:
        yield engine.failed


class _Reading:
    """What is read off the board: sites that count, and why they do not."""

    def __init__(self, assembly: _Assembly) -> None:
        self.assembly = assembly
        self._groups: dict[
            tuple[int, int, Fraction, Fraction, bool], list[tuple[int, list[Row], int]]
        ] = {}
        self._pairs: tuple[list[tuple[int, Counted]], list[tuple[int, Counted]]] = ([], [])
        for number, question in enumerate(assembly.compiled.questions):
            for which, (counted, always) in enumerate(question.sides):
                side = SIDES[which]
                rows = [assembly.serving(each, side) for each in counted]
                window = question.start_h, question.end_h
                key = which, question.at_least, *window, question.operator is None
                self._groups.setdefault(key, []).append((number, rows, always))
                if question.operator is None:
                    self._pairs[which].extend((number, each) for each in counted)
        self._reasons = [
            [self._reason(number, each, SIDES[which]) for number, each in pairs]
            for which, pairs in enumerate(self._pairs)
        ]

    def tallies(self, units: Units) -> Iterator[Tally]:
        """Questions with the same count and window, together."""
        number = self.assembly.number
        column = columns_of(self.assembly.compiled.questions)
        for (which, at_least, start_h, end_h, whole), asked in sorted(
            self._groups.items(), key=lambda item: item[0]
        ):
            asked.sort(key=lambda each: (-len(each[1]), each[0]))
            questions = np.array([question for question, *_ in asked], dtype=np.int32)
            widest = max(len(rows) for _, rows, _ in asked)
            padded = np.zeros((len(asked), widest), dtype=np.int32)
            for place, (_, rows, _) in enumerate(asked):
                padded[place, : len(rows)] = [number(row) for row in rows]
            yield Tally(
                which,
                questions,
                column[questions] if whole else None,
                padded,
                np.array([len(rows) for _, rows, _ in asked], dtype=np.int32),
                at_least,
                np.array([always for *_, always in asked], dtype=np.int32),
                units.of(start_h),
                units.of(end_h),
            )

    def _reason(self, question: int, counted: Counted, side: Side) -> tuple[int, list[Row]]:
        make, view = self.assembly, counted.views[0]
        site = counted.site
        return question, [
            make.serving(counted, side),
            make.asset(f"{site}/mast", side),
            make.asset(f"{site}/equipment", side),
            make.derated(site),
            make.plant(site, side, view),
            make.dish(site, side),
        ]

    def reasons(self) -> Iterator[Reasons]:
        """For each side, every question's sites with what may be wrong with them."""
        for which, pairs in enumerate(self._reasons):
            rows = [self.assembly.number(row) for _, each in pairs for row in each]
            table = np.array(rows, dtype=np.int32).reshape(-1, 6)
            questions = np.array([question for question, _ in pairs], dtype=np.int32)
            yield Reasons(which, questions, *(table[:, column].copy() for column in range(6)))
