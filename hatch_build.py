"""Ship `templates/` and `scenarios/` inside the wheel, and leave editable installs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "scenarios")


class ShipDataFolders(BuildHookInterface[Any]):
    """Adds the two data folders to a real wheel only.

    A plain `force-include` would also copy them into an editable install, where the copy goes
    stale at the first edit of the original.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is written; `version` names the kind of wheel."""
        if version == "editable":
            return
        for name in SHIPPED:
            folder = Path(self.root) / name
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"planner/_shipped/{name}"
