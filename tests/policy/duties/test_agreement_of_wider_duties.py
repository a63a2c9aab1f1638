"""The planner says of roads, fuel, islands, registers, milestones and samples what the slow witness says."""

from __future__ import annotations

import pytest

from tests.effort import times
from tests.oracle.wider_campaign import (
    SAMPLED_FEATURES,
    KindCampaign,
    office_campaign,
    sampled_campaign,
    travel_campaign,
)


@pytest.fixture(scope="module", params=["travel", "office", "sampled"])
def many(request: pytest.FixtureRequest) -> KindCampaign:
    """A few worlds in every run; 10,000 of each sort in `make soak`."""
    run = {"travel": travel_campaign, "office": office_campaign, "sampled": sampled_campaign}[
        request.param
    ]
    return run(range(times(30, 10_000)))


@pytest.mark.slow
def test_planner_and_witness_agree_on_every_count_outcome_and_hour(many: KindCampaign) -> None:
    print(many.table())

    assert not many.failing, many.report()


@pytest.mark.slow
def test_every_kind_of_duty_both_holds_and_does_not(many: KindCampaign) -> None:
    told = many.by_kind()

    assert all(0 < share < 1 for share in told.values()), told
    if many.worlds >= 1_000:
        # Drawn damage takes so much that posts seldom hold.
        assert many.meanings is SAMPLED_FEATURES or many.outside() == [], many.table()
        assert many.rare == [], many.table()
