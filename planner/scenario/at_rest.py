"""The province with nothing failed: what every weather of a scenario, and every question like it, shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.policy.calm import Calm
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.province import Province
    from planner.network.networks import Networks
    from planner.network.sides import Side
    from planner.simulation.timeline import Service, SideRun


@dataclass(frozen=True)
class AtRest:
    """A province with nothing failed, over the hours and with the fuel at the start of one scenario."""

    service: Mapping[Side, Service]
    """When each site serves each operator."""
    calm: Calm
    """What the judge of the stations knows of it."""
    runs: Mapping[Side, SideRun] | None = None
    """All of both sides; None where it was let go."""
    networks: Networks | None = None
    """The networks of the province, read once; None where they would take too much memory."""


def both_sides(
    province: Province, ordeal: Ordeal, networks: Networks | None = None
) -> dict[Side, SideRun]:
    """Both sides of what was not surveyed, run through an ordeal."""
    worst = simulate(province, ordeal, "pessimistic", networks=networks)
    best = simulate(province, ordeal, "optimistic", networks=networks, twin=worst)
    return {"pessimistic": worst, "optimistic": best}


def calm_runs(
    province: Province, ordeal: Ordeal, networks: Networks | None = None
) -> dict[Side, SideRun]:
    """Both sides over the hours and with the fuel of an ordeal, but with nothing else of it."""
    return both_sides(province, calm_of(ordeal), networks)


def calm_of(ordeal: Ordeal) -> Ordeal:
    """The hours and the fuel of an ordeal, and nothing else of it."""
    return Ordeal(ordeal.horizon_h, fuel_share=ordeal.fuel_share)


def is_calm(ordeal: Ordeal) -> bool:
    """Whether nothing happens in an ordeal; what classes are taken to stand matters only where something is felt."""
    return replace(ordeal, classes=(), storm_id="") == calm_of(ordeal)


def at_rest(
    province: Province, ordeal: Ordeal, *, keep: bool, networks: Networks | None = None
) -> AtRest:
    """The province over the hours and with the fuel of an ordeal, but with nothing else of it.

    `keep` holds on to all of both sides, not only to who serves whom; `networks` are held for the runs that follow.
    """
    runs = calm_runs(province, ordeal, networks)
    service = {side: run.in_service for side, run in runs.items()}
    calm = Calm(province, ordeal.horizon_h, service)
    return AtRest(service, calm, runs if keep else None, networks)
