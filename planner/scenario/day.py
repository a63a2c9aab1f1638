"""The day on which an inventory is judged: the age of a test and the end of a subscription are counted to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME
from planner.inventory.duty_records import Means

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.scenario.reading import LoadedScenario


def start_of(loaded: LoadedScenario) -> datetime:
    """Hour 0 in Vietnam; of a province at rest, the beginning of the latest day that its own posts speak of.

    A province at rest has no day, and an answer that changed from one morning to the next could not be checked.
    """
    if not loaded.no_day:
        return loaded.scenario.start.astimezone(VIETNAM_TIME)
    latest = max(_days(loaded.province), default=date(2000, 1, 1))
    return datetime.combine(latest, time(), VIETNAM_TIME)


def last_day_of(loaded: LoadedScenario, end_h: Fraction) -> date:
    """The day in Vietnam in which the hours up to `end_h` end."""
    return (start_of(loaded) + timedelta(hours=float(end_h)) - timedelta(seconds=1)).date()


def _days(province: Province) -> Iterator[date]:
    for post in province.command_posts.values():
        if post.source is not None and post.source.as_of is not None:
            yield post.source.as_of
        for means in post.means:
            if isinstance(means, Means) and means.last_tested is not None:
                yield means.last_tested
