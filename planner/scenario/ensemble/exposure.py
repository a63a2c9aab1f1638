"""How probable each asset's failure is at the worst that a scenario's storm does to it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.scenario.ensemble.asking import EnsemblePlan
from planner.scenario.ensemble.weather import Ground
from planner.simulation.draws import CERTAIN, STRATA

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario


def worst_chances(loaded: LoadedScenario) -> tuple[dict[str, float], ...]:
    """For each strength of the storm the probability of each asset's failure at the largest intensity it meets.

    The largest under any of the storm's wind models; wind, water and ground taken as independent. Assets that no draw
    can fail are left out.
    """
    plan = EnsemblePlan(loaded, 1, 1, 0, Fraction(0))
    ground = Ground(plan)
    worst: tuple[dict[str, float], ...] = tuple({} for _ in range(STRATA))
    for member in plan.members:
        chances = ground.storm(member).chances
        for stratum in range(STRATA):
            kept: dict[str, float] = {}
            for (asset, _), threshold in zip(
                chances.rows, chances.final[:, stratum].tolist(), strict=True
            ):
                kept[asset] = kept.get(asset, 1.0) * (1.0 - threshold / CERTAIN)
            for asset, spared in kept.items():
                worst[stratum][asset] = max(worst[stratum].get(asset, 0.0), 1.0 - spared)
    return worst
