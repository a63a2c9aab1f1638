"""Working off the pieces of an ensemble: in this process, in several, or on a cluster; the same answer each time."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from planner.foundation.errors import MachineError
from planner.foundation.text import Text
from planner.scenario.ensemble.bench import Bench, run_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.scenario.ensemble.asking import EnsemblePlan, Piece

    Done = tuple[Piece, bytes]

MOST_RETRIES = 3
"""So often a pool whose worker died is made anew; then what is left is worked in this process."""
WAIT_S = 2.0
CONNECT_S = 10


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
        return _on_cluster(plan, pieces, cluster)
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


# --- a cluster --------------------------------------------------------------------------------


def _unpacked(packed: bytes) -> EnsemblePlan:
    plan: EnsemblePlan = pickle.loads(packed)
    return plan


def _on_cluster(plan: EnsemblePlan, pieces: Sequence[Piece], address: str) -> Iterator[Done]:
    import logging  # noqa: PLC0415

    from distributed import Client  # noqa: PLC0415 - heavy, and only here
    from distributed import wait as wait_for  # noqa: PLC0415

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as fault:
        raise _unreachable(address) from fault
    try:
        # A task, not data put on one worker: when that worker dies, the plan is unpacked again elsewhere.
        sent = client.submit(_unpacked, pickle.dumps(plan), pure=False)
        running = {
            client.submit(run_piece, sent, piece, pure=False, retries=MOST_RETRIES): piece
            for piece in pieces
        }
        yield from _gathered(client, running, wait_for, plan, address)
    finally:
        client.close(timeout=1)


def _gathered(
    client: Any,
    running: dict[Any, Piece],
    wait_for: Callable[..., Any],
    plan: EnsemblePlan,
    address: str,
) -> Iterator[Done]:
    left_here: list[Piece] = []
    while running:
        try:
            done = wait_for(list(running), timeout=WAIT_S, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            done = ()
        except Exception as fault:
            raise _gone(address) from fault
        if client.status != "running":
            raise _gone(address)
        for future in sorted(done, key=lambda each: running[each].first_block):
            piece = running.pop(future)
            if future.status == "finished":
                yield piece, future.result(timeout=CONNECT_S)
            elif future.status == "error":
                # A worker died with it time and again: it is worked here.
                left_here.append(piece)
            else:
                raise _gone(address)
    bench = Bench(plan) if left_here else None
    for piece in left_here:
        assert bench is not None
        yield piece, bench.run(piece)


def _unreachable(address: str) -> MachineError:
    return MachineError(
        Text(
            vi=f"không kết nối được bộ điều phối ở “{address}”; kiểm tra địa chỉ, hoặc chạy tại đây bằng --workers",
            en=f"no scheduler answers at `{address}`; check the address, or run on this machine with --workers",
        )
    )


def _gone(address: str) -> MachineError:
    return MachineError(
        Text(
            vi=f"bộ điều phối ở “{address}” đã mất; phần đã xong được giữ, chạy tiếp bằng --resume",
            en=f"the scheduler at `{address}` is gone; what was finished is kept, go on with --resume",
        )
    )
