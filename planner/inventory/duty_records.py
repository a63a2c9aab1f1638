"""Command posts with their means, radio nets, warning channels, and where people live.

A means or channel of which only the kind is known is written as one word: everything else about it was not surveyed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from planner.foundation.scalars import Count, Day, Number, YesNo
from planner.inventory.base import (
    WORD_OR_RECORD,
    DesignWind,
    Id,
    Mounting,
    Name,
    Phrase,
    Placed,
    Population,
    Sourced,
    Within,
)
from planner.inventory.plant_records import Hours, Powered

MeansKind = Literal[
    "public-mobile", "fiber", "satellite-phone", "vsat", "vhf", "uhf", "hf", "courier"
]
"""What a command post can communicate by."""
Rank = Literal["primary", "alternate", "contingency", "emergency"]
"""The order in which means are turned to."""
RangeKm = Annotated[Number, Within(0, 20_000)]
Terrain = Literal["urban", "suburban", "open"]
"""What stands around the people who are to be reached: the clutter classes of Hata's formula."""
BandMhz = Annotated[Number, Within(150, 4_000)]


class Means(Sourced):
    """One means of communication at a command post; damageable as `POST/means/ID`."""

    id: Id = Field(description="Names it at the post: `POST/means/ID`.")
    kind: MeansKind
    rank: Rank | None = Field(None, description="When it is turned to. Empty: not decided.")
    operators: tuple[Id, ...] = Field(
        (), description="Of public mobile: whose subscriptions the post has. Empty: not surveyed."
    )
    served_by: tuple[Id, ...] = Field(
        (), description="Of public mobile: the sites found to serve it. Empty: as a formula reckons."
    )
    node: Id | None = Field(None, description="Of fiber: the node it ends at.")
    mounting: Mounting | None = Field(None, description="Of fiber: how the cable runs.")
    poles: Id | None = Field(None, description="The power line on whose poles it hangs.")
    srlgs: tuple[Id, ...] = ()
    net: Id | None = Field(None, description="Of a radio: the net it works on.")
    design_wind: DesignWind | None = Field(
        None, description="Of a dish, an antenna or an aerial cable. Empty: not surveyed."
    )
    battery_h: Hours | None = Field(
        None,
        description="Hours of use on its own batteries, spares included. `0`: it runs on the post's power. "
        "Empty: not surveyed.",
    )
    number: Phrase | None = Field(None, description="Number or call sign; internal.")
    holder: Phrase | None = Field(None, description="Who holds it; internal.")
    service: Phrase | None = Field(None, description="Service or constellation.")
    last_tested: Day | None = Field(None, description="Empty: nobody knows of a test.")
    trained_user: YesNo | None = None
    sky_view: YesNo | None = None
    subscription_until: Day | None = Field(None, description="Last day paid for.")


PostKind = Literal[
    "province", "district", "commune", "hospital", "dyke", "shelter", "military", "police", "other"
]


class CommandPost(Powered):
    """A seat of government, steering committee, hospital or dyke post that must keep communicating."""

    id: Id
    name: Name
    kind: PostKind
    district: Id
    commune: Id | None = None
    means: tuple[
        Annotated[
            Annotated[Means, Tag("record")] | Annotated[MeansKind, Tag("word")], WORD_OR_RECORD
        ],
        ...,
    ] = Field((), max_length=12)


class RadioNet(Sourced):
    """One radio net: who may talk to whom, and how far."""

    id: Id
    name: Name
    band: Literal["vhf", "uhf", "hf"]
    channel: Phrase | None = None
    licence: Phrase | None = None
    holder: Phrase | None = None
    control: Id | None = Field(
        None, description="The post that the others must reach. Empty: any other member."
    )
    range_km: RangeKm | None = Field(
        None, description="How far two sets reach each other. Empty: not surveyed."
    )
    repeaters: tuple[Id, ...] = Field((), description="Sites that carry a repeater of this net.")
    repeater_range_km: RangeKm | None = Field(
        None, description="How far a set reaches a repeater. Empty: `range_km`."
    )


ChannelKind = Literal[
    "loudspeakers",
    "siren",
    "radio",
    "television",
    "sms",
    "speaker-van",
    "megaphone",
    "team",
    "board",
]


class WarningChannel(Powered):
    """A loudspeaker cluster, siren, transmitter or other channel that warns the public."""

    id: Id
    name: Name | None = None
    kind: ChannelKind
    commune: Id
    communes: tuple[Id, ...] = Field(
        (), description="Other communes that it reaches, such as those of a transmitter."
    )
    needs_grid: YesNo | None = None
    technology: Literal["wired", "wireless", "ip"] | None = None
    design_wind: DesignWind | None = Field(
        None, description="Of its pole or mast. Empty: not surveyed."
    )
    uplink: Literal["none", "fiber", "mobile"] | None = Field(
        None, description="What the message comes in by. `none`: spoken on the spot."
    )
    node: Id | None = Field(None, description="Of a fiber uplink: the node.")
    operators: tuple[Id, ...] = Field((), description="Of a mobile uplink. Empty: any operator.")
    served_by: tuple[Id, ...] = Field(
        (), description="Of a mobile uplink: the sites found to serve it. Empty: as a formula reckons."
    )
    order: Annotated[Count, Within(1, 50)] | None = Field(
        None, description="Its place in the order of replacement: 1 first."
    )
    languages: tuple[Phrase, ...] = ()


class PopulationPoint(Placed):
    """Where people live: a village, a hamlet, a quarter."""

    id: Id
    name: Name | None = None
    commune: Id
    population: Population
    terrain: Terrain | None = Field(None, description="Empty: the policy's own assumption.")
    signal_before: YesNo | None = Field(
        None, description="Whether there was any signal before the storm. `false`: a dead spot."
    )
    served_by: tuple[Id, ...] = Field(
        (), description="The sites found to serve it. Empty: as a formula reckons."
    )
    grid: YesNo | None = Field(None, description="Whether the grid reaches it.")
    alternative: Phrase | None = Field(None, description="What people there turn to instead.")


class CoverageMeasurement(Sourced):
    """What was measured of one operator in one commune; two reporters may both be kept."""

    id: Id
    commune: Id
    operator: Id
    people_share: Annotated[Number, Within(0, 1)] | None = None
    area_share: Annotated[Number, Within(0, 1)] | None = None
    download_mbps: Annotated[Number, Within(0, 100_000)] | None = None
