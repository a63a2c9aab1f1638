"""Words for duties about what is sent out: who is there when, what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import hours, same
from planner.plan.names import word
from planner.plan.wording import joined_texts
from planner.policy.duties.travel_records import FuelDuty, ReachDuty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.plan.filters import Clock
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.travel_records import IslandDuty
    from planner.policy.duties.verdicts import Part, SubjectVerdict

MOST_NAMED = 3
WORDS_OF_FAILING = frozenset(("reach", "fuel", "island-autonomy"))
"""The kinds of duty of which `of_failing` speaks."""
WITHOUT_HOURS = frozenset(("reach", "island-autonomy"))
"""The kinds that hold or do not as a whole, not for so many hours."""


def of_failing(duty: AnyDuty, failing: Sequence[SubjectVerdict]) -> Text:
    """What a unit falls short of, with the first places."""
    names = joined_texts(", ", [same(each.subject) for each in failing[:MOST_NAMED]])
    more = len(failing) - MOST_NAMED
    listed = Text(
        vi=names.vi + (f" và {more} nơi nữa" if more > 0 else ""),
        en=names.en + (f" and {more} more" if more > 0 else ""),
    )
    count = len(failing)
    places = "place" if count == 1 else "places"
    if duty.kind == "reach":
        vi, en = hours(duty.within_h, "vi"), hours(duty.within_h, "en")
        return Text(
            vi=f"{count} nơi không ai tới được trong {vi}: {listed.vi}",
            en=f"nobody is within {en} at {count} {places}: {listed.en}",
        )
    if duty.kind == "fuel":
        return Text(
            vi=f"{count} nơi hết dầu mà không tiếp kịp: {listed.vi}",
            en=f"{count} {places} out of fuel: {listed.en}",
        )
    low = failing[0].deciding.below_optimistic.minimum if failing else 0
    needed = failing[0].deciding.needed if failing else 0
    return Text(
        vi=f"có {low} trạm tự chạy và ra đảo không cần cáp, cần {needed}",
        en=f"{low} stations on their own power and without a cable, {needed} needed",
    )


def travel_asks(duty: ReachDuty | FuelDuty | IslandDuty) -> list[Text]:
    """What such a duty asks, in the words of an officer."""
    if isinstance(duty, ReachDuty):
        team = Text("đội ứng cứu", "team")
        if duty.team is not None:
            kind = word("team", duty.team)
            team = Text(vi=f"đội {kind.vi}", en=f"{kind.en} team")
        vi, en = hours(duty.within_h, "vi"), hours(duty.within_h, "en")
        since = Text("từ khi mất", "of its loss")
        if duty.order_h is not None:
            since = Text("từ khi có lệnh", "of the order")
        return [
            Text(
                vi=f"có {team.vi} tới trong {vi} {since.vi}",
                en=f"a {team.en} is there within {en} {since.en}",
            )
        ]
    if isinstance(duty, FuelDuty):
        brought = Text(" và dầu các kho đưa tới kịp", " and what depots bring in time")
        more = brought if duty.depots else same("")
        return [
            Text(
                vi=f"dầu tại chỗ{more.vi} đủ chạy suốt thời gian xét",
                en=f"the fuel on the spot{more.en} lasts throughout",
            )
        ]
    vi, en = hours(duty.hours, "vi"), hours(duty.hours, "en")
    noun = "station that runs" if duty.at_least == 1 else "stations that run"
    return [
        Text(
            vi=f"ít nhất {duty.at_least} trạm tự chạy {vi} và ra khỏi đảo bằng vi ba hoặc vệ tinh",
            en=f"at least {duty.at_least} {noun} {en} alone and leave the island by microwave or satellite",
        )
    ]


def wanted_by(duty: ReachDuty, subject: SubjectVerdict, clock: Clock) -> Text | None:
    """By when somebody must be there, and whether nobody comes at all; None where nobody knows when it is lost."""
    lost_h = max(duty.order_h or 0, duty.from_h)
    if duty.order_h is None and subject.kind == "site":
        if not subject.losses:
            return None
        lost_h = subject.losses[0].since_h
    when = clock.show(lost_h + duty.within_h)
    nobody = Text("; không đội nào tới được", "; no team gets there") if not subject.parts else same("")
    if subject.outcome == "unknown":  # what was not surveyed may move the loss itself
        return Text(
            vi=f"nếu mất như dưới đây, phải có đội tới trước {when.vi}{nobody.vi}",
            en=f"if it is lost as told below, a team must be there by {when.en}{nobody.en}",
        )
    return Text(
        vi=f"phải có đội tới trước {when.vi}{nobody.vi}",
        en=f"a team must be there by {when.en}{nobody.en}",
    )


def dry_words(subject: SubjectVerdict, when: Text) -> Text:
    """`hết dầu, mất điện từ 08/9 01:30`."""
    if subject.outcome == "fails":
        return Text(vi=f"hết dầu, mất điện từ {when.vi}", en=f"out of fuel, dark from {when.en}")
    return Text(
        vi=f"có thể mất điện vì hết dầu từ {when.vi}",
        en=f"perhaps dark for want of fuel from {when.en}",
    )


def coming_words(part: Part, clock: Clock) -> Text:
    """When a team or a load of fuel is there, for certain and at the earliest."""
    sure, perhaps = (part.works[side] for side in ("pessimistic", "optimistic"))
    if sure:
        when = clock.show(sure[0][0])
        return Text(vi=f"tới lúc {when.vi}", en=f"there at {when.en}")
    if perhaps:
        when = clock.show(perhaps[0][0])
        return Text(
            vi=f"không chắc tới được; sớm nhất {when.vi}",
            en=f"not sure to come; {when.en} at the earliest",
        )
    return Text("không tới được trong kịch bản", "does not come within the scenario")
