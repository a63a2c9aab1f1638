"""Where things are said to be: metres to degrees, and points that cannot be right."""

from __future__ import annotations

from planner.inventory.draft import Draft


def place_everything(draft: Draft) -> None:
    """Give every record its degrees."""


def check_geometry(draft: Draft) -> None:
    """Points against outlines."""
