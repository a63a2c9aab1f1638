"""Planned power cuts that follow the wind: at which gust each asset is switched off, and when that is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.hazard.removal import select
from planner.hazard.wind_cuts import above, cuts
from planner.simulation.capacity import wind_feelers
from planner.simulation.damage import Failure
from planner.simulation.local_wind import gust_of_force_mps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.hazard.assets import Asset
    from planner.inventory.base import Exposure
    from planner.inventory.province import Province
    from planner.scenario.exposing import Weather
    from planner.scenario.records import PowerCut, Scenario


def level_mps(cut: PowerCut, exposure: Exposure) -> float | None:
    """The 3-second gust above which the asset is switched off; None: the cut does not ask for wind.

    A force counts from the lower end of its class, a 2-minute mean in the asset's exposure.
    """
    if cut.when_force is not None:
        return gust_of_force_mps(cut.when_force, exposure)
    return cut.when_gust_mps


def asked_levels_mps(
    scenario: Scenario, province: Province, known: Mapping[str, Asset]
) -> dict[str, float]:
    """The lowest gust at which some cut asks for each asset: its wind must be known from there on."""
    asked: dict[str, float] = {}
    exposures = {feeler.asset: feeler.exposure for feeler in wind_feelers(province)}
    for action in scenario.actions:
        if action.do == "power-cut" and action.by_wind:
            for asset in select(action.select, province, known=known):
                if asset in exposures:
                    level = level_mps(action, exposures[asset]) or 0.0
                    asked[asset] = min(asked.get(asset, level), level)
    return asked


def wind_cut(
    cut: PowerCut, province: Province, known: Mapping[str, Asset], felt: Weather
) -> Iterator[tuple[str, Failure]]:
    """When the cut switches off each asset, by the asset's own wind: for a line, the largest along it."""
    exposures = {feeler.asset: feeler.exposure for feeler in wind_feelers(province)}
    for asset in select(cut.select, province, known=known):
        if asset not in exposures:
            continue
        level = Fraction(level_mps(cut, exposures[asset]) or 0.0)
        windy = [
            (print_.start_h, print_.end_h)
            for print_ in felt.gust_footprints.get(asset, ())
            if print_.value > level and print_.start_h < print_.end_h
        ]
        series = felt.gusts.get(asset)
        if series is not None:
            windy += above(series.times_h, series.gust_mps, level)
        off = cuts(windy, from_h=cut.at_h, until_h=cut.until_h, back_after_h=cut.back_after_h)
        for start_h, end_h in off:
            yield asset, Failure(start_h, end_h, "power-cut", "planned-cut")
