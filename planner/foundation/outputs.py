"""Files written whole or not at all, alone or as a set, by one process at a time.

Every call to the operating system goes through `os`, so that a test can fail each one in turn.
Nothing is ever written through a symbolic link.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from planner.foundation.errors import MachineError
from planner.foundation.machine import machine_error
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    StrPath = str | PathLike[str]

_counter = count()
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: StrPath, data: bytes | str) -> None:
    """Put `data` at `path` so that a reader sees the old file or the new one, never a part.

    Missing folders are made. Text is written as UTF-8, as it stands.

    Raises
    ------
    MachineError
        If the disk is full, the place may not be written, or `path` is or lies behind a symbolic
        link. The old file is intact and nothing is left behind.
    """
    target = os.path.abspath(path)
    with refusals_named(path):
        refuse_links(target)
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        sweep(folder, os.path.basename(target), ".part")
        part = hidden_sibling(target, ".part")
        try:
            write_new(part, data if isinstance(data, bytes) else data.encode("utf-8"))
            os.replace(part, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
        sync_folder(folder)


@contextmanager
def refusals_named(path: StrPath) -> Iterator[None]:
    """Within, what the operating system refuses becomes one line that names `path`.

    Raises
    ------
    MachineError
        In place of any OSError.
    """
    try:
        yield
    except OSError as fault:
        raise machine_error(fault, path) from fault


def write_new(path: str, data: bytes) -> None:
    """Write a file that must not exist yet, down to the disk; raises OSError."""
    descriptor = os.open(path, _NEW_FILE | _BINARY, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: str) -> None:
    """Bring the folder's own entries down to the disk, where the system knows how."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as fault:
        # Some network disks cannot; the files themselves are already down.
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def refuse_links(path: str) -> None:
    """Raise when `path` would be written through a symbolic link.

    Below the current folder every part counts; elsewhere the last two, since systems link their
    own top folders (`/tmp`, `/home`).

    Raises
    ------
    MachineError
        Naming the link.
    """
    here = os.getcwd()
    inside = os.path.commonpath([here, path]) == here if _same_drive(here, path) else False
    current, tried = path, 0
    while current not in (here, os.path.dirname(current)) and (inside or tried < 2):
        if os.path.islink(current):
            raise MachineError(
                Text(
                    vi=f"{current}: đây là liên kết tượng trưng; không ghi qua liên kết",
                    en=f"{current}: this is a symbolic link; nothing is written through one",
                )
            )
        current, tried = os.path.dirname(current), tried + 1


def _same_drive(left: str, right: str) -> bool:
    return os.path.splitdrive(left)[0].lower() == os.path.splitdrive(right)[0].lower()


def hidden_sibling(path: str, ending: str) -> str:
    """A name beside `path` that says whose it is: host, process, and a running number."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{host_name()}.{os.getpid()}.{next(_counter)}{ending}")


def sweep(folder: str, name: str, ending: str) -> list[str]:
    """Names in `folder` that `hidden_sibling` made for a process that is gone.

    A `.part` is deleted here; what else there is, the caller decides about.
    """
    start = f".{name}.{host_name()}."
    stale = []
    for entry in sorted(os.listdir(folder)):
        if entry.startswith(start) and entry.endswith(ending):
            pid = entry[len(start) :].split(".")[0]
            if pid.isdecimal() and not is_alive(int(pid)):
                stale.append(entry)
    if ending == ".part":
        for entry in stale:
            with suppress(OSError):
                os.unlink(os.path.join(folder, entry))
    return stale


def host_name() -> str:
    """Return the name of this machine, with nothing in it that a file name or a terminal would mind."""
    return "".join(sign for sign in platform.node() if sign.isalnum() or sign == "-") or "host"


def is_alive(pid: int) -> bool:
    """Whether a process of this machine has the number `pid`."""
    if sys.platform == "win32":
        return True  # nothing safe to ask with; its leftovers are then simply kept
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def document_instant(now: datetime) -> datetime:
    """The instant that a document bears: SOURCE_DATE_EPOCH where it is set, else `now`; in UTC.

    Raises
    ------
    MachineError
        If SOURCE_DATE_EPOCH is not a count of seconds since 1970.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if text is None or text == "":
        return now.astimezone(UTC)
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise MachineError(
            Text(
                vi=f"SOURCE_DATE_EPOCH là “{text}”, không phải số giây kể từ năm 1970",
                en=f"SOURCE_DATE_EPOCH is `{text}`, not a count of seconds since 1970",
            )
        ) from None
