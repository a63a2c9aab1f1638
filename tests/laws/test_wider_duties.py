"""Laws of what is sent out, kept in registers or back in time: more never hurts, a survey turns nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.hazard.records import Removal, Selector, Storm
from planner.inventory.base import Name
from planner.inventory.travel_records import Resource
from planner.policy.duties.measure_records import RoamingDuty, UndergroundingDuty
from planner.policy.duties.records import MilestoneDuty, ReadinessDuty
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
from tests.effort import times
from tests.laws.surveying import missing
from tests.laws.surveying_duties import missing_of_duties
from tests.oracle.chance import Seeded
from tests.oracle.duty_comparing import duties_run
from tests.oracle.office_worlds import seeded_office_world
from tests.oracle.travel_worlds import seeded_travel_world

if TYPE_CHECKING:
    from planner.policy.duties.records import AnyDuty
    from tests.oracle.world import World

Told = dict[tuple[str, str, str], tuple[str, str]]
"""By duty, unit and subject: the outcome under the storm and at rest."""
RANK = {"fails": 0, "unknown": 1, "holds": 2}
ON_THE_ROAD = st.integers(0, 10**6).map(lambda seed: seeded_travel_world(f"law {seed}"))
IN_THE_OFFICE = st.integers(0, 10**6).map(lambda seed: seeded_office_world(f"law {seed}"))
PICKS = st.integers(0, 10**6)
some = settings(max_examples=times(8, 2_000))


def told(world: World, *kinds: type[AnyDuty]) -> Told:
    """What is said of each unit and of each of its subjects."""
    asked = tuple(each for each in world.duties if not kinds or isinstance(each, kinds))
    found: Told = {}
    for verdict in duties_run(replace(world, duties=asked)).duties:
        found[verdict.requirement.id, verdict.unit, ""] = (verdict.outcome, verdict.at_rest)
        # Whether something more may belong to a unit is said of the unit alone.
        for each in (each for each in verdict.subjects if each.subject != verdict.unit):
            key = (verdict.requirement.id, verdict.unit, each.subject)
            found[key] = (each.outcome, each.at_rest)
    return found


def never_worse(less: Told, more: Told) -> None:
    """Nothing of `more` is worse than it is in `less`, under the storm or at rest."""
    for key, both in less.items():
        for was, now in zip(both, more[key], strict=True):
            assert RANK[now] >= RANK[was], (key, was, now)


def with_resource(world: World, more: Resource) -> World:
    resources = {**world.province.resources, more.id: more}
    return replace(world, province=replace(world.province, resources=resources))


def with_duties(world: World, kind: type[AnyDuty], **changes: Any) -> World:
    duties = tuple(
        each.model_copy(update=changes) if isinstance(each, kind) else each for each in world.duties
    )
    return replace(world, duties=duties)


# --- more never hurts --------------------------------------------------------------------------


@some
@given(ON_THE_ROAD, PICKS)
def test_one_more_team_never_makes_a_place_harder_to_reach(world: World, pick: int) -> None:
    nodes = sorted(world.province.road_nodes)
    # The first one that is listed also says that the list was made: then somebody may be known to be late.
    if not nodes or not any(each.kind == "team" for each in world.province.resources.values()):
        return
    team = Resource(
        id="T9", kind="team", at=nodes[pick % len(nodes)], team=("radio", "power")[pick % 2],
        ready_after_h=Fraction(pick % 5),
    )  # fmt: skip

    never_worse(told(world, ReachDuty), told(with_resource(world, team), ReachDuty))


@some
@given(ON_THE_ROAD, PICKS)
def test_more_fuel_in_a_tank_never_brings_the_dark(world: World, pick: int) -> None:
    sites = [s for s in world.province.sites.values() if s.generators]
    if not sites:
        return
    alone = with_duties(world, FuelDuty, depots=False)
    site = sites[pick % len(sites)]
    more = tuple(
        each if each.tank_l is None else each.model_copy(update={"tank_l": each.tank_l + 5})
        for each in site.generators or ()
    )
    richer = site.model_copy(update={"generators": more})
    after = replace(alone, province=replace(
        world.province, sites={**world.province.sites, site.id: richer}))  # fmt: skip

    before, now = told(alone, FuelDuty, IslandDuty), told(after, FuelDuty, IslandDuty)

    never_worse({key: each for key, each in before.items() if key in now}, now)


@some
@given(ON_THE_ROAD, PICKS)
def test_with_depots_nobody_is_darker_than_without(world: World, pick: int) -> None:
    del pick
    without, having = (with_duties(world, FuelDuty, depots=depots) for depots in (False, True))

    never_worse(told(without, FuelDuty), told(having, FuelDuty))


# --- a later hour never turns what holds -------------------------------------------------------


@some
@given(ON_THE_ROAD, st.integers(0, 30))
def test_more_hours_to_get_there_never_make_it_worse(world: World, more_h: int) -> None:
    (duty,) = [each for each in world.duties if isinstance(each, ReachDuty)]
    later = with_duties(world, ReachDuty, within_h=duty.within_h + more_h)

    never_worse(told(world, ReachDuty), told(later, ReachDuty))


@some
@given(IN_THE_OFFICE, st.integers(0, 30))
def test_a_later_deadline_never_turns_a_milestone_that_holds_into_one_that_fails(
    world: World, more_h: int
) -> None:
    later = replace(world, duties=tuple(
        each.model_copy(update={"by_h": each.by_h + more_h}) if isinstance(each, MilestoneDuty) else each
        for each in world.duties
    ))  # fmt: skip
    after = told(later, MilestoneDuty)

    assert all(
        (was, now) != ("holds", "fails")
        for key, both in told(world, MilestoneDuty).items()
        for was, now in zip(both, after[key], strict=True)
    )


@some
@given(IN_THE_OFFICE, st.integers(0, 400))
def test_a_longer_grace_never_makes_a_register_worse(world: World, more: int) -> None:
    kinds = (ReadinessDuty, UndergroundingDuty, RoamingDuty)
    changed: list[AnyDuty] = []
    for each in world.duties:
        if isinstance(each, ReadinessDuty) and each.drill_within_days is not None:
            changed.append(each.model_copy(update={"drill_within_days": each.drill_within_days + more}))
        elif isinstance(each, UndergroundingDuty):
            changed.append(each.model_copy(update={"by_year": each.by_year + more % 3}))
        elif isinstance(each, RoamingDuty):
            changed.append(each.model_copy(update={"within_min": each.within_min + more}))
        else:
            changed.append(each)

    never_worse(told(world, *kinds), told(replace(world, duties=tuple(changed)), *kinds))


# --- a closed road never helps -----------------------------------------------------------------


@some
@given(ON_THE_ROAD, PICKS)
def test_closing_a_road_never_brings_anybody_sooner(world: World, pick: int) -> None:
    ways = sorted({*world.province.roads, *world.province.sea_routes})
    if not ways or (world.storm is None and world.gusts):
        return
    start = Fraction(pick % 10)
    until = None if pick % 3 else start + pick % 17 + 1
    taken = Removal(select=Selector(assets=(ways[pick % len(ways)],)), at_h=start, until_h=until)
    bare = world.storm or Storm(id="random", name=Name(vi="Thử"))
    worse = replace(world, storm=bare.model_copy(update={"removals": (*bare.removals, taken)}))

    before, after = told(worse, ReachDuty), told(replace(world, storm=bare), ReachDuty)

    never_worse(before, after)


# --- a survey turns nothing that is certain ----------------------------------------------------


@settings(max_examples=times(12, 4_000))
@given(ON_THE_ROAD, PICKS)
def test_finding_out_a_datum_never_turns_what_was_certain_on_the_road(
    world: World, pick: int
) -> None:
    _finds_out(world, pick)


@settings(max_examples=times(12, 4_000))
@given(IN_THE_OFFICE, PICKS)
def test_finding_out_a_datum_never_turns_what_was_certain_in_the_office(
    world: World, pick: int
) -> None:
    _finds_out(world, pick)


def _finds_out(world: World, pick: int) -> None:
    """Fill in one missing datum: every certain verdict stays."""
    unassuming = replace(world, defaults=None)
    gaps = [*missing_of_duties(unassuming), *(
        (name, lambda chance, filled=filled: replace(unassuming, province=filled(chance)))
        for name, filled in missing(unassuming)
    )]  # fmt: skip
    if not gaps:
        return
    name, filled = gaps[pick % len(gaps)]

    before, after = told(unassuming), told(filled(Seeded(pick)))

    for key, both in before.items():
        for was, now in zip(both, after.get(key, both), strict=True):
            assert was in {"unknown", now}, (name, key, was, now)
