"""The province as it was read: every record by id, where each stands in the files, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.inventory.base import Localised, Placed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.diagnostics import Finding, Place
    from planner.inventory.base import Exposure
    from planner.inventory.duty_records import (
        CommandPost,
        CoverageMeasurement,
        PopulationPoint,
        RadioNet,
        WarningChannel,
    )
    from planner.inventory.measure_records import CableProgramme, RoamingAgreement
    from planner.inventory.office_records import (
        AnnexRow,
        Contact,
        DamageReport,
        Drill,
        ItSystem,
        MessageTemplate,
        Milestone,
        Review,
        RumourControl,
        Shift,
        Task,
    )
    from planner.inventory.records import (
        Commune,
        District,
        FiberNode,
        Line,
        Operator,
        PowerNode,
        ProvinceHeader,
        RiskGroup,
        Segment,
        Site,
    )
    from planner.inventory.travel_records import Resource, Road, RoadNode, SeaRoute


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that was read: the path shown to the user, and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record with errors that counts as not surveyed; ids are None where they could not be read."""

    section: str
    id: str | None
    district: str | None
    ends: tuple[str, str] | None
    place: Place
    codes: tuple[str, ...]
    links: tuple[str, ...] | None = ()
    """Of a site: the nodes and sites that its drops and hops lead to; None where they could not be read."""


@dataclass(frozen=True)
class Province:
    """Everything that stands. Mappings are sorted by id; coordinates are WGS 84 degrees.

    After reading, `lon` and `lat` of every placed record are set, whatever system the file used, and `[lon, lat]`
    in every outline and route.
    """

    header: ProvinceHeader
    operators: Mapping[str, Operator]
    districts: Mapping[str, District]
    communes: Mapping[str, Commune]
    sites: Mapping[str, Site]
    fiber_nodes: Mapping[str, FiberNode]
    segments: Mapping[str, Segment]
    power_nodes: Mapping[str, PowerNode]
    lines: Mapping[str, Line]
    srlgs: Mapping[str, RiskGroup]
    command_posts: Mapping[str, CommandPost] = field(default_factory=dict)
    radio_nets: Mapping[str, RadioNet] = field(default_factory=dict)
    warning_channels: Mapping[str, WarningChannel] = field(default_factory=dict)
    population_points: Mapping[str, PopulationPoint] = field(default_factory=dict)
    coverage_measurements: Mapping[str, CoverageMeasurement] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    road_nodes: Mapping[str, RoadNode] = field(default_factory=dict)
    roads: Mapping[str, Road] = field(default_factory=dict)
    sea_routes: Mapping[str, SeaRoute] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    roster: Mapping[str, Shift] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    damage_reports: Mapping[str, DamageReport] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    message_templates: Mapping[str, MessageTemplate] = field(default_factory=dict)
    rumour_control: Mapping[str, RumourControl] = field(default_factory=dict)
    it_systems: Mapping[str, ItSystem] = field(default_factory=dict)
    annex_rows: Mapping[str, AnnexRow] = field(default_factory=dict)
    cable_programmes: Mapping[str, CableProgramme] = field(default_factory=dict)
    roaming_agreements: Mapping[str, RoamingAgreement] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each record stands: key `section/id` such as `sites/QN-0012`; and `sites/QN-0012/gen/g1` for parts."""
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[Finding, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    folder: str = ""

    def point(self, id_: str) -> tuple[float, float]:
        """`(lon, lat)` in degrees of a site, fiber node or power node.

        Raises
        ------
        KeyError
            If nothing placed has this id.
        """
        record = self.sites.get(id_) or self.fiber_nodes.get(id_) or self.power_nodes.get(id_)
        if record is None or record.lon is None or record.lat is None:
            raise KeyError(id_)
        return record.lon, record.lat

    def whereabouts(
        self, placed: Placed, commune: str | None, district: str | None = None
    ) -> tuple[float, float] | None:
        """`(lon, lat)` of a record; else of its commune's seat, else of its district's; None where nobody says."""
        home = self.communes.get(commune) if commune is not None else None
        area = home.district if home is not None and district is None else district
        around = self.districts.get(area) if area is not None else None
        seats = (home and home.seat, around and around.seat)
        for there in (placed, *seats):
            if (
                isinstance(there, Placed | Localised)
                and there.lon is not None
                and there.lat is not None
            ):
                return float(there.lon), float(there.lat)
        return None

    def exposure_of(self, district: str | None, own: Exposure | None = None) -> Exposure:
        """The asset's own exposure, else its district's, else the province's."""
        if own is not None:
            return own
        known = self.districts.get(district) if district is not None else None
        return (known.exposure if known is not None else None) or self.header.exposure
