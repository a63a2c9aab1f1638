"""Adding a generator, fuel, tank, battery, a segment or a site never takes a site out of service."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.inventory.base import DesignWind
from planner.inventory.plant_records import Generator
from planner.inventory.records import Backhaul, Drop, Hop, Satellite, Segment, Site, Structure
from planner.scenario.records import FuelAtStart
from tests.effort import times
from tests.laws.counting import rises, run
from tests.oracle.chance import Drawn
from tests.oracle.dump import dump
from tests.oracle.worlds import worlds

if TYPE_CHECKING:
    from tests.oracle.world import World

some = settings(max_examples=times(40, 3_000))


def _with_site(world: World, site: Site, **changes: Any) -> World:
    changed = site.model_copy(update=changes)
    sites = dict(sorted({**world.province.sites, site.id: changed}.items()))
    return replace(world, province=replace(world.province, sites=sites))


def _never_lowers(world: World, richer: World) -> None:
    assert rises(run(world), run(richer)) == {}, dump(world)


@some
@given(worlds(), st.data())
def test_one_more_generator_never_hurts(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    site = chance.pick(list(world.province.sites.values()))
    # Before, between or after those that are there, in the order in which they run.
    id_ = chance.pick(("g9", "a1", "g15"))
    one = Generator(
        id=id_,
        tank_l=Fraction(chance.pick((6, 1, 40))),
        burn_l_per_h=Fraction(chance.pick((1, 2))),
        floor_height_m=1.1,
    )

    if site.generators is not None:
        _never_lowers(world, _with_site(world, site, generators=(*site.generators, one)))


@some
@given(worlds(), st.data())
def test_a_larger_tank_never_hurts(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    site = chance.pick(list(world.province.sites.values()))
    larger = tuple(
        one
        if one.tank_l is None
        else one.model_copy(update={"tank_l": one.tank_l + Fraction(11, 3)})
        for one in site.generators or ()
    )

    if larger:
        _never_lowers(world, _with_site(world, site, generators=larger))


@some
@given(worlds())
def test_more_fuel_at_the_start_never_hurts(world: World) -> None:
    short = world.scenario.model_copy(update={"fuel_at_start": FuelAtStart(share=Fraction(1, 3))})
    full = world.scenario.model_copy(update={"fuel_at_start": FuelAtStart(share=Fraction(1))})

    _never_lowers(replace(world, scenario=short), replace(world, scenario=full))


@some
@given(worlds(), st.data())
def test_a_larger_battery_never_hurts(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    site = chance.pick(list(world.province.sites.values()))

    if site.battery_h is not None:
        larger_h = site.battery_h + Fraction(chance.integer(1, 20), 3)
        _never_lowers(world, _with_site(world, site, battery_h=larger_h))


@some
@given(worlds(), st.data())
def test_one_more_segment_drop_hop_or_dish_never_hurts(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    nodes = list(world.province.fiber_nodes)
    site = chance.pick(list(world.province.sites.values()))
    plant = site.backhaul
    what = chance.pick(("segment", "drop", "hop", "dish"))
    richer = world
    if what == "segment" and len(nodes) > 1:
        end = chance.pick(nodes[1:])
        cable = Segment(id="G9", from_=nodes[0], to=end, mounting="buried")
        segments = {**world.province.segments, "G9": cable}
        richer = replace(world, province=replace(world.province, segments=segments))
    elif what == "drop" and nodes:
        node = chance.pick(nodes)
        if node not in {drop.node for drop in plant.drops}:
            drops = (*plant.drops, Drop(node=node, mounting="duct"))
            richer = _with_site(world, site, backhaul=plant.model_copy(update={"drops": drops}))
    elif what == "hop":
        to = chance.pick([*nodes, *(id_ for id_ in world.province.sites if id_ != site.id)])
        if to not in {hop.to for hop in plant.hops}:
            hops = (*plant.hops, Hop(to=to))
            richer = _with_site(world, site, backhaul=plant.model_copy(update={"hops": hops}))
    elif plant.satellite == "none":
        dish = Satellite(design_wind=DesignWind(value=45))
        richer = _with_site(world, site, backhaul=plant.model_copy(update={"satellite": dish}))

    _never_lowers(world, richer)


@some
@given(worlds(), st.data())
def test_one_more_site_never_hurts(world: World, data: st.DataObject) -> None:
    chance = Drawn(data.draw)
    near = chance.pick(list(world.province.sites.values()))
    nodes = list(world.province.fiber_nodes)
    drops = (Drop(node=chance.pick(nodes), mounting="buried"),) if nodes else ()
    plant = (Generator(id="g1", tank_l=Fraction(40), burn_l_per_h=Fraction(1)),)
    new = Site(
        id="S9", district=near.district, commune=near.commune, operators=near.operators, feed=near.feed,
        battery_h=Fraction(3), generators=plant, floor_height_m=2,
        structure=Structure(type="self-supporting-tower", design_wind=DesignWind(value=60)),
        backhaul=Backhaul(drops=drops, hops=(Hop(to=near.id),), satellite="none"),
        lon=near.lon, lat=near.lat,
    )  # fmt: skip

    _never_lowers(world, _with_site(world, new))
