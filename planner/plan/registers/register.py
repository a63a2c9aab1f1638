"""One register, as a table in both languages, and the cells that registers share."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, hours, litres, number, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.inventory.province import Province

NOT_SAID = Text("chưa ghi", "not recorded")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its title, its columns, and its rows in both languages.

    `internal` are the numbers of columns that hold personal data: they leave the province's own desk only on purpose.
    `fields` are those by which a CSV of the register is read back in: ids, and what a reader is told in fewer words.
    """

    id: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    align: str
    internal: tuple[int, ...] = ()
    fields: tuple[int, ...] = ()

    def redacted(self) -> Register:
        """The same without personal data."""
        return self._with(at for at in range(len(self.columns)) if at not in self.internal)

    def for_reading(self) -> Register:
        """The same without the columns that only files carry."""
        return self._with(at for at in range(len(self.columns)) if at not in self.fields)

    def _with(self, columns: Iterable[int]) -> Register:
        keep = list(columns)
        return Register(
            self.id,
            self.title,
            tuple(self.columns[at] for at in keep),
            tuple(tuple(row[at] for at in keep) for row in self.rows),
            "".join(self.align[at] for at in keep),
            tuple(number for number, at in enumerate(keep) if at in self.internal),
            tuple(number for number, at in enumerate(keep) if at in self.fields),
        )

    def emptied(self) -> Register:
        """The same without any row and without personal data: what a public edition leaves out."""
        return replace(self.redacted(), rows=())

    def without_empty_columns(self) -> Register:
        """The same without the columns in which no row says anything."""
        return self._with(
            at
            for at in range(len(self.columns))
            if any(row[at].vi not in {"", "–"} for row in self.rows) or not self.rows
        )

    @property
    def layout(self) -> str:
        """Each column's share of the page's width, with `:r` where it is set right; the same in both languages."""
        wanted = [self._wanted(at) for at in range(len(self.columns))]
        total = sum(wanted)
        return " ".join(
            f"{100 * share / total:.1f}{':r' if align == '>' else ''}"
            for share, align in zip(wanted, self.align, strict=True)
        )

    def _wanted(self, at: int) -> float:
        """About as many letters as a column needs on a line: a short name whole, else its longest word or a third."""
        texts = [self.columns[at], *(row[at] for row in self.rows)]
        letters = [text for cell in texts for text in (cell.vi, cell.en)]
        word = max((len(word) for text in letters for word in text.split()), default=1)
        said = max(len(text) for cell in texts[1:] or texts for text in (cell.vi, cell.en))
        return float(min(max(word, min(said, 18), said / 3, 4), 30))


def figure(value: Fraction | float, decimals: int = 1) -> Text:
    """A number as each language writes it."""
    return Text(vi=number(value, "vi", decimals), en=number(value, "en", decimals))


def in_hours(value: Fraction) -> Text:
    """Hours and minutes as each language writes them."""
    return Text(vi=hours(value, "vi"), en=hours(value, "en"))


def in_litres(value: Fraction) -> Text:
    """Litres as each language writes them, rounded up: what is needed must suffice."""
    return Text(vi=litres(value, "vi"), en=litres(value, "en"))


def litres_left(value: Fraction) -> Text:
    """Litres as each language writes them, rounded down: what is left must really be there."""
    return in_litres(Fraction(math.floor(value)))


def litres_an_hour(value: Fraction) -> Text:
    """What an engine burns in an hour, to the tenth of a litre: whole litres would be half as much again."""
    return Text(vi=f"{number(value, 'vi')} lít", en=f"{number(value, 'en')} l")


def name_of(operator: str | None, province: Province) -> Text:
    """The name of an operator or owner."""
    if operator is None:
        return NOT_SAID
    known = province.operators.get(operator)
    return same(operator) if known is None else both(known.name)
