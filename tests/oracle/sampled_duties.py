"""Random worlds of duties whose damage is drawn: those of every family, with curves and more wind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.hazard.records import Footprint
from planner.scenario.records import Damage, Refuel
from tests.oracle.chance import Seeded
from tests.oracle.duty_worlds import seeded_duty_world
from tests.oracle.office_worlds import seeded_office_world
from tests.oracle.sampled import (
    drawn_gusts,
    random_library,
    with_care_of_what_is_sent,
    with_poles_and_care,
)
from tests.oracle.travel_worlds import seeded_travel_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.chance import Chance
    from tests.oracle.world import World

MILD_MPS = (0.0, 20.0, 28.0, 34.0, 38.5, 20.0, 0.0)
"""Gusts that leave something standing."""


def sampled_duty_world(seed: int | str) -> World:
    """The world of command, warning and coverage that a seed names, in one of its samples."""
    made = _sampled("duties", seed, seeded_duty_world)
    # Drawn damage takes much: less is asked, so that some of it holds.
    little: dict[str, dict[str, Any]] = {
        "coverage": {"people_share": 0.03, "roaming": True, "operator": None},
        "command": {"at_least": 1, "without_public": 0, "roaming": True},
    }
    asked = tuple(each.model_copy(update=little.get(each.kind, {})) for each in made.duties)
    return replace(made, duties=asked)


def sampled_travel_world(seed: int | str) -> World:
    """The world of roads, fuel and islands that a seed names, in one of its samples."""
    made = _sampled("travel", seed, seeded_travel_world)
    return _with_sure_tanks(Seeded(f"tanks {seed}"), _with_wind_on_the_roads(Seeded(f"roads {seed}"), made))


def _with_wind_on_the_roads(chance: Chance, world: World) -> World:
    """In many worlds wind over everything that closes roads in some samples, and in others not."""
    if world.storm is None or not chance.happens(70):
        return world
    from_h = world.horizon_h / chance.pick((12, 6, 3, 4))
    wind = Footprint(
        id="W6", quantity="gust_mps", value=chance.pick((24.0, 18.0, 30.0)), from_h=from_h,
        until_h=from_h + world.horizon_h / chance.pick((2, 4)), cuts_off=False,
        polygon=((105.0, 18.0), (108.0, 18.0), (108.0, 24.0), (105.0, 24.0)),
    )  # fmt: skip
    storm = world.storm.model_copy(update={"footprints": (*world.storm.footprints, wind)})
    return replace(world, storm=storm)


def _with_sure_tanks(chance: Chance, world: World) -> World:
    """In many worlds a generator of which everything is known, and which a depot fills once."""
    depots = [each.id for each in world.province.resources.values() if each.kind == "fuel"]
    known = [
        (site.id, one.id)
        for site in world.province.sites.values() for one in site.generators or ()
        if None not in (one.tank_l, one.burn_l_per_h, one.maintenance) and one.operator is None
    ]  # fmt: skip
    if not depots or not known or not chance.happens(70):
        return world
    site, generator = chance.pick(known)
    fill = Refuel(
        do="refuel", generator=f"{site}/gen/{generator}", at_h=world.horizon_h / chance.pick((3, 2, 8)),
        from_=chance.pick(depots),
    )  # fmt: skip
    actions = (*world.scenario.actions, fill)
    return replace(world, scenario=world.scenario.model_copy(update={"actions": actions}))


def sampled_office_world(seed: int | str) -> World:
    """The world of registers and milestones that a seed names, in one of its samples."""
    return _sampled("office", seed, seeded_office_world)


def _sampled(family: str, seed: int | str, make: Callable[[int | str], World]) -> World:
    chance = Seeded(f"sampled {family} {seed}")
    world = make(f"sampled {seed}")
    damage = Damage(mode="sampled", storm_wide_log_sd=chance.pick((0.1, 0.3, 0.0, 0.3)))
    scenario = world.scenario.model_copy(
        update={
            "damage": damage,
            "seed": chance.integer(0, 2**53),
            "actions": with_care_of_what_is_sent(chance, world.scenario.actions),
        }
    )
    made = replace(
        world, province=with_poles_and_care(chance, world.province), scenario=scenario,
        fragility=random_library(chance), sample=chance.integer(0, 300), seed=f"sampled {family} {seed}",
    )  # fmt: skip
    return replace(made, gusts=drawn_gusts(chance, made, MILD_MPS, 12))
