"""Working off the pieces of an ensemble: in this process, in several, or on a cluster; the same answer each time."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from planner.scenario.ensemble.bench import Bench, run_piece
from planner.scenario.ensemble.cluster import on_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.scenario.ensemble.asking import EnsemblePlan, Piece

    Done = tuple[Piece, bytes]

MOST_RETRIES = 3
"""So often a pool whose worker died is made anew; then what is left is worked in this process."""


def worked(
    plan: EnsemblePlan, pieces: Sequence[Piece], *, workers: int = 1, cluster: str | None = None
) -> Iterator[Done]:
    """The sums of each piece as it is done, in any order.

    Parameters
    ----------
    plan
        The ensemble.
    pieces
        Those that are still to be done.
    workers
        Processes on this machine.
    cluster
        Address of a dask.distributed scheduler (``tcp://…``) whose workers have this same package.

    Raises
    ------
    MachineError
        If the cluster cannot be reached or its scheduler goes away. What was done before is the caller's.
    """
    if cluster is not None:
        return on_cluster(plan, pieces, cluster)
    if workers > 1 and len(pieces) > 1:
        return _in_processes(plan, pieces, workers)
    bench = Bench(plan)
    return ((piece, bench.run(piece)) for piece in pieces)


# --- several processes ------------------------------------------------------------------------

_plan: EnsemblePlan | None = None
"""The plan of this worker process."""


def _begin_worker(plan: EnsemblePlan) -> None:
    global _plan  # noqa: PLW0603 - the one thing that a worker is given when it starts
    _plan = plan
    # Ctrl-C is for the process that somebody talks to; it then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_in_worker(piece: Piece) -> bytes:
    assert _plan is not None
    return run_piece(_plan, piece)


def _in_processes(plan: EnsemblePlan, pieces: Sequence[Piece], workers: int) -> Iterator[Done]:
    left = list(pieces)
    for _ in range(MOST_RETRIES):
        try:
            for piece, sums in _pooled(plan, left, workers):
                left.remove(piece)
                yield piece, sums
        except BrokenProcessPool:
            continue
        return
    bench = Bench(plan)
    for piece in left:
        yield piece, bench.run(piece)


def _pooled(plan: EnsemblePlan, pieces: Sequence[Piece], workers: int) -> Iterator[Done]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _begin_worker, (plan,))
    try:
        running = {pool.submit(_run_in_worker, piece): piece for piece in pieces}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda each: pieces.index(running[each])):
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
