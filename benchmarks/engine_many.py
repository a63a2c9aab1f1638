"""Many storms of few samples: what one more storm costs, with everything that it needs.

Several tracks are drawn and each is timed; a hundred are reckoned from their mean, two processes sharing them, together
with what a process needs before its first storm and what the answer takes at the end.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.__main__ import Row, at_most
from benchmarks.timing import Watching, best
from planner.scenario.ensemble.answer import answer_of
from planner.scenario.ensemble.asking import EnsemblePlan
from planner.scenario.ensemble.bench import Bench
from planner.scenario.ensemble.sums import Sums
from planner.scenario.ensemble.weather import Ground
from planner.scenario.ensemble.working import worked
from planner.scenario.reading import load_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRACKS, SAMPLES = 100, 1_000
TIMED = 6
"""Of the hundred so many tracks are timed."""
CORES = 2
MOST_S, MOST_MB = 30.0, 600.0


def many_rows(path: Path) -> Iterator[Row]:
    """A hundred tracks of a thousand samples each, under one wind model and under all."""
    loaded = load_scenario(path)
    assert loaded.storm is not None
    models = len(loaded.storm.wind.models)
    one = loaded.storm.wind.model_copy(
        update={"profiles": loaded.storm.wind.models[:1], "profile": None}
    )
    loaded = replace(loaded, storm=loaded.storm.model_copy(update={"wind": one}))
    plan = EnsemblePlan(loaded, SAMPLES, TRACKS, 1, Fraction(0))
    written = pickle.dumps(plan)
    begun_s = best(1, lambda: Bench(pickle.loads(written)).ready(0))
    bench = Bench(plan)
    bench.ready(0)
    pieces = plan.pieces[:TIMED]
    storm_s = sum(best(3, partial(bench.ground.ready, m)) for m in plan.members[:TIMED]) / TIMED
    run_s = 0.0
    sums: list[bytes] = []
    with Watching() as watching:
        for piece in pieces:
            bench.ready(piece.member)
            run_s += best(3, partial(bench.run, piece)) / TIMED
            sums.append(bench.run(piece))
    answer_s = _answer_s(plan, sums)
    yield Row("  a process, before its first storm", f"{begun_s:.2f} s")
    yield Row("  a new storm: wind, chances, job", f"{storm_s:.2f} s")
    yield Row(f"  {SAMPLES:,} samples of it, to the bytes that are kept", f"{run_s:.2f} s")
    yield Row("  the answer over all storms", f"{answer_s:.2f} s")
    each_s = storm_s + run_s
    line = f"{TRACKS} tracks × {SAMPLES:,} samples on {CORES} cores, all that they need"
    yield at_most(line, begun_s + TRACKS * each_s / CORES + answer_s, MOST_S, "s", ended=True)
    yield Row(
        f"  the same under {models} wind models",
        f"{begun_s + models * TRACKS * each_s / CORES + models * answer_s:.0f} s",
    )
    yield at_most("  resident in a process, at most", watching.peak_mb, MOST_MB, "MB", ended=True)
    yield from _identical(plan, bench, sums)


def _answer_s(plan: EnsemblePlan, sums: list[bytes]) -> float:
    """Seconds that the answer over all storms takes: those that were run stand for the others."""
    ground = Ground(plan)
    asked_s = best(1, lambda: ground.questions)

    def answered() -> None:
        every = (Sums.from_bytes(sums[each.number % len(sums)]) for each in plan.members)
        answer_of(plan, ground, every)

    return asked_s + best(2, answered)


def _identical(plan: EnsemblePlan, bench: Bench, sums: list[bytes]) -> Iterator[Row]:
    """The quick way against the whole province, and two processes against one."""
    quick, whole = (make(plan.members[1]) for make in (bench.ground.ready, bench.ground.storm))
    same = all(
        getattr(quick.job.ladders, name).tolist() == getattr(whole.job.ladders, name).tolist()
        for name in ("limits", "steps", "starts", "ends", "final")
    )
    yield Row("  the same thresholds as over the whole province", _yes(same), "yes", same)
    apart = dict(worked(plan, plan.pieces[:2], workers=2))
    same = [apart[piece] for piece in plan.pieces[:2]] == sums[:2]
    yield Row("  the same bytes by one process and by two", _yes(same), "yes", same)


def _yes(same: bool) -> str:
    return "yes" if same else "no"
