"""Reordering any list changes no verdict and no series."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import times
from tests.laws.counting import all_series, in_service, outcomes, run
from tests.oracle.dump import dump
from tests.oracle.worlds import worlds

if TYPE_CHECKING:
    import random

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from tests.oracle.world import World


def _shuffled(items: Any, order: random.Random) -> tuple[Any, ...]:
    mixed = list(items)
    order.shuffle(mixed)
    return tuple(mixed)


def _mixed_site(site: Site, order: random.Random) -> Site:
    plant = site.backhaul
    drops = [one.model_copy(update={"srlgs": _shuffled(one.srlgs, order)}) for one in plant.drops]
    changes: dict[str, Any] = {
        "operators": _shuffled(site.operators, order),
        "backhaul": plant.model_copy(
            update={"drops": _shuffled(drops, order), "hops": _shuffled(plant.hops, order)}
        ),
    }
    if site.generators is not None:
        changes["generators"] = _shuffled(site.generators, order)
    return site.model_copy(update=changes)


def _mixed(province: Province, order: random.Random) -> Province:
    changes: dict[str, Any] = {"set_aside": _shuffled(province.set_aside, order)}
    for field in fields(province):
        section = getattr(province, field.name)
        if isinstance(section, dict):
            changes[field.name] = dict(_shuffled(section.items(), order))
    changes["sites"] = {id_: _mixed_site(site, order) for id_, site in changes["sites"].items()}
    for name in ("segments", "lines"):
        changes[name] = {
            id_: span.model_copy(update={"srlgs": _shuffled(span.srlgs, order)})
            for id_, span in changes[name].items()
        }
    return replace(province, **changes)


def _mixed_world(world: World, order: random.Random) -> World:
    storm = world.storm
    if storm is not None:
        removals = tuple(
            removal.model_copy(
                update={
                    "select": removal.select.model_copy(
                        update={"assets": _shuffled(removal.select.assets, order)}
                    )
                }
            )
            for removal in storm.removals
        )
        storm = storm.model_copy(
            update={
                "removals": _shuffled(removals, order),
                "footprints": _shuffled(storm.footprints, order),
            }
        )
    scenario = world.scenario.model_copy(
        update={"actions": _shuffled(world.scenario.actions, order)}
    )
    return replace(
        world, province=_mixed(world.province, order), storm=storm, scenario=scenario,
        requirements=_shuffled(world.requirements, order), gusts=dict(_shuffled(world.gusts.items(), order)),
    )  # fmt: skip


@settings(max_examples=times(40, 3_000))
@given(worlds(), st.randoms(use_true_random=False))
def test_reordering_every_list_changes_no_verdict_and_no_series(
    world: World, order: random.Random
) -> None:
    first, second = run(world), run(_mixed_world(world, order))

    assert outcomes(first) == outcomes(second), dump(world)
    assert all_series(first) == all_series(second)
    assert in_service(world, first) == in_service(world, second)
