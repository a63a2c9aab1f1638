"""A world on one page, for the person who must find out who is wrong."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.world import World

DULL = {"lon", "lat", "name", "source", "legal_source", "remark", "technologies", "do"}


def dump(world: World) -> str:
    """Everything that is not as it is when nothing is said, a record a line."""
    return "\n".join(_lines(world))


def _lines(world: World) -> Iterator[str]:
    yield f"world {world.seed}: horizon {world.horizon_h} h, fuel {world.scenario.fuel_at_start.share}"
    province = world.province
    for section in (
        "districts",
        "communes",
        "power_nodes",
        "lines",
        "srlgs",
        "fiber_nodes",
        "segments",
        "sites",
        "command_posts",
        "radio_nets",
        "warning_channels",
        "population_points",
        "coverage_measurements",
    ):
        for record in getattr(province, section).values():
            yield f"{section:18}{_shown(record)}"
    for aside in province.set_aside:
        yield f"set aside   {aside.section} {aside.id} district={aside.district} ends={aside.ends}"
    if world.storm is not None:
        for happening in (*world.storm.removals, *world.storm.footprints):
            yield f"storm       {_shown(happening)}"
    for asset, (times_h, values) in world.gusts.items():
        yield f"gust        {asset}: " + " ".join(
            f"{at_h}→{value:g}" for at_h, value in zip(times_h, values, strict=True)
        )
    for action in world.scenario.actions:
        yield f"action      {action.do} {_shown(action)}"
    for known in world.defaults.classes if world.defaults is not None else ():
        yield f"default     {_shown(known)}"
    for requirement in (*world.requirements, *world.duties):
        yield f"requirement {_shown(requirement)}"


def _shown(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        return str(value)
    return "{" + " ".join(_fields(value, fields)) + "}"


def _fields(record: object, fields: dict[str, object]) -> Iterator[str]:
    for name, field in fields.items():
        value = getattr(record, name)
        if name not in DULL and (value != getattr(field, "default", None) or name == "satellite"):
            yield f"{name}={_shown(value)}"
