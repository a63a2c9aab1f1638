"""On storm night one bad row must not stop twelve hundred good ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from planner.foundation.errors import InputInvalid
from planner.inventory.reading import load_province, read_province
from tests.inventory.worlds import FILES, NETWORKS, PROVINCE, SITES, changed, write


def many_sites(count: int, bad: int) -> str:
    """`count` good sites, the one numbered `bad` with its coordinates swapped."""
    lines = ["sites:"]
    for number in range(count):
        lon, lat = f"107.{number % 90 + 100:03d}", f"21.0{number // 90:02d}"
        if number == bad:
            lon, lat = lat, lon
        lines.append(
            f"  - {{id: X-{number:04d}, district: dong, lon: {lon}, lat: {lat}, feed: P-1, "
            "structure: {type: pole}, operators: [op-a], service_drop: {mounting: aerial}, "
            "backhaul: {drops: []}}"
        )
    return "\n".join(lines) + "\n"


def test_twelve_hundred_good_sites_and_one_bad_row_load(tmp_path: Path) -> None:
    folder = write(tmp_path, {
        "province.yaml": PROVINCE, "networks.yaml": NETWORKS, "sites.yaml": many_sites(1_201, 600),
    })
    with pytest.raises(InputInvalid):
        load_province(folder)
    started = time.process_time()

    province = load_province(folder, set_aside=True)

    assert time.process_time() - started < 5
    assert len(province.sites) == 1_200
    assert [(one.section, one.id, one.district, one.codes) for one in province.set_aside] == [
        ("sites", "X-0600", "dong", ("E121",)),
    ]
    assert province.set_aside[0].place.line == 602


def set_aside(folder: Path, **changes: str) -> list[tuple[str, str | None]]:
    files: dict[str, str | bytes] = dict(FILES)
    files.update({f"{name}.yaml": text for name, text in changes.items()})
    province = load_province(write(folder, files), set_aside=True)
    return [(one.section, one.id) for one in province.set_aside]


def test_nothing_is_set_aside_when_nothing_is_wrong(tmp_path: Path) -> None:
    assert set_aside(tmp_path) == []


def test_a_record_that_refers_to_one_set_aside_is_kept(tmp_path: Path) -> None:
    networks = changed(NETWORKS, "role: gateway, lon: 107.05", "role: gateway, lon: 7.05")

    assert set_aside(tmp_path, networks=networks) == [("fiber_nodes", "G-1")]


def test_a_dangling_reference_sets_aside_the_record_that_makes_it(tmp_path: Path) -> None:
    assert set_aside(tmp_path, sites=changed(SITES, "feed: P-2", "feed: P-3")) == [
        ("sites", "B-01")
    ]


def test_of_two_records_with_one_id_neither_counts(tmp_path: Path) -> None:
    sites = changed(SITES.replace("{to: B-01}", "{to: N-2}"), "id: B-01", "id: a-01")

    assert set_aside(tmp_path, sites=sites) == [("sites", "A-01"), ("sites", "a-01")]


def test_what_can_be_read_of_a_bad_record_is_kept(tmp_path: Path) -> None:
    networks = changed(NETWORKS, "to: N-2, mounting: aerial", "to: N-2, mounting: areal")
    sites = changed(changed(SITES, "id: B-01", "id: [B]"), "{to: B-01}", "{to: N-2}")
    folder = write(tmp_path, {**FILES, "networks.yaml": networks, "sites.yaml": sites})

    aside = load_province(folder, set_aside=True).set_aside

    assert [(one.section, one.id, one.district, one.ends) for one in aside] == [
        ("segments", "S-1", None, ("G-1", "N-2")),
        ("sites", None, "tay", None),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("province", "code: '22'", "code: 22"),
        ("province", "{id: op-b, name: {vi: Nhà mạng B}}", "{id: op-b}"),
        ("province", "    name: {vi: Tây}\n", ""),
        ("province", "{id: xa-tay, name: {vi: Xã Tây},", "{id: xa-tay,"),
        ("sites", "id: A-01", "id: *x"),
        ("sites", "id: A-01", "id: [A"),
        ("sites", "sites:", "sitse:"),
        ("networks", "role: gateway", "role: hub"),
    ],
)
def test_what_everything_else_rests_on_must_be_right(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    text = {"province": PROVINCE, "sites": SITES, "networks": NETWORKS}[file]

    with pytest.raises(InputInvalid):
        set_aside(tmp_path, **{file: changed(text, old, new)})


def test_every_reason_is_a_warning_at_its_place(tmp_path: Path) -> None:
    sites = changed(changed(SITES, "battery_h: 4", "battery_h: -4"), "type: monopole", "type: x")

    reading = read_province(write(tmp_path, {**FILES, "sites.yaml": sites}), set_aside=True)

    said = [found for found in reading.findings if found.code == "W509"]
    assert reading.province is not None
    assert not any(found.is_error for found in reading.findings)
    assert [found.place.line for found in said if found.place] == [7, 11]
    assert "[E113]" in said[0].fact.vi
    assert said[0].remedy is not None
    assert reading.province.warnings == reading.findings
    assert reading.province.set_aside[0].codes == ("E113", "E125")


def test_a_forbidden_character_sets_aside_its_own_record(tmp_path: Path) -> None:
    sites = changed(SITES, "type: monopole", "type: monopole, source: {reporter: \"a\u202eb\"}")

    assert set_aside(tmp_path, sites=sites) == [("sites", "A-01")]


@pytest.mark.parametrize("listed", ["5", "no", "x", "true", "1.5", "{a: b}", "null", "'[]'"])
@pytest.mark.parametrize("many", ["drops", "hops"])
def test_links_that_are_no_list_may_lead_anywhere(tmp_path: Path, many: str, listed: str) -> None:
    site = (
        "  - {id: C-01, district: dong, lon: 107.1, lat: 21.05, feed: P-1, structure: {type: pole, "
        "height_m: -1}, operators: [op-a], service_drop: {mounting: aerial}, "
        f"backhaul: {{{many}: {listed}}}}}\n"
    )
    folder = write(tmp_path, {**FILES, "sites.yaml": SITES + site})

    [aside] = load_province(folder, set_aside=True).set_aside

    assert aside.id == "C-01"
    assert aside.links is None
