"""What stands on the sheets: the answers, before any template gives them words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from planner.foundation.diagnostics import Place
from planner.foundation.intervals import INF
from planner.inventory.province import SetAside
from planner.plan.assemble import assemble
from planner.plan.works import DERATING_SHARE, fuel_sheet, phases_of
from planner.simulation.damage import Failure
from planner.simulation.supply import PlantHistory, PlantPlan, SupplySpan
from tests.plan.runs import small_run
from tests.plan.worlds import small_province


def dark_from(hour: str) -> PlantHistory:
    """The grid is lost for good at an hour, and a generator takes over."""
    at = Fraction(hour)
    plan = PlantPlan("CT-05", ((Fraction(0), at),), Fraction(4), Fraction(8))
    return PlantHistory(
        plan, (SupplySpan(Fraction(0), at, "grid"), SupplySpan(at, INF, "generator"))
    )


def with_tank(tank_l: int, burn: str, share: str = "1") -> Any:
    """The fuel sheet where CT-05 alone has lost the grid, at hour 12 of 72."""
    province = small_province()
    site = province.sites["CT-05"]
    assert site.generators is not None
    generator = site.generators[0].model_copy(
        update={"tank_l": Fraction(tank_l), "burn_l_per_h": Fraction(burn)}
    )
    site = site.model_copy(update={"generators": (generator,)})
    province = replace(province, sites={"CT-05": site}, fiber_nodes={})
    return fuel_sheet(province, {"CT-05": dark_from("12")}, Fraction(72), Fraction(share))


def test_fuel_to_bring_is_use_times_hours_without_grid_less_what_is_in_the_tank() -> None:
    sheet = with_tank(100, "2.5")

    assert sheet.rows[0].hours_without_grid == 60
    assert sheet.rows[0].needed_l == 150
    assert sheet.rows[0].to_bring_l == 50
    assert sheet.to_bring_l == 50


def test_a_tank_that_lasts_is_counted_and_not_listed() -> None:
    sheet = with_tank(150, "2.5")

    assert sheet.rows == ()
    assert sheet.enough == 1


def test_the_fuel_at_the_start_is_what_the_scenario_assumes() -> None:
    assert with_tank(150, "2.5", share="0.5").rows[0].to_bring_l == 75


def test_a_tank_that_nobody_surveyed_is_said_to_be_unknown() -> None:
    sheet = assemble(small_run())

    assert [row.id for row in sheet.fuel.unknown] == ["BC-02"]
    assert sheet.fuel.unknown[0].to_bring_l is None


def test_a_mast_is_proposed_for_derating_from_nine_tenths_of_its_design_gust_on() -> None:
    run = small_run()
    run.peak_gust_mps = {"HL-01/mast": 60 * DERATING_SHARE, "HL-02/mast": 53.9, "CT-02/mast": 52.0}

    sheet = assemble(run)

    assert [(row.site, row.falls_at_h) for row in sheet.derating_proposed] == [
        ("CT-02", Fraction("17.25")),
        ("HL-01", None),
    ]


def test_a_mast_that_the_scenario_derates_is_not_proposed_again() -> None:
    run = small_run()
    run.peak_gust_mps = {"HL-04/mast": 70.0}

    sheet = assemble(run)

    assert [row.site for row in sheet.derating_planned] == ["HL-04"]
    assert sheet.derating_proposed == ()


def test_the_storm_lasts_from_the_first_certain_failure_to_the_start_of_the_last() -> None:
    phases = phases_of(
        {
            "a": (Failure(Fraction(5), INF, "not-surveyed", "x"),),
            "b": (Failure(Fraction(10), Fraction(90), "gust", "storm"),),
            "c": (Failure(Fraction(20), INF, "flood", "f"),),
        }
    )

    assert [phases.of(Fraction(hour)) for hour in (9, 10, 20, 21)] == [
        "before",
        "during",
        "during",
        "after",
    ]


def test_where_nothing_fails_every_action_comes_before() -> None:
    assert phases_of({}).of(Fraction(50)) == "before"


def test_orders_of_one_kind_at_one_hour_become_one_line() -> None:
    run = small_run()
    refuel = next(action for action in run.loaded.scenario.actions if action.do == "refuel")
    other = refuel.model_copy(update={"generator": "CT-01/gen/g1"})
    actions = (*run.loaded.scenario.actions, other)
    run.loaded.scenario = run.loaded.scenario.model_copy(update={"actions": actions})

    rows = [row for row in assemble(run).actions if row.at_h == 20]

    assert [[thing.vi for thing in row.things] for row in rows] == [["CT-01 (g1)", "CT-05 (g1)"]]


def test_a_district_sheet_holds_its_own_actions_and_the_repairs_its_losses_wait_for() -> None:
    sheets = {sheet.id: sheet for sheet in assemble(small_run()).districts}

    told = [(row.verb.vi, [thing.vi for thing in row.things]) for row in sheets["CT"].actions]

    assert ("sửa", ["đường dây L-22"]) in told
    assert all("HL-04" not in things for _, things in told)


def test_what_a_site_goes_through_is_kept_lost_or_not_known() -> None:
    states = {mark.id: mark.state for mark in assemble(small_run()).map.sites}

    assert states["HL-01"] == "kept"
    assert states["CT-02"] == "lost"
    assert states["BC-02"] == "unsure"
    assert states["BC-04"] == "plain"


def test_the_time_a_site_is_out_is_added_up_over_the_window() -> None:
    sheets = {sheet.id: sheet for sheet in assemble(small_run()).districts}

    out = {row.id: row.hours_out for row in sheets["CT"].tables[0].rows}

    assert out == {"CT-01": 0, "CT-02": 72 - Fraction("17.25"), "CT-05": 24}


def test_the_sheet_of_an_area_holds_the_verdicts_of_its_communes() -> None:
    sheets = {sheet.id: sheet for sheet in assemble(small_run()).districts}

    assert [row.unit for _, rows in sheets["CT"].communes for row in rows] == ["c-ct"]


def test_a_record_that_was_set_aside_is_named_with_its_codes_and_place() -> None:
    aside = SetAside("sites", "CT-09", "CT", None, Place("mau/sites.yaml", 7, 3), ("E110", "E125"))

    sheet = assemble(small_run(small_province(set_aside=(aside,))))

    row = sheet.set_aside[0]
    assert (row.section.vi, row.id, row.codes, row.place) == (
        "trạm",
        "CT-09",
        "E110, E125",
        "sites.yaml:7",
    )


def test_each_source_is_listed_once_with_the_records_that_rest_on_it() -> None:
    sources = assemble(small_run()).sources

    assert sources[0].reporter == "Sở KH&CN"
    assert sources[0].records == 12 + 12 + 1 + 1  # sites, generators, a resource, the scenario
    assert [row.reporter for row in sources] == ["Sở KH&CN", "RSMC Tokyo"]


def test_a_district_sheet_says_which_one_loss_is_enough_and_the_plan_how_many_units_hang_on_it() -> (
    None
):
    plan = assemble(small_run())

    told = {sheet.id: [words.en for words in sheet.weak] for sheet in plan.districts}
    # Everything hangs on one segment from one gateway. Vân Đồn has too few stations even at rest.
    assert told["VD"] == []
    assert [words for each in told.values() for words in each if "segment S-1" not in words] == []
    assert sum(map(len, told.values())) == 2
    assert [(weak.units, weak.of) for weak in plan.weak] == [(2, 2), (2, 2)]
    assert {name.en: n for name, n in plan.weak[0].common}["gateway G-1"] == 2
