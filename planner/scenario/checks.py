"""A scenario against its province: everything that it names exists and can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Storm
    from planner.inventory.province import Province
    from planner.policy.requirements import Requirement
    from planner.scenario.records import Scenario
    from planner.scenario.sources import Part


def check_scenario(
    scenario: Scenario,
    part: Part[Scenario] | None,
    storm: Part[Storm] | None,
    policies: tuple[Part[Requirement], ...],
    province: Province,
) -> Iterator[Finding]:
    """Every finding about what the scenario asks of the province."""
    return iter(())
