"""Which districts and communes a requirement speaks of."""

from __future__ import annotations

from typing import Any

import pytest

from planner.foundation.resources import scenarios_folder
from planner.foundation.yaml.source import parse_document
from planner.inventory.faults import fitted
from planner.inventory.province import Province
from planner.inventory.reading import load_province
from planner.policy.requirements import Requirement, UnitFilter
from planner.policy.units import unit_ids, units_of


@pytest.fixture(scope="module")
def province() -> Province:
    return load_province(scenarios_folder() / "quang-ninh")


def asking(unit: str, **where: Any) -> Requirement:
    """The rule of three stations, asked of other units."""
    text = (scenarios_folder() / "policies" / "three-stations.yaml").read_bytes()
    root = parse_document(text, "three-stations.yaml").root
    assert isinstance(root, dict)
    requirement: Requirement = fitted(Requirement, root["requirement"])
    return requirement.model_copy(update={"unit": unit, "where": UnitFilter(**where)})


@pytest.mark.parametrize("unit", ["district", "commune", "province"])
@pytest.mark.parametrize(
    "where",
    [{}, {"island": True}, {"island": False}, {"exposed": True}, {"exposed": False}, {"only": ("co-to", "x")}],
)
def test_the_ids_alone_are_those_of_the_units_with_their_sites(
    province: Province, unit: str, where: dict[str, Any]
) -> None:
    requirement = asking(unit, **where)

    units = units_of(province, requirement)

    assert unit_ids(province, requirement) == [each.id for each in units]
    assert [each.id for each in units] == sorted({each.id for each in units})


def test_every_district_of_the_province_is_a_unit(province: Province) -> None:
    requirement = asking("district")

    assert unit_ids(province, requirement) == sorted(province.districts)
    assert len(province.districts) == 13
