"""Roads, sea routes, and what can be sent out over them: teams, generators, fuel, boats."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Count, Exact, Number
from planner.inventory.base import Id, Name, Placed, Point, Record, Sourced, Within
from planner.inventory.plant_records import Fuel, Hours, Litres

RoadClass = Literal["expressway", "national", "provincial", "local", "path"]
TeamType = Literal["radio", "fiber", "power", "transmission"]
ForceFrom = Annotated[Count, Within(1, 17)]
LengthKm = Annotated[Number, Within(0, 2_000, above_low=True)]
SpeedKmh = Annotated[Number, Within(1, 130)]


class RoadNode(Placed):
    """A place where roads meet, a road ends, or boats land."""

    id: Id
    name: Name | None = None
    kind: Literal["junction", "seat", "port"] = Field(
        "junction", description="`port`: boats land here."
    )
    district: Id | None = Field(
        None, description="On an island: the island's. Empty: the mainland."
    )
    commune: Id | None = Field(
        None, description="On one of several islands of a district: its own."
    )


class Route(Sourced):
    """What roads and sea routes share. Ends are road nodes."""

    id: Id
    name: Name | None = None
    from_: Id = Field(alias="from")
    to: Id
    length_km: LengthKm | None = Field(
        None, description="Empty: by its route, else the straight line times a detour."
    )
    speed_kmh: SpeedKmh | None = Field(None, description="Empty: by its class.")
    route: tuple[Point, ...] = Field(
        (), description="Points between its ends. Empty: a straight line."
    )
    closed_from_force: ForceFrom | None = Field(
        None,
        description="Closed while the wind (2-minute mean) is of this force or more. Empty: not surveyed.",
    )
    srlgs: tuple[Id, ...] = Field(
        (), description="Risk groups whose loss closes it, such as a bridge."
    )


class Road(Route):
    """One road between two road nodes; can be removed, repaired and cut by a landslide like any asset."""

    class_: RoadClass = Field(
        "provincial", alias="class", description="Gives the speed where none is written."
    )
    structure: Literal["road", "bridge", "ferry"] = Field(
        "road",
        description="`bridge`: a long bridge that is closed in a strong wind. `ferry`: crosses by ferry.",
    )
    floods_at_m: Annotated[Number, Within(0, 20)] | None = Field(
        None,
        description="Depth of water over the ground here from which no lorry passes. Empty: not surveyed.",
    )


class SeaRoute(Route):
    """A route by water between two road nodes."""

    boat: Literal["ferry", "speedboat", "cargo", "fishing", "patrol"] = "ferry"
    closed_at_risk_level: Annotated[Count, Within(3, 5)] | None = Field(
        None,
        description="Closed from this disaster risk level on, by the table of Decision 18/2021.",
    )


class Resource(Placed):
    """Something that can be sent out: a generator, a team, fuel, a vehicle."""

    id: Id
    name: Name | None = None
    kind: Literal[
        "mobile-generator",
        "team",
        "fuel",
        "battery",
        "vehicle",
        "mobile-station",
        "drone",
        "boat",
        "satellite-phone",
        "other",
    ]
    count: Annotated[Count, Within(0, 100_000)] = 1
    owner: Id | None = None
    district: Id | None = None
    at: Id | None = Field(
        None, description="The road node where it stands. Empty: the nearest one."
    )
    ready_after_h: Hours | None = Field(
        None, description="Hours from the order until it sets out. Empty: not surveyed."
    )
    crew: Annotated[Count, Within(0, 10_000)] | None = Field(
        None, description="People who go with it."
    )
    team: TeamType | None = Field(
        None, description="Of a team: what it mends. Empty: not surveyed."
    )
    kw: Annotated[Number, Within(0, 10_000)] | None = None
    tank_l: Litres | None = None
    burn_l_per_h: Litres | None = None
    fuel_l: Litres | None = None
    fuel: Fuel | None = Field(None, description="Of a depot: which fuel. Empty: not surveyed.")
    tanker_l: Litres | None = Field(
        None, description="Of a depot: what one lorry or boat brings. Empty: not surveyed."
    )


class TravelChoices(Record):
    """How travel is reckoned where the inventory says nothing. Every figure is a choice of ours."""

    join_km: Annotated[Number, Within(0, 100)] = Field(
        10, description="A place that names no road node is joined to the nearest one within this."
    )
    detour: Annotated[Number, Within(1, 5)] = Field(
        1.3, description="A straight line becomes a road of this many times its length."
    )
    expressway_kmh: SpeedKmh = 60
    national_kmh: SpeedKmh = 40
    provincial_kmh: SpeedKmh = 30
    local_kmh: SpeedKmh = 20
    path_kmh: SpeedKmh = 4
    boat_kmh: SpeedKmh = Field(15, description="Of a boat whose speed nobody wrote down.")
    road_from_force: ForceFrom = Field(
        10, description="Nobody is on the road or the water from this force on."
    )
    bridge_from_force: ForceFrom = Field(
        8, description="Of a bridge whose own limit was not surveyed."
    )
    boat_from_force: ForceFrom = Field(
        6, description="Of a boat or ferry whose own limit was not surveyed."
    )
    order_h: Annotated[Exact, Within(-1_000, 100_000)] = Field(
        0,
        validate_default=True,
        description="Hour at which resources are ordered out; they are ready from then on.",
    )
