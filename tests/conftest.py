"""What every test shares: how Hypothesis behaves, and an environment that says nothing."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import times
from tests.skips import (  # noqa: F401 - pytest finds its hooks here
    pytest_collectreport,
    pytest_runtest_logreport,
    pytest_sessionfinish,
    pytest_terminal_summary,
)

# No deadline: two shared cores make a slow example, not a wrong one. Derandomised, so that a run
# that was green stays green; `make soak` looks for new examples.
settings.register_profile(
    "planner",
    deadline=None,
    derandomize=os.environ.get("PLANNER_SOAK") != "1",
    max_examples=times(100, 2_000),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("planner")


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person's own settings must not change a test."""
    for name in ("PLANNER_LANG", "NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


PROGRAMS = ("Chromium", "LibreOffice", "poppler")
"""Programs of other people that some tests drive; without them those tests are skipped, loudly."""


def _undriven(reporter: pytest.TerminalReporter) -> list[str]:
    """Why tests that drive such a program were skipped."""
    told = []
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if any(program in reason for program in PROGRAMS):
            told.append(reason.removeprefix("Skipped: "))
    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests a missing program cost."""
    told = _undriven(terminalreporter)
    if told:
        terminalreporter.section("NOT TESTED: a browser or office program is missing", red=True)
        for reason in sorted(set(told)):
            terminalreporter.write_line(f"{told.count(reason)} tests: {reason}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where every program was installed (PLANNER_CI=1), such a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("PLANNER_CI") == "1" and reporter is not None and _undriven(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
