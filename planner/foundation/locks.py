"""One process at a time on one output; the others wait a little and learn who holds it."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from planner.foundation.errors import MachineError
from planner.foundation.outputs import host_name, refusals_named, refuse_links
from planner.foundation.text import Text

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

WAIT_S = 10.0
"""How long a process waits for another's lock."""

_STEP_S = 0.05


@contextmanager
def output_lock(folder: str | PathLike[str], *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the output `folder` alone; its lock file lies beside it while it is held.

    The lock is the operating system's, so a process that dies lets go of it at once: a lock file
    that was left behind is stale by itself and is taken over.

    Raises
    ------
    MachineError
        If another process still holds it after `wait_s`, naming that process and its machine; or
        if the machine refuses.
    """
    target = os.path.abspath(folder)
    parent, name = os.path.split(target)
    path = os.path.join(parent, f".{name}.lock")
    with refusals_named(folder):
        refuse_links(path)
        os.makedirs(parent, exist_ok=True)
        descriptor = _acquired(path, folder, time.monotonic() + wait_s)
    try:
        yield
    finally:
        _let_go(descriptor, path)


def _let_go(descriptor: int, path: str) -> None:
    """Remove the lock file of ours and then close it: whoever opens the name afterwards makes a new one."""
    for _ in range(2):
        # What cannot be removed is stale by itself; a passing refusal gets a second try.
        with suppress(OSError):
            os.unlink(path)
            break
    with suppress(OSError):
        os.close(descriptor)


def _acquired(path: str, folder: str | PathLike[str], deadline_s: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        ours = False
        try:
            ours = _try_to_lock(descriptor) and _is_still_at(descriptor, path)
            if ours:
                _sign(descriptor)
                return descriptor
            holder = _holder(descriptor)
        except BaseException:
            if ours:
                _let_go(descriptor, path)
            else:
                os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= deadline_s:
            raise MachineError(
                Text(
                    vi=f"{folder}: {holder.vi} đang ghi ở đây; đợi xong hoặc chọn thư mục khác",
                    en=f"{folder}: {holder.en} is writing here; wait, or choose another folder",
                )
            )
        time.sleep(_STEP_S)


def _try_to_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still_at(descriptor: int, path: str) -> bool:
    """Whether the file just locked is the one that has the name now, not one just removed."""
    try:
        named = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), named)


def _sign(descriptor: int) -> None:
    words = json.dumps({"pid": os.getpid(), "host": host_name()})
    # The first byte is what Windows locks; the words begin behind it so that others can read them.
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f" {words}\n".encode())
    os.ftruncate(descriptor, len(words.encode()) + 2)


def _holder(descriptor: int) -> Text:
    try:
        os.lseek(descriptor, 1, os.SEEK_SET)
        signed = json.loads(os.read(descriptor, 4096))
        pid, host = int(signed["pid"]), str(signed["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return Text(vi="một tiến trình khác", en="another process")
    return Text(vi=f"tiến trình {pid} trên máy {host}", en=f"process {pid} on {host}")
