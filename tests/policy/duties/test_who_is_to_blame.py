"""What is told of a loss, and what is to be surveyed: the place, the sites that went last, the datum that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.duty_story import duty_story
from tests.policy.duties.worlds import (
    COMMAND,
    COVERAGE,
    WARNING,
    inventory,
    lost,
    post,
    ready,
    run_of,
    site,
    verdict_of,
    windy,
)

if TYPE_CHECKING:
    from pathlib import Path

Record = dict[str, Any]
PHONE = {"id": "phone", "kind": "public-mobile"}
MESSAGES = {"id": "TIN", "kind": "sms", "commune": "X"}
IP_LOUDSPEAKERS = {
    "id": "LOA", "kind": "loudspeakers", "commune": "X", "feed": "P1", "needs_grid": True,
    "service_drop": {"mounting": "buried"}, "battery_h": 48, "generators": [], "floor_height_m": 4,
    "design_wind": {"value": 40}, "uplink": "mobile",
}  # fmt: skip
TWO_KM_WEST = 107.0 - 2 / 103.8


def told(folder: Path, province: Record, duty: Record, *removals: Record, **storm: Any) -> list[str]:
    """The story of the only verdict, in English."""
    run = run_of(folder, province, duty, *removals, **storm)
    (verdict,) = run.duties
    return [line.words.en for line in duty_story(run, verdict)]


def hamlets() -> Record:
    """700 people beside S1, 300 beside a site S3 of their own, 40 km off; nobody at the seat."""
    near = {"id": "H1", "name": {"vi": "Thôn Gần", "en": "Near hamlet"}, "commune": "X", "population": 700,
            "lon": 107.0, "lat": 21.001}  # fmt: skip
    far = {**near, "id": "H2", "name": {"vi": "Thôn Xa", "en": "Far hamlet"}, "population": 300, "lon": 107.4}
    province = {**inventory(), "population_points": [near, far]}
    province["sites"] = [*province["sites"], site("S3", 107.4, "F2", "P0", "a")]
    return province


# --- coverage ---------------------------------------------------------------------------------------------------------


def test_a_place_without_signal_is_named_with_its_people_and_the_site_it_had(tmp_path: Path) -> None:
    lines = told(tmp_path, hamlets(), {**COVERAGE, "people_share": 0.8}, lost("S3", at=4))

    assert "people covered: 700 at worst, 800 needed, short from 1 Sep 10:00" in lines
    (line,) = [each for each in lines if "without signal" in each]
    assert line.startswith("Far hamlet (300 people) without signal from 1 Sep 10:00: S3 out since")


def test_people_at_no_point_are_those_at_the_seat(tmp_path: Path) -> None:
    province = hamlets()
    province["population_points"] = province["population_points"][1:]

    lines = told(tmp_path, province, COVERAGE, lost("S1", at=4), lost("S2", at=7))

    assert any(each.startswith("the commune's seat (700 people) without signal from 1 Sep 13:00") for each in lines)


def test_of_many_sites_those_that_went_last_are_told_and_the_others_counted(tmp_path: Path) -> None:
    """Five sites stand together: the first by its id goes first, and is not what cut people off in the end."""
    province = inventory()
    province["sites"] = [site(f"S{n}", 107.0 + n / 1e5, "F1", "P1", "a") for n in range(1, 6)]
    gone = [lost(f"S{n}", at=n) for n in range(1, 6)]

    (line,) = [each for each in told(tmp_path, province, COVERAGE, *gone) if "without signal" in each]

    assert "the whole commune (1,000 people) without signal from 1 Sep 11:00" in line
    assert [each for each in ("S1", "S2", "S3", "S4", "S5") if f"{each} out since" in line] == ["S3", "S4", "S5"]
    assert "and 2 more lost before" in line


def test_an_operator_is_told_by_how_long_half_of_the_people_have_its_signal(tmp_path: Path) -> None:
    lines = told(tmp_path, hamlets(), {**COVERAGE, "people_share": 0.8}, lost("S1", at=6), lost("S3", at=4))

    assert any(each.endswith("half of the people or more have its signal for 6 h of 24 h") for each in lines)
    assert any(each.endswith("half of the people or more have its signal throughout") for each in lines)


def test_what_is_lost_only_at_worst_is_said_to_be_lost_perhaps(tmp_path: Path) -> None:
    province = inventory()
    province["sites"] = [{**site("S1", 107.0, "F1", "P1", "a"), "battery_h": None}]

    lines = told(tmp_path, province, COVERAGE, lost("L1", at=3))

    assert any("the whole commune (1,000 people) perhaps without signal from 1 Sep 09:00" in each for each in lines)
    assert "to survey: battery hours (S1)" in lines


# --- what to survey ---------------------------------------------------------------------------------------------------


def test_of_a_message_the_battery_of_the_site_is_wanted_and_none_of_its_own(tmp_path: Path) -> None:
    province = {**inventory(), "warning_channels": [MESSAGES]}
    province["sites"] = [{**site("S1", 107.0, "F1", "P1", "a"), "battery_h": None}]

    verdict = verdict_of(tmp_path, province, WARNING, lost("L1", at=3))

    assert (verdict.outcome, verdict.survey) == ("unknown", ("S1.battery_h",))


def test_of_a_phone_whose_operator_nobody_knows_the_operator_is_wanted(tmp_path: Path) -> None:
    province = {**inventory(), "command_posts": [post(PHONE, ready("satellite-phone", battery_h=30))]}
    asked = {**COMMAND, "roaming": False}

    open_ = verdict_of(tmp_path / "open", province, asked, lost("S1", at=3))
    province["command_posts"] = [post({**PHONE, "operators": ["b"]}, ready("satellite-phone", battery_h=30))]
    filled = verdict_of(tmp_path / "filled", province, asked, lost("S1", at=3))

    assert (open_.outcome, open_.survey) == ("unknown", ("CP.means.phone.operators",))
    assert filled.outcome == "holds"


def test_of_a_phone_whose_site_was_not_surveyed_the_sites_datum_is_wanted(tmp_path: Path) -> None:
    province = {**inventory(), "command_posts": [post(PHONE, ready("satellite-phone", battery_h=30))]}
    unknown = {key: v for key, v in site("S1", 107.0, "F1", "P1", "a")["structure"].items() if key != "design_wind"}
    province["sites"] = [{**site("S1", 107.0, "F1", "P1", "a"), "structure": unknown}]

    verdict = verdict_of(tmp_path, province, COMMAND, **windy((3, 5, 30.0)))

    assert (verdict.outcome, verdict.survey) == ("unknown", ("S1.structure.design_wind",))


def test_of_a_line_that_nobody_surveyed_the_line_is_wanted_where_the_site_has_all_its_data(tmp_path: Path) -> None:
    province = {**inventory(), "command_posts": [post(PHONE, ready("satellite-phone", battery_h=30))]}
    province["sites"] = [site("S1", 107.0, "F1", "P1", "a")]
    province["lines"] = [{"id": "L1", "from": "P0", "to": "P1", "mounting": "aerial"}]

    verdict = verdict_of(tmp_path, province, COMMAND, **windy((3, 5, 30.0), lon=106.95))

    assert (verdict.outcome, verdict.survey) == ("unknown", ("L1.design_wind",))


def test_an_ip_loudspeaker_between_both_radii_is_open_until_somebody_looks_who_serves_it(tmp_path: Path) -> None:
    away = {**IP_LOUDSPEAKERS, "lon": TWO_KM_WEST, "lat": 21.0}

    open_ = verdict_of(tmp_path / "open", {**inventory(), "warning_channels": [away]}, WARNING)
    found = {**inventory(), "warning_channels": [{**away, "served_by": ["S1"]}]}
    served = verdict_of(tmp_path / "served", found, WARNING)
    lost_with_it = verdict_of(tmp_path / "lost", found, WARNING, lost("S1", at=5), lost("S2", at=5))

    assert (open_.outcome, open_.survey) == ("unknown", ("LOA.served_by",))
    assert served.outcome == "holds"
    assert lost_with_it.outcome == "fails"


@pytest.mark.parametrize("kind", ["board", "megaphone", "team"])
def test_of_what_people_carry_nobody_asks_for_a_battery(tmp_path: Path, kind: str) -> None:
    channel = {"id": "K", "kind": kind, "commune": "X"}

    verdict = verdict_of(tmp_path, {**inventory(), "warning_channels": [channel]}, WARNING)

    assert verdict.outcome == "unknown"
    assert verdict.survey == ("K.needs_grid",)


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_team_that_warns_from_door_to_door_is_no_repair_team(tmp_path: Path) -> None:
    team = {"id": "TO", "kind": "team", "commune": "X", "needs_grid": False}
    province = {**inventory(), "warning_channels": [team]}

    lines = told(tmp_path, province, WARNING, **windy((3, 5, 30.0)))

    assert "grassroots team TO: works 22 h of 24 h" in lines




def test_a_test_that_is_later_than_the_storm_counts_and_is_pointed_at(tmp_path: Path) -> None:
    late = ready("satellite-phone", battery_h=30, last_tested="2062-08-01")
    province = {**inventory(), "command_posts": [post(PHONE, late)]}

    lines = told(tmp_path, province, COMMAND)

    assert any("tested 1 Aug 2062, after this storm, and taken as fresh" in each for each in lines)


def test_a_commune_without_any_channel_whose_people_nobody_counted_says_both(tmp_path: Path) -> None:
    commune = {key: value for key, value in inventory()["communes"][0].items() if key != "population"}
    other = {"id": "Y", "name": {"vi": "Khác"}, "district": "D"}
    hand = {"id": "COI", "kind": "siren", "commune": "Y", "needs_grid": False, "uplink": "none"}
    province = {**inventory(), "communes": [commune, other], "warning_channels": [hand]}

    lines = told(tmp_path, province, {**WARNING, "where": {"only": ["X"]}})

    assert lines[0].endswith("✗ no channel left, short by 1; people not on record")
