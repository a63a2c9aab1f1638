"""From failed intervals to joined intervals, and the whole way to a site in service."""

from __future__ import annotations

from typing import Any

from planner.inventory.province import Province
from planner.scenario.records import Derate, MobileGenerator, Repair
from planner.simulation.connectivity import joined_intervals
from tests.network.test_reach import network
from tests.simulation.worlds import (
    INF,
    H,
    around,
    generator,
    go,
    gust,
    in_service,
    lost,
    node,
    province,
    site,
    span,
    span_h,
)

ALWAYS = span_h((0, INF))


def test_a_vertex_is_joined_while_some_way_to_a_root_is_up() -> None:
    """core --1-- a --2-- b, and core --3-- b"""
    graph = network([("core", "a", "1"), ("a", "b", "2"), ("core", "b", "3")], ["core"])

    joined = joined_intervals(
        graph,
        vertices_down={"a": span_h((10, 12))},
        edges_down={"1": span_h((2, 8)), "3": span_h((4, 11))},
    )

    assert joined == {
        "core": ALWAYS,
        "a": span_h((0, 4), (8, 10), (12, INF)),  # over 3 and 2 until 4, over 1 from 8
        "b": span_h((0, 4), (8, 10), (11, INF)),
    }


def test_one_way_that_opens_as_the_other_closes_makes_no_gap() -> None:
    graph = network([("core", "a", "1"), ("core", "a", "2")], ["core"])

    joined = joined_intervals(
        graph, vertices_down={}, edges_down={"1": span_h((5, INF)), "2": span_h((0, 5))}
    )

    assert joined["a"] == ALWAYS


def test_a_root_that_is_down_joins_nobody() -> None:
    graph = network([("core", "a", "1")], ["core"])

    joined = joined_intervals(graph, vertices_down={"core": span_h((3, 5))}, edges_down={})

    assert joined == {"core": span_h((0, 3), (5, INF)), "a": span_h((0, 3), (5, INF))}


# --- sites ---


def test_a_site_serves_while_it_stands_is_powered_and_has_backhaul() -> None:
    # Grid away [10, 20): battery to 14. Cable away [30, 32). Mast gone from 50.
    run = go(
        province(), lost("L1", at=10, until=20), lost("C1", at=30, until=32), lost("S1/mast", at=50)
    )

    assert in_service(run, "S1") == span_h((0, 14), (20, 30), (32, 50))


def test_a_hub_without_power_passes_nothing() -> None:
    """H is fed by F1 with a battery of 2 h; the grid goes at 10."""
    stands = province(
        fiber_nodes=[node("GW", "gateway"), node("H", "hub", feed="F1", battery_h=H(2))]
    )

    assert in_service(go(stands, lost("L1", at=10)), "S1") == span_h((0, 12))


def test_a_gateway_without_power_is_no_way_out() -> None:
    stands = province(
        fiber_nodes=[node("GW", "gateway", feed="F1"), node("H", "hub")],
    )

    assert in_service(go(stands, lost("L1", at=10)), "S1") == span_h((0, 10))


def test_a_joint_needs_no_power() -> None:
    stands = province(fiber_nodes=[node("GW", "gateway"), node("H")])

    assert in_service(go(stands, lost("L1", at=10)), "S1") == span_h((0, 14))  # its own battery


def relays() -> Province:
    """GW ==C1== H -- S1 ~~~ S2 -- J ==C2== X (a hub behind a site)      S3 -- X"""
    return province(
        site("S1"),
        site(
            "S2",
            drops=[{"node": "J", "mounting": "buried"}],
            hops=[{"to": "S1"}],
            generators=(generator(99),),
        ),
        site("S3", drops=[{"node": "X", "mounting": "buried"}], generators=(generator(99),)),
        fiber_nodes=[node("GW", "gateway"), node("H", "hub"), node("J"), node("X", "hub")],
        segments=[span("C1", "GW", "H"), span("C2", "J", "X")],
    )


def test_sites_pass_traffic_of_others_fiber_to_fiber() -> None:
    run = go(relays())

    assert [in_service(run, each) for each in ("S1", "S2", "S3")] == [ALWAYS] * 3


def test_a_site_that_is_dark_passes_nothing() -> None:
    # S1 has a battery of 4 h: with the grid away from 10 its friends lose it at 14.
    run = go(relays(), lost("L1", at=10))

    assert in_service(run, "S2") == in_service(run, "S3") == span_h((0, 14))


def test_a_derated_site_serves_and_passes_nothing_but_stays_powered() -> None:
    run = go(relays(), Derate(do="derate", site="S1", at_h=H(3), until_h=H(5), factor=1.5))

    for each in ("S1", "S2", "S3"):
        assert in_service(run, each) == span_h((0, 3), (5, INF))
    assert run.pessimistic.powered["S1"] == ALWAYS


def test_a_fallen_mast_on_the_way_cuts_off_what_lies_behind() -> None:
    run = go(relays(), lost("S2/mast", at=7), Repair(do="repair", asset="S2", at_h=H(9)))

    assert in_service(run, "S1") == ALWAYS
    assert in_service(run, "S3") == span_h((0, 7), (9, INF))


def test_a_satellite_serves_its_own_site_and_nobody_else() -> None:
    dish: dict[str, Any] = {"design_wind": gust(60)}
    stands = province(site("S1", satellite=dish), site("S2", drops=(), hops=[{"to": "S1"}]))

    run = go(stands, lost("C1", at=10))

    assert in_service(run, "S1") == ALWAYS
    assert in_service(run, "S2") == span_h((0, 10))


def test_a_satellite_needs_its_dish_and_power() -> None:
    stands = province(site("S1", drops=(), satellite={"design_wind": gust(60)}))

    # Dish away [5, 8); grid away from 10, battery to 14.
    run = go(stands, lost("S1/dish", at=5, until=8), lost("L1", at=10))

    assert in_service(run, "S1") == span_h((0, 5), (8, 14))


def test_a_satellite_nobody_has_seen_works_at_best_only() -> None:
    run = go(province(site("S1", satellite="unknown")), lost("C1", at=10))

    assert in_service(run, "S1") == span_h((0, 10))
    assert in_service(run, "S1", side="optimistic") == ALWAYS


def test_a_broken_service_drop_is_a_lost_grid() -> None:
    run = go(province(), lost("S1/service-drop", at=10))

    assert in_service(run, "S1") == span_h((0, 14))


def test_generators_nobody_looked_for_run_for_ever_at_best_and_are_missing_at_worst() -> None:
    run = go(province(site("S1", generators=None)), lost("L1", at=10))

    assert in_service(run, "S1") == span_h((0, 14))
    assert in_service(run, "S1", side="optimistic") == ALWAYS


def test_a_sent_generator_may_feed_a_hub() -> None:
    stands = province(
        site("S1", generators=(generator(99),)),
        fiber_nodes=[node("GW", "gateway"), node("H", "hub", feed="F1", battery_h=H(2))],
    )
    sent = MobileGenerator(
        do="mobile-generator", id="m1", to="H", at_h=H(15), tank_l=H(10), burn_l_per_h=H(2)
    )

    # The hub is dark from 12, on m1 from 15 to 20; the battery took 5 x 2/8 = 1.25 h.
    assert in_service(go(stands, lost("L1", at=10), sent), "S1") == span_h((0, 12), (15, H(85, 4)))


def test_a_generator_of_one_operator_keeps_only_that_operator_on_air() -> None:
    own = generator(30, operator="net-b")
    stands = province(site("S1", operators=("net-a", "net-b"), generators=(own,)))

    run = go(stands, lost("L1", at=10))

    assert in_service(run, "S1", "net-a") == span_h((0, 14))
    assert in_service(run, "S1", "net-b") == span_h((0, 44))  # 10 + 30 + 4


def test_wind_over_one_site_leaves_the_next_alone() -> None:
    run = go(province(site("S1"), site("S2")), around("S1", 60, at=6))

    assert in_service(run, "S1") == span_h((0, 6))
    assert in_service(run, "S2") == ALWAYS


def test_tanks_hold_their_share_at_hour_0() -> None:
    run = go(
        province(site("S1", generators=(generator(20),))), lost("L1", at=10), fuel_share=H(1, 4)
    )

    assert in_service(run, "S1") == span_h((0, 19))  # 10 + 5 + 4
