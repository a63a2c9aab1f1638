"""Every command post of a province for one duty: its means, whether they may be counted on, and when they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.duties.means import MeansAtWork, Station, stations_of
from planner.policy.duties.means_readiness import Readiness, readiness
from planner.policy.duties.radio_nets import RadioNets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.network.sides import Side
    from planner.policy.duties.records import CommandDuty
    from planner.policy.duties.setting import Setting


@dataclass(frozen=True)
class Posts:
    """What the inventory says of the posts; `ready` is by asset id of the means."""

    stations: Mapping[str, Station]
    ready: Mapping[str, Readiness]
    nets: RadioNets


def posts_of(setting: Setting, duty: CommandDuty) -> Posts:
    """The posts as the duty asks of them over the setting's window; found out once for all weathers."""
    evidence, window = setting.evidence, setting.window

    def found_out() -> Posts:
        stations = stations_of(evidence.province, duty)
        last_day = evidence.last_day(window.end_h)
        ready = {
            station.asset(means): readiness(means, station.post.id, duty, evidence.day, last_day)
            for station in stations.values()
            for means in station.means
        }
        return Posts(stations, ready, RadioNets(evidence.province, stations))

    return evidence.standing.once(("posts", duty, window), found_out)


def at_work(setting: Setting, posts: Posts, *, at_rest: bool = False) -> Mapping[Side, MeansAtWork]:
    """Both sides of the storm, or of the province at rest, asked when means work."""
    runs = setting.rest if at_rest else setting.storm

    def asked() -> Mapping[Side, MeansAtWork]:
        return {side: MeansAtWork(posts.nets, runs[side], posts.ready) for side in SIDES}

    return setting.at_rest_once(("means", id(posts)), asked) if at_rest else asked()
