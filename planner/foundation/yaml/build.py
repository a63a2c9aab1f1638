"""From parser events to dicts and lists with a mark on every value: bounded, iterative, fast."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Protocol

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stub names it only inside
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
from planner.foundation.yaml.scalars import NUMBER_FORM, Plain, meaning_of_plain

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 40
MAX_NODES = 2_000_000

# A mark is one integer: start << 25 | end, as character indexes into the text; 32 MB < 2^25.
END_BITS = 25
END_MASK = (1 << END_BITS) - 1

_MISSING = object()
_NO_KEY = object()
_IN_LIST = object()


class Trouble(Protocol):
    """Who is told what is wrong while the tree is built; a call may raise `Stop`."""

    def too_deep(self, mark: int) -> None:
        """Nested beyond `MAX_DEPTH`."""

    def too_many(self, mark: int) -> None:
        """More than `MAX_NODES` values."""

    def alias(self, mark: int, name: str) -> None:
        """A `*name`."""

    def anchor(self, mark: int, name: str) -> None:
        """A `&name`."""

    def tag(self, mark: int, name: str) -> None:
        """A `!tag`."""

    def second_document(self, mark: int) -> None:
        """A second `---`."""

    def key_not_text(self, mark: int, text: str) -> None:
        """A key that some readers take for something other than text."""

    def key_is_container(self, mark: int) -> None:
        """A list, a mapping or an alias as a key."""

    def duplicate(self, mark: int, key: str, first: int) -> None:
        """A key that its mapping has already, at the mark `first`."""

    def forbidden(self, mark: int, text: str, index: int) -> None:
        """A character that may not stand in a text."""

    def joined_lines(self, mark: int, text: str) -> None:
        """An item that YAML takes for part of the text above it."""



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

    def __getstate__(self) -> array[int]:
        """The marks alone: in another process the containers are other objects."""
        return self.flat

    def __setstate__(self, flat: array[int]) -> None:
        self.flat, self.first = flat, {}

    def belong_to(self, root: dict[str, Any] | list[Any]) -> None:
        """Find the containers of a faultless tree again, which came from another process with the marks."""
        self._place(root, 0)

    def _place(self, container: dict[str, Any] | list[Any], free: int) -> int:
        """Give a container, after all within it, its place from index `free` on; the next free one."""
        is_list = isinstance(container, list)
        for value in container if is_list else container.values():  # type: ignore[union-attr]
            if value.__class__ is dict or value.__class__ is list:
                free = self._place(value, free)
        self.first[id(container)] = free
        return free + 1 + len(container) * (1 if is_list else 2)

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


class _Builder:
    """One pass over one file. The frame being filled stands in locals of `run`."""

    __slots__ = ("get_event", "marks", "plain", "quoted", "trouble", "watch")

    def __init__(self, data: bytes, marks: Marks, trouble: Trouble) -> None:
        # Typed loosely: the stubs give every mark as optional, and events by their base class.
        self.get_event: Callable[[], Any] = CParser(data).get_event
        self.marks, self.trouble = marks, trouble
        self.plain: dict[str, Any] = {}
        self.quoted: dict[str, str] = {}
        # Without these bytes there can be no anchor and no tag on a scalar.
        self.watch = b"&" in data or b"!" in data

    def run(self) -> list[Any]:
        """The roots of the file's documents: none or one."""
        get_event, trouble, watch = self.get_event, self.trouble, self.watch
        plain, quoted = self.plain.get, self.quoted.get
        roots: list[Any] = []
        container: Any = roots
        own: list[int] = [0]
        key: Any = _IN_LIST
        key_mark = nodes = 0
        stack: list[tuple[Any, list[int], Any, int]] = []
        while (event := get_event()) is not None:
            kind = event.__class__
            if kind is ScalarEvent:
                raw = event.value
                mark = event.start_mark.index << END_BITS | event.end_mark.index
                value = quoted(raw, _MISSING) if event.style else plain(raw, _MISSING)
                if value is _MISSING:
                    value = self.first_met(event, raw, mark)
                if watch and (event.anchor is not None or event.tag is not None):
                    self.decorated(event, mark)
                nodes += 1
                if nodes > MAX_NODES:
                    trouble.too_many(mark)
                if key is _NO_KEY:
                    key = value if value.__class__ is str else self.bad_key(raw, mark)
                    key_mark = mark
                    continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.opened(event, key, len(stack))
                stack.append((container, own, key, key_mark))
                own = [event.start_mark.index]
                container, key = ({}, _NO_KEY) if kind is MappingStartEvent else ([], _IN_LIST)
                nodes += 1
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                mark = own[0] = own[0] << END_BITS | event.end_mark.index
                self.marks.close(container, own)
                value = container
                container, own, key, key_mark = stack.pop()
            elif kind is AliasEvent:
                mark = self.alias(event, key)
                value = None
            else:
                self.outside(event, roots)
                continue
            if key is _IN_LIST:
                container.append(value)
                own.append(mark)
            elif key in container:
                trouble.duplicate(key_mark, key, own[1 + 2 * list(container).index(key)])
                key = _NO_KEY
            else:
                container[key] = value
                own += (key_mark, mark)
                key = _NO_KEY
        return roots

    def first_met(self, event: Any, raw: str, mark: int) -> Any:
        """The value of a scalar whose text was not met before in this style."""
        if not event.style and NUMBER_FORM.fullmatch(raw):
            number = self.plain[raw] = Plain(raw)
            return number
        block = event.style in ("|", ">")
        # Looked for before composition, which turns one odd space into another. Line breaks and tabs are
        # ordinary text in a block and between quotes, where they are typed on purpose.
        bad = forbidden_at(raw, multiline=bool(event.style))
        text = nfc(raw)
        if bad is not None:
            self.trouble.forbidden(mark, raw, bad)
            return text
        if block:
            return text
        if event.style:
            self.quoted[raw] = text
            return text
        if " - " in text and event.start_mark.line != event.end_mark.line:
            self.trouble.joined_lines(mark, text)
        value = meaning_of_plain(text)
        self.plain[raw] = value
        return value

    def decorated(self, event: Any, mark: int) -> None:
        """Report the anchor and the tag of a value."""
        if event.anchor is not None:
            self.trouble.anchor(mark, event.anchor)
        if event.tag is not None:
            self.trouble.tag(mark, event.tag)

    def bad_key(self, raw: str, mark: int) -> str:
        """The text of a key that some readers take for a number, a truth value or nothing."""
        text = nfc(raw)
        self.trouble.key_not_text(mark, text)
        return text

    def opened(self, event: Any, key: Any, depth: int) -> None:
        """Check the start of a mapping or sequence."""
        start = event.start_mark.index
        mark = start << END_BITS | start + 1
        if key is _NO_KEY:
            self.trouble.key_is_container(mark)
        if depth >= MAX_DEPTH:
            self.trouble.too_deep(mark)
        if event.anchor is not None or event.tag is not None:
            self.decorated(event, mark)

    def alias(self, event: Any, key: Any) -> int:
        """Report an alias; its mark."""
        mark = self.mark_of(event)
        self.trouble.alias(mark, event.anchor)
        if key is _NO_KEY:
            self.trouble.key_is_container(mark)
        return mark

    @staticmethod
    def mark_of(event: Any) -> int:
        """The mark of an event."""
        return int(event.start_mark.index << END_BITS | event.end_mark.index)

    def outside(self, event: Any, roots: list[Any]) -> None:
        """Check what is not part of the tree: the starts and ends of documents."""
        if isinstance(event, DocumentStartEvent):
            mark = self.mark_of(event)
            if roots:
                self.trouble.second_document(mark)
            if event.tags:
                self.trouble.tag(mark, next(iter(event.tags)))


def build(data: bytes, marks: Marks, trouble: Trouble) -> list[Any]:
    """The roots of the documents in UTF-8 `data`: none, or one; `marks` is filled on the way.

    Raises
    ------
    Stop
        Whatever `trouble` raises, when the rest is not safe or not worth reading.
    yaml.MarkedYAMLError
        If the text is not YAML.
    """
    return _Builder(data, marks, trouble).run()
