"""No hazard is at rest; a longer horizon only adds to the end; the same failures give the same service."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.hazard.records import Removal, Selector, Storm
from tests.effort import times
from tests.laws.counting import all_series, in_service, outcomes, run
from tests.oracle.chance import Drawn
from tests.oracle.dump import dump
from tests.oracle.spans import union
from tests.oracle.world import SIDES
from tests.oracle.worlds import OURS, worlds

if TYPE_CHECKING:
    from tests.oracle.world import World

some = settings(max_examples=times(40, 3_000))


@some
@given(worlds(storm=False, actions=False))
def test_a_province_with_no_hazard_gives_the_verdict_at_rest(world: World) -> None:
    found = run(world)

    assert all(under_storm == at_rest for under_storm, at_rest in outcomes(found).values())


@some
@given(worlds())
def test_what_is_at_rest_does_not_depend_on_the_storm(world: World) -> None:
    stormy, quiet = outcomes(run(world)), outcomes(run(world.at_rest()))

    assert {key: at_rest for key, (_, at_rest) in stormy.items()} == {
        key: outcome for key, (outcome, _) in quiet.items()
    }


@some
@given(worlds(), st.data())
def test_a_longer_horizon_changes_nothing_before_and_never_turns_fails_into_holds(
    world: World, data: st.DataObject
) -> None:
    longer_h = world.horizon_h + Drawn(data.draw).integer(1, 60)
    longer = replace(world, scenario=world.scenario.model_copy(update={"horizon_h": longer_h}))

    short_run, long_run = run(world), run(longer)

    before = {
        key: union(spans, world.horizon_h) for key, spans in in_service(longer, long_run).items()
    }
    assert in_service(world, short_run) == before, dump(world)
    rank = {"fails": 0, "unknown": 1, "holds": 2}
    late = outcomes(long_run)
    assert all(rank[late[key][0]] <= rank[was] for key, (was, _) in outcomes(short_run).items())


@some
@given(worlds())
def test_a_sample_with_the_failed_intervals_of_the_design_run_serves_as_it_does(
    world: World,
) -> None:
    """Wind, water, risk groups and repairs are replaced by plain removals of the same intervals."""
    found = run(world)
    # A removal keeps nobody from a place, as water does: then what is sent would get through.
    assume(not found.ordeal.unreached)
    actions = tuple(
        action for action in world.scenario.actions if action.do not in ("repair", "power-cut")
    )
    scenario = world.scenario.model_copy(update={"actions": actions})
    aside = {record.id for record in world.province.set_aside}
    for side in SIDES:
        failed = (found.pessimistic if side == "pessimistic" else found.optimistic).failed
        removals = tuple(
            Removal(select=Selector(assets=(asset,)), at_h=start_h, until_h=Fraction(end_h))
            for asset, spans in sorted(failed.items())
            if asset not in world.province.srlgs and asset not in aside
            for start_h, end_h in union(spans, world.horizon_h)
        )
        sample = replace(
            world,
            scenario=scenario,
            gusts={},
            storm=Storm(id="sample", name=OURS, removals=removals),
        )

        assert _of(sample, side) == _of(world, side), dump(world)


def _of(world: World, side: str) -> tuple[object, object]:
    found = run(world)
    served = {key: spans for key, spans in in_service(world, found).items() if key[0] == side}
    return served, {key: steps for key, steps in all_series(found).items() if key[3] == side}
