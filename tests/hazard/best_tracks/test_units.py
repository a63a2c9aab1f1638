"""Speeds in another unit than the file says are found out by the pressures."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.units import MPS_PER_KNOT
from planner.hazard.best_tracks.checks import unit_doubt, wind_per_pressure
from planner.hazard.best_tracks.reading import Chosen, choose, entries
from planner.hazard.best_tracks.storms import comments_of, storm_of
from planner.hazard.storm_yaml import storm_text
from planner.scenario.reading import read_file
from tests.hazard.best_tracks.files import SHARED

TABLE = SHARED / "best_tracks.csv"
needs_tracks = pytest.mark.skipif(
    not TABLE.is_file(), reason="the folder of open tracks is not here"
)

# Yagi on 5 and 6 September 2024, RSMC Tokyo: knots (10-minute) and hPa.
YAGI = ((105.0, 915.0), (95.0, 930.0), (85.0, 945.0), (90.0, 935.0))


def times(factor: float) -> list[tuple[float | None, float | None]]:
    return [(wind * factor, pressure) for wind, pressure in YAGI]


def test_knots_of_tokyo_go_with_its_pressures() -> None:
    assert unit_doubt(times(1), 10) is None


def test_by_hand_105_knots_of_ten_minutes_at_915_hpa_are_nine_tenths_of_what_goes_with_it() -> None:
    # 105 / 0.93 = 112.9 kt; 6.70 * 95^0.644 = 125.8 kt.
    assert wind_per_pressure([(105, 915)] * 3, 10) == pytest.approx(112.9 / 125.8, abs=2e-3)


@pytest.mark.parametrize(
    ("factor", "said"),
    [(MPS_PER_KNOT, "m/s"), (1.852, "km/h"), (1 / MPS_PER_KNOT, "twice")],
    ids=["metres per second for knots", "km/h for knots", "knots turned into knots again"],
)
def test_another_unit_is_doubted(factor: float, said: str) -> None:
    doubt = unit_doubt(times(factor), 10)

    assert doubt is not None
    assert said in doubt.en


def test_weak_lows_are_not_judged() -> None:
    assert unit_doubt([(20, 1000)] * 5, 10) is None


@pytest.fixture(scope="module")
def every_track() -> list[Chosen]:
    """All tracks of the open table."""
    return [
        choose(TABLE, name=entry.name, season=entry.season, agency=entry.agency)
        for entry in entries(TABLE)[1]
    ]


@needs_tracks
def test_every_track_that_we_hold_is_believed_and_doubted_in_metres_per_second(
    every_track: list[Chosen],
) -> None:
    judged = 0
    for found in every_track:
        assert [finding.code for finding in found.findings] == [], found.entry.name
        winds = [(row.wind_kt, row.pressure_hpa) for row in found.rows]
        if wind_per_pressure(winds, found.entry.averaging_min) is not None:
            judged += 1
            slow = [(kt and kt * MPS_PER_KNOT, hpa) for kt, hpa in winds]
            assert unit_doubt(slow, found.entry.averaging_min) is not None, found.entry.name
    assert judged >= 30


@needs_tracks
def test_every_track_that_we_hold_is_a_storm_file_that_validates(
    every_track: list[Chosen], tmp_path: Path
) -> None:
    for found in every_track:
        path = tmp_path / "storm.yaml"
        path.write_text(storm_text(storm_of(found, TABLE.name), comments_of(found)), encoding="utf-8")

        assert read_file(path).findings == ()


@needs_tracks
def test_the_tables_and_the_agencies_own_files_give_the_same_storm() -> None:
    own = {
        "JMA": SHARED / "raw" / "jma_rsmc_besttrack_excerpt.txt",
        "JTWC": SHARED / "raw" / "jtwc_bwp122024_yagi.dat",
    }
    for agency, path in own.items():
        raw = storm_of(choose(path, name="YAGI", season=2024), path.name).track
        table = storm_of(choose(TABLE, name="YAGI", season=2024, agency=agency), TABLE.name).track
        assert raw is not None
        assert table is not None
        for mine, theirs in zip(raw.fixes, table.fixes, strict=True):
            left, right = (fix.model_dump(exclude={"status"}) for fix in (mine, theirs))
            assert left == right
