"""What a department does about its networks: cable taken down from poles, operators that carry each other's phones."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.foundation.scalars import Count, Day, Number
from planner.inventory.base import Id, Name, Phrase, Sourced, Within

LengthKm = Annotated[Number, Within(0, 10_000)]


class CableProgramme(Sourced):
    """A programme that takes cable down from poles and puts it into the ground, by the end of a year."""

    id: Id
    name: Name | None = None
    owner: Id | None = Field(None, description="Operator whose cable it is.")
    segments: tuple[Id, ...] = Field((), description="The cables that it takes down.")
    year: Annotated[Count, Within(2000, 2100)] = Field(
        description="The year by whose end it is done."
    )
    target_km: LengthKm
    done_km: LengthKm | None = Field(
        None, description="In the ground so far. Empty: nobody has said."
    )
    funding: Phrase | None = Field(None, description="Who pays. Empty: not decided.")


class RoamingAgreement(Sourced):
    """Operators that carry each other's phones in some communes when they are ordered to."""

    id: Id
    communes: Annotated[tuple[Id, ...], Field(min_length=1)]
    operators: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Operators that have agreed."
    )
    minutes_after_order: Annotated[Count, Within(0, 10_000)] | None = Field(
        None, description="How long after the order it works. Empty: nobody has said."
    )
    trigger: Phrase | None = Field(None, description="Who orders it, and on what.")
    last_tested: Day | None = Field(None, description="Empty: nobody knows of a test.")
    instruction: Name | None = Field(
        None, description="What users are told to set on their phones. Empty: nothing is written."
    )


MEASURE_SECTIONS: dict[str, type[Sourced]] = {
    "cable_programmes": CableProgramme,
    "roaming_agreements": RoamingAgreement,
}
"""The lists that an inventory file may hold besides, and the record of each."""
