"""A file of best tracks: which format it has, which storms are in it, and one storm out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from planner.foundation.diagnostics import Finding, Place, nearest
from planner.foundation.errors import InputInvalid
from planner.foundation.machine import machine_error
from planner.foundation.names import fold, for_terminal
from planner.foundation.text import Text
from planner.hazard.best_tracks import b_deck, jma, tables
from planner.hazard.best_tracks.checks import checked, unit_doubt
from planner.hazard.best_tracks.rows import LONGEST_LINE, Log, Position, Row, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from planner.hazard.best_tracks.rows import WindUnit

Form = Literal["jma", "jtwc", "ibtracs", "csv"]
FORMS: tuple[Form, ...] = ("jma", "jtwc", "ibtracs", "csv")
_READERS: Mapping[Form, Callable[..., Iterator[Position]]] = {
    "jma": jma.read,
    "jtwc": b_deck.read,
    "ibtracs": tables.read_ibtracs,
    "csv": tables.read_plain,
}


@dataclass(slots=True)
class Entry:
    """One storm of one agency in a file."""

    storm_id: str
    name: str
    season: int
    agency: str
    averaging_min: int
    first: datetime
    last: datetime
    positions: int = 0
    largest_kt: float | None = None
    lowest_hpa: float | None = None
    issued: date | None = None
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The storm that was asked for: its rows in order, what was put right, and warnings."""

    form: Form
    entry: Entry
    rows: tuple[Row, ...]
    mended: tuple[Text, ...]
    findings: tuple[Finding, ...]


def entries(path: Path, form: Form | None = None) -> tuple[Form, list[Entry]]:
    """Every storm of every agency in a file, in its order.

    Raises
    ------
    InputInvalid
        If the file is no file of tracks, or its rows cannot be read.
    MachineError
        If the file is missing or may not be read.
    """
    log = Log(path.as_posix())
    found, entries_ = _grouped(path, form, log, lambda _name, _season: True, keep=False)
    _stop_at_errors(log)
    return found, entries_


def choose(
    path: Path,
    *,
    name: str | None = None,
    season: int | None = None,
    agency: str | None = None,
    storm_id: str | None = None,
    form: Form | None = None,
    wind_unit: WindUnit = "kt",
) -> Chosen:
    """The one storm of one agency in a file that fits everything asked.

    Raises
    ------
    InputInvalid
        If the file cannot be read, or none or several storms fit; it carries every finding.
    MachineError
        If the file is missing or may not be read.
    """
    log = Log(path.as_posix(), wind_unit)
    # A b-deck learns its storm's name late, and a wrong name shall be answered with the near ones.
    names: set[str] = set()

    def wanted(named: str, of: int) -> bool:
        names.add(named)
        return (name is None or fold(named) == fold(name)) and season in {None, of}

    found, all_ = _grouped(path, form, log, wanted, keep=True)
    fitting = [
        entry
        for entry in all_
        if (agency is None or fold(entry.agency) == fold(agency))
        and (storm_id is None or fold(entry.storm_id) == fold(storm_id))
    ]
    _stop_at_errors(log)
    if not fitting:
        raise InputInvalid([_none_fits(log.path, all_, names, name, season)])
    if len(fitting) > 1:
        raise InputInvalid([_several_fit(log.path, fitting)])
    entry = fitting[0]
    rows, mended = checked(entry.rows, log)
    _check_whole(entry, rows, log)
    _stop_at_errors(log)
    return Chosen(found, entry, tuple(rows), tuple(mended), tuple(log.findings))


def _check_whole(entry: Entry, rows: list[Row], log: Log) -> None:
    if len(rows) < 2 or all(row.wind_kt is None and row.pressure_hpa is None for row in rows):
        log.add(
            "E404",
            entry.rows[0].line,
            Text(vi=f"bão {entry.name} chỉ có {len(rows)} vị trí dùng được, hoặc không ghi gió lẫn khí áp",
                 en=f"storm {entry.name} has {len(rows)} usable positions, or neither wind nor pressure"),
        )  # fmt: skip
    doubt = unit_doubt(((row.wind_kt, row.pressure_hpa) for row in rows), entry.averaging_min)
    if doubt is not None:
        log.add(
            "W520",
            entry.rows[0].line,
            doubt,
            remedy=Text(vi="xem nguồn ghi đơn vị gì; nếu đúng là m/s hay km/h, nhập lại với --wind-unit",
                        en="see what unit the source states; if it is m/s or km/h, import with --wind-unit"),
        )  # fmt: skip


def _stop_at_errors(log: Log) -> None:
    if any(found.is_error for found in log.findings):
        raise InputInvalid(log.findings)


def _grouped(
    path: Path, form: Form | None, log: Log, wanted: Callable[[str, int], bool], *, keep: bool
) -> tuple[Form, list[Entry]]:
    """Positions by storm and agency; their rows only where they are to be kept."""
    found: dict[tuple[str, str, int], Entry] = {}
    try:
        with path.open("rb") as file:
            lines = _lines(file, log)
            head = next(lines, "")
            form = form or _form_of(head)
            if form is None:
                raise InputInvalid([_no_tracks(log.path, head)])
            for position in _READERS[form](numbered(_again(head, lines)), wanted, log):
                _add(found, position, keep=keep)
    except OSError as fault:
        raise machine_error(fault, path) from fault
    if not found and not log.findings and keep is False:
        log.findings.append(_no_tracks(log.path, head))
    return form, list(found.values())


def _add(found: dict[tuple[str, str, int], Entry], position: Position, *, keep: bool) -> None:
    row = position.row
    key = (position.storm_id, position.agency, position.averaging_min)
    entry = found.get(key)
    if entry is None:
        entry = found[key] = Entry(
            position.storm_id, position.name, position.season, position.agency,
            position.averaging_min, row.at, row.at, issued=position.issued,
        )  # fmt: skip
    entry.positions += 1
    entry.first, entry.last = min(entry.first, row.at), max(entry.last, row.at)
    winds = [kt for kt in (entry.largest_kt, row.wind_kt) if kt is not None]
    entry.largest_kt = max(winds, default=None)
    pressures = [hpa for hpa in (entry.lowest_hpa, row.pressure_hpa) if hpa is not None]
    entry.lowest_hpa = min(pressures, default=None)
    if keep:
        entry.rows.append(row)


def _again(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines


def _lines(file: object, log: Log) -> Iterator[str]:
    """The lines as text; a file that is no text ends with a finding."""
    number = 0
    while True:
        number += 1
        raw: bytes = file.readline(LONGEST_LINE + 1)  # type: ignore[attr-defined]
        if not raw:
            return
        try:
            if len(raw) > LONGEST_LINE or b"\0" in raw:
                raise ValueError(number)
            yield raw.decode("utf-8")
        except ValueError:
            log.add(
                "E407",
                number,
                Text(vi="tệp này không phải tệp chữ UTF-8", en="this file is no UTF-8 text"),
                remedy=Text(vi="giải nén nếu là tệp nén; lưu lại dạng CSV hoặc văn bản UTF-8",
                            en="unpack it if it is an archive; save it as CSV or UTF-8 text"),
            )  # fmt: skip
            return


def _form_of(head: str) -> Form | None:
    """The format that a file's first line shows."""
    if head.removeprefix("\ufeff").startswith(jma.HEADER):
        return "jma"
    cells = [cell.strip() for cell in tables.cells_of(head.removeprefix("\ufeff"))]
    if tables.is_ibtracs(cells):
        return "ibtracs"
    if tables.is_plain(cells):
        return "csv"
    if len(cells) > 9 and len(cells[0]) == 2 and cells[0].isalpha() and cells[2].isdigit():
        return "jtwc"
    return None


def _no_tracks(path: str, head: str) -> Finding:
    shown = head.rstrip("\r\n")
    return Finding(
        "E407",
        Text(vi="tệp này không phải tệp quỹ đạo bão mà chương trình biết",
             en="this is no file of storm tracks that the planner knows"),
        Place(path, 1, 1, max(len(shown), 1)),
        None,
        Text(vi="dùng tệp của RSMC Tokyo (JMA), b-deck của JTWC, CSV của IBTrACS v4, hoặc CSV có các cột "
             + ", ".join(sorted(tables.PLAIN_COLUMNS)),
             en="use a file of RSMC Tokyo (JMA), a b-deck of JTWC, a CSV of IBTrACS v4, or a CSV with the columns "
             + ", ".join(sorted(tables.PLAIN_COLUMNS))),
        shown[:500] or None,
    )  # fmt: skip


def _none_fits(
    path: str, found: list[Entry], names: set[str], name: str | None, season: int | None
) -> Finding:
    asked = " ".join(str(part) for part in (name, season) if part is not None)
    shown = for_terminal(asked) or "…"
    near = nearest(name, sorted(names)) if name is not None else None
    agencies = sorted({entry.agency for entry in found})
    note = None
    if agencies:
        listed = ", ".join(agencies)
        note = Text(
            vi=f"tệp có bão này của: {listed}", en=f"the file has this storm from: {listed}"
        )
    elif near is not None and name is not None and fold(near) != fold(name):
        note = Text(vi=f"có phải “{near}”?", en=f"did you mean `{near}`?")
    return Finding(
        "E408",
        Text(vi=f"tệp không có bão nào khớp “{shown}”", en=f"no storm in the file fits `{shown}`"),
        Place(path, 1, 1),
        note,
        Text(
            vi="xem các bão trong tệp: planner storm import TỆP --list",
            en="see the storms in the file: planner storm import FILE --list",
        ),
    )


def _several_fit(path: str, fitting: list[Entry]) -> Finding:
    listed = "; ".join(
        f"{entry.name} {entry.season} {entry.agency} ({entry.storm_id})" for entry in fitting[:8]
    )
    more = f" … +{len(fitting) - 8}" if len(fitting) > 8 else ""
    return Finding(
        "E409",
        Text(vi=f"{len(fitting)} đường đi cùng khớp: {listed}{more}",
             en=f"{len(fitting)} tracks fit: {listed}{more}"),
        Place(path, 1, 1),
        None,
        Text(vi="chọn một bằng --name, --season, --agency hoặc --id; gió của các cơ quan lấy trung bình khác nhau, "
             "không trộn được",
             en="choose one by --name, --season, --agency or --id; agencies' winds have different averaging "
             "periods and cannot be mixed"),
    )  # fmt: skip
