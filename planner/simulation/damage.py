"""When each asset has failed, and why: removals, wind, water, risk groups, shared poles, repairs.

An asset's failed time is the union over all its causes. A repair ends the causes that began before it; if the
intensity then exceeds the capacity, or exceeds it later, the asset fails again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from planner.foundation.intervals import INF, ZERO, Hour, Intervals, joined
from planner.hazard.exceedance import first_exceeding_piecewise, first_exceeding_steady

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

FailureKind = Literal[
    "removal",
    "power-cut",
    "gust",
    "flood",
    "ground",
    "risk-group",
    "poles",
    "not-surveyed",
    "set-aside",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """One cause that holds an asset failed over `[start_h, end_h)`.

    `by` is the storm, footprint, action, risk group or power line that did it, or the datum that is missing;
    `intensity` and `capacity` are m/s for a gust and m for a flood, where they apply.
    """

    start_h: Fraction
    end_h: Hour
    kind: FailureKind
    by: str
    intensity: float | None = None
    capacity: float | None = None


ThreatKind = Literal["gust", "flood", "ground", "poles"]
Capacities = tuple[tuple[Fraction, Fraction], ...]
"""(from hour, what it stands from then on); the first begins at hour 0; more than one where a mast is derated."""


@dataclass(frozen=True, slots=True)
class Threat(ABC):
    """An intensity at one asset against what it stands.

    `mendable` is False where the capacity was not surveyed: the pessimistic side never repairs what it knows
    nothing of.
    """

    kind: ThreatKind
    by: str
    capacities: Capacities
    mendable: bool

    def capacity_at(self, t_h: Fraction) -> float:
        """What the asset stands at `t_h`."""
        held = self.capacities[0][1]
        for start, capacity in self.capacities:
            if start <= t_h:
                held = capacity
        return float(held)

    @abstractmethod
    def onset_h(self, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the asset fails by it."""

    @abstractmethod
    def worst(self) -> float:
        """The largest intensity."""


@dataclass(frozen=True, slots=True)
class GustSeries:
    """The gust that one asset feels: a broken line through m/s at exact hours; zero before and after it.

    Onsets that were asked for are kept: both sides, and every change that is tried, ask for the same ones.
    """

    times_h: tuple[Fraction, ...]
    gust_mps: NDArray[np.float64]
    _onsets: dict[tuple[Capacities, Fraction], Fraction | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def onset_h(self, capacities: Capacities, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the gust exceeds the capacity."""
        key = (capacities, since_h)
        if key not in self._onsets:
            self._onsets[key] = first_exceeding_piecewise(
                self.times_h, self.gust_mps, capacities, since_h
            )
        return self._onsets[key]


@dataclass(frozen=True, slots=True)
class SeriesThreat(Threat):
    """An intensity given as a series."""

    series: GustSeries

    def onset_h(self, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the intensity exceeds the capacity."""
        return self.series.onset_h(self.capacities, since_h)

    def worst(self) -> float:
        """The largest intensity."""
        return float(self.series.gust_mps.max()) if len(self.series.gust_mps) else 0.0


@dataclass(frozen=True, slots=True)
class FootprintThreat(Threat):
    """An intensity that holds over `[start_h, end_h)` inside a polygon."""

    start_h: Fraction
    end_h: Hour
    value: float

    def onset_h(self, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the intensity exceeds the capacity."""
        return first_exceeding_steady(
            self.value, self.start_h, self.end_h, self.capacities, since_h
        )

    def worst(self) -> float:
        """The intensity."""
        return self.value


@dataclass(frozen=True, slots=True)
class Struck:
    """All that befalls one asset before its risk groups are looked at."""

    given: tuple[Failure, ...] = ()
    """Removals and cuts, as the scenario states them."""
    threats: tuple[Threat, ...] = ()
    repairs_h: tuple[Fraction, ...] = ()
    since_h: Fraction = ZERO
    """Weather before this hour is not felt: a generator that is sent out is not there yet."""


def _until_repair(failure: Failure, repairs_h: Sequence[Fraction]) -> Failure:
    if failure.kind == "set-aside":
        return failure
    for repair in repairs_h:
        if failure.start_h < repair < failure.end_h:
            return replace(failure, end_h=repair)
    return failure


def _by_intensity(struck: Struck, horizon_h: Fraction) -> Iterator[Failure]:
    mendable = [threat for threat in struck.threats if threat.mendable]
    for threat in struck.threats:
        if not threat.mendable:
            onset = threat.onset_h(struck.since_h)
            if onset is not None:
                yield Failure(onset, INF, "not-surveyed", threat.by, threat.worst(), None)
    since: Fraction | None = struck.since_h
    while since is not None and since < horizon_h:
        onsets = [
            (onset, number)
            for number, t in enumerate(mendable)
            if (onset := t.onset_h(since)) is not None
        ]
        if not onsets:
            return
        onset, number = min(onsets)
        threat = mendable[number]
        repair = next((r for r in struck.repairs_h if r > onset), None)
        yield Failure(
            onset,
            INF if repair is None else repair,
            threat.kind,
            threat.by,
            threat.worst(),
            threat.capacity_at(onset),
        )
        since = repair


def failures_of(
    struck: Mapping[str, Struck], groups_of: Mapping[str, tuple[str, ...]], horizon_h: Fraction
) -> dict[str, tuple[Failure, ...]]:
    """Every cause that fails each asset within `[0, horizon)`, sorted by start, kind and id.

    Parameters
    ----------
    struck
        What befalls each asset, risk groups among them; repairs sorted by hour.
    groups_of
        The risk groups of each asset; a group's failure fails every member until the member's own repair.
    horizon_h
        What begins at or after it is ignored.

    Returns
    -------
    failures
        Only assets that fail at all.
    """
    own = {asset: _own_failures(struck[asset], horizon_h) for asset in sorted(struck)}
    repairs_h = {asset: each.repairs_h for asset, each in struck.items() if each.repairs_h}
    return _with_groups(own, groups_of, repairs_h)


DOUBTS: frozenset[FailureKind] = frozenset(["not-surveyed", "set-aside"])
"""Failures of the pessimistic side alone: nobody knows whether they come."""


def without_doubts(
    failures: Mapping[str, tuple[Failure, ...]],
    groups_of: Mapping[str, tuple[str, ...]],
    repairs_h: Mapping[str, tuple[Fraction, ...]],
) -> dict[str, tuple[Failure, ...]]:
    """The optimistic side's failures out of the pessimistic's: all else strikes both sides alike.

    What was not surveyed has failed for good on the one side and never fails on the other; it moves no other cause.
    The very tuples of `failures` are kept where nothing in them is in doubt.
    """
    own = {asset: _own_without_doubts(causes) for asset, causes in failures.items()}
    found = _with_groups(own, groups_of, repairs_h)
    return {
        asset: failures[asset] if failures.get(asset) == causes else causes
        for asset, causes in found.items()
    }


def _own_without_doubts(causes: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """Those that are neither in doubt nor come from a risk group; the very tuple where that is all of them."""
    own = tuple(each for each in causes if each.kind not in DOUBTS and each.kind != "risk-group")
    return causes if len(own) == len(causes) else own


def _with_groups(
    own: Mapping[str, tuple[Failure, ...]],
    groups_of: Mapping[str, tuple[str, ...]],
    repairs_h: Mapping[str, tuple[Fraction, ...]],
) -> dict[str, tuple[Failure, ...]]:
    """Every asset's own causes and those of its risk groups."""
    found = {asset: causes for asset, causes in own.items() if causes}
    for asset, groups in groups_of.items():
        mended_h = repairs_h.get(asset, ())
        inherited = [
            _until_repair(_passed_on(cause, group), mended_h)
            for group in groups
            for cause in own.get(group, ())
        ]
        if inherited:
            found[asset] = tuple(sorted((*own.get(asset, ()), *inherited), key=_order))
    return found


def _passed_on(cause: Failure, group: str) -> Failure:
    """A risk group's cause as its member has it; nobody mends what was set aside."""
    kind: FailureKind = "set-aside" if cause.kind == "set-aside" else "risk-group"
    return Failure(cause.start_h, cause.end_h, kind, group)


def _own_failures(struck: Struck, horizon_h: Fraction) -> tuple[Failure, ...]:
    causes = [
        _until_repair(replace(failure, start_h=max(failure.start_h, ZERO)), struck.repairs_h)
        for failure in struck.given
        if failure.end_h > 0 and failure.start_h < horizon_h
    ]
    if struck.threats:
        causes.extend(_by_intensity(struck, horizon_h))
    return tuple(
        sorted(
            (cause for cause in causes if cause.start_h < min(cause.end_h, horizon_h)), key=_order
        )
    )


def _order(failure: Failure) -> tuple[Fraction, str, str]:
    return failure.start_h, failure.kind, failure.by


def failed_intervals(failures: Mapping[str, tuple[Failure, ...]]) -> dict[str, Intervals]:
    """The union over the causes of each asset."""
    return {
        asset: joined((cause.start_h, cause.end_h) for cause in causes)
        for asset, causes in failures.items()
    }
