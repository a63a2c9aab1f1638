"""Holds, fails or cannot be judged: every duty for every unit, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.duties.command import judge_command
from planner.policy.duties.coverage import judge_coverage
from planner.policy.duties.derating import judge_derating
from planner.policy.duties.fuel import judge_fuel
from planner.policy.duties.islands import judge_islands
from planner.policy.duties.measure_records import DeratingDuty, RoamingDuty, UndergroundingDuty
from planner.policy.duties.milestones import judge_milestone
from planner.policy.duties.reach import judge_reach
from planner.policy.duties.readiness import judge_readiness
from planner.policy.duties.records import (
    CommandDuty,
    CoverageDuty,
    MilestoneDuty,
    ReadinessDuty,
    TasksDuty,
)
from planner.policy.duties.roaming import judge_roaming
from planner.policy.duties.setting import Setting
from planner.policy.duties.tasks import judge_tasks
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
from planner.policy.duties.undergrounding import judge_undergrounding
from planner.policy.duties.warning import judge_warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.serving import DutyEvidence
    from planner.policy.duties.verdicts import DutyVerdict


def judge_duties(
    evidence: DutyEvidence, duties: Sequence[AnyDuty], *, explain: bool = True
) -> tuple[DutyVerdict, ...]:
    """The verdict of each duty for each unit it speaks of, in that order; units sorted by id.

    Parameters
    ----------
    evidence
        What happened on both sides of what was not surveyed, under the storm and at rest; any model, any sample.
    duties
        What must hold.
    explain
        False leaves `losses` empty, which saves time where nobody reads the chains.
    """
    return tuple(
        verdict
        for duty in duties
        for verdict in _verdicts(Setting(evidence, duty, explain=explain), duty)
    )


def _verdicts(setting: Setting, duty: AnyDuty) -> list[DutyVerdict]:
    if isinstance(duty, CommandDuty):
        return judge_command(setting, duty)
    if isinstance(duty, CoverageDuty):
        return judge_coverage(setting, duty)
    if isinstance(duty, TasksDuty):
        return judge_tasks(setting, duty)
    if isinstance(duty, MilestoneDuty):
        return judge_milestone(setting, duty)
    if isinstance(duty, ReadinessDuty):
        return judge_readiness(setting, duty)
    if isinstance(duty, ReachDuty):
        return judge_reach(setting, duty)
    if isinstance(duty, FuelDuty):
        return judge_fuel(setting, duty)
    if isinstance(duty, IslandDuty):
        return judge_islands(setting, duty)
    if isinstance(duty, DeratingDuty):
        return judge_derating(setting, duty)
    if isinstance(duty, UndergroundingDuty):
        return judge_undergrounding(setting, duty)
    if isinstance(duty, RoamingDuty):
        return judge_roaming(setting, duty)
    return judge_warning(setting, duty)
