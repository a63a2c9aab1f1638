"""By when things must be done: the last hour at which a crew can still do them, and why that hour."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, litres, same
from planner.scenario.arrival import arrivals_h

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.inventory.province import Province
    from planner.plan.sheets import ActionRow, DerateRow, FuelRow
    from planner.scenario.run import Run
    from planner.simulation.supply import PlantHistory

WORKING_LIMIT_FORCE = 6
"""Ours: nobody climbs a mast or drives a tank truck from this force on."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Work with the last hour at which it can be done.

    `last_h` None: nothing in the run says by when.
    """

    last_h: Fraction | None
    why: Text
    verb: Text
    things: tuple[Text, ...]
    district: str | None
    where: Text
    planned_at_h: Fraction | None
    """When the scenario orders it; None where the plan proposes it."""

    @property
    def late(self) -> bool:
        """Whether the scenario orders it later than it can be done."""
        return (
            self.planned_at_h is not None
            and self.last_h is not None
            and self.planned_at_h > self.last_h
        )


_IN_TIME = Text("trước khi gió tới cấp 6", "before the wind reaches force 6")
_BEFORE_EMPTY = Text("trước khi bồn cạn", "before the tank runs dry")
_AS_ORDERED = Text("theo kịch bản", "as the scenario orders")
_FIRST_FALLS = Text("trước khi cột đổ", "before the mast falls")


def working_limits(run: Run) -> dict[str, Fraction]:
    """The hour from which nobody works outdoors, by district; a district without it is never so windy."""
    return arrivals_h(run.loaded, WORKING_LIMIT_FORCE)


def due_rows(
    run: Run,
    actions: Sequence[ActionRow],
    proposed: Sequence[DerateRow],
    fuel: Sequence[FuelRow],
) -> tuple[DueRow, ...]:
    """Everything to be done up to the storm's end, what must be done first at the head.

    Repairs are left out: they come after, in an order of their own.
    """
    maker = _Maker(run.loaded.province, working_limits(run), run.pessimistic.views[None].plants)
    rows = [maker.ordered(row) for row in actions if row.phase != "after"]
    rows += [maker.derating(row) for row in proposed]
    rows += [maker.fuelling(row) for row in fuel]
    return _merged(sorted(rows, key=_urgent_first))


def _urgent_first(row: DueRow) -> tuple[bool, Fraction, str, str, str]:
    last = row.last_h if row.last_h is not None else Fraction(0)
    # By the id, which runs as the names do without their marks: `Đầm Hà` stands before `Hạ Long`.
    return row.last_h is None, last, row.district or "", row.verb.vi, row.things[0].vi


def _merged(rows: Iterable[DueRow]) -> tuple[DueRow, ...]:
    """Work of one kind, by one hour, in one district, as one line that names all its things."""
    groups: dict[tuple[object, ...], list[DueRow]] = {}
    for row in rows:
        key = (row.last_h, row.why, row.verb, row.district, row.planned_at_h)
        groups.setdefault(key, []).append(row)
    return tuple(
        DueRow(
            first.last_h, first.why, first.verb,
            tuple(thing for row in group for thing in row.things),
            first.district, first.where, first.planned_at_h,
        )
        for group in groups.values()
        for first in group[:1]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Maker:
    """Turns the plan's lists into work with its last hour."""

    province: Province
    limits: Mapping[str, Fraction]
    plants: Mapping[str, PlantHistory]

    def where(self, district: str | None) -> Text:
        """The district's name; empty where the thing lies in none."""
        known = self.province.districts.get(district or "")
        return same("") if known is None else both(known.name)

    def ordered(self, row: ActionRow) -> DueRow:
        """An order of the scenario: by the working limit, else as ordered."""
        limit = self.limits.get(row.district or "")
        last, why = (limit, _IN_TIME) if limit is not None else (row.at_h, _AS_ORDERED)
        if row.do != "derate" and limit is not None and row.at_h > limit:
            last, why = row.at_h, _AS_ORDERED  # meant for the time after the wind
        return DueRow(
            last, why, row.verb, row.things, row.district, self.where(row.district), row.at_h
        )

    def derating(self, row: DerateRow) -> DueRow:
        """A mast that the rule proposes to derate."""
        site = self.province.sites[row.site]
        last, why = self.limits.get(site.district), _IN_TIME
        if row.falls_at_h is not None and (last is None or row.falls_at_h < last):
            last, why = row.falls_at_h, _FIRST_FALLS
        verb = Text("xem xét hạ tải cột", "consider derating")
        return DueRow(
            last, why, verb, (same(row.site),), site.district, self.where(site.district), None
        )

    def fuelling(self, row: FuelRow) -> DueRow:
        """Fuel that a plant lacks to last the horizon."""
        consumer = self.province.sites.get(row.id) or self.province.fiber_nodes[row.id]
        limit, empty = self.limits.get(consumer.district or ""), self._empty(row.id)
        last, why = empty, _BEFORE_EMPTY
        if limit is not None and (empty is None or limit < empty):
            last, why = limit, _IN_TIME
        thing = row.id
        missing = row.to_bring_l or Fraction(0)
        named = Text(
            vi=f"{thing} ({litres(missing, 'vi')})", en=f"{thing} ({litres(missing, 'en')})"
        )
        verb = Text("dự trữ, đưa thêm dầu đến", "store or bring fuel to")
        return DueRow(
            last, why, verb, (named,), consumer.district, self.where(consumer.district), None
        )

    def _empty(self, id_: str) -> Fraction | None:
        history = self.plants.get(id_)
        if history is None:
            return None
        return min((at for hours in history.tank_empty_h.values() for at in hours), default=None)
