"""What is kept of samples: sums, which add up in any order, and which are the same bytes whoever counted them."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.simulation.ticks import RATE_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from planner.simulation.ensemble.counts import BlockCounts
    from planner.simulation.ensemble.job import StormJob

    Counts = NDArray[np.int64]

_ARRAYS = (
    "outcomes",
    "ticks_below",
    "parts_below",
    "minimum",
    "first_below",
    "causes",
    "asset_failed",
    "asset_and_below",
)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over samples of one storm under one wind model; all but the outcomes of the pessimistic side.

    Attributes
    ----------
    samples
        How many.
    tick_h
        Hours of a tick.
    assets
        Those that some draw can fail, sorted.
    peaks_mps
        The largest gust at the mast of each site, as computed: before the storm's strength is drawn.
    outcomes
        Samples by question, stratum and outcome (holds, fails, unknown); ``(questions, 8, 3)``.
    ticks_below
        Samples by whole question (one that asks for no one operator) and whole ticks below; ``(whole, ticks + 1)``.
    parts_below
        Exact sums of the time below, in 96ths of a tick; ``(whole,)``.
    minimum
        Samples by whole question and the smallest number that served at once.
    first_below
        Samples by whole question and the tick in which they first fell below; the last column: never.
    causes
        Sites out at the first instant below, by whole question and cause.
    asset_failed
        Samples in which each asset fails by its own draw, by stratum; ``(assets, 8)``.
    asset_and_below
        Of these, over all strata, those in which the question goes below; ``(assets, whole)``.
    """

    samples: int
    tick_h: Fraction
    assets: tuple[str, ...]
    peaks_mps: Mapping[str, float]
    outcomes: Counts
    ticks_below: Counts
    parts_below: Counts
    minimum: Counts
    first_below: Counts
    causes: Counts
    asset_failed: Counts
    asset_and_below: NDArray[Any]

    def __add__(self, other: Sums) -> Sums:
        """The sums over both; of one storm under one model."""
        if (self.assets, self.tick_h) != (other.assets, other.tick_h):
            msg = "sums over different storms cannot be added"
            raise ValueError(msg)
        arrays = {name: getattr(self, name) + getattr(other, name) for name in _ARRAYS}
        return Sums(
            self.samples + other.samples, self.tick_h, self.assets, self.peaks_mps, **arrays
        )

    def to_bytes(self) -> bytes:
        """The sums as bytes that begin with their own SHA-256; the same sums give the same bytes."""
        narrow = [_narrow(getattr(self, name)) for name in _ARRAYS]
        head = {
            "samples": self.samples,
            "tick_h": str(self.tick_h),
            "assets": list(self.assets),
            "peaks_mps": dict(sorted(self.peaks_mps.items())),
            "shapes": [list(each.shape) for each in narrow],
            "forms": [each.dtype.str for each in narrow],
        }
        flat = b"".join(each.tobytes() for each in narrow)
        named = json.dumps(head, sort_keys=True).encode()
        body = len(named).to_bytes(8, "little") + named + zlib.compress(flat, 1)
        return hashlib.sha256(body).digest() + body

    @classmethod
    def from_bytes(cls, written: bytes) -> Sums:
        """The sums that were written.

        Raises
        ------
        ValueError
            If a byte has changed since.
        """
        if not is_whole(written):
            msg = "the sums are damaged"
            raise ValueError(msg)
        body = written[32:]
        size = int.from_bytes(body[:8], "little")
        head = json.loads(body[8 : 8 + size])
        flat = zlib.decompress(body[8 + size :])
        arrays: dict[str, Counts] = {}
        at = 0
        for name, shape, form in zip(_ARRAYS, head["shapes"], head["forms"], strict=True):
            count = int(np.prod(shape))
            held = np.frombuffer(flat, dtype=form, count=count, offset=at)
            arrays[name] = held.reshape(shape).astype(np.int64)
            at += held.nbytes
        tick_h, assets = Fraction(head["tick_h"]), tuple(head["assets"])
        return cls(head["samples"], tick_h, assets, head["peaks_mps"], **arrays)


def _narrow(counts: NDArray[Any]) -> NDArray[Any]:
    """The same numbers in as few bytes as hold the largest: most counts of a piece are below a thousand."""
    most = int(counts.max(initial=0))
    form = next(form for form in ("<u2", "<u4", "<i8") if most <= np.iinfo(form).max)
    return np.ascontiguousarray(counts, dtype=form)


def is_whole(written: bytes) -> bool:
    """Whether these are the bytes that `Sums.to_bytes` wrote."""
    return len(written) > 32 and hashlib.sha256(written[32:]).digest() == written[:32]


def sums_of(counts: BlockCounts, job: StormJob, peaks_mps: Mapping[str, float]) -> Sums:
    """The sums that running blocks of a job gave."""
    return Sums(
        counts.samples,
        job.tick_h,
        job.drawn_assets,
        peaks_mps,
        counts.outcomes,
        counts.hours_below,
        counts.units_below * (RATE_PARTS // job.units_per_tick),
        counts.minimum,
        counts.first_below,
        counts.causes,
        counts.asset_failed,
        counts.asset_and_below,
    )


def added(parts: Iterable[Sums]) -> Sums:
    """The sums over all parts; at least one."""
    first, *others = parts
    for each in others:
        first = first + each
    return first
