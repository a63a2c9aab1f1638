"""Footprints laid over the province: what each asset feels, and which places nobody can reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO
from planner.hazard.footprints import WATER, inside, moves_with_the_ground
from planner.simulation.capacity import water_feelers, wind_feelers
from planner.simulation.ordeal import InFootprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.hazard.assets import Asset
    from planner.hazard.records import Footprint, Storm
    from planner.inventory.province import Province
    from planner.scenario.records import Scenario

Prints = dict[str, tuple[InFootprint, ...]]
"""What touches each asset, by its id."""


@dataclass(frozen=True)
class Laid:
    """What the footprints of a storm do; no wind model changes it."""

    gusts: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    floods: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    ground: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    cut_off: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    """Sites and fiber nodes that no fuel and no generator can reach while these hold."""


def laid(
    scenario: Scenario, storm: Storm | None, province: Province, known: Mapping[str, Asset]
) -> Laid:
    """The storm's footprints over the province's assets, in the order of the storm."""
    if storm is None or not storm.footprints:
        return Laid()
    sent = [
        (action.to, action.id) for action in scenario.actions if action.do == "mobile-generator"
    ]
    in_wind = sorted(feeler.asset for feeler in wind_feelers(province))
    in_water = sorted(feeler.asset for feeler in water_feelers(province, sent))
    on_ground = [asset.id for asset in known.values() if moves_with_the_ground(asset)]
    places = {
        id_: f"{id_}/mast" if id_ in province.sites else id_
        for id_ in (*province.sites, *province.fiber_nodes)
    }
    made: tuple[dict[str, list[InFootprint]], ...] = ({}, {}, {}, {})
    gusts, floods, ground, cut_off = made
    for footprint in storm.footprints:
        steps = in_steps(footprint)
        if footprint.quantity == "gust_mps":
            _lay(footprint, steps, {name: name for name in in_wind}, known, gusts)
        elif footprint.quantity in WATER:
            _lay(footprint, steps, {name: name for name in in_water}, known, floods)
        else:
            _lay(footprint, steps, {name: name for name in on_ground}, known, ground)
        closed = [step for step in steps if closes(footprint, step.value, scenario)]
        _lay(footprint, closed, places, known, cut_off)
    return Laid(*({name: tuple(each) for name, each in found.items()} for found in made))


def in_steps(footprint: Footprint) -> list[InFootprint]:
    """The footprint's intensity as stretches of time; each value holds until the next begins."""
    end_h = INF if footprint.until_h is None else footprint.until_h
    starts = [(step.at_h, step.value) for step in footprint.series]
    if footprint.value is not None:
        starts = [(footprint.from_h, footprint.value)]
    ends = [*(at_h for at_h, _ in starts[1:]), end_h]
    return [
        InFootprint(footprint.id, max(start_h, ZERO), end, value)
        for (start_h, value), end in zip(starts, ends, strict=True)
        if value > 0
    ]


def closes(footprint: Footprint, value: float, scenario: Scenario) -> bool:
    """Whether nobody gets through: as the storm says, else by the depth that lorries can ford."""
    if footprint.cuts_off is not None:
        return footprint.cuts_off
    if footprint.quantity == "gust_mps":
        return False
    return footprint.quantity == "landslide_m" or value > scenario.fording_depth_m


def _lay(
    footprint: Footprint,
    steps: Sequence[InFootprint],
    names: Mapping[str, str],
    known: Mapping[str, Asset],
    found: dict[str, list[InFootprint]],
) -> None:
    """Note the footprint for each of `names` (key: whom it concerns, value: the asset that stands there)."""
    if not steps:
        return
    there = [name for name, asset in names.items() if asset in known]
    touching = inside(footprint, [known[names[name]].geometry for name in there])
    for name, touches in zip(there, touching.tolist(), strict=True):
        if touches:
            found.setdefault(name, []).extend(steps)
