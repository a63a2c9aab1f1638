"""Running blocks of samples of a job: draw, let it all be lost and given back, count; nothing is kept but sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.network.elimination import Sweeps
from planner.network.replay import joined, new_slots, replay_changes
from planner.simulation.draws import LANES, STRATUM_LANES
from planner.simulation.ensemble.backends import backend_of
from planner.simulation.ensemble.counts import no_counts, whole_questions
from planner.simulation.ensemble.job import KEPT
from planner.simulation.ensemble.ladders import UNBROKEN
from planner.simulation.ensemble.plants import ENDLESS, Plants
from planner.simulation.ensemble.tallying import Asked, SideTally, by_stratum, outcomes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planner.simulation.ensemble.backends import Backend, BackendName
    from planner.simulation.ensemble.counts import BlockCounts
    from planner.simulation.ensemble.job import Pass, StormJob, Turn

WORDS_DRAWN = 140_000
"""Damage is drawn for so many draws times blocks at once."""
BOARD_BYTES = 10 << 20
"""So large a board goes through the storm at once: enough to keep numpy busy, few enough for the processor's cache."""


def blocks_drawn(job: StormJob) -> int:
    """Blocks for which damage is drawn at once: four thousand samples, fewer in a large province."""
    return max(1, min(64, WORDS_DRAWN // max(len(job.ladders.names), 1)))


def blocks_run(job: StormJob) -> int:
    """Of these, so many go through the storm at once."""
    block_bytes = job.rows * LANES * np.dtype(job.dtype).itemsize
    return max(1, min(16, BOARD_BYTES // block_bytes))


def run_block(
    job: StormJob,
    blocks: range,
    seed: int,
    backend: BackendName = "numpy",
    *,
    samples: int | None = None,
) -> BlockCounts:
    """The sums over all samples of some blocks of 64.

    Parameters
    ----------
    job
        The storm.
    blocks
        Numbers of blocks; block b holds samples 64 b to 64 b + 63.
    seed
        Of the ensemble. The same seed, block and job give the same sums, whatever else is run.
    backend
        By what means the inner loops run: ``numpy``, or ``numba`` where the extra `fast` is installed (`chosen` says
        what pays). All give the same sums.
    samples
        Only samples below this number are counted; None: all.
    """
    total, means = no_counts(job), backend_of(backend)
    at_once = blocks_drawn(job)
    for first in range(blocks.start, blocks.stop, at_once):
        part = range(first, min(first + at_once, blocks.stop))
        numbers = np.arange(part.start * LANES, part.stop * LANES)
        weight = np.ones(len(numbers), np.bool_) if samples is None else numbers < samples
        if weight.any():
            _count(job, part, seed, means, weight, total)
    return total


@dataclass(frozen=True, slots=True)
class Sampled:
    """Every sample of some blocks for itself, to be compared or looked at.

    `below` is of all questions, ``(2, questions, samples)``; the others are of the whole ones, ``(2, whole, samples)``.
    Sides are pessimistic, then optimistic; `below` and `first` are in units, `first` is the horizon where a side never
    goes below.
    """

    below: NDArray[np.int32]
    first: NDArray[np.int32]
    minimum: NDArray[np.int32]


def run_samples(job: StormJob, blocks: range, seed: int, backend: BackendName = "numpy") -> Sampled:
    """What came of each sample; takes memory for all of them, so for few."""
    means = backend_of(backend)
    reached, _ = means.climbed(job.ladders, seed, _numbers(blocks))
    weight = np.ones(reached.shape[1], dtype=np.bool_)
    asked = [Asked(job, side) for side in range(2)]
    parts = [sides for _, sides in _run(job, reached, means, weight, asked)]
    return Sampled(
        *(
            np.concatenate(
                [np.array([getattr(side, name) for side in sides]) for sides in parts], axis=2
            )
            for name in ("below", "first", "minimum")
        )
    )


def run_reached(job: StormJob, reached: NDArray[np.uint16], means: Backend) -> NDArray[np.bool_]:
    """Whether each question goes below, pessimistic side, in samples whose ladders were climbed already.

    `reached` is ``(ladders, samples)``; the answer ``(questions, samples)``.
    """
    weight = np.ones(reached.shape[1], dtype=np.bool_)
    parts = _run(job, reached, means, weight, [Asked(job, 0, outcomes_only=True)])
    return np.concatenate([side.below > 0 for _, (side,) in parts], axis=1)


def _numbers(blocks: range) -> NDArray[np.uint64]:
    return np.arange(blocks.start, blocks.stop, dtype=np.uint64)


def _run(
    job: StormJob,
    reached: NDArray[np.uint16],
    means: Backend,
    weight: NDArray[np.bool_],
    asked: Sequence[Asked],
) -> Iterator[tuple[slice, list[SideTally]]]:
    """Send the samples through the storm, chunk by chunk: which they are, and the tally of each side that is asked."""
    width = blocks_run(job) * LANES
    for first in range(0, reached.shape[1], width):
        part = slice(first, min(first + width, reached.shape[1]))
        chunk = Chunk(job, reached[:, part], means)
        sides: list[SideTally] = []
        for now in chunk.turns():
            if now:
                for side in sides:
                    side.turn(now, chunk.changed, chunk.board, chunk.dry)
            else:
                sides = [
                    SideTally(job, each, weight[part], chunk.board, chunk.dry) for each in asked
                ]
        for side in sides:
            side.end()
        yield part, sides


def _count(
    job: StormJob,
    blocks: range,
    seed: int,
    means: Backend,
    weight: NDArray[np.bool_],
    total: BlockCounts,
) -> None:
    """Draw and run some blocks and add them to the sums."""
    reached, words = means.climbed(job.ladders, seed, _numbers(blocks))
    total.samples += int(weight.sum())
    below = np.zeros((len(job.questions), len(weight)), dtype=np.bool_)
    # Of the optimistic side nothing is summed but what decides the outcome.
    asked = Asked(job, 0), Asked(job, 1, outcomes_only=True)
    for part, sides in _run(job, reached, means, weight, asked):
        sides[0].close(total)
        below[:, part] = sides[0].below > 0
        outcomes = outcomes_of(sides[0].below, sides[1].below)
        total.outcomes += by_stratum(outcomes, weight[part])
    _add_importance(job, words, below, means, weight, total)


def _add_importance(
    job: StormJob,
    words: NDArray[np.uint64],
    below: NDArray[np.bool_],
    means: Backend,
    weight: NDArray[np.bool_],
    total: BlockCounts,
) -> None:
    """Count the samples in which each asset fails, and those in which a question goes below with it."""
    failed = np.zeros((len(job.drawn_assets), words.shape[1]), dtype=np.uint64)
    of_assets = np.flatnonzero(job.asset_of_draw >= 0)
    np.bitwise_or.at(failed, job.asset_of_draw[of_assets], words[of_assets])
    failed &= _packed(weight[None, :])
    for stratum, lanes in enumerate(STRATUM_LANES):
        own = np.bitwise_count(failed & np.uint64(lanes))
        total.asset_failed[:, stratum] += own.sum(axis=1, dtype=np.int64)
    whole = whole_questions(job.questions)
    asked = _packed(below[whole] & weight)
    means.count_both(failed, asked, total.asset_and_below)


def _packed(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    packed: NDArray[Any] = np.packbits(bits, axis=1, bitorder="little").view("<u8")
    return packed.astype(np.uint64)


class Chunk:
    """Some hundreds of samples on their way through the storm."""

    def __init__(self, job: StormJob, reached: NDArray[np.uint16], means: Backend) -> None:
        self.job, self.reached, self.means = job, reached, means
        self.width = reached.shape[1]
        self.board = np.zeros((job.rows, self.width), dtype=job.dtype)
        self.board[KEPT] = job.horizon
        self.changed = np.zeros(job.rows, dtype=np.bool_)
        self.dry = np.zeros((len(job.plants), self.width), dtype=np.bool_)
        self._units = np.full(UNBROKEN + 1, job.horizon, dtype=job.dtype)
        self._units[: len(job.step_units)] = job.step_units
        self._slots: dict[int, NDArray[Any]] = {}
        self.groups = _plants(job, reached)
        self._turns = {turn.at: turn for turn in job.turns}

    def turns(self) -> Iterator[int]:
        """Each instant at which something is given back, from 0, with the board as it is from then on."""
        for at in self.job.boundaries:
            self._turn(at)
            yield at

    def _turn(self, now: int) -> None:
        """Bring the board to `now`: what is given back, and all that follows from it."""
        job = self.job
        self.changed[:] = now == 0
        if now in self._turns:
            self._meet(self._turns[now])
        for each in job.power:
            self._replay(each)
        self._advance_plants(now)
        self._take_earliest(job.up.of, job.up.first)
        for each in job.backhaul:
            self._replay(each)
        self._take_earliest(job.dishes.of, job.dishes.first)
        chosen = np.flatnonzero(self.changed[job.serving.of].any(axis=1))
        if len(chosen):
            self._put(job.serving.first + chosen, self.board[job.serving.of[chosen]].max(axis=1))

    def _put(self, rows: NDArray[Any], values: NDArray[Any]) -> None:
        """Write rows and mark those that are not what they were."""
        self.changed[rows] |= (self.board[rows] != values).any(axis=1)
        self.board[rows] = values

    def _meet(self, turn: Turn) -> None:
        values = np.repeat(turn.certain[:, None], self.width, axis=1).astype(self.board.dtype)
        for positions, ladders, since in turn.terms:
            steps = self.reached[ladders[:, 0]]
            for more in range(1, ladders.shape[1]):
                steps = np.minimum(steps, self.reached[ladders[:, more]])
            lost = self._units[steps]
            if since.any():
                lost[steps < since[:, None]] = self.job.horizon
            values[positions] = np.minimum(values[positions], lost)
        self._put(turn.rows, values)

    def _replay(self, each: Pass) -> None:
        """Work out again what rests on the inputs that changed."""
        changed = self.changed[each.inputs]
        if not (changed.any() or self.changed[KEPT]):
            return
        board, horizon = self.board, self.job.horizon
        rows, outputs = each.rows, each.outputs
        if isinstance(each.program, Sweeps):
            self._put(rows, joined(each.program, board[each.inputs], horizon, each.wanted))
            return
        program = each.program
        slots, first = self._slots.get(id(each)), program.first_input
        if slots is None:
            slots = new_slots(program, self.width, board.dtype, horizon)
            self._slots[id(each)] = slots
            slots[first : program.first_step] = board[each.inputs]
            self.means.replay(program, slots)
            self._put(rows, slots[outputs])
            return
        fresh = np.flatnonzero(changed)
        slots[first + fresh] = board[each.inputs[fresh]]
        moved = np.zeros(program.slots, dtype=np.bool_)
        moved[first + fresh] = True
        replay_changes(program, slots, moved)
        told = np.flatnonzero(moved[outputs])
        self.board[rows[told]] = slots[outputs[told]]
        self.changed[rows[told]] = True

    def _advance_plants(self, now: int) -> None:
        job = self.job
        given = job.given.get(now, {})
        for group, numbers in self.groups:
            place = {number: each for each, number in enumerate(numbers.tolist())}
            here = {place[plant]: gifts for plant, gifts in given.items() if plant in place}
            stirred = self.changed[group.grid_rows] | self.changed[group.drop_rows]
            stirred |= self.changed[group.failed_rows].any(axis=1)
            stirred[list(here)] = True
            chosen = np.flatnonzero(stirred)
            if len(chosen):
                dark, dry = group.advance(chosen, now, self.board, here)
                otherwise = (self.dry[numbers[chosen]] != dry).any(axis=1)
                self.changed[group.rows[chosen[otherwise]]] = True
                self.dry[numbers[chosen]] = dry
                self._put(group.rows[chosen], dark.astype(self.board.dtype))

    def _take_earliest(self, of: NDArray[np.int32], first: int) -> None:
        chosen = np.flatnonzero(self.changed[of].any(axis=1))
        if len(chosen):
            self._put(first + chosen, self.board[of[chosen]].min(axis=1))


def _plants(job: StormJob, reached: NDArray[np.uint16]) -> list[tuple[Plants, NDArray[np.int32]]]:
    """The plants, those with the same number of generators together, with their numbers."""
    numbers: dict[int, list[int]] = {}
    for number, spec in enumerate(job.plants):
        numbers.setdefault(len(spec.generators), []).append(number)
    found = []
    for generators, chosen in sorted(numbers.items()):
        specs = tuple(job.plants[number] for number in chosen)
        lives = np.full((len(specs), generators, reached.shape[1]), ENDLESS, dtype=np.int32)
        for plant, spec in enumerate(specs):
            for generator, each in enumerate(spec.generators):
                if each.life_ladder >= 0:
                    hours = reached[each.life_ladder].astype(np.int32)
                    lives[plant, generator] = np.where(
                        hours == UNBROKEN, ENDLESS, hours * job.units_per_hour
                    )
        placed = np.array(chosen, dtype=np.int32)
        rows = job.first_plant + placed
        found.append((Plants(specs, rows, lives, job.horizon, job.units_per_tick), placed))
    return found
