"""Functions followed side by side: what they do together, though they share variables."""

from __future__ import annotations

import numpy as np
import pytest

from planner.decisions.weak_points.diagram import Diagram, TooLargeError
from planner.decisions.weak_points.walking import walk


def hub_and_substation() -> tuple[Diagram, int, int]:
    """A hub that is lost with its cable (0) or its substation (1), and a substation lost with itself (1) or both lines.

    Variables: 0 cable, 1 substation, 2 and 3 lines.
    """
    diagram = Diagram(4)
    cable, substation, first, second = (diagram.losing(number) for number in range(4))
    dark = diagram.either(substation, diagram.both(first, second))
    return diagram, diagram.either(cable, dark), dark


def test_two_functions_of_one_variable_are_not_taken_as_independent() -> None:
    diagram, hub, dark = hub_and_substation()
    lost = np.array([[0.1], [0.2], [0.5], [0.5]])

    walked = walk(diagram, np.array([[hub, dark]]), 100)

    together = {tuple(end): number for number, end in enumerate(walked.ends.tolist())}
    # A hub is never left when its substation is dark.
    assert set(together) == {(0, 0), (1, 0), (1, 1)}
    reached = walked.reached(lost, np.ones((1, 1)))[walked.inner :, 0]
    p_dark = 0.2 + 0.8 * 0.25
    assert reached[together[1, 1]] == pytest.approx(p_dark)
    assert reached[together[1, 0]] == pytest.approx((1 - p_dark) * 0.1)
    assert reached.sum() == pytest.approx(1.0)


def test_what_ends_are_worth_is_carried_up_and_gains_are_differences() -> None:
    diagram, hub, dark = hub_and_substation()
    lost = np.array([[0.1], [0.2], [0.5], [0.5]])
    walked = walk(diagram, np.array([[hub, dark]]), 100)
    worth = np.array([[1.0 if both else 0.0] for _, both in walked.ends.tolist()])

    values = walked.chances(lost, worth)
    gains = walked.gains(4, values, walked.reached(lost, np.ones((1, 1))))

    assert values[walked.roots, 0] == pytest.approx([0.4])
    # Of the dark substation alone: the cable matters nothing, the substation all that is left.
    assert gains[:, 0] == pytest.approx([0.0, 0.75, 0.8 * 0.5, 0.8 * 0.5])


def test_functions_of_nothing_and_no_function_at_all_have_one_end() -> None:
    diagram = Diagram(3)

    assert walk(diagram, np.array([[0, 1]]), 10).ends.tolist() == [[0, 1]]
    assert walk(diagram, np.empty((1, 0), np.int64), 10).ends.shape == (1, 0)


def test_more_rows_than_there_is_room_for_are_refused() -> None:
    diagram, hub, dark = hub_and_substation()

    with pytest.raises(TooLargeError):
        walk(diagram, np.array([[hub, dark]]), 2)
