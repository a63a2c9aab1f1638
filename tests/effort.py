"""How hard the random tests try: a little in every run, a lot in `make soak`."""

from __future__ import annotations

import os


def times(usual: int, soak: int) -> int:
    """`usual`, or `soak` where `make soak` (PLANNER_SOAK=1) runs."""
    return soak if os.environ.get("PLANNER_SOAK") == "1" else usual
