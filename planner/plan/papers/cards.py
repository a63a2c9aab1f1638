"""A card per commune: its stations, what becomes of them, how people are warned, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, outside, union, within
from planner.foundation.text import Text
from planner.plan.filters import both
from planner.plan.names import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from planner.foundation.intervals import Intervals
    from planner.inventory.records import Commune, Site
    from planner.plan.registers.standing import ChannelLine, PostLine, Registers
    from planner.plan.sheets import PlanSheet, SiteState, UnitRow
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class CardStation:
    """One of the commune's sites."""

    id: str
    name: Text | None
    operators: Text
    hardened: bool
    state: SiteState
    first_out_h: Fraction | None
    """When it goes out of service for every operator on it, pessimistic; None where it never does."""


@dataclass(frozen=True, slots=True)
class CommuneCard:
    """What a commune's chairman keeps in the pocket."""

    id: str
    name: Text
    level: Text
    district: Text
    district_id: str
    outcome: Outcome | None
    """The district's, by the plan's main requirement."""
    verdicts: tuple[tuple[Text, UnitRow], ...]
    population: int | None
    island: bool
    stations: tuple[CardStation, ...]
    channels: ChannelLine | None
    posts: tuple[PostLine, ...]


def commune_cards(run: Run, plan: PlanSheet, more: Registers) -> tuple[CommuneCard, ...]:
    """A card for every commune, district by district."""
    maker = _Maker(run, plan, more)
    communes = run.loaded.province.communes.values()
    return tuple(maker.card(each) for each in sorted(communes, key=lambda c: (c.district, c.id)))


class _Maker:
    """Makes the cards of one run."""

    def __init__(self, run: Run, plan: PlanSheet, more: Registers) -> None:
        self.province = run.loaded.province
        self.horizon_h = run.loaded.scenario.horizon_h
        self.in_service = run.pessimistic.in_service
        self.plan, self.more = plan, more
        self.states = {mark.id: mark.state for mark in plan.map.sites}
        self.outcomes = {sheet.id: sheet.outcome for sheet in plan.districts}
        self.hardened = {line.id for line in more.stations}
        self.channels = {line.id: line for line in more.channels}

    def card(self, commune: Commune) -> CommuneCard:
        """The card of one commune."""
        name = both(commune.name)
        district = self.province.districts.get(commune.district)
        sites = [each for each in self.province.sites.values() if each.commune == commune.id]
        return CommuneCard(
            id=commune.id,
            name=name,
            level=word("commune-level", commune.level),
            district=name if district is None else both(district.name),
            district_id=commune.district,
            outcome=self.outcomes.get(commune.district),
            verdicts=tuple(
                (requirement.name, row)
                for requirement in self.plan.requirements
                if requirement.unit_kind == "commune"
                for row in requirement.rows
                if row.unit == commune.id
            ),
            population=commune.population,
            island=commune.island or bool(district is not None and district.island),
            stations=tuple(self._station(site) for site in sites),
            channels=self.channels.get(commune.id),
            posts=tuple(post for post in self.more.posts if post.commune_id == commune.id),
        )

    def _station(self, site: Site) -> CardStation:
        known = self.province.operators
        operators = [both(known[id_].name) for id_ in sorted(site.operators) if id_ in known]
        return CardStation(
            site.id,
            None if site.name is None else both(site.name),
            _listed(operators),
            site.id in self.hardened,
            self.states[site.id],
            _first_out(self.in_service.get(site.id, {}), self.horizon_h),
        )


def _first_out(by_operator: Mapping[str, Intervals], horizon_h: Fraction) -> Fraction | None:
    out = within(outside(union(*by_operator.values())), ZERO, horizon_h)
    return out[0][0] if out else None


def _listed(names: Sequence[Text]) -> Text:
    return Text(vi=", ".join(n.vi for n in names), en=", ".join(n.en for n in names))
