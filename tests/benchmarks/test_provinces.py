"""Provinces that are made for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.provinces.__main__ import ROOT, benchmark_files, write_benchmark, write_files
from benchmarks.provinces.bundle import SEED
from benchmarks.provinces.layouts import layout_of
from benchmarks.provinces.places import joined, with_communes
from planner.inventory.reading import load_province
from planner.scenario.reading import load_scenario

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("sites", [300, 3_000])
def test_a_province_for_measuring_has_the_size_that_was_asked_and_no_errors(sites: int, tmp_path: Path) -> None:
    write_files(tmp_path / "benchmark", benchmark_files(sites))

    loaded = load_province(tmp_path / "benchmark")

    assert len(loaded.sites) == sites
    assert loaded.header.illustrative is not None


def test_a_province_for_measuring_has_every_list_of_the_bundled_ones_and_the_communes_that_were_asked(
    tmp_path: Path,
) -> None:
    scenario = write_benchmark(tmp_path, 300, communes=150)

    loaded = load_scenario(scenario)

    assert len(loaded.province.communes) == 150
    for section in ("road_nodes", "sea_routes", "resources", "tasks", "milestones", "cable_programmes"):
        assert getattr(loaded.province, section), section
    assert any(each.kind == "fuel" and each.at for each in loaded.province.resources.values())
    assert [each.id for each in loaded.duties] == [
        each.id for each in load_scenario(ROOT / "scenarios" / "quang-ninh" / "yagi.yaml").duties
    ]
    assert "thử tải" in str(loaded.province.header.illustrative)


def test_a_district_with_communes_added_keeps_its_people() -> None:
    before = joined(1)

    after = with_communes(before, 300, SEED)

    for was, now in zip(before.districts, after.districts, strict=True):
        if was != now:
            told = sum(commune.population or 0 for commune in now.communes)
            assert was.population - len(now.communes) < told <= was.population
            assert [c.id for c in now.communes[: len(was.communes)]] == [c.id for c in was.communes]
    with pytest.raises(ValueError, match="already"):
        with_communes(before, 3, SEED)


def test_the_roads_of_a_province_for_measuring_join_both_provinces_and_are_drawn_once() -> None:
    places = joined(1)

    layout = layout_of(places)

    assert layout is not None
    here = {district.id for district in places.districts} | {port.id for port in layout.ports}
    ends = {end for road in (*layout.roads, *layout.bridges, *layout.boats) for end in road[:2]}
    assert ends <= here
    assert {"ha-long", "hong-bang", "CANG-CO-TO", "BEN-GOT"} <= ends
    communes = {commune.id for district in places.districts for commune in district.communes}
    assert {port.commune for port in layout.ports if port.commune} <= communes


def test_each_district_that_a_larger_province_repeats_has_a_road_to_the_one_that_it_repeats() -> None:
    places = joined(3)
    layout, first = layout_of(places), layout_of(joined(1))

    assert layout is not None
    assert first is not None
    copies = {each.id for each in places.districts} - {each.id for each in joined(1).districts}
    more = layout.roads[len(first.roads) :]
    assert layout.roads[: len(first.roads)] == first.roads
    assert sorted(end for _, end, _ in more) == sorted(copies)
    ends = {end for road in (*first.roads, *first.bridges) for end in road[:2]}
    assert {start for start, _, _ in more} <= ends | {port.id for port in first.ports}
    assert ("ha-long", "ha-long-2", "provincial") in more
    assert ("CANG-CO-TO", "co-to-3", "provincial") in more
    assert layout_of(joined(5)) is not None
    assert layout_of(joined(6)) is None
