"""What a survey may find: every missing datum of a province, and a province in which one was filled in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.inventory.base import DesignWind
from planner.inventory.plant_records import Generator
from planner.inventory.records import Satellite
from tests.oracle.worlds import WINDS_MPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Site
    from tests.oracle.chance import Chance
    from tests.oracle.world import World

Filled = tuple[str, "Callable[[Chance], Province]"]
"""What is missing, and how the province is when it has been found out."""


def missing(world: World) -> list[Filled]:
    """Everything in the world's province that was not surveyed."""
    return list(_missing(world.province, _named(world)))


def _named(world: World) -> set[str]:
    """The assets that something in the scenario names: a survey that finds no such thing would make that an error."""
    removals = world.storm.removals if world.storm is not None else ()
    named = {path for removal in removals for path in removal.select.assets}
    return named | {action.asset for action in world.scenario.actions if action.do == "repair"}


def _missing(province: Province, named: set[str]) -> Iterator[Filled]:
    for section in ("segments", "lines", "power_nodes"):
        for record in getattr(province, section).values():
            for name, found in (("design_wind", _wind), ("floor_height_m", _floor)):
                if getattr(record, name, "surveyed") is None:
                    yield f"{record.id}.{name}", _changing(province, section, record, name, found)
    for section in ("sites", "fiber_nodes"):
        for place in getattr(province, section).values():
            yield from _of_plant(province, section, place)
    for site in province.sites.values():
        yield from _of_site(province, site, named)


def _of_plant(province: Province, section: str, place: Site | FiberNode) -> Iterator[Filled]:
    for name, found in (
        ("floor_height_m", _floor),
        ("battery_h", _hours),
        ("generators", _generators),
    ):
        if getattr(place, name) is None:
            yield f"{place.id}.{name}", _changing(province, section, place, name, found)
    drop = place.service_drop
    if drop is not None and drop.design_wind is None:

        def surveyed_drop(chance: Chance) -> Any:
            return drop.model_copy(update={"design_wind": _wind(chance)})

        yield (
            f"{place.id}.service_drop",
            _changing(province, section, place, "service_drop", surveyed_drop),
        )
    generators = place.generators or ()
    for index, generator in enumerate(generators):
        for name in ("tank_l", "burn_l_per_h"):
            if getattr(generator, name) is None:

                def surveyed(chance: Chance, index: int = index, name: str = name) -> Any:
                    changed = generators[index].model_copy(update={name: _hours(chance) + 1})
                    return (*generators[:index], changed, *generators[index + 1 :])

                yield (
                    f"{place.id}.{generator.id}.{name}",
                    _changing(province, section, place, "generators", surveyed),
                )


def _of_site(province: Province, site: Site, named: set[str]) -> Iterator[Filled]:
    structure, plant = site.structure, site.backhaul
    if structure.design_wind is None:

        def measured(chance: Chance) -> Any:
            return structure.model_copy(update={"design_wind": _wind(chance)})

        yield f"{site.id}.structure", _changing(province, "sites", site, "structure", measured)
    communes = [one.id for one in province.communes.values() if one.district == site.district]
    if site.commune is None and communes:
        yield (
            f"{site.id}.commune",
            _changing(province, "sites", site, "commune", lambda chance: chance.pick(communes)),
        )
    if plant.satellite in (None, "unknown"):

        def looked_up(chance: Chance) -> Any:
            satellite = chance.pick(("none", Satellite(design_wind=_wind(chance))))
            return plant.model_copy(update={"satellite": satellite})

        yield f"{site.id}.satellite", _changing(province, "sites", site, "backhaul", looked_up)
    for index, drop in enumerate(plant.drops):
        changes: list[tuple[str, dict[str, Any] | None]] = []
        if drop.present == "unknown":
            changes.append(("present", {"present": "yes"}))
            if f"{site.id}/drop/{drop.node}" not in named:
                changes.append(("absent", None))
        elif drop.design_wind is None:
            changes.append(("design_wind", {}))
        for what, change in changes:

            def walked(
                chance: Chance, index: int = index, change: dict[str, Any] | None = change
            ) -> Any:
                before, after = plant.drops[:index], plant.drops[index + 1 :]
                if change is None:
                    return plant.model_copy(update={"drops": (*before, *after)})
                drop = plant.drops[index]
                wind = drop.design_wind or chance.pick((_wind(chance), None))
                changed = drop.model_copy(update=change or {"design_wind": wind or _wind(chance)})
                return plant.model_copy(update={"drops": (*before, changed, *after)})

            yield (
                f"{site.id}.drop.{drop.node}.{what}",
                _changing(province, "sites", site, "backhaul", walked),
            )


def _changing(
    province: Province, section: str, record: Any, name: str, found: Callable[[Chance], Any]
) -> Callable[[Chance], Province]:
    def filled(chance: Chance) -> Province:
        changed = record.model_copy(update={name: found(chance)})
        changes: dict[str, Any] = {section: {**getattr(province, section), record.id: changed}}
        return replace(province, **changes)

    return filled


def _wind(chance: Chance) -> DesignWind:
    return DesignWind(value=chance.pick(WINDS_MPS))


def _floor(chance: Chance) -> float:
    return chance.pick((0.0, 0.6, 1.0, 5.0))


def _hours(chance: Chance) -> Fraction:
    return Fraction(chance.integer(0, 60), 3)


def _generators(chance: Chance) -> tuple[Generator, ...]:
    return tuple(
        Generator(
            id=f"n{k}",
            tank_l=_hours(chance),
            burn_l_per_h=Fraction(2),
            floor_height_m=_floor(chance),
        )
        for k in range(chance.integer(0, 2))
    )
