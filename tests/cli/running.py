"""Run the command in this process, and see what a person would see."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from planner.cli.app import run


@dataclass(frozen=True, slots=True)
class Said:
    """What one command line printed, and its exit code."""

    code: int
    out: str
    err: str


def planner_says(*arguments: str) -> Said:
    """The answer to `planner ARGUMENTS…`, stdout and stderr as UTF-8 text."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    out.flush()
    err.flush()
    return Said(code, _text_of(out), _text_of(err))


def _text_of(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")
