"""The records of a province: one model is constraint, default, documentation and editor schema.

A key that is left out or left empty means "not surveyed", never zero and never good. "Surveyed, and there is
none" is written down: `generators: []`, `drops: []`, `satellite: none`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from planner.foundation.scalars import Count, Day, Number, YesNo
from planner.inventory.base import (
    WORD_OR_RECORD,
    Code,
    DesignWind,
    Exposure,
    Id,
    Localised,
    Mounting,
    Name,
    Notice,
    Phrase,
    Placed,
    Point,
    Population,
    Sourced,
    Within,
)
from planner.inventory.duty_records import (
    BandMhz,
    CommandPost,
    CoverageMeasurement,
    PopulationPoint,
    RadioNet,
    WarningChannel,
)
from planner.inventory.issuer import Issuer
from planner.inventory.measure_records import MEASURE_SECTIONS
from planner.inventory.office_records import OFFICE_SECTIONS
from planner.inventory.plant_records import (
    FloorM,
    HeightM,
    Powered,
)
from planner.inventory.travel_records import Resource, Road, RoadNode, SeaRoute

WindZone = Literal["I", "II", "III", "IV", "V"]
RiskRegion = Literal[
    "northeast",
    "red-river-delta",
    "north-central",
    "mid-central",
    "northwest",
    "viet-bac",
    "south-central-coast",
    "highlands",
    "south",
]


class ProvinceHeader(Sourced):
    """The province itself: its name, code, coordinate system, language."""

    code: Code = Field(description="Official province code.", examples=["22"])
    name: Name
    crs: str = Field(
        "EPSG:4326",
        pattern=r"^EPSG:[0-9]{4,6}$",
        description="Coordinate system of `east_m`/`north_m`, outlines and routes: `EPSG:4326` (degrees) or a "
        "VN-2000 system such as `EPSG:5899`. `lon`/`lat` are always WGS 84 degrees.",
    )
    language: Literal["vi", "en"] = Field(
        "vi", description="Language of outputs unless asked otherwise."
    )
    exposure: Exposure = Field(
        "off-land", description="Exposure of assets that belong to no district."
    )
    illustrative: Notice | None = Field(
        None, description="Says that the inventory is made up, and how. Printed on every output."
    )
    issuer: Issuer | None = Field(
        None, description="Who issues the documents. Empty: the letterhead is left to fill in."
    )
    site_cost_vnd: Annotated[Number, Within(0, 1e12)] | None = Field(
        None, description="What one site costs a year, VND, for the split between operators."
    )
    outline_buffer_km: Annotated[Number, Within(0, 50)] = Field(
        1.0,
        description="Outlines are coarse: a point this far outside its district is a warning, not an error.",
    )


class Operator(Sourced):
    """A mobile network operator, or an owner of cable or power."""

    id: Id
    name: Name


class District(Sourced):
    """A planning area: a former district, a cluster of communes, an island, a special zone."""

    id: Id
    code: Code | None = Field(None, description="Official code of the (former) district, as text.")
    name: Name
    level: Literal["district", "former-district", "commune-cluster", "island", "special-zone"]
    population: Population | None = None
    seat: Localised | None = None
    island: YesNo = Field(False, description="True where the mainland road does not reach.")
    exposed: YesNo = Field(True, description="In an area often hit by disasters.")
    exposure: Exposure | None = Field(None, description="Empty: the province's.")
    wind_zone: WindZone | None = Field(None, description="Wind zone of QCVN 02:2022/BXD.")
    risk_region: RiskRegion | None = Field(
        None, description="Region of the risk-level table, Decision 18/2021."
    )
    outline: tuple[Annotated[tuple[Point, ...], Field(min_length=3, max_length=2000)], ...] = Field(
        (),
        description="One ring per part (island), each a list of points; coarse outlines are welcome.",
    )


class Commune(Sourced):
    """A commune, ward or special zone of July 2025."""

    id: Id
    code: Code | None = None
    name: Name
    level: Literal["commune", "ward", "township", "special-zone"] = "commune"
    district: Id
    population: Population | None = None
    seat: Localised | None = None
    island: YesNo = False
    exposed: YesNo | None = Field(
        None, description="Exposed to disasters by its five-year history. Empty: the district's."
    )
    outline: tuple[Annotated[tuple[Point, ...], Field(min_length=3, max_length=2000)], ...] = ()


class Structure(Sourced):
    """The support structure; damageable as `SITE/mast`."""

    type: Literal["guyed-mast", "self-supporting-tower", "monopole", "rooftop-mast", "pole"]
    height_m: HeightM | None = None
    design_wind: DesignWind | None = Field(
        None, description="Wind it is designed for. Empty: not surveyed."
    )
    declared_level: Annotated[Count, Within(1, 5)] | None = Field(
        None,
        description="Disaster risk level that its operator declares it stands; shown as declared.",
    )
    condition: Literal["good", "worn", "poor"] | None = None
    year_built: Annotated[Count, Within(1950, 2100)] | None = None
    last_inspected: Day | None = None


class Drop(Sourced):
    """A fiber drop from the site to a fiber node; damageable as `SITE/drop/NODE`."""

    node: Id
    present: Literal["yes", "unknown"] = Field(
        "yes", description="`unknown`: the map shows it, nobody has looked."
    )
    mounting: Mounting
    design_wind: DesignWind | None = None
    poles: Id | None = Field(None, description="The power line on whose poles it hangs.")
    srlgs: tuple[Id, ...] = ()
    operator: Id | None = Field(
        None, description="Only this operator's traffic may use it. Empty: all."
    )


class Hop(Sourced):
    """A microwave hop from the site to another site or a fiber node; damageable as `SITE/hop/TO`."""

    to: Id
    srlgs: tuple[Id, ...] = ()
    operator: Id | None = None


class Satellite(Sourced):
    """A satellite terminal that carries its own site only; damageable as `SITE/dish`."""

    service: Phrase | None = None
    design_wind: DesignWind | None = None


class Backhaul(Sourced):
    """How the site reaches a gateway."""

    drops: tuple[Drop, ...] = Field(
        description="Fiber drops. `[]`: none. A drop nobody has seen: `present: unknown`."
    )
    hops: tuple[Hop, ...] = ()
    satellite: (
        Annotated[
            Annotated[Satellite, Tag("record")]
            | Annotated[Literal["none", "unknown"], Tag("word")],
            WORD_OR_RECORD,
        ]
        | None
    ) = Field(None, description="`none`: surveyed, none. Empty or `unknown`: not surveyed.")


class Site(Powered):
    """One physical radio site: its place, its structure, its power, its backhaul."""

    id: Id
    name: Name | None = None
    district: Id
    commune: Id | None = None
    structure: Structure
    owner: Id | None = Field(None, description="Operator or company that owns the structure.")
    operators: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Operators with equipment on it."
    )
    technologies: tuple[Literal["2g", "3g", "4g", "5g"], ...] = ("4g",)
    bands_mhz: tuple[BandMhz, ...] = Field(
        (), description="Bands on air, MHz; the lowest reaches furthest. Empty: not surveyed."
    )
    exposure: Exposure | None = Field(None, description="Empty: the district's.")
    backhaul: Backhaul


class FiberNode(Powered):
    """A node of the fiber network."""

    id: Id
    name: Name | None = None
    role: Literal["gateway", "hub", "passive"] = Field(
        description="`gateway` reaches the national core; `hub` is active; `passive` (a joint) needs no power."
    )
    district: Id | None = None
    owner: Id | None = None


class Span(Sourced):
    """What cables and power lines share. Ends are node ids."""

    id: Id
    from_: Id = Field(alias="from")
    to: Id
    mounting: Mounting
    owner: Id | None = None
    route: tuple[Point, ...] = Field(
        (), description="Points between its ends. Empty: a straight line."
    )
    pole_count: Annotated[Count, Within(0, 100_000)] | None = None
    cables: Annotated[Count, Within(0, 100)] | None = Field(
        None, description="Operators' cables on the same poles. Empty: not counted."
    )
    design_wind: DesignWind | None = Field(
        None, description="Of the poles and spans. Empty: not surveyed."
    )
    exposure: Exposure | None = Field(None, description="Empty: the province's.")
    srlgs: tuple[Id, ...] = Field((), description="Risk groups whose loss takes this one too.")


class Segment(Span):
    """One span of cable between two fiber nodes."""

    poles: Id | None = Field(None, description="The power line on whose poles it hangs.")


class PowerNode(Placed):
    """A node of the power network."""

    id: Id
    name: Name | None = None
    kind: Literal["source", "substation", "feeder"] = Field(
        description="`source`: infeed or plant; `substation`; `feeder`: a branching point or transformer of a line."
    )
    district: Id | None = None
    owner: Id | None = None
    design_wind: DesignWind | None = Field(
        None, description="Outdoor switchgear and buildings. Felt by substations only."
    )
    floor_height_m: FloorM | None = None
    exposure: Exposure | None = None


class Line(Span):
    """One power line between two power nodes."""

    voltage_kv: Annotated[Number, Within(0, 1000, above_low=True)] | None = None


class RiskGroup(Sourced):
    """Spans that fail together: the same poles, the same duct, the same bridge."""

    id: Id
    name: Name | None = None
    kind: Literal["poles", "duct", "bridge", "trench", "submarine", "other"] = "other"


SECTIONS: dict[str, type[Sourced]] = {
    "operators": Operator,
    "districts": District,
    "communes": Commune,
    "sites": Site,
    "fiber_nodes": FiberNode,
    "segments": Segment,
    "power_nodes": PowerNode,
    "lines": Line,
    "srlgs": RiskGroup,
    "command_posts": CommandPost,
    "radio_nets": RadioNet,
    "warning_channels": WarningChannel,
    "population_points": PopulationPoint,
    "coverage_measurements": CoverageMeasurement,
    "resources": Resource,
    "road_nodes": RoadNode,
    "roads": Road,
    "sea_routes": SeaRoute,
    **OFFICE_SECTIONS,
    **MEASURE_SECTIONS,
}
"""The lists that an inventory file may hold, and the record of each."""
ASSET_SECTIONS = (
    "sites",
    "fiber_nodes",
    "segments",
    "power_nodes",
    "lines",
    "srlgs",
    "command_posts",
    "radio_nets",
    "warning_channels",
    "population_points",
    "coverage_measurements",
    "resources",
    "road_nodes",
    "roads",
    "sea_routes",
    *MEASURE_SECTIONS,
)
"""Their ids share one namespace, since a scenario may name any of them."""
