"""Random small provinces: a few sites, a little fiber, a little power, and much that can go wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from planner.foundation.diagnostics import Place
from planner.inventory.base import DesignWind, Name
from planner.inventory.plant_records import Generator, ServiceDrop
from planner.inventory.province import Province, SetAside
from planner.inventory.records import (
    Backhaul,
    Commune,
    District,
    Drop,
    FiberNode,
    Hop,
    Line,
    Operator,
    PowerNode,
    ProvinceHeader,
    RiskGroup,
    Satellite,
    Segment,
    Site,
    Structure,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.oracle.chance import Chance

STRENGTHS_MPS = (45.0, 50.0, 40.0, 35.0, 60.0)
FLOORS_M = (1.0, 0.5, 2.0)


class ProvinceMaker:
    """Draws one province; `spare_h` are lengths of time that make stores run out at events."""

    SITES: tuple[int, ...] = (5, 2, 3, 4, 6, 7, 8)
    """How many there are."""

    def __init__(self, chance: Chance, spare_h: Sequence[Fraction]) -> None:
        self._chance = chance
        self._spare_h = spare_h
        self._placed = 0
        self._sited = -1
        # In most worlds few data are missing, in some many: a missing datum soon hides everything else.
        self._missing = chance.pick((0, 0, 2, 6, 15))
        self._named = chance.pick((0, 0, 30, 50))

    def province(self) -> Province:
        """A province in which every reference leads somewhere."""
        chance = self._chance
        operators = ["MF", "VN", "VT"][: chance.pick((2, 1, 3))]
        self._operators = operators
        districts = {
            f"D{k}": self._district(f"D{k}") for k in range(1, 1 + chance.pick((1, 2, 2, 3)))
        }
        communes = {
            f"C{k}": Commune(
                id=f"C{k}", name=Name(vi=f"Xã {k}"), district=chance.pick(list(districts)),
                exposed=chance.pick((None, True, False)),
            )
            for k in range(1, 1 + chance.integer(0, 2))
        }  # fmt: skip
        groups = [f"R{k}" for k in range(1, 1 + chance.pick((1, 2, 0)))]
        self._groups = groups
        power = self._power_nodes(list(districts))
        lines = self._lines(list(power))
        self._lines_overhead = [id_ for id_, line in lines.items() if line.mounting == "aerial"]
        fiber = self._fiber_nodes(list(power), list(districts))
        segments = self._segments(fiber)
        names = [f"S{k}" for k in range(1, 1 + chance.pick(self.SITES))]
        sites = {
            name: self._site(name, list(districts), communes, list(power), list(fiber), names)
            for name in names
        }
        return Province(
            header=ProvinceHeader(code="22", name=Name(vi="Tỉnh thử"), exposure=chance.pick(("off-land", "off-sea"))),
            operators={id_: Operator(id=id_, name=Name(vi=id_)) for id_ in operators},
            districts=districts, communes=communes, sites=sites, fiber_nodes=fiber, segments=segments,
            power_nodes=power, lines=lines, srlgs={id_: RiskGroup(id=id_) for id_ in groups},
        )  # fmt: skip

    def _surveyed(self) -> bool:
        return not self._chance.happens(self._missing)

    def _where(self) -> dict[str, Any]:
        """The next point, a little to the east of the last; a strip can hold some and spare others."""
        self._placed += 1
        return {"lon": 106 + self._placed / 50, "lat": 20.5 + (self._placed * 7 % 5) / 50}

    def _wind(self, *, plain: int = 90) -> DesignWind | None:
        if not self._surveyed():
            return None
        if self._chance.happens(100 - plain):
            return self._chance.pick(
                (
                    DesignWind(value=13, unit="force", averaging="2min"),
                    DesignWind(value=150, unit="km/h"),
                    DesignWind(value=30, averaging="10min"),
                )
            )
        return DesignWind(value=self._chance.pick(STRENGTHS_MPS))

    def _floor(self) -> float | None:
        return self._chance.pick(FLOORS_M) if self._surveyed() else None

    def _operator(self) -> str | None:
        return self._chance.pick(self._operators) if self._chance.happens(self._named) else None

    def _some_groups(self, percent: int) -> tuple[str, ...]:
        if not self._groups or not self._chance.happens(percent):
            return ()
        return tuple(self._chance.some(self._groups, 2)) or (self._groups[0],)

    def _district(self, id_: str) -> District:
        chance = self._chance
        island = chance.happens(20)
        return District(
            id=id_, name=Name(vi=f"Huyện {id_}"), level="island" if island else "former-district", island=island,
            exposed=not chance.happens(30), exposure=chance.pick((None, "off-sea")),
            wind_zone=chance.pick(("II", "III")),
            risk_region=chance.pick(("northeast", "highlands", "south")),
        )  # fmt: skip

    def _power_nodes(self, districts: list[str]) -> dict[str, PowerNode]:
        chance = self._chance
        kinds: list[Literal["source", "substation", "feeder"]] = ["source"]
        kinds += ["source"] if chance.happens(25) else []
        kinds += ["substation"] * chance.integer(0, 2)
        kinds += ["feeder"] * chance.integer(1, 3)
        return {
            f"P{k}": PowerNode(
                id=f"P{k}", kind=kind, district=chance.pick(districts), design_wind=self._wind(),
                floor_height_m=self._floor(), **self._where(),
            )
            for k, kind in enumerate(kinds, 1)
        }  # fmt: skip

    def _lines(self, nodes: list[str]) -> dict[str, Line]:
        chance = self._chance
        ends = [(chance.pick(nodes[max(0, k - 2) : k]), nodes[k]) for k in range(1, len(nodes))]
        for _ in range(chance.integer(0, 2)):
            ends.append(chance.pick(ends))
        if len(nodes) > 2 and chance.happens(30):
            ends.append((nodes[0], nodes[-1]))
        return {
            f"L{k}": Line(
                id=f"L{k}", from_=start, to=end, mounting=chance.pick(("aerial", "aerial", "aerial", "buried")),
                design_wind=self._wind(), srlgs=self._some_groups(30), voltage_kv=chance.pick((22.0, 110.0, None)),
                exposure=chance.pick((None, "in-land")),
            )
            for k, (start, end) in enumerate(ends, 1)
        }  # fmt: skip

    def _fiber_nodes(self, power: list[str], districts: list[str]) -> dict[str, FiberNode]:
        chance = self._chance
        roles: list[Literal["gateway", "hub", "passive"]] = ["gateway"]
        roles += [
            chance.pick(("hub", "passive", "gateway", "hub")) for _ in range(chance.integer(0, 4))
        ]
        return {
            f"F{k}": FiberNode(
                id=f"F{k}", role=role, district=chance.pick(districts),
                **(self._power_plant(power, strong=60) if role != "passive" else {}), **self._where(),
            )
            for k, role in enumerate(roles, 1)
        }  # fmt: skip

    def _segments(self, fiber: dict[str, FiberNode]) -> dict[str, Segment]:
        chance, nodes = self._chance, list(fiber)
        ends = [(chance.pick(nodes[:k]), nodes[k]) for k in range(1, len(nodes))]
        if len(nodes) > 1:
            ends += [chance.pick(ends) for _ in range(chance.integer(0, 1))]
        if len(nodes) > 2 and chance.happens(50):
            ends.append((nodes[-1], nodes[0]))
        return {
            f"G{k}": Segment(
                id=f"G{k}", from_=start, to=end, design_wind=self._wind(), srlgs=self._some_groups(50),
                **self._hung(),
            )
            for k, (start, end) in enumerate(ends, 1)
        }  # fmt: skip

    def _hung(self) -> dict[str, Any]:
        """How a cable is mounted, and on whose poles."""
        mounting = self._chance.pick(("duct", "aerial", "aerial", "buried"))
        on_poles = mounting == "aerial" and self._lines_overhead and self._chance.happens(85)
        return {
            "mounting": mounting,
            "poles": self._chance.pick(self._lines_overhead) if on_poles else None,
        }

    def _power_plant(self, power: list[str], *, strong: int) -> dict[str, Any]:
        chance = self._chance
        drop = None
        if chance.happens(40):
            drop = ServiceDrop(mounting=chance.pick(("buried", "aerial")), design_wind=self._wind())
        battery_h = chance.pick(
            (Fraction(2), Fraction(4), Fraction(8, 3), Fraction(0), *self._spare_h)
        )
        count = chance.pick((1, 1, 2)) if chance.happens(strong) else chance.pick((0, 0, 1))
        return {
            "feed": chance.pick(power[-2:]), "service_drop": drop, "floor_height_m": self._floor(),
            "battery_h": battery_h if self._surveyed() else None,
            "battery_recharge_h": chance.pick((Fraction(8), Fraction(2), Fraction(12), Fraction(7, 3))),
            "generators": tuple(self._generator(f"g{k}") for k in range(1, 1 + count)) if self._surveyed() else None,
        }  # fmt: skip

    def _generator(self, id_: str) -> Generator:
        chance = self._chance
        burn_l_per_h = chance.pick((Fraction(2), Fraction(1), Fraction(3), Fraction(7, 5)))
        hours = chance.pick((Fraction(30), Fraction(12), Fraction(6), Fraction(3), *self._spare_h))
        return Generator(
            id=id_, mounting="mobile" if chance.happens(15) else "fixed", operator=self._operator(),
            tank_l=burn_l_per_h * hours if self._surveyed() else None,
            burn_l_per_h=burn_l_per_h if self._surveyed() else None,
            floor_height_m=chance.pick((None, 1.5)),
        )  # fmt: skip

    def _site(
        self, id_: str, districts: list[str], communes: Mapping[str, Commune], power: list[str],
        fiber: list[str], sites: list[str],
    ) -> Site:  # fmt: skip
        chance = self._chance
        self._sited += 1
        district = (
            districts[self._sited] if self._sited < len(districts) else chance.pick(districts)
        )
        own = [commune.id for commune in communes.values() if commune.district == district]
        structure = Structure(
            type=chance.pick(("self-supporting-tower", "guyed-mast", "rooftop-mast")),
            design_wind=self._wind(plain=80), declared_level=chance.pick((None, None, 4, 3)),
        )  # fmt: skip
        first = chance.pick(self._operators)
        shared = [
            operator for operator in self._operators if operator == first or chance.happens(40)
        ]
        return Site(
            id=id_, district=district, commune=chance.pick([*own, *own, None]), structure=structure,
            operators=tuple(shared), exposure=chance.pick((None, "at-sea")),
            backhaul=self._backhaul(id_, fiber, sites), **self._power_plant(power, strong=75), **self._where(),
        )  # fmt: skip

    def _backhaul(self, id_: str, fiber: list[str], sites: list[str]) -> Backhaul:
        chance = self._chance
        count = chance.pick((1, 1, 1, 2, 0))
        drops = [
            Drop(
                node=node, present="yes" if self._surveyed() else "unknown", design_wind=self._wind(),
                srlgs=self._some_groups(30), operator=self._operator(), **self._hung(),
            )
            for node in chance.some(fiber, 2)[:count]
        ]  # fmt: skip
        others = [site for site in sites if site != id_] + fiber
        hops = [
            Hop(to=to, srlgs=self._some_groups(30), operator=self._operator())
            for to in (chance.some(others, 2) if chance.happens(30 if drops else 90) else [])
        ]
        satellite: Satellite | Literal["none", "unknown"] | None = "none"
        if not self._surveyed():
            satellite = chance.pick(("unknown", None))
        elif chance.happens(20):
            satellite = Satellite(design_wind=self._wind())
        return Backhaul(drops=tuple(drops), hops=tuple(hops), satellite=satellite)


def with_some_set_aside(chance: Chance, province: Province) -> Province:
    """The province as it is read when one or two of its records were not legible.

    What names a record whose own id could not be read finds nothing, and is set aside with it.
    """
    sections = [name for name in SECTIONS_ASIDE if getattr(province, name)]
    for _ in range(chance.integer(1, 2)):
        section = chance.pick(sections)
        records = getattr(province, section)
        if len(records) < (3 if section == "sites" else 1):
            continue
        record = records[chance.pick(sorted(records))]
        readable = chance.pick(("all", "all", "all", "all", "not its place", "not its id"))
        province = without_record(province, section, record, "" if readable == "not its id" else record.id,
                            placed=readable != "not its place")  # fmt: skip
        while readable == "not its id" and (found := _dangling(province, record.id)):
            province = without_record(province, *found, found[1].id, placed=True)
    return province


SECTIONS_ASIDE = ("segments", "sites", "fiber_nodes", "power_nodes", "lines", "srlgs")


def without_record(province: Province, section: str, record: Any, id_: str, *, placed: bool) -> Province:
    """The province in which one record was set aside; `placed` says whether its place could be read."""
    ends = (record.from_, record.to) if section in ("segments", "lines") and placed else None
    district = getattr(record, "district", None) if placed else None
    line = 1 + len(province.set_aside)
    links: tuple[str, ...] | None = ()
    if section == "sites":
        ways = record.backhaul
        links = tuple(sorted({*(d.node for d in ways.drops), *(h.to for h in ways.hops)}))
        links = links if placed else None
    place = Place("random.yaml", line, 1)
    aside = SetAside(section, id_ or None, district, ends, place, ("E110",), links)
    kept = {key: value for key, value in getattr(province, section).items() if key != record.id}
    changes: dict[str, Any] = {section: kept, "set_aside": (*province.set_aside, aside)}
    return replace(province, **changes)


def _dangling(province: Province, id_: str) -> tuple[str, Any] | None:
    """A record that names `id_`, or nothing."""
    for section in SECTIONS_ASIDE:
        for record in getattr(province, section).values():
            links = [getattr(record, name, None) for name in ("feed", "from_", "to", "poles")]
            links += getattr(record, "srlgs", ())
            if section == "sites":
                for drop in record.backhaul.drops:
                    links += [drop.node, drop.poles, *drop.srlgs]
                for hop in record.backhaul.hops:
                    links += [hop.to, *hop.srlgs]
            if id_ in links:
                return section, record
    return None
