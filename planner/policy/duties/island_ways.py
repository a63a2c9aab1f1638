"""By what a site leaves its island without a cable, and how long it runs by itself: for each operator on it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from planner.foundation.intervals import ZERO
from planner.inventory.records import Satellite, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.sides import Side

Path = Literal["satellite", "microwave"]
UnitKind = Literal["district", "commune", "province"]


def own_hours(site: Site, side: Side, operator: str) -> Fraction | None:
    """Hours on the fixed generators' full tanks for one operator; None: without end as far as anybody knows."""
    if site.generators is None:
        return ZERO if side == "pessimistic" else None
    hours = ZERO
    for generator in site.generators:
        if generator.mounting != "fixed" or generator.operator not in {None, operator}:
            continue
        if generator.tank_l is None or generator.burn_l_per_h is None:
            if side == "optimistic":
                return None
        else:
            hours += generator.tank_l / generator.burn_l_per_h
    return hours


class IslandWays:
    """The ways off one unit, by the inventory alone.

    Parameters
    ----------
    unit, kind
        The island: its id, and what it is.
    hours
        A site that passes another one's traffic on must run so long by itself.
    """

    def __init__(self, province: Province, unit: str, kind: UnitKind, hours: Fraction) -> None:
        self._province, self._unit, self._kind, self._hours = province, unit, kind, hours
        self._unread = [each for each in province.set_aside if each.section == "sites"]

    def lasts(self, site: Site, operator: str, side: Side) -> bool:
        """Whether the operator's equipment runs so long on the site's own tanks."""
        own_h = own_hours(site, side, operator)
        return own_h is None or own_h >= self._hours

    def of(self, site: Site, operator: str, side: Side) -> tuple[Path, ...]:
        """By what the operator's traffic leaves the unit without a cable."""
        found: list[Path] = ["microwave"] if self._by_hops(site, operator, side) else []
        satellite = site.backhaul.satellite
        unseen = satellite is None or satellite == "unknown"
        if isinstance(satellite, Satellite) or (unseen and side == "optimistic"):
            found.append("satellite")
        return tuple(found)

    @cached_property
    def _hops(self) -> Mapping[str, list[tuple[str, str | None]]]:
        """The hops at each end, whichever end's record tells of them: where they lead, and whose they are."""
        found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for site in self._province.sites.values():
            for hop in site.backhaul.hops:
                found[site.id].append((hop.to, hop.operator))
                found[hop.to].append((site.id, hop.operator))
        return found

    def _by_hops(self, site: Site, operator: str, side: Side) -> bool:
        """Whether hops lead off the unit, over sites of it that last as long."""
        seen, waiting = {site.id}, [site]
        while waiting:
            here = waiting.pop()
            if side == "optimistic" and self._may_be_linked(here.id):
                return True
            for end in self._ends(here.id, operator):
                if self._off(end, side):
                    return True
                relay = self._province.sites.get(end)
                if relay is None or end in seen or operator not in relay.operators:
                    continue
                if self.lasts(relay, operator, side):
                    seen.add(end)
                    waiting.append(relay)
        return False

    def _ends(self, id_: str, operator: str) -> Iterator[str]:
        return (end for end, own in self._hops.get(id_, ()) if own in {None, operator})

    def _may_be_linked(self, site: str) -> bool:
        """Whether a site that was set aside may have told of a hop to this one."""
        return any(each.links is None or site in each.links for each in self._unread)

    def _off(self, end: str, side: Side) -> bool:
        """Whether a site or node lies outside the unit; where nobody wrote that down, by side."""
        province = self._province
        if self._kind == "province":
            return True
        place = province.sites.get(end) or province.fiber_nodes.get(end)
        if place is None or place.district is None:
            return side == "optimistic"
        if self._kind == "district":
            return place.district != self._unit
        if place.district != province.communes[self._unit].district:
            return True
        commune = place.commune if isinstance(place, Site) else None
        return side == "optimistic" if commune is None else commune != self._unit
