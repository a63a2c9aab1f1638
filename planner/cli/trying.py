"""How far a search for what mends has come, on a terminal that somebody waits at."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planner.cli.words import say
from planner.foundation.names import display_width
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.decisions.mending import OnTrial

PATIENCE_S = 1.0
"""Nobody needs to be told what takes less."""


@contextmanager
def told_on_terminal(clock: Callable[[], float] = time.monotonic) -> Iterator[OnTrial | None]:
    """Tell each trial on one row of stderr that goes away at the end; None where stderr is no terminal."""
    with told_row(clock) as tell:
        if tell is None:
            yield None
            return
        say_on = tell

        def on_trial(changes: int, number: int, of: int) -> None:
            what = Text(vi="việc", en="change") if changes == 1 else Text(vi="cặp", en="pair")
            say_on(
                Text(vi=f"đang thử {what.vi} {number}/{of}", en=f"trying {what.en} {number}/{of}")
            )

        yield on_trial


@contextmanager
def told_row(
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[Text], None] | None]:
    """Say how far something has come on one row of stderr that goes away; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    row = _Row(clock)
    try:
        yield row.show
    finally:
        row.clear()


class _Row:
    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.begun_s = clock()
        self.width = 0

    def show(self, said: Text) -> None:
        """Put the words on the row, once somebody has waited long enough."""
        if self.clock() - self.begun_s < PATIENCE_S:
            return
        words = say(said)
        rest = " " * max(0, self.width - display_width(words))
        self.width = display_width(words)
        click.echo(f"\r{words}{rest}", err=True, nl=False)

    def clear(self) -> None:
        """Leave the row as it was found."""
        if self.width:
            click.echo(f"\r{' ' * self.width}\r", err=True, nl=False)
