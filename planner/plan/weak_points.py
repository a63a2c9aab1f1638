"""Weak points in words: names, places in the files, both sides of what was not surveyed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.decisions.weak_points.finding import weak_points
from planner.foundation.text import LANGUAGES, Text
from planner.network.sides import SIDES
from planner.plan.filters import both, number
from planner.plan.names import asset_name
from planner.plan.sheets import WeakSheet
from planner.plan.wording import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planner.decisions.weak_points.finding import SideWeakness, UnitWeakness
    from planner.decisions.weak_points.trying import CutSet
    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.policy.requirements import Requirement
    from planner.scenario.reading import LoadedScenario

MOST_NAMED = 4
"""Assets that break a unit alone and are named in a line; `planner weak-points` has all."""


@dataclass(frozen=True, slots=True)
class WeakRow:
    """One cut set in words. `certain`: it breaks the requirement whatever a survey finds."""

    assets: CutSet
    names: Text
    places: tuple[Place, ...]
    certain: bool


def lone_losses(
    loaded: LoadedScenario, only: Callable[[Requirement, str], bool] | None = None
) -> dict[tuple[str, str], UnitWeakness]:
    """For each requirement and unit what its loss alone breaks it, of the province as it stands."""
    scenario = loaded.scenario
    found = weak_points(
        loaded.province,
        loaded.requirements,
        scenario.horizon_h,
        scenario.fuel_at_start.share,
        largest=1,
        only=only,
    )
    return {(unit.requirement.id, unit.unit): unit for unit in found.units}


def lone_words(unit: UnitWeakness, province: Province) -> Text | None:
    """Whether one loss is enough, and which; None where the unit falls short with nothing lost at all."""
    if not deciding(unit).holds:
        return None
    rows = [row for row in rows_of(unit, province) if len(row.assets) == 1]
    sure, perhaps = ([row.names for row in rows if row.certain is known] for known in (True, False))
    told = [_first_of(sure)] if sure else []
    if perhaps:
        worst = _SIDE_WORDS["pessimistic"]
        some = _first_of(perhaps)
        if sure:
            some = Text(f"thêm {len(perhaps)} thứ", f"{len(perhaps)} more")
        told.append(Text(f"{some.vi} {worst.vi}", f"{some.en} {worst.en}"))
    words = _listed(told, Text("; ", "; "))
    words = (
        Text(f"mất một thứ là thiếu: {words.vi}", f"one loss is enough: {words.en}")
        if rows
        else Text("mất riêng một thứ thì chưa thiếu", "no one loss alone is enough")
    )
    if unit.sides["pessimistic"].holds:
        return words
    best = _EVEN_AT_BEST if rows else _SIDE_WORDS["optimistic"]
    return Text(f"{best.vi}, {words.vi}", f"{best.en}, {words.en}")


def _first_of(names: Sequence[Text]) -> Text:
    """The first few by name, and how many are left."""
    words, left = _listed(names[:MOST_NAMED], Text(", ", ", ")), len(names) - MOST_NAMED
    return (
        words if left <= 0 else Text(f"{words.vi} và {left} thứ nữa", f"{words.en} and {left} more")
    )


def weak_sheets(
    loaded: LoadedScenario, found: Mapping[tuple[str, str], UnitWeakness]
) -> tuple[WeakSheet, ...]:
    """How many units of each requirement one loss breaks, and the assets that break several."""
    return tuple(
        _weak_sheet(
            both(each.name), [unit for (id_, _), unit in found.items() if id_ == each.id], loaded
        )
        for each in loaded.requirements
    )


def _weak_sheet(name: Text, units: Sequence[UnitWeakness], loaded: LoadedScenario) -> WeakSheet:
    holding = [deciding(unit) for unit in units if deciding(unit).holds]
    often = Counter(asset for side in holding for asset in side.singles)
    ranked = sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
    return WeakSheet(
        name,
        sum(bool(side.singles) for side in holding),
        len(holding),
        tuple((name_of(a, loaded.province), n) for a, n in ranked[:MOST_NAMED] if n > 1),
    )


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


_AND = Text(" và ", " and ")


def _listed(names: Sequence[Text], between: Text = _AND) -> Text:
    vi, en = (between.in_(of).join(name.in_(of) for name in names) for of in LANGUAGES)
    return Text(vi, en)


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
        Text("không đủ chỗ", "no room")
        if side.probability is None
        else chance_words(side.probability)
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

_EVEN_AT_BEST = Text("dù khảo sát ra tốt", "even if the survey finds the best")
