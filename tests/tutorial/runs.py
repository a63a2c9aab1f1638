"""The tutorial's scenarios, each run once, and how the tests write hours and chains."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.scenario.reading import load_scenario
from planner.scenario.run import Run, run_scenario

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.policy.verdicts import Series, UnitVerdict
    from planner.simulation.causes import Link

FOLDER = Path(__file__).parents[2] / "scenarios" / "tutorial"
H = Fraction
Told = tuple[object, ...]


@cache
def run_of(name: str) -> Run:
    """The run of `scenarios/tutorial/NAME.yaml`."""
    return run_scenario(load_scenario(FOLDER / f"{name}.yaml"))


def verdict(name: str, requirement: str, unit: str) -> UnitVerdict:
    """One verdict of a scenario."""
    found = [
        v for v in run_of(name).verdicts if (v.requirement.id, v.unit) == (requirement, unit)
    ]
    assert len(found) == 1
    return found[0]


def hours(*pairs: tuple[float | Fraction, float | Fraction]) -> Intervals:
    """Intervals in exact hours; an end that is left open is written as infinity."""
    return tuple((H(a), b if b == float("inf") else H(b)) for a, b in pairs)


def steps(series: Series) -> list[tuple[Fraction, str]]:
    """Each step as its hour and the sites that count, in one word."""
    return [(step.t_h, " ".join(step.sites)) for step in series]


def told(link: Link) -> Told:
    """A chain as nested tuples: kind, subject, since, then what it follows from."""
    return (link.kind, link.subject, link.since_h, *(told(each) for each in link.because))
