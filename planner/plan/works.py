"""From the scenario's actions and the runs to the lists of things to do: actions, masts, fuel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO
from planner.foundation.text import Text
from planner.plan.filters import Clock, both, litres, number, same
from planner.plan.names import asset_name, word
from planner.plan.sheets import ActionRow, DerateRow, FuelRow, FuelSheet, Phase
from planner.scenario.records import Derate, MobileGenerator, PowerCut, Refuel, Repair
from planner.simulation.capacity import ClassGust, gust_capacity, wind_feelers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.foundation.intervals import Hour
    from planner.hazard.records import Selector
    from planner.inventory.plant_records import Generator
    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Site
    from planner.scenario.records import Action, DefaultsLibrary
    from planner.simulation.damage import Failure
    from planner.simulation.supply import PlantHistory

DERATING_SHARE = 0.9
"""A mast whose peak gust reaches this share of its design gust is proposed for derating. Ours: 10 %
is what a careful officer keeps in hand against the error of the wind model."""


@dataclass(frozen=True, slots=True)
class Phases:
    """When the storm begins and ceases to break things; both None where it breaks nothing."""

    from_h: Fraction | None
    until_h: Fraction | None

    def of(self, at_h: Fraction) -> Phase:
        """The phase of an action: before the first failure, after the last, or between."""
        if self.from_h is None or self.until_h is None or at_h < self.from_h:
            return "before"
        return "during" if at_h <= self.until_h else "after"


def phases_of(failures: Mapping[str, tuple[Failure, ...]]) -> Phases:
    """From the first failure that the storm surely causes to the last one."""
    starts = [
        failure.start_h
        for of_asset in failures.values()
        for failure in of_asset
        if failure.kind not in {"not-surveyed", "set-aside", "power-cut"}
    ]
    return Phases(min(starts, default=None), max(starts, default=None))


# --- actions --------------------------------------------------------------------------------------


def action_rows(
    actions: tuple[Action, ...], province: Province, clock: Clock, phases: Phases
) -> tuple[ActionRow, ...]:
    """The scenario's actions in order of time, one row each."""
    rows = []
    for action in actions:
        verb, thing, asset = _order(action, province, clock)
        owner = asset.partition("/")[0]
        rows.append(
            ActionRow(
                phase=phases.of(action.at_h),
                do=action.do,
                at_h=action.at_h,
                until_h=getattr(action, "until_h", None),
                verb=verb,
                things=(thing,),
                site=owner,
                district=_district_of(owner, province),
                reporter=action.source.reporter if action.source else None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.at_h, row.verb, row.things)))


def grouped(rows: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    """The same rows, with those of one order at one hour made into one that lists its things."""
    groups: dict[tuple[Fraction, Fraction | None, Text, str | None], list[ActionRow]] = {}
    for row in rows:
        groups.setdefault((row.at_h, row.until_h, row.verb, row.reporter), []).append(row)
    return tuple(
        replace(group[0], things=tuple(thing for row in group for thing in row.things))
        for group in groups.values()
    )


def _district_of(owner: str, province: Province) -> str | None:
    site = province.sites.get(owner)
    if site is not None:
        return site.district
    node = province.fiber_nodes.get(owner) or province.power_nodes.get(owner)
    return node.district if node is not None else None


def _order(action: Action, province: Province, clock: Clock) -> tuple[Text, Text, str]:
    """What is ordered, of what, and the asset it is about."""
    if isinstance(action, Derate):
        return _derate_words(action, clock), same(action.site), action.site
    if isinstance(action, Refuel):
        at, _, part = action.generator.partition("/")
        thing = same(f"{at} ({part.removeprefix('gen/')})")
        if action.litres is None:
            return (
                Text("tiếp đầy dầu cho máy phát ở", "fill up the generators at"),
                thing,
                action.generator,
            )
        verb = Text(
            vi=f"tiếp {litres(action.litres, 'vi')} dầu cho máy phát ở",
            en=f"bring {litres(action.litres, 'en')} of fuel to the generators at",
        )
        return verb, thing, action.generator
    if isinstance(action, MobileGenerator):
        thing = Text(
            vi=f"{action.to} ({action.id}, bồn {litres(action.tank_l, 'vi')}, dùng "
            f"{number(action.burn_l_per_h, 'vi')} lít/h)",
            en=f"{action.to} ({action.id}, tank {litres(action.tank_l, 'en')}, uses "
            f"{number(action.burn_l_per_h, 'en')} l/h)",
        )
        return Text("đưa máy phát cơ động đến", "send a mobile generator to"), thing, action.to
    if isinstance(action, Repair):
        return Text("sửa", "repair"), asset_name(action.asset, province), action.asset
    cut = _selected(action.select, province)
    return _cut_words(action), cut, _first(action.select.assets)


def _cut_words(cut: PowerCut) -> Text:
    if not cut.by_wind:
        return Text("cắt điện chủ động", "switch off for safety:")
    level = Text(vi=f"gió tới cấp {cut.when_force}", en=f"the wind reaches force {cut.when_force}")
    if cut.when_gust_mps is not None:
        level = Text(
            vi=f"gió giật tới {number(cut.when_gust_mps, 'vi')} m/s",
            en=f"the gust reaches {number(cut.when_gust_mps, 'en')} m/s",
        )
    back = Text("", "")
    if cut.back_after_h is not None:
        back = Text(
            vi=f", đóng lại sau {number(cut.back_after_h, 'vi')} giờ gió yếu hơn",
            en=f", on again after {number(cut.back_after_h, 'en')} h below that",
        )
    return Text(
        vi=f"cắt điện chủ động khi {level.vi}{back.vi}:",
        en=f"switch off for safety when {level.en}{back.en}:",
    )


def _derate_words(action: Derate, clock: Clock) -> Text:
    factor = action.strength
    back_vi = back_en = ""
    if action.until_h is not None:
        back = clock.show(action.until_h)
        back_vi, back_en = f", trả tải lúc {back.vi}", f", put back at {back.en}"
    return Text(
        vi=f"hạ tải (cột chịu gió gấp {number(factor, 'vi', 2)} lần{back_vi}):",
        en=f"derate (mast withstands {number(factor, 'en', 2)} times the wind{back_en}):",
    )


def _selected(select: Selector, province: Province) -> Text:
    """What a selector names, in words."""
    if select.assets:
        named = [asset_name(asset, province) for asset in select.assets]
        return Text(vi=", ".join(n.vi for n in named), en=", ".join(n.en for n in named))
    kinds = [word("asset-kind", kind) for kind in select.kind]
    where = [
        both(province.districts[id_].name) if id_ in province.districts else same(id_)
        for id_ in select.district
    ]
    vi = ", ".join(kind.vi for kind in kinds) or "mọi nút và đường dây được chọn"
    en = ", ".join(kind.en for kind in kinds) or "every chosen node and line"
    if where:
        vi += " ở " + ", ".join(name.vi for name in where)
        en += " in " + ", ".join(name.en for name in where)
    return Text(vi=vi, en=en)


def _first(assets: tuple[str, ...]) -> str:
    return assets[0] if assets else ""


# --- masts ----------------------------------------------------------------------------------------


def derate_rows(
    province: Province,
    actions: tuple[Action, ...],
    peaks_mps: Mapping[str, float],
    failures: Mapping[str, tuple[Failure, ...]],
    defaults: DefaultsLibrary | None,
    hardened: frozenset[str],
) -> tuple[tuple[DerateRow, ...], tuple[DerateRow, ...]]:
    """Masts that the scenario derates, and masts that the rule proposes, heaviest load first."""
    classes = [
        ClassGust(c.kind, c.mounting, c.structure, c.voltage_at_least_kv, c.design_wind)
        for c in (defaults.classes if defaults is not None else ())
    ]
    planned = {action.site: action for action in actions if isinstance(action, Derate)}
    given: list[DerateRow] = []
    proposed: list[DerateRow] = []
    for feeler in wind_feelers(province):
        if feeler.kind != "mast":
            continue
        site = province.sites[feeler.asset.partition("/")[0]]
        capacity = gust_capacity(feeler, classes)
        design = None if capacity.value is None else float(capacity.value)
        peak = peaks_mps.get(feeler.asset)
        share = peak / design if peak is not None and design else None
        action = planned.get(site.id)
        if action is None and (share is None or share < DERATING_SHARE):
            continue
        row = _derate_row(
            site, province, action, design, peak, share,
            falls_at_h=_first_gust(failures.get(feeler.asset, ())),
            hardened=site.id in hardened,
            assumed=capacity.assumed is not None,
        )  # fmt: skip
        (proposed if action is None else given).append(row)
    by_load = sorted(proposed, key=lambda row: (-(row.share or 0), row.site))
    return tuple(sorted(given, key=lambda row: row.site)), tuple(by_load)


def _first_gust(failures: tuple[Failure, ...]) -> Fraction | None:
    return min((f.start_h for f in failures if f.kind == "gust"), default=None)


def _derate_row(
    site: Site,
    province: Province,
    action: Derate | None,
    design: float | None,
    peak: float | None,
    share: float | None,
    *,
    falls_at_h: Fraction | None,
    hardened: bool,
    assumed: bool,
) -> DerateRow:
    names = [
        both(province.operators[id_].name) if id_ in province.operators else same(id_)
        for id_ in sorted(site.operators)
    ]
    return DerateRow(
        site=site.id,
        district=both(province.districts[site.district].name),
        structure=word("structure", site.structure.type),
        operators=Text(vi=", ".join(n.vi for n in names), en=", ".join(n.en for n in names)),
        design_mps=design,
        peak_mps=peak,
        share=share,
        planned_at_h=action.at_h if action is not None else None,
        planned_until_h=action.until_h if action is not None else None,
        factor=action.strength if action is not None else None,
        falls_at_h=falls_at_h,
        hardened=hardened,
        assumed=assumed,
    )


# --- fuel -----------------------------------------------------------------------------------------


def fuel_sheet(
    province: Province,
    plants: Mapping[str, PlantHistory],
    horizon_h: Fraction,
    fuel_share: Fraction,
) -> FuelSheet:
    """Fuel that each fixed generator plant needs to carry its load as long as the grid is away.

    Litres = use per hour x hours without grid in the pessimistic run, less what is in the tanks.
    With several generators at one place the first burns until its tank is empty, then the next;
    what is still missing is reckoned at the first one's use.
    """
    rows, unknown, enough, without = [], [], 0, 0
    consumers: list[Site | FiberNode] = [*province.sites.values(), *province.fiber_nodes.values()]
    for consumer in consumers:
        if isinstance(consumer.generators, tuple) and not _fixed(consumer):
            without += consumer.id in province.sites
            continue
        history = plants.get(consumer.id)
        hours = ZERO if history is None else _without_grid(history, horizon_h)
        if hours == 0:
            enough += consumer.generators is not None
            continue
        row = _fuel_row(consumer, province, hours, fuel_share)
        if row.to_bring_l is None:
            unknown.append(row)
        elif row.to_bring_l == 0:
            enough += 1
        else:
            rows.append(row)
    by_need = sorted(rows, key=lambda row: (-(row.to_bring_l or ZERO), row.id))
    return FuelSheet(
        rows=tuple(by_need),
        enough=enough,
        unknown=tuple(unknown),
        needed_l=sum((row.needed_l or ZERO for row in rows), ZERO),
        to_bring_l=sum((row.to_bring_l or ZERO for row in rows), ZERO),
        without_generator=without,
    )


def _fixed(consumer: Site | FiberNode) -> list[Generator]:
    return sorted(
        (g for g in consumer.generators or () if g.mounting == "fixed"), key=lambda g: g.id
    )


def _without_grid(history: PlantHistory, horizon_h: Fraction) -> Fraction:
    total = ZERO
    for span in history.spans:
        if span.supply != "grid":
            end: Hour = min(span.end_h, horizon_h) if span.end_h != INF else horizon_h
            total += max(ZERO, Fraction(end) - span.start_h)
    return total


def _fuel_row(
    consumer: Site | FiberNode, province: Province, hours: Fraction, fuel_share: Fraction
) -> FuelRow:
    fixed = _fixed(consumer)
    district = province.districts.get(consumer.district or "")
    tanks = [g.tank_l for g in fixed if g.tank_l is not None]
    known = bool(fixed) and all(g.tank_l is not None and g.burn_l_per_h is not None for g in fixed)
    needed = to_bring = None
    if known:
        left = hours
        for generator in fixed:
            tank, burn = generator.tank_l or ZERO, generator.burn_l_per_h or ZERO
            left -= min(left, tank * fuel_share / burn)
        first = fixed[0].burn_l_per_h or ZERO
        needed, to_bring = hours * first, left * first
    return FuelRow(
        id=consumer.id,
        district=same("") if district is None else both(district.name),
        generators=same(", ".join(g.id for g in fixed)),
        tank_l=sum(tanks, ZERO) if len(tanks) == len(fixed) and fixed else None,
        in_tank_l=sum(tanks, ZERO) * fuel_share if len(tanks) == len(fixed) and fixed else None,
        burn_l_per_h=fixed[0].burn_l_per_h if fixed else None,
        hours_without_grid=hours,
        needed_l=needed,
        to_bring_l=to_bring,
    )
