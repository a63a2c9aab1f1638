"""What each asset stands: its design gust, its floor above the water, or a class default where it was not surveyed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.memory import once_for_each
from planner.foundation.units import gust_3s_mps
from planner.inventory.duty_records import Means

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.inventory.base import DesignWind, Exposure
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.inventory.records import Site


@dataclass(frozen=True, slots=True)
class ClassGust:
    """A design gust assumed for a class of assets; the first that fits an asset is taken."""

    kind: str
    mounting: str | None
    structure: str | None
    voltage_at_least_kv: float | None
    design_wind: DesignWind

    def fits(self, feeler: WindFeeler) -> bool:
        """Whether the asset is of this class."""
        return (
            self.kind == feeler.kind
            and self.mounting in {None, feeler.mounting}
            and self.structure in {None, feeler.structure}
            and (
                self.voltage_at_least_kv is None
                or (feeler.voltage_kv or 0.0) >= self.voltage_at_least_kv
            )
        )


@dataclass(frozen=True, slots=True)
class WindFeeler:
    """An asset that stands in the wind, and the wind it is designed for; None where nobody knows."""

    asset: str
    kind: str
    exposure: Exposure
    design_wind: DesignWind | None
    datum: str
    mounting: str | None = None
    structure: str | None = None
    voltage_kv: float | None = None
    pole_count: int | None = None
    cables: int | None = None


@dataclass(frozen=True, slots=True)
class WaterFeeler:
    """An asset that water can drown, and its floor above ground, m; None where nobody knows."""

    asset: str
    point_of: str
    floor_height_m: float | None
    datum: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """What an asset stands; `value` None where it was not surveyed. `assumed` is the class default's index."""

    value: Fraction | None
    datum: str
    assumed: int | None = None


def gust_capacity(feeler: WindFeeler, classes: Sequence[ClassGust]) -> Capacity:
    """The 3-second gust (m/s, at the asset's exposure) that the asset stands."""
    if feeler.design_wind is not None:
        return Capacity(_gust(feeler.design_wind, feeler.exposure), feeler.datum)
    for number, of_class in enumerate(classes):
        if of_class.fits(feeler):
            return Capacity(_gust(of_class.design_wind, feeler.exposure), feeler.datum, number)
    return Capacity(None, feeler.datum)


def _gust(wind: DesignWind, exposure: Exposure) -> Fraction:
    return Fraction(gust_3s_mps(wind.value, wind.unit, wind.averaging, exposure))


def gust_capacities(province: Province, classes: Sequence[ClassGust]) -> Mapping[str, Capacity]:
    """What every asset that the wind can break stands; whoever asks again is given the same."""
    known, told = _capacities(province), tuple(classes)
    if told not in known:
        known[told] = {each.asset: gust_capacity(each, told) for each in wind_feelers(province)}
    return known[told]


@once_for_each
def _capacities(province: Province) -> dict[tuple[ClassGust, ...], dict[str, Capacity]]:
    return {}


@once_for_each
def wind_feelers(province: Province) -> tuple[WindFeeler, ...]:
    """Every asset that the wind can break: masts, dishes, substations, and what hangs in the air."""
    return tuple(_wind_feelers(province))


def _wind_feelers(province: Province) -> Iterator[WindFeeler]:
    for site in province.sites.values():
        yield from _site_feelers(site, province.exposure_of(site.district, site.exposure))
    for node in province.fiber_nodes.values():
        exposure = province.exposure_of(node.district)
        if node.service_drop is not None and node.service_drop.mounting == "aerial":
            wind, asset = node.service_drop.design_wind, f"{node.id}/service-drop"
            yield WindFeeler(
                asset,
                "service-drop",
                exposure,
                wind,
                f"{node.id}.service_drop.design_wind",
                "aerial",
            )
    for kind, spans in (("segment", province.segments), ("line", province.lines)):
        for span in spans.values():
            if span.mounting == "aerial":
                exposure = province.exposure_of(None, span.exposure)
                voltage = getattr(span, "voltage_kv", None)
                yield WindFeeler(
                    span.id,
                    kind,
                    exposure,
                    span.design_wind,
                    f"{span.id}.design_wind",
                    "aerial",
                    voltage_kv=voltage,
                    pole_count=span.pole_count,
                    cables=span.cables,
                )
    yield from _edge_feelers(province)
    for power_node in province.power_nodes.values():
        if power_node.kind == "substation":
            exposure = province.exposure_of(power_node.district, power_node.exposure)
            datum = f"{power_node.id}.design_wind"
            yield WindFeeler(power_node.id, "substation", exposure, power_node.design_wind, datum)


_ANTENNAS = frozenset(["vsat", "vhf", "uhf", "hf"])
IN_THE_WIND = frozenset(["loudspeakers", "siren", "radio", "television"])
"""Warning channels that stand outside on a pole or mast; the others are carried or hang on a wall."""
CARRIED_OUTDOORS = frozenset(["speaker-van", "megaphone", "team"])
"""Warning channels that are people in the open: the wind breaks nothing of them and sends them indoors."""


def _edge_feelers(province: Province) -> Iterator[WindFeeler]:
    """Command posts with their means, and warning channels."""
    for post in province.command_posts.values():
        exposure = province.exposure_of(post.district)
        yield from _drop_feeler(post, post.id, exposure)
        for means in post.means:
            if not isinstance(means, Means):
                continue
            asset, datum = f"{post.id}/means/{means.id}", f"{post.id}.means.{means.id}.design_wind"
            if means.kind == "fiber" and means.mounting in {None, "aerial"}:
                yield WindFeeler(asset, "drop", exposure, means.design_wind, datum, "aerial")
            elif means.kind in _ANTENNAS:
                yield WindFeeler(asset, "dish", exposure, means.design_wind, datum)
    for channel in province.warning_channels.values():
        commune = province.communes.get(channel.commune)
        exposure = province.exposure_of(None if commune is None else commune.district)
        yield from _drop_feeler(channel, channel.id, exposure)
        if channel.kind in IN_THE_WIND or channel.design_wind is not None:
            datum = f"{channel.id}.design_wind"
            yield WindFeeler(channel.id, "warning-channel", exposure, channel.design_wind, datum)


def _drop_feeler(eater: Powered, id_: str, exposure: Exposure) -> Iterator[WindFeeler]:
    """The last span of power line to a post or channel; one that nobody surveyed may hang in the air."""
    drop = eater.service_drop
    if (drop is None and eater.feed is not None) or (drop is not None and drop.mounting == "aerial"):
        wind = None if drop is None else drop.design_wind
        asset, datum = f"{id_}/service-drop", f"{id_}.service_drop.design_wind"
        yield WindFeeler(asset, "service-drop", exposure, wind, datum, "aerial")


def _site_feelers(site: Site, exposure: Exposure) -> Iterator[WindFeeler]:
    structure = site.structure
    datum = f"{site.id}.structure.design_wind"
    yield WindFeeler(
        f"{site.id}/mast", "mast", exposure, structure.design_wind, datum, structure=structure.type
    )
    for drop in site.backhaul.drops:
        # A drop nobody has seen is absent on one side and never fails on the other.
        if drop.mounting == "aerial" and drop.present == "yes":
            asset, datum = f"{site.id}/drop/{drop.node}", f"{site.id}.drop.{drop.node}.design_wind"
            yield WindFeeler(asset, "drop", exposure, drop.design_wind, datum, "aerial")
    satellite = site.backhaul.satellite
    if satellite is not None and not isinstance(satellite, str):
        datum = f"{site.id}.satellite.design_wind"
        yield WindFeeler(f"{site.id}/dish", "dish", exposure, satellite.design_wind, datum)
    if site.service_drop is not None and site.service_drop.mounting == "aerial":
        wind, datum = site.service_drop.design_wind, f"{site.id}.service_drop.design_wind"
        yield WindFeeler(f"{site.id}/service-drop", "service-drop", exposure, wind, datum, "aerial")


def water_feelers(
    province: Province, sent: Sequence[tuple[str, str]] = ()
) -> Iterator[WaterFeeler]:
    """Every asset that water can drown: site equipment, generators, active fiber nodes, power sources and substations.

    `sent` are (site or node, generator id) of generators sent out: they stand on the floor of what they feed.
    One that is sent to a record set aside feeds nothing that is known.
    """
    for at, generator_id in sent:
        plant = province.sites.get(at) or province.fiber_nodes.get(at)
        if plant is not None:
            asset, floor = f"{at}/gen/{generator_id}", plant.floor_height_m
            yield WaterFeeler(asset, at, floor, f"{at}.floor_height_m")
    for site in province.sites.values():
        yield WaterFeeler(
            f"{site.id}/equipment", site.id, site.floor_height_m, f"{site.id}.floor_height_m"
        )
        yield from _generator_floors(site, site.id)
    for node in province.fiber_nodes.values():
        if node.role != "passive":
            yield WaterFeeler(node.id, node.id, node.floor_height_m, f"{node.id}.floor_height_m")
            yield from _generator_floors(node, node.id)
    # Channels that are carried about are out of the water.
    outdoors = {c.id: c for c in province.warning_channels.values() if c.kind in IN_THE_WIND}
    edges: dict[str, Powered] = {**province.command_posts, **outdoors}
    for id_, edge in edges.items():
        yield WaterFeeler(id_, id_, edge.floor_height_m, f"{id_}.floor_height_m")
        yield from _generator_floors(edge, id_)
    for power_node in province.power_nodes.values():
        if power_node.kind != "feeder":
            datum = f"{power_node.id}.floor_height_m"
            yield WaterFeeler(power_node.id, power_node.id, power_node.floor_height_m, datum)


def _generator_floors(plant: Powered, at: str) -> Iterator[WaterFeeler]:
    for generator in plant.generators or ():
        own = generator.floor_height_m
        floor = plant.floor_height_m if own is None else own
        yield WaterFeeler(
            f"{at}/gen/{generator.id}", at, floor, f"{at}.gen.{generator.id}.floor_height_m"
        )
