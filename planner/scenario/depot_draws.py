"""What a scenario's own refuels take from the depots that they name: never less, or never more, than in truth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, NEVER, ZERO, Hour
from planner.inventory.records import FiberNode, Site
from planner.network.sides import SIDES
from planner.policy.duties.fuel_supply import tank_uses
from planner.simulation.supply import history_of
from planner.simulation.timeline import whole_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.records import Refuel
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.supply import GeneratorPlan, PlantHistory, PlantPlan
    from planner.simulation.timeline import SideRun


def drawn_by_refuels(
    loaded: LoadedScenario, ordeal: Ordeal, runs: Mapping[Side, SideRun]
) -> dict[Side, dict[str, Hour]]:
    """Litres by depot: on the pessimistic side never less than it gives in truth, on the optimistic never more.

    A tank that is sure to stand is at its emptiest in the pessimistic run. Of one of which nobody knows how much it
    holds, how long it stands or for which operators it runs, no run says what it takes: at most all that was written
    and that it holds, which of a fill-up of an unknown tank is the whole depot (infinity); at least nothing.
    Of several refuels at one hour nobody knows which comes first: each may be the one that fills the tank.
    """
    together: dict[tuple[str, Fraction], list[Refuel]] = {}
    for action in loaded.scenario.actions:
        if action.do == "refuel" and action.at_h < loaded.scenario.horizon_h:
            together.setdefault((action.generator, max(action.at_h, ZERO)), []).append(action)
    drawn: dict[Side, dict[str, Hour]] = {side: {} for side in SIDES}
    for (asset, at_h), refuels in sorted(together.items()):
        depots = sorted({each.from_ for each in refuels if each.from_ is not None})
        total_l = _taken_l(loaded, ordeal, runs, asset, at_h) if depots else {}
        for depot in depots:
            own_l = _written_l(each for each in refuels if each.from_ == depot)
            others_l = _written_l(each for each in refuels if each.from_ != depot)
            most, least = drawn["pessimistic"], drawn["optimistic"]
            most[depot] = most.get(depot, ZERO) + min(own_l, total_l["pessimistic"])
            least[depot] = least.get(depot, ZERO) + max(ZERO, total_l["optimistic"] - others_l)
    return drawn


def _written_l(refuels: Iterable[Refuel]) -> Hour:
    total_l: Hour = ZERO
    for each in refuels:
        total_l += INF if each.litres is None else each.litres
    return total_l


def _taken_l(
    loaded: LoadedScenario,
    ordeal: Ordeal,
    runs: Mapping[Side, SideRun],
    asset: str,
    at_h: Fraction,
) -> dict[Side, Hour]:
    """What all refuels of a generator at one hour put in: at most on the pessimistic side, at least on the other."""
    if all(hour != at_h for hour, _ in ordeal.refuels.get(asset, ())):
        return {"pessimistic": ZERO, "optimistic": ZERO}  # they do not get through
    id_ = asset.partition("/")[0]
    place = _consumers(loaded.province).get(id_)
    if place is None:
        return {"pessimistic": INF, "optimistic": ZERO}  # its record was set aside
    plants = {side: _plants(id_, place, ordeal, runs[side]) for side in SIDES}
    its: dict[Side, list[GeneratorPlan]] = {
        side: [
            plan for plant in plants[side] for plan in plant.plan.generators if plan.asset == asset
        ]
        for side in SIDES
    }
    failed = [runs[side].failed.get(asset, NEVER) for side in SIDES]
    worn = any(plant.stopped.get(asset, NEVER) for side in SIDES for plant in plants[side])
    single = all(len(plants[side]) == 1 and len(its[side]) == 1 for side in SIDES)
    if single and not worn and failed[0] == failed[1] and its["optimistic"][0].tank_l is not None:
        return {side: _put_in_l(plants[side][0], asset, at_h, ordeal.horizon_h) for side in SIDES}
    return {"pessimistic": _tank_l(id_, place, ordeal, asset), "optimistic": ZERO}


def _tank_l(id_: str, place: Powered, ordeal: Ordeal, asset: str) -> Hour:
    """What the tank of a generator holds, whoever runs on it; infinity where nobody knows."""
    tanks = {f"{id_}/gen/{each.id}": each.tank_l for each in place.generators or ()}
    tanks |= {each.asset: each.tank_l for each in ordeal.sent}
    tank_l = tanks.get(asset)
    return INF if tank_l is None else tank_l


def _consumers(province: Province) -> Mapping[str, Powered]:
    return {
        **province.sites,
        **province.fiber_nodes,
        **province.command_posts,
        **province.warning_channels,
    }


def _plants(id_: str, place: Powered, ordeal: Ordeal, run: SideRun) -> list[PlantHistory]:
    """A place's plant through time, once for each set of generators on which some operator's equipment runs."""
    whose: list[str | None] = [None]
    if isinstance(place, Site) and place.operators:
        whose = [*sorted(place.operators)]
    elif isinstance(place, FiberNode):
        whose = [None, *sorted(filter(None, run.views))]
    exact = replace(ordeal, tick_h=None)
    plans: dict[tuple[str, ...], PlantPlan] = {}
    for operator in whose:
        plan = whole_plan(id_, place, exact, run.side, operator, run.failed, run.energised)
        plans.setdefault(tuple(each.asset for each in plan.generators), plan)
    return [history_of(plan, ordeal.horizon_h) for plan in plans.values()]


def _put_in_l(plant: PlantHistory, asset: str, at_h: Fraction, horizon_h: Fraction) -> Hour:
    (use,) = (each for each in tank_uses(plant, horizon_h) if each.asset == asset)
    return sum((litres for hour, litres in use.refuelled if hour == at_h), ZERO)
