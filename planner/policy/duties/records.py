"""The duties beside the stations, as data: command that goes on, warnings that reach people, coverage."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, Tag

from planner.foundation.scalars import Count, Exact, Number, YesNo
from planner.foundation.yaml.scalars import Plain
from planner.inventory.base import Id, Phrase, Within
from planner.inventory.duty_records import ChannelKind, PostKind
from planner.inventory.office_records import MessageEvent, Phase, ShiftRole
from planner.policy.duties.duty import Duty
from planner.policy.duties.measure_records import DeratingDuty, RoamingDuty, UndergroundingDuty
from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
from planner.policy.requirements import Requirement


class CommandDuty(Duty):
    """Each command post keeps so many independent means, some of which need no public network."""

    kind: Literal["command"]
    posts: tuple[PostKind, ...] = Field((), description="Of these kinds. Empty: every post.")
    at_least: Annotated[Count, Within(1, 12)] = Field(
        description="Means in working order of which no two share an asset whose loss takes both."
    )
    without_public: Annotated[Count, Within(0, 12)] = Field(
        1, description="Means in working order that need no public network."
    )
    roaming: YesNo = Field(
        True, description="`true`: a phone works through any operator in service within reach."
    )
    tested_within_days: Annotated[Count, Within(1, 3650)] | None = Field(
        None, description="A satellite terminal or radio must have been tested this recently."
    )


class WarningDuty(Duty):
    """Each commune keeps so many working warning channels."""

    kind: Literal["warning"]
    at_least: Annotated[Count, Within(1, 50)]
    without_grid: YesNo = Field(
        False, description="`true`: only what works with no grid from the start counts."
    )
    channels: tuple[ChannelKind, ...] = Field((), description="Of these kinds. Empty: any.")
    people_share: Annotated[Number, Within(0, 1)] = Field(
        0.5,
        description="Messages count as a channel while at least this share of people is covered.",
    )
    indoors_from_force: Annotated[Count, Within(1, 17)] = Field(
        8,
        description="From this wind force on nobody works outdoors: vans, megaphones and teams stand still.",
    )


class CoverageDuty(Duty):
    """So large a share of the people is served by a network."""

    kind: Literal["coverage"]
    people_share: Annotated[Number, Within(0, 1)]
    roaming: YesNo = Field(
        True,
        description="`true`: any operator will do. `false`: every operator must cover a person by itself.",
    )
    weak_below_mbps: Annotated[Number, Within(0, 100_000)] = Field(
        40,
        description="An operator measured slower than this in a commune covers nobody there for certain, Mbit/s.",
    )
    operator: Id | None = Field(
        None, description="Only this operator's own network counts. Empty: as `roaming` says."
    )


ArrivalForce = Annotated[
    Count,
    Within(1, 17),
    Field(
        description="The storm has come when the wind in the middle of some district reaches this force."
    ),
]


class TasksDuty(Duty):
    """Every task of the unit has a unit, a deadline and a status, and none is overdue."""

    kind: Literal["tasks"]
    phases: tuple[Phase, ...] = Field((), description="Tasks of these phases. Empty: every task.")
    judged_until: Literal["start", "storm-arrival", "horizon"] = Field(
        "storm-arrival", description="Deadlines up to this count."
    )
    arrival_force: ArrivalForce = 6


class MilestoneDuty(Duty):
    """So large a share of something is back, or linked, by an hour, and stays so."""

    kind: Literal["milestone"]
    measure: Literal["sites-back", "posts-linked", "commune-station", "islands-linked"]
    share: Annotated[Number, Within(0, 1)] = Field(
        1, description="Of the sites that were lost; of all posts, communes or islands."
    )
    by_h: Annotated[Exact, Within(0, 10_000)]
    counted_from: Literal["worst", "storm-arrival", "start"] = Field(
        "worst", description="What `by_h` is counted from."
    )
    arrival_force: ArrivalForce = 6


class ReadinessDuty(Duty):
    """Somebody is on duty throughout, the plan was drilled and reviewed, messages and people are ready."""

    kind: Literal["readiness"]
    roster_roles: tuple[ShiftRole, ...] = ("duty",)
    drill_within_days: Annotated[Count, Within(1, 3650)] | None = None
    review_within_days: Annotated[Count, Within(1, 3650)] | None = None
    messages: tuple[MessageEvent, ...] = ()
    rumour_control: YesNo = True


AnyDuty = (
    CommandDuty
    | WarningDuty
    | CoverageDuty
    | TasksDuty
    | MilestoneDuty
    | ReadinessDuty
    | ReachDuty
    | FuelDuty
    | IslandDuty
    | DeratingDuty
    | UndergroundingDuty
    | RoamingDuty
)
DUTIES: dict[str, type[Duty]] = {
    "command": CommandDuty,
    "warning": WarningDuty,
    "coverage": CoverageDuty,
    "tasks": TasksDuty,
    "milestone": MilestoneDuty,
    "readiness": ReadinessDuty,
    "reach": ReachDuty,
    "fuel": FuelDuty,
    "island-autonomy": IslandDuty,
    "derating": DeratingDuty,
    "undergrounding": UndergroundingDuty,
    "roaming": RoamingDuty,
}
"""The `kind` of a requirement that is no rule about stations."""


def requirement_model(raw: Any) -> type[BaseModel]:
    """The record that a requirement, as it was read, must fit: by its `kind`; stations where it names none."""
    kind = raw.get("kind") if isinstance(raw, dict) else None
    return DUTIES.get(kind, Requirement) if isinstance(kind, str) else Requirement


def _written_as(value: Any) -> str:
    if value is None or isinstance(value, str | Plain):
        return "word"
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) and kind in DUTIES else "stations"


PolicyEntry = Annotated[
    Annotated[Phrase, Tag("word")]
    | Annotated[Requirement, Tag("stations")]
    | Annotated[CommandDuty, Tag("command")]
    | Annotated[WarningDuty, Tag("warning")]
    | Annotated[CoverageDuty, Tag("coverage")]
    | Annotated[TasksDuty, Tag("tasks")]
    | Annotated[MilestoneDuty, Tag("milestone")]
    | Annotated[ReadinessDuty, Tag("readiness")]
    | Annotated[ReachDuty, Tag("reach")]
    | Annotated[FuelDuty, Tag("fuel")]
    | Annotated[IslandDuty, Tag("island-autonomy")]
    | Annotated[DeratingDuty, Tag("derating")]
    | Annotated[UndergroundingDuty, Tag("undergrounding")]
    | Annotated[RoamingDuty, Tag("roaming")],
    Discriminator(_written_as),
]
"""A policy of a scenario: the file that holds it, or the requirement itself."""
