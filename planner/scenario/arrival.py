"""When the storm comes: the hour at which the wind in the middle of each district first reaches a force."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS
from planner.hazard.exposure import Exposed, asset_gusts
from planner.policy.duties.serving import StormClock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from planner.hazard.records import ProfileName, Storm
    from planner.inventory.base import Exposure
    from planner.inventory.province import Province
    from planner.scenario.reading import LoadedScenario

LEAD_H = 96
"""The wind is looked at from this long before the scenario's hour 0: a storm may have come by then."""


def storm_clock(
    loaded: LoadedScenario, model: ProfileName | None, factor: float = 1.0
) -> StormClock:
    """What deadlines are counted from, under one wind model; the wind is worked out when somebody asks.

    `factor` multiplies every gust: a sample's storm as a whole is stronger or weaker than the one that is told.
    """

    @cache
    def arrival_h(force: int) -> Fraction | None:
        return storm_arrival_h(loaded, force, model, factor)

    return StormClock(loaded.scenario.start, not loaded.no_day, arrival_h)


def storm_arrival_h(
    loaded: LoadedScenario, force: int, model: ProfileName | None = None, factor: float = 1.0
) -> Fraction | None:
    """The first hour, negative before hour 0, at which some district has wind of this force.

    Where the storm is only a list of what is lost, its first loss. None: no such wind comes, and nothing is lost.
    """
    found = set(arrivals_h(loaded, force, model, factor).values())
    storm = loaded.storm
    if not found and storm is not None and storm.track is None:
        found |= {each.at_h for each in storm.removals}
    return min(found, default=None)


def arrivals_h(
    loaded: LoadedScenario, force: int, model: ProfileName | None = None, factor: float = 1.0
) -> dict[str, Fraction]:
    """The first hour at which each district has wind of this force; a district without it is never so windy.

    A force counts from the lower end of its class, a 2-minute mean turned into a gust by the district's exposure. Taken
    from the track's wind at the middle of the district's sites; without a track, from the first footprint of such wind,
    wherever it lies.
    """
    storm, province = loaded.storm, loaded.province
    if storm is None:
        return {}
    middles = middles_of(province)
    if not middles:
        return {}
    if storm.track is None:
        first = _first_footprint_h(storm, _limit_mps(force, province.header.exposure) / factor)
        return {} if first is None else dict.fromkeys(middles, first)
    return _of_track(loaded, storm, middles, (force, factor), model)


def _of_track(
    loaded: LoadedScenario,
    storm: Storm,
    middles: Mapping[str, tuple[float, float]],
    asked: tuple[int, float],
    model: ProfileName | None,
) -> dict[str, Fraction]:
    if storm.track is None:
        return {}
    force, factor = asked
    scenario, exposures = loaded.scenario, [loaded.province.exposure_of(each) for each in middles]
    places = [
        Exposed((point,), exposure)
        for point, exposure in zip(middles.values(), exposures, strict=True)
    ]
    before = scenario.start - timedelta(hours=LEAD_H)
    horizon_h = scenario.horizon_h + LEAD_H
    series = asset_gusts(storm.track, storm.wind, places, before, horizon_h, model=model)
    found: dict[str, Fraction] = {}
    for column, (district, exposure) in enumerate(zip(middles, exposures, strict=True)):
        windy = (series.gust_mps[:, column] * factor >= _limit_mps(force, exposure)).nonzero()[0]
        if len(windy):
            found[district] = series.times_h[int(windy[0])] - LEAD_H
    return found


def _limit_mps(force: int, exposure: Exposure) -> float:
    return FORCE_BOUNDS_MPS[force][0] * GUST_FACTORS[2][exposure]


def _first_footprint_h(storm: Storm, limit_mps: float) -> Fraction | None:
    windy: list[Fraction] = []
    for each in storm.footprints:
        if each.quantity == "gust_mps":
            told = [(level.at_h, level.value) for level in each.series]
            told = told or [(each.from_h, each.value or 0.0)]
            windy += [t_h for t_h, value in told if value >= limit_mps][:1]
    return min(windy, default=None)


def middles_of(province: Province) -> dict[str, tuple[float, float]]:
    """The middle of each district's sites, (lon, lat) in degrees, sorted by district."""
    found: dict[str, list[tuple[float, float]]] = {}
    for site in province.sites.values():
        if site.lon is not None and site.lat is not None:
            found.setdefault(site.district, []).append((site.lon, site.lat))
    return {
        district: (
            sum(lon for lon, _ in points) / len(points),
            sum(lat for _, lat in points) / len(points),
        )
        for district, points in sorted(found.items())
    }
