"""Metres to degrees, and coordinates that cannot be right: swapped, projected, far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.places import (
    DEGREES,
    VN2000_MERIDIANS,
    degrees_from_metres,
    in_vietnam,
    is_known_system,
    is_projected,
    likely_systems,
    looks_projected,
    rounded,
    suspicion,
)
from planner.foundation.text import Text
from planner.foundation.yaml.scalars import NUMBER_FORM, Plain
from planner.inventory.kinds import CALLED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.inventory.draft import Draft, Entry

PLACED = (
    "sites", "fiber_nodes", "power_nodes", "command_posts", "warning_channels",
    "population_points", "resources", "road_nodes",
)
MUST_BE_PLACED = frozenset(["sites", "fiber_nodes", "power_nodes", "road_nodes"])
"""The storm is felt at these, so that they must stand somewhere."""
BOUNDS = Text(
    vi="Việt Nam nằm trong vĩ độ 7–24, kinh độ 102–118",
    en="Vietnam lies within latitude 7–24 and longitude 102–118",
)
Point = tuple[float, float]


def place_everything(draft: Draft) -> None:
    """Give every placed record its degrees; find the coordinates that cannot be right."""
    crs = _system(draft)
    placing = Placing(draft, crs)
    for section in PLACED:
        for entry in draft.entries[section]:
            if entry.record is None:
                placing.look_at_unfitted(entry, ())
            else:
                placing.take(entry, (), needed=section in MUST_BE_PLACED)
    for section in ("districts", "communes"):
        for entry in draft.entries[section]:
            if entry.record is None:
                placing.look_at_unfitted(entry, ("seat",))
            elif entry.record.seat is not None:
                placing.take(entry, ("seat",), needed=False)
    placing.convert()
    for entry, record in draft.records("districts", "communes"):
        if record.outline:
            rings = [
                placing.points(entry, ("outline", index), ring)
                for index, ring in enumerate(record.outline)
            ]
            entry.record = record.model_copy(update={"outline": tuple(rings)})
    for entry, record in draft.records("segments", "lines", "roads", "sea_routes"):
        if record.route:
            route = placing.points(entry, ("route",), record.route)
            entry.record = record.model_copy(update={"route": route})


def _system(draft: Draft) -> str | None:
    """The province's coordinate system, or None when nobody can know it."""
    if draft.header is None or draft.header_document is None:
        return None
    crs = draft.header.crs
    if is_known_system(crs):
        return crs
    listed = ", ".join(sorted(VN2000_MERIDIANS))
    draft.add(
        draft.header_document.finding(
            "E128",
            ("province", "crs"),
            Text(vi=f"không biết hệ toạ độ “{crs}”", en=f"unknown coordinate system `{crs}`"),
            None,
            Text(vi=f"ghi EPSG:4326 (độ, WGS 84) hoặc một hệ VN-2000: {listed}",
                 en=f"write EPSG:4326 (degrees, WGS 84) or a VN-2000 system: {listed}"),
        )
    )
    return None


class Placing:
    """The coordinates of one province on their way to degrees."""

    def __init__(self, draft: Draft, crs: str | None) -> None:
        self.draft = draft
        self.crs = crs
        self.systems: str | None = None
        self.replaced: set[int] = set()
        """Findings, by identity, in whose place a better one was said."""

    def take(self, entry: Entry, path: tuple[str, ...], *, needed: bool) -> None:
        """Look at one point; degrees are settled at once, metres wait for `convert`."""
        holder = entry.record.seat if path else entry.record
        lon, lat = holder.lon, holder.lat
        east, north = holder.east_m, holder.north_m
        if east is None and north is None:
            if lon is None and lat is None:
                if needed:
                    self._nowhere(entry)
            elif lon is None or lat is None:
                self._half(entry, path, "lon" if lon is None else "lat")
            elif in_vietnam(lon, lat):
                self._settle(entry, path, lon, lat)
            else:
                self._suspect(entry, path, lon, lat)
        elif lon is not None or lat is not None:
            self._both(entry, path)
        elif east is None or north is None:
            self._half(entry, path, "east_m" if east is None else "north_m")
        elif self.crs is not None:
            self._metres(entry, path, east, north)

    def _settle(self, entry: Entry, path: tuple[str, ...], lon: float, lat: float) -> None:
        """Keep a point, to the decimals that are kept."""
        holder = entry.record.seat if path else entry.record
        kept_lon, kept_lat = rounded(lon), rounded(lat)
        if (kept_lon, kept_lat) == (holder.lon, holder.lat):
            return
        update = {"lon": kept_lon, "lat": kept_lat, "east_m": None, "north_m": None}
        placed = holder.model_copy(update=update)
        entry.record = entry.record.model_copy(update={"seat": placed}) if path else placed

    def _metres(self, entry: Entry, path: tuple[str, ...], east: float, north: float) -> None:
        if not is_projected(str(self.crs)):
            hint = self._likely(east, north)
            self.draft.about(
                entry,
                "E122",
                (*path, "east_m"),
                Text(vi="có toạ độ mét mà tỉnh không ghi hệ toạ độ VN-2000",
                     en="there are metres, and the province names no VN-2000 system"),
                None,
                Text(vi=f"thêm “crs: EPSG:…” vào phần province{hint.vi}",
                     en=f"add `crs: EPSG:…` to the province{hint.en}"),
            )
        else:
            self.draft.metres.append((entry, path, east, north))

    def convert(self) -> None:
        """Turn all waiting metres into degrees at once, and drop findings that were replaced."""
        if self.replaced:
            self.draft.findings = [
                one for one in self.draft.findings if id(one) not in self.replaced
            ]
        pending = self.draft.metres
        if not pending or self.crs is None:
            return
        lons, lats = degrees_from_metres(
            self.crs, [one[2] for one in pending], [one[3] for one in pending]
        )
        for (entry, path, east, north), lon, lat in zip(pending, lons, lats, strict=True):
            if in_vietnam(lon, lat):
                self._settle(entry, path, lon, lat)
            else:
                self._wrong_metres(entry, path, east, north)

    def _wrong_metres(self, entry: Entry, path: tuple[str, ...], east: float, north: float) -> None:
        assert self.crs is not None
        lons, lats = degrees_from_metres(self.crs, [north], [east])
        where = (*path, "east_m")
        if in_vietnam(lons[0], lats[0]):
            self.draft.about(
                entry,
                "E121",
                where,
                Text(vi=f"toạ độ bị đảo: east_m {east:.10g}, north_m {north:.10g}",
                     en=f"swapped coordinates: east_m {east:.10g}, north_m {north:.10g}"),
                None,
                Text(vi="đổi chỗ hai số", en="swap the two numbers"),
            )
        elif in_vietnam(east, north) or in_vietnam(north, east):
            self.draft.about(
                entry,
                "E122",
                where,
                Text(vi=f"toạ độ độ ở chỗ cần mét: {east:.10g}, {north:.10g}",
                     en=f"degrees where metres belong: {east:.10g}, {north:.10g}"),
                None,
                Text(vi="ghi vào lon và lat thay cho east_m và north_m",
                     en="write them as lon and lat instead of east_m and north_m"),
            )
        else:
            self.draft.about(
                entry,
                "E123",
                where,
                Text(vi=f"điểm {east:.10g}, {north:.10g} theo {self.crs} nằm ngoài Việt Nam",
                     en=f"point {east:.10g}, {north:.10g} in {self.crs} lies outside Vietnam"),
                BOUNDS,
                Text(vi="kiểm tra hai số, và hệ toạ độ crs của tỉnh",
                     en="check the two numbers, and the province's crs"),
            )

    def points(
        self, entry: Entry, path: tuple[str | int, ...], given: Sequence[Point]
    ) -> tuple[Point, ...]:
        """The points of an outline or route in degrees; the first that cannot be is a finding.

        In a province in metres, a pair that is in degrees a place in Vietnam is read as degrees:
        no easting of a VN-2000 system is that small.
        """
        in_metres = self.crs is not None and is_projected(self.crs)
        metres = [at for at, point in enumerate(given) if in_metres and not in_vietnam(*point)]
        placed = [(rounded(lon), rounded(lat)) for lon, lat in given]
        if metres and self.crs is not None:
            lons, lats = degrees_from_metres(
                self.crs, [given[at][0] for at in metres], [given[at][1] for at in metres]
            )
            for at, lon, lat in zip(metres, lons, lats, strict=True):
                placed[at] = (lon, lat)
        for at, (point, raw) in enumerate(zip(placed, given, strict=True)):
            if not in_vietnam(*point):
                entry_finding = wrong_point(
                    entry.finding, (*path, at), *raw,
                    hint=self._likely,
                )
                self.draft.add(entry_finding)
                return ()
        return tuple(placed)

    def _suspect(self, entry: Entry, path: tuple[str, ...], lon: float, lat: float) -> None:
        why = suspicion(lon, lat)
        if why == "swapped":
            self.draft.about(
                entry,
                "E121",
                (*path, "lat"),
                Text(vi=f"toạ độ bị đảo: vĩ độ {lat:.10g}, kinh độ {lon:.10g}",
                     en=f"swapped coordinates: latitude {lat:.10g}, longitude {lon:.10g}"),
                BOUNDS,
                Text(vi="đổi chỗ hai số", en="swap the two numbers"),
            )
            self.draft.swapped.append((self.draft.findings[-1], entry, lat, lon))
        elif why == "projected":
            hint = self._likely(lon, lat)
            self.draft.about(
                entry,
                "E122",
                (*path, "lon"),
                Text(vi=f"toạ độ mét ở chỗ cần độ: {lon:.10g}, {lat:.10g}",
                     en=f"projected numbers where degrees belong: {lon:.10g}, {lat:.10g}"),
                None,
                Text(vi="ghi vào east_m (hướng đông) và north_m (hướng bắc), và ghi "
                        f"“crs: EPSG:…” ở phần province{hint.vi}",
                     en="write them as east_m and north_m, and name the system in the province: "
                        f"`crs: EPSG:…`{hint.en}"),
            )
        else:
            self.draft.about(
                entry,
                "E123",
                (*path, "lon"),
                Text(vi=f"điểm nằm ngoài Việt Nam: kinh độ {lon:.10g}, vĩ độ {lat:.10g}",
                     en=f"the point lies outside Vietnam: longitude {lon:.10g}, latitude {lat:.10g}"),
                BOUNDS,
                Text(vi="kiểm tra từng chữ số và dấu chấm", en="check each digit and the point"),
            )

    def look_at_unfitted(self, entry: Entry, path: tuple[str, ...]) -> None:
        """Coordinates of an item with other errors: said as well, and better than "out of range"."""
        raw = entry.raw
        for step in path:
            raw = raw.get(step) if isinstance(raw, dict) else None
        if not isinstance(raw, dict):
            return
        lon, lat = _number(raw.get("lon")), _number(raw.get("lat"))
        if lon is None or lat is None or in_vietnam(lon, lat):
            return
        where = {entry.place(*path, "lon"), entry.place(*path, "lat")}
        out_of_range = {
            id(found) for found in entry.errors or ()
            if found.code == "E125" and found.place in where
        }
        if out_of_range:
            entry.errors = [one for one in entry.errors or () if id(one) not in out_of_range]
            self.replaced |= out_of_range
        self._suspect(entry, path, lon, lat)

    def _likely(self, first: float, second: float) -> Text:
        """Which systems the metres are probably in; worked out once for a province."""
        if self.systems is None:
            self.systems = ""
            if looks_projected(first, second):
                near = [
                    (record.seat.lon, record.seat.lat)
                    for _, record in self.draft.records("districts")
                    if record.seat is not None and record.seat.lon and record.seat.lat
                    and in_vietnam(record.seat.lon, record.seat.lat)
                ] or [
                    ring[0]
                    for _, record in self.draft.records("districts")
                    for ring in record.outline
                    if in_vietnam(*ring[0])
                ]
                self.systems = ", ".join(likely_systems(first, second, near))
        if not self.systems:
            return Text(vi="", en="")
        return Text(vi=f"; có lẽ là {self.systems}", en=f"; probably {self.systems}")

    def _nowhere(self, entry: Entry) -> None:
        what = CALLED[entry.section]
        crs_wants_metres = self.crs not in (None, DEGREES)
        pair = "east_m, north_m" if crs_wants_metres else "lon, lat"
        self.draft.about(
            entry,
            "E111",
            (),
            Text(vi=f"{what.vi} “{entry.id}” không có toạ độ",
                 en=f"{what.en} `{entry.id}` has no coordinates"),
            None,
            Text(vi=f"thêm {pair}", en=f"add {pair}"),
        )

    def _half(self, entry: Entry, path: tuple[str, ...], lacking: str) -> None:
        self.draft.about(
            entry,
            "E111",
            path,
            Text(vi=f"thiếu trường “{lacking}”: toạ độ chỉ có một nửa",
                 en=f"the field `{lacking}` is missing: the point has one coordinate"),
            None,
            Text(vi=f"thêm “{lacking}: …”", en=f"add `{lacking}: …`"),
        )

    def _both(self, entry: Entry, path: tuple[str, ...]) -> None:
        self.draft.about(
            entry,
            "E208",
            (*path, "east_m"),
            Text(vi="có cả toạ độ độ và toạ độ mét", en="there are both degrees and metres"),
            None,
            Text(vi="giữ một cặp: lon và lat, hoặc east_m và north_m",
                 en="keep one pair: lon and lat, or east_m and north_m"),
        )


def wrong_point(
    make: Callable[..., Finding],
    path: tuple[str | int, ...],
    first: float,
    second: float,
    *,
    hint: Callable[[float, float], Text] | None = None,
) -> Finding:
    """The finding about a pair `[lon, lat]` that is no place in Vietnam."""
    shown = f"[{first:.10g}, {second:.10g}]"
    why = suspicion(first, second)
    if why == "swapped":
        return make(
            "E121",
            path,
            Text(vi=f"toạ độ bị đảo: {shown}", en=f"swapped coordinates: {shown}"),
            BOUNDS,
            Text(vi="ghi [kinh độ, vĩ độ]", en="write [lon, lat]"),
        )
    if why == "projected":
        likely = hint(first, second) if hint is not None else Text(vi="", en="")
        return make(
            "E122",
            path,
            Text(vi=f"toạ độ mét ở chỗ cần độ: {shown}",
                 en=f"projected numbers where degrees belong: {shown}"),
            None,
            Text(vi=f"ghi hệ toạ độ ở phần province, “crs: EPSG:…”{likely.vi}; hoặc đổi sang độ",
                 en=f"name the system in the province, `crs: EPSG:…`{likely.en}; or convert to "
                    "degrees"),
        )
    return make(
        "E123",
        path,
        Text(vi=f"điểm {shown} nằm ngoài Việt Nam", en=f"the point {shown} lies outside Vietnam"),
        BOUNDS,
        Text(vi="kiểm tra từng chữ số, ghi [kinh độ, vĩ độ]",
             en="check each digit; write [lon, lat]"),
    )


def _number(raw: Any) -> float | None:
    """The number that a scalar spells in the accepted way, or None."""
    if isinstance(raw, Plain) and len(raw.text) <= 30 and NUMBER_FORM.fullmatch(raw.text):
        return float(raw.text)
    return None
