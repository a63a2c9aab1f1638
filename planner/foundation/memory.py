"""Millions of small objects: made once, no collector while they are made, no taking apart when all is said."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

K = TypeVar("K")
T = TypeVar("T")


def once_for_each(find: Callable[[K], T]) -> Callable[[K], T]:
    """`find` of one thing that never changes, asked the first time only; what it found is let go with the thing.

    Whoever asks is given the very same answer, and must not change it.
    """
    found: dict[int, tuple[ref[K], T]] = {}

    @wraps(find)
    def asked(thing: K) -> T:
        key = id(thing)  # nobody else's before the thing is gone, and then its answer goes
        if key not in found:
            found[key] = (ref(thing, lambda _: found.pop(key, None)), find(thing))
        return found[key][1]

    return asked


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
