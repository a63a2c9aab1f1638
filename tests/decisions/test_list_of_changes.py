"""The written list and the code have one order."""

from __future__ import annotations

import re
from pathlib import Path

from planner.decisions.changes import RANKS
from planner.decisions.duty_changes import DUTY_RANKS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "changes.md"


def test_the_written_list_of_changes_is_the_order_in_which_they_are_tried() -> None:
    rows = re.findall(r"^\| \d+ \| ([a-z-]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)

    assert tuple(rows) == RANKS + DUTY_RANKS
