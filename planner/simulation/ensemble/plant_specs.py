"""The plants of an ordeal as the job has them: what each has, when it is given what, in rows and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.simulation.ensemble.numbering import KEPT_ROW, Row
from planner.simulation.ensemble.plants import ENDLESS, GeneratorSpec, Given, PlantSpec
from planner.simulation.ticks import RATE_PARTS, up_to_tick
from planner.simulation.timeline import plant_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.simulation.ensemble.units import Units
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.supply import GeneratorPlan, PlantPlan

LifeKey = tuple[str, str]
"""A generator's id, and the side whose thresholds its life is drawn against."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One generator of a plant: its plan on the clock, when it fails, when it is mended, how its life is drawn."""

    plan: GeneratorPlan
    failed: Row
    mended_h: tuple[Fraction, ...]
    life: LifeKey | None


@dataclass(frozen=True, slots=True)
class Plant:
    """One plant on the clock; sides and views that have the same one share it."""

    plan: PlantPlan
    grid: Row
    service_drop: Row
    engines: tuple[Engine, ...]


def plant_of(
    province: Province,
    ordeal: Ordeal,
    consumer: str,
    side: Side,
    view: str | None,
    grid: Row,
    asset: Callable[[str, Side], Row],
    life_of: Callable[[str, Side], LifeKey | None],
) -> Plant:
    """What one consumer has on one side, for one operator's traffic; `ordeal` carries the tick."""
    record = province.sites.get(consumer) or province.fiber_nodes[consumer]
    plan = plant_plan(consumer, record, ordeal, side, view, {}, {})
    service_drop = asset(f"{consumer}/service-drop", side)
    if grid == KEPT_ROW == service_drop:
        return Plant(plan, grid, service_drop, ())
    tick_h = ordeal.tick_h or plan.recharge_h
    engines = tuple(
        Engine(
            each,
            asset(each.asset, side),
            tuple(sorted({_on_clock(r, tick_h) for r in ordeal.repairs.get(each.asset, ())})),
            life_of(each.asset, side),
        )
        for each in plan.generators
    )
    return Plant(plan, grid, service_drop, engines)


def _on_clock(t_h: Fraction, tick_h: Fraction) -> Fraction:
    found = up_to_tick(t_h, tick_h)
    assert not isinstance(found, float)
    return found


def charge_parts(plant: Plant) -> int:
    """How many 96ths of an hour its battery gains in an hour on supply."""
    plan = plant.plan
    return 0 if not plan.battery_h else round(plan.battery_h / plan.recharge_h * RATE_PARTS)


def spec_of(
    plant: Plant,
    units: Units,
    number: Callable[[Row], int],
    ladder: Callable[[LifeKey], int],
) -> PlantSpec:
    """The plant in rows and units."""
    plan = plant.plan
    return PlantSpec(
        number(plant.grid),
        number(plant.service_drop),
        ENDLESS if plan.battery_h is None else units.of(plan.battery_h),
        charge_parts(plant) * units.per_tick // RATE_PARTS,
        tuple(
            GeneratorSpec(
                number(engine.failed),
                ENDLESS
                if engine.plan.tank_l is None
                else _hours(engine, engine.plan.tank_l, units),
                ENDLESS
                if engine.plan.tank_l is None
                else _hours(engine, engine.plan.start_l, units),
                units.of(engine.plan.present[0]),
                units.of(engine.plan.present[1]),
                -1 if engine.life is None else ladder(engine.life),
            )
            for engine in plant.engines
        ),
    )


def _hours(engine: Engine, litres: Fraction, units: Units) -> int:
    return units.of(litres / engine.plan.burn_l_per_h)


def given_to(plants: Sequence[Plant], units: Units) -> dict[int, dict[int, tuple[Given, ...]]]:
    """What is given to which plant, by instant, units; before the horizon."""
    found: dict[int, dict[int, list[tuple[int, Given]]]] = {}
    for number, plant in enumerate(plants):
        for order, at, each in _gifts(plant, units):
            if at < units.horizon:
                found.setdefault(at, {}).setdefault(number, []).append((order, each))
    return {
        at: {
            number: tuple(each for _, each in sorted(gifts, key=lambda gift: gift[0]))
            for number, gifts in by_plant.items()
        }
        for at, by_plant in sorted(found.items())
    }


def _gifts(plant: Plant, units: Units) -> Iterator[tuple[int, int, Given]]:
    for place, engine in enumerate(plant.engines):
        plan = engine.plan
        for hour in engine.mended_h:
            if engine.life is not None:
                yield 0, units.of(hour), Given(place, "mended")
        yield 1, units.of(plan.present[0]), Given(place, "arrives")
        for hour, litres in plan.refuels:
            amount = None if litres is None else _hours(engine, litres, units)
            if plan.tank_l is not None:
                yield 2, units.of(hour), Given(place, "refuelled", amount)
