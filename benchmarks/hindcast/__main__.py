"""Make the hindcast page of a storm.

    python -m benchmarks.hindcast yagi --seeds 20 --out out/hindcast

Writes STORM.html (Vietnamese), STORM.en.html and STORM.json into the folder. The generator's parameters are those
of `benchmarks/provinces/parameters.py`, the same for every province and storm.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from benchmarks.aftermath import band
from benchmarks.hindcast.model import coast_around, members, station_gusts
from benchmarks.hindcast.page import Province, page
from benchmarks.provinces.anywhere import places_of
from benchmarks.provinces.bundle import BUNDLED
from benchmarks.provinces.parameters import printed
from benchmarks.storm_over import DATA
from planner.scenario.storm_file import load_storm

HERE = Path(__file__).parent


def made(name: str, seeds: int, data: Path) -> dict[str, str]:
    """The files of a hindcast: name to text."""
    known: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    storm = load_storm((HERE / known["storm"]).resolve())
    start = datetime.fromisoformat(known["start"])
    stations = station_gusts(storm, known["stations"], start, coast_around(known["stations"], data))
    provinces = []
    for code in known["provinces"]:
        places = places_of(code, data)
        runs = []
        for run in members(places, storm, start, BUNDLED[places.id], range(1, seeds + 1)):
            runs.append(run)
            print(f"{places.vi}: {len(runs)}/{seeds}", file=sys.stderr)
        names = {district.id: district.vi for district in places.districts}
        provinces.append(Province(places.id, places.vi, code, names, runs))
    files = {
        f"{name}{'' if language == 'vi' else '.en'}.html": page(
            known, stations, provinces, seeds, language, printed(),
            storm.name.vi if language == "vi" else storm.name.english,
        )
        for language in ("vi", "en")
    }  # fmt: skip
    figures = {
        "stations": {each.name: dict(each.by_model) for each in stations},
        "provinces": {
            each.code: {
                "masts_fallen_percent": vars_of(
                    [100 * run.fallen_masts[side] / run.sites for run in each.runs for side in run.hours]
                ),
                "most_silent_percent": vars_of(
                    [100 * max(hour.out for hour in run.hours[side]) / run.sites
                     for run in each.runs for side in run.hours]
                ),
            }
            for each in provinces
        },
    }  # fmt: skip
    files[f"{name}.json"] = json.dumps(figures, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return files


def vars_of(values: list[float]) -> dict[str, float]:
    """A band as JSON values."""
    told = band(values)
    return {"least": told.low, "quarter": told.quarter, "median": told.middle,
            "three_quarters": told.three_quarters, "most": told.high}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hindcast", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("storm", choices=sorted(path.stem for path in HERE.glob("*.yaml")))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("out/hindcast"))
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    files = made(asked.storm, asked.seeds, asked.data)
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (asked.out / name).write_text(text, encoding="utf-8", newline="\n")
        print(asked.out / name)


if __name__ == "__main__":
    main()
