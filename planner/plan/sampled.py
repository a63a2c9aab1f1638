"""The answer of an ensemble read back for a plan of the same scenario: from its JSON or from its SQLite file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.foundation.errors import UsageError
from planner.foundation.machine import machine_error
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.plan.answers import inputs_of
from planner.plan.chances import Sampled
from planner.policy.chance import Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.scenario.reading import LoadedScenario

ENSEMBLES = "out/ensemble"
"""Where `planner ensemble` keeps its files unless it is told otherwise."""
_SQLITE = b"SQLite format 3\0"
_FIELDS = ("value", "low", "high", "samples", "happened")


def sampled_from(path: str, loaded: LoadedScenario) -> Sampled:
    """What `planner ensemble` found of this scenario with these inputs.

    Parameters
    ----------
    path
        A file of `planner ensemble --format json`, or the SQLite file that it keeps.

    Raises
    ------
    MachineError
        If the file cannot be read.
    UsageError
        If it is no such answer, not a finished one, one of assumed landfalls, or one of other inputs.
    """
    try:
        with Path(path).open("rb") as stream:
            kept = stream.read(len(_SQLITE)) == _SQLITE
        about, holds = _from_sqlite(path) if kept else _from_json(path)
        _check(path, about, loaded)
        samples, storms, seed = (int(about[name]) for name in ("samples", "storms", "seed"))
        return Sampled(Path(path).name, samples, storms, seed, holds)
    except OSError as fault:
        raise machine_error(fault, path) from fault
    except (KeyError, TypeError, ValueError, RecursionError, sqlite3.Error):
        why = Text(
            "không phải kết quả của planner ensemble, hoặc là của phiên bản trước; chạy lại với --resume",
            "it is no answer of planner ensemble, or one of an earlier version; run it again with --resume",
        )
        raise _refused(path, why) from None


_Read = tuple["Mapping[str, Any]", dict[tuple[str, str], Share]]


def _from_json(path: str) -> _Read:
    answer = json.loads(Path(path).read_text("utf-8"))
    about = {**answer, "scenario": answer["scenario"]["id"], "landfalls": len(answer["landfalls"])}
    units = answer["units"]
    return about, dict(
        _entry(unit["requirement"], unit["unit"], [unit["holds"][name] for name in _FIELDS])
        for unit in units
    )


def _from_sqlite(path: str) -> _Read:
    with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as base:
        about = {
            key: json.loads(value) for key, value in base.execute("SELECT key, value FROM about")
        }
        asked = (
            f"SELECT requirement, unit, {', '.join(_FIELDS)} FROM chance "
            "WHERE operator = '' AND wind_model = '' AND outcome = 'holds'"
        )
        return about, dict(_entry(row[0], row[1], row[2:]) for row in base.execute(asked))


def _entry(requirement: object, unit: object, figures: Any) -> tuple[tuple[str, str], Share]:
    value, low, high = (float(each) for each in figures[:3])
    samples, happened = (int(each) for each in figures[3:])
    if not (0 <= low <= value <= high <= 1 and 0 <= happened <= samples):
        raise ValueError
    return (str(requirement), str(unit)), Share(value, low, high, samples, happened)


def _check(path: str, about: Mapping[str, Any], loaded: LoadedScenario) -> None:
    if about["scenario"] != loaded.scenario.id:
        other = for_terminal(str(about["scenario"]))
        raise _refused(path, Text(f"là của kịch bản “{other}”", f"it is of the scenario `{other}`"))
    changed = sorted(_differing(about["inputs"], inputs_of(loaded)))
    if changed:
        named = for_terminal(", ".join(changed[:3])) + (" …" if len(changed) > 3 else "")
        raise _refused(
            path,
            Text(f"số liệu đã khác ({named}); chạy lại planner ensemble",
                 f"data differ by now ({named}); run planner ensemble again"),
        )  # fmt: skip
    if about["samples"] != about["samples_planned"]:
        raise _refused(
            path,
            Text(
                "chưa chạy hết; chạy tiếp bằng --resume", "it is not finished; go on with --resume"
            ),
        )
    if about["landfalls"]:
        raise _refused(
            path,
            Text(
                "các cơn bão là giả định, không phải dự báo", "its storms are assumed, no forecast"
            ),
        )


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """The files that are not the same as they were."""
    return (str(name) for name in {*then, *now} if then.get(name) != now.get(name))


def _refused(path: str, why: Text) -> UsageError:
    shown = for_terminal(path)
    return UsageError(
        Text(vi=f"không dùng được “{shown}”: {why.vi}", en=f"`{shown}` cannot be used: {why.en}")
    )
