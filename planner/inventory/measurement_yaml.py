"""Measurements as the text of an inventory file; read back they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planner.inventory.measurement_csv import MeasuredRow


def measurements_text(rows: Sequence[MeasuredRow], taken: Collection[str], origin: str) -> str:
    """The list `coverage_measurements`, one record a line, under where it comes from.

    Parameters
    ----------
    rows
        In the order in which they are written.
    taken
        Ids that the province has already; new ones count on from there.
    origin
        Name of the file that was read.
    """
    head = [
        f"# Kết quả đo vùng phủ, đọc từ {origin} · Measured coverage, read from {origin}",
        "coverage_measurements:" if rows else "coverage_measurements: []",
    ]
    ids = _free_ids(len(rows), taken)
    return "\n".join([*head, *map(_entry, rows, ids), ""])


def _free_ids(count: int, taken: Collection[str]) -> list[str]:
    """So many ids that nothing has, whatever its capitals."""
    folded = {each.casefold() for each in taken}
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        if f"do-csv-{number:04d}" not in folded:
            found.append(f"DO-CSV-{number:04d}")
    return found


def _entry(row: MeasuredRow, id_: str) -> str:
    parts = [f"id: {id_}", f"commune: {_text(row.commune)}", f"operator: {_text(row.operator)}"]
    for key in ("people_share", "area_share", "download_mbps"):
        value = getattr(row, key)
        if value is not None:
            parts.append(f"{key}: {round(value, 6):.6f}".rstrip("0").rstrip("."))
    source = []
    if row.reporter is not None:
        source.append(f"reporter: {_text(row.reporter)}")
        if row.as_of is not None:
            source.append(f"as_of: {row.as_of.isoformat()}")
        parts.append(f"source: {{{', '.join(source)}}}")
    return f"  - {{{', '.join(parts)}}}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
