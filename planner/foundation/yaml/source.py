"""YAML read without guessing: every scalar stays text, every value knows its line and column.

The C parser of PyYAML gives events; everything above them is ours and bounded: no aliases, no
tags, one document, at most `MAX_DEPTH` levels, `MAX_BYTES` bytes and `MAX_NODES` values.
`yaml.load` and `yaml.compose` are never used: they recurse in C, and deep nesting kills the
interpreter.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from yaml import MarkedYAMLError, YAMLError

from planner.foundation.diagnostics import Finding, Place, sort_key
from planner.foundation.encodings import Refusal, decoded
from planner.foundation.errors import MachineError
from planner.foundation.memory import collector_paused
from planner.foundation.names import for_terminal, forbidden_words
from planner.foundation.text import Text
from planner.foundation.yaml import words
from planner.foundation.yaml.build import (
    END_BITS,
    END_MASK,
    MAX_DEPTH,
    MAX_NODES,
    Marks,
    Stop,
    build,
)
from planner.foundation.yaml.scalars import Plain
from planner.foundation.yaml.syntax import syntax_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "Document", "Plain", "parse_document", "read_document",
]

MAX_BYTES = 32 * 1024 * 1024
MAX_LINES = 4_000_000
MAX_FINDINGS = 1_000
MAX_ALIASES = 20

# What the parser itself refuses, takes for a line break, or what turns the text on a screen
# round: looked for in the whole file, comments included.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff]"
)
_ALL_BUT_CONTROL = bytes({*range(256)} - {*range(0x20)} - {0x7F} | {0x09, 0x0A, 0x0D})
_ASCII = bytes(range(128))


@dataclass
class Document:
    """One YAML file as read: its tree, its findings, and the place of every value.

    `root` holds plain dicts and lists; scalars are `str` (text to every reader), `Plain` (not
    text to some reader) or None (empty, `null`, `~`). It is None when nothing could be read.
    """

    shown_path: str
    root: dict[str, Any] | list[Any] | None
    findings: list[Finding]
    sha256: str
    size_bytes: int
    _text: str = field(default="", repr=False)
    _marks: Marks = field(default_factory=Marks, repr=False)
    _lines: list[str] | None = field(default=None, repr=False)
    _starts: list[int] = field(default_factory=list, repr=False)
    # The line shown last, with its visible length: many findings may share one long line.
    _shown: tuple[int, str, int] = field(default=(0, "", 0), repr=False)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at `path` stands, or with `key` its key; else its nearest ancestor."""
        value: Any = self.root
        if value is None:
            return Place(self.shown_path, 1, 1)
        marks = self._found_marks()
        mark = marks.of(value)
        last = len(path) - 1
        for position, step in enumerate(path):
            if isinstance(value, dict):
                if step not in value:
                    # A tag that a schema puts into its path, for a union of records.
                    if position < last and path[position + 1] in value:
                        continue
                    break
                mark = marks.of_entry(value, str(step), of_key=key and position == last)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                mark = marks.of_item(value, step)
            else:
                break
            value = value[step]
        return self._place_of_mark(mark)

    def place_of(self, container: dict[str, Any] | list[Any]) -> Place:
        """Where a dict or list of this document stands; found by identity.

        Raises
        ------
        KeyError
            If the container is not part of this document.
        """
        return self._place_of_mark(self._found_marks().of(container))

    def excerpt(self, line: int) -> str:
        """One line of the file, counted from 1, without control or bidi characters."""
        return self._line(line)[0]

    def finding(
        self,
        code: str,
        path: Sequence[str | int],
        fact: Text,
        note: Text | None = None,
        remedy: Text | None = None,
        *,
        key: bool = False,
    ) -> Finding:
        """A finding about the value at `path`, with its place and its line."""
        place = self.place(path, key=key)
        return Finding(code, fact, place, note, remedy, self.excerpt(place.line))

    def _found_marks(self) -> Marks:
        """The marks, with their containers known: a document read in another process finds them now."""
        if not self._marks.first and self.root is not None:
            self._marks.belong_to(self.root)
        return self._marks

    def _line(self, number: int) -> tuple[str, int]:
        """One line as shown, and its length without trailing blanks."""
        lines = self._all_lines()
        if not 1 <= number <= len(lines):
            return "", 0
        if self._shown[0] != number:
            found = lines[number - 1].rstrip("\r\n")
            shown = found
            if not found.isprintable():
                shown = "\t".join(map(for_terminal, found.split("\t")))
            self._shown = (number, shown, len(found.rstrip()))
        return self._shown[1:]

    def _all_lines(self) -> list[str]:
        if self._lines is None:
            self._lines = self._text.splitlines(keepends=True)
            self._starts = [0, *accumulate(map(len, self._lines))]
        return self._lines

    def _place_of_mark(self, mark: int) -> Place:
        lines = self._all_lines()
        start, end = mark >> END_BITS, mark & END_MASK
        if not lines:
            return Place(self.shown_path, 1, 1)
        line = min(bisect_right(self._starts, start), len(lines))
        begin = self._starts[line - 1]
        visible = begin + self._line(line)[1]
        return Place(
            self.shown_path, line, start - begin + 1, max(1, min(end, visible) - start)
        )

    def _found(self, code: str, mark: int, said: words.Said) -> None:
        """Note a finding at a mark."""
        place = self._place_of_mark(mark)
        self.findings.append(
            Finding(code, said.fact, place, said.note, said.remedy, self.excerpt(place.line))
        )


def parse_document(data: bytes, shown_path: str) -> Document:
    """The document in `data`; whatever is wrong with it is a finding, never an exception."""
    document = Document(shown_path, None, [], hashlib.sha256(data).hexdigest(), len(data))
    if len(data) > MAX_BYTES:
        document.findings.append(_too_large(shown_path, len(data)))
        return document
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        said = words.too_many_lines(MAX_LINES)
        place = Place(shown_path, 1, 1)
        document.findings.append(Finding("E107", said.fact, place, None, said.remedy))
        return document
    read = decoded(data)
    document._text = read.text
    if read.refusal is not None:
        _refuse(document, read.refusal)
        return document
    body = _readable(document, data)
    with collector_paused():
        try:
            roots = build(body, document._marks, _Reporter(document))
            _accept(document, roots)
        except Stop:
            pass
        except MarkedYAMLError as error:
            _not_yaml(document, error)
        except YAMLError as error:
            document._found("E101", 0, words.unreadable(str(error)))
    document.findings.sort(key=sort_key)
    if document.root is None:
        document._marks = Marks()
    return document


def read_document(path: Path, *, root: Path, shown_path: str) -> Document:
    """The document in the file at `path`, which must lie inside the folder `root`.

    Links are not followed: a link, or a path that leaves `root`, is finding E115.

    Raises
    ------
    MachineError
        If the file is missing, is no ordinary file, or may not be read.
    """
    said = _outside(path, root)
    if said is not None:
        return Document(
            shown_path, None, [Finding("E115", said.fact, Place(shown_path, 1, 1), None,
                                       said.remedy)], "", 0,
        )
    try:
        # No following of a link that was put there since, no waiting for a pipe's other end.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:  # noqa: PTH123
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise MachineError(words.not_a_file(shown_path))
            if state.st_size > MAX_BYTES:
                finding = _too_large(shown_path, state.st_size)
                return Document(shown_path, None, [finding], "", state.st_size)
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise MachineError(words.cannot_read(shown_path, error)) from error
    return parse_document(data, shown_path)


def _outside(path: Path, root: Path) -> words.Said | None:
    """Why a path may not be read from a project, or None."""
    base = root.resolve()
    absolute = base / os.path.relpath(path, root) if not path.is_absolute() else path
    try:
        inside = absolute.relative_to(base) if absolute.is_relative_to(base) else None
        if inside is None:
            inside = absolute.relative_to(root.absolute())
    except ValueError:
        return words.outside_project()
    if ".." in inside.parts:
        return words.outside_project()
    step = base
    for part in inside.parts:
        step = step / part
        if step.is_symlink():
            return words.through_link(part)
    return None if step.resolve().is_relative_to(base) else words.outside_project()


def _too_large(shown_path: str, size: int) -> Finding:
    said = words.too_large(size, MAX_BYTES)
    return Finding("E107", said.fact, Place(shown_path, 1, 1), None, said.remedy)


def _refuse(document: Document, refusal: Refusal) -> None:
    mark = refusal.index << END_BITS | refusal.index + refusal.length
    document._found("E108", mark, words.Said(refusal.fact, refusal.remedy, refusal.note))


def _readable(document: Document, data: bytes) -> bytes:
    """UTF-8 that the parser takes: characters it would stop at are reported and replaced."""
    beyond_ascii = set(data.translate(None, _ASCII).decode("utf-8"))
    controls = data.translate(None, _ALL_BUT_CONTROL)
    text = document._text
    if not controls and not _UNREADABLE.search("".join(sorted(beyond_ascii))):
        return text.encode()
    clean = _UNREADABLE.sub("_", text)
    for run in re.finditer(f"({_UNREADABLE.pattern})\\1*", text):
        if len(document.findings) >= MAX_FINDINGS:
            break
        fact, remedy = forbidden_words(run.group(1))
        # The line breaks are those of the clean text, so places are taken from it.
        document._text = clean
        document._found(
            "E109", run.start() << END_BITS | run.end(), words.Said(fact, remedy)
        )
    document._text = clean
    return clean.encode()


def _accept(document: Document, roots: list[Any]) -> None:
    """Take the root of the one document of the file."""
    root = roots[0] if roots else None
    if isinstance(root, (dict, list)):
        document.root = root
    elif root is None and not document.findings:
        document._found("E117", 0, words.empty())
    elif root is not None:
        document._found("E118", 0, words.only_text())


def _not_yaml(document: Document, error: MarkedYAMLError) -> None:
    """Report a syntax error where the typist went wrong."""
    lines = document._all_lines()
    said = syntax_words(error, [line.rstrip("\r\n") for line in lines])
    line = min(said.line, max(len(lines) - 1, 0))
    length = len(lines[line].rstrip("\r\n")) if lines else 0
    start = (document._starts[line] if lines else 0) + min(said.column, length)
    document._found(
        said.code, start << END_BITS | start + 1, words.Said(said.fact, said.remedy, said.note)
    )


class _Reporter:
    """Turns what the builder meets into findings, and stops it when going on is pointless."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.aliases = 0

    def _say(self, code: str, mark: int, said: words.Said) -> None:
        if len(self.document.findings) >= MAX_FINDINGS:
            self.document._found("E107", mark, words.too_many_findings(MAX_FINDINGS))
            raise Stop
        self.document._found(code, mark, said)

    def too_deep(self, mark: int) -> None:
        self._say("E106", mark, words.too_deep(MAX_DEPTH))
        raise Stop

    def too_many(self, mark: int) -> None:
        self._say("E107", mark, words.too_many(MAX_NODES))
        raise Stop

    def alias(self, mark: int, name: str) -> None:
        self._say("E102", mark, words.alias(name))
        self.aliases += 1
        if self.aliases >= MAX_ALIASES:
            raise Stop

    def anchor(self, mark: int, name: str) -> None:
        self._say("E102", mark, words.anchor(name))
        self.aliases += 1
        if self.aliases >= MAX_ALIASES:
            raise Stop

    def tag(self, mark: int, name: str) -> None:
        self._say("E103", mark, words.tag(name))

    def second_document(self, mark: int) -> None:
        self._say("E117", mark, words.second_document())
        raise Stop

    def key_not_text(self, mark: int, text: str) -> None:
        self._say("E104", mark, words.key_not_text(text))

    def key_is_container(self, mark: int) -> None:
        self._say("E101", mark, words.key_is_container())
        raise Stop

    def duplicate(self, mark: int, key: str, first: int) -> None:
        place = self.document._place_of_mark(first)
        here = self.document._place_of_mark(mark)
        written = self.document._text[mark >> END_BITS : mark & END_MASK]
        other = self.document._text[first >> END_BITS : first & END_MASK]
        twins = written.strip("'\"") != other.strip("'\"")
        self._say("E105", mark, words.duplicate(key, place.line, here.line, twins=twins))

    def forbidden(self, mark: int, text: str, index: int) -> None:
        character = text[index]
        fact, remedy = forbidden_words(character)
        start, end = mark >> END_BITS, mark & END_MASK
        at = self.document._text.find(character, start, end)
        if at >= 0:
            mark = at << END_BITS | at + 1
        self._say("E109", mark, words.Said(fact, remedy))

    def joined_lines(self, mark: int, text: str) -> None:
        self._say("E101", mark, words.joined_lines())
