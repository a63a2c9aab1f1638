"""Coverage that was measured, held against what the formula of a policy says with every site in service."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.living import coverer_of, living_in
from planner.policy.duties.measured_coverage import disagrees, measured_in
from planner.scenario.known import about_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province
    from planner.network.radio_reach import Coverer
    from planner.network.sides import Side
    from planner.policy.duties.duty import ReachModel
    from planner.policy.duties.living import Living


def check_measurements(province: Province, reach: ReachModel) -> Iterator[Finding]:
    """A finding for each commune in which what was measured of some operator differs from the formula."""
    measured = measured_in(province)
    if not measured:
        return
    coverer = coverer_of(province, reach)
    living = living_in(province, reach.terrain)
    for commune, own in measured.items():
        people = living.get(commune, ())
        total = sum(each.people for each in people)
        reached = _reached(people, coverer)
        differing = []
        for operator, told in own.items():
            if told.shares is None or not total:
                continue
            low, high = (reached[side][operator] / total for side in SIDES)
            if disagrees(told.shares, (low, high)):
                differing.append((operator, told.shares, (low, high), told.records[0].id))
        if differing:
            yield _differs(province, commune, differing)


def _reached(people: Sequence[Living], coverer: Coverer) -> dict[Side, Counter[str]]:
    """On each side how many of the people each operator reaches with every site in service."""
    reached: dict[Side, Counter[str]] = {side: Counter() for side in SIDES}
    for each in people:
        operators = {} if each.spot is None else coverer.operators_reaching(each.spot)
        for side, reaching in operators.items():
            for operator in sorted(reaching):
                reached[side][operator] += each.people
    return reached


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
