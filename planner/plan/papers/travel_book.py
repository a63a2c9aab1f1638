"""What can be sent out, as a document prints it: who is where when, the fuel, the islands, the grid's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.grid_order import grid_order_register
from planner.plan.grid_priority import grid_priority
from planner.plan.registers.catalogue import dead_spots
from planner.plan.registers.fuel import depots, fuel, supplied_by_depots
from planner.plan.registers.register import Register
from planner.plan.registers.travel import islands, journeys, stock
from planner.plan.sendings import sendings, sendings_register, within_h

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from planner.plan.filters import Clock
    from planner.plan.sendings import Sending
    from planner.plan.sheets import Phase
    from planner.scenario.run import Run


MOST_SENT = 12
"""Journeys of one phase that stand in the plan's text; its appendix has all."""
PHASES: tuple[Phase, ...] = ("before", "during", "after")
NOTHING = Register("", Text("", ""), (), (), "")
"""In the place of a register that is not printed."""


@dataclass(frozen=True, slots=True)
class TravelBook:
    """The registers; in a public edition, and without roads on record those that rest on them, they have no rows."""

    journeys: Register
    fuel: Register
    depots: Register
    islands: Register
    grid: Register
    grid_order: Register
    stock: Register
    dead_spots: Register
    sendings: Register
    within_h: Fraction
    """So soon after a loss a team is wanted there."""
    sent: Mapping[Phase, SentNow]
    """Of `sendings`, those who set out before, during and after the storm's failures."""


@dataclass(frozen=True, slots=True)
class SentNow:
    """Those who set out in one phase, whoever cannot be in time first; `more` stand in the appendix alone."""

    register: Register
    more: int


def travel_book(run: Run, clock: Clock, *, public: bool) -> TravelBook:
    """The registers of a run; a public edition keeps only when boats to the islands stop and sail again."""
    province = run.loaded.province
    internal = bool(province.road_nodes) and not public
    told = supplied_by_depots(run) if internal else {}
    sent = sendings(run, told) if internal else ()
    return TravelBook(
        journeys=journeys(run, clock) if internal else NOTHING,
        fuel=fuel(run, clock, told) if internal else NOTHING,
        depots=depots(run, clock, told) if internal else NOTHING,
        islands=islands(run, clock) if province.road_nodes else NOTHING,
        grid=grid_priority(run, clock) if internal else NOTHING,
        grid_order=NOTHING if public else grid_order_register(run, clock),
        dead_spots=NOTHING if public else dead_spots(run, clock),
        stock=NOTHING if public else stock(run, clock).without_empty_columns(),
        sendings=sendings_register(run, clock, sent) if internal else NOTHING,
        within_h=within_h(run),
        sent={phase: _sent_now(run, clock, sent, phase) for phase in PHASES},
    )


def _sent_now(run: Run, clock: Clock, sent: Sequence[Sending], phase: Phase) -> SentNow:
    mine = [each for each in sent if each.phase == phase]
    first = sorted(mine, key=lambda each: each.in_time)[:MOST_SENT]
    told = sendings_register(run, clock, first) if first else NOTHING
    return SentNow(told, len(mine) - len(first))
