"""Places of any of the eight priority provinces, straight from the table of districts.

Quảng Ninh and Hải Phòng have tables of their own, with typed corrections; the others follow rules alone, the
same for all, written down here. `python -m benchmarks.storm_over` runs a storm over any of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from benchmarks.provinces.derive import (
    coarse,
    commune_table,
    district_of,
    rows,
    slug,
    without_marks,
)
from benchmarks.provinces.places import Commune, District, Places, hub_of, load
from planner.hazard.coast import COAST

SITES_PER_DISTRICT = 20
"""As in the bundled provinces: 260 sites in 13 districts, 280 in 15."""
BUNDLED_CODES = {"22": "quang-ninh", "31": "hai-phong"}
RISK_REGIONS = {
    "42": "north-central", "44": "mid-central", "45": "mid-central", "46": "mid-central",
    "48": "mid-central", "49": "mid-central",
}  # fmt: skip
"""Regions of Decision 18/2021/QĐ-TTg: north-central ends with Hà Tĩnh, mid-central begins with Quảng Bình."""
COVERED_BY = {"449": "447", "458": "454", "475": "474"}
"""Towns of 2013 to 2025 whose ground the older polygon of the named district still covers: they count with it."""
JOINED_TO = {"448": "445", "483": "482", "519": "509"}
"""Districts that joined the named one on 1 January 2025: outlines united, populations added."""
USUAL_AREA_KM2 = "60"
"""Of a commune whose area the list leaves out; the eight provinces' communes have 40 to 90 km2 in the middle. Ours."""
TYPES = ("Thành phố", "Thị xã", "Huyện", "Quận")
COAST_DEG, SHORE_DEG = 0.3, 0.02
"""An edge of the land is shore, and no border with Laos, within 0.3 degrees of the coarse coast: the country is
0.45 degrees wide at its narrowest. A district with 0.02 degrees (2 km) of it is on the coast."""


def places_of(code: str, data: Path) -> Places:
    """The places of a province by its code before July 2025.

    Raises
    ------
    KeyError
        If it is none of the eight.
    """
    if code in BUNDLED_CODES:
        return load(BUNDLED_CODES[code])
    region = RISK_REGIONS[code]
    admin = data / "admin"
    table = [r for r in rows(admin / "district_table_priority.csv") if r["province_code"] == code]
    shapes = _shapes(admin / "districts_priority_cc0.geojson", code)
    zones = _zones(data / "reference" / "wind_zones_districts_priority.csv", code)
    shore = _shore(admin / "provinces63_cc0.geojson")
    gone = COVERED_BY | JOINED_TO
    extra = {r["district_code"]: r for r in table if r["district_code"] in gone}
    kept = [r for r in table if r["district_code"] in shapes and r["district_code"] not in gone]
    prefixes = _prefixes([_short(r) for r in kept])
    old_name = table[0]["province_name"]
    communes = _communes(admin, old_name, {r["district_code"]: slug(_short(r)) for r in kept})
    districts = []
    for row in kept:
        joined = [row, *(extra[c] for c, home in gone.items() if home == row["district_code"] and c in extra)]
        geometry = unary_union([shapes[r["district_code"]] for r in joined if r["district_code"] in shapes])
        coastal = geometry.boundary.intersection(shore).length >= SHORE_DEG
        districts.append(_district(joined, geometry, zones, prefixes[_short(row)], coastal, communes))
    capital = max(
        (d for d in districts if d.official.startswith(("Thành phố", "Quận"))),
        key=lambda d: d.population,
    )
    name = old_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    return Places(
        slug(name), code, name, without_marks(name), f"{_initials(name)}{code}", capital.id, region, tuple(districts)
    )


def sites_of(places: Places) -> int:
    """How many sites a province is given when nobody says."""
    return SITES_PER_DISTRICT * len(places.districts)


def _district(
    census: list[dict[str, str]],
    geometry: BaseGeometry,
    zones: dict[str, tuple[str, int]],
    prefix: str,
    coastal: bool,
    communes: dict[str, list[tuple[dict[str, str], list[dict[str, str]]]]],
) -> District:
    main = census[0]
    outline = coarse(geometry)
    population = sum(int(row["pop_2019"]) for row in census)
    seat: dict[str, Any] = {
        "vi": main["seat"], "lon": round(float(main["seat_lon"]), 5),
        "lat": round(float(main["seat_lat"]), 5), "source": main["seat_source"],
    }  # fmt: skip
    id_ = slug(_short(main))
    ground = unary_union([Polygon(ring).buffer(0) for ring in outline])
    stub = {"id": id_, "outline": outline, "island": False}
    made = tuple(
        Commune(**{k: v for k, v in c.items() if k not in {"district", "centre"}},
                centre=tuple(c["centre"]) if c["centre"] else None)
        for c in (commune_table(row, wards, stub, ground) for row, wards in communes.get(id_, []))
    )  # fmt: skip
    zone, gust_mps = zones[main["district_code"]]
    return District(
        id=id_, prefix=prefix, code=main["district_code"], vi=_short(main), en=without_marks(_short(main)),
        official=main["district_name"], population=population,
        urban_share=round(sum(int(r["pop_urban_2019"]) for r in census) / population, 3),
        seat=seat, coastal=coastal, island=False, exposed=coastal,
        exposure="off-sea" if coastal else "in-land", wind_zone=zone, zone_gust_mps=gust_mps,
        remark="By rule from the table of districts.", outline=outline, communes=made,
        hub=hub_of(seat, outline),
    )  # fmt: skip


def _shapes(path: Path, code: str) -> dict[str, BaseGeometry]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        f["properties"]["district_code"]: shape(f["geometry"])
        for f in features
        if f["properties"]["province_code"] == code
    }


def _zones(path: Path, code: str) -> dict[str, tuple[str, int]]:
    """Zone and gust of each district: of a district that the code splits, its windiest part."""
    found: dict[str, tuple[str, int]] = {}
    for row in rows(path):
        if row["province_code"] == code:
            zone = (row["zone"], int(row["v3s50_m_s"]))
            found[row["district_code"]] = max(
                zone, found.get(row["district_code"], zone), key=lambda each: each[1]
            )
    return found


def _shore(path: Path) -> BaseGeometry:
    """The edge of the country near the coarse coast, a little widened."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    land = unary_union([shape(f["geometry"]).buffer(0) for f in features])
    near = LineString([(point.lon, point.lat) for point in COAST]).buffer(COAST_DEG)
    return land.boundary.intersection(near).buffer(0.003)


def _communes(
    admin: Path, old_name: str, homes: dict[str, str]
) -> dict[str, list[tuple[dict[str, str], list[dict[str, str]]]]]:
    """Communes of July 2025 by the id of the district that most of their old wards came from."""
    wards: dict[str, list[dict[str, str]]] = {}
    for ward in rows(admin / "crosswalk_2025.csv"):
        wards.setdefault(ward["new_commune_code"], []).append(ward)
    found: dict[str, list[tuple[dict[str, str], list[dict[str, str]]]]] = {}
    for row in rows(admin / "communes_2025.csv"):
        own = wards.get(row["commune_code"], [])
        home = district_of(row["commune_code"], own)
        # The crosswalk gives Huế its name of 2025.
        if home is None or home[0].split()[-1] != old_name.rsplit(maxsplit=1)[-1]:
            continue
        district = homes.get((COVERED_BY | JOINED_TO).get(home[1], home[1]))
        if district is not None:
            known = {**row, "area_km2": row["area_km2"] or USUAL_AREA_KM2}
            found.setdefault(district, []).append((known, own))
    return found


def _short(row: dict[str, str]) -> str:
    """The name without its kind."""
    name = row["district_name"]
    for kind in TYPES:
        if name.startswith(f"{kind} "):
            return name.removeprefix(f"{kind} ")
    return name


def _initials(name: str) -> str:
    return "".join(word[0] for word in without_marks(name).split()).upper()


def _prefixes(names: list[str]) -> dict[str, str]:
    """Two or three letters for each district, all different."""
    found: dict[str, str] = {}
    for name in names:
        plain = without_marks(name).replace(" ", "").upper()
        candidates = [_initials(name), *(_initials(name) + letter for letter in plain[1:] + "XYZ")]
        found[name] = next(each for each in candidates if each not in found.values() and len(each) > 1)
    return found
