"""Track files of four formats become the storm that their agency published, or findings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.foundation.diagnostics import Finding, render
from planner.foundation.errors import InputInvalid, MachineError
from planner.hazard.best_tracks.reading import Chosen, choose, entries
from planner.hazard.best_tracks.storms import storm_of
from planner.hazard.records import Fix
from tests.hazard.best_tracks.files import B_DECK, IBTRACS, JMA, PLAIN, written


def fixes(folder: Path, text: str, **asked: Any) -> tuple[Fix, ...]:
    track = storm_of(chosen(folder, text, **asked), "tracks.txt").track
    assert track is not None
    return track.fixes


def chosen(folder: Path, text: str, **asked: Any) -> Chosen:
    return choose(written(folder, text), **({"name": "YAGI"} | asked))


def refusal(folder: Path, text: str, **asked: Any) -> tuple[Finding, ...]:
    with pytest.raises(InputInvalid) as caught:
        chosen(folder, text, **asked)
    return caught.value.findings


def test_the_fixed_columns_of_tokyo_are_ten_minute_winds_with_both_radii(tmp_path: Path) -> None:
    storm = storm_of(chosen(tmp_path, JMA), "bst.txt")

    assert storm.track is not None
    assert (storm.track.agency, storm.track.averaging_min) == ("JMA", 10)
    third = storm.track.fixes[2]
    assert (third.at, third.lon, third.lat) == (datetime(2024, 9, 7, 6, tzinfo=UTC), 107.0, 21.0)
    assert (third.wind_kt, third.pressure_hpa, third.status) == (90, 935, "TY")
    assert (third.r50_km, third.r50_short_km, third.r50_toward) == (148.16, 148.16, None)
    assert (third.r30_km, third.r30_short_km) == (333.36, 277.8)  # 180 and 150 nautical miles
    assert third.r30_toward == "north-east"
    assert storm.source is not None
    assert storm.source.as_of == date(2024, 12, 3)


def test_tokyo_gives_no_wind_below_35_knots_and_none_is_made_up(tmp_path: Path) -> None:
    last = fixes(tmp_path, JMA)[-1]

    assert last.wind_kt is None
    assert (last.r30_km, last.status) == (None, "TD")


def test_lines_of_a_b_deck_are_joined_and_keep_their_quadrants(tmp_path: Path) -> None:
    first, second = fixes(tmp_path, B_DECK)

    assert first.r34_quadrants_km == (277.8, 296.32, 203.72, 231.5)
    assert first.r64_quadrants_km == (92.6, 83.34, 55.56, 74.08)
    assert second.r64_quadrants_km is None
    assert (first.rmw_km, first.roci_km, first.poci_hpa) == (27.78, 444.48, 1004)
    assert (second.lon, second.lat, second.wind_kt) == (107.1, 20.7, 100)


def test_a_b_deck_is_of_one_minute_winds(tmp_path: Path) -> None:
    track = storm_of(chosen(tmp_path, B_DECK), "b.dat").track

    assert track is not None
    assert (track.agency, track.averaging_min) == ("JTWC", 1)


@pytest.mark.parametrize(
    ("agency", "averaging_min", "winds"), [("JMA", 10, [85, 90]), ("CMA", 2, [100, 100])]
)
def test_ibtracs_gives_each_agency_its_own_averaging_period(
    tmp_path: Path, agency: str, averaging_min: int, winds: list[float]
) -> None:
    track = storm_of(chosen(tmp_path, IBTRACS, agency=agency), "ibtracs.csv").track

    assert track is not None
    assert track.averaging_min == averaging_min
    assert [fix.wind_kt for fix in track.fixes] == winds


def test_ibtracs_rows_without_an_agency_s_position_are_not_its_fixes(tmp_path: Path) -> None:
    assert len(fixes(tmp_path, IBTRACS, agency="JMA")) == 2
    assert len(fixes(tmp_path, IBTRACS, agency="JTWC")) == 3


def test_the_plain_table_keeps_direction_and_radii(tmp_path: Path) -> None:
    _, second = fixes(tmp_path, PLAIN, agency="JMA")

    assert (second.r30_km, second.r30_short_km, second.r30_toward) == (333.36, 277.8, "north-east")


def test_two_agencies_are_never_mixed_but_asked_about(tmp_path: Path) -> None:
    [found] = refusal(tmp_path, PLAIN)

    assert found.code == "E409"
    assert "YAGI 2024 JTWC (WP122024)" in found.fact.en


@pytest.mark.parametrize("text", [PLAIN, IBTRACS, JMA, B_DECK])
def test_a_name_that_is_not_there_is_answered_with_the_near_one(tmp_path: Path, text: str) -> None:
    [found] = refusal(tmp_path, text, name="YAGY")

    assert found.code == "E408"
    assert found.note is not None
    assert "`YAGI`" in found.note.en


def test_a_season_that_does_not_fit_is_not_taken_for_another(tmp_path: Path) -> None:
    assert refusal(tmp_path, JMA, season=2018)[0].code == "E408"


def test_a_storm_can_be_asked_for_by_its_id(tmp_path: Path) -> None:
    entry = chosen(tmp_path, PLAIN, name=None, storm_id="WP122024").entry

    assert entry.agency == "JTWC"


def test_every_storm_of_a_file_is_listed(tmp_path: Path) -> None:
    form, there = entries(written(tmp_path, PLAIN))

    assert form == "csv"
    assert [(e.name, e.agency, e.positions, e.largest_kt) for e in there] == [
        ("YAGI", "JMA", 2, 90), ("YAGI", "JTWC", 2, 105),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "old", "new", "code", "line"),
    [
        (JMA, "210 1070", "21X 1070", "E410", 4),
        (JMA, "24090706", "24091306 ".strip().replace("0913", "1399"), "E410", 4),
        (JMA, " 935 ", " 100 ", "E410", 4),
        (B_DECK, "207N", "207Q", "E410", 3),
        (B_DECK, "2024090706", "2024130706", "E410", 3),
        (B_DECK, "207N, 1071E, 100", "707N, 1071E, 100", "E411", 3),
        (B_DECK, "BEST,   0, 207N", "OFCL,  24, 207N", "E413", 3),
        (PLAIN, "2024-09-07T06:00:00Z,21.0,107.0", "soon,21.0,107.0", "E410", 3),
        (PLAIN, "21.0,107.0,90,10", "107.0,21.0,90,10", "E411", 3),
        (PLAIN, "107.0,90,10", "107.0,90,5", "E410", 3),
        (PLAIN, "107.0,90,10", "107.0,ninety,10", "E410", 3),
        (PLAIN, "107.0,90,10", "107.0,900,10", "E410", 3),
        (IBTRACS, "21.0,107.0,5", "21.0,1e9,5", "E410", 5),
    ],
)
def test_a_figure_that_cannot_be_is_found_on_its_line(
    tmp_path: Path, text: str, old: str, new: str, code: str, line: int
) -> None:
    assert old in text

    found = refusal(
        tmp_path, text.replace(old, new, 1), agency=None if text in (JMA, B_DECK) else "JMA"
    )

    assert (found[0].code, found[0].place and found[0].place.line) == (code, line)
    for language in ("vi", "en"):
        assert f":{line}:" in render(found[0], language)


def test_a_caret_stands_under_the_value_that_is_wrong(tmp_path: Path) -> None:
    [found] = refusal(tmp_path, PLAIN.replace("107.0,90,10", "107.0,ninety,10"), agency="JMA")

    assert found.place is not None
    assert found.excerpt is not None
    start = found.place.column - 1
    assert found.excerpt[start : start + found.place.length] == "ninety"


def test_rows_out_of_order_are_sorted_and_it_is_said(tmp_path: Path) -> None:
    head, first, second, *_ = PLAIN.splitlines()

    found = chosen(tmp_path, "\n".join([head, second, first]), agency="JMA")

    assert [row.at.hour for row in found.rows] == [0, 6]
    assert [finding.code for finding in found.findings] == ["W523"]
    storm = storm_of(found, "tracks.csv")
    assert storm.source is not None
    assert storm.source.remark is not None
    assert "đã xếp lại" in storm.source.remark


def test_a_row_that_stands_twice_is_kept_once(tmp_path: Path) -> None:
    head, first, second, *_ = PLAIN.splitlines()

    found = chosen(tmp_path, "\n".join([head, first, first, second]), agency="JMA")

    assert len(found.rows) == 2
    assert [finding.code for finding in found.findings] == ["W523"]


def test_two_places_at_one_time_are_an_error_that_names_both_lines(tmp_path: Path) -> None:
    head, first, second, *_ = PLAIN.splitlines()
    other = first.replace("20.5,108.1", "20.9,108.9")

    [found] = refusal(tmp_path, "\n".join([head, first, other, second]), agency="JMA")

    assert found.code == "E412"
    assert "lines 2 and 3" in found.fact.en


def test_a_centre_that_leaps_is_warned_of(tmp_path: Path) -> None:
    found = chosen(tmp_path, PLAIN.replace("21.0,107.0,90", "21.0,117.0,90"), agency="JMA")

    assert [finding.code for finding in found.findings] == ["W522"]


def test_a_track_goes_on_over_the_antimeridian(tmp_path: Path) -> None:
    text = B_DECK.replace("1083E", "1795E").replace("207N, 1071E", "207N, 1799W")

    found = chosen(tmp_path, text)

    assert [row.lon for row in found.rows] == [179.5, -179.9]
    assert found.findings == ()  # 66 km in six hours, not 359 degrees


def test_one_position_is_no_track(tmp_path: Path) -> None:
    text = "\n".join(PLAIN.splitlines()[:2])

    assert refusal(tmp_path, text, agency="JMA")[0].code == "E404"


def test_neither_wind_nor_pressure_is_no_track(tmp_path: Path) -> None:
    text = PLAIN.replace(",85,10,940,", ",,10,,").replace(",90,10,935,", ",,10,,")

    assert refusal(tmp_path, text, agency="JMA")[0].code == "E404"


def test_a_header_that_promises_more_lines_is_warned_of(tmp_path: Path) -> None:
    cut = "\n".join(JMA.splitlines()[:4])

    found = chosen(tmp_path, cut)

    assert [finding.code for finding in found.findings] == ["W526"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"hello, world\n",
        b"PK\x03\x04\0\0",
        b"66666 " + b"x" * 30_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_file_of_tracks_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "tracks.txt"
    path.write_bytes(data)

    with pytest.raises(InputInvalid) as caught:
        entries(path)

    assert {finding.code for finding in caught.value.findings} <= {"E407", "E410"}


def test_a_missing_file_is_the_machine_s_matter(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        entries(tmp_path / "nowhere.txt")


def test_a_name_with_an_escape_code_reaches_no_terminal(tmp_path: Path) -> None:
    _, [first, *_] = entries(written(tmp_path, PLAIN.replace("YAGI", "YA\x1b[31mGI")))

    assert "\x1b" not in first.name
