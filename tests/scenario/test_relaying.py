"""After a change, only what was replaced is looked at again: the answer is that of looking at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from planner.decisions.changes import (
    add_satellite,
    bury,
    keep_load,
    larger_battery,
    new_generator,
    raise_floor,
    second_drop,
    send_generator,
    stronger_mast,
    with_plant,
    with_records,
    with_site,
)
from planner.foundation.resources import scenarios_folder
from planner.plan.duty_story import duties_about
from planner.plan.targets import Target, targets_of
from planner.scenario.laying import laid
from planner.scenario.ordeals import known_assets
from planner.scenario.outdoors import winds_outdoors
from planner.scenario.reading import load_scenario
from planner.scenario.relaying import Ground
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

    Made = Callable[[LoadedScenario], LoadedScenario]




pytestmark = pytest.mark.slow


@cache
def run() -> Run:
    """Quảng Ninh under Yagi, with its floods."""
    return run_scenario(load_scenario(str(scenarios_folder() / "quang-ninh/yagi.yaml")), explain=False)


def under_water(section: str) -> str:
    """A record of the section that some footprint touches."""
    felt, records = run().felt, getattr(run().loaded.province, section)
    touched: set[str] = {id_.partition("/")[0] for id_ in (*felt.flood_footprints, *felt.ground_footprints)}
    return min(touched.intersection(records))


def moved(section: str, id_: str) -> Made:
    """A record that stands elsewhere: what leads to it lies elsewhere too."""

    def apply(loaded: LoadedScenario) -> LoadedScenario:
        records = getattr(loaded.province, section)
        record = records[id_]
        elsewhere = record.model_copy(update={"lon": record.lon + 0.2, "lat": record.lat + 0.1})
        return with_records(loaded, **{section: {**records, id_: elsewhere}})

    return apply


def without(section: str) -> Made:
    """A province in which one record of the section is gone."""

    def apply(loaded: LoadedScenario) -> LoadedScenario:
        id_, records = under_water(section), getattr(loaded.province, section)
        return with_records(loaded, **{section: {k: v for k, v in records.items() if k != id_}})

    return apply


def seen(loaded: LoadedScenario) -> LoadedScenario:
    """A drop that nobody has seen may hang in no wind; one that is there does."""
    site = loaded.province.sites[under_water("sites")]
    drops = tuple(each.model_copy(update={"present": "unknown"}) for each in site.backhaul.drops)
    backhaul = site.backhaul.model_copy(update={"drops": drops})
    return with_site(loaded, site.model_copy(update={"backhaul": backhaul}))


def changes() -> dict[str, Made]:
    """One of every way in which a change may touch the ground, by name."""
    loaded, none = run().loaded, frozenset[str]()
    site = under_water("sites")
    node = min(loaded.province.fiber_nodes)
    drop = loaded.province.sites[site].backhaul.drops[0]
    hours = Fraction(20)
    listed = [
        keep_load(loaded, site, none), send_generator(loaded, site, none),
        send_generator(loaded, under_water("fiber_nodes"), none),
        raise_floor(loaded, site, 2.0, none), larger_battery(loaded, site, hours, none),
        new_generator(loaded, site, hours, none), stronger_mast(loaded, site, 60.0, none),
        bury(loaded, f"{site}/drop/{drop.node}", none), bury(loaded, min(loaded.province.segments), none),
        add_satellite(loaded, site, none, 50.0), second_drop(loaded, site, node, none),
    ]  # fmt: skip
    made: dict[str, Made] = {each.kind + " " + each.subject: each.apply for each in listed}
    made["nothing"] = lambda given: given
    made["no generators"] = lambda given: with_plant(given, site, generators=())
    made["a drop nobody has seen"] = seen
    made["a site elsewhere"] = moved("sites", site)
    made["a node elsewhere"] = moved("fiber_nodes", drop.node)
    for section in ("sites", "fiber_nodes", "warning_channels", "command_posts"):
        made[f"one of {section} less"] = without(section)
    return made


def test_looking_at_what_was_replaced_finds_what_looking_at_all_finds() -> None:
    ground = Ground(run().loaded, run().felt)

    for name, apply in changes().items():
        changed = apply(run().loaded)
        whole = known_assets(changed)

        known, over = ground.after(changed)

        assert list(known.items()) == list(whole.items()), name
        assert over == laid(changed.scenario, changed.storm, changed.province, whole), name


def test_where_nothing_moved_nothing_but_the_changed_record_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ground = Ground(run().loaded, run().felt)
    site = under_water("sites")
    ground.after(run().loaded)  # the assets before are known from here on

    def never(loaded: LoadedScenario) -> None:
        raise AssertionError(loaded.path)

    monkeypatch.setattr("planner.scenario.relaying.known_assets", never)

    known, _ = ground.after(with_plant(run().loaded, site, generators=()))

    assert f"{site}/service-drop" in known


@pytest.mark.parametrize("kind", ["province", "district", "commune", "post"])
def test_a_unit_asked_about_by_itself_is_told_what_the_whole_run_tells(kind: str) -> None:
    whole = run_scenario(run().loaded)
    targets = [each for each in targets_of(whole.loaded.province) if each.kind == kind]
    asked: list[Target] = targets[:: max(1, len(targets) // 3)]
    alone = {each.id: duties_about(whole, each) for each in asked}

    _ = whole.duties  # from here on every unit is judged

    assert {each.id: duties_about(whole, each) for each in asked} == alone
    assert all(alone.values())


def test_the_winds_outdoors_asked_again_are_those_that_were_worked_out() -> None:
    loaded, felt = run().loaded, run().members[0].felt
    before = winds_outdoors(loaded)
    assert before is not None
    first = before.under(felt)
    channels = loaded.province.warning_channels
    carried = min(id_ for id_, each in channels.items() if each.kind == "speaker-van")
    elsewhere = channels[carried].model_copy(update={"lon": 107.5, "lat": 21.2})
    moved_one = replace(
        loaded, province=replace(loaded.province, warning_channels={**channels, carried: elsewhere})
    )

    again, other = winds_outdoors(loaded, before), winds_outdoors(moved_one, before)

    assert again is not None
    assert other is not None
    assert told(again.under(felt)) == told(first)
    afresh = winds_outdoors(moved_one)
    assert afresh is not None
    assert told(other.under(felt)) == told(afresh.under(felt)) != told(first)


def told(winds: object) -> list[tuple[object, ...]]:
    """Winds as plain values."""
    assert isinstance(winds, dict)
    return [(name, *each.gust_mps.tolist()) for name, each in sorted(winds.items())]
