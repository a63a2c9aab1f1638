"""Small changes of a random world, of the kinds that somebody may want to try, and wilder ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.hazard.assets import assets
from planner.hazard.records import Footprint, Removal, Selector
from planner.scenario.records import Derate, MobileGenerator, Refuel, Repair

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.records import Action
    from tests.oracle.chance import Chance

FIELDS = {
    "sites": (
        ("structure",),
        ("backhaul",),
        ("generators",),
        ("battery_h",),
        ("feed",),
        ("floor_height_m",),
        ("service_drop",),
        ("operators",),
    ),
    "fiber_nodes": (
        ("lon", "lat"),
        ("role",),
        ("feed",),
        ("generators", "battery_h"),
        ("floor_height_m",),
    ),
    "segments": (("from_", "to"), ("mounting", "poles"), ("srlgs",), ("design_wind",)),
    "power_nodes": (("lon", "lat"), ("kind",), ("design_wind",), ("floor_height_m",)),
    "lines": (("from_", "to"), ("mounting",), ("srlgs",), ("design_wind",)),
}
"""What one record may take over from another of its kind: any of these sets of fields."""


def changed(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    """The scenario with one thing changed: a record, an action, or what the storm removes."""
    kind = chance.integer(0, 11)
    if kind < 5:
        return _with_record(loaded, chance)
    if kind == 5:
        return _with_drop(loaded, chance)
    if kind == 6:
        return _without_span(loaded, chance)
    if kind == 7 and loaded.storm is not None:
        return _with_removal(loaded, chance)
    if kind in (8, 9) and loaded.storm is not None and loaded.storm.footprints:
        return _with_footprint(loaded, chance)
    return _with_actions(loaded, chance)


def _with_footprint(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    """One footprint is gone, or stands over other ground, or is as strong as another, or lasts as long."""
    assert loaded.storm is not None
    footprints = loaded.storm.footprints
    mine = chance.pick(footprints)
    others = tuple(each for each in footprints if each is not mine)
    left = (*others, *_other_footprint(mine, chance.pick(footprints), chance))
    return replace(loaded, storm=loaded.storm.model_copy(update={"footprints": left}))


def _other_footprint(mine: Footprint, other: Footprint, chance: Chance) -> tuple[Footprint, ...]:
    lon, lat = chance.pick(((0.05, 0.0), (-0.05, 0.03), (0.0, -0.08)))
    match chance.integer(0, 4):
        case 0:
            return ()
        case 1:
            moved = tuple((x + lon, y + lat) for x, y in mine.polygon)
            return (mine.model_copy(update={"polygon": moved}),)
        case 2:
            return (mine.model_copy(update={"polygon": other.polygon}),)
        case 3 if not mine.series:
            return (mine.model_copy(update={"from_h": mine.from_h + Fraction(1, 2)}),)
        case _:
            weaker = tuple(
                level.model_copy(update={"value": level.value / 2}) for level in mine.series
            )
            value = None if mine.value is None else mine.value / 2
            return (mine.model_copy(update={"series": weaker, "value": value}),)


def _with_record(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    section = chance.pick(tuple(FIELDS))
    records = getattr(loaded.province, section)
    if not records:
        return loaded
    mine, other = (records[chance.pick(tuple(records))] for _ in range(2))
    fields = chance.pick(FIELDS[section])
    made = mine.model_copy(update={field: getattr(other, field) for field in fields})
    now = _with(loaded, section, {**records, made.id: made})
    # What the storm or an action names must still be there.
    lost = _asset_ids(loaded) - _asset_ids(now)
    named = f"{loaded.storm} {loaded.scenario.actions}"
    return loaded if any(f"'{part}'" in named for part in lost) else now


def _asset_ids(loaded: LoadedScenario) -> set[str]:
    return set(assets(loaded.province))


def _with_drop(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    """One drop is seen or unseen, for everybody or for one operator."""
    province = loaded.province
    sites = [site for site in province.sites.values() if site.backhaul.drops]
    if not sites:
        return loaded
    site = chance.pick(sites)
    drop, *others = site.backhaul.drops
    update: dict[str, object] = chance.pick(
        (
            {"present": "unknown" if drop.present == "yes" else "yes"},
            {"operator": chance.pick((None, *province.operators))},
            {"srlgs": tuple(chance.some(tuple(province.srlgs), 2))},
        )
    )
    drops = (drop.model_copy(update=update), *others)
    backhaul = site.backhaul.model_copy(update={"drops": drops})
    made = site.model_copy(update={"backhaul": backhaul})
    return _with(loaded, "sites", {**province.sites, made.id: made})


def _without_span(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    section = chance.pick(("segments", "lines"))
    records = getattr(loaded.province, section)
    named = f"{loaded.storm} {loaded.scenario.actions}"
    gone = [id_ for id_ in records if f"'{id_}'" not in named]
    if not gone:
        return loaded
    lost = chance.pick(gone)
    return _with(loaded, section, {id_: each for id_, each in records.items() if id_ != lost})


def _with_removal(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    assert loaded.storm is not None
    ids = (*loaded.province.power_nodes, *loaded.province.lines, *loaded.province.srlgs,
           *loaded.province.segments, *loaded.province.sites)  # fmt: skip
    removal = Removal(select=Selector(assets=(chance.pick(ids),)), at_h=Fraction(7, 3))
    removals = (*chance.some(loaded.storm.removals, 5), removal)
    return replace(loaded, storm=loaded.storm.model_copy(update={"removals": removals}))


def _with_actions(loaded: LoadedScenario, chance: Chance) -> LoadedScenario:
    province = loaded.province
    place = chance.pick((*province.sites, *province.fiber_nodes))
    at_h = Fraction(chance.integer(0, 20), 3)
    operator = chance.pick((None, None, *province.operators))
    sent = MobileGenerator(
        do="mobile-generator", id="new", to=place, at_h=at_h, operator=operator,
        tank_l=Fraction(50), burn_l_per_h=Fraction(3),
    )  # fmt: skip
    new: list[Action] = [sent]
    ids = (*province.lines, *province.srlgs, *province.sites, *province.segments)
    new.append(Repair(do="repair", asset=chance.pick(ids), at_h=at_h + 2))
    tanks = [f"{site.id}/gen/{each.id}" for site in province.sites.values()
             for each in site.generators or ()]  # fmt: skip
    if tanks:
        new.append(Refuel(do="refuel", generator=chance.pick(tanks), at_h=at_h + 3))
    if province.sites:
        site = chance.pick(tuple(province.sites))
        new.append(Derate(do="derate", site=site, at_h=at_h, factor=1.25))
    old = loaded.scenario.actions
    kept = chance.some(old, len(old)) if chance.happens(30) else old
    actions = (*kept, *chance.some(new, 1))
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": actions}))


def _with(loaded: LoadedScenario, section: str, records: dict[str, object]) -> LoadedScenario:
    return replace(loaded, province=replace(loaded.province, **{section: records}))  # type: ignore[arg-type]
