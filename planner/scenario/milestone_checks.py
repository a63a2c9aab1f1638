"""Milestones of the office against the requirements that compute them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.diagnostics import nearest
from planner.foundation.text import Text
from planner.policy.duties.records import MilestoneDuty
from planner.scenario.known import about_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding
    from planner.inventory.office_records import Milestone
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement


def check_milestones(
    province: Province, asked: Sequence[Requirement | AnyDuty]
) -> Iterator[Finding]:
    """Findings about milestones whose requirement, where the scenario asks it, judges something else."""
    known = {each.id: each for each in asked}
    for milestone in province.milestones.values():
        named = milestone.requirement
        requirement = known.get(named or "")
        if named is not None and requirement is None and (meant := nearest(named, sorted(known))):
            yield about_record(
                province,
                f"milestones/{milestone.id}",
                "W583",
                Text(vi=f"mốc “{milestone.id}” nêu yêu cầu “{named}”, kịch bản không xét yêu cầu ấy",
                     en=f"milestone `{milestone.id}` names requirement `{named}`, which the scenario does not ask"),
                None,
                Text(vi=f"có phải “{meant}”?", en=f"did you mean `{meant}`?"),
            )  # fmt: skip
        differs = None if requirement is None else _differs(milestone, requirement)
        if requirement is not None and differs is not None:
            yield about_record(
                province,
                f"milestones/{milestone.id}",
                "W583",
                Text(vi=f"mốc “{milestone.id}” không khớp với yêu cầu “{requirement.id}”: {differs.vi}",
                     en=f"milestone `{milestone.id}` does not fit requirement `{requirement.id}`: {differs.en}"),
                None,
                Text(vi="sửa mốc, hoặc sửa yêu cầu", en="mend the milestone, or the requirement"),
            )  # fmt: skip


def _differs(milestone: Milestone, requirement: Requirement | AnyDuty) -> Text | None:
    if not isinstance(requirement, MilestoneDuty):
        return Text("yêu cầu ấy không tính mốc", "it computes no milestone")
    hours, by_h = float(milestone.due_h), float(requirement.by_h)
    if milestone.zero == requirement.counted_from and milestone.due_h != requirement.by_h:
        return Text(f"{hours:g} giờ và {by_h:g} giờ", f"{hours:g} h and {by_h:g} h")
    share = milestone.share
    if share is not None and share != requirement.share:
        return Text(f"phần {share:g} và {requirement.share:g}", f"a share of {share:g} and {requirement.share:g}")
    return None
