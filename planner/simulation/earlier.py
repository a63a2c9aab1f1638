"""An earlier run of nearly the same question, and what of it holds in the next one.

Trying a change asks the same question again with one or two records or actions replaced. What an asset goes through
depends on its own record, on the power line whose poles it hangs on, on its risk groups and on what the ordeal says of
it; where none of these changed, its failures did not. What changed is found by comparing, not taken on trust from
whoever made the change.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from planner.network.networks import Networks
from planner.network.risk_groups import groups_of, pole_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.foundation.intervals import Intervals
    from planner.inventory.province import Province
    from planner.network.reach import Reach
    from planner.network.sides import Side
    from planner.simulation.damage import Failure
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun

_SECTIONS = (
    "sites", "fiber_nodes", "segments", "power_nodes", "lines", "srlgs",
    "command_posts", "warning_channels",
)
R = TypeVar("R")


@dataclass(frozen=True)
class Earlier:
    """One side of a run, with what was run."""

    province: Province
    ordeal: Ordeal
    run: SideRun
    networks: Networks | None = field(default=None, repr=False, compare=False)
    """Those of the province, where other runs share them."""

    @cached_property
    def _networks(self) -> Networks:
        return Networks(self.province) if self.networks is None else self.networks

    def power(self) -> Reach:
        """The power network; read once, however many runs follow."""
        return self._networks.power(self.run.side)

    def network(self, operator: str | None) -> Reach:
        """The backhaul network of an operator; read once, however many runs follow."""
        return self._networks.backhaul(self.run.side, operator)


@dataclass(frozen=True)
class Kept:
    """What a run may take over from an earlier one.

    `records` are the ids whose record is another than it was; `heads` those of every record that may fare otherwise:
    assets whose id has another part before the first `/` fail exactly as they did.
    """

    earlier: Earlier
    province: Province
    records: frozenset[str]
    heads: frozenset[str]

    @cached_property
    def same_power(self) -> bool:
        """Whether the power network is joined as it was."""
        now, before = self.province, self.earlier.province
        return all(
            _ends(now.lines, id_) == _ends(before.lines, id_)
            and _kind(now, id_) == _kind(before, id_)
            for id_ in self.records
        )

    @cached_property
    def same_backhaul(self) -> bool:
        """Whether the backhaul network of every operator is joined as it was."""
        now, before = self.province, self.earlier.province
        return all(
            _ends(now.segments, id_) == _ends(before.segments, id_)
            and _links(now, id_) == _links(before, id_)
            for id_ in self.records
        )

    def keeps(self, asset: str) -> bool:
        """Whether the asset fails exactly as it did."""
        return asset.partition("/")[0] not in self.heads

    def part(self) -> Province:
        """The province cut down to what may fare otherwise, and all that this depends on."""
        now = self.province
        hung = set(pole_lines(replace(now, segments=_only(now.segments, self.heads),
                                      sites=_only(now.sites, self.heads),
                                      command_posts=_only(now.command_posts, self.heads),
                                      )).values())  # fmt: skip
        return replace(
            now,
            sites=_only(now.sites, self.heads),
            fiber_nodes=_only(now.fiber_nodes, self.heads),
            segments=_only(now.segments, self.heads),
            power_nodes=_only(now.power_nodes, self.heads),
            command_posts=_only(now.command_posts, self.heads),
            warning_channels=_only(now.warning_channels, self.heads),
            lines=_only(now.lines, self.heads | hung),
        )

    def failures(self, again: Mapping[str, tuple[Failure, ...]]) -> dict[str, tuple[Failure, ...]]:
        """The earlier failures with those of `part` put in their place."""
        merged = {
            asset: causes
            for asset, causes in self.earlier.run.failures.items()
            if self.keeps(asset)
        }
        merged.update((asset, causes) for asset, causes in again.items() if not self.keeps(asset))
        return merged


def kept_from(
    earlier: Earlier | None, province: Province, ordeal: Ordeal, side: Side
) -> Kept | None:
    """What holds of an earlier run; None where it answers another question altogether."""
    if earlier is None or earlier.run.side != side:
        return None
    before, was = earlier.province, earlier.ordeal
    if (
        province.header is not before.header
        or province.districts is not before.districts
        or province.set_aside is not before.set_aside
        or _frame(ordeal) != _frame(was)
    ):
        return None
    records = frozenset(_replaced(province, before))
    heads = records.union(asset.partition("/")[0] for asset in _befallen_otherwise(ordeal, was))
    if heads & (province.lines.keys() | before.lines.keys()):
        hung = pole_lines(province)
        heads |= {asset.partition("/")[0] for asset, line in hung.items() if line in heads}
    if not heads.isdisjoint(province.srlgs) or not heads.isdisjoint(before.srlgs):
        members = groups_of(province)
        heads |= {
            asset.partition("/")[0]
            for asset, groups in members.items()
            if not heads.isdisjoint(groups)
        }
    return Kept(earlier, province, records, heads)


def part_of(ordeal: Ordeal, province: Province) -> Ordeal:
    """The ordeal cut down to removals and repairs of what the province has."""
    ids = {id_ for section in _SECTIONS for id_ in getattr(province, section)}
    return replace(
        ordeal,
        given={k: v for k, v in ordeal.given.items() if k.partition("/")[0] in ids},
        repairs={k: v for k, v in ordeal.repairs.items() if k.partition("/")[0] in ids},
    )


def unless_same(
    found: Mapping[str, Intervals], before: Mapping[str, Intervals]
) -> dict[str, Intervals]:
    """`found`, with the very intervals of `before` where they are equal: what follows compares by identity."""
    return {key: before[key] if before.get(key) == now else now for key, now in found.items()}


def _frame(ordeal: Ordeal) -> tuple[object, ...]:
    """What touches every asset."""
    drawn = ordeal.drawn
    sample = None if drawn is None else (drawn.seed, drawn.sample)
    return ordeal.horizon_h, ordeal.storm_id, ordeal.classes, ordeal.fuel_share, sample


def _replaced(now: Province, before: Province) -> Iterable[str]:
    """Ids of records that are not the very same object."""
    for section in _SECTIONS:
        mine, theirs = getattr(now, section), getattr(before, section)
        if mine is not theirs:
            for id_ in mine.keys() | theirs.keys():
                if mine.get(id_) is not theirs.get(id_):
                    yield id_


def _befallen_otherwise(now: Ordeal, before: Ordeal) -> Iterable[str]:
    """Assets of which the two ordeals say something else."""
    for name in ("given", "gust_footprints", "flood_footprints", "ground_footprints", "derated", "repairs", "refuels"):
        mine, theirs = getattr(now, name), getattr(before, name)
        if mine is not theirs:
            for id_ in mine.keys() | theirs.keys():
                if mine.get(id_) != theirs.get(id_):
                    yield id_
    if now.drawn is not None and before.drawn is not None:
        for name in ("threats", "unknown"):
            mine, theirs = getattr(now.drawn, name), getattr(before.drawn, name)
            yield from (
                id_ for id_ in mine.keys() | theirs.keys() if mine.get(id_) != theirs.get(id_)
            )
        for side, lives in now.drawn.lives_h.items():
            was = before.drawn.lives_h[side]
            yield from (id_ for id_ in lives.keys() | was.keys() if lives.get(id_) != was.get(id_))
    elif now.gusts is not before.gusts:
        for id_ in now.gusts.keys() | before.gusts.keys():
            if now.gusts.get(id_) is not before.gusts.get(id_):
                yield id_
    for one, other in ((now.sent, before.sent), (before.sent, now.sent)):
        yield from (sent.at for sent in one if sent not in other)


def _only(records: Mapping[str, R], ids: frozenset[str] | set[str]) -> dict[str, R]:
    return {id_: records[id_] for id_ in sorted(ids) if id_ in records}


def _ends(spans: Mapping[str, object], id_: str) -> object:
    span = spans.get(id_)
    return None if span is None else (span.from_, span.to)  # type: ignore[attr-defined]


def _kind(province: Province, id_: str) -> object:
    node = province.power_nodes.get(id_)
    return None if node is None else node.kind


def _links(province: Province, id_: str) -> object:
    """Everything of a record that the backhaul network is made of."""
    node, site = province.fiber_nodes.get(id_), province.sites.get(id_)
    if site is None:
        return None if node is None else node.role
    drops = tuple((drop.node, drop.present, drop.operator) for drop in site.backhaul.drops)
    return drops, tuple((hop.to, hop.operator) for hop in site.backhaul.hops)
