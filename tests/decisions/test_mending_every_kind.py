"""What mends each kind of requirement in the tutorial province, and that a whole run with it says so too."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.decisions.duty_mending import mendable, smallest_duty_change
from planner.plan.duty_story import duty_mending_line
from planner.policy.requirements import UnitFilter
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.policy.duties.worlds import NAME, inventory, lost, run_of, site, written

if TYPE_CHECKING:
    from planner.decisions.mending import Mending
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

TUTORIAL = Path(__file__).resolve().parents[2] / "scenarios" / "tutorial"
SCENARIOS = {
    "tasks": "recovery", "readiness": "recovery", "milestone": "recovery", "derating": "measures",
    "undergrounding": "measures", "roaming": "measures", "reach": "roads", "fuel": "roads",
    "island-autonomy": "roads",
}  # fmt: skip


@cache
def tutorial(kind: str) -> LoadedScenario:
    return load_scenario(TUTORIAL / f"{SCENARIOS[kind]}.yaml")


def asked(kind: str, unit: str, **bent: Any) -> LoadedScenario:
    """The tutorial's question of one kind about one unit, its figures bent."""
    loaded = tutorial(kind)
    duty = next(each for each in loaded.duties if each.kind == kind)
    where = {} if kind == "fuel" else {"where": UnitFilter(only=(unit,))}
    changed = duty.model_copy(update={**where, **bent})
    return replace(loaded, requirements=(), duties=(changed,))


def with_province(loaded: LoadedScenario, **sections: Any) -> LoadedScenario:
    return replace(loaded, province=replace(loaded.province, **sections))


def worst_of(run: Run, unit: str) -> tuple[DutyVerdict, SubjectVerdict]:
    verdict = next(each for each in run.duties if each.unit == unit)
    order = ("fails", "unknown", "holds")
    return verdict, min(verdict.subjects, key=lambda s: (order.index(s.outcome), s.subject))


def mended(loaded: LoadedScenario, unit: str) -> tuple[Mending, str]:
    run = run_scenario(loaded)
    verdict, subject = worst_of(run, unit)
    assert mendable(verdict, subject)
    return smallest_duty_change(run, verdict, subject), subject.subject


def roaming_of(**agreement: Any) -> LoadedScenario:
    """The island's roaming, with its agreement bent; an operator must reach everybody by itself."""
    loaded = asked("roaming", "DAO", people_share=1.0)
    known = loaded.province.roaming_agreements
    bent = {id_: each.model_copy(update=agreement) for id_, each in known.items()}
    return with_province(loaded, roaming_agreements=bent)


def idle(loaded: LoadedScenario) -> LoadedScenario:
    """Nobody brings fuel but the depots."""
    kept = tuple(a for a in loaded.scenario.actions if a.do not in {"refuel", "mobile-generator"})
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": kept}))


def cases() -> dict[str, tuple[LoadedScenario, str, list[str]]]:
    without_drills = with_province(asked("readiness", "00", messages=(), roster_roles=()), drills={})
    return {
        "a late task is done by its deadline": (asked("tasks", "00"), "00", ["finish-task"]),
        "messages that are wanting are written": (
            asked("readiness", "00", roster_roles=()), "00", ["complete-row"],
        ),
        "hours with nobody on duty are given to somebody": (
            asked("readiness", "00", messages=()), "00", ["complete-row"],
        ),
        "a drill that nobody recorded is held": (without_drills, "00", ["complete-row"]),
        "a mast that fell is up again before the deadline": (
            asked("milestone", "SONG", share=0.75), "SONG", ["repair-earlier"],
        ),
        "a derating that nobody reported is done before the wind": (
            asked("derating", "SONG"), "SONG", ["derate-in-time"],
        ),
        "cable that a programme takes down is down": (
            asked("undergrounding", "00"), "00", ["finish-programme"],
        ),
        "an agreement that nobody tested lately is tested": (
            roaming_of(last_tested=None), "DAO", ["test-roaming"],
        ),
        "operators that agreed on nothing agree": (
            roaming_of(operators=("none",)), "DAO", ["agree-roaming"],
        ),
        "a team that comes too late is stationed nearby": (asked("reach", "DAO"), "DAO", ["move-team"]),
        "a tank that ends before the storm does is filled in time": (
            idle(asked("fuel", "DAO", depots=False)), "DAO", ["refuel"],
        ),
        "a site without a way off the island gets a satellite terminal": (
            asked("island-autonomy", "DAO", at_least=3), "DAO", ["satellite"],
        ),
        "hours that an island's tanks fall short of take a larger tank": (
            asked("island-autonomy", "DAO", hours=100, at_least=1), "DAO", ["tank"],
        ),
    }  # fmt: skip


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_change_is(name: str) -> None:
    loaded, unit, kinds = CASES[name]

    mending, _ = mended(loaded, unit)

    assert [each.kind for each in (mending.pair or filter(None, [mending.single]))] == kinds


@pytest.mark.parametrize("name", CASES)
def test_a_whole_run_with_the_change_holds(name: str) -> None:
    """Whatever was taken over while trying, the changed question asked anew has the same answer."""
    loaded, unit, _ = CASES[name]
    mending, subject = mended(loaded, unit)
    changed = loaded
    for change in mending.pair or filter(None, [mending.single]):
        changed = change.apply(changed)

    (verdict,) = (each for each in run_scenario(changed).duties if each.unit == unit)

    assert {s.subject: s.outcome for s in verdict.subjects}.get(subject, verdict.outcome) == "holds"


def test_every_change_says_what_it_is_in_both_languages_and_where_it_stands() -> None:
    for loaded, unit, _ in CASES.values():
        mending, _ = mended(loaded, unit)
        for change in mending.pair or filter(None, [mending.single]):
            assert change.words.vi != change.words.en
            assert change.places or change.kind == "complete-row"


def test_a_team_is_not_moved_away_from_who_would_then_be_too_far(tmp_path: Path) -> None:
    """One team stands at S1 and S2 lies an hour's drive off: whoever gets it, the other is out of reach.

    P -- 20 km -- Q: S1 at P, S2 at Q, 20 km/h; each must be reached within half an hour of its loss.
    """
    mending, _ = mended(two_towns(tmp_path), "D")

    assert mending.single is not None
    assert mending.single.kind == "second-team"


def two_towns(folder: Path) -> LoadedScenario:
    far = site("S2", 107.2, "F2", "P0", "b")
    province = {
        **inventory(),
        "sites": [site("S1", 107.0, "F1", "P0", "a"), far],
        "road_nodes": [
            {"id": "P", "lon": 107.0, "lat": 21.0}, {"id": "Q", "lon": 107.2, "lat": 21.0},
        ],
        "roads": [
            {"id": "PQ", "from": "P", "to": "Q", "length_km": 20, "speed_kmh": 20, "class": "local",
             "floods_at_m": 1},
        ],
        "resources": [{"id": "DOI", "kind": "team", "team": "radio", "at": "P", "ready_after_h": 0}],
    }  # fmt: skip
    duty = {
        "id": "reach", "name": NAME, "kind": "reach", "unit": "district", "within_h": 0.5, "legal_source": NAME,
    }  # fmt: skip
    removals = (lost("S1/mast", at=5), lost("S2/mast", at=5))
    return load_scenario(written(folder, province, duty, removals))


def test_a_milestone_that_is_missed_after_its_deadline_tells_what_was_lost_then(tmp_path: Path) -> None:
    """All sites are on the air at hour 6, which is asked, and one is lost at hour 10."""
    duty = {
        "id": "m", "name": NAME, "kind": "milestone", "unit": "district", "measure": "commune-station",
        "by_h": 6, "counted_from": "start", "legal_source": NAME,
    }  # fmt: skip

    run = run_of(tmp_path, inventory(), duty, lost("S1/mast", "S2/mast", at=10))

    (verdict,) = run.duties
    assert verdict.outcome == "fails"
    assert [(loss.part, loss.since_h) for loss in verdict.subjects[0].losses] == [("X", Fraction(10))]


def test_a_journey_that_hangs_on_missing_data_is_surveyed_not_mended(tmp_path: Path) -> None:
    """S1's line goes at hour 5 and nobody knows its battery: when it is lost, and who is wanted when, nobody knows."""
    loaded = two_towns(tmp_path)
    sites = loaded.province.sites
    unseen = sites["S1"].model_copy(update={"battery_h": None})
    storm = loaded.storm
    assert storm is not None
    cut = storm.model_copy(update={"removals": (storm.removals[0].model_copy(update={
        "select": storm.removals[0].select.model_copy(update={"assets": ("L1", "S1/service-drop")})}),)})  # fmt: skip
    open_ = replace(with_province(loaded, sites={**sites, "S1": unseen}), storm=cut)

    verdict, subject = worst_of(run_scenario(open_), "D")

    assert (subject.subject, subject.outcome) == ("S1", "unknown")
    assert subject.survey == ("S1.battery_h",)
    assert not mendable(verdict, subject)


def test_a_derating_is_not_proposed_where_the_wind_was_there_before_the_scenario() -> None:
    """The gust of 40 m/s over the river lies there from hour 0 on: nobody knows since when."""
    loaded = asked("derating", "SONG")
    storm = loaded.storm
    assert storm is not None
    early = tuple(each.model_copy(update={"from_h": Fraction(0)}) for each in storm.footprints)
    run = run_scenario(replace(loaded, storm=storm.model_copy(update={"footprints": early})))
    verdict, subject = worst_of(run, "SONG")

    mending = smallest_duty_change(run, verdict, subject)

    assert (mending.single, mending.tried_singles) == (None, 0)
    assert duty_mending_line(subject, mending).words.en == (
        "S1 – it is not known when the wind comes: begin the scenario before it does"
    )


@pytest.mark.parametrize("back_h", [6, 11])
def test_a_derating_that_is_put_back_too_soon_stays_down(back_h: int) -> None:
    """The wind blows from hour 6 to hour 12."""
    loaded = asked("derating", "SONG")
    actions = tuple(
        each.model_copy(update={"until_h": Fraction(back_h)}) if each.do == "derate" else each
        for each in loaded.scenario.actions
    )
    short = replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": actions}))

    mending, _ = mended(short, "SONG")

    assert mending.single is not None
    assert mending.single.kind == "derate-in-time"
