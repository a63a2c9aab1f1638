"""Many random worlds of roads, fuel, islands, registers and milestones, and what they were like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.campaign import HOLDING_SHARE, Campaign
from tests.oracle.duty_campaign import DUTY_FEATURES
from tests.oracle.duty_comparing import duties_compared
from tests.oracle.office_worlds import seeded_office_world
from tests.oracle.sampled_duties import (
    sampled_duty_world,
    sampled_office_world,
    sampled_travel_world,
)
from tests.oracle.travel_worlds import seeded_travel_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.oracle.world import World

TRAVEL_FEATURES = {
    "a team was asked for": "a station was lost, or a post asked, and teams were ordered out",
    "a closed way delayed a team": "a team came later than over open roads, or not at all",
    "perhaps nobody comes": "only the kinder side knows of anybody who comes",
    "lost at two hours": "the sides lose a station at different hours",
    "fuel brought": "a depot kept a place from going dark",
    "nobody brings fuel in time": "a place went dark for want of fuel all the same",
    "operators on their own generators": "a generator was one operator's own",
    "a generator that may have drowned": "the sides differ in how long a generator stands",
    "off the island by microwave": "a hop led off an island",
    "runs long, and no way off": "a site of an island ran long enough and had no way off",
    "a way off, and too little fuel": "a site of an island had a way off and too small a tank",
    "set aside": "a record was not legible",
    "cannot be judged": "a verdict stayed open",
}
OFFICE_FEATURES = {
    "something was lost": "something that a milestone counts was out for certain",
    "what is out is bracketed": "the sides differ in what is out",
    "a milestone beyond the end": "a deadline lay beyond what is judged",
    "a mast was ordered to be derated": "a mast of the unit was to be derated",
    "the wind came to a mast": "force came to such a mast",
    "no order, and every mast stands what comes": "nothing was ordered, and nothing had to be",
    "a programme may do it": "a recorded programme takes down hanging cable",
    "the year is over": "the year in which cable must be down was over",
    "an operator fell short": "an operator covered too few people by itself",
    "an operator may fall short": "an operator perhaps did",
    "an agreement was ready": "others had agreed to carry its phones",
    "a task done, nobody says when": "a task was done at an hour that nobody told",
    "a task overdue at hour 0": "a task was not done and due",
    "somebody is on duty": "a roster named somebody",
    "a message is missing": "a message was not on the list",
    "set aside": "a record was not legible",
    "cannot be judged": "a verdict stayed open",
}


SAMPLED_FEATURES = {
    **{name: DUTY_FEATURES[name] for name in (
        "one loss for two means", "set on its own battery", "cable without gateway", "nobody answers",
        "channel broken", "channel dark", "messages heard", "messages unheard", "cannot be judged",
    )},
    "drawn": "a draw took something",
    "worn generator": "a generator of a post or channel stopped by itself",
}  # fmt: skip
DRAWN_ON_THE_ROAD = {
    **{name: TRAVEL_FEATURES[name] for name in (
        "a team was asked for", "a closed way delayed a team", "lost at two hours", "fuel brought",
        "nobody brings fuel in time", "off the island by microwave", "cannot be judged",
    )},
    "drawn": "a draw took something",
    "worn generator": "a generator stopped by itself",
    "a generator that may have stopped": "the sides differ in how long a generator runs before it stops",
}  # fmt: skip
DRAWN_IN_THE_OFFICE = {
    **{name: meaning for name, meaning in OFFICE_FEATURES.items() if name != "a task overdue at hour 0"},
    "drawn": "a draw took something",
}


class KindCampaign(Campaign):
    """A campaign that counts what holds by kind of duty."""

    def by_kind(self) -> Mapping[str, float]:
        """Of the verdicts of each kind, the share that held."""
        kinds = sorted({key.partition(" ")[0] for key in self.outcomes})
        return {
            kind: self.outcomes[f"{kind} holds"]
            / sum(self.outcomes[f"{kind} {told}"] for told in ("holds", "fails", "unknown"))
            for kind in kinds
        }

    def outside(self) -> list[str]:
        """Kinds that hold too seldom or too often to tell much."""
        low, high = HOLDING_SHARE
        return [f"{kind} {share:.0%}" for kind, share in self.by_kind().items() if not low <= share <= high]


def travel_campaign(seeds: Iterable[int]) -> KindCampaign:
    """Worlds of roads, fuel and islands."""
    return _campaign(seeds, seeded_travel_world, TRAVEL_FEATURES)


def office_campaign(seeds: Iterable[int]) -> KindCampaign:
    """Worlds of registers and milestones."""
    return _campaign(seeds, seeded_office_world, OFFICE_FEATURES)


def sampled_campaign(seeds: Iterable[int]) -> KindCampaign:
    """Command, warning and coverage under drawn damage."""
    return _campaign(seeds, sampled_duty_world, SAMPLED_FEATURES)


def drawn_travel_campaign(seeds: Iterable[int]) -> KindCampaign:
    """Roads, fuel and islands under drawn damage."""
    return _campaign(seeds, sampled_travel_world, DRAWN_ON_THE_ROAD)


def drawn_office_campaign(seeds: Iterable[int]) -> KindCampaign:
    """Registers and milestones under drawn damage."""
    return _campaign(seeds, sampled_office_world, DRAWN_IN_THE_OFFICE)


def _campaign(
    seeds: Iterable[int], make: Callable[[int | str], World], meanings: Mapping[str, str]
) -> KindCampaign:
    result = KindCampaign(make=make, meanings=meanings)
    for seed in seeds:
        world = make(seed)
        kinds = {duty.id: duty.kind for duty in world.duties}
        answer, differences = duties_compared(world)
        result.worlds += 1
        result.features.update(answer.features)
        for (duty, _), unit in answer.units.items():
            result.outcomes[f"{kinds[duty]} {unit.outcome}"] += 1
            result.at_rest[f"{kinds[duty]} {unit.at_rest}"] += 1
        if differences:
            result.failing[str(seed)] = differences
    return result
