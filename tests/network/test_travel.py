from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.errors import ScenarioError
from planner.foundation.intervals import INF, Intervals, joined
from planner.network.timetable import (
    Outward,
    Step,
    Timetable,
    arrivals,
    first_steps,
    latest_departures,
)
from planner.network.travel import Way, begun, ended, travel_graph, travel_hours, within_open

PLACES = "abcde"
HORIZON = 24


def island_road() -> list[Way]:
    """A depot, a bridge, a port and a ferry that sails until hour 6 and from hour 20 on.

    depot --1 h-- bridge --1/2 h-- port ~~2 h~~ island
    """
    return [
        Way("road", "depot", "bridge", Fraction(1)),
        Way("bridge-road", "bridge", "port", Fraction(1, 2), ((Fraction(4), Fraction(9)),)),
        Way("ferry", "port", "island", Fraction(2), ((Fraction(6), Fraction(20)),)),
    ]


def by_hand(ways: list[Way], start: str, at: int) -> dict[str, int]:
    """The earliest arrivals by trying every hour at every place: ways of whole hours that close at whole hours."""
    there = {(start, at)}
    for hour in range(at, HORIZON + 1):
        for place in PLACES:
            if (place, hour) not in there:
                continue
            there.add((place, hour + 1))  # waiting
            for way in ways:
                ends = {way.one: way.other, way.other: way.one}
                end = hour + int(way.hours)
                free = all(
                    not (lo < max(end, hour + 1) and hi > hour and (lo < end or lo <= hour))
                    for lo, hi in way.closed
                )
                if place in ends and free and end <= HORIZON:
                    there.add((ends[place], end))
    return {
        place: min(hour for p, hour in there if p == place and hour <= HORIZON)
        for place in PLACES
        if any(p == place and hour <= HORIZON for p, hour in there)
    }


@st.composite
def closures(draw: st.DrawFn) -> Intervals:
    """A few stretches of whole hours; the last one may have no end."""
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, HORIZON - 1))
        length = draw(st.one_of(st.integers(1, 8), st.just(1000)))
        spans.append((Fraction(start), INF if length == 1000 else Fraction(start + length)))
    return joined(spans)


@st.composite
def worlds(draw: st.DrawFn) -> list[Way]:
    ends = st.sampled_from([(a, b) for a in PLACES for b in PLACES if a < b])
    return [
        Way(f"w{number}", *draw(ends), Fraction(draw(st.integers(1, 5))), draw(closures()))
        for number in range(draw(st.integers(1, 7)))
    ]


def found(ways: list[Way], at: int = 0, until: int = HORIZON) -> dict[str, Fraction]:
    timetable = Timetable(travel_graph(PLACES, ways))
    return {
        place: each.at_h
        for place, each in arrivals(timetable, "a", Fraction(at), Fraction(until)).items()
    }


def test_a_ferry_that_would_be_caught_on_the_water_is_not_taken() -> None:
    timetable = Timetable(travel_graph((), island_road()))

    in_time = arrivals(timetable, "depot", Fraction(2)).get("island")
    too_late = arrivals(timetable, "depot", Fraction(5, 2) + Fraction(1, 60)).get("island")

    assert in_time is not None
    assert (in_time.at_h, in_time.ways) == (Fraction(11, 2), ("road", "bridge-road", "ferry"))
    assert in_time.waited_h == 0
    assert too_late is not None, "the bridge closes at 4: wait until 9, and for the ferry until 20"
    assert too_late.at_h == Fraction(22)
    assert too_late.waited_h == Fraction(22) - (Fraction(5, 2) + Fraction(1, 60)) - Fraction(7, 2)


def test_the_last_hour_to_set_out_is_before_the_ferry_stops() -> None:
    timetable = Timetable(travel_graph((), island_road()))

    assert latest_departures(timetable, "island", Fraction(10))["depot"] == Fraction(5, 2)
    assert latest_departures(timetable, "island", Fraction(22))["depot"] == Fraction(37, 2)
    assert "depot" not in latest_departures(timetable, "island", Fraction(10), from_h=Fraction(3))


SECOND = Fraction(1, 3600)
SHUT = ((Fraction(6), Fraction(20)), (Fraction(22), Fraction(30)))
"""Closed from 6 to 20 and from 22 to 30; the way takes two hours."""


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        (Fraction(4), Fraction(4)),  # over as it closes: nobody is on it any more
        (4 + SECOND, Fraction(20)),
        (Fraction(6), Fraction(20)),
        (20 - SECOND, Fraction(20)),
        (Fraction(20), Fraction(20)),  # between the two closures it just fits
        (20 + SECOND, Fraction(30)),
        (Fraction(30), Fraction(30)),
    ],
)
def test_a_way_that_closes_in_the_very_second_of_arrival_is_taken_and_a_second_later_is_not(
    at: Fraction, begins: Fraction
) -> None:
    assert begun(SHUT, at, Fraction(2)) == begins
    assert within_open(SHUT, begins, Fraction(2))


@pytest.mark.parametrize(
    ("by", "ends"),
    [
        (Fraction(6), Fraction(6)),
        (Fraction(7), Fraction(6)),  # the last crossing ends as the ferry stops
        (22 - SECOND, Fraction(6)),
        (Fraction(22), Fraction(22)),
        (32 - SECOND, Fraction(22)),
        (Fraction(32), Fraction(32)),
    ],
)
def test_the_last_crossing_ends_as_the_ferry_stops(by: Fraction, ends: Fraction) -> None:
    assert ended(SHUT, by, Fraction(2)) == ends


def test_what_never_opens_again_is_never_begun() -> None:
    assert begun(((Fraction(3), INF),), Fraction(2), Fraction(1)) == Fraction(2)
    assert begun(((Fraction(3), INF),), Fraction(2), Fraction(5, 4)) is None
    assert begun(((Fraction(3), INF),), Fraction(3), Fraction(0)) is None
    assert begun(((Fraction(3), Fraction(4)),), Fraction(3), Fraction(0)) == Fraction(4)
    assert begun((), Fraction(7), Fraction(1)) == Fraction(7)


def test_hours_are_whole_seconds_and_never_too_few() -> None:
    assert travel_hours(40.0, 40.0) == 1
    assert travel_hours(10.0, 30.0) == Fraction(1, 3)
    assert travel_hours(1.0, 7.0) == Fraction(515, 3600)


def test_nobody_arrives_before_setting_out() -> None:
    with pytest.raises(ScenarioError, match="less than no time"):
        travel_graph((), [Way("w", "a", "b", Fraction(-1))])


def test_from_a_place_without_a_road_nothing_is_reached() -> None:
    assert arrivals(Timetable(travel_graph((), island_road())), "moon", Fraction(0)) == {}


@settings(max_examples=100)
@given(worlds(), st.integers(0, 10))
def test_the_earliest_arrivals_are_those_of_trying_every_hour(ways: list[Way], at: int) -> None:
    assert found(ways, at) == by_hand(ways, "a", at)


@settings(max_examples=100)
@given(worlds(), st.integers(0, 10), st.integers(0, 5))
def test_setting_out_earlier_never_arrives_later(ways: list[Way], at: int, later: int) -> None:
    early, late = found(ways, at), found(ways, at + later)

    assert set(late) <= set(early)
    assert all(early[place] <= late[place] for place in late)


@settings(max_examples=100)
@given(worlds(), closures(), st.data())
def test_closing_a_way_never_shortens_a_journey(
    ways: list[Way], more: Intervals, data: st.DataObject
) -> None:
    chosen = data.draw(st.integers(0, len(ways) - 1))
    way = ways[chosen]
    closed = Way(way.id, way.one, way.other, way.hours, joined((*way.closed, *more)))

    before, after = found(ways), found([*ways[:chosen], closed, *ways[chosen + 1 :]])

    assert set(after) <= set(before)
    assert all(before[place] <= after[place] for place in after)


@settings(max_examples=100)
@given(worlds(), worlds())
def test_adding_a_way_never_lengthens_a_journey(ways: list[Way], more: list[Way]) -> None:
    added = Way("new", *(more[0].one, more[0].other), more[0].hours, more[0].closed)

    before, after = found(ways), found([*ways, added])

    assert set(before) <= set(after)
    assert all(after[place] <= before[place] for place in before)


@settings(max_examples=50)
@given(worlds(), st.integers(0, HORIZON))
def test_the_last_hour_to_set_out_arrives_in_time_and_a_second_later_does_not(
    ways: list[Way], by: int
) -> None:
    timetable = Timetable(travel_graph(PLACES, ways))

    for place, left_h in latest_departures(timetable, "b", Fraction(by)).items():
        assert arrivals(timetable, place, left_h)["b"].at_h <= by
        late = arrivals(timetable, place, left_h + Fraction(1, 3600)).get("b")
        assert late is None or late.at_h > by
    in_time = {
        p for p in PLACES if (b := arrivals(timetable, p, Fraction(0)).get("b")) and b.at_h <= by
    }
    assert set(latest_departures(timetable, "b", Fraction(by))) == in_time


@settings(max_examples=100, deadline=None)
@given(
    ways=worlds(),
    at=st.lists(st.integers(0, HORIZON), min_size=2, max_size=2),
    asked=st.permutations(PLACES),
)
def test_a_search_that_goes_on_from_the_last_question_finds_what_a_fresh_one_finds(
    ways: list[Way], at: list[int], asked: list[str]
) -> None:
    stretches = Timetable(travel_graph(PLACES, ways)).stretches(1)
    starts = [Step(at[0], "one", "a"), Step(at[1], "other", "b")]

    search = Outward(stretches, starts, HORIZON)

    for end in asked:
        fresh, found = first_steps(stretches, starts, HORIZON, end), search.first_at(end)
        assert (end in found) == (end in fresh)
        place = end
        while place in fresh:
            assert found[place] == fresh[place]
            place = fresh[place].before
