"""Many YAML files at once: in a large province a second process reads some of them.

Both read the same list, ordered by size: this process from the largest file down, the other one
from the smallest up; where they meet, everything is read. Nothing rests on the other process:
what it has not handed over in full is read here, so that the documents are the same whether it
was quick, slow, killed or never started.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planner.foundation.errors import MachineError
from planner.foundation.yaml.source import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["FoundFile", "read_documents"]

SHARED_FROM_BYTES = 2_000_000
"""Below this a second process costs more than it saves."""

Used = TypeVar("Used")

_HEAD = struct.Struct("=IQ")
_START = "import sys; sys.path[:] = {path!r}; from planner.foundation.yaml.files import hand_over; hand_over()"


class FoundFile(NamedTuple):
    """A file to read: where it is, and the path shown to the user."""

    path: Path
    shown: str


def read_documents(
    files: Sequence[FoundFile], use: Callable[[Document], Used], *, root: Path
) -> list[tuple[Document, Used]]:
    """The documents of `files`, in their order, each as `read_document` gives it, with what `use` makes of it.

    From `SHARED_FROM_BYTES` in all on, and where there is a second processor, a second process
    takes a part of the reading. `use` always runs here, in no certain order, while the other
    process goes on reading.

    Raises
    ------
    MachineError
        If a file is missing, is no ordinary file, or may not be read: that of the first such file.
    """
    sizes = [_size(file.path) for file in files]
    largest_first = sorted(range(len(files)), key=lambda index: (-sizes[index], index))
    shared = len(files) > 1 and sum(sizes) >= SHARED_FROM_BYTES and _processors() > 1
    other = _started(files, root, largest_first[::-1]) if shared else None
    used: dict[int, tuple[Document, Used]] = {}
    refused: dict[int, MachineError] = {}
    try:
        for index in largest_first:
            for ready, document in other.handed_over() if other is not None else ():
                used[ready] = document, use(document)
            if index not in used:
                try:
                    document = read_document(
                        files[index].path, root=root, shown_path=files[index].shown
                    )
                except MachineError as error:
                    refused[index] = error
                else:
                    used[index] = document, use(document)
    finally:
        if other is not None:
            other.stop()
    if refused:
        raise refused[min(refused)]
    return [used[index] for index in range(len(files))]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _processors() -> int:
    """Processors that this process may use."""
    if sys.platform != "linux":
        return os.cpu_count() or 1
    return len(os.sched_getaffinity(0))


class _Other:
    """A process that reads files from the smallest up, and what it has handed over so far.

    It writes into a temporary file, each document behind its number and its length, so that
    neither process ever waits for the other.
    """

    def __init__(self, files: Sequence[FoundFile], root: Path, order: Sequence[int]) -> None:
        self.taken = 0
        with tempfile.TemporaryFile() as asked, ExitStack() as undone:
            pickle.dump((root, [(index, *files[index]) for index in order], os.getpid()), asked)
            asked.seek(0)
            descriptor, self.path = tempfile.mkstemp(prefix="planner-read-")
            undone.callback(self._unlink)
            with open(descriptor, "wb") as written:  # noqa: PTH123 - a descriptor has no path
                # Opened once more: a position must not be shared with the process that writes.
                self.out = undone.enter_context(Path(self.path).open("rb"))
                self.process = subprocess.Popen(
                    [sys.executable, "-c", _START.format(path=sys.path)],
                    stdin=asked, stdout=written, stderr=subprocess.DEVNULL,
                )  # fmt: skip
            undone.pop_all()
        self._unlink()

    def handed_over(self) -> Iterator[tuple[int, Document]]:
        """The documents that are complete and were not taken yet."""
        end = os.fstat(self.out.fileno()).st_size
        while self.taken + _HEAD.size <= end:
            self.out.seek(self.taken)
            index, length = _HEAD.unpack(self.out.read(_HEAD.size))
            if self.taken + _HEAD.size + length > end:
                return
            self.taken += _HEAD.size + length
            yield index, pickle.loads(self.out.read(length))
            end = os.fstat(self.out.fileno()).st_size

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self.out.close()
        self._unlink()

    def _unlink(self) -> None:
        # At once where an open file may be unlinked, so that nothing stays behind a killed run;
        # where it may not, when both sides have closed it.
        with suppress(OSError):
            Path(self.path).unlink()


def _started(files: Sequence[FoundFile], root: Path, order: Sequence[int]) -> _Other | None:
    """The other process, or None where the machine refuses one."""
    try:
        return _Other(files, root, order)
    except OSError:
        return None


def hand_over() -> None:
    """What the other process does: read what stdin names, write every faultless document to stdout.

    Findings are worded where they are shown, so a file that has some is left to the asker.
    """
    gc.disable()
    root, order, asker = pickle.load(sys.stdin.buffer)
    out = sys.stdout.buffer
    for index, path, shown in order:
        if sys.platform != "win32" and os.getppid() != asker:
            return
        try:
            document = read_document(path, root=root, shown_path=shown)
        except MachineError:
            continue
        if not document.findings:
            packed = pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
            out.write(_HEAD.pack(index, len(packed)) + packed)
            out.flush()
