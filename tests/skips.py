"""Which tests may be left out, and where: anything else left out fails `.ci/run` (PLANNER_STATED_SKIPS=1)."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pytest

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def no_reference_data() -> bool:
    """Whether the reference data lack that some tests compare with; they are not part of the repository."""
    return not (ROOT.parent / "shared" / "data").is_dir()


def is_root() -> bool:
    """Whether the tests run as somebody whom no permission stops."""
    return sys.platform != "win32" and os.geteuid() == 0


def no_browser() -> bool:
    """Whether there is no Chromium to open a page in."""
    return not any(map(shutil.which, BROWSERS))


@dataclass(frozen=True, slots=True)
class Stated:
    """A reason that counts, where it can be true."""

    reason: str
    where: Callable[[], bool]


STATED = (
    Stated("root may write anywhere", is_root),
    Stated("no Chromium on this machine: the page was not opened in a browser", no_browser),
    Stated("the folder of open tracks is not here", no_reference_data),
    Stated("the folder of open data is not here", no_reference_data),
    Stated("the folder of open data is not beside this repository", no_reference_data),
    Stated("the published tracks do not lie beside the repository", no_reference_data),
    Stated("the reference tables do not lie beside the repository", no_reference_data),
    Stated("the list of communes of 2025 is not beside this checkout", no_reference_data),
)


def unstated(reasons: Iterable[str]) -> list[str]:
    """The reasons, sorted, that are on no list or cannot be true here."""
    allowed = {stated.reason for stated in STATED if stated.where()}
    return sorted(reason for reason in reasons if reason not in allowed)


_LEFT_OUT: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count the tests that were left out, by reason."""
    _count(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Count the files that were left out, by reason."""
    _count(report)


def _count(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        _LEFT_OUT[re.sub(r"^Skipped: ", "", report.longrepr[2])] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out, and for which reasons."""
    for reason, count in sorted(_LEFT_OUT.items()):
        mark = "NOT STATED: " if unstated([reason]) else ""
        terminalreporter.write_line(f"left out, {count}: {mark}{reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left out more than was stated, where that is asked for."""
    if os.environ.get("PLANNER_STATED_SKIPS") == "1" and unstated(_LEFT_OUT) and not session.exitstatus:
        session.exitstatus = 1
