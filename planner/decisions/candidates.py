"""Which changes of the written list could help a unit: read off the chains of causes and the hardened test."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planner.decisions.changes import (
    LARGEST_BATTERY_H,
    LONGEST_DROP_KM,
    Change,
    add_satellite,
    bury,
    keep_load,
    larger_battery,
    larger_tank,
    new_generator,
    raise_floor,
    refuel,
    second_drop,
    send_generator,
    stronger_mast,
    stronger_span,
    together,
)
from planner.foundation.intervals import ALWAYS, INF
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import ZONE_GUST_MPS, gust_3s_mps, max_force_for_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.records import Site
    from planner.policy.requirements import HardenedTest
    from planner.policy.verdicts import HardenedSite, UnitVerdict
    from planner.scenario.run import Run
    from planner.simulation.causes import Link


def candidates(run: Run, verdict: UnitVerdict) -> list[Change]:
    """Every change that could bring back a site of the unit, in the order of the list, each once."""
    finder = _Finder(run, verdict)
    unique: dict[tuple[int, str, str], Change] = {}
    for change in finder.all():
        known = unique.get(change.order)
        if known is not None:
            change = together_sites(known, change)
        unique[change.order] = change
    return [unique[order] for order in sorted(unique)]


def together_sites(first: Change, second: Change) -> Change:
    """The same change, found for two sites."""
    sites = first.sites | second.sites
    return Change(first.kind, first.subject, first.words, first.places, sites, first.apply)


class _Finder:
    def __init__(self, run: Run, verdict: UnitVerdict) -> None:
        self.run = run
        self.loaded = run.loaded
        self.province = run.loaded.province
        self.verdict = verdict
        self.test: HardenedTest = verdict.requirement.hardened

    def all(self) -> Iterator[Change]:
        for loss in self.verdict.losses:
            yield from self._of_link(loss.chain, frozenset({loss.site}))
        for tested in self.verdict.hardened:
            if tested.outcome != "holds":
                yield from self._hardening(tested)

    # --- chains ---

    def _of_link(self, link: Link, sites: frozenset[str]) -> Iterator[Change]:
        if link.kind == "derated":
            yield keep_load(self.loaded, link.subject, sites)
        elif link.kind == "mast-failed":
            yield from self._mast(link.subject.partition("/")[0], sites)
        elif link.kind in {"equipment-failed", "generator-failed"}:
            yield from self._drowned(link, sites)
        elif link.kind in {"dark", "node-dark", "site-dark"}:
            yield from self._power(link, sites)
        elif link.kind == "no-backhaul":
            (site,) = sites if len(sites) == 1 else (link.subject,)
            yield from self._backhaul(site, sites)
        if link.kind == "asset-failed":
            if link.subject.endswith("/equipment"):  # of a site on the way
                yield from self._drowned(link, sites)
            yield from self._asset(link.subject, sites)
            return
        for child in link.because:
            yield from self._of_link(child, sites)

    def _drowned(self, link: Link, sites: frozenset[str]) -> Iterator[Change]:
        for leaf in link.leaves():
            if leaf.kind in {"flood", "flood-drawn", "not-surveyed"} and leaf.amount:
                yield raise_floor(self.loaded, link.subject.partition("/")[0], leaf.amount, sites)

    def _mast(self, site: str, sites: frozenset[str]) -> Iterator[Change]:
        peak = self.run.peak_gust_mps.get(f"{site}/mast", 0.0)
        if peak > 0:
            yield stronger_mast(
                self.loaded, site, max(peak, self._wind_needed(self.province.sites[site])), sites
            )

    def _power(self, link: Link, sites: frozenset[str]) -> Iterator[Change]:
        consumer = link.subject
        horizon = self.loaded.scenario.horizon_h
        plant = self.province.sites.get(consumer) or self.province.fiber_nodes.get(consumer)
        if plant is None:
            return
        for child in link.because:
            if child.kind == "tank-empty":
                yield refuel(self.loaded, child.subject, child.since_h, sites)
                made = larger_tank(
                    self.loaded, consumer, child.subject.rpartition("/")[2], horizon, sites
                )
                if made is not None:
                    yield made
        yield send_generator(self.loaded, consumer, sites)
        needed = self._longest_without_grid(consumer)
        if Fraction(0) < needed <= LARGEST_BATTERY_H and needed != plant.battery_h:
            yield larger_battery(self.loaded, consumer, needed, sites)
        yield new_generator(self.loaded, consumer, horizon, sites)

    def _longest_without_grid(self, consumer: str) -> Fraction:
        """The longest run of hours in which the grid carries no load, rounded up to the hour."""
        longest = run_h = Fraction(0)
        for span in self.run.pessimistic.views[None].plants[consumer].spans:
            end = self.loaded.scenario.horizon_h if span.end_h == INF else Fraction(span.end_h)
            run_h = Fraction(0) if span.supply == "grid" else run_h + end - span.start_h
            longest = max(longest, run_h)
        return Fraction(ceil(longest))

    def _backhaul(self, site: str, sites: frozenset[str]) -> Iterator[Change]:
        record = self.province.sites.get(site)
        if record is None:
            return
        if record.backhaul.satellite in {None, "none", "unknown"}:
            yield add_satellite(
                self.loaded, site, sites, self.run.peak_gust_mps.get(f"{site}/mast", 0.0)
            )
        node = self._other_node(record)
        if node is not None:
            yield second_drop(self.loaded, site, node, sites)

    def _other_node(self, site: Site) -> str | None:
        """The nearest node within reach that the site has no drop to; one never cut off in the run comes first."""
        taken = {drop.node for drop in site.backhaul.drops}
        joined = self.run.pessimistic.views[None].backhaul
        here = self.province.point(site.id)
        ranked: list[tuple[bool, float, str]] = []
        for node in self.province.fiber_nodes.values():
            km = distance_km(*here, *self.province.point(node.id))
            if node.id not in taken and km <= LONGEST_DROP_KM:
                ranked.append((joined.get(node.id) != ALWAYS, km, node.id))
        return min(ranked)[2] if ranked else None

    def _asset(self, asset: str, sites: frozenset[str]) -> Iterator[Change]:
        province, part = self.province, asset.split("/")
        if asset in province.segments or (len(part) > 1 and part[1] in {"drop", "service-drop"}):
            if self._hangs(asset):
                yield bury(self.loaded, asset, sites)
        elif asset in province.lines:
            peak = self.run.peak_gust_mps.get(asset, 0.0)
            if peak > 0 and self._hangs(asset):
                yield stronger_span(self.loaded, asset, peak, sites)
                yield bury(self.loaded, asset, sites)
        elif asset in province.power_nodes:
            peak = self.run.peak_gust_mps.get(asset, 0.0)
            if peak > 0:
                yield stronger_span(self.loaded, asset, peak, sites)
        elif len(part) > 1 and part[1] == "mast":
            yield from self._mast(part[0], sites)
        elif asset in province.fiber_nodes:
            depth = max(
                (f.value for f in self.run.felt.flood_footprints.get(asset, ())), default=0.0
            )
            if depth > 0:
                yield raise_floor(self.loaded, asset, depth, sites)

    def _hangs(self, asset: str) -> bool:
        province, part = self.province, asset.split("/")
        span = province.segments.get(asset) or province.lines.get(asset)
        if span is not None:
            return span.mounting == "aerial"
        plant = province.sites.get(part[0]) or province.fiber_nodes.get(part[0])
        if part[1] == "service-drop":
            return (
                plant is not None
                and plant.service_drop is not None
                and plant.service_drop.mounting == "aerial"
            )
        drops = province.sites[part[0]].backhaul.drops
        return any(drop.node == part[2] and drop.mounting == "aerial" for drop in drops)

    # --- the hardened test ---

    def _hardening(self, tested: HardenedSite) -> Iterator[Change]:
        """What a site lacks to be hardened: one work, or all of them together."""
        site = self.province.sites[tested.site]
        alone = frozenset({site.id})
        works: list[Change] = []
        for criterion in tested.criteria:
            if criterion.outcome == "holds":
                continue
            work = self._work(site, criterion.id, alone)
            if work is None:
                return
            works.append(work)
        if len(works) == 1:
            yield works[0]
        elif works:
            words = Text(
                vi=f"làm {site.id} thành trạm kiên cố: "
                + "; ".join(work.words.vi for work in works),
                en=f"harden {site.id}: " + "; ".join(work.words.en for work in works),
            )
            yield together("harden", site.id, words, tuple(works))

    def _work(self, site: Site, criterion: str, alone: frozenset[str]) -> Change | None:
        if criterion == "wind":
            peak = self.run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
            return stronger_mast(self.loaded, site.id, max(peak, self._wind_needed(site)), alone)
        if criterion == "autonomy":
            return new_generator(
                self.loaded, site.id, max(self._hours_needed(site), Fraction(1)), alone
            )
        if criterion in {"fiber", "diverse"}:
            node = self._other_node(site)
            return None if node is None else second_drop(self.loaded, site.id, node, alone)
        if criterion == "buried" and site.backhaul.drops:
            return bury(self.loaded, f"{site.id}/drop/{site.backhaul.drops[0].node}", alone)
        if criterion == "floor" and self.test.floor_above_m is not None:
            return raise_floor(self.loaded, site.id, self.test.floor_above_m, alone)
        return None

    def _hours_needed(self, site: Site) -> Fraction:
        island = self.province.districts[site.district].island
        asked = (
            self.test.generator_autonomy_island_h
            if island
            else self.test.generator_autonomy_mainland_h
        )
        return max(
            asked or Fraction(0),
            Fraction(self.loaded.scenario.horizon_h) if self.loaded.storm else Fraction(0),
        )

    def _wind_needed(self, site: Site) -> float:
        """The 3-second gust that the policy asks of the mast."""
        wind, district = self.test.wind, self.province.districts[site.district]
        exposure = self.province.exposure_of(site.district, site.exposure)
        force = wind.force
        if wind.risk_level is not None and district.risk_region is not None:
            force = max_force_for_level(district.risk_region, wind.risk_level)
        if force is not None:
            return gust_3s_mps(force, "force", "2min", exposure)
        if wind.gust_mps is not None:
            return wind.gust_mps
        return ZONE_GUST_MPS[district.wind_zone] if district.wind_zone is not None else 0.0
