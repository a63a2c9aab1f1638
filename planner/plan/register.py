"""One register, as a table in both languages, and the cells that registers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, number, same

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.inventory.province import Province

NOT_SAID = Text("chưa ghi", "not stated")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its title, its columns, and its rows in both languages.

    `internal` are the numbers of columns that hold personal data: they leave the province's own desk only on purpose.
    """

    id: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    align: str
    internal: tuple[int, ...] = ()

    def redacted(self) -> Register:
        """The same without personal data."""
        keep = [at for at in range(len(self.columns)) if at not in self.internal]
        return Register(
            self.id,
            self.title,
            tuple(self.columns[at] for at in keep),
            tuple(tuple(row[at] for at in keep) for row in self.rows),
            "".join(self.align[at] for at in keep),
        )


def figure(value: Fraction | float, decimals: int = 1) -> Text:
    """A number as each language writes it."""
    return Text(vi=number(value, "vi", decimals), en=number(value, "en", decimals))


def name_of(operator: str | None, province: Province) -> Text:
    """The name of an operator or owner."""
    if operator is None:
        return NOT_SAID
    known = province.operators.get(operator)
    return same(operator) if known is None else both(known.name)
