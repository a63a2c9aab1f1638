"""Write the bundled provinces, or a province of any size for measuring.

    python -m benchmarks.provinces --bundled [--seed 1] [--scenarios FOLDER]
    python -m benchmarks.provinces --sites 3000 --out FOLDER [--communes 300] [--seed 1]

The second writes FOLDER/benchmark with its scenarios, and copies the shared storms, policies and
defaults beside it, where the scenarios look for them. It holds everything that a bundled province does. Beside the real
communes it has as many made-up ones as make the number that is asked.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from benchmarks.provinces.build import files_of
from benchmarks.provinces.bundle import BUNDLED, SEED, bundled_files
from benchmarks.provinces.places import joined, with_communes

SITES_PER_COPY = 3_000
ROOT = Path(__file__).resolve().parents[2]


def benchmark_files(sites: int, seed: int = SEED, communes: int | None = None) -> dict[str, str]:
    """The files of a province with this many sites, over both provinces' places.

    `communes` None takes the real ones, about a hundred for every 3,000 sites.
    """
    places = joined(max(1, -(-sites // SITES_PER_COPY)))
    if communes is not None:
        places = with_communes(places, communes, seed)
    return files_of(places, sites, seed, lean=True)


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Put the files into the folder; sites of districts that are gone are removed."""
    for stale in sorted(folder.glob("sites/*.yaml")):
        if f"sites/{stale.name}" not in files:
            stale.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def write_benchmark(folder: Path, sites: int, seed: int = SEED, communes: int | None = None) -> Path:
    """Write a province for measuring and what its scenarios need; gives its Yagi scenario."""
    province = folder / "benchmark"
    write_files(province, benchmark_files(sites, seed, communes))
    for shared in ("storms", "policies", "defaults", "water"):
        shutil.copytree(ROOT / "scenarios" / shared, folder / shared, dirs_exist_ok=True)
    return province / "yagi.yaml"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.provinces", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--bundled", action="store_true", help="rewrite the two provinces under scenarios/")
    what.add_argument("--sites", type=int, help="number of sites")
    parser.add_argument("--communes", type=int, help="number of communes of --sites")
    parser.add_argument("--out", type=Path, help="folder that --sites writes to")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--scenarios", type=Path, default=ROOT / "scenarios")
    asked = parser.parse_args()
    if asked.bundled:
        for province in BUNDLED:
            write_files(asked.scenarios / province, bundled_files(province, asked.seed))
    elif asked.out is None:
        parser.error("--sites needs --out FOLDER")
    else:
        print(write_benchmark(asked.out, asked.sites, asked.seed, asked.communes))


if __name__ == "__main__":
    main()
