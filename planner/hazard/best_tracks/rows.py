"""What every reader of a track file gives: positions one by one, and findings with their line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.foundation.diagnostics import Finding, Place
from planner.foundation.names import for_terminal, forbidden_at
from planner.foundation.text import Text
from planner.foundation.units import KM_PER_NAUTICAL_MILE, knots_from_mps, mps_from_kmh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from typing import Literal

    WindUnit = Literal["kt", "m/s", "km/h"]

LONGEST_LINE = 20_000
"""Characters; IBTrACS has lines of about a thousand."""
MOST_ERRORS = 50
"""After so many unreadable rows the rest is not read: the file is of another kind."""


@dataclass(frozen=True, slots=True)
class Row:
    """One position as a file gave it, in knots, hPa and kilometres."""

    line: int
    at: datetime
    lon: float
    lat: float
    wind_kt: float | None
    pressure_hpa: float | None
    status: str | None
    sizes: Mapping[str, object]
    """Fields of a fix about the storm's size: radii, outermost isobar."""


@dataclass(frozen=True, slots=True)
class Position:
    """A row, and whose it is."""

    storm_id: str
    name: str
    season: int
    agency: str
    averaging_min: int
    row: Row
    issued: date | None = None


@dataclass(slots=True)
class Log:
    """Findings about one file while it is read."""

    path: str
    wind_unit: WindUnit = "kt"
    findings: list[Finding] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether so much is wrong that reading on helps nobody."""
        return sum(found.is_error for found in self.findings) >= MOST_ERRORS

    def add(
        self,
        code: str,
        line: int,
        fact: Text,
        *,
        text: str = "",
        value: str = "",
        note: Text | None = None,
        remedy: Text | None = None,
    ) -> None:
        """Note a finding about `value` in a line whose text is `text`."""
        shown = text.rstrip("\r\n").expandtabs(1)
        at = shown.find(value) if value else -1
        place = Place(self.path, line, max(at, 0) + 1, len(value) if at >= 0 else 1)
        self.findings.append(Finding(code, fact, place, note, remedy, shown or None))

    def unreadable(self, line: int, text: str, value: str, what: Text, example: str) -> None:
        """Note a value that cannot be what stands in its column."""
        shown = for_terminal(value.strip()) or " "
        self.add(
            "E410",
            line,
            Text(vi=f"“{shown}” không phải {what.vi}", en=f"`{shown}` is not {what.en}"),
            text=text,
            value=value,
            remedy=Text(
                vi=f"ghi như {example}, hoặc xoá dòng nếu nguồn không có",
                en=f"write it like {example}, or delete the line if the source lacks it",
            ),
        )

    def wind_kt(self, speed: float | None) -> float | None:
        """A speed of the file's wind column in knots, whatever unit the person says it is in."""
        if speed is None or self.wind_unit == "kt":
            return speed
        speed_mps = speed if self.wind_unit == "m/s" else mps_from_kmh(speed)
        return round(knots_from_mps(speed_mps), 1)


def number(text: str) -> float | None:
    """A finite number, or None when the text is none; spellings of Python alone are refused."""
    shown = text.strip()
    if not shown or not all(letter in "+-.0123456789" for letter in shown):
        return None
    try:
        return float(shown)
    except ValueError:
        return None


def positive(value: float | None) -> float | None:
    """The value, or None where agencies write 0 or a negative number for "not given"."""
    return value if value is not None and value > 0 else None


def km(nautical_miles: float) -> float:
    """Nautical miles in kilometres, as a file keeps them."""
    return round(nautical_miles * KM_PER_NAUTICAL_MILE, 2)


def quadrants_km(radii_nm: tuple[float | None, ...]) -> tuple[float, ...] | None:
    """Four radii in kilometres; None when none of them is given."""
    if not any(radii_nm):
        return None
    return tuple(km(each or 0.0) for each in radii_nm)


def plain_name(text: str) -> str:
    """A storm's name without what would harm a terminal or a file."""
    name = " ".join(text.split())[:60]
    return name if forbidden_at(name) is None else for_terminal(name)


def numbered(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, without the byte order mark and the blank ones."""
    for number_, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff") if number_ == 1 else line
        if text.strip():
            yield number_, text
