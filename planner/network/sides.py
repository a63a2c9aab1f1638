"""The two completions that bracket every truth about what was not surveyed."""

from __future__ import annotations

from typing import Literal

Side = Literal["pessimistic", "optimistic"]
SIDES: tuple[Side, ...] = ("pessimistic", "optimistic")
"""Pessimistic: what was not surveyed is absent or fails first. Optimistic: it is there and never fails."""
