"""What a programme of cable gives: the units that would keep their stations if its segments were in the ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.decisions.changes import bury
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.inventory.measure_records import CableProgramme
    from planner.policy.verdicts import UnitVerdict
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class ProgrammeEffect:
    """One programme, run again with its aerial segments buried."""

    programme: CableProgramme
    buried: tuple[str, ...]
    """Segments that still hang and were put into the ground for the trial."""
    won: tuple[UnitVerdict, ...]
    """Verdicts that hold with them buried, and do not without."""
    hours_won: float
    """Hours below what is asked that all units together are spared, on the pessimistic side."""


def programme_effects(run: Run) -> tuple[ProgrammeEffect, ...]:
    """The effect of each programme by itself, by id; every one was run under every wind model of the scenario."""
    programmes = run.loaded.province.cable_programmes
    return tuple(_effect(run, programmes[id_]) for id_ in sorted(programmes))


def _effect(run: Run, programme: CableProgramme) -> ProgrammeEffect:
    segments = run.loaded.province.segments
    hung = tuple(
        id_ for id_ in programme.segments if id_ in segments and segments[id_].mounting == "aerial"
    )
    if not hung:
        return ProgrammeEffect(programme, (), (), 0.0)
    loaded = run.loaded
    for segment in hung:
        loaded = bury(loaded, segment, frozenset()).apply(loaded)
    again = run_scenario(loaded, explain=False)
    pairs = list(zip(run.verdicts, again.verdicts, strict=True))
    won = tuple(new for old, new in pairs if new.outcome == "holds" and old.outcome != "holds")
    spared = sum(
        old.below_pessimistic.hours_below - new.below_pessimistic.hours_below for old, new in pairs
    )
    return ProgrammeEffect(programme, hung, won, float(spared))
