"""The requirements of a policy as questions to an ensemble: which sites count, how many, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.hardened import hardened_site, keep_path_after_any_one
from planner.policy.units import units_of
from planner.simulation.ensemble.questions import Counted, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.requirements import Requirement
    from planner.policy.units import Unit
    from planner.policy.verdicts import Outcome


def questions_of(
    province: Province,
    requirements: Sequence[Requirement],
    horizon_h: Fraction,
    named: Collection[str],
) -> tuple[Question, ...]:
    """One question for each requirement and unit, and after it one for each operator present there (roaming off).

    Parameters
    ----------
    province
        What stands: hardened is judged on the inventory alone.
    requirements
        In the order in which they are wanted; units sorted by id.
    horizon_h
        Ends windows that have no end of their own.
    named
        Operators that some equipment names (`operators_named`): each has its own view of the network.
    """
    return tuple(
        question
        for requirement in requirements
        for question in _Asking(province, requirement, horizon_h, named).questions()
    )


class _Asking:
    """One requirement over all its units."""

    def __init__(
        self,
        province: Province,
        requirement: Requirement,
        horizon_h: Fraction,
        named: Collection[str],
    ) -> None:
        self.province, self.requirement, self.named = province, requirement, named
        until = requirement.until_h
        self.start_h = min(requirement.from_h, horizon_h)
        self.end_h = horizon_h if until is None else min(until, horizon_h)
        self._kept: dict[str | None, dict[Side, frozenset[str]]] = {}
        self._tested: dict[tuple[str, str | None], Outcome] = {}

    def questions(self) -> Iterator[Question]:
        for unit in units_of(self.province, self.requirement):
            yield self._question(unit, None)
            for operator in sorted(
                {o for site in unit.sites for o in self.province.sites[site].operators}
            ):
                yield self._question(unit, operator)

    def _question(self, unit: Unit, operator: str | None) -> Question:
        aside = [site for site in unit.perhaps if site not in self.province.sites]
        known = sorted({*unit.sites, *unit.perhaps} - set(aside))
        return Question(
            self.requirement.id,
            unit.id,
            operator,
            self.requirement.at_least,
            self.start_h,
            self.end_h,
            tuple(self._counted(unit.sites, "pessimistic", operator)),
            tuple(self._counted(known, "optimistic", operator)),
            len(aside),
        )

    def _counted(
        self, sites: Collection[str], side: Side, operator: str | None
    ) -> Iterator[Counted]:
        for id_ in sites:
            present = self.province.sites[id_].operators
            views = {
                each if each in self.named else None for each in present if operator in {None, each}
            }
            counting = [view for view in views if self._counts(id_, view, side)]
            if counting:
                yield Counted(id_, tuple(sorted(counting, key=lambda v: (v is not None, v or ""))))

    def _counts(self, site: str, view: str | None, side: Side) -> bool:
        outcome = self._outcome(site, view)
        return outcome == "holds" or (outcome == "unknown" and side == "optimistic")

    def _outcome(self, site: str, view: str | None) -> Outcome:
        if (site, view) not in self._tested:
            test = self.requirement.hardened
            if test.survives_any_one and view not in self._kept:
                self._kept[view] = {
                    side: keep_path_after_any_one(self.province, side, view) for side in SIDES
                }
            record = self.province.sites[site]
            kept = self._kept.get(view)
            self._tested[site, view] = hardened_site(
                self.province, record, test, view, kept
            ).outcome
        return self._tested[site, view]
