"""The register of coverage: before, at the worst and after, by area and network; as a table and on a map."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.text import Text
from planner.plan.coverage_kpi import ANY, coverage_lines
from planner.plan.filters import number, percent
from planner.plan.registers.register import NOT_SAID, Register

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.plan.coverage_kpi import CoverageLine, Range, Shares
    from planner.plan.filters import Clock
    from planner.scenario.run import Run

_LEVELS = {
    "province": Text("tỉnh", "province"),
    "district": Text("địa bàn", "district"),
    "commune": Text("xã", "commune"),
}


def coverage(run: Run, clock: Clock) -> Register:
    """Share of people and of area covered, with and without roaming and by each operator."""
    return Register(
        "coverage",
        Text("Vùng phủ trước, lúc xấu nhất và sau bão", "Coverage before, at the worst of and after the storm"),
        (
            Text("Cấp", "Level"),
            Text("Nơi", "Area"),
            Text("Nhà mạng", "Network"),
            Text("Dân số", "People"),
            Text("Dân: trước", "People: before"),
            Text("xấu nhất", "at worst"),
            Text("lúc", "at"),
            Text("sau", "after"),
            Text("Diện tích: trước", "Area: before"),
            Text("xấu nhất", "at worst"),
            Text("sau", "after"),
        ),
        tuple(_row(line, clock) for line in coverage_lines(run) if _worth_a_row(line)),
        "<<<>>><>>>>",
    )


def _worth_a_row(line: CoverageLine) -> bool:
    """Of a commune whose people nobody counted one row says so."""
    return line.people > 0 or line.level != "commune" or line.network == ANY


def _row(line: CoverageLine, clock: Clock) -> tuple[Text, ...]:
    people, area = line.share_of_people, line.share_of_area
    none = Text("", "")
    return (
        _LEVELS[line.level],
        line.name,
        line.network_name,
        Text(number(line.people, "vi", 0), number(line.people, "en", 0)) if line.people else NOT_SAID,
        _said(people.before),
        _said(people.worst),
        clock.show(line.worst_h) if people.worst is not None else none,
        _said(people.after),
        *(
            (none, none, none)
            if area is None
            else (_said(area.before), _said(area.worst), _said(area.after))
        ),
    )


def _said(share: Range | None) -> Text:
    if share is None:
        return NOT_SAID
    low, high = (Fraction(each).limit_denominator(10**9) for each in share)
    vi, en = percent(low, "vi"), percent(low, "en")
    if vi == percent(high, "vi"):
        return Text(vi, en)
    return Text(f"{vi} – {percent(high, 'vi')}", f"{en} – {percent(high, 'en')}")


def coverage_features(run: Run) -> list[dict[str, Any]]:
    """One feature for each commune at its seat: lowest and highest share of people, by network and instant."""
    province = run.loaded.province
    made: dict[str, dict[str, Any]] = {}
    for line in coverage_lines(run):
        if line.level == "commune":
            properties = made.setdefault(
                line.id,
                {"id": line.id, "name_vi": line.name.vi, "name_en": line.name.en, "people": line.people},
            )
            properties |= _flat(line.network, line.share_of_people)
            properties[f"{line.network}:worst_h"] = exact_text(line.worst_h)
    return [
        {"type": "Feature", "geometry": _seat(id_, province), "properties": properties}
        for id_, properties in sorted(made.items())
    ]


def _flat(network: str, shares: Shares) -> dict[str, float | None]:
    return {
        f"{network}:{when}_{side}": None if share is None else round(share[at], 4)
        for when, share in (
            ("before", shares.before),
            ("worst", shares.worst),
            ("after", shares.after),
        )
        for at, side in enumerate(("certain", "perhaps"))
    }


def _seat(commune: str, province: Province) -> dict[str, Any] | None:
    seat = province.communes[commune].seat
    if seat is None or seat.lon is None or seat.lat is None:
        return None
    return {"type": "Point", "coordinates": [float(seat.lon), float(seat.lat)]}
