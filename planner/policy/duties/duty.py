"""What every duty beside the stations says: where, how long, by whose order, and how far a site reaches."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Day, Exact, Number
from planner.inventory.base import Id, Name, Record, Remark, Sourced, Within
from planner.inventory.duty_records import BandMhz, Terrain
from planner.policy.requirements import UnitFilter


class ReachModel(Record):
    """How far a site is taken to reach people outdoors: Hata's formula and the figures it needs."""

    path_loss_db: Annotated[Number, Within(80, 200)] = Field(
        145, description="Largest path loss over which a phone still works, dB."
    )
    margin_db: Annotated[Number, Within(0, 40)] = Field(
        10, description="Kept in hand for shadowing, dB."
    )
    error_db: Annotated[Number, Within(0, 40)] = Field(
        8,
        description="How wrong the formula may be, dB: who is reached with so much more loss is covered, who is not "
        "reached with so much less is not, and in between nobody can tell.",
    )
    receiver_height_m: Annotated[Number, Within(1, 10)] = 1.5
    furthest_km: Annotated[Number, Within(0.1, 100)] = Field(
        20, description="Beyond this the formula says nothing."
    )
    terrain: Terrain = Field("suburban", description="Where a population point names none.")
    band_mhz: BandMhz = Field(1800, description="Where a site names no band.")


class Duty(Sourced):
    """What every duty says: where, how long, and who ordered it."""

    id: Id
    name: Name
    unit: Literal["district", "commune", "province"]
    where: UnitFilter = UnitFilter()
    from_h: Annotated[Exact, Within(0, 100_000)] = Field(0, validate_default=True)
    until_h: Annotated[Exact, Within(0, 100_000)] | None = None
    legal_source: Name
    in_force: Day | None = None
    our_choices: tuple[Name, ...] = ()
    remark: Remark | None = None
    reach: ReachModel = ReachModel()
