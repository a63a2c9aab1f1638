"""What a scenario file says: province, storm, policies, horizon, assumptions, actions."""

from __future__ import annotations

from math import sqrt
from typing import Annotated, Literal

from pydantic import Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from planner.foundation.scalars import Count, Exact, Instant, Number, YesNo
from planner.hazard.records import AssetPath, HourOf, Selector, Storm
from planner.inventory.base import (
    WORD_OR_RECORD,
    DesignWind,
    Id,
    Mounting,
    Name,
    Phrase,
    Record,
    Remark,
    Sourced,
    Within,
)
from planner.inventory.travel_records import TravelChoices
from planner.policy.duties.records import PolicyEntry


class Derate(Sourced):
    """Take load off a mast: it stands more wind, and serves nothing until it is put back."""

    do: Literal["derate"]
    site: Id
    at_h: HourOf
    until_h: HourOf | None = Field(
        None, description="When the load is put back. Empty: not within the horizon."
    )
    factor: Annotated[Number, Within(1, 3)] | None = Field(
        None, description="Its design wind is multiplied by this while derated."
    )
    removed_share: Annotated[Number, Within(0, 0.85)] | None = Field(
        None, description="Share of its area in the wind that is taken down; gives the factor."
    )
    responsible: Phrase | None = Field(None, description="Who must do it. Empty: nobody was told to.")
    deadline_h: HourOf | None = Field(
        None, description="When it must be done. Empty: the hour in `at_h`."
    )
    done: YesNo | None = Field(None, description="Whether it is done. Empty: nobody has said.")
    done_at: Instant | None = Field(None, description="When it was done.")

    @property
    def strength(self) -> float:
        """By what the design wind is multiplied while derated.

        The drag of the wind goes with area times speed squared, so that a mast with the share s of its area taken down
        feels at ``1 / sqrt(1 - s)`` times the wind what it felt before.
        """
        if self.factor is not None:
            return self.factor
        return float(1 / sqrt(1 - (self.removed_share or 0.0)))

    @model_validator(mode="after")
    def _one_figure(self) -> Derate:
        if (self.factor is None) == (self.removed_share is None):
            raise PydanticCustomError(
                "E437",
                "{fact_en}",
                {
                    "fact_vi": "hạ tải phải có đúng một trong `factor` và `removed_share`",
                    "fact_en": "a derating has exactly one of `factor` and `removed_share`",
                    "remedy_vi": "ghi hệ số chịu gió, hoặc phần diện tích hứng gió được tháo",
                    "remedy_en": "write the factor, or the share of the area in the wind that is taken down",
                },
            )
        return self


class Refuel(Sourced):
    """Bring fuel to one generator; at most its tank is filled."""

    do: Literal["refuel"]
    generator: AssetPath = Field(description="`SITE/gen/ID`.")
    at_h: HourOf
    litres: Annotated[Exact, Within(0, 1_000_000)] | None = Field(
        None, description="Empty: fill it up."
    )
    from_: Id | None = Field(
        None, alias="from", description="The depot that it comes from. Empty: from elsewhere."
    )


class MobileGenerator(Sourced):
    """Send a generator to a site or a fiber node; damageable as `SITE/gen/ID` once there."""

    do: Literal["mobile-generator"]
    id: Id = Field(description="Names it at the site: `SITE/gen/ID`.")
    to: Id = Field(description="Site or fiber node.")
    at_h: HourOf = Field(description="When it arrives.")
    until_h: HourOf | None = Field(None, description="When it leaves. Empty: it stays.")
    kw: Annotated[Number, Within(0, 10_000)] | None = None
    tank_l: Annotated[Exact, Within(0, 1_000_000)]
    burn_l_per_h: Annotated[Exact, Within(0, 1_000, above_low=True)]
    fuel_l: Annotated[Exact, Within(0, 1_000_000)] | None = Field(
        None, description="Fuel on arrival. Empty: a full tank."
    )
    maintenance: Literal["good", "poor"] | None = Field(
        None, description="State of maintenance. Empty: not known."
    )
    operator: Id | None = Field(
        None, description="Only this operator's equipment runs on it. Empty: all."
    )


class Repair(Sourced):
    """Mend one asset; ends what began before it."""

    do: Literal["repair"]
    asset: AssetPath
    at_h: HourOf


class PowerCut(Sourced):
    """A planned cut: power nodes or lines switched off, at an hour or when the wind passes a level."""

    do: Literal["power-cut"]
    select: Selector
    at_h: HourOf = Field(
        0,
        validate_default=True,
        description="When it begins; with a level of wind, from when on the order counts.",
    )
    until_h: HourOf | None = None
    when_force: Annotated[Count, Within(1, 17)] | None = Field(
        None, description="Off when the wind at the asset passes the lower end of this force."
    )
    when_gust_mps: Annotated[Number, Within(0, 150)] | None = Field(
        None, description="Off when the 3-second gust at the asset passes this, m/s."
    )
    back_after_h: Annotated[Exact, Within(0, 1_000)] | None = Field(
        None, description="On again when the wind has stayed below for so many hours."
    )

    @property
    def by_wind(self) -> bool:
        """Whether it waits for a level of wind."""
        return self.when_force is not None or self.when_gust_mps is not None

    @model_validator(mode="after")
    def _says_when(self) -> PowerCut:
        both = self.when_force is not None and self.when_gust_mps is not None
        returns = self.until_h is not None and self.back_after_h is not None
        unasked = self.back_after_h is not None and not self.by_wind
        if both or returns or unasked or not (self.by_wind or "at_h" in self.model_fields_set):
            raise PydanticCustomError(
                "E435",
                "{fact_en}",
                {
                    "fact_vi": "lệnh cắt điện không nói rõ khi nào cắt, khi nào đóng lại",
                    "fact_en": "the power cut does not say clearly when it begins and ends",
                    "remedy_vi": "ghi `at_h`, hoặc một trong `when_force`, `when_gust_mps`; đóng lại: một trong "
                    "`until_h`, `back_after_h` (chỉ khi cắt theo gió)",
                    "remedy_en": "write `at_h`, or one of `when_force` and `when_gust_mps`; to end it one of "
                    "`until_h` and `back_after_h` (with wind only)",
                },
            )
        return self


Action = Annotated[Derate | Refuel | MobileGenerator | Repair | PowerCut, Field(discriminator="do")]


class FuelAtStart(Record):
    """Fuel in the tanks at hour 0; printed with every verdict."""

    share: Annotated[Exact, Within(0, 1)] = Field(
        1, validate_default=True, description="Share of every fixed tank."
    )
    remark: Phrase | None = None


class ClassDefault(Sourced):
    """A design gust assumed where an asset's own was not surveyed; serves damage, never the hardened test."""

    kind: Literal["segment", "drop", "service-drop", "line", "substation", "dish", "mast"]
    mounting: Mounting | None = Field(None, description="Empty: any mounting.")
    structure: Phrase | None = Field(None, description="For masts: the structure type. Empty: any.")
    voltage_at_least_kv: Annotated[Number, Within(0, 1000)] | None = None
    design_wind: DesignWind


class DefaultsLibrary(Sourced):
    """Sourced class defaults, in one file that scenarios share."""

    id: Id
    name: Name
    classes: tuple[ClassDefault, ...] = Field(description="The first that fits is taken.")


class Damage(Record):
    """How damage is worked out from intensity."""

    mode: Literal["design", "sampled"] = Field(
        "design", description="By design values, or drawn from fragility curves."
    )
    library: Phrase = Field(
        "bundled:defaults/fragility.yaml", description="File of fragility curves."
    )
    sample: Annotated[Count, Within(0, 2**32)] = Field(
        0, description="Which sample is run when the mode is `sampled`."
    )
    storm_wide_log_sd: Annotated[Number, Within(0, 1)] = Field(
        0.1, description="Spread of the storm's strength as a whole, of its logarithm."
    )


class Scenario(Sourced):
    """The whole question: province, storm, policy, horizon, actions."""

    id: Id
    name: Name
    province: Phrase = Field(".", description="Folder of the inventory, seen from this file.")
    storm: (
        Annotated[Annotated[Storm, Tag("record")] | Annotated[Phrase, Tag("word")], WORD_OR_RECORD]
        | None
    ) = Field(None, description="A storm file, or the storm itself. Empty: nothing is lost.")
    also: Annotated[tuple[Phrase, ...], Field(max_length=50)] = Field(
        (), description="Storm files that come beside it: their removals and footprints, no track."
    )
    policies: Annotated[
        tuple[PolicyEntry, ...],
        Field(min_length=1),
    ] = Field(description="Policy files, or requirements written here.")
    defaults: Phrase | None = Field(
        None, description="File of sourced class defaults. Empty: none are assumed."
    )
    start: Instant = Field(description="Hour 0, with its offset: `2024-09-06T12:00:00+07:00`.")
    horizon_h: Annotated[Exact, Within(0, 10_000, above_low=True)] = Field(
        72, validate_default=True
    )
    fuel_at_start: FuelAtStart = FuelAtStart()
    fording_depth_m: Annotated[Number, Within(0, 10)] = Field(
        0.3, description="Water deeper than this at a site lets no fuel and no generator through."
    )
    travel: TravelChoices = TravelChoices()
    damage: Damage = Damage()
    seed: Annotated[Count, Within(0, 2**53)] = 0
    actions: tuple[Action, ...] = ()
    remark: Remark | None = None
