"""What was not surveyed is bracketed: a survey can resolve "cannot be judged", and turn nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import times
from tests.laws.counting import all_series, never_more, outcomes, rises, run
from tests.laws.surveying import missing
from tests.oracle.chance import Drawn
from tests.oracle.dump import dump
from tests.oracle.provinces import with_some_set_aside
from tests.oracle.worlds import worlds

if TYPE_CHECKING:
    from planner.inventory.records import FiberNode, Site
    from planner.scenario.run import Run
    from tests.oracle.world import World

some = settings(max_examples=times(40, 3_000))


def _contradicted(before: Run, after: Run) -> list[str]:
    """The verdicts that turned though they were certain, under the storm or at rest."""
    later = outcomes(after)
    return [
        f"{key}: {was} became {now}"
        for key, both in outcomes(before).items()
        for was, now in zip(both, later[key], strict=True)
        if was != "unknown" and now != was
    ]


def _outside(before: Run, after: Run) -> list[str]:
    """Where the later run's two sides do not lie between the earlier one's."""
    wide, narrow = all_series(before), all_series(after)
    wrong = []
    for key in sorted({*wide} & {*narrow}):
        if key[3] == "pessimistic":
            wrong += [f"{key} {line}" for line in never_more(wide[key], narrow[key])]
        else:
            wrong += [f"{key} {line}" for line in never_more(narrow[key], wide[key])]
    return wrong


@settings(max_examples=times(80, 6_000))
@given(worlds(set_aside=False), st.data())
def test_filling_in_a_missing_datum_only_resolves_what_could_not_be_judged(
    world: World, data: st.DataObject
) -> None:
    chance = Drawn(data.draw)
    # A class default is an assumption, not a bracket: the true value may lie on either side of it.
    unassuming = replace(world, defaults=None)
    gaps = missing(unassuming)
    if not gaps:
        return
    name, filled = chance.pick(gaps)

    before, after = run(unassuming), run(replace(unassuming, province=filled(chance)))

    assert _contradicted(before, after) == [], f"{name}\n{dump(world)}"
    assert _outside(before, after) == [], f"{name}\n{dump(world)}"


@some
@given(worlds())
def test_the_pessimistic_side_never_counts_what_the_optimistic_side_does_not(world: World) -> None:
    series = all_series(run(world))

    assert all(
        never_more(steps, series[*key[:3], "optimistic"]) == []
        for key, steps in series.items()
        if key[3] == "pessimistic"
    ), dump(world)


@some
@given(worlds(set_aside=False), st.data())
def test_setting_an_illegible_record_aside_never_turns_a_verdict(
    world: World, data: st.DataObject
) -> None:
    legible = replace(world, defaults=None)
    torn = replace(legible, province=with_some_set_aside(Drawn(data.draw), world.province))
    if _names_what_was_set_aside(torn):
        return

    before, after = run(torn), run(legible)

    assert _contradicted(before, after) == [], f"{dump(torn)}\n\n{dump(legible)}"
    assert rises(after, before).keys() <= {
        key for key in all_series(after) if key[3] == "pessimistic"
    }


def _names_what_was_set_aside(world: World) -> bool:
    """Whether the scenario would be refused: it names what is no longer there."""
    aside = {record.id for record in world.province.set_aside}
    removals = world.storm.removals if world.storm is not None else ()
    named = [path for removal in removals for path in removal.select.assets]
    for action in world.scenario.actions:
        if action.do == "repair":
            named.append(action.asset)
        elif action.do == "refuel":
            named.append(action.generator)
        elif action.do == "derate":
            named.append(action.site)
        elif action.do == "mobile-generator":
            named.append(action.to)
        else:
            named += action.select.assets
    return any(path.split("/")[0] in aside or path not in _known(world) for path in named)


def _known(world: World) -> set[str]:
    province = world.province
    parts = {"mast", "equipment", "dish", "service-drop"}
    known = {*province.sites, *province.fiber_nodes, *province.segments, *province.power_nodes}
    known |= {*province.lines, *province.srlgs}
    for site in province.sites.values():
        known |= {f"{site.id}/{part}" for part in parts}
        known |= {f"{site.id}/drop/{drop.node}" for drop in site.backhaul.drops}
        known |= {f"{site.id}/hop/{hop.to}" for hop in site.backhaul.hops}
    places: list[Site | FiberNode] = [*province.sites.values(), *province.fiber_nodes.values()]
    for place in places:
        known |= {f"{place.id}/service-drop"}
        known |= {f"{place.id}/gen/{generator.id}" for generator in place.generators or ()}
    sent = (action for action in world.scenario.actions if action.do == "mobile-generator")
    return known | {f"{action.to}/gen/{action.id}" for action in sent}
