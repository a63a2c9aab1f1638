"""The collector rests while much is made, and does not walk it all at once afterwards."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from planner.foundation.memory import collector_paused, once_for_each


def test_the_collector_rests_inside_and_works_afterwards() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_wakes_it_as_well() -> None:
    with pytest.raises(ValueError, match="inside"), collector_paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_what_was_made_inside_counts_as_old() -> None:
    with collector_paused():
        made = [[index] for index in range(10_000)]
    assert gc.get_count()[0] < 5_000
    assert gc.get_freeze_count() == 0
    assert len(made) == 10_000


def test_it_leaves_off_what_was_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


class Thing:
    """Something that never changes."""


def test_each_thing_is_looked_at_once() -> None:
    looks: list[Thing] = []

    @once_for_each
    def found(thing: Thing) -> list[int]:
        looks.append(thing)
        return [len(looks)]

    one, other = Thing(), Thing()

    assert found(one) is found(one)
    assert found(other) == [2]
    assert looks == [one, other]


def test_what_was_found_goes_with_the_thing() -> None:
    @once_for_each
    def found(_: Thing) -> Thing:
        return Thing()

    one = Thing()
    kept = ref(found(one))
    assert kept() is not None

    del one

    assert kept() is None
