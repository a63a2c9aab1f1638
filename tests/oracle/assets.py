"""Everything in a world that can fail, with what it feels and stands, and who a selector means."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.inventory.records import FiberNode, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from planner.hazard.fragility_library import GustCurve
    from planner.hazard.records import Selector
    from planner.inventory.base import DesignWind, Exposure, Placed
    from planner.inventory.duty_records import CommandPost, WarningChannel
    from planner.inventory.plant_records import Generator, Powered
    from planner.inventory.province import Province
    from planner.scenario.records import ClassDefault, MobileGenerator
    from tests.oracle.world import World

GUST_OVER_MEAN = {
    "2min": {"at-sea": 1.15, "off-sea": 1.28, "off-land": 1.42, "in-land": 1.55},
    "10min": {"at-sea": 1.23, "off-sea": 1.38, "off-land": 1.52, "in-land": 1.66},
}
"""3-second gust over the mean: Harper, Kepert and Ginger (2010), WMO/TD-1555."""
FORCE_TOP_MPS = (
    0.2, 1.5, 3.3, 5.4, 7.9, 10.7, 13.8, 17.1, 20.7, 24.4, 28.4, 32.6, 36.9, 41.4, 46.1, 50.9, 56.0, 61.2,
)  # fmt: skip
"""Upper end of each Vietnamese wind force, m/s: Decision 18/2021/QD-TTg."""
OUTSIDE = ("loudspeakers", "siren", "radio", "television")
"""Warning channels that stand on a pole or mast."""
NOWHERE = (1000.0, 1000.0)
"""The longitudes of what stands nowhere, or whose ends are not known."""


def gust_mps(wind: DesignWind, exposure: Exposure) -> float:
    """The design wind as a 3-second gust."""
    if wind.unit == "force":
        return FORCE_TOP_MPS[int(wind.value)] * GUST_OVER_MEAN["2min"][exposure]
    value_mps = wind.value / 3.6 if wind.unit == "km/h" else wind.value
    if wind.averaging == "3s":
        return value_mps
    return value_mps * GUST_OVER_MEAN[wind.averaging][exposure]


@dataclass(frozen=True)
class Asset:
    """One thing that can fail.

    `wind` and `floor` are what it stands (m/s, m): None for "not surveyed"; they matter only where
    `feels_wind` or `feels_water` says so. `lons` are the longitudes it spans.
    """

    id: str
    kind: str
    lons: tuple[float, float]
    feels_wind: bool = False
    wind: Fraction | None = None
    feels_water: bool = False
    floor: Fraction | None = None
    srlgs: tuple[str, ...] = ()
    poles: str | None = None
    since_h: Fraction = Fraction(0)
    sure: bool = True
    district: str | None = None
    commune: str | None = None
    operators: tuple[str, ...] = ()
    owner: str | None = None
    mounting: str | None = None
    role: str | None = None
    exposure: Exposure = "off-land"
    curve: tuple[float, float, float] | None = None
    """Median gust (m/s), spread and number of poles, where a sample is drawn; None: nobody knows."""


def whereabouts(
    province: Province, placed: Placed, commune: str | None, district: str | None
) -> tuple[float, float] | None:
    """Where a post or channel stands: at its own point, else at the seat of its commune, else of its district."""
    home = province.communes.get(commune or "")
    around = province.districts.get(district or "")
    seats = (placed, None if home is None else home.seat, None if around is None else around.seat)
    for there in seats:
        if there is not None and there.lon is not None and there.lat is not None:
            return float(there.lon), float(there.lat)
    return None


def meets(polygon: Iterable[tuple[float, float]], asset: Asset) -> bool:
    """Whether the polygon, which random worlds make a strip from south to north, meets the asset."""
    lons = [lon for lon, _ in polygon]
    return min(lons) <= asset.lons[1] and asset.lons[0] <= max(lons)


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _members(curve: GustCurve, poles: int | None) -> float:
    return 1.0 if curve.span_m is None else float(poles or 1)


class Catalogue:
    """The assets of one world, by id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._province = world.province
        self.by_id = {asset.id: asset for asset in self._all()}

    def selected(self, selector: Selector) -> list[str]:
        """The ids that a selector means, in their order."""
        named = {
            part
            for path in selector.assets
            for part in (
                (f"{path}/mast", f"{path}/equipment") if path in self._province.sites else (path,)
            )
        }
        wants: tuple[tuple[Collection[str], Callable[[Asset], set[str | None]]], ...] = (
            (selector.kind, lambda asset: {asset.kind}),
            (selector.district, lambda asset: {asset.district}),
            (selector.commune, lambda asset: {asset.commune}),
            (selector.operator, lambda asset: set(asset.operators)),
            (selector.owner, lambda asset: {asset.owner}),
            (selector.mounting, lambda asset: {asset.mounting}),
            (selector.role, lambda asset: {asset.role}),
            (selector.srlg, lambda asset: set(asset.srlgs)),
        )
        return sorted(
            id_
            for id_, asset in self.by_id.items()
            if (not selector.assets or id_ in named)
            and (selector.inside is None or meets(selector.inside, asset))
            and all(not asked or has(asset) & set(asked) for asked, has in wants)
        )

    def _all(self) -> Iterator[Asset]:
        province = self._province
        for site in province.sites.values():
            yield from self._of_site(site)
        for node in province.fiber_nodes.values():
            active = node.role != "passive"
            yield Asset(
                node.id, "fiber-node", self._span(node.id), feels_water=active, role=node.role,
                floor=_exact(node.floor_height_m), district=node.district, owner=node.owner,
            )  # fmt: skip
            if active:
                yield from self._power_parts(node)
        for kind, spans in (("segment", province.segments), ("line", province.lines)):
            for span in spans.values():
                volts = getattr(span, "voltage_kv", None)
                yield Asset(
                    span.id, kind, self._span(span.from_, span.to, *(lon for lon, _ in span.route)),
                    feels_wind=span.mounting == "aerial", srlgs=span.srlgs, owner=span.owner,
                    **self._stands(kind, span.design_wind, self._exposure(None, span.exposure),
                                   mounting=span.mounting, volts=volts, poles=span.pole_count),
                    poles=getattr(span, "poles", None), mounting=span.mounting,
                )  # fmt: skip
        for power in province.power_nodes.values():
            exposure = self._exposure(power.district, power.exposure)
            yield Asset(
                power.id, "power-node", self._span(power.id), feels_wind=power.kind == "substation",
                **self._stands("substation", power.design_wind, exposure),
                feels_water=power.kind != "feeder", floor=_exact(power.floor_height_m),
                role=power.kind, district=power.district, owner=power.owner,
            )  # fmt: skip
        for group in province.srlgs:
            yield Asset(group, "srlg", NOWHERE)
        for post in province.command_posts.values():
            yield from self._of_post(post)
        for channel in province.warning_channels.values():
            yield from self._of_channel(channel)
        for resource in province.resources.values():
            here = self._at(whereabouts(province, resource, None, None))
            yield Asset(resource.id, "resource", here, district=resource.district, owner=resource.owner)
        for kind, routes in (("road", province.roads), ("sea-route", province.sea_routes)):
            for route in routes.values():
                yield Asset(route.id, kind, self._span(route.from_, route.to), srlgs=route.srlgs)

    def _of_post(self, post: CommandPost) -> Iterator[Asset]:
        """A post drowns; its antennas and hanging cables stand in the wind."""
        whose: dict[str, Any] = {"district": post.district, "commune": post.commune}
        here = self._at(whereabouts(self._province, post, post.commune, post.district))
        floor = _exact(post.floor_height_m)
        yield Asset(post.id, "command-post", here, feels_water=True, floor=floor, **whose)
        yield from self._edge_parts(post.id, post, here, self._exposure(post.district, None), whose)
        for means in post.means:
            if isinstance(means, str):
                continue
            hangs = means.kind == "fiber" and means.mounting in (None, "aerial")
            kind, mounting = ("drop", "aerial") if hangs else ("dish", None)
            stands = self._stands(
                kind, means.design_wind, self._exposure(post.district, None), mounting=mounting
            )
            yield Asset(
                f"{post.id}/means/{means.id}", "means", self._span(*here, *filter(None, [means.node])),
                feels_wind=hangs or means.kind in ("vsat", "vhf", "uhf", "hf"), **stands,
                srlgs=means.srlgs, poles=means.poles, mounting=means.mounting,
                operators=means.operators, **whose,
            )  # fmt: skip

    def _of_channel(self, channel: WarningChannel) -> Iterator[Asset]:
        """What stands outside feels wind and water; what is carried, wind where it says what it stands."""
        commune = self._province.communes.get(channel.commune)
        district = None if commune is None else commune.district
        whose: dict[str, Any] = {"district": district, "commune": channel.commune}
        here = self._at(whereabouts(self._province, channel, channel.commune, district))
        outside = channel.kind in OUTSIDE
        exposure = self._exposure(district, None)
        yield Asset(
            channel.id, "warning-channel", here, feels_wind=outside or channel.design_wind is not None,
            **self._stands("warning-channel", channel.design_wind, exposure),
            feels_water=outside, floor=_exact(channel.floor_height_m), **whose,
        )  # fmt: skip
        yield from self._edge_parts(channel.id, channel, here, exposure, whose, dry=not outside)

    def _edge_parts(
        self, id_: str, plant: Powered, here: tuple[float, float], exposure: Exposure,
        whose: dict[str, Any], *, dry: bool = False,
    ) -> Iterator[Asset]:  # fmt: skip
        """The last span of power line, which may hang where nobody looked, and the generators."""
        drop = plant.service_drop
        if drop is not None or plant.feed is not None:
            wind = None if drop is None else drop.design_wind
            mounting = None if drop is None else drop.mounting
            stands = self._stands("service-drop", wind, exposure, mounting="aerial")
            yield Asset(
                f"{id_}/service-drop", "service-drop", self._span(*here, *filter(None, [plant.feed])),
                feels_wind=mounting in (None, "aerial"), **stands, mounting=mounting, **whose,
            )  # fmt: skip
        for generator in plant.generators or ():
            own = generator.floor_height_m
            yield Asset(
                f"{id_}/gen/{generator.id}", "generator", here, feels_water=not dry,
                floor=_exact(plant.floor_height_m if own is None else own),
                operators=(generator.operator,) if generator.operator else (), **whose,
            )  # fmt: skip

    def _at(self, point: tuple[float, float] | None) -> tuple[float, float]:
        return NOWHERE if point is None else (point[0], point[0])

    def _of_site(self, site: Site) -> Iterator[Asset]:
        exposure = self._exposure(site.district, site.exposure)
        here = self._span(site.id)
        whose: dict[str, Any] = {
            "district": site.district, "commune": site.commune, "operators": site.operators, "owner": site.owner,
        }  # fmt: skip
        stands = self._stands(
            "mast", site.structure.design_wind, exposure, structure=site.structure.type
        )
        yield Asset(f"{site.id}/mast", "mast", here, feels_wind=True, **stands, **whose)
        floor = _exact(site.floor_height_m)
        yield Asset(
            f"{site.id}/equipment", "equipment", here, feels_water=True, floor=floor, **whose
        )
        yield from self._power_parts(site)
        satellite = site.backhaul.satellite
        if satellite in (None, "unknown"):
            yield Asset(f"{site.id}/dish", "dish", here, sure=False, **whose)
        elif not isinstance(satellite, str) and satellite is not None:
            stands = self._stands("dish", satellite.design_wind, exposure)
            yield Asset(f"{site.id}/dish", "dish", here, feels_wind=True, **stands, **whose)
        for drop in site.backhaul.drops:
            stands = self._stands("drop", drop.design_wind, exposure, mounting=drop.mounting)
            named = whose | ({"operators": (drop.operator,)} if drop.operator else {})
            yield Asset(
                f"{site.id}/drop/{drop.node}", "drop", self._span(site.id, drop.node),
                feels_wind=drop.mounting == "aerial", **stands, srlgs=drop.srlgs, poles=drop.poles,
                sure=drop.present == "yes", mounting=drop.mounting, **named,
            )  # fmt: skip
        for hop in site.backhaul.hops:
            named = whose | ({"operators": (hop.operator,)} if hop.operator else {})
            yield Asset(
                f"{site.id}/hop/{hop.to}",
                "hop",
                self._span(site.id, hop.to),
                srlgs=hop.srlgs,
                **named,
            )

    def _power_parts(self, place: Site | FiberNode) -> Iterator[Asset]:
        operators = place.operators if isinstance(place, Site) else ()
        whose: dict[str, Any] = {
            "district": place.district, "commune": getattr(place, "commune", None), "owner": place.owner,
        }  # fmt: skip
        exposure = self._exposure(place.district, getattr(place, "exposure", None))
        if place.service_drop is not None or place.feed is not None:
            drop = place.service_drop
            mounting = None if drop is None else drop.mounting
            wind = None if drop is None else drop.design_wind
            stands = self._stands("service-drop", wind, exposure, mounting=mounting)
            reach = self._span(place.id)
            if place.feed is not None and place.feed in self._province.power_nodes:
                reach = self._span(place.id, place.feed)
            yield Asset(
                f"{place.id}/service-drop", "service-drop", reach, feels_wind=mounting == "aerial",
                **stands, mounting=mounting, operators=operators, **whose,
            )  # fmt: skip
        sent = [action for action in self._sent() if action.to == place.id]
        both: list[Generator | MobileGenerator] = [*(place.generators or ()), *sent]
        for generator in both:
            own = getattr(generator, "floor_height_m", None)
            yield Asset(
                f"{place.id}/gen/{generator.id}", "generator", self._span(place.id), feels_water=True,
                floor=_exact(place.floor_height_m if own is None else own),
                since_h=max(Fraction(0), getattr(generator, "at_h", Fraction(0))),
                operators=(generator.operator,) if generator.operator else operators, **whose,
            )  # fmt: skip

    def _sent(self) -> list[MobileGenerator]:
        return [
            action for action in self._world.scenario.actions if action.do == "mobile-generator"
        ]

    def _exposure(self, district: str | None, own: Exposure | None) -> Exposure:
        if own is not None:
            return own
        known = self._province.districts.get(district or "")
        return (known and known.exposure) or self._province.header.exposure

    def _stands(
        self, kind: str, wind: DesignWind | None, exposure: Exposure, *,
        mounting: str | None = None, structure: str | None = None, volts: float | None = None,
        poles: int | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """The gust it stands by its own record, else by the first class default that fits; and its curve."""

        def fits(known: ClassDefault | GustCurve) -> bool:
            return (
                known.kind == kind
                and known.mounting in (None, mounting)
                and known.structure in (None, structure)
                and (known.voltage_at_least_kv is None
                     or (volts is not None and volts >= known.voltage_at_least_kv))
            )  # fmt: skip

        classes = self._world.defaults.classes if self._world.defaults is not None else ()
        assumed = next((known.design_wind for known in classes if fits(known)), None)
        design = assumed if wind is None else wind
        gust = None if design is None else gust_mps(design, exposure)
        stands = {"wind": _exact(gust), "exposure": exposure}
        if self._world.fragility is None:
            return stands
        curves = [curve for curve in self._world.fragility.gusts if fits(curve)]
        own = [curve for curve in curves if curve.median_ratio is not None]
        of_class = [curve for curve in curves if curve.median_mps is not None]
        if wind is None and of_class:
            made = of_class[0].median_mps, of_class[0].beta, _members(of_class[0], poles)
        elif gust is None:
            return stands
        elif own:
            made = gust * (own[0].median_ratio or 0), own[0].beta, _members(own[0], poles)
        else:
            made = gust, 0.0, 1.0
        return {**stands, "curve": made}

    def _span(self, *points: str | float) -> tuple[float, float]:
        """The longitudes between the first and last of some places; an end set aside spans nothing."""
        province = self._province
        known: dict[str, Placed] = {
            **province.sites, **province.fiber_nodes, **province.power_nodes, **province.road_nodes,
        }  # fmt: skip
        lons = [
            point if isinstance(point, float) else known[point].lon
            for point in points
            if isinstance(point, float) or point in known
        ]
        whole = [lon for lon in lons if lon is not None and lon != NOWHERE[0]]
        return (min(whole), max(whole)) if whole else NOWHERE
