"""Workers that die, a scheduler that goes away: the same bytes, or a clear word and everything finished kept."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.foundation.errors import MachineError
from planner.scenario.ensemble.asking import Piece
from planner.scenario.ensemble.cluster import _fetched
from planner.scenario.ensemble.store import Store
from planner.scenario.ensemble.working import worked
from tests.scenario.ensemble.questions import plan, tutorial
from tests.scenario.ensemble.test_keeping import finished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.scenario.ensemble.asking import EnsemblePlan

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_S = 120


class Cluster:
    """A scheduler and two workers, each a process of its own on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.scheduler = self._start(
            "dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1",
            "--scheduler-file", str(self.file),
        )  # fmt: skip
        self._until(self.file.exists)
        self.address = str(json.loads(self.file.read_text("utf-8"))["address"])
        self.workers = [
            self._start(
                "dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                "--local-directory", str(folder), "--name", f"w{number}", "--death-timeout", "10",
            )
            for number in range(2)
        ]  # fmt: skip

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (self.folder / f"{program}-{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
                stdout=log, stderr=log, env=environment, cwd=self.folder,
            )  # fmt: skip
        self.running.append(process)
        return process

    def _until(self, ready: object) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not ready():  # type: ignore[operator]
            assert time.monotonic() < deadline, "the cluster did not come up"
            time.sleep(0.05)

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def asked() -> EnsemblePlan:
    """Eight pieces."""
    return plan(tutorial(), 8192)


@pytest.mark.slow
def test_a_worker_that_is_killed_midway_changes_no_byte(
    tmp_path: Path, asked: EnsemblePlan
) -> None:
    alone = finished(asked, tmp_path / "alone.sqlite")

    with cluster(tmp_path) as running:
        store = Store(str(tmp_path / "cluster.sqlite"), asked, resume=False)
        for number, (piece, sums) in enumerate(
            worked(asked, asked.pieces, cluster=running.address)
        ):
            if number == 1:
                running.workers[0].send_signal(signal.SIGKILL)
            store.keep(piece, sums)
        store.close()

    assert len(asked.pieces) == 8
    assert finished(asked, tmp_path / "cluster.sqlite", resume=True) == alone


@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_named_and_what_is_finished_is_kept(
    tmp_path: Path, asked: EnsemblePlan
) -> None:
    store = Store(str(tmp_path / "a.sqlite"), asked, resume=False)
    with cluster(tmp_path) as running:

        def gone_midway() -> None:
            pieces = worked(asked, asked.pieces, cluster=running.address)
            for number, (piece, sums) in enumerate(pieces):
                store.keep(piece, sums)
                if number == 1:
                    running.scheduler.send_signal(signal.SIGKILL)

        with pytest.raises(MachineError, match=r"scheduler at .* is gone"):
            gone_midway()

    assert len(store.done()) >= 2
    store.close()
    assert finished(asked, tmp_path / "a.sqlite", resume=True) == finished(
        asked, tmp_path / "b.sqlite"
    )


class Fetching:
    """A future whose piece is done, and what happens when its sums are fetched."""

    def __init__(self, fault: Exception | None, status: str = "finished") -> None:
        self.fault, self.status = fault, status

    def result(self, timeout: float) -> bytes:
        assert timeout > 0
        if self.fault is not None:
            raise self.fault
        return b"sums"


@pytest.mark.parametrize(
    "future",
    [Fetching(ConnectionResetError()), Fetching(CancelledError()), Fetching(None, "cancelled")],
)
def test_a_scheduler_that_goes_while_sums_are_fetched_is_named(future: Fetching) -> None:
    with pytest.raises(MachineError, match=r"scheduler at `tcp://x:1` is gone"):
        _fetched(future, "tcp://x:1")


def test_sums_that_no_worker_hands_over_are_worked_here() -> None:
    assert _fetched(Fetching(None), "tcp://x:1") == b"sums"
    assert _fetched(Fetching(TimeoutError()), "tcp://x:1") is None
    assert _fetched(Fetching(None, "error"), "tcp://x:1") is None


@dataclass(frozen=True, slots=True)
class FatalPiece(Piece):
    """A piece of work that kills the first process of the pool to receive it, and then is like any other.

    The process dies while it holds work that nobody else has done, however fast the others are.
    """

    received: str = ""
    """A file that is made when it is received first."""

    def __reduce__(self) -> tuple[object, ...]:
        fields = self.member, self.first_block, self.end_block, self.samples
        return _come_to_a_process, (self.received, fields)


def _come_to_a_process(received: str, fields: tuple[int, int, int, int]) -> Piece:
    if multiprocessing.parent_process() is not None and not Path(received).exists():
        Path(received).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Piece(*fields)


@pytest.mark.slow
def test_a_process_of_the_pool_that_is_killed_changes_no_byte(
    tmp_path: Path, asked: EnsemblePlan
) -> None:
    store = Store(str(tmp_path / "pool.sqlite"), asked, resume=False)
    received = tmp_path / "received"
    pieces = list(asked.pieces)
    fifth = pieces[4]
    pieces[4] = FatalPiece(
        fifth.member, fifth.first_block, fifth.end_block, fifth.samples, str(received)
    )

    for piece, sums in worked(asked, pieces, workers=2):
        store.keep(piece, sums)

    assert received.exists()
    assert store.done() == set(asked.pieces)
    store.close()
    resumed = finished(asked, tmp_path / "pool.sqlite", resume=True)
    assert resumed == finished(asked, tmp_path / "alone.sqlite")
