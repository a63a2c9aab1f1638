"""What must hold, as data: unit, count, attributes, window, legal source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Count, Day, Exact, Number, YesNo
from planner.inventory.base import Id, Name, Phrase, Record, Remark, Sourced, Within


class UnitFilter(Record):
    """Which units the requirement speaks of; every key that is given must fit."""

    island: YesNo | None = Field(None, description="`true`: islands only; `false`: mainland only.")
    exposed: YesNo | None = Field(
        None, description="`true`: only units in an area often hit by disasters."
    )
    level: tuple[Phrase, ...] = Field((), description="Only units of these levels.")
    only: tuple[Id, ...] = Field((), description="Only these units.")


class WindTest(Record):
    """How strong the structure must be; exactly one key is given."""

    zone_gust: YesNo | None = Field(
        None,
        description="`true`: at least the 3-second gust of 50 years of the district's wind zone (QCVN 02:2022/BXD).",
    )
    gust_mps: Annotated[Number, Within(0, 150)] | None = Field(
        None, description="At least this 3-second gust, m/s."
    )
    force: Annotated[Count, Within(0, 17)] | None = Field(
        None, description="At least this Vietnamese wind force."
    )
    risk_level: Annotated[Count, Within(1, 5)] | None = Field(
        None,
        description="At least the highest force of this risk level in the district's risk region (Decision 18/2021), "
        "or a level that the operator declares.",
    )


class HardenedTest(Record):
    """The attributes that make a site hardened; judged on the inventory alone."""

    wind: WindTest
    generator_autonomy_mainland_h: Annotated[Exact, Within(0, 1000)] | None = Field(
        None,
        description="Full tanks of the fixed generators over their use, hours. Empty: not asked.",
    )
    generator_autonomy_island_h: Annotated[Exact, Within(0, 1000)] | None = None
    fiber_drop: YesNo = Field(True, description="A fiber drop is asked for.")
    survives_any_one: YesNo = Field(
        False,
        description="A path to a gateway must remain after the loss of any one segment or risk group.",
    )
    buried_drop: YesNo = Field(False, description="The drop must be in duct, buried or submarine.")
    floor_above_m: Annotated[Number, Within(0, 100)] | None = Field(
        None, description="Floor of the equipment at least this high above ground, m."
    )
    min_operators: Annotated[Count, Within(1, 20)] = Field(
        1, description="At least this many operators share it."
    )


class Requirement(Sourced):
    """One line of policy: what must hold, where, how long, and who ordered it."""

    id: Id
    name: Name
    kind: Literal["stations"] = Field(
        "stations", description="`stations`: so many hardened stations in service."
    )
    unit: Literal["district", "commune", "province"]
    where: UnitFilter = UnitFilter()
    at_least: Annotated[Count, Within(1, 1000)]
    hardened: HardenedTest
    from_h: Annotated[Exact, Within(0, 100_000)] = Field(
        0, validate_default=True, description="Start of the window, hours."
    )
    until_h: Annotated[Exact, Within(0, 100_000)] | None = Field(
        None, description="End of the window. Empty: the horizon."
    )
    legal_source: Name = Field(description="The order, circular or decision behind it.")
    in_force: Day | None = None
    our_choices: tuple[Name, ...] = Field(
        (), description="Figures that the law leaves open and we chose; printed with every verdict."
    )
    remark: Remark | None = None
