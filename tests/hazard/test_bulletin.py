"""A bulletin's forces become 2-minute means, once, and its contradictions are found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.hazard.bulletin import conversions, said
from planner.hazard.gusts import marine_mean_10min_mps
from planner.hazard.records import Bulletin, Storm
from planner.hazard.storm_yaml import storm_text
from planner.hazard.tracks import whole
from planner.scenario.reading import read_file

NOW = {"after_h": 0, "lon": 111.3, "lat": 19.4, "force": 13, "gust_force": 16, "force6_km": 350}
NEXT = {"after_h": 24, "lon": 107.6, "lat": 20.6, "force": 12, "force_to": 13, "circle70_km": 100}


def bulletin(*positions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "agency": "Trung tâm Dự báo KTTV quốc gia",
        "issued": "2024-09-06T07:00:00+07:00",
        "positions": list(positions or (NOW, NEXT)),
        **more,
    }


def record(*positions: dict[str, Any], **more: Any) -> Bulletin:
    raw = bulletin(*positions, **more)
    raw["issued"] = datetime(2024, 9, 6, tzinfo=UTC)
    return Bulletin.model_validate(raw | {"positions": tuple(raw["positions"])})


def codes(folder: Path, *positions: dict[str, Any], **more: Any) -> list[str]:
    path = folder / "storm.yaml"
    storm = {"id": "s1", "name": {"vi": "Bão số 3"}, "bulletin": bulletin(*positions), **more}
    path.write_text(yaml.safe_dump({"storm": storm}, allow_unicode=True), encoding="utf-8")
    return [finding.code for finding in read_file(path).findings]


def test_force_13_is_taken_at_its_upper_end_as_a_two_minute_mean() -> None:
    now, _ = record().as_track().fixes

    # Force 13 is 37.0 to 41.4 m/s, a 2-minute mean; 41.4 m/s are 80.48 knots.
    assert now.wind_kt == 80.48
    assert record().as_track().averaging_min == 2
    assert now.at == datetime(2024, 9, 6, 0, 0, tzinfo=UTC)


def test_the_wind_field_gets_the_ten_minute_mean_of_it() -> None:
    path = whole(record().as_track(), datetime(2024, 9, 6, tzinfo=UTC))

    # 41.4 m/s over 2 minutes are 41.4 x 1.15 / 1.23 = 38.7 m/s over 10.
    assert path.largest_mps[0] == pytest.approx(38.7, abs=0.05)
    assert path.largest_mps[0] == pytest.approx(marine_mean_10min_mps(41.4, 2), abs=0.01)


def test_the_middle_can_be_taken_instead() -> None:
    now, then = conversions(record(take="middle"))

    assert now.mean_2min_mps == pytest.approx((37.0 + 41.4) / 2)
    assert then.mean_2min_mps == pytest.approx((32.7 + 41.4) / 2)  # forces 12 to 13


def test_of_two_forces_the_upper_end_is_that_of_the_higher() -> None:
    assert conversions(record())[1].mean_2min_mps == 41.4
    assert conversions(record())[1].force == "12–13"


def test_the_gust_that_goes_with_it_stands_beside_the_stated_one() -> None:
    now = conversions(record())[0]

    assert now.sea_gust_mps == pytest.approx(41.4 * 1.15)  # 47.6 m/s, force 15
    assert (now.sea_gust_force, now.stated_gust) == (15, "16")


def test_a_storm_with_a_bulletin_has_its_track_whoever_asks() -> None:
    storm = Storm.model_validate({"id": "s1", "name": {"vi": "Bão"}, "bulletin": record()})

    assert storm.track == record().as_track()
    assert "track" not in storm.model_fields_set
    assert "bulletin:" in storm_text(storm)
    assert "track:" not in storm_text(storm)


def test_what_is_assumed_is_said_with_the_width_of_the_circle() -> None:
    first, second = said(record())

    assert "the upper end of each force" in first.en
    assert "100 km" in second.en


def test_a_good_bulletin_has_no_findings(tmp_path: Path) -> None:
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"gust_force": 12}, "E414"),
        ({"force_to": 12}, "E414"),
        ({"force10_km": 400}, "E414"),
        ({"force": 8, "gust_force": 16}, "W524"),
        ({"force": 13, "gust_force": 13, "gust_above_scale": True}, None),
        ({"force": 8, "gust_force": 10, "force10_km": 100}, "W525"),
    ],
)
def test_a_position_that_contradicts_itself_is_found(
    tmp_path: Path, change: dict[str, Any], code: str | None
) -> None:
    assert codes(tmp_path, {**NOW, **change}, NEXT) == ([] if code is None else [code])


def test_positions_that_go_back_in_time_are_found(tmp_path: Path) -> None:
    assert codes(tmp_path, NEXT, NOW) == ["E414"]


def test_a_circle_that_shrinks_is_doubted(tmp_path: Path) -> None:
    assert codes(tmp_path, {**NOW, "circle70_km": 200}, NEXT) == ["W525"]


def test_a_centre_that_leaps_is_doubted(tmp_path: Path) -> None:
    assert codes(tmp_path, NOW, {**NEXT, "after_h": 1}) == ["W522"]


def test_a_track_beside_a_bulletin_is_refused(tmp_path: Path) -> None:
    track = {
        "agency": "JMA", "averaging_min": 10,
        "fixes": [
            {"at": f"2024-09-07T0{hour}:00:00Z", "lon": 107.0, "lat": 20.0, "wind_kt": 90}
            for hour in (0, 6)
        ],
    }  # fmt: skip

    assert "E414" in codes(tmp_path, track=track)
