"""Time and peak memory of each stage of `check`: `python -m benchmarks.stages SCENARIO`, one line of JSON.

All stages of one province run in one process, as they do in `check`. Before each the kernel is asked to forget the
peak of those before (Linux; elsewhere a peak is that of everything so far), so that a stage's peak is the most that
was resident while it ran: what earlier stages left behind, and what it needs itself.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.reading import peak_mb
from planner.foundation.memory import collector_paused
from planner.foundation.yaml.source import parse_document
from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.scenario.duties import DutyJudge
from planner.scenario.exposing import weathers
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.reading import load_scenario
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.network.sides import Side
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.timeline import SideRun

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: seconds of the processor and on the wall, and the peak while it ran, MB."""

    name: str
    cpu_s: float
    wall_s: float
    peak_mb: float | None


@dataclass
class Measured:
    """Everything that was measured on one province."""

    sites: int = 0
    assets: int = 0
    failing: int = 0
    stages: list[Stage] = field(default_factory=list)

    def stage(self, name: str, work: Callable[[], T]) -> T:
        """Run the work as the stage of this name."""
        forget_peak()
        begun_s, begun_wall_s = time.process_time(), time.perf_counter()
        made = work()
        cpu_s, wall_s = time.process_time() - begun_s, time.perf_counter() - begun_wall_s
        self.stages.append(Stage(name, cpu_s, wall_s, high_water_mb()))
        return made


def forget_peak() -> None:
    """Ask the kernel to count the peak from here; where it cannot, nothing happens."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def high_water_mb() -> float | None:
    """The most that was resident since the peak was forgotten."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return peak_mb()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), None)


def _read_all(folder: Path) -> None:
    """Every file with a place for every value; nothing is kept."""
    for path in sorted(folder.rglob("*.yaml")):
        parse_document(path.read_bytes(), str(path))


def _what_comes(found: Measured, loaded: LoadedScenario) -> tuple[Weather, Ordeal]:
    """The weather and all else that happens; the list of assets is let go, as in `check`."""
    known = found.stage("assets", lambda: known_assets(loaded))
    question, storm, province = loaded.scenario, loaded.storm, loaded.province
    felt, *_ = found.stage(
        "weather", lambda: weathers(question, storm, province, known, classes_of(loaded), None)
    )
    found.sites, found.assets = len(province.sites), len(known)
    return felt, ordeal_of(loaded, known, felt)


def measured(scenario: Path) -> Measured:
    """The stages of `check`, one after the other."""
    found = Measured()
    with collector_paused():
        found.stage("read", lambda: _read_all(scenario.parent))
        loaded = found.stage("read, resolve, check", lambda: load_scenario(scenario))
        province = loaded.province
        felt, ordeal = _what_comes(found, loaded)
        nothing = Ordeal(ordeal.horizon_h, fuel_share=ordeal.fuel_share)
        calm: dict[Side, SideRun] = {}
        runs: dict[Side, SideRun] = {}
        for side in SIDES:
            calm[side] = found.stage(f"rest {side}", partial(simulate, province, nothing, side))
        for side in SIDES:
            runs[side] = found.stage(f"simulate {side}", partial(simulate, province, ordeal, side))
        rest = {side: run.in_service for side, run in calm.items()}
        evidence = Evidence(province, ordeal, runs, rest)
        found.stage("judge", lambda: judge(evidence, loaded.requirements, explain=False))
        duties = DutyJudge(loaded, calm)
        found.stage("duties", lambda: duties.under(felt, ordeal, runs, explain=False))
    found.failing = len(runs["pessimistic"].failed)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Measure the scenario that is named."""
    (scenario,) = sys.argv[1:] if arguments is None else arguments
    print(json.dumps(asdict(measured(Path(scenario)))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
