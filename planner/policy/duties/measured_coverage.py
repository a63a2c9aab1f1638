"""What was measured of coverage before any storm, commune by commune, held against what the formula says.

A measurement never makes a verdict better: it caps how many people are covered for certain. The best that may be, on
the optimistic side, stays what the formula says, since a measurement may be old and its people few.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from planner.foundation.clock import day_words
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.inventory.duty_records import CoverageMeasurement
    from planner.inventory.province import Province

DISAGREES = 0.1
"""A measured share this far outside what the formula says, on either side, is told about."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What all reporters together measured of one operator in one commune."""

    records: tuple[CoverageMeasurement, ...]

    @property
    def shares(self) -> tuple[float, float] | None:
        """The lowest and the highest share of people covered; None where nobody measured it."""
        told = [each.people_share for each in self.records if each.people_share is not None]
        return (min(told), max(told)) if told else None

    @property
    def slowest_mbps(self) -> float | None:
        """The slowest download; None where nobody measured it."""
        told = [each.download_mbps for each in self.records if each.download_mbps is not None]
        return min(told, default=None)

    def weak(self, below_mbps: float) -> bool:
        """Whether some reporter measured less than this."""
        return self.slowest_mbps is not None and self.slowest_mbps < below_mbps

    def surely(self, people: int, weak_below_mbps: float | None) -> int:
        """At most so many of these people are covered for certain."""
        if weak_below_mbps is not None and self.weak(weak_below_mbps):
            return 0
        # Rounded up by far less than a person, so that 0.1 of 30 people is 3.
        return people if self.shares is None else floor(people * self.shares[0] + 1e-6)


def measured_in(province: Province) -> Mapping[str, Mapping[str, Measured]]:
    """By commune and operator."""
    found: dict[str, dict[str, list[CoverageMeasurement]]] = {}
    for _, each in sorted(province.coverage_measurements.items()):
        found.setdefault(each.commune, {}).setdefault(each.operator, []).append(each)
    return {
        commune: {operator: Measured(tuple(told)) for operator, told in sorted(own.items())}
        for commune, own in sorted(found.items())
    }


def cap(
    measured: Mapping[str, Measured],
    operators: Iterable[str],
    people: int,
    *,
    roaming: bool,
    weak_below_mbps: float | None = None,
) -> int:
    """At most so many of a commune's people are covered for certain.

    Parameters
    ----------
    measured
        What was measured in the commune, by operator; an operator that nobody measured may cover everybody.
    operators
        The operators that are asked for: one, or all there are.
    people
        How many live in the commune.
    roaming
        True: whoever has any of them is covered, so their shares add up. False: one must have all of them.
    weak_below_mbps
        An operator measured slower than this covers nobody for certain. None: speed does not matter.
    """
    sure = [
        measured[each].surely(people, weak_below_mbps) if each in measured else people
        for each in operators
    ]
    if not sure:
        return people
    return min(people, sum(sure)) if roaming else min(sure)


def notes_on(
    measured: Measured, model: tuple[float, float], weak_below_mbps: float
) -> tuple[Text, ...]:
    """What is said of a measurement beside the formula's lowest and highest share of the people at rest."""
    found = []
    if measured.shares is not None and disagrees(measured.shares, model):
        found.append(_beside_the_formula(measured.records, model))
    if measured.weak(weak_below_mbps):
        slow = f"{measured.slowest_mbps:g}"
        found.append(
            Text(vi=f"đo được {slow.replace('.', ',')} Mbit/s, yếu", en=f"measured {slow} Mbit/s, weak")
        )
    return tuple(found)


def disagrees(shares: tuple[float, float], model: tuple[float, float]) -> bool:
    """Whether some measurement lies outside what the formula says by more than is told about."""
    return shares[0] < model[0] - DISAGREES or shares[1] > model[1] + DISAGREES


def _beside_the_formula(
    records: Sequence[CoverageMeasurement], model: tuple[float, float]
) -> Text:
    """`đo được 35 % (Viettel, 01/6/2026), công thức tính 80–100 %`."""
    told = [_measured(each, each.people_share) for each in records if each.people_share is not None]
    low, high = _percent(model[0]), _percent(model[1])
    reckoned = low if low == high else f"{low} – {high}"
    return Text(
        vi=f"đo được {', '.join(each.vi for each in told)}, công thức tính {reckoned}",
        en=f"measured {', '.join(each.en for each in told)}, and the formula says {reckoned}",
    )


def _measured(record: CoverageMeasurement, share: float) -> Text:
    """`35 % (Viettel, 01/06/2026)`: who measured it and when, as far as that is recorded."""
    who = "" if record.source is None else record.source.reporter
    as_of = None if record.source is None else record.source.as_of
    when = Text("", "") if as_of is None else day_words(as_of)
    vi, en = (", ".join(filter(None, (who, on))) for on in (when.vi, when.en))
    shown = _percent(share)
    return Text(vi=f"{shown} ({vi})" if vi else shown, en=f"{shown} ({en})" if en else shown)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
