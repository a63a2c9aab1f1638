from __future__ import annotations

import pytest

from planner.foundation.codes.table import CODES
from planner.scenario.fields import all_fields
from tests.cli.running import planner_says


def test_a_field_is_explained_with_unit_values_example_and_place() -> None:
    said = planner_says("explain", "battery_h", "--lang", "en")

    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "battery_h · hours\n"
        "  Hours on battery at full charge. Empty: not surveyed, never read as zero.\n"
        "  Values: a number from 0 to 100000\n"
        "  Example: battery_h: 4\n"
        "  Found in: command_posts, fiber_nodes, sites, warning_channels, command_posts.means\n"
    )


def test_a_field_may_be_named_with_its_place() -> None:
    whole = planner_says("explain", "structure.design_wind")

    assert "Có ở: sites.structure\n" in whole.out
    assert planner_says("explain", "sites.structure.design_wind").out == whole.out
    assert planner_says("explain", "Structure.design_wind").out == whole.out


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained_in_both_languages(code: str) -> None:
    vietnamese = planner_says("explain", code)
    english = planner_says("explain", code.lower(), "--lang", "en")

    assert vietnamese.code == english.code == 0
    assert vietnamese.out.startswith(f"{code} · ")
    assert english.out.startswith(f"{code} · ")
    assert vietnamese.out != english.out


def test_every_field_can_be_explained() -> None:
    for name in sorted({field.name for field in all_fields()}):
        said = planner_says("explain", name)

        assert said.code == 0, name
        assert "Ví dụ" in said.out


def test_a_term_of_the_field_and_a_key_of_the_same_name_are_both_told() -> None:
    said = planner_says("explain", "hardened")

    assert said.out.startswith("trạm kiên cố\n")
    assert "\n\nhardened\n" in said.out
    assert planner_says("explain", "tram kien co").out.startswith("trạm kiên cố\n")


@pytest.mark.parametrize(
    ("name", "near"),
    [("batery_h", "battery_h"), ("sites.batery_h", "battery_h"), ("E191", "E121"),
     ("hardend", "hardened")],
)
def test_a_slip_is_told_what_was_meant(name: str, near: str) -> None:
    said = planner_says("explain", name, "--lang", "en")

    assert said.code == 2
    assert said.out == ""
    assert "did you mean `E" in said.err if near.startswith("E1") else f"`{near}`?" in said.err


def test_nonsense_is_refused_harmlessly() -> None:
    said = planner_says("explain", "\x1b[31mqqqqqqqqq")

    assert said.code == 2
    assert "\x1b" not in said.err
