from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.cli.islands import SITES, STORM, site, write_province, write_scenario
from tests.cli.running import planner_says

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("table", "json", "csv", "md", "geojson")
HOSTILE = '=1+1 [/red] `id` $(id) | <b>*x*</b> "q"'


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    write_scenario(write_province(Path("mau")))
    return "mau/storm.yaml"


def in_json(*arguments: str) -> Any:
    return json.loads(planner_says("check", *arguments, "--format", "json").out)


def test_the_table_says_what_broke_then_the_worst_unit_first_then_what_to_type(
    scenario: str,
) -> None:
    said = planner_says("check", scenario)

    assert said.code == 1
    assert said.out == (
        "Bão Mẫu 2024 · gãy 1 cột · 0–72 h · mọi bồn dầu đầy lúc 0 h (giả định)"
        " · và 1 giả định, lựa chọn khác (--all)\n"
        "  Đơn vị  Kiên cố  Lúc thấp nhất   Dưới chuẩn  Lúc yên  Kết luận\n"
        "  Cô Tô         3  1 (08/9 00:00)        62 h  ✓        ✗ thiếu 2\n"
        "  Ba Chẽ      2–3  2–3                      –  ?        ? chưa đủ số liệu: "
        "khảo sát dung tích bồn dầu, máy phát g1 BC-03\n"
        '1 không đạt, 1 chưa kết luận được. Vì sao: planner why mau/storm.yaml "Cô Tô"\n'
    )
    assert said.err == "2 cảnh báo về dữ liệu: planner validate mau/storm.yaml\n"


def test_the_table_speaks_english(scenario: str) -> None:
    said = planner_says("check", scenario, "--lang", "en", "--all")

    assert said.code == 1
    assert "Sample Storm 2024 · 1 mast down · 0–72 h · every tank is full at hour 0" in said.out
    assert "Co To          3  1 (8 Sep 00:00)   62 h  ✓        ✗ short by 2" in said.out
    assert "Our choices in `Three hardened stations`:\n  - a gust of 50 m/s\n" in said.out
    assert said.out.endswith(
        '1 fails, 1 cannot be judged. Why: planner why mau/storm.yaml "Co To"\n'
    )


def test_a_province_where_all_holds_exits_0_and_leads_on_to_the_plan(tmp_path: Path) -> None:
    sound = {id_: text for id_, text in SITES.items() if id_ not in {"BC-03", "BC-04"}}
    sound["BC-05"] = site("BC-05")
    scenario = write_scenario(write_province(tmp_path / "mau", sites=sound), storm="")

    said = planner_says("check", str(scenario))

    assert said.code == 0, said.out
    assert "không có bão · không mất cột, cáp hay trạm biến áp nào · 0–72 h" in said.out
    assert "  … 1 đơn vị khác đạt (xem tất cả: --all)\n" in said.out
    assert said.out.endswith(f"2 đạt. Viết phương án: planner plan {scenario}\n")


def test_all_shows_the_units_that_hold_too(tmp_path: Path) -> None:
    scenario = write_scenario(write_province(tmp_path / "mau"), storm="", at_least=1)

    said = planner_says("check", str(scenario), "--all")

    assert said.code == 0
    assert "Cô Tô" in said.out
    assert "Ba Chẽ" in said.out
    assert "khác đạt" not in said.out


def test_a_unit_that_holds_only_with_roaming_says_for_whom_it_is_short(tmp_path: Path) -> None:
    scenario = write_scenario(write_province(tmp_path / "mau"), storm="")

    said = planner_says("check", str(scenario))

    assert "✓ đạt; tắt chuyển vùng thì thiếu: VinaPhone" in said.out
    assert "Tắt chuyển vùng: 1 trong 1 đơn vị đạt sẽ thiếu" in said.out


def test_a_folder_is_judged_at_rest_by_the_bundled_policies(tmp_path: Path) -> None:
    folder = write_province(tmp_path / "mau")

    said = planner_says("check", str(folder), "--lang", "en")

    assert said.code == 1, said.err
    assert "Sample at rest, nothing failed · 0–72 h" in said.out
    assert "Three hardened stations per district: 1 holds, 1 cannot be judged\n" in said.out
    assert "One station rated for risk level 4 in every exposed commune: 1 fails\n" in said.out
    assert "At rest" not in said.out


def test_a_scenario_can_be_judged_at_rest_and_why_is_asked_the_same_way(scenario: str) -> None:
    said = planner_says("check", scenario, "--at-rest")

    assert said.code == 1
    assert "lúc yên, không có gì hỏng" in said.out
    assert said.out.endswith('planner why mau/storm.yaml "Ba Chẽ" --at-rest\n')


def test_one_requirement_can_be_picked_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    folder = str(write_province(tmp_path / "mau"))

    picked = planner_says("check", folder, "--requirement", "three-stations")
    wrong = planner_says("check", folder, "--requirement", "three-station")

    assert "Mỗi xã" not in picked.out
    assert wrong.code == 2
    assert "có phải “three-stations”?" in wrong.err


# --- JSON -----------------------------------------------------------------------------------------


def test_the_json_holds_the_whole_series_of_the_run_in_rational_text(scenario: str) -> None:
    told = in_json(scenario)
    run = run_scenario(load_scenario(scenario))

    assert [each["unit"] for each in told["verdicts"]] == [v.unit for v in run.verdicts]
    for each, verdict in zip(told["verdicts"], run.verdicts, strict=True):
        for side in ("pessimistic", "optimistic"):
            series = [(Fraction(t), n, tuple(ids)) for t, n, ids in each[side]["series"]]
            assert series == [(s.t_h, s.n, s.sites) for s in getattr(verdict, side)]
            below = getattr(verdict, f"below_{side}")
            assert Fraction(each[side]["hours_below"]) == below.hours_below
            assert Fraction(each[side]["minimum_at_h"]) == below.minimum_at_h
            assert each[side]["minimum"] == below.minimum
        assert each["outcome"] == verdict.outcome
        assert each["at_rest"] == verdict.at_rest
        assert each["roaming_off"] == verdict.roaming_off
        assert sorted(each["by_operator"]) == sorted(verdict.by_operator)


def test_the_json_answer_is_that_worked_by_hand(scenario: str) -> None:
    [ba_che, co_to] = in_json(scenario)["verdicts"]

    assert co_to["pessimistic"]["series"] == [
        ["0", 3, ["CT-01", "CT-02", "CT-05"]],
        ["10", 2, ["CT-01", "CT-05"]],
        ["24", 1, ["CT-01"]],
        ["60", 2, ["CT-01", "CT-05"]],
    ]
    assert co_to["pessimistic"] == co_to["optimistic"]
    assert co_to["pessimistic"]["first_below_h"] == "10"
    assert co_to["pessimistic"]["hours_below"] == "62"
    assert co_to["by_operator"]["VNP"]["pessimistic"] == [["0", 1, ["CT-01"]]]
    assert ba_che["outcome"] == "unknown"
    assert ba_che["survey"] == [{"site": "BC-03", "datum": "BC-03.gen.g1.tank_l", "hours": "72"}]


def test_the_json_chain_ends_in_the_scenario_with_places(scenario: str) -> None:
    co_to = in_json(scenario)["verdicts"][1]

    [mast, dark] = co_to["losses"]
    assert (mast["site"], mast["since_h"], mast["until_h"]) == ("CT-02", "10", None)
    assert (dark["site"], dark["since_h"], dark["until_h"]) == ("CT-05", "24", "60")
    assert [link["kind"] for link in dark["chain"]["because"]] == [
        "battery-empty",
        "generator-failed",
        "grid-lost",
    ]
    line = dark["chain"]["because"][2]["because"][0]
    assert (line["subject"], line["since_h"]) == ("L-22", "12")
    lines = Path("mau/province.yaml").read_text("utf-8").splitlines()
    [place] = line["places"]
    assert place["path"] == "province.yaml"
    assert "L-22" in lines[place["line"] - 1]


def test_the_json_says_what_was_asked_and_of_what(scenario: str) -> None:
    told = in_json(scenario)

    assert told["scenario"]["id"] == "mau"
    assert told["scenario"]["seed"] == 7
    assert told["scenario"]["start"] == "2024-09-06T17:00:00+00:00"
    assert told["scenario"]["horizon_h"] == "72"
    assert sorted(told["inputs"]) == ["mau/province.yaml", "mau/sites.yaml", "mau/storm.yaml"]
    assert told["counts"] == {"holds": 0, "fails": 1, "unknown": 1}
    assert told["all_hold"] is False
    assert told["set_aside"] == []
    assert told["warnings"] == 2


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_question_gives_the_same_bytes_whatever_the_hash_seed(
    scenario: str, form: str
) -> None:
    answers = {in_child("0", scenario, form), in_child("1", scenario, form)}

    assert len(answers) == 1


def in_child(seed: str, scenario: str, form: str, **more: str) -> bytes:
    """What a new process prints; its exit code is 1."""
    done = subprocess.run(
        [sys.executable, "-m", "planner", "check", scenario, "--format", form],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout


def test_a_machine_without_a_locale_still_speaks_vietnamese(scenario: str) -> None:
    out = in_child("0", scenario, "table", LANG="C", LC_ALL="C", PYTHONUTF8="0")

    assert "Cô Tô" in out.decode("utf-8")


def test_the_bytes_do_not_depend_on_the_folder_it_is_run_from(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_above = planner_says("check", scenario, "--format", "json").out
    monkeypatch.chdir("mau")

    from_inside = planner_says("check", "storm.yaml", "--format", "json").out

    assert from_inside == from_above


# --- other forms ----------------------------------------------------------------------------------


def test_csv_has_a_row_per_verdict_and_opens_in_excel(scenario: str) -> None:
    said = planner_says("check", scenario, "--format", "csv", "--lang", "en")

    assert said.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert [row["Unit"] for row in rows] == ["Ba Che", "Co To"]
    assert rows[1]["Below since"] == "2024-09-07 10:00"
    assert rows[1]["Hours below (worst case)"] == "62"
    assert rows[1]["Verdict"] == "fails"


def test_geojson_has_outlines_seats_and_sites_with_their_state(scenario: str) -> None:
    told = json.loads(planner_says("check", scenario, "--format", "geojson").out)

    features = {each["properties"]["id"]: each for each in told["features"]}
    assert features["ba-che"]["geometry"] == {"type": "Point", "coordinates": [107.28, 21.27]}
    outline = features["co-to"]["geometry"]
    assert outline["type"] == "MultiPolygon"
    [[ring]] = outline["coordinates"]
    assert ring[0] == ring[-1]
    assert ring[:2] == [[107.85, 20.93], [107.85, 21.05]]  # turned counter-clockwise
    assert features["co-to"]["properties"]["outcome"] == "fails"
    states = {id_: each["properties"].get("state") for id_, each in features.items()}
    assert (states["CT-01"], states["CT-02"], states["CT-05"]) == ("kept", "lost", "lost")
    assert features["CT-05"]["properties"]["hours_out_pessimistic"] == "36"
    assert features["BC-03"]["properties"]["hardened:three"] == "unknown"


def test_the_result_goes_into_a_file_whole(scenario: str) -> None:
    shown = planner_says("check", scenario, "--format", "md")

    said = planner_says("check", scenario, "--format", "md", "-o", "out/answer.md")

    assert said.code == 1
    assert said.out == ""
    assert "đã ghi out/answer.md" in said.err
    assert Path("out/answer.md").read_text("utf-8") == shown.out


def test_nothing_is_written_through_a_link(scenario: str) -> None:
    Path("real").write_text("old", "utf-8")
    Path("link").symlink_to("real")

    said = planner_says("check", scenario, "-o", "link")

    assert said.code == 4
    assert Path("real").read_text("utf-8") == "old"


@pytest.mark.parametrize("form", FORMATS)
def test_a_made_up_inventory_is_called_so_in_every_form(tmp_path: Path, form: str) -> None:
    folder = write_province(tmp_path / "mau", illustrative="{vi: Dựng lên để thử.}")
    scenario = str(write_scenario(folder))

    said = planner_says("check", scenario, "--format", form)

    sign = {"json": "Dựng lên để thử.", "geojson": "Dựng lên để thử.", "csv": ",có,"}
    assert sign.get(form, "SỐ LIỆU MINH HỌA") in said.out
    if form in {"json", "csv", "geojson"}:
        assert "SỐ LIỆU MINH HỌA" in said.err


# --- records set aside ----------------------------------------------------------------------------


def spoilt(folder: Path) -> str:
    """All holds here but for one record that cannot be read."""
    sound = {id_: SITES[id_] for id_ in ("CT-01", "CT-02", "CT-05", "BC-01", "BC-02")}
    sound["BC-05"] = site("BC-05")
    sound["BC-06"] = site("BC-06").replace("floor_height_m: 1", "floor_height_m: -4")
    return str(write_scenario(write_province(folder, sites=sound), storm=""))


def test_an_input_with_an_error_exits_3_and_says_nothing_of_verdicts(tmp_path: Path) -> None:
    said = planner_says("check", spoilt(tmp_path / "mau"))

    assert said.code == 3
    assert said.out == ""
    assert "floor_height_m" in said.err


@pytest.mark.parametrize("form", FORMATS)
def test_with_a_record_set_aside_every_form_says_so_and_the_code_is_never_0(
    tmp_path: Path, form: str
) -> None:
    said = planner_says("check", spoilt(tmp_path / "mau"), "--set-aside", "--format", form)

    assert said.code == 1
    if form in {"table", "md"}:
        assert "ĐỂ RIÊNG 1 bản ghi có lỗi" in said.out
        assert "BC-06" in said.out
    elif form == "csv":
        assert said.out.rstrip().endswith(",1")
        assert "ĐỂ RIÊNG 1 bản ghi" in said.err
    else:
        [aside] = json.loads(said.out)["set_aside"]
        assert (aside["section"], aside["id"]) == ("sites", "BC-06")
        assert aside["place"]["path"] == "sites.yaml"


def test_without_errors_setting_aside_changes_nothing(scenario: str) -> None:
    plain = planner_says("check", scenario, "--format", "json")

    assert planner_says("check", scenario, "--format", "json", "--set-aside").out == plain.out


# --- wrong use and hostile names ------------------------------------------------------------------


def test_a_missing_file_exits_4_with_one_line(tmp_path: Path) -> None:
    said = planner_says("check", str(tmp_path / "nowhere.yaml"))

    assert said.code == 4
    assert said.out == ""
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_names_stay_names(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "mau"
    write_scenario(write_province(folder))
    path = folder / "province.yaml"
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    path.write_text(
        path.read_text("utf-8").replace("vi: Cô Tô, en: Co To", f"vi: {quoted}"), "utf-8"
    )

    said = planner_says("check", str(folder / "storm.yaml"), "--format", form)

    assert said.code == 1, said.err
    if form == "csv":
        rows = list(csv.reader(io.StringIO(said.out.removeprefix("\ufeff"))))
        assert rows[2][3] == "'" + HOSTILE
    elif form == "md":
        assert "<b>" not in said.out
        assert "\\|" in said.out
    elif form == "table":
        # What is to be copied into a shell runs nothing of the name.
        assert f"'{HOSTILE}'" in said.out.splitlines()[-1]
    else:
        names = json.dumps(json.loads(said.out), ensure_ascii=False)
        assert json.dumps(HOSTILE, ensure_ascii=False) in names


def test_a_storm_that_is_made_up_is_called_so(tmp_path: Path) -> None:
    storm = STORM + "    illustrative: {vi: Bão tưởng tượng.}\n"
    scenario = write_scenario(write_province(tmp_path / "mau"), storm=storm)

    said = planner_says("check", str(scenario), "--lang", "en")

    assert said.out.startswith("! ILLUSTRATIVE STORM: this storm is made up\n")
