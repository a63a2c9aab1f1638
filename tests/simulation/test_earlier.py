"""A run that takes over from an earlier one answers exactly as a run of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planner.network.sides import SIDES
from planner.scenario.exposing import with_footprints_of
from planner.scenario.ordeals import known_assets, ordeal_of
from planner.scenario.run import run_scenario
from planner.simulation.earlier import Earlier, kept_from
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import SideRun, simulate
from tests.effort import times
from tests.oracle.chance import Seeded
from tests.oracle.comparing import loaded as as_loaded
from tests.oracle.worlds import seeded_world
from tests.simulation.changing import changed

if TYPE_CHECKING:
    from planner.network.sides import Side
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

WORLDS = times(400, 20_000)


def changed_question(run: Run, chance: Seeded) -> tuple[LoadedScenario, Ordeal]:
    """The run's question with a few things changed, under the same wind."""
    loaded = run.loaded
    for _ in range(chance.integer(1, 3)):
        loaded = changed(loaded, chance)
    known = known_assets(loaded)
    felt = with_footprints_of(run.felt, loaded.scenario, loaded.storm, loaded.province, known)
    return loaded, ordeal_of(loaded, known, felt)


def earlier_of(run: Run, side: Side) -> Earlier:
    return Earlier(run.loaded.province, run.ordeal, run.storm_runs[side])


def what_differs(one: SideRun, other: SideRun) -> list[str]:
    return [name for name in ("failures", "failed", "energised", "views", "in_service")
            if getattr(one, name) != getattr(other, name)]  # fmt: skip


@pytest.mark.slow
def test_a_run_that_takes_over_from_an_earlier_one_equals_a_run_of_its_own() -> None:
    seen: Counter[str] = Counter()
    for seed in range(WORLDS):
        world = seeded_world(f"changed {seed}")
        run = run_scenario(as_loaded(world), gusts=world.gusts, explain=False)
        loaded, ordeal = changed_question(run, Seeded(f"changes {seed}"))
        for side in SIDES:
            earlier = earlier_of(run, side)

            whole = simulate(loaded.province, ordeal, side)
            taken = simulate(loaded.province, ordeal, side, like=earlier)

            assert what_differs(taken, whole) == [], f"world {seed}, {side}"
            seen.update(_what_happened(earlier, taken))

    print(seen)
    runs = seen["runs"]
    assert runs == 2 * WORLDS
    for event in ("other failures", "other service", "same power taken over", "same backhaul taken over",
                  "other power", "other backhaul"):  # fmt: skip
        assert seen[event] > runs // 20, f"{event}: {seen[event]} of {runs}"


def _what_happened(earlier: Earlier, taken: SideRun) -> list[str]:
    """Whether the change mattered, and whether something was taken over."""
    before = earlier.run
    happened = ["runs"]
    happened += ["other failures"] if taken.failures != before.failures else []
    happened += ["other service"] if taken.in_service != before.in_service else []
    for name, now, was in (
        ("power", taken.energised, before.energised),
        ("backhaul", taken.views[None].backhaul, before.views[None].backhaul),
    ):
        if now is was:
            happened.append(f"same {name} taken over")
        elif now != was:
            happened.append(f"other {name}")
    return happened


def a_run() -> Run:
    world = seeded_world(7)
    return run_scenario(as_loaded(world), gusts=world.gusts, explain=False)


def test_the_same_question_takes_over_everything() -> None:
    run = a_run()
    earlier = earlier_of(run, "pessimistic")

    again = simulate(run.loaded.province, run.ordeal, "pessimistic", like=earlier)

    assert again == run.pessimistic
    assert again.energised is run.pessimistic.energised
    assert again.views[None].backhaul is run.pessimistic.views[None].backhaul


@pytest.mark.parametrize("horizon_h", [Fraction(3), Fraction(500)])
def test_nothing_is_taken_over_from_another_horizon(horizon_h: Fraction) -> None:
    run = a_run()
    longer = replace(run.ordeal, horizon_h=horizon_h)

    kept = kept_from(earlier_of(run, "pessimistic"), run.loaded.province, longer, "pessimistic")

    assert kept is None


def test_nothing_is_taken_over_from_the_other_side() -> None:
    run = a_run()

    kept = kept_from(earlier_of(run, "optimistic"), run.loaded.province, run.ordeal, "pessimistic")

    assert kept is None
