"""The smallest changes of the tutorial: the list is walked by hand, and the planner must stop at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.decisions.mending import Mending, smallest_change
from tests.tutorial.runs import run_of, verdict

if TYPE_CHECKING:
    from planner.decisions.changes import Change


def mending(name: str, requirement: str, unit: str) -> Mending:
    run = run_of(name)
    return smallest_change(run.loaded, run, verdict(name, requirement, unit).requirement, unit)


def brief(change: Change | None) -> tuple[str, str] | None:
    return None if change is None else (change.kind, change.subject)


def pair(found: Mending) -> list[tuple[str, str] | None]:
    return [] if found.pair is None else [brief(change) for change in found.pair]


def test_raising_one_floor_gives_the_island_back_its_three() -> None:
    found = mending("storm", "three-stations", "DAO")

    # Two are short from 20 on. With its floor at 1.2 m (not above: 1.2 > 1.2 is false) D1 stays, its generator of 75 h
    # lasts, and D3 reaches the coast over D1 and B1 while C5 is cut. It is the first of the list that touches both.
    assert brief(found.single) == ("raise-floor", "D1")
    assert found.single is not None
    assert found.single.words.en == "raise the floor of D1 to 1.2 m"
    assert found.single.sites == {"D1", "D3"}
    assert (found.pair, found.tried_singles, found.tried_pairs) == (None, 1, 0)


def test_for_the_coast_two_works_are_needed_and_the_pairs_are_tried_from_the_smallest() -> None:
    found = mending("storm", "three-stations", "BIEN")

    # The coast has B1 and needs two more for all 72 h; no single change touches two. The list (with its ranks):
    #   2 mobile generator B2, 6 generator B2, 7 brace B4, 8 strengthen L3, 9 bury L3 (both for B2), 11 second drop B3.
    # Pairs that touch two sites, by the sum of ranks:
    #   9  mobile B2 + brace B4   B4 is away [6, 26) by its drop, and B2 not hardened: no
    #   13 mobile B2 + drop B3    a mobile generator does not make B2 hardened: no
    #   13 generator B2 + brace B4   B4 is away [6, 26): no
    #   15 brace B4 + strengthen L3, 16 brace B4 + bury L3: no, the same
    #   17 generator B2 + drop B3: both hardened, powered (B3 has 36 h for 32) and joined: yes, the sixth.
    assert found.single is None
    assert pair(found) == [("generator", "B2"), ("second-drop", "B3")]
    assert (found.tried_singles, found.tried_pairs) == (0, 6)


def test_nothing_on_the_list_mends_the_river_and_that_is_said() -> None:
    found = mending("storm", "three-stations", "SONG")

    # Over [24, 46) all three are away, each for its own reason (flood, power, bridge): any two changes touch two sites.
    assert (found.single, found.pair, found.already_holds) == (None, None, False)
    assert (found.tried_singles, found.tried_pairs, found.pairs_left) == (0, 0, 0)


def test_a_cause_that_hid_behind_another_is_found_once_the_first_is_mended() -> None:
    found = mending("storm", "level-4-communes", "xa-song")

    # Singles: raise the floor of S2 (then it is cut off over [24, 36)); brace S1 (dark over [22, 46)). Pair of both:
    # over [24, 36) both are cut off. What shows behind them: S1 mobile generator (7 + 2), S1 floor (7 + 3): still off;
    # then the floor of S2 with C2 under ground (3 + 9): the ring has its second side at 24, and S2 stays.
    assert found.single is None
    assert pair(found) == [("raise-floor", "S2"), ("bury", "C2")]
    assert (found.tried_singles, found.tried_pairs) == (2, 4)


def test_a_commune_with_no_declared_mast_needs_a_mast_and_a_way_round_the_bridge() -> None:
    found = mending("storm", "level-4-communes", "xa-bai")

    # Force 15 ends at 50.9 m/s: a gust of 50.9 x 1.42 = 72.3, so 73 m/s. S3 braced alone is away [24, 54) by the
    # bridge; S4 hardened alone is away [24, 36); the two together over [24, 36). Behind S3's mast: a satellite.
    assert pair(found) == [("strengthen-mast", "S3"), ("satellite", "S3")]
    assert found.pair is not None
    assert found.pair[0].words.en == "brace mast S3 to a gust of 73 m/s"


def test_what_holds_needs_no_change() -> None:
    assert mending("storm", "three-stations", "NUI").already_holds


def test_one_full_tank_before_noon_mends_the_blackout() -> None:
    found = mending("blackout", "eight-for-a-day", "00")

    # One is short over [17.5, 24), when N1 goes. Its tank runs dry at 13.5; filled up then it lasts 27 h, to 40.5.
    # Refuels come first on the list, and N1's is the first of them.
    assert brief(found.single) == ("refuel", "N1/gen/g1")
    assert found.tried_singles == 1


def test_burying_a_cable_that_was_taken_away_does_not_mend_it() -> None:
    found = mending("bridge", "three-stations", "SONG")

    # C2 did not fall by wind, it was removed: buried, it is removed as well. Three are short, so pairs must touch
    # three: bury C2 (S1, S2) with a satellite or a second drop for S3. Neither is enough, nor is anything behind them.
    assert (found.single, found.pair) == (None, None)
    assert found.tried_singles == 0
    assert found.tried_pairs >= 2
