"""Duties about registers: deratings, cable out of the wind, roaming."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Count, Exact, Number
from planner.inventory.base import Within
from planner.policy.duties.duty import Duty


class DeratingDuty(Duty):
    """Every mast that is ordered to be derated is so before the wind comes and until it has gone."""

    kind: Literal["derating"]
    before_force: Annotated[Count, Within(1, 17)] = Field(
        6, description="The wind has come when it reaches this force at the mast."
    )
    lead_h: Annotated[Exact, Within(0, 240)] = Field(
        0, validate_default=True, description="So long before that it must be done, hours."
    )


class UndergroundingDuty(Duty):
    """So large a share of the cable does not hang on poles by the end of a year."""

    kind: Literal["undergrounding"]
    share: Annotated[Number, Within(0, 1)]
    by_year: Annotated[Count, Within(2000, 2100)]
    routes: Literal["core", "all"] = Field(
        "core", description="`core`: between gateways and hubs. `all`: every segment."
    )


class RoamingDuty(Duty):
    """Operators have agreed to carry each other's phones wherever one falls short by itself."""

    kind: Literal["roaming"]
    people_share: Annotated[Number, Within(0, 1)] = Field(
        0.5,
        description="An operator that by itself covers less of a commune's people falls short.",
    )
    within_min: Annotated[Count, Within(0, 10_000)] = Field(
        30, description="Roaming works within so many minutes of the order."
    )
    tested_within_days: Annotated[Count, Within(1, 3650)] | None = Field(
        365, description="It must have been tested this recently."
    )
