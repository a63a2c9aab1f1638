"""An operating system that fails one call: refuses it, or ends the process at it."""

from __future__ import annotations

import errno
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READING = ("open", "scandir", "listdir", "stat", "lstat", "fstat", "read")
WRITING = (
    "open", "write", "fsync", "close", "replace", "rename", "mkdir", "rmdir", "unlink", "listdir",
    "scandir", "ftruncate",
)  # fmt: skip
CODES = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EIO)


class Calls:
    """The calls made so far; number `fails_at` is refused once, with `code` or by a kill."""

    def __init__(self, fails_at: int | None, code: int | None) -> None:
        self.fails_at, self.code = fails_at, code
        self.made: list[str] = []
        self.failed: str | None = None

    def guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The call `real`, counted."""

        def call(*arguments: Any, **options: Any) -> Any:
            self.made.append(name)
            if len(self.made) == self.fails_at:
                self.failed = name
                if self.code is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                if name == "close":
                    real(*arguments, **options)  # as on Linux: it fails and the descriptor is gone
                path = arguments[0] if arguments and isinstance(arguments[0], str) else None
                raise OSError(self.code, os.strerror(self.code or 0), path)
            return real(*arguments, **options)

        return call


@contextmanager
def failing(names: tuple[str, ...], fails_at: int | None, code: int | None) -> Iterator[Calls]:
    """Within, call number `fails_at` of those named fails, whoever makes it: ours, pathlib's, shutil's."""
    calls = Calls(fails_at, code)
    real = {name: getattr(os, name) for name in names}
    for name, function in real.items():
        setattr(os, name, calls.guarded(name, function))
    try:
        yield calls
    finally:
        for name, function in real.items():
            setattr(os, name, function)
