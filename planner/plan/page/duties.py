"""The duties of one view as the page shows them: a line for each unit, and in it each post, commune or task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.plan.duty_lines import counted, duty_line
from planner.plan.duty_story import subject_story
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, same
from planner.plan.page.packing import OUTCOMES, counts_through_time, seconds
from planner.plan.papers.dossier import TOLD_TO_ALL
from planner.plan.summary import clock_of
from planner.plan.wind_models import sign

if TYPE_CHECKING:
    from planner.plan.page.packing import Packed
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Series
    from planner.scenario.run import Run

STORIES_EVERYWHERE_TO_SITES = 1000
"""In a province of more sites, stories of single posts and communes are told in the first situation only."""
PEOPLE = "coverage"
"""The kind of duty whose count is one of people."""


def duties_told(run: Run, *, public: bool) -> tuple[AnyDuty, ...]:
    """The duties that a page tells of: all, or those that speak of no post, staff or store."""
    return tuple(d for d in run.loaded.duties if not public or d.kind in TOLD_TO_ALL)


class DutyAnswers:
    """Duty verdicts of one run, kept in the tables of the whole page.

    `stories` is False where each post and commune keeps its verdict and its course through time, but no words.
    """

    def __init__(self, run: Run, packed: Packed, *, public: bool, stories: bool = True) -> None:
        self.run, self.packed, self.public, self.stories = run, packed, public, stories
        self.clock = clock_of(run.loaded)

    def all(self) -> list[list[dict[str, Any]]]:
        """A list for each duty, in the scenario's order; in it every unit, by id."""
        return [
            [self._verdict(v) for v in self.run.duties if v.requirement.id == duty.id]
            for duty in duties_told(self.run, public=self.public)
        ]

    def _verdict(self, verdict: DutyVerdict) -> dict[str, Any]:
        text = self.packed.text
        worst, best, needed = counted(verdict)
        line = duty_line(verdict, self.run.loaded.province, self.clock)
        below = (
            verdict.below_optimistic if verdict.outcome == "fails" else verdict.below_pessimistic
        )
        first_h = None if verdict.outcome == "holds" else below.first_below_h
        return {
            "unit": verdict.unit,
            "outcome": OUTCOMES[verdict.outcome],
            "rest": OUTCOMES[verdict.at_rest],
            "need": needed,
            "of": _people(verdict) if verdict.requirement.kind == PEOPLE else None,
            "least": [min(step.n for step in worst), min(step.n for step in best)],
            "lowest": text(line.lowest),
            "firstBelow": None
            if first_h is None
            else [seconds(first_h), text(self.clock.show(first_h))],
            "below": text(line.below),
            "belowS": 0 if verdict.outcome == "holds" else seconds(below.hours_below),
            "why": text(_without_mark(line.conclusion, verdict)),
            "series": [self._series(worst), self._series(best)],
            "models": [
                [text(same(sign(model))), OUTCOMES[outcome]] for model, outcome in verdict.by_model
            ],
            "subjects": [self._subject(each, verdict) for each in verdict.subjects],
        }

    def _subject(self, subject: SubjectVerdict, verdict: DutyVerdict) -> dict[str, Any]:
        """One post, commune, site or task, with its story in words."""
        lines = list(subject_story(self.run, subject, verdict)) if self.stories else []
        deciding = subject.deciding if subject.measures else None
        return {
            "id": subject.subject,
            "kind": subject.kind,
            "name": self.packed.text(subject.name),
            "outcome": OUTCOMES[subject.outcome],
            "need": 0 if deciding is None else deciding.needed,
            "series": None
            if deciding is None
            else [self._series(deciding.pessimistic), self._series(deciding.optimistic)],
            "story": self.packed.chain(line.words for line in lines[1:]),
        }

    def _series(self, series: Series) -> int:
        return self.packed.list(counts_through_time(series))


def _people(verdict: DutyVerdict) -> int:
    return sum(each.population or 0 for each in verdict.subjects)


def _without_mark(said: Text, verdict: DutyVerdict) -> Text:
    """A conclusion without its mark, which the page sets by itself; nothing where the mark says it all."""
    mark, told = OUTCOME_MARKS[verdict.outcome], OUTCOME_WORDS[verdict.outcome]
    vi, en = said.vi.removeprefix(f"{mark} "), said.en.removeprefix(f"{mark} ")
    return same("") if (vi, en) == (told.vi, told.en) else Text(vi=vi, en=en)
