"""Damage reports as the text of an inventory file; read back they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME
from planner.inventory.csv_rows import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.inventory.base import Name
    from planner.inventory.office_records import DamageReport


def damage_text(reports: Sequence[DamageReport], origin: str) -> str:
    """The list `damage_reports`, one record a line, under where it comes from.

    Parameters
    ----------
    reports
        In the order in which they are written.
    origin
        Name of the file that was read.
    """
    head = [
        f"# Báo cáo thiệt hại, đọc từ {origin} · Damage reports, read from {origin}",
        "damage_reports:" if reports else "damage_reports: []",
    ]
    lines = [f"  - {{{', '.join(_fields(each))}}}" for each in reports]
    return "\n".join([*head, *lines, ""])


def _fields(report: DamageReport) -> Iterator[str]:
    for key in ("id", "asset", "place", "district", "commune", "what", "count", "down_since", "restored_at", "cause",
                "cost_million_vnd", "reporter", "as_of"):  # fmt: skip
        value = getattr(report, key)
        if value is None:
            continue
        if key in ("place", "cause"):
            yield f"{key}: {_both(value)}"
        elif key in ("down_since", "restored_at", "as_of"):
            yield f"{key}: '{value.astimezone(VIETNAM_TIME).isoformat()}'"
        elif key == "cost_million_vnd":
            yield f"{key}: {plain_number(value)}"
        else:
            yield f"{key}: {value if key == 'count' else yaml_text(value)}"


def _both(name: Name) -> str:
    en = "" if name.en is None else f", en: {yaml_text(name.en)}"
    return f"{{vi: {yaml_text(name.vi)}{en}}}"


def plain_number(value: float) -> str:
    """All digits down to a millionth, with a point and no other mark."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
