from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner.foundation.diagnostics import render
from planner.foundation.places import distance_km, metres_from_degrees
from planner.inventory.areas import Areas
from planner.inventory.reading import Reading, load_province, read_province
from planner.inventory.starter import starter_files
from tests.inventory.worlds import (
    FILES,
    NETWORKS,
    PROVINCE,
    SITES,
    changed,
    codes,
    comparable,
    errors,
    one,
    reading_of,
    write,
)

POINT = re.compile(r"lon: (?P<lon>[0-9.]+)(?P<between>,|\n) *lat: (?P<lat>[0-9.]+)")


def at(lon: float, lat: float) -> str:
    """The small province's sites, with A-01 (district dong) moved."""
    return changed(SITES, "lon: 107.1\n    lat: 21.0", f"lon: {lon!r}\n    lat: {lat!r}")


def test_a_swapped_point_is_told_as_in_the_manual(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, sites=at(20.9585, 107.0481))

    assert codes(reading) == ["E121"]
    assert render(one(reading, "E121"), "vi") == (
        "lỗi[E121] toạ độ bị đảo: vĩ độ 107.0481, kinh độ 20.9585\n"
        f"  --> {tmp_path.as_posix()}/sites.yaml:6:10\n"
        "   6 |     lat: 107.0481\n"
        "     |          ^^^^^^^^ Việt Nam nằm trong vĩ độ 7–24, kinh độ 102–118\n"
        "   = sửa: đổi chỗ hai số; đổi xong, điểm rơi vào Đông"
    )


def test_a_swapped_point_is_told_beside_other_errors_of_its_record(tmp_path: Path) -> None:
    sites = changed(at(20.9585, 107.0481), "battery_h: 4", "battery_h: four")

    assert sorted(codes(reading_of(tmp_path, sites=sites))) == ["E112", "E121"]


@pytest.mark.parametrize("name", ["sites.yaml", "fiber.yaml", "power.yaml", "others.yaml"])
def test_every_swapped_point_of_the_starter_is_caught(tmp_path: Path, name: str) -> None:
    files = starter_files("mau")
    for number, found in enumerate(POINT.finditer(files[name])):
        text = files[name]
        swapped = (f"lon: {found['lat']}{found['between']} "
                   + ("   " if found["between"] == "\n" else "") + f"lat: {found['lon']}")
        broken = text[: found.start()] + swapped + text[found.end() :]

        reading = read_province(write(tmp_path / str(number), {**files, name: broken}))

        assert "E121" in codes(reading), swapped
        assert set(codes(reading)) == {"E121"}


@pytest.mark.parametrize("name", ["sites.yaml", "fiber.yaml", "power.yaml"])
def test_every_projected_point_of_the_starter_is_caught_and_its_system_guessed(
    tmp_path: Path, name: str
) -> None:
    files = starter_files("mau")
    for number, found in enumerate(POINT.finditer(files[name])):
        east, north = metres_from_degrees("EPSG:5899", [float(found["lon"])], [float(found["lat"])])
        projected = (f"lon: {east[0]:.3f}{found['between']} "
                     + ("   " if found["between"] == "\n" else "") + f"lat: {north[0]:.3f}")
        broken = files[name][: found.start()] + projected + files[name][found.end() :]

        reading = read_province(write(tmp_path / str(number), {**files, name: broken}))

        assert set(codes(reading)) == {"E122"}
        assert "; probably EPSG:" in render(errors(reading)[0], "en")
        assert "EPSG:5899" in render(errors(reading)[0], "en")


@pytest.mark.parametrize(("shift", "code"), [(0.5, "E124"), (5.0, "E124"), (40.0, "E123")])
def test_every_shifted_site_of_the_starter_is_caught(
    tmp_path: Path, shift: float, code: str
) -> None:
    files = starter_files("mau")
    text = files["sites.yaml"]
    for number, found in enumerate(POINT.finditer(text)):
        moved = text[: found.start("lon")] + f"{float(found['lon']) + shift:.4f}"
        moved += text[found.end("lon") :]

        reading = read_province(write(tmp_path / str(number), {**files, "sites.yaml": moved}))

        assert set(codes(reading)) == {code}


def test_a_point_in_the_neighbouring_district_is_told_how_far_and_which(tmp_path: Path) -> None:
    found = one(reading_of(tmp_path, sites=at(106.9, 21.05)), "E124")

    assert found.fact.en == "site `A-01` lies 10.4 km outside the district Đông"
    assert found.fact.vi == "trạm “A-01” nằm ngoài địa bàn Đông 10,4 km"
    assert found.note is not None
    assert found.note.en == "the point falls in Tây (`tay`)"
    assert found.remedy is not None
    assert "write `district: tay`" in found.remedy.en


def test_a_point_in_no_district_is_told_so(tmp_path: Path) -> None:
    found = one(reading_of(tmp_path, sites=at(107.5, 21.0)), "E124")

    assert found.note is not None
    assert found.note.en == "the point falls in no outline of the province"


METRE = 1 / 111_195
"""Of latitude, degrees; of longitude at 21° divide by its cosine, 0.9336."""


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (107.0 + 2 * METRE, 21.0, None),
        (107.0, 21.0, None),
        (107.0 - 2 * METRE, 21.0, "W504"),
        (107.1, 21.1 - METRE, None),
        (107.1, 21.1 + 2 * METRE, "W504"),
        (107.1, 21.1 + 998 * METRE, "W504"),
        (107.1, 21.1 + 1002 * METRE, "E124"),
        (107.2 + 995 * METRE / 0.9336, 21.0, "W504"),
        (107.2 + 1005 * METRE / 0.9336, 21.0, "E124"),
    ],
)
def test_a_metre_on_either_side_of_border_and_buffer_decides(
    tmp_path: Path, lon: float, lat: float, code: str | None
) -> None:
    reading = reading_of(tmp_path, sites=at(round(lon, 6), round(lat, 6)))

    found = {finding.code for finding in reading.findings} & {"E124", "W504"}

    assert found == ({code} if code else set())


def test_the_buffer_is_the_provinces_own(tmp_path: Path) -> None:
    wide = changed(PROVINCE, "code: '22'", "code: '22'\n  outline_buffer_km: 20")

    reading = reading_of(tmp_path, province=wide, sites=at(106.9, 21.05))

    assert codes(reading) == []
    assert "buffer 20 km" in render(one(reading, "W504"), "en")


def test_a_point_of_a_district_without_outline_may_not_lie_deep_in_another(tmp_path: Path) -> None:
    province = re.sub(r"\n    outline: \[\[\[106.*", "", PROVINCE)

    inside = reading_of(tmp_path / "a", province=province,
                        sites=changed(SITES, "lon: 106.9\n", "lon: 107.05\n"))
    beside = reading_of(tmp_path / "b", province=province)

    assert codes(inside) == ["E124"]
    assert codes(beside) == []


def test_a_district_of_two_islands_holds_the_points_of_both(tmp_path: Path) -> None:
    province = changed(
        PROVINCE, "[107.0, 21.1]]]",
        "[107.0, 21.1]], [[107.5, 20.5], [107.6, 20.5], [107.6, 20.6], [107.5, 20.6]]]",
    )

    assert codes(reading_of(tmp_path, province=province, sites=at(107.55, 20.55))) == []


def test_nodes_posts_and_channels_are_held_against_their_districts_too(tmp_path: Path) -> None:
    extra = (
        "command_posts: [{id: C-1, name: {vi: X}, kind: other, district: tay, lon: 107.1, lat: 21}]\n"
        "warning_channels: [{id: W-1, kind: siren, commune: xa-tay, lon: 107.1, lat: 21}]\n"
        "resources: [{id: M-1, kind: team, district: tay, lon: 107.1, lat: 21}]\n"
    )
    networks = changed(NETWORKS, "role: gateway,", "role: gateway, district: tay,")

    reading = reading_of(tmp_path, extra=extra, networks=networks)

    assert codes(reading) == ["E124"] * 4


def test_a_commune_with_an_outline_is_asked_as_well(tmp_path: Path) -> None:
    province = changed(
        PROVINCE, "{id: xa-dong, name: {vi: Xã Đông}, district: dong}",
        "{id: xa-dong, name: {vi: Xã Đông}, district: dong,\n"
        "     outline: [[[107.0, 20.9], [107.02, 20.9], [107.02, 20.92]]]}",
    )

    assert "outside the commune" in one(reading_of(tmp_path, province=province), "E124").fact.en


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        ("[[107.0, 20.9], [107.2, 21.1], [107.2, 20.9], [107.0, 21.1]]", "E127"),
        ("[[107.0, 20.9], [107.1, 20.9], [107.2, 20.9]]", "E127"),
        ("[[107.0, 20.9], [107.0, 20.9], [107.2, 20.9]]", "E127"),
        ("[[107.0, 20.9], [107.2, 20.9]]", "E112"),
        ("[[20.9, 107.0], [20.9, 107.2], [21.1, 107.2]]", "E121"),
        ("[[427123.4, 2319123.4], [437123.4, 2319123.4], [437123.4, 2329123.4]]", "E122"),
        ("[[7.0, 20.9], [7.2, 20.9], [7.2, 21.1]]", "E123"),
    ],
)
def test_an_outline_that_has_no_inside_is_an_error(tmp_path: Path, ring: str, code: str) -> None:
    province = changed(
        PROVINCE, "[[[107.0, 20.9], [107.2, 20.9], [107.2, 21.1], [107.0, 21.1]]]", f"[{ring}]"
    )

    assert codes(reading_of(tmp_path, province=province)) == [code]


def test_a_closed_ring_is_as_good_as_an_open_one(tmp_path: Path) -> None:
    province = changed(PROVINCE, "[107.0, 21.1]]]", "[107.0, 21.1], [107.0, 20.9]]]")

    assert codes(reading_of(tmp_path, province=province)) == []


def test_a_seat_is_placed_and_its_coordinates_are_doubted_too(tmp_path: Path) -> None:
    seat = changed(PROVINCE, "name: {vi: Đông}",
                   "name: {vi: Đông}\n    seat: {vi: Thị trấn, lon: 21.0, lat: 107.1}")

    assert codes(reading_of(tmp_path, province=seat)) == ["E121"]


def in_metres(files: dict[str, str], crs: str) -> dict[str, str]:
    """The same files with every point, outline and route in metres."""

    def point(found: re.Match[str]) -> str:
        east, north = metres_from_degrees(crs, [float(found["lon"])], [float(found["lat"])])
        indent = "    " if found["between"] == "\n" else " "
        return f"east_m: {east[0]:.3f}{found['between']}{indent}north_m: {north[0]:.3f}"

    def corner(found: re.Match[str]) -> str:
        east, north = metres_from_degrees(crs, [float(found[1])], [float(found[2])])
        return f"[{east[0]:.3f}, {north[0]:.3f}]"

    pair = re.compile(r"\[(10[0-9]\.[0-9]+), (2[01]\.[0-9]+)\]")
    made = {name: pair.sub(corner, POINT.sub(point, text)) for name, text in files.items()}
    made["province.yaml"] = made["province.yaml"].replace("crs: EPSG:4326", f"crs: {crs}")
    return made


@pytest.mark.parametrize("crs", ["EPSG:5899", "EPSG:9210", "EPSG:3405"])
def test_metres_and_degrees_of_the_same_points_are_the_same_province(
    tmp_path: Path, crs: str
) -> None:
    files = {name: text for name, text in starter_files("mau").items() if name != "dien-tap.yaml"}
    degrees = load_province(write(tmp_path / "degrees", files))
    metres = load_province(write(tmp_path / "metres", in_metres(files, crs)))

    assert metres.header.crs == crs
    same_header = replace(metres, header=degrees.header)
    assert comparable(same_header) == comparable(degrees)


def metric(tmp_path: Path, east: str, north: str, crs: str = "EPSG:5899") -> Reading:
    province = changed(PROVINCE, "code: '22'", f"code: '22'\n  crs: {crs}")
    sites = changed(SITES, "lon: 107.1\n    lat: 21.0", f"east_m: {east}\n    north_m: {north}")
    return reading_of(tmp_path, province=province, sites=sites)


def test_degrees_may_stand_in_an_outline_of_a_province_in_metres(tmp_path: Path) -> None:
    east, north = metres_from_degrees("EPSG:5899", [107.1], [21.0])

    assert codes(metric(tmp_path, f"{east[0]:.3f}", f"{north[0]:.3f}")) == []


@pytest.mark.parametrize(
    ("east", "north", "code"),
    [
        ("2322000.5", "432432.1", "E121"),
        ("107.1", "21.0", "E122"),
        ("21.0", "107.1", "E122"),
        ("4324.321", "2322.0005", "E123"),
        ("432432.1", "23220005", "E123"),
        ("999999999999999", "1", "E123"),
    ],
)
def test_metres_that_cannot_be_are_told_apart(
    tmp_path: Path, east: str, north: str, code: str
) -> None:
    assert codes(metric(tmp_path, east, north)) == [code]


def test_metres_without_a_system_ask_for_it(tmp_path: Path) -> None:
    sites = changed(SITES, "lon: 107.1\n    lat: 21.0", "east_m: 432432.1\n    north_m: 2322000.5")

    found = one(reading_of(tmp_path, sites=sites), "E122")

    assert "crs: EPSG:" in render(found, "en")
    assert "EPSG:5899" in render(found, "en")


@pytest.mark.parametrize("crs", ["EPSG:32648", "EPSG:9999", "VN2000", "epsg:5899", "5899"])
def test_an_unknown_system_is_refused(tmp_path: Path, crs: str) -> None:
    assert set(codes(metric(tmp_path, "432432.1", "2322000.5", crs))) <= {"E128", "E104"}
    assert codes(metric(tmp_path, "432432.1", "2322000.5", crs))


def test_coordinates_are_kept_to_a_tenth_of_a_metre(tmp_path: Path) -> None:
    province = load_province(write(tmp_path, {**FILES, "sites.yaml": at(107.10000049, 21.0000001)}))

    assert (province.sites["A-01"].lon, province.sites["A-01"].lat) == (107.1, 21.0)


def test_distances_on_the_plane_are_those_on_the_sphere_within_one_percent() -> None:
    chance = random.Random(7)
    areas = Areas({"a": [((107.0, 20.0), (107.1, 20.0), (107.1, 20.1), (107.0, 20.1))]})
    import numpy as np

    for _ in range(200):
        lat = chance.uniform(20.02, 20.08)
        lon = chance.uniform(107.2, 107.9)

        away = areas.outside_km("a", np.array([lon]), np.array([lat]))[0]

        assert away == pytest.approx(distance_km(107.1, lat, lon, lat), rel=0.01)


def points_in_metres(text: str, surveyed_in: str) -> str:
    """The same file with every point, but no outline, in metres of one system."""

    def point(found: re.Match[str]) -> str:
        east, north = metres_from_degrees(
            surveyed_in, [float(found["lon"])], [float(found["lat"])]
        )
        indent = "    " if found["between"] == "\n" else " "
        return f"east_m: {east[0]:.3f}{found['between']}{indent}north_m: {north[0]:.3f}"

    return POINT.sub(point, text)


def in_zone(tmp_path: Path, says: str, surveyed_in: str = "EPSG:5899") -> Reading:
    """The starter province, surveyed in one system and said to be in another."""
    files = {name: text for name, text in starter_files("mau").items() if name != "dien-tap.yaml"}
    files = {name: points_in_metres(text, surveyed_in) for name, text in files.items()}
    files["province.yaml"] = changed(files["province.yaml"], "crs: EPSG:4326", f"crs: {says}")
    return read_province(write(tmp_path, files))


# Half a degree away, two degrees away, so far that every point falls outside Vietnam, and in UTM.
@pytest.mark.parametrize("says", ["EPSG:9215", "EPSG:5897", "EPSG:5896", "EPSG:3406", "EPSG:3405"])
def test_a_whole_province_in_another_zone_is_one_finding_that_names_it(
    tmp_path: Path, says: str
) -> None:
    reading = in_zone(tmp_path, says)

    found = one(reading, "E128")
    assert codes(reading) == ["E128"]
    assert not any(one.code in ("W504", "E124", "E123") for one in reading.findings)
    assert reading.province is None
    assert "in EPSG:5899" in render(found, "en")
    assert "write `crs: EPSG:5899`" in render(found, "en")
    counted = re.search(r"in it (\d+) of (\d+) points .* in EPSG:5899 (\d+) do", render(found, "en"))
    assert counted is not None
    few, points, many = map(int, counted.groups())
    assert few == 0
    assert points == many > 3
    assert found.place is not None
    assert found.place.path.endswith("province.yaml")


def test_the_right_zone_is_not_doubted(tmp_path: Path) -> None:
    assert codes(in_zone(tmp_path, "EPSG:5899")) == []


def test_a_wrong_zone_cannot_be_set_aside(tmp_path: Path) -> None:
    in_zone(tmp_path, "EPSG:5897")

    assert read_province(tmp_path, set_aside=True).province is None


def test_one_point_of_another_zone_is_wrong_by_itself(tmp_path: Path) -> None:
    east, north = metres_from_degrees("EPSG:9210", [107.1], [21.0])

    reading = metric(tmp_path, f"{east[0]:.3f}", f"{north[0]:.3f}")

    assert codes(reading) == ["E124"]


def test_where_no_zone_fits_every_point_is_told_by_itself(tmp_path: Path) -> None:
    in_zone(tmp_path, "EPSG:5899")
    moved = re.compile(r"north_m: (2[0-9]{6})")
    for path in tmp_path.glob("*.yaml"):
        text = moved.sub(lambda one: f"north_m: {int(one[1]) + 300_000}", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")

    told = codes(read_province(tmp_path))

    assert "E128" not in told
    assert told.count("E124") > 3
