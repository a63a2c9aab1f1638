"""Wording of a scenario and of its policies that would be wrong in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.inventory.wording_checks import slips_in, texts_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement
    from planner.scenario.records import Scenario
    from planner.scenario.sources import Part

TOLD = ("name", "remark", "legal_source", "our_choices")
"""The fields of a scenario or a policy that documents print."""


def check_texts(part: Part[Scenario] | Part[Requirement | AnyDuty]) -> Iterator[Finding]:
    """Every phrase that a document should not carry."""
    for field in TOLD:
        for path, text in texts_of(getattr(part.record, field, None), (field,)):
            for slip in slips_in(text):
                fact, remedy = told_of(slip)
                yield part.within(slip.code, path, fact, None, remedy)
