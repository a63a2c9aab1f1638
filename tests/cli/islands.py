"""A province of seven sites in YAML, and a storm whose every answer is worked by hand.

P --L-22-- Q        Cô Tô (island)   CT-01 CT-02 CT-05, CT-01 and CT-02 fed by P, CT-05 by Q
|                   Ba Chẽ           BC-01 BC-02; BC-03, whose tank nobody has surveyed;
G (gateway)                          BC-04, which has no generator

The storm, hours from 2024-09-07 00:00 in Vietnam:

10  mast CT-02 is taken for good            n(Cô Tô) = 2
12  line L-22 is taken until 60             CT-05 on its generator
20  generator CT-05/gen/g1 is taken         CT-05 on its battery of 4 h
24  CT-05 is dark                           n(Cô Tô) = 1
60  L-22 is back                            n(Cô Tô) = 2, to the end
So Cô Tô is below three from 10 to 72: 62 h, lowest at 24 = 8 Sep 00:00.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROVINCE = """\
province: {{code: '22', name: {{vi: {name}, en: Sample}}{illustrative}}}
operators:
  - {{id: VTL, name: {{vi: Viettel}}}}
  - {{id: VNP, name: {{vi: VinaPhone}}}}
districts:
  - id: co-to
    code: '207'
    name: {{vi: Cô Tô, en: Co To}}
    level: island
    island: true
    wind_zone: IV
    risk_region: northeast
    seat: {{vi: Cô Tô, lon: 107.76, lat: 20.98}}
    outline: [[[107.70, 20.93], [107.70, 21.05], [107.85, 21.05], [107.85, 20.93]]]
  - id: ba-che
    code: '204'
    name: {{vi: Ba Chẽ, en: Ba Che}}
    level: district
    wind_zone: II
    risk_region: northeast
    seat: {{vi: Ba Chẽ, lon: 107.28, lat: 21.27}}
communes:
  - {{id: co-to, code: '07192', name: {{vi: Đặc khu Cô Tô}}, level: special-zone, district: co-to}}
power_nodes:
  - {{id: P, kind: source, lon: 107.2, lat: 21.0}}
  - {{id: Q, kind: feeder, lon: 107.8, lat: 21.0}}
lines:
  - {{id: L-22, from: P, to: Q, mounting: buried}}
fiber_nodes:
  - {{id: G, role: gateway, lon: 107.2, lat: 21.01, feed: P, service_drop: {{mounting: buried}},
     battery_h: 4, generators: [], floor_height_m: 1}}
"""

SITE = """\
  - id: {id}
    district: {district}
    lon: {lon}
    lat: {lat}
    structure: {{type: self-supporting-tower, design_wind: {{value: 60}}}}
    operators: [{operators}]
    feed: {feed}
    service_drop: {{mounting: buried}}
    battery_h: 4
    generators: {generators}
    floor_height_m: 1
    backhaul: {{drops: [{{node: G, mounting: buried}}], satellite: none}}
    source: {{reporter: Sở KH&CN, as_of: 2024-06-01}}
"""

STORM = """
  storm:
    id: S1
    name: {vi: Bão Mẫu 2024, en: Sample Storm 2024}
    removals:
      - {select: {assets: [CT-02/mast]}, at_h: 10}
      - {select: {assets: [L-22]}, at_h: 12, until_h: 60}
      - {select: {assets: [CT-05/gen/g1]}, at_h: 20}
"""

SCENARIO = """\
scenario:
  id: mau
  name: {{vi: Tỉnh Mẫu dưới bão, en: Sample under a storm}}
  start: '2024-09-07T00:00:00+07:00'
  seed: 7
  policies:
    - id: {requirement}
      name: {{vi: Ba trạm kiên cố, en: Three hardened stations}}
      unit: {unit}
      at_least: {at_least}
      hardened:
        wind: {{gust_mps: 50}}
        generator_autonomy_mainland_h: 24
        generator_autonomy_island_h: 24
      legal_source: {{vi: Chỉ đạo tháng 9 năm 2024, en: Order of September 2024}}
      our_choices: [{{vi: gió giật 50 m/s, en: a gust of 50 m/s}}]
"""

TANK = "[{id: g1, tank_l: 300, burn_l_per_h: 2.5}]"
NO_TANK = "[{id: g1, burn_l_per_h: 2.5}]"


def site(
    id_: str,
    *,
    feed: str = "P",
    generators: str = TANK,
    operators: str = "VTL",
    lon: str | None = None,
) -> str:
    """One site of the district that its id names."""
    number = int(id_.split("-")[1])
    island = id_.startswith("CT")
    place = f"{107.70 + number / 100:.2f}" if island else f"{107.28 + number / 100:.2f}"
    return SITE.format(
        id=id_,
        district="co-to" if island else "ba-che",
        lon=lon or place,
        lat="20.98" if island else "21.27",
        operators=operators,
        feed=feed,
        generators=generators,
    )


SITES = {
    "CT-01": site("CT-01", operators="VTL, VNP"),
    "CT-02": site("CT-02"),
    "CT-05": site("CT-05", feed="Q"),
    "BC-01": site("BC-01"),
    "BC-02": site("BC-02"),
    "BC-03": site("BC-03", generators=NO_TANK),
    "BC-04": site("BC-04", generators="[]"),
}


def write_province(
    folder: Path,
    *,
    name: str = "Tỉnh Mẫu",
    illustrative: str = "",
    sites: dict[str, str] | None = None,
    more: str = "",
) -> Path:
    """The province in `folder`; `sites` by id, as YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    told = f", illustrative: {illustrative}" if illustrative else ""
    text = PROVINCE.format(name=name, illustrative=told) + more
    (folder / "province.yaml").write_text(text, "utf-8")
    listed = "".join((SITES if sites is None else sites).values())
    (folder / "sites.yaml").write_text("sites:\n" + listed, "utf-8")
    return folder


def write_scenario(
    folder: Path,
    *,
    storm: str = STORM,
    at_least: int = 3,
    unit: str = "district",
    requirement: str = "three",
    actions: str = "",
) -> Path:
    """The scenario file in `folder`, and its path."""
    path = folder / "storm.yaml"
    text = SCENARIO.format(at_least=at_least, unit=unit, requirement=requirement)
    path.write_text(text + storm.removeprefix("\n") + actions, "utf-8")
    return path
