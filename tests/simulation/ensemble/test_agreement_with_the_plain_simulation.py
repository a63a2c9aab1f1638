"""Every sample of the ensemble is what the plain simulation makes of it: instant by instant, verdict by verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from planner.network.comms import operators_named
from planner.policy.questions import questions_of
from planner.simulation.ensemble.compiling import compile_province
from planner.simulation.ensemble.counts import FAILS, HOLDS, UNKNOWN, whole_questions
from planner.simulation.ensemble.running import run_samples
from planner.simulation.ensemble.tallying import outcomes_of
from tests.effort import times
from tests.oracle.worlds import seeded_world
from tests.simulation.ensemble.tables import plainly, thrown

if TYPE_CHECKING:
    from planner.policy.verdicts import Below
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.running import Sampled
    from planner.simulation.ordeal import Ordeal
    from tests.oracle.world import World
    from tests.simulation.ensemble.tables import Table

WORDS = {HOLDS: "holds", FAILS: "fails", UNKNOWN: "unknown"}
SAMPLES = (0, 5, 17, 40, 63)


def job_of(seed: int) -> tuple[StormJob, World, Table, Ordeal]:
    world = seeded_world(f"ensemble {seed}")
    table, ordeal = thrown(world, seed)
    named = operators_named(world.province, (each.operator for each in ordeal.sent))
    asked = questions_of(world.province, world.requirements, ordeal.horizon_h, named)
    compiled = compile_province(world.province, asked, ordeal.horizon_h, ordeal.sent)
    return compiled.storm(cast("Chances", table), ordeal), world, table, ordeal


@dataclass
class Compared:
    samples: int = 0
    verdicts: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


def compared(seeds: range) -> Compared:
    found = Compared()
    for seed in seeds:
        job, world, table, ordeal = job_of(seed)
        ours = run_samples(job, range(3, 4), seed)
        outcomes = outcomes_of(*ours.below)
        for lane in SAMPLES:
            verdicts = plainly(world, table, ordeal, job.tick_h, seed, 3 * 64 + lane)
            by_unit = {(v.requirement.id, v.unit): v for v in verdicts}
            found.samples += 1
            for number, question in enumerate(job.questions):
                verdict = by_unit[question.requirement, question.unit]
                told = WORDS[int(outcomes[number, lane])]
                where = f"world {seed} lane {lane} {question.requirement}/{question.unit}/{question.operator}"
                found.verdicts += 1
                if question.operator is not None:
                    theirs = verdict.by_operator[question.operator].outcome
                    if told != theirs:
                        found.differences.append(f"{where}: {told}, not {theirs}")
                    continue
                found.outcomes[told] = found.outcomes.get(told, 0) + 1
                if told != verdict.outcome:
                    found.differences.append(f"{where}: {told}, not {verdict.outcome}")
                for side, below in enumerate((verdict.below_pessimistic, verdict.below_optimistic)):
                    mine, wanted = spoken(job, ours, side, number, lane), expected(below)
                    if mine != wanted:
                        found.differences.append(f"{where} side {side}: {mine}, not {wanted}")
    return found


def spoken(job: StormJob, ours: Sampled, side: int, question: int, lane: int) -> object:
    unit_h = job.tick_h / job.units_per_tick
    column = whole_questions(job.questions).index(question)
    first = int(ours.first[side, column, lane])
    return (
        int(ours.below[side, question, lane]) * unit_h,
        None if first == job.horizon else first * unit_h,
        int(ours.minimum[side, column, lane]),
    )


def expected(below: Below) -> object:
    return below.hours_below, below.first_below_h, below.minimum


@pytest.fixture(scope="module")
def many() -> Compared:
    """60 worlds, five samples each; 3,000 in `make soak`."""
    return compared(range(times(60, 3_000)))


@pytest.mark.slow
def test_every_sample_is_what_the_plain_simulation_makes_of_it(many: Compared) -> None:
    assert not many.differences, "\n".join(many.differences[:20])


@pytest.mark.slow
def test_the_worlds_hold_fail_and_stay_open(many: Compared) -> None:
    assert min(many.outcomes.values()) >= many.samples // 10, many.outcomes
