"""What is finished is kept: pieces in a working file as they are done, then one SQLite file with the same bytes always.

The working file `NAME.part` is an SQLite file too: each piece is one transaction with its own checksum, so that a
process that is killed loses at most the pieces it was working on. The finished file is written anew from all pieces in
their order and put in place at once.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.foundation.errors import MachineError, UsageError
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.scenario.ensemble.sums import Sums, added, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.scenario.ensemble.asking import EnsemblePlan, Piece

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE piece (member INTEGER, first_block INTEGER, end_block INTEGER, samples INTEGER, sums BLOB NOT NULL,
                    PRIMARY KEY (member, first_block)) WITHOUT ROWID;
"""


class Store:
    """The pieces of one ensemble, in the working file beside `path`.

    Raises
    ------
    UsageError
        If pieces are to be taken up again that belong to another question.
    MachineError
        If the file cannot be read or written.
    """

    def __init__(self, path: str, plan: EnsemblePlan, *, resume: bool) -> None:
        self.path, self.plan = Path(path), plan
        self.part = self.path.with_name(self.path.name + ".part")
        try:
            if not resume:
                self.part.unlink(missing_ok=True)
            self.part.parent.mkdir(parents=True, exist_ok=True)
            if resume and not self.part.exists() and self.path.exists():
                self.part.write_bytes(self.path.read_bytes())
            self._base = sqlite3.connect(self.part)
            self._begin()
        except (OSError, sqlite3.Error) as fault:
            raise self._unusable(fault) from fault

    def _begin(self) -> None:
        known = self._base.execute("SELECT name FROM sqlite_master WHERE name = 'piece'").fetchone()
        if known is None:
            self._base.executescript(_SCHEMA)
            fingerprint = ("fingerprint", self.plan.fingerprint)
            self._base.execute("INSERT INTO meta VALUES (?, ?)", fingerprint)
            self._base.commit()
        asked = self._base.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
        if asked is None or asked[0] != self.plan.fingerprint:
            self._base.close()
            raise UsageError(
                Text(
                    vi=f"“{self.part}” là của một lần chạy khác (kịch bản, số mẫu, số gieo hoặc phiên bản đã đổi); "
                    "chạy lại không có --resume, hoặc chọn tệp khác bằng --db",
                    en=f"`{self.part}` belongs to another run (scenario, samples, seed or version have changed); run "
                    "without --resume, or choose another file with --db",
                )
            )

    def _unusable(self, fault: Exception) -> MachineError:
        return MachineError(
            Text(
                vi=f"không đọc ghi được tệp kết quả “{self.part}”: {fault}",
                en=f"the file of results `{self.part}` cannot be used: {fault}",
            )
        )

    def done(self) -> set[Piece]:
        """The pieces that are finished; one that is damaged is forgotten and will be run again."""
        return {piece for piece in self.plan.pieces if is_whole(self._sums(piece))}

    def _sums(self, piece: Piece) -> bytes:
        """What is kept of a piece; nothing where it was not done."""
        asked = "SELECT sums FROM piece WHERE member = ? AND first_block = ?"
        row = self._base.execute(asked, (piece.member, piece.first_block)).fetchone()
        return b"" if row is None else bytes(row[0])

    def keep(self, piece: Piece, sums: bytes) -> None:
        """Put one finished piece into the working file.

        Raises
        ------
        MachineError
            If the disk is full or refuses.
        """
        row = (piece.member, piece.first_block, piece.end_block, piece.samples, sums)
        try:
            with self._base:
                self._base.execute("INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.Error as fault:
            raise self._unusable(fault) from fault

    def close(self) -> None:
        """Let go of the working file; what is in it stays."""
        self._base.close()

    def members(self) -> Iterator[Sums | None]:
        """The sums of each member over the pieces that are finished, one after the other; None where none is."""
        pieces: dict[int, list[Piece]] = {}
        for piece in self.plan.pieces:
            pieces.setdefault(piece.member, []).append(piece)
        for member in self.plan.members:
            written = (self._sums(piece) for piece in pieces[member.number])
            own = [Sums.from_bytes(each) for each in written if is_whole(each)]
            yield added(own) if own else None

    def finish(self, tables: Sequence[Table]) -> None:
        """Write the finished file with these tables besides the pieces, and take the working one away.

        Raises
        ------
        MachineError
            If it cannot be written; the working file then stays.
        """
        handle, name = tempfile.mkstemp(suffix=".sqlite")
        os.close(handle)
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as base:
                # One transaction in a fixed order into an empty file: the same bytes each time.
                base.execute("PRAGMA journal_mode = MEMORY")
                base.executescript(_SCHEMA)
                base.execute("BEGIN")
                fingerprint = ("fingerprint", self.plan.fingerprint)
                base.execute("INSERT INTO meta VALUES (?, ?)", fingerprint)
                for piece in self.plan.pieces:
                    row = (piece.member, piece.first_block, piece.end_block, piece.samples)
                    base.execute(
                        "INSERT INTO piece VALUES (?, ?, ?, ?, ?)", (*row, self._sums(piece))
                    )
                for table in tables:
                    columns = ", ".join(table.columns)
                    marks = ", ".join("?" * len(table.columns))
                    base.execute(f"CREATE TABLE {table.name} ({columns})")
                    base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)
                base.execute("COMMIT")
            written = Path(name).read_bytes()
        finally:
            Path(name).unlink()
        write_whole(str(self.path), written)
        self._base.close()
        self.part.unlink(missing_ok=True)


@dataclass(frozen=True)
class Table:
    """A table of results as it stands in the file: for whoever opens it with other tools."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
