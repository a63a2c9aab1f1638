"""Why a site was out of service at an instant: the chain of causes, down to the storm or the inventory."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from weakref import proxy

from planner.foundation.intervals import INF, NEVER, ZERO, holds_at, outside, shared
from planner.network.comms import backhaul_graph
from planner.network.power import power_graph
from planner.network.restoring import Undoing, Wound
from planner.simulation.causes import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from fractions import Fraction

    import networkx as nx

    from planner.foundation.intervals import Intervals
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.simulation.damage import Failure
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun, View


MOST_VERTICES_KEPT = 200_000
"""Of searches for causes on one side of a run: about 50 MB."""


def _since(intervals: Intervals, t_h: Fraction) -> Fraction:
    """The start of the interval that holds `t_h`."""
    return max(start for start, end in intervals if start <= t_h < end)


def explainer_of(province: Province, ordeal: Ordeal, run: SideRun) -> Explainer:
    """Who explains a run: the same one whoever asks, so that what one asked another need not search for."""
    known = run.explainers.get(id(ordeal))
    if known is None or known.province is not province:
        known = run.explainers[id(ordeal)] = Explainer(province, ordeal, run)
    return known


class Explainer:
    """Explains outages of one run; searches that several sites share are made once.

    It keeps what the run found and not the run, which keeps it: both go together, with nobody to look for circles.
    """

    def __init__(self, province: Province, ordeal: Ordeal, run: SideRun) -> None:
        self.province = province
        self._ordeal = ordeal
        self._side, self._views = run.side, run.views
        self._failures, self._failed, self._energised = run.failures, run.failed, run.energised
        self._graphs: dict[str | None, nx.MultiGraph[str]] = {}
        self._grid_links: dict[tuple[str, Fraction], tuple[Link, ...]] = {}
        self._sites_out: dict[tuple[str, Fraction, str | None], Link] = {}
        self._searches: dict[tuple[Fraction, str | None, bool], Undoing] = {}
        """By instant, operator, and whether it is the grid: those asked last, the last at the end."""

    @cached_property
    def _power(self) -> nx.MultiGraph[str]:
        return power_graph(self.province, self._side)

    def _network(self, operator: str | None) -> nx.MultiGraph[str]:
        if operator not in self._graphs:
            self._graphs[operator] = backhaul_graph(self.province, self._side, operator)
        return self._graphs[operator]

    def site_out(self, site: str, t_h: Fraction, operator: str) -> Link:
        """Why `site` serves nobody of `operator` at `t_h`, where it is out of service.

        Of several reasons, the one that began at `t_h` is told; then in the order mast, equipment, derating, power,
        backhaul.
        """
        view = self._views.get(operator) or self._views[None]
        key = (site, t_h, view.operator)
        if key not in self._sites_out:
            self._sites_out[key] = self._site_out(site, t_h, view)
        return self._sites_out[key]

    def own_gaps(self, site: str, operator: str, t_h: Fraction) -> tuple[str, ...]:
        """Data of a site itself that were not surveyed and let it down at `t_h`; quicker than its whole chain.

        Nothing where the reason lies beyond the site, in the grid or on the way to a gateway.
        """
        view = self._views.get(operator) or self._views[None]
        links: list[Link] = []
        for asset in (f"{site}/mast", f"{site}/equipment"):
            if holds_at(self._failed.get(asset, NEVER), t_h):
                links.append(self._broken("asset-failed", asset, t_h))
        if not links and not holds_at(view.plants[site].powered, t_h):
            links += self._own_power(site, t_h, view)[1]
            if holds_at(self._failed.get(f"{site}/service-drop", NEVER), t_h):
                links.append(self._broken("asset-failed", f"{site}/service-drop", t_h))
        leaves = (leaf for link in links for leaf in link.leaves())
        return tuple(leaf.by for leaf in leaves if leaf.kind == "not-surveyed" and leaf.by)

    def _site_out(self, site: str, t_h: Fraction, view: View) -> Link:
        failed = self._failed
        dark = outside(view.plants[site].powered)
        reasons: list[tuple[Intervals, Callable[[], Link]]] = [
            (
                failed.get(f"{site}/mast", NEVER),
                lambda: self._broken("mast-failed", f"{site}/mast", t_h),
            ),
            (
                failed.get(f"{site}/equipment", NEVER),
                lambda: self._broken("equipment-failed", f"{site}/equipment", t_h),
            ),
            (
                self._ordeal.derated_intervals(site),
                lambda: Link("derated", site, _since(self._ordeal.derated_intervals(site), t_h)),
            ),
            (dark, lambda: self._dark("dark", site, t_h, view)),
            (self._cut_off(site, view), lambda: self._no_backhaul(site, t_h, view)),
        ]
        standing = [(intervals, tell) for intervals, tell in reasons if holds_at(intervals, t_h)]
        for intervals, tell in standing:
            if _since(intervals, t_h) == t_h:
                return tell()
        return standing[0][1]()

    def _cut_off(self, site: str, view: View) -> Intervals:
        return outside(
            tuple(
                sorted(
                    (
                        *view.backhaul[site],
                        *shared(outside(view.down[site]), view.satellite.get(site, NEVER)),
                    )
                )
            )
        )

    def broken(self, asset: str, t_h: Fraction) -> Link:
        """Why an asset had failed at `t_h`, where it had."""
        return self._broken("asset-failed", asset, t_h)

    def dark(self, consumer: str, t_h: Fraction) -> Link:
        """Why a site, node, post or channel had no power at `t_h`, in the common view, where it had none."""
        return self._dark("dark", consumer, t_h, self._views[None])

    def node_out(self, node: str, t_h: Fraction) -> Link:
        """Why a fiber node was not joined to a gateway at `t_h`, in the common view, where it was not."""
        view = self._views[None]
        if node not in view.backhaul:
            return Link("set-aside", node, ZERO, by=node)
        since = _since(outside(view.backhaul[node]), t_h)
        own = self._vertex_wounds(node, since, view)
        return self._joined_no_more(node, since, view, own)

    # --- assets ---

    def _active(self, asset: str, t_h: Fraction) -> tuple[Failure, ...]:
        return tuple(
            cause
            for cause in self._failures.get(asset, ())
            if cause.start_h <= t_h < cause.end_h
        )

    def _broken(self, kind: LinkKind, asset: str, t_h: Fraction) -> Link:
        since = _since(self._failed[asset], t_h)
        # The cause that began the failed time is the one to tell, though others may have joined it since.
        cause = next(cause for cause in self._failures[asset] if cause.start_h == since)
        return Link(kind, asset, since, because=(self._leaf(asset, cause),))

    def _leaf(self, asset: str, cause: Failure) -> Link:
        kinds: dict[str, LinkKind] = {
            "removal": "removed",
            "power-cut": "power-cut",
            "gust": "gust",
            "flood": "flood",
            "ground": "ground",
            "risk-group": "risk-group",
            "poles": "poles",
            "not-surveyed": "not-surveyed",
            "set-aside": "set-aside",
        }
        if self._ordeal.drawn is not None:
            kinds |= {"gust": "gust-drawn", "flood": "flood-drawn"}
        because: tuple[Link, ...] = ()
        if cause.kind == "risk-group" and cause.by in self._failures:
            group_cause = next(
                (c for c in self._failures[cause.by] if c.start_h == cause.start_h), None
            )
            because = () if group_cause is None else (self._leaf(cause.by, group_cause),)
        return Link(
            kinds[cause.kind],
            asset,
            cause.start_h,
            cause.intensity,
            cause.capacity,
            cause.by,
            because,
        )

    # --- power ---

    def _plant_record(self, consumer: str) -> Powered:
        province = self.province
        return (
            province.sites.get(consumer)
            or province.fiber_nodes.get(consumer)
            or province.command_posts.get(consumer)
            or province.warning_channels[consumer]
        )

    def _dark(self, kind: LinkKind, consumer: str, t_h: Fraction, view: View) -> Link:
        since, links = self._own_power(consumer, t_h, view)
        plant = self._plant_record(consumer)
        grid = Link(
            "grid-lost",
            consumer,
            _since(outside(self._grid(consumer, plant)), since),
            because=self._grid_lost(consumer, plant, since),
        )
        return Link(kind, consumer, since, because=(*links, grid))

    def _own_power(self, consumer: str, t_h: Fraction, view: View) -> tuple[Fraction, list[Link]]:
        """Since when something has been dark at `t_h`, and what became of its battery and its generators."""
        history = view.plants[consumer]
        spans = history.spans
        at = max(number for number, span in enumerate(spans) if span.start_h <= t_h)
        since = spans[at].start_h
        before = spans[at - 1] if at else None
        plant = self._plant_record(consumer)
        links: list[Link] = []
        if before is not None and before.supply == "battery":
            links.append(
                Link("battery-empty", consumer, since, amount=float(since - before.start_h))
            )
        elif plant.battery_h is None:
            links.append(Link("not-surveyed", consumer, since, by=f"{consumer}.battery_h"))
        elif plant.battery_h == 0:
            links.append(Link("no-battery", consumer, since))
        links.extend(self._generator_links(consumer, plant, since, view))
        return since, links

    def _generator_links(
        self, consumer: str, plant: Powered, t_h: Fraction, view: View
    ) -> list[Link]:
        """What has become of each generator by `t_h`, or that there is none."""
        links: list[Link] = []
        if plant.generators is None:
            links.append(Link("not-surveyed", consumer, t_h, by=f"{consumer}.generators"))
        unknown = [g for g in plant.generators or () if g.tank_l is None or g.burn_l_per_h is None]
        for generator in unknown:
            asset = f"{consumer}/gen/{generator.id}"
            datum = "tank_l" if generator.tank_l is None else "burn_l_per_h"
            links.append(
                Link("not-surveyed", asset, t_h, by=f"{consumer}.gen.{generator.id}.{datum}")
            )
        names = [f"{consumer}/gen/{g.id}" for g in plant.generators or () if g not in unknown]
        names += [
            sent.asset for sent in self._ordeal.sent if sent.at == consumer and sent.start_h <= t_h
        ]
        for asset in sorted(names):
            links.extend(
                self._one_generator(
                    asset, t_h, view.plants[consumer].tank_empty_h.get(asset, ()), view, consumer
                )
            )
        if not names and not unknown and plant.generators is not None:
            links.append(Link("no-generator", consumer, t_h))
        return links

    def _one_generator(
        self, asset: str, t_h: Fraction, empty_h: Collection[Fraction], view: View, consumer: str
    ) -> list[Link]:
        if holds_at(self._failed.get(asset, NEVER), t_h):
            return [self._broken("generator-failed", asset, t_h)]
        stopped = view.plants[consumer].stopped.get(asset, NEVER)
        if holds_at(stopped, t_h):
            life_h = self._ordeal.life_h(asset, self._side) or ZERO
            return [Link("generator-stopped", asset, _since(stopped, t_h), amount=float(life_h))]
        left = [s for s in self._ordeal.sent if s.asset == asset and s.end_h <= t_h]
        if left:
            return [
                Link(
                    "generator-left",
                    asset,
                    max(s.start_h if s.end_h == INF else _exact(s.end_h) for s in left),
                )
            ]
        ran_dry = [hour for hour in empty_h if hour <= t_h]
        if ran_dry:
            hours = sum(
                (float(_exact(span.end_h) - span.start_h) for span in view.plants[consumer].spans
                 if span.generator == asset and span.end_h <= t_h),
                0.0,
            )  # fmt: skip
            return [Link("tank-empty", asset, max(ran_dry), amount=hours)]
        mended = (*self._failed.get(asset, NEVER), *stopped)
        if any(start <= t_h for start, _ in mended):
            return [Link("generator-waits-for-fuel", asset, t_h)]
        return [Link("tank-empty", asset, t_h, amount=0.0)]

    def _grid(self, consumer: str, plant: Powered) -> Intervals:
        drop = outside(self._failed.get(f"{consumer}/service-drop", NEVER))
        return shared(self._energised.get(plant.feed or "", NEVER), drop)

    def _grid_lost(self, consumer: str, plant: Powered, t_h: Fraction) -> tuple[Link, ...]:
        lost_h = _since(outside(self._grid(consumer, plant)), t_h)
        drop = f"{consumer}/service-drop"
        if holds_at(self._failed.get(drop, NEVER), lost_h):
            return (self._broken("asset-failed", drop, lost_h),)
        if plant.feed is None:
            return (Link("not-surveyed", consumer, lost_h, by=f"{consumer}.feed"),)
        feed = plant.feed
        if feed not in self._power:
            return (Link("set-aside", feed, lost_h, by=feed),)
        key = (feed, lost_h)
        if key not in self._grid_links:
            self._grid_links[key] = self._unjoined(
                self._on_the_grid(lost_h),
                feed,
                lost_h,
                tell=lambda wound: self._broken("asset-failed", wound[1], lost_h),
                own=self._asset_wounds(feed, lost_h),
            )
        return self._grid_links[key]

    # --- networks ---

    def _asset_wounds(self, asset: str, t_h: Fraction) -> frozenset[Wound]:
        """What holds the asset failed at `t_h`: itself, or its risk groups."""
        causes = self._active(asset, t_h)
        if not causes:
            return frozenset()
        groups = {
            cause.by
            for cause in causes
            if cause.kind == "risk-group" and cause.by in self._failed
        }
        wounds = {(_since(self._failed[group], t_h), group, "failed") for group in groups
                  if holds_at(self._failed[group], t_h)}  # fmt: skip
        if len(groups) < len({cause.by for cause in causes}) or not wounds:
            wounds.add((_since(self._failed[asset], t_h), asset, "failed"))
        return frozenset(wounds)

    def _vertex_wounds(self, vertex: str, t_h: Fraction, view: View) -> frozenset[Wound]:
        if vertex in self.province.sites:
            wounds = self._asset_wounds(f"{vertex}/mast", t_h) | self._asset_wounds(
                f"{vertex}/equipment", t_h
            )
            derated = self._ordeal.derated_intervals(vertex)
            if holds_at(derated, t_h):
                wounds |= {(_since(derated, t_h), vertex, "derated")}
        else:
            wounds = self._asset_wounds(vertex, t_h)
        plant = view.plants.get(vertex)
        if plant is not None and not holds_at(plant.powered, t_h):
            wounds |= {(_since(outside(plant.powered), t_h), vertex, "dark")}
        return wounds

    def _on_the_grid(self, t_h: Fraction) -> Undoing:
        """The searches in the power network at one instant."""
        me = proxy(self)  # a search is kept here and must not keep us in turn
        return self._search(
            (t_h, None, True),
            lambda: Undoing(
                self._power,
                is_joined=lambda vertex: holds_at(me._energised.get(vertex, NEVER), t_h),
                wounds_of_vertex=lambda vertex: me._asset_wounds(vertex, t_h),
                wounds_of_edge=lambda key: me._asset_wounds(key, t_h),
            ),
        )

    def _on_the_network(self, t_h: Fraction, view: View) -> Undoing:
        """The searches in the backhaul network of a view at one instant."""
        me = proxy(self)
        return self._search(
            (t_h, view.operator, False),
            lambda: Undoing(
                self._network(view.operator),
                is_joined=lambda vertex: holds_at(view.backhaul.get(vertex, NEVER), t_h),
                wounds_of_vertex=lambda vertex: me._vertex_wounds(vertex, t_h, view),
                wounds_of_edge=lambda key: me._asset_wounds(key, t_h),
            ),
        )

    def _search(self, key: tuple[Fraction, str | None, bool], make: Callable[[], Undoing]) -> Undoing:
        """The searches of one instant: those that were there for another vertex, where they are still kept."""
        found = self._searches.pop(key, None) or make()
        self._searches[key] = found
        kept = sum(each.size for each in self._searches.values())
        while kept > MOST_VERTICES_KEPT and len(self._searches) > 1:
            kept -= self._searches.pop(next(iter(self._searches))).size
        return found

    def _no_backhaul(self, site: str, t_h: Fraction, view: View) -> Link:
        since = _since(self._cut_off(site, view), t_h)
        link = self._joined_no_more(site, since, view, frozenset())
        dish = f"{site}/dish"
        if holds_at(self._failed.get(dish, NEVER), since):
            broken = self._broken("asset-failed", dish, since)
            return Link(link.kind, site, since, because=(*link.because, broken))
        return link

    def _joined_no_more(
        self, vertex: str, since: Fraction, view: View, own: frozenset[Wound]
    ) -> Link:
        """Why a vertex of the backhaul network was cut off at `since`, the instant at which that began."""

        def tell(wound: Wound) -> Link:
            _, asset, way = wound
            if way == "derated":
                return Link("derated", asset, wound[0])
            if way == "dark":
                kind: LinkKind = "site-dark" if asset in self.province.sites else "node-dark"
                return self._dark(kind, asset, since, view)
            return self._broken("asset-failed", asset, since)

        network = self._on_the_network(since, view)
        links = self._unjoined(network, vertex, since, tell=tell, own=own)
        return Link("no-backhaul", vertex, since, because=links)

    def _unjoined(
        self,
        network: Undoing,
        start: str,
        t_h: Fraction,
        *,
        tell: Callable[[Wound], Link],
        own: frozenset[Wound],
    ) -> tuple[Link, ...]:
        """The event at `t_h`, then a smallest set of earlier failures whose undoing restores; or that no way exists."""

        def search(kind: str, may_undo: Callable[[Wound], bool]) -> tuple[Wound, ...] | None:
            if not all(map(may_undo, own)):
                return None
            found = network.smallest(start, may_undo, kind)
            return None if found is None else tuple(sorted({*found, *own}))

        at_once = search("at once", lambda wound: wound[0] == t_h)
        earlier = search("earlier", lambda wound: wound[0] < t_h)
        if at_once is None and earlier is None:
            mixed = search("any", lambda wound: True)
            if mixed is None:
                return (Link("backhaul-missing", start, ZERO),)
            return tuple(tell(wound) for wound in sorted(mixed, reverse=True))
        return tuple(tell(wound) for wound in (*(at_once or ()), *(earlier or ())))


def _exact(hour: Fraction | float) -> Fraction:
    if hour == INF:
        msg = "an open end has no hour"
        raise ValueError(msg)
    return hour  # type: ignore[return-value]  # the only float is INF
