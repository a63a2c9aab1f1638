"""From which road node a place is reached: the one it names, else the nearest on the same land."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from planner.foundation.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.inventory.records import Commune, District
    from planner.inventory.travel_records import RoadNode


LEAST_KM_PER_DEG_LAT = 110.0
"""A degree of latitude is longer than this everywhere: no node farther north or south is near enough."""


class Access(NamedTuple):
    """A road node and the straight distance to it."""

    node: str
    away_km: float


class RoadAccess:
    """The road nodes of a province, asked for the one from which a place is reached.

    A straight line knows no water: a place on an island is joined only to nodes of the same island, and a place on the
    mainland to none that is on one. An island is a commune that is one, else a district that is one.
    """

    def __init__(
        self,
        nodes: Iterable[RoadNode],
        districts: Mapping[str, District],
        communes: Mapping[str, Commune],
        join_km: float,
    ) -> None:
        self._districts, self._communes = districts, communes
        self._join_km = join_km
        self._nodes: dict[str | None, list[tuple[float, float, str]]] = {}
        """On each land: latitude, longitude and id, from south to north."""
        for node in nodes:
            if node.lon is not None and node.lat is not None:
                land = self.island_of(node.district, node.commune)
                self._nodes.setdefault(land, []).append((float(node.lat), float(node.lon), node.id))
        for own in self._nodes.values():
            own.sort()

    def island_of(self, district: str | None, commune: str | None) -> str | None:
        """Which island a district and commune say that something is on; None: the mainland."""
        home = self._communes.get(commune) if commune is not None else None
        if home is not None and home.island:
            return f"communes/{home.id}"
        area = home.district if home is not None and district is None else district
        around = self._districts.get(area) if area is not None else None
        return f"districts/{around.id}" if around is not None and around.island else None

    def nearest(
        self, point: tuple[float, float] | None, district: str | None, commune: str | None
    ) -> Access | None:
        """The nearest node on the same land within the distance; None where there is none, or no point.

        On an island that is a commune, nodes that name its district alone are asked where none names the commune.
        """
        if point is None:
            return None
        land = self.island_of(district, commune)
        wider = self.island_of(self._district(district, commune), None)
        nodes = self._nodes.get(land)
        if nodes is None and wider is not None:
            nodes = self._nodes.get(wider)
        lon, lat = point
        far_deg = self._join_km / LEAST_KM_PER_DEG_LAT
        near = () if nodes is None else nodes[bisect_left(nodes, (lat - far_deg,)) :]
        found = [
            (distance_km(lon, lat, node_lon, node_lat), id_)
            for node_lat, node_lon, id_ in takewhile(lambda node: node[0] <= lat + far_deg, near)
        ]
        if not found:
            return None
        away_km, id_ = min(found)
        return Access(id_, away_km) if away_km <= self._join_km else None

    def _district(self, district: str | None, commune: str | None) -> str | None:
        home = self._communes.get(commune) if commune is not None else None
        return home.district if home is not None and district is None else district
