"""A province made ready for an ensemble: its networks compiled once, for what is asked, and used for every storm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.network.comms import backhaul_graph, operators_named
from planner.network.elimination import compiled_reach
from planner.network.power import power_graph
from planner.network.risk_groups import groups_of, pole_lines
from planner.network.sides import SIDES
from planner.simulation.ensemble.assembling import assembled
from planner.simulation.ticks import tick_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.elimination import Program, Sweeps
    from planner.network.sides import Side
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.layout import Layout
    from planner.simulation.ensemble.questions import Question
    from planner.simulation.ordeal import Ordeal, SentGenerator


@dataclass(frozen=True)
class Wired:
    """The networks of one side of what was not surveyed, cut down to what the questions need.

    `power` tells which power nodes are energised; `backhaul` has, for each view (an operator, or None), which sites are
    joined to a gateway.
    """

    power: Program | Sweeps
    backhaul: Mapping[str | None, Program | Sweeps]


@dataclass(frozen=True)
class Compiled:
    """A province and what is asked of it, ready for any storm; it can be pickled and sent to workers."""

    province: Province
    questions: tuple[Question, ...]
    sides: Mapping[Side, Wired]
    tick_h: Fraction
    """Everything is rounded to whole ticks of this length (`planner.simulation.ticks`)."""
    groups: Mapping[str, tuple[str, ...]]
    """The risk groups of each asset."""
    poles: Mapping[str, str]
    """The power line on whose poles each cable hangs."""

    @cached_property
    def needed(self) -> frozenset[str]:
        """Vertices and edges of the networks that some question rests on."""
        programs = [
            program
            for wired in self.sides.values()
            for program in (wired.power, *wired.backhaul.values())
        ]
        return frozenset(name for program in programs for _, name in program.inputs)

    @property
    def operations_per_edge(self) -> float:
        """Of the densest of the compiled networks."""
        programs = [
            program
            for wired in self.sides.values()
            for program in (wired.power, *wired.backhaul.values())
        ]
        return max(getattr(program, "operations_per_edge", float("inf")) for program in programs)

    def laid_out(
        self, chances: Chances, ordeal: Ordeal, lost_at_will: Collection[str] = ()
    ) -> Layout:
        """How the jobs of all storms are laid out that differ in their wind alone.

        Parameters
        ----------
        chances
            Of a storm that can break whatever any of them can; its thresholds are not looked at.
        ordeal
            All else that is done to the province.
        lost_at_will
            Assets and risk groups of which `what_if` will be asked.
        """
        return assembled(self, chances, ordeal, lost_at_will)

    def storm(self, chances: Chances, ordeal: Ordeal) -> StormJob:
        """The job of one storm: `chances` of its damage, and the `ordeal` of all else that is done to the province."""
        return self.laid_out(chances, ordeal).job(chances)


def has_plant(province: Province, vertex: str) -> bool:
    """Whether a vertex of the backhaul network eats power: a site, or a fiber node that is not passive."""
    node = province.fiber_nodes.get(vertex)
    return vertex in province.sites or (node is not None and node.role != "passive")


def compile_province(
    province: Province,
    questions: Sequence[Question],
    horizon_h: Fraction,
    sent: Sequence[SentGenerator] = (),
) -> Compiled:
    """The province ready for an ensemble that asks these questions.

    Parameters
    ----------
    province
        What stands.
    questions
        What is counted; sites that none of them counts are kept only where they carry others' traffic.
    horizon_h
        With the windows of the questions it fixes the tick: the longest, five minutes at most, that divides them.
    sent
        Generators that are sent out: the operators they name have a view of their own.
    """
    named = operators_named(province, (each.operator for each in sent))
    views = (None, *sorted(named))
    hours = {horizon_h, *(q.start_h for q in questions), *(q.end_h for q in questions)}
    return Compiled(
        province,
        tuple(questions),
        {side: _wired(province, questions, side, views) for side in SIDES},
        tick_for(sorted(hours)),
        groups_of(province),
        pole_lines(province),
    )


def _wired(
    province: Province, questions: Sequence[Question], side: Side, views: Sequence[str | None]
) -> Wired:
    backhaul: dict[str | None, Program | Sweeps] = {}
    for view in views:
        counted = {
            site.site
            for question in questions
            for site in (question.pessimistic if side == "pessimistic" else question.optimistic)
            if view in site.views
        }
        if counted:
            backhaul[view] = compiled_reach(backhaul_graph(province, side, view), counted)
    # A site that no path can join may still serve by satellite: its power matters like that of those on a path.
    vertices = {vertex for program in backhaul.values() for vertex in program.outputs}
    for program in backhaul.values():
        vertices.update(name for kind, name in program.inputs if kind == "vertex")
    graph = power_graph(province, side)
    feeds = {feed_of(province, each) for each in vertices if has_plant(province, each)}
    return Wired(compiled_reach(graph, (feed for feed in feeds if feed in graph)), backhaul)


def feed_of(province: Province, consumer: str) -> str:
    """The power node that feeds a site or fiber node; empty where nobody knows."""
    plant = province.sites.get(consumer) or province.fiber_nodes[consumer]
    return plant.feed or ""
