"""Whether a means of a command post may be counted on at all, before any storm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.foundation.clock import day_words
from planner.foundation.text import Text
from planner.policy.duties.means import RADIOS, SATELLITE

if TYPE_CHECKING:
    from datetime import date

    from planner.inventory.duty_records import Means
    from planner.network.sides import Side
    from planner.policy.duties.records import CommandDuty
    from planner.policy.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a means may be counted on at all: tested, with a trained user, paid for, in sight of the sky."""

    outcome: Outcome
    notes: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()

    def counts(self, side: Side) -> bool:
        """Whether it counts on this side of what was not surveyed."""
        return self.outcome == "holds" or (self.outcome == "unknown" and side == "optimistic")


def readiness(means: Means, post: str, duty: CommandDuty, day: date, last_day: date) -> Readiness:
    """What the inventory says of a means before any storm.

    Parameters
    ----------
    day
        Tests are counted back from this day; one of a later day is fresh.
    last_day
        The day on which the window ends: a subscription must reach it.
    """
    if means.kind not in SATELLITE | RADIOS:
        return Readiness("holds")
    asked: list[tuple[str, bool | None, Text]] = []
    limit = duty.tested_within_days
    if limit is not None:
        tested = means.last_tested
        shown = Text("", "") if tested is None else day_words(tested)
        asked.append(
            (
                "last_tested",
                None if tested is None else tested >= day - timedelta(days=limit),
                Text(
                    vi=f"thử lần cuối {shown.vi}, quá {limit} ngày",
                    en=f"last tested {shown.en}, more than {limit} days ago",
                ),
            )
        )
    asked.append(
        (
            "trained_user",
            means.trained_user,
            Text(vi="chưa có người biết dùng", en="no trained user"),
        )
    )
    if means.kind in SATELLITE:
        paid = means.subscription_until
        asked.append(
            ("sky_view", means.sky_view, Text(vi="không thấy trời", en="no view of the sky"))
        )
        asked.append(
            (
                "subscription_until",
                None if paid is None else paid >= last_day,
                Text(vi="hết hạn thuê bao", en="the subscription has run out"),
            )
        )
    notes = tuple(words for _, kept, words in asked if kept is False)
    missing = tuple(f"{post}.means.{means.id}.{key}" for key, kept, _ in asked if kept is None)
    if notes:
        return Readiness("fails", notes)
    tested = means.last_tested
    later = limit is not None and tested is not None and tested > last_day
    notes = (_tested_later(tested),) if later and tested is not None else ()
    return Readiness("unknown" if missing else "holds", notes, missing)


def _tested_later(tested: date) -> Text:
    """A storm of the past is asked of the sets of today; a slip of the pen looks the same, and is seen by its date."""
    shown = day_words(tested)
    return Text(
        vi=f"ngày thử {shown.vi} sau cơn bão này, tính là còn mới",
        en=f"tested {shown.en}, after this storm, and taken as fresh",
    )
