"""The smallest change that would make a duty hold at a place or in a unit, proved by running it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from planner.decisions.duty_candidates import duty_candidates
from planner.decisions.duty_changes import DUTY_RANKS, duty_order
from planner.decisions.duty_trial import DutyTrial
from planner.decisions.mending import Mending

if TYPE_CHECKING:
    from planner.decisions.changes import Change
    from planner.decisions.mending import OnTrial, Pair
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.scenario.run import Run

MOST_DUTY_PAIRS = 20
"""No more pairs than this are tried; what was tried is said."""


SURVEYED_FIRST = frozenset(("milestone", "reach", "fuel"))
"""Duties that ask when something happens: while data are missing, no change answers them, and surveying does."""


def mendable(verdict: DutyVerdict, subject: SubjectVerdict) -> bool:
    """Whether a change is needed there, and could do.

    A milestone beyond the hours that are judged asks for a longer horizon, not for work.
    """
    kind = verdict.requirement.kind
    beyond = kind == "milestone" and verdict.note is not None
    open_ = kind in SURVEYED_FIRST and subject.outcome == "unknown" and bool(subject.survey)
    return subject.outcome != "holds" and not beyond and not open_


def smallest_duty_change(
    run: Run, verdict: DutyVerdict, subject: SubjectVerdict, *, on_trial: OnTrial | None = None
) -> Mending:
    """The lowest change on the written list that makes a duty hold at a place or in a unit; else the lowest pair.

    Parameters
    ----------
    run
        The run, with chains.
    verdict, subject
        What it says of the duty, and of the place, task or unit in question.
    on_trial
        Told before each trial: how many changes are made at once, and which trial of how many it is.

    Returns
    -------
    mending
        Every change named in it was run through the same simulation, and the duty held there under every wind model.
    """
    if subject.outcome == "holds":
        return Mending(None, None, 0, 0, already_holds=True)
    tell = on_trial or (lambda changes, number, of: None)
    trial = DutyTrial(run, verdict, subject)
    listed = duty_candidates(run, verdict, subject)
    singles = [each for each in listed if _could_be_enough(verdict, subject, (each,))]
    for tried, change in enumerate(singles, 1):
        tell(1, tried, len(singles))
        if trial.holds_with((change,)):
            return Mending(change, None, tried, 0, already_holds=False)
    able = (pair for pair in combinations(listed, 2) if _could_be_enough(verdict, subject, pair))
    pairs = sorted(able, key=_pair_order)
    for tried, pair in enumerate(pairs[:MOST_DUTY_PAIRS], 1):
        tell(2, tried, min(len(pairs), MOST_DUTY_PAIRS))
        if trial.holds_with(pair):
            return Mending(None, pair, len(singles), tried, already_holds=False)
    tried = min(len(pairs), MOST_DUTY_PAIRS)
    return Mending(
        None, None, len(singles), tried, already_holds=False, pairs_left=len(pairs) - tried
    )


def _could_be_enough(
    verdict: DutyVerdict, subject: SubjectVerdict, changes: tuple[Change, ...]
) -> bool:
    """Whether changes touch everything that must be back; asked of a milestone, whose losses are all out at once."""
    duty = verdict.requirement
    if duty.kind != "milestone" or duty.share != 1:
        return True
    return {part for change in changes for part in change.sites} >= {
        loss.part for loss in subject.losses
    }


def _pair_order(pair: Pair) -> tuple[int, list[tuple[int, str, str]]]:
    return sum(DUTY_RANKS.index(each.kind) for each in pair), [duty_order(each) for each in pair]
