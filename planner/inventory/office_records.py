"""What an office keeps beside the network: who is called and on duty, what is to be done by when, what was reported.

Times are instants with their offset, or hours from the storm's arrival (the first wind of the force that the policy
names in the middle of some district) or from the scenario's start.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.foundation.scalars import Count, Day, Exact, Instant, Number, YesNo
from planner.inventory.base import Id, Name, Notice, Paragraph, Phrase, Record, Sourced, Within

HoursFrom = Annotated[Exact, Within(-10_000, 10_000)]
Zero = Literal["storm-arrival", "start"]
"""What hours are counted from."""
Minutes = Annotated[Number, Within(0, 100_000)]
MillionVnd = Annotated[Number, Within(0, 100_000_000)]


class OfficeRecord(Sourced):
    """Whose record it is: a commune's, a district's, or the province's own."""

    id: Id
    district: Id | None = Field(None, description="Empty, with no commune: the province's own.")
    commune: Id | None = None


class Contact(OfficeRecord):
    """Somebody who can be called. Personal data: never in a public edition."""

    unit: Name
    post: Name | None = None
    person: Phrase | None = Field(None, description="Full name; internal.")
    mobile: Phrase | None = Field(None, description="Internal.")
    landline: Phrase | None = Field(None, description="Internal.")
    satellite: Phrase | None = Field(None, description="Internal.")
    radio: Phrase | None = Field(None, description="Call sign and channel; internal.")
    email: Phrase | None = Field(None, description="Internal.")


ShiftRole = Literal["leader", "duty", "technical", "reporting"]


class Shift(OfficeRecord):
    """One shift of the duty roster."""

    from_: Instant = Field(alias="from")
    to: Instant
    role: ShiftRole = "duty"
    who: tuple[Id, ...] = Field((), description="Contacts. Empty: nobody is named yet.")


Phase = Literal["before", "during", "after"]
TaskStatus = Literal["not-started", "ongoing", "done", "late"]


class Task(OfficeRecord):
    """One task: which unit does what by when, and how far it is."""

    phase: Phase
    task: Name
    unit: Name | None = Field(None, description="Who does it. Empty: not assigned.")
    due_h: HoursFrom | None = Field(None, description="Deadline in hours from `zero`.")
    zero: Zero = "storm-arrival"
    due: Instant | None = Field(None, description="Deadline as an instant, in place of `due_h`.")
    status: TaskStatus | None = Field(None, description="Empty: nobody has told.")
    progress_percent: Annotated[Count, Within(0, 100)] | None = None
    reason: Name | None = Field(None, description="Why it is late.")
    done_at: Instant | None = None
    contact: Id | None = None


class Milestone(OfficeRecord):
    """What is to be back by when; a requirement may compute it from the run."""

    name: Name
    due_h: HoursFrom
    zero: Zero = "storm-arrival"
    share: Annotated[Number, Within(0, 1)] | None = None
    unit: Name | None = None
    requirement: Id | None = Field(
        None, description="The requirement of kind milestone that computes it."
    )
    reached_at: Instant | None = None
    reason: Name | None = None


DamageKind = Literal[
    "mast", "equipment", "power", "fiber", "generator", "service", "warning-channel", "other"
]


class DamageReport(OfficeRecord):
    """What one reporter says is broken; reports of others stand beside it."""

    asset: Id | None = Field(None, description="The record that is damaged. Empty: `place` says.")
    place: Name | None = None
    what: DamageKind
    count: Annotated[Count, Within(0, 1_000_000)] = Field(
        1, description="How many, where one report speaks of several."
    )
    down_since: Instant | None = None
    restored_at: Instant | None = None
    cause: Name | None = None
    cost_million_vnd: MillionVnd | None = None
    reporter: Phrase = Field(description="The unit that reports, not a person.")
    as_of: Instant


class Drill(OfficeRecord):
    """A drill or a training: held, or planned where its day is still to come."""

    kind: Literal["drill", "training"] = "drill"
    name: Name
    date: Day
    scope: Name | None = None
    lead: Name | None = None
    participants: Annotated[Count, Within(0, 1_000_000)] | None = None
    lessons: Notice | None = None
    next_due: Day | None = None


class Review(OfficeRecord):
    """One review of the plan, with the version that came of it."""

    date: Day
    version: Phrase
    scope: Name | None = None
    changes: Notice | None = None
    lessons: Notice | None = None
    approved_by: Name | None = None
    next_due: Day | None = None


MessageEvent = Literal[
    "storm-warning", "evacuation", "power-cut", "no-signal", "roaming", "false-news", "all-clear",
    "other",
]  # fmt: skip
MessageChannel = Literal[
    "sms", "zalo", "loudspeakers", "radio", "television", "speaker-van", "board", "team"
]


class Translation(Record):
    """The message in one more language."""

    language: Phrase
    text: Paragraph


class MessageTemplate(OfficeRecord):
    """A message that is ready to be sent: event, audience, text, channels, who orders it and how fast."""

    event: MessageEvent
    audience: Name
    text: Notice
    translations: tuple[Translation, ...] = ()
    channels: Annotated[tuple[MessageChannel, ...], Field(min_length=1)]
    ordered_by: Name | None = None
    target_min: Minutes | None = Field(None, description="Minutes from order to delivery.")


class RumourControl(OfficeRecord):
    """Who watches for false news and answers it."""

    owner: Name
    team: Name | None = None
    response_min: Minutes | None = None
    watches: tuple[Name, ...] = ()
    spokespersons: tuple[Id, ...] = Field((), description="Contacts who speak to the press.")
    press_contact: Id | None = None
    scam_warning: Notice | None = None


class ItSystem(OfficeRecord):
    """A system that the work depends on: its security level, its offline backup, how fast it must be back."""

    name: Name
    level: Annotated[Count, Within(1, 5)] | None = None
    owner: Name | None = None
    offline_backup: Day | None = Field(None, description="The last backup kept off line.")
    backup_every_days: Annotated[Count, Within(1, 3650)] | None = None
    recovery_target_h: Annotated[Exact, Within(0, 10_000)] | None = None
    contact: Id | None = None


AnnexKind = Literal[
    "operations-centre",
    "petition",
    "postal-route",
    "charging-point",
    "video-conference",
    "relocation",
    "funding",
    "hard-to-reach",
]
Fund = Literal[
    "operator", "budget", "universal-service-fund", "disaster-fund", "civil-defence-fund", "other"
]


class AnnexRow(OfficeRecord):
    """One row of a short annex; what each kind must say, a warning tells (`planner explain W587`)."""

    kind: AnnexKind
    name: Name
    what: Name | None = Field(None, description="How it works, or what is asked.")
    unit: Name | None = Field(None, description="Who is responsible, or to whom it is addressed.")
    place: Name | None = None
    site: Id | None = Field(None, description="Of a charging point: the station.")
    people: Annotated[Count, Within(0, 200_000_000)] | None = None
    amount_million_vnd: MillionVnd | None = None
    fund: Fund | None = None
    done: YesNo | None = None
    contact: Id | None = None


OFFICE_SECTIONS: dict[str, type[OfficeRecord]] = {
    "contacts": Contact,
    "roster": Shift,
    "tasks": Task,
    "milestones": Milestone,
    "damage_reports": DamageReport,
    "drills": Drill,
    "reviews": Review,
    "message_templates": MessageTemplate,
    "rumour_control": RumourControl,
    "it_systems": ItSystem,
    "annex_rows": AnnexRow,
}
"""The lists of the office; their ids share one namespace of their own."""
