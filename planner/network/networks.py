"""The networks of one province, each read once however many runs are searched over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.comms import backhaul_graph
from planner.network.power import power_graph
from planner.network.reach import Reach

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.network.sides import Side


class Networks:
    """Backhaul and power of a province on both sides of what was not surveyed, made when they are first asked for.

    What is kept is a search in which nothing is lost yet; whoever asks is given one of his own to change.
    """

    def __init__(self, province: Province) -> None:
        self._province = province
        self._backhaul: dict[tuple[Side, str | None], Reach] = {}
        self._power: dict[Side, Reach] = {}

    def backhaul(self, side: Side, operator: str | None) -> Reach:
        """The network over which an operator's sites reach a gateway (`backhaul_graph`)."""
        key = (side, operator)
        if key not in self._backhaul:
            self._backhaul[key] = Reach(backhaul_graph(self._province, side, operator))
        return self._backhaul[key].afresh()

    def power(self, side: Side) -> Reach:
        """The network over which power nodes are energised (`power_graph`)."""
        if side not in self._power:
            self._power[side] = Reach(power_graph(self._province, side))
        return self._power[side].afresh()
