"""Many random worlds of duties, and what they were like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.campaign import Campaign
from tests.oracle.duty_comparing import duties_compared
from tests.oracle.duty_worlds import seeded_duty_world

if TYPE_CHECKING:
    from collections.abc import Iterable

DUTY_FEATURES = {
    "one loss for two means": "two means at work counted as one: a single loss takes both",
    "set on its own battery": "the equipment of a means ran on its own battery",
    "cable without gateway": "a post's cable stood and led nowhere",
    "cable without power": "a post's cable stood and had no power",
    "nobody answers": "a radio worked and nobody answered",
    "over a repeater": "a radio was answered over a repeater",
    "roaming": "another operator than the one asked for served the place",
    "operators not surveyed": "it mattered whose phones a post has",
    "not ready": "a terminal or radio was not fit to be counted on",
    "readiness not surveyed": "nobody knew whether one was",
    "open means": "the two sides differ in when a means works",
    "channel broken": "a channel had failed",
    "channel dark": "a channel had no power",
    "channel cut off": "a channel's fiber uplink led nowhere",
    "channel without mobile uplink": "no mast carried a channel's message",
    "messages heard": "messages reached enough people",
    "messages unheard": "messages did not",
    "whichever site it was": "a place had signal, and every site that may have given it served",
    "measured less": "fewer people were measured to be covered than the formula says",
    "too windy outdoors": "nobody could be out in the wind with a channel",
    "wind outdoors not known": "nobody knew whether anybody could",
    "people nobody counted": "a commune's people were not surveyed",
    "cannot be judged": "a verdict stayed open",
    "set aside": "a record was not legible",
}
"""What counts as having had a feature: it acted, not merely stood there."""


def duty_campaign(seeds: Iterable[int]) -> Campaign:
    """Run the worlds of the seeds through the oracle and the planner."""
    result = Campaign(make=seeded_duty_world, meanings=DUTY_FEATURES)
    for seed in seeds:
        answer, differences = duties_compared(seeded_duty_world(seed))
        result.worlds += 1
        result.features.update(answer.features)
        result.outcomes.update(unit.outcome for unit in answer.units.values())
        result.at_rest.update(unit.at_rest for unit in answer.units.values())
        if differences:
            result.failing[str(seed)] = differences
    return result
