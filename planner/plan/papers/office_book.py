"""The office's registers as a document prints them: whole, without personal data, or only what the public may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.filters import both, same
from planner.plan.office_annexes import (
    annex_register,
    damage,
    damage_totals,
    drills,
    messages,
    reviews,
    rumours,
    systems,
)
from planner.plan.registers.office import contacts, milestones, roster, tasks
from planner.plan.registers.posts import channels, means, nets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.plan.registers.register import Register
    from planner.scenario.run import Run

SHORT_ANNEXES = (
    "operations-centre",
    "postal-route",
    "video-conference",
    "relocation",
    "charging-point",
    "hard-to-reach",
)
"""Kinds of annex rows that stand together; money and petitions have their own place in the plan."""


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """Every register; one that a public edition leaves out has no rows."""

    contacts: Register
    means: Register
    """Of the command posts, with numbers and holders."""
    nets: Register
    channels: Register
    roster: Register
    tasks: Register
    milestones: Register
    damage: Register
    damage_totals: Register
    drills: Register
    reviews: Register
    messages: Register
    rumours: Register
    systems: Register
    funding: Register
    short_annexes: Register
    charging_points: Register
    asked: tuple[tuple[Text, Text], ...]
    """Petitions: what is asked, and the particulars."""
    funding_million_vnd: float
    """Of all rows that name an amount."""


def office_book(run: Run, clock: Clock, *, public: bool) -> OfficeBook:
    """The registers of a run's province.

    `public` keeps messages, the answering of false news and charging points, without anybody's name or number.
    """
    province = run.loaded.province

    def kept(make: Callable[[Run, Clock], Register]) -> Register:
        told = make(run, clock).for_reading().without_empty_columns()
        return told.emptied() if public else told

    def rows(*kinds: str) -> Register:
        told = annex_register(province, kinds).without_empty_columns()
        return told.emptied() if public else told

    money = [
        each.amount_million_vnd
        for each in province.annex_rows.values()
        if each.kind == "funding" and each.amount_million_vnd is not None
    ]
    rumours_ = rumours(run, clock).without_empty_columns()
    return OfficeBook(
        contacts=kept(contacts),
        means=kept(means),
        nets=kept(nets),
        channels=kept(channels),
        roster=kept(roster),
        tasks=kept(tasks),
        milestones=kept(milestones),
        damage=kept(damage),
        damage_totals=kept(damage_totals),
        drills=kept(drills),
        reviews=kept(reviews),
        messages=messages(run, clock).without_empty_columns(),
        rumours=rumours_.redacted() if public else rumours_,
        systems=kept(systems),
        funding=rows("funding"),
        short_annexes=rows(*SHORT_ANNEXES),
        charging_points=annex_register(province, ("charging-point",))
        .redacted()
        .without_empty_columns(),
        asked=() if public else tuple(_petitions(province)),
        funding_million_vnd=0.0 if public else sum(money),
    )


def _petitions(province: Province) -> Iterator[tuple[Text, Text]]:
    for each in province.annex_rows.values():
        if each.kind == "petition":
            yield both(each.name), same("") if each.what is None else both(each.what)
