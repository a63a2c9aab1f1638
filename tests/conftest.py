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
