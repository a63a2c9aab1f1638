"""Random provinces with command posts, radio nets, warning channels and places where people live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from planner.inventory.base import Localised, Name
from planner.inventory.duty_records import (
    CommandPost,
    CoverageMeasurement,
    Means,
    PopulationPoint,
    RadioNet,
    WarningChannel,
)
from planner.inventory.records import Commune
from tests.oracle.provinces import ProvinceMaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.duty_records import ChannelKind, MeansKind
    from planner.inventory.province import Province
    from planner.inventory.records import Site

MEANS: tuple[MeansKind, ...] = (
    "public-mobile", "satellite-phone", "vhf", "fiber", "public-mobile", "vhf", "hf", "public-mobile", "vsat",
    "vhf", "vhf", "courier",
)  # fmt: skip
CHANNELS: tuple[ChannelKind, ...] = (
    "loudspeakers", "sms", "siren", "team", "loudspeakers", "sms", "speaker-van", "loudspeakers", "board",
    "siren", "radio", "sms", "megaphone",
)  # fmt: skip
HEIGHTS_M = (42.0, 24.0, 60.0, 12.0, 30.0)
BANDS_MHZ: tuple[tuple[float, ...], ...] = ((1800,), (700, 1800), (2600,), ())
RANKS: tuple[Literal["primary", "alternate", "contingency", "emergency"] | None, ...] = (
    None, "primary", "alternate", "contingency", "emergency",
)  # fmt: skip


class DutyProvinceMaker(ProvinceMaker):
    """Draws a province, and then what its duties rest on."""

    SITES = (4, 3, 5)

    def province(self) -> Province:
        """A province in which every reference leads somewhere."""
        bare = super().province()
        chance = self._chance
        self._missing = chance.pick((0, 0, 0, 2, 6))
        self._alone = chance.happens(60)
        self._power = list(bare.power_nodes)
        self._fiber = list(bare.fiber_nodes)
        self._sites = {site.id: self._heard(site) for site in bare.sites.values()}
        self._lines_overhead = [
            line.id for line in bare.lines.values() if line.mounting == "aerial"
        ]
        communes = self._communes(bare)
        ids = [f"CP{k}" for k in range(1, 1 + chance.pick((2, 3, 3, 1)))]
        self._nets = [f"N{k}" for k in range(1, 1 + chance.pick((1, 1, 2)))]
        posts = {id_: self._post(id_, list(bare.districts), communes) for id_ in ids}
        nets = {id_: self._net(id_, ids) for id_ in self._nets}
        named = [f"W{k}" for k in range(1, 1 + chance.pick((4, 3, 5, 6, 4, 5, 5, 4, 3, 0)))]
        points = [f"PP{k}" for k in range(1, 1 + chance.integer(2, 5))]
        return replace(
            bare, sites=self._sites, communes=communes, command_posts=posts, radio_nets=nets,
            warning_channels={id_: self._channel(id_, list(communes)) for id_ in named},
            population_points={id_: self._point(id_, list(communes)) for id_ in points},
            coverage_measurements=self._measurements(list(communes)),
        )  # fmt: skip

    def _heard(self, site: Site) -> Site:
        """The site with an antenna height and bands, in some provinces with few operators on each mast."""
        if self._alone:
            site = site.model_copy(update={"operators": (self._chance.pick(self._operators),)})
        height_m = None if self._chance.happens(12) else self._chance.pick(HEIGHTS_M)
        structure = site.structure.model_copy(update={"height_m": height_m})
        bands = self._chance.pick(BANDS_MHZ)
        return site.model_copy(update={"structure": structure, "bands_mhz": bands})

    def _near(self) -> dict[str, Any]:
        """A point near some site; now and then far from all of them."""
        site = self._sites[self._chance.pick(list(self._sites))]
        away = self._chance.pick((0.004, 0.011, 0.0, 0.008, 0.03, 0.09))
        assert site.lon is not None
        assert site.lat is not None
        return {"lon": round(float(site.lon) + away / 3, 5), "lat": round(float(site.lat) + away, 5)}

    def _communes(self, bare: Province) -> dict[str, Commune]:
        chance = self._chance
        known = dict(bare.communes)
        for district in bare.districts:
            if not known or (chance.happens(90) and all(c.district != district for c in known.values())):
                id_ = f"C{len(known) + 1}"
                known[id_] = Commune(id=id_, name=Name(vi=id_), district=district)
        found = {}
        for commune in known.values():
            seat = Localised(vi="Trung tâm", **self._near()) if self._surveyed() else None
            people = chance.pick((300, 100, 1000) * 8 + (0, None, None))
            found[commune.id] = commune.model_copy(update={"seat": seat, "population": people})
        return found

    def _edge_plant(self) -> dict[str, Any]:
        """A power plant whose feed somebody may have forgotten to write down."""
        plant = self._power_plant(self._power, strong=70)
        return plant if self._surveyed() else plant | {"feed": None, "service_drop": None}

    # --- command ---

    def _post(self, id_: str, districts: list[str], communes: Mapping[str, Commune]) -> CommandPost:
        chance = self._chance
        commune = chance.pick((*communes, *communes, None))
        district = chance.pick(districts) if commune is None else communes[commune].district
        count = chance.pick((3, 4, 4, 3, 2))
        drawn = [self._means(f"m{k}") for k in range(1, 1 + count)]
        # The same word twice is one means written down twice.
        means = tuple(m for k, m in enumerate(drawn) if not isinstance(m, str) or m not in drawn[:k])
        return CommandPost(
            id=id_, name=Name(vi=id_), kind=chance.pick(("commune", "hospital", "district")),
            district=district, commune=commune, means=means, **self._edge_plant(),
            **({} if chance.happens(5) else self._near()),
        )  # fmt: skip

    def _means(self, id_: str) -> Means | MeansKind:
        chance = self._chance
        kind = chance.pick(MEANS)
        if chance.happens(self._missing):
            return kind
        made: dict[str, Any] = {"id": id_, "kind": kind, "rank": chance.pick(RANKS)}
        if kind == "public-mobile":
            made["served_by"] = self._found_serving()
            made["operators"] = () if chance.happens(55) else (chance.pick(self._operators),)
        elif kind != "courier":
            made |= {"design_wind": self._wind(), "srlgs": self._some_groups(15)}
            # A radio of which nobody wrote the battery is like any other missing datum: rare in most worlds.
            hours = (*self._spare_h, 6, 30, 0)
            made["battery_h"] = chance.pick(hours) if self._surveyed() else None
        if kind == "fiber":
            made |= self._hung() | {"node": chance.pick(self._fiber) if self._surveyed() else None}
        if kind in ("vhf", "hf"):
            made["net"] = chance.pick(self._nets) if self._surveyed() else None
        if kind in ("satellite-phone", "vsat", "vhf", "hf"):
            made |= self._kept_ready()
        return Means(**made)

    def _kept_ready(self) -> dict[str, Any]:
        """When it was tested, who can use it, what it sees and until when it is paid."""
        chance = self._chance
        asked: dict[str, tuple[Any, ...]] = {
            "last_tested": (date(2026, 8, 1),) * 12 + (date(2026, 1, 1),),
            "trained_user": (True,) * 25 + (False,),
            "sky_view": (True,) * 20 + (False,),
            "subscription_until": (date(2027, 1, 1),) * 5 + (date(2026, 9, 8), date(2026, 9, 7)),
        }  # fmt: skip
        return {
            key: chance.pick(values) if self._surveyed() and not chance.happens(2) else None
            for key, values in asked.items()
        }

    def _net(self, id_: str, posts: list[str]) -> RadioNet:
        chance = self._chance
        repeaters = tuple(chance.some(list(self._sites), 3)) if chance.happens(90) else ()
        return RadioNet(
            id=id_, name=Name(vi=id_), band="vhf", control=chance.pick((None, None, *posts)),
            range_km=chance.pick((0.5, 1.0, 0.5, 8.0, 0.0)) if self._surveyed() else None,
            repeaters=repeaters, repeater_range_km=chance.pick((15.0, 15.0, 4.0, None, 15.0)),
        )  # fmt: skip

    # --- warning and coverage ---

    def _channel(self, id_: str, communes: list[str]) -> WarningChannel:
        chance = self._chance
        kind = chance.pick(CHANNELS)
        outdoors = kind in ("loudspeakers", "siren", "radio", "television")
        made: dict[str, Any] = {"id": id_, "kind": kind, "commune": chance.pick(communes)}
        made["communes"] = tuple(each for each in communes if chance.happens(50))
        made["needs_grid"] = (outdoors and chance.happens(85)) if self._surveyed() else None
        made["order"] = chance.pick((None, 1, 2))
        if outdoors:
            made["design_wind"] = self._wind()
            uplink = chance.pick(("fiber", "none", "mobile", "fiber")) if self._surveyed() else None
            made["uplink"] = uplink
            if uplink == "fiber" and self._surveyed():
                made["node"] = chance.pick(self._fiber)
        if made.get("uplink") == "mobile" or kind == "sms":
            made["operators"] = tuple(chance.some(self._operators, 2))
        if outdoors or chance.happens(20):
            made |= self._edge_plant()
        if chance.happens(60):
            made |= self._near()
        return WarningChannel(**made)

    def _point(self, id_: str, communes: list[str]) -> PopulationPoint:
        chance = self._chance
        return PopulationPoint(
            id=id_, commune=chance.pick(communes), population=chance.pick((100, 250, 40, 0)),
            terrain=chance.pick((None, "open", "urban", "suburban")), **self._near(),
            signal_before=chance.pick((True, True, True, None, True, True, False)), served_by=self._found_serving(),
        )  # fmt: skip

    def _found_serving(self) -> tuple[str, ...]:
        """Sites that somebody found to serve a place; in most places nobody looked."""
        return tuple(self._chance.some(sorted(self._sites), 2)) if self._chance.happens(20) else ()

    def _measurements(self, communes: list[str]) -> dict[str, CoverageMeasurement]:
        """What a few people measured, some of them of the same operator in the same commune."""
        chance = self._chance
        return {
            f"M{k}": CoverageMeasurement(
                id=f"M{k}", commune=chance.pick(communes), operator=chance.pick(self._operators),
                people_share=chance.pick((0.35, 0.1, 0.8, None)), download_mbps=chance.pick((None, 60, None, 20)),
            )
            for k in range(1, 1 + (chance.integer(1, 3) if chance.happens(65) else 0))
        }  # fmt: skip
