"""What happens in a scenario, resolved to assets and hours: removals, footprints, winds, actions, power cuts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO, Hour
from planner.hazard.assets import assets
from planner.hazard.removal import parts_of, select
from planner.scenario.reaching import unreached
from planner.scenario.sampling import drawn_of
from planner.scenario.wind_cuts import wind_cut
from planner.simulation.capacity import ClassGust
from planner.simulation.damage import Failure
from planner.simulation.ordeal import Derating, Ordeal, SentGenerator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.hazard.assets import Asset
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.records import Action, MobileGenerator


def classes_of(loaded: LoadedScenario) -> tuple[ClassGust, ...]:
    """The class defaults that the scenario names."""
    if loaded.defaults is None:
        return ()
    return tuple(
        ClassGust(
            each.kind, each.mounting, each.structure, each.voltage_at_least_kv, each.design_wind
        )
        for each in loaded.defaults.classes
    )


def asks_for_assets(loaded: LoadedScenario) -> bool:
    """Whether something in the scenario selects assets by what they are or where they lie."""
    storm = loaded.storm
    return (
        loaded.sample is not None
        or any(action.do == "power-cut" for action in loaded.scenario.actions)
        or (storm is not None and bool(storm.removals or storm.footprints))
    )


def known_assets(loaded: LoadedScenario) -> Mapping[str, Asset]:
    """Every asset of the province, and the generators that the scenario's actions send out."""
    sent = [f"{a.to}/gen/{a.id}" for a in loaded.scenario.actions if a.do == "mobile-generator"]
    return assets(loaded.province, sent)


def ordeal_of(loaded: LoadedScenario, known: Mapping[str, Asset], felt: Weather) -> Ordeal:
    """Everything that happens, resolved to assets and hours; what began before 0 counts from 0."""
    scenario, storm = loaded.scenario, loaded.storm
    derated: dict[str, list[Derating]] = {}
    refuels: dict[str, list[tuple[Fraction, Fraction | None]]] = {}
    repairs: dict[str, set[Fraction]] = {}
    sent: list[SentGenerator] = []
    missed = tuple(unreached(_brought(scenario.actions), felt.cut_off))
    lost = {(each.kind, each.asset, each.at_h) for each in missed}
    for action in scenario.actions:
        at_h = max(action.at_h, ZERO)
        if action.do == "derate":
            lightened = Derating(at_h, _end(action.until_h), Fraction(action.strength))
            derated.setdefault(action.site, []).append(lightened)
        elif action.do == "refuel" and ("refuel", action.generator, at_h) not in lost:
            refuels.setdefault(action.generator, []).append((at_h, action.litres))
        elif action.do == "repair":
            for asset in parts_of(action.asset, loaded.province):
                repairs.setdefault(asset, set()).add(at_h)
        elif action.do == "mobile-generator" and (
            ("mobile-generator", f"{action.to}/gen/{action.id}", at_h) not in lost
        ):
            sent.append(_sent(action))
    ordeal = Ordeal(
        horizon_h=scenario.horizon_h,
        given=_given(loaded, known, felt),
        gusts=felt.gusts,
        gust_footprints=felt.gust_footprints,
        flood_footprints=felt.flood_footprints,
        ground_footprints=felt.ground_footprints,
        storm_id=storm.id if storm is not None else "",
        classes=classes_of(loaded),
        derated=_clean(derated),
        repairs={asset: tuple(sorted(hours)) for asset, hours in sorted(repairs.items())},
        refuels={
            asset: tuple(sorted(each, key=lambda r: r[0]))
            for asset, each in sorted(refuels.items())
        },
        sent=tuple(sorted(sent, key=lambda each: (each.start_h, each.asset))),
        unreached=missed,
        fuel_share=scenario.fuel_at_start.share,
    )
    return replace(ordeal, drawn=drawn_of(loaded, known, ordeal))


def _brought(actions: Iterable[Action]) -> Iterator[tuple[str, str, Fraction]]:
    """What is brought to a place: (kind, generator, hour)."""
    for action in actions:
        if action.do == "refuel":
            yield "refuel", action.generator, max(action.at_h, ZERO)
        elif action.do == "mobile-generator":
            yield "mobile-generator", f"{action.to}/gen/{action.id}", max(action.at_h, ZERO)


def _end(until_h: Fraction | None) -> Hour:
    return INF if until_h is None else until_h


def _given(
    loaded: LoadedScenario, known: Mapping[str, Asset], felt: Weather
) -> dict[str, tuple[Failure, ...]]:
    """Removals of the storm and planned power cuts, by asset."""
    given: dict[str, list[Failure]] = {}
    storm, province = loaded.storm, loaded.province
    for removal in storm.removals if storm is not None else ():
        by = storm.id if storm is not None else ""
        lost = Failure(max(removal.at_h, ZERO), _end(removal.until_h), "removal", by)
        for asset in select(removal.select, province, known=known):
            given.setdefault(asset, []).append(lost)
    for action in loaded.scenario.actions:
        if action.do == "power-cut" and action.by_wind:
            for asset, off in wind_cut(action, province, known, felt):
                given.setdefault(asset, []).append(off)
        elif action.do == "power-cut":
            start_h, end_h = max(action.at_h, ZERO), _end(action.until_h)
            cut = Failure(start_h, end_h, "power-cut", "planned-cut")
            for asset in select(action.select, province, known=known):
                given.setdefault(asset, []).append(cut)
    return {asset: tuple(causes) for asset, causes in sorted(given.items())}


def _sent(action: MobileGenerator) -> SentGenerator:
    fuel_l = action.tank_l if action.fuel_l is None else min(action.fuel_l, action.tank_l)
    return SentGenerator(
        action.to,
        action.id,
        max(action.at_h, ZERO),
        _end(action.until_h),
        action.tank_l,
        action.burn_l_per_h,
        fuel_l,
        action.operator,
        action.maintenance,
    )


def _clean(derated: Mapping[str, list[Derating]]) -> dict[str, tuple[Derating, ...]]:
    """Deratings within time, in order."""
    return {
        site: tuple(
            sorted((d for d in each if d.start_h < d.end_h), key=lambda d: (d.start_h, d.end_h))
        )
        for site, each in sorted(derated.items())
    }
