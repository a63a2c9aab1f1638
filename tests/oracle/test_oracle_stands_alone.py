"""The oracle takes records from the planner, and no logic."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
RECORDS = {
    "planner.foundation.diagnostics",
    "planner.hazard.fragility_library",
    "planner.hazard.records",
    "planner.inventory.base",
    "planner.inventory.province",
    "planner.inventory.records",
    "planner.inventory.plant_records",
    "planner.inventory.duty_records",
    "planner.inventory.measure_records",
    "planner.inventory.office_records",
    "planner.inventory.travel_records",
    "planner.policy.duties.records",
    "planner.policy.duties.duty",
    "planner.policy.duties.measure_records",
    "planner.policy.duties.travel_records",
    "planner.policy.requirements",
    "planner.scenario.records",
}
COMPARES = {"comparing.py", "duty_comparing.py"}
"""The modules that run the planner, to hold its answer against the oracle's."""
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name not in COMPARES)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_an_oracle_module_imports_only_the_planner_s_records(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if name is not None and name.split(".")[0] == "planner"
    }

    assert imported <= RECORDS


def test_the_answer_itself_needs_neither_networkx_nor_numpy() -> None:
    names = ("oracle", "damage", "draws", "power", "search", "hardness", "spans")
    duties = (
        "oracle", "scenes", "means", "people", "warning", "answers", "fuel", "reach", "registers", "milestone",
    )  # fmt: skip
    listed = (*names, *(f"duty_{name}" for name in duties), "radio", "travel")
    witness = [FOLDER / f"{name}.py" for name in listed]

    assert all("networkx" not in path.read_text("utf-8") for path in witness)
    assert all("numpy" not in path.read_text("utf-8") for path in witness)
