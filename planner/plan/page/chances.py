"""The probabilities of an ensemble, read from its JSON for the page of the same scenario."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.foundation.errors import MachineError, UsageError
from planner.foundation.text import Text
from planner.plan.answers import inputs_of
from planner.plan.page.data import Probability

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario


def probabilities_from(path: str, loaded: LoadedScenario) -> tuple[Probability, ...]:
    """How probably each requirement holds for each unit, by `planner ensemble --format json`.

    Raises
    ------
    MachineError
        If the file cannot be read.
    UsageError
        If it is no such answer, not a finished one, one of assumed landfalls, or one of other inputs.
    """
    try:
        answer = json.loads(Path(path).read_text("utf-8"))
    except OSError as fault:
        raise MachineError(
            Text(vi=f"không đọc được “{path}”: {fault.strerror}", en=f"cannot read `{path}`: {fault.strerror}")
        ) from fault  # fmt: skip
    except ValueError:
        raise _refused(path, Text("không phải JSON", "it is no JSON")) from None
    try:
        _check(path, answer, loaded)
        return tuple(_probability(unit) for unit in answer["units"])
    except (KeyError, TypeError, ValueError):
        why = Text("không phải kết quả của planner ensemble", "it is no answer of planner ensemble")
        raise _refused(path, why) from None


def _check(path: str, answer: dict[str, Any], loaded: LoadedScenario) -> None:
    if answer["scenario"]["id"] != loaded.scenario.id or answer["inputs"] != json.loads(
        json.dumps(inputs_of(loaded))
    ):
        raise _refused(path, Text("kịch bản hoặc số liệu đã khác; chạy lại planner ensemble",
                                  "scenario or data differ by now; run planner ensemble again"))  # fmt: skip
    if answer["samples"] != answer["samples_planned"]:
        raise _refused(path, Text("chưa chạy hết; chạy tiếp bằng --resume", "it is not finished; go on with --resume"))
    if answer["landfalls"]:
        raise _refused(path, Text("các cơn bão là giả định, không phải dự báo", "its storms are assumed, no forecast"))


def _probability(unit: dict[str, Any]) -> Probability:
    holds = unit["holds"]
    figures = (float(holds[name]) for name in ("value", "low", "high"))
    return Probability(str(unit["requirement"]), str(unit["unit"]), *figures)


def _refused(path: str, why: Text) -> UsageError:
    return UsageError(Text(vi=f"không dùng được “{path}”: {why.vi}", en=f"`{path}` cannot be used: {why.en}"))
