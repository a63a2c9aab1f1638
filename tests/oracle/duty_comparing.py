"""Does the planner say of the duties of a world what the oracle says: every count, every part, every shared loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.scenario.reading import LoadedScenario
from planner.scenario.run import run_scenario
from tests.oracle.comparing import difference, of_intervals
from tests.oracle.duty_oracle import duty_answers
from tests.oracle.spans import union
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Series
    from planner.scenario.run import Run
    from tests.oracle.duty_answers import DutyAnswer, Steps, Subject
    from tests.oracle.spans import Intervals
    from tests.oracle.world import World


@dataclass
class Duties:
    """The oracle's answer as a campaign counts it."""

    units: dict[tuple[str, str], DutyAnswer]
    features: set[str]


def loaded_duties(world: World) -> LoadedScenario:
    """The world as if it had been read from files."""
    return LoadedScenario(
        world.scenario, world.province, world.storm, (), world.defaults, (), (), "random",
        duties=world.duties, fragility=world.fragility, sample=world.sample,
    )  # fmt: skip


def duties_run(world: World) -> Run:
    """What the planner makes of the world."""
    return run_scenario(loaded_duties(world), gusts=world.gusts, explain=False, duties=True)


def duties_compared(world: World) -> tuple[Duties, list[str]]:
    """The oracle's answer, and every point in which the planner's differs from it."""
    seen: set[str] = set()
    storm, units = duty_answers(world, seen)
    run = duties_run(world)
    theirs = {(each.requirement.id, each.unit): each for each in run.duties}
    edge = {*world.province.command_posts, *world.province.warning_channels}
    found: list[str] = []
    for side in SIDES:
        mine = {id_: spans for id_, spans in storm[side].failed.items() if id_.split("/")[0] in edge}
        failed = {id_: spans for id_, spans in run.storm_runs[side].failed.items() if id_.split("/")[0] in edge}
        found += of_intervals(f"{side} failed", mine, failed, world.horizon_h, set())
        powered = run.storm_runs[side].powered
        found += of_intervals(f"{side} powered", storm[side].powered, powered, world.horizon_h, set())
    if theirs.keys() != units.keys():
        found.append(f"units: oracle {sorted(units)}, planner {sorted(theirs)}")
    else:
        for key in sorted(units):
            found += _of_unit("/".join(key), world, units[key], theirs[key])
    if any(each.outcome == "unknown" for each in units.values()):
        seen.add("cannot be judged")
    if world.province.set_aside:
        seen.add("set aside")
    return Duties(units, seen), found


def _of_unit(name: str, world: World, ours: DutyAnswer, theirs: DutyVerdict) -> Iterator[str]:
    yield from difference(f"{name} outcome", ours.outcome, theirs.outcome)
    yield from difference(f"{name} at rest", ours.at_rest, theirs.at_rest)
    for side, series in (("pessimistic", theirs.pessimistic), ("optimistic", theirs.optimistic)):
        yield from difference(f"{name} {side}", ours.series[side], _steps(series))  # type: ignore[index]
    subjects = {each.subject: each for each in theirs.subjects}
    yield from difference(f"{name} subjects", sorted(ours.subjects), sorted(subjects))
    for id_ in sorted(ours.subjects.keys() & subjects.keys()):
        duty = theirs.requirement
        until_h = world.horizon_h if duty.until_h is None else min(duty.until_h, world.horizon_h)
        window = (duty.from_h, until_h)
        yield from _of_subject(f"{name} {id_}", world, window, ours.subjects[id_], subjects[id_])


def _within(spans: Intervals, start_h: Fraction, end_h: Fraction) -> Intervals:
    return union([(max(start, start_h), end) for start, end in spans], end_h)


def _of_subject(
    name: str,
    world: World,
    window: tuple[Fraction, Fraction],
    ours: Subject,
    theirs: SubjectVerdict,
) -> Iterator[str]:
    yield from difference(f"{name} outcome", ours.outcome, theirs.outcome)
    yield from difference(f"{name} at rest", ours.at_rest, theirs.at_rest)
    parts = {part.id: part for part in theirs.parts}
    if ours.works:
        yield from difference(f"{name} parts", sorted(ours.works), sorted(parts))
    for id_ in sorted(ours.works.keys() & parts.keys()):
        for side in SIDES:
            both = (ours.works[id_][side], union(parts[id_].works[side], world.horizon_h))
            mine, other = (_within(spans, *window) for spans in both)
            yield from difference(f"{name} {id_} works {side}", mine, other)
    counts = {measure.id: measure for measure in theirs.measures}
    yield from difference(f"{name} counts", sorted(ours.counts), sorted(counts))
    for id_, mine_ in ours.counts.items():
        measure = counts.get(id_)  # type: ignore[call-overload]
        if measure is None:
            continue
        yield from difference(f"{name} {id_} needed", mine_.needed, measure.needed)
        yield from difference(
            f"{name} {id_} pessimistic", mine_.storm["pessimistic"], _steps(measure.pessimistic)
        )
        yield from difference(
            f"{name} {id_} optimistic", mine_.storm["optimistic"], _steps(measure.optimistic)
        )
        below = [at_h for at_h, n, _ in mine_.storm["pessimistic"] if n < mine_.needed and mine_.judged]
        yield from difference(
            f"{name} {id_} since", min(below, default=None), measure.below_pessimistic.first_below_h
        )
    if ours.first_h:
        there = [part.works for part in theirs.parts]
        for side in SIDES:
            starts = [works[side][0][0] for works in there if works[side]]
            if there:  # of two teams the one of the pessimistic side is told of
                yield from difference(f"{name} team {side}", ours.first_h[side], min(starts, default=None))
    if "fuel" in ours.counts:
        brought = sorted((depot, at_h) for depot, _, at_h, _ in ours.brought)
        told_of = sorted((part.id, part.works["pessimistic"][0][0]) for part in theirs.parts)
        yield from difference(f"{name} fuel brought", brought, told_of)
    if "independent" in ours.counts:
        side = "optimistic" if theirs.outcome == "fails" else "pessimistic"
        able = {id_ for pair in ours.shared[side] for id_ in pair}
        told = {
            each.parts: set(each.points) - set(world.province.sites)
            for each in theirs.common
            if able.issuperset(each.parts)
        }
        yield from difference(f"{name} shared {side}", _sorted(ours.shared[side]), _sorted(told))


def _sorted(shared: dict[tuple[str, str], set[str]]) -> str:
    return "; ".join(f"{a}+{b}: {', '.join(sorted(shared[a, b]))}" for a, b in sorted(shared))


def _steps(series: Series) -> Steps:
    return tuple((step.t_h, step.n, step.sites) for step in series)
