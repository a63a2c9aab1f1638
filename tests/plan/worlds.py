"""A province of twelve sites, made by hand, and what a run of it may look like.

Hạ Long (mainland)      HL-01 HL-02 HL-03 HL-04    all hardened, all stay up
Cô Tô (island)          CT-01 CT-02 CT-05          hardened, two are lost
Ba Chẽ (mainland)       BC-01 BC-02 BC-03 BC-04    hardened but for one datum
Vân Đồn (island)        VD-01                      too few even at rest
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from planner.foundation.diagnostics import Place
from planner.hazard.records import Fix, Storm, Track
from planner.inventory.base import DesignWind, Name, Notice, Record, Source
from planner.inventory.plant_records import Generator
from planner.inventory.province import InputFile, Province, SetAside
from planner.inventory.records import (
    Backhaul,
    Commune,
    District,
    Drop,
    FiberNode,
    Line,
    Operator,
    PowerNode,
    ProvinceHeader,
    RiskGroup,
    Segment,
    Site,
    Structure,
)
from planner.inventory.travel_records import Resource
from planner.policy.requirements import HardenedTest, Requirement, UnitFilter, WindTest

Made = TypeVar("Made", bound=Record)


def made(record: type[Made], **fields: Any) -> Made:
    """A record from its fields, checked as the reader checks it."""
    return record.model_validate(fields)


START = datetime(2024, 9, 6, 12, tzinfo=UTC)  # 19:00 in Vietnam
HORIZON_H = Fraction(72)
ILLUSTRATIVE = made(
    Notice, vi="Số liệu trạm, cáp và điện là giả định.", en="Sites, cables and power are made up."
)
SOURCE = made(
    Source, reporter="Sở KH&CN", document="Phiếu khảo sát 12", as_of=date(2024, 6, 1), remark=None
)

_RINGS = {
    "HL": ((106.95, 20.90), (107.25, 20.90), (107.25, 21.10), (106.95, 21.10)),
    "BC": ((107.15, 21.15), (107.45, 21.15), (107.45, 21.40), (107.15, 21.40)),
    "VD": ((107.35, 20.85), (107.60, 20.85), (107.60, 21.10), (107.35, 21.10)),
    "CT": ((107.70, 20.93), (107.82, 20.93), (107.82, 21.05), (107.70, 21.05)),
}
NAMES = {"HL": "Hạ Long", "BC": "Ba Chẽ", "VD": "Vân Đồn", "CT": "Cô Tô"}
_POINTS = {
    "HL-01": (107.00, 20.95),
    "HL-02": (107.08, 20.97),
    "HL-03": (107.15, 21.02),
    "HL-04": (107.20, 21.05),
    "BC-01": (107.20, 21.20),
    "BC-02": (107.28, 21.28),
    "BC-03": (107.33, 21.33),
    "BC-04": (107.40, 21.36),
    "VD-01": (107.45, 20.95),
    "CT-01": (107.75, 20.97),
    "CT-02": (107.78, 21.00),
    "CT-05": (107.80, 21.03),
}
_PLACES = {
    "sites/CT-05": Place("mau/sites.yaml", 221, 5),
    "sites/CT-05/gen/g1": Place("mau/sites.yaml", 230, 9),
    "sites/CT-02": Place("mau/sites.yaml", 212, 5),
    "lines/L-22": Place("mau/power.yaml", 88, 5),
}


def small_province(*, name: str = "Tỉnh Mẫu", set_aside: tuple[SetAside, ...] = ()) -> Province:
    """The province above; `name` is its name in both languages."""
    return Province(
        header=made(
            ProvinceHeader, code="22", name=made(Name, vi=name, en=None), illustrative=ILLUSTRATIVE
        ),
        operators={
            "VTL": made(Operator, id="VTL", name=made(Name, vi="Viettel", en=None)),
            "VNP": made(Operator, id="VNP", name=made(Name, vi="VinaPhone", en=None)),
        },
        districts={id_: _district(id_) for id_ in sorted(_RINGS)},
        communes={
            "c-ct": made(
                Commune,
                id="c-ct",
                name=made(Name, vi="Cô Tô", en=None),
                level="special-zone",
                district="CT",
            ),
            "c-hl": made(
                Commune,
                id="c-hl",
                name=made(Name, vi="Bãi Cháy", en=None),
                level="ward",
                district="HL",
            ),
        },
        sites={id_: _site(id_) for id_ in sorted(_POINTS)},
        fiber_nodes={
            "F-3": made(
                FiberNode, id="F-3", role="hub", district="CT", lon=107.76, lat=20.98, feed="TBA-1"
            ),
            "G-1": made(
                FiberNode,
                id="G-1",
                role="gateway",
                district="HL",
                lon=107.05,
                lat=20.96,
                feed="TBA-1",
            ),
        },
        segments={
            "S-1": made(
                Segment, id="S-1", **{"from": "G-1"}, to="F-3", mounting="submarine", srlgs=("R-1",)
            )
        },
        power_nodes={"TBA-1": made(PowerNode, id="TBA-1", kind="substation", lon=107.1, lat=20.97)},
        lines={"L-22": made(Line, id="L-22", **{"from": "TBA-1"}, to="TBA-1", mounting="aerial")},
        srlgs={"R-1": made(RiskGroup, id="R-1", kind="submarine")},
        resources={
            "MPD-1": made(
                Resource,
                id="MPD-1",
                kind="mobile-generator",
                count=6,
                owner="VTL",
                district="HL",
                source=SOURCE,
            ),
        },
        places=_PLACES,
        set_aside=set_aside,
        inputs=(InputFile("mau/sites.yaml", "ab" * 32), InputFile("mau/power.yaml", "cd" * 32)),
        folder="mau",
    )


def _district(id_: str) -> District:
    island = id_ in {"CT", "VD"}
    return made(
        District,
        id=id_,
        name=made(Name, vi=NAMES[id_], en=None),
        level="former-district",
        population=6_285 if id_ == "CT" else 100_000,
        island=island,
        wind_zone="IV",
        outline=(_RINGS[id_],),
    )


def _site(id_: str) -> Site:
    lon, lat = _POINTS[id_]
    tank = None if id_ == "BC-02" else Fraction(260)
    return made(
        Site,
        id=id_,
        name=made(Name, vi=f"Trạm {id_}", en=None) if id_ == "CT-05" else None,
        lon=lon,
        lat=lat,
        district=id_[:2],
        structure=made(
            Structure,
            type="self-supporting-tower",
            height_m=45,
            design_wind=made(DesignWind, value=45 if id_ == "CT-02" else 60),
        ),
        operators=("VTL", "VNP") if id_ != "HL-04" else ("VTL",),
        owner="VTL",
        feed="TBA-1",
        battery_h=Fraction(4),
        generators=(
            made(
                Generator,
                id="g1",
                kw=20.0,
                tank_l=tank,
                burn_l_per_h=Fraction("2.5"),
                source=SOURCE,
            ),
        ),
        floor_height_m=0.9,
        backhaul=made(
            Backhaul, drops=(made(Drop, node="F-3", mounting="buried"),), satellite="none"
        ),
        source=SOURCE,
    )


def storm(**changes: Any) -> Storm:
    """A track that passes the province from the south-east within the window."""
    fixes = tuple(
        made(
            Fix,
            at=datetime(2024, 9, 7, at, tzinfo=UTC),
            lon=lon,
            lat=lat,
            wind_kt=80.0,
            pressure_hpa=960.0,
        )
        for at, lon, lat in ((0, 108.4, 20.3), (6, 107.5, 20.9), (12, 106.6, 21.2))
    )
    fields: dict[str, Any] = {
        "id": "YAGI",
        "name": made(Name, vi="Bão số 3 (Yagi)", en="Typhoon Yagi"),
        "track": made(
            Track,
            agency="JMA",
            averaging_min=10,
            fixes=fixes,
            source=made(
                Source, reporter="RSMC Tokyo", document="best track", as_of=None, remark=None
            ),
        ),
    }
    return made(Storm, **{**fields, **changes})


def three_stations() -> Requirement:
    """Three hardened sites per district, as the order of September 2024 asks."""
    return made(
        Requirement,
        id="three-stations",
        name=made(
            Name, vi="Ba trạm kiên cố mỗi địa bàn", en="Three hardened stations per district"
        ),
        unit="district",
        where=UnitFilter(),
        at_least=3,
        hardened=made(
            HardenedTest,
            wind=made(WindTest, zone_gust=True),
            generator_autonomy_mainland_h=Fraction(24),
            generator_autonomy_island_h=Fraction(72),
        ),
        legal_source=made(
            Name,
            vi="Chỉ đạo của Bộ trưởng, tháng 9 năm 2024",
            en="Order of the Minister, September 2024",
        ),
        in_force=date(2024, 9, 20),
        our_choices=(
            made(Name, vi="24 h trên đất liền, 72 h ở đảo", en="24 h mainland, 72 h islands"),
        ),
    )


def level_four() -> Requirement:
    """One station of level 4 per commune."""
    return made(
        Requirement,
        id="level-4",
        name=made(
            Name, vi="Một trạm chịu rủi ro cấp 4 mỗi xã", en="One level-4 station per commune"
        ),
        unit="commune",
        at_least=1,
        hardened=made(HardenedTest, wind=made(WindTest, risk_level=4)),
        legal_source=made(Name, vi="Thông tư 14/2025/TT-BKHCN", en="Circular No. 14/2025/TT-BKHCN"),
    )
