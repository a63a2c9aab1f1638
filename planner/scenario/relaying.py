"""The assets of a province that was changed a little, and the footprints over them, looked at again where it was.

Trying a change replaces a record or two, or adds an action. What an asset is, where it lies and what touches it there
follows from its own record and from where the things stand that it leads to: where none of these moved, only the
records that were replaced are looked at. What was replaced is found by comparing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from planner.hazard.assets import assets
from planner.scenario.laying import Laid, laid
from planner.scenario.ordeals import asks_for_assets, known_assets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.hazard.assets import Asset
    from planner.scenario.exposing import Weather
    from planner.scenario.reading import LoadedScenario

T = TypeVar("T")
_AROUND = ("districts", "communes", "road_nodes")
"""Sections that others' places and districts are looked up in, and that have no assets."""
_PLACED = ("sites", "fiber_nodes", "power_nodes")
"""Sections that others' places are looked up in, and that have assets."""
_OTHERS = (
    "segments", "lines", "srlgs", "command_posts", "warning_channels", "resources", "roads", "sea_routes",
)  # fmt: skip


class Ground:
    """The assets of a scenario's province and what its footprints do there, to be asked again after changes.

    Parameters
    ----------
    loaded
        The scenario.
    felt
        One of its weathers; the footprints are the same under all of them.
    """

    def __init__(self, loaded: LoadedScenario, felt: Weather) -> None:
        self.loaded = loaded
        self._laid = Laid(
            felt.gust_footprints, felt.flood_footprints, felt.ground_footprints, felt.cut_off
        )

    def after(self, changed: LoadedScenario) -> tuple[Mapping[str, Asset], Laid]:
        """The assets once changes are made, none where nothing asks for them, and the footprints over them."""
        if not asks_for_assets(changed):
            return {}, self._laid
        now, heads = changed.province, self._heads(changed)
        if heads is None:
            known = known_assets(changed)
            return known, laid(changed.scenario, changed.storm, now, known)
        part = replace(
            now,
            **{  # type: ignore[arg-type]
                section: {id_: each[id_] for id_ in sorted(heads) if id_ in each}
                for section in (*_PLACED, *_OTHERS)
                for each in (getattr(now, section),)
            },
        )
        sent = [id_ for id_ in _sent(changed) if id_.partition("/")[0] in heads]
        again = assets(now, sent, among=part)
        over = laid(changed.scenario, changed.storm, part, again)
        before = self._laid
        return self._merged(self._known, again, heads), Laid(
            self._merged(before.gusts, over.gusts, heads),
            self._merged(before.floods, over.floods, heads),
            self._merged(before.ground, over.ground, heads),
            self._merged(before.cut_off, over.cut_off, heads),
        )

    @cached_property
    def _known(self) -> Mapping[str, Asset]:
        return known_assets(self.loaded)

    @cached_property
    def _by_head(self) -> Mapping[str, tuple[str, ...]]:
        """The assets of each record."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in self._known:
            found[id_.partition("/")[0]].append(id_)
        return {head: tuple(ids) for head, ids in found.items()}

    def _heads(self, changed: LoadedScenario) -> frozenset[str] | None:
        """Ids of the records that are others than they were or get another generator; None: look at all again."""
        now, before = changed.province, self.loaded.province
        if (
            changed.storm is not self.loaded.storm
            or changed.scenario.fording_depth_m != self.loaded.scenario.fording_depth_m
            or now.header is not before.header
            or any(getattr(now, each) is not getattr(before, each) for each in _AROUND)
        ):
            return None
        found = {id_.partition("/")[0] for id_ in _sent(changed) ^ _sent(self.loaded)}
        for section in (*_PLACED, *_OTHERS):
            mine, theirs = getattr(now, section), getattr(before, section)
            if mine is theirs:
                continue
            for id_ in mine.keys() | theirs.keys():
                one, other = mine.get(id_), theirs.get(id_)
                if one is other:
                    continue
                if section in _PLACED and _stands(one) != _stands(other):
                    return None
                found.add(id_)
        return frozenset(found)

    def _merged(
        self, before: Mapping[str, T], again: Mapping[str, T], heads: frozenset[str]
    ) -> Mapping[str, T]:
        """`before` with what is said again of these records, in the order of ids; itself where that is the same."""
        own = {id_ for head in heads for id_ in (head, *self._by_head.get(head, ()))}
        gone = own & before.keys()
        if gone == again.keys() and all(before[id_] == again[id_] for id_ in gone):
            return before
        merged = {**before, **again}
        if gone == again.keys():
            return merged
        for id_ in gone - again.keys():
            del merged[id_]
        return {id_: merged[id_] for id_ in sorted(merged)}


def _sent(loaded: LoadedScenario) -> set[str]:
    """The generators that the scenario's actions send out."""
    return {f"{a.to}/gen/{a.id}" for a in loaded.scenario.actions if a.do == "mobile-generator"}


def _stands(record: object) -> object:
    """Where a record stands; None where there is none."""
    if record is None:
        return None
    return record.lon, record.lat, getattr(record, "district", None)  # type: ignore[attr-defined]
