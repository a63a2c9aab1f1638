"""The bracket of a milestone against every completion that lies between its two sides, judged by brute force."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.policy.duties.milestone_bracket import bracket_of

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.policy.verdicts import Outcome

HOURS = 8
Hours = tuple[bool, ...]
"""Whether a thing is out, hour by hour."""
things = st.lists(
    st.lists(st.sampled_from("+?-"), min_size=HOURS, max_size=HOURS), min_size=1, max_size=4
)
"""For each thing and hour: out for certain, perhaps, or not."""


def intervals(out: Hours) -> Intervals:
    return tuple((Fraction(t), Fraction(t + 1)) for t in range(HOURS) if out[t])


def by_hand(outs: list[Hours], share: Fraction, by_h: int, *, of_lost: bool) -> Outcome:
    """One completion: the first worst hour, and from the deadline on never more out than may be."""
    counts = [sum(out[t] for out in outs) for t in range(HOURS)]
    most = max(counts)
    if not most:
        return "holds"
    deadline = counts.index(most) + by_h
    if deadline >= HOURS:
        return "unknown"
    allowed = floor((1 - share) * (most if of_lost else len(outs)))
    return "holds" if max(counts[deadline:]) <= allowed else "fails"


@settings(max_examples=300)
@given(
    drawn=things,
    choices=st.lists(st.booleans(), min_size=4 * HOURS, max_size=4 * HOURS),
    share=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(0)]),
    by_h=st.integers(0, HOURS),
    of_lost=st.booleans(),
)
def test_what_is_said_for_certain_is_true_of_every_completion(
    drawn: list[list[str]], choices: list[bool], share: Fraction, by_h: int, of_lost: bool
) -> None:
    outs = [
        (intervals(tuple(c == "+" for c in row)), intervals(tuple(c != "-" for c in row)))
        for row in drawn
    ]
    whole = [
        tuple(c == "+" or (c == "?" and choices[at * HOURS + t]) for t, c in enumerate(row))
        for at, row in enumerate(drawn)
    ]

    bracket = bracket_of(outs, share, Fraction(0), Fraction(HOURS), of_lost=of_lost)
    first, last = bracket.worst_h()
    said = bracket.outcome(first + by_h, last + by_h)

    if said != "unknown":
        assert by_hand(whole, share, by_h, of_lost=of_lost) == said


@given(drawn=things, share=st.sampled_from([Fraction(1), Fraction(1, 2)]), by_h=st.integers(0, 5))
def test_where_everything_was_surveyed_the_answer_is_the_one_by_hand(
    drawn: list[list[str]], share: Fraction, by_h: int
) -> None:
    whole = [tuple(c != "-" for c in row) for row in drawn]
    outs = [(intervals(out), intervals(out)) for out in whole]

    bracket = bracket_of(outs, share, Fraction(0), Fraction(HOURS), of_lost=True)
    first, last = bracket.worst_h()

    assert first == last
    assert bracket.outcome(first + by_h, last + by_h) == by_hand(whole, share, by_h, of_lost=True)
