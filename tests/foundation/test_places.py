from __future__ import annotations

import random

import pytest

from planner.foundation.places import (
    VN2000_MERIDIANS,
    degrees_from_metres,
    distance_km,
    in_vietnam,
    is_known_system,
    is_projected,
    likely_systems,
    looks_projected,
    metres_from_degrees,
    rounded,
    suspicion,
)

HA_LONG = (107.0481, 20.9585)


def test_every_system_is_what_the_registry_says() -> None:
    from pyproj import CRS

    for code, meridian in VN2000_MERIDIANS.items():
        crs = CRS.from_user_input(code)
        parameters = {
            one.name: one.value for one in crs.coordinate_operation.params  # type: ignore[union-attr]
        }

        assert crs.name.startswith("VN-2000 / ")
        assert parameters["Longitude of natural origin"] == meridian


@pytest.mark.parametrize("crs", sorted(VN2000_MERIDIANS))
def test_a_point_comes_back_from_metres_to_the_same_number(crs: str) -> None:
    chance = random.Random(crs)
    lon = [rounded(chance.uniform(102.5, 113)) for _ in range(200)]
    lat = [rounded(chance.uniform(8, 23)) for _ in range(200)]

    east, north = metres_from_degrees(crs, lon, lat)
    typed = [round(value, 3) for value in east], [round(value, 3) for value in north]

    assert degrees_from_metres(crs, *typed) == (lon, lat)


def test_the_datum_shift_is_two_hundred_metres_and_not_left_out_far_at_sea() -> None:
    """Reading VN-2000 as WGS 84 would move a point by about 190 m, at Song Tu Tay too."""
    from pyproj import Transformer

    for crs, point in (("EPSG:5899", HA_LONG), ("EPSG:3406", (114.331, 11.4286))):
        east, north = metres_from_degrees(crs, [point[0]], [point[1]])
        unshifted = Transformer.from_crs(crs, "EPSG:4756", always_xy=True)
        lon, lat = unshifted.transform(east[0], north[0])

        assert 0.15 < distance_km(*point, lon, lat) < 0.25


def test_the_published_parameters_of_the_datum_shift_are_used() -> None:
    """Decision 05/2007/QĐ-BTNMT, as its own seven numbers, agrees within 2 m."""
    from pyproj import Transformer

    official = Transformer.from_pipeline(
        "+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=107.75 +k=0.9999 +x_0=500000 "
        "+ellps=WGS84 +step +proj=cart +ellps=WGS84 +step +proj=helmert +x=-191.90441429 "
        "+y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 "
        "+s=0.252906278 +convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84 "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    east, north = 427123.4, 2319123.4

    lon, lat = degrees_from_metres("EPSG:5899", [east], [north])

    assert distance_km(*official.transform(east, north), lon[0], lat[0]) < 0.002


def test_a_system_that_is_none_of_vietnams_is_not_known() -> None:
    assert is_known_system("EPSG:4326")
    assert is_known_system("EPSG:5899")
    assert not is_known_system("EPSG:32648")
    assert not is_projected("EPSG:4326")
    with pytest.raises(KeyError):
        degrees_from_metres("EPSG:4326", [1.0], [1.0])
    with pytest.raises(KeyError):
        metres_from_degrees("EPSG:32648", [107.0], [21.0])


def test_one_degree_of_latitude_is_one_hundred_and_eleven_kilometres() -> None:
    assert distance_km(107, 20, 107, 21) == pytest.approx(111.195, abs=0.01)
    assert distance_km(107, 21, 107, 21) == 0
    assert distance_km(0, 0, 180, 0) == pytest.approx(20015.1, abs=0.1)


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        (107.0481, 20.9585, None),
        (114.331, 11.4286, None),
        (112.9167, 7.8833, None),
        (20.9585, 107.0481, "swapped"),
        (427123.4, 2319123.4, "projected"),
        (2319123.4, 427123.4, "projected"),
        (10.70481, 20.9585, "outside"),
        (0.0, 0.0, "outside"),
        (-107.0, 21.0, "outside"),
    ],
)
def test_a_pair_that_is_no_place_in_vietnam_is_told_apart(
    lon: float, lat: float, why: str | None
) -> None:
    assert suspicion(lon, lat) == why


def test_every_swapped_place_of_vietnam_is_recognised() -> None:
    chance = random.Random(0)
    for _ in range(10_000):
        lon, lat = chance.uniform(102, 118), chance.uniform(7, 24)

        assert in_vietnam(lon, lat)
        assert suspicion(lat, lon) == "swapped"


@pytest.mark.parametrize("crs", sorted(VN2000_MERIDIANS))
def test_every_projected_place_near_its_meridian_is_recognised(crs: str) -> None:
    chance = random.Random(crs)
    meridian = VN2000_MERIDIANS[crs]
    lon = [chance.uniform(meridian - 1.5, meridian + 1.5) for _ in range(100)]
    lat = [chance.uniform(8, 23.3) for _ in range(100)]

    for east, north in zip(*metres_from_degrees(crs, lon, lat), strict=True):
        assert suspicion(east, north) == "projected"
        assert looks_projected(north, east)


def test_the_system_is_guessed_from_where_the_province_is() -> None:
    east, north = metres_from_degrees("EPSG:5899", [HA_LONG[0]], [HA_LONG[1]])

    assert likely_systems(east[0], north[0], [HA_LONG])[0] == "EPSG:5899"
    assert likely_systems(north[0], east[0], [HA_LONG])[0] == "EPSG:5899"
    assert len(likely_systems(east[0], north[0])) == 3


def test_a_kept_coordinate_is_never_a_negative_zero() -> None:
    assert str(rounded(-1e-9)) == "0.0"
    assert rounded(107.04810049) == 107.0481
