"""What a survey may find of roads, teams, depots and registers, and the world in which it is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.inventory.base import Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.chance import Chance
    from tests.oracle.world import World

Filled = tuple[str, "Callable[[Chance], World]"]
OF_RECORDS: dict[str, dict[str, tuple[Any, ...]]] = {
    "resources": {
        "ready_after_h": (Fraction(0), Fraction(3), Fraction(30)),
        "team": ("radio", "power"),
        "fuel_l": (Fraction(0), Fraction(20), Fraction(900)),
        "tanker_l": (Fraction(1), Fraction(50)),
        "fuel": ("diesel",),
    },
    "roads": {"floods_at_m": (0.1, 0.6, 9.0), "closed_from_force": (6, 10, 12)},
    "sea_routes": {"closed_from_force": (6, 8, 10)},
    "tasks": {
        "unit": (Name(vi="Thử"),), "status": ("done", "ongoing", "late"),
        "due_h": (Fraction(-3), Fraction(2), Fraction(500)),
    },
    "roaming_agreements": {
        "minutes_after_order": (10, 30, 90), "last_tested": (date(2026, 8, 1), date(2020, 1, 1)),
    },
    "rumour_control": {"response_min": (30,)},
    "communes": {"population": (0, 400)},
    "command_posts": {"battery_h": (Fraction(0), Fraction(5)), "floor_height_m": (0.0, 1.0, 5.0)},
}  # fmt: skip
"""By list: the data that may be missing, and what somebody may find."""


def missing_of_duties(world: World) -> list[Filled]:
    """Everything that nobody wrote of what the newer duties ask about."""
    found: list[Filled] = []
    for section, fields in OF_RECORDS.items():
        for id_, record in getattr(world.province, section).items():
            for name, values in fields.items():
                due = name == "due_h" and record.due is not None
                apart = (name == "team" and record.kind != "team") or (
                    name in {"fuel_l", "tanker_l", "fuel"} and record.kind != "fuel"
                )
                if getattr(record, name) is None and not due and not apart:
                    found.append((f"{id_}.{name}", _with(world, section, id_, name, values)))
    for number, action in enumerate(world.scenario.actions):
        if action.do == "derate" and action.done is None:
            found.append((f"{action.site}.done", _reported(world, number)))
    return found


def _with(
    world: World, section: str, id_: str, name: str, values: tuple[Any, ...]
) -> Callable[[Chance], World]:
    def filled(chance: Chance) -> World:
        records = getattr(world.province, section)
        known = records[id_].model_copy(update={name: chance.pick(values)})
        changes: dict[str, Any] = {section: {**records, id_: known}}
        return replace(world, province=replace(world.province, **changes))

    return filled


def _reported(world: World, number: int) -> Callable[[Chance], World]:
    def filled(chance: Chance) -> World:
        done_at = world.scenario.start + timedelta(hours=chance.integer(-5, 12))
        told: dict[str, Any] = chance.pick(({"done": True, "done_at": done_at}, {"done": False}))
        actions = list(world.scenario.actions)
        actions[number] = actions[number].model_copy(update=told)
        return replace(world, scenario=world.scenario.model_copy(update={"actions": tuple(actions)}))

    return filled
