"""Make the tables of real places under `places/` from a folder of open data.

Run once, by hand: `python -m benchmarks.provinces.derive --data FOLDER`. The folder holds the census
of 2019, the communes of July 2025 with their crosswalk, the wind zones of QCVN 02:2022/BXD and the
CC0 district polygons of Who's On First; what each is, and its licence, is written into the tables.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from benchmarks.provinces.typed_places import (
    COMMUNE_DISTRICT,
    COMMUNE_ON_PART,
    DISTRICTS,
    PROVINCES,
    TYPED_OUTLINES,
    TypedDistrict,
    TypedProvince,
)

POINTS_PER_DISTRICT = 30
SMALLEST_PART_SHARE = 0.02
SEAT_BUFFER_DEG = 0.012
HERE = Path(__file__).parent
LEVELS = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special-zone"}
TYPES_EN = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special zone"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def without_marks(name: str) -> str:
    """`Móng Cái 1` as `Mong Cai 1`, the way English maps print it."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def slug(name: str) -> str:
    """`Móng Cái 1` as `mong-cai-1`."""
    return "-".join(without_marks(name).lower().split())


def parts_of(geometry: BaseGeometry) -> list[Polygon]:
    """The outer rings, largest first, without the small islands."""
    parts: Any = getattr(geometry, "geoms", [geometry])
    polygons = [Polygon(part.exterior) for part in parts]
    polygons.sort(key=lambda part: -part.area)
    return [p for p in polygons if p.area >= SMALLEST_PART_SHARE * polygons[0].area]


def coarse(geometry: BaseGeometry) -> list[list[list[float]]]:
    """At most 30 points in all: the largest parts, each simplified just enough."""
    parts = parts_of(geometry)[:5]
    tolerance_deg = 0.002
    while True:
        simple: list[Any] = [part.simplify(tolerance_deg) for part in parts]
        rings = [list(part.exterior.coords)[:-1] for part in simple]
        if sum(map(len, rings)) <= POINTS_PER_DISTRICT:
            break
        tolerance_deg *= 1.1
    return [[[round(x, 4), round(y, 4)] for x, y in ring] for ring in rings]


def district_table(
    typed: TypedDistrict, table: dict[str, dict[str, str]], shapes: dict[str, BaseGeometry],
    zones: dict[str, dict[str, str]],
) -> dict[str, Any]:
    census = [table[code] for code in typed.codes]
    main = census[0]
    if typed.codes[0] in TYPED_OUTLINES:
        outline = TYPED_OUTLINES[typed.codes[0]]
    else:
        outline = coarse(unary_union([shapes[code] for code in typed.codes]))
    return {
        "id": typed.id,
        "prefix": typed.prefix,
        "code": main["district_code"],
        "vi": typed.vi,
        "en": typed.en,
        "official": main["district_name"],
        "population": sum(int(row["pop_2019"]) for row in census),
        "urban_share": round(
            sum(int(r["pop_urban_2019"]) for r in census) / sum(int(r["pop_2019"]) for r in census), 3
        ),
        "seat": {
            "vi": main["seat"],
            "lon": round(float(main["seat_lon"]), 5),
            "lat": round(float(main["seat_lat"]), 5),
            "source": main["seat_source"],
        },
        "coastal": typed.coastal,
        "island": typed.island,
        "exposed": typed.exposed,
        "exposure": typed.exposure,
        "wind_zone": zones[typed.codes[0]]["zone"],
        "zone_gust_mps": int(zones[typed.codes[0]]["v3s50_m_s"]),
        "remark": typed.remark,
        "outline": outline,
    }


def district_of(commune: str, wards: list[dict[str, str]]) -> tuple[str, str] | None:
    """Old province and district most of whose wards went into the commune; ties by equal code."""
    if commune in COMMUNE_DISTRICT:
        return wards[0]["new_province"], COMMUNE_DISTRICT[commune]
    homes = [w for w in wards if w["default_successor"] == "True"]
    votes = Counter((w["old_province"], w["old_district_code"]) for w in homes)
    same = {(w["old_province"], w["old_district_code"]) for w in homes if w["old_ward_code"] == commune}
    if not votes:
        return None
    return min(votes, key=lambda home: (-votes[home], home not in same, home))


def population_of(wards: list[dict[str, str]]) -> int | None:
    """Sum over the old wards; None where one was divided or has no figure."""
    if any(w["old_ward_divided"] == "True" or not w["old_ward_pop_2019"] for w in wards):
        return None
    return sum(int(w["old_ward_pop_2019"]) for w in wards)


def commune_table(
    row: dict[str, str], wards: list[dict[str, str]], district: dict[str, Any],
    outline: BaseGeometry,
) -> dict[str, Any]:
    lon, lat, moved = float(row["lon"]), float(row["lat"]), False
    if row["commune_code"] in COMMUNE_ON_PART:
        ring = district["outline"][COMMUNE_ON_PART[row["commune_code"]]]
        middle = Polygon(ring).representative_point()
        lon, lat, moved = middle.x, middle.y, True
    known = outline.buffer(SEAT_BUFFER_DEG).contains(Point(lon, lat))
    name = row["commune"].removeprefix(row["type"]).strip()
    return {
        "id": slug(name),
        "code": row["commune_code"],
        "vi": row["commune"],
        "en": f"{without_marks(name)} {TYPES_EN[row['type']]}",
        "level": LEVELS[row["type"]],
        "district": district["id"],
        "population": population_of(wards),
        "area_km2": float(row["area_km2"]),
        "island": moved or district["island"],
        "centre": [round(lon, 5), round(lat, 5)] if known else None,
        "moved": moved,
    }


def province_table(province: TypedProvince, data: Path) -> dict[str, Any]:
    admin = data / "admin"
    table = {
        row["district_code"]: row
        for row in rows(admin / "district_table_priority.csv")
        if row["province_code"] == province.code
    }
    zones = {r["district_code"]: r for r in rows(data / "reference/wind_zones_districts_priority.csv")
             if r["province_code"] == province.code}
    features = json.loads((admin / "districts_priority_cc0.geojson").read_text(encoding="utf-8"))
    shapes = {
        f["properties"]["district_code"]: shape(f["geometry"])
        for f in features["features"]
        if f["properties"]["province_code"] == province.code
    }
    districts = [district_table(d, table, shapes, zones) for d in DISTRICTS[province.id]]
    by_code = {code: made for d, made in zip(DISTRICTS[province.id], districts, strict=True)
               for code in d.codes}
    crosswalk = [r for r in rows(admin / "crosswalk_2025.csv") if r["new_province_code"] == province.code]
    communes = []
    for row in rows(admin / "communes_2025.csv"):
        if row["province_code"] != province.code:
            continue
        wards = [w for w in crosswalk if w["new_commune_code"] == row["commune_code"]]
        home = district_of(row["commune_code"], wards)
        if home is None or home[0] != province.old_name or home[1] not in by_code:
            continue
        district = by_code[home[1]]
        outline = unary_union([Polygon(ring).buffer(0) for ring in district["outline"]])
        communes.append(commune_table(row, wards, district, outline))
    communes.sort(key=lambda c: (str(c["district"]), str(c["code"])))
    return {"id": province.id, "code": province.code, "vi": province.vi, "en": province.en,
            "prefix": province.prefix, "capital": province.capital,
            "risk_region": province.risk_region, "districts": districts, "communes": communes}


def text_of(table: dict[str, Any]) -> str:
    """JSON with one district or commune a line."""
    lines = ["{"]
    for key, value in table.items():
        if isinstance(value, list):
            items = ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f'  "{key}": [\n{items}\n  ],')
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},")
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join([*lines, "}", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of open data")
    data: Path = parser.parse_args().data
    for province in PROVINCES:
        path = HERE / "places" / f"{province.id}.json"
        path.write_text(text_of(province_table(province, data)), encoding="utf-8", newline="\n")
        print(path.name)


if __name__ == "__main__":
    main()
