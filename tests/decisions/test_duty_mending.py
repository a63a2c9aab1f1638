"""What mends a post or a commune: worked by hand on the province of two sites, and run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.decisions.duty_candidates import duty_candidates
from planner.decisions.duty_changes import DUTY_RANKS
from planner.decisions.duty_mending import mendable, smallest_duty_change
from tests.policy.duties.worlds import (
    COMMAND,
    WARNING,
    inventory,
    lost,
    post,
    ready,
    run_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from planner.decisions.mending import Mending
    from planner.scenario.run import Run

PHONE = {"id": "phone", "kind": "public-mobile", "operators": ["a", "b"]}


def at_post(folder: Path, *means: Any, **more: Any) -> Run:
    """The post with these means, its power line gone from hour 10 to 20."""
    province = {**inventory(), "command_posts": [post(*means)], **more}
    return run_of(folder, province, COMMAND, lost("L1", at=10, until=20))


def mended(run: Run) -> Mending:
    (verdict,) = run.duties
    (subject,) = verdict.subjects
    assert mendable(verdict, subject)
    return smallest_duty_change(run, verdict, subject)


def kinds(mending: Mending) -> list[str]:
    return [each.kind for each in (mending.pair or filter(None, [mending.single]))]


def test_a_set_that_nobody_tested_lately_is_tested(tmp_path: Path) -> None:
    """The phone and a satellite phone with batteries for the day: only the test is missing."""
    stale = {**ready("satellite-phone", battery_h=48), "last_tested": "2026-01-01"}

    mending = mended(at_post(tmp_path, PHONE, stale))

    assert kinds(mending) == ["test-set"]
    assert mending.single is not None
    assert mending.single.words.en.startswith("test the set satellite-phone at CP")


def test_a_set_whose_battery_ends_with_the_post_s_gets_spare_batteries(tmp_path: Path) -> None:
    """Battery of 4 h at the post, 2 h in the set: silent from hour 16 until the line is back at 20."""
    mending = mended(at_post(tmp_path, PHONE, ready("satellite-phone", battery_h=2)))

    assert kinds(mending) == ["set-battery"]


def test_a_post_with_only_public_means_gets_a_satellite_phone(tmp_path: Path) -> None:
    assert kinds(mended(at_post(tmp_path, PHONE))) == ["satellite-phone"]


def test_a_post_without_any_means_gets_two(tmp_path: Path) -> None:
    """One satellite phone is one means; a radio on a net on which somebody answers is the other."""
    other = {**post(ready("hf", net="N", battery_h=48)), "id": "CP2", "battery_h": 1000}
    net = {"id": "N", "name": {"vi": "Mạng"}, "band": "hf", "range_km": 50}
    province = {
        **inventory(), "command_posts": [post("courier"), {**other, "kind": "hospital"}], "radio_nets": [net],
    }  # fmt: skip
    duty = {**COMMAND, "posts": ["commune"]}

    run = run_of(tmp_path, province, duty, lost("L1", at=10, until=20))

    assert kinds(mended(run)) == ["satellite-phone", "radio"]


def test_a_set_whose_view_of_the_sky_nobody_knows_is_not_proposed_for_a_test(tmp_path: Path) -> None:
    unseen = {**ready("satellite-phone", battery_h=48), "last_tested": None, "sky_view": None}
    run = at_post(tmp_path, PHONE, unseen)
    (verdict,) = run.duties

    proposed = duty_candidates(run, verdict, verdict.subjects[0])

    assert "test-set" not in {each.kind for each in proposed}


def test_candidates_stand_in_the_order_of_the_written_list(tmp_path: Path) -> None:
    run = at_post(tmp_path, PHONE, ready("vsat"))
    (verdict,) = run.duties
    ranks = [DUTY_RANKS.index(each.kind) for each in duty_candidates(run, verdict, verdict.subjects[0])]

    assert ranks == sorted(ranks)
    assert ranks


def test_a_commune_whose_loudspeakers_go_dark_gets_a_hand_siren(tmp_path: Path) -> None:
    speakers = {
        "id": "LOA", "kind": "loudspeakers", "commune": "X", "lon": 107.005, "lat": 21.0, "feed": "P1",
        "service_drop": {"mounting": "buried"}, "battery_h": 2, "generators": [], "floor_height_m": 4,
        "needs_grid": True, "design_wind": {"value": 60}, "uplink": "none",
    }  # fmt: skip
    run = run_of(
        tmp_path, {**inventory(), "warning_channels": [speakers]}, WARNING, lost("L1", at=10, until=20)
    )

    mending = mended(run)

    assert kinds(mending) == ["hand-siren"]
    assert mending.tried_singles == 1


def test_what_holds_needs_no_mending(tmp_path: Path) -> None:
    run = at_post(tmp_path, PHONE, ready("satellite-phone", battery_h=48))
    (verdict,) = run.duties

    assert smallest_duty_change(run, verdict, verdict.subjects[0]).already_holds
