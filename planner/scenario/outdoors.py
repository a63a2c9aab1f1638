"""Where people of a scenario's warning channels work outdoors, and the wind there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.duties import WarningDuty
from planner.scenario.local_winds import LocalWinds
from planner.simulation.capacity import CARRIED_OUTDOORS

if TYPE_CHECKING:
    from planner.scenario.local_winds import Outdoors
    from planner.scenario.reading import LoadedScenario


def winds_outdoors(loaded: LoadedScenario) -> LocalWinds | None:
    """The winds at every channel that is people in the open; None where no duty asks for one.

    A channel stands at its own point, else at its commune's seat; where neither is known it has no wind.
    """
    if not any(isinstance(duty, WarningDuty) for duty in loaded.duties):
        return None
    province = loaded.province
    places: dict[str, Outdoors] = {}
    for channel in province.warning_channels.values():
        if channel.kind not in CARRIED_OUTDOORS:
            continue
        at = province.whereabouts(channel, channel.commune)
        commune = province.communes.get(channel.commune)
        if at is not None:
            exposure = province.exposure_of(None if commune is None else commune.district)
            places[channel.id] = (at, exposure)
    return LocalWinds(loaded, places)
