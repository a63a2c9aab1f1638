"""The register of sharing: who is where, and a simple split of what the shared sites cost."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_WORDS, both, same
from planner.plan.registers.register import NOT_SAID, Register, figure, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.plan.filters import Clock
    from planner.policy.verdicts import OperatorVerdict, UnitVerdict
    from planner.scenario.run import Run


def sharing(run: Run, clock: Clock) -> Register:
    """Of each operator: where it is, how much it shares, and its part of the cost, split in two stated ways.

    By tenants: each operator on a site pays the same. By equipment: the structure and what names nobody is split
    evenly, and a generator, drop or hop that names an operator is that operator's alone; every piece costs the same.
    What is printed adds up to the whole: of what rounding leaves over each gets so much whose part was cut most. An
    owner that is on no site itself has a row as well.
    """
    del clock
    province = run.loaded.province
    cost_vnd = province.header.site_cost_vnd
    sites = province.sites.values()
    named = sorted({o for site in sites for o in (*site.operators, site.owner) if o is not None})
    by_tenants, by_equipment = _by_tenants(province, named), _by_equipment(province, named)
    tenants, equipment = (_adding_up(each, Fraction(10)) for each in (by_tenants, by_equipment))
    in_millions = None if cost_vnd is None else Fraction(str(cost_vnd)) / 1_000_000
    bills = [
        None if in_millions is None else _adding_up(each, in_millions)
        for each in (by_tenants, by_equipment)
    ]
    rows = []
    for operator in named:
        present = [site for site in sites if operator in site.operators]
        shared = [site for site in present if len(set(site.operators)) > 1]
        owned = sum(site.owner == operator for site in sites)
        pays = Fraction(tenants[operator], 10)
        rows.append(
            (
                name_of(operator, province),
                same(str(len(present))),
                same(str(len(shared))),
                same(str(owned)),
                figure(pays),
                figure(len(present) - pays),
                figure(Fraction(equipment[operator], 10)),
                *(NOT_SAID if bill is None else figure(bill[operator], 0) for bill in bills),
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


def operators(run: Run, clock: Clock, only: str | None = None) -> Register:
    """What each operator would have by itself: its stations in every unit, and whether roaming closes a gap.

    `only` is the id of the one requirement that is told of; None: all of them.
    """
    rows = [
        _alone(run, clock, verdict, operator, alone)
        for verdict in run.verdicts
        if only in {None, verdict.requirement.id}
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
    elif alone.outcome != "holds" and with_others == "fails":
        closes = Text("không bù được", "does not close it")
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


def _by_tenants(province: Province, named: Sequence[str]) -> Mapping[str, Fraction]:
    """Each operator's part of all sites, in sites: those on one site pay the same."""
    found = dict.fromkeys(named, Fraction(0))
    for site in province.sites.values():
        tenants = sorted(set(site.operators))
        for operator in tenants:
            found[operator] += Fraction(1, len(tenants))
    return found


def _by_equipment(province: Province, named: Sequence[str]) -> Mapping[str, Fraction]:
    """Each operator's part of all sites, in sites, by what stands there."""
    found = dict.fromkeys(named, Fraction(0))
    for site in province.sites.values():
        tenants = sorted(set(site.operators))
        pieces = _pieces(site)
        for owner in pieces:
            for operator in tenants if owner is None else [owner]:
                part = 1 if owner is not None else len(tenants)
                found[operator] += Fraction(1, len(pieces) * part)
    return found


def _adding_up(parts: Mapping[str, Fraction], unit: Fraction) -> Mapping[str, int]:
    """Each part times `unit` as a whole number, so that they add up to the whole, itself rounded."""
    exact = {each: part * unit for each, part in parts.items()}
    whole = {each: floor(value) for each, value in exact.items()}
    left = floor(sum(exact.values(), Fraction(1, 2))) - sum(whole.values())
    for each in sorted(exact, key=lambda each: (whole[each] - exact[each], each))[:left]:
        whole[each] += 1
    return whole


def _pieces(site: Site) -> list[str | None]:
    """What stands on a site: the structure, generators, drops and hops; the operator that each names, or None."""
    return [
        None,
        *(generator.operator for generator in site.generators or ()),
        *(drop.operator for drop in site.backhaul.drops),
        *(hop.operator for hop in site.backhaul.hops),
    ]
