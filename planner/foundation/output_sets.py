"""A folder of files that changes as one: the old set or the new set, never a mixture."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import re
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from planner.foundation.errors import MachineError
from planner.foundation.outputs import (
    hidden_sibling,
    refusals_named,
    refuse_links,
    sweep,
    sync_folder,
    write_new,
)
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    StrPath = str | PathLike[str]

MANIFEST = "manifest.json"
"""Lists every other file of the set with its sha256; written last."""

_MADE_BY = "batram"
# What a file manager drops into any folder that it shows.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_SAFE_PART = re.compile(r"[^\x00-\x1f<>:\"|?*\\/]+")
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h and RENAME_SWAP of macOS's stdio.h


def write_set(folder: StrPath, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly `files` and their manifest, in one step.

    The set is built in a hidden folder beside it, the manifest last, and then takes its place by
    one rename. A folder that holds anything else than an untouched set of ours is refused: what a
    person wrote or changed there is never lost. To be called within `locks.output_lock(folder)`,
    so that two runs do not judge each other's half-done swap.

    Parameters
    ----------
    folder
        Where the set shall stand; made when missing.
    files
        Relative name (`sheets/co-to.md`) to content.

    Raises
    ------
    MachineError
        If the folder is not ours to replace, or the machine refuses. The old set is intact and
        nothing is left behind.
    """
    target = os.path.abspath(folder)
    parent, name = os.path.split(target)
    with refusals_named(folder):
        refuse_links(target)
        os.makedirs(parent, exist_ok=True)
        _recover(parent, name)
        refuse_foreign(target)
        building = hidden_sibling(target, ".new")
        try:
            _build(building, files)
            _swap(building, target)
        finally:
            # After a swap this is the old set; after a failure, the half-built one.
            _remove(building)
        sync_folder(parent)


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The manifest of a set: who made it, and each file's sha256."""
    sums = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    whole = {"format_version": 1, "made_by": _MADE_BY, "sha256": sums}
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def refuse_foreign(folder: StrPath) -> None:
    """Raise unless `folder` is missing, empty, or an untouched set that `write_set` made.

    Raises
    ------
    MachineError
        Naming the first file that is not as the manifest says.
    """
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder):
        raise _not_ours(folder, Text(vi="đây là tệp, không phải thư mục", en="this is a file"))
    found = _files_below(os.fspath(folder))
    if not found:
        return
    sums = _sums_in(os.path.join(folder, MANIFEST))
    if sums is None:
        words = Text(
            vi="thư mục có tệp không do planner tạo",
            en="the folder holds files that planner did not make",
        )
        raise _not_ours(folder, words)
    for name in found:
        if name != MANIFEST and sums.get(name) != _sum_of(os.path.join(folder, name)):
            words = Text(
                vi=f"“{name}” đã được thêm hoặc sửa từ lần ghi trước",
                en=f"`{name}` was added or changed since the last run",
            )
            raise _not_ours(folder, words)


def _not_ours(folder: StrPath, why: Text) -> MachineError:
    return MachineError(
        Text(
            vi=f"{folder}: {why.vi}; chọn thư mục khác, hoặc tự chuyển nó đi rồi chạy lại",
            en=f"{folder}: {why.en}; choose another folder, or move it away and run again",
        )
    )


def _files_below(folder: str) -> list[str]:
    """Relative names, with `/`, of everything below that is not a folder or litter."""
    found = []
    for at, folders, names in os.walk(folder):
        links = [entry for entry in folders if os.path.islink(os.path.join(at, entry))]
        for name in [*names, *links]:
            if name not in _LITTER:
                found.append(os.path.relpath(os.path.join(at, name), folder).replace(os.sep, "/"))
    return sorted(found)


def _sums_in(manifest: str) -> dict[str, str] | None:
    """The sums of a manifest of ours; None when there is none."""
    try:
        whole: Any = json.loads(_content_of(manifest))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(whole, dict) or whole.get("made_by") != _MADE_BY:
        return None
    sums = whole.get("sha256")
    return sums if isinstance(sums, dict) else None


def _sum_of(path: str) -> str | None:
    return None if os.path.islink(path) else hashlib.sha256(_content_of(path)).hexdigest()


def _content_of(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def _build(building: str, files: Mapping[str, bytes]) -> None:
    os.mkdir(building)
    folders = {building}
    for name, content in sorted(files.items()):
        path = os.path.join(building, *_parts_of(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        folders.add(os.path.dirname(path))
        write_new(path, content)
    write_new(os.path.join(building, MANIFEST), manifest_of(files))
    for at in sorted(folders, reverse=True):
        sync_folder(at)


def _parts_of(name: str) -> list[str]:
    """The parts of a relative name that stays inside the set, on every system."""
    parts = name.split("/")
    if name == MANIFEST or any(
        not _SAFE_PART.fullmatch(part) or part.endswith((".", " ")) for part in parts
    ):
        msg = f"{name!r} is no name for a file of a set"
        raise ValueError(msg)
    return parts


def _swap(building: str, target: str) -> None:
    """Put `building` where `target` is, and the old `target`, if any, where `building` was."""
    if not os.path.lexists(target):
        os.rename(building, target)
        return
    if _exchanged(building, target):
        return
    # No atomic exchange here: two renames, and `_recover` mends a death between them.
    aside = hidden_sibling(target, ".old")
    os.rename(target, aside)
    try:
        os.rename(building, target)
    except BaseException:
        os.rename(aside, target)
        raise
    _remove(aside)


def _exchanged(left: str, right: str) -> bool:
    """Exchange two names in one step; False where the system or the disk cannot."""
    library: Any = None
    with suppress(OSError):
        library = ctypes.CDLL(None, use_errno=True)
    here = -2 if sys.platform == "darwin" else -100  # AT_FDCWD
    call = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    exchange = getattr(library, call, None)
    if exchange is None:
        return False
    if exchange(here, os.fsencode(left), here, os.fsencode(right), ctypes.c_uint(_EXCHANGE)) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(fault, os.strerror(fault), right)


def _recover(parent: str, name: str) -> None:
    """Clean up after processes that died: an old set put aside comes back, the rest goes."""
    target = os.path.join(parent, name)
    for entry in sweep(parent, name, ".old"):
        aside = os.path.join(parent, entry)
        if os.path.lexists(target):
            _remove(aside)
        else:
            os.rename(aside, target)
    for entry in sweep(parent, name, ".new"):
        _remove(os.path.join(parent, entry))


def _remove(folder: str) -> None:
    """Delete a folder of ours, with a second try for what a passing refusal left of it."""
    for _ in range(2):
        with suppress(OSError):
            shutil.rmtree(folder, ignore_errors=True)
