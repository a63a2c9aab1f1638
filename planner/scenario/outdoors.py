"""Where people of a scenario work outdoors, with warning channels and at masts, and the wind there."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.policy.duties.derating import OrderedDerating
from planner.policy.duties.measure_records import DeratingDuty
from planner.policy.duties.records import WarningDuty
from planner.scenario.local_winds import LocalWinds
from planner.simulation.capacity import CARRIED_OUTDOORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.scenario.local_winds import Outdoors
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.records import Derate


def winds_outdoors(loaded: LoadedScenario, like: LocalWinds | None = None) -> LocalWinds | None:
    """The winds at every place outdoors that a duty asks for; None where none does.

    `like` are those of the same storm over the same ground, asked before.
    """
    asked = {type(duty) for duty in loaded.duties}
    places: dict[str, Outdoors] = {}
    if WarningDuty in asked:
        places.update(_of_channels(loaded))
    if DeratingDuty in asked:
        places.update(of_masts(loaded, {order.site for order in ordered_deratings(loaded)}))
    return LocalWinds(loaded, places, like) if asked & {WarningDuty, DeratingDuty} else None


def _of_channels(loaded: LoadedScenario) -> Iterator[tuple[str, Outdoors]]:
    """Every channel that is people in the open: at its own point, else at its commune's seat, else nowhere."""
    province = loaded.province
    for channel in province.warning_channels.values():
        at = province.whereabouts(channel, channel.commune)
        if channel.kind in CARRIED_OUTDOORS and at is not None:
            commune = province.communes.get(channel.commune)
            exposure = province.exposure_of(None if commune is None else commune.district)
            yield channel.id, (at, exposure)


def of_masts(loaded: LoadedScenario, wanted: set[str]) -> Iterator[tuple[str, Outdoors]]:
    """The masts of some sites."""
    province = loaded.province
    for id_ in sorted(wanted & province.sites.keys()):
        site = province.sites[id_]
        yield id_, (province.point(id_), province.exposure_of(site.district, site.exposure))


def ordered_deratings(loaded: LoadedScenario) -> tuple[OrderedDerating, ...]:
    """Every order to derate a mast, by site, then by hour."""
    orders = [a for a in loaded.scenario.actions if a.do == "derate"]
    return tuple(_ordered(each, loaded) for each in sorted(orders, key=lambda a: (a.site, a.at_h)))


def _ordered(action: Derate, loaded: LoadedScenario) -> OrderedDerating:
    done_h = None
    if action.done_at is not None:
        done_h = Fraction((action.done_at - loaded.scenario.start) / timedelta(seconds=1)) / 3600
    return OrderedDerating(
        action.site,
        action.at_h,
        action.at_h if action.deadline_h is None else action.deadline_h,
        action.done,
        done_h,
        action.responsible,
        action.until_h,
    )
