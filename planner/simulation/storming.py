"""One storm over a frail province: the thresholds of everything that it can break."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.foundation.intervals import INF, ZERO
from planner.hazard.exceedance import first_exceeding, first_exceeding_steady
from planner.hazard.fragility import depth_threshold, gust_thresholds
from planner.simulation.chances import CERTAIN, STRATA, Chances, Never, Row, Window
from planner.simulation.frailty import NO_CURVE, Frailty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.simulation.ordeal import Derating, InFootprint

    Floats = NDArray[np.float64]

_Steps = tuple[tuple[Fraction, float], ...]
"""(from hour, factor)."""
ANY_WATER = 0.0
"""Where the library has no curve for water, it ends what stands in it as soon as it is over the floor."""


@dataclass(frozen=True)
class Footing:
    """What a storm does beside its wind field, and what is done about it, on `[0, horizon_h)`."""

    horizon_h: Fraction
    gust_footprints: Mapping[str, tuple[InFootprint, ...]]
    flood_footprints: Mapping[str, tuple[InFootprint, ...]]
    ground_footprints: Mapping[str, tuple[InFootprint, ...]]
    derated: Mapping[str, tuple[Derating, ...]]
    since_h: Mapping[str, Fraction]
    """Assets that are not there before an hour: generators that are sent out."""

    def only(self, wanted: Collection[str]) -> Footing:
        """The same with the footprints over some assets."""

        def of(prints: Mapping[str, tuple[InFootprint, ...]]) -> dict[str, tuple[InFootprint, ...]]:
            return {asset: each for asset, each in prints.items() if asset in wanted}

        return replace(
            self,
            gust_footprints=of(self.gust_footprints),
            flood_footprints=of(self.flood_footprints),
            ground_footprints=of(self.ground_footprints),
        )


def chances(
    frail: Frailty, times_h: Sequence[Fraction], gust_mps: Floats, footing: Footing
) -> Chances:
    """The thresholds of everything that one storm can break.

    Parameters
    ----------
    frail
        The province.
    times_h
        Output steps of the wind, exact hours, rising. Steps before hour 0 count as hour 0, those at or past the
        horizon are not felt.
    gust_mps
        The gust at each step at each of `frail.assets`; shape ``(T, n)``.
    footing
        Footprints, deratings and arrivals.
    """
    unknown = tuple(sorted(_unknown(frail, times_h, gust_mps, footing)))
    times_h, field = _within(times_h, gust_mps, footing.horizon_h)
    relief = _relief(frail, footing)
    lightened = {
        column: field[:, column] / _through_time(steps, times_h) for column, steps in relief.items()
    }
    peaks = field.max(axis=0, initial=0.0)
    for column, felt in lightened.items():
        peaks[column] = felt.max(initial=0.0)
    final = gust_thresholds(peaks, frail.curves, frail.factors)
    final[~frail.known] = 0
    windows = list(_gust_windows(frail, footing)) + list(_standing_windows(frail, footing))
    touched = {row for row, *_ in windows}
    felt_rows = {
        (frail.assets[column], "gust"): column
        for column in np.flatnonzero(final.any(axis=1)).tolist()
    }
    rows: tuple[Row, ...] = tuple(sorted(felt_rows.keys() | touched))  # type: ignore[arg-type]
    table = _table(frail, times_h, field, lightened, rows, windows, final, unknown)
    numbers = {column: table.row_of((frail.assets[column], "gust")) for column in relief}
    kept = {row: relief[column] for column, row in numbers.items() if row is not None}
    return replace(table, relief=kept)


def _table(
    frail: Frailty,
    times_h: Sequence[Fraction],
    field: Floats,
    lightened: Mapping[int, Floats],
    rows: tuple[Row, ...],
    windows: Sequence[_Standing],
    of_wind: NDArray[np.uint64],
    unknown: tuple[Never, ...],
) -> Chances:
    column_of = {asset: column for column, asset in enumerate(frail.assets)}
    in_wind = [number for number, (_, quantity) in enumerate(rows) if quantity == "gust"]
    columns = np.array([column_of[rows[number][0]] for number in in_wind], dtype=np.intp)
    gust_mps = np.zeros((len(rows), len(times_h)))
    gust_mps[in_wind] = field[:, columns].T
    final = np.zeros((len(rows), STRATA), dtype=np.uint64)
    final[in_wind] = of_wind[columns]
    number_of = {row: number for number, row in enumerate(rows)}
    for column, felt in lightened.items():
        number = number_of.get((frail.assets[column], "gust"))
        if number is not None:
            gust_mps[number] = felt
    made = [
        Window(number_of[row], start_h, end_h, limits, by, value)
        for row, start_h, end_h, limits, by, value in windows
    ]
    for window in made:
        final[window.row] = np.maximum(
            final[window.row], np.array(window.thresholds, dtype=np.uint64)
        )
    spread = np.zeros(len(rows), dtype=np.intp)
    spread[in_wind] = columns
    assumed = frail.assumed[columns]
    uses = {int(n): int((assumed == n).sum()) for n in np.unique(assumed[assumed != NO_CURVE])}
    return Chances(
        rows=rows,
        times_h=tuple(times_h),
        gust_mps=gust_mps,
        curves=frail.curves.rows(spread) if len(frail.assets) else frail.curves,
        factors=frail.factors,
        windows=tuple(sorted(made, key=lambda w: (w.row, w.start_h, w.end_h, w.by))),
        final=final,
        unknown=unknown,
        generators=frail.generators,
        lives=frail.lives,
        curve_uses=uses,
    )


def _within(
    times_h: Sequence[Fraction], gust_mps: Floats, horizon_h: Fraction
) -> tuple[tuple[Fraction, ...], Floats]:
    """The steps on [0, horizon): what came before hour 0 is felt at hour 0."""
    early = sum(1 for each in times_h if each <= ZERO)
    late = sum(1 for each in times_h if each >= horizon_h)
    if early <= 1 and (not times_h or times_h[0] >= ZERO):
        return tuple(times_h[: len(times_h) - late]), gust_mps[: len(times_h) - late]
    begun = gust_mps[:early].max(axis=0, keepdims=True)
    kept = tuple(times_h[early : len(times_h) - late])
    return (ZERO, *kept), np.concatenate([begun, gust_mps[early : len(times_h) - late]])


def _factors(deratings: Iterable[Derating]) -> _Steps:
    """(from hour, by what a mast's curve is multiplied from then on)."""
    listed = list(deratings)
    edges = {ZERO, *(d.start_h for d in listed)}
    edges |= {Fraction(d.end_h) for d in listed if d.end_h != INF}
    return tuple(
        (edge, float(max((d.factor for d in listed if d.start_h <= edge < d.end_h), default=1)))
        for edge in sorted(edges)
    )


def _through_time(steps: _Steps, times_h: Sequence[Fraction]) -> Floats:
    """The factor at each hour."""
    found = np.ones(len(times_h))
    for from_h, factor in steps:
        found[bisect_left(times_h, from_h) :] = factor
    return found


def _relief(frail: Frailty, footing: Footing) -> dict[int, _Steps]:
    """By what masts that are derated stand more, and from when on, by column."""
    column_of = {asset: column for column, asset in enumerate(frail.assets)}
    found = {
        column_of.get(f"{site}/mast", NO_CURVE): _factors(each)
        for site, each in footing.derated.items()
    }
    found.pop(NO_CURVE, None)
    return found


class _Standing(NamedTuple):
    """A window before rows have numbers."""

    row: Row
    start_h: Fraction
    end_h: Fraction | float
    thresholds: tuple[int, ...]
    by: str
    value: float


def _gust_windows(frail: Frailty, footing: Footing) -> Iterator[_Standing]:
    column_of = {asset: column for column, asset in enumerate(frail.assets)}
    for asset, prints in sorted(footing.gust_footprints.items()):
        column = column_of[asset]
        if not frail.known[column]:
            continue
        site, _, part = asset.partition("/")
        steps = _factors(footing.derated.get(site, ()) if part == "mast" else ())
        curve = frail.curves.rows(np.array([column], dtype=np.intp))
        for print_ in prints:
            for number, (edge_h, factor) in enumerate(steps):
                until_h = steps[number + 1][0] if number + 1 < len(steps) else INF
                start_h, end_h = max(print_.start_h, edge_h), min(print_.end_h, until_h)
                felt = np.array([print_.value / factor])
                limits = gust_thresholds(felt, curve, frail.factors)[0]
                if start_h < min(end_h, footing.horizon_h) and limits.any():
                    yield _Standing(
                        (asset, "gust"),
                        start_h,
                        end_h,
                        tuple(limits.tolist()),
                        print_.id,
                        print_.value,
                    )


def _standing_windows(frail: Frailty, footing: Footing) -> Iterator[_Standing]:
    """Water over the floor, and ground that moves: no strength of the storm changes them."""
    for asset, prints in sorted(footing.flood_footprints.items()):
        floor = frail.floors.get(asset)  # None: a generator that never came
        floor_m = None if floor is None else floor.floor_height_m
        for print_ in prints if floor_m is not None else ():
            over_m = print_.value - (floor_m or 0.0)
            limit = CERTAIN if over_m > ANY_WATER else 0
            if frail.depths is not None:
                limit = depth_threshold(over_m, frail.depths)
            yield from _standing((asset, "flood"), print_, limit, footing)
    for asset, prints in sorted(footing.ground_footprints.items()):
        for print_ in prints:
            limit = CERTAIN if print_.value > 0 else 0
            yield from _standing((asset, "ground"), print_, limit, footing)


def _standing(row: Row, print_: InFootprint, limit: int, footing: Footing) -> Iterator[_Standing]:
    start_h = max(print_.start_h, footing.since_h.get(row[0], ZERO))
    if limit and start_h < min(print_.end_h, footing.horizon_h):
        yield _Standing(row, start_h, print_.end_h, (limit,) * STRATA, print_.id, print_.value)


def _unknown(
    frail: Frailty, times_h: Sequence[Fraction], field: Floats, footing: Footing
) -> Iterator[Never]:
    """Where the pessimistic side has nothing to go by: lost at the first positive intensity."""
    for column in np.flatnonzero(~frail.known).tolist():
        asset = frail.assets[column]
        onset_h = first_exceeding(times_h, field[:, column], ZERO) if len(times_h) else None
        worst = float(field[:, column].max(initial=0.0))
        yield from _first(asset, "gust", frail.data[column], onset_h, worst, footing)
    for asset, prints in sorted(footing.flood_footprints.items()):
        feeler = frail.floors.get(asset)
        if feeler is not None and feeler.floor_height_m is None and prints:
            yield from _first(asset, "flood", feeler.datum, None, 0.0, footing)


def _first(
    asset: str, quantity: str, datum: str, onset_h: Fraction | None, worst: float, footing: Footing
) -> Iterator[Never]:
    prints = footing.gust_footprints if quantity == "gust" else footing.flood_footprints
    since_h = footing.since_h.get(asset, ZERO)
    onsets = [] if onset_h is None else [onset_h]
    for print_ in prints.get(asset, ()):
        worst = max(worst, print_.value)
        begun = first_exceeding_steady(
            print_.value, print_.start_h, print_.end_h, ((ZERO, ZERO),), since_h
        )
        onsets += [] if begun is None else [begun]
    if onsets and min(onsets) < footing.horizon_h:
        yield Never(asset, quantity, min(onsets), datum, worst)  # type: ignore[arg-type]
