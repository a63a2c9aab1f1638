"""An ensemble on a dask.distributed cluster: workers may die, the scheduler may go, what is finished stays finished."""

from __future__ import annotations

import logging
import pickle
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from planner.foundation.errors import MachineError
from planner.foundation.text import Text
from planner.scenario.ensemble.bench import Bench, run_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.scenario.ensemble.asking import EnsemblePlan, Piece

    Done = tuple[Piece, bytes]

WAIT_S = 2.0
CONNECT_S = 10
MOST_RETRIES = 3
"""So often a piece whose worker died is given to another; then it is worked in this process."""


def _unpacked(packed: bytes) -> EnsemblePlan:
    plan: EnsemblePlan = pickle.loads(packed)
    return plan


def on_cluster(plan: EnsemblePlan, pieces: Sequence[Piece], address: str) -> Iterator[Done]:
    """The sums of each piece as it is done, by the workers of a scheduler; see `working.worked`."""
    try:
        # Seconds to load, and an extra: only who asks for a cluster needs it.
        from distributed import Client  # noqa: PLC0415
        from distributed import wait as wait_for  # noqa: PLC0415
    except ImportError as fault:
        raise _not_installed() from fault
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=CONNECT_S)  # type: ignore[no-untyped-call]
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
            if client.status == "running":
                raise
            raise _gone(address) from fault
        if client.status != "running":
            raise _gone(address)
        for future in sorted(done, key=lambda each: running[each].first_block):
            piece = running.pop(future)
            sums = _fetched(future, address)
            if sums is None:
                left_here.append(piece)
            else:
                yield piece, sums
    bench = Bench(plan) if left_here else None
    for piece in left_here:
        assert bench is not None
        yield piece, bench.run(piece)


def _fetched(future: Any, address: str) -> bytes | None:
    """The sums of a piece that is done; None where it must be worked here.

    So it must where workers died with it time and again, or where the one that holds it no longer answers. The way to
    it leads over the scheduler, which may go at any instant, also at this one.
    """
    if future.status == "error":
        return None
    if future.status != "finished":
        raise _gone(address)
    try:
        sums: bytes = future.result(timeout=CONNECT_S)
    except TimeoutError:
        return None
    except (OSError, CancelledError) as fault:
        raise _gone(address) from fault
    return sums


def _not_installed() -> MachineError:
    return MachineError(
        Text(
            vi="chưa cài phần chạy trên nhiều máy: pip install 'batram[cluster]'",
            en="what runs on many machines is not installed: pip install 'batram[cluster]'",
        )
    )


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
