from __future__ import annotations

import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.foundation.diagnostics import render
from planner.foundation.errors import ExitCode, InputInvalid, MachineError
from planner.inventory.reading import load_province, read_province
from tests.inventory.worlds import (
    FILES,
    NETWORKS,
    PROVINCE,
    SITES,
    changed,
    codes,
    comparable,
    errors,
    one,
    reading_of,
    write,
)

if TYPE_CHECKING:
    from planner.inventory.province import Province


def test_the_small_province_is_right(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)

    assert codes(reading) == []
    assert reading.site_count == 2
    assert reading.province is not None
    assert list(reading.province.sites) == ["A-01", "B-01"]


def test_load_province_raises_once_with_the_findings_of_all_files(tmp_path: Path) -> None:
    write(tmp_path, {
        **FILES,
        "sites.yaml": changed(SITES, "district: dong", "distric: dong"),
        "networks.yaml": changed(NETWORKS, "kind: feeder", "kind: feedr"),
    })

    with pytest.raises(InputInvalid) as caught:
        load_province(tmp_path)

    assert caught.value.exit_code is ExitCode.INPUT_INVALID
    assert [found.code for found in caught.value.findings if found.is_error] == [
        "E113", "E111", "E110",
    ]


def test_an_unknown_key_is_shown_with_its_place_and_the_key_that_was_meant(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, sites=changed(SITES, "district: dong", "distric: dong"))

    found = one(reading, "E110")

    assert render(found, "vi").startswith(
        "lỗi[E110] không có trường “distric”\n"
        f"  --> {tmp_path.as_posix()}/sites.yaml:3:5\n"
        "   3 |     distric: dong\n"
        "     |     ^^^^^^^ có phải “district”?\n"
    )
    assert "did you mean `district`?" in render(found, "en")


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("battery_h: 4", "battery_h: four", "E112", "a number belongs here"),
        ("battery_h: 4", "battery_h: '4'", "E112", "remove the quotes"),
        ("battery_h: 4", "battery_h: 4,5", "E104", "type 4.5"),
        ("battery_h: 4", "battery_h: 1e2", "E104", "type 100"),
        ("battery_h: 4", "battery_h: 04", "E104", "type 4"),
        ("battery_h: 4", "battery_h: 4:30", "E104", "type hours: 4.5"),
        ("battery_h: 4", "battery_h: .nan", "E114", "not finite"),
        ("battery_h: 4", "battery_h: -1", "E125", "cannot be"),
        ("height_m: 30", "height_m: 4000", "E125", "from 0 to 400"),
        ("tank_l: 100", "tank_l: -200", "E125", "cannot be"),
        ("burn_l_per_h: 2.5", "burn_l_per_h: 0", "E125", "above 0"),
        ("type: monopole", "type: monopol", "E113", "did you mean `monopole`?"),
        ("type: monopole", "type: [monopole]", "E113", "is not one of the words"),
        ("structure: {type: pole}", "structure: pole", "E112", "a group of fields is needed"),
        ("operators: [op-b]", "operators: op-b", "E112", "write it in brackets: [op-b]"),
        ("operators: [op-b]", "operators: []", "E112", "needs at least 1"),
        ("id: A-01", "id: 207", "E104", "type '207'"),
        ("id: A-01", "id: A 01", "E116", "cannot be an id"),
        ("id: A-01", "id: 'Cô-Tô'", "E116", "letters A-Z"),
        ("id: A-01", "id: CON", "E116", "device name of Windows"),
        ("id: A-01", "id: ../../x", "E116", "cannot be an id"),
        ("id: A-01", "id:", "E111", "the field `id` is empty"),
        ("satellite: none", "satellite: nothing", "E113", "none, unknown"),
        ("satellite: none", "satellite: {servise: VSAT}", "E110", "did you mean `service`?"),
        ("design_wind: {value: 50}", "design_wind: {value: 12.5, unit: force}", "E125", "force"),
        ("design_wind: {value: 50}", "design_wind: 50", "E112", "a group of fields"),
        ("{id: g1, tank_l: 100", "{id: g1, kw: NO, tank_l: 100", "E112", "a number belongs here"),
    ],
)
def test_what_a_value_cannot_be_is_a_finding(
    tmp_path: Path, old: str, new: str, code: str, says: str
) -> None:
    reading = reading_of(tmp_path, sites=changed(SITES, old, new))

    found = next(finding for finding in errors(reading) if finding.code == code)

    assert says in render(found, "en")
    assert render(found, "vi") != render(found, "en")


def test_a_python_name_of_a_field_is_no_key(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, networks=changed(NETWORKS, "from: P-1", "from_: P-1"))

    assert "E110" in codes(reading)


def test_a_key_left_empty_is_a_key_left_out(tmp_path: Path) -> None:
    sites = changed(SITES, "battery_h: 4", "battery_h:\n    battery_recharge_h:\n    floor_height_m: ~")

    province = load_of(tmp_path, sites)

    assert province.sites["A-01"].battery_h is None
    assert province.sites["A-01"].battery_recharge_h == 8


def test_none_surveyed_and_not_surveyed_are_kept_apart(tmp_path: Path) -> None:
    province = load_of(tmp_path, changed(SITES, "battery_h: 4", "battery_h: 0"))

    assert province.sites["A-01"].battery_h == 0
    assert province.sites["B-01"].battery_h is None
    assert province.sites["B-01"].generators is None
    assert province.sites["A-01"].backhaul.satellite == "none"
    assert province.sites["B-01"].backhaul.satellite == "unknown"


def load_of(folder: Path, sites: str) -> Province:
    return load_province(write(folder, {**FILES, "sites.yaml": sites}))


def test_composed_and_decomposed_letters_are_one_name(tmp_path: Path) -> None:
    decomposed = changed(PROVINCE, "Tỉnh Thử", "Ti\u0309nh Thu\u031b\u0309")
    province = load_province(write(tmp_path, {**FILES, "province.yaml": decomposed}))

    assert province.header.name.vi == "Tỉnh Thử"


def test_a_key_written_twice_in_two_forms_of_unicode_is_found(tmp_path: Path) -> None:
    twins = SITES.replace("    battery_h: 4", "    s\u1ed1: 1\n    so\u0302\u0301: 2\n    battery_h: 4")

    assert "E105" in codes(reading_of(tmp_path, sites=twins))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sites: [", "E101"),
        ("sites: &a []\nlines: *a", "E102"),
        ("sites: !!python/object:os.system x", "E103"),
        ("sites: []\nsites: []", "E105"),
        ("[" * 50, "E106"),
        ("\u200b: 1", "E109"),
        ("- id: x", "E112"),
        ("", "E117"),
        ("just words", "E118"),
        ("format: 2", "E119"),
        ("stations: []", "E110"),
        ("sites: {id: x}", "E112"),
        ("sites: [x]", "E112"),
    ],
)
def test_a_file_that_is_no_inventory_is_a_finding(tmp_path: Path, text: str, code: str) -> None:
    write(tmp_path, {**FILES, "odd.yaml": text})

    reading = read_province(tmp_path)

    assert reading.province is None
    assert code in codes(reading)
    assert any("odd.yaml" in (found.place.path if found.place else "") for found in errors(reading))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "odd.yaml": "srlgs: []  # Tỉnh Quảng Ninh".encode("utf-16")})

    assert "E108" in codes(read_province(tmp_path))


def test_a_missing_folder_is_the_machines_affair(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="there is no folder"):
        read_province(tmp_path / "nowhere")


def test_a_file_for_a_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, FILES)

    with pytest.raises(MachineError, match="not a folder"):
        read_province(tmp_path / "sites.yaml")


def test_a_folder_without_files_asks_for_a_starter(tmp_path: Path) -> None:
    found = one(read_province(tmp_path), "E111")

    assert found.remedy is not None
    assert "planner init" in found.remedy.en


def test_two_headers_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "again.yaml": "province: {code: '23', name: {vi: Khác}}"})

    found = one(read_province(tmp_path), "E202")

    assert found.note is not None
    assert "again.yaml:1" in found.note.en


@pytest.mark.parametrize(
    "name", ["sites.yaml.txt", "sites.yml~", "tram.xlsx", "sites.yaml.bak", "tram.csv"]
)
def test_a_file_that_is_not_read_because_of_its_ending_is_a_warning(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path, {**FILES, name: "x"})

    found = one(read_province(tmp_path), "W505")

    assert name in found.fact.vi


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, ".planner/x.yaml": "[", ".x.yaml": "["})

    assert codes(read_province(tmp_path)) == []


def test_upper_case_endings_are_read_too(tmp_path: Path) -> None:
    write(tmp_path, {"province.YAML": PROVINCE, "b.Yml": NETWORKS, "sub/dir/sites.yaml": SITES})

    assert codes(read_province(tmp_path)) == []


@pytest.mark.parametrize("kind", ["file", "folder", "loop", "dangling"])
def test_links_in_a_province_are_refused(tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "outside"
    write(outside, {"more.yaml": "srlgs: []"})
    folder = write(tmp_path / "p", FILES)
    target = {
        "file": outside / "more.yaml", "folder": outside, "loop": folder,
        "dangling": tmp_path / "gone.yaml",
    }[kind]
    (folder / "link.yaml").symlink_to(target)

    reading = read_province(folder)

    assert one(reading, "E115").place is not None
    assert reading.province is None


def test_no_order_of_files_or_lists_changes_the_province(tmp_path: Path) -> None:
    """One file with everything reversed equals three files in order."""
    whole = load_province(write(tmp_path / "a", FILES))
    head, site_a, site_b = SITES.partition("  - id: A-01")[0], *SITES.split("  - id: ")[1:]
    split = {
        "z.yaml": PROVINCE,
        "sub/1.yaml": head + "  - id: " + site_b,
        "sub/2.yaml": head + "  - id: " + site_a,
        "n.yml": NETWORKS,
    }
    parts = load_province(write(tmp_path / "b", split))

    assert comparable(parts) == comparable(whole)


def test_inputs_are_named_from_the_project_and_carry_their_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "thu", FILES)
    from_outside = load_province(folder).inputs
    monkeypatch.chdir(folder)

    from_inside = load_province(".").inputs

    assert from_inside == from_outside
    assert [file.path for file in from_inside] == [
        "thu/networks.yaml", "thu/province.yaml", "thu/sites.yaml",
    ]
    assert all(len(file.sha256) == 64 for file in from_inside)


def test_paths_are_shown_as_the_user_typed_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "thu", FILES)
    monkeypatch.chdir(tmp_path)

    assert load_province("thu").places["sites/A-01"].path == "thu/sites.yaml"
    assert load_province("./thu/").places["sites/A-01"].path == "thu/sites.yaml"
    monkeypatch.chdir(tmp_path / "thu")
    assert load_province(".").places["sites/A-01"].path == "sites.yaml"


def test_parts_of_a_site_have_places_of_their_own(tmp_path: Path) -> None:
    places = load_province(write(tmp_path, FILES)).places

    assert places["sites/A-01"].line == 2
    assert places["sites/A-01/mast"].line == 7
    assert places["sites/A-01/gen/g1"].line == 13
    assert places["sites/A-01/drop/G-1"].line == 16
    assert places["sites/A-01/hop/B-01"].line == 18
    assert places["sites/A-01/dish"].line == 19
    assert places["sites/A-01/service-drop"].line == 10
    assert places["sites/A-01/gen/none"].line == 2
    assert "sites/A-01/mast" in places
    assert "sites/C-01" not in places
    with pytest.raises(KeyError):
        places["sites/C-01/mast"]


def test_findings_come_in_the_same_order_whatever_the_hash_seed(tmp_path: Path) -> None:
    broken = SITES.replace("op-b", "op-x").replace("P-2", "P-9").replace("G-1", "G-9")
    write(tmp_path, {**FILES, "sites.yaml": broken})
    script = (
        "import sys; from planner.inventory.reading import read_province;"
        "from planner.foundation.diagnostics import render;"
        "print('\\n'.join(render(f, 'vi') for f in read_province(sys.argv[1]).findings))"
    )

    answers = {run_python(script, str(tmp_path), hash_seed=seed) for seed in (0, 1, 2)}

    assert len(answers) == 1
    assert "op-x" in answers.pop()


def run_python(script: str, *arguments: str, hash_seed: int) -> str:
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(root),
             "PYTHONIOENCODING": "utf-8"},
        capture_output=True, check=True, encoding="utf-8",
    )
    return done.stdout


def test_a_column_of_wrong_ids_is_found_in_good_time(tmp_path: Path) -> None:
    """3,000 dangling ids against 3,000 others: suggestions stop, findings do not."""
    chance = random.Random(1)
    nodes = "\n".join(
        f"  - {{id: K-{number:05d}, role: passive, lon: 107.05, lat: 21.0}}"
        for number in range(3_000)
    )
    spans = "\n".join(
        f"  - {{id: S-{number:05d}, from: G-1, to: W-{chance.randrange(10**8):08d}, mounting: duct}}"
        for number in range(3_000)
    )
    write(tmp_path, {
        **FILES, "many.yaml": f"fiber_nodes:\n{nodes}\nsegments:\n{spans}\n",
    })

    reading = read_province(tmp_path)

    assert codes(reading).count("E201") == 3_000


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "says"),
    [
        ("province", "name: {vi: Tỉnh Thử}", "name: {vi: ''}", "E112", "the text is empty"),
        ("province", "name: {vi: Tỉnh Thử}", f"name: {{vi: {'x' * 301}}}", "E112", "longer than 300"),
        ("province", "code: '22'", "code: 'xx'", "E112", "official code in quotes"),
        ("province", "code: '22'", "code: '22'\n  crs: VN2000", "E128", "EPSG:5899"),
        ("province", "code: '22'", "code: '22'\n  outline_buffer_km: [1]", "E112", "a number"),
        ("sites", "operators: [op-b]", "operators: {op-b: 1}", "E112", "a list is needed"),
        ("sites", "backhaul: {drops: [], satellite: unknown}", "backhaul: {drops: [~]}", "E112",
         "a group of fields is needed, and there is nothing"),
        ("sites", "id: A-01", f"id: {'A' * 400}", "E116", "A…` cannot be an id"),
    ],
)
def test_a_message_says_what_is_wanted(
    tmp_path: Path, file: str, old: str, new: str, code: str, says: str
) -> None:
    text = {"province": PROVINCE, "sites": SITES}[file]

    reading = reading_of(tmp_path, **{file: changed(text, old, new)})

    assert says in render(next(one for one in errors(reading) if one.code == code), "en")


def test_an_outline_of_thousands_of_points_is_too_long(tmp_path: Path) -> None:
    ring = ", ".join(f"[107.{number:04d}, 21.0]" for number in range(2_001))
    province = changed(
        PROVINCE, "[[[107.0, 20.9], [107.2, 20.9], [107.2, 21.1], [107.0, 21.1]]]", f"[[{ring}]]"
    )

    assert "longer than 2000" in one(reading_of(tmp_path, province=province), "E112").fact.en


def test_a_folder_that_may_not_be_opened_is_the_machines_affair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(MachineError, match="cannot open the folder"):
        read_province(tmp_path)


def test_a_link_to_something_that_is_no_inventory_is_not_our_affair(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x")
    folder = write(tmp_path / "p", FILES)
    (folder / "notes.txt").symlink_to(tmp_path / "outside.txt")

    assert codes(read_province(folder)) == []


def test_places_are_listed_by_record(tmp_path: Path) -> None:
    places = load_province(write(tmp_path, FILES)).places

    assert len(places) == len(list(places)) == 15
    assert "sites/B-01" in set(places)
    assert places["sites/B-01/mast"].line == places["sites/B-01"].line + 5
    assert places["sites/B-01/equipment"] == places["sites/B-01"]
    assert places["sites/B-01/drop/G-1"] == places["sites/B-01"]


@pytest.mark.parametrize(
    "written",
    [r'"Huyện\nĐông"', r'"Huyện\tĐông"', r'"\tHuyện \n\n Đông\n"', "'Huyện\n\n      Đông'"],
)
def test_a_name_is_one_line_however_it_was_typed(tmp_path: Path, written: str) -> None:
    text = changed(PROVINCE, "name: {vi: Đông}", f"name: {{vi: {written}}}")

    province = reading_of(tmp_path, province=text).province

    assert province is not None
    assert province.districts["dong"].name.vi == "Huyện Đông"


def test_a_name_of_blanks_alone_is_empty(tmp_path: Path) -> None:
    text = changed(PROVINCE, "name: {vi: Đông}", r'name: {vi: "\n\t\n"}')

    assert codes(reading_of(tmp_path, province=text)) == ["E112"]


def test_a_notice_keeps_its_lines(tmp_path: Path) -> None:
    text = changed(PROVINCE, "code: '22'", 'code: \'22\'\n  illustrative: {vi: "một\\nhai"}')

    province = reading_of(tmp_path, province=text).province

    assert province is not None
    assert province.header.illustrative is not None
    assert province.header.illustrative.vi == "một\nhai"
