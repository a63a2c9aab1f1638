"""Measurements as the text of an inventory file; read back they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.inventory.csv_rows import free_ids, yaml_text

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
    ids = free_ids("DO-CSV", len(rows), taken)
    return "\n".join([*head, *map(_entry, rows, ids), ""])


def _entry(row: MeasuredRow, id_: str) -> str:
    parts = [f"id: {id_}", f"commune: {yaml_text(row.commune)}", f"operator: {yaml_text(row.operator)}"]
    for key in ("people_share", "area_share", "download_mbps"):
        value = getattr(row, key)
        if value is not None:
            parts.append(f"{key}: {round(value, 6):.6f}".rstrip("0").rstrip("."))
    source = []
    if row.reporter is not None:
        source.append(f"reporter: {yaml_text(row.reporter)}")
        if row.as_of is not None:
            source.append(f"as_of: {row.as_of.isoformat()}")
        parts.append(f"source: {{{', '.join(source)}}}")
    return f"  - {{{', '.join(parts)}}}"
