"""Duties about registers in words: deratings, cable out of the wind, roaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import number
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.policy.duties.verdicts import DutyVerdict

MEASURE_KINDS = ("derating", "undergrounding", "roaming")
MOST_NAMED = 2

MEASURE_COUNTS: dict[str, Text] = {
    "derated": Text("hạ tải kịp", "derated in time"),
    "buried": Text("mét cáp không treo", "metres of cable that are not aerial"),
    "agreed": Text("chuyển vùng sẵn sàng", "roaming ready"),
}
"""What each measure counts."""
MEASURE_SUBJECTS: dict[str, Text] = {
    "derating": Text("Cột", "Masts"),
    "undergrounding": Text("Nơi", "Places"),
    "roaming": Text("Xã", "Communes"),
}
"""What the verdicts of each kind are about."""


def kilometres(low_m: int, high_m: int, needed_m: int) -> Text:
    """`12,3–20,4/22,5 km`: what does not hang, for certain and perhaps, of what is asked."""

    def said(language: Language) -> str:
        low, high, needed = (number(m / 1000, language) for m in (low_m, high_m, needed_m))
        return f"{low if low_m == high_m else f'{low}–{high}'}/{needed} km"

    return Text(vi=said("vi"), en=said("en"))


def measure_failing(verdict: DutyVerdict) -> Text:
    """What falls short, as the end of a line."""
    failing = [each for each in verdict.subjects if each.outcome == "fails"]
    if verdict.requirement.kind == "undergrounding":
        return failing[0].notes[0]
    named = [
        Text(vi=each.subject, en=each.subject) if each.kind == "mast" else each.name
        for each in failing[:MOST_NAMED]
    ]
    names, more = joined_texts(", ", named), len(failing) - len(named)
    rest = Text(f" và {more} nơi nữa", f" and {more} more") if more else Text("", "")
    if verdict.requirement.kind == "derating":
        noun = "mast" if len(failing) == 1 else "masts"
        return Text(
            vi=f"{len(failing)} cột chưa hạ tải kịp: {names.vi}{rest.vi}",
            en=f"{len(failing)} {noun} not derated in time: {names.en}{rest.en}",
        )
    if len(verdict.subjects) == 1:
        return failing[0].notes[0]
    noun = "commune" if len(failing) == 1 else "communes"
    return Text(
        vi=f"{len(failing)} xã chuyển vùng chưa sẵn sàng: {names.vi}{rest.vi}",
        en=f"roaming not ready in {len(failing)} {noun}: {names.en}{rest.en}",
    )


def measure_unlisted(verdict: DutyVerdict) -> Text:
    """What to record where a duty about registers finds nothing."""
    if verdict.requirement.kind == "undergrounding":
        return Text(
            vi="Danh mục chưa có tuyến cáp nào ở đây: thêm vào segments",
            en="No segment is listed here: add it to segments",
        )
    return Text(
        vi="Danh mục chưa có xã nào ở đây: thêm vào communes",
        en="No commune is listed here: add it to communes",
    )
