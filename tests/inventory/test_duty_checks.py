from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.inventory.reading import read_province
from tests.policy.duties.worlds import COMMAND, inventory, post, ready, written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.foundation.diagnostics import Finding

SAT = ready("satellite-phone", battery_h=9)


def found(folder: Path, code: str, **lists: Any) -> list[Finding]:
    written(folder, {**inventory(), **lists}, COMMAND)
    return [each for each in read_province(folder).findings if each.code == code]


def test_a_sound_post_is_no_finding(tmp_path: Path) -> None:
    written(tmp_path, {**inventory(), "command_posts": [post("public-mobile", SAT)]}, COMMAND)

    codes = {each.code for each in read_province(tmp_path).findings}
    assert not codes & {"E209", "E210", "W570", "W571", "W572", "W573"}


@pytest.mark.parametrize("means", ["satellite-phone", "vhf", {**SAT, "last_tested": None}])
def test_a_satellite_set_or_radio_without_a_test_date_is_told(tmp_path: Path, means: Any) -> None:
    (one,) = found(tmp_path, "W570", command_posts=[post("public-mobile", means)])

    assert "has no test date" in one.fact.en
    assert one.place is not None


def test_a_loudspeaker_without_a_power_source_is_told(tmp_path: Path) -> None:
    silent = {"id": "LOA", "kind": "loudspeakers", "commune": "X", "needs_grid": True}

    (one,) = found(tmp_path, "W571", warning_channels=[silent, {**silent, "id": "OK", "battery_h": 4}])

    assert "`LOA` needs power" in one.fact.en


def test_a_means_listed_twice_is_told(tmp_path: Path) -> None:
    (words,) = found(tmp_path / "words", "W572", command_posts=[post("vhf", "vhf")])
    same = {**SAT, "number": "8707"}
    (numbers,) = found(
        tmp_path / "numbers", "W572", command_posts=[post(same), post(same, id="CP-2")]
    )
    (ids,) = found(tmp_path / "ids", "E209", command_posts=[post(SAT, {**SAT, "kind": "vsat"})])

    assert "listed twice" in words.fact.en
    assert "already at post `CP`" in numbers.fact.en
    assert "two means" in ids.fact.en


def test_a_post_with_only_public_means_is_told(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "W573", command_posts=[post("public-mobile", "fiber"), post(SAT, id="OK")])

    assert "`CP` has only means of the public networks" in one.fact.en


@pytest.mark.parametrize(
    "means",
    [
        {"id": "m", "kind": "vsat", "node": "F1"},
        {"id": "m", "kind": "fiber", "net": "N"},
        {"id": "m", "kind": "uhf", "net": "N"},
    ],
)
def test_a_field_that_does_not_fit_the_kind_is_an_error(tmp_path: Path, means: Any) -> None:
    net = {"id": "N", "name": {"vi": "Mạng"}, "band": "vhf"}

    assert len(found(tmp_path, "E210", command_posts=[post(means)], radio_nets=[net])) == 1


def test_points_that_outnumber_their_commune_are_told(tmp_path: Path) -> None:
    points = [{"id": f"H{n}", "commune": "X", "population": 600} for n in (1, 2)]

    (one,) = found(tmp_path, "W574", population_points=points)

    assert "1200 people" in one.fact.en


def test_two_reporters_who_differ_are_both_kept_and_told(tmp_path: Path) -> None:
    told = [
        {"id": f"DO-{n}", "commune": "X", "operator": "a", "people_share": share}
        for n, share in ((1, 0.9), (2, 0.4))
    ]

    (one,) = found(tmp_path, "W575", coverage_measurements=told)

    assert "different coverage" in one.fact.en
    province = read_province(tmp_path).province
    assert province is not None
    assert sorted(province.coverage_measurements) == ["DO-1", "DO-2"]


@pytest.mark.parametrize(
    ("list_", "record"),
    [
        ("command_posts", post({"id": "c", "kind": "fiber", "node": "nowhere"})),
        ("command_posts", post({"id": "p", "kind": "public-mobile", "operators": ["nobody"]})),
        ("radio_nets", {"id": "N", "name": {"vi": "M"}, "band": "hf", "control": "nobody"}),
        ("population_points", {"id": "H", "commune": "nowhere", "population": 3}),
        ("warning_channels", {"id": "W", "kind": "siren", "commune": "X", "communes": ["nowhere"]}),
    ],
)
def test_a_dangling_id_is_found_wherever_it_stands(tmp_path: Path, list_: str, record: Any) -> None:
    assert len(found(tmp_path, "E201", **{list_: [record]})) == 1
