"""The verdicts of one view as the page shows them: words ready to print, series to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_WORDS, hours, same
from planner.plan.names import word
from planner.plan.page.packing import OUTCOMES, counts_through_time, seconds
from planner.plan.summary import clock_of
from planner.plan.units import UnitSheets, survey_rows
from planner.plan.wind_models import sign
from planner.plan.wording import chain_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.plan.page.packing import Packed
    from planner.plan.sheets import SurveyRow
    from planner.policy.verdicts import Series, UnitVerdict
    from planner.scenario.run import Run


class Answers:
    """Verdicts of one run, kept in the tables of the whole page."""

    def __init__(self, run: Run, packed: Packed, site_numbers: Mapping[str, int]) -> None:
        self.run, self.packed, self.site_numbers = run, packed, site_numbers
        loaded = run.loaded
        self.clock = clock_of(loaded)
        self.sheets = UnitSheets(loaded.province, self.clock, loaded.scenario.horizon_h)

    def all(self) -> list[list[dict[str, Any]]]:
        """A list for each requirement, in the scenario's order; in it every unit, by id."""
        return [
            [self._verdict(v) for v in self.run.verdicts if v.requirement.id == requirement.id]
            for requirement in self.run.loaded.requirements
        ]

    def _verdict(self, verdict: UnitVerdict) -> dict[str, Any]:
        row, text = self.sheets.row(verdict), self.packed.text
        sure, maybe = verdict.hardened_count
        return {
            "unit": verdict.unit,
            "outcome": OUTCOMES[verdict.outcome],
            "rest": OUTCOMES[verdict.at_rest],
            "need": row.at_least,
            "hardened": [sure, maybe],
            "least": [row.least, row.least_best],
            "leastAt": text(self.clock.show(row.least_at_h)),
            "leastAtS": seconds(row.least_at_h),
            "firstBelow": None
            if row.first_below_h is None
            else [seconds(row.first_below_h), text(self.clock.show(row.first_below_h))],
            "below": text(Text(hours(row.hours_below, "vi"), hours(row.hours_below, "en"))),
            "belowS": seconds(row.hours_below),
            "why": text(row.why),
            "series": [self._series(verdict.pessimistic), self._series(verdict.optimistic)],
            "operators": {
                operator: [
                    OUTCOMES[told.outcome],
                    self._series(told.pessimistic),
                    self._series(told.optimistic),
                ]
                for operator, told in sorted(verdict.by_operator.items())
            },
            "roamingOff": OUTCOMES[verdict.roaming_off],
            "models": [
                [text(same(sign(each.model))), OUTCOMES[each.outcome]] for each in verdict.by_model
            ],
            "counted": self._counted(verdict),
            "losses": self._losses(verdict),
            "survey": [
                [text(_at(row)), text(Text(hours(row.hours, "vi"), hours(row.hours, "en")))]
                for row in survey_rows((verdict,))
            ],
        }

    def tests(self) -> list[list[list[int]]]:
        """The hardened test of every site, for each requirement: the same in every view.

        A row is (site, verdict, then criterion, verdict and finding for each criterion).
        """
        found: list[list[list[int]]] = []
        for requirement in self.run.loaded.requirements:
            mine = [v for v in self.run.verdicts if v.requirement.id == requirement.id]
            found.append([row for verdict in mine for row in self._tests(verdict)])
        return found

    def _series(self, series: Series) -> int:
        return self.packed.list(counts_through_time(series))

    def _counted(self, verdict: UnitVerdict) -> list[int]:
        """The sites that count, or may: (site, 0 hardened or 1 not surveyed enough), flat."""
        return [
            value
            for tested in verdict.hardened
            if tested.outcome != "fails" and tested.site in self.site_numbers
            for value in (self.site_numbers[tested.site], OUTCOMES[tested.outcome])
        ]

    def _losses(self, verdict: UnitVerdict) -> list[list[int]]:
        """(site, since, until or -1, chain) of every hardened site that went out."""
        province, start = self.run.loaded.province, self.run.loaded.scenario.start
        return [
            [
                self.site_numbers.get(loss.site, -1),
                seconds(loss.since_h),
                -1 if loss.until_h is None else seconds(loss.until_h),
                self.packed.chain(line.words for line in chain_lines(loss.chain, province, start)),
            ]
            for loss in verdict.losses
        ]

    def _tests(self, verdict: UnitVerdict) -> list[list[int]]:
        text = self.packed.text
        found: list[list[int]] = []
        for tested in verdict.hardened:
            if tested.site not in self.site_numbers:
                continue
            flat = [self.site_numbers[tested.site], OUTCOMES[tested.outcome]]
            for criterion in tested.criteria:
                flat += [
                    text(word("criterion", criterion.id)),
                    OUTCOMES[criterion.outcome],
                    text(criterion.found),
                ]
            found.append(flat)
        return found


def _at(row: SurveyRow) -> Text:
    """What to survey, and at which station."""
    return Text(vi=f"{row.datum.vi} {row.site}", en=f"{row.datum.en} at {row.site}")


def outcome_words() -> list[Text]:
    """The verdicts in words, by their numbers."""
    return [OUTCOME_WORDS[outcome] for outcome in OUTCOMES]
