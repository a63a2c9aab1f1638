"""In which order to bring back substations and lines, so that what counts has the grid again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.network.power import power_graph
from planner.plan.filters import same
from planner.plan.grid_priority import hanging_on, what_counts
from planner.plan.names import asset_name
from planner.plan.registers.register import Register, figure
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from planner.plan.filters import Clock
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class GridStep:
    """One step of the restoring: what is mended, and what has the grid again once it is."""

    elements: tuple[str, ...]
    """Power nodes and lines, what failed first at the head."""
    feeders: tuple[str, ...]
    consumers: tuple[str, ...]
    """Hardened stations, active fiber nodes and posts that hang on these feeders."""
    mended_h: Fraction | None
    """When the scenario has mended all of them; None: not all."""


@dataclass(frozen=True, slots=True)
class GridOrder:
    """The steps, and how many stations, nodes and posts they bring back of those that the damage cuts off."""

    steps: tuple[GridStep, ...]
    cut_off: int
    no_way: tuple[str, ...]
    """Feeding nodes that no mending joins to a source: the graph has no way to one."""


def grid_order(run: Run) -> GridOrder:
    """The order in which mending the grid brings most back for each element mended.

    Everything of the grid that the storm breaks within the horizon on the pessimistic side counts as broken at once;
    what is only switched off does not. A step mends the fewest elements that join one feeding node to a source
    (ties: what failed first, then by id). Of all such steps the one is taken that brings back the most hardened
    stations, active fiber nodes and posts for each element; a tie is won by the one with fewer elements, then by what
    failed first, then by id. Then all is looked at again. Over several steps a better order may exist: none is
    looked for.
    """
    hanging = hanging_on(run)
    grid = _Grid(power_graph(run.loaded.province), _broken(run))
    waiting = {n: ids for n, ids in hanging.items() if n in grid.graph and n not in grid.joined}
    cut_off = sum(map(len, waiting.values()))
    steps: list[GridStep] = []
    while waiting:
        offers = []
        for elements in {grid.wanting[node]: None for node in waiting if node in grid.wanting}:
            back = [node for node in grid.with_mended(elements) if node in waiting]
            gain = sum(len(waiting[node]) for node in back)
            offers.append((-Fraction(gain, len(elements)), len(elements), elements, back))
        if not offers:
            break
        _, _, mended, back = min(offers)
        names = tuple(grid.names[each] for each in mended)
        consumers = tuple(sorted(id_ for node in back for id_ in waiting.pop(node)))
        steps.append(GridStep(names, tuple(sorted(back)), consumers, _mended_h(run, names)))
        grid.mend(mended)
    return GridOrder(tuple(steps), cut_off, tuple(sorted(waiting)))


def _broken(run: Run) -> tuple[str, ...]:
    """Every power node and line that the storm breaks, what failed first at the head."""
    province, horizon_h = run.loaded.province, run.loaded.scenario.horizon_h
    found = []
    for asset in (*province.power_nodes, *province.lines):
        starts = [
            failure.start_h
            for failure in run.pessimistic.failures.get(asset, ())
            if failure.kind != "power-cut" and failure.start_h < horizon_h
        ]
        if starts:
            found.append((min(starts), asset))
    return tuple(asset for _, asset in sorted(found))


class _Grid:
    """The power graph with its broken elements, numbered from what failed first.

    `joined` are the nodes that a source feeds; `wanting`, of every other node that has a way to a source, the fewest
    elements to mend so that it is fed.
    """

    def __init__(self, graph: nx.MultiGraph[str], broken: tuple[str, ...]) -> None:
        self.graph = graph
        self.names = broken
        self._broken = {asset: number for number, asset in enumerate(broken)}
        roots = [node for node in graph if graph.nodes[node]["root"]]
        self._roots = roots
        self._ends = {key: (one, other) for one, other, key in graph.edges(keys=True)}
        self.joined: set[str] = set()
        self.joined = self._flood({node for node in roots if node not in self._broken}, frozenset())
        self.wanting = self._nearest()

    def mend(self, elements: tuple[int, ...]) -> None:
        """Mend these for good."""
        self.joined |= self.with_mended(elements)
        for each in elements:
            del self._broken[self.names[each]]
        self.wanting = self._nearest()

    def with_mended(self, elements: tuple[int, ...]) -> set[str]:
        """The nodes that are joined besides, once these are mended."""
        mended = frozenset(elements)
        near = {end for each in elements for end in self._ends.get(self.names[each], (self.names[each],))}
        starts = {
            node
            for node in near - self.joined
            if self._whole(node, mended)
            and (self.graph.nodes[node]["root"] or not self.joined.isdisjoint(self._next(node, mended)))
        }
        return self._flood(starts, mended)

    def _flood(self, starts: set[str], mended: frozenset[int]) -> set[str]:
        """What is fed from these beyond what is joined already."""
        found, stack = set(starts), list(starts)
        while stack:
            for other in self._next(stack.pop(), mended):
                if other not in found and other not in self.joined:
                    found.add(other)
                    stack.append(other)
        return found

    def _next(self, node: str, mended: frozenset[int]) -> Iterator[str]:
        """The neighbours over whole lines that are whole themselves, with these mended."""
        for other, edges in self.graph.adj[node].items():
            if self._whole(other, mended) and any(self._whole(edge, mended) for edge in edges):
                yield other

    def _whole(self, asset: str, mended: frozenset[int]) -> bool:
        return asset not in self._broken or self._broken[asset] in mended

    def _nearest(self) -> dict[str, tuple[int, ...]]:
        """Fewest elements first, of as many what failed first: adding one element to two sets keeps their order."""
        heap: list[tuple[int, tuple[int, ...], str]] = [(0, (), node) for node in sorted(self.joined)]
        heap += [(1, (self._broken[node],), node) for node in self._roots if node in self._broken]
        heapify(heap)
        found: dict[str, tuple[int, ...]] = {}
        while heap:
            _, elements, node = heappop(heap)
            if node in found:
                continue
            found[node] = elements
            for other, edges in self.graph.adj[node].items():
                for edge in edges if other not in found else ():
                    more = {self._broken[each] for each in (other, edge) if each in self._broken}
                    both = tuple(sorted({*elements, *more}))
                    heappush(heap, (len(both), both, other))
        return {node: elements for node, elements in found.items() if elements}


def _mended_h(run: Run, elements: tuple[str, ...]) -> Fraction | None:
    """When none of them is broken any more in the run; None: within the horizon some is."""
    horizon_h = run.loaded.scenario.horizon_h
    ends = [run.pessimistic.failed[asset][-1][1] for asset in elements]
    return None if any(end >= horizon_h for end in ends) else max(Fraction(end) for end in ends)


def grid_order_register(run: Run, clock: Clock) -> Register:
    """The order for the power company: what to mend, and what has the grid again after each step."""
    order, province = grid_order(run), run.loaded.province
    rows: list[tuple[Text, ...]] = []
    so_far = 0
    for number, step in enumerate(order.steps, start=1):
        so_far += len(step.consumers)
        rows.append(
            (
                figure(number, 0),
                joined_texts("; ", [asset_name(each, province) for each in step.elements]),
                same(", ".join(step.feeders)),
                what_counts(step.consumers, province),
                Text(vi=f"{so_far} trong {order.cut_off}", en=f"{so_far} of {order.cut_off}"),
                Text("trong kịch bản chưa sửa xong", "not mended within the scenario")
                if step.mended_h is None
                else clock.show(step.mended_h),
            )
        )
    if order.no_way:
        nowhere = Text("không đường dây nào trong hồ sơ dẫn tới nguồn", "no line on record leads to a source")
        rows.append((same("–"), nowhere, same(", ".join(order.no_way)), *[same("–")] * 3))
    return Register(
        "grid-order",
        Text("Thứ tự khôi phục trạm biến áp, đường dây", "Order in which to mend substations and lines"),
        (
            Text("TT", "No."), Text("Khôi phục", "Mend"), Text("Điểm cấp điện có lại", "Feeding nodes back"),
            Text("Nơi có điện lại", "What has the grid again"), Text("Cộng dồn", "So far"),
            Text("Sửa xong (kịch bản)", "Mended (scenario)"),
        ),
        tuple(rows),
        "><<<<<",
    )  # fmt: skip
