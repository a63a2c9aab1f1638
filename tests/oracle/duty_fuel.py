"""The fuel of a province by a ledger: walk every place, serve whoever is dark first, and walk it again.

A delivery is put into the scenario as a refuel and the walk is that of the simulation's own witness, so that fuel that
would not get through is not credited here either.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.inventory.plant_records import Generator
from planner.scenario.records import Refuel
from tests.oracle.assets import Asset
from tests.oracle.damage import shut
from tests.oracle.duty_answers import Subject, counted, of_subjects, subject_of
from tests.oracle.hardness import hardened_by
from tests.oracle.power import Grid, Supply, Want, lasting_h
from tests.oracle.spans import NEVER, ZERO, Intervals, union
from tests.oracle.travel import Travel
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from planner.inventory.records import FiberNode, Site
    from planner.inventory.travel_records import Resource
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.travel_records import FuelDuty
    from planner.scenario.records import MobileGenerator
    from tests.oracle.duty_answers import DutyAnswer, Window
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.power import Fuel
    from tests.oracle.world import Side, World


@dataclass
class Brought:
    """One load that a depot brings."""

    depot: str
    asset: str
    at_h: Fraction
    litres: Fuel


@dataclass
class Ledger:
    """One place: its walk with what was brought so far."""

    place: Site | FiberNode
    operator: str | None
    want: Want
    brought: list[Brought] = field(default_factory=list)
    given_up: bool = False


class Fuelling:
    """The fuel of a world on one side, under the storm or at rest."""

    def __init__(self, world: World, side: Side, answer: SideAnswer, *, stormy: bool) -> None:
        self.world = world if stormy else world.at_rest()
        self.side, self.failed = side, answer.failed
        self.grid = Grid(self.world, self.failed, side)
        self.roads = Travel(world, side, answer if stormy else None)

    def walk(self, place: Site | FiberNode, operator: str | None, brought: list[Brought]) -> Want:
        """The place as an operator sees it, with its loads as refuels."""
        loads = tuple(
            Refuel(do="refuel", generator=each.asset, at_h=each.at_h,
                   litres=None if each.litres == math.inf else Fraction(each.litres))
            for each in brought
        )  # fmt: skip
        scenario = self.world.scenario
        more = scenario.model_copy(update={"actions": (*scenario.actions, *loads)})
        want = Want()
        supply = Supply(replace(self.world, scenario=more), self.failed, self.grid, self.side, set())
        if place.id not in self.roads.access:  # reached at once, since nobody knows how
            supply.let_in = {(load.generator, load.at_h) for load in loads}
        supply.powered(place, operator, want=want)
        return want

    def lit(self, place: Site | FiberNode) -> Intervals:
        """When the grid carries the place."""
        return self.grid.at(place)

    def supplied(
        self, places: list[Site | FiberNode], depots: dict[str, Fuel]
    ) -> dict[str, Ledger]:
        """Whoever is dark first is served first; `depots` holds what each may still give, and is drawn from."""
        books = {
            place.id if operator == "" else f"{place.id} {operator or ''}":
                Ledger(place, operator or None, self.walk(place, operator or None, []))
            for place in places
            for operator in views(self.world, place, self.side)
        }  # fmt: skip
        while True:
            waiting = [
                (dry[0], id_) for id_, book in books.items()
                if not book.given_up and (dry := first_dry(book)) is not None
            ]  # fmt: skip
            if not waiting:
                return books
            _, id_ = min(waiting)
            self._serve(books[id_], depots)

    def _serve(self, book: Ledger, depots: dict[str, Fuel]) -> None:
        dry = first_dry(book)
        assert dry is not None
        by_h, generator = dry
        asset = f"{book.place.id}/gen/{generator}"
        burns = next(
            (g.fuel for g in book.place.generators or () if g.id == generator), None
        ) or "diesel"  # fmt: skip
        offers = []
        for depot_id, stock_l in depots.items():
            depot = self.world.province.resources[depot_id]
            load_l = min(stock_l, self._load_l(depot))
            ready_h = self._ready_h(depot)
            if load_l <= 0 or ready_h is None or burns != (depot.fuel or "diesel"):
                continue
            leaving = self.roads.leaving_h(depot_id, book.place.id, by_h)
            if leaving is not None and leaving[0] >= ready_h:
                left_h, at_h = leaving
                offers.append((-at_h, -left_h, -stock_l, depot_id, load_l))
        for minus_at_h, _, _, depot_id, load_l in sorted(offers):
            load = Brought(depot_id, asset, -minus_at_h, load_l)
            want = self.walk(book.place, book.operator, [*book.brought, load])
            after = first_dry(replace(book, want=want))
            if after is not None and after[0] <= by_h:
                continue
            key = (generator, -minus_at_h)
            load.litres = want.put_in_l.get(key, ZERO) - book.want.put_in_l.get(key, ZERO)
            depots[depot_id] -= load.litres
            book.brought.append(load)
            book.want = want
            return
        book.given_up = True

    def _load_l(self, depot: Resource) -> Fuel:
        if depot.tanker_l is None:
            return math.inf if self.side == "optimistic" else ZERO
        return depot.tanker_l

    def _ready_h(self, depot: Resource) -> Fraction | None:
        """The hour at which a lorry can set out."""
        after_h = depot.ready_after_h
        if not depot.count or (after_h is None and self.side == "pessimistic"):
            return None
        return max(self.world.scenario.travel.order_h, ZERO) + (after_h or ZERO)


def out_of_reach(world: World, place: str, at_h: Fraction) -> bool:
    """Whether what is sent to a place then does not get through."""
    there = world.province.sites.get(place) or world.province.fiber_nodes[place]
    lon = float(there.lon or 0.0)
    return shut(world, Asset(place, "place", (lon, lon)), max(at_h, ZERO))


def views(world: World, place: Site | FiberNode, side: Side) -> list[str | None]:
    """Operators whose equipment at the place runs on different generators; empty where no generator names any."""
    sent = [
        a for a in world.scenario.actions
        if a.do == "mobile-generator" and a.to == place.id and not out_of_reach(world, place.id, a.at_h)
    ]  # fmt: skip
    whose = {
        one.id: one.operator for one in place.generators or ()
        if side == "optimistic" or (one.tank_l is not None and one.burn_l_per_h is not None)
    }  # fmt: skip
    whose |= {a.id: a.operator for a in sent}
    if not any(whose.values()):
        return [""]
    present: list[str | None] = [*sorted(getattr(place, "operators", ()))]
    if not present:
        present = [None, *sorted({operator for operator in whose.values() if operator})]
    found: dict[frozenset[str], str | None] = {}
    for operator in present:
        found.setdefault(frozenset(id_ for id_, own in whose.items() if own in (None, operator)), operator)
    return list(found.values())


def first_dry(book: Ledger) -> tuple[Fraction, str] | None:
    """The first hour at which the place is dark though a tank stands there, and the first such generator."""
    return min(
        ((start, whole[0]) for start, _, whole in book.want.dark if whole),
        key=lambda each: each[0], default=None,
    )  # fmt: skip


def dry_spans(book: Ledger, horizon_h: Fraction) -> Intervals:
    """When it is dark for want of fuel."""
    return union([(start, end) for start, end, whole in book.want.dark if whole], horizon_h)


class FuelJudge:
    """The duty over a whole province: all units share the depots."""

    def __init__(
        self, world: World, duty: FuelDuty, answers: dict[str, dict[Side, SideAnswer]],
        units: list[str], window: Window, seen: set[str],
    ) -> None:  # fmt: skip
        self.world, self.duty, self.window, self.seen = world, duty, window, seen
        self.province = world.province
        self.asked = {unit: self._asked(unit) for unit in units}
        places = {place.id: place for asked in self.asked.values() for place, _ in asked}
        listed = [places[id_] for id_ in sorted(places)]
        self.books: dict[str, dict[Side, dict[str, Ledger]]] = {}
        self.lit: dict[str, dict[Side, dict[str, Intervals]]] = {}
        self.answers = answers
        for weather, of_sides in answers.items():
            self.books[weather], self.lit[weather] = {}, {}
            for side in SIDES:
                drawn = self._drawn(side, of_sides) if weather == "storm" else {}
                fuelling = Fuelling(world, side, of_sides[side], stormy=weather == "storm")
                depots = self._depots(side, drawn) if duty.depots else {}
                self.books[weather][side] = fuelling.supplied(listed, depots)
                self.lit[weather][side] = {place.id: fuelling.lit(place) for place in listed}

    def _asked(self, unit: str) -> list[tuple[Site | FiberNode, bool]]:
        province, duty = self.province, self.duty
        found: list[tuple[Site | FiberNode, bool]] = []
        for site in province.sites.values():
            where = {"district": site.district, "commune": site.commune}.get(duty.unit, unit)
            sure = None if duty.hardened is None else hardened_by(self.world, site, duty.hardened)
            if where == unit and (duty.hardened is None or sure is not False):
                found.append((site, duty.hardened is None or sure is True))
        for node in province.fiber_nodes.values() if duty.nodes else ():
            where = {"district": node.district, "commune": None}.get(duty.unit, unit)
            if node.role != "passive" and where == unit:
                found.append((node, True))
        sent = {
            a.to for a in self.world.scenario.actions
            if a.do == "mobile-generator" and not out_of_reach(self.world, a.to, a.at_h)
        }  # fmt: skip
        return [(each, sure) for each, sure in found if each.generators != () or each.id in sent]

    def _depots(self, side: Side, drawn: dict[str, Fuel]) -> dict[str, Fuel]:
        stocks: dict[str, Fuel] = {}
        for depot in self.province.resources.values():
            if depot.kind != "fuel":
                continue
            if depot.fuel_l is None:
                stocks[depot.id] = math.inf if side == "optimistic" else ZERO
            else:
                left_l = depot.fuel_l * depot.count - drawn.get(depot.id, ZERO)
                stocks[depot.id] = max(ZERO, left_l)
        return stocks

    def _drawn(self, side: Side, of_sides: dict[Side, SideAnswer]) -> dict[str, Fuel]:
        """What the scenario's own refuels take: on the worse side at most, on the kinder at least.

        Who pours first of several at one hour nobody knows.
        """
        poured: dict[tuple[str, Fraction], list[tuple[str | None, Fuel]]] = {}
        for a in self.world.scenario.actions:
            if a.do == "refuel" and a.at_h < self.world.horizon_h:
                litres: Fuel = math.inf if a.litres is None else a.litres
                poured.setdefault((a.generator, max(a.at_h, ZERO)), []).append((a.from_, litres))
        drawn: dict[str, Fuel] = {}
        for (path, at_h), parts in poured.items():
            for depot in {depot for depot, _ in parts} - {None}:
                most_l, least_l = self._put_in(path, at_h, of_sides)
                own_l = sum(litres for whose, litres in parts if whose == depot)
                others_l = sum(litres for whose, litres in parts if whose != depot)
                takes = min(own_l, most_l) if side == "pessimistic" else max(ZERO, least_l - others_l)
                drawn[str(depot)] = drawn.get(str(depot), ZERO) + takes
        return drawn

    def _put_in(self, path: str, at_h: Fraction, of_sides: dict[Side, SideAnswer]) -> tuple[Fuel, Fuel]:
        """What goes into a tank at an hour, at most and at least."""
        id_, _, generator = path.split("/")
        places: dict[str, Site | FiberNode] = {**self.province.sites, **self.province.fiber_nodes}
        place = places.get(id_)
        if place is None:  # not legible
            return math.inf, ZERO
        there: list[Generator | MobileGenerator] = [g for g in place.generators or () if g.id == generator]
        there += [
            a for a in self.world.scenario.actions
            if a.do == "mobile-generator" and (a.to, a.id) == (id_, generator)
            and not out_of_reach(self.world, id_, a.at_h)
        ]  # fmt: skip
        if not there or out_of_reach(self.world, id_, at_h):
            return ZERO, ZERO
        full_l, known = there[0].tank_l, None not in (there[0].tank_l, there[0].burn_l_per_h)
        whose = {side: views(self.world, place, side) for side in SIDES}
        # Whoever's operator is not there runs on it, which is nobody: it is filled all the same.
        nobodys = there[0].operator not in (None, *(operator for operator in whose["optimistic"]))
        standing = [of_sides[side].failed.get(path, ()) for side in SIDES]
        worn = self._worn(place, path, whose, of_sides)
        if nobodys or not known or worn or standing[0] != standing[1] or any(len(each) > 1 for each in whose.values()):
            self.seen.add("nobody knows what a refuel takes")
            return (math.inf if full_l is None else full_l), ZERO
        put = {
            side: self._walked(place, whose[side][0] or None, side, of_sides, []).put_in_l.get((generator, at_h), ZERO)
            for side in SIDES
        }
        self.seen.add("a refuel that a depot gives")
        return put["pessimistic"], put["optimistic"]

    def _walked(
        self, place: Site | FiberNode, operator: str | None, side: Side, of_sides: dict[Side, SideAnswer],
        brought: list[Brought],
    ) -> Want:  # fmt: skip
        """The place under the storm with what the scenario itself and depots bring."""
        fuelling = Fuelling(self.world, side, of_sides[side], stormy=True)
        fuelling.failed = {**fuelling.failed, f"{place.id}/gen/unseen": ()}
        unseen = (Generator(id="unseen"),) if side == "optimistic" else ()
        sets = unseen if place.generators is None else place.generators
        # Whatever the battery, the generator runs before it.
        on = place.model_copy(update={"battery_h": place.battery_h or ZERO, "generators": sets})
        return fuelling.walk(on, operator, brought)

    def _worn(
        self, place: Site | FiberNode, path: str, whose: dict[Side, list[str | None]],
        of_sides: dict[Side, SideAnswer],
    ) -> bool:  # fmt: skip
        """Whether the generator stops by itself on either side, on whichever operator's equipment."""
        return any(
            f"{place.id}/gen/{generator}" == path
            for side in SIDES for operator in whose[side]
            for generator, _ in self._walked(place, operator or None, side, of_sides, []).stopped
        )  # fmt: skip

    def unit(self, unit: str) -> DutyAnswer:
        """The duty at one unit."""
        subjects = {place.id: self._subject(place, sure=sure) for place, sure in self.asked[unit]}
        aside = {record.section for record in self.province.set_aside}
        doubt = bool({"sites", "fiber_nodes"} & aside) or unplaced(self.world, self.duty, unit)
        told = of_subjects(self.window, subjects, doubt=doubt)
        for id_ in subjects:
            self._note(id_)
        return told

    def _note(self, id_: str) -> None:
        books = self._of("storm", "pessimistic", id_)
        self.seen.update(["fuel brought"] if any(book.brought for book in books) else [])
        self.seen.update(["fuel brought twice"] if any(len(b.brought) > 1 for b in books) else [])
        self.seen.update(["nobody brings fuel in time"] if any(b.given_up for b in books) else [])
        self.seen.update(["operators on their own generators"] if len(books) > 1 else [])

    def _of(self, weather: str, side: Side, id_: str) -> list[Ledger]:
        """The ledgers of a place: one for each set of generators on which somebody's equipment runs."""
        return [book for book in self.books[weather][side].values() if book.place.id == id_]

    def _subject(self, place: Site | FiberNode, *, sure: bool) -> Subject:
        lasts = {
            weather: {place.id: {side: self._lasts(place, weather, side, sure=sure) for side in SIDES}}
            for weather in self.books
        }
        subject = subject_of("fuel", counted(self.window, 1, lasts["storm"], lasts["rest"]))
        side: Side = "optimistic" if subject.outcome == "fails" else "pessimistic"
        for load in (load for book in self._of("storm", side, place.id) for load in book.brought):
            subject.brought.append((load.depot, load.asset, load.at_h, load.litres))
        return subject

    def _lasts(self, place: Site | FiberNode, weather: str, side: Side, *, sure: bool) -> Intervals:
        """When the place is not dark for want of fuel."""
        horizon_h = self.world.horizon_h
        always: Intervals = ((ZERO, NEVER),)
        parted = self._parted(place, weather)
        known = not _unknown(place) and not parted
        self.seen.update(["a generator that may have drowned"] if parted else [])
        books = self._of(weather, side, place.id)
        # Each operator's own walk takes its own fuel: together they may take more than is needed.
        if side == "optimistic" and (not sure or not known or self._doubt() or len(books) > 1):
            return always
        if side == "pessimistic" and not known:
            return self.lit[weather][side][place.id]
        dry = union([span for book in books for span in dry_spans(book, horizon_h)], horizon_h)
        edges = [ZERO, *(Fraction(edge) for span in dry for edge in span)]
        gaps = zip(edges[0::2], [*edges[1::2], NEVER], strict=True)
        return tuple((start, end) for start, end in gaps if start < end)

    def _parted(self, place: Site | FiberNode, weather: str) -> bool:
        """Whether a generator may stand unharmed longer than it does for certain: nobody knows then what it burns.

        One of which nobody knows how it is kept may also run longer before it stops by itself.
        """
        sides = self.answers[weather]
        stops = [self._stops(place, side) for side in SIDES] if weather == "storm" else []
        if stops and (stops[0] != stops[1] or self._wears_apart(place)):
            self.seen.add("a generator that may have stopped")
            return True
        paths = [f"{place.id}/gen/{one.id}" for one in place.generators or ()]
        paths += [
            f"{place.id}/gen/{sent.id}" for sent in self.world.scenario.actions
            if sent.do == "mobile-generator" and sent.to == place.id
            and not out_of_reach(self.world, place.id, sent.at_h)
        ]  # fmt: skip
        return any(
            sides["pessimistic"].failed.get(path, ()) != sides["optimistic"].failed.get(path, ())
            for path in paths
        )

    def _wears_apart(self, place: Site | FiberNode) -> bool:
        """Whether the sides give a generator of the place other running hours."""
        states = {one.id: one.maintenance for one in place.generators or ()}
        states |= {
            sent.id: sent.maintenance for sent in self.world.scenario.actions
            if sent.do == "mobile-generator" and sent.to == place.id
            and not out_of_reach(self.world, place.id, sent.at_h)
        }  # fmt: skip
        return any(
            len({lasting_h(self.world, side, f"{place.id}/gen/{id_}", state) for side in SIDES}) > 1
            for id_, state in states.items()
        )

    def _stops(self, place: Site | FiberNode, side: Side) -> set[tuple[str, Fraction]]:
        """Which generators of the place stopped by themselves on a side, whoever runs on them, and when."""
        of_sides = self.answers["storm"]
        return {
            stop for book in self._of("storm", side, place.id)
            for stop in self._walked(place, book.operator, side, of_sides, book.brought).stopped
        }  # fmt: skip

    def _doubt(self) -> bool:
        """Whether a depot or road may be there that is not on record."""
        if not self.duty.depots:
            return False
        depots = [r for r in self.province.resources.values() if r.kind == "fuel"]
        aside = {record.section for record in self.province.set_aside}
        unread = {"roads", "sea_routes", "road_nodes", "resources"} & aside
        return not depots or not self.province.road_nodes or bool(unread)


def unplaced(world: World, duty: AnyDuty, unit: str) -> bool:
    """Whether a site of which nobody wrote the commune may stand in the commune that is judged."""
    if duty.unit != "commune":
        return False
    district = world.province.communes[unit].district
    return any(s.commune is None and s.district == district for s in world.province.sites.values())


def _unknown(place: Site | FiberNode) -> bool:
    return place.generators is None or any(
        one.tank_l is None or one.burn_l_per_h is None for one in place.generators
    )
