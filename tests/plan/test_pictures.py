"""The pictures: well-formed, told to those who cannot see them, and the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from planner.foundation.text import Text
from planner.plan.assemble import assemble
from planner.plan.filters import Clock
from planner.plan.pictures.maps import district_map, far_district, province_map
from planner.plan.pictures.placing import Box, Placer, heart_of
from planner.plan.pictures.strip import merged_steps, strip_svg, strip_words
from planner.plan.sheets import DistrictMark, MapSheet, Strip
from tests.plan.runs import small_run
from tests.plan.worlds import START

CLOCK = Clock(START)
SVG = "{http://www.w3.org/2000/svg}"


def small_map() -> MapSheet:
    return assemble(small_run()).map


def texts_of(svg: str) -> list[str]:
    return [node.text or "" for node in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def strip(pessimistic: tuple[tuple[Fraction, int], ...]) -> Strip:
    return Strip(
        Text("Cô Tô", "Co To"), 3, Fraction(0), Fraction(72), pessimistic,
        ((Fraction(0), 4),), "unknown",
    )  # fmt: skip


def test_the_map_names_every_district_and_gives_the_storm_its_hours() -> None:
    texts = texts_of(province_map(small_map(), CLOCK, "vi", "m"))

    assert {"Hạ Long", "Ba Chẽ", "Vân Đồn", "Cô Tô"} <= set(texts)
    assert "07/9 13:00" not in texts  # only each third hour of the day
    assert any(text.startswith("07/9") for text in texts)


def test_a_map_is_described_for_those_who_cannot_see_it() -> None:
    tree = etree.fromstring(province_map(small_map(), CLOCK, "en", "m").encode())

    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "m-t m-d"
    described = tree.findtext(f"{SVG}desc")
    assert described is not None
    assert "Cô Tô: fails" in described


def test_an_outcome_is_told_by_shape_and_hatch_as_well_as_by_colour() -> None:
    svg = province_map(small_map(), CLOCK, "vi", "m")

    assert svg.count("url(#m-h)") > 1  # fails, and its legend
    assert svg.count("url(#m-o)") > 1  # cannot be judged, and its legend


def test_the_close_up_names_the_hardened_sites_of_its_district_only() -> None:
    texts = texts_of(district_map(small_map(), "CT", CLOCK, "vi", "m"))

    assert {"CT-01", "CT-02", "CT-05"} <= set(texts)
    assert not [text for text in texts if text.startswith("HL-")]


def test_a_province_without_places_has_no_map() -> None:
    empty = replace(small_map(), districts=(), sites=(), track=())

    assert province_map(empty, CLOCK, "vi", "m") == ""


def test_an_island_far_out_at_sea_gets_a_box_of_its_own() -> None:
    near = small_map()
    ring = ((109.9, 19.9), (110.0, 19.9), (110.0, 20.0))
    island = DistrictMark("BLV", Text("Bạch Long Vĩ", "Bach Long Vi"), "fails", (ring,), None)
    far = replace(near, districts=(*near.districts, island))

    assert far_district(near) == ""
    assert far_district(far) == "BLV"
    assert "khung riêng, tỉ lệ khác" in texts_of(province_map(far, CLOCK, "vi", "m"))


def test_labels_at_one_place_are_kept_apart() -> None:
    placer = Placer(Box(0, 0, 900, 600))

    boxes = [placer.place((450, 300), 80, 20)[0] for _ in range(12)]

    assert sum(a.overlap(b) for a in boxes for b in boxes if a is not b) == 0


def test_the_heart_of_a_bent_district_lies_inside_it() -> None:
    bent = ((0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0))

    heart = heart_of([bent])

    assert heart is not None
    assert heart[0] < 2 or heart[1] < 2


def test_a_strip_says_its_steps_in_words() -> None:
    drawn = strip(((Fraction(0), 4), (Fraction(36), 2)))

    assert strip_words(drawn, CLOCK, "vi") == "06/9 19:00: 4; 08/9 07:00: 2–4"
    assert merged_steps(drawn) == ((Fraction(0), 4, 4), (Fraction(36), 2, 4))


def test_the_hours_of_a_strip_are_those_of_vietnam() -> None:
    texts = texts_of(strip_svg(strip(((Fraction(0), 4),)), CLOCK, "vi", "s"))

    assert [text for text in texts if "/" in text] == ["07/9", "08/9", "09/9"]
    assert "cần 3" in texts


def test_time_below_the_count_is_hatched_where_certain_and_dotted_where_possible() -> None:
    possible = strip_svg(strip(((Fraction(0), 4), (Fraction(36), 2))), CLOCK, "vi", "s")
    certain = strip_svg(
        replace(strip(((Fraction(0), 2),)), optimistic=((Fraction(0), 2),)), CLOCK, "vi", "s"
    )

    assert "url(#s-o)" in possible
    assert "url(#s-h)" not in possible
    assert "url(#s-h)" in certain


def test_a_hostile_name_stays_text_in_a_picture() -> None:
    near = small_map()
    name = '</text><script>alert(1)</script>"\u202e'
    marks = [replace(mark, name=Text(name, name)) for mark in near.districts]
    hostile = replace(near, districts=tuple(marks), title=Text(name, name))

    svg = province_map(hostile, CLOCK, "vi", "m")

    assert "<script" not in svg
    assert "\u202e" not in svg
    assert etree.fromstring(svg.encode()).tag == f"{SVG}svg"


def test_coordinates_have_one_decimal_so_that_the_bytes_are_the_same_everywhere() -> None:
    svg = province_map(small_map(), CLOCK, "vi", "m")

    for pair in re.findall(r'points="([^"]*)"', svg):
        assert re.fullmatch(r"(-?\d+(\.\d)?,-?\d+(\.\d)? ?)+", pair)
