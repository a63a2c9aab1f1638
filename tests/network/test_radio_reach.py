from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.network.radio_reach import LinkBudget, median_loss_db, reach_km

BUDGET = LinkBudget(145, 10, 1.5, 20)
bands = st.floats(300, 3500)
heights = st.floats(1, 300)
terrains = st.sampled_from(["urban", "suburban", "open"])


def test_the_loss_at_900_mhz_over_a_town_is_that_of_hatas_paper() -> None:
    """900 MHz, 30 m, 1.5 m: 69.55 + 26.16 lg 900 - 13.82 lg 30 - a, a = 0.0159 dB."""
    at_1_km, per_decade = median_loss_db(900, 30, 1.5, "urban")

    assert at_1_km == pytest.approx(126.40, abs=0.02)
    assert per_decade == pytest.approx(35.22, abs=0.01)


def test_above_1500_mhz_the_extension_of_cost_231_takes_over() -> None:
    """1800 MHz, 30 m, 1.5 m: 46.3 + 33.9 lg 1800 - 13.82 lg 30 - a, a = 0.0430 dB."""
    assert median_loss_db(1800, 30, 1.5, "urban")[0] == pytest.approx(136.20, abs=0.02)


def test_suburbs_and_open_country_lose_less() -> None:
    losses = [median_loss_db(900, 40, 1.5, terrain)[0] for terrain in ("urban", "suburban", "open")]

    assert losses[0] - losses[1] == pytest.approx(9.94, abs=0.01)
    assert losses[0] - losses[2] == pytest.approx(28.50, abs=0.02)


@given(bands, heights, heights, terrains)
def test_a_taller_mast_never_reaches_less(band: float, one: float, other: float, terrain: str) -> None:
    low, high = sorted((one, other))

    assert reach_km(band, low, terrain, BUDGET) <= reach_km(band, high, terrain, BUDGET) + 1e-9


@given(bands, heights, terrains, st.floats(0, 30))
def test_more_in_hand_never_reaches_further(
    band: float, height: float, terrain: str, margin_db: float
) -> None:
    strict = LinkBudget(145, 10 + margin_db, 1.5, 20)

    assert reach_km(band, height, terrain, strict) <= reach_km(band, height, terrain, BUDGET)


def test_nothing_reaches_beyond_what_the_formula_covers() -> None:
    assert reach_km(300, 200, "open", LinkBudget(200, 0, 1.5, 20)) == 20
