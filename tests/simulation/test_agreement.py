"""The planner says of random worlds exactly what the slow, obvious oracle says."""

from __future__ import annotations

import pytest

from tests.effort import times
from tests.oracle.campaign import HOLDING_SHARE, Campaign, campaign


@pytest.fixture(scope="module")
def many() -> Campaign:
    """500 worlds; 20,000 in `make soak`."""
    return campaign(range(times(500, 20_000)))


@pytest.mark.slow
def test_planner_and_oracle_agree_on_every_interval_step_and_outcome(many: Campaign) -> None:
    print(many.table())

    assert not many.failing, many.report()


@pytest.mark.slow
def test_every_feature_acts_in_at_least_one_world_in_ten(many: Campaign) -> None:
    assert many.rare == [], many.table()


@pytest.mark.slow
def test_between_30_and_70_of_a_hundred_verdicts_hold(many: Campaign) -> None:
    low, high = HOLDING_SHARE

    assert low <= many.holding <= high, many.table()
