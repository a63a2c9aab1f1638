"""What the second witness saw in samples of damage, each worked by hand; both must say the same of every question."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planner.hazard.fragility_library import FragilityLibrary
from planner.hazard.records import Footprint, Level
from planner.inventory.base import Name
from planner.inventory.office_records import Task
from planner.policy.duties.fuel_supply import tank_uses
from planner.policy.duties.measure_records import DeratingDuty
from planner.policy.duties.records import TasksDuty
from planner.scenario.records import Damage
from planner.scenario.run import run_scenario
from planner.simulation.supply import GeneratorPlan, PlantPlan, history_of
from tests.oracle.duty_comparing import loaded_duties
from tests.oracle.mini import generator, lost, province, site
from tests.policy.duties.test_found_by_the_witness import (
    DEPOT,
    FUEL,
    REACH,
    SAID,
    TEAM,
    asked,
    on_the_road,
    told,
)

if TYPE_CHECKING:
    from tests.oracle.world import World

NAME = Name(vi="Thử", en="Trial")
NOTHING_FALLS = FragilityLibrary.model_validate(
    {
        "id": "strong", "name": NAME,
        "gusts": tuple(
            {"kind": kind, "median_mps": 110.0, "beta": 0.0}
            for kind in ("mast", "line", "segment", "drop", "service-drop", "substation", "dish")
        ),
        "generators": ({"maintenance": "poor", "fails_to_start": 0.0, "mttf_h": 0.01},),
    }
)  # fmt: skip
WEAKEST, STRONGEST = 0, 7
"""Samples whose storm is exp(0.3 z) times as strong as computed, z = -1.534 and 1.534: 0.631 and 1.585 times."""


def in_sample(question: World, sample: int) -> World:
    damage = Damage(mode="sampled", storm_wide_log_sd=0.3)
    scenario = question.scenario.model_copy(update={"damage": damage})
    return replace(question, scenario=scenario, sample=sample, fragility=NOTHING_FALLS)


def wind(value_mps: float, *, west: float, east: float) -> Footprint:
    return Footprint(
        id="G1", quantity="gust_mps", value=value_mps, from_h=Fraction(4), until_h=Fraction(20),
        polygon=((west, 20), (east, 20), (east, 22), (west, 22)),
    )  # fmt: skip


@pytest.mark.parametrize(("sample", "outcome"), [(WEAKEST, "holds"), (STRONGEST, "fails")])
def test_the_roads_of_a_sample_close_in_the_sample_s_own_wind(sample: int, outcome: str) -> None:
    """S1 falls at 5 and its team is an hour away, at N1, where it blows 25 m/s from 4 to 20.

    Nobody drives from force 10 on, 24.5 m/s over two minutes and 34.8 in a gust: in 25 and 15.8 m/s
    they do, in 39.6 not.
    """
    place = on_the_road(site("S1"), resources=(TEAM,))
    question = asked(place, REACH, lost("S1/mast", at=5), wind(25, west=107.4, east=107.6))

    assert told(question) == "holds"
    assert told(in_sample(question, sample)) == outcome


@pytest.mark.parametrize(("sample", "outcome"), [(WEAKEST, "holds"), (STRONGEST, "unknown")])
def test_a_mast_that_stands_the_computed_wind_may_need_derating_in_a_stronger_one(
    sample: int, outcome: str
) -> None:
    """It stands 45 m/s, and 40 are computed: 25.2 in the weakest sample, 63.4 in the strongest."""
    duty = DeratingDuty(kind="derating", **SAID)
    question = asked(province(site("S1")), duty, wind(40, west=106.9, east=107.1))

    assert told(question) == "holds"
    assert told(in_sample(question, sample)) == outcome


@pytest.mark.parametrize(("sample", "first_h"), [(WEAKEST, None), (STRONGEST, 6)])
def test_a_stronger_storm_comes_sooner(sample: int, first_h: int | None) -> None:
    """Force 9 is 20.8 m/s over two minutes, 29.5 in a gust here: 25 from 6 on and 33 from 9 on are computed.

    What must be done before the storm is due at 6 in the strongest sample, and nothing comes in the weakest.
    """
    levels = tuple(Level(at_h=Fraction(at), value=value) for at, value in ((6, 25), (9, 33)))
    print_ = wind(1, west=106.9, east=107.1).model_copy(update={"value": None, "series": levels})
    task = Task(
        id="J1", task=NAME, unit=NAME, phase="before", due_h=Fraction(0), status="ongoing",
        zero="storm-arrival",
    )  # fmt: skip
    duty = TasksDuty(kind="tasks", arrival_force=9, judged_until="horizon", **{**SAID, "unit": "province"})
    question = in_sample(asked(replace(province(site("S1")), tasks={"J1": task}), duty, print_), sample)

    told(question, "22")
    (verdict,) = run_scenario(loaded_duties(question), duties=True).duties

    assert verdict.below_pessimistic.first_below_h == first_h


def test_fuel_is_not_judged_where_nobody_knows_how_long_the_generator_runs() -> None:
    """Poorly kept it would stop within the hour; well kept it runs, and it and the battery last until 14."""
    place = on_the_road(site("S1", generators=(generator(10),)), resources=(DEPOT,))
    question = in_sample(asked(place, FUEL, lost("L1", at=0)), 3)
    kept = replace(place, sites={"S1": site("S1", generators=(generator(10, maintenance="good"),))})

    assert told(question) == "unknown"
    assert told(replace(question, province=kept)) == "holds"


def test_fuel_poured_into_a_generator_that_then_fails_to_start_is_gone_from_the_depot() -> None:
    """The grid goes at 0 and g1, of 30 l, fails to start; mended at 8, with a battery of 4 h it is dark since 4.

    The depot's lorry is there as it is mended and fills it, and it fails to start again: of 40 l ten are left.
    """
    plan = PlantPlan(
        "S1", (), Fraction(4), Fraction(8),
        (GeneratorPlan("S1/gen/g1", Fraction(30), Fraction(1), Fraction(30), refuels=((Fraction(8), None),),
                       life_h=Fraction(0), repairs_h=(Fraction(8),)),),
    )  # fmt: skip

    (use,) = tank_uses(history_of(plan, Fraction(24)), Fraction(24))

    assert use.refuelled == ((Fraction(8), Fraction(30)),)
    assert use.lost_l == 60, "thirty at hour 0, thirty at 8"
    assert use.burnt_l == use.left_l == 0


def test_a_state_nobody_knows_is_never_worse_on_the_kinder_side() -> None:
    """The library lists well kept generators alone, and those stop within the hour: a poor one is not known to stop."""
    only_good = NOTHING_FALLS.model_copy(
        update={"generators": (NOTHING_FALLS.generators[0].model_copy(update={"maintenance": "good"}),)}
    )  # fmt: skip
    place = on_the_road(site("S1", generators=(generator(10),)), resources=(DEPOT,))
    question = replace(in_sample(asked(place, FUEL, lost("L1", at=0)), 3), fragility=only_good)

    assert told(question) == "unknown"
    runs = run_scenario(loaded_duties(question), duties=True).storm_runs
    dark_h = {side: runs[side].powered["S1"][-1][1] for side in ("pessimistic", "optimistic")}

    assert dark_h["pessimistic"] < dark_h["optimistic"]
