"""Weak points in words and as plain values: names, places in the files, both sides of what was not surveyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.plan.answers import places_view, requirement_view, set_aside_view, text_view
from planner.plan.filters import both, number
from planner.plan.names import asset_name
from planner.plan.units import project_path
from planner.plan.wording import place_of

if TYPE_CHECKING:
    from planner.decisions.weak_points.finding import SideWeakness, UnitWeakness, WeakPoints
    from planner.decisions.weak_points.trying import CutSet
    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.scenario.reading import LoadedScenario

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WeakRow:
    """One cut set in words. `certain`: it breaks the requirement whatever a survey finds."""

    assets: CutSet
    names: Text
    places: tuple[Place, ...]
    certain: bool


def deciding(unit: UnitWeakness) -> SideWeakness:
    """The side that is shown first: the pessimistic one, unless nothing holds there even at rest."""
    worst = unit.sides["pessimistic"]
    return worst if worst.holds else unit.sides["optimistic"]


def rows_of(unit: UnitWeakness, province: Province) -> list[WeakRow]:
    """The cut sets of the side that is shown, smaller ones first, then those that are certain, then by id."""
    sure = unit.sides["optimistic"]
    known = [set(each) for each in sure.sets] if sure.holds else []
    rows = [
        WeakRow(
            each,
            _listed([name_of(asset, province) for asset in each]),
            tuple(dict.fromkeys(p for asset in each for p in place_of(asset, province))),
            not sure.holds or any(cut <= set(each) for cut in known),
        )
        for each in deciding(unit).sets
    ]
    return sorted(rows, key=lambda row: (len(row.assets), not row.certain, row.assets))


def name_of(asset: str, province: Province) -> Text:
    """What an officer calls an asset; a generator with the site or node where it stands."""
    name, (holder, _, part) = asset_name(asset, province), asset.partition("/")
    if part.startswith("gen/"):
        return Text(vi=f"{name.vi} {holder}", en=f"{name.en} at {holder}")
    return name


def _listed(names: list[Text]) -> Text:
    return Text(
        vi=" và ".join(name.vi for name in names), en=" and ".join(name.en for name in names)
    )


def at_rest(unit: UnitWeakness) -> str:
    """The mark of the requirement with nothing lost: holds, fails, cannot be judged."""
    if unit.sides["pessimistic"].holds:
        return "✓"
    return "?" if unit.sides["optimistic"].holds else "✗"


def hardened_words(unit: UnitWeakness) -> str:
    """Sites that count: `3`, or `1–4` where a survey would tell."""
    low, high = unit.hardened
    return f"{low}" if low == high else f"{low}–{high}"


def chance_words(value: float | None) -> Text:
    """A probability with three digits, never rounded down to nothing."""
    if value is None:
        return Text("–", "–")
    if 0 < value < 0.000_05:
        digits = f"{value:.1e}"
        return Text(digits.replace(".", ","), digits)
    return Text(f"{number(value * 100, 'vi', 2)} %", f"{number(value * 100, 'en', 2)} %")


def failing_words(unit: UnitWeakness) -> Text | None:
    """The exact probability of failing, both sides where they differ; None where none was asked for."""
    sides = [unit.sides[side] for side in ("optimistic", "pessimistic")]
    if all(side.probability is None and side.out_of_room is None for side in sides):
        return None
    told = [
        Text("không đủ chỗ", "no room") if side.probability is None else chance_words(side.probability)
        for side in sides
    ]
    shown = told[:1] if told[0] == told[1] else told
    return Text(" – ".join(each.vi for each in shown), " – ".join(each.en for each in shown))


def out_of_room_words(unit: UnitWeakness) -> Text | None:
    """Why a count or a probability is missing, with the side and how far it was tried; None where nothing is."""
    told = [
        Text(
            vi=f"{_SIDE_WORDS[side].vi}: sơ đồ quyết định của {number(weak.relevant, 'vi')} tài sản có liên quan cần "
            f"hơn {number(weak.out_of_room, 'vi')} nút với mọi thứ tự đã thử",
            en=f"{_SIDE_WORDS[side].en}: the decision diagram of {number(weak.relevant, 'en')} assets that matter "
            f"needs more than {number(weak.out_of_room, 'en')} nodes in every order that was tried",
        )
        for side in SIDES
        if (weak := unit.sides[side]).out_of_room is not None
    ]
    if not told:
        return None
    return Text("; ".join(each.vi for each in told), "; ".join(each.en for each in told))


_SIDE_WORDS = {
    "pessimistic": Text("nếu khảo sát ra xấu", "if the survey finds the worst"),
    "optimistic": Text("nếu khảo sát ra tốt", "if the survey finds the best"),
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
