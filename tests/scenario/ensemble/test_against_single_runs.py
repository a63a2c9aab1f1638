"""What an ensemble counts is what `planner check --sample K` says, sample by sample, of small random worlds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planner.hazard.records import Footprint, Storm
from planner.inventory.base import Name
from planner.policy.units import units_of
from planner.scenario.ensemble.answer import answer_of
from planner.scenario.ensemble.bench import Bench
from planner.scenario.ensemble.sums import Sums, added
from planner.scenario.ensemble.weather import Ground
from planner.scenario.run import run_scenario
from tests.effort import times
from tests.oracle.comparing import loaded
from tests.oracle.sampled import sampled_world
from tests.scenario.ensemble.questions import plan

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario

SAMPLES = 16


def windy(seed: int) -> LoadedScenario:
    """A world whose wind comes with footprints: an ensemble takes its wind from the storm alone."""
    world = sampled_world(f"alone {seed}")
    storm = world.storm or Storm(id="random", name=Name(vi="Thử"))
    wide = ((105.0, 18.0), (108.0, 18.0), (108.0, 24.0), (105.0, 24.0))
    blows = Footprint(
        id="W6", quantity="gust_mps", value=(34.0, 50.0, 42.0)[seed % 3], from_h=Fraction(2), polygon=wide,
        cuts_off=False,
    )  # fmt: skip
    known = storm.model_copy(update={"footprints": (*storm.footprints, blows)})
    return loaded(replace(world, storm=known, gusts={}, sample=None))


def by_ensemble(asked: LoadedScenario) -> dict[tuple[str, str], tuple[int, int]]:
    """Of each requirement and unit, how many samples hold and how many fail."""
    question = plan(asked, SAMPLES, seed=asked.scenario.seed)
    bench = Bench(question)
    sums = added(Sums.from_bytes(bench.run(piece)) for piece in question.pieces)
    return {
        (each.requirement.id, each.unit): (each.chances.holds.happened, each.chances.fails.happened)
        for each in answer_of(question, Ground(question), [sums]).units
    }


def one_by_one(asked: LoadedScenario) -> dict[tuple[str, str], tuple[int, int]]:
    """The same from so many runs of one sample each."""
    told: Counter[tuple[str, str, str]] = Counter()
    units: set[tuple[str, str]] = set()
    for sample in range(SAMPLES):
        for each in run_scenario(asked, sample=sample, explain=False).verdicts:
            units.add((each.requirement.id, each.unit))
            told[each.requirement.id, each.unit, each.outcome] += 1
    return {unit: (told[*unit, "holds"], told[*unit, "fails"]) for unit in units}


@pytest.mark.slow
def test_an_ensemble_counts_what_its_samples_say_one_by_one() -> None:
    parted = 0
    for seed in range(times(12, 200)):
        asked = windy(seed)
        if not any(units_of(asked.province, each) for each in asked.requirements):
            continue  # nothing to count, and the command says so
        counted = by_ensemble(asked)

        assert counted == one_by_one(asked), seed

        parted += sum(0 < holds < SAMPLES for holds, _ in counted.values())
    assert parted > times(5, 100)
