"""Milestones of recovery: what is out at the least and at the most, and what any truth between them would say."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from planner.policy.duties.records import CommandDuty
from tests.oracle.duty_answers import Counted, DutyAnswer, Subject
from tests.oracle.duty_means import Posts
from tests.oracle.duty_people import Home, People
from tests.oracle.duty_registers import arrival_h, aside
from tests.oracle.duty_scenes import instants
from tests.oracle.radio import Spot
from tests.oracle.spans import ZERO, Intervals, edges, holds_at, while_true
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.policy.duties.records import MilestoneDuty
    from tests.oracle.duty_answers import Steps, Window
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World

Works = dict[str, dict["Side", Intervals]]
"""When a thing works, under the storm and at rest, on both sides."""
ASIDE = {
    "sites-back": ("sites",),
    "posts-linked": ("command_posts",),
    "commune-station": ("sites", "communes"),
    "islands-linked": ("sites", "command_posts", "communes"),
}
COMPLETIONS = 4
"""So many truths are tried between the least and the most that may be out."""


class MilestoneJudge:
    """A milestone over one world."""

    def __init__(
        self, world: World, duty: MilestoneDuty, answers: dict[str, dict[Side, SideAnswer]],
        window: Window, seen: set[str],
    ) -> None:  # fmt: skip
        self.world, self.duty, self.window, self.seen = world, duty, window, seen
        self.province, self.answers = world.province, answers
        self.people = People(world, duty.reach, seen)
        asked = CommandDuty(
            id=duty.id, name=duty.name, unit=duty.unit, kind="command", at_least=1, without_public=0,
            legal_source=duty.legal_source, reach=duty.reach,
        )  # fmt: skip
        self.posts = Posts(world, asked, window[1])
        self._total = 0
        self._lit: dict[tuple[int, Side], dict[str, Intervals]] = {}

    def unit(self, unit: str) -> DutyAnswer:
        """The milestone at one unit."""
        things = self._things(unit)
        if not things:
            nothing: dict[Side, Steps] = dict.fromkeys(SIDES, ((self.window[0], 0, ()),))
            return DutyAnswer("unknown", "unknown", nothing, {})
        least = [self._out(each, "optimistic", "pessimistic") for each in things.values()]
        most = [self._out(each, "pessimistic", "optimistic") for each in things.values()]
        return self._answer(unit, list(things.values()), least, most)

    # --- what is counted ---

    def _when(self, answer: SideAnswer, test: Callable[[Fraction], bool]) -> Intervals:
        more = {
            edge for side in SIDES for spans in self._equipment(answer, side).values() for edge in edges(spans)
        }  # fmt: skip
        return while_true(test, instants(answer) | more, self.world.horizon_h)

    def _equipment(self, answer: SideAnswer, side: Side) -> dict[str, Intervals]:
        """When the equipment of each means has power."""
        key = (id(answer), side)
        if key not in self._lit:
            self._lit[key] = self.posts.lit(answer, side)
        return self._lit[key]

    def _works(self, test: Callable[[SideAnswer, Side, Fraction], bool]) -> Works:
        return {
            weather: {
                side: self._when(
                    of[side], lambda at_h, side=side, of=of: test(of[side], side, at_h)  # type: ignore[misc]
                )
                for side in SIDES
            }
            for weather, of in self.answers.items()
        }

    def _things(self, unit: str) -> dict[str, Works]:
        province, duty = self.province, self.duty
        if duty.measure == "sites-back":
            return {
                s.id: self._works(lambda answer, _, at_h, s=s: _on_air(answer, s.id, at_h))  # type: ignore[misc]
                for s in province.sites.values()
                if unit == {"district": s.district, "commune": s.commune}.get(duty.unit, unit)
            }
        if duty.measure == "posts-linked":
            return {
                p.id: self._works(lambda answer, side, at_h, p=p: self._linked(p.id, answer, side, at_h))  # type: ignore[misc]
                for p in province.command_posts.values()
                if unit == {"district": p.district, "commune": p.commune}.get(duty.unit, unit)
            }
        communes = [
            c for c in province.communes.values()
            if unit == {"district": c.district, "commune": c.id}.get(duty.unit, unit)
        ]  # fmt: skip
        if duty.measure == "commune-station":
            return {
                c.id: self._works(lambda answer, side, at_h, c=c: self._seat(c.id, answer, side, at_h))  # type: ignore[misc]
                for c in communes
            }
        return {
            c.id: self._works(lambda answer, side, at_h, c=c: self._island(c.id, answer, side, at_h))  # type: ignore[misc]
            for c in communes if c.island or province.districts[c.district].island
        }  # fmt: skip

    def _linked(self, post: str, answer: SideAnswer, side: Side, at_h: Fraction) -> bool:
        """Whether one means of the post works and may be counted on; of a post that lists none nobody knows."""
        means = self.posts.means[post]
        if not means:
            return side == "optimistic"
        lit = self._equipment(answer, side)
        return any(self.posts.counts(post, each, side, answer, lit, at_h) for each in means)

    def _seat(self, commune: str, answer: SideAnswer, side: Side, at_h: Fraction) -> bool:
        seat = self.province.communes[commune].seat
        spot = None
        if seat is not None and seat.lon is not None and seat.lat is not None:
            spot = Spot(float(seat.lon), float(seat.lat), self.duty.reach.terrain)
        return self.people.served(Home(commune, 1, spot), side, answer, at_h, roaming=True)

    def _island(self, commune: str, answer: SideAnswer, side: Side, at_h: Fraction) -> bool:
        """Whether a station on it is on the air or a post on it is linked; what may stand on it counts for the best."""
        province, district = self.province, self.province.communes[commune].district
        best = side == "optimistic"
        if best and aside(self.world, "sites", "command_posts"):
            return True

        def here(own: str | None, its_district: str) -> bool:
            return own == commune or (best and own is None and its_district == district)

        sites = [s.id for s in province.sites.values() if here(s.commune, s.district)]
        posts = [p.id for p in province.command_posts.values() if here(p.commune, p.district)]
        listed = [s.commune for s in province.sites.values()]
        listed += [p.commune for p in province.command_posts.values()]
        if commune not in listed:
            self.seen.add("an island without anything on record")
            return best
        on_air = any(_on_air(answer, id_, at_h) for id_ in sites)
        return on_air or any(self._linked(id_, answer, side, at_h) for id_ in posts)

    def _out(self, thing: Works, side: Side, rested: Side) -> Intervals:
        """When it is out; of a site only what was on the air at rest was lost."""
        start, end = self.window
        works, rest = thing["storm"][side], thing["rest"][rested]
        lost = self.duty.measure == "sites-back"

        def out(at_h: Fraction) -> bool:
            was = not lost or holds_at(rest, at_h)
            return start <= at_h < end and was and not holds_at(works, at_h)

        return while_true(out, edges(works) | edges(rest) | {start, end}, self.world.horizon_h)

    # --- what follows ---

    def _answer(
        self, unit: str, things: list[Works], least: list[Intervals], most: list[Intervals]
    ) -> DutyAnswer:
        few, many = self._counts(least), self._counts(most)
        back = Fraction(str(self.duty.share))
        lost = self.duty.measure == "sites-back"
        total = len(things)
        allowed = [floor((1 - back) * (_largest(c) if lost else total)) for c in (few, many)]
        first_h, last_h = self._deadlines(few, many)
        end = self.window[1]
        outcome = "unknown"
        if not _largest(many):
            outcome = "holds"
        elif last_h < end:
            if _largest(_from(few, last_h)) > allowed[1]:
                outcome = "fails"
            elif _largest(_from(many, first_h)) <= allowed[0]:
                outcome = "holds"
        else:
            self.seen.add("a milestone beyond the end")
        self._total = total
        self._try_truths(outcome, least, most)
        at_rest = self._at_rest(things, total)
        outcome, at_rest = self._doubted(outcome, unit), self._doubted(at_rest, unit)
        needed = total - (allowed[1] if outcome == "fails" else allowed[0])
        cases = dict(zip(SIDES, ((many, first_h), (few, last_h)), strict=True))
        series: dict[Side, Steps] = {
            side: tuple(
                (at_h, total - n, ())
                for at_h, n in _from(counts, from_h if from_h < end else self.window[0])
            )
            for side, (counts, from_h) in cases.items()
        }
        measure = Counted(needed, series, series, judged=first_h < end)
        subject = Subject(outcome, at_rest, {self.duty.measure: measure})
        self.seen.update(["something was lost"] if _largest(few) else [])
        self.seen.update(["what is out is bracketed"] if few != many else [])
        return DutyAnswer(outcome, at_rest, series, {unit: subject})

    def _doubted(self, outcome: str, unit: str) -> str:
        """One more thing may be there: it may be out, raise what may stay out, or put off the worst hour."""
        unplaced = self.duty.measure == "sites-back" and self._perhaps(unit)
        if not unplaced and not self._aside():
            return outcome
        self.seen.add("one more thing may be there")
        sure = self.duty.share == 1 and self.duty.counted_from != "worst"
        return outcome if outcome == "fails" and sure else "unknown"

    def _aside(self) -> bool:
        sections = set(ASIDE[self.duty.measure])
        if self.duty.measure == "sites-back":
            return False  # only those that may stand in the unit
        return aside(self.world, *sections)

    def _perhaps(self, unit: str) -> bool:
        province, kind, district = self.province, self.duty.unit, unit
        if aside(self.world, "sites"):
            return True
        if kind != "commune":
            return False
        district = province.communes[unit].district
        return any(s.commune is None and s.district == district for s in province.sites.values())

    def _counts(self, outs: list[Intervals]) -> list[tuple[Fraction, int]]:
        """How many are out through time."""
        start, end = self.window
        walk = sorted({start, *(edge for spans in outs for edge in edges(spans) if start < edge < end)})
        told = [(at_h, sum(holds_at(spans, at_h) for spans in outs)) for at_h in walk]
        return [step for k, step in enumerate(told) if not k or told[k - 1][1] != step[1]]

    def _zero_h(self) -> Fraction:
        if self.duty.counted_from == "storm-arrival":
            return arrival_h(self.world, self.duty.arrival_force) or ZERO
        return ZERO

    def _deadlines(
        self, few: list[tuple[Fraction, int]], many: list[tuple[Fraction, int]]
    ) -> tuple[Fraction, Fraction]:
        """The earliest and the latest hour that may be meant."""
        start, end = self.window
        by_h = self.duty.by_h
        if self.duty.counted_from != "worst":
            told_h = max(self._zero_h() + by_h, start)
            return told_h, told_h
        if few == many:
            worst_h = next(at_h for at_h, n in many if n == _largest(many))
            return worst_h + by_h, worst_h + by_h
        # Whenever the most are out, at least as many may be out as are for certain at some hour.
        spans = [
            (at_h, until)
            for (at_h, n), (until, _) in pairwise([*many, (end, 0)])
            if n >= _largest(few)
        ]
        return spans[0][0] + by_h, spans[-1][1] + by_h

    def _at_rest(self, things: list[Works], total: int) -> str:
        if self.duty.measure == "sites-back":
            return "holds"
        allowed = floor((1 - Fraction(str(self.duty.share))) * total)
        out: dict[Side, int] = {}
        for side in SIDES:
            spans = [
                while_true(
                    lambda at_h, on=thing["rest"][side]: not holds_at(on, at_h),  # type: ignore[misc]
                    edges(thing["rest"][side]), self.world.horizon_h,
                )
                for thing in things
            ]  # fmt: skip
            out[side] = _largest(self._counts(spans))
        if out["optimistic"] > allowed:
            return "fails"
        return "holds" if out["pessimistic"] <= allowed else "unknown"

    def _try_truths(self, outcome: str, least: list[Intervals], most: list[Intervals]) -> None:
        """What is said for certain must be so of any truth between the least and the most."""
        chance = random.Random(f"{self.world.seed} {self.duty.id} {outcome}")
        for _ in range(COMPLETIONS if outcome != "unknown" else 0):
            truth = [self._between(chance, low, high) for low, high in zip(least, most, strict=True)]
            told = self._told(self._counts(truth))
            assert told in (outcome, None), f"{self.duty.id}: {outcome}, and in truth {told}"

    def _between(self, chance: random.Random, low: Intervals, high: Intervals) -> Intervals:
        walk = sorted({*edges(low), *edges(high), *self.window})
        taken = {at_h: chance.random() < 0.5 for at_h in walk}
        return while_true(
            lambda at_h: holds_at(low, at_h)
            or (holds_at(high, at_h) and taken[max(each for each in walk if each <= at_h)]),
            walk, self.world.horizon_h,
        )  # fmt: skip

    def _told(self, counts: list[tuple[Fraction, int]]) -> str | None:
        """Of one truth: whether the milestone is kept; None where its deadline lies beyond the end."""
        first_h, _ = self._deadlines(counts, counts)
        most = _largest(counts)
        if not most:
            return "holds"
        if first_h >= self.window[1]:
            return None
        whole = most if self.duty.measure == "sites-back" else self._total
        allowed = floor((1 - Fraction(str(self.duty.share))) * whole)
        return "holds" if _largest(_from(counts, first_h)) <= allowed else "fails"


def _on_air(answer: SideAnswer, site: str, at_h: Fraction) -> bool:
    return any(holds_at(spans, at_h) for spans in answer.in_service[site].values())


def _largest(counts: list[tuple[Fraction, int]]) -> int:
    return max((n for _, n in counts), default=0)


def _from(counts: list[tuple[Fraction, int]], from_h: Fraction) -> list[tuple[Fraction, int]]:
    before = [n for at_h, n in counts if at_h <= from_h]
    return [(from_h, before[-1] if before else 0), *((t, n) for t, n in counts if t > from_h)]
