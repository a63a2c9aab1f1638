"""What the laws compare: who is in service when, and who counts when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.comparing import run
from tests.oracle.spans import union

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from planner.policy.verdicts import Series
    from planner.scenario.run import Run
    from tests.oracle.spans import Intervals
    from tests.oracle.world import World

Service = dict[tuple[str, str, str], "Intervals"]
"""By side, site and operator: when it is in service within the horizon."""
Outcomes = dict[tuple[str, str], tuple[str, str]]
"""By requirement and unit: the outcome under the storm and at rest."""


def in_service(world: World, found: Run | None = None) -> Service:
    """When each site is in service, on both sides."""
    done = found or run(world)
    return {
        (side, site, operator): union(spans, world.horizon_h)
        for side, its in (("pessimistic", done.pessimistic), ("optimistic", done.optimistic))
        for site, by in its.in_service.items()
        for operator, spans in by.items()
    }


def outcomes(found: Run) -> Outcomes:
    """What was judged of every unit."""
    return {(v.requirement.id, v.unit): (v.outcome, v.at_rest) for v in found.verdicts}


def all_series(found: Run) -> dict[tuple[str, str, str, str], Series]:
    """Every step function: by requirement, unit, operator (or nobody) and side."""
    series: dict[tuple[str, str, str, str], Series] = {}
    for verdict in found.verdicts:
        key = (verdict.requirement.id, verdict.unit)
        series[*key, "", "pessimistic"] = verdict.pessimistic
        series[*key, "", "optimistic"] = verdict.optimistic
        for operator, own in verdict.by_operator.items():
            series[*key, operator, "pessimistic"] = own.pessimistic
            series[*key, operator, "optimistic"] = own.optimistic
    return series


def counted(series: Series, at_h: Fraction) -> set[str]:
    """The sites that count at the instant."""
    return set([step for step in series if step.t_h <= at_h][-1].sites)


def never_more(less: Series, more: Series) -> list[str]:
    """Every step at which `less` counts a site that `more` does not."""
    return _wrong(less, more, lambda few, many: few <= many)


def _wrong(one: Series, other: Series, fits: Callable[[set[str], set[str]], bool]) -> list[str]:
    instants = sorted({step.t_h for step in (*one, *other)})
    return [
        f"{at_h}: {sorted(counted(one, at_h))} against {sorted(counted(other, at_h))}"
        for at_h in instants
        if not fits(counted(one, at_h), counted(other, at_h))
    ]


def rises(fewer: Run, more: Run) -> dict[tuple[str, str, str, str], list[str]]:
    """Where the first run counts a site that the second does not, for the series that both have."""
    ours, theirs = all_series(fewer), all_series(more)
    found = {key: never_more(ours[key], theirs[key]) for key in sorted({*ours} & {*theirs})}
    return {key: wrong for key, wrong in found.items() if wrong}


__all__ = ["all_series", "counted", "in_service", "never_more", "outcomes", "rises", "run"]
