"""Coverage that was measured, held against what the formula of a policy says with every site in service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.policy.measured_coverage import disagrees, measured_in
from planner.policy.serving import Standing, living_in
from planner.scenario.known import about_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province
    from planner.network.radio_reach import Coverer
    from planner.network.sides import Side
    from planner.policy.duty import ReachModel
    from planner.policy.serving import Living


def check_measurements(province: Province, reach: ReachModel) -> Iterator[Finding]:
    """A finding for each commune in which what was measured of some operator differs from the formula."""
    measured = measured_in(province)
    if not measured:
        return
    coverer = Standing(province).coverer(reach)
    living = living_in(province, reach.terrain)
    for commune, own in measured.items():
        people = living.get(commune, ())
        total = sum(each.people for each in people)
        differing = []
        for operator, told in own.items():
            if told.shares is None or not total:
                continue
            low, high = (
                _reached(people, operator, coverer, province, side) / total
                for side in ("pessimistic", "optimistic")
            )
            if disagrees(told.shares, (low, high)):
                differing.append((operator, told.shares, (low, high), told.records[0].id))
        if differing:
            yield _differs(province, commune, differing)


def _reached(
    people: Sequence[Living], operator: str, coverer: Coverer, province: Province, side: Side
) -> int:
    sites = province.sites
    return sum(
        each.people
        for each in people
        if each.spot is not None
        and any(operator in sites[site].operators for site in coverer.covering(each.spot, side))
    )


def _differs(
    province: Province,
    commune: str,
    differing: Sequence[tuple[str, tuple[float, float], tuple[float, float], str]],
) -> Finding:
    said = "; ".join(
        f"{operator} {_range(shares)} ({_range(model)})" for operator, shares, model, _ in differing
    )
    return about_record(
        province,
        f"coverage_measurements/{differing[0][3]}",
        "W610",
        Text(
            vi=f"vùng phủ đo được ở “{commune}” khác công thức (trong ngoặc): {said}",
            en=f"measured coverage in `{commune}` differs from the formula (in brackets): {said}",
        ),
        None,
        Text(
            vi="xem lại ngày và nơi đo, độ cao và băng tần của trạm; ghi served_by cho điểm dân cư",
            en="look at the day and place measured, at heights and bands of the sites; write `served_by`",
        ),
    )


def _range(shares: tuple[float, float]) -> str:
    low, high = f"{shares[0]:.0%}", f"{shares[1]:.0%}"
    return (low if low == high else f"{low[:-1]}–{high}").replace("%", " %")
