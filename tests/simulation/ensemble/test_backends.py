"""One schedule, three interpreters, the same bits."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from planner.network.elimination import Program, compiled_reach
from planner.network.replay import new_slots
from planner.simulation.draws import CERTAIN, uniform_u32
from planner.simulation.ensemble.backends import (
    BackendName,
    Numba,
    Plain,
    backend_of,
    chosen,
    numba_is_there,
)
from planner.simulation.ensemble.ladders import UNBROKEN, Steps, laddered, with_rungs
from planner.simulation.ensemble.running import run_block
from tests.network.test_elimination import chain
from tests.simulation.ensemble.test_agreement_with_the_plain_simulation import job_of

needs_numba = pytest.mark.skipif(not numba_is_there(), reason="the extra `fast` is not installed")
QUICK: list[BackendName] = ["plain", "numba"] if numba_is_there() else ["plain"]


@pytest.mark.parametrize("seed", [2, 8, 14, 31, 47])
@pytest.mark.parametrize("name", QUICK)
def test_every_back_end_gives_the_same_sums(name: BackendName, seed: int) -> None:
    job, *_ = job_of(seed)

    assert run_block(job, range(1, 4), 5, name).equals(run_block(job, range(1, 4), 5))


@pytest.mark.parametrize("name", ["numpy", *QUICK])
@pytest.mark.parametrize(("dtype", "always"), [(np.uint64, 2**64 - 1), (np.uint16, 900)])
def test_a_network_is_replayed_alike_on_words_and_on_instants(
    name: BackendName, dtype: type[np.uint64], always: int
) -> None:
    program = compiled_reach(chain())
    assert isinstance(program, Program)
    rng = np.random.default_rng(3)
    values = rng.integers(0, always, (len(program.inputs), 5), dtype=dtype, endpoint=True)
    slots = []
    for means in (Plain(), backend_of(name)):
        slot = new_slots(program, 5, np.dtype(dtype), always)
        slot[2 : 2 + len(program.inputs)] = values
        means.replay(program, slot)
        slots.append(slot.tolist())

    assert slots[0] == slots[1]


@pytest.mark.parametrize("name", ["numpy", *QUICK])
def test_a_ladder_is_climbed_as_its_definition_says(name: BackendName) -> None:
    """Thresholds rise to 1/8, 1/4, fall, and reach 1/2; a second ladder of the same draw begins at the third step."""
    shares = [CERTAIN // 8, CERTAIN // 4, CERTAIN // 16, CERTAIN // 2]
    steps = Steps(
        np.array([0, 0, 0, 0, 1, 1]),
        np.array([3, 5, 6, 9, 6, 9], dtype=np.uint16),
        np.repeat(np.array([*shares, *shares[2:]], dtype=np.uint64)[:, None], 8, axis=1),
    )
    ladders = with_rungs(laddered(["A#gust", "A#gust"]), steps)

    reached, words = backend_of(name).climbed(ladders, 4, np.array([7], dtype=np.uint64))

    for lane in range(64):
        u = uniform_u32(4, "A#gust", 7 * 64 + lane)
        first = next((s for s, limit in zip((3, 5, 9), (shares[0], shares[1], shares[3]), strict=True)
                      if u < limit), UNBROKEN)  # fmt: skip
        second = 6 if u < shares[2] else 9 if u < shares[3] else UNBROKEN
        assert reached[:, lane].tolist() == [first, second]
        assert int(words[0, 0]) >> lane & 1 == int(u < shares[3])


def test_small_ensembles_do_not_wait_for_numba_to_compile() -> None:
    job, *_ = job_of(8)

    assert chosen(job, 10_000) == "numpy"


@needs_numba
def test_large_ensembles_run_on_numba() -> None:
    job, *_ = job_of(8)

    assert chosen(job, 10**12) == "numba"
    assert isinstance(backend_of("numba"), Numba)


def test_numba_is_loaded_by_nobody_who_does_not_ask_for_it() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, planner.simulation.ensemble.running as r; from planner.simulation.ensemble import backends;"
            "backends.backend_of('numpy'); print('numba' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "False"
