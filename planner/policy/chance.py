"""How sure a share counted in samples is: the share, and the interval in which the probability lies.

Two sources of error are kept apart. Where one storm was drawn again and again, samples are independent, and the
interval is that of Clopper and Pearson (1934): it covers the probability at least as often as it says. Where several
storms were drawn, samples of one storm resemble each other, and what counts is how many storms there were: the interval
is that of Korn and Graubard (1998), Clopper and Pearson's for as many independent samples as the spread between storms
is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

CONFIDENCE = 0.95


def _special() -> Any:
    """Quantiles of distributions; half a second to load, and only where an interval is asked for."""
    from scipy import special  # type: ignore[import-untyped]  # noqa: PLC0415

    return special


@dataclass(frozen=True, slots=True)
class Share:
    """A probability as it was counted.

    Attributes
    ----------
    value
        The share of the samples.
    low, high
        The interval, at `CONFIDENCE`.
    samples
        How many there were.
    happened
        In how many it happened; with several storms or models a sum over all.
    """

    value: float
    low: float
    high: float
    samples: int
    happened: int

    @property
    def rare(self) -> bool:
        """Whether it never happened: the probability is below `high`, and nothing more is known."""
        return self.happened == 0

    @property
    def sure(self) -> bool:
        """Whether it always happened: the probability is above `low`, and nothing more is known."""
        return self.happened == self.samples

    @property
    def opposite(self) -> Share:
        """The share of the samples in which it did not happen."""
        return Share(
            1.0 - self.value,
            1.0 - self.high,
            1.0 - self.low,
            self.samples,
            self.samples - self.happened,
        )


def clopper_pearson(
    happened: float, samples: float, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """The interval for a probability that came true `happened` times in `samples` independent tries.

    Both may be fractions: an effective number of samples. With no samples nothing is known.
    """
    if samples <= 0:
        return 0.0, 1.0
    tail = (1.0 - confidence) / 2.0
    missed = samples - happened
    low = float(_special().betaincinv(happened, missed + 1.0, tail)) if happened > 0 else 0.0
    high = float(_special().betaincinv(happened + 1.0, missed, 1.0 - tail)) if missed > 0 else 1.0
    return low, high


def share_of_draws(
    happened: int, samples: int, repeats: int = 1, confidence: float = CONFIDENCE
) -> Share:
    """The share among samples of one storm.

    `repeats` is how many times the same draws were used (once for each wind model): they count once, which errs on the
    side of a wider interval.
    """
    if samples == 0:
        return Share(0.0, 0.0, 1.0, 0, 0)
    low, high = clopper_pearson(happened / repeats, samples / repeats, confidence)
    return Share(happened / samples, low, high, samples, happened)


def share_of_storms(
    happened: Sequence[int],
    samples: Sequence[int],
    repeats: int = 1,
    confidence: float = CONFIDENCE,
) -> Share:
    """The share among samples of several storms, each storm a draw of its own.

    Parameters
    ----------
    happened, samples
        For each storm in how many samples it happened, and how many there were; as many for each.
    repeats
        As for `share_of_draws`.

    Notes
    -----
    The variance of the mean over T storms is that between their shares, over T; it holds what varies within them too.
    Its worth in independent samples, n = p (1 - p) / variance, is reduced for being estimated from T storms, by
    (z / t)^2 with T - 1 degrees of freedom. Where all storms agree to the last sample nothing says how far apart others
    may lie, and only the number of storms counts.
    """
    storms = len(samples)
    total, count = sum(happened), sum(samples)
    if storms < 2 or count == 0:
        return share_of_draws(total, count, repeats, confidence)
    shares = [k / n for k, n in zip(happened, samples, strict=True)]
    mean = total / count
    variance = sum((each - mean) ** 2 for each in shares) / (storms - 1) / storms
    effective = float(storms)
    if variance > 0:
        upper = 1.0 - (1.0 - confidence) / 2.0
        shrink = float(_special().ndtri(upper) / _special().stdtrit(storms - 1, upper)) ** 2
        effective = min(mean * (1.0 - mean) / variance * shrink, count / repeats)
    low, high = clopper_pearson(mean * effective, effective, confidence)
    return Share(mean, low, high, count, total)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two probabilities from the same draws, with its interval."""

    value: float
    low: float
    high: float


def paired_difference(
    gained: float, lost: float, samples: float, confidence: float = CONFIDENCE
) -> Difference:
    """The difference of two shares counted over the same samples; numbers may be fractions, of repeated looks.

    `gained` samples came true with the change only, `lost` without it only; all others agree and tell nothing apart.
    That is why common draws need so few samples: the variance is that of the samples that differ.
    """
    if samples == 0:
        return Difference(0.0, -1.0, 1.0)
    value = (gained - lost) / samples
    # One sample more of each kind: where none differs, the next might (Agresti & Min 2005).
    padded = samples + 2
    mean = (gained - lost) / padded
    variance = ((gained + lost + 1) / padded - mean**2) / padded
    reach = float(_special().ndtri(1.0 - (1.0 - confidence) / 2.0)) * sqrt(max(variance, 0.0))
    return Difference(value, max(mean - reach, -1.0), min(mean + reach, 1.0))


def mean_difference(values: Sequence[float], confidence: float = CONFIDENCE) -> Difference:
    """The mean of differences that were each found in a storm of its own, with Student's interval over the storms."""
    storms = len(values)
    if not storms:
        return Difference(0.0, -1.0, 1.0)
    mean = sum(values) / storms
    if storms < 2:
        return Difference(mean, -1.0, 1.0)
    spread = sum((each - mean) ** 2 for each in values) / (storms - 1) / storms
    upper = 1.0 - (1.0 - confidence) / 2.0
    reach = float(_special().stdtrit(storms - 1, upper)) * sqrt(spread)
    return Difference(mean, max(mean - reach, -1.0), min(mean + reach, 1.0))


def reach_of(
    errors: NDArray[np.float64], freedoms: NDArray[np.float64], confidence: float = CONFIDENCE
) -> NDArray[np.float64]:
    """Half the width of Student's interval for each standard error and its degrees of freedom, at least one.

    Infinitely many degrees of freedom give the normal interval.
    """
    upper = 1.0 - (1.0 - confidence) / 2.0
    quantiles = _special().stdtrit(freedoms.clip(1.0, 1e9), upper)
    reach: NDArray[np.float64] = errors * quantiles
    return reach
