"""The planner says of the duties of random worlds exactly what the slow, obvious oracle says."""

from __future__ import annotations

import pytest

from tests.effort import times
from tests.oracle.campaign import HOLDING_SHARE, Campaign
from tests.oracle.duty_campaign import duty_campaign


@pytest.fixture(scope="module")
def many() -> Campaign:
    """150 worlds; 10,000 in `make soak`."""
    return duty_campaign(range(times(150, 10_000)))


@pytest.mark.slow
def test_planner_and_oracle_agree_on_every_means_channel_count_and_outcome(many: Campaign) -> None:
    print(many.table())

    assert not many.failing, many.report()


@pytest.mark.slow
def test_every_feature_of_the_duties_acts_in_at_least_one_world_in_ten(many: Campaign) -> None:
    assert many.rare == [], many.table()


@pytest.mark.slow
def test_between_30_and_70_of_a_hundred_verdicts_on_duties_hold(many: Campaign) -> None:
    low, high = HOLDING_SHARE

    assert low <= many.holding <= high, many.table()
