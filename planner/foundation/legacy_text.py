"""The old Vietnamese encodings, so that a file in one of them can be called by its name."""

from __future__ import annotations

import re
import unicodedata

# TCVN 5712:1993 VN1, whose lower half is what fonts named .VnTime show; from byte A1 up.
# Source: TCVN 5712:1993, table VN1 (same as GNU iconv's TCVN5712-1).
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễế"
    "ệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3_TABLE = {0xA1 + offset: letter for offset, letter in enumerate(_TCVN3)}

# VNI Windows: a vowel followed by a letter that stands for its marks, or one letter for all.
# Source: VNI Software, "VNI-Win character map".
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
              "í": "í", "ì": "ì"}
_VNI_LETTERS = "".join(_VNI_MARKS)
# No circumflex or breve is written on y, ơ and ư by a second letter.
_VNI_PAIR = re.compile(
    f"([aeouAEOU])([{_VNI_LETTERS}{_VNI_LETTERS.upper()}])|([yôöYÔÖ])([ùøûõïÙØÛÕÏ])"
)
_VNI_ONE = {**_VNI_ALONE, **{old.upper(): new.upper() for old, new in _VNI_ALONE.items()}}

_WINDOWS = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

NAMES = {
    "twice": "UTF-8 × 2",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "cp1258": "cp1258",
}


def bytes_of(text: str) -> bytes | None:
    """The single bytes that were taken for these characters, or None when they never were."""
    found = bytearray()
    for character in text:
        byte = ord(character) if ord(character) < 0x100 else _WINDOWS.get(character)
        if byte is None:
            return None
        found.append(byte)
    return bytes(found)


def reread(chunk: str, encoding: str) -> str | None:
    """What a chunk says when its bytes are read in `encoding`, composed; None if it cannot be."""
    data = bytes_of(chunk)
    if data is None:
        return None
    if encoding == "tcvn3":
        if any(0x80 <= byte <= 0xA0 for byte in data):
            return None
        read = data.decode("latin-1").translate(_TCVN3_TABLE)
    elif encoding == "vni":
        read = _from_vni(data.decode("latin-1"))
    else:
        try:
            read = data.decode("utf-8" if encoding == "twice" else "cp1258")
        except UnicodeDecodeError:
            return None
    return unicodedata.normalize("NFC", read)


def _from_vni(text: str) -> str:
    """Vowels joined with the letters that stand for their marks."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        pair = _VNI_PAIR.match(text, at)
        if pair:
            vowel, mark = pair.group(1) or pair.group(3), pair.group(2) or pair.group(4)
            pieces += (_VNI_ONE.get(vowel, vowel), _VNI_MARKS[mark.lower()])
            at = pair.end()
        else:
            pieces.append(_VNI_ONE.get(text[at], text[at]))
            at += 1
    return "".join(pieces)
