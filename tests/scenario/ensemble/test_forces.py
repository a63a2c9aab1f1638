"""Forces of many gusts at once are those of each."""

from __future__ import annotations

import numpy as np

from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS, mean_2min_force
from planner.scenario.ensemble.forces import forces_of


def test_many_gusts_have_the_forces_that_each_has_also_at_the_ends_of_classes() -> None:
    ends = [end * GUST_FACTORS[2][e] for low, high in FORCE_BOUNDS_MPS for end in (low, high)
            for e in GUST_FACTORS[2]]  # fmt: skip
    gusts = np.array(
        [*np.random.default_rng(1).uniform(0, 110, 400), *ends, *np.nextafter(ends, 0).clip(0)]
    )
    for exposure in GUST_FACTORS[2]:
        told = forces_of(gusts, [exposure] * len(gusts))

        assert told.tolist() == [mean_2min_force(float(gust), exposure) for gust in gusts]
