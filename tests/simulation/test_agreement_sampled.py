"""The planner says of every sample of random worlds exactly what the slow, obvious oracle says."""

from __future__ import annotations

import pytest

from tests.effort import times
from tests.oracle.campaign import Campaign, campaign
from tests.oracle.draws import draw
from tests.oracle.sampled import sampled_world


@pytest.fixture(scope="module")
def many() -> Campaign:
    """300 worlds; 10,000 in `make soak`."""
    return campaign(range(times(300, 10_000)), sampled_world)


@pytest.mark.slow
def test_planner_and_oracle_agree_on_every_interval_step_and_outcome_of_a_sample(
    many: Campaign,
) -> None:
    print(many.table())

    assert not many.failing, many.report()


@pytest.mark.slow
@pytest.mark.parametrize("feature", ["drawn", "worn generator", "footprint", "poles", "repair"])
def test_chance_acts_in_at_least_one_world_in_ten(many: Campaign, feature: str) -> None:
    assert many.features[feature] >= 0.1 * many.worlds, dict(many.features)


def test_the_draws_of_the_oracle_are_spread_evenly() -> None:
    found = sorted(draw(5, "QN-0012/mast#gust", sample) / 2**32 for sample in range(400))

    assert max(abs(u - (rank + 0.5) / 400) for rank, u in enumerate(found)) < 0.08
