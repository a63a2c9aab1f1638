"""The shape of the house: which way imports go, how long things may be, what is declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "planner"
LAYERS = (
    "foundation",
    "inventory",
    "network",
    "hazard",
    "simulation",
    "policy",
    "scenario",
    "decisions",
    "plan",
    "cli",
)
LAYERED = sorted(PACKAGE.glob("*/**/*.py"))
MODULES = sorted(PACKAGE.rglob("*.py"))
OURS = sorted(
    path for name in ("planner", "tests", "benchmarks") for path in (ROOT / name).rglob("*.py")
)
# The one table that loads a command only when it is called, so that --help stays quick.
LAZY_TABLES = {PACKAGE / "cli" / "app.py", PACKAGE / "__init__.py"}
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imported_by(tree: ast.AST) -> Iterator[str]:
    """The dotted name of everything that `tree` imports; `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layers_used_by(module: Path) -> set[str]:
    ours = (name.split(".") for name in imported_by(parsed(module)) if name.startswith("planner."))
    return {parts[1] for parts in ours if parts[1] in LAYERS}


def functions_of(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


EXTRAS_OF = {"planner/scenario/ensemble/cluster.py": ("cluster",)}
"""Modules that need an extra, which they load when it is asked for, and name when it is missing."""


@cache
def declared(*extras: str) -> frozenset[str]:
    """The distributions that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return frozenset(normal(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in lines)


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def third_parties_of(module: Path) -> set[str]:
    """The distributions that provide what `module` imports."""
    tops = {name.split(".")[0] for name in imported_by(parsed(module))}
    outside = tops - set(sys.stdlib_module_names) - {"planner", "tests", "benchmarks", "__future__"}
    provided_by = packages_distributions()
    return {normal(provided_by[top][0]) if top in provided_by else top for top in outside}


@pytest.mark.parametrize("module", LAYERED, ids=shown)
def test_a_module_uses_only_its_own_layer_and_those_before_it(module: Path) -> None:
    layer = module.relative_to(PACKAGE).parts[0]

    assert layers_used_by(module) <= set(LAYERS[: LAYERS.index(layer) + 1])


def test_every_folder_of_the_package_is_a_layer() -> None:
    folders = {path.parent.relative_to(PACKAGE).parts[0] for path in LAYERED}

    assert folders <= set(LAYERS)


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_our_own_package_is_imported_at_the_top_of_a_module_only(module: Path) -> None:
    if module in LAZY_TABLES:
        return
    inside = [
        f"{function.name}: {name}"
        for function in functions_of(module)
        for name in imported_by(function)
        if name.split(".")[0] == "planner"
    ]

    assert inside == []


@pytest.mark.parametrize("module", OURS, ids=shown)
def test_a_file_is_at_most_500_lines(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_a_function_is_at_most_60_lines(module: Path) -> None:
    long = [
        f"{function.name} ({(function.end_lineno or 0) - function.lineno + 1} lines)"
        for function in functions_of(module)
        if (function.end_lineno or 0) - function.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert long == []


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_the_package_imports_only_what_it_declares(module: Path) -> None:
    assert third_parties_of(module) <= declared(*EXTRAS_OF.get(shown(module), ()))


@pytest.mark.parametrize("module", [path for path in OURS if path not in MODULES], ids=shown)
def test_the_tests_import_only_what_the_project_declares(module: Path) -> None:
    assert third_parties_of(module) <= declared("test")


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_nobody_names_a_drawer_utils(module: Path) -> None:
    assert module.stem not in {"utils", "util", "helpers", "common", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_a_module_reads_nothing_from_the_environment_when_it_is_imported(module: Path) -> None:
    at_import = [
        ast.unparse(node)
        for statement in parsed(module).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]

    assert at_import == []
