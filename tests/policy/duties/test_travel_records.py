"""The tutorial's lesson about the way to the island, by hand; and what must be true of any fuel plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from planner.policy.duties.fuel import depots_of
from planner.policy.duties.fuel_supply import dry, tank_uses
from planner.scenario.reading import load_scenario
from planner.scenario.records import Refuel
from planner.scenario.run import run_scenario
from planner.scenario.travelling import Travelling
from tests.tutorial.runs import FOLDER, run_of

if TYPE_CHECKING:
    from planner.policy.duties.fuel_supply import Delivery
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run


@cache
def question() -> LoadedScenario:
    return load_scenario(FOLDER / "roads.yaml")


def with_resources(**changes: dict[str, Any] | None) -> Run:
    """The lesson with resources changed, or taken out."""
    loaded = question()
    known = dict(loaded.province.resources)
    for id_, change in changes.items():
        resource = known.pop(id_.replace("_", "-"))
        if change is not None:
            known[resource.id] = resource.model_copy(update=change)
    return run_scenario(replace(loaded, province=replace(loaded.province, resources=known)))


def of(run: Run, requirement: str, unit: str) -> DutyVerdict:
    (found,) = [v for v in run.duties if (v.requirement.id, v.unit) == (requirement, unit)]
    return found


def subject(verdict: DutyVerdict, id_: str) -> SubjectVerdict:
    (found,) = [each for each in verdict.subjects if each.subject == id_]
    return found


def arrivals(found: SubjectVerdict) -> list[tuple[str, Fraction]]:
    return [(part.id, part.works["pessimistic"][0][0]) for part in found.parts]


# Reach


def test_the_island_waits_for_the_boat_longer_than_it_may() -> None:
    """D2 falls at 4; the team is ready at 4:30, at the harbour at 4:50, sails at 20, and is at D2 after 21."""
    island = of(run_of("roads"), "reach", "DAO")

    assert island.outcome == "fails"
    assert [each.subject for each in island.subjects if each.outcome == "fails"] == ["D2"]
    ((team, at_h),) = arrivals(subject(island, "D2"))
    assert team == "DOI-CAP"
    assert at_h == 21 + Travelling(question())._access["D2"].hours
    assert subject(island, "D1").outcome == "holds", "lost at 44, when the sea is calm again"


def test_with_a_team_on_the_island_somebody_is_there_in_time() -> None:
    run = with_resources(DOI_CAP={"at": "CANG-DAO"})

    assert of(run, "reach", "DAO").outcome == "holds"


def test_a_team_that_nobody_knows_when_it_is_ready_decides_nothing() -> None:
    unsure = {"at": "CANG-DAO", "ready_after_h": None}
    island = of(with_resources(DOI_CAP=unsure), "reach", "DAO")

    assert island.outcome == "unknown"
    assert "DOI-CAP.ready_after_h" in island.survey


def test_where_no_team_is_listed_nobody_can_tell() -> None:
    island = of(with_resources(DOI_CAP=None, DOI_VT=None), "reach", "DAO")

    assert island.outcome == "unknown"
    assert "00.resources" in island.survey


def test_a_place_that_is_lost_at_another_hour_on_the_other_side_is_judged_by_neither() -> None:
    """B2's tank was not measured: it is lost at 12 or never, and roads that are open then say nothing of later."""
    storm = replace(load_scenario(FOLDER / "storm.yaml"), duties=question().duties)

    found = subject(of(run_scenario(storm), "reach", "BIEN"), "B2")

    assert found.outcome == "unknown"
    assert "B2.gen.g1.tank_l" in found.survey


# Fuel


def deliveries(run: Run) -> tuple[Delivery, ...]:
    told = depots_of(
        run.loaded.province,
        Travelling(run.loaded).roads(None, run.ordeal, run.storm_runs),
        "pessimistic",
        run.loaded.scenario.horizon_h,
    ).supply(run.pessimistic.views[None].plants)
    return tuple(each for _, one in sorted(told.items()) for each in one.deliveries)


def test_the_depot_brings_fuel_in_the_last_hour_before_it_is_dark() -> None:
    """Line L6 goes at 2. D2 has 288 l left and burns 8 l/h: empty at 38, on its battery until 42."""
    island = subject(of(run_of("roads"), "fuel", "DAO"), "D2")

    assert arrivals(island) == [("XE-DAU", Fraction(42))]
    assert island.parts[0].notes[0].en.startswith("288 l")


def test_the_fuel_plan_works_when_the_scenario_does_it() -> None:
    """The oracle of the plan is the simulation itself: with the deliveries as refuels nobody is dark for fuel."""
    run = run_of("roads")
    plants = run.pessimistic.views[None].plants
    before = [id_ for id_, plant in plants.items() if dry(plant, Fraction(72))]
    actions = tuple(
        Refuel.model_validate(
            {"do": "refuel", "generator": each.asset, "at_h": each.at_h, "litres": each.litres}
        )
        for each in deliveries(run)
    )
    scenario = run.loaded.scenario.model_copy(update={"actions": actions})

    done = run_scenario(replace(run.loaded, scenario=scenario))

    assert before, "without the depots somebody is dark"
    for id_, plant in done.pessimistic.views[None].plants.items():
        assert not dry(plant, Fraction(72)), id_
        for use in tank_uses(plant, Fraction(72)):
            put_in = sum(e.litres for e in deliveries(run) if e.asset == use.asset)
            assert use.refuelled_l == put_in
            assert use.start_l + use.refuelled_l == use.burnt_l + use.lost_l + use.left_l


def test_every_delivery_leaves_when_the_depot_is_ready_and_comes_before_it_is_needed() -> None:
    run = run_of("roads")
    roads = Travelling(question()).roads(None, run.ordeal, run.storm_runs).storm["pessimistic"]

    for each in deliveries(run_of("roads")):
        assert each.left_h >= Fraction(1, 2)
        coming = roads.coming(each.depot, each.place, each.left_h)
        assert coming is not None
        assert coming.at_h == each.at_h <= each.by_h
        assert each.litres > 0


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"fuel_l": Fraction(300)}, "fails"),  # one tank's worth for three
        ({"fuel": "petrol"}, "fails"),  # nothing there burns it
        ({"fuel_l": None}, "unknown"),
        ({"tanker_l": None}, "unknown"),
        ({"ready_after_h": Fraction(60)}, "fails"),
        (None, "unknown"),  # nobody listed a depot
    ],
)
def test_what_a_depot_lacks_decides(change: dict[str, Any] | None, outcome: str) -> None:
    assert of(with_resources(XE_DAU=change), "fuel", "DAO").outcome == outcome


def test_no_more_is_drawn_than_the_depot_holds() -> None:
    run = with_resources(XE_DAU={"fuel_l": Fraction(300)})

    assert sum(each.litres for each in deliveries(run)) <= 300


# Islands


def test_an_island_is_counted_by_what_it_has_of_its_own() -> None:
    """D1 and D2 run 72 h and leave by microwave and satellite; D3 runs as long and has neither."""
    island = of(run_of("roads"), "island-autonomy", "DAO").subjects[0]

    works = {part.id: bool(part.works["pessimistic"]) for part in island.parts}
    assert works == {"D1": True, "D2": True, "D3": False}
    assert island.outcome == "holds"
