"""What eats power and how it is fed: generators, service drops, batteries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Exact, Number
from planner.inventory.base import DesignWind, Id, Mounting, Placed, Sourced, Within

Hours = Annotated[Exact, Within(0, 100_000), Field(description="Hours.")]
Litres = Annotated[Exact, Within(0, 1_000_000), Field(description="Litres.")]
HeightM = Annotated[Number, Within(0, 400), Field(description="Metres above ground.")]
FloorM = Annotated[
    Number, Within(0, 100), Field(description="Metres above the ground at the site.")
]


Fuel = Literal["diesel", "petrol"]


class Generator(Sourced):
    """One generator set on a site or node; damageable as `SITE/gen/ID`."""

    id: Id
    kw: Annotated[Number, Within(0, 10_000)] | None = Field(None, description="Rated power, kW.")
    tank_l: Litres | None = Field(None, description="Tank, litres. Empty: not surveyed.")
    burn_l_per_h: Annotated[Exact, Within(0, 1_000, above_low=True)] | None = Field(
        None, description="Fuel use at the site's load, litres per hour. Empty: not surveyed."
    )
    fuel: Fuel | None = Field(None, description="What it burns. Empty: not surveyed.")
    mounting: Literal["fixed", "mobile"] = Field(
        "fixed", description="Only fixed generators make a site hardened."
    )
    maintenance: Literal["good", "poor"] | None = Field(
        None, description="State of maintenance. Empty: not surveyed."
    )
    floor_height_m: FloorM | None = Field(
        None, description="Empty: the floor of the site's equipment."
    )
    operator: Id | None = Field(
        None, description="Only this operator's equipment runs on it. Empty: all."
    )


class ServiceDrop(Sourced):
    """The low-voltage span from the feeding power node to the site; damageable as `SITE/service-drop`."""

    mounting: Mounting
    design_wind: DesignWind | None = None


class Powered(Placed):
    """Anything that eats power: a site or an active fiber node."""

    feed: Id | None = Field(None, description="The power node that feeds it.")
    service_drop: ServiceDrop | None = Field(
        None, description="How the last span of power line reaches it."
    )
    battery_h: Hours | None = Field(
        None,
        description="Hours on battery at full charge. Empty: not surveyed, never read as zero.",
    )
    battery_recharge_h: Annotated[Exact, Within(0, 1_000, above_low=True)] = Field(
        8, validate_default=True, description="Hours from empty to full on the grid or a generator."
    )
    generators: tuple[Generator, ...] | None = Field(
        None, description="Generator sets. `[]`: surveyed, none. Empty: not surveyed."
    )
    floor_height_m: FloorM | None = Field(
        None, description="Floor of the equipment above ground, m. Empty: not surveyed."
    )
    autonomy_h: Hours | None = Field(
        None,
        description="Autonomy as somebody declared it, hours; compared with tank, burn and battery, never used.",
    )
    road_node: Id | None = Field(
        None, description="The road node from which it is reached. Empty: the nearest one."
    )
