"""A run that left out a test without a stated reason is no green run."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import skips

ROOT = Path(__file__).resolve().parents[1]


def run(
    folder: Path, body: str, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """One test file, run as the suite is run."""
    (folder / "test_one.py").write_text(f"import pytest\n{body}\n", encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.skips", "-p", "no:cacheprovider",
         "--rootdir", str(folder), *options, str(folder / "test_one.py")],
        capture_output=True, check=False, text=True,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


LEFT_OUT = "def test_x():\n    pytest.skip('it rains')\ndef test_y():\n    pass"


def test_a_reason_that_nobody_stated_fails_the_run_where_that_is_asked_for(tmp_path: Path) -> None:
    asked = run(tmp_path, LEFT_OUT, PLANNER_STATED_SKIPS="1")

    assert asked.returncode == 1
    assert "left out, 1: NOT STATED: it rains" in asked.stdout
    assert run(tmp_path, LEFT_OUT, PLANNER_STATED_SKIPS="").returncode == 0


def test_a_whole_file_left_out_counts_too(tmp_path: Path) -> None:
    asked = run(
        tmp_path, "pytest.importorskip('no_such_package')\n" + LEFT_OUT, PLANNER_STATED_SKIPS="1"
    )

    assert asked.returncode != 0
    assert "NOT STATED: could not import 'no_such_package'" in asked.stdout


def test_what_the_processes_of_a_run_left_out_is_counted_once_and_fails_it_too(
    tmp_path: Path,
) -> None:
    body = "def test_x():\n    pytest.skip('it rains')\n"
    (tmp_path / "test_two.py").write_text("import pytest\npytest.importorskip('no_such_package')\n")

    asked = run(tmp_path, body, "-n", "2", str(tmp_path / "test_two.py"), PLANNER_STATED_SKIPS="1")

    assert asked.returncode == 1
    assert "left out, 1: NOT STATED: it rains" in asked.stdout
    assert "left out, 1: NOT STATED: could not import 'no_such_package'" in asked.stdout


def test_stated_reasons_pass_only_where_they_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = sorted(one.reason for one in skips.STATED)
    for truth, told in ((always, []), (never, reasons)):
        stated = tuple(skips.Stated(reason, truth) for reason in reasons)
        monkeypatch.setattr(skips, "STATED", stated)
        assert skips.unstated(reasons) == told
        assert skips.unstated(["it rains"]) == ["it rains"]


def always() -> bool:
    return True


def never() -> bool:
    return False


def test_every_stated_reason_is_one_that_a_test_gives() -> None:
    given = {
        node.value
        for path in (ROOT / "tests").rglob("*.py")
        if path.name not in ("skips.py", "test_skips.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [one.reason for one in skips.STATED if one.reason not in given] == []
