"""Everything of a province that can be damaged, as one flat list with what a selector asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planner.inventory.duty_records import Means
from planner.inventory.records import Satellite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from planner.hazard.records import AssetKind
    from planner.inventory.base import Exposure, Mounting, Placed
    from planner.inventory.duty_records import CommandPost
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Line, Segment, Site
    from planner.inventory.travel_records import Route

Geometry = tuple[tuple[float, float], ...]
"""`(lon, lat)` points in degrees: one for what stands at a point, two or more for a span, none for
a risk group or for what has no place in the files."""


class Asset(NamedTuple):
    """One thing that can be damaged. A tuple, since a large province has 300,000 of them.

    `holder` is the site or node that it is a part of, or None. A span between nodes counts in the
    district of each of its ends; a part of a site in the site's district and commune. `operators`
    are those of the site, or the one that a drop, hop or generator names.
    """

    id: str
    kind: AssetKind
    holder: str | None = None
    districts: tuple[str, ...] = ()
    commune: str | None = None
    operators: tuple[str, ...] = ()
    owner: str | None = None
    mounting: Mounting | None = None
    role: str | None = None
    srlgs: tuple[str, ...] = ()
    geometry: Geometry = ()
    exposure: Exposure = "off-land"


def assets(
    province: Province, extra: Collection[str] = (), among: Province | None = None
) -> Mapping[str, Asset]:
    """Every asset of the province by id, sorted by id.

    Parameters
    ----------
    province
        The province as it was read.
    extra
        Generators that actions send, as `SITE/gen/ID`. One whose site or node the province does
        not have is left out.
    among
        The province cut down to the records whose assets are wanted; all of it where this is None.
    """
    asked = province if among is None else among
    found: list[Asset] = []
    for site in asked.sites.values():
        found.extend(_of_site(site, province))
    for node in asked.fiber_nodes.values():
        found.extend(_of_fiber_node(node, province))
    found.extend(_of_power(asked, province))
    for segment in asked.segments.values():
        found.append(_of_span(segment, "segment", province))
    for line in asked.lines.values():
        found.append(_of_span(line, "line", province))
    found.extend(_of_the_rest(asked, province))
    by_id = {asset.id: asset for asset in found}
    for id_ in sorted(set(extra)):
        sent = _sent_generator(id_, by_id, province)
        if sent is not None:
            by_id.setdefault(id_, sent)
    return {id_: by_id[id_] for id_ in sorted(by_id)}


def _of_site(site: Site, province: Province) -> Iterator[Asset]:
    here = _point(site)
    common = Asset(
        site.id,
        "mast",
        site.id,
        (site.district,),
        site.commune,
        site.operators,
        site.owner,
        geometry=here,
        exposure=province.exposure_of(site.district, site.exposure),
    )
    yield common._replace(id=f"{site.id}/mast")
    yield common._replace(id=f"{site.id}/equipment", kind="equipment")
    yield from _of_supply(site, common, province)
    for drop in site.backhaul.drops:
        yield common._replace(
            id=f"{site.id}/drop/{drop.node}",
            kind="drop",
            operators=site.operators if drop.operator is None else (drop.operator,),
            mounting=drop.mounting,
            srlgs=drop.srlgs,
            geometry=here + _place_of(drop.node, province),
        )
    for hop in site.backhaul.hops:
        yield common._replace(
            id=f"{site.id}/hop/{hop.to}",
            kind="hop",
            operators=site.operators if hop.operator is None else (hop.operator,),
            srlgs=hop.srlgs,
            geometry=here + _place_of(hop.to, province),
        )
    if isinstance(site.backhaul.satellite, Satellite):
        yield common._replace(id=f"{site.id}/dish", kind="dish")


def _of_fiber_node(node: FiberNode, province: Province) -> Iterator[Asset]:
    common = Asset(
        node.id,
        "fiber-node",
        node.id,
        () if node.district is None else (node.district,),
        owner=node.owner,
        geometry=_point(node),
        exposure=province.exposure_of(node.district),
    )
    yield common._replace(holder=None, role=node.role)
    yield from _of_supply(node, common, province)


def _of_supply(eater: Powered, common: Asset, province: Province) -> Iterator[Asset]:
    """The service drop and the generators of a site or fiber node."""
    if eater.service_drop is not None or eater.feed is not None:
        # Where nobody surveyed the drop it is there all the same: a consumer that is fed has one.
        feed = () if eater.feed is None else _place_of(eater.feed, province)
        yield common._replace(
            id=f"{common.id}/service-drop",
            kind="service-drop",
            mounting=None if eater.service_drop is None else eater.service_drop.mounting,
            geometry=feed + common.geometry,
        )
    for generator in eater.generators or ():
        yield common._replace(
            id=f"{common.id}/gen/{generator.id}",
            kind="generator",
            operators=common.operators if generator.operator is None else (generator.operator,),
        )


def _of_power(asked: Province, province: Province) -> Iterator[Asset]:
    for node in asked.power_nodes.values():
        yield Asset(
            node.id,
            "power-node",
            None,
            () if node.district is None else (node.district,),
            owner=node.owner,
            role=node.kind,
            geometry=_point(node),
            exposure=province.exposure_of(node.district, node.exposure),
        )


def _of_span(span: Segment | Line, kind: AssetKind, province: Province) -> Asset:
    route = tuple((float(lon), float(lat)) for lon, lat in span.route)
    districts = {_district_of(end, province) for end in (span.from_, span.to)} - {None}
    return Asset(
        span.id,
        kind,
        None,
        tuple(sorted(district for district in districts if district is not None)),
        owner=span.owner,
        mounting=span.mounting,
        srlgs=span.srlgs,
        geometry=_place_of(span.from_, province) + route + _place_of(span.to, province),
        exposure=province.exposure_of(None, span.exposure),
    )


def _of_the_rest(asked: Province, province: Province) -> Iterator[Asset]:
    """Risk groups, command posts, warning channels and resources."""
    for group in asked.srlgs:
        yield Asset(group, "srlg")
    for post in asked.command_posts.values():
        yield from _of_post(post, province)
    for channel in asked.warning_channels.values():
        commune = province.communes.get(channel.commune)
        district = None if commune is None else commune.district
        stands = Asset(
            channel.id,
            "warning-channel",
            channel.id,
            () if district is None else (district,),
            channel.commune,
            geometry=_there(channel, channel.commune, district, province),
            exposure=province.exposure_of(district),
        )
        yield stands._replace(holder=None)
        yield from _of_supply(channel, stands, province)
    for resource in asked.resources.values():
        yield Asset(
            resource.id,
            "resource",
            None,
            () if resource.district is None else (resource.district,),
            owner=resource.owner,
            geometry=_point(resource),
            exposure=province.exposure_of(resource.district),
        )
    for road in asked.roads.values():
        yield _of_route(road, "road", province)
    for sea_route in asked.sea_routes.values():
        yield _of_route(sea_route, "sea-route", province)


def _of_route(route: Route, kind: AssetKind, province: Province) -> Asset:
    """A road or sea route; it counts in the district of each of its ends."""
    ends = [province.road_nodes.get(end) for end in (route.from_, route.to)]
    districts = dict.fromkeys(n.district for n in ends if n is not None and n.district is not None)
    return Asset(
        route.id,
        kind,
        None,
        tuple(districts),
        srlgs=route.srlgs,
        geometry=route_points(route, province),
        exposure=province.exposure_of(None),
    )


def route_points(route: Route, province: Province) -> Geometry:
    """The points of a road or sea route from end to end, `(lon, lat)`; an end that was set aside is left out."""
    first, last = (
        () if (node := province.road_nodes.get(end)) is None else _point(node)
        for end in (route.from_, route.to)
    )
    return (*first, *((float(lon), float(lat)) for lon, lat in route.route), *last)


def _of_post(post: CommandPost, province: Province) -> Iterator[Asset]:
    """A command post, its supply, and each means that is more than a word."""
    common = Asset(
        post.id,
        "command-post",
        post.id,
        (post.district,),
        post.commune,
        geometry=_there(post, post.commune, post.district, province),
        exposure=province.exposure_of(post.district),
    )
    yield common._replace(holder=None)
    yield from _of_supply(post, common, province)
    for means in post.means:
        if isinstance(means, Means):
            cable = _place_of(means.node, province) if means.node is not None else ()
            yield common._replace(
                id=f"{post.id}/means/{means.id}",
                kind="means",
                operators=means.operators,
                mounting=means.mounting,
                srlgs=means.srlgs,
                geometry=common.geometry + cable,
            )


def _there(
    placed: Placed, commune: str | None, district: str | None, province: Province
) -> Geometry:
    """Where a post or channel stands: its own point, else the seat of its commune or district."""
    here = province.whereabouts(placed, commune, district)
    return () if here is None else (here,)


def _sent_generator(id_: str, by_id: Mapping[str, Asset], province: Province) -> Asset | None:
    """The asset of a generator that an action sends to a site or fiber node."""
    holder, _, part = id_.partition("/")
    if not part.startswith("gen/"):
        return None
    stands = by_id.get(f"{holder}/mast" if holder in province.sites else holder)
    if stands is None or stands.kind not in ("mast", "fiber-node"):
        return None
    return stands._replace(id=id_, kind="generator", holder=holder, role=None)


def _point(record: Placed) -> Geometry:
    if record.lon is None or record.lat is None:
        return ()
    return ((float(record.lon), float(record.lat)),)


def _place_of(id_: str, province: Province) -> Geometry:
    """Where a site or node stands; nothing when it was set aside."""
    try:
        return (province.point(id_),)
    except KeyError:
        return ()


def _district_of(node: str, province: Province) -> str | None:
    known = province.fiber_nodes.get(node) or province.power_nodes.get(node)
    return None if known is None else known.district
