"""What follows from a change is worked out and nothing else; it comes out as if all were replayed."""

from __future__ import annotations

import numpy as np
import pytest

from planner.network.elimination import Program, compiled_reach
from planner.network.replay import new_slots, replay, replay_changes
from tests.network.test_elimination import chain


def replayed(program: Program, inputs: np.ndarray, always: int) -> np.ndarray:
    slots = new_slots(program, inputs.shape[1], inputs.dtype, always)
    slots[program.first_input : program.first_step] = inputs
    replay(program, slots)
    return slots


@pytest.mark.parametrize(("dtype", "always"), [(np.uint64, 2**64 - 1), (np.uint16, 900)])
def test_a_change_gives_what_a_whole_replay_gives(dtype: type[np.uint64], always: int) -> None:
    program = compiled_reach(chain())
    assert isinstance(program, Program)
    rng = np.random.default_rng(2)
    size = len(program.inputs), 3
    before = rng.integers(0, always, size, dtype=dtype, endpoint=True)
    slots = replayed(program, before, always)
    for changed in range(len(program.inputs)):
        before[changed] = rng.integers(0, always, 3, dtype=dtype, endpoint=True)
        moved = np.zeros(program.slots, dtype=np.bool_)
        moved[program.first_input + changed] = True
        slots[program.first_input + changed] = before[changed]

        replay_changes(program, slots, moved)

        assert slots.tolist() == replayed(program, before, always).tolist()


def test_what_changes_nothing_moves_nothing() -> None:
    program = compiled_reach(chain())
    assert isinstance(program, Program)
    lost = np.zeros((len(program.inputs), 2), dtype=np.uint16)
    slots = replayed(program, lost, 900)
    slots[program.first_input] = 900  # one vertex is up again; all else is still lost
    moved = np.zeros(program.slots, dtype=np.bool_)
    moved[program.first_input] = True

    replay_changes(program, slots, moved)

    assert not moved[program.first_step :].any()


def test_steps_of_a_level_read_only_slots_before_it() -> None:
    program = compiled_reach(chain())
    assert isinstance(program, Program)

    for first, end in program.levels:
        assert (program.steps[first:end] < program.first_step + first).all()
    assert [first for first, _ in program.levels[1:]] == [end for _, end in program.levels[:-1]]
    assert program.levels[-1][1] == len(program.steps)
    assert len(program.levels) <= len(program.groups)
