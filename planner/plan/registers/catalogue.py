"""Registers beside the verdicts: who shares what, what is buried, what is derated, who holds what."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import day_words
from planner.foundation.text import Text
from planner.network.lengths import length_km
from planner.plan.filters import both, percent, same
from planner.plan.grid_order import grid_order_register
from planner.plan.grid_priority import grid_priority
from planner.plan.names import word
from planner.plan.office_annexes import (
    annexes,
    damage,
    damage_totals,
    drills,
    messages,
    reviews,
    rumours,
    systems,
)
from planner.plan.registers.arrivals import arrivals
from planner.plan.registers.coverage import coverage
from planner.plan.registers.derating import derating
from planner.plan.registers.fuel import depots, fuel
from planner.plan.registers.measures import poles, programmes, roaming, stations, weak_masts
from planner.plan.registers.office import contacts, milestones, roster, sources, tasks
from planner.plan.registers.posts import channels, means, nets
from planner.plan.registers.register import NOT_SAID, Register, figure, name_of
from planner.plan.registers.sharing import operators, sharing
from planner.plan.registers.travel import islands, journeys, stock
from planner.plan.sendings import sendings_register

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.plan.filters import Clock
    from planner.scenario.run import Run

WEAK_MBPS = 40
"""A measured 4G download below this is weak."""
# --- undergrounding -----------------------------------------------------------------------------


def undergrounding(run: Run, clock: Clock) -> Register:
    """Kilometres of cable by owner and by how it runs; the share that is out of the wind."""
    del clock
    province = run.loaded.province
    lengths: dict[str, dict[str, float]] = {}
    for segment in province.segments.values():
        own = lengths.setdefault(segment.owner or "", {})
        own[segment.mounting] = own.get(segment.mounting, 0.0) + (length_km(segment, province) or 0.0)
    rows = []
    for owner in sorted(lengths):
        own = lengths[owner]
        total = sum(own.values())
        hung = own.get("aerial", 0.0)
        share = Fraction(total - hung) / Fraction(total) if total else Fraction(0)
        rows.append(
            (
                name_of(owner or None, province),
                figure(hung),
                *(figure(own.get(mounting, 0.0)) for mounting in ("duct", "buried", "submarine")),
                Text(vi=percent(share, "vi"), en=percent(share, "en")),
            )
        )
    return Register(
        "undergrounding",
        Text("Cáp treo và cáp ngầm theo chủ sở hữu, km", "Aerial and buried cable by owner, km"),
        (
            Text("Chủ sở hữu", "Owner"),
            *(word("mounting", mounting) for mounting in ("aerial", "duct", "buried", "submarine")),
            Text("Đã ngầm hóa", "Out of the wind"),
        ),
        tuple(rows),
        "<>>>>>",
    )


# --- people -------------------------------------------------------------------------------------


def dead_spots(run: Run, clock: Clock) -> Register:
    """Where there was no signal before the storm: people, grid, what they turn to."""
    del clock
    province = run.loaded.province
    rows = [
        (
            same(point.id) if point.name is None else both(point.name),
            both(province.communes[point.commune].name),
            figure(point.population, 0),
            NOT_SAID
            if point.grid is None
            else Text("có", "yes")
            if point.grid
            else Text("không", "no"),
            NOT_SAID if point.alternative is None else same(point.alternative),
        )
        for point in sorted(
            province.population_points.values(), key=lambda p: (-p.population, p.id)
        )
        if point.signal_before is False and point.commune in province.communes
    ]
    return Register(
        "dead-spots",
        Text("Điểm dân cư lõm sóng từ trước bão", "Dead spots before the storm"),
        (
            Text("Điểm", "Place"),
            Text("Xã", "Commune"),
            Text("Dân số", "People"),
            Text("Điện lưới", "Grid"),
            Text("Dùng thay", "Instead"),
        ),
        tuple(rows),
        "<<><<",
    )


def measured(run: Run, clock: Clock) -> Register:
    """What was measured, commune by commune, each reporter by itself; weak below 40 Mbit/s."""
    del clock
    province = run.loaded.province
    rows = []
    order = sorted(
        province.coverage_measurements.values(), key=lambda m: (m.commune, m.operator, m.id)
    )
    for each in order:
        speed = each.download_mbps
        weak = speed is not None and speed < WEAK_MBPS
        commune, source = province.communes.get(each.commune), each.source
        rows.append(
            (
                same(each.commune) if commune is None else both(commune.name),
                name_of(each.operator, province),
                *(
                    NOT_SAID
                    if share is None
                    else Text(
                        vi=percent(Fraction(str(share)), "vi"),
                        en=percent(Fraction(str(share)), "en"),
                    )
                    for share in (each.people_share, each.area_share)
                ),
                NOT_SAID if speed is None else figure(speed),
                Text("yếu", "weak") if weak else same(""),
                NOT_SAID if source is None else same(source.reporter),
                NOT_SAID if source is None or source.as_of is None else day_words(source.as_of),
            )
        )
    return Register(
        "measured",
        Text("Vùng phủ và tốc độ 4G đo được", "Measured coverage and 4G speed"),
        (
            Text("Xã", "Commune"),
            Text("Nhà mạng", "Operator"),
            Text("Dân có sóng", "People covered"),
            Text("Diện tích có sóng", "Area covered"),
            Text("Tải xuống, Mbit/s", "Download, Mbit/s"),
            Text("", ""),
            Text("Người báo", "Reporter"),
            Text("Ngày", "As of"),
        ),
        tuple(rows),
        "<<>>><<<",
    )


REGISTERS: dict[str, Callable[[Run, Clock], Register]] = {
    "annexes": annexes,
    "arrivals": arrivals,
    "channels": channels,
    "contacts": contacts,
    "coverage": coverage,
    "damage": damage,
    "damage-totals": damage_totals,
    "dead-spots": dead_spots,
    "depots": depots,
    "derating": derating,
    "fuel": fuel,
    "grid-order": grid_order_register,
    "grid-priority": grid_priority,
    "islands": islands,
    "drills": drills,
    "journeys": journeys,
    "means": means,
    "measured": measured,
    "messages": messages,
    "nets": nets,
    "milestones": milestones,
    "reviews": reviews,
    "operators": operators,
    "poles": poles,
    "programmes": programmes,
    "roaming": roaming,
    "roster": roster,
    "rumours": rumours,
    "sendings": sendings_register,
    "sharing": sharing,
    "sources": sources,
    "stations": stations,
    "stock": stock,
    "systems": systems,
    "tasks": tasks,
    "undergrounding": undergrounding,
    "weak-masts": weak_masts,
}
"""What `planner register` can print."""
OF_CAUSES = frozenset({"sendings"})
"""Registers that are read off the causes of losses: the run must be an explained one."""
