"""Whoever waits at a terminal sees how far the search has come; nobody else sees a thing."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

from planner.cli.trying import told_on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Terminal(io.StringIO):
    """A stderr that somebody looks at."""

    def isatty(self) -> bool:
        return True


def seconds(*instants: float) -> Iterator[float]:
    return iter(instants)


def test_after_a_second_the_trial_is_told_on_one_row_that_goes_away() -> None:
    terminal, clock = Terminal(), seconds(0.0, 0.9, 1.1, 1.2)

    with redirect_stderr(terminal), told_on_terminal(lambda: next(clock)) as on_trial:
        assert on_trial is not None
        on_trial(1, 3, 12)
        on_trial(2, 137, 251)
        on_trial(2, 8, 9)

    first, second, blank, left = terminal.getvalue().split("\r")[1:]
    assert first == "đang thử cặp 137/251"
    assert second.rstrip() == "đang thử cặp 8/9"
    assert len(second) == len(first)
    assert blank.strip() == ""
    assert left == ""


def test_a_search_that_is_over_within_a_second_says_nothing() -> None:
    terminal, clock = Terminal(), seconds(0.0, 0.5)

    with redirect_stderr(terminal), told_on_terminal(lambda: next(clock)) as on_trial:
        assert on_trial is not None
        on_trial(1, 1, 1)

    assert terminal.getvalue() == ""


def test_a_file_is_told_nothing() -> None:
    written = io.StringIO()

    with redirect_stderr(written), told_on_terminal() as on_trial:
        assert on_trial is None

    assert written.getvalue() == ""
