"""A command in a process of its own: how long it takes and how much memory it needs at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took: seconds on the wall and of the processor, peak resident memory, exit code, stdout."""

    wall_s: float
    cpu_s: float
    peak_mb: float | None
    code: int
    out: str


def ran(*arguments: str) -> Ran:
    """Run this Python with the arguments, from the root of the repository.

    The peak is the kernel's for that process alone; None where there is no `wait4`.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment,
            stdout=out, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if sys.platform == "win32":
            code, cpu_s, peak_mb = process.wait(), float("nan"), None
        else:
            _, status, used = os.wait4(process.pid, 0)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            cpu_s = used.ru_utime + used.ru_stime
            peak_mb = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
        wall_s = time.perf_counter() - begun
        out.seek(0)
        return Ran(wall_s, cpu_s, peak_mb, code, out.read().decode("utf-8"))


def best_of(times: int, *arguments: str) -> Ran:
    """The quickest of several runs: what else the machine does can only slow one down."""
    return min((ran(*arguments) for _ in range(times)), key=lambda run: run.wall_s)
