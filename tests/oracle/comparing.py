"""Does the planner say of a world what the oracle says: every interval, every step, every outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.scenario.reading import LoadedScenario
from planner.scenario.run import run_scenario
from tests.oracle.oracle import Answer, answer
from tests.oracle.spans import union
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from planner.policy.verdicts import Series as PlannerSeries
    from planner.scenario.run import Run
    from tests.oracle.oracle import Series, SideAnswer, UnitAnswer
    from tests.oracle.spans import End, Intervals
    from tests.oracle.world import Side, World


def loaded(world: World) -> LoadedScenario:
    """The world as if it had been read from files."""
    return LoadedScenario(
        world.scenario,
        world.province,
        world.storm,
        world.requirements,
        world.defaults,
        (),
        (),
        "random",
        fragility=world.fragility,
        sample=world.sample,
    )


def run(world: World) -> Run:
    """What the planner makes of the world."""
    return run_scenario(loaded(world), gusts=world.gusts, explain=False)


def compared(world: World) -> tuple[Answer, list[str]]:
    """The oracle's answer, and every point in which the planner's differs from it."""
    ours = answer(world)
    theirs = run(world)
    differences = []
    for side in SIDES:
        differences += [
            f"{side}: {line}" for line in _of_side(world, ours.sides[side], theirs, side)
        ]
    differences += _of_verdicts(ours, theirs)
    return ours, differences


def _of_side(world: World, ours: SideAnswer, theirs: Run, side: Side) -> Iterator[str]:
    run_ = theirs.pessimistic if side == "pessimistic" else theirs.optimistic
    horizon_h = world.horizon_h
    drops = {f"{site.id}/drop/{drop.node}" for site in world.province.sites.values()
             for drop in site.backhaul.drops if drop.present == "unknown"}  # fmt: skip
    unknown = drops | {str(record.id) for record in world.province.set_aside} | {
        f"{site.id}/dish" for site in world.province.sites.values()
        if site.backhaul.satellite in (None, "unknown", "none")
    }  # fmt: skip
    unknown |= {missed.asset for missed in theirs.ordeal.unreached}
    yield from of_intervals("failed", ours.failed, run_.failed, horizon_h, unknown)
    yield from of_intervals("powered", ours.powered, run_.powered, horizon_h, set())
    mine = {f"{site}:{o}": spans for site, by in ours.in_service.items() for o, spans in by.items()}
    other = {
        f"{site}:{o}": spans for site, by in run_.in_service.items() for o, spans in by.items()
    }
    yield from of_intervals("in service", mine, other, horizon_h, set())


def of_intervals(
    what: str,
    ours: Mapping[str, Intervals],
    theirs: Mapping[str, tuple[tuple[Fraction, End], ...]],
    horizon_h: Fraction,
    but: set[str],
) -> Iterator[str]:
    """Every id of which the two say different intervals."""
    for id_ in sorted({*ours, *theirs} - but):
        mine = ours.get(id_, ())
        other = union(theirs.get(id_, ()), horizon_h)
        if mine != other:
            yield f"{what} {id_}: oracle {spans_text(mine)}, planner {spans_text(other)}"


def _of_verdicts(ours: Answer, theirs: Run) -> Iterator[str]:
    judged = {(verdict.requirement.id, verdict.unit): verdict for verdict in theirs.verdicts}
    if judged.keys() != ours.units.keys():
        yield f"units: oracle {sorted(ours.units)}, planner {sorted(judged)}"
        return
    for key in sorted(judged):
        verdict, mine = judged[key], ours.units[key]
        name = "/".join(key)
        strong: dict[Side, set[str]] = {
            "pessimistic": {site.site for site in verdict.hardened if site.outcome == "holds"},
            "optimistic": {site.site for site in verdict.hardened if site.outcome != "fails"},
        }
        for side in SIDES:
            yield from difference(
                f"{name} hardened {side}", sorted(mine.hardened[side]), sorted(strong[side])
            )
        yield from difference(f"{name} outcome", mine.outcome, verdict.outcome)
        yield from difference(f"{name} at rest", mine.at_rest, verdict.at_rest)
        yield from difference(
            f"{name} pessimistic", mine.series["pessimistic"], _steps(verdict.pessimistic)
        )
        yield from difference(
            f"{name} optimistic", mine.series["optimistic"], _steps(verdict.optimistic)
        )
        yield from difference(
            f"{name} operators", sorted(mine.by_operator), sorted(verdict.by_operator)
        )
        for operator in sorted({*mine.by_operator} & {*verdict.by_operator}):
            outcome, series = mine.by_operator[operator]
            own = verdict.by_operator[operator]
            yield from difference(f"{name} {operator} outcome", outcome, own.outcome)
            yield from difference(
                f"{name} {operator} pessimistic", series["pessimistic"], _steps(own.pessimistic)
            )
            yield from difference(
                f"{name} {operator} optimistic", series["optimistic"], _steps(own.optimistic)
            )


def _steps(series: PlannerSeries) -> Series:
    return tuple((step.t_h, step.n, step.sites) for step in series)


def difference(what: str, ours: object, theirs: object) -> Iterator[str]:
    """A line where the two say different things."""
    if ours != theirs:
        yield f"{what}: oracle {_shown(ours)}, planner {_shown(theirs)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple) and value and len(value[0]) == 2:
        return spans_text(value)
    if isinstance(value, tuple):
        return " ".join(f"{at_h}:{n}{list(sites)}" for at_h, n, sites in value)
    return str(value)


def spans_text(spans: Intervals) -> str:
    """Intervals as a person reads them."""
    return " ".join(f"[{start}, {end})" for start, end in spans) or "never"


__all__ = ["UnitAnswer", "compared", "loaded", "run", "spans_text"]
