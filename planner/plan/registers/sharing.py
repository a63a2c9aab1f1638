"""The register of sharing: who is where, and a simple split of what the shared sites cost."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_WORDS, both, number, same
from planner.plan.registers.register import NOT_SAID, Register, figure, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.plan.filters import Clock
    from planner.policy.verdicts import OperatorVerdict, UnitVerdict
    from planner.scenario.run import Run


def sharing(run: Run, clock: Clock) -> Register:
    """Of each operator: where it is, how much it shares, and its part of the cost, split in two stated ways.

    By tenants: each operator on a site pays the same. By equipment: the structure and what names nobody is split
    evenly, and a generator, drop or hop that names an operator is that operator's alone; every piece costs the same.
    """
    del clock
    province = run.loaded.province
    by_equipment = _by_equipment(province)
    cost_vnd = province.header.site_cost_vnd
    rows = []
    for operator in sorted({o for site in province.sites.values() for o in site.operators}):
        present = [site for site in province.sites.values() if operator in site.operators]
        shared = [site for site in present if len(set(site.operators)) > 1]
        owned = sum(site.owner == operator for site in present)
        pays = sum((Fraction(1, len(set(site.operators))) for site in present), Fraction(0))
        rows.append(
            (
                name_of(operator, province),
                same(str(len(present))),
                same(str(len(shared))),
                same(str(owned)),
                figure(pays),
                figure(len(present) - pays),
                figure(by_equipment[operator]),
                _money(pays, cost_vnd),
                _money(by_equipment[operator], cost_vnd),
            )
        )
    return Register(
        "sharing",
        Text("Dùng chung hạ tầng, chia chi phí", "Sharing, and a split of its cost"),
        (
            Text("Nhà mạng", "Operator"),
            Text("Có mặt ở", "Present on"),
            Text("Dùng chung", "Shared"),
            Text("Sở hữu", "Owned"),
            Text("Chia đều theo nhà mạng (trạm)", "Split by tenants (stations)"),
            Text("Bớt được (trạm)", "Saves (stations)"),
            Text("Chia theo thiết bị (trạm)", "Split by equipment (stations)"),
            Text("Theo nhà mạng, triệu đồng/năm", "By tenants, VND million a year"),
            Text("Theo thiết bị, triệu đồng/năm", "By equipment, VND million a year"),
        ),
        tuple(rows),
        "<>>>>>>>>",
    )


def operators(run: Run, clock: Clock) -> Register:
    """What each operator would have by itself: its stations in every unit, and whether roaming closes a gap."""
    rows = [
        _alone(run, clock, verdict, operator, alone)
        for verdict in run.verdicts
        for operator, alone in sorted(verdict.by_operator.items())
    ]
    return Register(
        "operators",
        Text("Từng nhà mạng nếu không có chuyển vùng", "Each operator by itself, without roaming"),
        (
            Text("Yêu cầu", "Requirement"),
            Text("Đơn vị", "Unit"),
            Text("Nhà mạng", "Operator"),
            Text("Cần", "Needed"),
            Text("Thấp nhất", "At the lowest"),
            Text("Lúc", "At"),
            Text("Một mình", "By itself"),
            Text("Có chuyển vùng", "With roaming"),
            Text("Chuyển vùng", "Roaming"),
        ),
        tuple(rows),
        "<<<>><<<<",
    )


def _alone(
    run: Run, clock: Clock, verdict: UnitVerdict, operator: str, alone: OperatorVerdict
) -> tuple[Text, ...]:
    low = min(alone.pessimistic, key=lambda step: (step.n, step.t_h))
    high = min(step.n for step in alone.optimistic)
    with_others = verdict.outcome
    closes = Text("", "")
    if alone.outcome != "holds" and with_others == "holds":
        closes = Text("bù được", "closes the gap")
    elif alone.outcome != "holds":
        closes = Text("không chắc bù được", "may not close it")
    return (
        both(verdict.requirement.name),
        verdict.unit_name,
        name_of(operator, run.loaded.province),
        same(str(verdict.requirement.at_least)),
        same(f"{low.n}" if low.n == high else f"{low.n}–{high}"),
        clock.show(low.t_h),
        OUTCOME_WORDS[alone.outcome],
        OUTCOME_WORDS[with_others],
        closes,
    )


def _money(sites: Fraction, cost_vnd: float | None) -> Text:
    """So many sites' yearly cost, in millions of đồng."""
    if cost_vnd is None:
        return NOT_SAID
    millions = sites * Fraction(str(cost_vnd)) / 1_000_000
    return Text(number(millions, "vi", 0), number(millions, "en", 0))


def _by_equipment(province: Province) -> Mapping[str, Fraction]:
    """Each operator's part of all sites, in sites."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for site in province.sites.values():
        tenants = sorted(set(site.operators))
        pieces = _pieces(site)
        for owner in pieces:
            for operator in tenants if owner is None else [owner]:
                part = 1 if owner is not None else len(tenants)
                found[operator] += Fraction(1, len(pieces) * part)
    return found


def _pieces(site: Site) -> list[str | None]:
    """What stands on a site: the structure, generators, drops and hops; the operator that each names, or None."""
    return [
        None,
        *(generator.operator for generator in site.generators or ()),
        *(drop.operator for drop in site.backhaul.drops),
        *(hop.operator for hop in site.backhaul.hops),
    ]
