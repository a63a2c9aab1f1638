"""Faults planted in the newer duties, one after the other: the second witness sees each of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.intervals import ALWAYS, NEVER
from planner.network import road_map, timetable, travel
from planner.policy.duties import (
    derating,
    fuel,
    fuel_supply,
    islands,
    milestone_bracket,
    readiness,
    roaming,
    tasks,
    undergrounding,
)
from planner.policy.duties.fuel_supply import Depots
from planner.policy.duties.island_ways import IslandWays
from planner.policy.duties.milestones import _Milestone
from planner.policy.duties.reach import _Reach
from planner.scenario import arrival
from planner.scenario.travelling import Travelling
from tests.oracle.duty_comparing import duties_compared
from tests.oracle.office_worlds import seeded_office_world
from tests.oracle.travel_worlds import seeded_travel_world

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WORLDS = 120
FIRST_SEEN = {
    "a cut-off place is open": 7,
    "a depot never runs out": 10,
    "a derating that is put back counts": 71,
    "a drowned generator wants no fuel": 15,
    "a load is never more than a tanker": 15,
    "any hop leaves the island": 9,
    "done is done": 9,
    "every mast stands what comes": 27,
    "wind closes no road": 39,
}
"""Where to look first: it saves time, and nothing hangs on it."""
_real_order = _Reach._order_h
_real_filled = fuel_supply._filled
_real_judged = derating._judged


def _derated_though_put_back(setting: Any, ordered: Any, *asked: Any) -> Any:
    return _real_judged(setting, replace(ordered, until_h=None), *asked)


def _whole_tank(plan: Any, asset: str, at_h: Fraction, litres: Any) -> Any:
    return _real_filled(plan, asset, at_h, None)


Fault = tuple[Any, str, Any]
ON_THE_ROAD: dict[str, Fault] = {
    "a closed stretch may be driven on": (road_map, "begun", lambda closed, at_h, hours: at_h),
    "water closes no road": (Travelling, "_by_water", lambda self, route, side: NEVER),
    "wind closes no road": (Travelling, "_by_wind", lambda self, route, side, model: NEVER),
    "a cut-off place is open": (Travelling, "_shut", property(lambda self: {})),
    "the order goes out at the start": (
        _Reach, "_order_h",
        lambda self, asked, side: None if _real_order(self, asked, side) is None else self.setting.window.start_h,
    ),
    "a load is never more than a tanker": (fuel_supply, "_filled", _whole_tank),
    "a depot never runs out": (Depots, "_stock_l", lambda self, depot: Fraction(10**6)),
    "a drowned generator wants no fuel": (fuel._Fuel, "_parted", lambda self, place: ()),
    "no operator has its own generator": (
        fuel, "plants_of", lambda run, place: {place.id: run.views[None].plants[place.id]},
    ),
    "any hop leaves the island": (IslandWays, "_off", lambda self, end, side: True),
    "island tanks are endless": (IslandWays, "lasts", lambda self, site, operator, side: True),
    "an island needs no way off": (
        islands, "_stands_alone",
        lambda duty, site, ways, side: any(ways.lasts(site, o, side) for o in site.operators),
    ),
}  # fmt: skip
IN_THE_OFFICE: dict[str, Fault] = {
    "the worst side brackets a milestone": (
        milestone_bracket.Bracket, "outcome",
        lambda self, first, last: "holds" if milestone_bracket.largest(
            milestone_bracket.counts_from(self.least, last)) <= self.allowed_most else "fails",
    ),
    "a milestone set aside does not matter": (_Milestone, "_doubted", lambda self, outcome: outcome),
    "the storm never comes before hour 0": (
        arrival, "_first_footprint_h", lambda storm, limit_mps: Fraction(0),
    ),
    "a derating that is put back counts": (derating, "_judged", _derated_though_put_back),
    "every mast stands what comes": (derating, "_stands", lambda setting, site, gust_mps: True),
    "joints are core": (
        undergrounding, "core_segments", lambda province: frozenset(province.segments),
    ),
    "an old agreement is ready": (
        roaming, "_judged", lambda setting, duty, agreement: ("holds", roaming._NOBODY_SHORT, ()),
    ),
    "done is done": (tasks, "_done_in", lambda setting, task, due_h: ALWAYS),
    "nobody need be on duty": (
        readiness._Readiness, "_on_duty", lambda self, shifts: ALWAYS,
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fault", sorted(ON_THE_ROAD))
def test_the_witness_of_roads_and_fuel_sees_the_fault(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _seen(fault, ON_THE_ROAD, seeded_travel_world, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("fault", sorted(IN_THE_OFFICE))
def test_the_witness_of_registers_and_milestones_sees_the_fault(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _seen(fault, IN_THE_OFFICE, seeded_office_world, monkeypatch)


def _seen(
    fault: str, table: dict[str, Fault], make: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> bool:
    place, name, wrong = table[fault]
    monkeypatch.setattr(place, name, wrong)
    if place is road_map:
        for also in (travel, timetable):
            monkeypatch.setattr(also, name, wrong)
    seeds = (FIRST_SEEN.get(fault, 0), *range(MOST_WORLDS))
    return any(duties_compared(make(seed))[1] for seed in seeds)
