"""The compiled loop gives numpy's gusts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.hazard.exposure import gusts_at, sampled
from planner.hazard.profiles import PROFILES
from tests.hazard.storms import START, fast_storm, storm_that_comes_back, yagi
from tests.hazard.test_exposure import islands, strewn

if TYPE_CHECKING:
    from planner.hazard.records import ProfileName

pytest.importorskip("numba", reason="the extra `fast` is not installed")


@pytest.mark.parametrize("name", sorted(PROFILES))
@pytest.mark.parametrize("with_land", [False, True], ids=["plain", "land"])
def test_the_compiled_loop_gives_numpys_gusts_to_a_billionth(
    name: ProfileName, with_land: bool
) -> None:
    from planner.hazard.wind_loops import gusts_mps

    land = islands() if with_land else None
    assets = sampled(strewn(29, 200), land)
    floor_mps = np.full(assets.count, 40.0)
    for storm in (yagi(), fast_storm(), storm_that_comes_back()):
        assert storm.track is not None
        asked = (assets, storm.track, storm.wind, START, Fraction(72), name)

        plain = gusts_at(*asked, land=land, floor_mps=floor_mps).gust_mps
        compiled = gusts_at(*asked, land=land, floor_mps=floor_mps, compute=gusts_mps).gust_mps

        # A step on the edge of what is left out may be computed by one and not by the other.
        both = (plain > 0) & (compiled > 0)
        assert both.any()
        assert np.abs(plain - compiled)[both].max() < 1e-9
        assert np.abs(plain.max(axis=1) - compiled.max(axis=1)).max() < 1e-9
