"""Two scenarios of one storm beside each other: the same draws, sample by sample, so that only what differs counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.errors import UsageError
from planner.foundation.text import Text
from planner.policy.chance import (
    mean_difference,
    paired_difference,
    share_of_draws,
    share_of_storms,
)
from planner.scenario.ensemble.weather import Ground
from planner.simulation.draws import LANES
from planner.simulation.ensemble.what_if import what_if

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planner.policy.chance import Difference, Share
    from planner.scenario.ensemble.asking import EnsemblePlan, Member
    from planner.scenario.reading import LoadedScenario

    Bits = NDArray[np.bool_]

Key = tuple[str, str]
"""A requirement and a unit."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One requirement for one unit under both scenarios.

    Attributes
    ----------
    first, second
        The share of samples in which it holds for certain.
    gained, lost
        Samples in which it holds for certain under the second only, and under the first only.
    difference
        The second share less the first, with its interval.
    """

    requirement: str
    unit: str
    first: Share
    second: Share
    gained: int
    lost: int
    difference: Difference


def beside(plan: EnsemblePlan, other: LoadedScenario) -> tuple[Beside, ...]:
    """Every requirement and unit that both scenarios judge, in the order of the first.

    Raises
    ------
    UsageError
        If the scenarios differ in storm, start or horizon, or judge nothing in common.
    """
    _check(plan.loaded, other)
    grounds = Ground(plan), Ground(replace(plan, loaded=other))
    places = [
        {(q.requirement, q.unit): n for n, q in enumerate(each.questions) if q.operator is None}
        for each in grounds
    ]
    common = [key for key in places[0] if key in places[1]]
    if not common:
        raise UsageError(
            Text(
                "hai kịch bản không có yêu cầu và đơn vị nào chung",
                "the scenarios judge nothing in common",
            )
        )
    chosen = [np.array([place[key] for key in common]) for place in places]
    tracks: list[NDArray[np.int64]] = [
        np.zeros((4, len(common)), np.int64) for _ in range(plan.tracks)
    ]
    samples = [0] * plan.tracks
    for member in plan.members:
        for first, second in zip(*(_holding(g, member) for g in grounds), strict=True):
            one, two = first[chosen[0]], second[chosen[1]]
            counted = (one, two, two & ~one, one & ~two)
            tracks[member.track] += np.stack([each.sum(axis=1) for each in counted])
            samples[member.track] += one.shape[1]
    repeats = max(len(plan.members) // plan.tracks, 1)
    return tuple(
        _beside(key, [[int(n) for n in each[:, place]] for each in tracks], samples, repeats)
        for place, key in enumerate(common)
    )


def _check(first: LoadedScenario, second: LoadedScenario) -> None:
    same = (
        first.storm == second.storm
        and first.scenario.start == second.scenario.start
        and first.scenario.horizon_h == second.scenario.horizon_h
    )
    if not same:
        raise UsageError(
            Text(
                vi="hai kịch bản khác bão, giờ bắt đầu hoặc thời hạn: chỉ so được các phương án của cùng một cơn bão",
                en="the scenarios differ in storm, start or horizon: only options under one storm are compared",
            )
        )


def _holding(ground: Ground, member: Member) -> Iterator[Bits]:
    """Whether each question holds for certain in each sample of a member, some blocks at a time."""
    plan, job = ground.plan, ground.ready(member).job
    for piece in plan.pieces:
        if piece.member == member.number:
            blocks = range(piece.first_block, piece.end_block)
            below = what_if(job, {}, blocks, plan.seed).drawn
            assert below.shape[1] == len(blocks) * LANES
            yield ~below[:, : piece.samples]


def _beside(
    key: Key, counts: Sequence[Sequence[int]], samples: Sequence[int], repeats: int
) -> Beside:
    """Counts of each storm: first, second, second only, first only."""
    first, second, gained, lost = zip(*counts, strict=True)
    shares = [
        share_of_draws(sum(each), sum(samples), repeats)
        if len(samples) == 1
        else share_of_storms(each, samples, repeats)
        for each in (first, second)
    ]
    draws = paired_difference(sum(gained) / repeats, sum(lost) / repeats, sum(samples) / repeats)
    if len(samples) > 1:
        storms = mean_difference(
            [(g - n) / of for g, n, of in zip(gained, lost, samples, strict=True)]
        )
        # Storms that all agree do not make the draws any more sure.
        low, high = min(draws.low, storms.low), max(draws.high, storms.high)
        draws = replace(draws, low=low, high=high)
    return Beside(*key, shares[0], shares[1], sum(gained), sum(lost), draws)
