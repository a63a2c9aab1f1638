"""Changes of registers: tasks done in time, rows that are wanting, masts derated, agreements, cable taken down."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.decisions.changes import (
    NEW_ID,
    Change,
    hour_words,
    places_of,
    shown_number,
    with_records,
)
from planner.foundation.clock import instant_at
from planner.foundation.text import Text
from planner.inventory.measure_records import RoamingAgreement
from planner.scenario.records import Derate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.inventory.office_records import OfficeRecord, Task
    from planner.scenario.reading import LoadedScenario

ORDERED_FACTOR = 1.25
"""How much more wind a mast stands once it is derated, where nobody has ordered it yet. Our figure."""
MOST_NAMED = 4


def listed(ids: Sequence[str]) -> Text:
    """`A, B, C, D và 3 nơi nữa`."""
    named, more = ", ".join(ids[:MOST_NAMED]), len(ids) - MOST_NAMED
    return Text(
        vi=named + (f" và {more} nơi nữa" if more > 0 else ""),
        en=named + (f" and {more} more" if more > 0 else ""),
    )


# --- tasks and readiness ---


def finish_task(
    loaded: LoadedScenario, task: Task, by_h: Fraction, update: dict[str, Any]
) -> Change:
    """A task given to somebody where it is nobody's, done by its deadline, and written down as done."""
    done = {
        "status": "done",
        "done_at": instant_at(loaded.scenario.start, by_h),
        "progress_percent": 100,
        **update,
    }
    changed = task.model_copy(update=done)
    when = hour_words(loaded, by_h)
    first_vi = "ghi đơn vị, hạn; " if update else ""
    first_en = "write its unit and deadline; " if update else ""
    words = Text(
        vi=f"{first_vi}làm xong {task.id} ({task.task.vi}) trước {when.vi} và ghi done_at",
        en=f"{first_en}have {task.id} ({task.task.english}) done before {when.en} and write done_at",
    )
    return Change(
        "finish-task", task.id, words, places_of(loaded.province, f"tasks/{task.id}"),
        frozenset({task.id}),
        lambda given: with_records(given, tasks={**given.province.tasks, task.id: changed}),
    )  # fmt: skip


def complete_rows(
    loaded: LoadedScenario, section: str, rows: Sequence[OfficeRecord], words: Text, subject: str
) -> Change:
    """Rows of an office list that are wanting."""
    places = places_of(loaded.province, *(f"{section}/{row.id}" for row in rows))

    def apply(given: LoadedScenario) -> LoadedScenario:
        known = getattr(given.province, section)
        return with_records(given, **{section: {**known, **{row.id: row for row in rows}}})

    return Change("complete-row", subject, words, places, frozenset({subject}), apply)


# --- deratings ---


def derate_in_time(
    loaded: LoadedScenario, orders: Sequence[Derate], by_h: Fraction, *, new: bool
) -> Change:
    """Masts derated before the wind comes, and written down as done; ordered, where nobody has ordered it."""
    done = {
        order.site: order.model_copy(
            update={
                "at_h": min(order.at_h, by_h),
                "done": True,
                "done_at": instant_at(loaded.scenario.start, by_h),
            }
        )
        for order in orders
    }
    sites = sorted(done)

    def apply(given: LoadedScenario) -> LoadedScenario:
        scenario = given.scenario
        kept = tuple(a for a in scenario.actions if not (a.do == "derate" and a.site in done))
        actions = (*kept, *done.values())
        return replace(given, scenario=scenario.model_copy(update={"actions": actions}))

    named, when = listed(sites), hour_words(loaded, by_h)
    masts_vi = f"cột {named.vi}" if len(sites) == 1 else f"{len(sites)} cột ({named.vi})"
    masts_en = f"mast {named.en}" if len(sites) == 1 else f"{len(sites)} masts ({named.en})"
    do_vi, do_en = ("ra lệnh và hạ tải", "order and carry out the derating of") if new else (
        "hạ tải", "derate",
    )  # fmt: skip
    words = Text(
        vi=f"{do_vi} {masts_vi} xong trước {when.vi}, ghi done_at (từ đó trạm ngừng phát sóng)",
        en=f"{do_en} {masts_en} before {when.en} and write done_at (off the air from then on)",
    )
    places = places_of(loaded.province, *(f"sites/{site}" for site in sites[:MOST_NAMED]))
    kind = "order-derating" if new else "derate-in-time"
    return Change(kind, sites[0], words, places, frozenset(sites), apply)


def new_derating(site: str) -> Derate:
    """An order that nobody has given yet; its hour is set when the wind there is known."""
    return Derate(do="derate", site=site, at_h=Fraction(0), factor=ORDERED_FACTOR)


# --- roaming ---


def test_roaming(
    loaded: LoadedScenario, agreement: RoamingAgreement, minutes: int, day: date, helps: str
) -> Change:
    """An agreement tried out, and quick enough."""
    known = agreement.minutes_after_order
    quick = minutes if known is None else min(known, minutes)
    ready = agreement.model_copy(update={"last_tested": day, "minutes_after_order": quick})
    words = Text(
        vi=f"thử chuyển vùng theo {agreement.id}, chạy được trong {quick} phút, ghi last_tested",
        en=f"test the roaming of {agreement.id}, working within {quick} minutes, and write last_tested",
    )
    return _roaming("test-roaming", loaded, ready, words, helps)


def agree_roaming(
    loaded: LoadedScenario, operators: Sequence[str], minutes: int, day: date, commune: str
) -> Change:
    """All operators agree on one commune, and try it out."""
    made = RoamingAgreement(
        id=f"{NEW_ID}-{commune}"[:40], communes=(commune,), operators=tuple(operators),
        minutes_after_order=minutes, last_tested=day,
    )  # fmt: skip
    names = [loaded.province.operators.get(each) for each in operators]
    vi = ", ".join(o if n is None else n.name.vi for o, n in zip(operators, names, strict=True))
    en = ", ".join(
        o if n is None else n.name.english for o, n in zip(operators, names, strict=True)
    )
    words = Text(
        vi=f"ký thỏa thuận chuyển vùng ở {commune} giữa {vi}, thử được trong {minutes} phút",
        en=f"agree on roaming in {commune} between {en}, tested within {minutes} minutes",
    )
    return _roaming("agree-roaming", loaded, made, words, commune)


def _roaming(
    kind: str, loaded: LoadedScenario, agreement: RoamingAgreement, words: Text, helps: str
) -> Change:
    places = places_of(loaded.province, f"roaming_agreements/{agreement.id}") or places_of(
        loaded.province, f"communes/{helps}"
    )

    def apply(given: LoadedScenario) -> LoadedScenario:
        known = given.province.roaming_agreements
        return with_records(given, roaming_agreements={**known, agreement.id: agreement})

    return Change(kind, agreement.id, words, places, frozenset({helps}), apply)


# --- cable ---


def bury_route(
    loaded: LoadedScenario, segments: Sequence[str], metres: int, programme: str | None, helps: str
) -> Change:
    """Aerial cable put under ground: what is left of a programme, or the fewest segments that do."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        known = given.province.segments
        under = {"mounting": "buried", "poles": None}
        changed = {id_: known[id_].model_copy(update=under) for id_ in segments}
        return with_records(given, segments={**known, **changed})

    vi, en = (shown_number(round(metres / 1000, 1), language) for language in ("vi", "en"))
    named = listed(segments)
    if programme is None:
        kind, words = "bury-route", Text(
            vi=f"ngầm hóa thêm {vi} km: {named.vi}", en=f"bury {en} km more: {named.en}"
        )  # fmt: skip
    else:
        kind, words = "finish-programme", Text(
            vi=f"làm xong chương trình {programme} (còn {vi} km treo)",
            en=f"finish programme {programme} ({en} km still hang)",
        )  # fmt: skip
    keys = [f"segments/{each}" for each in segments[:MOST_NAMED]]
    keys = [f"cable_programmes/{programme}"] if programme is not None else keys
    return Change(
        kind, programme or segments[0], words, places_of(loaded.province, *keys),
        frozenset({helps}), apply,
    )  # fmt: skip
