"""Everything that has a floor, measured side by side in one run: `python -m benchmarks` (`make bench`).

Prints one table; exit code 1 when a floor is missed. `docs/benchmarks.md` says how to read it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import page, reading, wind_beside_climada
from benchmarks.commands import Ran, best_of, ran

SIZES = (250, 3_000, 30_000)
PAGE_SITES = 5_000
DUTY_SITES, DUTY_COMMUNES = 3_000, 300
BUNDLED = ("quang-ninh", "hai-phong")
HEAVY = ("numpy", "networkx", "shapely", "pyproj", "pydantic", "jinja2", "rich", "yaml")
LOADED = (
    "import sys; from planner.cli.app import run; run(['--help']); "
    f"print(' '.join(sorted(set({HEAVY!r}) & set(sys.modules))), file=sys.stdout)"
)
OK_CODES = (0, 1)
"""A check that ran to its end: everything holds, or something does not."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `holds` None where nothing is asked."""

    what: str
    found: str
    floor: str = ""
    holds: bool | None = None


def at_most(what: str, value: float, floor: float, unit: str, *, ended: bool) -> Row:
    """A figure that must not be larger; a command that did not end as it should misses the floor too."""
    shown = f"{value:.2f} {unit}" + ("" if ended else ", DID NOT END WELL")
    return Row(what, shown, f"≤ {floor:g} {unit}", ended and value <= floor)


def at_least(what: str, value: float, floor: float, unit: str) -> Row:
    """A figure that must not be smaller."""
    return Row(what, f"{value:.1f} {unit}", f"≥ {floor:g} {unit}", value >= floor)


def said(row: Row) -> Row:
    """Print the row as soon as it is known."""
    mark = {None: "", True: "ok", False: "MISSED"}[row.holds]
    print(f"{row.what:<58} {row.found:>30}  {row.floor:<10} {mark}".rstrip(), flush=True)
    return row


def help_rows() -> Iterator[Row]:
    """The command's first words."""
    bare = best_of(7, "-c", "pass")
    helped = best_of(7, "-m", "planner", "--help")
    yield at_most("planner --help", helped.wall_s, 0.3, "s", ended=helped.code == 0)
    yield Row("  of which the bare interpreter", f"{bare.wall_s:.2f} s")
    heavy = ran("-c", LOADED).out.splitlines()[-1]
    yield Row("  loads, from numpy on", heavy or "nothing", "nothing", not heavy)


def bundled_rows(out: Path) -> Iterator[Row]:
    """The two provinces that ship, and the demonstration."""
    for name in BUNDLED:
        checked = best_of(3, "-m", "planner", "check", f"scenarios/{name}/yagi.yaml")
        yield at_most(
            f"check {name} (target 2 s)", checked.wall_s, 4, "s", ended=checked.code in OK_CODES
        )
    plan = ("-m", "planner", "plan", f"scenarios/{BUNDLED[0]}/yagi.yaml", "-o", str(out / "plan"))
    ran(*plan)
    written = best_of(2, *plan)
    yield at_most(
        f"plan {BUNDLED[0]}, every form, both languages", written.wall_s, 10, "s",
        ended=written.code in OK_CODES,
    )  # fmt: skip
    demo = ("-m", "planner", "demo", "-o", str(out / "demo"))
    ran(*demo)
    warm = best_of(2, *demo)
    yield at_most("demo, warm", warm.wall_s, 8, "s", ended=warm.code == 0)


def large_rows(scenarios: dict[int, Path], stages: dict[int, dict[str, Any]]) -> Iterator[Row]:
    """Provinces of 3,000 and 30,000 sites."""
    few, many = str(scenarios[3_000]), str(scenarios[30_000])
    checked = ran("-m", "planner", "check", few)
    yield at_most(
        "3,000 sites: check (target 6 s)", checked.wall_s, 15, "s", ended=checked.code in OK_CODES
    )
    share = 100 * stages[3_000]["failing"] / stages[3_000]["assets"]
    yield at_least(f"  of {stages[3_000]['assets']:,} assets fail", share, 20, "%")
    valid = best_of(2, "-m", "planner", "validate", many)
    yield at_most("30,000 sites: validate", valid.wall_s, 6, "s", ended=valid.code == 0)
    checked = ran("-m", "planner", "check", many)
    yield _peak(checked)
    yield Row("  wall (target 40 s)", f"{checked.wall_s:.1f} s")
    told = ran("-m", "planner", "check", many, "--format", "json")
    yield Row(
        "30,000 sites: check --format json, with every chain",
        f"{told.wall_s:.0f} s, {told.peak_mb or 0:,.0f} MB, {len(told.out) / 1e6:.0f} M letters",
    )
    yield _reading()


def _peak(checked: Ran) -> Row:
    what = "30,000 sites: peak memory of check (target 1,126 MB)"
    if checked.peak_mb is None:
        return Row(what, "unknown on this system")
    return at_most(what, checked.peak_mb, 1536, "MB", ended=checked.code in OK_CODES)


def _reading() -> Row:
    found = ran("-m", "benchmarks.reading")
    ratio = next(
        float(line.split()[1]) for line in found.out.splitlines() if line.startswith("ratio")
    )
    return at_least("30,000 sites: reading with places, × CSafeLoader", ratio, reading.FLOOR, "×")


def reach_rows(scenario: Path) -> Iterator[Row]:
    """Kept up to date against searched anew."""
    found = ran("-m", "benchmarks.reach", str(scenario))
    told = json.loads(found.out)
    ratio = told["theirs_s"] / told["ours_s"]
    what = f"3,000 sites: joined at {told['events']:,} events, × NetworkX search"
    yield at_least(what, ratio, 1, "×")
    yield Row("  the two agree everywhere", "yes" if told["equal"] else "no", "yes", told["equal"])
    share = told["looked_at"] / (told["events"] * told["vertices"])
    yield Row("  vertices looked at, of events × vertices", f"{told['looked_at']:,} ({share:.2%})")


def duty_rows(scenario: Path) -> Iterator[Row]:
    """Every policy over 3,000 sites and 300 communes: the whole command."""
    told = json.loads(ran("-m", "benchmarks.duties", str(scenario)).out)
    what = f"{told['sites']:,} sites, {told['communes']} communes, {told['policies']} policies"
    yield at_most(f"{what}: check", told["wall_s"], 10, "s", ended=told["code"] in OK_CODES)
    yield Row("  of the processor, peak", f"{told['cpu_s']:.2f} s, {told['peak_mb'] or 0:,.0f} MB")
    (duties,) = [each for each in told["stages"] if each["name"] == "duties"]
    yield Row("  of which the duties under one wind model", f"{duties['cpu_s']:.2f} s")


def wind_rows(climada: str | None) -> Iterator[Row]:
    """Gusts of a storm, and beside CLIMADA's where it can be installed."""
    told = json.loads(ran("-m", "benchmarks.wind", "--floors").out)
    what = "wind: 3,000 points, 865 steps, slowest model"
    yield at_most(what, 1000 * told["track_s"], 72, "ms", ended=True)
    what = "  30,000 points, 72 h, 100 storms, slowest model"
    yield at_most(what, told["storms_s"], 15, "s", ended=True)
    what = "  3,000 sites and 3,000 lines of 5 km, slowest model"
    yield at_most(what, 1000 * told["lines_s"], 150, "ms", ended=True)
    beside = ran("-m", "benchmarks.wind_beside_climada", *([climada] if climada else []))
    found = json.loads(beside.out)
    if not found["ratios"]:
        yield Row("  beside CLIMADA", f"skipped: {found['skipped'][:60]}")
    for what, ratio in found["ratios"].items():
        print(f"  {what}")
        yield at_least(
            "    CLIMADA's seconds over ours (target 12 ×)", ratio, wind_beside_climada.FLOOR, "×"
        )


def page_rows(scenario: Path) -> Iterator[Row]:
    """The page to explore, opened in a browser without a GPU."""
    told = json.loads(ran("-m", "benchmarks.page", str(scenario)).out)
    if not told:
        yield Row("5,000 sites: page to explore", "no Chromium or Playwright here")
        return
    megabytes = told["bytes"] / 1e6
    what = f"5,000 sites: page, {told['views']} scenarios, {told['chains']:,} chains"
    yield at_most(what, megabytes, page.MOST_BYTES / 1e6, "MB", ended=True)
    yield at_most("  first whole picture", told["first_s"], page.MOST_FIRST_S, "s", ended=True)
    yield at_least("  while time runs", told["frames_per_s"], page.FEWEST_FRAMES, "frames/s")
    quiet = told["requests"] == told["faults"] == 0
    yield Row("  requests, complaints", f"{told['requests']}, {told['faults']}", "0, 0", quiet)


def stage_table(stages: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Seconds and peak of each stage, a column for each size."""
    yield f"{'seconds of processor, peak MB':<28}" + "".join(
        f"{told['sites']:>15,} sites" for told in stages.values()
    )
    for number, stage in enumerate(stages[SIZES[0]]["stages"]):
        cells = [told["stages"][number] for told in stages.values()]
        yield f"  {stage['name']:<26}" + "".join(
            f"{cell['cpu_s']:>11.2f} s {cell['peak_mb'] or 0:>5.0f} MB" for cell in cells
        )


def provinces(folder: Path) -> dict[int, Path]:
    """The Yagi scenario of a made-up province of each size."""
    made = {}
    for sites in (*SIZES, PAGE_SITES):
        out = folder / f"p{sites}"
        ran("-m", "benchmarks.provinces", "--sites", str(sites), "--out", str(out))
        made[sites] = out / "benchmark" / "yagi.yaml"
    return made


def with_communes(folder: Path) -> Path:
    """The Yagi scenario of the made-up province with many communes."""
    out = folder / "communes"
    size = ("--sites", str(DUTY_SITES), "--communes", str(DUTY_COMMUNES))
    ran("-m", "benchmarks.provinces", *size, "--out", str(out))
    return out / "benchmark" / "yagi.yaml"


def main(climada: str | None = None) -> int:
    """Measure everything; 1 when a floor is missed.

    `climada` is a Python that has CLIMADA; without one it is installed for the purpose.
    """
    with tempfile.TemporaryDirectory(prefix="batram-bench-") as folder:
        rows = [said(row) for row in (*help_rows(), *bundled_rows(Path(folder)))]
        scenarios = provinces(Path(folder))
        stages = {
            sites: json.loads(ran("-m", "benchmarks.stages", str(path)).out)
            for sites, path in scenarios.items()
            if sites in SIZES
        }
        rows += [said(row) for row in large_rows(scenarios, stages)]
        rows += [said(row) for row in reach_rows(scenarios[3_000])]
        rows += [said(row) for row in duty_rows(with_communes(Path(folder)))]
        rows += [said(row) for row in page_rows(scenarios[PAGE_SITES])]
        rows += [said(row) for row in wind_rows(climada)]
        print()
        for line in stage_table(stages):
            print(line)
        print()
        print(ran("-m", "benchmarks.wind").out, end="")
        print()
        ensemble = ran("-m", "benchmarks.engine", str(scenarios[3_000]), str(scenarios[30_000]))
        print(ensemble.out, end="")
        rows.append(Row("the ensemble", "", "every floor", ensemble.code == 0))
        print()
        weak = ran("-m", "benchmarks.weak_points", str(scenarios[3_000]))
        print(weak.out, end="")
        rows.append(Row("weak points", "", "every floor", weak.code == 0))
    missed = [row.what.strip() for row in rows if row.holds is False]
    print(f"\nbelow the floor: {'; '.join(missed)}" if missed else "\nevery floor is held")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
