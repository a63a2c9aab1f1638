"""What a PDF says, read back from its bytes by whatever program saved it: the lines of each page, in the order set.

Only as much of the format (ISO 32000-1) as it takes to say where a document of ours was changed: text in fonts that say
which letters they set, in streams that are deflated or plain. What it cannot read it says it cannot.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_BYTES = 100 * 1024 * 1024
"""Of all streams unpacked: a file that wants more is not read."""
MOST_DEPTH = 50
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""In place of a letter that a font does not name."""
SAME_LINE_PT = 0.6
"""Letters whose baselines lie no further apart stand on one line."""

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,9})\s+[0-9]{1,5}\s+obj\b")
_IN_STRING = rb"(?:[^()\\]|\\[\s\S])*+"  # taken whole or not at all: no file makes it slow
for _ in range(8):  # brackets within brackets need no stroke before them
    _IN_STRING = rb"(?:[^()\\]|\\[\s\S]|\(" + _IN_STRING + rb"\))*+"
_TOKEN = re.compile(
    rb"\(" + _IN_STRING + rb"\)|\(|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s<>\[\]()/%{}]*|%[^\r\n]*"
    rb"|[0-9]+\s+[0-9]+\s+R\b|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)|[A-Za-z'\"*][A-Za-z0-9'\"*]*"
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


class Unreadable(Exception):
    """A file that is no PDF, is encrypted, or is beyond what is read here."""


class Name(str):
    """A name such as `/Type`, without its stroke."""

    __slots__ = ()


class Operator(bytes):
    """A word of a page's stream that does something."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another object by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A dictionary and the bytes behind it, as they lie in the file."""

    about: dict[str, Any]
    packed: bytes


def lines_of_pages(content: bytes) -> list[list[str]]:
    """The lines of each page of a PDF.

    Raises
    ------
    Unreadable
        If the file is damaged, encrypted, or packed in a way that is not read here.
    """
    try:
        return [_Page(page, resources, file).lines() for file in [_File(content)] for page, resources in file.pages()]
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, RecursionError, zlib.error) as fault:
        raise Unreadable(str(fault)) from fault


# --- values ---------------------------------------------------------------------------------------


def _values(data: bytes, start: int = 0) -> Iterator[tuple[Any, int]]:
    """Every value and operator from a place on, each with where it ends."""
    stack: list[list[Any]] = []
    for found in _TOKEN.finditer(data, start):
        token = found.group()
        if token.startswith(b"%"):
            continue
        if token in {b"<<", b"["}:
            if len(stack) > MOST_DEPTH:
                raise Unreadable("depth")
            stack.append([])
            continue
        if token in {b">>", b"]"}:
            inside = stack.pop()
            value: Any = inside if token == b"]" else dict(zip(map(str, inside[::2]), inside[1::2], strict=False))
        else:
            value = _value(token)
        if stack:
            stack[-1].append(value)
        else:
            yield value, found.end()


def _value(token: bytes) -> Any:
    first = token[:1]
    if token == b"(":
        raise Unreadable("(")
    if first == b"(":
        return _ESCAPED.sub(_unescaped, token[1:-1])
    if first == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if first == b"/":
        return Name(token[1:].decode("latin-1"))
    if token[-1:] == b"R" and first.isdigit():
        return Reference(int(token.split()[0]))
    if first in b"0123456789+-.":
        return float(token)
    return Operator(token)


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found.group(1)
    if told[:1].isdigit():
        return bytes([int(told, 8) & 255])
    return _ESCAPES.get(told, told)


# --- the file -------------------------------------------------------------------------------------


class _File:
    """The objects of a file; of several with one number the last, which is the newest."""

    def __init__(self, content: bytes) -> None:
        if b"%PDF-" not in content[:1024]:
            raise Unreadable("%PDF")
        if re.search(rb"/Encrypt\b", content):
            raise Unreadable("/Encrypt")
        self.left = MOST_BYTES
        self.objects: dict[int, Any] = {}
        self.fonts: dict[int, Callable[[bytes], str]] = {}
        for found in _OBJECT.finditer(content):
            value = self._object(content, found.end())
            self.objects[int(found.group(1))] = value
            if isinstance(value, Stream) and value.about.get("Type") == "ObjStm":
                self._unpack(value)

    def _object(self, content: bytes, at: int) -> Any:
        value, end = next(_values(content, at), (None, at))
        opened = re.compile(rb"\s*stream\r?\n").match(content, end)
        if not isinstance(value, dict) or opened is None:
            return value
        length = value.get("Length")
        told = opened.end() + int(length) if isinstance(length, float) else -1
        if told < 0 or not content[told : told + 20].lstrip().startswith(b"endstream"):
            told = content.index(b"endstream", opened.end())
        return Stream(value, content[opened.end() : told])

    def _unpack(self, stream: Stream) -> None:
        """The objects that lie in a stream."""
        data, first = self.unpacked(stream), int(stream.about["First"])
        numbers = [int(value) for value, _ in _values(data[:first])]
        for number, offset in zip(numbers[::2], numbers[1::2], strict=False):
            self.objects[number], _ = next(_values(data, first + offset), (None, 0))

    def unpacked(self, stream: Stream) -> bytes:
        """The bytes of a stream."""
        filters = self.found(stream.about.get("Filter"))
        names = filters if isinstance(filters, list) else [] if filters is None else [filters]
        if [str(name) for name in names] not in ([], ["FlateDecode"]):
            raise Unreadable("/Filter")
        data = stream.packed
        if names:
            data = zlib.decompressobj().decompress(data, self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable("size")
        return data

    def found(self, value: Any) -> Any:
        """A value, or what it refers to."""
        for _ in range(MOST_DEPTH):
            if not isinstance(value, Reference):
                return value
            value = self.objects.get(value.number)
        raise Unreadable("depth")

    def pages(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Every page in its order with its resources."""
        roots = [each for each in self.objects.values() if isinstance(each, dict) and each.get("Type") == "Catalog"]
        if not roots:
            raise Unreadable("/Catalog")
        yield from self._leaves(self.found(roots[-1]["Pages"]), {}, 0)

    def _leaves(
        self, node: dict[str, Any], inherited: dict[str, Any], depth: int
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        if depth > MOST_DEPTH:
            raise Unreadable("depth")
        resources = self.found(node.get("Resources")) or inherited
        kids = self.found(node.get("Kids"))
        if kids is None:
            if node["Type"] != "Page":
                raise Unreadable("/Page")
            yield node, resources
        for kid in kids or ():
            yield from self._leaves(self.found(kid), resources, depth + 1)

    def contents(self, page: Mapping[str, Any]) -> bytes:
        """What draws a page."""
        held = self.found(page.get("Contents"))
        streams = held if isinstance(held, list) else [] if held is None else [held]
        return b"\n".join(self.unpacked(self.found(each)) for each in streams)

    def letters_of(self, font: Mapping[str, Any]) -> Callable[[bytes], str]:
        """How a font's codes are read."""
        mapping = self.found(font.get("ToUnicode"))
        letters = _mapping(self.unpacked(mapping)) if isinstance(mapping, Stream) else {}
        if font.get("Subtype") != "Type0":
            return lambda told: "".join(letters.get(code, chr(code)) for code in told)
        return lambda told: "".join(
            letters.get(told[at] << 8 | told[at + 1], UNKNOWN) for at in range(0, len(told) - 1, 2)
        )


# --- a page ---------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


class _Page:
    """One page while its text is read."""

    def __init__(self, page: Mapping[str, Any], resources: Mapping[str, Any], file: _File) -> None:
        self.page, self.file = page, file
        self.resources = resources
        self.ground, self.line, self.leading = _UNIT, _UNIT, 0.0
        self.kept: list[Matrix] = []
        self.letters: Callable[[bytes], str] = _one_byte
        self.read: list[tuple[float, list[str]]] = []
        self.fresh = True

    def lines(self) -> list[str]:
        """Its lines, in the order in which they are set."""
        self._run(self.file.contents(self.page), self.resources, 0)
        told = (" ".join(" ".join(pieces).split()) for _, pieces in self.read)
        return [line for line in told if line]

    def _run(self, data: bytes, resources: Mapping[str, Any], depth: int) -> None:
        operands: list[Any] = []
        for value, _ in _values(data):
            if not isinstance(value, Operator):
                operands.append(value)
                continue
            if value == b"Do":
                self._form(operands[-1], resources, depth)
            elif value == b"Tf":
                self.letters = self._font(operands[0], resources)
            else:
                self._do(bytes(value), operands)
            operands = []

    def _do(self, operator: bytes, given: list[Any]) -> None:
        if operator == b"q":
            self.kept.append(self.ground)
        elif operator == b"Q":
            self.ground = self.kept.pop() if self.kept else _UNIT
        elif operator == b"cm":
            self.ground = _times(_matrix(given), self.ground)
        elif operator in {b"BT", b"Tm"}:
            self._move(_matrix(given) if given else _UNIT)
        elif operator in {b"Td", b"TD"}:
            self.leading = -given[1] if operator == b"TD" else self.leading
            self._move(_times((1.0, 0.0, 0.0, 1.0, given[0], given[1]), self.line))
        elif operator == b"TL":
            self.leading = given[0]
        elif operator in {b"T*", b"'", b'"'}:
            self._move(_times((1.0, 0.0, 0.0, 1.0, 0.0, -self.leading), self.line))
        if operator in {b"Tj", b"'", b'"'}:
            self._say(self.letters(given[-1]))
        elif operator == b"TJ":
            self._say("".join(self.letters(each) for each in given[0] if isinstance(each, bytes)))

    def _move(self, line: Matrix) -> None:
        self.line, self.fresh = line, True

    def _say(self, text: str) -> None:
        """Letters at the place reached: on the line before where they stand as high, else on a line of their own."""
        height = _times(self.line, self.ground)[5]
        if not self.read or abs(self.read[-1][0] - height) > SAME_LINE_PT:
            self.read.append((height, [text]))
        elif self.fresh:
            self.read[-1][1].append(text)
        else:
            self.read[-1][1][-1] += text
        self.fresh = False

    def _form(self, name: str, resources: Mapping[str, Any], depth: int) -> None:
        """A drawing that is kept apart from the page, such as a text that another program laid over it."""
        form = self.file.found((self.file.found(resources.get("XObject")) or {}).get(name))
        if not isinstance(form, Stream) or form.about.get("Subtype") != "Form":
            return
        if depth > MOST_DEPTH:
            raise Unreadable("depth")
        self.kept.append(self.ground)
        placed = self.file.found(form.about.get("Matrix"))
        self.ground = _times(_matrix(placed), self.ground) if placed else self.ground
        own = self.file.found(form.about.get("Resources")) or resources
        self._run(self.file.unpacked(form), own, depth + 1)
        self.ground = self.kept.pop() if self.kept else _UNIT

    def _font(self, name: str, resources: Mapping[str, Any]) -> Callable[[bytes], str]:
        held = (self.file.found(resources.get("Font")) or {}).get(name)
        key = held.number if isinstance(held, Reference) else -1
        if key not in self.file.fonts:
            letters = self.file.letters_of(self.file.found(held) or {})
            if key < 0:
                return letters
            self.file.fonts[key] = letters
        return self.file.fonts[key]


def _one_byte(told: bytes) -> str:
    return told.decode("latin-1")


def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = given[-6:]
    return (a, b, c, d, e, f)


_BLOCKS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


def _mapping(data: bytes) -> dict[int, str]:
    """The letters that a font sets for each code."""
    found: dict[int, str] = {}
    for block in _BLOCKS.finditer(data):
        values = [value for value, _ in _values(block.group(2))]
        if block.group(1) == b"char":
            found.update((_code(code), _letters(to)) for code, to in zip(values[::2], values[1::2], strict=False))
            continue
        for low, high, to in zip(values[::3], values[1::3], values[2::3], strict=False):
            for step, code in enumerate(range(_code(low), min(_code(high), 0xFFFF) + 1)):
                found[code] = _letters(to[step]) if isinstance(to, list) else _letters(to, step)
    return found


def _code(told: bytes) -> int:
    return int.from_bytes(told, "big")


def _letters(told: bytes, step: int = 0) -> str:
    text = told.decode("utf-16-be", "replace")
    return text[:-1] + chr(ord(text[-1]) + step) if text else ""
