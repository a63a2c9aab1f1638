"""The written list of changes that could mend an outage, cheapest kind first.

The order of `RANKS` is the list: what can be done with a lorry comes before what needs a permit. Figures are the
smallest that could serve: a mast is raised to the gust it would feel, a floor to the water, a tank to the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import shown
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.inventory.base import DesignWind
from planner.inventory.plant_records import Generator
from planner.inventory.records import Drop, Satellite
from planner.scenario.day import start_of
from planner.scenario.records import MobileGenerator, Refuel, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Site
    from planner.scenario.reading import LoadedScenario

RANKS = (
    "keep-load",
    "refuel",
    "mobile-generator",
    "raise-floor",
    "battery",
    "tank",
    "generator",
    "strengthen-mast",
    "strengthen-span",
    "bury",
    "satellite",
    "second-drop",
    "harden",
)
"""Kinds of change, smallest first."""

NEW_BURN_L_PER_H = Fraction(3)
"""Fuel use of a generator that is sent or installed: a 10 kW set at a site's load. Our figure."""
LARGEST_BATTERY_H = Fraction(24)
"""More hours on battery than this are not proposed. Our figure."""
LONGEST_DROP_KM = 20.0
"""No longer fiber drop than this is proposed, as the crow flies. Our figure."""
NEW_ID = "planned"
SENT_ID = "planned-mobile"


@dataclass(frozen=True)
class Change:
    """One thing that could be done.

    `sites` are the sites of the unit that it could bring back; `apply` makes the scenario in which it is done.
    """

    kind: str
    subject: str
    words: Text
    places: tuple[Place, ...]
    sites: frozenset[str]
    apply: Callable[[LoadedScenario], LoadedScenario] = field(compare=False)

    @property
    def order(self) -> tuple[int, str, str]:
        """Where it stands on the list."""
        return RANKS.index(self.kind), self.subject, self.words.en


# --- how a scenario is changed ---


def with_records(loaded: LoadedScenario, **changed: Mapping[str, Any]) -> LoadedScenario:
    """The scenario with whole sections of the province replaced."""
    return replace(loaded, province=replace(loaded.province, **changed))  # type: ignore[arg-type]


def with_site(loaded: LoadedScenario, site: Site) -> LoadedScenario:
    """The scenario with one site's record replaced."""
    return with_records(loaded, sites={**loaded.province.sites, site.id: site})


def with_plant(loaded: LoadedScenario, consumer: str, **update: Any) -> LoadedScenario:
    """The scenario with fields of one site's or fiber node's record replaced."""
    province = loaded.province
    if consumer in province.sites:
        return with_site(loaded, province.sites[consumer].model_copy(update=update))
    node: FiberNode = province.fiber_nodes[consumer].model_copy(update=update)
    return with_records(loaded, fiber_nodes={**province.fiber_nodes, consumer: node})


def with_action(
    loaded: LoadedScenario, action: Refuel | MobileGenerator | Repair
) -> LoadedScenario:
    """The scenario with one more action."""
    scenario = loaded.scenario
    return replace(
        loaded, scenario=scenario.model_copy(update={"actions": (*scenario.actions, action)})
    )


def gust(value_mps: float) -> DesignWind:
    """A design wind as a 3-second gust."""
    return DesignWind(value=value_mps, unit="m/s", averaging="3s")


def whole_up(value: float) -> int:
    """The value rounded up to a whole number."""
    return ceil(value - 1e-9)


def places_of(province: Province, *keys: str) -> tuple[Place, ...]:
    """Where the records stand that have one of these keys."""
    return tuple(province.places[key] for key in keys if key in province.places)


def place_of_consumer(province: Province, consumer: str) -> tuple[Place, ...]:
    """Where a site or fiber node stands in the files."""
    return places_of(province, f"sites/{consumer}", f"fiber_nodes/{consumer}")


def shown_number(value: Fraction | float, language: str) -> str:
    """A number as it is written in the language."""
    text = f"{float(value):g}"
    return text.replace(".", ",") if language == "vi" else text


def hour_words(loaded: LoadedScenario, hour: Fraction) -> Text:
    """An hour of the scenario as day and minute."""
    start = start_of(loaded)
    return Text(vi=shown(start, hour, "vi"), en=shown(start, hour, "en"))


# --- the changes ---


def keep_load(loaded: LoadedScenario, site: str, sites: frozenset[str]) -> Change:
    """Do not derate the site."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        scenario = given.scenario
        kept = tuple(a for a in scenario.actions if not (a.do == "derate" and a.site == site))
        return replace(given, scenario=scenario.model_copy(update={"actions": kept}))

    words = Text(vi=f"không hạ tải cột {site}", en=f"do not derate mast {site}")
    return Change("keep-load", site, words, place_of_consumer(loaded.province, site), sites, apply)


def refuel(loaded: LoadedScenario, generator: str, at_h: Fraction, sites: frozenset[str]) -> Change:
    """Fill the tank in the hour in which it would be empty."""
    action = Refuel(do="refuel", generator=generator, at_h=at_h)
    consumer = generator.partition("/")[0]
    when = hour_words(loaded, at_h)
    words = Text(
        vi=f"tiếp đầy dầu cho máy phát {generator} trước {when.vi}",
        en=f"fill up generator {generator} before {when.en}",
    )
    places = places_of(loaded.province, f"sites/{generator}", f"fiber_nodes/{generator}")
    places = places or place_of_consumer(loaded.province, consumer)
    return Change(
        "refuel", generator, words, places, sites, lambda given: with_action(given, action)
    )


def whole_down(value: Fraction) -> int:
    """The value rounded down to a whole number."""
    return value.numerator // value.denominator


def send_generator(loaded: LoadedScenario, consumer: str, sites: frozenset[str]) -> Change:
    """A mobile generator with fuel for the horizon, there from hour 0."""
    tank_l = NEW_BURN_L_PER_H * loaded.scenario.horizon_h
    action = MobileGenerator(
        do="mobile-generator",
        id=SENT_ID,
        to=consumer,
        at_h=Fraction(0),
        tank_l=tank_l,
        burn_l_per_h=NEW_BURN_L_PER_H,
    )
    words = Text(
        vi=f"đưa máy phát cơ động đến {consumer} trước bão, kèm {shown_number(tank_l, 'vi')} lít dầu",
        en=f"send a mobile generator to {consumer} before the storm, with {shown_number(tank_l, 'en')} l of fuel",
    )
    places = place_of_consumer(loaded.province, consumer)
    return Change(
        "mobile-generator", consumer, words, places, sites, lambda given: with_action(given, action)
    )


def raise_floor(
    loaded: LoadedScenario, consumer: str, depth_m: float, sites: frozenset[str]
) -> Change:
    """Equipment and generators above the water."""
    floor_m = ceil(depth_m * 10 - 1e-9) / 10

    def apply(given: LoadedScenario) -> LoadedScenario:
        plant = given.province.sites.get(consumer) or given.province.fiber_nodes[consumer]
        generators = plant.generators and tuple(
            g.model_copy(update={"floor_height_m": floor_m})
            if g.floor_height_m is not None and g.floor_height_m < floor_m
            else g
            for g in plant.generators
        )
        # A generator may stand lower than the equipment, whose floor must not sink to it.
        highest_m = max(floor_m, plant.floor_height_m or 0.0)
        return with_plant(given, consumer, floor_height_m=highest_m, generators=generators)

    words = Text(
        vi=f"nâng sàn {consumer} lên {shown_number(floor_m, 'vi')} m",
        en=f"raise the floor of {consumer} to {shown_number(floor_m, 'en')} m",
    )
    return Change(
        "raise-floor", consumer, words, place_of_consumer(loaded.province, consumer), sites, apply
    )


def larger_battery(
    loaded: LoadedScenario, consumer: str, hours: Fraction, sites: frozenset[str]
) -> Change:
    """A battery that bridges the outage."""
    words = Text(
        vi=f"lắp ắc quy {shown_number(hours, 'vi')} giờ tại {consumer}",
        en=f"install {shown_number(hours, 'en')} h of battery at {consumer}",
    )
    places = place_of_consumer(loaded.province, consumer)
    return Change(
        "battery",
        consumer,
        words,
        places,
        sites,
        lambda given: with_plant(given, consumer, battery_h=hours),
    )


def larger_tank(
    loaded: LoadedScenario, consumer: str, generator_id: str, hours: Fraction, sites: frozenset[str]
) -> Change | None:
    """A tank that lasts `hours`; None where the generator's use was not surveyed."""
    plant = loaded.province.sites.get(consumer) or loaded.province.fiber_nodes[consumer]
    found = next((g for g in plant.generators or () if g.id == generator_id), None)
    if found is None or found.burn_l_per_h is None:
        return None
    share = loaded.scenario.fuel_at_start.share or Fraction(1)
    tank_l = Fraction(ceil(hours * found.burn_l_per_h / share))

    def apply(given: LoadedScenario) -> LoadedScenario:
        now = given.province.sites.get(consumer) or given.province.fiber_nodes[consumer]
        generators = tuple(
            g.model_copy(update={"tank_l": tank_l}) if g.id == generator_id else g
            for g in now.generators or ()
        )
        return with_plant(given, consumer, generators=generators)

    asset = f"{consumer}/gen/{generator_id}"
    words = Text(
        vi=f"thay bồn dầu {shown_number(tank_l, 'vi')} lít cho máy phát {asset}",
        en=f"fit generator {asset} with a tank of {shown_number(tank_l, 'en')} l",
    )
    return Change("tank", asset, words, place_of_consumer(loaded.province, consumer), sites, apply)


def new_generator(
    loaded: LoadedScenario, consumer: str, hours: Fraction, sites: frozenset[str]
) -> Change:
    """A fixed generator with a tank for `hours`."""
    share = loaded.scenario.fuel_at_start.share or Fraction(1)
    tank_l = Fraction(ceil(hours * NEW_BURN_L_PER_H / share))

    def apply(given: LoadedScenario) -> LoadedScenario:
        plant = given.province.sites.get(consumer) or given.province.fiber_nodes[consumer]
        made = Generator(id=NEW_ID, tank_l=tank_l, burn_l_per_h=NEW_BURN_L_PER_H, mounting="fixed")
        return with_plant(given, consumer, generators=(*(plant.generators or ()), made))

    words = Text(
        vi=f"lắp máy phát cố định tại {consumer}, bồn {shown_number(tank_l, 'vi')} lít",
        en=f"install a fixed generator at {consumer}, tank {shown_number(tank_l, 'en')} l",
    )
    return Change(
        "generator", consumer, words, place_of_consumer(loaded.province, consumer), sites, apply
    )


def stronger_mast(
    loaded: LoadedScenario, site: str, gust_mps: float, sites: frozenset[str]
) -> Change:
    """The mast braced to stand the gust it would feel."""
    value = whole_up(gust_mps)

    def apply(given: LoadedScenario) -> LoadedScenario:
        record = given.province.sites[site]
        structure = record.structure.model_copy(update={"design_wind": gust(value)})
        return with_site(given, record.model_copy(update={"structure": structure}))

    words = Text(
        vi=f"gia cố cột {site} chịu gió giật {value} m/s",
        en=f"brace mast {site} to a gust of {value} m/s",
    )
    return Change(
        "strengthen-mast", site, words, place_of_consumer(loaded.province, site), sites, apply
    )


def stronger_span(
    loaded: LoadedScenario, asset: str, gust_mps: float, sites: frozenset[str]
) -> Change:
    """A power line or substation rebuilt to stand the gust it would feel."""
    value = whole_up(gust_mps)
    province = loaded.province
    kind_vi, kind_en = (
        ("đường dây", "line") if asset in province.lines else ("trạm biến áp", "substation")
    )

    def apply(given: LoadedScenario) -> LoadedScenario:
        now = given.province
        if asset in now.lines:
            line = now.lines[asset].model_copy(update={"design_wind": gust(value)})
            return with_records(given, lines={**now.lines, asset: line})
        node = now.power_nodes[asset].model_copy(update={"design_wind": gust(value)})
        return with_records(given, power_nodes={**now.power_nodes, asset: node})

    words = Text(
        vi=f"gia cố {kind_vi} {asset} chịu gió giật {value} m/s",
        en=f"strengthen {kind_en} {asset} to a gust of {value} m/s",
    )
    places = places_of(province, f"lines/{asset}", f"power_nodes/{asset}")
    return Change("strengthen-span", asset, words, places, sites, apply)


def bury(loaded: LoadedScenario, asset: str, sites: frozenset[str]) -> Change:
    """A cable, drop or service drop put under ground."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        now = given.province
        under: dict[str, Any] = {"mounting": "buried", "poles": None}
        if asset in now.segments:
            segment = now.segments[asset].model_copy(update=under)
            return with_records(given, segments={**now.segments, asset: segment})
        if asset in now.lines:
            line = now.lines[asset].model_copy(update={"mounting": "buried"})
            return with_records(given, lines={**now.lines, asset: line})
        consumer, part, *rest = asset.split("/")
        if part == "service-drop":
            plant = now.sites.get(consumer) or now.fiber_nodes[consumer]
            drop = plant.service_drop and plant.service_drop.model_copy(
                update={"mounting": "buried"}
            )
            return with_plant(given, consumer, service_drop=drop)
        site = now.sites[consumer]
        drops = tuple(
            each.model_copy(update=under) if each.node == rest[0] else each
            for each in site.backhaul.drops
        )
        backhaul = site.backhaul.model_copy(update={"drops": drops})
        return with_site(given, site.model_copy(update={"backhaul": backhaul}))

    what_vi, what_en = ("đường dây", "line") if asset in loaded.province.lines else ("cáp", "cable")
    words = Text(vi=f"ngầm hóa {what_vi} {asset}", en=f"bury {what_en} {asset}")
    holder = asset.partition("/")[0]
    places = places_of(loaded.province, f"segments/{asset}", f"lines/{asset}", f"sites/{asset}")
    return Change(
        "bury", asset, words, places or place_of_consumer(loaded.province, holder), sites, apply
    )


def add_satellite(
    loaded: LoadedScenario, site: str, sites: frozenset[str], gust_mps: float
) -> Change:
    """A satellite terminal that stands the wind."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        record = given.province.sites[site]
        dish = Satellite(design_wind=gust(max(whole_up(gust_mps), 1)))
        backhaul = record.backhaul.model_copy(update={"satellite": dish})
        return with_site(given, record.model_copy(update={"backhaul": backhaul}))

    words = Text(
        vi=f"lắp đầu cuối vệ tinh tại {site}", en=f"install a satellite terminal at {site}"
    )
    return Change("satellite", site, words, place_of_consumer(loaded.province, site), sites, apply)


def second_drop(loaded: LoadedScenario, site: str, node: str, sites: frozenset[str]) -> Change:
    """One more fiber drop, buried, to another node."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        record = given.province.sites[site]
        drops = (*record.backhaul.drops, Drop(node=node, mounting="buried"))
        backhaul = record.backhaul.model_copy(update={"drops": drops})
        return with_site(given, record.model_copy(update={"backhaul": backhaul}))

    km = distance_km(*loaded.province.point(site), *loaded.province.point(node))
    vi, en = (shown_number(round(km, 1), language) for language in ("vi", "en"))
    words = Text(
        vi=f"kéo {vi} km cáp quang ngầm từ {site} đến {node}",
        en=f"lay {en} km of buried fiber from {site} to {node}",
    )
    return Change(
        "second-drop", site, words, place_of_consumer(loaded.province, site), sites, apply
    )


def together(kind: str, subject: str, words: Text, parts: tuple[Change, ...]) -> Change:
    """Several works on one site as one change."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        for part in parts:
            given = part.apply(given)
        return given

    places = tuple(dict.fromkeys(place for part in parts for place in part.places))
    sites = frozenset(site for part in parts for site in part.sites)
    return Change(kind, subject, words, places, sites, apply)
