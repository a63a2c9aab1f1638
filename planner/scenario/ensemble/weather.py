"""One member of an ensemble made ready to be sampled: its wind, its chances, and all else that happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.scenario.ensemble.asking import asked_of
from planner.scenario.ensemble.plain import Storm
from planner.scenario.exposing import weathers
from planner.scenario.run import classes_of, known_assets, ordeal_of
from planner.scenario.sampling import chances_of, frailty_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.hazard.assets import Asset
    from planner.scenario.ensemble.asking import Asked, EnsemblePlan, Member
    from planner.simulation.frailty import Frailty


@dataclass
class Ground:
    """What all members of an ensemble share, worked out once in each process."""

    plan: EnsemblePlan
    known: Mapping[str, Asset] = field(init=False)
    asked: tuple[Asked, ...] = field(init=False)
    _frail: Frailty | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.known = known_assets(self.plan.loaded)
        self.asked = asked_of(self.plan.loaded)

    def storm(self, member: Member) -> Storm:
        """The storm of one member, with the chances of everything that it can break."""
        from dataclasses import replace  # noqa: PLC0415

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
        if self._frail is None:
            self._frail = frailty_of(loaded, self.known, ordeal)
        chances = chances_of(self._frail, ordeal)
        return Storm(loaded.province, self.asked, ordeal, chances, self.plan.seed)
