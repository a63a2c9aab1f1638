"""A province small enough to work by hand, and the ways to bend it.

    P1 (source) --L1-- P2 (feeder) . . . feeds S1, S2
     .
     . feeds F1
    F1 (gateway) --drop-- S1     S2 --hop--> S1

The gateway has an endless battery, so that only what a test breaks can go wrong.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from planner.hazard.records import Footprint, Removal, Selector, Storm
from planner.inventory.base import DesignWind, Name
from planner.inventory.plant_records import Generator
from planner.inventory.province import Province
from planner.inventory.records import (
    Backhaul,
    District,
    Drop,
    FiberNode,
    Hop,
    Line,
    Operator,
    PowerNode,
    ProvinceHeader,
    RiskGroup,
    Segment,
    Site,
    Structure,
)
from planner.policy.requirements import HardenedTest, Requirement, WindTest
from planner.scenario.records import (
    Action,
    Derate,
    FuelAtStart,
    MobileGenerator,
    Refuel,
    Repair,
    Scenario,
)
from tests.oracle.oracle import answer
from tests.oracle.world import Gusts, Side, World

Hour = Fraction | int
NAME = Name(vi="Nhỏ", en="Small")


def generator(tank_h: int, **more: Any) -> Generator:
    """A generator that burns a litre an hour, with a tank for `tank_h` hours."""
    return Generator(id=more.pop("id", "g1"), **{"tank_l": tank_h, "burn_l_per_h": 1} | more)


def site(id_: str, **more: Any) -> Site:
    """A site with a battery of 4 h and no generator, dropped to the gateway unless said otherwise."""
    usual: dict[str, Any] = {
        "district": "D1",
        "operators": ("MF",),
        "feed": "P2",
        "battery_h": 4,
        "generators": (),
        "floor_height_m": 1,
        "structure": Structure(type="guyed-mast", design_wind=DesignWind(value=45)),
        "backhaul": Backhaul(drops=(Drop(node="F1", mounting="buried"),), satellite="none"),
        "lon": 107,
        "lat": 21,
    }
    return Site(id=id_, **(usual | more))


def relayed(id_: str, over: str, **more: Any) -> Site:
    """A site whose only backhaul is a hop over another."""
    return site(id_, backhaul=Backhaul(drops=(), hops=(Hop(to=over),), satellite="none"), **more)


def province(
    *sites: Site, segments: tuple[Segment, ...] = (), nodes: tuple[FiberNode, ...] = ()
) -> Province:
    """The drawn province with these sites, and with more fiber where asked."""
    gateway = FiberNode(
        id="F1",
        role="gateway",
        feed="P1",
        battery_h=Fraction(1000),
        generators=(),
        floor_height_m=9,
        lon=107.1,
        lat=21,
    )
    power = (
        PowerNode(id="P1", kind="source", floor_height_m=9, lon=107.2, lat=21),
        PowerNode(id="P2", kind="feeder", lon=107.3, lat=21),
    )
    line = Line(id="L1", from_="P1", to="P2", mounting="aerial", design_wind=DesignWind(value=40))
    return Province(
        header=ProvinceHeader(code="22", name=NAME),
        operators={id_: Operator(id=id_, name=NAME) for id_ in ("MF", "VT")},
        districts={"D1": District(id="D1", name=NAME, level="district", wind_zone="II")},
        communes={},
        sites={one.id: one for one in sites},
        fiber_nodes={one.id: one for one in (gateway, *nodes)},
        segments={one.id: one for one in segments},
        power_nodes={one.id: one for one in power},
        lines={"L1": line},
        srlgs={"R1": RiskGroup(id="R1")},
    )


def lost(*assets: str, at: Hour = 0, until: Hour | None = None) -> Removal:
    """Assets that are removed."""
    end_h = None if until is None else Fraction(until)
    return Removal(select=Selector(assets=assets), at_h=Fraction(at), until_h=end_h)


def flood(depth_m: float, *, since: int = 0, until: int | None = None) -> Footprint:
    """Water over the sites, which all stand at 107 degrees east."""
    return Footprint(
        id="W1", quantity="flood_depth_m", value=depth_m, from_h=Fraction(since),
        until_h=None if until is None else Fraction(until),
        polygon=((106.9, 20), (107.05, 20), (107.05, 22), (106.9, 22)),
    )  # fmt: skip


def repair(asset: str, at: Hour) -> Repair:
    """An asset mended."""
    return Repair(do="repair", asset=asset, at_h=Fraction(at))


def refuel(path: str, at: Hour, litres: Hour | None = None) -> Refuel:
    """Fuel brought to a generator; filled up unless litres are given."""
    return Refuel(
        do="refuel",
        generator=path,
        at_h=Fraction(at),
        litres=None if litres is None else Fraction(litres),
    )


def sent(
    at: Hour, tank_h: Hour, *, until: Hour | None = None, fuel: Hour | None = None
) -> MobileGenerator:
    """A generator that burns a litre an hour, sent to S1."""
    return MobileGenerator(
        do="mobile-generator", id="m0", to="S1", at_h=Fraction(at), burn_l_per_h=Fraction(1),
        until_h=None if until is None else Fraction(until), tank_l=Fraction(tank_h),
        fuel_l=None if fuel is None else Fraction(fuel),
    )  # fmt: skip


def derate(at: Hour, until: Hour, factor: float) -> Derate:
    """The mast of S1 with its load taken off for a while."""
    return Derate(do="derate", site="S1", at_h=Fraction(at), until_h=Fraction(until), factor=factor)


def world(
    place: Province,
    *happenings: Removal | Footprint,
    actions: tuple[Action, ...] = (),
    gusts: Gusts | None = None,
    horizon_h: Fraction | int = 24,
    at_least: int = 1,
    fuel: Fraction | int = 1,
) -> World:
    """The question: how many sites of D1 with any mast at all are in service."""
    storm = Storm(
        id="storm", name=NAME,
        removals=tuple(one for one in happenings if isinstance(one, Removal)),
        footprints=tuple(one for one in happenings if isinstance(one, Footprint)),
    )  # fmt: skip
    scenario = Scenario(
        id="small", name=NAME, policies=("policy.yaml",), start=datetime(2026, 9, 7, tzinfo=UTC),
        horizon_h=Fraction(horizon_h), actions=actions, fuel_at_start=FuelAtStart(share=Fraction(fuel)),
    )  # fmt: skip
    requirement = Requirement(
        id="Q", name=NAME, unit="district", at_least=at_least, legal_source=NAME,
        hardened=HardenedTest(wind=WindTest(gust_mps=0), fiber_drop=False),
    )  # fmt: skip
    return World(place, scenario, storm, (requirement,), None, gusts or {}, "by hand")


def served(
    question: World, site_id: str, side: Side = "pessimistic", operator: str = "MF"
) -> list[tuple[Fraction, Fraction]]:
    """When the site is in service, by the oracle."""
    return [
        (start, Fraction(end))
        for start, end in answer(question).sides[side].in_service[site_id][operator]
    ]


def outcome(question: World) -> str:
    """The verdict on D1, by the oracle."""
    return answer(question).units["Q", "D1"].outcome
