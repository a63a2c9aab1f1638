"""What the storm does at each asset: the gusts that matter, the footprints that touch, the peaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.hazard.exposure import Exposed, sampled
from planner.hazard.land import land_of
from planner.hazard.tiles import gust_tiles
from planner.hazard.wind_field import field_at
from planner.scenario.laying import Laid, laid
from planner.scenario.wind_cuts import asked_levels_mps
from planner.simulation.capacity import gust_capacities, wind_feelers
from planner.simulation.damage import GustSeries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.text import Text
    from planner.hazard.assets import Asset, Geometry
    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName, Storm, Track
    from planner.inventory.province import Province
    from planner.scenario.records import Scenario
    from planner.simulation.capacity import Capacity, ClassGust, WindFeeler
    from planner.simulation.ordeal import InFootprint

GivenGusts = dict[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]
"""Gust series by asset, exact hours and m/s, that take the place of a track's wind."""


@dataclass(frozen=True)
class Weather:
    """What the storm does at the assets, under one wind model; None where no wind was computed."""

    model: ProfileName | None = None
    gusts: Mapping[str, GustSeries] = field(default_factory=dict)
    gust_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    flood_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    ground_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    cut_off: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    """Footprints that let no fuel and no generator through to a site or fiber node."""
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
    standing = gust_capacities(province, classes)
    on_the_ground = laid(scenario, storm, province, known)
    if given is not None:
        winds = [_given_wind(feelers, given)]
    elif storm is not None and storm.track is not None:
        places = [
            exposed(province, feeler, known[name].geometry, unknown=standing[name].value is None)
            for name, feeler in feelers.items()
        ]
        asked = asked_levels_mps(scenario, province, known)
        winds = _track_winds(
            scenario, storm, storm.track, province, places, standing, asked, whole=whole
        )
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


def _track_winds(
    scenario: Scenario,
    storm: Storm,
    track: Track,
    province: Province,
    places: Sequence[Exposed],
    standing: Mapping[str, Capacity],
    cut_at_mps: Mapping[str, float],
    *,
    whole: bool,
) -> list[Weather]:
    """The track's wind under each of the storm's models; the assets and the storm are prepared once.

    Of assets that are switched off by wind (`cut_at_mps`) the series is kept from that gust on.
    """
    land = land_of_province(province)
    assets = sampled(places, land)
    times_h, here, storm_field = field_at(
        track, storm.wind, scenario.start, scenario.horizon_h, land
    )
    names = list(standing)
    spans: dict[tuple[int, int], tuple[Fraction, ...]] = {}
    floor_mps = np.array(
        [
            min(_floor_mps(standing[name].value), _floor_mps(Fraction(cut_at_mps.get(name, 1e3))))
            for name in names
        ]
    )
    winds = []
    for model in storm.wind.models:
        gusts: dict[str, GustSeries] = {}
        peaks = dict.fromkeys(names, 0.0)
        asked = None if whole else floor_mps
        tiles = gust_tiles(storm_field, assets, model, asked) if storm_field.steps.at_h else ()
        if whole:
            gusts = {name: GustSeries(times_h, np.zeros(len(times_h))) for name in names}
        for numbers, during, values in tiles:
            gust_mps = np.zeros((len(times_h), numbers.size))
            gust_mps[here.start + during.start : here.start + during.stop] = values
            largest = gust_mps.max(axis=0)
            for column, number in enumerate(numbers.tolist()):
                name = names[number]
                peaks[name] = float(largest[column])
                if whole:
                    gusts[name] = GustSeries(times_h, gust_mps[:, column].copy())
                elif largest[column] > max(floor_mps[number], 0.0):
                    part = _part_above(
                        times_h, gust_mps[:, column], float(floor_mps[number]), spans
                    )
                    capacity = standing[name].value
                    if name in cut_at_mps or capacity is None or Fraction(peaks[name]) > capacity:
                        gusts[name] = part
        winds.append(
            Weather(model, gusts, peak_gust_mps=peaks, assumptions=storm_field.assumptions)
        )
    return winds


def land_of_province(province: Province) -> Land | None:
    """Land and sea as the districts' outlines tell them; None where there are none."""
    return land_of(ring for district in province.districts.values() for ring in district.outline)


def exposed(province: Province, feeler: WindFeeler, route: Geometry, *, unknown: bool) -> Exposed:
    """The asset in the wind; `unknown` where nobody knows what it stands, so that every step counts."""
    head = feeler.asset.partition("/")[0]
    records = (province.sites, province.segments, province.lines, province.power_nodes)
    own = (getattr(section[head], "exposure", None) for section in records if head in section)
    declared = any(each is not None for each in own)
    return Exposed(route, feeler.exposure, declared, unknown)


def _floor_mps(capacity: Fraction | None) -> float:
    """One unit in the last place below the capacity, so that rounding never cuts off what exceeds."""
    return -1.0 if capacity is None else float(np.nextafter(float(capacity), -1.0))


def _with_ground(
    wind: Weather,
    on_the_ground: Laid,
    standing: Mapping[str, Capacity],
    *,
    whole: bool,
) -> Weather:
    """The wind with the footprints, which no wind model changes, and how many assets rest on a class default."""
    peaks = dict(wind.peak_gust_mps)
    for asset, touching in on_the_ground.gusts.items():
        peaks[asset] = max(peaks.get(asset, 0.0), *(footprint.value for footprint in touching))
    used: dict[int, int] = {}
    # What is drawn rests on a class default only where its library has no curve for the class.
    for asset in () if whole else wind.gusts.keys() | on_the_ground.gusts.keys():
        number = standing[asset].assumed
        if number is not None:
            used[number] = used.get(number, 0) + 1
    return replace(
        with_laid(wind, on_the_ground),
        peak_gust_mps=peaks,
        classes_used=used,
    )


def _part_above(
    times_h: tuple[Fraction, ...],
    gust_mps: NDArray[np.float64],
    floor_mps: float,
    spans: dict[tuple[int, int], tuple[Fraction, ...]],
) -> GustSeries:
    """The stretch of a series that can matter: from the step before it first exceeds the floor to the one after.

    What is cut off never exceeds what the asset stands, nor more than that where it is derated or strengthened.
    `spans` keeps the times of each stretch once: most are those of many assets.
    """
    above = np.flatnonzero(gust_mps > floor_mps)
    first, last = max(int(above[0]) - 1, 0), min(int(above[-1]) + 2, len(times_h))
    times = spans.setdefault((first, last), times_h[first:last])
    return GustSeries(times, gust_mps[first:last].copy())


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
    return with_laid(felt, laid(scenario, storm, province, known))


def with_laid(wind: Weather, on_the_ground: Laid) -> Weather:
    """The wind with these footprints."""
    return replace(
        wind,
        gust_footprints=on_the_ground.gusts,
        flood_footprints=on_the_ground.floods,
        ground_footprints=on_the_ground.ground,
        cut_off=on_the_ground.cut_off,
    )


def largest_peaks(peaks: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The largest gust at each asset over several weathers."""
    if len(peaks) == 1:
        return peaks[0]
    largest = dict(peaks[0])
    for more in peaks[1:]:
        for asset, gust_mps in more.items():
            if gust_mps > largest.get(asset, 0.0):
                largest[asset] = gust_mps
    return largest
