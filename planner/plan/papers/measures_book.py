"""What is done about the networks, as a document prints it: sharing, cable, deratings, measured coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.papers.travel_book import NOTHING
from planner.plan.registers.catalogue import measured, undergrounding
from planner.plan.registers.derating import derating
from planner.plan.registers.measures import poles, programme_progress
from planner.plan.registers.sharing import operators, sharing

if TYPE_CHECKING:
    from planner.plan.filters import Clock
    from planner.plan.registers.register import Register
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class MeasuresBook:
    """The registers; none of them in a public edition."""

    sharing: Register
    operators: Register
    derating: Register
    undergrounding: Register
    programmes: Register
    poles: Register
    measured: Register


def measures_book(run: Run, clock: Clock, main: str, *, public: bool) -> MeasuresBook:
    """The registers of a run; `main` is the requirement by which each operator by itself is told of."""
    if public:
        return MeasuresBook(*[NOTHING] * 7)
    return MeasuresBook(
        sharing=sharing(run, clock),
        operators=operators(run, clock, main).without_empty_columns(),
        derating=derating(run, clock),
        undergrounding=undergrounding(run, clock),
        programmes=programme_progress(run, clock),
        poles=poles(run, clock),
        measured=measured(run, clock).without_empty_columns(),
    )
