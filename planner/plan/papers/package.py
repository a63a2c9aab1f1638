"""Packages of parts (.docx): opened within limits, closed with the same bytes each time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from planner.foundation.errors import PlannerError
from planner.foundation.machine import machine_error
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PARTS, MOST_BYTES, MOST_RATIO = 2_000, 100 * 1024 * 1024, 100
"""A package with more parts, more bytes unpacked, or a part packed more tightly, is refused unopened."""
MOST_FILE = 20 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SMALL = 64 * 1024
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""All that reading a damaged package may end in: broken streams, names in no encoding, places that are not there."""


class TemplateError(PlannerError):
    """A Word template that cannot be used."""


def read_template(path: str) -> bytes:
    """The bytes of a Word template.

    Raises
    ------
    MachineError
        If it is missing or may not be read.
    TemplateError
        If it is too large, or no Word file.
    """
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(MOST_FILE + 1)
    except OSError as fault:
        raise machine_error(fault, path) from fault
    if len(content) > MOST_FILE:
        raise _refused("tệp lớn hơn 20 MB", "the file is larger than 20 MB")
    unzipped(content)
    return content


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one package: names sorted behind the list of types, no clock, no system."""
    stream = io.BytesIO()
    first = "[Content_Types].xml"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda each: (each != first, each)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, parts[name])
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The parts of a package.

    Raises
    ------
    TemplateError
        If it is no package, breaks a limit, or holds a document type, through which files are read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_bombs(entries)
            parts = {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except _DAMAGED as fault:
        raise _refused("không phải tệp .docx", "this is no .docx file") from fault
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and _DOCTYPE.search(part):
            raise _refused(f"“{name}” có khai báo DOCTYPE", f"`{name}` declares a DOCTYPE")
    return parts


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _refused(f"có hơn {MOST_PARTS} phần", f"it has more than {MOST_PARTS} parts")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _refused("giải nén ra quá 100 MB", "it unpacks to more than 100 MB")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * entry.compress_size:
            raise _refused(
                f"“{entry.filename}” nén quá chặt, có thể là bom nén",
                f"`{entry.filename}` is packed too tightly, as a bomb is",
            )


def _refused(vi: str, en: str) -> TemplateError:
    return TemplateError(
        Text(
            vi=f"E460: mẫu Word không dùng được: {vi}",
            en=f"E460: the Word template cannot be used: {en}",
        )
    )
