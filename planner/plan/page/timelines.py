"""What happens to every site, cable and power line in one view, as lists of whole seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.intervals import INF, NEVER, outside, union
from planner.network.sides import SIDES
from planner.plan.page.packing import seconds
from planner.plan.wording import chain_lines
from planner.simulation.chains import explainer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from planner.foundation.intervals import Intervals
    from planner.network.sides import Side
    from planner.plan.page.packing import Packed
    from planner.scenario.run import Run
    from planner.simulation.causes import Link, LinkKind

SERVES, OPEN, OUT = 0, 1, 2
"""In service on both sides of what was not surveyed, on the optimistic one only, on neither."""

CAUSES: dict[LinkKind, int] = {
    "mast-failed": 1,
    "equipment-failed": 2,
    "derated": 3,
    "dark": 4,
    "no-backhaul": 5,
    "backhaul-missing": 6,
}
"""What took a site out of service, as the page numbers it; 0 is anything else."""


class Timelines:
    """The timelines of one view, kept in the tables of the whole page."""

    def __init__(self, run: Run, packed: Packed) -> None:
        self.run, self.packed = run, packed
        self.horizon_h = run.ordeal.horizon_h
        self.explainers = {
            side: explainer_of(run.loaded.province, run.ordeal, run.storm_runs[side])
            for side in SIDES
        }
        self._told: dict[tuple[Side, str, str, Fraction], tuple[int, int]] = {}

    # --- sites --------------------------------------------------------------------------------

    def sites(self) -> dict[str, Any]:
        """For every site its list for any operator, and those of operators that fare otherwise.

        A list is (second, state, cause, chain) for each stretch; chain -1 where there is none.
        """
        province = self.run.loaded.province
        everyone: list[int] = []
        apart: dict[str, dict[str, int]] = {}
        for number, site in enumerate(province.sites):
            service = {side: self.run.storm_runs[side].in_service[site] for side in SIDES}
            joint = {side: union(*service[side].values()) for side in SIDES}
            teller = min(service["pessimistic"], key=lambda o: (o != self._best(site, o), o))
            whole = self._stretches(site, joint, teller)
            everyone.append(whole)
            for operator in sorted(service["pessimistic"]):
                own = {side: service[side][operator] for side in SIDES}
                if own != joint:
                    mine = self._stretches(site, own, operator)
                    apart.setdefault(operator, {})[str(number)] = mine
        return {"all": everyone, "apart": apart}

    def _best(self, site: str, operator: str) -> str:
        """The operator itself where its service is the site's own, so that its chain is the site's."""
        runs = self.run.storm_runs
        service = runs["pessimistic"].in_service[site]
        return operator if service[operator] == union(*service.values()) else ""

    def _stretches(self, site: str, service: Mapping[Side, Intervals], operator: str) -> int:
        sure, maybe = service["pessimistic"], service["optimistic"]
        out, shaky = outside(maybe), outside(sure)
        edges = sorted({e for each in (out, shaky) for pair in each for e in pair if e != INF})
        found: list[int] = []
        for edge in [e for e in edges if e < self.horizon_h] or [0]:
            gone, doubtful = _since(out, edge), _since(shaky, edge)
            if doubtful is None:
                stretch = (SERVES, 0, -1)
            elif gone is None:
                stretch = (OPEN, *self._cause("pessimistic", site, doubtful, operator))
            else:
                stretch = (OUT, *self._cause("optimistic", site, gone, operator))
            if edge > 0 and not found:
                found += [0, SERVES, 0, -1]
            found += [seconds(edge), *stretch]
        return self.packed.list(found)

    def _cause(self, side: Side, site: str, since_h: Fraction, operator: str) -> tuple[int, int]:
        """What took the site out since then: the number of the cause and of its chain."""
        key = (side, site, operator, since_h)
        if key not in self._told:
            link = self.explainers[side].site_out(site, since_h, operator)
            self._told[key] = CAUSES.get(link.kind, 0), self.chain(link)
        return self._told[key]

    def chain(self, link: Link) -> int:
        """The number of a chain of causes in words."""
        loaded = self.run.loaded
        lines = chain_lines(link, loaded.province, loaded.scenario.start)
        return self.packed.chain(line.words for line in lines)

    # --- cables and power ---------------------------------------------------------------------

    def spans(self, ids: Iterable[str]) -> list[int]:
        """For every cable or line the list of (second, state) in which it stands or has failed."""
        return [self._flips(asset) for asset in ids]

    def power(self, ids: Iterable[str]) -> list[int]:
        """For every power node or line's far end whether it has power."""
        runs = self.run.storm_runs
        energised = {side: runs[side].energised for side in SIDES}
        return [
            self._states(
                outside(energised["optimistic"].get(id_, NEVER)),
                outside(energised["pessimistic"].get(id_, NEVER)),
            )
            for id_ in ids
        ]

    def _flips(self, asset: str) -> int:
        runs = self.run.storm_runs
        return self._states(
            runs["optimistic"].failed.get(asset, NEVER),
            runs["pessimistic"].failed.get(asset, NEVER),
        )

    def _states(self, out: Intervals, shaky: Intervals) -> int:
        edges = {e for each in (out, shaky) for pair in each for e in pair if e < self.horizon_h}
        found: list[int] = []
        for edge in sorted({*edges, 0}):
            gone, doubtful = _since(out, edge), _since(shaky, edge)
            state = SERVES if doubtful is None else OPEN if gone is None else OUT
            if not found or found[-1] != state:
                found += [seconds(edge), state]
        return self.packed.list(found)


def _since(intervals: Intervals, hour: Fraction | float) -> Fraction | None:
    """The start of the interval that holds `hour`; None where none does."""
    return next((start for start, end in intervals if start <= hour < end), None)
