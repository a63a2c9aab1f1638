"""Damage reports: what cannot be, and where two reporters disagree. Both are kept, none is averaged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from planner.inventory.draft import Draft, Entry
    from planner.inventory.office_records import DamageReport

FORETOLD = Text(
    "số liệu lúc ấy không thể kể điều xảy ra sau đó", "what is known at that hour cannot tell of what came later"
)
MEND_HOURS = Text("sửa as_of, hoặc giờ mất, giờ có lại", "mend `as_of`, or the hour of loss or of return")
"""Of a report that is older than what it tells."""
TOLERANCE = timedelta(hours=1)
"""Two reporters who are this far apart about when a thing went down disagree."""


def subject_of(report: DamageReport) -> Hashable:
    """What a report is about: two reports of one subject can be compared."""
    place = None if report.place is None else report.place.vi.casefold()
    return (report.asset, place if report.asset is None else None, report.district, report.commune,
            report.what)  # fmt: skip


def latest_of_each(reports: Iterable[DamageReport]) -> dict[str, DamageReport]:
    """The latest report of each reporter, by reporter; of two of one instant the one with the larger id."""
    latest: dict[str, DamageReport] = {}
    for report in sorted(reports, key=lambda each: (each.as_of, each.id)):
        latest[report.reporter.casefold()] = report
    return {key: latest[key] for key in sorted(latest)}


def disagreement(one: DamageReport, other: DamageReport) -> Text | None:
    """What two reporters say differently of one subject; None where they agree."""
    if one.count != other.count:
        return Text(vi=f"số lượng {one.count} và {other.count}",
                    en=f"{one.count} and {other.count} of them")
    if (one.restored_at is None) != (other.restored_at is None):
        return Text(vi="một bên báo đã khôi phục, bên kia chưa",
                    en="one says that it is back, the other that it is not")
    starts = one.down_since, other.down_since
    if None not in starts and abs(starts[0] - starts[1]) >= TOLERANCE:  # type: ignore[operator]
        return Text(vi="giờ mất khác nhau", en="they name different hours of loss")
    return None


def check_damage(draft: Draft) -> None:
    """Find reports of nothing, that end before they begin or tell of what came later, and reporters who disagree."""
    subjects: dict[Hashable, list[tuple[Entry, Any]]] = {}
    for entry, report in draft.records("damage_reports"):
        if report.asset is None and report.place is None:
            _of_nothing(draft, entry)
            continue
        ends = report.down_since, report.restored_at
        if None not in ends and ends[1] < ends[0]:
            _backwards(draft, entry)
        if any(each is not None and each > report.as_of for each in ends):
            draft.about(entry, "W582", ("as_of",), _foretold(entry), None, MEND_HOURS)
        subjects.setdefault(subject_of(report), []).append((entry, report))
    for told in subjects.values():
        entries = {report.id: entry for entry, report in told}
        latest = list(latest_of_each(report for _, report in told).values())
        for other in latest[1:]:
            differs = disagreement(latest[0], other)
            if differs is not None:
                _differ(draft, entries[other.id], latest[0], other, differs)


def _of_nothing(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "E227",
        ("id",),
        Text(vi=f"báo cáo thiệt hại “{entry.id}” không nói về tài sản hay nơi nào",
             en=f"damage report `{entry.id}` speaks of no asset and no place"),
        None,
        Text(vi="ghi “asset: …” hoặc “place: {vi: …}”", en="write `asset: …` or `place: {vi: …}`"),
    )


def _backwards(draft: Draft, entry: Entry) -> None:
    draft.about(
        entry,
        "E226",
        ("restored_at",),
        Text(vi=f"báo cáo “{entry.id}” ghi khôi phục trước khi mất",
             en=f"report `{entry.id}` says that it was back before it was lost"),
        None,
        Text(vi="sửa down_since hoặc restored_at", en="mend `down_since` or `restored_at`"),
    )


def _foretold(entry: Entry) -> Text:
    return Text(vi=f"báo cáo “{entry.id}”: {FORETOLD.vi}", en=f"report `{entry.id}`: {FORETOLD.en}")


def _differ(
    draft: Draft, entry: Entry, one: DamageReport, other: DamageReport, differs: Text
) -> None:
    draft.about(
        entry,
        "W591",
        ("reporter",),
        Text(vi=f"“{one.reporter}” và “{other.reporter}” báo khác nhau ({one.id}, {other.id}): {differs.vi}",
             en=f"`{one.reporter}` and `{other.reporter}` disagree ({one.id}, {other.id}): {differs.en}"),
        None,
        Text(vi="cả hai được giữ và in cạnh nhau; hỏi lại rồi ghi báo cáo mới",
             en="both are kept and printed side by side; ask, and record a new report"),
    )
