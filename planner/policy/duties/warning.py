"""Public warning: which channels of each commune work at each hour, and who is left without any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, Intervals, holds_at, outside, union
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.carriers import Told, data_of_sites, open_from_h, sites_lost
from planner.policy.duties.coverage import data_of_people, most_people
from planner.policy.duties.living import spot_of
from planner.policy.duties.measuring import measured
from planner.policy.duties.records import CoverageDuty
from planner.policy.duties.serving import meanwhile
from planner.policy.duties.verdicts import Part, SubjectVerdict
from planner.simulation.capacity import CARRIED_OUTDOORS, IN_THE_WIND
from planner.simulation.causes import Link
from planner.simulation.local_wind import gust_of_force_mps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from planner.inventory.duty_records import WarningChannel
    from planner.network.radio_reach import Spot
    from planner.network.sides import Side
    from planner.policy.duties.records import WarningDuty
    from planner.policy.duties.serving import Serving
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.units import Unit

_SITES_NEED_THE_GRID = Text(
    vi="không tính ở đây: trạm phát cần điện lưới", en="not counted here: the stations need the grid"
)
_NEEDS_THE_GRID = Text(
    vi="không tính ở đây: cần điện lưới, không có nguồn riêng",
    en="not counted here: it needs the grid and has no power of its own",
)


def judge_warning(setting: Setting, duty: WarningDuty) -> list[DutyVerdict]:
    """The duty for every unit; a unit is as well off as the worst of its communes."""
    return _Warning(setting, duty).verdicts()


class _Warning:
    def __init__(self, setting: Setting, duty: WarningDuty) -> None:
        self.setting = setting
        self.duty = duty
        self.province = setting.evidence.province
        self.channels = by_commune(self.province.warning_channels)
        self.aside = setting.aside("warning_channels")
        self.listed = bool(self.province.warning_channels) or self.aside

    def verdicts(self) -> list[DutyVerdict]:
        found = []
        for unit in self.setting.units():
            communes = self.setting.communes_of(unit)
            subjects = [self._commune(id_) for id_ in communes]
            found.append(self.setting.unit_verdict(unit, subjects, self._without(unit, subjects)))
        return found

    def _without(self, unit: Unit, subjects: list[SubjectVerdict]) -> tuple[int, Fraction | None]:
        """The most people at one time in communes without any working channel, for certain if the unit fails."""
        fails = any(each.outcome == "fails" for each in subjects)
        side: Side = "optimistic" if fails else "pessimistic"
        when, people = {}, {}
        for each in subjects:
            measure = each.measures[0]
            series = measure.optimistic if side == "optimistic" else measure.pessimistic
            when[each.subject] = outside(self.setting.window.meets(series, 1))
            people[each.subject] = each.population or 0
        return self.setting.most_people_without(when, people)

    # --- one commune ---

    def _commune(self, id_: str) -> SubjectVerdict:
        record = self.province.communes[id_]
        asked = self.duty.channels
        own = [c for c in self.channels.get(id_, ()) if not asked or c.kind in asked]
        parts = [self._part(channel, id_) for channel in own]
        if self.aside or not self.listed:
            # Some list or record is missing: there may be a channel that nobody has told of.
            parts.append(_untold())
        window = self.setting.window
        storm = {s: window.series({p.id: p.works[s] for p in parts}) for s in SIDES}
        rest = {s: window.series({p.id: p.at_rest[s] for p in parts}) for s in SIDES}
        measure = measured("channels", self.duty.at_least, storm, rest, window)
        side: Side = "optimistic" if measure.outcome == "fails" else "pessimistic"
        by_id = {channel.id: channel for channel in own}
        open_ = "unknown" in {measure.outcome, measure.at_rest}
        return SubjectVerdict(
            subject=id_,
            kind="commune",
            name=Text(vi=record.name.vi, en=record.name.english),
            place=self.province.places.get(f"communes/{id_}"),
            population=record.population,
            outcome=measure.outcome,
            at_rest=measure.at_rest,
            measures=(measure,),
            parts=tuple(parts),
            losses=self.setting.losses(
                [part for part in parts if part.id in by_id],
                side,
                lambda part, s, t_h: self._why(by_id[part.id], id_, s, t_h),
            ),
            survey=self._survey(parts, by_id, id_) if open_ else (),
        )

    def _survey(
        self, parts: Sequence[Part], by_id: Mapping[str, WarningChannel], commune: str
    ) -> tuple[str, ...]:
        """What nobody surveyed of the channels, of the people whom messages reach and of the sites that carry them."""
        found: list[str] = []
        for part in parts:
            found += part.missing
            channel = by_id.get(part.id)
            open_h = open_from_h(part.works, self.setting.window)
            if channel is None or open_h is None:
                continue
            if channel.kind == "sms":
                duty = _reached_by(self.duty, channel)
                found += data_of_people(self.setting, duty, commune, self.setting.living[commune])
            elif channel.kind in IN_THE_WIND and channel.uplink == "mobile":
                found += self._of_uplink(channel, open_h)
        return tuple(dict.fromkeys(found))

    def _of_uplink(self, channel: WarningChannel, t_h: Fraction) -> tuple[str, ...]:
        """Which sites serve the channel, where the formula cannot tell, and what of them was not surveyed."""
        here = self._spot(channel)
        if here is None:
            return (f"{channel.id}.lon",)
        sure, maybe = (self.setting.storm[side].covering(here) for side in SIDES)
        unsure = sure != maybe and not channel.served_by
        around = data_of_sites(self.setting, sure, t_h, channel.operators or None, all_known=not unsure)
        return (*((f"{channel.id}.served_by",) if unsure else ()), *around)

    def _part(self, channel: WarningChannel, commune: str) -> Part:
        works = {
            s: meanwhile(
                self._works(channel, commune, self.setting.storm[s]), self._outdoors(channel, s)
            )
            for s in SIDES
        }
        at_rest = self.setting.at_rest_once(
            (channel.id, commune),
            lambda: {s: self._works(channel, commune, self.setting.rest[s]) for s in SIDES},
        )
        open_ = works["pessimistic"] != works["optimistic"]
        named = channel.name
        return Part(
            id=channel.id,
            kind=channel.kind,
            name=Text(vi=channel.id, en=channel.id)
            if named is None
            else Text(vi=named.vi, en=named.english),
            works=works,
            at_rest=at_rest,
            place=self.province.places.get(f"warning_channels/{channel.id}"),
            public=channel.kind == "sms" or channel.uplink == "mobile",
            notes=self._notes(channel),
            missing=(*_missing(channel), *self._wind_missing(channel)) if open_ else (),
        )

    def _notes(self, channel: WarningChannel) -> tuple[Text, ...]:
        """Why it never counts, where the grid is not counted on."""
        if not self.duty.without_grid:
            return ()
        if channel.kind == "sms":
            return (_SITES_NEED_THE_GRID,)
        alone = self._powered(channel, self.setting.rest["optimistic"])
        return () if alone else (_NEEDS_THE_GRID,)

    def _works(self, channel: WarningChannel, commune: str, serving: Serving) -> Intervals:
        """When the channel can be heard or read in the commune."""
        if channel.kind == "sms":
            people, share = self.setting.living[commune], self.duty.people_share
            if self.duty.without_grid:
                return NEVER  # the sites that carry messages are fed by the grid
            reached = most_people(self.setting, people, serving, channel.operators or None, share)
            return meanwhile(serving.stands(channel.id), reached)
        here = self._spot(channel)
        if here is None and channel.kind in IN_THE_WIND and serving.side == "pessimistic":
            return NEVER  # no wind is felt by what stands nowhere
        return meanwhile(
            serving.stands(channel.id),
            self._powered(channel, serving),
            self._uplink(channel, here, serving),
        )

    def _spot(self, channel: WarningChannel) -> Spot | None:
        at = self.province.whereabouts(channel, channel.commune)
        here = spot_of(at, self.duty.reach.terrain)
        return here if here is None else replace(here, served_by=tuple(sorted(channel.served_by)))

    def _powered(self, channel: WarningChannel, serving: Serving) -> Intervals:
        if channel.needs_grid is False:
            return ALWAYS
        if channel.needs_grid is None and serving.side == "optimistic":
            return ALWAYS
        if self.duty.without_grid:
            return serving.off_grid(channel.id, channel)
        return serving.powered(channel.id)

    def _uplink(self, channel: WarningChannel, here: Spot | None, serving: Serving) -> Intervals:
        """When the message gets to the channel."""
        optimistic = serving.side == "optimistic"
        if channel.kind not in IN_THE_WIND or channel.uplink == "none":
            return ALWAYS
        if channel.uplink == "fiber":
            if channel.node is None:
                return ALWAYS if optimistic else NEVER
            return serving.joined(channel.node)
        if channel.uplink == "mobile":
            if not channel.operators:
                return serving.mobile(here, None)
            return union(*(serving.mobile(here, operator) for operator in channel.operators))
        # Not surveyed: an announcer may sit beside it, or it may hang on a cable that is gone.
        return ALWAYS if optimistic else NEVER

    # --- people in the open ---

    def _outdoors(self, channel: WarningChannel, side: Side) -> Intervals:
        """When the wind lets people work outdoors with it; who was there before goes on when the wind falls."""
        if channel.kind not in CARRIED_OUTDOORS:
            return ALWAYS
        winds = self.setting.evidence.outdoors
        wind = None if winds is None else winds.get(channel.id)
        if wind is None:
            return ALWAYS if side == "optimistic" else NEVER
        return outside(wind.at_force(self.duty.indoors_from_force))

    def _wind_missing(self, channel: WarningChannel) -> tuple[str, ...]:
        """What must be known for the wind where people work in it."""
        winds = self.setting.evidence.outdoors
        if channel.kind not in CARRIED_OUTDOORS or (winds is not None and channel.id in winds):
            return ()
        return (f"{channel.id}.{'local_wind' if self._spot(channel) else 'lon'}",)

    def _too_windy(self, channel: WarningChannel, t_h: Fraction) -> Link:
        winds = self.setting.evidence.outdoors
        wind = None if winds is None else winds.get(channel.id)
        if wind is None:
            by = self._wind_missing(channel)[0]
            return Link("not-surveyed", channel.id, t_h, by=by)
        level_mps = gust_of_force_mps(self.duty.indoors_from_force, wind.exposure)
        return Link("too-windy", channel.id, t_h, amount=level_mps)

    # --- why ---

    def _why(
        self, channel: WarningChannel, commune: str, side: Side, t_h: Fraction
    ) -> Told:
        serving, explainer = self.setting.storm[side], self.setting.explainers[side]
        if holds_at(serving.run.failed.get(channel.id, NEVER), t_h):
            return Told((explainer.broken(channel.id, t_h),))
        if not holds_at(self._outdoors(channel, side), t_h):
            return Told((self._too_windy(channel, t_h),))
        if channel.kind == "sms":
            spots = [each.spot for each in self.setting.living[commune] if each.spot is not None]
            return self._sites_out(spots, channel, side, t_h)
        if not holds_at(self._powered(channel, serving), t_h):
            if holds_at(serving.powered(channel.id), t_h):
                return Told()  # it has power, but from a grid that this duty does not count on
            return Told((explainer.dark(channel.id, t_h),))
        if channel.uplink == "fiber" and channel.node is not None:
            return Told((explainer.node_out(channel.node, t_h),))
        here = self._spot(channel)
        return self._sites_out([] if here is None else [here], channel, side, t_h)

    def _sites_out(
        self, spots: list[Spot], channel: WarningChannel, side: Side, t_h: Fraction
    ) -> Told:
        serving, explainer = self.setting.storm[side], self.setting.explainers[side]
        sites = {site for spot in spots for site in serving.covering(spot)}
        return sites_lost(serving.run, explainer, sites, t_h, channel.operators or None)


def _reached_by(duty: WarningDuty, channel: WarningChannel) -> CoverageDuty:
    """The question of coverage that a message asks: any of its operators reaches the people."""
    return CoverageDuty(
        id=duty.id, name=duty.name, unit="commune", kind="coverage", people_share=duty.people_share,
        operator=channel.operators[0] if len(channel.operators) == 1 else None,
        legal_source=duty.legal_source, reach=duty.reach,
    )  # fmt: skip


def by_commune(
    channels: Mapping[str, WarningChannel],
) -> dict[str, tuple[WarningChannel, ...]]:
    """The channels that reach each commune: in the order of replacement, then by id."""
    found: dict[str, list[WarningChannel]] = {}
    for channel in channels.values():
        for commune in sorted({channel.commune, *channel.communes}):
            found.setdefault(commune, []).append(channel)
    return {
        commune: tuple(sorted(own, key=lambda each: (each.order or 99, each.id)))
        for commune, own in sorted(found.items())
    }


def _missing(channel: WarningChannel) -> tuple[str, ...]:
    """Data of a channel that nobody surveyed and that decide whether it works; messages need no power of their own."""
    found = []
    if channel.kind == "sms":
        return ()
    if channel.needs_grid is None:
        found.append("needs_grid")
    if channel.kind in IN_THE_WIND:
        if channel.needs_grid and channel.feed is None:
            found.append("feed")
        if channel.design_wind is None:
            found.append("design_wind")
        if channel.uplink is None:
            found.append("uplink")
        if channel.uplink == "fiber" and channel.node is None:
            found.append("node")
        if channel.floor_height_m is None:
            found.append("floor_height_m")
    if channel.needs_grid or (channel.needs_grid is None and channel.kind in IN_THE_WIND):
        found += [key for key in ("battery_h", "generators") if getattr(channel, key) is None]
    return tuple(f"{channel.id}.{key}" for key in found)


def _untold() -> Part:
    """A channel that may exist: its record was set aside, or the province has no list of channels yet."""
    both = {"pessimistic": NEVER, "optimistic": ALWAYS}
    return Part(
        id="?",
        kind="other",
        name=Text(vi="kênh chưa có trong danh mục", en="a channel that is not listed"),
        works={side: both[side] for side in SIDES},
        at_rest={side: both[side] for side in SIDES},
        place=None,
        missing=("warning_channels",),
    )
