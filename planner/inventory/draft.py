"""A province while it is being read: every entry with its file, its record and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.inventory.records import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding, Place
    from planner.foundation.text import Text
    from planner.foundation.yaml.source import Document
    from planner.inventory.records import ProvinceHeader


@dataclass(slots=True)
class Entry:
    """One item of a list in an inventory file."""

    section: str
    index: int
    raw: Any
    document: Document
    record: Any = None
    """The record, or None when the item does not fit its model."""
    errors: list[Finding] | None = None
    id: str | None = field(init=False)
    """As written, or None when it cannot be read."""

    def __post_init__(self) -> None:
        written = self.raw.get("id") if isinstance(self.raw, dict) else None
        self.id = written if isinstance(written, str) else None

    def place(self, *path: str | int) -> Place:
        """Where the item, or a value in it, stands."""
        return self.document.place((self.section, self.index, *path))

    def finding(
        self,
        code: str,
        path: Sequence[str | int],
        fact: Text,
        note: Text | None = None,
        remedy: Text | None = None,
        *,
        key: bool = False,
    ) -> Finding:
        """A finding about a value of this item; also counted against it when it is an error."""
        found = self.document.finding(
            code, (self.section, self.index, *path), fact, note, remedy, key=key
        )
        return self.blame(found)

    def blame(self, found: Finding) -> Finding:
        """Count a finding against this item when it is an error."""
        if found.is_error:
            if self.errors is None:
                self.errors = []
            self.errors.append(found)
        return found


@dataclass(slots=True)
class Draft:
    """All entries of a province, the header, and all findings so far."""

    shown_folder: str
    header: ProvinceHeader | None = None
    header_document: Document | None = None
    documents: list[Document] = field(default_factory=list)
    scenarios: list[Document] = field(default_factory=list)
    """Files of the folder that are no inventory: scenarios, storms, policies, defaults."""
    entries: dict[str, list[Entry]] = field(
        default_factory=lambda: {section: [] for section in SECTIONS}
    )
    findings: list[Finding] = field(default_factory=list)
    metres: list[tuple[Entry, tuple[str, ...], float, float]] = field(default_factory=list)
    """Points given in metres: the entry, the path of the point within it, easting and northing."""
    swapped: list[tuple[Finding, Entry, float, float]] = field(default_factory=list)
    """Findings about swapped degrees, with the longitude and latitude that were meant."""

    def ids(self, section: str) -> dict[str, Entry]:
        """Entries of a section by id, wrong ones included: a record with an error still exists."""
        return {entry.id: entry for entry in self.entries[section] if entry.id is not None}

    def records(self, *sections: str) -> Iterator[tuple[Entry, Any]]:
        """Entries whose item fits its model, with the record."""
        for section in sections or SECTIONS:
            for entry in self.entries[section]:
                if entry.record is not None:
                    yield entry, entry.record

    def add(self, found: Finding) -> None:
        """Note a finding that belongs to no single entry."""
        self.findings.append(found)

    def about(
        self,
        entry: Entry,
        code: str,
        path: Sequence[str | int],
        fact: Text,
        note: Text | None = None,
        remedy: Text | None = None,
        *,
        key: bool = False,
    ) -> None:
        """Note a finding about a value of one entry."""
        self.findings.append(entry.finding(code, path, fact, note, remedy, key=key))

