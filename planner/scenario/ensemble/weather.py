"""One member of an ensemble made ready to be sampled: its wind, its chances, and all else that happens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.network.comms import operators_named
from planner.policy.questions import questions_of
from planner.scenario.exposing import Weather, weathers
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.sampling import chances_of, frailty_of
from planner.simulation.ensemble.compiling import compile_province

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.hazard.assets import Asset
    from planner.inventory.province import Province
    from planner.scenario.ensemble.asking import EnsemblePlan, Member
    from planner.simulation.chances import Chances
    from planner.simulation.ensemble.compiling import Compiled
    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.questions import Question
    from planner.simulation.frailty import Frailty
    from planner.simulation.ordeal import Ordeal


@dataclass(frozen=True, eq=False)
class Storm:
    """One storm under one wind model, ready to be sampled.

    `ordeal` is everything that happens besides what is drawn; its wind is whole. `peaks_mps` is the largest gust at the
    masts of each site.
    """

    province: Province
    ordeal: Ordeal
    chances: Chances
    job: StormJob
    peaks_mps: Mapping[str, float]


class Ground:
    """What all members of an ensemble share, worked out once in each process."""

    def __init__(self, plan: EnsemblePlan) -> None:
        self.plan = plan
        self.known: Mapping[str, Asset] = known_assets(plan.loaded)

    @cached_property
    def still(self) -> Ordeal:
        """What happens besides the storm's wind and water."""
        return ordeal_of(replace(self.plan.loaded, sample=None), self.known, Weather())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is counted: each unit for all operators together, then for each operator on its sites."""
        loaded, sent = self.plan.loaded, self.still.sent
        named = operators_named(loaded.province, (each.operator for each in sent))
        return questions_of(loaded.province, loaded.requirements, self.still.horizon_h, named)

    @cached_property
    def compiled(self) -> Compiled:
        """The province's networks, compiled."""
        return compile_province(
            self.plan.loaded.province, self.questions, self.still.horizon_h, self.still.sent
        )

    @cached_property
    def frailty(self) -> Frailty:
        """How frail the province is."""
        return frailty_of(self.plan.loaded, self.known, self.still)

    def storm(self, member: Member) -> Storm:
        """The storm of one member, with the chances of everything that it can break."""
        loaded = self.plan.under(member)
        [felt] = weathers(
            loaded.scenario,
            loaded.storm,
            loaded.province,
            self.known,
            classes_of(loaded),
            None,
            whole=True,
        )
        # Without a sample the ordeal holds all that is not drawn.
        ordeal = ordeal_of(replace(loaded, sample=None), self.known, felt)
        chances = chances_of(self.frailty, ordeal)
        peaks = {
            site: felt.peak_gust_mps.get(f"{site}/mast", 0.0) for site in loaded.province.sites
        }
        job = self.compiled.storm(chances, ordeal)
        return Storm(loaded.province, ordeal, chances, job, peaks)
