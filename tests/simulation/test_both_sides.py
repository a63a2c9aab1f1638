"""What is alike on both sides of a run is worked out once: the second side is what a run of its own gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from planner.scenario.run import run_scenario
from planner.simulation.damage import DOUBTS, Failure, without_doubts
from planner.simulation.timeline import simulate
from tests.effort import times
from tests.oracle.comparing import loaded as as_loaded
from tests.oracle.dump import dump
from tests.oracle.worlds import seeded_world
from tests.simulation.worlds import INF, H

if TYPE_CHECKING:
    from planner.simulation.timeline import SideRun

WORLDS = times(300, 20_000)
WIND = Failure(H(3), INF, "gust", "storm", 40.0, 35.0)
UNKNOWN = Failure(H(2), INF, "not-surveyed", "X.design_wind", 40.0)


def told(run: SideRun) -> list[object]:
    """All of a run, with the order in which it stands."""
    views = [
        (view.operator, *(list(part.items()) for part in (view.plants, view.down, view.backhaul)))
        for view in run.views.values()
    ]
    return [list(run.failures.items()), list(run.failed.items()), views, run.in_service]


@pytest.mark.slow
def test_a_side_that_takes_over_from_the_other_equals_a_run_of_its_own() -> None:
    seen: Counter[str] = Counter()
    for seed in range(WORLDS):
        world = seeded_world(f"both sides {seed}")
        run = run_scenario(as_loaded(world), gusts=world.gusts, explain=False)
        province, ordeal = run.loaded.province, run.ordeal
        worst = simulate(province, ordeal, "pessimistic")

        alone = simulate(province, ordeal, "optimistic")
        beside = simulate(province, ordeal, "optimistic", twin=worst)

        assert told(beside) == told(alone), dump(world)
        doubted = {c.kind for causes in worst.failures.values() for c in causes} & DOUBTS
        seen.update(doubted)
        seen["in a group"] += "risk-group" in {c.kind for f in alone.failures.values() for c in f}
        seen["sides differ"] += worst.failures != alone.failures
    kinds = ("not-surveyed", "set-aside", "in a group", "sides differ")
    assert min(seen[kind] for kind in kinds) > WORLDS // 40, seen


def test_what_is_not_known_is_left_out_and_nothing_else() -> None:
    failures = {"X": (UNKNOWN, WIND), "Y": (WIND,), "Z": (UNKNOWN,)}

    found = without_doubts(failures, {}, {})

    assert found == {"X": (WIND,), "Y": (WIND,)}
    assert found["Y"] is failures["Y"]


def test_a_group_in_doubt_takes_nobody_along_and_one_that_failed_does() -> None:
    """G fails at 2 h for what nobody surveyed and at 3 h by the wind; its member was mended at 5 h."""
    member = (Failure(H(2), H(5), "risk-group", "G"), Failure(H(3), H(5), "risk-group", "G"))

    found = without_doubts({"G": (UNKNOWN, WIND), "M": member}, {"M": ("G",)}, {"M": (H(5),)})

    assert found == {"G": (WIND,), "M": (Failure(H(3), H(5), "risk-group", "G"),)}


def test_a_group_that_was_set_aside_takes_its_members_on_one_side_only() -> None:
    lost = Failure(H(0), INF, "set-aside", "G")

    assert without_doubts({"G": (lost,), "M": (lost,)}, {"M": ("G",)}, {}) == {}
