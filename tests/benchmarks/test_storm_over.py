"""A storm over a made-up province on real places: the same for every province, and the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.aftermath import CAUSES, band
from benchmarks.provinces.anywhere import RISK_REGIONS, places_of, sites_of
from benchmarks.provinces.bundle import bundled_files
from benchmarks.storm_over import APPROACH_AT_H, CODES, lines, question, runs, write
from planner.foundation.clock import hours_since
from planner.hazard.approach import closest
from planner.inventory.reading import read_province
from planner.scenario.storm_file import load_storm

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "admin").is_dir(), reason="the folder of open data is not here")


def test_quartiles_by_hand() -> None:
    found = band([5, 1, 3, 2, 4])

    assert (found.low, found.quarter, found.middle, found.three_quarters, found.high) == (1, 2, 3, 4, 5)
    assert band([7]).middle == 7


@needs_data
@pytest.mark.parametrize("code", CODES)
def test_every_priority_province_has_places_and_an_inventory_without_errors(
    code: str, tmp_path: Path
) -> None:
    places = places_of(code, DATA)
    storm = load_storm(ROOT / "scenarios" / "storms" / "yagi-2024.yaml")

    write(question(places, storm), tmp_path, seed=1)
    reading = read_province(tmp_path / places.id)

    assert [found for found in reading.findings if found.is_error] == []
    assert reading.province is not None
    assert len(reading.province.sites) == sites_of(places)
    assert all(len(district.communes) > 0 for district in places.districts)


@needs_data
def test_the_bundled_provinces_are_those_that_ship() -> None:
    storm = load_storm(ROOT / "scenarios" / "storms" / "yagi-2024.yaml")

    assert question(places_of("22", DATA), storm).sites == 260
    assert bundled_files("quang-ninh")["communes.yaml"]


@needs_data
@pytest.mark.parametrize("code", sorted(RISK_REGIONS))
def test_the_coast_is_where_it_is(code: str) -> None:
    inland = {"42": "huong-son", "44": "minh-hoa", "45": "huong-hoa", "46": "a-luoi", "48": "hoa-vang",
              "49": "tay-giang"}  # fmt: skip
    coast = {"42": "ky-anh", "44": "quang-trach", "45": "gio-linh", "46": "phu-vang", "48": "son-tra",
             "49": "nui-thanh"}  # fmt: skip
    by_id = {district.id: district for district in places_of(code, DATA).districts}

    assert by_id[coast[code]].coastal
    assert not by_id[inland[code]].coastal


@needs_data
def test_the_storm_is_nearest_at_the_hour_of_the_bundled_scenarios() -> None:
    asked = question(places_of("44", DATA), load_storm(ROOT / "scenarios" / "storms" / "doksuri-2017.yaml"))
    assert asked.storm.track is not None

    nearest = closest(asked.storm.track.fixes, [d.hub for d in asked.places.districts])

    assert nearest is not None
    assert 0 <= hours_since(asked.start, nearest.at) - APPROACH_AT_H < 1


@needs_data
def test_a_seed_gives_the_same_figures_twice_and_another_seed_others() -> None:
    asked = question(places_of("45", DATA), load_storm(ROOT / "scenarios" / "storms" / "noru-2022.yaml"), 60)

    first, second = (lines(list(runs(asked, [3]))) for _ in range(2))
    other = lines(list(runs(asked, [4])))

    assert first == second
    assert first != other
    assert {line.what for line in first} >= {"masts fallen, % of sites", "sites silent 24 h after, %"}


@needs_data
def test_silent_sites_are_all_accounted_for_by_one_cause_each() -> None:
    asked = question(places_of("44", DATA), load_storm(ROOT / "scenarios" / "storms" / "doksuri-2017.yaml"), 60)

    [found] = runs(asked, [1])

    for side, hours in found.hours.items():
        for index, hour in enumerate(hours):
            assert set(hour.silent) == set(CAUSES)
            assert 0 <= hour.out <= found.sites == 60
            assert found.share_out(side, index) == hour.out / 60
    assert all(
        found.hours["optimistic"][index].out <= hour.out
        for index, hour in enumerate(found.hours["pessimistic"])
    )
