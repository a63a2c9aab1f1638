"""The coarse coast: lengths, places along it, and where tracks meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.hazard.coast import (
    COAST,
    LENGTH_KM,
    along_km_of,
    east_north_km,
    landfall_of,
    moved,
    name_near,
    place_at,
)
from tests.hazard.storms import START, track
from tests.hazard.test_shipped_storms import read

STORMS = Path(__file__).parents[2] / "scenarios" / "storms"


def test_the_coast_has_at_most_thirty_corners_and_goes_south() -> None:
    assert len(COAST) <= 30
    assert 1_900 < LENGTH_KM < 2_100  # Vietnam says 3,260 km with every bay


@given(st.floats(0, LENGTH_KM))
def test_a_place_of_the_coast_is_as_far_along_as_it_was_asked_for(along_km: float) -> None:
    assert along_km_of(*place_at(along_km)) == pytest.approx(along_km, abs=1.5)


def test_no_place_lies_beyond_the_ends() -> None:
    with pytest.raises(ValueError, match="beyond it"):
        place_at(LENGTH_KM + 1)


def test_a_track_from_the_east_meets_the_coast_at_da_nang() -> None:
    fixes = track({"h": 0, "lon": 109.0, "lat": 15.9}, {"h": 10, "lon": 108.0, "lat": 15.9}).fixes

    landfall = landfall_of(fixes)

    assert landfall.crosses
    assert landfall.lat == pytest.approx(15.9, abs=0.01)
    assert name_near(landfall.along_km) == "Cửa Đại"
    assert 5 < (landfall.at - START).total_seconds() / 3600 < 7


def test_a_track_at_sea_has_the_place_where_it_comes_nearest() -> None:
    fixes = track({"h": 0, "lon": 111.0, "lat": 13.0}, {"h": 10, "lon": 111.0, "lat": 12.0}).fixes

    landfall = landfall_of(fixes)

    assert not landfall.crosses
    assert name_near(landfall.along_km) == "Mũi Điện"


@pytest.mark.parametrize(
    ("storm", "place"),
    [
        ("yagi-2024", {"Hạ Long", "Đồ Sơn"}),  # "Quảng Ninh - Hải Phòng"
        ("doksuri-2017", {"Đèo Ngang", "Đồng Hới", "Cửa Nhượng"}),  # Kỳ Anh, Hà Tĩnh - Quảng Bình
        ("molave-2020", {"Dung Quất", "Sa Huỳnh", "Cửa Đại"}),  # Quảng Nam - Quảng Ngãi
        ("damrey-2017", {"Nha Trang", "Mũi Điện"}),  # Khánh Hòa - Phú Yên
        ("noru-2022", {"Cửa Đại", "Sơn Trà"}),  # Đà Nẵng - Quảng Nam
        ("kalmaegi-2025", {"Quy Nhơn", "Mũi Điện"}),  # Gia Lai (Bình Định)
    ],
)
def test_storms_come_ashore_where_they_did(storm: str, place: set[str]) -> None:
    known = read(STORMS / f"{storm}.yaml").track
    assert known is not None

    assert name_near(landfall_of(known.fixes).along_km) in place


@given(st.floats(100, 130), st.floats(0, 30), st.floats(100, 130), st.floats(0, 30))
def test_moving_back_what_was_moved_is_the_same_place(
    lon: float, lat: float, from_lon: float, from_lat: float
) -> None:
    again = moved(from_lon, from_lat, *east_north_km(lon, lat, from_lon, from_lat))

    assert again == pytest.approx((lon, lat), abs=1e-9)
