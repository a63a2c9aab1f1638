"""Ba Trạm: which districts keep three hardened stations in service through the storm.

The public names are those of ``__all__``; everything else may move between versions. They are
loaded at first use, so that ``import planner`` (and ``planner --help``) stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

PUBLIC = {
    "load_province": "planner.inventory.reading:load_province",
    "load_scenario": "planner.scenario.reading:load_scenario",
    "run": "planner.scenario.run:run_scenario",
    "smallest_change": "planner.decisions.mending:smallest_change",
    "render_plan": "planner.plan.render:render_plan",
}

__all__ = ["__version__", *PUBLIC]  # noqa: PLE0604 - the table above is the list of public names


def __getattr__(name: str) -> Any:
    """Load a public name from the module that defines it, at first use."""
    if name not in PUBLIC:
        msg = f"module 'planner' has no attribute {name!r}"
        raise AttributeError(msg)
    module, _, attribute = PUBLIC[name].partition(":")
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What a shell completes: the public names, loaded or not."""
    return sorted({*globals(), *PUBLIC})
