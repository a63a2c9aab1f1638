"""What assets and risk groups are worth: the same samples with each safe and lost, over all storms and wind models.

The draws are the same on both sides, sample by sample: only samples in which the asset decides tell the two apart,
which is why few of them suffice. Sampling both sides by themselves would take many times as many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.network.risk_groups import members_of
from planner.policy.chance import Difference, mean_difference, paired_difference
from planner.simulation.draws import LANES
from planner.simulation.ensemble.what_if import what_if

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.scenario.ensemble.asking import EnsemblePlan
    from planner.scenario.ensemble.weather import Ground

    Counts = NDArray[np.int64]

EFFECT_SAMPLES = 1024
"""Samples over all storms with which an asset is tried, at least 64 of each storm and model."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How much more probable it is that a question goes below its count (pessimistic side).

    `lost` when the asset is lost from hour 0 for good, against it being safe from the storm; `drawn` as the storm has
    it, against it being safe. Of a risk group: all its members.
    """

    asset: str
    lost: Difference
    drawn: Difference


@dataclass(frozen=True, slots=True)
class _Told:
    """Samples of one storm, over its models, by asset and question: with the one below its count, the other not."""

    samples: int
    lost_only: Counts
    safe_only: Counts
    drawn_only: Counts
    not_drawn: Counts


def effects(ground: Ground, wanted: Mapping[int, Sequence[str]]) -> dict[int, tuple[Effect, ...]]:
    """What assets are worth to questions: for each question of `wanted` its assets and every risk group that matters.

    Those that are worth most come first.
    """
    province = ground.plan.loaded.province
    groups = {
        group: members
        for group, members in members_of(province).items()
        if group in province.srlgs and not ground.compiled.needed.isdisjoint(members)
    }
    assets = sorted({asset for assets in wanted.values() for asset in assets} - groups.keys())
    tried = {**{asset: (asset,) for asset in assets}, **groups}
    if not tried:
        return dict.fromkeys(wanted, ())
    storms = list(_storms(ground, tried))
    place = {name: number for number, name in enumerate(tried)}
    found: dict[int, tuple[Effect, ...]] = {}
    for question, own in wanted.items():
        told = [
            _effect(ground.plan, name, place[name], question, storms) for name in (*own, *groups)
        ]
        kept = [each for each in told if each.asset in own or each.lost.value > 0]
        found[question] = tuple(sorted(kept, key=lambda each: (-each.lost.value, each.asset)))
    return found


def blocks_of(plan: EnsemblePlan, track: int) -> range:
    """The blocks of a storm with which effects are found: the first of its own."""
    own = -(-plan.samples // LANES)
    base = track * own
    return range(base, base + min(own, -(-EFFECT_SAMPLES // plan.tracks // LANES) or 1))


def _storms(ground: Ground, tried: Mapping[str, tuple[str, ...]]) -> Iterator[_Told]:
    plan = ground.plan
    losing = ground.losing(frozenset(tried))
    for track in range(plan.tracks):
        blocks = blocks_of(plan, track)
        told: list[tuple[Counts, ...]] = []
        for member in (each for each in plan.members if each.track == track):
            found = what_if(losing.ready(member).job, tried, blocks, plan.seed)
            pairs = (
                (found.lost, found.safe),
                (found.safe, found.lost),
                (found.drawn[None], found.safe),
                (found.safe, found.drawn[None]),
            )
            told.append(tuple((one & ~other).sum(axis=2) for one, other in pairs))
        sums = [np.sum(each, axis=0) for each in zip(*told, strict=True)]
        yield _Told(len(blocks) * LANES * len(told), *sums)


def _effect(
    plan: EnsemblePlan, name: str, place: int, question: int, storms: Sequence[_Told]
) -> Effect:
    at = place, question
    models = max(len(plan.members) // plan.tracks, 1)
    samples = sum(each.samples for each in storms)

    def difference(gained: Sequence[int], lost: Sequence[int]) -> Difference:
        of_draws = paired_difference(sum(gained) / models, sum(lost) / models, samples / models)
        if plan.tracks == 1 or plan.landfalls:
            return of_draws
        of_storms = mean_difference(
            [(g - n) / each.samples for g, n, each in zip(gained, lost, storms, strict=True)]
        )
        # Storms that all agree do not make the draws any more sure.
        low, high = min(of_draws.low, of_storms.low), max(of_draws.high, of_storms.high)
        return Difference(of_draws.value, low, high)

    return Effect(
        name,
        difference([int(s.lost_only[at]) for s in storms], [int(s.safe_only[at]) for s in storms]),
        difference([int(s.drawn_only[at]) for s in storms], [int(s.not_drawn[at]) for s in storms]),
    )
