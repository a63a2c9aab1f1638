"""Weak points as plain values: sets on both sides of what was not surveyed, with names and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.network.sides import SIDES
from planner.plan.answers import places_view, requirement_view, set_aside_view, text_view
from planner.plan.filters import both
from planner.plan.units import project_path
from planner.plan.weak_points import name_of, out_of_room_words
from planner.plan.wording import place_of

if TYPE_CHECKING:
    from planner.decisions.weak_points.finding import SideWeakness, UnitWeakness, WeakPoints
    from planner.scenario.reading import LoadedScenario

View = dict[str, Any]


def lone_view(unit: UnitWeakness) -> View:
    """What breaks a unit alone, as JSON values."""
    return {
        side: {"holds_at_rest": unit.sides[side].holds, "alone": list(unit.sides[side].singles)}
        for side in SIDES
    }


def weakness_view(loaded: LoadedScenario, found: WeakPoints) -> View:
    """Everything that was found, as JSON values; sets on both sides, with names and places."""
    province = loaded.province
    return {
        "scenario": {
            "id": loaded.scenario.id,
            "name": text_view(both(loaded.scenario.name)),
            "path": project_path(loaded.path, province.folder),
            "horizon_h": exact_text(loaded.scenario.horizon_h),
            "fuel_at_start": exact_text(loaded.scenario.fuel_at_start.share),
        },
        "province": {
            "code": province.header.code,
            "name": text_view(both(province.header.name)),
        },
        "requirements": [requirement_view(each) for each in loaded.requirements],
        "set_aside": set_aside_view(province),
        "tried_alone": found.tried,
        "largest": found.largest,
        "units": [_unit_view(unit) for unit in found.units],
        "assets": {
            asset: {
                "name": text_view(name_of(asset, province)),
                "places": places_view(place_of(asset, province), province),
            }
            for asset in sorted(_named(found))
        },
    }


def _named(found: WeakPoints) -> set[str]:
    return {
        asset
        for unit in found.units
        for side in unit.sides.values()
        for asset in (*(each for cut in side.sets for each in cut), *side.importance)
    }


def _unit_view(unit: UnitWeakness) -> View:
    missing = out_of_room_words(unit)
    return {
        "requirement": unit.requirement.id,
        "unit": unit.unit,
        "name": text_view(unit.unit_name),
        "hardened": list(unit.hardened),
        "out_of_room": None if missing is None else text_view(missing),
        **{side: _side_view(unit.sides[side]) for side in SIDES},
    }


def _side_view(side: SideWeakness) -> View:
    return {
        "holds_at_rest": side.holds,
        "cut_sets": [list(each) for each in side.sets],
        "count_by_size": None if side.counts is None else list(side.counts),
        "relevant_assets": side.relevant,
        "probability": side.probability,
        "importance": {
            asset: {"if_safe": safe, "if_lost": lost}
            for asset, (safe, lost) in sorted(side.importance.items())
        },
    }
