"""Orders of variables: along the network, what hangs behind what it hangs on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.decisions.weak_points.ordering import orders

groups = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4), max_size=15)


@given(groups)
def test_every_order_has_every_element_once(beside: list[list[int]]) -> None:
    found = orders(10, beside, 4)

    assert 1 <= len(found) <= 4
    assert all(sorted(order) == list(range(10)) for order in found)


def test_a_ring_is_walked_around_and_what_hangs_on_it_follows_at_once() -> None:
    # 0-1-2-3-4-5-0, with 6 hanging on 2, 7 on 6, and 8 and 9 on 5.
    ring = [(each, (each + 1) % 6) for each in range(6)]
    order = orders(10, [*ring, (2, 6), (6, 7), (5, 8), (5, 9)], 1)[0]

    at = {element: place for place, element in enumerate(order)}
    assert at[6] == at[2] + 1
    assert at[7] == at[6] + 1
    assert {at[8], at[9]} == {at[5] + 1, at[5] + 2}
    # Never more than two neighbourhoods of the ring are open, at either end of what was walked.
    walked = [element for element in order if element < 6]
    for end in range(1, 6):
        begun = set(walked[:end])
        assert sum((a in begun) != (b in begun) for a, b in ring) == 2


def test_parallel_cables_and_the_order_of_the_groups_change_nothing() -> None:
    mesh = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]

    assert orders(4, mesh, 2) == orders(4, [*reversed(mesh), (1, 0), (0, 1)], 2)
