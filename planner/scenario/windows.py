"""Windows of time that end before they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from planner.foundation.diagnostics import Finding
    from planner.scenario.sources import Part


def backwards(
    part: Part[Any],
    path: Sequence[str | int],
    start_h: Fraction | int,
    until_h: Fraction | None,
    *,
    starts: str = "at_h",
) -> Iterator[Finding]:
    """The finding when a window is empty: `until_h` is not after its start."""
    if until_h is None or until_h > start_h:
        return
    begin, end = float(start_h), float(until_h)
    yield part.within(
        "E406",
        (*path, "until_h"),
        Text(vi=f"kết thúc lúc {end:g} h, không sau lúc bắt đầu {begin:g} h",
             en=f"it ends at {end:g} h, not after its start at {begin:g} h"),
        None,
        Text(vi=f"ghi “until_h” lớn hơn “{starts}”, hoặc xoá nếu kéo dài đến hết",
             en=f"write an `until_h` after `{starts}`, or delete it if it lasts to the end"),
    )
