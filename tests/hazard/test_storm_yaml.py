"""A storm written as YAML is the same storm when it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.text import Text
from planner.foundation.yaml.source import parse_document
from planner.hazard.records import Fix, Footprint, Storm, Track
from planner.hazard.storm_yaml import storm_text
from planner.inventory.base import Name, Source
from planner.inventory.faults import fitted

letters = st.text(
    st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30
).filter(lambda text: text.strip() == text) | st.sampled_from(
    ["Bão số 3", "Đà Nẵng: cấp 13", "cấp 12–13", "‘giật’ 16"]
)
km = st.integers(1, 90_000).map(lambda hundredths: max(1.0, hundredths / 100))
fixes = st.builds(
    Fix,
    at=st.integers(0, 500).map(lambda h: datetime(2024, 9, 1, tzinfo=UTC) + timedelta(hours=h)),
    lon=st.integers(-1800, 3600).map(lambda tenths: tenths / 10 + 0.0),
    lat=st.integers(-600, 600).map(lambda tenths: tenths / 10 + 0.0),
    wind_kt=st.none() | st.integers(0, 200).map(float),
    pressure_hpa=st.none() | st.integers(860, 1010).map(float),
    r30_km=st.none() | km,
    r34_quadrants_km=st.none() | st.tuples(km, km, km, km),
    r30_toward=st.none() | st.sampled_from(["north", "south-west"]),
    status=st.none() | letters,
)


def read_again(text: str) -> Storm:
    document = parse_document(text.encode(), "storm.yaml")
    assert document.findings == []
    assert isinstance(document.root, dict)
    storm: Storm = fitted(Storm, document.root["storm"])
    return storm


@given(st.lists(fixes, min_size=2, max_size=6), letters, letters)
def test_what_is_written_is_what_is_read(track: list[Fix], name: str, reporter: str) -> None:
    storm = Storm(
        id="s1",
        name=Name(vi=name),
        source=Source(reporter=reporter),
        track=Track(agency=reporter, averaging_min=1, fixes=tuple(track)),
    )

    assert read_again(storm_text(storm, [Text("Chú giải", "A comment")])) == storm


def test_footprints_keep_their_exact_hours() -> None:
    storm = Storm(
        id="s1",
        name=Name(vi="Lụt"),
        footprints=(
            Footprint(
                id="f1", quantity="flood_depth_m", value=1.4, from_h=Fraction(65, 2),
                polygon=((107.0, 20.0), (107.5, 20.0), (107.5, 20.5)),
            ),
        ),
    )  # fmt: skip

    assert read_again(storm_text(storm)) == storm


def test_words_that_yaml_takes_for_something_else_are_quoted() -> None:
    storm = Storm(id="s1", name=Name(vi="NO", en="12:30"), source=Source(reporter="a: b # c 'd'"))

    assert read_again(storm_text(storm)) == storm


BUNDLED = sorted((Path(__file__).parents[2] / "scenarios" / "storms").glob("*.yaml"))


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_storm_comes_back_the_same(path: Path) -> None:
    storm = read_again(path.read_text("utf-8"))

    assert read_again(storm_text(storm)) == storm
