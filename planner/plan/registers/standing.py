"""The registers behind the plan's appendices: what stands, what it is fed by, what is there to send, who is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.network.lengths import length_km
from planner.plan.filters import both, same
from planner.plan.names import word
from planner.plan.sheets import CriterionCell, SiteState
from planner.plan.units import criterion_cells, state_of
from planner.policy.duties.means import PUBLIC, means_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from planner.inventory.plant_records import Generator
    from planner.inventory.province import Province
    from planner.inventory.records import Segment, Site
    from planner.inventory.travel_records import Resource
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import HardenedSite, Outcome, UnitVerdict
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class StationLine:
    """A hardened station, or one that may be, with its evidence."""

    id: str
    name: Text
    district: Text
    commune: Text
    owner: Text
    operators: Text
    structure: Text
    hardened: Outcome
    criteria: tuple[CriterionCell, ...]
    declared_level: int | None
    state: SiteState
    point: tuple[float, float] | None
    reporter: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class JuneLine:
    """A commune and its stations that stand the level that the requirement names."""

    commune: Text
    district: Text
    outcome: Outcome
    """At rest: the list says what stands, not what a storm leaves."""
    stations: tuple[StationLine, ...]


@dataclass(frozen=True, slots=True)
class FiberLine:
    """A cable between two fiber nodes."""

    id: str
    ends: tuple[str, str]
    owner: Text
    mounting: Text
    length_km: float | None
    poles: str
    risk_groups: tuple[str, ...]
    cut_at_h: Fraction | None


@dataclass(frozen=True, slots=True)
class GridLine:
    """What the grid must come back to first."""

    id: str
    what: Text
    district: Text
    feed: str
    reason: Text
    hardened: bool
    autonomy_h: Fraction | None
    """Hours on the fixed generators' full tanks; None where they were not surveyed."""
    lost_at_h: Fraction | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """A command post and its means; an empty tuple was not surveyed."""

    id: str
    name: Text
    kind: Text
    district: Text
    commune: Text
    commune_id: str | None
    means: tuple[Text, ...]
    only_public: bool


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """The warning channels of one commune, by kind; `id` is the commune's."""

    id: str
    commune: Text
    district: Text
    kinds: tuple[tuple[Text, int], ...]
    without_grid: int
    power_unknown: int


@dataclass(frozen=True, slots=True)
class IsolatedLine:
    """A commune without a road to the mainland."""

    commune: Text
    district: Text
    population: int | None
    stations: int
    satellite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoamingLine:
    """A unit in which some operator falls short by itself."""

    unit: Text
    short: tuple[Text, ...]
    unsure: tuple[Text, ...]
    with_roaming: Outcome


@dataclass(frozen=True, slots=True)
class StockLine:
    """Something that can be sent out; amounts are None where they were not surveyed or do not apply."""

    id: str
    kind: str
    name: Text
    count: int
    owner: Text
    base: Text
    kw: float | None
    fuel_l: Fraction | None


@dataclass(frozen=True, slots=True)
class Registers:
    """All of them."""

    stations: tuple[StationLine, ...]
    june: tuple[JuneLine, ...]
    june_name: Text | None
    """The requirement that the June list answers; None where no policy is set per commune."""
    fiber: tuple[FiberLine, ...]
    grid: tuple[GridLine, ...]
    posts: tuple[PostLine, ...]
    channels: tuple[ChannelLine, ...]
    channel_communes_without: tuple[Text, ...]
    isolated: tuple[IsolatedLine, ...]
    roaming: tuple[RoamingLine, ...]
    stock: tuple[StockLine, ...]
    satellite_sites: tuple[str, ...]


def registers_of(run: Run, main: Requirement) -> Registers:
    """The registers of a run; `main` is the requirement that the plan leads with."""
    maker = _Maker(run)
    of_main = [verdict for verdict in run.verdicts if verdict.requirement.id == main.id]
    levels = [each for each in run.loaded.requirements if each.unit == "commune"]
    first = levels[0] if levels else None
    return Registers(
        stations=tuple(
            maker.station(site, verdict)
            for verdict in of_main
            for site in verdict.hardened
            if site.outcome != "fails"
        ),
        june=tuple(
            maker.june(verdict)
            for verdict in run.verdicts
            if first is not None and verdict.requirement.id == first.id
        ),
        june_name=None if first is None else both(first.name),
        fiber=tuple(maker.fiber(each) for each in maker.province.segments.values()),
        grid=maker.grid(of_main),
        posts=maker.posts(),
        channels=maker.channels(),
        channel_communes_without=maker.without_channel(),
        isolated=maker.isolated(of_main),
        roaming=tuple(row for verdict in of_main if (row := maker.roaming(verdict)) is not None),
        stock=tuple(maker.stock(each) for each in maker.province.resources.values()),
        satellite_sites=tuple(site.id for site in maker.province.sites.values() if _has_dish(site)),
    )


def _has_dish(site: Site) -> bool:
    return site.backhaul.satellite is not None and not isinstance(site.backhaul.satellite, str)


class _Maker:
    """Makes the lines of one run's registers."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.province: Province = run.loaded.province
        self.failures = run.pessimistic.failures
        self.plants = run.pessimistic.views[None].plants

    # --- names --------------------------------------------------------------------------------

    def _district(self, id_: str | None) -> Text:
        known = self.province.districts.get(id_ or "")
        return same("") if known is None else both(known.name)

    def _commune(self, id_: str | None) -> Text:
        known = self.province.communes.get(id_ or "")
        return same("") if known is None else both(known.name)

    def _operator(self, id_: str | None) -> Text:
        known = self.province.operators.get(id_ or "")
        return same(id_ or "") if known is None else both(known.name)

    # --- stations -----------------------------------------------------------------------------

    def station(self, tested: HardenedSite, verdict: UnitVerdict) -> StationLine:
        """One site with the evidence of its test."""
        site = self.province.sites[tested.site]
        source = site.source
        names = [self._operator(id_) for id_ in sorted(site.operators)]
        return StationLine(
            id=site.id,
            name=same("") if site.name is None else both(site.name),
            district=self._district(site.district),
            commune=self._commune(site.commune),
            owner=self._operator(site.owner),
            operators=Text(vi=", ".join(n.vi for n in names), en=", ".join(n.en for n in names)),
            structure=word("structure", site.structure.type),
            hardened=tested.outcome,
            criteria=criterion_cells(tested),
            declared_level=site.structure.declared_level,
            state=state_of(tested, verdict),
            point=None if site.lon is None or site.lat is None else (site.lon, site.lat),
            reporter="" if source is None else source.reporter,
            as_of=None if source is None else source.as_of,
        )

    def june(self, verdict: UnitVerdict) -> JuneLine:
        """One commune with its stations that stand, or may."""
        commune = self.province.communes.get(verdict.unit)
        return JuneLine(
            commune=verdict.unit_name,
            district=self._district(None if commune is None else commune.district),
            outcome=verdict.at_rest,
            stations=tuple(
                self.station(site, verdict) for site in verdict.hardened if site.outcome != "fails"
            ),
        )

    def roaming(self, verdict: UnitVerdict) -> RoamingLine | None:
        """A unit where roaming must carry some operator's customers; else None."""
        by_outcome: dict[str, list[Text]] = {"fails": [], "unknown": [], "holds": []}
        for id_, told in sorted(verdict.by_operator.items()):
            by_outcome[told.outcome].append(self._operator(id_))
        if not by_outcome["fails"] and not by_outcome["unknown"]:
            return None
        return RoamingLine(
            verdict.unit_name,
            tuple(by_outcome["fails"]),
            tuple(by_outcome["unknown"]),
            verdict.outcome,
        )

    # --- cables and power ---------------------------------------------------------------------

    def fiber(self, segment: Segment) -> FiberLine:
        """One cable."""
        lost = self.failures.get(segment.id, ())
        return FiberLine(
            id=segment.id,
            ends=(segment.from_, segment.to),
            owner=self._operator(segment.owner),
            mounting=word("mounting", segment.mounting),
            length_km=length_km(segment, self.province),
            poles=segment.poles or "",
            risk_groups=segment.srlgs,
            cut_at_h=min((failure.start_h for failure in lost), default=None),
        )

    def grid(self, verdicts: Iterable[UnitVerdict]) -> tuple[GridLine, ...]:
        """Gateways, then hubs, then hardened stations; within each the shortest autonomy first."""
        hardened = {
            site.site: verdict
            for verdict in verdicts
            for site in verdict.hardened
            if site.outcome != "fails"
        }
        lines = []
        for node in self.province.fiber_nodes.values():
            if node.role != "passive":
                reason = _GATEWAY if node.role == "gateway" else _HUB
                rank = 0 if node.role == "gateway" else 1
                lines.append(
                    (rank, self._grid_line(node.id, word("fiber-role", node.role), reason))
                )
        for id_, verdict in sorted(hardened.items()):
            needed = verdict.outcome != "holds"
            reason = Text(
                vi=f"trạm kiên cố của {verdict.unit_name.vi}"
                + (" (đơn vị chưa chắc đủ trạm)" if needed else ""),
                en=f"hardened station of {verdict.unit_name.en}"
                + (" (a unit that may fall short)" if needed else ""),
            )
            rank = 2 if needed else 3
            lines.append((rank, self._grid_line(id_, word("section", "sites"), reason, True)))
        ordered = sorted(lines, key=lambda each: (each[0], *_shortest_first(each[1])))
        return tuple(line for _, line in ordered)

    def _grid_line(self, id_: str, what: Text, reason: Text, hardened: bool = False) -> GridLine:
        consumer = self.province.sites.get(id_) or self.province.fiber_nodes[id_]
        history = self.plants.get(id_)
        dark = [] if history is None else [s.start_h for s in history.spans if s.supply != "grid"]
        return GridLine(
            id=id_,
            what=what,
            district=self._district(consumer.district),
            feed=consumer.feed or "",
            reason=reason,
            hardened=hardened,
            autonomy_h=autonomy_h(consumer.generators),
            lost_at_h=min(dark, default=None),
        )

    # --- people -------------------------------------------------------------------------------

    def posts(self) -> tuple[PostLine, ...]:
        """Command posts with their means of communication."""
        return tuple(
            PostLine(
                post.id, both(post.name), word("command-post", post.kind),
                self._district(post.district), self._commune(post.commune), post.commune,
                tuple(word("means", each.kind) for each in means_of(post)),
                bool(post.means) and {each.kind for each in means_of(post)} <= PUBLIC,
            )
            for post in self.province.command_posts.values()
        )  # fmt: skip

    def channels(self) -> tuple[ChannelLine, ...]:
        """Warning channels, commune by commune."""
        kinds: dict[str, Counter[str]] = {}
        free: Counter[str] = Counter()
        unknown: Counter[str] = Counter()
        for channel in self.province.warning_channels.values():
            kinds.setdefault(channel.commune, Counter())[channel.kind] += 1
            free[channel.commune] += channel.needs_grid is False
            unknown[channel.commune] += channel.needs_grid is None
        lines = []
        for id_, counted in sorted(kinds.items()):
            commune = self.province.communes.get(id_)
            lines.append(
                ChannelLine(
                    id_,
                    self._commune(id_) if commune else same(id_),
                    self._district(commune.district if commune else None),
                    tuple(
                        (word("channel", kind), count) for kind, count in sorted(counted.items())
                    ),
                    free[id_],
                    unknown[id_],
                )
            )
        return tuple(lines)

    def without_channel(self) -> tuple[Text, ...]:
        """Communes of which no warning channel is on record."""
        known = {channel.commune for channel in self.province.warning_channels.values()}
        return tuple(
            both(commune.name)
            for commune in self.province.communes.values()
            if commune.id not in known
        )

    def isolated(self, verdicts: Iterable[UnitVerdict]) -> tuple[IsolatedLine, ...]:
        """Communes on islands."""
        hardened = {
            site.site
            for verdict in verdicts
            for site in verdict.hardened
            if site.outcome != "fails"
        }
        islands = {district.id for district in self.province.districts.values() if district.island}
        lines = []
        for commune in self.province.communes.values():
            if not commune.island and commune.district not in islands:
                continue
            mine = [site for site in self.province.sites.values() if site.commune == commune.id]
            lines.append(
                IsolatedLine(
                    both(commune.name),
                    self._district(commune.district),
                    commune.population,
                    sum(site.id in hardened for site in mine),
                    tuple(site.id for site in mine if _has_dish(site)),
                )
            )
        return tuple(lines)

    def stock(self, resource: Resource) -> StockLine:
        """One entry of what can be sent out."""
        kind = word("resource", resource.kind)
        return StockLine(
            resource.id,
            resource.kind,
            both(resource.name) if resource.name else kind,
            resource.count,
            self._operator(resource.owner),
            self._district(resource.district),
            resource.kw,
            resource.fuel_l,
        )


_GATEWAY = Text("cổng ra mạng lõi của cả tỉnh", "the province's way to the national core")
_HUB = Text("nút cáp quang của các trạm nối vào", "fiber hub of the stations behind it")


def _shortest_first(line: GridLine) -> tuple[bool, object, str]:
    return line.autonomy_h is not None, line.autonomy_h or 0, line.id


def autonomy_h(generators: Sequence[Generator] | None) -> Fraction | None:
    """Hours on the fixed generators' full tanks; None where anything of it was not surveyed."""
    if generators is None:
        return None
    hours = ZERO
    for generator in generators:
        if generator.mounting != "fixed":
            continue
        if generator.tank_l is None or generator.burn_l_per_h is None:
            return None
        hours += generator.tank_l / generator.burn_l_per_h
    return hours
