"""How numbers, hours, instants and verdicts are shown: Vietnamese form first, English beside it.

Everything here rounds for the eye only; nothing that is judged passes through it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from planner.foundation.clock import day_words, in_vietnam, shown, shown_long
from planner.foundation.names import any_forbidden, is_forbidden, nfc
from planner.foundation.text import Language, Text

if TYPE_CHECKING:
    from datetime import date, datetime

    from planner.policy.verdicts import Outcome


class Named(Protocol):
    """Anything with a Vietnamese and an English name, such as a record's `Name`."""

    @property
    def vi(self) -> str:
        """In Vietnamese."""

    @property
    def english(self) -> str:
        """In English, or the Vietnamese where there is none."""


def both(name: Named) -> Text:
    """A record's name as a text in both languages."""
    return Text(vi=name.vi, en=name.english)


def same(text: str) -> Text:
    """A text that is the same in both languages: an id, a file name."""
    return Text(vi=text, en=text)


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """`text` on one line, composed, and without control, bidi or invisible characters.

    The reader refuses those already; a document that is signed does not rely on it.
    """
    joined = " ".join(nfc(text).split())
    if not any_forbidden(joined):
        return joined
    return "".join(letter for letter in joined if not is_forbidden(letter) or letter in "Ðð")


def number(value: Fraction | float, language: Language, decimals: int = 1) -> str:
    """A number with at most `decimals` decimals and no idle zeros: `1.234,5` or `1,234.5`.

    Halves go away from zero, as people round; `format` would round half to even.
    """
    scale = 10**decimals
    exact = value if isinstance(value, Fraction | int) else Fraction(value)
    above, below = abs(exact.numerator), exact.denominator
    scaled = (2 * above * scale + below) // (2 * below)
    whole, rest = divmod(scaled, scale)
    shown = f"{whole:,d}"
    if rest:
        shown += f".{rest:0{decimals}d}".rstrip("0")
    if value < 0 and scaled:
        shown = "−" + shown
    return shown.translate(_VIETNAMESE_MARKS) if language == "vi" else shown


_VIETNAMESE_MARKS = str.maketrans({",": ".", ".": ","})


def fixed(value: float, language: Language, decimals: int) -> str:
    """A number with all its decimals, as the parts of a position are written: `107,04610`."""
    shown = f"{value:.{decimals}f}"
    return shown.translate(_VIETNAMESE_MARKS) if language == "vi" else shown


def hours(value: Fraction | float, language: Language) -> str:
    """A length of time, rounded down to the minute: `31 h`, `3 h 35 ph`, `20 ph`."""
    exact = value if isinstance(value, Fraction | int) else Fraction(value)
    whole, rest = divmod(exact.numerator * 60 // exact.denominator, 60)
    minute = "ph" if language == "vi" else "min"
    if whole and rest:
        return f"{number(whole, language, 0)} h {rest} {minute}"
    return f"{rest} {minute}" if rest else f"{number(whole, language, 0)} h"


def litres(value: Fraction | float, language: Language) -> str:
    """Litres, rounded up to the whole litre: fuel that is asked for must suffice."""
    return f"{number(math.ceil(value), language, 0)} {'lít' if language == 'vi' else 'l'}"


def percent(share: Fraction | float, language: Language) -> str:
    """A share as whole per cent, rounded down; a float counts as it is written: 0.95 is a little less in binary."""
    exact = Fraction(str(share)) if isinstance(share, float) else share
    return f"{number(math.floor(exact * 100), language, 0)} %"


def day(value: date, language: Language) -> str:
    """A date: `07/9/2024` (months are padded for January and February only) or `7 Sep 2024`."""
    return day_words(value).in_(language)


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns hours of a scenario into instants of Vietnam time; `start` is hour 0."""

    start: datetime

    def show(self, hour: Fraction | int) -> Text:
        """Day and minute, rounded down: `08/9 07:10` and `8 Sep 07:10`."""
        return _shown(self.start, hour.numerator, hour.denominator)

    def show_long(self, hour: Fraction | int) -> Text:
        """The full date, as a document says it: `07 giờ 10 phút ngày 08/9/2024`."""
        return Text(vi=shown_long(self.start, hour, "vi"), en=shown_long(self.start, hour, "en"))

    def local(self, hour: Fraction | int) -> datetime:
        """The minute in Vietnam time."""
        return in_vietnam(self.start, hour)


@lru_cache(maxsize=65_536)
def _shown(start: datetime, above: int, below: int) -> Text:
    """An hour as two whole numbers, which are found again more quickly than a fraction."""
    hour = Fraction(above, below)
    return Text(vi=shown(start, hour, "vi"), en=shown(start, hour, "en"))


OUTCOME_WORDS: dict[Outcome, Text] = {
    "holds": Text(vi="đạt", en="holds"),
    "fails": Text(vi="không đạt", en="fails"),
    "unknown": Text(vi="chưa kết luận được", en="cannot be judged"),
}
OUTCOME_SHORT: dict[Outcome, Text] = {
    **OUTCOME_WORDS,
    "unknown": Text(vi="chưa rõ", en="unknown"),
}
"""For the narrow columns of a table; the legend gives the full words."""
OUTCOME_MARKS: dict[Outcome, str] = {"holds": "✓", "fails": "✗", "unknown": "?"}


def more_than(amount: float, limit: float, language: Language) -> tuple[str, str]:
    """An amount and the limit it exceeds, with the decimals it takes to see the difference."""
    for decimals in range(4):
        pair = number(amount, language, decimals), number(limit, language, decimals)
        if pair[0] != pair[1] and (decimals > 0 or (amount >= 10 and _is_whole(limit))):
            return pair
    return number(amount, language, 3), number(limit, language, 3)


def _is_whole(value: float) -> bool:
    return math.isclose(value, round(value))


def sentence_case(text: str) -> str:
    """`text` with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """`text` with the backticks of the screen as the quotation marks of a document."""
    return re.sub(r"`([^`]*)`", r"“\1”", text)


_STORM_YEAR = re.compile(r"(?<=\)) (?=\d{4}$)")


def inside(name: Text, language: Language) -> str:
    """A storm's name as it stands inside a Vietnamese sentence: `bão số 3 (Yagi) năm 2024`."""
    text = name.in_(language)
    if language != "vi" or not text.startswith(("Bão ", "Áp thấp ", "Siêu bão ")):
        return text
    return _STORM_YEAR.sub(" năm ", text[:1].lower() + text[1:])


def brief(text: str, most: int = 320) -> str:
    """The first sentences of a paragraph, as far as they fit; at least one."""
    sentences = re.split(r"(?<=[.!?]) ", clean(text))
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > most:
            return f"{kept} …"
        kept = f"{kept} {sentence}"
    return kept
