"""The slow, obvious witness on the duties: every means, channel and place asked at every instant.

Independence is by brute force: every thing that can be lost is lost by itself, and every set of means is looked at.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from tests.oracle.damage import stretches
from tests.oracle.duty_answers import (
    Counted,
    DutyAnswer,
    Steps,
    Subject,
    Works,
    of_subjects,
    steps_of,
    worst,
)
from tests.oracle.duty_fuel import FuelJudge
from tests.oracle.duty_means import COUNTED, WITHOUT_PUBLIC, Posts
from tests.oracle.duty_milestone import MilestoneJudge
from tests.oracle.duty_people import People
from tests.oracle.duty_reach import ReachJudge, island
from tests.oracle.duty_registers import derating, readiness, roaming, tasks, undergrounding
from tests.oracle.duty_scenes import instants
from tests.oracle.duty_warning import Channels
from tests.oracle.oracle import side_of, units_of
from tests.oracle.spans import ZERO, Intervals, edges, holds_at, union, while_true
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.policy.duties.records import AnyDuty, CommandDuty, CoverageDuty, WarningDuty
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World


def duty_answers(
    world: World, seen: set[str]
) -> tuple[dict[Side, SideAnswer], dict[tuple[str, str], DutyAnswer]]:
    """What the planner must say of every duty at every unit; `seen` gets the features that acted."""
    acted: set[str] = set()
    storm = {side: side_of(world, side, acted) for side in SIDES}
    seen |= acted & {"drawn", "worn generator"}
    quiet = world.at_rest()
    rest = {side: side_of(quiet, side, set()) for side in SIDES}
    found = {}
    for duty in world.duties:
        judge = _Judge(world, duty, storm, rest, seen)
        units = units_of(world, duty)
        told = judge.newer(units)
        for unit in units:
            found[duty.id, unit] = judge.unit(unit) if told is None else told(unit)
    return storm, found


class _Judge:
    def __init__(
        self, world: World, duty: AnyDuty, storm: dict[Side, SideAnswer],
        rest: dict[Side, SideAnswer], seen: set[str],
    ) -> None:  # fmt: skip
        self.world, self.duty, self.seen = world, duty, seen
        self.answers = {"storm": storm, "rest": rest}
        self.people = People(world, duty.reach, seen)
        self._instants: dict[int, set[Fraction]] = {}
        until_h = world.horizon_h if duty.until_h is None else min(duty.until_h, world.horizon_h)
        self.window = (min(duty.from_h, world.horizon_h), until_h)

    def newer(self, units: list[str]) -> Callable[[str], DutyAnswer] | None:
        """Who judges what is sent out, kept in registers, or comes back; None: a duty of the network's own."""
        world, duty, window, seen = self.world, self.duty, self.window, self.seen
        if duty.kind == "fuel":
            return FuelJudge(world, duty, self.answers, units, window, seen).unit
        if duty.kind == "reach":
            return ReachJudge(world, duty, self.answers, window, seen).unit
        if duty.kind == "milestone":
            return MilestoneJudge(world, duty, self.answers, window, seen).unit
        if duty.kind == "island-autonomy":
            return lambda unit: island(world, duty, unit, window, seen)
        if duty.kind == "derating":
            return lambda unit: derating(world, duty, unit, window, seen)
        if duty.kind == "undergrounding":
            return lambda unit: undergrounding(world, duty, unit, window, seen)
        if duty.kind == "tasks":
            return lambda unit: tasks(world, duty, unit, window, seen)
        if duty.kind == "readiness":
            return lambda unit: readiness(world, duty, unit, window, seen)
        if duty.kind == "roaming":
            return lambda unit: roaming(world, duty, self._communes(unit), window, seen, self._alone)
        return None

    def _alone(self, asked: CoverageDuty, commune: str) -> tuple[str, str]:
        """What one operator by itself covers of a commune."""
        told = self._covered(asked, [commune])
        return told.outcome, told.at_rest

    def _communes(self, unit: str) -> list[str]:
        return [
            commune.id for commune in self.world.province.communes.values()
            if unit == {"commune": commune.id, "district": commune.district}.get(self.duty.unit, unit)
        ]  # fmt: skip

    def unit(self, unit: str) -> DutyAnswer:
        """The duty at one unit."""
        duty, province = self.duty, self.world.province
        aside = {record.section for record in province.set_aside}
        communes = self._communes(unit)
        if duty.kind == "command":
            subjects = self._posts(duty, unit)
            doubt = "command_posts" in aside
        elif duty.kind == "warning":
            subjects = {id_: self._warned(duty, id_) for id_ in communes}
            doubt = False
        else:
            assert duty.kind == "coverage"
            subjects = {id_: self._covered(duty, [id_]) for id_ in communes}
            doubt = bool({"communes", "population_points"} & aside)
        told = of_subjects(self.window, subjects, doubt=False)
        outcome, at_rest, series = told.outcome, told.at_rest, told.series
        if duty.kind == "coverage" and communes:
            whole = self._covered(duty, communes)
            if self.people.known(communes):
                outcome, at_rest = whole.outcome, whole.at_rest
                series = whole.counts["people"].storm
        if doubt:
            outcome, at_rest = (
                "unknown" if told == "holds" else told for told in (outcome, at_rest)
            )
        return DutyAnswer(outcome, at_rest, series, subjects)

    def _counted(
        self, needed: int, works: dict[str, dict[Side, Works]],
        count: dict[Side, Callable[[tuple[str, ...]], int]],
    ) -> Counted:  # fmt: skip
        """A count through time, under the storm and at rest."""
        both: dict[str, dict[Side, Steps]] = {}
        for weather, of_sides in works.items():
            both[weather] = {
                side: steps_of(
                    self.window, {edge for spans in parts.values() for edge in edges(spans)},
                    lambda at_h, parts=parts: [id_ for id_, on in parts.items() if holds_at(on, at_h)],  # type: ignore[misc]
                    count[side],
                )
                for side, parts in of_sides.items()
            }  # fmt: skip
        return Counted(needed, both["storm"], both["rest"])

    def _when(
        self, answer: SideAnswer, also: Iterable[Intervals], test: Callable[[Fraction], bool]
    ) -> Intervals:
        """When something is true that can change where anything does."""
        if id(answer) not in self._instants:
            self._instants[id(answer)] = instants(answer)
        changes = self._instants[id(answer)] | {edge for spans in also for edge in edges(spans)}
        return while_true(test, changes, self.world.horizon_h)

    # --- command ---

    def _posts(self, duty: CommandDuty, unit: str) -> dict[str, Subject]:
        found, posts = {}, Posts(self.world, duty, self.window[1])
        for id_, post in self.world.province.command_posts.items():
            if duty.posts and post.kind not in duty.posts:
                continue
            where = {"province": unit, "district": post.district, "commune": post.commune}
            if where[duty.unit] == unit:
                found[id_] = self._post(duty, posts, id_)
        return found

    def _post(self, duty: CommandDuty, posts: Posts, id_: str) -> Subject:
        works: dict[str, dict[Side, Works]] = {}
        for weather, of_sides in self.answers.items():
            works[weather] = {}
            for side in SIDES:
                answer = of_sides[side]
                lit = posts.lit(answer, side)
                works[weather][side] = {
                    means.id: self._when(
                        answer, lit.values(),
                        lambda at_h, means=means, answer=answer, lit=lit, side=side:  # type: ignore[misc]
                            posts.counts(id_, means, side, answer, lit, at_h),
                    )
                    for means in posts.means[id_]
                }  # fmt: skip
        taken = {side: self._taken(posts, id_, side) for side in SIDES}
        counted = [means.id for means in posts.means[id_] if means.kind in COUNTED]
        own = {means.id for means in posts.means[id_] if means.kind in WITHOUT_PUBLIC}
        counts = {
            "independent": self._counted(
                duty.at_least, works,
                {side: lambda ids, side=side: largest(  # type: ignore[misc]
                    [each for each in ids if each in counted], taken[side]) for side in SIDES},
            )
        }  # fmt: skip
        if duty.without_public:
            only = {
                weather: {
                    side: {i: on for i, on in works[weather][side].items() if i in own}
                    for side in SIDES
                }
                for weather in works
            }
            counts["without-public"] = self._counted(
                duty.without_public, only, dict.fromkeys(SIDES, len)
            )
        self._note_command(posts, id_, works["storm"], counts["independent"])
        return Subject(
            worst(each.outcome for each in counts.values()),
            worst(each.at_rest for each in counts.values()),
            counts,
            {m.id: {side: works["storm"][side][m.id] for side in SIDES} for m in posts.means[id_]},
            {side: _shared(taken[side], works["rest"][side], counted) for side in SIDES},
        )

    def _taken(self, posts: Posts, id_: str, side: Side) -> dict[str, set[str]]:
        """For each means the single losses that take it, the post's own building apart."""
        losses = posts.losses(side)
        before = losses.whole
        able = [m for m in posts.means[id_] if posts.reaches(id_, m, side, before)]
        found: dict[str, set[str]] = {means.id: set() for means in posts.means[id_]}
        for loss in losses.all:
            if loss == id_:
                continue
            after = posts.lost(side, loss)
            for means in able:
                if not posts.reaches(id_, means, side, after):
                    found[means.id].add(loss)
        return found

    def _note_command(
        self, posts: Posts, id_: str, works: dict[Side, Works], independent: Counted
    ) -> None:
        for side in SIDES:
            if any(n < len(ids) for _, n, ids in independent.storm[side]):
                self.seen.add("one loss for two means")
        self.seen |= posts.seen
        if works["pessimistic"] != works["optimistic"]:
            self.seen.add("open means")

    # --- warning and coverage ---

    def _warned(self, duty: WarningDuty, commune: str) -> Subject:
        channels = Channels(self.world, duty, self.people, self.seen)
        storm = self.world.storm
        prints = [
            ((start, end),)
            for print_ in (storm.footprints if storm is not None else ())
            for start, end, _ in stretches(print_)
        ]
        works: dict[str, dict[Side, Works]] = {
            weather: {
                side: {
                    channel.id: self._when(
                        answers[side], prints,
                        lambda at_h, channel=channel, answers=answers, side=side, weather=weather:  # type: ignore[misc]
                            channels.works(channel, commune, side, answers[side], at_h, stormy=weather == "storm"),
                    )
                    for channel in channels.of(commune)
                }
                for side in SIDES
            }
            for weather, answers in self.answers.items()
        }  # fmt: skip
        if channels.more_may_exist:
            for of_sides in works.values():
                of_sides["optimistic"]["?"] = union([(ZERO, self.world.horizon_h)], self.world.horizon_h)
                of_sides["pessimistic"]["?"] = ()
        counted = self._counted(duty.at_least, works, dict.fromkeys(SIDES, len))
        parts = {
            id_: {side: works["storm"][side][id_] for side in SIDES}
            for id_ in works["storm"]["pessimistic"]
        }
        return Subject(counted.outcome, counted.at_rest, {"channels": counted}, parts)

    def _covered(self, duty: CoverageDuty, communes: list[str]) -> Subject:
        people = self.people
        spots = [spot for id_ in communes for spot in people.of(id_)]
        works: dict[str, dict[Side, Works]] = {
            weather: {
                side: {
                    spot.id: self._when(
                        answers[side], (),
                        lambda at_h, spot=spot, answers=answers, side=side:  # type: ignore[misc]
                            people.served(
                                spot, side, answers[side], at_h, roaming=duty.roaming, only=duty.operator),
                    )
                    for spot in spots
                }
                for side in SIDES
            }
            for weather, answers in self.answers.items()
        }  # fmt: skip
        many = {spot.id: spot.people or 0 for spot in spots}
        total = sum(many.values())
        needed = ceil(total * Fraction(str(duty.people_share)))
        count: dict[Side, Callable[[tuple[str, ...]], int]] = {
            "pessimistic": lambda ids: self._sure(duty, communes, ids),
            "optimistic": lambda ids: sum(many[id_] for id_ in ids),
        }
        counted = self._counted(needed, works, count)
        uncounted = {
            spot.id: people.measured(id_)
            for id_ in communes for spot in people.of(id_) if spot.people is None
        }  # fmt: skip
        outcome, at_rest = (
            self._with_unknown_people(told, works[weather], uncounted, needed, count)
            for told, weather in ((counted.outcome, "storm"), (counted.at_rest, "rest"))
        )  # fmt: skip
        if not total:
            outcome = at_rest = "unknown"
        if uncounted:
            self.seen.add("people nobody counted")
        return Subject(outcome, at_rest, {"people": counted})

    def _sure(self, duty: CoverageDuty, communes: list[str], ids: tuple[str, ...]) -> int:
        """Of the people at these spots, how many are covered for certain by what was measured."""
        covered = 0
        for id_ in communes:
            there = sum(home.people or 0 for home in self.people.of(id_) if home.id in ids)
            if self.people.measured(id_):
                weak = float(duty.weak_below_mbps)
                asked = self.people.operators if duty.operator is None else [duty.operator]
                most = self.people.most(id_, asked, roaming=duty.roaming, weak_below_mbps=weak)
                self.seen.update(["measured less"] if most < there else [])
                there = min(there, most)
            covered += there
        return covered

    def _with_unknown_people(
        self, told: str, works: dict[Side, Works], uncounted: dict[str, bool], needed: int,
        count: dict[Side, Callable[[tuple[str, ...]], int]],
    ) -> str:  # fmt: skip
        """Nobody knows how many live at some spots: none, or so many that they decide alone.

        `uncounted` says of each such spot whether coverage was measured in its commune: not everybody is then covered.
        """
        if not uncounted:
            return told
        start_h, end_h = self.window
        changes = {
            edge for parts in works.values() for spans in parts.values() for edge in edges(spans)
        }
        walk = sorted({start_h, *(at_h for at_h in changes if start_h < at_h < end_h)})

        def on(side: Side, at_h: Fraction) -> set[str]:
            return {id_ for id_, spans in works[side].items() if holds_at(spans, at_h)}

        def enough(side: Side, at_h: Fraction) -> bool:
            return count[side](tuple(on(side, at_h))) >= needed

        spots = uncounted.keys()
        surely = all(enough("pessimistic", t) and spots <= on("pessimistic", t) for t in walk)
        if surely and not any(uncounted.values()):
            return "holds"
        if any(not enough("optimistic", t) and not spots & on("optimistic", t) for t in walk):
            return "fails"
        return "unknown"


def largest(means: list[str], taken: dict[str, set[str]]) -> int:
    """The most of these means of which no single loss takes two."""
    for size in range(len(means), 0, -1):
        for chosen in combinations(means, size):
            every = [loss for id_ in chosen for loss in taken[id_]]
            if len(every) == len(set(every)):
                return size
    return 0


def _shared(
    taken: dict[str, set[str]], at_rest: Works, counted: list[str]
) -> dict[tuple[str, str], set[str]]:
    able = sorted(id_ for id_ in counted if at_rest[id_])
    return {
        (one, other): taken[one] & taken[other]
        for one, other in combinations(able, 2)
        if taken[one] & taken[other]
    }
