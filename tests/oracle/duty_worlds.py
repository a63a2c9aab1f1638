"""Random whole questions about the duties: command, warning and coverage in one small province."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from planner.policy.duties.duty import ReachModel
from planner.policy.duties.records import CommandDuty, CoverageDuty, WarningDuty
from tests.oracle.chance import Drawn, Seeded
from tests.oracle.duty_provinces import CHANNELS, DutyProvinceMaker
from tests.oracle.provinces import without_record
from tests.oracle.spans import ZERO
from tests.oracle.worlds import OURS, WorldMaker

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from planner.hazard.records import Storm
    from planner.inventory.province import Province
    from planner.scenario.records import Action, Scenario
    from tests.oracle.world import World


def seeded_duty_world(seed: int | str) -> World:
    """The world that a seed names; the same on every machine."""
    return DutyWorldMaker(Seeded(f"duties {seed}")).world(str(seed))


@st.composite
def duty_worlds(
    draw: DrawFn, *, storm: bool = True, actions: bool = True, set_aside: bool = True
) -> World:
    """Worlds that Hypothesis can shrink."""
    maker = DutyWorldMaker(Drawn(draw), storm=storm, actions=actions, set_aside=set_aside)
    return maker.world("drawn by Hypothesis")


class DutyWorldMaker(WorldMaker):
    """Draws a world that asks for one duty of each kind."""

    def _made(self, spare_h: list[Fraction]) -> Province:
        province = DutyProvinceMaker(self._chance, spare_h).province()
        if self._lossy and self._chance.happens(8):
            section = self._chance.pick(
                ("command_posts", "warning_channels", "radio_nets", "population_points")
            )
            records = getattr(province, section)
            if records:
                gone = records[self._chance.pick(sorted(records))]
                province = without_record(province, section, gone, gone.id, placed=True)
        return province

    def _storm(self, bare: World) -> Storm | None:
        """A storm that in many worlds also tells its wind, for whoever is out in it."""
        storm, chance = super()._storm(bare), self._chance
        if chance.happens(40):
            return None
        if storm is None or not chance.happens(90):
            return storm
        windy = self._footprint("W9").model_copy(update={"quantity": "gust_mps"})
        if chance.happens(35):  # over everything
            wide = ((105.0, 18.0), (108.0, 18.0), (108.0, 24.0), (105.0, 24.0))
            windy = windy.model_copy(update={"polygon": wide})
        if windy.value is not None:
            windy = windy.model_copy(update={"value": chance.pick((26.0, 33.0, 29.0))})
        return storm.model_copy(update={"footprints": (*storm.footprints, windy)})

    def _scenario(self, actions: tuple[Action, ...]) -> Scenario:
        """Hour 0 is 5 in the afternoon in Vietnam: a window of a day ends on the next day."""
        scenario = super()._scenario(actions)
        return scenario.model_copy(update={"start": scenario.start + timedelta(hours=10)})

    def _asked(self, bare: World) -> World:
        chance = self._chance
        command = CommandDuty(
            kind="command", at_least=chance.pick((1,) * 9 + (2,)), without_public=chance.pick((0,) * 9 + (1,)),
            roaming=chance.pick((False, True, False)), tested_within_days=chance.pick((92, None, None)),
            posts=chance.pick(((), (), (), ("commune", "hospital"))),
            **self._said("command", ("province", "province", "district", "province", "commune")),
        )  # fmt: skip
        warning = WarningDuty(
            kind="warning", at_least=chance.pick((1,) * 9 + (2,)), without_grid=chance.happens(20),
            channels=tuple(sorted(set(chance.some(CHANNELS, 5)))) if chance.happens(20) else (),
            people_share=chance.pick((0.5, 0.3, 0.9)), indoors_from_force=chance.pick((8, 7)),
            **self._said("warning", ("commune", "commune", "district")),
        )  # fmt: skip
        coverage = CoverageDuty(
            kind="coverage", people_share=chance.pick((0.1, 0.05, 0.1, 0.4)),
            roaming=chance.pick((True, True, False)),
            operator=chance.pick(sorted(bare.province.operators)) if chance.happens(20) else None,
            **self._said("coverage", ("commune", "commune", "district", "province")),
        )  # fmt: skip
        return replace(bare, duties=(command, warning, coverage))

    def _said(self, id_: str, units: tuple[str, ...]) -> dict[str, Any]:
        """What every duty says of itself."""
        chance = self._chance
        from_h, until_h = ZERO, None
        if chance.happens(12):
            from_h = min(chance.pick(self._pool_h), self._horizon_h / 2)
        if chance.happens(12):
            until_h = from_h + chance.pick((Fraction(3), Fraction(25, 7), Fraction(100)))
        reach = ReachModel(
            terrain=chance.pick(("suburban", "open", "urban")), error_db=chance.pick((0, 4, 3, 4))
        )
        return {
            "id": id_, "name": OURS, "unit": chance.pick(units), "legal_source": OURS,
            "from_h": from_h, "until_h": until_h, "reach": reach,
        }  # fmt: skip
