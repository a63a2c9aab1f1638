"""Selectors that name what is not there, or that choose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.places import in_vietnam
from planner.foundation.text import Text
from planner.hazard.removal import select, unknown
from planner.inventory.areas import ring_fault
from planner.inventory.kinds import CALLED
from planner.inventory.placing import wrong_point
from planner.scenario.known import Known, meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Selector
    from planner.scenario.sources import Part

Path = tuple[str | int, ...]
_KEYS = {
    "district": "districts",
    "commune": "communes",
    "operator": "operators",
    "owner": "operators",
    "srlg": "srlgs",
}


def check_selector(
    part: Part[Any], path: Path, selector: Selector, known: Known, chosen: list[str]
) -> Iterator[Finding]:
    """Findings about one selector; what it chooses is added to `chosen`."""
    wrong = False
    for found in (*_unknown_names(part, path, selector, known),
                  *_unknown_assets(part, path, selector, known),
                  *_ring(part, path, selector)):
        wrong = True
        yield found
    if wrong:
        return
    ids = select(selector, known.province, tuple(known.sent), known=known.assets)
    chosen.extend(ids)
    # What was set aside may be just what it means.
    if not ids and not known.province.set_aside:
        yield part.within(
            "E401",
            path,
            Text(vi="bộ chọn không chọn được gì trong tỉnh này",
                 en="the selector matches nothing in this province"),
            None,
            Text(vi="mọi điều kiện phải cùng đúng; bỏ bớt hoặc sửa một điều kiện",
                 en="every key must fit at once; leave one out or mend it"),
        )


def _unknown_names(
    part: Part[Any], path: Path, selector: Selector, known: Known
) -> Iterator[Finding]:
    for key, section in _KEYS.items():
        ids = getattr(known.province, section)
        for index, name in enumerate(getattr(selector, key)):
            if name not in ids and not known.is_aside(name):
                what = CALLED[section]
                yield part.within(
                    "E401",
                    (*path, key, index),
                    Text(vi=f"bộ chọn nêu {what.vi} “{name}” mà tỉnh không có",
                         en=f"the selector names {what.en} `{name}`, "
                            "which the province does not have"),
                    meant(name, ids),
                    Text(vi="sửa mã, hoặc xoá khỏi bộ chọn",
                         en="mend the id, or take it out of the selector"),
                )


def _unknown_assets(
    part: Part[Any], path: Path, selector: Selector, known: Known
) -> Iterator[Finding]:
    if not selector.assets:
        return
    absent = set(unknown(selector, known.province, tuple(known.sent), known=known.assets))
    for index, name in enumerate(selector.assets):
        if name in absent:
            yield part.within(
                "E401",
                (*path, "assets", index),
                Text(vi=f"bộ chọn nêu “{name}” mà tỉnh không có",
                     en=f"the selector names `{name}`, which the province does not have"),
                meant(name, {*known.assets, *known.province.sites}),
                Text(vi="sửa mã, hoặc xoá khỏi bộ chọn",
                     en="mend the id, or take it out of the selector"),
            )


def _ring(part: Part[Any], path: Path, selector: Selector) -> Iterator[Finding]:
    if selector.inside is not None:
        yield from check_ring(part, (*path, "inside"), selector.inside)


def check_ring(
    part: Part[Any], path: Path, ring: Sequence[tuple[float, float]]
) -> Iterator[Finding]:
    """Findings about a polygon of a storm or selector, in degrees."""
    for index, point in enumerate(ring):
        if not in_vietnam(*point) and not _at_sea(*point):
            yield wrong_point(part.within, (*path, index), *point)
            return
    fault = ring_fault(tuple(ring))
    if fault is None:
        return
    fact = Text(vi="đa giác tự cắt", en="the polygon crosses itself")
    if fault == "corners":
        fact = Text(vi="đa giác không có bên trong", en="the polygon has no inside")
    yield part.within(
        "E127",
        path,
        fact,
        None,
        Text(vi="ghi ít nhất ba đỉnh khác nhau theo thứ tự đi vòng, mỗi đỉnh [kinh độ, vĩ độ]",
             en="list at least three different corners in order round the edge, each [lon, lat]"),
    )


def _at_sea(lon: float, lat: float) -> bool:
    """Whether a corner may lie there: a polygon round a province may reach past the borders."""
    return 95 <= lon <= 130 and 0 <= lat <= 30
