"""Millions of small objects: no collector while they are made, no taking apart when all is said."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection inside: it would walk millions of records that nobody lets go.

    What was made inside counts as old afterwards, or the next small collection would walk it all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_KEPT: list[object] = []


def keep_until_the_end(thing: object) -> None:
    """Hold on to a large thing that nobody asks any more, and let the process end without freeing it.

    Freeing a province of 30,000 stations piece by piece takes half a second. One thing is kept, the last.
    """
    _KEPT[:] = [thing]


def leave(code: int) -> NoReturn:
    """End the process; at once where a large thing is kept. Whatever was written must be flushed before."""
    if _KEPT:
        os._exit(code)
    sys.exit(code)
