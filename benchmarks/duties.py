"""The duties of 3,000 sites and 300 communes under every policy: `python -m benchmarks.duties SCENARIO`.

The generator's own communes are fewer; each is taken three times with its posts, channels and settlements, a kilometre
apart, so that there are 300. Prints one line of JSON with processor seconds, which depend little on what else the
machine does.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.inventory.province import Province

COPIES = 3
APART_DEG = 0.01


def widened(province: Province, copies: int = COPIES) -> Province:
    """The province with so many copies of every commune, with what stands in it."""
    communes: dict[str, Any] = {}
    for number in range(copies):
        for id_, record in province.communes.items():
            seat = None if record.seat is None else _moved(record.seat, number)
            made = record.model_copy(update={"id": _named(id_, number), "seat": seat})
            communes[made.id] = made
    return replace(
        province,
        communes=communes,
        command_posts=_copied(province.command_posts, copies),
        warning_channels=_copied(province.warning_channels, copies),
        population_points=_copied(province.population_points, copies),
    )


def _copied(records: Any, copies: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number in range(copies):
        for id_, record in records.items():
            update: dict[str, Any] = {"id": _named(id_, number)}
            if record.commune is not None:
                update["commune"] = _named(record.commune, number)
            elif number:
                continue  # posts of a district or the province are not copied
            reached = getattr(record, "communes", ())
            if reached:
                update["communes"] = tuple(_named(each, number) for each in reached)
            made = _moved(record, number).model_copy(update=update)
            found[made.id] = made
    return dict(sorted(found.items()))


def _named(id_: str, number: int) -> str:
    return id_ if not number else f"{id_}-{number}"


def _moved(record: Any, number: int) -> Any:
    if record.lat is None:
        return record
    return record.model_copy(update={"lat": record.lat + number * APART_DEG})


def measured(path: Path) -> dict[str, Any]:
    """What it took, in processor seconds, and how much there was to judge."""
    begun = time.process_time()
    loaded = load_scenario(path)
    read_s = time.process_time() - begun
    loaded = replace(loaded, province=widened(loaded.province))
    begun = time.process_time()
    run_scenario(loaded, explain=False)
    without_s = time.process_time() - begun
    begun = time.process_time()
    run = run_scenario(loaded, explain=False, duties=True)
    all_s = time.process_time() - begun
    province = loaded.province
    return {
        "sites": len(province.sites), "communes": len(province.communes),
        "posts": len(province.command_posts), "channels": len(province.warning_channels),
        "duties": len(loaded.duties), "verdicts": len(run.duties),
        "duties_s": round(all_s - without_s, 2), "all_s": round(read_s + all_s, 2),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
