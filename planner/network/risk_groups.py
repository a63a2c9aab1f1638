"""Shared-risk link groups: which assets fall together, and which cables hang on which power line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.memory import once_for_each
from planner.inventory.duty_records import Means

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.inventory.province import Province


def _groups_of_assets(province: Province) -> Iterator[tuple[str, tuple[str, ...]]]:
    for segment in province.segments.values():
        yield segment.id, segment.srlgs
    for line in province.lines.values():
        yield line.id, line.srlgs
    for site in province.sites.values():
        for drop in site.backhaul.drops:
            yield f"{site.id}/drop/{drop.node}", drop.srlgs
        for hop in site.backhaul.hops:
            yield f"{site.id}/hop/{hop.to}", hop.srlgs
    for post in province.command_posts.values():
        for means in post.means:
            if isinstance(means, Means):
                yield f"{post.id}/means/{means.id}", means.srlgs


@once_for_each
def groups_of(province: Province) -> Mapping[str, tuple[str, ...]]:
    """The risk groups of each asset that has any; both sides sorted by id."""
    return {
        asset: tuple(sorted(set(groups)))
        for asset, groups in sorted(_groups_of_assets(province))
        if groups
    }


@once_for_each
def members_of(province: Province) -> Mapping[str, tuple[str, ...]]:
    """The members of each risk group that the province has, sorted by id; empty where nobody names it."""
    members: dict[str, list[str]] = {group: [] for group in sorted(province.srlgs)}
    for asset, groups in groups_of(province).items():
        for group in groups:
            members.setdefault(group, []).append(asset)
    return {group: tuple(assets) for group, assets in members.items()}


@once_for_each
def pole_lines(province: Province) -> Mapping[str, str]:
    """The power line on whose poles each aerial segment or drop hangs."""
    hung = {
        s.id: s.poles
        for s in province.segments.values()
        if s.poles is not None and s.mounting == "aerial"
    }
    for site in province.sites.values():
        for drop in site.backhaul.drops:
            if drop.poles is not None and drop.mounting == "aerial":
                hung[f"{site.id}/drop/{drop.node}"] = drop.poles
    for post in province.command_posts.values():
        for means in post.means:
            if isinstance(means, Means) and means.poles is not None and means.mounting == "aerial":
                hung[f"{post.id}/means/{means.id}"] = means.poles
    return dict(sorted(hung.items()))


def hanging_on_what_was_set_aside(province: Province) -> frozenset[str]:
    """What is on the poles of a power line, or in a risk group, that is not on record: nobody counts on it.

    A line in such a group is among them, the cables on its poles are not: they may hang on though it has failed.
    """
    if not province.set_aside:
        return frozenset()
    in_groups = {
        asset
        for asset, groups in groups_of(province).items()
        if any(group not in province.srlgs for group in groups)
    }
    hung = {asset for asset, line in pole_lines(province).items() if line not in province.lines}
    return frozenset(in_groups | hung)
