"""What an officer reads when asking why: one sentence per chain, each with its places."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from planner.foundation.diagnostics import Place
from planner.plan.filters import Clock
from planner.plan.wording import chain_lines, sentence
from planner.simulation.causes import Link
from tests.plan.worlds import small_province

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2024, 9, 6, 12, tzinfo=UTC)  # 19:00 in Vietnam
CLOCK = Clock(START)


def hour(text: str) -> Fraction:
    """Hours from the start to `dd HH:MM` of September 2024 in Vietnam time."""
    day, clock = text.split()
    hours, minutes = clock.split(":")
    return Fraction((int(day) - 6) * 24 + int(hours) - 19) + Fraction(int(minutes), 60)


def dark_site() -> Link:
    gust = Link("gust", "L-22", hour("07 12:10"), 52.0, 45.0, by="YAGI")
    cut = Link("asset-failed", "L-22", hour("07 12:10"), because=(gust,))
    grid = Link("grid-lost", "CT-05", hour("07 12:10"), because=(cut,))
    flood = Link("flood", "CT-05/gen/g1", hour("08 03:10"), 1.4, 0.9, by="F-1")
    generator = Link("generator-failed", "CT-05/gen/g1", hour("08 03:10"), because=(flood,))
    battery = Link("battery-empty", "CT-05", hour("08 07:10"), 4.0)
    return Link("dark", "CT-05", hour("08 07:10"), because=(battery, generator, grid))


def test_a_dark_site_is_told_from_battery_to_generator_to_grid() -> None:
    told = sentence(dark_site(), small_province(), CLOCK)

    assert told.vi == (
        "CT-05 mất 08/9 07:10: hết ắc quy sau 4 h; máy phát g1 hỏng 08/9 03:10: ngập 1,4 m > sàn "
        "0,9 m; mất điện lưới 07/9 12:10 do đường dây L-22 đứt vì gió giật 52 m/s > thiết kế 45 m/s"
    )
    assert told.en == (
        "CT-05 out since 8 Sep 07:10: battery empty after 4 h; generator g1 failed 8 Sep 03:10: "
        "water 1.4 m > floor 0.9 m; grid lost 7 Sep 12:10 because line L-22 cut: "
        "gust 52 m/s > design 45 m/s"
    )


def test_the_lines_of_a_chain_carry_the_places_of_what_they_name() -> None:
    lines = chain_lines(dark_site(), small_province(), START)

    assert [line.words.vi.split(":")[0] for line in lines] == [
        "CT-05 mất 08/9 07",
        "máy phát g1 hỏng 08/9 03",
        "mất điện lưới 07/9 12",
    ]
    assert lines[0].places == (Place("mau/sites.yaml", 221, 5),)
    assert lines[1].places == (Place("mau/sites.yaml", 230, 9),)
    assert lines[2].places == (Place("mau/sites.yaml", 221, 5), Place("mau/power.yaml", 88, 5))


def test_the_lines_of_a_chain_are_its_sentence() -> None:
    province = small_province()

    lines = chain_lines(dark_site(), province, START)

    assert "; ".join(line.words.vi for line in lines) == sentence(dark_site(), province, CLOCK).vi


def test_a_fallen_mast_is_told_with_its_gust() -> None:
    gust = Link("gust", "CT-02/mast", hour("07 12:10"), 52.0, 45.0, by="YAGI")
    fallen = Link("mast-failed", "CT-02/mast", hour("07 12:10"), because=(gust,))

    told = sentence(fallen, small_province(), CLOCK)

    assert told.vi == "CT-02 mất 07/9 12:10: đổ cột vì gió giật 52 m/s > thiết kế 45 m/s"
    assert told.en == "CT-02 out since 7 Sep 12:10: mast down: gust 52 m/s > design 45 m/s"


def test_a_list_of_causes_below_another_cause_stands_in_brackets() -> None:
    empty = Link("battery-empty", "F-3", hour("08 02:00"), 8.0)
    none = Link("no-generator", "F-3", hour("08 02:00"))
    dark = Link("node-dark", "F-3", hour("08 02:00"), because=(empty, none))
    cut_off = Link("no-backhaul", "CT-05", hour("08 02:00"), because=(dark,))

    told = sentence(cut_off, small_province(), CLOCK)

    assert told.vi == (
        "CT-05 mất 08/9 02:00: mất truyền dẫn do nút cáp quang F-3 mất điện "
        "(hết ắc quy sau 8 h; không có máy phát)"
    )


def test_a_gust_that_has_just_reached_the_design_wind_is_not_shown_as_equal() -> None:
    gust = Link("gust", "CT-02/mast", hour("07 12:10"), 45.00001, 45.0)
    fallen = Link("mast-failed", "CT-02/mast", hour("07 12:10"), because=(gust,))

    told = sentence(fallen, small_province(), CLOCK)

    assert told.vi.endswith("gió giật vượt thiết kế 45 m/s")
    assert told.en.endswith("gust passes the design 45 m/s")


def test_a_missing_datum_is_named_in_words() -> None:
    missing = Link("not-surveyed", "CT-02/mast", hour("07 12:10"), by="CT-02.structure.design_wind")
    fallen = Link("mast-failed", "CT-02/mast", hour("07 12:10"), because=(missing,))

    told = sentence(fallen, small_province(), CLOCK)

    assert told.vi.endswith("chưa khảo sát gió thiết kế của cột (CT-02), tính theo hướng xấu")
    assert told.en.endswith("design wind of the mast (CT-02) not surveyed, taken at its worst")


@pytest.mark.parametrize("folder", ["planner", "templates", "scenarios"])
def test_a_generator_has_one_name(folder: str) -> None:
    """Officers say `máy nổ` and write `máy phát`; a plan that uses both seems to speak of two things."""
    texts = [
        path
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".j2", ".yaml", ".md", ".css", ".js", ".typ"}
    ]
    assert texts
    assert [path.name for path in texts if "máy nổ" in path.read_text("utf-8").lower()] == []
