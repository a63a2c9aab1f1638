"""When each asset has failed: every cause by itself, every repair by itself, and the union of all.

A cause begins at an instant and runs to the first repair after it. Intensity is a broken line through
exact points (wind) or a constant between two instants (footprint), searched again after every repair.
"""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle.assets import GUST_OVER_MEAN, Asset, Catalogue, meets
from tests.oracle.draws import draw, gust_chance, limit, strength, water_chance
from tests.oracle.spans import NEVER, ZERO, End, Interval, Intervals, union

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.hazard.records import Footprint, Removal
    from planner.scenario.records import PowerCut
    from tests.oracle.world import Side, World

SECONDS = 3600


class Source(ABC):
    """An intensity through time; between two of its `breaks` it is a straight line."""

    breaks: tuple[Fraction, ...]
    is_footprint = False

    @abstractmethod
    def at(self, at_h: Fraction) -> Fraction:
        """The intensity at the instant."""

    @abstractmethod
    def across(self, start_h: Fraction, end_h: Fraction) -> tuple[Fraction, Fraction]:
        """What it tends to at both ends of an open stretch that holds no break."""


class BrokenLine(Source):
    """Straight lines through points; nought before the first and after the last."""

    def __init__(self, times_h: tuple[Fraction, ...], values: tuple[float, ...]) -> None:
        self.breaks = times_h
        self._values = [Fraction(value) for value in values]

    def at(self, at_h: Fraction) -> Fraction:
        if not self.breaks or not self.breaks[0] <= at_h <= self.breaks[-1]:
            return ZERO
        after = bisect_right(self.breaks, at_h)
        if after == len(self.breaks):
            return self._values[-1]
        t0, t1 = self.breaks[after - 1], self.breaks[after]
        v0, v1 = self._values[after - 1], self._values[after]
        return v0 + (v1 - v0) * (at_h - t0) / (t1 - t0)

    def across(self, start_h: Fraction, end_h: Fraction) -> tuple[Fraction, Fraction]:
        if not self.breaks or start_h < self.breaks[0] or end_h > self.breaks[-1]:
            return ZERO, ZERO
        return self.at(start_h), self.at(end_h)


class Flat(Source):
    """One value on [start, end)."""

    is_footprint = True

    def __init__(self, start_h: Fraction, end_h: End, value: float) -> None:
        self.breaks = tuple(Fraction(edge) for edge in (start_h, end_h) if edge != NEVER)
        self._start_h, self._end_h, self._value = start_h, end_h, Fraction(value)
        self.whole = start_h, end_h, value

    def at(self, at_h: Fraction) -> Fraction:
        return self._value if self._start_h <= at_h < self._end_h else ZERO

    def across(self, start_h: Fraction, end_h: Fraction) -> tuple[Fraction, Fraction]:
        return self.at(start_h), self.at(start_h)


@dataclass(frozen=True)
class Capacity:
    """What an asset stands, and when derating multiplies it."""

    value: Fraction
    raised: tuple[tuple[Fraction, End, Fraction], ...] = ()

    def at(self, at_h: Fraction) -> Fraction:
        """The capacity at the instant."""
        factors = [factor for start_h, end_h, factor in self.raised if start_h <= at_h < end_h]
        return self.value * max(factors, default=Fraction(1))

    @property
    def breaks(self) -> set[Fraction]:
        """The instants at which it changes."""
        return {Fraction(edge) for pair in self.raised for edge in pair[:2] if edge != NEVER}


class Threat(ABC):
    """What may fail an asset; `known` is False where nobody knows what it stands."""

    known = True
    is_footprint = False

    @abstractmethod
    def onset_h(self, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the asset fails by it."""


class Designed(Threat):
    """An intensity against the design value."""

    def __init__(self, source: Source, stands: Capacity | None) -> None:
        self.source, self.stands = source, stands or Capacity(ZERO)
        self.known = stands is not None
        self.is_footprint = source.is_footprint
        self.is_early = not source.is_footprint and min(source.breaks, default=ZERO) < 0

    def onset_h(self, since_h: Fraction) -> Fraction | None:
        return onset_h(self.source, self.stands, since_h)


class Drawn(Threat):
    """A draw that lies below its limit at some instants, or all through some spans."""

    def __init__(self, hits_h: list[Fraction], spans: list[tuple[Fraction, End]]) -> None:
        self._hits_h, self._spans = hits_h, spans
        self.is_footprint = bool(spans)

    def onset_h(self, since_h: Fraction) -> Fraction | None:
        found = [at_h for at_h in self._hits_h if at_h >= since_h]
        found += [max(start_h, since_h) for start_h, end_h in self._spans if end_h > since_h]
        return min(found, default=None)


def onset_h(source: Source, capacity: Capacity, since_h: Fraction) -> Fraction | None:
    """The first instant from `since_h` on at which the intensity exceeds the capacity.

    An instant that is not `since_h` itself is rounded up to the whole second.
    """
    walk = sorted(
        {since_h, *(at_h for at_h in {*source.breaks, *capacity.breaks} if at_h > since_h)}
    )
    for start_h, end_h in zip(walk, [*walk[1:], None], strict=True):
        stands = capacity.at(start_h)
        if source.at(start_h) > stands:
            return _whole_second(start_h, since_h)
        if end_h is None:
            break
        first, last = source.across(start_h, end_h)
        if last > stands:
            crossing_h = start_h + (end_h - start_h) * (stands - first) / (last - first)
            return _whole_second(crossing_h, since_h)
    return None


def _whole_second(at_h: Fraction, since_h: Fraction) -> Fraction:
    return at_h if at_h == since_h else Fraction(math.ceil(at_h * SECONDS), SECONDS)


class Damage:
    """The failed intervals of every asset of a world, on one side."""

    def __init__(self, world: World, catalogue: Catalogue, side: Side, seen: set[str]) -> None:
        self._world = world
        self._assets = catalogue
        self._optimistic = side == "optimistic"
        self._seen = seen
        self._removed = self._removals()
        self._repairs = self._repair_times()
        self._derated = self._derates()
        self._aside = {(record.section, record.id) for record in world.province.set_aside}
        self.failed = {
            id_: union(self.causes(asset), world.horizon_h)
            for id_, asset in catalogue.by_id.items()
        }

    def derated(self, site: str) -> Intervals:
        """When the site's load is off, so that it serves and relays nothing."""
        spans = [(start, end) for start, end, _ in self._derated.get(site, ())]
        return union(spans, self._world.horizon_h)

    def causes(self, asset: Asset) -> list[Interval]:
        """Every cause that takes the asset, cut by its own repairs."""
        if not asset.sure:
            return []
        repairs = self._repairs.get(asset.id, [])
        causes = [_until_repair(cause, repairs) for cause in self._removed.get(asset.id, [])]
        self._note("repair", causes != self._removed.get(asset.id, []))
        causes += self._from_groups(asset, repairs)
        own = self._by_intensity(asset, self._threats(asset), repairs)
        both = self._by_intensity(
            asset, [*self._threats(asset), *self._threats_to_poles(asset)], repairs
        )
        self._note("poles", both != own)
        return causes + both + self._with_poles_aside(asset)

    def _from_groups(self, asset: Asset, repairs: list[Fraction]) -> list[Interval]:
        taken: list[Interval] = []
        for group in asset.srlgs:
            if group in self._assets.by_id:
                inherited = self.causes(self._assets.by_id[group])
                taken += [_until_repair(cause, repairs) for cause in inherited]
            elif not self._optimistic:
                taken.append((ZERO, NEVER))
        self._note("srlg", bool(taken))
        return taken

    def _with_poles_aside(self, asset: Asset) -> list[Interval]:
        lost = (
            asset.poles is not None
            and asset.mounting == "aerial"
            and asset.poles not in self._assets.by_id
        )
        return [(ZERO, NEVER)] if lost and not self._optimistic else []

    def _threats(self, asset: Asset) -> list[Threat]:
        """What the asset feels, each with what it stands; None where that was not surveyed."""
        water = None if asset.floor is None else Capacity(asset.floor)
        if self._world.sample is not None and water is not None:
            wet = self._drawn_waters(asset, float(water.value))
        else:
            wet = [Designed(source, water) for source in self._waters(asset)]
        return [*self._wind_threats(asset), *wet, *self._slides(asset)]

    def _wind_threats(self, asset: Asset) -> list[Threat]:
        if self._world.sample is not None:
            if asset.curve is None:
                return [Designed(source, None) for source in self._winds(asset)]
            return self._drawn_winds(asset, asset.curve)
        stands = None if asset.wind is None else Capacity(asset.wind, self._raised(asset))
        return [Designed(source, stands) for source in self._winds(asset)]

    def _drawn_winds(self, asset: Asset, curve: tuple[float, float, float]) -> list[Threat]:
        sample, scenario = self._world.sample or 0, self._world.scenario
        u = draw(scenario.seed, f"{asset.id}#gust", sample)
        times = strength(sample, scenario.damage.storm_wide_log_sd)
        raised = self._raised(asset)

        def falls(gust_mps: float, at_h: Fraction) -> bool:
            relief = [float(f) for start_h, end_h, f in raised if start_h <= at_h < end_h]
            felt = gust_mps / max(relief, default=1.0) * times
            return u < limit(gust_chance(felt, *curve))

        hits_h: list[Fraction] = []
        spans: list[tuple[Fraction, End]] = []
        for source in self._winds(asset):
            if isinstance(source, BrokenLine):
                steps = [(max(at_h, ZERO), float(source.at(at_h))) for at_h in source.breaks]
                hits_h += [at_h for at_h, gust_mps in steps if falls(gust_mps, at_h)]
            else:
                edges = sorted({*source.breaks, ZERO, *Capacity(ZERO, raised).breaks})
                for start_h, end_h in zip(edges, [*edges[1:], NEVER], strict=True):
                    if falls(float(source.at(start_h)), start_h):
                        spans.append((start_h, end_h))
        self._note("drawn", bool(hits_h or spans) and curve[1] > 0)
        return [Drawn(sorted(hits_h), spans)] if hits_h or spans else []

    def _drawn_waters(self, asset: Asset, floor_m: float) -> list[Threat]:
        library = self._world.fragility
        if library is None:
            return []
        u = draw(self._world.scenario.seed, f"{asset.id}#flood", self._world.sample or 0)
        spans: list[tuple[Fraction, End]] = [
            (start_h, end_h)
            for source in self._waters(asset)
            if isinstance(source, Flat)
            for start_h, end_h, depth_m in [source.whole]
            if u < limit(water_chance(depth_m - floor_m, library))
        ]
        return [Drawn([], spans)] if spans else []

    def _threats_to_poles(self, asset: Asset) -> list[Threat]:
        """The wind at the power line whose poles carry the asset, against what the line stands."""
        line = self._assets.by_id.get(asset.poles or "")
        if line is None or asset.mounting != "aerial":
            return []
        return self._wind_threats(line)

    def _by_intensity(
        self, asset: Asset, threats: list[Threat], repairs: list[Fraction]
    ) -> list[Interval]:
        """From the earliest onset to the next repair, and again from there; never repaired where unknown."""
        horizon_h = self._world.horizon_h
        causes: list[Interval] = []
        for threat in threats:
            first_h = None if threat.known else threat.onset_h(asset.since_h)
            if first_h is not None and not self._optimistic:
                causes.append((first_h, NEVER))
        known = [threat for threat in threats if threat.known]
        since_h: End = asset.since_h
        while since_h < horizon_h:
            onsets = [threat.onset_h(Fraction(since_h)) for threat in known]
            found = [at_h for at_h in onsets if at_h is not None]
            if not found:
                break
            early = [threat for threat in known if isinstance(threat, Designed) and threat.is_early]
            self._note("before hour 0", early and min(found) == ZERO)
            causes.append(_until_repair((min(found), NEVER), repairs))
            since_h = causes[-1][1]
            self._note("repair", since_h < horizon_h)
            self._note("footprint", any(threat.is_footprint for threat in known))
        if not causes:
            weak = [
                onset_h(threat.source, Capacity(threat.stands.value), ZERO)
                for threat in known
                if isinstance(threat, Designed) and threat.stands.raised
            ]
            self._note("derate", any(at_h is not None for at_h in weak))
        return [cause for cause in causes if cause[0] < horizon_h]

    def _winds(self, asset: Asset) -> list[Source]:
        if not asset.feels_wind:
            return []
        series = self._world.gusts.get(asset.id)
        track = [] if series is None else [BrokenLine(*series)]
        return [*track, *self._footprints(asset, "gust_mps")]

    def _waters(self, asset: Asset) -> list[Source]:
        wet = ("flood_depth_m", "surge_depth_m")
        return self._footprints(asset, *wet) if asset.feels_water else []

    def _footprints(self, asset: Asset, *quantities: str) -> list[Source]:
        storm = self._world.storm
        return [
            Flat(start_h, end_h, value)
            for print_ in (storm.footprints if storm is not None else ())
            if print_.quantity in quantities and meets(print_.polygon, asset)
            for start_h, end_h, value in stretches(print_)
        ]

    def _slides(self, asset: Asset) -> list[Threat]:
        """Ground that moves under the asset: nothing stands that."""
        if asset.kind in {"hop", "srlg", "resource", "sea-route"} or asset.mounting == "submarine":
            return []
        slides = self._footprints(asset, "landslide_m")
        if self._world.sample is None:
            return [Designed(source, Capacity(ZERO)) for source in slides]
        spans = [each.whole[:2] for each in slides if isinstance(each, Flat) and each.whole[2] > 0]
        return [Drawn([], spans)] if spans else []

    def _raised(self, asset: Asset) -> tuple[tuple[Fraction, End, Fraction], ...]:
        return self._derated.get(asset.id.removesuffix("/mast"), ()) if asset.kind == "mast" else ()

    def _removals(self) -> dict[str, list[Interval]]:
        storm, actions = self._world.storm, self._world.scenario.actions
        lost: list[Removal | PowerCut] = [
            *(storm.removals if storm is not None else ()),
            *(
                action
                for action in actions
                if action.do == "power-cut"
                and action.when_force is None
                and action.when_gust_mps is None
            ),
        ]
        removed: dict[str, list[Interval]] = {}
        for cut in actions:
            if cut.do == "power-cut" and (cut.when_force or cut.when_gust_mps is not None):
                for id_ in self._assets.selected(cut.select):
                    off = self._off_by_wind(cut, self._assets.by_id[id_])
                    removed.setdefault(id_, []).extend(off)
        for removal in lost:
            start_h = max(removal.at_h, ZERO)
            end_h: End = NEVER if removal.until_h is None else removal.until_h
            if start_h < min(end_h, self._world.horizon_h):
                chosen = self._assets.selected(removal.select)
                self._note("inside", chosen and removal.select.inside)
                for id_ in chosen:
                    removed.setdefault(id_, []).append((start_h, end_h))
        return removed

    def _off_by_wind(self, cut: PowerCut, asset: Asset) -> list[Interval]:
        """From the wind's passing the level until it has been below for so long, or until the hour given."""
        lowest = (0, 0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37.0, 41.5, 46.2, 51.0, 56.1)
        level = cut.when_gust_mps or 0.0
        if cut.when_force is not None:
            level = lowest[cut.when_force] * GUST_OVER_MEAN["2min"][asset.exposure]
        from_h = max(cut.at_h, ZERO)
        stretches_h: list[tuple[Fraction, End]] = []
        for source in self._winds(asset):
            for start_h, end_h in windy_stretches(source, Fraction(level)):
                if end_h > from_h:
                    stretches_h.append((max(start_h, from_h), end_h))
        if not stretches_h:
            return []
        if cut.back_after_h is None:
            start_h = _whole_second(min(stretches_h)[0], -Fraction(1))
            end: End = NEVER if cut.until_h is None else cut.until_h
            self._note("cut by wind", start_h < end)
            return [(start_h, end)] if start_h < end and start_h < self._world.horizon_h else []
        off: list[Interval] = []
        for start_h, end_h in sorted(stretches_h):
            back: End = NEVER
            if end_h != NEVER:
                back = _whole_second(Fraction(end_h), -Fraction(1)) + cut.back_after_h
            begun = _whole_second(start_h, -Fraction(1))
            if off and begun <= off[-1][1]:
                off[-1] = (off[-1][0], max(off[-1][1], back))
            elif begun < self._world.horizon_h and begun < back:
                off.append((begun, back))
        self._note("cut by wind", bool(off))
        return off

    def _repair_times(self) -> dict[str, list[Fraction]]:
        times: dict[str, list[Fraction]] = {}
        for action in self._world.scenario.actions:
            if action.do == "repair":
                whole = action.asset in self._world.province.sites
                parts = ("/mast", "/equipment") if whole else ("",)
                for part in parts:
                    times.setdefault(f"{action.asset}{part}", []).append(max(action.at_h, ZERO))
        return {id_: sorted(set(at)) for id_, at in times.items()}

    def _derates(self) -> dict[str, tuple[tuple[Fraction, End, Fraction], ...]]:
        derates: dict[str, tuple[tuple[Fraction, End, Fraction], ...]] = {}
        for action in self._world.scenario.actions:
            if action.do == "derate":
                end_h: End = NEVER if action.until_h is None else action.until_h
                span = (max(action.at_h, ZERO), end_h, Fraction(action.factor or 1))
                derates[action.site] = (*derates.get(action.site, ()), span)
        return derates

    def _note(self, feature: str, acted: object) -> None:
        if acted:
            self._seen.add(feature)


def _until_repair(cause: Interval, repairs: Iterable[Fraction]) -> Interval:
    start_h, end_h = cause
    later = [at_h for at_h in repairs if start_h < at_h < end_h]
    return start_h, min(later, default=end_h)


def windy_stretches(source: Source, level: Fraction) -> list[tuple[Fraction, End]]:
    """When the source is above the level."""
    if isinstance(source, Flat):
        start_h, end_h, value = source.whole
        return [(start_h, end_h)] if value > level and start_h < end_h else []
    found: list[tuple[Fraction, End]] = []
    for left_h, right_h in itertools.pairwise(source.breaks):
        left, right = source.at(left_h), source.at(right_h)
        if left > level and right > level:
            found.append((left_h, right_h))
        elif (left > level) != (right > level):
            share = (level - left) / (right - left)
            crossing_h = left_h + share * (right_h - left_h)
            found.append((left_h, crossing_h) if left > level else (crossing_h, right_h))
    return [(start_h, end_h) for start_h, end_h in found if start_h < end_h]


def stretches(footprint: Footprint) -> list[tuple[Fraction, End, float]]:
    """From when until when the footprint has which intensity."""
    end_h: End = NEVER if footprint.until_h is None else footprint.until_h
    if footprint.value is not None:
        return [(footprint.from_h, end_h, footprint.value)]
    found: list[tuple[Fraction, End, float]] = []
    for level in reversed(footprint.series):
        found.insert(0, (level.at_h, end_h, level.value))
        end_h = level.at_h
    return found


def shut(world: World, place: Asset, at_h: Fraction) -> bool:
    """Whether nobody reaches the place at the hour."""
    for print_ in world.storm.footprints if world.storm is not None else ():
        for start_h, end_h, value in stretches(print_) if meets(print_.polygon, place) else ():
            wet = print_.quantity in ("flood_depth_m", "surge_depth_m")
            deep = wet and value > world.scenario.fording_depth_m
            closes = deep or print_.quantity == "landslide_m"
            if print_.cuts_off is not None:
                closes = print_.cuts_off
            if closes and value > 0 and start_h <= at_h < end_h:
                return True
    return False
