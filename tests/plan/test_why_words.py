"""What `why` says of duties: once, with the name of what was lost, and the reason why nobody can tell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.duty_lines import duty_line
from planner.plan.duty_story import duty_story
from planner.plan.summary import clock_of
from planner.plan.survey_words import survey_words
from planner.policy.requirements import UnitFilter
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

TUTORIAL = Path(__file__).resolve().parents[2] / "scenarios" / "tutorial"


@cache
def run_of(scenario: str) -> Run:
    return run_scenario(load_scenario(TUTORIAL / f"{scenario}.yaml"))


def asked(scenario: str, kind: str, unit: str, **bent: Any) -> Run:
    loaded = load_scenario(TUTORIAL / f"{scenario}.yaml")
    duty = next(each for each in loaded.duties if each.kind == kind)
    duty = duty.model_copy(update={"where": UnitFilter(only=(unit,)), **bent})
    return run_scenario(replace(loaded, requirements=(), duties=(duty,)))


def story(run: Run, kind: str, unit: str, language: Language = "en") -> list[str]:
    verdict = next(v for v in run.duties if (v.requirement.kind, v.unit) == (kind, unit))
    return [line.words.in_(language) for line in duty_story(run, verdict)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_that_no_derating_is_ordered_is_said_once(language: Language) -> None:
    """Wind of 40 m/s over the hills, and a mast there whose strength nobody surveyed."""
    loaded = load_scenario(TUTORIAL / "measures.yaml")
    sites = loaded.province.sites
    weak = {
        id_: each.model_copy(update={"structure": each.structure.model_copy(update={"design_wind": None})})
        for id_, each in sites.items() if each.district == "NUI"
    }  # fmt: skip
    scenario = loaded.scenario.model_copy(update={"actions": ()})
    province = replace(loaded.province, sites={**sites, **weak})
    run = run_scenario(replace(loaded, province=province, scenario=scenario))

    told = story(run, "derating", "NUI", language)

    none = {"vi": "chưa có lệnh hạ tải", "en": "no derating is ordered"}[language]
    survey = {"vi": "cần khảo sát: gió thiết kế của cột", "en": "to survey: design wind of the mast"}[language]
    assert sum(none in line for line in told) == 1
    assert sum(line.startswith(survey) for line in told) == 1


def test_a_milestone_names_what_is_not_back() -> None:
    run = asked("recovery", "milestone", "SONG", share=0.75)

    (lost,) = (line for line in story(run, "milestone", "SONG") if "mast down" in line)

    assert lost.startswith("S4 lost 1 Sep 18:00: mast down")


def test_a_task_is_named_once() -> None:
    told = story(run_of("recovery"), "tasks", "00", "vi")

    assert sum("Thử điện thoại vệ tinh ở đảo" in line for line in told) == 1
    assert "Đặc khu Đảo; chậm 40 %; Tàu không ra được" in told


def test_what_holds_among_others_takes_one_line() -> None:
    told = story(run_of("roads"), "reach", "DAO")

    assert told[-2:] == ["✓ D1: holds", "✓ D3: holds"]


def test_a_journey_says_by_when_somebody_must_be_there() -> None:
    """D2 is lost at 10:00 and a team is asked for within 12 hours."""
    told = story(run_of("roads"), "reach", "DAO")

    assert told[1:3] == ["✗ D2: fails", "a team must be there by 1 Sep 22:00"]


def test_a_journey_to_what_may_not_be_lost_says_that_it_may_not() -> None:
    loaded = load_scenario(TUTORIAL / "roads.yaml")
    sites = loaded.province.sites
    unseen = sites["D1"].model_copy(update={"battery_h": None})
    run = run_scenario(replace(loaded, province=replace(loaded.province, sites={**sites, "D1": unseen})))

    told = story(run, "reach", "DAO")

    at = told.index("? D1: cannot be judged")
    assert told[at + 1].startswith("if it is lost as told below, a team must be there by ")
    assert "to survey: battery hours (D1)" in told


def test_fuel_is_told_by_the_hour_it_ends_not_by_a_count_of_one() -> None:
    """Without depots D1's tank ends after 37.5 h and its battery after 4 more: 30 hours short of the third day."""
    run = asked("roads", "fuel", "DAO", depots=False)

    told = story(run, "fuel", "DAO")

    assert any(line.startswith("out of fuel, dark from ") for line in told)
    assert not any("needed" in line for line in told)


def test_cable_is_not_said_to_work_or_not() -> None:
    told = story(run_of("measures"), "undergrounding", "00")

    assert not any("work" in line for line in told)
    assert sum("NH-MAU" in line for line in told) == 1


def test_a_means_that_is_in_order_and_silent_at_rest_says_why() -> None:
    loaded = load_scenario(TUTORIAL / "duties.yaml")
    posts = loaded.province.command_posts
    post = posts["CP-DAO"]
    alone = {"CP-DAO": post}
    run = run_scenario(replace(loaded, province=replace(loaded.province, command_posts=alone)))

    told = story(run, "command", "DAO")

    assert any(line.endswith("; nobody on its net answers within range") for line in told)


def test_losses_of_one_hour_and_one_cause_are_told_together() -> None:
    told = story(run_of("duties"), "command", "DAO")

    assert sum("battery empty after 4 h" in line for line in told) == 2
    assert any(line.startswith("cap, hf lost 1 Sep 12:00: ") for line in told)


def test_one_other_thing_is_no_things() -> None:
    told = " ".join(story(run_of("duties"), "command", "DAO"))

    assert "1 other thing" in told
    assert "1 other things" not in told


def test_where_the_wind_models_differ_that_is_said_and_not_want_of_data() -> None:
    run = run_of("recovery")
    verdict = next(v for v in run.duties if v.requirement.kind == "tasks")
    models: tuple[tuple[str, Outcome], ...] = (("holland-1980", "holds"), ("holland-2010", "fails"))
    open_ = replace(verdict, outcome="unknown", survey=(), by_model=models)

    line = duty_line(open_, run.loaded.province, clock_of(run.loaded))

    assert line.conclusion.en == "? depends on the wind model: holds under H80; fails under H10"
    assert line.conclusion.vi == "? tuỳ mô hình gió: đạt H80; không đạt H10"


def test_a_signal_that_may_not_reach_is_to_be_measured() -> None:
    run = run_of("duties")
    verdict = next(v for v in run.duties if v.requirement.kind == "coverage")
    open_ = replace(verdict, outcome="unknown", survey=(), note=None)

    line = duty_line(open_, run.loaded.province, clock_of(run.loaded))

    assert line.conclusion.en == "? not sure whose signal reaches the place: measure it there"


def test_a_datum_that_is_wanted_of_many_places_is_said_once() -> None:
    province = run_of("duties").loaded.province
    data = ["A.population", *(f"P{n}.served_by" for n in range(57)), "B.population"]

    words = survey_words(data, province, 6)

    assert words.vi == "dân số (A, B); trạm nào phục vụ 57 nơi"
    assert words.en == "population (A, B); which stations serve 57 places"


def test_more_kinds_of_data_than_fit_are_counted() -> None:
    province = run_of("duties").loaded.province
    data = ["A.population", "A.battery_h", "B.battery_h", "C.battery_h", "D.battery_h", "A.generators"]

    words = survey_words(data, province, 2)

    assert words.en == "population (A); battery hours (A, B, C and 1 more); and 1 more"
