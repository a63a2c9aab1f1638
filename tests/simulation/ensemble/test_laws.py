"""Laws of a keyed ensemble: hardening breaks nothing in any sample, and no sample depends on what else is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from planner.network.comms import operators_named
from planner.policy.questions import questions_of
from planner.simulation.ensemble.compiling import compile_province
from planner.simulation.ensemble.running import Sampled, run_samples
from tests.oracle.worlds import seeded_world
from tests.simulation.ensemble.tables import Table, thrown

if TYPE_CHECKING:
    from planner.simulation.chances import Chances

WORLDS = range(12)


def samples_under(seed: int, change: str) -> tuple[Sampled, Sampled]:
    """The samples of a world as it is and with its thresholds changed, without deratings and actions that time."""
    world = seeded_world(f"law {seed}")
    table, ordeal = thrown(world, seed)
    ordeal = replace(ordeal, repairs={}, refuels={}, sent=(), derated={})
    table = replace(table, generators=(), lives={})
    named = operators_named(world.province)
    asked = questions_of(world.province, world.requirements, ordeal.horizon_h, named)
    compiled = compile_province(world.province, asked, ordeal.horizon_h)
    found = []
    for each in (table, changed(table, change)):
        found.append(run_samples(compiled.storm(cast("Chances", each), ordeal), range(2), seed))
    return found[0], found[1]


def changed(table: Table, change: str) -> Table:
    """Half of every threshold, or every other row gone."""
    if change == "halved":
        windows = tuple(
            w._replace(thresholds=tuple(limit // 2 for limit in w.thresholds))
            for w in table.windows
        )
        return replace(table, table=table.table // np.uint64(2), windows=windows, unknown=())
    keep = np.arange(len(table.rows)) % 2 == 0
    kept = table.table.copy()
    kept[~keep] = 0
    windows = tuple(w for w in table.windows if keep[w.row])
    return replace(table, table=kept, windows=windows)


@pytest.mark.parametrize("change", ["halved", "thinned"])
@pytest.mark.parametrize("seed", WORLDS)
def test_hardening_lowers_no_site_in_any_sample(seed: int, change: str) -> None:
    before, after = samples_under(seed, change)

    assert (after.below <= before.below).all()
    assert (after.first >= before.first).all()
    assert (after.minimum >= before.minimum).all()


def test_the_law_has_something_to_say() -> None:
    gained = 0
    for seed in WORLDS:
        before, after = samples_under(seed, "halved")
        gained += int((after.below < before.below).sum())

    assert gained > 100
