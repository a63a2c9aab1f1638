"""Reading a 30,000-site file with a place for every value, against `yaml.load` with CSafeLoader.

Both read the same bytes in the same process, ours first so that its peak memory is its own.
Seconds are of the processor, so that other work on the machine hardly matters.
Run it with `python -m benchmarks.reading`; it fails under the floor.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import yaml

from planner.foundation.yaml.source import parse_document

if sys.platform != "win32":
    import resource

SITES = 30_000
FLOOR, TARGET = 3.0, 5.0
OUR_RUNS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One comparison: sizes, seconds and peak memory of the process."""

    size_bytes: int
    lines: int
    ours_s: float
    theirs_s: float
    ours_peak_mb: float | None

    @property
    def ratio(self) -> float:
        """How many times faster we are."""
        return self.theirs_s / self.ours_s


def sites_file(count: int) -> str:
    """A file of `count` sites, nine lines each, about 250 bytes a site."""
    lines = ["sites:"]
    for index in range(count):
        lines += [
            f"  - id: QN-HL-{index:05d}",
            f"    name: 'Trạm Hòn Gai {index}'",
            "    district: '193'",
            f"    lon: {106.5 + (index * 7919 % 100_000) / 1e5:.5f}",
            f"    lat: {20.8 + (index * 104_729 % 100_000) / 1e5:.5f}",
            f"    structure: {{type: guyed-mast, height_m: {30 + index % 40}, condition: good}}",
            "    operators: [viettel, vinaphone]",
            f"    battery_h: {2 + index % 7}",
            f"    feed: feeder-{index % 500}",
        ]
    return "\n".join(lines) + "\n"


def peak_mb() -> float | None:
    """Largest resident size of this process so far, MB; None where the system does not say."""
    if sys.platform == "win32":
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def measure(count: int = SITES) -> Reading:
    """Read the same generated file in both ways."""
    data = sites_file(count).encode()
    ours = []
    for _ in range(OUR_RUNS):
        began = time.process_time()
        document = parse_document(data, "sites.yaml")
        ours.append(time.process_time() - began)
        assert isinstance(document.root, dict)
        assert not document.findings
        assert len(document.root["sites"]) == count
        assert document.place(("sites", count - 1, "feed")).line == 9 * count + 1
        del document
    peak = peak_mb()
    began = time.process_time()
    loaded = yaml.load(data, Loader=yaml.CSafeLoader)
    theirs = time.process_time() - began
    assert len(loaded["sites"]) == count
    return Reading(len(data), data.count(b"\n"), sorted(ours)[OUR_RUNS // 2], theirs, peak)


def main() -> int:
    """Print the comparison; 1 when it misses the floor."""
    found = measure()
    peak = "unknown" if found.ours_peak_mb is None else f"{found.ours_peak_mb:.0f} MB"
    print(f"file                 {found.size_bytes / 1e6:.1f} MB, {found.lines:,} lines")
    print(f"ours, with places    {found.ours_s:.2f} s (median of {OUR_RUNS}), peak {peak}")
    print(f"CSafeLoader          {found.theirs_s:.2f} s")
    print(f"ratio                {found.ratio:.1f} x (floor {FLOOR:g}, target {TARGET:g})")
    return 0 if found.ratio >= FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main())
