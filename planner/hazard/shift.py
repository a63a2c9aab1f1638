"""The same storm somewhere else, some other time, or stronger: along the coast, in time, in intensity.

`docs/decisions/0062-a-shifted-storm.md` says what is kept and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians, sin
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import hours_since
from planner.foundation.errors import HazardError
from planner.foundation.text import Text
from planner.foundation.units import (
    FORCE_BOUNDS_MPS,
    force_of,
    force_upper_mps,
    knots_from_mps,
)
from planner.hazard.coast import (
    LENGTH_KM,
    Landfall,
    east_north_km,
    landfall_of,
    moved,
    name_near,
    place_at,
)
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN
from planner.hazard.tracks import whole
from planner.hazard.wind_pressure import OUTER_HPA, deficit_factor
from planner.inventory.base import Name, Notice, Source

if TYPE_CHECKING:
    from datetime import datetime

    from planner.hazard.records import Fix, Storm, Track

LOWEST_HPA = 850.0
"""No storm was ever measured below 870 hPa (Tip, 1979)."""
_RADII_KT = {
    "r30": 30.0, "r34": 34.0, "r50": 50.0, "r64": 64.0,
    "force6": knots_from_mps(FORCE_BOUNDS_MPS[6][0]),
    "force10": knots_from_mps(FORCE_BOUNDS_MPS[10][0]),
}  # fmt: skip
"""The wind of each radius of a fix, knots, by the start of its name. Those of forces are 2-minute means."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What is changed: the landfall along the coast (north is positive), the time, the wind, the heading."""

    along_coast_km: float = 0.0
    hours: float = 0.0
    intensity: float = 1.0
    turn_deg: float = 0.0
    """Clockwise, about the landfall."""

    @property
    def nothing(self) -> bool:
        """Whether nothing is changed."""
        return self == Shift()

    @property
    def words(self) -> Text:
        """What is changed, in words."""
        vi, en = [], []
        if self.along_coast_km:
            side = ("bắc", "north") if self.along_coast_km > 0 else ("nam", "south")
            length = f"{abs(self.along_coast_km):g}"
            vi.append(f"nơi đổ bộ dời {length.replace('.', ',')} km dọc bờ biển về phía {side[0]}")
            en.append(f"landfall {length} km along the coast to the {side[1]}")
        if self.hours:
            late = ("muộn hơn", "later") if self.hours > 0 else ("sớm hơn", "earlier")
            vi.append(f"{late[0]} {abs(self.hours):g} giờ".replace(".", ","))
            en.append(f"{abs(self.hours):g} h {late[1]}")
        if self.turn_deg:
            vi.append(f"hướng đi quay {self.turn_deg:g}° theo chiều kim đồng hồ".replace(".", ","))
            en.append(f"heading turned {self.turn_deg:g}° clockwise")
        if self.intensity != 1:
            vi.append(f"gió nhân {self.intensity:.3g}".replace(".", ","))
            en.append(f"winds times {self.intensity:.3g}")
        return Text(vi="; ".join(vi) or "không đổi gì", en="; ".join(en) or "nothing is changed")


def shifted(storm: Storm, shift: Shift, new_id: str) -> Storm:
    """The storm under a new id with its landfall, time, heading and winds changed.

    The track keeps its shape in kilometres, its size (radii) and its averaging period. A storm that
    has only removals or footprints cannot be shifted; those of a storm with a track stay behind.

    Raises
    ------
    HazardError
        If the storm has no track, the landfall would leave the coast, or its winds or pressures
        would be such as no storm has.
    """
    track = _track_of(storm)
    landfall = landfall_of(track.fixes)
    target = _target(landfall, shift)
    fixes = tuple(_shifted_fix(fix, landfall, target, shift) for fix in track.fixes)
    said = shift.words
    place = name_near(landfall.along_km - shift.along_coast_km)
    left_vi = (
        " Vùng ảnh hưởng và danh sách mất của bão gốc không dời theo, đã bỏ."
        if _left(storm)
        else ""
    )
    left_en = (
        " The footprints and removals of the original do not move along and are left out."
        if _left(storm)
        else ""
    )
    return type(storm)(
        id=new_id,
        name=Name(vi=_short(f"{storm.name.vi} (giả định: {said.vi})"),
                  en=_short(f"{storm.name.english} (assumed: {said.en})")),
        source=Source(
            reporter="planner storm shift",
            document=_short(f"{storm.id}: {_origin(storm)}"),
            remark=_short(f"{said.vi}. {said.en}."),
        ),
        track=track.model_copy(update={"fixes": fixes}),
        wind=storm.wind,
        illustrative=Notice(
            vi=f"Bão GIẢ ĐỊNH, không có thật: {storm.name.vi} ({storm.id}), {said.vi}; đổ bộ gần {place}.{left_vi}",
            en=f"ASSUMED storm, not a real one: {storm.name.english} ({storm.id}), {said.en}; it comes ashore near "
            f"{place}.{left_en}",
        ),
    )  # fmt: skip


def wind_at(track: Track, at: datetime) -> float:
    """The storm's largest 2-minute mean over the sea, m/s, at an instant of its track."""
    path = whole(track, track.fixes[0].at)
    hours = [float(hour) for hour in path.at_h]
    ten_minute_mps = np.interp(float(hours_since(track.fixes[0].at, at)), hours, path.largest_mps)
    return float(ten_minute_mps) / TEN_MINUTE_PER_MEAN[2]


def force_at_landfall(track: Track) -> int:
    """The Vietnamese force of the largest wind when the track meets the coast."""
    return force_of(wind_at(track, landfall_of(track.fixes).at))


def intensity_for_force(track: Track, force: int) -> float:
    """By what the winds are multiplied so that the landfall has a force, at the upper end of its class."""
    return force_upper_mps(force) / wind_at(track, landfall_of(track.fixes).at)


def _track_of(storm: Storm) -> Track:
    if storm.track is None:
        raise HazardError(
            Text(vi=f"bão “{storm.id}” không có đường đi nên không dời được",
                 en=f"storm `{storm.id}` has no track and cannot be shifted")
        )  # fmt: skip
    return storm.track


def _target(landfall: Landfall, shift: Shift) -> tuple[float, float]:
    # Kilometres along the coast are counted from the north, shifts towards it.
    along_km = landfall.along_km - shift.along_coast_km
    if not 0 <= along_km <= LENGTH_KM:
        north, south = landfall.along_km, LENGTH_KM - landfall.along_km
        raise HazardError(
            Text(vi=f"dời {shift.along_coast_km:g} km thì ra ngoài bờ biển Việt Nam; bão này dời được tối đa "
                 f"{north:.0f} km về bắc, {south:.0f} km về nam".replace(".", ","),
                 en=f"a shift by {shift.along_coast_km:g} km leaves the coast of Vietnam; this storm can go "
                 f"{north:.0f} km north and {south:.0f} km south")
        )  # fmt: skip
    return place_at(along_km)


def _shifted_fix(fix: Fix, landfall: Landfall, target: tuple[float, float], shift: Shift) -> Fix:
    east_km, north_km = east_north_km(fix.lon, fix.lat, landfall.lon, landfall.lat)
    turn = radians(shift.turn_deg)
    east_km, north_km = (
        east_km * cos(turn) + north_km * sin(turn),
        north_km * cos(turn) - east_km * sin(turn),
    )
    lon, lat = moved(*target, east_km, north_km)
    if not -60 <= lat <= 60:
        raise HazardError(
            Text(
                vi="đường đi sau khi dời ra khỏi vĩ độ 60",
                en="the shifted track leaves latitude 60",
            )
        )
    values = fix.model_dump(exclude_unset=True)
    values |= {"lon": round(lon, 3), "lat": round(lat, 3)}
    values["at"] = fix.at + timedelta(seconds=round(shift.hours * 3600))
    if shift.intensity != 1:
        values |= strengthened(fix, shift.intensity)
        values = {key: value for key, value in values.items() if value is not None}
    return type(fix).model_validate(values)


def strengthened(fix: Fix, factor: float) -> dict[str, float | None]:
    """Wind and pressure of a stronger or weaker storm; a radius of a wind it no longer has is None."""
    changed: dict[str, float | None] = {}
    wind_kt = None
    if fix.wind_kt is not None:
        wind_kt = round(fix.wind_kt * factor, 2)
        changed["wind_kt"] = wind_kt
        if wind_kt > 250:
            raise _too_strong(f"{wind_kt:.0f} kt")
    if fix.pressure_hpa is not None and fix.pressure_hpa < OUTER_HPA:
        deficit_hpa = (OUTER_HPA - fix.pressure_hpa) * deficit_factor(factor)
        changed["pressure_hpa"] = round(OUTER_HPA - deficit_hpa, 1)
        if OUTER_HPA - deficit_hpa < LOWEST_HPA:
            raise _too_strong(f"{OUTER_HPA - deficit_hpa:.0f} hPa")
    for start, least_kt in _RADII_KT.items():
        if wind_kt is not None and wind_kt < least_kt:
            for name in type(fix).model_fields:
                if name.startswith(f"{start}_"):
                    changed[name] = None
    return changed


def _too_strong(what: str) -> HazardError:
    return HazardError(
        Text(vi=f"bão mạnh lên đến {what}: chưa cơn bão nào như vậy",
             en=f"the storm would reach {what}: no storm ever did")
    )  # fmt: skip


def _left(storm: Storm) -> bool:
    return bool(storm.removals or storm.footprints)


def _origin(storm: Storm) -> str:
    source = storm.source
    if source is None:
        return "?"
    return source.document or source.reporter


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:299]}…"
