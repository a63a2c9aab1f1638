"""A whole made-up province as files: name of the file to its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.provinces.fiber import Backbone, lay_backbone
from benchmarks.provinces.issuer import issuer_of
from benchmarks.provinces.layout import lay_out
from benchmarks.provinces.layouts import layout_of
from benchmarks.provinces.office import office
from benchmarks.provinces.others import resources
from benchmarks.provinces.parameters import printed, value_of
from benchmarks.provinces.people import coverage_measurements, population_points
from benchmarks.provinces.places import Commune, District, Places
from benchmarks.provinces.posts import Around, command_posts, radio_nets
from benchmarks.provinces.power import POWER_COMPANY, Grid, lay_grid
from benchmarks.provinces.programmes import cable_programmes, roaming_agreements
from benchmarks.provinces.records import Day, Inline, Record, at, without_empty
from benchmarks.provinces.scenarios import Planned, scenario_files
from benchmarks.provinces.sites import site_record
from benchmarks.provinces.travel import travel_file
from benchmarks.provinces.warning import warning_channels
from benchmarks.provinces.write import document

OPERATORS = {
    "operator-a": ("Nhà mạng A (minh họa)", "Operator A (illustrative)"),
    "operator-b": ("Nhà mạng B (minh họa)", "Operator B (illustrative)"),
    "operator-c": ("Nhà mạng C (minh họa)", "Operator C (illustrative)"),
    "operator-d": ("Nhà mạng D (minh họa)", "Operator D (illustrative)"),
    POWER_COMPANY: ("Công ty điện lực (minh họa)", "Power company (illustrative)"),
}
BANNER = (
    "MINH HỌA: trạm, cáp, điện và phương tiện trong tệp này do máy sinh ra, không phải số liệu thật.",
    "ILLUSTRATIVE: stations, fiber, power and resources in this file are generated, not real data.",
)
REAL = (
    "THẬT: tên, mã, dân số 2019, trung tâm, vùng gió, ranh giới đơn giản hóa. MINH HỌA: trạm, cáp, điện (tệp khác).",
    "REAL: names, codes, 2019 populations, seats, wind zones, coarse outlines. ILLUSTRATIVE: stations, fiber, power.",
)
CENSUS = "Tổng điều tra dân số và nhà ở 2019; danh mục đơn vị hành chính"


def files_of(places: Places, total: int, seed: int, *, lean: bool = False) -> dict[str, str]:
    """Every file of the province folder, inventory and scenarios.

    `lean` leaves out what `LEFT_OUT` names and writes records on one line: the shape of a large
    inventory, for measuring. What the office writes, and roads with what stands along them, are always whole.
    """
    sites = lay_out(places, total, seed)
    grid = lay_grid(places, sites, seed)
    backbone = lay_backbone(places, sites, grid, seed)
    around = Around(places, sites, backbone)
    records = {site.id: site_record(site, seed) for site in sites}
    contents: dict[str, tuple[Sequence[str], Mapping[str, Any]]] = {
        "province.yaml": (REAL, province_file(places, seed)),
        "communes.yaml": (BANNER if made_up(places) else REAL,
                          {"communes": [commune_record(d, c) for d in places.districts for c in d.communes]}),
        "fiber.yaml": (BANNER, fiber_file(backbone)),
        "power.yaml": (BANNER, power_file(grid)),
        "others.yaml": (BANNER, {
            "command_posts": command_posts(around, seed),
            "radio_nets": radio_nets(around, seed),
            "warning_channels": warning_channels(places, sites, seed),
            "resources": resources(places, seed),
        }),
        "people.yaml": (BANNER, {
            "population_points": population_points(places, sites, seed),
            "coverage_measurements": coverage_measurements(places, seed),
        }),
        "programmes.yaml": (BANNER, {
            "cable_programmes": cable_programmes(places, backbone, seed),
            "roaming_agreements": roaming_agreements(places, seed),
        }),
    }
    for district in places.districts:
        own = [records[s.id] for s in sites if s.district is district]
        contents[f"sites/{district.id}.yaml"] = (BANNER, {"sites": own})
    whole = {"office.yaml": office(places, sites, seed)}
    layout = layout_of(places)
    if layout is not None:
        whole["travel.yaml"] = travel_file(places, layout, seed)
    contents |= {name: (BANNER, content) for name, content in whole.items()}
    planned = Planned(places, sites, records, grid, backbone, seed)
    for name, content in scenario_files(planned).items():
        contents[name] = (BANNER, content)
    return {
        name: document(
            [*banner, *provenance(places, total, seed, full=name == "province.yaml")],
            leaner(content) if lean and name not in whole else content,
        )
        for name, (banner, content) in sorted(contents.items())
    }


LEFT_OUT = frozenset(
    ["source", "technologies", "owner", "condition", "year_built", "last_inspected", "maintenance", "unit", "averaging"]
)
"""What a large inventory exported from another system would not hold: sources, papers, and units
that are the defaults (a design wind in m/s, of 3 seconds)."""
KEPT = {name: frozenset(["owner"]) for name in ("segments", "cable_programmes", "resources")}
"""What some lists keep of it: whose cable comes down, whose team or generator is sent."""


def leaner(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The lists without `LEFT_OUT`, each record on one line."""
    return {
        key: [Inline(bare(item, LEFT_OUT - KEPT.get(key, frozenset()))) for item in value]
        if isinstance(value, list) and key != "districts"
        else value
        for key, value in content.items()
    }


def bare(value: Any, left_out: frozenset[str]) -> Any:
    """The value without these keys at any depth; a wind in forces keeps its unit."""
    if isinstance(value, Mapping):
        in_forces = value.get("unit") == "force"
        return {k: bare(v, left_out) for k, v in value.items() if in_forces or k not in left_out}
    if isinstance(value, list):
        return [bare(item, left_out) for item in value]
    return value


def made_up(places: Places) -> int:
    """How many communes do not exist."""
    return sum(commune.made_up for district in places.districts for commune in district.communes)


def provenance(places: Places, total: int, seed: int, *, full: bool) -> list[str]:
    """Command and seed for the head of every file; every parameter for the province's own."""
    what = "--bundled" if places.code != "99" else f"--sites {total}"
    if made_up(places):
        what += f" --communes {sum(len(district.communes) for district in places.districts)}"
    head = ["", f"python -m benchmarks.provinces {what} --seed {seed}"]
    if not full:
        return [*head, "Tham số ở đầu tệp province.yaml · Parameters stand at the head of province.yaml.", ""]
    return [
        *head,
        f"Hạt giống (seed) {seed}, {total} trạm (sites). Tham số · Parameters, whose meanings and sources stand in",
        "benchmarks/provinces/parameters.py:",
        *(f"  {line}" for line in printed()),
        "",
    ]


def province_file(places: Places, seed: int) -> Record:
    said_vi = (
        f"Trạm, cáp quang, lưới điện, phương tiện và kế hoạch hành động của {places.vi} ở đây là MINH HỌA: "
        f"do chương trình benchmarks/provinces sinh ra với hạt giống {seed}, không phải số liệu của nhà mạng, "
        "điện lực hay cơ quan nào; phần đầu và nơi nhận của văn bản chỉ để minh họa thể thức. "
        "Tên, mã, dân số, trung tâm, vùng gió và ranh giới (đơn giản hóa) là thật. "
        "Tham số của bộ sinh ở đầu tệp province.yaml."
    )
    said_en = (
        f"The stations, fiber, power, resources and planned actions of {places.en} are ILLUSTRATIVE: generated "
        f"by benchmarks/provinces with seed {seed}, not data of any operator, power company or authority; "
        "letterhead and recipients only show the format. "
        "Names, codes, populations, seats, wind zones and (coarse) outlines are real. "
        "The generator's parameters stand at the head of province.yaml."
    )
    if made_up(places):
        said_vi += f" Riêng {made_up(places)} xã thử tải không có thật; dân số chia đều trong huyện."
        said_en += f" {made_up(places)} test communes do not exist; a district's people are shared out evenly."
    return {
        "format": 1,
        "province": {
            "code": places.code,
            "name": {"vi": places.vi, "en": places.en},
            "crs": "EPSG:4326",
            "language": "vi",
            "exposure": "off-land",
            "outline_buffer_km": 2,
            "site_cost_vnd": value_of("site_cost_vnd"),
            "illustrative": {"vi": said_vi, "en": said_en},
            **issuer_of(places),
        },
        "operators": [
            {"id": id_, "name": {"vi": vi, "en": en},
             "source": Inline(reporter="minh họa (illustrative)")}
            for id_, (vi, en) in OPERATORS.items()
        ],
        "districts": [district_record(places, d) for d in places.districts],
    }


def district_record(places: Places, district: District) -> Record:
    remark = (
        f"{district.official}; ranh giới đơn giản hóa từ Who's On First (CC0, khoảng 2013); trung tâm: "
        f"{district.seat['source']}; vùng gió QCVN 02:2022/BXD. {district.remark}"
    ).strip()
    return without_empty(
        {
            "id": district.id,
            "code": district.code,
            "name": {"vi": district.vi, "en": district.en},
            "level": "former-district",
            "population": district.population,
            "seat": {"vi": district.seat["vi"], **at((district.seat["lon"], district.seat["lat"]))},
            "island": district.island,
            "exposed": district.exposed,
            "exposure": district.exposure,
            "wind_zone": district.wind_zone,
            "risk_region": places.risk_region,
            "outline": district.outline,
            "source": {"reporter": CENSUS, "as_of": Day("2019-04-01"), "remark": remark},
        }
    )


def commune_record(district: District, commune: Commune) -> Record:
    notes = ["Thuộc huyện cũ nơi có phần lớn số phường, xã cũ của nó."]
    if commune.population is None:
        notes.append("Dân số để trống: có phường, xã cũ bị chia hoặc không khớp tên điều tra 2019.")
    else:
        notes.append("Dân số: tổng các phường, xã cũ, điều tra 2019.")
    if commune.centre is not None:
        notes.append("Tọa độ là điểm giữa xã, không phải trụ sở.")
    if commune.moved:
        notes.append("Điểm trung tâm lấy giữa đảo trong ranh giới, vì điểm công bố nằm ở Hạ Long.")
    elif commune.centre is None:
        notes.append("Không ghi trung tâm: điểm công bố nằm ngoài ranh giới đơn giản hóa.")
    seat = None
    if commune.centre is not None:
        seat = {"vi": commune.vi, **at(commune.centre)}
    return without_empty(
        {
            "id": commune.id,
            "code": commune.code,
            "name": {"vi": commune.vi, "en": commune.en},
            "level": commune.level,
            "district": district.id,
            "population": commune.population,
            "seat": seat,
            "island": commune.island,
            "exposed": district.exposed,
            "source": {
                "reporter": "Danh mục xã, phường, đặc khu từ 01/7/2025; gói vietnamadminunits",
                "as_of": Day("2025-07-01"),
                "remark": " ".join(notes),
            },
        }
    )


def fiber_file(backbone: Backbone) -> Record:
    return {"srlgs": backbone.srlgs, "fiber_nodes": backbone.nodes, "segments": backbone.segments}


def power_file(grid: Grid) -> Record:
    return {"power_nodes": grid.nodes, "lines": grid.lines}


