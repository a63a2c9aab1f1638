"""Any storm over any of the eight priority provinces: a made-up network on real places, drawn many times.

    python -m benchmarks.storm_over --province 44 --storm scenarios/storms/doksuri-2017.yaml --seeds 20
    python -m benchmarks.storm_over --province all --storm scenarios/storms/yagi-2024.yaml --csv out/yagi.csv

Stations, lines and plans are generated from the district table, the census and the wind zones
(`benchmarks/provinces`), with one table of parameters for every province and every storm; each seed is another
province and another sample of damage. What is printed is the band over the seeds and over both sides of what
was not surveyed. `docs/storms.md` explains each line.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from benchmarks.aftermath import CAUSES, Aftermath, aftermath, band
from benchmarks.provinces.__main__ import ROOT, write_files
from benchmarks.provinces.anywhere import BUNDLED_CODES, RISK_REGIONS, places_of, sites_of
from benchmarks.provinces.build import files_of
from benchmarks.provinces.places import Places
from planner.foundation.clock import VIETNAM_TIME
from planner.hazard.approach import closest
from planner.hazard.records import Storm
from planner.hazard.storm_yaml import storm_text
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from planner.scenario.storm_file import load_storm

DATA = ROOT.parent / "shared" / "data"
CODES = tuple(sorted([*BUNDLED_CODES, *RISK_REGIONS]))
APPROACH_AT_H = 13
"""The hour of a scenario at which the centre is nearest: as in the bundled scenarios, whose plans it keeps."""
AFTER_H = (0, 6, 12, 24, 48)
"""Hours after the nearest approach at which the province is looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """A storm over a province: where it lies, how many sites it has, and when its scenario begins."""

    places: Places
    storm: Storm
    sites: int
    start: datetime


def question(places: Places, storm: Storm, sites: int | None = None) -> Question:
    """The scenario begins so that the storm is nearest at hour 13."""
    if storm.track is None:
        msg = f"storm {storm.id} has no track"
        raise SystemExit(msg)
    hubs = [district.hub for district in places.districts]
    nearest = closest(storm.track.fixes, hubs)
    assert nearest is not None  # a province has districts
    start = (nearest.at - timedelta(hours=APPROACH_AT_H)).astimezone(VIETNAM_TIME)
    start = start.replace(minute=0, second=0, microsecond=0)
    return Question(places, storm, sites or sites_of(places), start)


def write(asked: Question, folder: Path, seed: int) -> Path:
    """Write the province of one seed and its scenario; gives the scenario's file."""
    province = folder / asked.places.id
    files = files_of(asked.places, asked.sites, seed)
    # Water of Yagi lies where Yagi put it; other storms and provinces have none, so that all are treated alike.
    text = re.sub(r"^  also: .*\n", "", files.pop("yagi.yaml"), count=1, flags=re.MULTILINE)
    for field, value in (
        ("start", f"'{asked.start.isoformat()}'"),
        ("storm", f"'../storms/{asked.storm.id}.yaml'"),
        ("id", f"{asked.places.id}-{asked.storm.id}"[:40]),
    ):
        text, count = re.subn(rf"^  {field}: .*$", f"  {field}: {value}", text, count=1, flags=re.MULTILINE)
        assert count == 1, field
    write_files(province, files | {"storm.yaml": text})
    for shared in ("policies", "defaults"):
        shutil.copytree(ROOT / "scenarios" / shared, folder / shared, dirs_exist_ok=True)
    (folder / "storms").mkdir(exist_ok=True)
    (folder / "storms" / f"{asked.storm.id}.yaml").write_text(storm_text(asked.storm), encoding="utf-8")
    return province / "storm.yaml"


def runs(asked: Question, seeds: Sequence[int], *, design: bool = False) -> Iterator[Aftermath]:
    """One made-up province a seed, each with a sample of damage of its own (none in design mode)."""
    hours = [Fraction(APPROACH_AT_H + after) for after in AFTER_H]
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            loaded = load_scenario(write(asked, Path(folder), seed))
            run = run_scenario(loaded, explain=False, sample=None if design else seed)
            yield aftermath(run, hours)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with its band over the runs."""

    what: str
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float


def lines(found: Sequence[Aftermath]) -> list[Line]:
    """Every figure's band, over the runs and both sides of what was not surveyed."""
    made: list[Line] = []

    def add(what: str, values: Sequence[float]) -> None:
        told = band(values)
        made.append(
            Line(what, told.low, told.quarter, told.middle, told.three_quarters, told.high)
        )

    both = [(each, side) for each in found for side in each.hours]
    for district in sorted(found[0].gust_mps):
        add(f"gust at masts, {district}, m/s", [each.gust_mps[district] for each in found])
    add("masts fallen, % of sites", [100 * each.fallen_masts[s] / each.sites for each, s in both])
    for index, after in enumerate(AFTER_H):
        when = f"{after} h after"
        add(f"sites silent {when}, %", [100 * each.share_out(s, index) for each, s in both])
        for cause in CAUSES:
            values = [100 * each.hours[s][index].silent[cause] / each.sites for each, s in both]
            if any(values):
                add(f"  by {cause} {when}, %", values)
        dark = [100 * sum(each.hours[s][index].without_grid.values()) / each.sites for each, s in both]
        add(f"sites without grid {when}, %", dark)
    for outcome in ("holds", "fails", "unknown"):
        counts = [float(sum(v == outcome for v in each.verdicts.values())) for each in found]
        add(f"districts with three stations: {outcome}", counts)
    return made


def show(asked: Question, found: Sequence[Aftermath], *, design: bool) -> None:
    """Print the band of every figure."""
    places = asked.places
    mode = "design mode" if design else "one sample of damage a seed"
    print(f"\n{places.vi} ({places.code}), {asked.storm.name.vi}: {len(found)} seeds, {found[0].sites} sites, {mode}")
    print(f"hour 0 = {asked.start.isoformat()}; the centre is nearest at hour {APPROACH_AT_H}")
    print(f"  {'':46}{'least':>8}{'quarter':>9}{'median':>8}{'quarter':>9}{'most':>8}")
    for line in lines(found):
        shown = (line.low, line.quarter, line.middle, line.three_quarters, line.high)
        print(f"  {line.what:46}" + "".join(f"{v:>{w}.1f}" for v, w in zip(shown, (8, 9, 8, 9, 8), strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.storm_over", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--province", required=True, nargs="+", choices=[*CODES, "all"],
                        help="codes before July 2025, or all eight")
    parser.add_argument("--storm", required=True, type=Path, help="a storm file")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--sites", type=int, help="sites of the province; 20 a district unless given")
    parser.add_argument("--design", action="store_true", help="design values instead of samples of damage")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of open data (../shared/data)")
    parser.add_argument("--csv", type=Path, help="write every band into this file too")
    given = parser.parse_args()
    codes = CODES if "all" in given.province else tuple(dict.fromkeys(given.province))
    if not (given.data / "admin").is_dir() and set(codes) - set(BUNDLED_CODES):
        parser.error(f"the folder of open data is not at {given.data}: name it with --data")
    storm = load_storm(given.storm)
    rows: list[list[object]] = []
    for code in codes:
        asked = question(places_of(code, given.data), storm, given.sites)
        found = []
        for number, each in enumerate(runs(asked, range(1, given.seeds + 1), design=given.design), 1):
            found.append(each)
            if sys.stderr.isatty():
                print(f"\r{asked.places.id}: seed {number}/{given.seeds}", end="", file=sys.stderr)
        show(asked, found, design=given.design)
        rows += [[code, asked.storm.id, line.what.strip(), line.low, line.quarter, line.middle,
                  line.three_quarters, line.high] for line in lines(found)]
    if given.csv is not None:
        given.csv.parent.mkdir(parents=True, exist_ok=True)
        with given.csv.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["province", "storm", "figure", "least", "quarter", "median", "three_quarters", "most"])
            writer.writerows(rows)


if __name__ == "__main__":
    main()
