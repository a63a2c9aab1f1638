"""Duties about what is sent out: who can be where in time, whether the fuel lasts, what an island has of its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Count, Exact, YesNo
from planner.inventory.base import Within
from planner.inventory.duty_records import PostKind
from planner.inventory.travel_records import TeamType
from planner.policy.duties.duty import Duty
from planner.policy.requirements import HardenedTest


class ReachDuty(Duty):
    """Each hardened site and command post is reached by a team within so many hours of an order."""

    kind: Literal["reach"]
    within_h: Annotated[Exact, Within(0, 1_000)] = Field(
        description="Hours from the order until the first team is there."
    )
    order_h: Annotated[Exact, Within(0, 100_000)] | None = Field(
        None,
        description="Hour of the order. Empty: for a site the hour at which it is lost, for a post the window's start.",
    )
    team: TeamType | None = Field(None, description="Of this type. Empty: any team.")
    hardened: HardenedTest | None = Field(
        None, description="Only sites that pass this test. Empty: every site."
    )
    sites: YesNo = Field(True, description="Whether sites must be reached.")
    posts: tuple[PostKind, ...] = Field((), description="Posts of these kinds too. Empty: none.")


class FuelDuty(Duty):
    """The fuel at each hardened site, and what depots can bring there in time, lasts the window."""

    kind: Literal["fuel"]
    hardened: HardenedTest | None = Field(
        None, description="Only sites that pass this test. Empty: every site."
    )
    nodes: YesNo = Field(True, description="Active fiber nodes of the unit too.")
    depots: YesNo = Field(
        True, description="`false`: only what is on the spot, and what the scenario sends."
    )


class IslandDuty(Duty):
    """Each island keeps sites that run by themselves and leave it by satellite or microwave."""

    kind: Literal["island-autonomy"]
    at_least: Annotated[Count, Within(1, 100)] = Field(
        1, description="Sites of the island that meet it."
    )
    hours: Annotated[Exact, Within(0, 1_000)] = Field(
        72, validate_default=True, description="Hours on the fixed generators' full tanks."
    )
    paths: tuple[Literal["satellite", "microwave"], ...] = Field(
        ("satellite", "microwave"), description="Ways off the island that count; any one of them."
    )
