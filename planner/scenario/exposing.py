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
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.text import Text
    from planner.foundation.units import Exposure
    from planner.hazard.assets import Asset, Geometry
    from planner.hazard.records import Footprint, ProfileName, Storm, Track, WindModel
    from planner.inventory.province import Province
    from planner.scenario.records import Scenario
    from planner.simulation.capacity import Capacity, ClassGust

GivenGusts = dict[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]
"""Gust series by asset, exact hours and m/s, that take the place of a track's wind."""


@dataclass(frozen=True)
class Weather:
    """What the storm does at the assets, under one wind model; None where no wind was computed."""

    model: str | None = None
    gusts: Mapping[str, GustSeries] = field(default_factory=dict)
    gust_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    flood_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    peak_gust_mps: Mapping[str, float] = field(default_factory=dict)
    classes_used: Mapping[int, int] = field(default_factory=dict)
    """How many assets rest on each class default."""
    assumptions: tuple[Text, ...] = ()


def weathers(
    scenario: Scenario,
    storm: Storm | None,
    province: Province,
    known: Mapping[str, Asset],
    classes: Sequence[ClassGust],
    given: Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]] | None,
    *,
    whole: bool = False,
) -> tuple[Weather, ...]:
    """Gusts and water at every asset that feels them: once for each wind model, or once where none is needed.

    Series are kept only where the gust exceeds what the asset stands, or where nobody knows what it stands; peaks are
    kept for all. `given` series replace the track's wind. `whole`: every series is kept, and whole, since what is
    drawn may fail in any wind.
    """
    if storm is None and given is None:
        return (Weather(),)
    feelers = {feeler.asset: feeler for feeler in wind_feelers(province)}
    standing = {asset: gust_capacity(feeler, classes) for asset, feeler in feelers.items()}
    on_the_ground = _footprints(storm, scenario, province, known, sorted(feelers))
    if given is not None:
        winds = [_given_wind(feelers, given)]
    elif storm is not None and storm.track is not None:
        places = [(known[name].geometry, feeler.exposure) for name, feeler in feelers.items()]
        winds = [
            _track_wind(scenario, storm.track, storm.wind, places, standing, model, whole=whole)
            for model in storm.wind.models
        ]
    else:
        winds = [Weather()]
    return tuple(_with_ground(wind, on_the_ground, standing, whole=whole) for wind in winds)


def _given_wind(
    feelers: Collection[str],
    given: Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]],
) -> Weather:
    """Series that somebody brought along, for the assets that feel wind."""
    felt = {asset: given[asset] for asset in sorted(given.keys() & set(feelers))}
    return Weather(
        gusts={
            asset: GustSeries(times_h, np.array(values, dtype=np.float64))
            for asset, (times_h, values) in felt.items()
        },
        peak_gust_mps={asset: max(values, default=0.0) for asset, (_, values) in felt.items()},
    )


def _track_wind(
    scenario: Scenario,
    track: Track,
    wind: WindModel,
    places: Sequence[tuple[Geometry, Exposure]],
    standing: Mapping[str, Capacity],
    model: ProfileName,
    *,
    whole: bool,
) -> Weather:
    """The track's wind under one model."""
    gusts: dict[str, GustSeries] = {}
    peaks: dict[str, float] = {}
    assumptions: tuple[Text, ...] = ()
    names = list(standing)
    chunks = asset_gust_chunks(
        track, wind, places, scenario.start, scenario.horizon_h, model=model
    )
    for chunk, series in chunks:
        assumptions = series.assumptions
        largest = series.gust_mps.max(axis=0) if series.gust_mps.size else np.zeros(0)
        for column, name in enumerate(names[chunk]):
            peaks[name] = float(largest[column])
            capacity = standing[name].value
            if whole:
                gusts[name] = GustSeries(series.times_h, series.gust_mps[:, column].copy())
            elif largest[column] > 0 and (capacity is None or Fraction(peaks[name]) > capacity):
                gusts[name] = _part_above(series.times_h, series.gust_mps[:, column], capacity)
    return Weather(model, gusts, peak_gust_mps=peaks, assumptions=assumptions)


def _with_ground(
    wind: Weather,
    on_the_ground: tuple[
        Mapping[str, tuple[InFootprint, ...]], Mapping[str, tuple[InFootprint, ...]]
    ],
    standing: Mapping[str, Capacity],
    *,
    whole: bool,
) -> Weather:
    """The wind with the footprints, which no wind model changes, and how many assets rest on a class default."""
    gust_footprints, flood_footprints = on_the_ground
    peaks = dict(wind.peak_gust_mps)
    for asset, touching in gust_footprints.items():
        peaks[asset] = max(peaks.get(asset, 0.0), *(footprint.value for footprint in touching))
    used: dict[int, int] = {}
    # What is drawn rests on a class default only where its library has no curve for the class.
    for asset in () if whole else wind.gusts.keys() | gust_footprints.keys():
        number = standing[asset].assumed
        if number is not None:
            used[number] = used.get(number, 0) + 1
    return replace(
        wind,
        gust_footprints=gust_footprints,
        flood_footprints=flood_footprints,
        peak_gust_mps=peaks,
        classes_used=used,
    )


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
