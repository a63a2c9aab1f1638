"""The ensemble's figures, side by side in one run: `python -m benchmarks.engine SCENARIO [MANY]`.

SCENARIO is a province of 3,000 sites under Yagi, MANY one of 30,000 (for the memory of a large run). Prints one table
and exits 1 when a floor is missed. Seconds are of the processor, the best of a few. Every asset's chances are those
of the bundled fragility curves; `docs/engine.md` says what runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.__main__ import Row, at_least, at_most, said
from benchmarks.commands import ran
from benchmarks.engine_many import many_rows
from benchmarks.engine_peers import Connectivity, by_networkx, by_rustworkx, by_scipy
from benchmarks.timing import Watching, best
from planner.network.comms import operators_named
from planner.network.replay import ALL_LANES, new_slots
from planner.policy.questions import questions_of
from planner.scenario.exposing import weathers
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.reading import load_scenario
from planner.scenario.sampling import chances_of, frailty_of
from planner.simulation.draws import below_words, key
from planner.simulation.ensemble.backends import BackendName, backend_of, numba_is_there
from planner.simulation.ensemble.compiling import compile_province
from planner.simulation.ensemble.running import run_block, run_samples

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.compiling import Compiled
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ordeal import Ordeal

SAMPLES = 10_048
BLOCKS = SAMPLES // 64
MANY = 10_000
"""A province from which on what a run needs is held against packed samples; a small one has what a process has."""
FLOORS: dict[str, dict[BackendName, float]] = {
    "networkx": {"numpy": 1_000, "numba": 10_000},
    "scipy": {"numpy": 50, "numba": 300},
    "draw": {"numpy": 2, "numba": 1},
}


@dataclass(frozen=True)
class Storm:
    """A province under its storm, ready to be sampled."""

    compiled: Compiled
    chances: Chances
    ordeal: Ordeal
    assets: int

    @classmethod
    def of(cls, path: Path) -> Storm:
        """The scenario's first wind model."""
        loaded = replace(load_scenario(path), sample=0)
        known = known_assets(loaded)
        felt = weathers(
            loaded.scenario,
            loaded.storm,
            loaded.province,
            known,
            classes_of(loaded),
            None,
            whole=True,
        )
        ordeal = ordeal_of(loaded, known, felt[0])
        under = chances_of(frailty_of(loaded, known, ordeal), ordeal)
        named = operators_named(loaded.province, (each.operator for each in ordeal.sent))
        asked = questions_of(loaded.province, loaded.requirements, ordeal.horizon_h, named)
        compiled = compile_province(loaded.province, asked, ordeal.horizon_h, ordeal.sent)
        bare = replace(ordeal, gusts={}, refuels={}, repairs={}, sent=(), given={}, derated={})
        return cls(compiled, under, bare, len(known))

    def job(self, ordeal: Ordeal | None = None) -> StormJob:
        """The storm with nothing restored, or under another ordeal."""
        return self.compiled.storm(self.chances, self.ordeal if ordeal is None else ordeal)

    def restored(self) -> Ordeal:
        """Refuels at one site in ten and repairs of one failing asset in twenty, each at an hour of its own."""
        province = self.compiled.province
        sites = [
            site for site in province.sites.values() if site.generators
        ]  # only who has a generator can be refuelled
        sites.sort(key=lambda site: key(site.id))
        refuels: dict[str, tuple[tuple[Fraction, Fraction | None], ...]] = {}
        for site in sites[: len(province.sites) // 10]:
            for generator in site.generators or ():
                hour = self.ordeal.horizon_h * (24 + key(site.id) % 48) / 72
                refuels[f"{site.id}/gen/{generator.id}"] = ((hour, None),)
        falling = sorted({asset for asset, _ in self.chances.rows}, key=key)
        repairs = {
            asset: (self.ordeal.horizon_h * (24 + key(asset) % 48) / 72,)
            for asset in falling[: len(falling) // 20]
        }
        return replace(self.ordeal, refuels=refuels, repairs=repairs)


def means() -> list[BackendName]:
    """Those that are installed."""
    return ["numpy", "numba"] if numba_is_there() else ["numpy"]


def connectivity_rows(storm: Storm) -> Iterator[Row]:
    """Rows 1 and 2: ten thousand samples, against a graph for each sample."""
    nets = Connectivity(storm.compiled.province, BLOCKS)
    ours = {name: nets.ours(name) for name in means()}
    yield Row("  operations per edge, power / backhaul", " / ".join(
        f"{net.program.operations_per_edge:.1f}" for net in (nets.power, nets.backhaul)))  # fmt: skip
    for name, (seconds, _) in ours.items():
        yield Row(f"  connectivity, {SAMPLES:,} samples, {name}", f"{1e3 * seconds:.1f} ms")
    for what, joined in (
        ("networkx", by_networkx),
        ("scipy", by_scipy),
        ("rustworkx", by_rustworkx),
    ):
        each_s, same = nets.peer(joined)
        label = {"scipy": "scipy.sparse.csgraph"}.get(what, what)
        yield Row(f"  {label}, extrapolated", f"{each_s * SAMPLES:.0f} s", "agrees", same)
        for name, (seconds, _) in ours.items():
            ratio = each_s * SAMPLES / seconds
            line = f"connectivity against {label}, {name}"
            floor = FLOORS.get(what, {}).get(name)
            yield (
                Row(line, f"{ratio:,.0f} ×") if floor is None else at_least(line, ratio, floor, "×")
            )


def snapshot_s(storm: Storm, job: StormJob, name: BackendName) -> float:
    """Draw, connect, count: who is joined on the grid alone when all that falls has fallen.

    Power, then backhaul of the pessimistic side, then every question's sites with a saturating count.
    """
    loops = backend_of(name)
    wired = storm.compiled.sides["pessimistic"]
    programs = wired.power, wired.backhaul[None]
    rows = {f"{asset}#{quantity}": n for n, (asset, quantity) in enumerate(storm.chances.rows)}
    names = [n for n in job.ladders.names if n in rows]
    keys = job.ladders.keys[[job.ladders.names.index(n) for n in names]]
    final = storm.chances.final[[rows[n] for n in names]]
    place = {name.rpartition("#")[0]: number for number, name in enumerate(names)}
    asked = [q for q in job.questions if q.operator is None]

    def run() -> int:
        held = 0
        for first in range(0, BLOCKS, 16):
            blocks = np.arange(first, min(first + 16, BLOCKS), dtype=np.uint64)
            up = ~below_words(1, keys, final, blocks)
            joined: dict[str, np.ndarray] = {}
            for program in programs:
                slots = new_slots(program, len(blocks), np.dtype(np.uint64), int(ALL_LANES))  # type: ignore[arg-type]
                for number, (kind, vertex) in enumerate(program.inputs):
                    slot = slots[2 + number]
                    slot[:] = ALL_LANES
                    parts = (
                        (vertex,)
                        if kind == "edge"
                        else (vertex, f"{vertex}/mast", f"{vertex}/equipment")
                    )
                    for part in parts:
                        if part in place:
                            slot &= up[place[part]]
                    plant = storm.compiled.province.sites.get(vertex)
                    if plant is not None and plant.feed in joined:
                        slot &= joined[plant.feed]
                loops.replay(program, slots)  # type: ignore[arg-type]
                joined.update({v: slots[s] for v, s in program.outputs.items()})
            for question in asked:
                reached = [np.zeros(len(blocks), np.uint64) for _ in range(question.at_least)]
                for counted in question.pessimistic:
                    more = joined[counted.site]
                    for level in reached:
                        more, level[:] = level & more, level | more
                held += int(np.bitwise_count(reached[-1]).sum())
        return held

    return best(3, run)


def drawing_rows(storm: Storm, job: StormJob) -> Iterator[Row]:
    """Row 3: the whole ensemble against nothing but drawing a float for every asset and sample."""

    def floats() -> None:
        rng = np.random.default_rng(1)
        for _ in range(0, SAMPLES, 64):
            rng.random((64, storm.assets))

    drawn = best(3, floats)
    yield Row(f"  float64 for {storm.assets:,} assets, numpy alone", f"{drawn:.2f} s")
    for name in means():
        ratio = snapshot_s(storm, job, name) / drawn
        floor = FLOORS["draw"][name]
        yield at_most(
            f"draw, connect, count, against drawing, {name}", ratio, floor, "×", ended=True
        )


def instants_rows(job: StormJob) -> Iterator[Row]:
    """Row 4: all instants of 72 hours at once, against 73 snapshots."""
    program = job.backhaul[0].program
    for name in means():
        loops = backend_of(name)
        taken = {}
        for dtype, always, width, times in (
            (np.uint64, int(ALL_LANES), BLOCKS, 73), (np.uint16, 864, 1024, SAMPLES / 1024),
        ):  # fmt: skip
            slots = new_slots(program, width, np.dtype(dtype), always)  # type: ignore[arg-type]
            slots[2:] = np.random.default_rng(1).integers(0, always, slots[2:].shape, dtype=dtype)
            loops.replay(program, slots)  # type: ignore[arg-type]
            taken[dtype] = times * best(9, partial(loops.replay, program, slots))
        ratio = taken[np.uint64] / taken[np.uint16]
        yield at_least(f"72 h exact against 73 hourly snapshots, {name}", ratio, 2, "×")


def whole_rows(storm: Storm) -> Iterator[Row]:
    """Ten thousand samples over 72 h with every verdict; identical bits."""
    jobs = {
        "nothing restored": (storm.job(), 3.0),
        "refuels and repairs": (storm.job(storm.restored()), 20.0),
    }
    share = 100 * float((storm.chances.final.max(axis=1) > 0).sum()) / storm.assets
    yield at_least("assets that can fail", share, 40, "%")
    for what, (job, floor) in jobs.items():
        sums = {}
        for name in means():
            sums[name] = run_block(job, range(BLOCKS), 1, name)
            taken = best(2, partial(run_block, job, range(BLOCKS), 1, name))
            line = f"72 h, {SAMPLES:,} samples, {what}, {name}"
            yield at_most(line, taken, floor, "s", ended=True)
        split = [run_block(job, range(part, part + 4), 1) for part in range(0, 12, 4)]
        whole = run_block(job, range(12), 1)
        same = all(each.equals(sums["numpy"]) for each in sums.values()) and (
            split[2] + split[0] + split[1]
        ).equals(whole)
        yield Row(
            "  identical sums, by any means and in any parts", "yes" if same else "no", "yes", same
        )


def pairing_rows(storm: Storm) -> Iterator[Row]:
    """Row 8: the variance of option minus option, keyed and independent; hardening lowers nothing."""
    chances = storm.chances
    kept = np.array([key(asset) % 10 > 0 for asset, _ in chances.rows])
    rows = np.flatnonzero(kept)
    harder = replace(
        chances, rows=tuple(chances.rows[n] for n in rows), gust_mps=chances.gust_mps[rows],
        curves=chances.curves.rows(rows), final=chances.final[rows], windows=(),
    )  # fmt: skip
    plain = replace(chances, windows=())
    jobs = [storm.compiled.storm(each, storm.ordeal) for each in (plain, harder)]
    base, option = (run_samples(job, range(48), 1).below[0] for job in jobs)
    other = run_samples(jobs[1], range(48), 2).below[0]
    ratios = []
    for question, asked in enumerate(jobs[0].questions):
        a, b, c = ((each[question] > 0).astype(float) for each in (base, option, other))
        if asked.operator is None and 0.05 < a.mean() < 0.95 and np.var(a - b) > 0:
            ratios.append(np.var(a - c) / np.var(a - b))
    yield at_least(f"variance of a difference, independent / keyed ({len(ratios)} units, median)",
                   float(np.median(ratios)) if ratios else 0.0, 5, "×")  # fmt: skip
    lower = bool((option <= base).all())
    yield Row("  hardening lowers no unit in any sample", "yes" if lower else "no", "yes", lower)


def memory_rows(path: Path) -> Iterator[Row]:
    """Row 9: memory of a run beside packed samples stored whole."""
    told = json.loads(ran("-m", "benchmarks.engine", "--memory", str(path)).out)
    packed_mb = told["assets"] * SAMPLES / 8 / 2**20
    ratio = told["run_mb"] / packed_mb
    line = f"{told['sites']:,} sites: memory of the run, against packed samples"
    if told["sites"] < MANY:
        yield Row(line, f"{ratio:.2f} ×")
        yield at_most("  resident during the run, at most", told["peak_mb"], 600, "MB", ended=True)
    else:
        yield at_most(line, ratio, 2, "×", ended=True)


def measure_memory(path: Path) -> None:
    """Prints what a run adds to the peak of its process."""
    storm = Storm.of(path)
    job = storm.job()
    with Watching() as watching:
        run_block(job, range(BLOCKS), 1)
    sites = len(storm.compiled.province.sites)
    told = {
        "sites": sites,
        "assets": storm.assets,
        "run_mb": watching.added_mb,
        "peak_mb": watching.peak_mb,
    }
    print(json.dumps(told))


def main(arguments: list[str] | None = None) -> int:
    """Measure; 1 when a floor is missed."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[0] == "--memory":
        measure_memory(Path(given[1]))
        return 0
    storm = Storm.of(Path(given[0]))
    rows: list[Row] = []
    for made in (
        connectivity_rows(storm), drawing_rows(storm, storm.job()), instants_rows(storm.job()),
        whole_rows(storm), many_rows(Path(given[0])), pairing_rows(storm), *(memory_rows(Path(each)) for each in given),
    ):  # fmt: skip
        rows += [said(row) for row in made]
    missed = [row.what.strip() for row in rows if row.holds is False]
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
