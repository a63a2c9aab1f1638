"""Verdicts: counting, windows, three values, operators, losses, surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.diagnostics import Place
from planner.inventory.province import Province, SetAside
from tests.simulation.worlds import (
    NAME,
    H,
    around,
    generator,
    go,
    lost,
    province,
    requirement,
    site,
)

if TYPE_CHECKING:
    from planner.policy.verdicts import Series, UnitVerdict
    from planner.scenario.records import Action

Storms = Any


def judged(
    stands: Province, *happenings: Storms | Action, rule: Any = None, unit: str = "D", **more: Any
) -> UnitVerdict:
    run = go(stands, *happenings, rule=rule, **more)
    (found,) = [verdict for verdict in run.verdicts if verdict.unit == unit]
    return found


def steps(series: Series) -> list[tuple[object, str]]:
    return [(step.t_h, " ".join(step.sites)) for step in series]


def three(**first: Any) -> Province:
    """S1, S2, S3 on one hub; S1 is bent."""
    return province(site("S1", **first), site("S2"), site("S3"))


# --- n(t) and the window ---


def test_n_is_a_step_function_of_the_hardened_sites_in_service() -> None:
    found = judged(three(), lost("S1", at=5, until=9), lost("S2", at=7, until=8))

    assert steps(found.pessimistic) == [
        (0, "S1 S2 S3"), (5, "S2 S3"), (7, "S3"), (8, "S2 S3"), (9, "S1 S2 S3"),
    ]  # fmt: skip


def test_one_that_leaves_as_another_comes_is_a_new_step_with_the_same_count() -> None:
    found = judged(three(), lost("S1", until=5), lost("S2", at=5))

    assert steps(found.pessimistic) == [(0, "S2 S3"), (5, "S1 S3")]


def test_a_site_that_is_not_hardened_never_counts() -> None:
    found = judged(three(drops=()), rule=requirement(3))

    assert steps(found.pessimistic) == [(0, "S2 S3")]
    assert found.outcome == "fails"


def test_the_rule_holds_when_the_minimum_over_the_window_reaches_the_count() -> None:
    storm = (lost("S1", at=5, until=9),)

    assert judged(three(), *storm, rule=requirement(2)).outcome == "holds"
    assert judged(three(), *storm, rule=requirement(3)).outcome == "fails"


def test_what_happens_outside_the_window_does_not_matter() -> None:
    storm = (lost("S1", at=5, until=9), lost("S2", at=20))

    found = judged(three(), *storm, rule=requirement(3, from_h=9, until_h=20))

    assert found.outcome == "holds"
    assert steps(found.pessimistic) == [(9, "S1 S2 S3")]


def test_the_window_ends_no_later_than_the_horizon() -> None:
    found = judged(three(), lost("S1", at=5), rule=requirement(3, until_h=500), horizon_h=8)

    assert found.below_pessimistic.hours_below == 3


def test_hours_below_the_minimum_and_its_first_instants() -> None:
    found = judged(three(), lost("S1", at=5, until=9), lost("S2", at=7, until=8), rule=requirement(3))

    below = found.below_pessimistic
    # Below 3 over [5, 9), at 1 from 7.
    assert below.first_below_h == 5
    assert below.minimum == 1
    assert below.minimum_at_h == 7
    assert below.hours_below == 4


def test_at_rest_nothing_has_failed() -> None:
    found = judged(three(), lost("S1"), rule=requirement(3))

    assert (found.outcome, found.at_rest) == ("fails", "holds")


# --- three values ---


def test_what_only_the_best_case_reaches_cannot_be_judged() -> None:
    found = judged(three(structure={"design_wind": None}), rule=requirement(3, hardened={"wind": {"gust_mps": 40}}))

    assert (found.outcome, found.at_rest) == ("unknown", "unknown")
    assert found.hardened_count == (2, 3)


def test_what_not_even_the_best_case_reaches_fails() -> None:
    stands = three(structure={"design_wind": None})

    found = judged(stands, lost("S2", at=5), rule=requirement(3, hardened={"wind": {"gust_mps": 40}}))

    assert (found.outcome, found.at_rest) == ("fails", "unknown")


def test_data_that_cannot_change_the_verdict_leave_it_settled() -> None:
    found = judged(three(structure={"design_wind": None}), rule=requirement(2, hardened={"wind": {"gust_mps": 40}}))

    assert found.outcome == "holds"
    assert found.survey == ()


def test_the_survey_is_ordered_by_the_hours_each_datum_could_mend() -> None:
    """S1 lacks its mast's wind, S2 its generators: with the grid away from 20, it is dark at 24."""
    stands = province(
        site("S1", structure={"design_wind": None}, battery_h=H(99)),
        site("S2", generators=None),
        site("S3", battery_h=H(99)),
    )
    rule = requirement(3, hardened={"wind": {"gust_mps": 40}})

    found = judged(stands, lost("L1", at=20), lost("S1", at=0, until=10), rule=rule)

    # Not even at best are there three over [0, 10): it fails, and there is nothing to survey but what is open at rest.
    assert found.outcome == "fails"
    again = judged(stands, lost("L1", at=20), rule=rule)
    assert again.outcome == "unknown"
    # S1 could mend all 72 h, S2 the time from 24 on: 48 h.
    assert [(item.datum, item.hours == hours) for item, hours in zip(again.survey, (72, 48), strict=True)] == [
        ("S1.structure.design_wind", True), ("S2.generators", True),
    ]  # fmt: skip


# --- operators ---


def shared_mast(**more: Any) -> Province:
    """Two operators on one mast, a generator of net-b's own; one more site of net-a."""
    own = generator(30, operator="net-b")
    return province(
        site("S1", operators=("net-a", "net-b"), generators=(own,)), site("S2", **more)
    )


def test_a_shared_site_counts_once_and_as_long_as_anybody_on_it_is_served() -> None:
    # Grid away from 10: net-a dark at 14, net-b at 44.
    found = judged(shared_mast(), lost("L1", at=10))

    assert steps(found.pessimistic) == [(0, "S1 S2"), (14, "S1"), (44, "")]


def test_with_roaming_off_only_sites_of_the_operator_count() -> None:
    found = judged(shared_mast(), lost("L1", at=10))

    assert steps(found.by_operator["net-a"].pessimistic) == [(0, "S1 S2"), (14, "")]
    assert steps(found.by_operator["net-b"].pessimistic) == [(0, "S1"), (44, "")]


def test_roaming_off_is_as_good_as_its_worst_operator() -> None:
    found = judged(shared_mast(), rule=requirement(2))

    assert found.outcome == "holds"
    assert {operator: each.outcome for operator, each in found.by_operator.items()} == {
        "net-a": "holds", "net-b": "fails",
    }  # fmt: skip
    assert found.roaming_off == "fails"


def test_a_site_must_be_hardened_and_in_service_for_the_same_operator() -> None:
    """net-b has the generator that hardens S1, but its drop goes; net-a keeps its drop and is not hardened."""
    stands = province(
        site(
            "S1",
            operators=("net-a", "net-b"),
            generators=(generator(30, operator="net-b"),),
            drops=[
                {"node": "H", "mounting": "buried", "operator": "net-b"},
                {"node": "GW", "mounting": "buried", "operator": "net-a"},
            ],
        )
    )
    rule = requirement(1, hardened={"generator_autonomy_mainland_h": 24})

    found = judged(stands, lost("S1/drop/H", at=5), rule=rule)

    assert steps(found.pessimistic) == [(0, "S1"), (5, "")]


# --- units ---


def two_districts() -> Province:
    """D (mainland; S1, S2) and I (an island; S3). Communes c1 (S1), c2 (S3, not exposed); S2 names none."""
    return province(
        site("S1", commune="c1"),
        site("S2"),
        site("S3", district="I", commune="c2"),
        districts=[
            {"id": "D", "name": NAME, "level": "district"},
            {"id": "I", "name": NAME, "level": "special-zone", "island": True, "exposed": False},
        ],
        communes=[
            {"id": "c1", "name": NAME, "district": "D"},
            {"id": "c2", "name": NAME, "district": "I"},
        ],
    )


@pytest.mark.parametrize(
    ("unit", "where", "units"),
    [
        ("district", {}, ["D", "I"]),
        ("district", {"island": True}, ["I"]),
        ("district", {"island": False}, ["D"]),
        ("district", {"exposed": True}, ["D"]),
        ("district", {"level": ("special-zone",)}, ["I"]),
        ("district", {"only": ("I",)}, ["I"]),
        ("commune", {}, ["c1", "c2"]),
        ("commune", {"exposed": True}, ["c1"]),  # exposed as its district is
        ("commune", {"island": True}, ["c2"]),
        ("province", {}, ["00"]),
    ],
)
def test_a_rule_speaks_of_the_units_it_names(unit: str, where: dict[str, Any], units: list[str]) -> None:
    run = go(two_districts(), rule=requirement(1, unit=unit, where=where))

    assert [verdict.unit for verdict in run.verdicts] == units


def test_each_district_counts_its_own_sites_and_the_province_all() -> None:
    assert steps(judged(two_districts(), unit="I").pessimistic) == [(0, "S3")]
    whole = judged(two_districts(), rule=requirement(1, unit="province"), unit="00")
    assert steps(whole.pessimistic) == [(0, "S1 S2 S3")]


def test_a_site_that_names_no_commune_may_stand_in_any_of_its_district() -> None:
    found = judged(two_districts(), rule=requirement(2, unit="commune"), unit="c1")

    assert steps(found.pessimistic) == [(0, "S1")]
    assert steps(found.optimistic) == [(0, "S1 S2")]
    assert found.outcome == "unknown"
    assert [item.datum for item in found.survey] == ["S2.commune"]


@pytest.mark.parametrize(
    ("district", "unit", "outcome"),
    [("D", "D", "unknown"), ("I", "D", "fails"), (None, "D", "unknown")],
)
def test_a_site_set_aside_may_serve_in_its_district_or_in_any_where_that_cannot_be_read(
    district: str | None, unit: str, outcome: str
) -> None:
    stands = two_districts()
    aside = SetAside("sites", "S9", district, None, Place("sites.yaml", 3, 1), ("E113",))
    with_one = Province(**{**vars(stands), "set_aside": (aside,)})

    assert judged(with_one, rule=requirement(3), unit=unit).outcome == outcome


# --- losses ---


def test_losses_come_in_the_order_of_time_with_the_hour_of_return() -> None:
    found = judged(three(), lost("S2", at=5, until=9), lost("S1", at=7))

    told = [(loss.site, loss.since_h == since, loss.until_h == until) for loss, since, until
            in zip(found.losses, (5, 7), (9, None), strict=True)]  # fmt: skip
    assert told == [("S2", True, True), ("S1", True, True)]


def test_a_loss_that_began_before_the_window_is_told_with_its_own_beginning() -> None:
    found = judged(three(), lost("S1", at=5, until=30), rule=requirement(3, from_h=10))

    (loss,) = found.losses
    assert (loss.since_h == 5, loss.until_h == 30) == (True, True)


def test_of_a_failing_rule_the_best_case_is_told_and_of_an_open_one_the_worst() -> None:
    """S2's tank is not known: at worst it goes dark, at best it runs."""
    unknown = {"id": "g1", "burn_l_per_h": H(2)}
    stands = province(site("S1"), site("S2", generators=(unknown,)))
    storm = (lost("L1", at=10), around("S1", 60, at=3))

    # One is enough: S2 might do. Two are not to be had, whatever S2's tank: only S1 is to blame for certain.
    assert [loss.site for loss in judged(stands, *storm, rule=requirement(1)).losses] == ["S1", "S2"]
    assert [loss.site for loss in judged(stands, *storm, rule=requirement(2)).losses] == ["S1"]


def test_hardened_sites_without_source_and_date_are_counted() -> None:
    assert judged(three()).unsourced == 3
