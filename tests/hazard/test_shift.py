"""A shifted storm is the same storm elsewhere, and says so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.errors import HazardError
from planner.foundation.places import distance_km
from planner.foundation.units import force_upper_mps, knots_from_mps
from planner.hazard.coast import landfall_of
from planner.hazard.records import Storm, Track
from planner.hazard.shift import (
    Shift,
    force_at_landfall,
    intensity_for_force,
    shifted,
    wind_at,
)
from planner.hazard.wind_pressure import pressure_from_wind_hpa, wind_from_pressure_mps
from planner.inventory.base import Name
from tests.hazard.storms import track, yagi


def track_of(storm: Storm) -> Track:
    assert storm.track is not None
    return storm.track


def shifted_yagi(shift: Shift) -> Track:
    return track_of(shifted(yagi(), shift, "s1"))


def test_the_landfall_moves_along_the_coast_by_what_was_asked() -> None:
    before = landfall_of(track_of(yagi()).fixes)

    after = landfall_of(shifted_yagi(Shift(along_coast_km=-100)).fixes)

    assert after.along_km - before.along_km == pytest.approx(100, abs=1)


@given(st.floats(-1500, 60))
def test_the_track_keeps_its_shape_in_kilometres(along_coast_km: float) -> None:
    before = track_of(yagi()).fixes

    after = shifted_yagi(Shift(along_coast_km=along_coast_km)).fixes

    for old, new in zip(pairwise(before), pairwise(after), strict=True):
        length = distance_km(old[0].lon, old[0].lat, old[1].lon, old[1].lat)
        again = distance_km(new[0].lon, new[0].lat, new[1].lon, new[1].lat)
        # East-west lengths are those of each fix's own parallel: a leg that climbs bends a little.
        assert again == pytest.approx(length, rel=0.12, abs=0.5)


def test_hours_move_every_fix_alike() -> None:
    before, after = track_of(yagi()).fixes, shifted_yagi(Shift(hours=6.5)).fixes

    assert {(b.at - a.at).total_seconds() / 3600 for a, b in zip(before, after, strict=True)} == {6.5}


def test_a_quarter_turn_clockwise_makes_a_storm_from_the_east_one_from_the_south() -> None:
    storm = Storm(
        id="s", name=Name(vi="Bão"),
        track=track({"h": 0, "lon": 109.0, "lat": 15.9, "wind_kt": 80},
                    {"h": 10, "lon": 108.0, "lat": 15.9, "wind_kt": 80}),
    )  # fmt: skip
    landfall = landfall_of(track_of(storm).fixes)

    first, last = track_of(shifted(storm, Shift(turn_deg=90), "s1")).fixes

    # From the east to the west before: from the south to the north, clockwise by 90 degrees.
    assert first.lon == pytest.approx(landfall.lon, abs=2e-3)
    assert last.lon == pytest.approx(landfall.lon, abs=2e-3)
    assert first.lat < landfall.lat < last.lat


def test_winds_grow_by_the_factor_and_pressures_by_atkinson_and_holliday() -> None:
    before, after = track_of(yagi()).fixes[5], shifted_yagi(Shift(intensity=0.8)).fixes[5]

    assert before.wind_kt == 105
    assert after.wind_kt == 84
    assert before.pressure_hpa is not None
    assert after.pressure_hpa is not None
    by_pressure = wind_from_pressure_mps(after.pressure_hpa) / wind_from_pressure_mps(before.pressure_hpa)
    assert by_pressure == pytest.approx(0.8, abs=1e-3)
    # By hand: 1010 - 95 x 0.8^(1 / 0.644) = 1010 - 67.2.
    assert after.pressure_hpa == pytest.approx(942.8, abs=0.1)


def test_a_pressure_from_the_wind_and_back_is_the_same_however_it_was_scaled() -> None:
    assert pressure_from_wind_hpa(wind_from_pressure_mps(942.8)) == pytest.approx(942.8)


def test_a_weaker_storm_has_no_radius_of_a_wind_that_it_no_longer_has() -> None:
    fixes = shifted_yagi(Shift(intensity=0.5)).fixes

    last = fixes[11]  # 40 knots once, 20 now
    assert last.wind_kt == 20
    assert last.r30_km is None
    assert fixes[0].r30_km == 388.92  # size is kept


@pytest.mark.parametrize("force", range(8, 18))
def test_a_force_at_landfall_is_the_upper_end_of_its_class(force: int) -> None:
    factor = intensity_for_force(track_of(yagi()), force)

    made = shifted_yagi(Shift(intensity=factor))

    assert wind_at(made, landfall_of(made.fixes).at) == pytest.approx(force_upper_mps(force), abs=0.05)


def test_by_hand_the_landfall_of_yagi_is_force_15() -> None:
    # 85 to 90 knots of ten minutes: 88 kt x 0.5144 x 1.23 / 1.15 = 48.4 m/s of two minutes.
    found = wind_at(track_of(yagi()), landfall_of(track_of(yagi()).fixes).at)

    assert knots_from_mps(found) == pytest.approx(88.5 * 1.23 / 1.15, abs=1.6)
    assert force_at_landfall(track_of(yagi())) == 15


def test_the_new_storm_says_that_it_is_assumed_and_from_what() -> None:
    storm = shifted(yagi(), Shift(along_coast_km=-100, hours=6, intensity=1.1), "yagi-nam")

    assert storm.id == "yagi-nam"
    assert storm.illustrative is not None
    assert "GIẢ ĐỊNH" in storm.illustrative.vi
    assert storm.source is not None
    assert storm.source.document is not None
    assert storm.source.document.startswith("yagi-2024: RSMC Tokyo best track")
    assert storm.source.remark is not None
    assert "100 km" in storm.source.remark


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (Shift(along_coast_km=5000), "leaves the coast"),
        (Shift(along_coast_km=-5000), "leaves the coast"),
        (Shift(intensity=2.9), "no storm ever did"),
    ],
)
def test_what_no_storm_could_be_is_refused(shift: Shift, said: str) -> None:
    with pytest.raises(HazardError, match=said):
        shifted(yagi(), shift, "s1")


def test_a_storm_without_a_track_cannot_be_shifted() -> None:
    with pytest.raises(HazardError, match="has no track"):
        shifted(Storm(id="s", name=Name(vi="Bão")), Shift(hours=1), "s1")


def test_a_storm_shifted_and_shifted_back_is_where_it_was() -> None:
    there = shifted(yagi(), Shift(along_coast_km=-150, hours=5), "s1")

    back = shifted(there, Shift(along_coast_km=150, hours=-5), "s2")

    for old, new in zip(track_of(yagi()).fixes, track_of(back).fixes, strict=True):
        assert (new.lon, new.lat) == pytest.approx((old.lon, old.lat), abs=0.02)
        assert new.at == old.at

