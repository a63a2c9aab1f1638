"""The three small lessons of the tutorial, worked by hand: calm, the bridge, the blackout."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.tutorial.runs import H, hours, run_of, served, steps, survey, told, verdict

if TYPE_CHECKING:
    from tests.tutorial.runs import Told

INF = math.inf
ALWAYS = hours((0, INF))

# --- calm --------------------------------------------------------------------------------------


def test_in_calm_every_site_serves_all_the_time() -> None:
    assert set(served("calm", "pessimistic").values()) == {ALWAYS}
    assert set(served("calm", "optimistic").values()) == {ALWAYS}


def test_in_calm_the_verdicts_are_those_at_rest() -> None:
    found = {v.unit: (v.outcome, v.at_rest) for v in run_of("calm").verdicts}

    assert found == {
        "NUI": ("holds", "holds"),
        "SONG": ("holds", "holds"),
        "BIEN": ("unknown", "unknown"),  # B1 for sure; B2, B3, B4 perhaps
        "DAO": ("holds", "holds"),
        "xa-song": ("holds", "holds"),
        "xa-bai": ("fails", "fails"),
        "xa-bien": ("holds", "holds"),
        "xa-dao": ("holds", "holds"),
    }


def test_in_calm_each_missing_datum_of_the_coast_weighs_the_same() -> None:
    assert survey(verdict("calm", "three-stations", "BIEN")) == [
        ("B2.gen.g1.tank_l", 72),
        ("B3.drop.J.present", 72),
        ("B4.structure.design_wind", 72),
    ]


# --- the bridge --------------------------------------------------------------------------------


def test_a_ring_survives_its_first_cut_and_not_its_second() -> None:
    judged = verdict("bridge", "three-stations", "SONG")

    # C2 goes at 2: HS still has C1. The bridge takes C1 at 5 and gives it back at 9.
    assert steps(judged.pessimistic) == [(0, "S1 S2 S3"), (5, ""), (9, "S1 S2 S3")]
    assert judged.below_pessimistic.hours_below == 4
    assert judged.outcome == "fails"


def test_the_loss_is_told_as_the_event_and_the_earlier_failure_that_would_undo_it() -> None:
    chains = {loss.site: told(loss.chain) for loss in verdict("bridge", "three-stations", "SONG").losses}

    bridge = ("asset-failed", "CAU", 5, ("removed", "CAU", 5))
    cable = ("asset-failed", "C2", 2, ("removed", "C2", 2))
    assert chains["S1"] == ("no-backhaul", "S1", 5, bridge, cable)
    assert chains["S2"] == ("no-backhaul", "S2", 5, bridge, cable)
    # C2 would not help S3, whose own drop is on the bridge.
    assert chains["S3"] == ("no-backhaul", "S3", 5, bridge)


def test_the_other_districts_do_not_notice_the_bridge() -> None:
    for unit in ("NUI", "BIEN", "DAO"):
        assert len(verdict("bridge", "three-stations", unit).pessimistic) == 1


# --- the blackout ------------------------------------------------------------------------------
#
# Every line is lost at 0; tanks are half full. A site lasts half its tank over its use, then its battery:
#   N1 54/4 + 4 = 17.5   N2 24/4 + 30/5 + 0 = 12   N3 120/4 + 2 = 32   N4 48/4 + 4 = 16, for net-a + 52/4 more = 29
#   S1 50/4 + 4 = 16.5   S2 126/4 + 4 = 35.5       S3 110/4 + 2 = 29.5 S4 4
#   B1 120/4 + 4 = 34    B2 6 (its tank is unknown) B3 72/4 + 2 = 20   B4 80/4 + 4 = 24
#   D1 150/4 + 4 = 41.5  D2 144/4 + 4 = 40         D3 72/4 + 72/4 + 4 = 40
# GW hangs on PS itself and keeps the grid; HS and HB last 100/2 + 8 = 58 h.
LASTS = {
    ("N1", "net-a"): H(35, 2), ("N1", "net-b"): H(35, 2), ("N2", "net-a"): H(12),
    ("N3", "net-a"): H(32), ("N3", "net-b"): H(32), ("N3", "net-c"): H(32),
    ("N4", "net-a"): H(29), ("N4", "net-b"): H(16),
    ("S1", "net-a"): H(33, 2), ("S1", "net-b"): H(33, 2),
    ("S2", "net-a"): H(71, 2), ("S2", "net-b"): H(71, 2),
    ("S3", "net-a"): H(59, 2), ("S3", "net-b"): H(59, 2), ("S3", "net-c"): H(59, 2),
    ("S4", "net-c"): H(4),
    ("B1", "net-a"): H(34), ("B1", "net-b"): H(34), ("B1", "net-c"): H(34),
    ("B2", "net-a"): H(6), ("B2", "net-b"): H(6),
    ("B3", "net-a"): H(20), ("B3", "net-b"): H(20), ("B4", "net-a"): H(24),
    ("D1", "net-a"): H(83, 2), ("D1", "net-b"): H(83, 2),
    ("D2", "net-a"): H(40), ("D2", "net-b"): H(40), ("D3", "net-a"): H(40),
}  # fmt: skip


def test_without_the_grid_every_site_lasts_half_its_tank_and_its_battery() -> None:
    assert served("blackout", "pessimistic") == {
        key: hours((0, last)) for key, last in LASTS.items()
    }


def test_the_province_keeps_eight_until_its_third_loss_of_the_day() -> None:
    judged = verdict("blackout", "eight-for-a-day", "00")

    # Mast 40 m/s, 12 h of full tanks, fiber: all but N3 (36 m/s) and S4 (no generator); B2, B3, B4 perhaps. So
    # ten at 0; N2 leaves at 12, S1 at 16.5, N1 at 17.5. The window ends at 24.
    sure = "B1 D1 D2 D3 N1 N2 N4 S1 S2 S3"
    assert steps(judged.pessimistic) == [
        (0, sure),
        (12, sure.replace(" N2", "")),
        (H(33, 2), "B1 D1 D2 D3 N1 N4 S2 S3"),
        (H(35, 2), "B1 D1 D2 D3 N4 S2 S3"),
    ]
    below = judged.below_pessimistic
    assert (below.minimum, below.first_below_h) == (7, H(35, 2))
    assert below.hours_below == H(13, 2)  # 24 - 17.5


def test_with_three_more_perhaps_the_day_cannot_be_judged() -> None:
    judged = verdict("blackout", "eight-for-a-day", "00")

    # At best 13, 12, 11, 10, and 9 when B3 leaves at 20.
    at_best: list[Told] = [(step.t_h, step.n) for step in judged.optimistic]
    assert at_best == [
        (0, 13), (12, 12), (H(33, 2), 11), (H(35, 2), 10), (20, 9),
    ]  # fmt: skip
    assert (judged.outcome, judged.at_rest) == ("unknown", "holds")


def test_what_could_serve_longest_while_the_count_is_short_is_surveyed_first() -> None:
    judged = verdict("blackout", "eight-for-a-day", "00")

    # Short over [17.5, 24): B2 and B4 (to 24) could serve 6.5 h of it, B3 (to 20) 2.5 h.
    assert survey(judged) == [
        ("B2.gen.g1.tank_l", H(13, 2)),
        ("B4.structure.design_wind", H(13, 2)),
        ("B3.drop.J.present", H(5, 2)),
    ]


def test_a_dark_station_is_told_with_every_store_and_every_line_it_lacked() -> None:
    chains = {loss.site: told(loss.chain) for loss in verdict("blackout", "eight-for-a-day", "00").losses}

    # F-S hangs on L2 and L5 in a row: both must be undone.
    assert chains["S1"] == (
        "dark", "S1", H(33, 2),
        ("battery-empty", "S1", H(33, 2)),
        ("tank-empty", "S1/gen/g1", H(25, 2)),
        ("grid-lost", "S1", 0,
         ("asset-failed", "L2", 0, ("removed", "L2", 0)),
         ("asset-failed", "L5", 0, ("removed", "L5", 0))),
    )  # fmt: skip


def test_half_full_tanks_are_said() -> None:
    assert run_of("blackout").assumptions[0].en == "tanks are 50 % full at hour 0 (assumed)"
