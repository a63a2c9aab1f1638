"""What breaks a requirement, found by running the plain simulation with assets lost from hour 0 for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.simulation.damage import Failure
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.requirements import Requirement

Broken = frozenset[tuple[str, str, "Side"]]
"""Requirement, unit and side of every requirement that does not hold."""


def broken_by(
    province: Province,
    requirements: Sequence[Requirement],
    horizon_h: Fraction,
    fuel_share: Fraction,
    lost: Iterable[str],
) -> Broken:
    """What does not hold when these assets are lost from hour 0 for good, and nothing else fails."""
    for_good = {
        asset: (Failure(horizon_h * 0, float("inf"), "removal", "trial"),) for asset in lost
    }
    ordeal = Ordeal(horizon_h, given=for_good, fuel_share=fuel_share)
    runs = {side: simulate(province, ordeal, side) for side in SIDES}
    rest = {side: run.in_service for side, run in runs.items()}
    verdicts = judge(Evidence(province, ordeal, runs, rest), requirements, explain=False)
    found: set[tuple[str, str, Side]] = set()
    for verdict in verdicts:
        needed = verdict.requirement.at_least
        if min(step.n for step in verdict.pessimistic) < needed:
            found.add((verdict.requirement.id, verdict.unit, "pessimistic"))
        if min(step.n for step in verdict.optimistic) < needed:
            found.add((verdict.requirement.id, verdict.unit, "optimistic"))
    return frozenset(found)
