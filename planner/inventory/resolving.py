"""Ids: each exists once, and every reference finds what it names."""

from __future__ import annotations

from planner.inventory.draft import Draft


def check_ids(draft: Draft) -> None:
    """Ids that exist twice."""


def check_references(draft: Draft) -> None:
    """References that find nothing."""
