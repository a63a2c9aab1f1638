"""The sweep: the same simulation for every landfall and force, and the lowest force that breaks a unit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.decisions.sweep import (
    Cell,
    Found,
    Grid,
    Place,
    breaking,
    places_along,
    sweep,
)
from planner.foundation.errors import HazardError, ScenarioError
from planner.foundation.text import Text
from planner.hazard.records import Storm
from planner.hazard.shift import Shift, intensity_for_force, shifted
from planner.inventory.base import Name
from planner.plan.pictures.sweep import sweep_svg
from planner.plan.sweep_sheet import breaks_words, sweep_sheet
from planner.scenario.reading import LoadedScenario, load_scenario
from planner.scenario.run import Run, run_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
KEY = ("three-stations", "co-to")
NORTH = Place(50.0, 0.0, 108.0, 21.5, "Trà Cổ")
SOUTH = Place(-50.0, 100.0, 107.0, 20.9, "Hạ Long")


@pytest.fixture(scope="module")
def loaded() -> LoadedScenario:
    return load_scenario(SCENARIOS / "quang-ninh" / "yagi.yaml")


@pytest.fixture(scope="module")
def run(loaded: LoadedScenario) -> Run:
    return run_scenario(loaded, explain=False)


def storm_of(loaded: LoadedScenario) -> Storm:
    assert loaded.storm is not None
    return loaded.storm


def cell(place: Place, force: int, outcome: Any, minimum: int = 3, gust_mps: float = 40.0) -> Cell:
    return Cell(place, force, {KEY: Found(outcome, minimum, gust_mps)})


def told(run: Run, *cells: Cell) -> Any:
    return next(each for each in breaking(run, cells) if (each.requirement, each.unit) == KEY)


def test_the_breaking_force_is_the_lowest_at_which_any_landfall_fails(run: Run) -> None:
    found = told(
        run,
        cell(NORTH, 10, "holds"), cell(NORTH, 11, "holds"), cell(NORTH, 12, "fails", 1),
        cell(SOUTH, 10, "holds"), cell(SOUTH, 11, "fails", 2, 43.5), cell(SOUTH, 12, "fails", 0),
    )  # fmt: skip

    assert (found.sure_to, found.breaks_at, found.worst, found.gust_mps) == (10, 11, SOUTH, 43.5)
    assert not found.uneven


def test_what_cannot_be_judged_is_not_sure_and_has_not_failed(run: Run) -> None:
    found = told(run, cell(NORTH, 10, "holds"), cell(NORTH, 11, "unknown"), cell(NORTH, 12, "unknown"))

    assert (found.sure_to, found.breaks_at) == (10, None)


def test_of_two_landfalls_that_fail_first_the_one_that_leaves_fewer_is_the_worst(run: Run) -> None:
    found = told(run, cell(NORTH, 9, "fails", 2), cell(SOUTH, 9, "fails", 1))

    assert found.worst == SOUTH
    assert found.sure_to is None


def test_a_stronger_storm_that_does_no_harm_is_owned_up_to(run: Run) -> None:
    found = told(run, cell(NORTH, 9, "fails", 2), cell(NORTH, 10, "holds"))

    assert found.uneven
    assert found.breaks_at == 9


def test_a_cell_for_which_there_is_no_storm_says_nothing(run: Run) -> None:
    found = told(run, cell(NORTH, 9, "holds"), Cell(NORTH, 17, None))

    assert (found.sure_to, found.breaks_at) == (9, None)


def test_landfalls_lie_at_equal_steps_on_both_sides_and_never_beyond_the_coast(
    loaded: LoadedScenario,
) -> None:
    track = storm_of(loaded).track
    assert track is not None

    places = places_along(loaded, track, 5, 120)

    steps = {round(b.along_km - a.along_km, 6) for a, b in pairwise(places)}
    assert len(places) == 5
    assert len(steps) == 1
    assert places[0].along_km >= 0
    assert places_along(loaded, track, 1, 120)[0].along_km > 0


def test_every_cell_is_what_check_says_of_the_shifted_storm(loaded: LoadedScenario) -> None:
    storm = storm_of(loaded)
    assert storm.track is not None
    places = places_along(loaded, storm.track, 2, 60)
    grid = Grid(places, (9, 14), storm.wind.models[:1])

    cells = list(sweep(loaded, storm, grid))

    assert [(each.place, each.force) for each in cells] == [
        (place, force) for place in places for force in (9, 14)
    ]
    last = cells[-1]
    by_hand = shifted(
        storm, Shift(places[1].offset_km, 0, intensity_for_force(storm.track, 14)), "by-hand"
    )
    model = by_hand.wind.model_copy(update={"profiles": grid.models})
    alone = run_scenario(replace(loaded, storm=by_hand.model_copy(update={"wind": model})), explain=False)
    assert last.found is not None
    assert {key: found.outcome for key, found in last.found.items()} == {
        (verdict.requirement.id, verdict.unit): verdict.outcome for verdict in alone.verdicts
    }
    assert [each.outcome for each in (cells[0].found or {}).values()] != [
        each.outcome for each in last.found.values()
    ]


def test_a_storm_that_could_not_be_is_an_empty_cell(loaded: LoadedScenario) -> None:
    storm = storm_of(loaded)
    assert storm.track is not None
    weak = shifted(storm, Shift(intensity=0.3), "weak")
    assert weak.track is not None
    # Much stronger at sea than at the coast: force 17 at the coast would be 300 knots out there.
    at_sea = weak.track.fixes[0].model_copy(update={"wind_kt": 150.0})
    odd = weak.model_copy(
        update={"track": weak.track.model_copy(update={"fixes": (at_sea, *weak.track.fixes[1:])})}
    )
    grid = Grid(places_along(loaded, odd.track, 1, 0), (17,), storm.wind.models[:1])  # type: ignore[arg-type]

    [cell] = sweep(loaded, odd, grid)

    assert cell.found is None


def test_a_storm_without_a_track_cannot_be_swept(loaded: LoadedScenario) -> None:
    grid = Grid((NORTH,), (9,), ("holland-1980",))

    with pytest.raises(HazardError, match="has no track"):
        next(sweep(loaded, Storm(id="s", name=Name(vi="Bão")), grid))


def test_a_province_without_seats_has_no_coast_of_its_own(loaded: LoadedScenario) -> None:
    province = replace(loaded.province, districts={})
    track = storm_of(loaded).track
    assert track is not None

    with pytest.raises(ScenarioError, match="has a seat"):
        places_along(replace(loaded, province=province), track, 3, 100)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_picture_says_in_words_what_it_shows(run: Run, language: Any) -> None:
    cells = [cell(NORTH, 10, "holds"), cell(NORTH, 11, "fails", 1)]
    only = [each for each in breaking(run, cells) if (each.requirement, each.unit) == KEY]
    grid = Grid((NORTH,), (10, 11), ("holland-1980",))
    sheet = sweep_sheet(run, Text("Bão", "Storm"), grid, cells, only)

    drawn = sweep_svg(sheet, sheet.blocks[0], language, "p")

    assert "Cô Tô" in drawn or "Co To" in drawn
    assert breaks_words(only[0], grid).in_(language) in drawn
    assert 'url(#p-h)"' in drawn, "a hatch beside the colour"
    assert drawn == sweep_svg(sheet, sheet.blocks[0], language, "p")
