"""Which changes of the written list could mend a duty at one place: read off its parts and their losses."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planner.decisions.candidates import together_sites
from planner.decisions.changes import keep_load, send_generator, stronger_mast
from planner.decisions.duty_changes import (
    LOW_BAND_MHZ,
    bury_means,
    duty_order,
    edge_battery,
    edge_floor,
    edge_generator,
    hand_siren,
    low_band,
    radio,
    satellite_phone,
    set_battery,
    stronger_antenna,
    stronger_pole,
    test_set,
)
from planner.decisions.recovery_candidates import Recovery
from planner.decisions.register_candidates import Registers
from planner.foundation.places import distance_km
from planner.inventory.duty_records import Means
from planner.policy.duties.means import RADIOS, SATELLITE
from planner.policy.duties.means_readiness import readiness
from planner.scenario.day import last_day_of, start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.decisions.changes import Change
    from planner.inventory.duty_records import CommandPost
    from planner.policy.duties.records import CommandDuty
    from planner.policy.duties.verdicts import DutyVerdict, PartLoss, SubjectVerdict
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

NEAREST_MASTS = 3
"""So many of the nearest masts tell which gust something new must stand."""
GUST_IN_HAND_MPS = 2
"""What something new stands beyond that, m/s. Our figure."""
LOW_BAND_SITES = 3
"""So many of the nearest sites are looked at for a lower band."""


def duty_candidates(run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> list[Change]:
    """Every change that could help the place or unit in question, in the order of the list, each once."""
    unique: dict[tuple[int, str, str], Change] = {}
    for change in _all(run, verdict, subject):
        known = unique.get(duty_order(change))
        unique[duty_order(change)] = change if known is None else together_sites(known, change)
    return [unique[order] for order in sorted(unique)]


def _all(run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> Iterator[Change]:
    duty, recovery = verdict.requirement, Recovery(run, subject)
    registers = Registers(run, verdict, subject)
    if duty.kind == "milestone":
        return recovery.milestone(duty)
    if duty.kind == "reach":
        return recovery.reach(duty)
    if duty.kind == "fuel":
        return recovery.fuel(duty)
    if duty.kind == "island-autonomy":
        return recovery.island(duty)
    if duty.kind == "tasks":
        return registers.tasks(duty)
    if duty.kind == "readiness":
        return registers.readiness(duty)
    if duty.kind == "derating":
        return registers.derating(duty)
    if duty.kind == "roaming":
        return registers.roaming(duty)
    if duty.kind == "undergrounding":
        return registers.undergrounding(duty)
    return _Finder(run, verdict, subject).all()


class _Finder:
    def __init__(self, run: Run, verdict: DutyVerdict, subject: SubjectVerdict) -> None:
        self.run, self.loaded, self.province = run, run.loaded, run.loaded.province
        self.duty, self.subject = verdict.requirement, subject
        horizon_h = run.loaded.scenario.horizon_h
        until_h = horizon_h if self.duty.until_h is None else min(self.duty.until_h, horizon_h)
        self.window_h = Fraction(ceil(until_h))
        self.day, self.last_day = start_of(self.loaded).date(), last_day_of(self.loaded, until_h)

    def all(self) -> Iterator[Change]:
        if self.duty.kind == "command":
            yield from self._for_post(self.duty, self.province.command_posts[self.subject.subject])
        elif self.duty.kind == "warning":
            yield from self._for_warning(self.subject.subject, without_grid=self.duty.without_grid)
        elif self.duty.kind == "coverage":
            yield from self._for_coverage(self.subject.subject)

    # --- a command post ---

    def _for_post(self, duty: CommandDuty, post: CommandPost) -> Iterator[Change]:
        yield satellite_phone(self.loaded, post, self.window_h, self.day)
        here = self._gust_around(self.province.whereabouts(post, post.commune, post.district))
        for net in self.province.radio_nets.values():
            yield radio(self.loaded, post, net, self.window_h, here, self.day)
        records = [each for each in post.means if isinstance(each, Means)]
        for means in records:
            ready = readiness(means, post.id, duty, self.day, self.last_day)
            if ready.outcome != "holds" and (means.kind in RADIOS or means.sky_view):
                yield test_set(self.loaded, post, means, self.day, self.last_day)
            own = means.battery_h or Fraction(0)
            if means.kind in RADIOS | SATELLITE and own < self.window_h:
                yield set_battery(self.loaded, post, means, self.window_h)
            if means.kind == "fiber" and means.mounting in {None, "aerial"}:
                yield bury_means(self.loaded, post, means)
        by_id = {means.id: means for means in records}
        for loss in self.subject.losses:
            yield from self._of_part(post, by_id.get(loss.part), loss)
        yield edge_generator(self.loaded, post.id, self.window_h, self.subject.subject)

    def _of_part(
        self, post: CommandPost, means: Means | None, loss: PartLoss
    ) -> Iterator[Change]:
        for chain in loss.chains:
            if chain.subject == post.id:
                yield from self._drowned(chain, post.id)
            elif means is not None and chain.subject == f"{post.id}/means/{means.id}":
                gust_mps = self._gust_of(chain)
                if gust_mps is not None:
                    yield stronger_antenna(self.loaded, post, means, gust_mps)

    def _drowned(self, chain: Link, id_: str) -> Iterator[Change]:
        for leaf in chain.leaves():
            if leaf.kind in {"flood", "flood-drawn"} and leaf.amount:
                yield edge_floor(self.loaded, id_, leaf.amount, self.subject.subject)

    def _gust_of(self, chain: Link) -> int | None:
        """The largest gust at an asset that fell by wind, or that may have, rounded up."""
        leaves = {leaf.kind for leaf in chain.leaves()}
        peak = self.run.peak_gust_mps.get(chain.subject)
        if peak is None or not leaves & {"gust", "gust-drawn", "not-surveyed"}:
            return None
        return ceil(peak)

    def _gust_around(self, point: tuple[float, float] | None) -> int:
        """The gust that something new must stand: what the nearest masts would feel, and a little more."""
        peaks = self.run.peak_gust_mps
        near = [] if point is None else sorted(
            (distance_km(*point, *self.province.point(site)), site) for site in self.province.sites
        )  # fmt: skip
        felt = [peaks.get(f"{site}/mast", 0.0) for _, site in near[:NEAREST_MASTS]]
        most = max(felt, default=0.0) or max(peaks.values(), default=0.0)
        return ceil(most) + GUST_IN_HAND_MPS

    # --- warning ---

    def _for_warning(self, commune: str, *, without_grid: bool) -> Iterator[Change]:
        record = self.province.communes[commune]
        seat = record.seat
        at = None if seat is None or seat.lon is None or seat.lat is None else (float(seat.lon), float(seat.lat))
        yield hand_siren(self.loaded, commune, self._gust_around(at))
        channels = self.province.warning_channels
        lost = {loss.part: loss for loss in self.subject.losses}
        for part in self.subject.parts:
            channel = channels.get(part.id)
            if channel is None or channel.kind not in {"loudspeakers", "siren", "radio", "television"}:
                continue
            if channel.needs_grid is not False:
                yield edge_battery(self.loaded, channel.id, self.window_h, commune)
                yield edge_generator(self.loaded, channel.id, self.window_h, commune)
            for chain in lost[part.id].chains if part.id in lost else ():
                if chain.subject == channel.id:
                    yield from self._drowned(chain, channel.id)
                    gust_mps = self._gust_of(chain)
                    if gust_mps is not None:
                        yield stronger_pole(self.loaded, channel.id, gust_mps, commune)

    # --- coverage ---

    def _for_coverage(self, commune: str) -> Iterator[Change]:
        alone = frozenset({commune})
        for loss in self.subject.losses:
            for chain in loss.chains:
                yield from self._of_site(chain, alone)
        yield from self._lower_bands(commune)

    def _of_site(self, link: Link, alone: frozenset[str]) -> Iterator[Change]:
        site = link.subject.partition("/")[0]
        if site in self.province.sites:
            if link.kind == "derated":
                yield keep_load(self.loaded, site, alone)
            elif link.kind in {"dark", "site-dark"}:
                yield send_generator(self.loaded, site, alone)
            elif link.kind == "mast-failed" and (peak := self.run.peak_gust_mps.get(f"{site}/mast")):
                yield stronger_mast(self.loaded, site, peak, alone)
        elif link.kind in {"dark", "node-dark"} and site in self.province.fiber_nodes:
            yield send_generator(self.loaded, site, alone)
        for child in link.because:
            yield from self._of_site(child, alone)

    def _lower_bands(self, commune: str) -> Iterator[Change]:
        """The sites nearest to where people live that do not work on the lowest band."""
        seat = self.province.communes[commune].seat
        points = [seat, *(p for p in self.province.population_points.values() if p.commune == commune)]
        for at in points:
            if at is None or at.lon is None or at.lat is None:
                continue
            near = sorted(
                (distance_km(float(at.lon), float(at.lat), *self.province.point(site)), site)
                for site in self.province.sites
            )
            for _, site in near[:LOW_BAND_SITES]:
                if min(self.province.sites[site].bands_mhz, default=LOW_BAND_MHZ + 1) > LOW_BAND_MHZ:
                    yield low_band(self.loaded, site, commune)
