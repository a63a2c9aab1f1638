"""Which warning channels of a commune work at an hour."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from tests.oracle.assets import GUST_OVER_MEAN, OUTSIDE, whereabouts
from tests.oracle.damage import stretches
from tests.oracle.draws import strength_of
from tests.oracle.hardness import FORCE_FROM_MPS
from tests.oracle.radio import Spot
from tests.oracle.spans import holds_at

if TYPE_CHECKING:
    from planner.inventory.duty_records import WarningChannel
    from planner.policy.duties.records import WarningDuty
    from tests.oracle.duty_people import People
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World

CARRIED = ("speaker-van", "megaphone", "team")


class Channels:
    """The warning channels of a world, for one duty."""

    def __init__(self, world: World, duty: WarningDuty, people: People, seen: set[str]) -> None:
        self.world, self.duty, self.people, self.seen = world, duty, people, seen
        aside = any(record.section == "warning_channels" for record in world.province.set_aside)
        self.more_may_exist = aside or not world.province.warning_channels

    def of(self, commune: str) -> list[WarningChannel]:
        """The channels that the commune hears, of the kinds that are asked for."""
        return [
            channel for channel in self.world.province.warning_channels.values()
            if commune in (channel.commune, *channel.communes)
            and (not self.duty.channels or channel.kind in self.duty.channels)
        ]  # fmt: skip

    def works(
        self, channel: WarningChannel, commune: str, side: Side, answer: SideAnswer, at_h: Fraction,
        *, stormy: bool,
    ) -> bool:  # fmt: skip
        """Whether it warns the commune at the hour, under the storm or with nothing failed."""
        if holds_at(answer.failed[channel.id], at_h):
            self.seen.add("channel broken")
            return False
        if channel.kind == "sms":
            return self._messages(channel, commune, side, answer, at_h)
        if not self._lit(channel, side, answer, at_h):
            return False
        if channel.kind in CARRIED:
            return self._calm(channel, side, stormy=stormy, at_h=at_h)
        if channel.kind not in OUTSIDE:
            return True
        at = whereabouts(self.world.province, channel, channel.commune, self._district(channel))
        if at is None and side == "pessimistic":
            return False
        if channel.uplink == "none":
            return True
        if channel.uplink is None:
            return side == "optimistic"
        if channel.uplink == "fiber":
            joined = answer.joined.get(channel.node or "")
            if joined is None:
                return side == "optimistic"
            self.seen.update([] if holds_at(joined, at_h) else ["channel cut off"])
            return holds_at(joined, at_h)
        spot = None if at is None else Spot(*at, self.duty.reach.terrain)
        over = channel.operators or tuple(self.people.operators)
        if spot is None:
            return side == "optimistic"
        told = any(self.people.hears(spot, operator, side, answer, at_h) for operator in over)
        if not channel.operators and side == "optimistic" and self.people.site_aside:
            told = True
        self.seen.update([] if told else ["channel without mobile uplink"])
        return told

    def _calm(
        self, channel: WarningChannel, side: Side, *, stormy: bool, at_h: Fraction
    ) -> bool:
        """Whether people can be out in the wind with it; nobody knows where the storm's wind is not told."""
        if not stormy:
            return True
        province, storm = self.world.province, self.world.storm
        prints = [] if storm is None else [f for f in storm.footprints if f.quantity == "gust_mps"]
        at = whereabouts(province, channel, channel.commune, self._district(channel))
        untold = bool(self.world.gusts) if storm is None else not prints
        if untold or at is None:
            self.seen.add("wind outdoors not known")
            return side == "optimistic"
        district = province.districts.get(self._district(channel) or "")
        exposure = (district and district.exposure) or province.header.exposure
        level = FORCE_FROM_MPS[self.duty.indoors_from_force] * GUST_OVER_MEAN["2min"][exposure]
        level /= strength_of(self.world)
        for print_ in prints:
            lons = [lon for lon, _ in print_.polygon]
            if min(lons) <= at[0] <= max(lons) and any(
                start <= at_h < end and value > level for start, end, value in stretches(print_)
            ):
                self.seen.add("too windy outdoors")
                return False
        return True

    def _district(self, channel: WarningChannel) -> str | None:
        commune = self.world.province.communes.get(channel.commune)
        return None if commune is None else commune.district

    def _lit(self, channel: WarningChannel, side: Side, answer: SideAnswer, at_h: Fraction) -> bool:
        if channel.needs_grid is False or (channel.needs_grid is None and side == "optimistic"):
            return True
        spans = answer.alone if self.duty.without_grid else answer.powered
        lit = holds_at(spans[channel.id], at_h)
        self.seen.update([] if lit else ["channel dark"])
        return lit

    def _messages(
        self, channel: WarningChannel, commune: str, side: Side, answer: SideAnswer, at_h: Fraction
    ) -> bool:
        """Messages get through while enough of the commune's people have service."""
        if self.duty.without_grid:
            return False
        homes = self.people.of(commune)
        served = {
            home.id: not home.dead
            and any(
                self.people.hears(home.spot, operator, side, answer, at_h)
                for operator in channel.operators
            )
            if channel.operators
            else self.people.served(home, side, answer, at_h, roaming=True)
            for home in homes
        }
        total = sum(home.people or 0 for home in homes)
        share = Fraction(str(self.duty.people_share))
        needed = max(1, ceil(total * share))
        reached = sum(home.people or 0 for home in homes if served[home.id])
        measured = self.people.measured(commune)
        if measured and side == "pessimistic":
            over = list(channel.operators or self.people.operators)
            cap = self.people.most(commune, over, roaming=True, weak_below_mbps=None)
            self.seen.update(["measured less"] if cap < reached else [])
            reached = min(reached, cap)
        enough = reached >= needed
        uncounted = [served[home.id] for home in homes if home.people is None]
        if not total and not uncounted:  # nobody lives there, and every place counts alike
            told = sum(served.values()) >= max(1, ceil(len(homes) * share))
        elif side == "pessimistic":
            sure = all(uncounted) and not (measured and uncounted)
            told = (enough or not total) and sure
        else:
            told = enough or any(uncounted)
        self.seen.add("messages heard" if told else "messages unheard")
        return told
