"""What the storm does at each asset: the gusts that matter, the footprints that touch, the peaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.intervals import INF, ZERO
from planner.hazard.exposure import asset_gust_chunks
from planner.hazard.footprints import inside
from planner.simulation.capacity import gust_capacity, water_feelers, wind_feelers
from planner.simulation.damage import GustSeries
from planner.simulation.ordeal import InFootprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.text import Text
    from planner.hazard.assets import Asset
    from planner.hazard.records import Footprint, Storm
    from planner.inventory.province import Province
    from planner.scenario.records import Scenario
    from planner.simulation.capacity import ClassGust

GivenGusts = dict[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]
"""Gust series by asset, exact hours and m/s, that take the place of a track's wind."""


@dataclass(frozen=True)
class Weather:
    """What the storm does at the assets."""

    gusts: Mapping[str, GustSeries] = field(default_factory=dict)
    gust_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    flood_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    peak_gust_mps: Mapping[str, float] = field(default_factory=dict)
    classes_used: Mapping[int, int] = field(default_factory=dict)
    """How many assets rest on each class default."""
    assumptions: tuple[Text, ...] = ()


def weather(
    scenario: Scenario,
    storm: Storm | None,
    province: Province,
    known: Mapping[str, Asset],
    classes: Sequence[ClassGust],
    given: Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]] | None,
) -> Weather:
    """Gusts and water at every asset that feels them.

    Series are kept only where the gust exceeds what the asset stands, or where nobody knows what it stands; peaks are
    kept for all. `given` series replace the track's wind.
    """
    if storm is None and given is None:
        return Weather()
    feelers = {feeler.asset: feeler for feeler in wind_feelers(province)}
    capacities = {asset: gust_capacity(feeler, classes) for asset, feeler in feelers.items()}
    gusts: dict[str, GustSeries] = {}
    peaks: dict[str, float] = {}
    assumptions: tuple[Text, ...] = ()
    if given is not None:
        for asset in sorted(feelers.keys() & given.keys()):
            times_h, values = given[asset]
            gusts[asset] = GustSeries(times_h, np.array(values, dtype=np.float64))
            peaks[asset] = max(values, default=0.0)
    elif storm is not None and storm.track is not None:
        names = list(feelers)
        places = [(known[name].geometry, feelers[name].exposure) for name in names]
        chunks = asset_gust_chunks(
            storm.track, storm.wind, places, scenario.start, scenario.horizon_h
        )
        for chunk, series in chunks:
            assumptions = series.assumptions
            largest = series.gust_mps.max(axis=0) if series.gust_mps.size else np.zeros(0)
            for column, name in enumerate(names[chunk]):
                peaks[name] = float(largest[column])
                capacity = capacities[name].value
                if largest[column] > 0 and (capacity is None or Fraction(peaks[name]) > capacity):
                    gusts[name] = _part_above(series.times_h, series.gust_mps[:, column], capacity)
    gust_footprints, flood_footprints = _footprints(
        storm, scenario, province, known, sorted(feelers)
    )
    for asset, touching in gust_footprints.items():
        peaks[asset] = max(peaks.get(asset, 0.0), *(footprint.value for footprint in touching))
    used: dict[int, int] = {}
    for asset in gusts.keys() | gust_footprints.keys():
        number = capacities[asset].assumed
        if number is not None:
            used[number] = used.get(number, 0) + 1
    return Weather(gusts, gust_footprints, flood_footprints, peaks, used, assumptions)


def _part_above(
    times_h: tuple[Fraction, ...], gust_mps: NDArray[np.float64], capacity: Fraction | None
) -> GustSeries:
    """The stretch of a series that can matter: from the step before it first exceeds the capacity to the one after.

    What is cut off never exceeds what the asset stands, nor more than that where it is derated or strengthened.
    """
    # One unit in the last place below the capacity, so that rounding never cuts off what exceeds.
    floor = -1.0 if capacity is None else float(np.nextafter(float(capacity), -1.0))
    above = np.flatnonzero(gust_mps > floor)
    first, last = max(int(above[0]) - 1, 0), min(int(above[-1]) + 2, len(times_h))
    return GustSeries(times_h[first:last], gust_mps[first:last].copy())


def with_footprints_of(
    felt: Weather,
    scenario: Scenario,
    storm: Storm | None,
    province: Province,
    known: Mapping[str, Asset],
) -> Weather:
    """The same wind over a province that was changed: footprints are laid over its assets anew."""
    if storm is None or not storm.footprints:
        return felt
    feelers = sorted(feeler.asset for feeler in wind_feelers(province))
    gusts, floods = _footprints(storm, scenario, province, known, feelers)
    return replace(felt, gust_footprints=gusts, flood_footprints=floods)


def _footprints(
    storm: Storm | None,
    scenario: Scenario,
    province: Province,
    known: Mapping[str, Asset],
    in_wind: Sequence[str],
) -> tuple[dict[str, tuple[InFootprint, ...]], dict[str, tuple[InFootprint, ...]]]:
    if storm is None or not storm.footprints:
        return {}, {}
    sent = [
        (action.to, action.id) for action in scenario.actions if action.do == "mobile-generator"
    ]
    in_water = sorted(feeler.asset for feeler in water_feelers(province, sent))
    gusts: dict[str, list[InFootprint]] = {}
    floods: dict[str, list[InFootprint]] = {}
    for footprint in storm.footprints:
        names, found = (in_wind, gusts) if footprint.quantity == "gust_mps" else (in_water, floods)
        touching = inside(footprint, [known[name].geometry for name in names])
        made = _in_footprint(footprint)
        for name, touches in zip(names, touching.tolist(), strict=True):
            if touches:
                found.setdefault(name, []).append(made)
    return {k: tuple(v) for k, v in gusts.items()}, {k: tuple(v) for k, v in floods.items()}


def _in_footprint(footprint: Footprint) -> InFootprint:
    end = INF if footprint.until_h is None else footprint.until_h
    return InFootprint(footprint.id, max(footprint.from_h, ZERO), end, footprint.value)
