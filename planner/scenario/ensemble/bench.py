"""Where pieces of an ensemble are worked: what is made once for a member is kept for its next piece."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from planner.scenario.ensemble.plain import plain_counts
from planner.scenario.ensemble.sums import sums_of
from planner.scenario.ensemble.weather import Ground
from planner.simulation.draws import LANES
from planner.simulation.ensemble.running import run_block

if TYPE_CHECKING:
    from planner.scenario.ensemble.asking import EnsemblePlan, Piece
    from planner.scenario.ensemble.weather import Ready

STORMS_KEPT = 3
"""Members whose jobs are kept: pieces come member by member, a few of them at a time."""


class Bench:
    """One process's place of work. `plain` runs the reference instead of the fast way."""

    def __init__(self, plan: EnsemblePlan, *, plain: bool = False) -> None:
        self.plan, self.plain = plan, plain
        self.ground = Ground(plan)
        self._ready: OrderedDict[int, Ready] = OrderedDict()

    def ready(self, member: int) -> Ready:
        """The storm of a member, ready to be sampled."""
        ready = self._ready.get(member)
        if ready is None:
            ready = self._ready[member] = self.ground.ready(self.plan.members[member])
            while len(self._ready) > STORMS_KEPT:
                self._ready.popitem(last=False)
        return ready

    def run(self, piece: Piece) -> bytes:
        """The sums of one piece, as bytes."""
        blocks = range(piece.first_block, piece.end_block)
        below = piece.first_block * LANES + piece.samples
        ready: Ready
        if self.plain:
            ready = storm = self.ground.storm(self.plan.members[piece.member])
            counts = plain_counts(storm, blocks, self.plan.seed, below)
        else:
            ready = self.ready(piece.member)
            counts = run_block(ready.job, blocks, self.plan.seed, samples=below)
        return sums_of(counts, ready.job, ready.peaks_mps).to_bytes()


_benches: dict[str, Bench] = {}
"""The bench of this process: a worker keeps what it made between one piece and the next."""


def run_piece(plan: EnsemblePlan, piece: Piece) -> bytes:
    """Work one piece in this process; called by workers."""
    name = plan.fingerprint
    if name not in _benches:
        _benches.clear()
        _benches[name] = Bench(plan)
    return _benches[name].run(piece)
