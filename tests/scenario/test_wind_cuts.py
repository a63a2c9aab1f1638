"""Power switched off when the wind passes a level, worked by hand.

    wind at L1, m/s    0 ... 20 at 4 h, 60 at 8 h, 20 at 12 h, 0 at 14 h

Straight lines in between: it passes 30 at 5 h, is above until 11 h, and passes 40 from 6 h to 10 h.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from planner.hazard.wind_cuts import above, cuts
from planner.scenario.records import PowerCut
from planner.scenario.run import run_scenario
from tests.simulation.worlds import INF, H, around, province, question, span, span_h

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.scenario.run import Run

TIMES = tuple(Fraction(hour) for hour in (0, 4, 8, 12, 14))
STORM = (0.0, 20.0, 60.0, 20.0, 0.0)
STRONG = [span("L1", "PS", "F1", "aerial", design_wind={"value": 90})]


def cut(**more: Any) -> PowerCut:
    """An order to switch L1 off."""
    return PowerCut.model_validate({"do": "power-cut", "select": {"assets": ("L1",)}, **more})


def run(*happenings: Any, gusts: tuple[float, ...] = STORM) -> Run:
    """The line stands any wind here, so that only the order takes it."""
    asked = question(province(lines=STRONG), *happenings)
    return run_scenario(asked, {"L1": (TIMES, gusts)})


def off(found: Run) -> Intervals:
    """When L1 is off."""
    return found.pessimistic.failed.get("L1", ())


def test_it_goes_off_in_the_instant_in_which_the_wind_passes_the_level() -> None:
    found = run(cut(when_gust_mps=30))

    assert off(found) == span_h((5, INF))
    assert found.pessimistic.energised["F1"] == span_h((0, 5))
    [cause] = found.pessimistic.failures["L1"]
    assert cause.kind == "power-cut"


def test_it_comes_back_so_many_hours_after_the_wind_has_gone_below() -> None:
    assert off(run(cut(when_gust_mps=30, back_after_h=H(2)))) == span_h((5, 13))


def test_a_lull_that_is_too_short_brings_nothing_back_and_a_long_one_does() -> None:
    """Above 30 from 3 h to 5 h and from 11 h to 12.5 h."""
    twice = (0.0, 40.0, 0.0, 40.0, 0.0)

    assert off(run(cut(when_gust_mps=30, back_after_h=H(7)), gusts=twice)) == span_h((3, 19.5))
    assert off(run(cut(when_gust_mps=30, back_after_h=H(1)), gusts=twice)) == span_h(
        (3, 6), (11, 13.5)
    )


def test_a_force_counts_from_its_lower_end_as_a_gust_in_the_line_s_own_exposure() -> None:
    """Force 10 begins at 24.5 m/s, 2-minute mean; off-land its gust is 1.42 times that: 34.79 m/s."""
    level = Fraction(24.5 * 1.42)
    passes = 4 + (level - 20) / 10

    [(start_h, _)] = off(run(cut(when_force=10)))

    assert passes <= start_h < passes + Fraction(1, 3600)


def test_the_order_counts_from_its_hour_and_ends_at_another() -> None:
    assert off(run(cut(when_gust_mps=30, at_h=H(7), until_h=H(20)))) == span_h((7, 20))
    assert off(run(cut(when_gust_mps=30, until_h=H(4)))) == ()
    assert off(run(cut(when_gust_mps=60))) == (), "it has only just reached 60"


def test_the_wind_of_a_footprint_switches_off_as_well() -> None:
    gale = around("L1", 50, at=20, until=22)

    assert off(run(gale, cut(when_gust_mps=55, back_after_h=H(1)))) == span_h((7.5, 9.5))
    assert off(run(gale, cut(when_gust_mps=45, back_after_h=H(1)))) == span_h((6.5, 10.5), (20, 23))


@pytest.mark.parametrize(
    "faulty",
    [
        {},
        {"when_gust_mps": 30, "when_force": 10},
        {"when_gust_mps": 30, "until_h": H(9), "back_after_h": H(1)},
        {"at_h": H(3), "back_after_h": H(1)},
    ],
)
def test_an_order_must_say_when(faulty: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as found:
        cut(**faulty)

    assert [each["type"] for each in found.value.errors()] == ["E435"]


def test_a_stretch_above_touches_its_neighbour_and_equal_is_not_above() -> None:
    found = list(above(TIMES, (40.0, 40.0, 30.0, 30.0, 50.0), Fraction(30)))

    assert found == [(H(0), H(4)), (H(4), H(8)), (H(12), H(14))]
    assert cuts(found, from_h=H(2), until_h=None, back_after_h=H(1)) == span_h((2, 9), (12, 15))
