"""What a storm file says of its wind models and its radii, and what is found wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.diagnostics import Finding, render
from planner.scenario.reading import read_file

STORM = """\
storm:
  id: bao
  name: {{vi: Bão}}
  wind: {wind}
  track:
    agency: JMA
    averaging_min: 10
    fixes:
      - {{at: 2024-09-07T00:00:00Z, lon: 108.6, lat: 20.1, wind_kt: 100, pressure_hpa: 945{first}}}
      - {{at: 2024-09-07T06:00:00Z, lon: 107.4, lat: 20.7, wind_kt: 95, pressure_hpa: 950}}
"""


def findings(folder: Path, wind: str = "{}", first: str = "") -> tuple[Finding, ...]:
    path = folder / "bao.yaml"
    path.write_text(STORM.format(wind=wind, first=first), "utf-8")
    return read_file(path).findings


@pytest.mark.parametrize(
    "wind", ["{}", "{profile: willoughby-2006}", "{profiles: [holland-2010, holland-2008]}"]
)
def test_one_model_or_a_band_is_as_it_should_be(tmp_path: Path, wind: str) -> None:
    assert findings(tmp_path, wind) == ()


def test_one_model_and_a_band_at_once_is_an_error(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "{profile: holland-1980, profiles: [holland-2010]}")

    assert found.code == "E420"
    assert found.place is not None
    assert found.place.line == 4


def test_a_model_named_twice_is_told_where(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "{profiles: [holland-1980, holland-1980]}")

    assert found.code == "W530"
    assert "`holland-1980` is named twice" in render(found, "en")


def test_a_model_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert [found.code for found in findings(tmp_path, "{profile: holland-1990}")] != []


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (", rmw_km: 60, r50_km: 45", "not larger than the radius of the largest wind, 60 km"),
        (", rmw_km: 60, r30_km: 60", "not larger than the radius of the largest wind, 60 km"),
    ],
)
def test_a_radius_within_that_of_the_largest_wind_is_told(
    tmp_path: Path, first: str, words: str
) -> None:
    (found,) = findings(tmp_path, first=first)

    assert found.code == "W531"
    assert words in render(found, "en")
    assert "H10 bỏ qua" in render(found, "vi")


def test_radii_outside_it_are_as_they_should_be(tmp_path: Path) -> None:
    assert findings(tmp_path, first=", rmw_km: 30, r50_km: 150, r30_km: 330") == ()
