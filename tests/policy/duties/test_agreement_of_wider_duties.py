"""The planner says of roads, fuel, islands, registers, milestones and samples what the slow witness says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.effort import times
from tests.oracle.wider_campaign import (
    SAMPLED_FEATURES,
    KindCampaign,
    drawn_office_campaign,
    drawn_travel_campaign,
    office_campaign,
    sampled_campaign,
    travel_campaign,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CAMPAIGNS = {
    "travel": travel_campaign,
    "office": office_campaign,
    "sampled": sampled_campaign,
    "travel sampled": drawn_travel_campaign,
    "office sampled": drawn_office_campaign,
}


@pytest.fixture(scope="module", params=CAMPAIGNS)
def many(request: pytest.FixtureRequest) -> KindCampaign:
    """A few worlds in every run; 10,000 of each sort in `make soak`."""
    run: Callable[[Iterable[int]], KindCampaign] = CAMPAIGNS[request.param]
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
