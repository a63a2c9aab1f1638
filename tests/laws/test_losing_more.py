"""Losing more never helps: what fails longer never serves longer. (Derating apart: it is chosen.)"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.hazard.records import Removal, Selector, Storm
from tests.effort import times
from tests.laws.counting import rises, run
from tests.oracle.assets import Catalogue
from tests.oracle.chance import Drawn
from tests.oracle.dump import dump
from tests.oracle.spans import ZERO
from tests.oracle.worlds import OURS, worlds

if TYPE_CHECKING:
    from tests.oracle.world import World

some = settings(max_examples=times(40, 3_000))


def _with_removal(world: World, removal: Removal) -> World:
    storm = world.storm or Storm(id="random", name=OURS)
    return replace(world, storm=storm.model_copy(update={"removals": (*storm.removals, removal)}))


def _assets(world: World) -> list[str]:
    known = Catalogue(world).by_id.values()
    return sorted(asset.id for asset in known if asset.sure or asset.kind != "dish")


@some
@given(worlds(), st.data())
def test_removing_more_never_brings_a_site_into_service(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    taken = chance.pick(_assets(world))
    at_h = world.horizon_h * chance.integer(0, 12) / 12
    until_h = at_h + chance.integer(1, 9) if chance.happens(50) else None
    removal = Removal(select=Selector(assets=(taken,)), at_h=at_h, until_h=until_h)

    fewer = run(_with_removal(world, removal))

    assert rises(fewer, run(world)) == {}, f"{removal}\n{dump(world)}"


@some
@given(worlds(), st.data())
def test_leaving_a_repair_out_never_brings_a_site_into_service(
    world: World, data: st.DataObject
) -> None:
    actions = world.scenario.actions
    repairs = [index for index, action in enumerate(actions) if action.do == "repair"]
    if not repairs:
        return
    left_out = Drawn(data.draw).pick(repairs)
    kept = tuple(action for index, action in enumerate(actions) if index != left_out)
    without = replace(world, scenario=world.scenario.model_copy(update={"actions": kept}))

    assert rises(run(without), run(world)) == {}, f"{actions[left_out]}\n{dump(world)}"


@some
@given(worlds(storm=False, actions=False), st.data())
def test_an_asset_lost_from_the_start_is_lost_to_the_end_and_helps_nobody(
    world: World, data: st.DataObject
) -> None:
    taken = Drawn(data.draw).pick(_assets(world))
    early = Removal(select=Selector(assets=(taken,)), at_h=Fraction(-3))

    found = run(_with_removal(world, Removal(select=Selector(assets=(taken,)))))

    assert found.pessimistic.failed[taken][0][0] == ZERO
    assert found.pessimistic.failed[taken][-1][1] >= world.horizon_h
    assert rises(found, run(world)) == {}
    assert found.pessimistic.in_service == run(_with_removal(world, early)).pessimistic.in_service


@some
@given(worlds(set_aside=False))
def test_with_every_site_lost_nobody_is_in_service(world: World) -> None:
    everything = Removal(select=Selector(assets=tuple(world.province.sites)), at_h=ZERO)
    still = replace(world, scenario=world.scenario.model_copy(update={"actions": ()}))

    found = run(_with_removal(still, everything))

    assert all(step.n == 0 for verdict in found.verdicts for step in verdict.optimistic)
