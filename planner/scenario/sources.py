"""The files behind a scenario: what was read, from where, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from planner.foundation.diagnostics import Finding, sort_key
from planner.foundation.yaml.source import Document, read_document
from planner.inventory.province import InputFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from planner.foundation.text import Text
    from planner.scenario.references import Refused

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Part(Generic[Model]):
    """A record, and where it stands: a file and the path in it; no file when made in Python."""

    record: Model
    document: Document | None
    path: tuple[str | int, ...]

    def finding(
        self,
        code: str,
        path: Sequence[str | int],
        fact: Text,
        note: Text | None = None,
        remedy: Text | None = None,
    ) -> Finding:
        """A finding about the value at `path`, counted from the top of the file."""
        if self.document is None:
            return Finding(code, fact, None, note, remedy)
        return self.document.finding(code, path, fact, note, remedy)

    def within(
        self,
        code: str,
        path: Sequence[str | int],
        fact: Text,
        note: Text | None = None,
        remedy: Text | None = None,
    ) -> Finding:
        """A finding about the value at `path`, counted from the record."""
        return self.finding(code, (*self.path, *path), fact, note, remedy)


@dataclass(slots=True)
class Sources:
    """Everything read so far, and everything found."""

    inputs: list[InputFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self, path: Path, root: Path, shown: str, project_path: str) -> Document:
        """One file, noted with its hash and its findings."""
        document = read_document(path, root=root, shown_path=shown)
        self.findings.extend(document.findings)
        self.note(InputFile(project_path, document.sha256))
        return document

    def note(self, file: InputFile) -> None:
        """Note a file that was read; once, however often it is named."""
        if file not in self.inputs:
            self.inputs.append(file)

    def add(self, found: Finding) -> None:
        """Note a finding."""
        self.findings.append(found)

    def refuse(self, part: Part[Any], path: Sequence[str | int], why: Refused) -> None:
        """Note why a file that a scenario names is not read."""
        self.add(part.finding(why.code, path, why.fact, why.note, why.remedy))

    def sorted(self) -> list[Finding]:
        """All findings, in the order of their places."""
        return sorted(self.findings, key=sort_key)
