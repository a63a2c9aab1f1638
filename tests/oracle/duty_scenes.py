"""What a duty may ask of a moment: the storm at an hour, or the province with one thing lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle.assets import Catalogue
from tests.oracle.oracle import Network, operators_of, side_of, split_by_operator
from tests.oracle.power import Grid
from tests.oracle.spans import NEVER, ZERO, Intervals, edges, holds_at

if TYPE_CHECKING:
    from planner.inventory.duty_records import CommandPost, Means
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.power import Consumer
    from tests.oracle.world import Side, World


class Moment(ABC):
    """A state of the province, on one side of what was not surveyed."""

    @abstractmethod
    def stands(self, asset: str) -> bool:
        """Whether the asset has not failed."""

    @abstractmethod
    def lit(self, post: CommandPost, means: Means) -> bool:
        """Whether the equipment of a means has power."""

    @abstractmethod
    def serves(self, site: str, operator: str) -> bool:
        """Whether the site serves the operator."""

    @abstractmethod
    def joined(self, node: str) -> bool | None:
        """Whether a fiber node reaches a gateway; None where it was set aside."""

    @abstractmethod
    def repeats(self, site: str) -> bool:
        """Whether a repeater on the site works."""


@dataclass(frozen=True)
class Hour(Moment):
    """The storm at an hour."""

    answer: SideAnswer
    at_h: Fraction
    lit_means: Mapping[str, Intervals]
    """When the equipment of each means has power, by `POST/means/ID`."""

    def _on(self, spans: Intervals) -> bool:
        return holds_at(spans, self.at_h)

    def stands(self, asset: str) -> bool:
        return not self._on(self.answer.failed.get(asset, ()))

    def lit(self, post: CommandPost, means: Means) -> bool:
        return self._on(self.lit_means[f"{post.id}/means/{means.id}"])

    def serves(self, site: str, operator: str) -> bool:
        return self._on(self.answer.in_service[site].get(operator, ()))

    def joined(self, node: str) -> bool | None:
        return self._on(self.answer.joined[node]) if node in self.answer.joined else None

    def repeats(self, site: str) -> bool:
        return self._on(self.answer.live[site])


def own_hours(
    plant: Consumer, side: Side, share: Fraction, operator: str | None
) -> Fraction | None:
    """How long a consumer runs on what it has; None: for ever."""
    if side == "optimistic" and (plant.battery_h is None or plant.generators is None):
        return None
    hours = plant.battery_h or ZERO
    for one in plant.generators or ():
        if one.operator not in (None, operator):
            continue
        if one.tank_l is not None and one.burn_l_per_h is not None:
            hours += one.tank_l * share / one.burn_l_per_h
        elif side == "optimistic":
            return None
    return hours


class Losses:
    """One side with nothing failed but one thing, which is lost from the start for good."""

    def __init__(self, world: World, side: Side, until_h: Fraction) -> None:
        self.world, self.side, self.until_h = world.at_rest(), side, until_h
        self.share = Fraction(world.scenario.fuel_at_start.share or 1)
        catalogue = Catalogue(self.world)
        self.rest = side_of(self.world, side, set())
        self._members: dict[str, set[str]] = {}
        self._hung: dict[str, set[str]] = {}
        # What nobody has seen is either not there or never fails.
        for asset in (each for each in catalogue.by_id.values() if each.sure):
            for group in asset.srlgs:
                self._members.setdefault(group, set()).add(asset.id)
            if asset.poles is not None and asset.mounting == "aerial":
                self._hung.setdefault(asset.poles, set()).add(asset.id)
        known = {asset.id for asset in catalogue.by_id.values() if asset.sure}
        self.all = sorted({*known, *self._members, *self._hung})
        province = self.world.province
        self.consumers: dict[str, Consumer] = {
            **province.sites, **province.command_posts,
            **{id_: node for id_, node in province.fiber_nodes.items() if node.role != "passive"},
        }  # fmt: skip
        self.world_operators = operators_of(self.world) if split_by_operator(self.world) else []
        self._power = {*province.power_nodes, *province.lines}
        edge = ("means", "generator", "warning-channel", "command-post")
        self._network = {a.id for a in catalogue.by_id.values() if a.kind not in edge}
        self._grid_at_rest = self.fed(self.rest.failed)
        self.whole = self.without(None)

    def taken(self, loss: str) -> set[str]:
        """The loss itself, the members of a risk group, and what hangs on the poles of a lost line."""
        taken = {loss, *self._members.get(loss, ())}
        return taken | {cable for line in taken for cable in self._hung.get(line, ())}

    def without(self, loss: str | None) -> Lost:
        """The province without it; None: nothing lost."""
        gone = set() if loss is None else self.taken(loss)
        failed = {**self.rest.failed, **dict.fromkeys(gone, ((ZERO, NEVER),))}
        alike = self.whole if loss is not None and not gone & self._network else None
        return Lost(self, loss, gone, failed, alike)

    def fed(self, failed: dict[str, Intervals]) -> set[str]:
        grid = Grid(self.world, failed, self.side)
        return {id_ for id_, plant in self.consumers.items() if grid.on(plant, ZERO)}

    def dark(self, lost: Lost, operator: str | None) -> set[str]:
        """The consumers that the loss leaves without the grid and that do not last until the end alone.

        Where nobody knows what feeds a consumer, any loss in the power network may be the one.
        """
        return {
            id_ for id_, plant in self.consumers.items()
            if self.cut(id_, plant, lost)
            and (own := own_hours(plant, self.side, self.share, operator)) is not None
            and own < self.until_h
        }  # fmt: skip

    def cut(self, id_: str, plant: Consumer, lost: Lost) -> bool:
        """Whether the loss takes the grid from the consumer."""
        if lost.loss == f"{id_}/service-drop":
            return True
        if id_ in self._grid_at_rest:
            return id_ not in lost.fed
        guessed = plant.feed is None or bool(self.world.province.set_aside)
        return self.side == "pessimistic" and guessed and bool(lost.gone & self._power)


class Lost(Moment):
    """The province without one thing, until the end of the window."""

    def __init__(
        self, losses: Losses, loss: str | None, gone: set[str], failed: dict[str, Intervals],
        alike: Lost | None,
    ) -> None:  # fmt: skip
        self.loss, self.gone = loss, gone
        self._losses, self._failed = losses, failed
        self.fed: set[str]
        self._joined: set[str]
        self._live: set[str]
        self._served: dict[str | None, set[str]]
        if alike is not None:  # nothing of the network was lost
            self.fed, self._served = alike.fed, alike._served
            self._joined, self._live = alike._joined, alike._live
            return
        self.fed = losses.fed(failed)
        network = Network(losses.world, losses.side, failed, {}, set())
        self._served = {}
        for operator in [None, *losses.world_operators]:
            powered = losses.consumers.keys() - losses.dark(self, operator)
            joined, served, live = network.carried(ZERO, set(powered), operator)
            self._served[operator] = served
            if operator is None:
                self._joined, self._live = joined, live

    def stands(self, asset: str) -> bool:
        return not self._failed.get(asset)

    def lit(self, post: CommandPost, means: Means) -> bool:
        own = own_hours(post, self._losses.side, self._losses.share, None)
        if own is None or not self._losses.cut(post.id, post, self):
            return True
        if means.battery_h is None and self._losses.side == "optimistic":
            return True
        return own + (means.battery_h or ZERO) >= self._losses.until_h

    def serves(self, site: str, operator: str) -> bool:
        there = operator in self._losses.world.province.sites[site].operators
        return there and site in self._served[operator if self._losses.world_operators else None]

    def joined(self, node: str) -> bool | None:
        known = node in self._losses.world.province.fiber_nodes
        return node in self._joined if known else None

    def repeats(self, site: str) -> bool:
        return site in self._live


def instants(answer: SideAnswer) -> set[Fraction]:
    """Every instant at which anything changes."""
    of_sites = [spans for by in answer.in_service.values() for spans in by.values()]
    return {
        edge
        for spans in (
            *answer.failed.values(), *answer.powered.values(), *answer.joined.values(),
            *answer.live.values(), *answer.alone.values(), *of_sites,
        )
        for edge in edges(spans)
    }  # fmt: skip
