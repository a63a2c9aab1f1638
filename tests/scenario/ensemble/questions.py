"""Small ensembles that tests bend to their need."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from planner.scenario.ensemble.asking import EnsemblePlan
from planner.scenario.reading import load_scenario

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"


def tutorial() -> LoadedScenario:
    return load_scenario(str(SCENARIOS / "tutorial" / "storm.yaml"))


def plan(loaded: LoadedScenario, samples: int, *, tracks: int = 1, seed: int = 1) -> EnsemblePlan:
    return EnsemblePlan(loaded, samples, tracks, seed, Fraction(0))
