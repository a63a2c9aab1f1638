"""Seconds of the processor, and what is resident while something runs."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def best(times: int, run: Callable[[], object]) -> float:
    """Seconds of the processor, the best of several."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


class Watching:
    """Looks at what is resident every few milliseconds: not every system forgets an earlier peak."""

    def __enter__(self) -> Watching:
        """Begin."""
        self.before_mb = self.peak_mb = _resident_mb()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._done.wait(0.005):
            self.peak_mb = max(self.peak_mb, _resident_mb())

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self._done.set()
        self._thread.join()

    @property
    def added_mb(self) -> float:
        """The most that came on top of what was there before."""
        return self.peak_mb - self.before_mb


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
