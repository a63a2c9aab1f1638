"""The storms that ship are those their agencies published, and each can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.yaml.source import parse_document
from planner.hazard.best_tracks.reading import choose
from planner.hazard.best_tracks.storms import storm_of
from planner.hazard.records import Storm
from planner.inventory.faults import fitted
from planner.scenario.reading import read_file
from tests.hazard.best_tracks.files import SHARED

FOLDER = Path(__file__).parents[2] / "scenarios" / "storms"
SHIPPED = sorted(FOLDER.glob("*.yaml"))
needs_tracks = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of open tracks is not here")


def read(path: Path) -> Storm:
    document = parse_document(path.read_bytes(), path.name)
    assert isinstance(document.root, dict)
    storm: Storm = fitted(Storm, document.root["storm"])
    return storm


def test_the_storms_of_several_years_and_coasts_ship() -> None:
    assert {"doksuri-2017", "molave-2020", "wipha-2025", "kalmaegi-2025", "yagi-2024"} <= {
        path.stem for path in SHIPPED
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_storm_validates_and_names_its_source(path: Path) -> None:
    storm = read(path)

    assert read_file(path).findings == ()
    assert storm.id == path.stem
    assert storm.source is not None
    assert storm.source.document is not None
    assert storm.track is not None
    assert storm.track.averaging_min == {"JMA": 10, "JTWC": 1}[storm.track.agency]


@needs_tracks
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_figure_of_a_shipped_storm_is_that_of_the_track_file(path: Path) -> None:
    typed = read(path).track
    assert typed is not None
    name, season = path.stem.split("-")

    found = choose(
        SHARED / "best_tracks.csv", name=name, season=int(season), agency=typed.agency
    )
    published = storm_of(found, "best_tracks.csv").track

    assert published is not None
    by_time = {fix.at: fix for fix in published.fixes}
    for fix in typed.fixes:
        said = fix.model_dump(exclude_unset=True, exclude={"status"})
        assert {key: getattr(by_time[fix.at], key) for key in said} == said
