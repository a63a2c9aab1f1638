"""`planner check` under every policy, as a whole and stage by stage: `python -m benchmarks.duties SCENARIO`.

Meant for a province of 3,000 sites and 300 communes (`python -m benchmarks.provinces --sites 3000 --communes 300`).
Prints one line of JSON: what was judged; seconds on the wall and of the processor and the peak of the whole command;
the same of each stage under one wind model (`benchmarks.stages`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.commands import ran
from planner.scenario.reading import load_scenario


def measured(path: Path) -> dict[str, Any]:
    """How much there was to judge, and what it took."""
    checked = ran("-m", "planner", "check", str(path))
    stages = json.loads(ran("-m", "benchmarks.stages", str(path)).out)
    loaded = load_scenario(path)
    province = loaded.province
    return {
        "sites": len(province.sites), "communes": len(province.communes),
        "posts": len(province.command_posts), "channels": len(province.warning_channels),
        "roads": len(province.roads), "policies": len(loaded.requirements) + len(loaded.duties),
        "code": checked.code, "wall_s": round(checked.wall_s, 2), "cpu_s": round(checked.cpu_s, 2),
        "peak_mb": checked.peak_mb, "stages": stages["stages"],
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
