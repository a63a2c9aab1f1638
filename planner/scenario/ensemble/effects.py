"""What one asset is worth: the same samples with it safe and with it lost, so that nothing else differs.

The draws are the same on both sides, sample by sample: only samples in which the asset decides tell the two apart,
which is why few of them suffice. Sampling both sides by themselves would take many times as many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planner.policy.chance import Difference, paired_difference
from planner.simulation.damage import Failure
from planner.simulation.draws import LANES
from planner.simulation.ensemble.running import run_samples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.scenario.ensemble.weather import Ground, Storm
    from planner.simulation.chances import Chances

    Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Effect:
    """How much more probable it is that a question goes below its count (pessimistic side).

    `lost` when the asset is lost from hour 0 for good, against it being safe from the storm; `drawn` as the storm has
    it, against it being safe.
    """

    asset: str
    lost: Difference
    drawn: Difference


def below_in(storm: Storm, ground: Ground, seed: int, blocks: range) -> Bits:
    """Whether each question goes below its count in each sample, pessimistic side; ``(questions, samples)``."""
    job = ground.compiled.storm(storm.chances, storm.ordeal)
    short: Bits = run_samples(job, blocks, seed).below[0] > 0
    return short


def safe(storm: Storm, asset: str) -> Storm:
    """The storm that leaves one asset alone."""
    return replace(storm, chances=_without(storm.chances, asset))


def lost(storm: Storm, asset: str) -> Storm:
    """The storm with one asset lost from hour 0 for good."""
    ordeal = storm.ordeal
    for_good = Failure(ordeal.horizon_h * 0, float("inf"), "removal", asset)
    given = {**ordeal.given, asset: (*ordeal.given.get(asset, ()), for_good)}
    return replace(storm, ordeal=replace(ordeal, given=given))


def _without(chances: Chances, asset: str) -> Chances:
    """The chances with every threshold of one asset at zero: its draw fails nowhere."""
    rows = [number for number, (name, _) in enumerate(chances.rows) if name == asset]
    gust_mps, final = chances.gust_mps.copy(), chances.final.copy()
    gust_mps[rows] = 0.0
    final[rows] = 0
    windows = tuple(each for each in chances.windows if each.row not in rows)
    unknown = tuple(each for each in chances.unknown if each.asset != asset)
    return replace(chances, gust_mps=gust_mps, final=final, windows=windows, unknown=unknown)


def effects(
    storm: Storm, ground: Ground, wanted: Mapping[int, Sequence[str]], samples: int
) -> dict[int, tuple[Effect, ...]]:
    """What assets are worth to questions: for each question of `wanted` its assets, those that are worth most first."""
    blocks = range(-(-samples // LANES))
    seed, count = ground.plan.seed, len(blocks) * LANES
    drawn = below_in(storm, ground, seed, blocks)
    found: dict[int, list[Effect]] = {question: [] for question in wanted}
    for asset in sorted({asset for assets in wanted.values() for asset in assets}):
        without = below_in(safe(storm, asset), ground, seed, blocks)
        gone = below_in(lost(storm, asset), ground, seed, blocks)
        for question, assets in wanted.items():
            if asset in assets:
                worth = _difference(gone[question], without[question], count)
                own = _difference(drawn[question], without[question], count)
                found[question].append(Effect(asset, worth, own))
    return {
        question: tuple(sorted(each, key=lambda effect: (-effect.lost.value, effect.asset)))
        for question, each in found.items()
    }


def _difference(one: Bits, other: Bits, samples: int) -> Difference:
    return paired_difference(int((one & ~other).sum()), int((other & ~one).sum()), samples)
