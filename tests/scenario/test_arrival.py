"""When the storm comes: by its track, by its footprints, by its losses, or never."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.foundation.resources import scenarios_folder
from planner.scenario.arrival import arrivals_h, storm_arrival_h
from planner.scenario.reading import load_scenario
from tests.policy.duties.worlds import COMMAND, inventory, lost, written
from tests.tutorial.runs import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from planner.scenario.reading import LoadedScenario


def question(folder: Path, *removals: Any) -> LoadedScenario:
    return load_scenario(written(folder, inventory(), COMMAND, removals))


def test_a_storm_that_is_a_list_of_losses_comes_with_the_first_and_no_storm_never(
    tmp_path: Path,
) -> None:
    listed = question(tmp_path / "a", lost("L1", at=6), lost("S1/mast", at=3))

    assert storm_arrival_h(listed, 6) == 3
    assert storm_arrival_h(question(tmp_path / "b"), 6) is None


def test_a_footprint_counts_from_the_gust_of_the_force_on_and_for_every_district() -> None:
    """30 m/s from hour 10: force 6 is a mean of 10.8 m/s, force 12 one of 32.7, whose gusts are stronger."""
    loaded = load_scenario(FOLDER / "recovery.yaml")

    assert arrivals_h(loaded, 6) == dict.fromkeys(("BIEN", "DAO", "NUI", "SONG"), Fraction(10))
    assert arrivals_h(loaded, 12) == {}
    assert arrivals_h(loaded, 6, factor=0.3) == {}
    assert storm_arrival_h(loaded, 12) == 12  # its first loss


def test_a_stronger_wind_is_never_reached_sooner_and_a_stronger_storm_never_comes_later() -> None:
    loaded = load_scenario(scenarios_folder() / "quang-ninh" / "yagi.yaml")
    gentle, strong = arrivals_h(loaded, 6), arrivals_h(loaded, 10)
    stronger = arrivals_h(loaded, 6, factor=1.2)

    assert set(strong) <= set(gentle) <= set(stronger)
    assert all(gentle[district] <= strong[district] for district in strong)
    assert all(stronger[district] <= gentle[district] for district in gentle)
    assert min(gentle.values()) == storm_arrival_h(loaded, 6)
