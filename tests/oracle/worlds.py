"""Random whole questions: a province, what the storm does to it, what is done about it, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import strategies as st

from planner.hazard.records import Footprint, Level, Removal, Selector, Storm
from planner.inventory.base import DesignWind, Name
from planner.policy.requirements import HardenedTest, Requirement, UnitFilter, WindTest
from planner.scenario.records import (
    Action,
    ClassDefault,
    DefaultsLibrary,
    Derate,
    FuelAtStart,
    MobileGenerator,
    PowerCut,
    Refuel,
    Repair,
    Scenario,
)
from tests.oracle.assets import Asset, Catalogue
from tests.oracle.chance import Drawn, Seeded
from tests.oracle.provinces import ProvinceMaker, with_some_set_aside
from tests.oracle.spans import ZERO
from tests.oracle.world import World

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode, Site
    from tests.oracle.chance import Chance

HORIZONS_H = (Fraction(24), Fraction(12), Fraction(6), Fraction(72), Fraction(47, 3))
HOUR_PARTS = (
    Fraction(0),
    Fraction(1, 2),
    Fraction(1, 3),
    Fraction(1, 4),
    Fraction(3, 7),
    Fraction(2, 3),
)
WINDS_MPS = (0.0, 20.0, 30.0, 38.5, 45.0, 47.0, 52.0, 65.0)
QUANTITIES = ("gust_mps",) * 3 + ("flood_depth_m",) * 2 + ("surge_depth_m", "landslide_m")
DEPTHS_M = (0.75, 1.25, 0.5, 1.75, 3.0)
OURS = Name(vi="Thử", en="Trial")


def seeded_world(seed: int | str) -> World:
    """The world that a seed names; the same on every machine."""
    return WorldMaker(Seeded(f"world {seed}")).world(str(seed))


@st.composite
def worlds(
    draw: DrawFn, *, storm: bool = True, actions: bool = True, set_aside: bool = True
) -> World:
    """Worlds that Hypothesis can shrink."""
    maker = WorldMaker(Drawn(draw), storm=storm, actions=actions, set_aside=set_aside)
    return maker.world("drawn by Hypothesis")


class WorldMaker:
    """Draws one world. Most instants come from a small pool, so that many things coincide."""

    def __init__(
        self, chance: Chance, *, storm: bool = True, actions: bool = True, set_aside: bool = True
    ) -> None:
        self._chance = chance
        self._stormy, self._active, self._lossy = storm, actions, set_aside
        self._share = chance.pick((Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2, 3)))
        self._horizon_h = chance.pick(HORIZONS_H)
        whole = [chance.integer(0, int(self._horizon_h)) for _ in range(chance.integer(3, 6))]
        # In every other world the storm is there before the scenario begins.
        self._first_step = -4 * int(self._horizon_h) if chance.happens(50) else 0
        self._pool_h = sorted({Fraction(hour) + chance.pick(HOUR_PARTS) for hour in whole})

    def world(self, seed: str) -> World:
        """A province, a storm, actions and policies."""
        chance = self._chance
        gaps_h = sorted({abs(a - b) for a in self._pool_h for b in self._pool_h if a != b})
        province = self._made(gaps_h[:4] or [Fraction(3)])
        if self._lossy and chance.happens(16):
            province = with_some_set_aside(chance, province)
        bare = self._asked(World(province, self._scenario(()), None, (), self._defaults(), {}, seed))
        self._province = province
        storm = self._storm(bare) if self._stormy else None
        actions = self._actions(bare, storm) if self._active else ()
        gusts = self._gusts(bare) if self._stormy and chance.happens(50) else {}
        if self._stormy and self._active and chance.happens(25):
            storm, more = self._breakdown(storm)
            actions += more
        scenario = self._scenario(actions)
        return replace(bare, scenario=scenario, storm=storm, gusts=gusts)

    def _made(self, spare_h: list[Fraction]) -> Province:
        return ProvinceMaker(self._chance, spare_h).province()

    def _asked(self, bare: World) -> World:
        """The world with what is asked of it."""
        count = self._chance.pick((1, 2, 2, 3))
        requirements = tuple(self._requirement(f"Q{k}") for k in range(1, 1 + count))
        return replace(bare, requirements=requirements)

    def _scenario(self, actions: tuple[Action, ...]) -> Scenario:
        return Scenario(
            id="random", name=OURS, policies=("policy.yaml",), start=datetime(2026, 9, 7, tzinfo=UTC),
            horizon_h=self._horizon_h, actions=actions, fuel_at_start=FuelAtStart(share=self._share),
        )  # fmt: skip

    def _hour(self) -> Fraction:
        if self._chance.happens(75):
            return self._chance.pick(self._pool_h)
        if self._chance.happens(15):
            return -Fraction(self._chance.integer(1, 20), 3)
        return Fraction(self._chance.integer(0, 21 * int(self._horizon_h)), 21)

    def _span(self, lasts: int) -> dict[str, Any]:
        """An instant, and a later one in `lasts` of a hundred cases."""
        at_h = self._hour()
        if not self._chance.happens(lasts):
            return {"at_h": at_h, "until_h": None}
        later = [instant for instant in self._pool_h if instant > max(at_h, ZERO)]
        end_h = self._chance.pick(later) if later else max(at_h, ZERO) + self._chance.integer(1, 9)
        return {"at_h": at_h, "until_h": end_h}

    def _requirement(self, id_: str) -> Requirement:
        chance = self._chance
        unit: Literal["district", "commune", "province"] = chance.pick(
            (
                "district",
                "province",
                "district",
                "province",
                "province",
                "province",
                "province",
                "district",
                "commune",
            )
        )
        where = UnitFilter()
        if unit != "province" and chance.happens(20):
            where = chance.pick(
                (UnitFilter(exposed=True), UnitFilter(island=False), UnitFilter(only=("D1", "C1")),
                 UnitFilter(level=("former-district", "commune")))
            )  # fmt: skip
        wind = chance.pick(
            (*[WindTest(gust_mps=0)] * 8, WindTest(gust_mps=30), WindTest(gust_mps=30),
             WindTest(gust_mps=30), WindTest(gust_mps=40), WindTest(zone_gust=True), WindTest(risk_level=4),
             WindTest(risk_level=3), WindTest(force=12))
        )  # fmt: skip
        hours = chance.pick((None,) * 10 + (Fraction(3), Fraction(6)))
        test = HardenedTest(
            wind=wind, generator_autonomy_mainland_h=hours,
            generator_autonomy_island_h=None if hours is None else hours * chance.pick((1, 2)),
            fiber_drop=chance.happens(12), buried_drop=chance.happens(4), survives_any_one=chance.happens(7),
            floor_above_m=0.75 if chance.happens(6) else None, min_operators=2 if chance.happens(4) else 1,
        )  # fmt: skip
        from_h, until_h = ZERO, None
        if chance.happens(15):
            from_h = min(chance.pick(self._pool_h), self._horizon_h / 2)
        if chance.happens(15):
            until_h = from_h + chance.pick((Fraction(3), Fraction(25, 7), Fraction(100)))
        return Requirement(
            id=id_, name=OURS, unit=unit, where=where, hardened=test, from_h=from_h, until_h=until_h,
            at_least=chance.pick((1,) * 24 + (2, 3)), legal_source=OURS,
        )  # fmt: skip

    def _defaults(self) -> DefaultsLibrary | None:
        if not self._chance.happens(12):
            return None
        rows: list[dict[str, Any]] = [
            {"kind": "line", "mounting": "aerial", "voltage_at_least_kv": 110.0, "design_wind": DesignWind(value=55)},
            {"kind": "line", "design_wind": DesignWind(value=40)},
            {"kind": "segment", "mounting": "aerial", "design_wind": DesignWind(value=35)},
            {"kind": "drop", "mounting": "aerial", "design_wind": DesignWind(value=12, unit="force", averaging="2min")},
            {"kind": "mast", "structure": "guyed-mast", "design_wind": DesignWind(value=40)},
            {"kind": "dish", "design_wind": DesignWind(value=45)},
            {"kind": "service-drop", "mounting": "aerial", "design_wind": DesignWind(value=45)},
            {"kind": "substation", "design_wind": DesignWind(value=50)},
        ]  # fmt: skip
        chosen = self._chance.some(rows, len(rows))
        return DefaultsLibrary(
            id="defaults", name=OURS, classes=tuple(ClassDefault(**row) for row in chosen)
        )

    def _storm(self, bare: World) -> Storm | None:
        chance = self._chance
        if chance.happens(8):
            return None
        removals = tuple(self._removal(bare) for _ in range(chance.pick((1, 1, 2, 2, 0, 0))))
        footprints: tuple[Footprint, ...] = ()
        if chance.happens(47):
            footprints = tuple(self._footprint(f"W{k}") for k in range(1, 1 + chance.integer(1, 2)))
        return Storm(id="random", name=OURS, removals=removals, footprints=footprints)

    def _breakdown(self, storm: Storm | None) -> tuple[Storm | None, tuple[Action, ...]]:
        """A generator fails without the grid, is mended, and gets fuel before, at or after that."""
        chance, province = self._chance, self._province
        places: list[Site | FiberNode] = [*province.sites.values(), *province.fiber_nodes.values()]
        sets = [
            (place, generator.id)
            for place in places
            for generator in place.generators or ()
            if place.feed in province.power_nodes
        ]
        instants = [at_h for at_h in self._pool_h if at_h < self._horizon_h]
        if not sets or len(instants) < 2:
            return storm, ()
        place, id_ = chance.pick(sets)
        path = f"{place.id}/gen/{id_}"
        broken_h = chance.pick(instants[:-1])
        mended_h = chance.pick([at_h for at_h in instants if at_h > broken_h])
        by_repair = chance.happens(50)
        feed = str(place.feed)
        removals = (
            Removal(select=Selector(assets=(feed,)), at_h=chance.pick((ZERO, broken_h, mended_h))),
            Removal(
                select=Selector(assets=(path,)),
                at_h=broken_h,
                until_h=None if by_repair else mended_h,
            ),
        )
        actions: list[Action] = [
            Refuel(do="refuel", generator=path, at_h=chance.pick((mended_h, broken_h, *instants)))
            for _ in range(chance.integer(1, 2))
        ]
        if by_repair:
            actions.append(Repair(do="repair", asset=path, at_h=mended_h))
        known = storm or Storm(id="random", name=OURS)
        lost = (*known.removals, *removals)
        return known.model_copy(update={"removals": lost}), tuple(actions)

    def _removal(self, bare: World) -> Removal:
        catalogue = Catalogue(bare)
        selectors = [
            self._named(catalogue),
            self._named(catalogue),
            self._named(catalogue),
            self._of_kind(),
        ]
        chosen = self._chance.pick(selectors)
        if self._chance.happens(20):
            of_kind = chosen.kind or ("mast", "equipment", "segment", "drop", "service-drop", "line")
            strip = tuple(self._strip(3))
            chosen = chosen.model_copy(update={"assets": (), "kind": of_kind, "inside": strip})
        return Removal(select=chosen, **self._span(60))

    def _strip(self, most: int = 1_000) -> list[tuple[float, float]]:
        """Ground from south to north that holds from one place to `most`."""
        places = (self._province.power_nodes, self._province.fiber_nodes, self._province.sites)
        points = sum(map(len, places))
        first = self._chance.integer(1, points)
        last = self._chance.integer(first, min(points, first + most - 1))
        west, east = 106 + first / 50 - 0.0071, 106 + last / 50 + 0.0073
        return [(west, 18.0), (east, 18.0), (east, 24.0), (west, 24.0)]

    def _named(self, catalogue: Catalogue) -> Selector:
        weights = {"power-node": 4, "line": 4, "segment": 3, "srlg": 12, "drop": 1, "generator": 2}
        there = [asset for asset in catalogue.by_id.values() if asset.sure or asset.kind != "dish"]
        ids = [asset.id for asset in there for _ in range(weights.get(asset.kind, 1))]
        ids += list(self._province.sites)
        return Selector(
            assets=tuple(
                sorted({self._chance.pick(ids) for _ in range(self._chance.integer(1, 3))})
            )
        )

    def _of_kind(self) -> Selector:
        return self._chance.pick(
            (
                Selector(kind=("segment",), mounting=("aerial",)),
                Selector(kind=("power-node",), role=("feeder",)),
                Selector(kind=("line",), mounting=("aerial", "duct")),
                Selector(kind=("generator",), district=("D1",)),
                Selector(kind=("mast",), operator=("MF",)),
                Selector(kind=("equipment", "drop"), district=("D2", "D1")),
                Selector(kind=("fiber-node",), role=("hub", "passive")),
                Selector(kind=("segment", "drop", "line"), srlg=("R1",)),
            )
            if self._chance.happens(60)
            else (Selector(kind=("power-node",), role=("source",)),)
        )

    def _footprint(self, id_: str) -> Footprint:
        chance = self._chance
        strip = tuple(self._strip())
        quantity = chance.pick(QUANTITIES)
        values = WINDS_MPS[3:] if quantity == "gust_mps" else DEPTHS_M
        made: dict[str, Any] = {
            "id": id_, "quantity": quantity,
            "polygon": strip,
            "cuts_off": chance.pick((None, True, True, True, True, False)),
        }  # fmt: skip
        span = self._span(60)
        if not chance.happens(25):
            window = {"from_h": span["at_h"], "until_h": span["until_h"]}
            return Footprint(value=chance.pick(values), **made, **window)
        hours = sorted({self._hour() for _ in range(chance.integer(1, 4))})
        series = tuple(Level(at_h=at_h, value=chance.pick((0.0, *values))) for at_h in hours)
        end_h = chance.pick((None, hours[-1] + 3))
        return Footprint(series=series, **made, until_h=end_h)

    def _gusts(self, bare: World) -> dict[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]:
        """Wind at most assets, also at some that do not feel it."""
        chance = self._chance
        series = {}
        strongest = chance.integer(3, len(WINDS_MPS))
        for asset in Catalogue(bare).by_id.values():
            if chance.happens(60 if asset.feels_wind else 3):
                times_h = sorted({self._instant() for _ in range(chance.integer(2, 6))})
                values = tuple(chance.pick(WINDS_MPS[:strongest]) for _ in times_h)
                series[asset.id] = (tuple(times_h), values)
        return series

    def _instant(self) -> Fraction:
        """An output step of the storm: on the quarter of an hour, or on an instant of the pool."""
        if self._chance.happens(20):
            return self._chance.pick(self._pool_h)
        return Fraction(self._chance.integer(self._first_step, 4 * int(self._horizon_h) + 8), 4)

    def _actions(self, bare: World, storm: Storm | None) -> tuple[Action, ...]:
        chance, province = self._chance, self._province
        actions: list[Action] = []
        for site in chance.some(sorted(province.sites), 2 if chance.happens(40) else 0):
            # Twice in some: the two may overlap, and the larger factor then counts.
            for factor in (1.25, 1.5, 1.1)[: chance.pick((1, 1, 1, 2))]:
                actions.append(Derate(do="derate", site=site, factor=factor, **self._span(80)))
        places = [
            *province.sites,
            *(node.id for node in province.fiber_nodes.values() if node.role != "passive"),
        ]
        if not places:
            return tuple(actions)
        # Often to one place, the later one with the earlier id: who runs first is then a question.
        first = chance.pick(places)
        for k in range(chance.integer(0, 3) if chance.happens(50) else 0):
            to = first if chance.happens(60) else chance.pick(places)
            burn_l_per_h = chance.pick((Fraction(2), Fraction(3, 2)))
            tank_l = burn_l_per_h * chance.pick((Fraction(5), Fraction(12), Fraction(2)))
            actions.append(
                MobileGenerator(
                    do="mobile-generator", id=f"m{9 - k}", to=to, tank_l=tank_l, burn_l_per_h=burn_l_per_h,
                    fuel_l=chance.pick((None, tank_l / 2)), operator=chance.pick(sorted(province.operators))
                    if chance.happens(10) else None, **self._span(40),
                )
            )  # fmt: skip
        actions += self._refuels(actions)
        actions += self._repairs(bare, storm)
        if chance.happens(15):
            power = [*province.power_nodes, *province.lines]
            if power:
                cut = Selector(assets=(chance.pick(power),))
                actions.append(PowerCut(do="power-cut", select=cut, **self._span(70)))
        in_wind = [
            asset.id
            for asset in Catalogue(bare).by_id.values()
            if asset.feels_wind and asset.kind in {"line", "power-node"}
        ]
        if in_wind and chance.happens(25):
            actions.append(self._cut_by_wind(in_wind))
        return tuple(actions)

    def _cut_by_wind(self, in_wind: list[str]) -> PowerCut:
        chance = self._chance
        made: dict[str, Any] = {"do": "power-cut"}
        made |= chance.pick(({"when_gust_mps": 30.0}, {"when_force": 9}, {"when_gust_mps": 40.0}))
        made |= chance.pick(({}, {"back_after_h": Fraction(3, 2)}, {"until_h": self._hour() + 1}))
        if chance.happens(50):
            made["at_h"] = made["until_h"] - 1 if "until_h" in made else self._hour()
        names = sorted(set(chance.some(in_wind, 3) or in_wind[:1]))
        return PowerCut(select=Selector(assets=tuple(names)), **made)

    def _refuels(self, actions: list[Action]) -> list[Action]:
        chance = self._chance
        places: list[Site | FiberNode] = [
            *self._province.sites.values(), *self._province.fiber_nodes.values(),
        ]  # fmt: skip
        tanks = [
            (f"{place.id}/gen/{generator.id}", ZERO)
            for place in places
            for generator in place.generators or ()
        ] + [
            (f"{sent.to}/gen/{sent.id}", sent.at_h)
            for sent in actions
            if sent.do == "mobile-generator"
        ]
        refuels: list[Action] = []
        for _ in range(chance.integer(0, 4) if tanks else 0):
            path, since_h = chance.pick(tanks)
            litres = chance.pick((None, Fraction(5), Fraction(10, 3), Fraction(20)))
            at_h = max(self._hour(), since_h)
            refuels.append(Refuel(do="refuel", generator=path, at_h=at_h, litres=litres))
        return refuels

    def _repairs(self, bare: World, storm: Storm | None) -> list[Action]:
        """Mostly of what was removed, at instants after it."""
        chance = self._chance
        catalogue = Catalogue(bare)
        lost = [
            id_
            for removal in (storm.removals if storm else ())
            for id_ in catalogue.selected(removal.select)
        ]
        windy = [
            asset.id for asset in catalogue.by_id.values() if asset.feels_wind or asset.feels_water
        ]
        whole = [*self._province.sites]
        unknown = [
            asset.id
            for asset in catalogue.by_id.values()
            if asset.sure
            and (
                (asset.feels_wind and asset.wind is None)
                or (asset.feels_water and asset.floor is None)
            )
        ]
        members = [asset.id for asset in catalogue.by_id.values() if asset.srlgs]
        repairs: list[Action] = []
        for _ in range(chance.integer(0, 5)):
            choice = chance.pick(
                [known for known in (lost, lost, windy, windy, members, unknown, whole) if known]
                or [whole]
            )
            if choice:
                repairs.append(Repair(do="repair", asset=chance.pick(choice), at_h=self._hour()))
        return repairs


__all__ = ["Asset", "World", "WorldMaker", "seeded_world", "worlds"]
