"""Names as people type them: one stored form, one key to compare by, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from planner.foundation.text import Text

ID_FORM = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
"""What an id may look like; ids are also used as file names."""

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
# Letters that take up room in the text and none on the screen although Unicode calls them
# printable: fillers, variation selectors, the blank Braille cell, and the mark of lost text.
_BLANK = frozenset(
    map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")
) | frozenset(
    [*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_BIDI = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_ETH = frozenset("Ðð")
_NEVER = frozenset(map(chr, _BLANK)) | _ETH
# The three vowel pairs in which schools differ about the letter that carries the tone.
_OLD_TO_NEW_TONE = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize(
        "NFC", first + second + tone
    )
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
_OLD_TONE = re.compile("|".join(_OLD_TO_NEW_TONE))


def nfc(text: str) -> str:
    """The one stored form of a text: canonical composition."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The key by which two spellings of one name are equal.

    Composed and decomposed letters, capitals, old and new tone place (hòa, hoà) and runs of
    spaces make no difference. Tones, vowels and đ do: `Đông` and `Dong` stay two names.
    """
    folded = " ".join(nfc(nfc(text).casefold()).split())
    return folded if folded.isascii() else _OLD_TONE.sub(_in_new_tone_place, folded)


def _in_new_tone_place(found: re.Match[str]) -> str:
    return _OLD_TO_NEW_TONE[found.group()]


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The key of a name typed without any diacritics: `Đông Triều` gives `dong trieu`."""
    folded = fold(text)
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFD", folded.replace("đ", "d").replace("ð", "d"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def is_forbidden(character: str) -> bool:
    """Whether a character may stand in no name: control, bidi, invisible, lost, or Ð and ð."""
    return (
        not character.isprintable()
        or ord(character) in _BLANK
        or character in _ETH
    )


def any_forbidden(text: str) -> bool:
    """Whether any character of `text` may stand in no name; as quick for a long text as for a short one."""
    return not text.isprintable() or not _NEVER.isdisjoint(text)


def forbidden_at(text: str, *, multiline: bool = False) -> int | None:
    """Index of the first character that may not stand in `text`, or None.

    A text of several lines (a YAML block) may also hold line breaks and tabs.
    """
    if text.isascii() and text.isprintable():
        return None
    for index, character in enumerate(text):
        if is_forbidden(character) and not (multiline and character in "\n\t"):
            return index
    return None


def forbidden_words(character: str) -> tuple[Text, Text]:
    """Fact and remedy for one forbidden character, named by its code point."""
    point = f"U+{ord(character):04X}"
    if character in _ETH:
        right = "Đ (U+0110)" if character == "Ð" else "đ (U+0111)"
        return (
            Text(
                vi=f"chữ “{character}” ({point}) không phải chữ Việt",
                en=f"letter `{character}` ({point}) is not Vietnamese",
            ),
            Text(vi=f"gõ lại thành {right}", en=f"type {right} instead"),
        )
    kind = _kind(character)
    name = unicodedata.name(character, "")
    called = f"{point} {name}".rstrip()
    return (
        Text(vi=f"có {kind.vi}: {called}", en=f"there is {kind.en}: {called}"),
        _forbidden_remedy(character),
    )


def _forbidden_remedy(character: str) -> Text:
    if unicodedata.category(character) == "Zs":
        return Text(
            vi="xoá ký tự này, gõ lại bằng dấu cách thường",
            en="delete it and type an ordinary space",
        )
    if character == "\ufffd":
        return Text(
            vi="chữ gốc đã mất khi chuyển mã; gõ lại từ bản gốc",
            en="the original letter was lost in a conversion; type it again from the original",
        )
    return Text(vi="xoá ký tự này rồi gõ lại chỗ đó", en="delete it and retype that spot")


def _kind(character: str) -> Text:
    point, category = ord(character), unicodedata.category(character)
    if point in _BIDI:
        return Text(vi="ký tự đảo chiều chữ", en="a character that reverses the text's direction")
    if category == "Cc":
        return Text(vi="ký tự điều khiển", en="a control character")
    if category == "Zs":
        return Text(vi="dấu cách lạ", en="an unusual space")
    if category in ("Zl", "Zp"):
        return Text(vi="dấu xuống dòng lạ", en="an unusual line break")
    if character == "\ufffd":
        return Text(vi="dấu của chữ bị mất", en="the mark of a lost letter")
    if category in ("Co", "Cn", "Cs"):
        return Text(vi="ký tự không có nghĩa chung", en="a character without common meaning")
    return Text(vi="ký tự không nhìn thấy", en="an invisible character")


def is_id(text: str) -> bool:
    """Whether `text` may be an id: `[A-Za-z0-9-]{1,40}`, and no device name of Windows."""
    return ID_FORM.fullmatch(text) is not None and text.casefold() not in _DEVICES


def for_terminal(text: str) -> str:
    """`text` made harmless for a screen, one character for one.

    Control, escape and bidi characters become U+FFFD; line breaks and tabs become spaces.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\n\r\t" or unicodedata.category(character) == "Zs":
        return " "
    return "\ufffd"


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal: combining marks none, wide letters two."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def distance(left: str, right: str, limit: int) -> int:
    """Edits between two texts (a swap of neighbours is one), or `limit + 1` when there are more.

    Notes
    -----
    Optimal string alignment. Source: E. Ukkonen (1985), Information and Control 64 (the band);
    the swap after F. J. Damerau (1964), CACM 7(3).
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    left, right = _without_common_ends(left, right)
    if not left or not right:
        return min(len(left) + len(right), limit + 1)
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            best = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != other)
            )
            if (
                row > 1
                and column > 1
                and letter == right[column - 2]
                and left[row - 2] == other
            ):
                best = min(best, before_last[column - 2] + 1)
            current.append(best)
        if min(current) > limit and min(last) > limit:
            return limit + 1
        before_last, last = last, current
    return min(last[-1], limit + 1)


def _without_common_ends(left: str, right: str) -> tuple[str, str]:
    start, shortest = 0, min(len(left), len(right))
    while start < shortest and left[start] == right[start]:
        start += 1
    end = 0
    while end < shortest - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def is_swap(left: str, right: str) -> bool:
    """Whether two texts differ by one swap of neighbouring letters only."""
    return len(left) == len(right) and any(
        left[:at] + left[at + 1] + left[at] + left[at + 2 :] == right
        for at, _ in enumerate(pairwise(left))
    )
