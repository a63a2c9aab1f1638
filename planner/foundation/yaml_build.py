"""From parser events to dicts and lists with a mark on every value: bounded, iterative, fast."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Protocol

from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planner.foundation.names import forbidden_at, nfc
from planner.foundation.yaml_scalars import meaning_of_plain

if TYPE_CHECKING:
    from yaml.events import Event

MAX_DEPTH = 40
MAX_NODES = 2_000_000

# A mark is one integer: start << 25 | end, as character indexes into the text; 32 MB < 2^25.
END_BITS = 25
END_MASK = (1 << END_BITS) - 1

_MISSING = object()
_NO_KEY = object()


class Trouble(Protocol):
    """Who is told what is wrong while the tree is built; a call may raise `Stop`."""

    def too_deep(self, mark: int) -> None: ...
    def too_many(self, mark: int) -> None: ...
    def alias(self, mark: int, name: str) -> None: ...
    def anchor(self, mark: int, name: str) -> None: ...
    def tag(self, mark: int, name: str) -> None: ...
    def second_document(self, mark: int) -> None: ...
    def key_not_text(self, mark: int, text: str) -> None: ...
    def key_is_container(self, mark: int) -> None: ...
    def duplicate(self, mark: int, key: str, first: int) -> None: ...
    def forbidden(self, mark: int, text: str, index: int) -> None: ...
    def joined_lines(self, mark: int, text: str) -> None: ...


class Stop(Exception):
    """The rest of the file is not worth, or not safe, reading."""


class Marks:
    """Where every value stands: one flat array, and for each container its first index in it.

    A container's slice is its own mark, then for a list one mark per item, for a dict the marks
    of key and value of each entry, in the order of the dict.
    """

    __slots__ = ("first", "flat")

    def __init__(self) -> None:
        self.flat = array("Q")
        self.first: dict[int, int] = {}

    def of(self, container: dict[str, Any] | list[Any]) -> int:
        """The mark of the container itself."""
        return self.flat[self.first[id(container)]]

    def of_item(self, container: list[Any], index: int) -> int:
        """The mark of one item of a list."""
        return self.flat[self.first[id(container)] + 1 + index]

    def of_entry(self, container: dict[str, Any], key: str, *, of_key: bool) -> int:
        """The mark of one value of a dict, or of its key."""
        position = list(container).index(key)
        return self.flat[self.first[id(container)] + 1 + 2 * position + (not of_key)]

    def close(self, container: dict[str, Any] | list[Any], marks: list[int]) -> None:
        """Keep the marks of a finished container."""
        self.first[id(container)] = len(self.flat)
        self.flat.extend(marks)


def build(data: bytes, marks: Marks, trouble: Trouble) -> Any:  # noqa: PLR0912, PLR0915
    return None
