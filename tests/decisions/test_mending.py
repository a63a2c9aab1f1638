"""The smallest change that mends a unit: the first of the list that does, else a pair, else nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.decisions.mending import Mending, smallest_change
from planner.scenario.records import Derate
from planner.scenario.run import run_scenario
from tests.simulation.worlds import (
    H,
    around,
    generator,
    gust,
    lost,
    node,
    province,
    question,
    requirement,
    site,
    span,
)

if TYPE_CHECKING:
    from planner.inventory.province import Province


def mended(stands: Province, *happenings: Any, rule: Any = None) -> Mending:
    """The smallest change for D, applied and run again wherever one is named."""
    loaded = question(stands, *happenings, rule=rule)
    run = run_scenario(loaded)
    found = smallest_change(loaded, run, loaded.requirements[0], "D")
    named = found.pair or ((found.single,) if found.single is not None else ())
    changed = loaded
    for change in named:
        changed = change.apply(changed)
    if named:
        (again,) = run_scenario(changed).verdicts
        assert again.outcome == "holds"
    return found


def kinds(found: Mending) -> list[tuple[str, str]]:
    named = found.pair or ((found.single,) if found.single is not None else ())
    return [(change.kind, change.subject) for change in named]


def on_grid_only(**more: Any) -> Province:
    """S1 with a battery of 4 h, a generator of 10 h and a floor of 1 m."""
    return province(site("S1", **({"generators": (generator(10),)} | more)))


CASES: list[tuple[str, Province, tuple[Any, ...], list[tuple[str, str]]]] = [
    (
        "a derating that costs the station is left out",
        on_grid_only(),
        (Derate(do="derate", site="S1", at_h=H(3), until_h=H(5), factor=1.5),),
        [("keep-load", "S1")],
    ),
    (
        # Tank empty at 20; filled up then it lasts to 30, and the grid is back at 28.
        "an empty tank is filled before anything is built",
        on_grid_only(),
        (lost("L1", at=10, until=28),),
        [("refuel", "S1/gen/g1")],
    ),
    (
        # One filling would last to 30 only: a generator with fuel for 72 h is sent.
        "where one filling is not enough a generator is sent",
        on_grid_only(),
        (lost("L1", at=10),),
        [("mobile-generator", "S1")],
    ),
    (
        "what the water takes is raised above it",
        on_grid_only(),
        (around("S1", 1.5, at=5, water=True),),
        [("raise-floor", "S1")],
    ),
    (
        "a mast that falls is braced",
        on_grid_only(),
        (around("S1", 60, at=5),),
        [("strengthen-mast", "S1")],
    ),
    (
        "a cable that the wind breaks is put under ground",
        province(segments=[span("C1", "GW", "H", "aerial", design_wind=gust(40))]),
        (around("H", 60, at=5),),
        [("bury", "C1")],
    ),
    (
        # C1 is taken away whatever it hangs on; the site gets another way.
        "where the cable is taken away a satellite serves",
        province(),
        (lost("C1", at=5),),
        [("satellite", "S1")],
    ),
    (
        "a hub in the dark is given a generator",
        province(fiber_nodes=[node("GW", "gateway"), node("H", "hub", feed="F1")], sites=[site("S1", feed="PS")]),
        (lost("L1", at=10),),
        [("mobile-generator", "H")],
    ),
    (
        "a drowned relay is raised for the station behind it",
        province(
            site("S1", district="E"),
            site("S2", drops=(), hops=[{"to": "S1"}]),
            districts=[{"id": each, "name": {"vi": each}, "level": "district"} for each in "DE"],
        ),
        (around("S1", 1.5, at=5, water=True),),
        [("raise-floor", "S1")],
    ),
]


@pytest.mark.parametrize(("stands", "storm", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_first_of_the_list_that_does_is_named(
    stands: Province, storm: tuple[Any, ...], expected: list[tuple[str, str]]
) -> None:
    rule = requirement(1, hardened={"fiber_drop": False}, where={"only": ("D",)})

    found = mended(stands, *storm, rule=rule)

    assert kinds(found) == expected
    assert found.tried_singles >= 1
    assert found.tried_pairs == 0


def test_a_station_that_is_not_hardened_is_given_what_it_lacks() -> None:
    rule = requirement(1, hardened={"wind": {"gust_mps": 60}, "generator_autonomy_mainland_h": 24})

    found = mended(province(), rule=rule)

    assert kinds(found) == [("harden", "S1")]
    assert found.single is not None
    assert found.single.words.en == (
        "harden S1: brace mast S1 to a gust of 60 m/s; install a fixed generator at S1, tank 216 l"
    )


def test_a_pair_is_named_where_no_single_change_is_enough() -> None:
    """Two are needed; S1 loses its mast and S2 its floor."""
    found = mended(
        province(site("S1"), site("S2")),
        around("S1", 60, at=5),
        around("S2", 1.5, at=5, water=True),
        rule=requirement(2),
    )

    assert found.single is None
    assert sorted(kinds(found)) == [("raise-floor", "S2"), ("strengthen-mast", "S1")]
    assert (found.tried_singles, found.tried_pairs) == (0, 1)  # no single one touches both


def test_a_pair_may_be_one_cause_and_the_one_that_hid_behind_it() -> None:
    """The mast falls at 5; had it stood, the site would have been dark from 14."""
    found = mended(province(), around("S1", 60, at=5), lost("L1", at=10))

    assert kinds(found) == [("strengthen-mast", "S1"), ("mobile-generator", "S1")]


def test_it_says_so_when_nothing_does() -> None:
    """The mast itself is taken away, by no wind: nothing on the list gives it back."""
    found = mended(province(), lost("S1", at=5))

    assert (found.single, found.pair, found.already_holds) == (None, None, False)


def test_what_holds_already_is_left_alone() -> None:
    found = mended(province())

    assert found.already_holds
    assert (found.single, found.pair) == (None, None)


def test_a_change_must_make_the_worst_case_hold() -> None:
    """Nobody knows what the mast stands: at best it is enough, but only a known strength settles it."""
    stands = province(site("S1", structure={"design_wind": None}))

    found = mended(stands, around("S1", 30, at=5), rule=requirement(1, hardened={"wind": {"gust_mps": 40}}))

    assert kinds(found) == [("strengthen-mast", "S1")]
    assert found.single is not None
    assert "40 m/s" in found.single.words.en  # what the policy asks, more than the 30 of the storm


def test_an_unknown_unit_is_a_key_error() -> None:
    loaded = question(province())

    with pytest.raises(KeyError):
        smallest_change(loaded, run_scenario(loaded), loaded.requirements[0], "nowhere")
