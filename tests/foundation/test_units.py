"""Wind speeds, forces, gusts and risk levels, each against a number worked by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation import units

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "reference"
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference tables do not lie beside the repository"
)


def test_ninety_knots_are_46_3_metres_per_second_and_not_90_miles_or_kilometres_per_hour() -> None:
    assert units.mps_from_knots(90) == pytest.approx(46.3)  # 90 mph is 40.2, 90 km/h is 25.0
    assert units.knots_from_mps(46.3) == pytest.approx(90)


def test_two_hundred_and_twenty_kilometres_per_hour_are_61_1_metres_per_second() -> None:
    assert units.mps_from_kmh(220) == pytest.approx(61.111, abs=1e-3)
    assert units.kmh_from_mps(61.111) == pytest.approx(220, abs=1e-2)


@pytest.mark.parametrize("force", range(18))
def test_both_ends_of_a_class_are_of_its_force(force: int) -> None:
    low, high = units.FORCE_BOUNDS_MPS[force]

    assert units.force_of(low) == force
    assert units.force_of(high) == force


def test_a_speed_between_two_classes_has_not_reached_the_higher_one() -> None:
    assert units.force_of(13.8) == 6
    assert units.force_of(13.85) == 6
    assert units.force_of(13.9) == 7


def test_forces_end_at_17_and_what_is_above_can_be_told() -> None:
    assert units.force_of(61.2) == 17
    assert not units.is_above_scale(61.2)
    assert units.force_of(80) == 17
    assert units.is_above_scale(61.3)


@pytest.mark.parametrize("speed", [-0.1, float("nan")])
def test_a_speed_that_cannot_be_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        units.force_of(speed)


@pytest.mark.parametrize("force", [-1, 18])
def test_a_force_outside_the_scale_is_refused(force: int) -> None:
    with pytest.raises(ValueError, match="not one of 0 to 17"):
        units.force_upper_mps(force)


def test_a_design_force_is_the_upper_end_of_its_class_and_a_two_minute_mean() -> None:
    # Force 13 goes up to 41.4 m/s; off-land a 3-second gust is 1.42 times a 2-minute mean.
    assert units.gust_3s_mps(13, "force", "2min", "off-land") == pytest.approx(58.788)
    # The averaging time written beside a force changes nothing.
    assert units.gust_3s_mps(13, "force", "3s", "off-land") == pytest.approx(58.788)


@pytest.mark.parametrize(
    ("averaging", "exposure", "gust"),
    [
        ("3s", "in-land", 40.0),
        ("2min", "at-sea", 46.0),
        ("2min", "off-sea", 51.2),
        ("2min", "off-land", 56.8),
        ("2min", "in-land", 62.0),
        ("10min", "at-sea", 49.2),
        ("10min", "off-sea", 55.2),
        ("10min", "off-land", 60.8),
        ("10min", "in-land", 66.4),
    ],
)
def test_forty_metres_per_second_are_a_different_gust_by_averaging_time_and_exposure(
    averaging: units.Averaging, exposure: units.Exposure, gust: float
) -> None:
    assert units.gust_3s_mps(40, "m/s", averaging, exposure) == pytest.approx(gust)


def test_a_design_wind_in_kilometres_per_hour_is_converted_before_it_is_a_gust() -> None:
    # 180 km/h = 50 m/s; off-sea 1.28 over a 2-minute mean.
    assert units.gust_3s_mps(180, "km/h", "3s", "off-sea") == pytest.approx(50)
    assert units.gust_3s_mps(180, "km/h", "2min", "off-sea") == pytest.approx(64)


def test_a_force_and_a_half_is_refused() -> None:
    with pytest.raises(ValueError, match=r"12\.5 is not a whole number"):
        units.gust_3s_mps(12.5, "force", "2min", "in-land")


@given(force=st.integers(0, 17), exposure=st.sampled_from(sorted(units.GUST_FACTORS[2])))
def test_a_force_taken_to_a_gust_and_back_is_itself(force: int, exposure: units.Exposure) -> None:
    gust = units.gust_3s_mps(force, "force", "2min", exposure)

    assert units.mean_2min_force(gust, exposure) == force


def test_a_longer_mean_takes_a_larger_factor_and_rougher_ground_too() -> None:
    for exposure in units.GUST_FACTORS[10]:
        one, two, ten = (units.GUST_FACTORS[minutes][exposure] for minutes in (1, 2, 10))
        assert one < two < ten
    for by_exposure in units.GUST_FACTORS.values():
        assert sorted(by_exposure.values()) == list(by_exposure.values())


def test_a_force_is_of_the_risk_level_of_its_region() -> None:
    assert units.risk_level("northeast", 5) is None
    assert units.risk_level("northeast", 9) == 3
    assert units.risk_level("northeast", 12) == 4
    assert units.risk_level("northeast", 15) == 4
    assert units.risk_level("northeast", 16) == 5
    assert units.risk_level("highlands", 14) == 5
    assert units.risk_level("south", 10) == 4
    assert units.risk_level("south", 12) == 5
    assert units.risk_level("east-sea", 17) == 4


@pytest.mark.parametrize(
    ("region", "level", "force"),
    [
        ("northeast", 3, 11),
        ("red-river-delta", 4, 15),
        ("north-central", 4, 15),
        ("mid-central", 4, 15),
        ("northwest", 4, 13),
        ("viet-bac", 4, 13),
        ("south-central-coast", 4, 13),
        ("highlands", 3, 11),
        ("south", 4, 11),
        ("south", 3, 9),
        ("northeast", 5, 17),
        ("northeast", 2, 5),
        ("coastal-water", 3, 11),
    ],
)
def test_standing_a_risk_level_means_its_highest_force_in_that_region(
    region: units.RiskArea, level: int, force: int
) -> None:
    assert units.max_force_for_level(region, level) == force


@pytest.mark.parametrize("level", [0, 6])
def test_a_risk_level_that_does_not_exist_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="not one of 1 to 5"):
        units.max_force_for_level("south", level)


@needs_reference
def test_the_force_scale_is_that_of_the_reference_table() -> None:
    with (REFERENCE / "wind_scale_vn.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"].isdigit()]

    read = tuple((float(row["min_m_s"]), float(row["max_m_s"])) for row in rows)

    assert read == units.FORCE_BOUNDS_MPS


@needs_reference
def test_the_gusts_of_the_wind_zones_are_those_of_the_reference_table() -> None:
    with (REFERENCE / "wind_zones_qcvn02_2022.csv").open(encoding="utf-8", newline="") as file:
        read = {row["zone"]: float(row["v3s50_m_s"]) for row in csv.DictReader(file)}

    assert read == units.ZONE_GUST_MPS
