"""Replaying a compiled network: many samples side by side, as bits or as instants; the same answer by every way.

Values come as an array with a row for each slot. Rows of 64-bit words hold 64 samples in a word, and `and` and `or`
are those of bits. Rows of smaller unsigned numbers hold instants, one for each sample: `and` is the earlier, `or` the
later; zero is never, the largest instant of the stretch always.

`replay` works group by group in numpy; `replay_plainly` is the reference, one step and one sample at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.network.elimination import ALWAYS, NEVER, Program, Sweeps

if TYPE_CHECKING:
    from collections.abc import Sequence

Values: TypeAlias = NDArray[Any]
ALL_LANES = np.uint64(2**64 - 1)


def joined(
    compiled: Program | Sweeps, inputs: Values, always: int, wanted: Sequence[str]
) -> Values:
    """Whether, or how long, each wanted vertex is joined.

    Parameters
    ----------
    compiled
        The network.
    inputs
        One row for each of its inputs; 64-bit words of bits, or smaller unsigned numbers for instants.
    always
        The value of what never fails: all bits, or the end of the stretch of time.
    wanted
        Vertices of its outputs.

    Returns
    -------
    values
        Shape ``(wanted, width)``.
    """
    if isinstance(compiled, Sweeps):
        numbers = [compiled.outputs[vertex] for vertex in wanted]
        return np.asarray(_swept(compiled, inputs, always)[numbers])
    slots = new_slots(compiled, inputs.shape[1], inputs.dtype, always)
    slots[compiled.first_input : compiled.first_step] = inputs
    replay(compiled, slots)
    return np.asarray(slots[[compiled.outputs[vertex] for vertex in wanted]])


def new_slots(program: Program, width: int, dtype: np.dtype[Any], always: int) -> Values:
    """Room for every slot, with the two known ones filled in."""
    slots = np.empty((program.slots, width), dtype=dtype)
    slots[NEVER] = 0
    slots[ALWAYS] = always
    return slots


def replay(program: Program, slots: Values) -> None:
    """Work out every step, group by group; inputs lie in their slots."""
    both, either = _operations(slots.dtype)
    first = program.first_step
    largest = max((group.end - group.first for group in program.groups), default=0)
    left, right = (np.empty((largest, slots.shape[1]), dtype=slots.dtype) for _ in range(2))
    for group in program.groups:
        a, b, c = program.reads[:, group.first : group.end]
        out = slots[first + group.first : first + group.end]
        size = group.end - group.first
        if group.kind == "or":
            np.take(slots, a, axis=0, out=left[:size], mode="clip")
            np.take(slots, b, axis=0, out=right[:size], mode="clip")
            either(left[:size], right[:size], out=out)
            continue
        np.take(slots, b, axis=0, out=left[:size], mode="clip")
        np.take(slots, c, axis=0, out=right[:size], mode="clip")
        both(left[:size], right[:size], out=out)
        if group.kind == "both":
            np.take(slots, a, axis=0, out=left[:size], mode="clip")
            either(left[:size], out, out=out)


def replay_changes(program: Program, slots: Values, moved: NDArray[np.bool_]) -> None:
    """Work out again what follows from some inputs that changed since every step was worked out.

    `moved` says so of every slot: of the inputs before, of the steps afterwards. A step is left alone where nothing
    moved that it reads, and what comes out as before moves nothing.
    """
    both, either = _operations(slots.dtype)
    for first, end in program.levels:
        reads = program.reads[:, first:end]
        here = np.flatnonzero(moved[reads].any(axis=0))
        if not len(here):
            continue
        a, b, c = reads[:, here]
        found = slots.take(b, axis=0)
        both(slots.take(c, axis=0), found, out=found)
        either(slots.take(a, axis=0), found, out=found)
        here += program.first_step + first
        moved[here] = (slots.take(here, axis=0) != found).any(axis=1)
        slots[here] = found


def replay_plainly(program: Program, slots: list[list[int]], *, bits: bool) -> None:
    """The same, one step and one value at a time: the reference."""
    for a, b, c in program.steps.tolist():
        if bits:
            slots.append(
                [x | (y & z) for x, y, z in zip(slots[a], slots[b], slots[c], strict=True)]
            )
        else:
            slots.append(
                [max(x, min(y, z)) for x, y, z in zip(slots[a], slots[b], slots[c], strict=True)]
            )


def _operations(dtype: np.dtype[Any]) -> tuple[np.ufunc, np.ufunc]:
    if dtype == np.uint64:
        return np.bitwise_and, np.bitwise_or
    return np.minimum, np.maximum


def _swept(sweeps: Sweeps, inputs: Values, always: int) -> Values:
    """Every vertex, by trying all edges until nothing changes."""
    both, either = _operations(inputs.dtype)
    slots = np.empty((2 + len(inputs), inputs.shape[1]), dtype=inputs.dtype)
    slots[NEVER], slots[ALWAYS] = 0, always
    slots[2:] = inputs
    up = slots[sweeps.vertex_slots]
    way = both(slots[sweeps.edge_slots], up[sweeps.tails])
    found = np.zeros_like(up)
    found[sweeps.roots] = up[sweeps.roots]
    tails, starts = np.unique(sweeps.tails, return_index=True)
    while len(tails):
        reached = either.reduceat(both(way, found[sweeps.heads]), starts, axis=0)
        grown = either(found[tails], reached)
        if np.array_equal(grown, found[tails]):
            break
        found[tails] = grown
    return found
