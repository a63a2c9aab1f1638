"""The hindcast: restoration drawn by name, and a page on which everything says where it comes from."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

from benchmarks.aftermath import CAUSES, Aftermath, Hour
from benchmarks.hindcast import model
from benchmarks.hindcast.model import (
    RESTORATION_MEDIAN_H,
    coast_around,
    hours,
    members,
    restoration_h,
    station_gusts,
)
from benchmarks.hindcast.page import Province, page
from benchmarks.provinces.places import load
from planner.scenario.storm_file import load_storm

HERE = Path(model.__file__).parent
KNOWN: dict[str, Any] = yaml.safe_load((HERE / "yagi.yaml").read_text("utf-8"))
DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "admin").is_dir(), reason="the folder of open data is not here")
STORM = (HERE / KNOWN["storm"]).resolve()


def test_restoration_is_drawn_by_name_and_has_the_median_of_the_prior() -> None:
    drawn = [float(restoration_h(7, f"L-{number}", 1)) for number in range(2_000)]

    assert median(drawn) == pytest.approx(RESTORATION_MEDIAN_H, rel=0.06)
    # One standard deviation of the logarithm up: 84 % are mended by 53 x e^0.55 = 92 h.
    assert sum(hours <= 91.9 for hours in drawn) / len(drawn) == pytest.approx(0.841, abs=0.03)
    assert restoration_h(7, "L-3", 1) == restoration_h(7, "L-3", 1)
    assert restoration_h(7, "L-3", 1) != restoration_h(7, "L-3", 2)


def sea() -> list[list[tuple[float, float]]]:
    """One square of land far off, so that every station stands in the open sea."""
    return [[(120.0, 10.0), (120.1, 10.0), (120.1, 10.1), (120.0, 10.1)]]


@needs_data
def test_land_between_a_station_and_the_sea_takes_its_share() -> None:
    storm, start = load_storm(STORM), datetime.fromisoformat(KNOWN["start"])

    open_, real = (
        {each.name: max(each.by_model.values()) for each in station_gusts(storm, KNOWN["stations"], start, rings)}
        for rings in (sea(), coast_around(KNOWN["stations"], DATA))
    )

    assert real["Hải Dương"] < 0.95 * open_["Hải Dương"]
    assert real["Bạch Long Vĩ"] == pytest.approx(open_["Bạch Long Vĩ"], rel=0.02)


def test_the_stations_feel_the_storm_and_the_nearest_feel_it_most() -> None:
    storm = load_storm(STORM)

    found = {
        each.name: max(each.by_model.values())
        for each in station_gusts(
            storm, KNOWN["stations"], datetime.fromisoformat(KNOWN["start"]), sea()
        )
    }

    assert set(found) == {each["name"] for each in KNOWN["stations"]}
    assert all(20 < gust < 80 for gust in found.values())
    assert found["Cô Tô"] > found["Hải Dương"]


@pytest.mark.slow
def test_a_broken_network_comes_back_and_silent_sites_have_one_cause_each() -> None:
    [found] = members(
        load("quang-ninh"), load_storm(STORM), datetime.fromisoformat(KNOWN["start"]), 80, [1]
    )

    outs = [hour.out for hour in found.hours["optimistic"]]
    assert max(outs) > outs[0]
    assert outs[-1] < max(outs) / 2
    assert len(outs) == len(hours())
    assert all(hour.out <= found.sites for side in found.hours.values() for hour in side)


def made_up(out: int) -> Aftermath:
    """Ten sites in one district, `out` of them dark from hour 15 to 60, nothing else."""
    def at(hour: Fraction) -> Hour:
        dark = out if 15 <= hour < 60 else 0
        return Hour(hour, dict.fromkeys(CAUSES, 0) | {"power": dark}, {"d": dark})

    sides = {side: tuple(at(hour) for hour in hours()) for side in ("pessimistic", "optimistic")}
    masts = {"pessimistic": 1, "optimistic": 0}
    return Aftermath(10, {"d": 10}, masts, sides, {"d": 40.0}, {"d": "holds"})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_self_contained_and_says_what_is_made_up_tuned_and_misfit(language: str) -> None:
    stations = station_gusts(
        load_storm(STORM), KNOWN["stations"], datetime.fromisoformat(KNOWN["start"]), sea()
    )
    province = Province("p", "Tỉnh", "31", {"d": "Huyện D"}, [made_up(4), made_up(8)])

    text = page(KNOWN, stations, [province], 2, language, ["battery_h: 4"], "Yagi & <bão>")

    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in text
    assert "Yagi &amp; &lt;bão&gt;" in text
    for said in {
        "vi": ("MINH HỌA", "Cái gì đã khớp theo Yagi", "6285", "3.010 trạm", "battery_h: 4", "trung vị 5,0 %"),
        "en": ("ILLUSTRATIVE", "What was tuned on this storm", "6285", "3,010 stations", "median 5.0 %"),
    }[language]:
        assert said in text
    assert "class='misfit'" in text
    assert text.count("<svg") == 3


def test_every_published_figure_says_who_gave_it_in_both_languages() -> None:
    for group in ("masts", "silent", "recovery"):
        for each in KNOWN[group]:
            assert set(each["who"]) == {"vi", "en"}
    assert all(set(each) == {"vi", "en"} for each in KNOWN["tuned"])
