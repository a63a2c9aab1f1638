"""A small province in files, to be broken one value at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.inventory.reading import Reading, read_province
from planner.inventory.starter import starter_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province

PROVINCE = """\
province:
  code: '22'
  name: {vi: Tỉnh Thử}
operators:
  - {id: op-a, name: {vi: Nhà mạng A}}
  - {id: op-b, name: {vi: Nhà mạng B}}
districts:
  - id: dong
    name: {vi: Đông}
    level: former-district
    wind_zone: III
    risk_region: northeast
    outline: [[[107.0, 20.9], [107.2, 20.9], [107.2, 21.1], [107.0, 21.1]]]
  - id: tay
    name: {vi: Tây}
    level: former-district
    wind_zone: III
    risk_region: northeast
    outline: [[[106.8, 20.9], [107.0, 20.9], [107.0, 21.1], [106.8, 21.1]]]
communes:
  - {id: xa-dong, name: {vi: Xã Đông}, district: dong}
  - {id: xa-tay, name: {vi: Xã Tây}, district: tay}
"""
NETWORKS = """\
power_nodes:
  - {id: P-1, kind: source, lon: 107.05, lat: 21.0}
  - {id: P-2, kind: feeder, lon: 106.95, lat: 21.0}
lines:
  - {id: L-1, from: P-1, to: P-2, mounting: aerial, design_wind: {value: 40}}
fiber_nodes:
  - {id: G-1, role: gateway, lon: 107.05, lat: 21.0, feed: P-1, service_drop: {mounting: buried}}
  - {id: N-2, role: passive, lon: 106.95, lat: 21.0}
segments:
  - {id: S-1, from: G-1, to: N-2, mounting: aerial, poles: L-1, srlgs: [R-1]}
srlgs:
  - {id: R-1, kind: bridge}
"""
SITES = """\
sites:
  - id: A-01
    district: dong
    commune: xa-dong
    lon: 107.1
    lat: 21.0
    structure: {type: monopole, height_m: 30, design_wind: {value: 50}}
    operators: [op-a, op-b]
    feed: P-1
    service_drop: {mounting: aerial}
    battery_h: 4
    generators:
      - {id: g1, tank_l: 100, burn_l_per_h: 2.5}
    backhaul:
      drops:
        - {node: G-1, mounting: aerial}
      hops:
        - {to: B-01}
      satellite: none
  - id: B-01
    district: tay
    commune: xa-tay
    lon: 106.9
    lat: 21.0
    structure: {type: pole}
    operators: [op-b]
    feed: P-2
    service_drop: {mounting: buried}
    backhaul: {drops: [], satellite: unknown}
"""
FILES = {"province.yaml": PROVINCE, "networks.yaml": NETWORKS, "sites.yaml": SITES}
STARTER = starter_files("mau")


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put the files into a new folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder


def reading_of(folder: Path, **changes: str) -> Reading:
    """The small province, with files replaced (`sites=…` stands for `sites.yaml`)."""
    files: dict[str, str | bytes] = dict(FILES)
    files.update({f"{name}.yaml": text for name, text in changes.items()})
    return read_province(write(folder, files))


def changed(text: str, old: str, new: str) -> str:
    """`text` with `old`, which stands in it exactly once, replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def errors(reading: Reading) -> list[Finding]:
    """The errors among the findings."""
    return [found for found in reading.findings if found.is_error]


def codes(reading: Reading) -> list[str]:
    """The codes of the errors, in the order of their places."""
    return [found.code for found in errors(reading)]


def one(reading: Reading, code: str) -> Finding:
    """The only finding with this code."""
    found = [finding for finding in reading.findings if finding.code == code]
    assert len(found) == 1, [finding.fact.en for finding in reading.findings]
    return found[0]


def comparable(province: Province) -> Province:
    """The province without where it stood."""
    return replace(province, places={}, inputs=(), folder="", warnings=())
