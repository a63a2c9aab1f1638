"""Bytes to text, never by guessing: UTF-8 is read, everything else is refused by its name."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from planner.foundation.text import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the bytes of a file cannot be used as text, and where that shows first."""

    name: str
    fact: Text
    remedy: Text
    note: Text | None
    index: int
    length: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; with a refusal it only serves to show the faulty line."""

    text: str
    refusal: Refusal | None


def decoded(data: bytes) -> Decoded:
    """The text of UTF-8 bytes, with or without a byte order mark; else a refusal."""
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(body.decode("utf-8"), None)
    except UnicodeDecodeError as error:
        return Decoded(
            body.decode("latin-1"),
            Refusal(
                "unknown",
                Text(vi="tệp không phải UTF-8", en="the file is not UTF-8"),
                Text(vi="lưu lại tệp với bảng mã UTF-8", en="save the file as UTF-8"),
                None,
                error.start,
                1,
            ),
        )
