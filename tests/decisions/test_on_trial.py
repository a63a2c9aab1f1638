"""Whoever waits for the smallest change is told of every trial before it begins."""

from __future__ import annotations

from planner.decisions.mending import smallest_change
from planner.scenario.run import run_scenario
from tests.simulation.worlds import lost, province, question, site


def test_every_trial_is_told_with_its_number_before_it_begins() -> None:
    """S1 loses its only drop and its power: no single thing mends both."""
    stands = province(site("S1"))
    loaded = question(stands, lost("S1/drop/H"), lost("L1"))
    run = run_scenario(loaded)
    told: list[tuple[int, int, int]] = []

    found = smallest_change(
        loaded,
        run,
        loaded.requirements[0],
        "D",
        on_trial=lambda changes, number, of: told.append((changes, number, of)),
    )

    assert [number for changes, number, _ in told if changes == 1] == [
        *range(1, found.tried_singles + 1)
    ]
    assert [number for changes, number, _ in told if changes == 2] == [
        *range(1, found.tried_pairs + 1)
    ]
    assert found.tried_singles > 0
    assert found.tried_pairs > 0
    assert all(number <= of for _, number, of in told)
