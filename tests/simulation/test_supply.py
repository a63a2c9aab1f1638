"""One site's power plant through time, every history worked by hand. Burn is 2 l/h: a tank of 8 l is 4 h."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.intervals import Intervals
from planner.simulation.supply import GeneratorPlan, PlantHistory, PlantPlan, history_of
from tests.simulation.worlds import INF, H, span_h

TWO = Fraction(2)


def tank(hours: float, id_: str = "g1", **more: object) -> GeneratorPlan:
    litres = H(hours) * 2
    return GeneratorPlan(f"S/gen/{id_}", litres, TWO, litres, **more)  # type: ignore[arg-type]


def plant(
    *generators: GeneratorPlan,
    away: tuple[float, float] = (10, INF),
    battery: float | None = 4,
    recharge: float = 8,
    horizon: int = 72,
) -> PlantHistory:
    """A plant whose grid is away over `away`."""
    grid = span_h(*[pair for pair in ((0, away[0]), (away[1], INF)) if pair[0] < pair[1]])
    battery_h = None if battery is None else H(battery)
    return history_of(PlantPlan("S", grid, battery_h, H(recharge), generators), H(horizon))


def told(history: PlantHistory) -> list[tuple[object, str]]:
    return [(span.start_h, span.generator[-2:] or span.supply) for span in history.spans]


def test_on_the_grid_nothing_happens() -> None:
    assert told(plant(tank(4), away=(INF, INF))) == [(0, "grid")]


def test_the_generator_takes_over_at_once_then_the_battery_then_darkness() -> None:
    # 10 + 4 = 14, + 4 = 18.
    history = plant(tank(4))

    assert told(history) == [(0, "grid"), (10, "g1"), (14, "battery"), (18, "dark")]
    assert history.powered == span_h((0, 18))
    assert history.tank_empty_h == {"S/gen/g1": (H(14),)}
    assert history.burnt_l == {"S/gen/g1": 8}
    assert history.run_h == {"S/gen/g1": 4}


def test_without_a_battery_the_site_is_dark_the_instant_the_tank_is_empty() -> None:
    assert told(plant(tank(4), battery=0)) == [(0, "grid"), (10, "g1"), (14, "dark")]


def test_with_neither_the_site_is_dark_the_instant_the_grid_goes() -> None:
    assert plant(battery=0).powered == span_h((0, 10))


def test_generators_run_one_after_the_other_in_their_order() -> None:
    assert told(plant(tank(4, "g1"), tank(6, "g2"), battery=0)) == [
        (0, "grid"), (10, "g1"), (14, "g2"), (20, "dark"),
    ]  # fmt: skip


def test_a_tank_refilled_in_the_instant_it_is_empty_makes_no_gap() -> None:
    history = plant(tank(4, refuels=((H(14), None),)), battery=0)

    assert history.powered == span_h((0, 18))
    assert told(history) == [(0, "grid"), (10, "g1"), (18, "dark")]


def test_a_tank_refilled_a_second_later_makes_a_gap_of_a_second() -> None:
    late = H(14) + H(1, 3600)

    history = plant(tank(4, refuels=((late, None),)), battery=0)

    assert history.powered == span_h((0, 14), (late, late + 4))


def test_the_grid_back_in_the_instant_the_battery_is_empty_makes_no_gap() -> None:
    assert plant(away=(10, 14)).powered == span_h((0, INF))


def test_a_refuel_fills_at_most_the_tank() -> None:
    # At 12, 2 h of 4 are left; 100 l are far too many: full again, so 12 + 4 = 16.
    assert plant(tank(4, refuels=((H(12), H(100)),)), battery=0).powered == span_h((0, 16))


def test_a_refuel_of_some_litres_adds_just_those() -> None:
    # At 12, 2 h are left; 3 l are 1.5 h: 15.5.
    assert plant(tank(4, refuels=((H(12), H(3)),)), battery=0).powered == span_h((0, H(31, 2)))


def test_a_battery_recharges_on_the_grid_at_its_rate() -> None:
    # 4 h in 8 h: 1/2 h per hour. Away [10, 14): empty at 14. Back [14, 20): 3 h. Away from 20: dark at 23.
    grid = span_h((0, 10), (14, 20))

    history = history_of(PlantPlan("S", grid, H(4), H(8)), H(72))

    assert history.powered == span_h((0, 23))


def test_a_battery_recharges_on_a_generator_as_well_and_no_further_than_full() -> None:
    # g1 carries [10, 30); the battery was full and stays so: 30 + 4 = 34.
    assert plant(tank(20)).powered == span_h((0, 34))


def test_a_half_empty_battery_is_not_full_after_a_short_visit_of_the_grid() -> None:
    # Away [10, 13): 1 h left. Back [13, 14): 1.5 h. Away from 14: dark at 15.5.
    grid = span_h((0, 10), (13, 14))

    assert history_of(PlantPlan("S", grid, H(4), H(8)), H(72)).powered == span_h((0, H(31, 2)))


def test_a_mobile_generator_serves_from_its_arrival_to_its_departure_and_takes_its_fuel_along() -> (
    None
):
    # Battery to 14, dark; m1 comes at 16 and leaves at 20; the battery took 4 x 1/2 = 2 h: dark at 22.
    history = plant(tank(30, "m1", present=(H(16), H(20))))

    assert told(history) == [
        (0, "grid"), (10, "battery"), (14, "dark"), (16, "m1"), (20, "battery"), (22, "dark"),
    ]  # fmt: skip


def test_a_failed_generator_hands_over_to_the_battery() -> None:
    assert told(plant(tank(30, failed=span_h((12, INF))))) == [
        (0, "grid"), (10, "g1"), (12, "battery"), (16, "dark"),
    ]  # fmt: skip


def test_a_repaired_generator_waits_for_fuel() -> None:
    # Failed [12, 20); its fuel is lost. Refuelled at 24: 30 h from there.
    history = plant(tank(30, failed=span_h((12, 20)), refuels=((H(24), None),)))

    assert told(history) == [
        (0, "grid"), (10, "g1"), (12, "battery"), (16, "dark"), (24, "g1"), (54, "battery"), (58, "dark"),
    ]  # fmt: skip


def test_a_refuel_in_the_instant_of_the_repair_counts() -> None:
    history = plant(tank(30, failed=span_h((12, 20)), refuels=((H(20), None),)), battery=0)

    assert history.powered == span_h((0, 12), (20, 50))
    assert history.uncredited == ()


def test_a_refuel_while_it_is_failed_is_not_credited_and_is_remembered() -> None:
    history = plant(tank(30, failed=span_h((12, 20)), refuels=((H(15), None),)), battery=0)

    assert history.powered == span_h((0, 12))
    assert history.uncredited == (("S/gen/g1", H(15)),)


def test_a_generator_that_broke_on_the_grid_has_lost_its_fuel_too() -> None:
    """Failed [2, 5), long before the grid goes at 10."""
    assert plant(tank(30, failed=span_h((2, 5))), battery=0).powered == span_h((0, 10))


def test_a_tank_of_unknown_size_on_the_optimistic_side_never_runs_dry() -> None:
    unseen = GeneratorPlan("S/gen/g1", None, H(1), H(0))

    assert plant(unseen, battery=0).powered == span_h((0, INF))


def test_a_battery_nobody_measured_never_runs_out_on_the_optimistic_side() -> None:
    assert plant(battery=None).powered == span_h((0, INF))


def test_when_the_first_generator_comes_back_it_takes_the_load_again() -> None:
    # g1 is failed [10, 15), refuelled at 15; g2 carries meanwhile 5 of its 8 h and the rest after g1 is dry at 19.
    first = tank(4, "g1", failed=span_h((10, 15)), refuels=((H(15), None),))

    assert told(plant(first, tank(8, "g2"), battery=0)) == [
        (0, "grid"), (10, "g2"), (15, "g1"), (19, "g2"), (22, "dark"),
    ]  # fmt: skip


hours = st.integers(0, 40)


@given(tank_h=hours, more_h=hours, battery=st.integers(0, 8), away=st.tuples(hours, hours))
def test_a_larger_tank_never_shortens_the_light(
    tank_h: int, more_h: int, battery: int, away: tuple[int, int]
) -> None:
    outage = (min(away), max(away) + 1)

    less = plant(tank(tank_h), away=outage, battery=battery).powered
    more = plant(tank(tank_h + more_h), away=outage, battery=battery).powered

    for start, end in less:
        assert any(a <= start and end <= b for a, b in more)


# --- generators that stop by themselves ---


def worn(life_h: int, hours: float = 50, **more: object) -> GeneratorPlan:
    """A generator with fuel for 50 h and a life of so many running hours."""
    return tank(hours, "g1", life_h=H(life_h), **more)


def walked(*generators: GeneratorPlan, grid: Intervals = ()) -> PlantHistory:
    """A plant without a battery, on the grid at these hours only."""
    return history_of(PlantPlan("S", grid, H(0), H(8), generators), H(72))


G1 = "S/gen/g1"


def test_a_generator_stops_when_its_life_is_run_down_and_only_running_hours_count() -> None:
    history = walked(worn(9), grid=span_h((0, 10), (14, 20)))

    assert history.powered == span_h((0, 25)), "4 h from hour 10, then 5 h from hour 20"
    assert history.stopped == {G1: span_h((25, INF))}


def test_one_that_does_not_start_is_found_out_when_it_is_first_asked_and_the_next_one_runs() -> None:
    history = walked(worn(0), tank(6, "g2"), grid=span_h((0, 10)))

    assert history.stopped == {G1: span_h((10, INF))}
    assert told(history) == [(0, "grid"), (10, "g2"), (16, "dark")]


def test_one_that_is_never_asked_never_fails_to_start() -> None:
    assert walked(worn(0), grid=span_h((0, INF))).stopped == {}


def test_a_stopped_generator_loses_its_fuel_and_runs_from_the_next_refuel_after_its_repair() -> None:
    history = walked(worn(5, repairs_h=(H(9),), refuels=((H(8), None), (H(12), None))))

    assert history.powered == span_h((0, 5), (12, 17))
    assert history.stopped == {G1: span_h((5, 9), (17, INF))}
    assert history.uncredited == ((G1, H(8)),)


def test_a_repair_in_good_time_begins_a_new_life_and_costs_nothing() -> None:
    assert walked(worn(5, repairs_h=(H(4),))).powered == span_h((0, 9))


def test_a_repair_in_the_instant_of_stopping_does_not_mend_what_only_then_breaks() -> None:
    history = walked(worn(5, repairs_h=(H(5),), refuels=((H(5), None),)))

    assert history.powered == span_h((0, 5))
    assert history.stopped == {G1: span_h((5, INF))}


def test_an_endless_tank_wears_down_too_and_runs_again_once_mended() -> None:
    endless = GeneratorPlan(G1, None, H(1), H(0), life_h=H(5), repairs_h=(H(7),))

    assert walked(endless).powered == span_h((0, 5), (7, 12))


def test_a_generator_that_runs_dry_as_its_life_ends_has_stopped_too() -> None:
    history = walked(worn(50, refuels=((H(60), None),)))

    assert history.tank_empty_h == {G1: (H(50),)}
    assert history.stopped == {G1: span_h((50, INF))}
