"""Points against outlines: what stands outside its own district, and in which it stands instead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.foundation.places import in_vietnam
from planner.foundation.text import Text
from planner.inventory.areas import Areas, ring_fault
from planner.inventory.kinds import CALLED
from planner.inventory.placing import PLACED
from planner.inventory.zones import check_zone

if TYPE_CHECKING:
    from planner.inventory.draft import Draft, Entry

DEFAULT_BUFFER_KM = 1.0


def check_geometry(draft: Draft) -> None:
    """Find outlines without an inside, and points outside the district or commune they name.

    A point up to the province's `outline_buffer_km` outside is warning W504, beyond it is error
    E124, with the distance and the unit it does fall in. A district without an outline holds
    nothing; a point of it that lies deeper than the buffer in another's outline is E124 too.
    """
    if not any(record.outline for _, record in draft.records("districts", "communes")):
        return
    buffer_km = draft.header.outline_buffer_km if draft.header else DEFAULT_BUFFER_KM
    doubted: frozenset[int] = frozenset()
    for section in ("districts", "communes"):
        areas = Areas(_outlines(draft, section))
        if areas.ids:
            inside = _Inside(draft, section, areas, buffer_km)
            if section == "districts":
                doubted = check_zone(draft, areas, buffer_km, inside.unit_of)
            inside.check(doubted)


def _outlines(draft: Draft, section: str) -> dict[str, Any]:
    """The sound outlines of a section; a ring that is not sound is a finding."""
    sound: dict[str, Any] = {}
    for entry, record in draft.records(section):
        rings = [ring for ring in record.outline if ring]
        for index, ring in enumerate(record.outline):
            fault = ring_fault(ring) if ring else None
            if fault is not None:
                _bad_ring(draft, entry, index, fault)
                rings = []
        if rings and record.id not in sound:
            sound[record.id] = rings
    return sound


def _bad_ring(draft: Draft, entry: Entry, index: int, fault: str) -> None:
    what = CALLED[entry.section]
    fact = Text(vi=f"ranh giới {what.vi} “{entry.id}” tự cắt",
                en=f"the outline of {what.en} `{entry.id}` crosses itself")
    if fault == "corners":
        fact = Text(vi=f"ranh giới {what.vi} “{entry.id}” không có bên trong",
                    en=f"the outline of {what.en} `{entry.id}` has no inside")
    draft.about(
        entry,
        "E127",
        ("outline", index),
        fact,
        None,
        Text(vi="ghi ít nhất ba đỉnh khác nhau theo thứ tự đi vòng; mỗi đảo một vòng riêng",
             en="list at least three different corners in order round the edge; one ring per island"),
    )


class _Inside:
    """The points of all records against the outlines of one kind of unit."""

    def __init__(self, draft: Draft, section: str, areas: Areas, buffer_km: float) -> None:
        self.draft = draft
        self.section = section
        self.areas = areas
        self.buffer_km = buffer_km
        self.names = {record.id: record.name for _, record in draft.records(section)}
        self.districts = {record.id: record.district for _, record in draft.records("communes")}

    def check(self, doubted: frozenset[int]) -> None:
        """Compare every point with the unit it names, but for the entries, by `id`, that are doubted as a whole."""
        members: dict[str, list[tuple[Entry, float, float]]] = defaultdict(list)
        for section in PLACED:
            for entry, record in self.draft.records(section):
                unit = self.unit_of(record)
                if (
                    unit is not None and unit in self.names and record.lon is not None and record.lat is not None
                    and in_vietnam(record.lon, record.lat) and id(entry) not in doubted
                ):
                    members[unit].append((entry, record.lon, record.lat))
        for unit in sorted(members):
            if unit in self.areas.shapes:
                self._against_own(unit, members[unit])
            else:
                self._against_others(unit, members[unit])
        self._after_swapping()

    def unit_of(self, record: Any) -> str | None:
        """The unit that a record says it stands in."""
        if self.section == "communes":
            return getattr(record, "commune", None)
        own = getattr(record, "district", None)
        return own or self.districts.get(getattr(record, "commune", None) or "")

    def _against_own(self, unit: str, members: list[tuple[Entry, float, float]]) -> None:
        lon = np.array([one[1] for one in members])
        lat = np.array([one[2] for one in members])
        away = self.areas.outside_km(unit, lon, lat)
        for at in np.flatnonzero(away > 0).tolist():
            entry, x, y = members[at]
            self._outside(entry, unit, x, y, float(away[at]))

    def _outside(self, entry: Entry, unit: str, lon: float, lat: float, away_km: float) -> None:
        what, other = CALLED[self.section], self.areas.holding(lon, lat)
        within = away_km <= self.buffer_km
        name = self.names[unit]
        vi, en = _length(away_km)
        self.draft.about(
            entry,
            "W504" if within else "E124",
            self._path(entry),
            Text(vi=f"{CALLED[entry.section].vi} “{entry.id}” nằm ngoài {what.vi} "
                    f"{name.vi} {vi}",
                 en=f"{CALLED[entry.section].en} `{entry.id}` lies {en} outside the {what.en} "
                    f"{name.english}"),
            self._falls_in(other),
            self._remedy(other, within=within),
        )

    def _against_others(self, unit: str, members: list[tuple[Entry, float, float]]) -> None:
        """Points of a unit without an outline must not lie deep in another's."""
        for entry, lon, lat in members:
            other = self.areas.holding(lon, lat)
            if other is None or self.areas.depth_km(other, lon, lat) <= self.buffer_km:
                continue
            what, name = CALLED[self.section], self.names[unit]
            self.draft.about(
                entry,
                "E124",
                self._path(entry),
                Text(vi=f"{CALLED[entry.section].vi} “{entry.id}” ghi {what.vi} {name.vi} "
                        "nhưng nằm trong ranh giới khác",
                     en=f"{CALLED[entry.section].en} `{entry.id}` names the {what.en} "
                        f"{name.english} and lies within another outline"),
                self._falls_in(other),
                self._remedy(other, within=False),
            )

    def _path(self, entry: Entry) -> tuple[str, ...]:
        raw = entry.raw
        for key in ("lon", "east_m"):
            if isinstance(raw, dict) and raw.get(key) is not None:
                return (key,)
        return ()

    def _falls_in(self, other: str | None) -> Text:
        if other is None:
            return Text(vi="điểm không rơi vào ranh giới nào của tỉnh",
                        en="the point falls in no outline of the province")
        name = self.names[other]
        return Text(vi=f"điểm rơi vào {name.vi} (“{other}”)",
                    en=f"the point falls in {name.english} (`{other}`)")

    def _remedy(self, other: str | None, *, within: bool) -> Text:
        key = "district" if self.section == "districts" else "commune"
        if within:
            shown = f"{self.buffer_km:g}"
            return Text(vi=f"vẫn nhận vì ranh giới vẽ thô (vùng đệm {_vi(shown)} km); kiểm tra lại "
                           "một lần",
                        en=f"accepted, since outlines are coarse (buffer {shown} km); check it once")
        if other is None:
            return Text(vi="sửa toạ độ, hoặc vẽ lại ranh giới",
                        en="mend the coordinates, or draw the outline again")
        return Text(vi=f"sửa toạ độ, hoặc ghi “{key}: {other}”",
                    en=f"mend the coordinates, or write `{key}: {other}`")

    def _after_swapping(self) -> None:
        """Say of each swapped point where it falls once it is put right."""
        if self.section != "districts":
            return
        said = {}
        for found, entry, lon, lat in self.draft.swapped:
            unit = self.areas.holding(lon, lat)
            if unit is None:
                continue
            name = self.names[unit]
            better = replace(
                found,
                remedy=Text(vi=f"đổi chỗ hai số; đổi xong, điểm rơi vào {name.vi}",
                            en=f"swap the two numbers; the point then falls in {name.english}"),
            )
            said[id(found)] = better
            entry.errors = [said.get(id(one), one) for one in entry.errors or ()]
        if said:
            self.draft.findings = [said.get(id(one), one) for one in self.draft.findings]


def _length(away_km: float) -> tuple[str, str]:
    """A distance in words: metres below one kilometre."""
    if away_km < 1:
        metres = f"{max(away_km * 1000, 1):.0f} m"
        return metres, metres
    shown = f"{away_km:.1f}" if away_km < 100 else f"{away_km:.0f}"
    return f"{_vi(shown)} km", f"{shown} km"


def _vi(number: str) -> str:
    return number.replace(".", ",")
