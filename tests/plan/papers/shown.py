"""How a value of the figures' JSON is shown in one language; used to say where a column comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.plan import filters
from planner.plan.chances import share_words
from planner.plan.filters import Clock
from planner.policy.chance import Share

if TYPE_CHECKING:
    from planner.foundation.text import Language


def numbers_in(text: str) -> list[str]:
    """Every number of a text, in order: `72`, `1.320.324`, `08/9`, `07:10`, those in ids too."""
    return re.findall(r"\d+(?:[.,:/]\d+)*", text)


@dataclass(frozen=True)
class Shown:
    """The figures of one run, shown in one language."""

    language: Language
    figures: dict[str, Any]
    ensemble: dict[str, Any] | None = None
    """What `planner ensemble --format json` says, where the documents tell probabilities."""

    def chance(self, requirement: str, unit: str) -> str | None:
        """How probably a requirement holds for a unit, as the ensemble counted it; None where it did not."""
        if self.ensemble is None:
            return None
        found = (u for u in self.ensemble["units"] if (u["requirement"], u["unit"]) == (requirement, unit))
        return next((share_words(Share(**u["holds"])).in_(self.language) for u in found), None)

    def t(self, text: dict[str, str] | None) -> str:
        """A text in both languages."""
        return "" if text is None else text[self.language]

    def texts(self, register: Any) -> list[list[str]]:
        """The cells of a register, which are texts."""
        return [[self.t(cell) for cell in row] for row in register["rows"]]

    def all(self, texts: list[dict[str, str]], between: str = ", ") -> str:
        """Several texts."""
        return between.join(self.t(each) for each in texts)

    def n(self, value: Any, decimals: int = 0) -> str:
        """A number; nothing where it is unknown."""
        return "" if value is None else filters.number(exact(value), self.language, decimals)

    def h(self, hours: Any) -> str:
        """A length of time."""
        return "" if hours is None else filters.hours(exact(hours), self.language)

    def below(self, hours: Any) -> str:
        """A length of time, of which none is a dash."""
        return self.h(hours) if exact(hours) else ""

    def at(self, hour: Any) -> str:
        """An instant."""
        if hour is None:
            return ""
        clock = Clock(datetime.fromisoformat(self.figures["start"]))
        return clock.show(Fraction(hour)).in_(self.language)

    def l(self, litres: Any) -> str:  # noqa: E743 - as short as its fellows
        """Litres."""
        return "" if litres is None else filters.litres(exact(litres), self.language)

    def p(self, share: Any) -> str:
        """A share in per cent."""
        return "" if share is None else filters.percent(exact(share), self.language)

    def day(self, iso: str | None) -> str:
        """A date."""
        return "" if iso is None else filters.day(date.fromisoformat(iso), self.language)


def exact(value: Any) -> Fraction | float:
    """A value of the JSON as a number; times are rational text."""
    return Fraction(value) if isinstance(value, str) else value


def ranged(low: int, high: int) -> str:
    """`2–4`, or `2`."""
    return f"{low}" if low == high else f"{low}–{high}"
