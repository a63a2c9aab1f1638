"""Our gusts beside CLIMADA's on the same track and points: `python -m benchmarks.wind_beside_climada [PYTHON]`.

PYTHON is an interpreter that has CLIMADA. Without one a virtual environment is made in a temporary folder and CLIMADA
installed there; where that does not work the comparison is skipped and the reason printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.wind import BAND, gusts, in_the_wind, largest_mps, places, storm
from benchmarks.wind import fastest as fastest_s
from planner.foundation.units import KM_PER_NAUTICAL_MILE, knots_from_mps
from planner.hazard.exposure import sampled
from planner.hazard.wind_field import field_at

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDE = Path(__file__).resolve().parent / "climada_side.txt"
START = datetime(2024, 9, 6, 5, tzinfo=UTC)
HOURS = Fraction(36)
POINTS = 3_000
FLOOR = 8.0
STEPS = 145
REPEATS = 5


def question() -> dict[str, Any]:
    """The track at our output steps, and the points."""
    yagi = storm()
    assert yagi.track is not None
    _, _, field = field_at(yagi.track, yagi.wind, START, HOURS)
    steps = field.steps
    lon, lat = places(POINTS)
    return {
        "steps": {
            "hour": [float(hour) for hour in steps.at_h],
            "lat": steps.lat.tolist(),
            "lon": steps.lon.tolist(),
            "wind_kt": [knots_from_mps(mps) for mps in steps.largest_mps.tolist()],
            "pressure_hpa": steps.pressure_hpa.tolist(),
            "rmw_nm": (steps.radius_km / KM_PER_NAUTICAL_MILE).tolist(),
        },
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "repeats": REPEATS,
    }


def with_climada(folder: Path) -> str:
    """A Python with CLIMADA in a new environment in `folder`.

    Its dependency `gdal` is left out: it has no wheels and the wind field does not use it.
    """
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    pip = [python, "-m", "pip", "install", "-q"]
    subprocess.run([*pip, "--no-deps", "climada"], check=True, capture_output=True)
    needed = subprocess.run(
        [python, "-c", "from importlib.metadata import requires;"
         "print(*(r for r in requires('climada') if 'extra' not in r and r != 'gdal'))"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    subprocess.run([*pip, "--only-binary=:all:", *needed], check=True, capture_output=True)
    return python


def theirs(python: str) -> dict[str, Any]:
    """What CLIMADA needed, by model."""
    found = subprocess.run(
        [python, "-c", SIDE.read_text("utf-8")],
        input=json.dumps(question()),
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(found.stdout.strip().splitlines()[-1])
    return answer


def compare(python: str) -> Iterator[tuple[str, float]]:
    """What is compared in words, and how many times as fast ours is at what CLIMADA gives."""
    beside = theirs(python)
    yagi, assets = storm(), sampled(in_the_wind(POINTS))
    for ours, name in zip(BAND[:2], ("H1980", "H10"), strict=True):
        seconds = beside[name]["seconds"]
        every, largest = (
            fastest_s(work)
            for work in (
                lambda ours=ours: gusts(yagi, assets, ours, START, HOURS, pruned=False),
                lambda ours=ours: largest_mps(yagi, assets, ours, START, HOURS),
            )
        )
        yield (
            f"{POINTS:,} points, {STEPS} steps, {ours}: CLIMADA {seconds * 1000:.0f} ms, largest gusts "
            f"{largest * 1000:.1f} ms (every step {every * 1000:.1f} ms)",
            seconds / largest,
        )


def main(arguments: list[str]) -> int:
    """Compare with the CLIMADA of the interpreter that is named, or with one installed for the purpose.

    Prints one JSON object: the ratios, or why there are none. 1 where the floor is missed.
    """
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="batram-climada-") as folder:
        try:
            ratios = dict(compare(arguments[0] if arguments else with_climada(Path(folder))))
        except (subprocess.CalledProcessError, OSError) as error:
            reason = (getattr(error, "stderr", None) or str(error).encode()).decode(
                "utf-8", "replace"
            )
            print(json.dumps({"skipped": reason.strip().splitlines()[-1], "ratios": {}}))
            return 0
    print(json.dumps({"skipped": "", "ratios": ratios}, indent=1))
    return 0 if min(ratios.values()) >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
