from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner.foundation.yaml import files as yaml_files
from tests.cli.running import planner_says
from tests.inventory.worlds import FILES, PROVINCE, SITES, changed, write
from tests.scenario.test_reading import SCENARIO, project


def test_the_transcript_of_the_manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = changed(changed(SITES, "lon: 107.1\n    lat: 21.0", "lon: 20.9585\n    lat: 107.0481"),
                     "district: tay", "distric: tay")
    write(tmp_path / "scenarios" / "thu", {**FILES, "sites.yaml": broken})
    monkeypatch.chdir(tmp_path)

    said = planner_says("validate", "scenarios/thu")

    assert said.code == 3
    assert said.err == ""
    assert (
        "lỗi[E121] toạ độ bị đảo: vĩ độ 107.0481, kinh độ 20.9585\n"
        "  --> scenarios/thu/sites.yaml:6:10\n"
        "   6 |     lat: 107.0481\n"
        "     |          ^^^^^^^^ Việt Nam nằm trong vĩ độ 7–24, kinh độ 102–118\n"
        "   = sửa: đổi chỗ hai số; đổi xong, điểm rơi vào Đông\n"
    ) in said.out
    assert "lỗi[E110] không có trường “distric”\n" in said.out
    assert re.search(
        r"\n3 lỗi, \d+ cảnh báo trong 3 tệp \(2 trạm, \d+,\d s\)\. "
        r"Giải thích: planner explain E121\n$",
        said.out,
    )


def test_english_on_request(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "sites.yaml": changed(SITES, "feed: P-2", "feed: P-3")})

    said = planner_says("validate", str(tmp_path), "--lang", "en")

    assert said.code == 3
    assert "error[E203]: site `B-01` is fed by a power node" in said.out
    assert re.search(r"1 error, \d+ warnings in 3 files \(2 sites, \d+\.\d s\)\.", said.out)


def test_warnings_alone_exit_0(tmp_path: Path) -> None:
    said = planner_says("validate", str(write(tmp_path, FILES)))

    assert said.code == 0
    assert "cảnh báo[W506]" in said.out
    assert "0 lỗi" in said.out


def test_json_carries_findings_hashes_and_nothing_that_changes_from_run_to_run(
    tmp_path: Path,
) -> None:
    write(tmp_path, {**FILES, "sites.yaml": changed(SITES, "feed: P-2", "feed: P-3")})

    first, second = (planner_says("validate", str(tmp_path), "--format", "json") for _ in range(2))

    assert first == second
    assert first.code == 3
    answer = json.loads(first.out)
    assert answer["errors"] == 1
    assert answer["sites"] == 2
    finding = next(one for one in answer["findings"] if one["severity"] == "error")
    assert finding["code"] == "E203"
    assert (finding["line"], finding["column"]) == (27, 11)
    assert set(answer["inputs"]) == {
        f"{tmp_path.name}/{name}" for name in ("networks.yaml", "province.yaml", "sites.yaml")
    }


def test_scenarios_in_the_folder_are_checked_with_it(tmp_path: Path) -> None:
    project(tmp_path, changed(SCENARIO, "site: A-01", "site: A-02"))

    said = planner_says("validate", str(tmp_path / "tinh"))

    assert said.code == 3
    assert "lỗi[E402]" in said.out
    assert said.out.count("cảnh báo[W508]") == 1, "what the province says is said once"


def test_a_scenario_is_checked_with_its_province(tmp_path: Path) -> None:
    path = project(tmp_path, tinh__sites=changed(SITES, "feed: P-2", "feed: P-3"))

    said = planner_says("validate", str(path), str(tmp_path / "tinh"))

    assert said.code == 3
    assert said.out.count("lỗi[E203]") == 1


def test_policies_and_storms_are_checked_by_themselves(tmp_path: Path) -> None:
    project(tmp_path)

    said = planner_says(
        "validate", str(tmp_path / "policies" / "p.yaml"), str(tmp_path / "storms" / "bao.yaml")
    )

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("0 lỗi, 0 cảnh báo trong 2 tệp (0 trạm")


def test_a_single_inventory_file_asks_for_its_folder(tmp_path: Path) -> None:
    write(tmp_path, FILES)

    said = planner_says("validate", str(tmp_path / "sites.yaml"))

    assert said.code == 2
    assert f"planner validate {tmp_path}" in said.err


def test_a_missing_path_exits_4(tmp_path: Path) -> None:
    said = planner_says("validate", str(tmp_path / "nowhere"))

    assert said.code == 4
    assert said.out == ""
    assert said.err.startswith("lỗi: ")


def test_nothing_harmful_reaches_the_terminal(tmp_path: Path) -> None:
    for character in ("\x1b[31m", "\u202e", "\u200b", "\x07", "\x9b"):
        name = f'"{character}"' if character != "\x9b" else "'\x9b'"
        write(tmp_path, {**FILES, "province.yaml": changed(PROVINCE, "Tỉnh Thử", name)})

        said = planner_says("validate", str(tmp_path))

        assert said.code == 3
        assert "E109" in said.out
        assert not set(character) & (set(said.out) - set("[31m"))


def test_a_flood_of_findings_is_cut_on_the_screen_and_whole_in_json(tmp_path: Path) -> None:
    rows = "\n".join(f"  - {{id: Q-{number}, kindd: x}}" for number in range(400))
    write(tmp_path, {**FILES, "many.yaml": f"srlgs:\n{rows}\n"})

    table = planner_says("validate", str(tmp_path))
    whole = json.loads(planner_says("validate", str(tmp_path), "--format", "json").out)

    assert "… và " in table.out
    assert table.out.count("lỗi[E110]") <= 200
    assert whole["errors"] == 400


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_a_province_shared_between_two_processes_gets_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output_format: str
) -> None:
    broken = changed(SITES, "feed: P-2", "feed: P-3")
    write(tmp_path, {**FILES, "sites.yaml": broken, "zz.yaml": "sites: [{id: A, id: B}]\n"})
    arguments = ("validate", str(tmp_path), "--format", output_format)

    alone = planner_says(*arguments)
    monkeypatch.setattr(yaml_files, "SHARED_FROM_BYTES", 0)
    monkeypatch.setattr(yaml_files, "_processors", lambda: 2)
    shared = planner_says(*arguments)

    assert alone.code == shared.code == 3
    seconds = re.compile(r"\d+,\d s\)")
    assert seconds.sub("", shared.out) == seconds.sub("", alone.out)


@pytest.mark.parametrize("feed", ["P-2", "P-3"])
def test_a_large_province_is_left_standing_and_every_word_is_out(tmp_path: Path, feed: str) -> None:
    write(tmp_path, {**FILES, "sites.yaml": changed(SITES, "feed: P-2", f"feed: {feed}")})
    large = "import planner.cli.validate as v, planner.cli.app as app; v.LARGE = 1; app.main()"
    arguments = ("validate", str(tmp_path), "--format", "json")

    left = subprocess.run(
        [sys.executable, "-c", large, *arguments], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    usual = planner_says(*arguments)

    assert left.returncode == usual.code == (3 if feed == "P-3" else 0)
    assert left.stdout.decode() == usual.out
    assert left.stderr == b""
