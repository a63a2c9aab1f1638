"""The view of a storm: its fixes in Vietnamese forces, how near it comes, and what becomes of a bulletin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import shown
from planner.foundation.errors import HazardError
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import STRONGEST_FORCE, force_of, is_above_scale, mps_from_knots
from planner.hazard.approach import closest
from planner.hazard.bulletin import conversions
from planner.hazard.coast import landfall_of, name_near
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN, marine_mean_10min_mps
from planner.plan.filters import both, number

if TYPE_CHECKING:
    from datetime import datetime

    from planner.foundation.text import Language
    from planner.hazard.approach import Approach
    from planner.hazard.bulletin import Conversion
    from planner.hazard.coast import Landfall
    from planner.hazard.records import Fix, Storm, Track
    from planner.inventory.province import Province

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FixLine:
    """One fix: what its agency said, and its wind on the Vietnamese scale."""

    at: datetime
    lon: float
    lat: float
    force: int | None
    """Of the 2-minute mean over the sea that goes with the agency's wind; None where it gave no wind."""
    above_scale: bool
    wind_kt: float | None
    wind_mps: float | None
    """Over the track's own averaging period."""
    pressure_hpa: float | None
    radii: str
    status: str | None
    distance_km: float | None
    """To the nearest seat of a district; None without a province."""
    nearest: Text | None
    circle70_km: float | None


@dataclass(frozen=True, slots=True)
class StormSheet:
    """Everything that is shown of a storm."""

    id: str
    name: Text
    agency: str
    averaging_min: int
    source: str
    lines: tuple[FixLine, ...]
    landfall: Landfall
    approach: Approach | None
    approach_to: Text | None
    conversions: tuple[Conversion, ...]
    province: Text | None
    outlines: tuple[tuple[Pair, ...], ...]
    seats: tuple[tuple[Text, Pair], ...]


def storm_sheet(storm: Storm, province: Province | None = None) -> StormSheet:
    """The view of a storm with a track, beside a province when one is given.

    Raises
    ------
    HazardError
        If the storm has no track.
    """
    track = storm.track
    if track is None:
        raise HazardError(
            Text(vi=f"bão “{storm.id}” không có đường đi: chỉ có danh sách mất hoặc vùng ảnh hưởng",
                 en=f"storm `{storm.id}` has no track: only removals or footprints")
        )  # fmt: skip
    seats = _seats(province)
    nearest = closest(track.fixes, [spot for _, spot in seats])
    circles = [each.circle70_km for each in storm.bulletin.positions] if storm.bulletin else []
    circles += [None] * (len(track.fixes) - len(circles))
    source = storm.source or track.source
    return StormSheet(
        id=storm.id,
        name=both(storm.name),
        agency=track.agency,
        averaging_min=track.averaging_min,
        source="" if source is None else ", ".join(filter(None, (source.reporter, source.document))),
        lines=tuple(
            _line(fix, track, seats, circle) for fix, circle in zip(track.fixes, circles, strict=True)
        ),
        landfall=landfall_of(track.fixes),
        approach=nearest,
        approach_to=None if nearest is None else _nearest_seat((nearest.lon, nearest.lat), seats)[0],
        conversions=() if storm.bulletin is None else conversions(storm.bulletin),
        province=None if province is None else both(province.header.name),
        outlines=() if province is None else tuple(
            tuple(ring) for district in province.districts.values() for ring in district.outline
        ),
        seats=seats,
    )  # fmt: skip


def _seats(province: Province | None) -> tuple[tuple[Text, Pair], ...]:
    if province is None:
        return ()
    return tuple(
        (both(district.name), (district.seat.lon, district.seat.lat))
        for district in province.districts.values()
        if district.seat is not None
        and district.seat.lon is not None
        and district.seat.lat is not None
    )


def _line(
    fix: Fix, track: Track, seats: tuple[tuple[Text, Pair], ...], circle70_km: float | None
) -> FixLine:
    wind_mps = None if fix.wind_kt is None else mps_from_knots(fix.wind_kt)
    # Rounded, so that a force which became knots and comes back stays what it was.
    two_minute_mps = (
        None
        if wind_mps is None
        else round(marine_mean_10min_mps(wind_mps, track.averaging_min) / TEN_MINUTE_PER_MEAN[2], 2)
    )
    nearest, away_km = _nearest_seat((fix.lon, fix.lat), seats) if seats else (None, None)
    return FixLine(
        at=fix.at,
        lon=fix.lon,
        lat=fix.lat,
        force=None if two_minute_mps is None else force_of(two_minute_mps),
        above_scale=two_minute_mps is not None and is_above_scale(two_minute_mps),
        wind_kt=fix.wind_kt,
        wind_mps=wind_mps,
        pressure_hpa=fix.pressure_hpa,
        radii=radii_words(fix),
        status=fix.status,
        distance_km=away_km,
        nearest=nearest,
        circle70_km=circle70_km,
    )


def _nearest_seat(spot: Pair, seats: tuple[tuple[Text, Pair], ...]) -> tuple[Text, float]:
    name, place = min(seats, key=lambda seat: distance_km(*spot, *seat[1]))
    return name, distance_km(*spot, *place)


def radii_words(fix: Fix) -> str:
    """The radii as their agency gave them, km: `50 kt 148; 30 kt 278–333`; quadrants NE/SE/SW/NW."""
    told = []
    for wind, quadrants in (
        (64, fix.r64_quadrants_km), (50, fix.r50_quadrants_km), (34, fix.r34_quadrants_km),
    ):  # fmt: skip
        if quadrants is not None:
            told.append(f"{wind} kt {'/'.join(f'{radius:.0f}' for radius in quadrants)}")
    for wind, longest, shortest in (
        (50, fix.r50_km, fix.r50_short_km), (30, fix.r30_km, fix.r30_short_km),
    ):  # fmt: skip
        if longest is not None:
            low = "" if shortest is None or shortest == longest else f"{shortest:.0f}–"
            told.append(f"{wind} kt {low}{longest:.0f}")
    for name, force_radius in (("10", fix.force10_km), ("6", fix.force6_km)):
        if force_radius is not None:
            told.append(f"≥{name}: {force_radius:.0f}")
    if fix.rmw_km is not None:
        told.append(f"Rmax {fix.rmw_km:.0f}")
    return "; ".join(told)


def force_words(line: FixLine) -> str:
    """The force of a fix: `13`, `>17`, or nothing where no wind was given."""
    if line.force is None:
        return "–"
    return f">{STRONGEST_FORCE}" if line.above_scale else str(line.force)


def closing_words(sheet: StormSheet) -> tuple[Text, ...]:
    """Where and when the storm comes ashore, and how near it comes to the province."""
    landfall = sheet.landfall
    place = name_near(landfall.along_km)
    when = {language: shown(landfall.at, 0, language) for language in ("vi", "en")}
    said = [
        Text(vi=f"vào bờ gần {place} khoảng {when['vi']} (đường bờ thô, nội suy thẳng giữa hai vị trí)",
             en=f"comes ashore near {place} about {when['en']} (coarse coast, straight between fixes)")
        if landfall.crosses
        else Text(vi=f"không cắt bờ biển; gần bờ nhất ở gần {place}, {when['vi']}",
                  en=f"does not cross the coast; nearest to it near {place}, {when['en']}")
    ]  # fmt: skip
    nearest, towards = sheet.approach, sheet.approach_to
    if nearest is not None and towards is not None and sheet.province is not None:
        at = {language: shown(nearest.at, 0, language) for language in ("vi", "en")}
        said.append(
            Text(vi=f"gần {sheet.province.vi} nhất: cách trung tâm {towards.vi} {nearest.distance_km:.0f} km lúc "
                 f"{at['vi']}",
                 en=f"nearest to {sheet.province.en}: {nearest.distance_km:.0f} km from the seat of {towards.en} at "
                 f"{at['en']}")
        )  # fmt: skip
    return tuple(said)


def place_words(line: FixLine, language: Language) -> str:
    """`21,0 B; 107,0 Đ` as bulletins write it; in English `21.0 N, 107.0 E`."""
    lat, lon = (number(abs(each), language, 2) for each in (line.lat, _east(line.lon)))
    north = line.lat >= 0
    east = _east(line.lon) >= 0
    if language == "vi":
        return f"{lat} {'B' if north else 'N'}; {lon} {'Đ' if east else 'T'}"
    return f"{lat} {'N' if north else 'S'}, {lon} {'E' if east else 'W'}"


def _east(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def storm_view(sheet: StormSheet) -> dict[str, Any]:
    """The storm as JSON values."""
    landfall, nearest = sheet.landfall, sheet.approach
    return {
        "storm": sheet.id,
        "name": {"vi": sheet.name.vi, "en": sheet.name.en},
        "agency": sheet.agency,
        "averaging_min": sheet.averaging_min,
        "source": sheet.source,
        "fixes": [_fix_view(line) for line in sheet.lines],
        "landfall": {
            "crosses": landfall.crosses, "lon": landfall.lon, "lat": landfall.lat,
            "at": landfall.at.isoformat(), "near": name_near(landfall.along_km),
        },
        "closest_approach": None
        if nearest is None
        else {
            "distance_km": nearest.distance_km, "at": nearest.at.isoformat(),
            "lon": nearest.lon, "lat": nearest.lat,
            "seat_of": None if sheet.approach_to is None else sheet.approach_to.vi,
        },
        "bulletin": [
            {
                "after_h": each.after_h, "force": each.force, "mean_2min_mps": each.mean_2min_mps,
                "wind_kt": each.wind_kt, "sea_gust_mps": each.sea_gust_mps,
                "sea_gust_force": each.sea_gust_force, "stated_gust_force": each.stated_gust,
                "circle70_km": each.circle70_km,
            }
            for each in sheet.conversions
        ],
    }  # fmt: skip


def _fix_view(line: FixLine) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(), "lon": line.lon, "lat": line.lat, "force": line.force,
        "above_scale": line.above_scale, "wind_kt": line.wind_kt, "wind_mps": line.wind_mps,
        "pressure_hpa": line.pressure_hpa, "radii": line.radii, "status": line.status,
        "distance_km": line.distance_km,
        "nearest_seat": None if line.nearest is None else line.nearest.vi,
        "circle70_km": line.circle70_km,
    }  # fmt: skip


def storm_features(sheet: StormSheet) -> list[dict[str, Any]]:
    """The track as GeoJSON features: the line, then each fix."""
    path = [[_east(line.lon), line.lat] for line in sheet.lines]
    line_feature = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": path},
        "properties": {"storm": sheet.id, "agency": sheet.agency},
    }
    return [
        line_feature,
        *(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [_east(line.lon), line.lat]},
                "properties": _fix_view(line),
            }
            for line in sheet.lines
        ),
    ]
