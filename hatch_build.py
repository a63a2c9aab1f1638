"""Ship `templates/`, `scenarios/` and the bill of materials inside the wheel; leave editable installs alone."""

from __future__ import annotations

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "scenarios")


class ShipDataFolders(BuildHookInterface[Any]):
    """Adds the two data folders, and the bill of materials (`sbom.py`), to a real wheel only.

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
        self.made = Path(tempfile.mkdtemp(prefix="batram-sbom-"))
        bill = self.made / "batram.cdx.json"
        bill.write_text(runpy.run_path(str(Path(self.root) / "sbom.py"))["as_text"](), "utf-8")
        # Where PEP 770 looks for it: .dist-info/sboms/.
        build_data.setdefault("sbom_files", []).append(str(bill))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling after the wheel is written."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self.made, ignore_errors=True)
