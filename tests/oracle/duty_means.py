"""What the means of command posts need, asked of any moment."""

from __future__ import annotations

from datetime import timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.inventory.duty_records import Means
from tests.oracle.assets import whereabouts
from tests.oracle.duty_scenes import Hour, Losses, Lost, Moment
from tests.oracle.radio import Ears, Spot, away_km
from tests.oracle.spans import ZERO, Intervals, edges, holds_at, union

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.duty_records import CommandPost, RadioNet
    from planner.policy.duties.records import CommandDuty
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World

COUNTED = ("public-mobile", "fiber", "satellite-phone", "vsat", "vhf", "uhf", "hf")
WITHOUT_PUBLIC = ("satellite-phone", "vsat", "vhf", "uhf", "hf")
RADIO = ("vhf", "uhf", "hf")
VIETNAM = timezone(timedelta(hours=7))


class Posts:
    """The command posts of a world, for one duty."""

    def __init__(self, world: World, duty: CommandDuty, until_h: Fraction) -> None:
        self.world, self.duty, self.until_h = world, duty, until_h
        self.province = world.province
        self.posts = world.province.command_posts
        self.means: dict[str, list[Means]] = {
            id_: [Means(id=m, kind=m) if isinstance(m, str) else m for m in post.means]
            for id_, post in self.posts.items()
        }
        self.aside = {record.section for record in world.province.set_aside}
        self.ids_aside = {record.id for record in world.province.set_aside}
        self.operators = sorted({o for site in world.province.sites.values() for o in site.operators})
        self.ears = Ears(world.province, duty.reach)
        self.seen: set[str] = set()
        self._losses: dict[Side, Losses] = {}
        self._lost: dict[tuple[Side, str], Lost] = {}

    def losses(self, side: Side) -> Losses:
        """One side with one thing lost."""
        if side not in self._losses:
            self._losses[side] = Losses(self.world, side, self.until_h)
        return self._losses[side]

    def lost(self, side: Side, loss: str) -> Lost:
        """The province without the loss."""
        if (side, loss) not in self._lost:
            self._lost[side, loss] = self.losses(side).without(loss)
        return self._lost[side, loss]

    # --- power of the equipment ---

    def lit(self, answer: SideAnswer, side: Side) -> dict[str, Intervals]:
        """When the equipment of each means has power, from the post and from its own battery."""
        return {
            f"{post.id}/means/{means.id}": self._lit(post, means, answer.powered[post.id], side)
            for post in self.posts.values()
            for means in self.means[post.id]
        }

    def _lit(self, post: CommandPost, means: Means, supply: Intervals, side: Side) -> Intervals:
        horizon_h = self.world.horizon_h
        if means.battery_h is None and side == "optimistic":
            return ((ZERO, horizon_h),)
        full_h = charge_h = means.battery_h or ZERO
        found: list[tuple[Fraction, Fraction]] = []
        at_h = ZERO
        while at_h < horizon_h:
            next_h = min([edge for edge in edges(supply) if edge > at_h] + [horizon_h])
            if holds_at(supply, at_h):
                charge_h = min(full_h, charge_h + (next_h - at_h) * full_h / post.battery_recharge_h)
                found.append((at_h, next_h))
            elif charge_h > 0:
                next_h = min(next_h, at_h + charge_h)
                charge_h -= next_h - at_h
                found.append((at_h, next_h))
                self.seen.add("set on its own battery")
            at_h = next_h
        return union(found, horizon_h)

    # --- whether it counts ---

    def ready(self, means: Means, side: Side) -> bool:
        """Tested, with somebody who can use it, paid for and in sight of the sky; by side where not surveyed."""
        if means.kind not in WITHOUT_PUBLIC:
            return True
        start = self.world.scenario.start.astimezone(VIETNAM)
        last_moment = start + timedelta(hours=float(self.until_h)) - timedelta(seconds=1)
        answers: list[bool | None] = [means.trained_user]
        if self.duty.tested_within_days is not None:
            oldest = start.date() - timedelta(days=self.duty.tested_within_days)
            answers.append(None if means.last_tested is None else means.last_tested >= oldest)
        if means.kind in ("satellite-phone", "vsat"):
            answers.append(means.sky_view)
            paid = means.subscription_until
            answers.append(None if paid is None else paid >= last_moment.date())
        if False in answers:
            self.seen.add("not ready")
            return False
        if None in answers:
            self.seen.add("readiness not surveyed")
            return side == "optimistic"
        return True

    def counts(
        self, post: str, means: Means, side: Side, answer: SideAnswer, lit: Mapping[str, Intervals],
        at_h: Fraction,
    ) -> bool:  # fmt: skip
        """Whether the means works and may be counted on, at an hour."""
        if means.kind not in COUNTED or not self.ready(means, side):
            return False
        return self.reaches(post, means, side, Hour(answer, at_h, lit))

    # --- whether it works ---

    def reaches(self, post: str, means: Means, side: Side, now: Moment) -> bool:
        """Whether somebody is reached by it, whoever uses it."""
        if means.kind == "public-mobile":
            return self._phone(self.posts[post], means, side, now)
        if not self._set(post, means, now):
            if means.kind == "fiber" and now.stands(f"{post}/means/{means.id}"):
                self.seen.add("cable without power")
            return False
        if means.kind == "fiber":
            joined = None if means.node is None else now.joined(means.node)
            if joined is None:
                return side == "optimistic"
            self.seen.update([] if joined else ["cable without gateway"])
            return joined
        if means.kind in RADIO:
            return self._answered(post, means, side, now)
        return True

    def _set(self, post: str, means: Means, now: Moment) -> bool:
        """Whether the equipment works; a satellite phone is carried out of a post that has fallen."""
        if not now.stands(f"{post}/means/{means.id}"):
            return False
        carried = means.kind == "satellite-phone"
        return (carried or now.stands(post)) and now.lit(self.posts[post], means)

    def _spot(self, post: CommandPost, served_by: tuple[str, ...] = ()) -> Spot | None:
        at = whereabouts(self.province, post, post.commune, post.district)
        return None if at is None else Spot(*at, self.duty.reach.terrain, served_by)

    def _phone(self, post: CommandPost, means: Means, side: Side, now: Moment) -> bool:
        spot = self._spot(post, means.served_by)
        if spot is None or ("sites" in self.aside and side == "optimistic"):
            return side == "optimistic"
        sites = self.ears.at(spot, side)
        by = {
            operator: any(now.serves(site, operator) for site in sites)
            for operator in self.operators
        }
        if self.duty.roaming:
            return any(by.values())
        if means.operators:
            own = any(by.get(operator, False) for operator in means.operators)
            self.seen.update(["roaming"] if any(by.values()) and not own else [])
            return own
        self.seen.update(["operators not surveyed"] if len(set(by.values())) > 1 else [])
        answers = by.values()
        if not answers:
            return False
        return any(answers) if side == "optimistic" else all(answers)

    def _answered(self, post: str, means: Means, side: Side, now: Moment) -> bool:
        """Whether somebody answers on the radio's net."""
        optimistic = side == "optimistic"
        net = self.province.radio_nets.get(means.net or "")
        if net is None:
            return optimistic
        if optimistic and (net.range_km is None or "command_posts" in self.aside):
            return True
        for other in self.posts:
            if other == post or (net.control is not None and net.control not in (post, other)):
                continue
            for its in self.means[other]:
                if its.net != net.id or not self.ready(its, side) or not self._set(other, its, now):
                    continue
                if self._in_touch(net, self.posts[post], self.posts[other], side, now):
                    return True
        self.seen.add("nobody answers")
        return False

    def _in_touch(
        self, net: RadioNet, one: CommandPost, other: CommandPost, side: Side, now: Moment
    ) -> bool:
        """Whether two posts hear each other, or both a repeater that works."""
        a, b = self._spot(one), self._spot(other)
        if a is None or b is None:
            return side == "optimistic"
        if net.range_km is not None and away_km(a.lon, a.lat, b.lon, b.lat) <= net.range_km:
            return True
        far_km = net.range_km if net.repeater_range_km is None else net.repeater_range_km
        for repeater in net.repeaters:
            site = self.province.sites.get(repeater)
            if site is None:
                if side == "optimistic":
                    return True
                continue
            here = (float(site.lon or 0), float(site.lat or 0))
            if far_km is None or max(away_km(*here, each.lon, each.lat) for each in (a, b)) > far_km:
                continue
            if now.repeats(repeater):
                self.seen.add("over a repeater")
                return True
        return False
