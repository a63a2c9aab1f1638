"""What an asset is worth, from common draws: laws of it, and how much sharper common draws are."""

from __future__ import annotations

import numpy as np
import pytest

from planner.scenario.ensemble.effects import below_in, effects, lost, safe
from planner.scenario.ensemble.weather import Ground
from tests.scenario.ensemble.questions import plan, tutorial

ISLAND_NEEDS_D2 = "D2/mast"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(plan(tutorial(), 640))


def number_of(ground: Ground, unit: str) -> int:
    return next(n for n, q in enumerate(ground.questions) if q.unit == unit and q.operator is None)


@pytest.mark.parametrize("asset", ["D2/mast", "N3/mast", "L6", "C4", "S1/mast"])
def test_a_safe_asset_never_puts_a_unit_below_and_a_lost_one_never_saves_it(
    ground: Ground, asset: str
) -> None:
    storm = ground.storm(ground.plan.members[0])
    blocks = range(4)

    as_drawn = below_in(storm, ground, 1, blocks)
    spared = below_in(safe(storm, asset), ground, 1, blocks)
    gone = below_in(lost(storm, asset), ground, 1, blocks)

    assert not (spared & ~as_drawn).any()
    assert not (as_drawn & ~gone).any()


def test_an_island_that_stands_on_one_mast_falls_with_it(ground: Ground) -> None:
    storm = ground.storm(ground.plan.members[0])
    question = number_of(ground, "xa-dao")

    (worth,) = effects(storm, ground, {question: [ISLAND_NEEDS_D2]}, 640)[question]

    gone = below_in(lost(storm, ISLAND_NEEDS_D2), ground, 1, range(10))[question]
    assert gone.all()
    assert worth.lost.low <= worth.lost.value <= worth.lost.high
    assert worth.lost.value > worth.drawn.value >= 0


def test_common_draws_tell_two_options_apart_with_a_fifth_of_the_variance(ground: Ground) -> None:
    """Option: the mast of D2 made safe. The difference, estimated 60 times with 256 samples each."""
    storm = ground.storm(ground.plan.members[0])
    option = safe(storm, ISLAND_NEEDS_D2)
    question = number_of(ground, "xa-dao")

    common, apart = [], []
    for seed in range(60):
        before = below_in(storm, ground, seed, range(4))[question].mean()
        common.append(before - below_in(option, ground, seed, range(4))[question].mean())
        apart.append(before - below_in(option, ground, seed + 1000, range(4))[question].mean())

    ratio = np.var(apart) / np.var(common)
    print(f"variance, independent over common draws: {ratio:.1f}")
    assert ratio >= 5
