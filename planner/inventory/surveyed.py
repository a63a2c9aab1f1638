"""How much of the inventory was surveyed, and how much of it says who reported it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.draft import Draft, Entry

@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of figure; compared by identity, since a large province asks half a million times."""

    vi: str
    en: str


WIND_OF_MAST = Kind(vi="sức chịu gió của cột", en="design wind of the mast")
WIND_OF_SPAN = Kind(vi="sức chịu gió của cáp treo", en="design wind of aerial cable")
WIND_OF_LINE = Kind(vi="sức chịu gió của đường dây điện", en="design wind of power lines")
WIND_OF_SERVICE_DROP = Kind(vi="sức chịu gió của dây điện vào trạm",
                            en="design wind of service drops")
WIND_OF_SUBSTATION = Kind(vi="sức chịu gió của trạm biến áp", en="design wind of substations")
GENERATORS = Kind(vi="có máy phát hay không", en="whether there is a generator")
TANK = Kind(vi="bồn dầu của máy phát", en="tank of the generator")
BURN = Kind(vi="mức đốt của máy phát", en="fuel use of the generator")
BATTERY = Kind(vi="số giờ ắc quy", en="hours of battery")
FLOOR = Kind(vi="cao độ sàn thiết bị", en="floor of the equipment")
DROP = Kind(vi="có cáp quang vào trạm hay không", en="whether the fiber drop is there")
SATELLITE = Kind(vi="có trạm vệ tinh hay không", en="whether there is a satellite terminal")

Figure = tuple[Kind, bool, bool]
"""Which figure, whether it was surveyed, whether it has a source."""


@dataclass(slots=True)
class _Count:
    known: int = 0
    unknown: int = 0
    sourced: int = 0
    first: Entry | None = field(default=None, repr=False)


def check_surveyed(draft: Draft) -> None:
    """One warning for each kind of figure with gaps, and one for the figures without a source."""
    counts: dict[Kind, _Count] = {}
    for section, figures_of in _FIGURES.items():
        for entry, record in draft.records(section):
            for kind, known, has_source in figures_of(record):
                count = counts.get(kind)
                if count is None:
                    count = counts[kind] = _Count()
                if known:
                    count.known += 1
                    count.sourced += int(has_source)
                else:
                    count.unknown += 1
                    count.first = count.first or entry
    for kind in sorted(counts, key=lambda kind: kind.en):
        if counts[kind].unknown:
            _not_surveyed(draft, kind, counts[kind])
    figures = sum(count.known for count in counts.values())
    sources = sum(count.sourced for count in counts.values())
    if sources < figures:
        _without_source(draft, figures - sources, figures)


def _not_surveyed(draft: Draft, kind: Kind, count: _Count) -> None:
    assert count.first is not None
    total, first = count.known + count.unknown, count.first
    found = first.document.finding(
        "W506",
        (first.section, first.index, "id"),
        Text(vi=f"chưa khảo sát {kind.vi}: {count.unknown} trong {total}",
             en=f"not surveyed: {kind.en}, {count.unknown} of {total}"),
        Text(vi=f"“{first.id}” là chỗ đầu tiên", en=f"`{first.id}` is the first"),
        Text(vi="chỗ trống không phải số không: kết luận có thể là chưa xét được",
             en="a gap is not zero: a verdict may be that it cannot be judged"),
    )
    draft.add(found)


def _without_source(draft: Draft, without: int, known: int) -> None:
    share = round(100 * without / known)
    fact = Text(vi=f"{without} trong {known} số liệu ({share} %) không ghi nguồn",
                en=f"{without} of {known} figures ({share} %) have no source")
    remedy = Text(vi="thêm “source: {reporter: …, as_of: …}” vào bản ghi",
                  en="add `source: {reporter: …, as_of: …}` to the record")
    if draft.header_document is not None:
        draft.add(
            draft.header_document.finding("W508", ("province",), fact, None, remedy, key=True)
        )


def _wind(kind: Kind, holder: Any, outer: Any) -> Figure:
    return kind, holder.design_wind is not None, _sourced(holder, outer)


def _sourced(*holders: Any) -> bool:
    return any(holder.source is not None for holder in holders)


def _of_powered(record: Any) -> Iterator[Figure]:
    own: bool = record.source is not None
    if record.service_drop is not None and record.service_drop.mounting == "aerial":
        yield _wind(WIND_OF_SERVICE_DROP, record.service_drop, record)
    yield GENERATORS, record.generators is not None, own
    for generator in record.generators or ():
        sourced = own or generator.source is not None
        yield TANK, generator.tank_l is not None, sourced
        yield BURN, generator.burn_l_per_h is not None, sourced
    yield BATTERY, record.battery_h is not None, own
    yield FLOOR, record.floor_height_m is not None, own


def _of_site(site: Any) -> Iterator[Figure]:
    structure, backhaul = site.structure, site.backhaul
    known = structure.design_wind is not None or structure.declared_level is not None
    yield WIND_OF_MAST, known, _sourced(structure, site)
    yield from _of_powered(site)
    for drop in backhaul.drops:
        sourced = _sourced(drop, backhaul, site)
        yield DROP, drop.present == "yes", sourced
        if drop.mounting == "aerial":
            yield WIND_OF_SPAN, drop.design_wind is not None, sourced
    yield SATELLITE, backhaul.satellite not in (None, "unknown"), _sourced(backhaul, site)


def _of_fiber_node(node: Any) -> Iterator[Figure]:
    if node.role != "passive":
        yield from _of_powered(node)


def _of_segment(segment: Any) -> Iterator[Figure]:
    if segment.mounting == "aerial":
        yield _wind(WIND_OF_SPAN, segment, segment)


def _of_line(line: Any) -> Iterator[Figure]:
    if line.mounting == "aerial":
        yield _wind(WIND_OF_LINE, line, line)


def _of_power_node(node: Any) -> Iterator[Figure]:
    if node.kind == "substation":
        yield _wind(WIND_OF_SUBSTATION, node, node)


_FIGURES = {
    "sites": _of_site,
    "fiber_nodes": _of_fiber_node,
    "segments": _of_segment,
    "lines": _of_line,
    "power_nodes": _of_power_node,
}
