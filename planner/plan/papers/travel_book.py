"""What can be sent out, as a document prints it: who is where when, the fuel, the islands, the grid's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.fuel_registers import depots, fuel, supplied_by_depots
from planner.plan.grid_priority import grid_priority
from planner.plan.register import Register
from planner.plan.travel_registers import islands, journeys

if TYPE_CHECKING:
    from planner.plan.filters import Clock
    from planner.scenario.run import Run


NOTHING = Register("", Text("", ""), (), (), "")
"""In the place of a register that is not printed."""


@dataclass(frozen=True, slots=True)
class TravelBook:
    """The registers; without roads on record, and in a public edition, those that rest on them have no rows."""

    journeys: Register
    fuel: Register
    depots: Register
    islands: Register
    grid: Register


def travel_book(run: Run, clock: Clock, *, public: bool) -> TravelBook:
    """The registers of a run; a public edition keeps only when boats to the islands stop and sail again."""
    province = run.loaded.province
    internal = bool(province.road_nodes) and not public
    told = supplied_by_depots(run) if internal else {}
    return TravelBook(
        journeys=journeys(run, clock) if internal else NOTHING,
        fuel=fuel(run, clock, told) if internal else NOTHING,
        depots=depots(run, clock, told) if internal else NOTHING,
        islands=islands(run, clock) if province.road_nodes else NOTHING,
        grid=grid_priority(run, clock) if internal else NOTHING,
    )
