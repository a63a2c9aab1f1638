"""What a storm file says: removals, footprints, a track, and the wind model that reads it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.foundation.clock import instant_at
from planner.foundation.scalars import Count, Exact, Instant, Number, YesNo
from planner.foundation.units import FORCE_BOUNDS_MPS, STRONGEST_FORCE, knots_from_mps
from planner.inventory.base import (
    Id,
    Latitude,
    Longitude,
    Mounting,
    Name,
    Notice,
    OneOf,
    Phrase,
    Point,
    Record,
    Sourced,
    Within,
)

AssetPath = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9-]{1,40}(/[A-Za-z0-9-]{1,40}){0,2}$",
        description="Id of an asset: `QN-0012`, or a part of a site: `QN-0012/mast`, `QN-0012/gen/g1`, "
        "`QN-0012/drop/FN-7`. A site's own id means its mast and its equipment.",
    ),
]
HourOf = Annotated[
    Exact, Within(-1_000, 100_000), Field(description="Hours from the scenario's start.")
]
AssetKind = Literal[
    "mast",
    "equipment",
    "drop",
    "hop",
    "dish",
    "service-drop",
    "generator",
    "fiber-node",
    "segment",
    "power-node",
    "line",
    "srlg",
    "warning-channel",
    "command-post",
    "means",
    "resource",
    "road",
    "sea-route",
]
Ring = Annotated[tuple[Point, ...], Field(min_length=3, max_length=2000)]
RadiusKm = Annotated[Number, Within(1, 2000)]
QuadrantKm = Annotated[Number, Within(0, 2000)]
Quadrants = tuple[QuadrantKm, QuadrantKm, QuadrantKm, QuadrantKm]
"""North-east, south-east, south-west, north-west; 0 where that wind does not blow."""
Toward = Literal[
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"
]


class Selector(Record):
    """Chooses assets: every key that is given must fit; a key with several values fits when one does."""

    assets: tuple[AssetPath, ...] = Field((), description="Named assets.")
    kind: tuple[AssetKind, ...] = ()
    district: tuple[Id, ...] = ()
    commune: tuple[Id, ...] = ()
    operator: tuple[Id, ...] = Field(
        (), description="Of the site the asset belongs to, or of a drop or generator."
    )
    owner: tuple[Id, ...] = ()
    mounting: tuple[Mounting, ...] = ()
    role: tuple[Literal["gateway", "hub", "passive", "source", "substation", "feeder"], ...] = ()
    srlg: tuple[Id, ...] = Field((), description="Members of these risk groups.")
    inside: Ring | None = Field(
        None, description="Polygon `[[lon, lat], …]`; a span is inside when any part of it is."
    )


class Removal(Sourced):
    """Assets that are lost at a time, and given back at another or never."""

    select: Selector
    at_h: HourOf = Field(0, validate_default=True)
    until_h: HourOf | None = Field(None, description="Empty: for good.")
    remark: Phrase | None = None


class Level(Record):
    """An intensity from an hour on, until the next one begins."""

    at_h: HourOf
    value: Annotated[Number, Within(0, 200)]


class Footprint(Sourced):
    """A polygon in which an intensity holds from one hour to another, steady or step by step."""

    id: Id
    quantity: Literal["gust_mps", "flood_depth_m", "surge_depth_m", "landslide_m"]
    value: Annotated[Number, Within(0, 200)] | None = Field(
        None,
        description="3-second gust in m/s, depth of water in m above ground, or metres of ground that slid.",
    )
    series: Annotated[tuple[Level, ...], Field(max_length=2000)] = Field(
        (), description="Instead of `value`: each value holds from its hour until the next."
    )
    polygon: Ring
    from_h: HourOf = Field(0, validate_default=True)
    until_h: HourOf | None = None
    cuts_off: YesNo | None = Field(
        None,
        description="Nobody reaches what stands in it. Empty: landslides do, water does when it is too deep to ford.",
    )

    @model_validator(mode="after")
    def _one_intensity(self) -> Footprint:
        if (self.value is None) == (not self.series):
            raise PydanticCustomError(
                "E432",
                "{fact_en}",
                {
                    "fact_vi": "vùng ảnh hưởng phải có đúng một trong `value` và `series`",
                    "fact_en": "a footprint has exactly one of `value` and `series`",
                    "remedy_vi": "ghi `value` khi cường độ không đổi, `series` khi đổi theo giờ",
                    "remedy_en": "write `value` for a steady intensity, `series` for one that changes",
                },
            )
        hours = [level.at_h for level in self.series]
        if any(late <= early for early, late in pairwise(hours)) or (
            hours and self.until_h is not None and self.until_h <= hours[-1]
        ):
            raise PydanticCustomError(
                "E433",
                "{fact_en}",
                {
                    "fact_vi": "các giờ của `series` phải tăng dần và đều trước `until_h`",
                    "fact_en": "the hours of `series` must rise, and all come before `until_h`",
                    "remedy_vi": "xếp lại theo thời gian, mỗi giờ một lần",
                    "remedy_en": "put them in order of time, each hour once",
                },
            )
        return self


class Fix(Record):
    """One position of a track, as its agency published it."""

    at: Instant
    lon: Annotated[Number, Within(-180, 360)]
    lat: Annotated[Number, Within(-60, 60)]
    wind_kt: Annotated[Number, Within(0, 250)] | None = Field(
        None,
        description="Largest mean wind, knots, over the track's averaging period. Empty: not reported.",
    )
    pressure_hpa: Annotated[Number, Within(800, 1050)] | None = None
    rmw_km: Annotated[Number, Within(1, 500)] | None = Field(
        None, description="Radius of the largest wind, km."
    )
    r30_km: RadiusKm | None = Field(None, description="Longest radius of 30-knot wind, km.")
    r30_short_km: RadiusKm | None = Field(None, description="Shortest radius of 30-knot wind, km.")
    r30_toward: Toward | None = Field(
        None, description="Where the longest 30-knot radius lies. Empty: the same all round."
    )
    r50_km: RadiusKm | None = Field(None, description="Longest radius of 50-knot wind, km.")
    r50_short_km: RadiusKm | None = Field(None, description="Shortest radius of 50-knot wind, km.")
    r50_toward: Toward | None = Field(
        None, description="Where the longest 50-knot radius lies. Empty: the same all round."
    )
    r34_quadrants_km: Quadrants | None = Field(
        None,
        description="Radii of 34-knot wind to the north-east, south-east, south-west, north-west, km.",
    )
    r50_quadrants_km: Quadrants | None = Field(
        None, description="Radii of 50-knot wind by quadrant, in the same order, km."
    )
    r64_quadrants_km: Quadrants | None = Field(
        None, description="Radii of 64-knot wind by quadrant, in the same order, km."
    )
    force6_km: RadiusKm | None = Field(
        None, description="Radius of force-6 wind (10.8 m/s, 2-minute mean), km."
    )
    force10_km: RadiusKm | None = Field(
        None, description="Radius of force-10 wind (24.5 m/s, 2-minute mean), km."
    )
    roci_km: Annotated[Number, Within(1, 3000)] | None = Field(
        None, description="Radius of the outermost closed isobar, km."
    )
    poci_hpa: Annotated[Number, Within(900, 1050)] | None = Field(
        None, description="Pressure of the outermost closed isobar."
    )
    status: Annotated[str, Field(min_length=1, max_length=30)] | None = Field(
        None, description="What the agency called it: TD, TS, STS, TY, extratropical low …"
    )


class Track(Sourced):
    """A storm's path through time from one agency."""

    agency: Phrase
    averaging_min: Annotated[Count, OneOf((1, 2, 10))] = Field(
        description="Averaging period of `wind_kt`, minutes: JMA 10, JTWC 1."
    )
    inland_decay: YesNo = Field(
        False,
        description="true: the winds are those over the sea, as of a forecast or a track that was moved, and weaken "
        "over land. false: the agency has done it, as in a best track.",
    )
    fixes: Annotated[tuple[Fix, ...], Field(min_length=2, max_length=5000)]


Force = Annotated[Count, Within(1, STRONGEST_FORCE)]


class BulletinPosition(Record):
    """Where a bulletin puts the centre after so many hours, in the words of the national centre."""

    after_h: Annotated[Exact, Within(0, 240)] = Field(
        description="Hours after the bulletin's own position: 0, 12, 24 … 72."
    )
    lon: Longitude
    lat: Latitude
    force: Force = Field(description="Largest wind near the centre: force 13 ('cấp 13').")
    force_to: Force | None = Field(
        None, description="Upper force where two are given ('cấp 12-13'). Empty: `force` alone."
    )
    gust_force: Force | None = Field(
        None, description="Force of the gusts ('giật cấp 16'); a check, never the wind itself."
    )
    gust_above_scale: YesNo = Field(False, description="Gusts above force 17 ('giật trên cấp 17').")
    force6_km: RadiusKm | None = Field(None, description="Radius of winds of force 6 and more, km.")
    force10_km: RadiusKm | None = Field(
        None, description="Radius of winds of force 10 and more, km."
    )
    circle70_km: RadiusKm | None = Field(
        None, description="Radius in which the centre lies with a probability of 70 %, km."
    )
    pressure_hpa: Annotated[Number, Within(800, 1050)] | None = None

    @property
    def strongest(self) -> int:
        """The higher of the forces given."""
        return max(self.force, self.force_to or self.force)


class Bulletin(Sourced):
    """A forecast in the words of the national centre: forces are 2-minute means."""

    agency: Phrase
    issued: Instant = Field(description="Time of the position at `after_h: 0`, with its offset.")
    take: Literal["upper-end", "middle"] = Field(
        "upper-end", description="Which wind of a force's class is taken."
    )
    positions: Annotated[tuple[BulletinPosition, ...], Field(min_length=2, max_length=50)]

    def mean_2min_mps(self, position: BulletinPosition) -> float:
        """The 2-minute mean that is taken for the force of a position, m/s."""
        low, high = FORCE_BOUNDS_MPS[position.force][0], FORCE_BOUNDS_MPS[position.strongest][1]
        return high if self.take == "upper-end" else (low + high) / 2

    def as_track(self) -> Track:
        """The bulletin as a track of 2-minute means; gusts and the 70 % circles are not in it."""
        return Track(
            agency=self.agency,
            averaging_min=2,
            source=self.source,
            fixes=tuple(
                Fix(
                    at=instant_at(self.issued, each.after_h),
                    lon=each.lon,
                    lat=each.lat,
                    wind_kt=round(knots_from_mps(self.mean_2min_mps(each)), 2),
                    pressure_hpa=each.pressure_hpa,
                    force6_km=each.force6_km,
                    force10_km=each.force10_km,
                )
                for each in self.positions
            ),
        )


ProfileName = Literal["holland-1980", "holland-2010", "willoughby-2006", "holland-2008"]


class WindModel(Record):
    """How the wind at a place is computed from the track."""

    profiles: Annotated[tuple[ProfileName, ...], Field(min_length=1, max_length=8)] = Field(
        ("holland-1980", "holland-2010", "willoughby-2006"),
        description="Wind models under each of which the storm is run: a verdict holds when it holds under all.",
    )
    profile: ProfileName | None = Field(
        None, description="One wind model in place of all those of `profiles`."
    )
    step_min: Annotated[Exact, Within(1, 180)] = Field(
        15, validate_default=True, description="Output step, minutes."
    )
    translation_share: Annotated[Number, Within(0, 1)] = Field(
        0.55, description="Share of the storm's own motion in the wind (Lin and Chavas 2012: 0.55)."
    )
    environmental_pressure_hpa: Annotated[Number, Within(980, 1040)] = Field(
        1008.3, description="Western North Pacific mean used with Holland's profile."
    )

    @property
    def models(self) -> tuple[ProfileName, ...]:
        """The wind models under which the storm is run, each once, in the order in which they are named."""
        return (self.profile,) if self.profile is not None else tuple(dict.fromkeys(self.profiles))


class Storm(Sourced):
    """One storm: a list of what is lost, footprints, a track, or any of them together."""

    id: Id
    name: Name
    removals: tuple[Removal, ...] = ()
    footprints: tuple[Footprint, ...] = ()
    track: Track | None = None
    bulletin: Bulletin | None = Field(
        None, description="A forecast as the national centre words it, in place of `track`."
    )
    wind: WindModel = WindModel()
    illustrative: Notice | None = Field(
        None, description="Says that the storm is made up. Printed on every output."
    )

    @model_validator(mode="after")
    def _a_bulletin_gives_the_track(self) -> Storm:
        """Whoever asks for the track of a storm finds that of its bulletin."""
        if self.bulletin is not None and self.track is None:
            # Not among the fields that were set: what is written back is the bulletin alone.
            object.__setattr__(self, "track", self.bulletin.as_track())
        return self
