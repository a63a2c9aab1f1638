"""The same samples with one asset safe from the storm, and with it lost: nothing else differs.

Every asset is drawn by itself, so it is made safe by taking its draw off its ladders, and lost by putting it on top of
a ladder that no draw climbs (`fates.at_will`). Samples that differ in this alone lie side by side on one board.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.simulation.draws import LANES
from planner.simulation.ensemble.backends import backend_of
from planner.simulation.ensemble.fates import at_will
from planner.simulation.ensemble.ladders import UNBROKEN
from planner.simulation.ensemble.running import run_reached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.simulation.ensemble.backends import BackendName
    from planner.simulation.ensemble.job import StormJob

    Bits = NDArray[np.bool_]

BYTES_AT_A_TIME = 48 << 20
"""So much memory the climbed ladders of assets may take that are tried together."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether each question goes below its count, pessimistic side, in each sample.

    `drawn` as the storm has it, ``(questions, samples)``; `safe` and `lost` with each asset in turn,
    ``(assets, questions, samples)``.
    """

    drawn: Bits
    safe: Bits
    lost: Bits


def what_if(
    job: StormJob,
    assets: Mapping[str, Sequence[str]],
    blocks: range,
    seed: int,
    backend: BackendName = "numpy",
) -> Tried:
    """Try each asset safe and lost.

    Parameters
    ----------
    job
        Of a layout that has these assets and risk groups among those lost at will.
    assets
        For each name the assets that are made safe with it: itself, or the members of a risk group.
    blocks, seed
        As for `running.run_block`: the same samples.

    Raises
    ------
    ValueError
        If the job cannot lose one of them at will.
    """
    means = backend_of(backend)
    numbers = np.arange(blocks.start, blocks.stop, dtype=np.uint64)
    reached, _ = means.climbed(job.ladders, seed, numbers)
    samples, asked = len(blocks) * LANES, len(job.questions)
    drawn = run_reached(job, reached, means)
    safe = np.empty((len(assets), asked, samples), dtype=np.bool_)
    lost = np.empty_like(safe)
    names = list(assets)
    ladders = _ladders_of(job)
    at_once = max(1, BYTES_AT_A_TIME // max(2 * reached.nbytes, 1))
    for first in range(0, len(names), at_once):
        part = names[first : first + at_once]
        wide = np.tile(reached, (1, 2 * len(part))).reshape(len(reached), 2, len(part), samples)
        for place, name in enumerate(part):
            if at_will(name) not in ladders:
                msg = f"the job was not laid out to lose `{name}`"
                raise ValueError(msg)
            for asset in assets[name]:
                for quantity in ("gust", "flood", "ground"):
                    wide[ladders.get(f"{asset}#{quantity}", []), 0, place] = UNBROKEN
            wide[ladders[at_will(name)], 1, place] = 0
        below = run_reached(job, wide.reshape(len(reached), -1), means)
        both = below.reshape(asked, 2, len(part), samples)
        safe[first : first + len(part)] = both[:, 0].transpose(1, 0, 2)
        lost[first : first + len(part)] = both[:, 1].transpose(1, 0, 2)
    return Tried(drawn, safe, lost)


def _ladders_of(job: StormJob) -> dict[str, list[int]]:
    """The ladders of each draw."""
    found: dict[str, list[int]] = {}
    for ladder, draw in enumerate(job.ladders.draw_of.tolist()):
        found.setdefault(job.ladders.names[draw], []).append(ladder)
    return found
