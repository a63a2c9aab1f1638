"""An ensemble's answer in words and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.text import LANGUAGES, Text
from planner.plan.answers import requirement_view, set_aside_view, text_view
from planner.plan.chances import range_words, share_words
from planner.plan.features import geometry_of
from planner.plan.filters import both, hours, number
from planner.plan.units import project_path
from planner.plan.weak_points import name_of
from planner.policy.chance import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.inventory.province import Province
    from planner.policy.chance import Difference, Share
    from planner.scenario.ensemble.answer import (
        Chances,
        EnsembleAnswer,
        Spread,
        UnitChance,
    )
    from planner.scenario.ensemble.asking import Landfall
    from planner.scenario.ensemble.effects import Effect
    from planner.scenario.ensemble.importance import AssetWeight

View = dict[str, Any]
CAUSE_WORDS = {
    "mast": Text("cột", "mast"),
    "equipment": Text("thiết bị", "equipment"),
    "derated": Text("hạ tải", "derated"),
    "power": Text("điện", "power"),
    "fuel": Text("hết dầu", "fuel"),
    "fiber": Text("cáp quang", "fiber"),
    "satellite": Text("vệ tinh", "satellite"),
}


def rare_words(share: Share) -> Text:
    """What a bound rests on: never in so many samples, so fewer than so many in the long run."""
    most = share.high * share.samples
    vi, en = number(share.samples, "vi", 0), number(share.samples, "en", 0)
    return Text(
        f"không lần nào trong {vi} mẫu: dưới {number(most, 'vi', 1)} trong {vi} ({CONFIDENCE * 100:.0f} %)",
        f"never in {en} samples: fewer than {number(most, 'en', 1)} in {en} ({CONFIDENCE * 100:.0f} %)",
    )


def models_words(unit: UnitChance) -> Text:
    """How far apart the wind models are on holding; empty with one model."""
    if len(unit.by_model) < 2:
        return Text("", "")
    return range_words(chances.holds for chances in unit.by_model.values())


def below_words(spread: Spread) -> Text:
    """Mean time below and the time that one sample in twenty exceeds."""
    most = spread.quantiles[-1]
    if not most and not spread.mean:
        return Text("–", "–")
    mean_vi, mean_en = number(spread.mean, "vi", 1), number(spread.mean, "en", 1)
    return Text(
        f"{mean_vi} h (95 %: tới {hours(most, 'vi')})",
        f"{mean_en} h (95 %: up to {hours(most, 'en')})",
    )


def landfall_words(unit: UnitChance, landfalls: Sequence[Landfall]) -> Text:
    """How probably a unit holds by force at the coast: from the worst landfall to the best."""
    by_force: dict[int, list[Share]] = {}
    for landfall, chances in zip(landfalls, unit.by_landfall, strict=True):
        by_force.setdefault(landfall.force, []).append(chances.holds)
    told = {force: range_words(shares) for force, shares in sorted(by_force.items())}
    vi, en = (
        ", ".join(f"{force}: {words.in_(language)}" for force, words in told.items())
        for language in LANGUAGES
    )
    return Text(
        f"  {unit.unit_name.vi}: đạt theo cấp lúc tới bờ, nơi đổ bộ xấu nhất–tốt nhất: {vi}",
        f"  {unit.unit_name.en}: holds by force at the coast, worst–best landfall: {en}",
    )


def cause_words(unit: UnitChance) -> Text:
    """The causes of stations being out when the unit first falls short, the most frequent first."""
    total = sum(unit.causes.values())
    if not total:
        return Text("–", "–")
    ranked = sorted(unit.causes.items(), key=lambda pair: -pair[1])
    shown = [(CAUSE_WORDS[name], count / total) for name, count in ranked if count >= total / 20]
    return Text(
        ", ".join(f"{name.vi} {number(share * 100, 'vi', 0)} %" for name, share in shown),
        ", ".join(f"{name.en} {number(share * 100, 'en', 0)} %" for name, share in shown),
    )


def effect_words(effect: Effect, unit: UnitChance, province: Province) -> Text:
    """What one asset is worth to a unit: how much more often it is short with it lost than with it safe."""
    name, (vi, en) = name_of(effect.asset, province), _points(effect.lost)
    return Text(
        f"  {unit.unit_name.vi}: mất {name.vi} thì xác suất dưới chuẩn tăng {vi} điểm % so với khi nó an toàn",
        f"  {unit.unit_name.en}: losing {name.en} adds {en} percentage points to falling short, against it being safe",
    )


def weight_words(weight: AssetWeight, unit: UnitChance, province: Province) -> Text:
    """How much an asset matters to a unit, in storms of the same strength."""
    name, (vi, en) = name_of(weight.asset, province), _points(weight.difference)
    failed = share_words(weight.failed)
    return Text(
        f"  {unit.unit_name.vi}: {name.vi} hỏng trong {failed.vi} số mẫu; khi nó hỏng, xác suất dưới chuẩn cao hơn "
        f"{vi} điểm % so với khi không, trong bão mạnh như nhau",
        f"  {unit.unit_name.en}: {name.en} fails in {failed.en} of samples; with it failed falling short is {en} "
        "percentage points more probable than without, in storms of the same strength",
    )


def _points(difference: Difference) -> tuple[str, str]:
    """A difference in percentage points with its interval, in Vietnamese and English."""
    vi, en = (
        f"{number(difference.value * 100, language, 1)} ({number(difference.low * 100, language, 1)}–"
        f"{number(difference.high * 100, language, 1)})"
        for language in ("vi", "en")
    )
    return vi, en


# --- for programs -----------------------------------------------------------------------------


def share_view(share: Share) -> View:
    """A share as JSON values."""
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "samples": share.samples,
        "happened": share.happened,
    }


def chances_view(chances: Chances) -> View:
    """The three outcomes as JSON values."""
    return {
        "holds": share_view(chances.holds),
        "fails": share_view(chances.fails),
        "unknown": share_view(chances.unknown),
    }


def _spread_view(spread: Spread | None) -> View | None:
    if spread is None:
        return None
    return {
        "mean": spread.mean,
        "p05": exact_text(spread.quantiles[0]),
        "p50": exact_text(spread.quantiles[1]),
        "p95": exact_text(spread.quantiles[2]),
        "counts": [[exact_text(value), count] for value, count in spread.counts],
    }


def unit_view(unit: UnitChance, province: Province) -> View:
    """Everything that is said of one unit."""
    return {
        "requirement": unit.requirement.id,
        "unit": unit.unit,
        "name": text_view(unit.unit_name),
        **chances_view(unit.chances),
        "by_wind_model": {m: chances_view(each) for m, each in unit.by_model.items()},
        "by_operator": {o: chances_view(each) for o, each in unit.by_operator.items()},
        "hours_below": _spread_view(unit.hours_below),
        "minimum": _spread_view(unit.minimum),
        "first_below_h": _spread_view(unit.first_below_h),
        "causes": dict(unit.causes),
        "by_force": [{"force": each.force, **chances_view(each.chances)} for each in unit.by_force],
        "by_landfall": [chances_view(each) for each in unit.by_landfall],
        "assets": [
            {
                "asset": each.asset,
                "name": text_view(name_of(each.asset, province)),
                "failed": share_view(each.failed),
                "difference": _difference_view(each.difference),
            }
            for each in unit.assets
        ],
        "effects": [
            {
                "asset": each.asset,
                "lost_against_safe": _difference_view(each.lost),
                "drawn_against_safe": _difference_view(each.drawn),
            }
            for each in unit.effects
        ],
    }


def _difference_view(difference: Difference) -> View:
    return {"value": difference.value, "low": difference.low, "high": difference.high}


def ensemble_view(answer: EnsembleAnswer) -> View:
    """The whole answer, as JSON values."""
    plan = answer.plan
    loaded = plan.loaded
    province = loaded.province
    return {
        "scenario": {
            "id": loaded.scenario.id,
            "name": text_view(both(loaded.scenario.name)),
            "path": project_path(loaded.path, province.folder),
            "horizon_h": exact_text(loaded.scenario.horizon_h),
        },
        "province": {
            "code": province.header.code,
            "name": text_view(both(province.header.name)),
        },
        "samples_per_storm_and_model": plan.samples,
        "storms": plan.tracks,
        "landfalls": [
            {"near": each.near, "force": each.force, "along_coast_km": each.shift.along_coast_km}
            for each in plan.landfalls
        ],
        "wind_models": [model for model in {m.model: None for m in plan.members} if model],
        "seed": plan.seed,
        "samples": answer.samples,
        "samples_planned": answer.planned,
        "confidence": CONFIDENCE,
        "storm_wide_log_sd": loaded.scenario.damage.storm_wide_log_sd,
        "fingerprint": plan.fingerprint,
        "requirements": [requirement_view(each) for each in loaded.requirements],
        "set_aside": set_aside_view(province),
        "units": [unit_view(unit, province) for unit in answer.units],
    }


def ensemble_features(answer: EnsembleAnswer) -> list[View]:
    """One feature for each requirement and unit, for a map."""
    province = answer.plan.loaded.province
    return [
        {
            "type": "Feature",
            "geometry": geometry_of(unit, province),
            "properties": {
                "kind": unit.requirement.unit,
                "id": unit.unit,
                "name_vi": unit.unit_name.vi,
                "name_en": unit.unit_name.en,
                "requirement": unit.requirement.id,
                "holds": unit.chances.holds.value,
                "holds_low": unit.chances.holds.low,
                "holds_high": unit.chances.holds.high,
                "fails": unit.chances.fails.value,
                "unknown": unit.chances.unknown.value,
                "mean_hours_below": unit.hours_below.mean,
                "samples": unit.chances.holds.samples,
            },
        }
        for unit in answer.units
    ]
