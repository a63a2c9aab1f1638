"""The requirements of a policy as questions to an ensemble: which sites count, how many, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.counting import Counting
from planner.simulation.ensemble.questions import Counted, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.policy.counting import CountedUnit
    from planner.policy.requirements import Requirement


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
    found: list[Question] = []
    for requirement in requirements:
        for unit in Counting(province, requirement, horizon_h, named).units():
            found.append(_question(unit, named, None))
            present = {o for site in unit.unit.sites for o in province.sites[site].operators}
            found.extend(_question(unit, named, operator) for operator in sorted(present))
    return tuple(found)


def _question(unit: CountedUnit, named: Collection[str], operator: str | None) -> Question:
    return Question(
        unit.requirement.id,
        unit.unit.id,
        operator,
        unit.needed,
        unit.start_h,
        unit.end_h,
        tuple(_counted(unit.counted["pessimistic"], named, operator)),
        tuple(_counted(unit.counted["optimistic"], named, operator)),
        len(unit.always),
    )


def _counted(
    sites: Mapping[str, tuple[str, ...]], named: Collection[str], operator: str | None
) -> Iterator[Counted]:
    """The sites that count for `operator`, or for anybody, and over which views of the network."""
    for site, operators in sorted(sites.items()):
        views = {o if o in named else None for o in operators if operator in {None, o}}
        if views:
            yield Counted(
                site, tuple(sorted(views, key=lambda view: (view is not None, view or "")))
            )
