"""An operating system that refuses its n-th call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FALLIBLE = frozenset(
    [
        "open",
        "write",
        "fsync",
        "close",
        "replace",
        "rename",
        "mkdir",
        "makedirs",
        "unlink",
        "listdir",
    ]
)


class FaultyOS:
    """Stands for the module `os` in the module under test; fails call number `fails_at` once."""

    def __init__(self, fails_at: int | None = None, errno: int = 28) -> None:
        self.fails_at = fails_at
        self.errno = errno
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._guarded(name, real) if name in FALLIBLE else real

    def _guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) == self.fails_at:
                if name == "close":
                    real(*args, **kwargs)  # as on Linux: it fails and the descriptor is gone
                raise OSError(self.errno, os.strerror(self.errno))
            return real(*args, **kwargs)

        return call
