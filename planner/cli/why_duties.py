"""What `planner why` says of duties: the story of each, and the smallest change that mends the worst of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.cli.trying import told_on_terminal
from planner.decisions.duty_mending import mendable, smallest_duty_change
from planner.plan.answers import mending_view
from planner.plan.duty_story import duty_about_view, duty_mending_line

if TYPE_CHECKING:
    from planner.decisions.mending import Mending
    from planner.plan.duty_story import AboutDuty
    from planner.plan.story import Line
    from planner.policy.duties.verdicts import SubjectVerdict
    from planner.scenario.run import Run

Mended = tuple["SubjectVerdict", "Mending"]
_WORST_FIRST = ("fails", "unknown", "holds")


def mended_duty(run: Run, about: AboutDuty) -> Mended | None:
    """The smallest change for the post or commune asked about; in a unit, for the worst of them.

    None where nothing needs mending, or no change is known for this kind of duty.
    """
    verdict, asked = about
    subjects = verdict.subjects if asked is None else (asked,)
    if verdict.outcome == "holds":
        return None
    worst = min(
        (each for each in subjects if mendable(verdict, each)),
        key=lambda each: (_WORST_FIRST.index(each.outcome), each.subject),
        default=None,
    )
    if worst is None:
        return None
    with told_on_terminal() as on_trial:
        return worst, smallest_duty_change(run, verdict, worst, on_trial=on_trial)


def mended_lines(mended: Mended | None) -> list[Line]:
    """The change in words; nothing where there is none to tell."""
    return [] if mended is None else [duty_mending_line(*mended)]


def duty_view_with_mending(run: Run, about: AboutDuty) -> dict[str, Any]:
    """A duty as plain values, with what would mend it."""
    mended = mended_duty(run, about)
    told = None
    if mended is not None:
        subject, mending = mended
        told = {"subject": subject.subject, **mending_view(mending, run.loaded.province)}
    return {**duty_about_view(run, about), "mending": told}
