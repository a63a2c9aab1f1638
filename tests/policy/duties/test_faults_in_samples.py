"""Faults planted in what duties make of drawn damage, one after the other: the second witness sees each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.intervals import NEVER, ZERO
from planner.policy.duties import fuel, fuel_supply, milestone_bracket
from planner.policy.duties.fuel import _Fuel
from planner.policy.duties.reach import _Reach
from planner.policy.duties.setting import Setting
from planner.scenario import arrival, depot_draws, duties
from planner.scenario.local_winds import LocalWinds
from planner.scenario.travelling import Travelling
from planner.simulation import drawn, frailty, supply
from planner.simulation.ordeal import Ordeal
from tests.oracle.duty_comparing import duties_compared
from tests.oracle.sampled_duties import (
    sampled_duty_world,
    sampled_office_world,
    sampled_travel_world,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WORLDS = 300
FIRST_SEEN = {
    "a generator mended in the instant it stops runs on": 39,
    "a stopped generator wants fuel": 132,
    "a worn generator took all its fuel": 287,
    "crews feel the computed wind": 196,
    "masts feel the computed wind": 121,
    "roads feel the computed wind": 10,
    "the storm comes when it was computed to come": 66,
}
"""Where to look first: it saves time, and nothing hangs on it."""
_real_clock = arrival.storm_clock
_real_under = LocalWinds.under
_real_plants = depot_draws._plants
_real_dry = fuel_supply.dry
_real_life = Ordeal.life_h


def _of_sites_and_nodes(province: Any, sent: Any) -> Any:
    for id_, plant in {**province.sites, **province.fiber_nodes}.items():
        for each in plant.generators or ():
            yield f"{id_}/gen/{each.id}", each.maintenance


def _failed_apart(self: Any, place: Any) -> tuple[str, ...]:
    worst, best = (self.setting.evidence.storm[side].failed for side in ("pessimistic", "optimistic"))
    own = [f"{place.id}/gen/{each.id}" for each in place.generators or ()]
    return ("x",) if any(worst.get(a, NEVER) != best.get(a, NEVER) for a in own) else ()


def _never_worn(*asked: Any) -> Any:
    return [replace(each, stopped={}) for each in _real_plants(*asked)]


def _dry_though_stopped(history: Any, horizon_h: Any) -> Any:
    return _real_dry(replace(history, stopped={}), horizon_h)


def _mended_with_its_fuel(self: Any, t_h: Any) -> None:
    self.ran_h, self.stopped_h = ZERO, None


def _wears_at_rest(self: Any, runs: Any, ordeal: Any) -> Any:
    """The run under the storm in place of the one at rest."""
    return {side: self.evidence.standing.serving(self.duty.reach, self.evidence.ordeal, run)
            for side, run in self.evidence.storm.items()}  # fmt: skip


FAULTS: dict[str, tuple[Callable[[int], Any], Any, str, Any]] = {
    "roads feel the computed wind": (
        sampled_travel_world, Travelling, "_factor", property(lambda self: 1.0),
    ),
    "a generator that may stop is judged": (sampled_travel_world, _Fuel, "_parted", _failed_apart),
    "a worn generator took all its fuel": (sampled_travel_world, depot_draws, "_plants", _never_worn),
    "a stopped generator wants fuel": (sampled_travel_world, fuel, "dry", _dry_though_stopped),
    "depots fill a stopped generator": (sampled_travel_world, fuel_supply, "dry", _dry_though_stopped),
    "a generator mended in the instant it stops runs on": (
        sampled_travel_world, supply._Tank, "_mend", _mended_with_its_fuel,
    ),
    "both sides keep a generator well": (
        sampled_travel_world, Ordeal, "life_h", lambda self, asset, side: _real_life(self, asset, "optimistic"),
    ),
    "no generator that is sent wears": (sampled_travel_world, frailty, "_maintenance", _of_sites_and_nodes),
    "the order goes out though nothing is lost": (
        sampled_travel_world, _Reach, "_order_h", lambda self, asked, side: self.setting.window.start_h,
    ),
    "masts feel the computed wind": (
        sampled_office_world, duties, "_stronger", lambda peaks_mps, factor: peaks_mps,
    ),
    "crews feel the computed wind": (
        sampled_office_world, LocalWinds, "under", lambda self, felt, factor: _real_under(self, felt),
    ),
    "the storm comes when it was computed to come": (
        sampled_office_world, duties, "storm_clock", lambda loaded, model, factor: _real_clock(loaded, model),
    ),
    "what nobody surveyed stands in a sample": (sampled_office_world, drawn, "_unknown", lambda chances: {}),
    "a milestone counts the kinder side's losses": (
        sampled_office_world, milestone_bracket.Bracket, "outcome",
        lambda self, first, last: "holds" if milestone_bracket.largest(
            milestone_bracket.counts_from(self.least, last)) <= self.allowed_most else "fails",
    ),
    "what the sample takes is missing at rest too": (
        sampled_duty_world, Setting, "_serving",  _wears_at_rest,
    ),
    "no generator of a post wears": (sampled_duty_world, frailty, "_maintenance", _of_sites_and_nodes),
}  # fmt: skip
"""What is planted where, and in which worlds it is looked for."""


@pytest.mark.slow
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_the_witness_of_samples_sees_the_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, place, name, wrong = FAULTS[fault]
    monkeypatch.setattr(place, name, wrong)

    seeds = (FIRST_SEEN.get(fault, 0), *range(MOST_WORLDS))
    seen = next((seed for seed in seeds if duties_compared(make(seed))[1]), None)

    assert seen is not None, fault
