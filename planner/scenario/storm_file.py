"""A storm file by itself, read and checked without a province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.errors import InputInvalid
from planner.hazard.records import Storm
from planner.scenario.reading import fit_kind
from planner.scenario.sources import Sources
from planner.scenario.storm_checks import check_storm_alone

if TYPE_CHECKING:
    from pathlib import Path


def load_storm(path: Path) -> Storm:
    """The storm in a file.

    Raises
    ------
    InputInvalid
        If the file has errors; it carries every finding.
    MachineError
        If the file is missing or may not be read.
    """
    sources = Sources()
    absolute = path.absolute()
    document = sources.read(absolute, absolute.parent, path.as_posix(), path.name)
    part = fit_kind(document, "storm", Storm, sources)
    if part is not None:
        sources.findings.extend(check_storm_alone(part))
    findings = sources.sorted()
    if part is None or any(found.is_error for found in findings):
        raise InputInvalid(findings)
    return part.record
