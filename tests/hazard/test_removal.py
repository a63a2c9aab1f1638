"""What a selector chooses, in a province small enough to see whole (`worlds.bay`)."""

from __future__ import annotations

from typing import Any

import pytest

from planner.foundation.errors import ScenarioError
from planner.hazard.assets import assets
from planner.hazard.records import Selector
from planner.hazard.removal import parts_of, select, unknown
from tests.hazard.worlds import aside, bay, province, site


def chooser(**keys: Any) -> Selector:
    return Selector.model_validate(keys)


def chosen(**keys: Any) -> tuple[str, ...]:
    return select(chooser(**keys), bay())


def test_every_thing_and_every_part_of_a_site_is_an_asset_in_the_order_of_ids() -> None:
    ids = tuple(assets(bay()))

    assert ids == tuple(sorted(ids))
    assert set(ids) == {
        "S1/mast", "S1/equipment", "S1/service-drop", "S1/gen/g1", "S1/gen/g2", "S1/drop/N1",
        "S2/mast", "S2/equipment", "S2/hop/S1", "S2/dish",
        "S3/mast", "S3/equipment", "S3/drop/N2",
        "N1", "N1/gen/g1", "N2", "C1", "P1", "P2", "L1", "R1", "W1",
    }


def test_a_span_runs_through_its_route_and_a_point_stands_at_its_place() -> None:
    known = assets(bay())

    assert known["C1"].geometry == ((107.0, 21.0), (107.2, 21.1), (107.3, 21.0))
    assert known["L1"].geometry == ((107.0, 21.0), (107.3, 21.0))
    assert known["S2/hop/S1"].geometry == ((107.1, 21.0), (107.0, 21.0))
    assert known["S1/service-drop"].geometry == ((107.0, 21.0), (107.0, 21.0))
    assert known["S2/dish"].geometry == ((107.1, 21.0),)
    assert known["R1"].geometry == ()


def test_the_exposure_is_the_sites_own_else_the_districts_else_the_provinces() -> None:
    known = assets(bay())

    assert known["S2/mast"].exposure == "at-sea"
    assert known["S1/mast"].exposure == "off-sea"
    assert known["S3/mast"].exposure == "off-land"
    assert known["C1"].exposure == "off-land"


def test_a_sites_own_id_means_its_mast_and_its_equipment() -> None:
    assert chosen(assets=("S1",)) == ("S1/equipment", "S1/mast")
    assert parts_of("S1", bay()) == ("S1/equipment", "S1/mast")
    assert parts_of("C1", bay()) == ("C1",)


def test_beside_a_kind_a_sites_id_means_what_the_site_has_of_that_kind() -> None:
    assert chosen(assets=("S1",), kind=("drop",)) == ("S1/drop/N1",)
    assert chosen(assets=("N1",), kind=("generator",)) == ("N1/gen/g1",)
    assert chosen(assets=("N1",)) == ("N1",)


def test_one_part_can_be_named() -> None:
    assert chosen(assets=("S1/gen/g2", "C1")) == ("C1", "S1/gen/g2")


def test_a_kind_alone_chooses_all_of_that_kind() -> None:
    assert chosen(kind=("mast",)) == ("S1/mast", "S2/mast", "S3/mast")
    assert chosen(kind=("dish", "hop")) == ("S2/dish", "S2/hop/S1")
    assert chosen(kind=("warning-channel", "srlg")) == ("R1", "W1")


def test_every_key_must_fit() -> None:
    assert chosen(kind=("mast",), district=("east",)) == ("S3/mast",)
    assert chosen(kind=("drop",), mounting=("buried",)) == ("S3/drop/N2",)
    assert chosen(kind=("mast",), district=("east",), operator=("vnpt",)) == ()


def test_an_operator_is_the_sites_unless_the_part_names_its_own() -> None:
    assert chosen(kind=("mast",), operator=("vnpt",)) == ("S1/mast",)
    assert chosen(kind=("hop",), operator=("vnpt",)) == ("S2/hop/S1",)
    assert chosen(kind=("hop",), operator=("viettel",)) == ()
    assert chosen(kind=("generator",), operator=("viettel",)) == ("S1/gen/g1",)


def test_owner_role_commune_and_risk_group_choose_too() -> None:
    assert chosen(owner=("vnpt",), kind=("segment", "fiber-node")) == ("C1", "N1")
    assert chosen(role=("substation", "passive")) == ("N2", "P2")
    assert chosen(commune=("harbour",), kind=("mast", "warning-channel")) == ("S3/mast", "W1")
    assert chosen(srlg=("R1",)) == ("C1", "S1/drop/N1")


def test_a_span_counts_in_the_districts_of_both_its_ends() -> None:
    assert chosen(kind=("segment",), district=("west",)) == ("C1",)
    assert chosen(kind=("segment",), district=("east",)) == ("C1",)


def test_a_span_is_inside_a_polygon_that_only_its_middle_crosses() -> None:
    ring = ((107.15, 21.0), (107.25, 21.0), (107.25, 21.2), (107.15, 21.2))

    assert chosen(inside=ring) == ("C1", "L1")


def test_touching_the_edge_of_a_polygon_is_inside() -> None:
    ring = ((107.1, 20.9), (107.2, 20.9), (107.2, 21.1), (107.1, 21.1))

    assert chosen(inside=ring, kind=("mast",)) == ("S2/mast",)


def test_a_polygon_that_crosses_itself_counts_both_its_halves() -> None:
    bow_tie = ((106.9, 20.9), (107.4, 21.1), (107.4, 20.9), (106.9, 21.1))

    assert chosen(inside=bow_tie, kind=("mast",)) == ("S1/mast", "S2/mast", "S3/mast")


def test_a_selector_without_any_key_chooses_nothing() -> None:
    assert chosen() == ()


def test_a_sent_generator_can_be_chosen_by_name_and_by_kind() -> None:
    extra = ("S1/gen/m1", "N1/gen/m2", "nowhere/gen/m3")

    named = select(chooser(assets=("S1/gen/m1",)), bay(), extra)
    by_kind = select(chooser(kind=("generator",), district=("west",)), bay(), extra)

    assert named == ("S1/gen/m1",)
    assert by_kind == ("N1/gen/g1", "N1/gen/m2", "S1/gen/g1", "S1/gen/g2", "S1/gen/m1")


def test_an_asset_that_the_province_does_not_have_is_refused_by_name() -> None:
    selector = chooser(assets=("C1", "C9", "S1/gen/g9"))

    assert unknown(selector, bay()) == ("C9", "S1/gen/g9")
    with pytest.raises(ScenarioError, match=r"selects `C9`, `S1/gen/g9`, which the province"):
        select(selector, bay())


def test_what_was_set_aside_is_no_error_and_chooses_nothing() -> None:
    world = province(sites=[site("S1", 107.0, 21.0)], set_aside=(aside("sites", "S9"),))
    selector = chooser(assets=("S9", "S9/mast", "S1/mast"))

    assert select(selector, world) == ("S1/mast",)


def test_a_drop_to_a_node_that_was_set_aside_still_stands_at_its_site() -> None:
    drop = {"node": "N9", "mounting": "aerial"}
    world = province(
        sites=[site("S1", 107.0, 21.0, drops=(drop,))], set_aside=(aside("fiber_nodes", "N9"),)
    )

    assert assets(world)["S1/drop/N9"].geometry == ((107.0, 21.0),)
