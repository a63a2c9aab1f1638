"""What a planner types by hand and what a message says to type instead, of posts, channels and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from planner.foundation.errors import InputInvalid
from planner.foundation.scalars import Number
from planner.foundation.yaml.scalars import Plain
from planner.inventory.base import Within
from planner.scenario.reading import load_scenario
from tests.policy.duties.worlds import COMMAND, NAME, inventory, post, ready, written

if TYPE_CHECKING:
    from pathlib import Path

SAT = ready("satellite-phone")


def findings(folder: Path, province: dict[str, Any], old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """Code, fact and remedy of every error in English, after one edit of the file by hand."""
    path = written(folder, province, COMMAND)
    file = folder / "tinh.yaml"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    try:
        load_scenario(path)
    except InputInvalid as refused:
        return [
            (each.code, each.fact.en, "" if each.remedy is None else each.remedy.en)
            for each in refused.findings
            if each.code.startswith("E")
        ]
    return []


def with_post(*means: Any) -> dict[str, Any]:
    return {**inventory(), "command_posts": [post(*means)]}


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        ('"population": 1000', '"population": 2.000', "E104", "type 2000 if it is thousands, 2 if it is not"),
        ('"battery_h": 4', '"battery_h": 4,5', "E104", "type a point: 10.5 for 10,5"),
        ('"2026-08-01"', "2026-02-30", "E126", "look at month and day"),
        ('"2026-08-01"', "31/02/2026", "E126", "look at month and day"),
        ('"kind": "satellite-phone"', '"kind": "satellite-phone", "rank": 3', "E113", "write one of: primary"),
        ('"feed": "P1", "service_drop": {"mounting": "buried"}, "battery_h": 4',
         '"feed": "L1", "service_drop": {"mounting": "buried"}, "battery_h": 4', "E203", "did you mean `P1`?"),
        ('"trained_user": true', '"trained_user": true, "net": "S1"', "E201", "write the id of a radio net"),
    ],
)  # fmt: skip
def test_the_remedy_is_what_to_type(tmp_path: Path, old: str, new: str, code: str, remedy: str) -> None:
    found = findings(tmp_path, with_post(SAT), old, new)

    assert (found[0][0], remedy in found[0][2]) == (code, True), found


def test_a_group_where_a_list_belongs_is_told_how_items_begin(tmp_path: Path) -> None:
    province = with_post(SAT)
    province["command_posts"][0]["means"] = SAT

    ((code, fact, remedy),) = findings(tmp_path, province)

    assert (code, "a list is needed" in fact) == ("E112", True)
    assert remedy.startswith("begin each item with `- `")


def test_an_unknown_district_is_told_once(tmp_path: Path) -> None:
    province = with_post(SAT)
    province["command_posts"][0]["district"] = "Z"

    assert [code for code, *_ in findings(tmp_path, province)] == ["E201"]


@pytest.mark.parametrize(
    ("means", "key"),
    [
        ({**ready("vhf", net="N"), "sky_view": True}, "sky_view"),
        ({**ready("vhf", net="N"), "subscription_until": "2027-01-01"}, "subscription_until"),
        ({**SAT, "served_by": ["S1"]}, "served_by"),
        ({"id": "p", "kind": "public-mobile", "sky_view": False}, "sky_view"),
    ],
)
def test_a_field_that_another_kind_would_ignore_is_refused(tmp_path: Path, means: dict[str, Any], key: str) -> None:
    net = {"id": "N", "name": NAME, "band": "vhf"}

    found = findings(tmp_path, {**with_post(means), "radio_nets": [net]})

    assert [(code, f"`{key}`" in fact) for code, fact, _ in found] == [("E210", True)]


@pytest.mark.parametrize(
    ("low", "high", "text", "refuses"),
    [(-90, 90, "21.000", False), (0, 400, "45.000", False), (0, 1e6, "2.000", True),
     (0, 1e6, "2000", False), (0, 1e6, "2.0005", False), (-1000, 100_000, "-35.000", False),
     (-100_000, 100_000, "-35.000", True)],
)  # fmt: skip
def test_three_idle_zeros_are_refused_where_thousands_can_be_as_well(
    low: float, high: float, text: str, refuses: bool
) -> None:
    number = TypeAdapter(Annotated[Number, Within(low, high)])
    if not refuses:
        assert number.validate_python(Plain(text)) == float(text)
        return
    with pytest.raises(ValidationError, match="reads two ways"):
        number.validate_python(Plain(text))
