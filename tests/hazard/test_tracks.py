"""A track made whole: what is missing is filled as it is said, and time goes straight."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from planner.foundation.errors import HazardError
from planner.hazard.tracks import at_steps, radius_from_pressure_km, whole
from planner.hazard.wind_pressure import pressure_from_wind_hpa, wind_from_pressure_mps
from tests.hazard.storms import START, still, track, yagi

TRACKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "tracks" / "best_tracks.csv"
HERE = {"lon": 107.0, "lat": 21.0}


def test_knots_become_metres_per_second_once() -> None:
    path = whole(still(), START)

    assert path.largest_mps.tolist() == pytest.approx([46.3, 46.3])
    assert path.assumptions == ()


def test_a_one_minute_agency_is_brought_to_ten_minutes() -> None:
    assert whole(still(averaging_min=1), START).largest_mps[0] == pytest.approx(46.3 * 0.93)


def test_a_missing_wind_comes_from_the_pressure_and_is_said() -> None:
    fixes = track(
        {"h": 0, **HERE, "wind_kt": 35, "pressure_hpa": 996, "rmw_km": 50},
        {"h": 6, **HERE, "pressure_hpa": 998, "rmw_km": 50},
    )

    path = whole(fixes, START)

    # 6.70 × 12^0.644 = 33.19 kt as a 1-minute mean; × 0.93 = 30.87 kt = 15.88 m/s.
    assert path.largest_mps[1] == pytest.approx(15.88, abs=0.01)
    assert len(path.assumptions) == 1
    assert path.assumptions[0].en == (
        "1 position of the track (6 Sep 18:00) has no largest wind: taken from the pressure after "
        "Atkinson and Holliday (1977)"
    )
    assert path.assumptions[0].vi.startswith("1 vị trí của đường đi (lúc 06/9 18:00) không có")


def test_a_missing_pressure_comes_from_the_wind_and_is_said() -> None:
    fixes = track(
        {"h": 0, **HERE, "wind_kt": 90, "rmw_km": 30},
        {"h": 6, **HERE, "wind_kt": 90, "pressure_hpa": 935, "rmw_km": 30},
        averaging_min=1,
    )

    path = whole(fixes, START)

    # (90 / 6.70)^(1 / 0.644) = 56.5 hPa below 1010.
    assert path.pressure_hpa[0] == pytest.approx(953.5, abs=0.1)
    assert "no central pressure" in path.assumptions[0].en


def test_a_position_with_neither_lies_between_its_neighbours_and_is_said() -> None:
    fixes = track(
        {"h": 0, **HERE, "pressure_hpa": 990, "wind_kt": 50, "rmw_km": 50},
        {"h": 3, **HERE, "rmw_km": 50},
        {"h": 12, **HERE, "pressure_hpa": 998, "wind_kt": 35, "rmw_km": 50},
    )

    path = whole(fixes, START)

    assert path.pressure_hpa[1] == pytest.approx(992)
    assert any("neither wind nor pressure" in said.en for said in path.assumptions)


def test_a_missing_radius_is_the_mean_by_pressure_and_is_said() -> None:
    path = whole(still(rmw_km=None), START)

    # 935 hPa: 14.9 + 63 / 68 × 0.8 = 15.64 nautical miles = 28.97 km.
    assert path.radius_km[0] == pytest.approx(28.97, abs=0.01)
    assert path.assumptions[0].en.startswith("every position of the track has no radius")


def test_radii_by_pressure_are_those_of_the_table_in_kilometres() -> None:
    assert radius_from_pressure_km(980) == pytest.approx(47.60, abs=0.01)
    assert radius_from_pressure_km(850) == pytest.approx(27.59, abs=0.01)
    assert radius_from_pressure_km(1040) == pytest.approx(105.38, abs=0.01)


def test_pressure_and_wind_are_each_others_inverse() -> None:
    assert pressure_from_wind_hpa(wind_from_pressure_mps(950)) == pytest.approx(950)
    assert wind_from_pressure_mps(1012) == 0


def test_a_track_without_any_wind_or_pressure_is_refused() -> None:
    with pytest.raises(HazardError, match="no position of the track has a wind or a pressure"):
        whole(track({"h": 0, **HERE}, {"h": 6, **HERE}), START)


@pytest.mark.parametrize("second", [0, -6])
def test_fixes_out_of_order_or_at_one_time_are_refused(second: int) -> None:
    fixes = track(
        {"h": 0, **HERE, "pressure_hpa": 990}, {"h": second, **HERE, "pressure_hpa": 990}
    )

    with pytest.raises(HazardError, match="not in the order of time"):
        whole(fixes, START)


def test_a_degree_north_in_six_hours_is_5_15_metres_per_second() -> None:
    fixes = track(
        {"h": 0, "lon": 107.0, "lat": 20.0, "pressure_hpa": 950},
        {"h": 6, "lon": 107.0, "lat": 21.0, "pressure_hpa": 950},
    )

    path = whole(fixes, START)

    # 111.195 km in 21,600 s.
    assert path.north_mps.tolist() == pytest.approx([5.148, 5.148], abs=1e-3)
    assert path.east_mps.tolist() == pytest.approx([0, 0])


def test_a_storm_over_the_antimeridian_goes_on_and_not_round_the_world() -> None:
    fixes = track(
        {"h": 0, "lon": 179.5, "lat": 20.0, "pressure_hpa": 950},
        {"h": 6, "lon": -179.5, "lat": 20.0, "pressure_hpa": 950},
    )

    _, steps = at_steps(whole(fixes, START), [Fraction(3)])

    assert steps.lon[0] == pytest.approx(180.0)
    assert steps.east_mps[0] == pytest.approx(4.84, abs=0.01)  # 104.49 km in 6 h


def test_between_two_fixes_everything_goes_straight_with_time() -> None:
    fixes = track(
        {"h": 0, "lon": 108.0, "lat": 20.0, "wind_kt": 90, "pressure_hpa": 940, "rmw_km": 20},
        {"h": 6, "lon": 107.0, "lat": 21.0, "wind_kt": 60, "pressure_hpa": 970, "rmw_km": 50},
    )

    _, steps = at_steps(whole(fixes, START), [Fraction(2)])

    assert steps.lon[0] == pytest.approx(107.0 + 2 / 3)
    assert steps.lat[0] == pytest.approx(20 + 1 / 3)
    assert steps.largest_mps[0] == pytest.approx(80 * 1852 / 3600)
    assert steps.pressure_hpa[0] == pytest.approx(950)
    assert steps.radius_km[0] == pytest.approx(30)


def test_a_track_exists_from_its_first_fix_to_its_last_both_included() -> None:
    path = whole(still(hours=6), START)
    times = [Fraction(-1), Fraction(0), Fraction(6), Fraction(6) + Fraction(1, 10**9)]

    here, steps = at_steps(path, times)

    assert (here.start, here.stop) == (1, 3)
    assert list(steps.at_h) == [0, 6]


def test_yagis_fixes_are_those_that_the_agency_published() -> None:
    if not TRACKS.is_file():
        pytest.skip("the published tracks do not lie beside the repository")
    with TRACKS.open(encoding="utf-8", newline="") as file:
        published = [
            row
            for row in csv.DictReader(file)
            if (row["storm"], row["season"], row["agency"]) == ("YAGI", "2024", "JMA")
            and "2024-09-05T00:00:00Z" <= row["time_utc"] <= "2024-09-08T12:00:00Z"
        ]
    typed = yagi().track

    def km(nautical_miles: str) -> float | None:
        return float(nautical_miles) * 1.852 if nautical_miles else None

    def number(text: str) -> float | None:
        return float(text) if text else None

    assert typed is not None
    assert len(typed.fixes) == len(published) == 15
    assert {row["wind_averaging_min"] for row in published} == {str(typed.averaging_min)}
    for fix, row in zip(typed.fixes, published, strict=True):
        assert f"{fix.at:%Y-%m-%dT%H:%M:%SZ}" == row["time_utc"]
        assert (fix.lon, fix.lat) == (float(row["lon"]), float(row["lat"]))
        assert (fix.wind_kt, fix.pressure_hpa) == (
            number(row["wind_kt"]),
            number(row["pressure_hpa"]),
        )
        assert fix.r30_km == pytest.approx(km(row["r30_long_nm"]))
        assert fix.r50_km == pytest.approx(km(row["r50_long_nm"]))
