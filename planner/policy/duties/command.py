"""Command that goes on: each post keeps so many independent means, some of which need no public network.

Two means are independent when no single loss, of an asset or of a risk group, takes both. That is judged on the
inventory alone, by losing each thing from hour 0 for good with nothing else failed; the storm then says which of the
means work at each instant, and what counts is the largest set of them in which every two are independent.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from planner.foundation.intervals import NEVER, holds_at
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.carriers import Told, data_of_sites, open_from_h, sites_lost
from planner.policy.duties.means import (
    NOT_COUNTED,
    PUBLIC,
    RADIOS,
    Station,
    missing_of,
    phone_spot,
)
from planner.policy.duties.means_losses import MeansLosses
from planner.policy.duties.measuring import measured
from planner.policy.duties.posts import at_work, posts_of
from planner.policy.duties.setting import Setting
from planner.policy.duties.verdicts import CommonPoint, Part, SubjectVerdict
from planner.policy.hardened import worst
from planner.simulation.causes import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from planner.inventory.duty_records import Means
    from planner.network.sides import Side
    from planner.policy.duties.records import CommandDuty
    from planner.policy.duties.verdicts import BothSides, DutyVerdict, Measure
    from planner.policy.units import Unit

MOST_SETS_TOLD = 3
"""Of the sets that answered on the radio, this many are told about."""


def judge_command(setting: Setting, duty: CommandDuty) -> list[DutyVerdict]:
    """The duty for every unit; a unit without a post of the asked kinds cannot be judged."""
    return _Command(setting, duty).verdicts()


class _Command:
    def __init__(self, setting: Setting, duty: CommandDuty) -> None:
        self.setting = setting
        self.duty = duty
        self.province = setting.evidence.province
        self.posts = posts_of(setting, duty)
        self.stations, self.nets = self.posts.stations, self.posts.nets
        self.storm = at_work(setting, self.posts)
        self.rest = at_work(setting, self.posts, at_rest=True)

    def _taken(self, station: Station, side: Side) -> dict[str, frozenset[str]]:
        """For each means that is counted the single losses that take it."""
        setting, duty = self.setting, self.duty
        window_h, share = setting.window.end_h, setting.evidence.ordeal.fuel_share
        standing = setting.evidence.standing
        fates = standing.fates(side, window_h, share)
        losses = MeansLosses(self.nets, setting.storm[side], fates, self.posts.ready, window_h, share)
        return standing.once(
            ("losses", duty, station.post.id, side, window_h, share),
            lambda: {
                means.id: losses.of(station, means, roaming=duty.roaming)
                for means in station.means
                if means.kind not in NOT_COUNTED
            },
        )

    def verdicts(self) -> list[DutyVerdict]:
        found = []
        for unit in self.setting.units():
            subjects = [
                self._post(station) for station in self.stations.values() if self._of(station, unit)
            ]
            doubt = self.setting.aside("command_posts")
            found.append(self.setting.unit_verdict(unit, subjects, doubt=doubt))
        return found

    def _of(self, station: Station, unit: Unit) -> bool:
        post = station.post
        if self.duty.posts and post.kind not in self.duty.posts:
            return False
        if self.duty.unit == "province":
            return True
        return unit.id == (post.district if self.duty.unit == "district" else post.commune)

    # --- one post ---

    def _post(self, station: Station) -> SubjectVerdict:
        post = station.post
        by_id = {means.id: means for means in station.means}
        parts = [self._part(station, means) for means in by_id.values()]
        taken = {side: self._taken(station, side) for side in SIDES}
        measures = [self._independent(parts, taken)]
        if self.duty.without_public:
            measures.append(self._without_public(parts))
        outcome = worst(each.outcome for each in measures)
        side: Side = "optimistic" if outcome == "fails" else "pessimistic"
        open_ = "unknown" in {outcome, *(each.at_rest for each in measures)}
        return SubjectVerdict(
            subject=post.id,
            kind="command-post",
            name=Text(vi=post.name.vi, en=post.name.english),
            place=self.province.places.get(f"command_posts/{post.id}"),
            population=None,
            outcome=outcome,
            at_rest=worst(each.at_rest for each in measures),
            measures=tuple(measures),
            parts=tuple(parts),
            common=_common(taken[side]),
            losses=self.setting.losses(
                parts, side, lambda part, s, t_h: self._why(station, by_id[part.id], s, t_h)
            ),
            survey=tuple(datum for part in parts for datum in part.missing) if open_ else (),
        )

    def _part(self, station: Station, means: Means) -> Part:
        roaming, ready = self.duty.roaming, self.posts.ready[station.asset(means)]
        works = {s: self.storm[s].works(station, means, roaming=roaming) for s in SIDES}
        at_rest = {s: self.rest[s].works(station, means, roaming=roaming) for s in SIDES}
        open_ = works["pessimistic"] != works["optimistic"]
        missing = (*ready.missing, *self._missing(station, means, works)) if open_ else ()
        notes = list(ready.notes)
        if means.kind in NOT_COUNTED:
            notes.append(Text(vi="ghi nhận, không tính", en="recorded, not counted"))
        elif not at_rest["optimistic"] and not notes:
            notes += [_SILENT[means.kind]] if means.kind in _SILENT else []
        return Part(
            id=means.id,
            kind=means.kind,
            name=Text(vi=means.service or means.id, en=means.service or means.id),
            works=works,
            at_rest=at_rest,
            place=self.province.places.get(f"command_posts/{station.post.id}"),
            public=means.kind in PUBLIC,
            notes=tuple(notes),
            missing=missing,
        )

    def _missing(self, station: Station, means: Means, works: BothSides) -> tuple[str, ...]:
        """What of a means, or of the sites that carry a phone, keeps its two sides apart."""
        own = missing_of(station, means, self.province, roaming=self.duty.roaming)
        if means.kind != "public-mobile":
            return own
        spot, open_h = phone_spot(station, means), open_from_h(works, self.setting.window)
        if spot is None or open_h is None:
            return own
        sure, maybe = (self.setting.storm[side].covering(spot) for side in SIDES)
        known = not own and sure == maybe
        around = data_of_sites(self.setting, sure, open_h, self._own(means), all_known=known)
        unsure = not means.served_by and (sure != maybe or not (own or around))
        return (*own, *((f"{station.post.id}.means.{means.id}.served_by",) if unsure else ()), *around)

    def _independent(
        self, parts: list[Part], taken: Mapping[Side, Mapping[str, frozenset[str]]]
    ) -> Measure:
        window = self.setting.window
        count = {side: _largest_independent(taken[side]) for side in SIDES}
        storm = {s: window.series({p.id: p.works[s] for p in parts}, count[s]) for s in SIDES}
        rest = {s: window.series({p.id: p.at_rest[s] for p in parts}, count[s]) for s in SIDES}
        return measured("independent", self.duty.at_least, storm, rest, window)

    def _without_public(self, parts: list[Part]) -> Measure:
        window = self.setting.window
        own = [part for part in parts if not part.public and part.kind not in NOT_COUNTED]
        storm = {s: window.series({p.id: p.works[s] for p in own}) for s in SIDES}
        rest = {s: window.series({p.id: p.at_rest[s] for p in own}) for s in SIDES}
        return measured("without-public", self.duty.without_public, storm, rest, window)

    # --- why ---

    def _why(self, station: Station, means: Means, side: Side, t_h: Fraction) -> Told:
        """The chains of what a means rested on and that was gone at `t_h`."""
        serving, explainer = self.setting.storm[side], self.setting.explainers[side]
        failed, post = serving.run.failed, station.post.id
        if means.kind == "public-mobile":
            return self._why_no_phone(station, means, side, t_h)
        for asset in (f"{post}/means/{means.id}", post):
            if means.kind == "satellite-phone" and asset == post:
                continue
            if holds_at(failed.get(asset, NEVER), t_h):
                return Told((explainer.broken(asset, t_h),))
        if not holds_at(self.storm[side].set_works(station, means), t_h):
            return Told((explainer.dark(post, t_h),))
        if means.kind == "fiber" and means.node is not None:
            return Told((explainer.node_out(means.node, t_h),))
        if means.kind in RADIOS:
            return self._why_no_answer(station, means, side, t_h)
        return Told()

    def _why_no_phone(self, station: Station, means: Means, side: Side, t_h: Fraction) -> Told:
        spot = phone_spot(station, means)
        if spot is None:
            return Told()
        serving, explainer = self.setting.storm[side], self.setting.explainers[side]
        return sites_lost(serving.run, explainer, serving.covering(spot), t_h, self._own(means))

    def _own(self, means: Means) -> tuple[str, ...] | None:
        """The operators that a phone may use; None where any will do, or nobody knows."""
        return None if self.duty.roaming else means.operators or None

    def _why_no_answer(
        self, station: Station, means: Means, side: Side, t_h: Fraction
    ) -> Told:
        explainer, told = self.setting.explainers[side], []
        failed, ways = self.setting.storm[side].run.failed, self.nets.ways(station, means, side)
        for way in ways[:MOST_SETS_TOLD]:
            other, asset = way.station.post.id, way.station.asset(way.means)
            for gone in (asset, other):
                if holds_at(failed.get(gone, NEVER), t_h):
                    told.append(explainer.broken(gone, t_h))
                    break
            else:
                if not holds_at(self.storm[side].set_works(way.station, way.means), t_h):
                    told.append(explainer.dark(other, t_h))
                elif way.repeater is not None:
                    told.append(self._why_no_repeater(way.repeater, side, t_h))
        return Told(tuple(told), len(ways) - len(ways[:MOST_SETS_TOLD]))

    def _why_no_repeater(self, site: str, side: Side, t_h: Fraction) -> Link:
        """Why what stands on a mast and needs its power does not work."""
        explainer, failed = self.setting.explainers[side], self.setting.storm[side].run.failed
        for part in (f"{site}/mast", f"{site}/equipment"):
            if holds_at(failed.get(part, NEVER), t_h):
                return explainer.broken(part, t_h)
        if not holds_at(self.setting.storm[side].powered(site), t_h):
            return explainer.dark(site, t_h)
        return Link("derated", site, t_h)


_NOBODY_ANSWERS = Text("không ai trên mạng trả lời trong tầm", "nobody on its net answers within range")
_SILENT = {
    **dict.fromkeys(RADIOS, _NOBODY_ANSWERS),
    "public-mobile": Text("không trạm nào phủ tới", "no station reaches it"),
}
"""Why a means that is in order works not even at rest."""


def _largest_independent(
    taken: Mapping[str, frozenset[str]],
) -> Callable[[tuple[str, ...]], int]:
    """How many of some means can be chosen so that no single loss takes two of them."""
    known: dict[tuple[str, ...], int] = {}
    apart = {
        pair: taken[pair[0]].isdisjoint(taken[pair[1]]) for pair in combinations(sorted(taken), 2)
    }

    def count(working: tuple[str, ...]) -> int:
        means = tuple(each for each in sorted(working) if each in taken)
        if means not in known:
            known[means] = next(
                size
                for size in range(len(means), -1, -1)
                if any(
                    all(apart[pair] for pair in combinations(chosen, 2))
                    for chosen in combinations(means, size)
                )
            )
        return known[means]

    return count


def _common(taken: Mapping[str, frozenset[str]]) -> tuple[CommonPoint, ...]:
    """Every two means that share a loss, with what they share."""
    found = []
    for one, other in combinations(sorted(taken), 2):
        points = taken[one] & taken[other]
        if points:
            found.append(CommonPoint((one, other), tuple(sorted(points))))
    return tuple(found)
