"""The ensemble's clock by hand: instants up, stores down, and never more power than there was."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.simulation.damage import Failure
from planner.simulation.supply import GeneratorPlan, PlantPlan, history_of
from planner.simulation.ticks import (
    TICK_H,
    failures_on_ticks,
    on_ticks,
    plant_on_ticks,
    tick_for,
    up_to_tick,
)

H = Fraction


@pytest.mark.parametrize(
    ("hours", "tick_h"),
    [
        ([H(72)], H(1, 12)),
        ([H(72), H(1, 2)], H(1, 12)),
        ([H(47, 3)], H(1, 12)),
        ([H(25, 7)], H(1, 84)),
        ([H(0)], H(1, 12)),
    ],
)
def test_a_tick_divides_the_hour_and_every_given_hour(
    hours: list[Fraction], tick_h: Fraction
) -> None:
    assert tick_for(hours) == tick_h


@pytest.mark.parametrize(
    ("t_h", "on_clock"),
    [(H(0), H(0)), (H(1, 12), H(1, 12)), (H(1, 100), H(1, 12)), (H(3, 7), H(1, 2))],
)
def test_an_instant_is_rounded_up(t_h: Fraction, on_clock: Fraction) -> None:
    assert up_to_tick(t_h, TICK_H) == on_clock


def test_what_shrinks_to_nothing_is_gone_and_what_touches_is_one() -> None:
    assert on_ticks(((H(1, 100), H(1, 50)),), TICK_H) == ()
    assert on_ticks(((H(0), H(1, 100)), (H(1, 20), H(1))), TICK_H) == ((H(0), H(1)),)
    failures = {"A": (Failure(H(1, 100), H(1, 50), "gust", "storm"),)}
    assert failures_on_ticks(failures, TICK_H) == {}


def test_stores_are_rounded_down_and_the_charging_rate_too() -> None:
    """2 h 2 min of battery, charged in 7 h; 10.1 l burnt at 2 l/h: 5 h and 3 min."""
    plan = PlantPlan(
        "S", ((H(0), H(3, 100)),), H(61, 30), H(7),
        (GeneratorPlan("S/gen/g1", H(101, 10), H(2), H(101, 10)),),
    )  # fmt: skip

    rounded = plant_on_ticks(plan, TICK_H)

    assert rounded.battery_h == 2
    # 2 h in 7 h are 27.4 of 96 parts an hour; 27 are taken: 2 · 96 / 27 h.
    assert rounded.recharge_h == H(64, 9)
    assert rounded.generators[0].tank_l == 10
    assert rounded.grid == ((H(0), H(1, 12)),)


def test_rounding_never_lends_power_while_nothing_is_given() -> None:
    plan = PlantPlan(
        "S", ((H(0), H(1)),), H(61, 30), H(7),
        (GeneratorPlan("S/gen/g1", H(101, 10), H(2), H(101, 10)),),
    )  # fmt: skip

    exact = history_of(plan, H(72)).powered
    rounded = history_of(plant_on_ticks(plan, TICK_H), H(72)).powered

    assert exact == ((H(0), H(1) + H(101, 20) + H(61, 30)),)
    assert rounded == ((H(0), H(1) + 5 + 2),)
