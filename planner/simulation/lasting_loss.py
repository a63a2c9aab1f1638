"""What is still in service at the end of a window when assets are lost from hour 0 for good, and nothing else fails.

Nothing comes back, so nothing improves: without the grid a site runs on its tanks, then on its battery, and is dark
from then on. Fewest sites are in service at the end of the window, and what is in service there is a monotone function
of which assets are unharmed: a circuit. The walk from event to event of `timeline.simulate` gives the same answer for
any one set of lost assets; here all sets are answered at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, Hour
from planner.network.comms import backhaul_graph, operators_named
from planner.network.power import power_graph
from planner.network.risk_groups import groups_of, pole_lines
from planner.simulation.circuit import FALSE, TRUE, Circuit, joined_gates
from planner.simulation.damage import failures_of
from planner.simulation.ordeal import Ordeal, struck_assets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.network.sides import Side


@dataclass(frozen=True)
class LastingLoss:
    """The circuit of one side of what was not surveyed.

    `in_service` has, for each site and each operator on it, the gate that works while the site serves that operator to
    the end of the window.
    """

    side: Side
    end_h: Fraction
    circuit: Circuit
    in_service: Mapping[str, Mapping[str, int]]


def lasting_loss(
    province: Province,
    side: Side,
    end_h: Fraction,
    *,
    fuel_share: Fraction = Fraction(1),
    with_poles: bool = False,
) -> LastingLoss:
    """The circuit of what is in service up to `end_h` when assets are lost from hour 0 for good.

    Parameters
    ----------
    province
        What stands.
    side
        What was not surveyed is absent on the pessimistic side, and there and unlimited on the optimistic one.
    end_h
        End of the window, hours; above 0.
    fuel_share
        Share of every tank that is full at hour 0.
    with_poles
        Whether a cable that hangs on a power line's poles is lost with the line: so when the line falls by wind, and
        not when it is merely removed.
    """
    return _Maker(province, side, end_h, fuel_share, with_poles=with_poles).made()


class _Maker:
    """The circuit in the making."""

    def __init__(
        self,
        province: Province,
        side: Side,
        end_h: Fraction,
        fuel_share: Fraction,
        *,
        with_poles: bool,
    ) -> None:
        self.province, self.side = province, side
        self.end_h, self.fuel_share = end_h, fuel_share
        self.circuit = Circuit()
        self.groups = groups_of(province)
        self.poles = pole_lines(province) if with_poles else {}
        calm = Ordeal(end_h)
        self.gone = frozenset(failures_of(struck_assets(province, calm, side), self.groups, end_h))
        """What hangs on a record that was set aside: lost whatever else happens."""
        power = power_graph(province, side)
        vertices, edges = self._breakable(power)
        self.energised = joined_gates(self.circuit, power, vertex_works=vertices, edge_works=edges)

    def made(self) -> LastingLoss:
        province = self.province
        named = operators_named(province)
        views = {operator: self._view(operator) for operator in (None, *sorted(named))}
        in_service = {
            site.id: {
                operator: (views.get(operator) or views[None])[site.id]
                for operator in sorted(site.operators)
            }
            for site in province.sites.values()
        }
        return LastingLoss(self.side, self.end_h, self.circuit, in_service)

    def unharmed(self, asset: str) -> int:
        """The gate of an asset itself, its risk groups and, where asked, the line whose poles it hangs on."""
        if asset in self.gone:
            return FALSE
        causes = [asset, *(group for group in self.groups.get(asset, ()))]
        if asset in self.poles:
            causes.append(self.poles[asset])
        return self.circuit.all_of(*map(self.circuit.variable, causes))

    def _breakable(self, graph: nx.MultiGraph[str]) -> tuple[dict[str, int], dict[str, int]]:
        """Gates of the vertices and edges of a network that can be lost."""
        vertices = {v: self.unharmed(v) for v in graph if not graph.nodes[v]["safe"]}
        edges = {
            str(key): self.unharmed(str(key))
            for a, b, key in graph.edges(keys=True)
            if not graph.edges[a, b, key]["safe"]
        }
        return vertices, edges

    def _view(self, operator: str | None) -> dict[str, int]:
        """For each site the gate that works while it serves the operator's traffic."""
        province, circuit = self.province, self.circuit
        graph = backhaul_graph(province, self.side, operator)
        vertices, edges = self._breakable(graph)
        for node in province.fiber_nodes.values():
            if node.role != "passive":
                vertices[node.id] = circuit.all_of(
                    vertices[node.id], self._powered(node.id, node, operator)
                )
        for site in province.sites.values():
            parts = (self.unharmed(f"{site.id}/mast"), self.unharmed(f"{site.id}/equipment"))
            vertices[site.id] = circuit.all_of(*parts, self._powered(site.id, site, operator))
        joined = joined_gates(circuit, graph, vertex_works=vertices, edge_works=edges)
        return {
            site.id: circuit.any_of(
                joined[site.id], circuit.all_of(vertices[site.id], self._satellite(site))
            )
            for site in province.sites.values()
        }

    def _satellite(self, site: Site) -> int:
        satellite = site.backhaul.satellite
        if satellite == "none":
            return FALSE
        if satellite is None or satellite == "unknown":
            return TRUE if self.side == "optimistic" else FALSE
        return self.unharmed(f"{site.id}/dish")

    def _powered(self, consumer: str, plant: Powered, operator: str | None) -> int:
        """Works while the consumer has power up to the end: from the grid, or from what it has in store."""
        feed = self.energised.get(plant.feed or "", FALSE)
        # A span of which nobody said how it hangs can be lost all the same.
        last_span = TRUE if plant.feed is None else self.unharmed(f"{consumer}/service-drop")
        grid = self.circuit.all_of(feed, last_span)
        return self.circuit.any_of(grid, self._stores(consumer, plant, operator))

    def _stores(self, consumer: str, plant: Powered, operator: str | None) -> int:
        """Works while the generators that are unharmed, one after the other, and the battery last to the end."""
        optimistic = self.side == "optimistic"
        battery: Hour | None = plant.battery_h
        if battery is None:
            battery = INF if optimistic else Fraction(0)
        if plant.generators is None and optimistic:
            return TRUE
        running: list[tuple[int, Hour]] = []
        for generator in plant.generators or ():
            if generator.operator not in {None, operator}:
                continue
            gate = self.unharmed(f"{consumer}/gen/{generator.id}")
            if generator.tank_l is not None and generator.burn_l_per_h is not None:
                hours = generator.tank_l * self.fuel_share / generator.burn_l_per_h
                running.append((gate, hours))
            elif optimistic:
                running.append((gate, INF))
        return self._lasting(running, battery)

    def _lasting(self, running: Sequence[tuple[int, Hour]], held_h: Hour) -> int:
        """Works while the stores that are unharmed last, `held_h` being there in any case."""
        if held_h >= self.end_h:
            return TRUE
        if not running:
            return FALSE
        (gate, hours), *others = running
        return self.circuit.any_of(
            self.circuit.all_of(gate, self._lasting(others, held_h + hours)),
            self._lasting(others, held_h),
        )
