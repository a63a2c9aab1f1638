"""Bytes to text, never by guessing: UTF-8 is read, everything else is refused by its name.

A file can also be good UTF-8 and bad text: TCVN3 or VNI bytes taken for Latin-1, or UTF-8 encoded
twice. Such words are no Vietnamese syllables as they stand, and become some when their bytes are
read in the right encoding; that is how they are told apart.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from planner.foundation.legacy_text import NAMES, reread
from planner.foundation.syllables import are_syllables
from planner.foundation.text import Text

WHOLLY_CHECKED = 200_000
"""Longer texts are checked word by word only when they hold a letter foreign to Vietnamese."""

# A word: letters of ASCII and anything beyond. Longer runs are no words of any language.
_WORD = re.compile("[A-Za-z\x80-\U0010ffff]+")
_LONGEST_WORD = 60
_ASCII = bytes(range(128))
_LATIN_1_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_UNITS = frozenset(["µm", "µs", "µg", "µF", "µA", "µV", "µW"])
_UNIKEY = Text(
    vi="trong UniKey bấm Ctrl+Shift+F6, chọn nguồn {name}, đích Unicode; rồi lưu UTF-8",
    en="in UniKey press Ctrl+Shift+F6, convert from {name} to Unicode; then save as UTF-8",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the bytes of a file cannot be used as text, and where that shows first.

    `name` is the encoding found: `utf-16`, `utf-32`, `tcvn3`, `vni`, `cp1258`, `twice` (UTF-8
    encoded twice), `damaged` (UTF-8 with broken bytes) or `unknown`. `index` and `length` count
    characters of the text that goes with it.
    """

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
    """The text of UTF-8 bytes, with or without a byte order mark; else a refusal by name."""
    wide = _wide_encoding(data)
    if wide is not None:
        return Decoded(data[:2000].decode(wide[1], "replace").lstrip("\ufeff"), _wide(*wide))
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(body, error.start)
    if not _may_be_garbled(text, body):
        return Decoded(text, None)
    return Decoded(text, _garbled(text))


def _wide_encoding(data: bytes) -> tuple[str, str] | None:
    """Name and codec of a UTF-16 or UTF-32 file, by its mark or by its zero bytes."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32", "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16", "utf-16"
    sample = data[:4000]
    if len(sample) >= 4 and len(sample) % 2 == 0:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd > len(sample) // 4 and not even:
            return "UTF-16LE", "utf-16-le"
        if even > len(sample) // 4 and not odd:
            return "UTF-16BE", "utf-16-be"
    return None


def _wide(name: str, _codec: str) -> Refusal:
    command = f"iconv -f {name} -t UTF-8 <tệp cũ> > <tệp mới>"
    command_en = f"iconv -f {name} -t UTF-8 <old file> > <new file>"
    return Refusal(
        name.lower()[:6],
        Text(vi=f"tệp lưu bằng {name}, không phải UTF-8",
             en=f"the file is encoded in {name}, not in UTF-8"),
        Text(vi=f"trong Notepad chọn Lưu thành, Mã hoá: UTF-8; hoặc chạy: {command}",
             en=f"in Notepad choose Save as, Encoding: UTF-8; or run: {command_en}"),
        None, 0, 1,
    )


def _may_be_garbled(text: str, body: bytes) -> bool:
    """Whether the words need looking at: a short text always, a long one on suspicion."""
    if text.isascii():
        return False
    if len(text) <= WHOLLY_CHECKED:
        return True
    beyond = set(body.translate(None, _ASCII).decode("utf-8"))
    return any(sign < "\u0100" and sign not in _LATIN_1_VIETNAMESE for sign in beyond)


@dataclass(frozen=True, slots=True)
class _Tally:
    """How often the words of a text make sense as they stand, and in each old encoding."""

    words: int
    good: int
    readable: dict[str, int]
    spoilt: dict[str, list[str]]

    @property
    def best(self) -> str:
        """The old encoding in which most words make sense; on a tie, most spoilt ones."""
        return max(self.readable, key=lambda name: (self.readable[name], len(self.spoilt[name])))


def _odd_words(text: str) -> list[str]:
    """The words of `text` that are not all ASCII, with repeats."""
    # Splitting into lines is far quicker than looking for words where there are none to find.
    lines = "\n".join(line for line in text.split("\n") if not line.isascii())
    return [
        word
        for word in _WORD.findall(lines)
        if not word.isascii() and len(word) <= _LONGEST_WORD
    ]


def _tally(text: str, encodings: tuple[str, ...]) -> _Tally:
    counts = Counter(
        chunk for chunk in _odd_words(text) if chunk not in _UNITS and any(map(str.isalpha, chunk))
    )
    good = 0
    readable = dict.fromkeys(encodings, 0)
    spoilt: dict[str, list[str]] = {name: [] for name in encodings}
    for chunk, count in counts.items():
        fine = are_syllables(chunk)
        good += count if fine else 0
        for name in encodings:
            if _makes_sense(reread(chunk, name), name):
                readable[name] += count
                if not fine:
                    spoilt[name].append(chunk)
    return _Tally(sum(counts.values()), good, readable, spoilt)


def _makes_sense(read: str | None, encoding: str) -> bool:
    """Whether a chunk read in an old encoding is Vietnamese."""
    if read is None:
        return False
    if encoding == "twice":
        # Latin-1 text is next to never valid UTF-8 by chance, whatever language it is.
        return any(letter > "\x7f" and letter.isalpha() for letter in read)
    return read.isalpha() and are_syllables(read, rare=False)


def _garbled(text: str) -> Refusal | None:
    """Why valid UTF-8 is no good text: most words, or some, are another encoding's bytes."""
    tally = _tally(text, ("twice", "tcvn3", "vni", "cp1258"))
    best = tally.best
    if not tally.spoilt[best] or tally.readable[best] < tally.good:
        # Mostly good text: only the words that make no sense as they stand can tell.
        best = max(tally.spoilt, key=lambda name: len(tally.spoilt[name]))
        odd = tally.spoilt[best]
        # One odd word may be a foreign name; two, or one with a sign inside it, are not.
        if len(odd) < 2 and all(map(str.isalpha, odd)):
            return None
    spoilt = tally.spoilt[best]
    first = min(spoilt, key=text.index)
    return _named(best, first, text.index(first))


def _not_utf8(body: bytes, start: int) -> Decoded:
    """What 8-bit bytes are that are not UTF-8: an old encoding, or damage."""
    text = body.decode("utf-8", "replace")
    lost, kept = text.count("\ufffd"), sum(map(len, _odd_words(text)))
    if lost * 10 <= kept:
        index = text.index("\ufffd") if "\ufffd" in text else 0
        return Decoded(text, _damaged(body[start], index))
    text = body.decode("latin-1")
    tally = _tally(text, ("tcvn3", "vni", "cp1258"))
    best = tally.best
    if not tally.readable[best] or tally.readable[best] * 2 < tally.words:
        return Decoded(text, _unknown(body[start], start))
    # A word that reads the same in Latin-1 and cp1258 is no sign, but every file has others.
    first = min(tally.spoilt[best] or [text[start]], key=text.index)
    return Decoded(text, _named(best, first, text.index(first)))


def _named(name: str, word: str, index: int) -> Refusal:
    called = NAMES[name]
    meant = reread(word, name) or ""
    fact = Text(vi=f"chữ trong tệp là bảng mã {called}, không phải Unicode UTF-8",
                en=f"the text is in the encoding {called}, not in Unicode UTF-8")
    remedy = Text(vi=_UNIKEY.vi.format(name=called), en=_UNIKEY.en.format(name=called))
    if name == "twice":
        fact = Text(vi="chữ trong tệp là UTF-8 bị chuyển mã hai lần (đọc nhầm là Latin-1)",
                    en="the text is UTF-8 that was read as Latin-1 and encoded again")
        remedy = Text(
            vi="lấy lại tệp gốc và mở bằng UTF-8; hoặc chạy: iconv -f UTF-8 -t CP1252 <tệp cũ> > "
               "<tệp mới>",
            en="take the original and open it as UTF-8; or run: iconv -f UTF-8 -t CP1252 "
               "<old file> > <new file>",
        )
    note = Text(vi=f"lẽ ra là “{meant}”", en=f"should read `{meant}`") if meant else None
    return Refusal(name, fact, remedy, note, index, len(word))


def _damaged(byte: int, index: int) -> Refusal:
    return Refusal(
        "damaged",
        Text(vi=f"tệp UTF-8 có byte hỏng (0x{byte:02X})",
             en=f"the UTF-8 file has a damaged byte (0x{byte:02X})"),
        Text(vi="gõ lại chữ ở chỗ này rồi lưu UTF-8",
             en="retype the letter here and save as UTF-8"),
        None, index, 1,
    )


def _unknown(byte: int, index: int) -> Refusal:
    return Refusal(
        "unknown",
        Text(vi=f"tệp không phải UTF-8 (byte 0x{byte:02X}), không nhận ra bảng mã",
             en=f"the file is not UTF-8 (byte 0x{byte:02X}), and its encoding is not recognised"),
        Text(vi="mở bằng phần mềm đã tạo ra tệp rồi lưu lại với bảng mã UTF-8",
             en="open it with the program that wrote it and save it as UTF-8"),
        None, index, 1,
    )
