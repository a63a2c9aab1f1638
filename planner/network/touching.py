"""Which assets touch: the ends of a span and the span, a site and its parts, a consumer and what feeds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.inventory.records import Site


def touching(province: Province) -> Iterator[tuple[str, ...]]:
    """Groups of assets that stand next to one another in the backhaul or power network, as asset ids.

    A site is named by its mast. Assets that nothing can lose may be among them.
    """
    for spans in (province.segments, province.lines):
        for span in spans.values():
            yield span.id, span.from_, span.to
    for site in province.sites.values():
        yield from _of_site(site, province)
        yield from _of_plant(site.id, f"{site.id}/mast", site)
    for node in province.fiber_nodes.values():
        yield from _of_plant(node.id, node.id, node)


def _of_plant(consumer: str, here: str, plant: Powered) -> Iterator[tuple[str, ...]]:
    if plant.feed is not None:
        yield here, f"{consumer}/service-drop", plant.feed
    for generator in plant.generators or ():
        yield here, f"{consumer}/gen/{generator.id}"


def _of_site(site: Site, province: Province) -> Iterator[tuple[str, ...]]:
    mast = f"{site.id}/mast"
    yield mast, f"{site.id}/equipment", f"{site.id}/dish"
    for drop in site.backhaul.drops:
        yield mast, f"{site.id}/drop/{drop.node}", drop.node
    for hop in site.backhaul.hops:
        end = f"{hop.to}/mast" if hop.to in province.sites else hop.to
        yield mast, f"{site.id}/hop/{hop.to}", end
