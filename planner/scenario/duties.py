"""The duties of a scenario judged under each of its weathers, and what all of them agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.duty_band import combined_duty
from planner.policy.judge_duties import judge_duties
from planner.policy.serving import DutyEvidence, Standing
from planner.scenario.day import day_of
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.network.sides import Side
    from planner.policy.duty_verdicts import DutyVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.timeline import SideRun

Come = tuple[str | None, Ordeal, "Mapping[Side, SideRun] | None"]
"""A wind model, what happens under it, and the runs through it where they were kept."""


def duty_verdicts(
    loaded: LoadedScenario, comes: Sequence[Come], *, explain: bool = True
) -> tuple[DutyVerdict, ...]:
    """The verdict of each duty for each unit, in the order of the policies, then by unit id.

    Where there are several weathers a duty holds when it holds under all, as the stations do.
    """
    if not loaded.duties:
        return ()
    province = loaded.province
    _, first, _ = comes[0]
    calm = Ordeal(first.horizon_h, fuel_share=first.fuel_share)
    rest = {side: simulate(province, calm, side) for side in SIDES}
    standing, told = Standing(province), []
    for _, ordeal, kept in comes:
        runs = kept or {side: simulate(province, ordeal, side) for side in SIDES}
        evidence = DutyEvidence(province, ordeal, runs, rest, day_of(loaded), standing)
        told.append(judge_duties(evidence, loaded.duties, explain=explain))
    if len(told) == 1:
        return told[0]
    models = [model or "" for model, _, _ in comes]
    return tuple(combined_duty(models, of_unit) for of_unit in zip(*told, strict=True))
