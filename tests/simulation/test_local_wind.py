from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.intervals import joined
from planner.hazard.wind_cuts import above, spells_above
from planner.simulation.local_wind import LocalWind

gusts = st.lists(st.integers(0, 8), min_size=2, max_size=12)


gaps = st.lists(st.integers(1, 3), min_size=12, max_size=12)


@given(values=gusts, gaps=gaps, level=st.fractions(0, 8, max_denominator=6))
def test_spells_are_the_pieces_of_the_line_joined(values: list[int], gaps: list[int], level: Fraction) -> None:
    times = tuple(Fraction(t) for t in accumulate(gaps[: len(values) - 1], initial=0))

    pieces = joined(above(times, [float(v) for v in values], level))
    spells = joined(spells_above(times, np.array(values, dtype=float), level))

    assert spells == pieces


def test_a_sample_that_is_twice_as_strong_reaches_a_force_at_half_the_wind() -> None:
    hours = tuple(Fraction(t) for t in range(3))
    plain = LocalWind(hours, np.array([0.0, 40.0, 0.0]), "off-land")
    strong = LocalWind(hours, np.array([0.0, 20.0, 0.0]), "off-land", factor=2.0)

    assert plain.at_force(8) == strong.at_force(8)
    assert plain.reaches_force_h(17) == float("inf")
