"""What a scenario may name: everything of the province, and the generators that it sends."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.foundation.diagnostics import Finding, nearest
from planner.foundation.text import Text
from planner.hazard.assets import Asset, assets
from planner.inventory.marks import RecordPlaces
from planner.scenario.records import MobileGenerator

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.inventory.province import Province
    from planner.scenario.records import Scenario


class Known:
    """The ids of a province and of the generators sent into it, looked up when they are needed."""

    def __init__(self, province: Province, scenario: Scenario) -> None:
        self.province = province
        self.aside = frozenset(one.id for one in province.set_aside if one.id is not None)
        self.sent = {
            f"{action.to}/gen/{action.id}": action
            for action in scenario.actions
            if isinstance(action, MobileGenerator)
        }

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every asset that can be damaged or mended; a large province has 300,000."""
        return assets(self.province, tuple(self.sent))

    @cached_property
    def generators(self) -> frozenset[str]:
        """Every generator of the inventory, as `SITE/gen/ID`."""
        province = self.province
        return frozenset(
            f"{id_}/gen/{generator.id}"
            for holders in (province.sites, province.fiber_nodes)
            for id_, holder in holders.items()
            for generator in holder.generators or ()
        )

    def is_aside(self, path: str) -> bool:
        """Whether an id, or the record that a part belongs to, was set aside."""
        return path.split("/", maxsplit=1)[0] in self.aside

    @cached_property
    def holders(self) -> frozenset[str]:
        """Sites and fiber nodes: what a generator can be sent to."""
        return frozenset((*self.province.sites, *self.province.fiber_nodes))

    @cached_property
    def folded_generators(self) -> frozenset[str]:
        """The generators of the inventory, whatever their capitals."""
        return frozenset(generator.casefold() for generator in self.generators)

    def has_asset(self, path: str) -> bool:
        """Whether an asset path names something that can be damaged or mended."""
        known = path in self.sent or self.is_aside(path)
        if known or any(path in records for records in self._whole_records):
            return True
        return path in self._assets_of(path.split("/", maxsplit=1)[0])

    @cached_property
    def _whole_records(self) -> tuple[Collection[str], ...]:
        """Records that are assets by their own id; a site's means its mast and equipment."""
        province = self.province
        return (
            province.sites, province.segments, province.lines, province.fiber_nodes,
            province.power_nodes, province.srlgs, province.warning_channels,
            province.command_posts, province.resources, province.roads, province.sea_routes,
        )

    def _assets_of(self, holder: str) -> Collection[str]:
        """The assets among which a part of `holder` would be: those of one site, when it is one."""
        site = self.province.sites.get(holder)
        if site is None or "assets" in self.__dict__:
            return self.assets
        alone = replace(
            self.province, sites={holder: site}, segments={}, lines={}, srlgs={},
            command_posts={}, warning_channels={}, resources={}, fiber_nodes={}, power_nodes={},
            roads={}, sea_routes={},
        )
        return assets(alone)


def meant(name: str, candidates: Collection[str]) -> Text | None:
    """The note that suggests the nearest of `candidates`, or None when none is near."""
    found = nearest(name, sorted(candidates))
    if found is None:
        return None
    return Text(vi=f"có phải “{found}”?", en=f"did you mean `{found}`?")


def about_record(
    province: Province, key: str, code: str, fact: Text, note: Text | None, remedy: Text | None
) -> Finding:
    """A finding about a record of the province, with its place where it was read from a file."""
    places = province.places
    if isinstance(places, RecordPlaces):
        return places.finding(key, code, fact, note, remedy)
    return Finding(code, fact, places.get(key), note, remedy)
