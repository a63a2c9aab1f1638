"""A whole question in records, wind as plain numbers: what both the planner and the oracle are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.hazard.fragility_library import FragilityLibrary
    from planner.hazard.records import Storm
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement
    from planner.scenario.records import DefaultsLibrary, Scenario

Side = Literal["pessimistic", "optimistic"]
SIDES: tuple[Side, ...] = ("pessimistic", "optimistic")
Gusts = Mapping[str, tuple[tuple[Fraction, ...], tuple[float, ...]]]
"""Wind by asset: hours and 3-second gusts, joined by straight lines, nought before and after."""


@dataclass(frozen=True)
class World:
    """Province, storm, policies and scenario; `gusts` stands for the wind of a track."""

    province: Province
    scenario: Scenario
    storm: Storm | None
    requirements: tuple[Requirement, ...]
    defaults: DefaultsLibrary | None = None
    gusts: Gusts = field(default_factory=dict)
    seed: str = ""
    fragility: FragilityLibrary | None = None
    sample: int | None = None
    """Which sample of damage; None: damage by design values."""
    duties: tuple[AnyDuty, ...] = ()

    def at_rest(self) -> World:
        """The same province and policies, with no storm and nothing done."""
        quiet = self.scenario.model_copy(update={"actions": (), "storm": None})
        return replace(self, scenario=quiet, storm=None, gusts={}, sample=None)

    @property
    def horizon_h(self) -> Fraction:
        """The end of the scenario, hours."""
        return self.scenario.horizon_h
