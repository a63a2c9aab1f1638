"""Random worlds of what is sent out: roads that close, boats, islands, teams, depots, and tanks that run dry."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.hazard.records import Removal, Selector
from planner.inventory.records import Hop
from planner.inventory.travel_records import Resource, Road, RoadNode, SeaRoute, TravelChoices
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
from planner.policy.requirements import HardenedTest, WindTest
from planner.scenario.records import Refuel
from tests.oracle.chance import Seeded
from tests.oracle.duty_provinces import DutyProvinceMaker
from tests.oracle.duty_worlds import DutyWorldMaker
from tests.oracle.provinces import without_record

if TYPE_CHECKING:
    from planner.hazard.records import Storm
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.policy.duties.records import AnyDuty
    from planner.scenario.records import Action, Scenario
    from tests.oracle.world import World

LENGTHS_KM = (20, 8, 45, 90, 0.5, 130)
HOURS = (Fraction(1), Fraction(0), Fraction(1, 2), Fraction(7, 3), Fraction(5))
KINDS = ("fuel", "reach", "island-autonomy")


def seeded_travel_world(seed: int | str) -> World:
    """The world that a seed names; the same on every machine."""
    return TravelWorldMaker(Seeded(f"travel {seed}")).world(str(seed))


class TravelProvinceMaker(DutyProvinceMaker):
    """Draws a province with roads, and with somebody on them."""

    def province(self) -> Province:
        """A province in which every reference leads somewhere."""
        bare = super().province()
        chance = self._chance
        self._missing = chance.pick((0, 0, 0, 3, 10))
        islands = {id_: d.model_copy(update={"island": chance.happens(45)}) for id_, d in bare.districts.items()}
        isles = {
            id_: c.model_copy(update={"island": c.island or chance.happens(15)}) for id_, c in bare.communes.items()
        }
        bare = replace(
            bare, districts=islands, communes=isles, warning_channels={}, population_points={},
            coverage_measurements={}, sites={id_: self._off(s, islands) for id_, s in bare.sites.items()},
        )  # fmt: skip
        nodes = self._nodes(bare) if chance.happens(97) else {}
        roads, boats = self._ways(nodes)
        return replace(
            bare, road_nodes=nodes, roads=roads, sea_routes=boats, resources=self._resources(bare, nodes)
        )

    def _off(self, site: Site, districts: Any) -> Site:
        """Of an island the sites more often leave it by microwave, and have larger tanks."""
        chance = self._chance
        if chance.happens(60):  # nobody knows how high its generators stand
            sets = site.generators and tuple(
                one.model_copy(update={"floor_height_m": None}) for one in site.generators
            )
            site = site.model_copy(update={"floor_height_m": None, "generators": sets})
        if not site.generators or chance.happens(20):
            return site
        times = chance.pick((6, 2, 12)) if districts[site.district].island else 1
        sets = tuple(
            one if one.tank_l is None else one.model_copy(update={"tank_l": one.tank_l * times})
            for one in site.generators
        )
        ways = site.backhaul
        ends = [*self._fiber, *(id_ for id_ in self._sites if id_ != site.id)]
        if chance.happens(75) and not ways.hops:
            hops = tuple(Hop(to=end) for end in chance.some(ends, 2))
            ways = ways.model_copy(update={"hops": hops})
        return site.model_copy(update={"generators": sets, "backhaul": ways})

    def _nodes(self, bare: Province) -> dict[str, RoadNode]:
        """A node at most sites, and a few elsewhere."""
        chance = self._chance
        found: dict[str, RoadNode] = {}
        for site in bare.sites.values():
            if chance.happens(12):
                continue
            id_ = f"N{len(found) + 1}"
            island = bare.districts[site.district].island
            isle = site.commune is not None and bare.communes[site.commune].island
            away = chance.pick((0.0, 0.004, 0.02))
            assert site.lon is not None
            assert site.lat is not None
            found[id_] = RoadNode(
                id=id_, lon=round(float(site.lon) + away, 5), lat=round(float(site.lat) - away / 2, 5),
                district=site.district if island or isle or chance.happens(10) else None,
                commune=site.commune if isle and chance.happens(60) else None,
            )  # fmt: skip
        return found

    def _ways(self, nodes: dict[str, RoadNode]) -> tuple[dict[str, Road], dict[str, SeaRoute]]:
        chance, ids = self._chance, list(nodes)
        ends = [(chance.pick(ids[:k]), ids[k]) for k in range(1, len(ids))]
        ends += [chance.pick(ends) for _ in range(chance.integer(0, 1)) if ends]
        if len(ids) > 2 and chance.happens(40):
            ends.append((ids[0], ids[-1]))
        roads: dict[str, Road] = {}
        boats: dict[str, SeaRoute] = {}
        for start, end in ends:
            made: dict[str, Any] = {
                "from_": start, "to": end, "length_km": chance.pick(LENGTHS_KM) if chance.happens(80) else None,
                "speed_kmh": chance.pick((None, 30, 12)), "srlgs": self._some_groups(25),
                "closed_from_force": chance.pick((8, 6, 7, 10)) if chance.happens(50) else None,
            }  # fmt: skip
            if chance.happens(25):
                id_ = f"B{len(boats) + 1}"
                level = 4 if chance.happens(15) else None
                boats[id_] = SeaRoute(id=id_, closed_at_risk_level=level, **made)
                continue
            id_ = f"W{len(roads) + 1}"
            roads[id_] = Road(
                id=id_, class_=chance.pick(("provincial", "national", "local", "expressway")),
                structure=chance.pick(("road", "road", "bridge", "ferry")),
                floods_at_m=chance.pick((0.3, 1.0)) if self._surveyed() else None, **made,
            )  # fmt: skip
        return roads, boats

    def _resources(self, bare: Province, nodes: dict[str, RoadNode]) -> dict[str, Resource]:
        chance = self._chance
        found: dict[str, Resource] = {}
        for k in range(1, 1 + chance.pick((2, 3, 2, 3, 2, 1, 4, 0))):
            found[f"T{k}"] = Resource(
                id=f"T{k}", kind="team", team=chance.pick(("radio", "power")) if self._surveyed() else None,
                **self._based(nodes),
            )  # fmt: skip
        for k in range(1, 1 + chance.pick((1, 2, 2, 1, 3, 0))):
            found[f"X{k}"] = Resource(
                id=f"X{k}", kind="fuel", fuel=chance.pick((None, "diesel", "diesel", "petrol")),
                fuel_l=Fraction(chance.pick((500, 40, 100, 8))) if self._surveyed() else None,
                tanker_l=Fraction(chance.pick((200, 30, 12))) if self._surveyed() else None, **self._based(nodes),
            )  # fmt: skip
        return found

    def _based(self, nodes: dict[str, RoadNode]) -> dict[str, Any]:
        chance = self._chance
        made: dict[str, Any] = {
            "ready_after_h": chance.pick(HOURS) if self._surveyed() else None,
            "count": 0 if chance.happens(3) else 1,
        }
        if nodes and chance.happens(60):
            return made | {"at": chance.pick(list(nodes))}
        site = self._sites[chance.pick(list(self._sites))]
        return made | {"lon": site.lon, "lat": site.lat, "district": site.district}


class TravelWorldMaker(DutyWorldMaker):
    """Draws a world that asks who is where when, and whether the fuel lasts."""

    def _made(self, spare_h: list[Fraction]) -> Province:
        province = TravelProvinceMaker(self._chance, spare_h).province()
        if self._lossy and self._chance.happens(8):
            section = self._chance.pick(("roads", "sea_routes", "resources"))
            records = getattr(province, section)
            if records:
                gone = records[self._chance.pick(sorted(records))]
                province = without_record(province, section, gone, gone.id, placed=True)
        return province

    def _scenario(self, actions: tuple[Action, ...]) -> Scenario:
        scenario = super()._scenario(actions)
        return scenario.model_copy(update={"travel": TravelChoices(order_h=self._share * 4 - 4)})

    def _storm(self, bare: World) -> Storm | None:
        """A storm that in many worlds takes the grid early, so that tanks run dry and stations go."""
        storm, chance = super()._storm(bare), self._chance
        sources = [node.id for node in bare.province.power_nodes.values() if node.kind == "source"]
        if storm is None or not sources or not chance.happens(60):
            return storm
        ends = (None, None, self._pool_h[-1] + 2)
        taken = Removal(
            select=Selector(assets=tuple(sources)), at_h=self._pool_h[0], until_h=chance.pick(ends)
        )
        known = storm.model_copy(update={"removals": (*storm.removals, taken)})
        if not chance.happens(80):
            return known
        depth_m = chance.pick((1.25, 0.5, 2.0))
        wet = self._footprint("W7").model_copy(
            update={"quantity": "flood_depth_m", "cuts_off": False, "value": depth_m, "series": ()}
        )
        return known.model_copy(update={"footprints": (*known.footprints, wet)})

    def _actions(self, bare: World, storm: Any) -> tuple[Action, ...]:
        """Some of the refuels say from which depot."""
        actions = super()._actions(bare, storm)
        depots = [r.id for r in bare.province.resources.values() if r.kind == "fuel"]
        return tuple(
            action.model_copy(update={"from_": self._chance.pick(depots)})
            if isinstance(action, Refuel) and depots and self._chance.happens(60)
            else action
            for action in actions
        )

    def _asked(self, bare: World) -> World:
        chance = self._chance
        test = HardenedTest(
            wind=WindTest(gust_mps=chance.pick((0, 0, 36))), fiber_drop=chance.happens(30),
            generator_autonomy_mainland_h=chance.pick((None, None, Fraction(3))),
        )  # fmt: skip
        fuel = FuelDuty(
            kind="fuel", hardened=chance.pick((test, None)), nodes=chance.happens(60), depots=chance.happens(93),
            **self._said("fuel", ("district", "province", "district", "commune")),
        )  # fmt: skip
        reach = ReachDuty(
            kind="reach", within_h=chance.pick((Fraction(20), Fraction(8), Fraction(50))),
            order_h=chance.pick(self._pool_h) if chance.happens(20) else None,
            team=chance.pick(("radio", None, None)), hardened=chance.pick((test, None)),
            posts=chance.pick(((), ("commune", "hospital"))),
            **self._said("reach", ("district", "district", "district", "province", "commune")),
        )  # fmt: skip
        island = IslandDuty(
            kind="island-autonomy", at_least=chance.pick((1, 1, 1, 1, 1, 2)),
            hours=chance.pick((Fraction(6), Fraction(3), Fraction(8), Fraction(2))),
            paths=chance.pick((("satellite", "microwave"), ("satellite", "microwave"), ("microwave",))),
            **self._said("island", ("district",) * 5 + ("commune",)),
        )  # fmt: skip
        duties: tuple[AnyDuty, ...] = (fuel, reach, island)
        return replace(bare, duties=duties)



