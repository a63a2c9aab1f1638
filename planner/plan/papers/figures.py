"""Every figure behind the documents as plain values, so that a number on paper can be traced to where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planner import __version__
from planner.foundation.clock import exact_text
from planner.plan.answers import inputs_of

if TYPE_CHECKING:
    from planner.plan.papers.dossier import Dossier
    from planner.scenario.run import Run

FORMAT_VERSION = 1
_SHAPES = frozenset({"map", "clock", "strips", "issuer"})
"""What draws pictures or stands in letterheads, and holds no figure of its own."""
_NOT_FOR_ALL = frozenset({"reporter", "sources"})
"""What a public edition does not tell, wherever it stands."""


def figures(dossier: Dossier, run: Run) -> str:
    """The view models of the documents as JSON; hours are exact rational text from the scenario's start."""
    left_out = _SHAPES | _NOT_FOR_ALL if dossier.public else _SHAPES
    whole = {
        "format_version": FORMAT_VERSION,
        "tool": "batram",
        "tool_version": __version__,
        "inputs": inputs_of(run.loaded),
        "start": run.loaded.scenario.start.isoformat(),
        **plain(dossier, left_out),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def plain(value: Any, left_out: frozenset[str] = frozenset()) -> Any:
    """A view model as JSON values, fields named in `left_out` left out wherever they stand."""
    kind = type(value)
    if kind in _PLAIN:  # by far the most
        return value
    if is_dataclass(value):
        return {
            name: plain(getattr(value, name), left_out)
            for name in _names_of(kind)  # type: ignore[arg-type]  # a class can be hashed
            if name not in left_out
        }
    if isinstance(value, Mapping):
        return {str(key): plain(each, left_out) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each, left_out) for each in value]
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


_PLAIN = frozenset({str, int, float, bool, type(None)})


@lru_cache(maxsize=1024)
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
