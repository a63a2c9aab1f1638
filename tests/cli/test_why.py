from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from planner.cli.why import WIDTH, wrapped
from planner.foundation.names import display_width
from tests.cli.islands import SITES, STORM, site, write_province, write_scenario
from tests.cli.running import planner_says

ROOT = Path(__file__).resolve().parents[2]
# CT-02 keeps its mast: only the site behind line L-22 goes dark, from hour 24 to hour 60.
ONE_LOST = STORM.replace("      - {select: {assets: [CT-02/mast]}, at_h: 10}\n", "")
# CT-02 hangs on L-22 as well, and loses its generator in the same hour.
TWO_LOST = ONE_LOST + "      - {select: {assets: [CT-02/gen/g1]}, at_h: 20}\n"


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    write_scenario(write_province(Path("mau")))
    return "mau/storm.yaml"


def in_json(*arguments: str) -> Any:
    return json.loads(planner_says("why", *arguments, "--format", "json").out)


def test_a_district_tells_who_went_down_and_why_who_stayed_and_what_to_do(scenario: str) -> None:
    said = planner_says("why", scenario, "Cô Tô")

    assert said.code == 1
    head, mast, *dark, kept, weak, more, where, mending = said.out.splitlines()
    assert head == "Cô Tô cần 3 trạm kiên cố hoạt động, có 3, thấp nhất còn 1."
    assert mast.startswith("  CT-02 mất 07/9 10:00: đổ cột: kịch bản giả định mất (S1)   ")
    assert mast.endswith(f"[sites.yaml:{line_of('- id: CT-02') + 4}]")  # its structure
    assert " ".join(" ".join(dark).split("[")[0].split()) == (
        "CT-05 mất 08/9 00:00: hết ắc quy sau 4 h; máy phát g1 hỏng 07/9 20:00: kịch bản giả định "
        "mất (S1); mất điện lưới 07/9 12:00 do đường dây L-22 đứt: kịch bản giả định mất (S1); "
        "hoạt động lại 09/9 12:00"
    )
    assert f"province.yaml:{line_of('- {id: L-22', 'province')}" in dark[-1]
    assert kept.startswith("  CT-01 còn suốt 72 h: máy phát 120 h, cáp")
    assert weak.startswith("  không cần bão, mất một thứ là thiếu: cáp vào trạm CT-01–G, thiết bị CT-01, cột")
    assert f"{more.strip()} {where.strip()}" == (
        "CT-01, cáp vào trạm CT-02–G và 8 thứ nữa (planner weak-points … --unit co-to)"
    )
    # A mast that the scenario itself takes away cannot be mended by anything on the list.
    assert mending == "Không một việc hay cặp việc nào trong danh sách bù đủ số trạm đang thiếu."


def line_of(beginning: str, file: str = "sites") -> int:
    lines = Path(f"mau/{file}.yaml").read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip().startswith(beginning))


def test_the_same_in_english(scenario: str) -> None:
    said = planner_says("why", scenario, "Co To", "--lang", "en")

    assert said.out.startswith(
        "Co To needs 3 hardened stations in service, has 3, at worst keeps 1.\n"
        "  CT-02 out since 7 Sep 10:00: mast down: removed by the scenario (S1)"
    )
    assert "back 9 Sep 12:00" in said.out


def test_the_smallest_change_was_run_and_holds_when_it_is_written_down(tmp_path: Path) -> None:
    folder = write_province(tmp_path / "mau")
    scenario = str(write_scenario(folder, storm=ONE_LOST))

    said = planner_says("why", scenario, "Cô Tô")

    assert said.out.splitlines()[-1] == (
        "Việc nhỏ nhất: đưa máy phát cơ động đến CT-05 trước bão, kèm 216 lít dầu "
        "(đã chạy lại: đạt)"
    )
    done = (
        "  actions: [{do: mobile-generator, id: m1, to: CT-05, at_h: 0, tank_l: 216,"
        " burn_l_per_h: 3}]\n"
    )
    write_scenario(folder, storm=ONE_LOST, actions=done)
    assert planner_says("why", scenario, "Cô Tô").code == 0


def test_where_no_single_change_is_enough_the_smallest_pair_is_told(tmp_path: Path) -> None:
    folder = write_province(tmp_path / "mau", sites={**SITES, "CT-02": site("CT-02", feed="Q")})
    scenario = str(write_scenario(folder, storm=TWO_LOST))

    said = planner_says("why", scenario, "Cô Tô")
    told = in_json(scenario, "Cô Tô")

    *_, last = said.out.splitlines()
    assert last.startswith("Không có một việc đơn lẻ nào đủ. Cặp nhỏ nhất: ")
    assert last.endswith(" (đã chạy lại: đạt)")
    [verdict] = told["verdicts"]
    assert verdict["mending"]["single"] is None
    assert [change["subject"] for change in verdict["mending"]["pair"]] == ["CT-02", "CT-05"]
    # One cause, told once for both sites.
    assert "  CT-02, CT-05 mất 08/9 00:00" in said.out


def test_a_unit_that_cannot_be_judged_names_the_data_to_survey(scenario: str) -> None:
    said = planner_says("why", scenario, "Ba Chẽ")

    assert said.code == 1
    assert "có 2–3, thấp nhất còn 2–3: chưa kết luận được.\n" in said.out
    assert "cần khảo sát dung tích bồn dầu, máy phát g1 BC-03 (quyết định 72 h)" in said.out
    assert "BC-04 chưa kiên cố: máy phát dài giờ: không có máy phát cố định" in said.out


def test_a_unit_that_holds_exits_0_and_needs_no_mending(scenario: str) -> None:
    said = planner_says("why", scenario, "Cô Tô", "--at-rest")

    assert said.code == 0
    assert "thấp nhất còn 3: đạt" in said.out
    assert "nhỏ nhất:" not in said.out
    assert [line for line in said.out.splitlines() if line.startswith("  không cần bão, mất một")]
    assert len(said.out.splitlines()) == 7


def test_what_breaks_a_unit_alone_stands_in_the_json_for_both_ends_of_what_was_not_surveyed(
    scenario: str,
) -> None:
    [verdict] = in_json(scenario, "Cô Tô")["verdicts"]

    weak = verdict["weak_points"]
    assert weak["pessimistic"]["holds_at_rest"]
    # Three are asked and three are there: each part of each is enough; nothing of what was lost in the storm matters.
    assert {"CT-01/mast", "CT-02/mast", "CT-05/mast"} <= set(weak["pessimistic"]["alone"])
    assert weak["pessimistic"] == weak["optimistic"]


def test_where_a_survey_decides_the_weak_points_are_those_of_the_best_it_can_find(
    scenario: str,
) -> None:
    said = planner_says("why", scenario, "Ba Chẽ", "--lang", "en")

    [weak] = [line for line in said.out.splitlines() if "without a storm" in line]
    assert "even without a storm, even if the survey finds the best, one loss is enough" in weak


def test_a_folder_is_asked_at_rest_and_hours_name_no_day(tmp_path: Path) -> None:
    # Without L-22 nothing feeds Q: CT-05 lives on its battery alone.
    sites = {**SITES, "CT-05": site("CT-05", feed="Q", generators="[]")}
    folder = write_province(tmp_path / "mau", sites=sites)
    path = folder / "province.yaml"
    cut = path.read_text("utf-8").replace("  - {id: L-22, from: P, to: Q, mounting: buried}\n", "")
    path.write_text(cut.replace("lines:\n", ""), "utf-8")

    said = planner_says("why", str(folder), "CT-05")

    assert said.code == 0, said.err
    assert "  Viettel: hoạt động 4 h trong 72 h\n" in said.out
    assert "CT-05 mất sau 4 h: hết ắc quy sau 4 h; không có máy phát; mất điện lưới" in said.out
    assert "2000" not in said.out
    assert "/01" not in said.out


# --- a site -----------------------------------------------------------------------------------


def test_a_site_tells_every_outage_and_its_hardened_test(scenario: str) -> None:
    said = planner_says("why", scenario, "CT-05")

    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("CT-05, Cô Tô: cột tự đứng; máy phát 120 h, cáp.")
    assert lines[1] == "  Viettel: hoạt động 36 h trong 72 h"
    assert lines[2].startswith("    CT-05 mất 08/9 00:00: hết ắc quy sau 4 h; máy phát g1 hỏng")
    assert "  ✓ trạm kiên cố (Ba trạm kiên cố)" in lines
    assert "    ✓ máy phát dài giờ: 120 giờ (cần máy phát cố định chạy từ 24 giờ)" in lines


def test_a_site_that_stays_up_says_so_for_each_operator(scenario: str) -> None:
    said = planner_says("why", scenario, "ct-01", "--lang", "en")

    assert "  VinaPhone, Viettel: up all 72 h\n" in said.out


def test_an_outage_that_only_a_missing_datum_allows_is_marked(tmp_path: Path) -> None:
    storm = ONE_LOST.replace("CT-05/gen/g1", "G")
    storm = storm.replace("at_h: 20", "at_h: 71")
    unseen = SITES["BC-03"].replace("feed: P", "feed: Q").replace("battery_h: 4", "battery_h: 2")
    folder = write_province(tmp_path / "mau", sites={**SITES, "BC-03": unseen})
    scenario = str(write_scenario(folder, storm=storm))

    told = in_json(scenario, "BC-03")["site"]["outages"]

    # The tank that nobody has surveyed may be empty at 12 + 2 h; the gateway is lost for certain.
    assert [(each["since_h"], each["certain"]) for each in told] == [("14", False), ("71", True)]
    assert told[0]["until_h"] == "60"


def test_the_json_of_a_site_holds_its_chains_and_tests(scenario: str) -> None:
    told = in_json(scenario, "CT-05")

    assert told["target"] == {
        "kind": "site", "id": "CT-05", "code": None, "name": {"vi": "CT-05", "en": "CT-05"},
    }  # fmt: skip
    [outage] = told["site"]["outages"]
    assert (outage["since_h"], outage["until_h"], outage["operators"]) == ("24", "60", ["VTL"])
    assert outage["chain"]["kind"] == "dark"
    assert told["site"]["hardened"]["three"]["outcome"] == "holds"


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Cô Tô", "cô tô", "CO TO", "Co To", "co-to", "207", "district:co-to", "huyện Cô Tô", "co t",
        unicodedata.normalize("NFD", "Cô Tô"),
    ],
)  # fmt: skip
def test_a_district_is_found_by_name_code_and_id(scenario: str, name: str) -> None:
    assert planner_says("why", scenario, name).out.startswith("Cô Tô cần 3 trạm")


@pytest.mark.parametrize("name", ["Đặc khu Cô Tô", "dac khu co to", "commune:co-to", "07192"])
def test_a_commune_is_found_beside_a_district_of_the_same_name(tmp_path: Path, name: str) -> None:
    folder = str(write_province(tmp_path / "mau"))

    assert planner_says("why", folder, name).out.startswith("Đặc khu Cô Tô cần 1 trạm")


def test_where_an_id_means_two_units_the_other_is_mentioned(scenario: str) -> None:
    said = planner_says("why", scenario, "co-to")

    assert "“co-to” được hiểu là district:co-to; cũng có: commune:co-to" in said.err


def test_of_two_units_with_one_id_the_one_that_is_judged_is_meant(tmp_path: Path) -> None:
    folder = write_province(tmp_path / "mau")
    scenario = str(write_scenario(folder, unit="commune", at_least=1))

    assert planner_says("why", scenario, "co-to").out.startswith("Đặc khu Cô Tô cần 1 trạm")


def test_a_name_that_fits_several_is_refused_with_the_list(scenario: str) -> None:
    said = planner_says("why", scenario, "CT-0")

    assert said.code == 2
    assert said.out == ""
    assert said.err.endswith("hãy gõ rõ hơn: CT-01; CT-02; CT-05\n")


def test_an_unknown_name_is_refused_with_the_nearest(scenario: str) -> None:
    said = planner_says("why", scenario, "Ba Trẽ", "--lang", "en")

    assert said.code == 2
    assert "did you mean `Ba Che`?" in said.err


@pytest.mark.parametrize("name", ["", " ", ":", "district:", "\x1b[31m", "a" * 5000, "[/red]"])
def test_an_odd_name_is_only_not_found(scenario: str, name: str) -> None:
    said = planner_says("why", scenario, name)

    assert said.code == 2
    assert "\x1b" not in said.err


def test_a_unit_that_no_requirement_speaks_of_is_refused(scenario: str) -> None:
    said = planner_says("why", scenario, "commune:co-to")

    assert said.code == 2
    assert "three (district)" in said.err


def test_a_site_set_aside_is_said_to_be_so(tmp_path: Path) -> None:
    spoilt = {**SITES, "BC-06": site("BC-06").replace("floor_height_m: 1", "floor_height_m: -4")}
    scenario = str(write_scenario(write_province(tmp_path / "mau", sites=spoilt)))

    its_own = planner_says("why", scenario, "BC-06", "--set-aside")
    another = planner_says("why", scenario, "CT-01", "--set-aside")

    assert its_own.code == 2
    assert "có lỗi và đang để riêng: " in its_own.err
    assert another.code == 1
    assert another.out.startswith("! ĐỂ RIÊNG 1 bản ghi có lỗi")


# --- form -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"), [("CT-05", "table"), ("CT-05", "json"), ("Cô Tô", "json")]
)
def test_the_same_question_gives_the_same_bytes_whatever_the_hash_seed(
    scenario: str, name: str, form: str
) -> None:
    said = {
        subprocess.run(
            [sys.executable, "-m", "planner", "why", scenario, name, "--format", form],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LANG": "C"},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(said) == 1
    assert "Ba trạm kiên cố" in said.pop().decode("utf-8")


def test_rows_are_wrapped_at_words_and_lose_none() -> None:
    text = "mất điện lưới 07/9 12:10 do đường dây L-22 đứt; " * 9

    rows = wrapped(text, 2)

    assert " ".join(" ".join(rows).split()) == text.strip()
    assert all(display_width(row) <= WIDTH for row in rows)
    assert len(rows) < 7


def test_a_missing_file_exits_4() -> None:
    assert planner_says("why", "nowhere.yaml", "Cô Tô").code == 4


def test_the_answer_in_a_file_is_the_one_that_is_printed(scenario: str) -> None:
    shown = planner_says("why", scenario, "Cô Tô")

    said = planner_says("why", scenario, "Cô Tô", "-o", "why.txt")

    assert (said.code, said.out) == (1, "")
    assert Path("why.txt").read_text("utf-8") == shown.out
