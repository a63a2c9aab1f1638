"""The force of the wind at a unit in each stratum of each storm: the largest gust at a mast, times the strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS, mean_2min_force
from planner.simulation.draws import STRATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.inventory.province import Province

CALM = -1
"""No wind at the unit."""


_LOWEST_MPS = np.array([low for low, _ in FORCE_BOUNDS_MPS])
_NEAR_MPS = 1e-6


def forces_of(gust_mps: NDArray[np.float64], exposures: Sequence[Exposure]) -> NDArray[np.intp]:
    """`mean_2min_force` of each gust in its exposure."""
    means = gust_mps / np.array([GUST_FACTORS[2][each] for each in exposures])
    above = np.searchsorted(_LOWEST_MPS, means, side="right")
    nearest = np.minimum(
        np.abs(means - _LOWEST_MPS[above - 1]),
        np.abs(means - _LOWEST_MPS[np.minimum(above, len(_LOWEST_MPS) - 1)]),
    )
    found: NDArray[np.intp] = above - 1
    # At the very end of a class what counts is how the mean is rounded.
    for place in np.flatnonzero(nearest < _NEAR_MPS).tolist():
        found[place] = mean_2min_force(float(gust_mps[place]), exposures[place])
    return found


_NOWHERE: Exposure = "off-land"
"""Of a unit without a site there is no gust to convert."""


class Forces:
    """Forces at units, storm by storm."""

    def __init__(self, province: Province, factors: NDArray[np.float64]) -> None:
        """`factors` are the strengths of the strata."""
        self._factors = factors
        sites = [province.sites[site] for site in sorted(province.sites)]
        self._site_of = {site.id: number for number, site in enumerate(sites)}
        self._exposures = [province.exposure_of(s.district, s.exposure) for s in sites]
        self._places: dict[tuple[str, ...], NDArray[np.intp]] = {}
        self._found: list[NDArray[np.intp]] = []

    def ask(self, sites: tuple[str, ...]) -> None:
        """Forces at these sites, sorted by id, are told of every storm that is added from now on."""
        if sites not in self._places:
            self._places[sites] = np.array([self._site_of[site] for site in sites], dtype=np.intp)

    def add(self, peaks_mps: Mapping[str, float]) -> None:
        """Add one storm under one model: the largest gust at the masts of each site."""
        peaks = np.zeros(len(self._site_of))
        for site, peak_mps in peaks_mps.items():
            peaks[self._site_of[site]] = peak_mps
        windiest = [_windiest(peaks, places) for places in self._places.values()]
        gusts = np.array([0.0 if at is None else peaks[at] for at in windiest])
        exposures = [_NOWHERE if at is None else self._exposures[at] for at in windiest]
        told = np.stack([forces_of(gusts * factor, exposures) for factor in self._factors], axis=1)
        told[gusts <= 0] = CALM
        self._found.append(told)

    def told(self, sites: tuple[str, ...]) -> NDArray[np.intp]:
        """The force in each stratum of each storm that was added, `CALM` where there is no wind; ``(storms, 8)``."""
        number = list(self._places).index(sites)
        return np.array([told[number] for told in self._found], dtype=np.intp).reshape(-1, STRATA)


def _windiest(peaks: NDArray[np.float64], places: NDArray[np.intp]) -> int | None:
    """The place with the largest gust, of equals the last; None of none."""
    felt = peaks[places]
    return int(places[len(felt) - 1 - int(felt[::-1].argmax())]) if len(felt) else None
