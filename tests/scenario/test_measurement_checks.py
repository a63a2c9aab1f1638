from __future__ import annotations

from typing import TYPE_CHECKING

from planner.scenario.reading import load_scenario
from tests.policy.duties.worlds import COVERAGE, inventory, written

if TYPE_CHECKING:
    from pathlib import Path


def test_a_measurement_that_the_formula_does_not_expect_is_a_warning_at_its_place(tmp_path: Path) -> None:
    """Everybody lives at the seat, 520 m from either site: the formula covers all for certain."""
    told = [
        {"id": "DO-a", "commune": "X", "operator": "a", "people_share": 0.5},
        {"id": "DO-b", "commune": "X", "operator": "b", "people_share": 0.95},
    ]
    path = written(tmp_path, {**inventory(), "coverage_measurements": told}, COVERAGE)

    found = [each for each in load_scenario(path).warnings if each.code == "W610"]

    assert [each.fact.en for each in found] == [
        "measured coverage in `X` differs from the formula (in brackets): a 50 % (100 %)"
    ]
    assert found[0].place is not None
    assert found[0].place.path.endswith("tinh.yaml")
