"""How much an asset matters to a unit, told apart from the storm that broke it.

A strong storm breaks the asset and everything else with it, so that units are short when the asset has failed whether
or not it is to blame. Samples are therefore compared only within one storm, one wind model and one strength of it (a
stratum): there every asset is drawn by itself, and whether it failed says nothing of the others. What is estimated is
the difference of the chance of going below with the asset failed and without, as a mean over strata, each counting as
much as it can tell: most where the asset fails in half the samples, nothing where it always or never does.

Source: N. Mantel and W. Haenszel (1959), Journal of the National Cancer Institute 22(4), for the weights of a
difference: S. Greenland and J. M. Robins (1985), Biometrics 41(1). In terms of sums over samples it is "observed minus
expected": the samples that are short with the asset failed, less as many as there would be if the two had nothing to do
with each other within a stratum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.policy.chance import Difference, Share, reach_of, share_of_draws
from planner.simulation.ensemble.counts import HOLDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.scenario.ensemble.sums import Sums

    Floats = NDArray[np.float64]

MOST_ASSETS = 20
"""Assets that are ranked for each unit."""
LEAST_STORMS = 2.0
"""Where fewer storms tell anything of an asset, nobody can say how far apart storms are."""
FEWEST_FAILED = 5
"""An asset that failed in fewer samples, or in all but fewer, says too little to be ranked."""


@dataclass(frozen=True, slots=True)
class AssetWeight:
    """How much one asset matters to one unit.

    Attributes
    ----------
    failed
        The share of samples in which the asset fails by its own draw.
    difference
        How much more probable it is that the unit goes below its count (pessimistic side) with the asset failed than
        without, in a storm of the same strength.
    """

    asset: str
    failed: Share
    difference: Difference

    @property
    def apart(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.difference.low > 0


class Importance:
    """Adds up storm by storm what is needed; models of one storm look at the same draws and count as one.

    With several storms that were drawn, the interval is that of the storms, and never narrower than that of the draws,
    which it is otherwise: in every stratum the variance that the excess has where the asset does not matter, which is
    nearly the largest it can have.
    """

    def __init__(self, questions: NDArray[np.intp], models: int, *, storms_drawn: bool) -> None:
        """`questions` are those that importance is counted for, in the order of the sums' columns."""
        self._questions, self._models, self._by_storm = questions, models, storms_drawn
        self.assets: tuple[str, ...] | None = None
        self._samples = 0
        self._track = -1

    def add(self, track: int, sums: Sums) -> None:
        """Add one storm under one model; storms come one after the other."""
        if self.assets is None:
            self._begin(sums.assets)
        if self.assets != sums.assets:
            msg = "the storms of an ensemble break the same assets"
            raise ValueError(msg)
        if track != self._track:
            self._end_track()
            self._track = track
        outcomes = sums.outcomes[self._questions]
        samples = outcomes[0].sum(axis=1).astype(np.float64)
        below = samples - outcomes[:, :, HOLDS]
        failed = sums.asset_failed.astype(np.float64)
        share = failed / np.maximum(samples, 1.0)
        self._excess += sums.asset_and_below - _over_strata(share, below)
        self._weight += (share * (samples - failed)).sum(axis=1)
        self._failed += sums.asset_failed.sum(axis=1)
        self._samples += sums.samples
        # Half a sample of each kind more, so that a stratum in which all agree is not taken for certain.
        mean = (below + 0.5) / (samples + 1.0)
        self._noise += _over_strata(share * (samples - failed), mean * (1.0 - mean))

    def _begin(self, assets: tuple[str, ...]) -> None:
        self.assets = assets
        both = len(assets), len(self._questions)
        self._failed = np.zeros(both[0], dtype=np.int64)
        self._excess, self._weight = np.zeros(both), np.zeros(both[0])
        self._noise = np.zeros(both)
        self._sum_x, self._sum_xx, self._sum_xw = np.zeros(both), np.zeros(both), np.zeros(both)
        self._sum_w, self._sum_ww = np.zeros(both[0]), np.zeros(both[0])

    def _end_track(self) -> None:
        """Put the storm that was added last to the others."""
        x, w = self._excess, self._weight
        self._sum_x += x
        self._sum_xx += x * x
        self._sum_xw += x * w[:, None]
        self._sum_w += w
        self._sum_ww += w * w
        x[:] = 0.0
        w[:] = 0.0

    def ranked(self, column: int) -> tuple[AssetWeight, ...]:
        """The assets of one question, those first that surely matter most: by the low end of the interval."""
        if self.assets is None:
            return ()
        self._end_track()
        enough = (self._failed >= FEWEST_FAILED) & (self._failed <= self._samples - FEWEST_FAILED)
        told = np.flatnonzero(enough & (self._sum_w > 0))
        worth = self._sum_x[told, column] / self._sum_w[told]
        reach = self._reach(told, column, worth)
        # Names are sorted, so that of equals the first by name comes first.
        order = np.lexsort((told, reach - worth))
        return tuple(
            self._weighed(int(told[n]), float(worth[n]), float(reach[n]))
            for n in order[:MOST_ASSETS].tolist()
            if worth[n] > 0
        )

    def _weighed(self, asset: int, worth: float, reach: float) -> AssetWeight:
        assert self.assets is not None
        failed = share_of_draws(int(self._failed[asset]), self._samples, self._models)
        between = Difference(worth, max(worth - reach, -1.0), min(worth + reach, 1.0))
        return AssetWeight(self.assets[asset], failed, between)

    def _reach(self, told: NDArray[np.intp], column: int, worth: Floats) -> Floats:
        """Half the width of each difference's interval; 1, which says nothing, where fewer than two storms tell."""
        total = self._sum_w[told]
        of_draws = self._noise[told, column] * self._models
        if not self._by_storm:
            return reach_of(np.sqrt(of_draws) / total, np.full(len(told), np.inf))
        square = (
            self._sum_xx[told, column]
            - 2 * worth * self._sum_xw[told, column]
            + worth**2 * self._sum_ww[told]
        )
        # Storms that tell nothing of an asset do not count: so many tell as much as the others.
        storms = total**2 / self._sum_ww[told]
        of_storms = np.maximum(square, 0.0) * storms / np.maximum(storms - 1.0, 1e-9)
        error = np.sqrt(np.maximum(of_storms, of_draws)) / total
        return np.where(storms < LEAST_STORMS, 1.0, reach_of(error, storms - 1.0))


def _over_strata(of_assets: Floats, of_questions: Floats) -> Floats:
    """The sum over strata of the product for each asset and question.

    No matrix product: how that adds up, and so its last bit, differs from one machine to another.
    """
    found: Floats = np.einsum("as,qs->aq", of_assets, of_questions, optimize=False)
    return found
