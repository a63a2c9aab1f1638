"""Policies that cannot be judged in a province, or that speak of nothing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from planner.foundation.text import Text
from planner.inventory.records import Commune, District
from planner.policy.duties.measure_records import UndergroundingDuty
from planner.policy.duties.records import CoverageDuty
from planner.policy.requirements import Requirement
from planner.policy.units import unit_ids
from planner.scenario.known import about_record, meant
from planner.scenario.measurement_checks import check_measurements
from planner.scenario.windows import backwards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import HardenedTest
    from planner.scenario.records import Scenario
    from planner.scenario.sources import Part

_WIND_KEYS = ("zone_gust", "gust_mps", "force", "risk_level")


def check_policies(
    policies: tuple[Part[Requirement | AnyDuty], ...], scenario: Scenario, province: Province
) -> Iterator[Finding]:
    """Every finding about the policies of a scenario."""
    first: dict[str, Part[Requirement | AnyDuty]] = {}
    for part in policies:
        known = first.setdefault(part.record.id.casefold(), part)
        if known is not part:
            yield part.within(
                "E202",
                ("id",),
                Text(vi=f"hai quy định cùng mã “{part.record.id}”",
                     en=f"two policies have the id `{part.record.id}`"),
                None,
                Text(vi="đổi một trong hai, hoặc bỏ bớt một", en="change or drop one of the two"),
            )
        yield from check_policy_alone(part)
        yield from _against_horizon(part, scenario)
        yield from _against_province(part, province)
        yield from _against_registers(part, province)
    yield from _missing_zones(policies, province)
    coverage = [part.record for part in policies if isinstance(part.record, CoverageDuty)]
    if coverage:
        yield from check_measurements(province, coverage[0].reach)


def check_policy_alone(part: Part[Requirement | AnyDuty]) -> Iterator[Finding]:
    """Findings about a policy that do not depend on the province."""
    requirement = part.record
    test: HardenedTest | None = getattr(requirement, "hardened", None)
    if test is not None:
        yield from _one_measure(part, test)
    yield from backwards(part, (), requirement.from_h, requirement.until_h, starts="from_h")
    levels = _levels(requirement.unit)
    for index, level in enumerate(requirement.where.level):
        if level not in levels:
            yield part.within(
                "E113",
                ("where", "level", index),
                Text(vi=f"không có cấp “{level}”", en=f"there is no level `{level}`"),
                meant(level, levels),
                Text(vi=f"ghi một trong: {', '.join(levels)}",
                     en=f"write one of: {', '.join(levels)}"),
            )


def _one_measure(part: Part[Requirement | AnyDuty], test: HardenedTest) -> Iterator[Finding]:
    """The finding when the wind test of a policy has no measure, or several."""
    wind, requirement = test.wind, part.record
    given = [key for key in _WIND_KEYS if getattr(wind, key) is not None]
    if len(given) != 1 or wind.zone_gust is False:
        listed = ", ".join(_WIND_KEYS)
        found = ", ".join(given)
        yield part.within(
            "E405",
            ("hardened", "wind"),
            Text(vi=f"điều kiện gió của quy định “{requirement.id}” có {len(given)} cách đo"
                    + (f" ({found})" if found else "") + ", phải có đúng một",
                 en=f"the wind test of policy `{requirement.id}` has {len(given)} measures"
                    + (f" ({found})" if found else "") + ", and exactly one is needed"),
            None,
            Text(vi=f"giữ một trong: {listed} (zone_gust chỉ ghi true)",
                 en=f"keep one of: {listed} (zone_gust only as true)"),
        )


def _levels(unit: str) -> tuple[str, ...]:
    """The levels that units of a kind can have."""
    if unit == "province":
        return ()
    fields = District.model_fields if unit == "district" else Commune.model_fields
    return get_args(fields["level"].annotation)


def _against_horizon(part: Part[Requirement | AnyDuty], scenario: Scenario) -> Iterator[Finding]:
    requirement = part.record
    if requirement.from_h >= scenario.horizon_h:
        start, end = float(requirement.from_h), float(scenario.horizon_h)
        yield part.within(
            "E406",
            ("from_h",),
            Text(vi=f"quy định “{requirement.id}” bắt đầu lúc {start:g} h, khi kịch bản đã hết "
                    f"lúc {end:g} h",
                 en=f"policy `{requirement.id}` begins at {start:g} h, when the scenario has "
                    f"ended at {end:g} h"),
            None,
            Text(vi="kéo dài horizon_h, hoặc cho quy định bắt đầu sớm hơn",
                 en="lengthen horizon_h, or let the policy begin earlier"),
        )


def _against_province(part: Part[Requirement | AnyDuty], province: Province) -> Iterator[Finding]:
    requirement = part.record
    units: set[str] = {province.header.code}
    if requirement.unit != "province":
        units = set(province.districts if requirement.unit == "district" else province.communes)
    for index, unit in enumerate(requirement.where.only):
        if unit not in units:
            yield part.within(
                "E405",
                ("where", "only", index),
                Text(vi=f"quy định “{requirement.id}” nêu đơn vị “{unit}” mà tỉnh không có",
                     en=f"policy `{requirement.id}` names unit `{unit}`, "
                        "which the province does not have"),
                meant(unit, units),
                Text(vi="ghi mã một đơn vị của tỉnh", en="write the id of a unit of the province"),
            )
    if requirement.unit != "province" and not unit_ids(province, requirement):
        yield part.within(
            "W511",
            ("unit",),
            Text(vi=f"quy định “{requirement.id}” không nói tới đơn vị nào của tỉnh này",
                 en=f"policy `{requirement.id}` speaks of no unit of this province"),
            None,
            Text(vi="thêm xã hoặc địa bàn vào danh mục, hoặc nới phần “where”",
                 en="add communes or districts to the inventory, or widen `where`"),
        )


def _against_registers(part: Part[Requirement | AnyDuty], province: Province) -> Iterator[Finding]:
    """Findings about an operator that a policy names, and cable that is asked for by commune."""
    duty = part.record
    operator = duty.operator if isinstance(duty, CoverageDuty) else None
    if operator is not None and operator not in province.operators:
        yield part.within(
            "E405",
            ("operator",),
            Text(vi=f"quy định “{duty.id}” nêu nhà mạng “{operator}” mà tỉnh không có",
                 en=f"policy `{duty.id}` names operator `{operator}`, which the province does not have"),
            meant(operator, province.operators),
            Text(vi="ghi mã một nhà mạng của tỉnh", en="write the id of an operator of the province"),
        )
    if isinstance(duty, UndergroundingDuty) and duty.unit == "commune":
        yield part.within(
            "E242",
            ("unit",),
            Text(vi=f"quy định “{duty.id}” xét cáp theo xã, mà tuyến cáp chỉ biết địa bàn",
                 en=f"policy `{duty.id}` asks for cable by commune, and segments know districts only"),
            None,
            Text(vi="ghi unit: district hoặc province", en="write `unit: district` or `unit: province`"),
        )


def _missing_zones(
    policies: tuple[Part[Requirement | AnyDuty], ...], province: Province
) -> Iterator[Finding]:
    """Districts that lack the zone or region by which a policy measures their masts."""
    asked: dict[tuple[str, str], str] = {}
    for part in policies:
        test: HardenedTest | None = getattr(part.record, "hardened", None)
        if test is None:
            continue
        wind = test.wind
        for key, wanted in (("wind_zone", wind.zone_gust), ("risk_region", wind.risk_level)):
            if wanted:
                for district in sorted(_districts_of(part.record, province)):
                    asked.setdefault((district, key), part.record.id)
    for (district, key), policy in sorted(asked.items()):
        record = province.districts.get(district)
        if record is None or getattr(record, key) is not None:
            continue
        yield about_record(
            province,
            f"districts/{district}",
            "E405",
            Text(vi=f"địa bàn “{district}” thiếu “{key}” mà quy định “{policy}” cần",
                 en=f"district `{district}` lacks `{key}`, which policy `{policy}` needs"),
            None,
            Text(vi=f"thêm “{key}: …”; nghĩa và giá trị: planner explain {key}",
                 en=f"add `{key}: …`; meaning and values: planner explain {key}"),
        )


def _districts_of(requirement: Requirement | AnyDuty, province: Province) -> set[str]:
    """The districts whose zone or region decides about masts."""
    if requirement.unit == "province":
        return set(province.districts)
    units = set(unit_ids(province, requirement))
    if requirement.unit == "district":
        return units
    return {province.communes[unit].district for unit in units}
