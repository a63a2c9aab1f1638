"""By which means the inner loops run: numpy, which is always there, or numba, where the extra `fast` is installed.

Both read the same programs, ladders and keys in the same order and give the same bits. `plain` is numpy for all but
the replay of networks, which goes step by step in Python: the reference that the two others are held against.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from planner.network.replay import replay, replay_plainly
from planner.simulation.draws import CERTAIN, DIGITS, LANES, mix, stratum_words
from planner.simulation.ensemble.kernels import compiled
from planner.simulation.ensemble.ladders import UNBROKEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.network.elimination import Program
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.ladders import Ladders

BackendName = Literal["numpy", "numba", "plain"]
WORTH_COMPILING = 2e10
"""Rows of the board times samples times stretches from which on numba's compiling, some ten seconds, is soon earned."""


class Backend(Protocol):
    """The loops that take the time."""

    def climbed(
        self, ladders: Ladders, seed: int, blocks: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """See `Ladders.climbed`."""

    def replay(self, program: Program, slots: NDArray[Any]) -> None:
        """See `planner.network.replay.replay`."""

    def count_both(
        self, failed: NDArray[np.uint64], asked: NDArray[np.uint64], found: NDArray[np.int32]
    ) -> None:
        """Add to ``found[i, j]`` how many bits row i of `failed` and row j of `asked` share."""


class Numpy:
    """Whole arrays at a time."""

    def climbed(
        self, ladders: Ladders, seed: int, blocks: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """See `Ladders.climbed`."""
        return ladders.climbed(seed, blocks)

    def replay(self, program: Program, slots: NDArray[Any]) -> None:
        """Group by group."""
        replay(program, slots)

    def count_both(
        self, failed: NDArray[np.uint64], asked: NDArray[np.uint64], found: NDArray[np.int32]
    ) -> None:
        """Question by question."""
        for question in np.flatnonzero(asked.any(axis=1)).tolist():
            both = np.bitwise_count(failed & asked[question])
            found[:, question] += both.sum(axis=1, dtype=np.int32)


class Plain(Numpy):
    """The networks step by step and sample by sample in Python."""

    def replay(self, program: Program, slots: NDArray[Any]) -> None:
        """One value at a time."""
        known = slots[: program.first_step].tolist()
        replay_plainly(program, known, bits=slots.dtype == np.uint64)
        slots[:] = known


class Numba:
    """Loops compiled on first use."""

    def __init__(self) -> None:
        self._kernels = compiled()

    def climbed(
        self, ladders: Ladders, seed: int, blocks: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """Draw by draw and block by block."""
        final = ladders.final
        reached = np.full((len(ladders.draw_of), len(blocks), LANES), UNBROKEN, dtype=np.uint16)
        words = np.zeros((len(ladders.names), len(blocks)), dtype=np.uint64)
        places = np.arange(DIGITS - 1, -1, -1, dtype=np.uint64)[None, :, None]
        digits = stratum_words((final[:, None, :] >> places & np.uint64(1)) > 0)
        self._kernels.climb(
            np.uint64(mix(seed)), ladders.keys, blocks, final,
            stratum_words(final >= np.uint64(CERTAIN)), digits, ladders.first_ladder,
            ladders.starts, ladders.ends, ladders.limits, ladders.steps, reached, words,
        )  # fmt: skip
        return reached.reshape(len(ladders.draw_of), LANES * len(blocks)), words

    def replay(self, program: Program, slots: NDArray[Any]) -> None:
        """Step by step."""
        if slots.dtype == np.uint64:
            self._kernels.replay_words(program.steps, slots, program.first_step)
        else:
            self._kernels.replay_instants(program.steps, slots, program.first_step)

    def count_both(
        self, failed: NDArray[np.uint64], asked: NDArray[np.uint64], found: NDArray[np.int32]
    ) -> None:
        """Pair by pair."""
        self._kernels.count_both(failed, asked, found)


def numba_is_there() -> bool:
    """Whether the extra `fast` is installed; nothing is loaded."""
    return find_spec("numba") is not None


def chosen(job: StormJob, samples: int) -> BackendName:
    """The means that is likely to be done first with so many samples of such a job."""
    work = job.rows * samples * len(job.boundaries)
    return "numba" if work > WORTH_COMPILING and numba_is_there() else "numpy"


def backend_of(name: BackendName) -> Backend:
    """The means of that name.

    Raises
    ------
    ModuleNotFoundError
        If it is numba and that is not installed.
    """
    if name == "numba":
        return Numba()
    return Plain() if name == "plain" else Numpy()
