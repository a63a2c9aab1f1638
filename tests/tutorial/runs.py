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
    from planner.network.sides import Side
    from planner.policy.verdicts import Below, Series, UnitVerdict
    from planner.simulation.causes import Link

FOLDER = Path(__file__).parents[2] / "scenarios" / "tutorial"
H = Fraction
Told = tuple[object, ...]
"""Plain values, so that a test may write an hour as a whole number."""


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


def steps(series: Series) -> list[Told]:
    """Each step as its hour and the sites that count, in one word."""
    return [(step.t_h, " ".join(step.sites)) for step in series]


def told(link: Link) -> Told:
    """A chain as nested tuples: kind, subject, since, then what it follows from."""
    return (link.kind, link.subject, link.since_h, *(told(each) for each in link.because))


def losses(judged: UnitVerdict) -> list[Told]:
    """Site, from, until of each loss."""
    return [(loss.site, loss.since_h, loss.until_h) for loss in judged.losses]


def survey(judged: UnitVerdict) -> list[Told]:
    """Datum and hours of each item."""
    return [(item.datum, item.hours) for item in judged.survey]


def shortfall(below: Below) -> Told:
    """Minimum, when it is first reached, first hour below, hours below."""
    return below.minimum, below.minimum_at_h, below.first_below_h, below.hours_below


def served(name: str, side: Side) -> dict[tuple[str, str], Intervals]:
    """When each site serves each operator on it."""
    return {
        (site, operator): intervals
        for site, by_operator in run_of(name).storm_runs[side].in_service.items()
        for operator, intervals in by_operator.items()
    }
