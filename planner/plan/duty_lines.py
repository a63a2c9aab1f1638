"""Duties on one screen: a block for each, a line for every unit, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.text import LANGUAGES, Text
from planner.plan.filters import (
    OUTCOME_MARKS,
    OUTCOME_WORDS,
    both,
    hours,
    number,
    percent,
    same,
)
from planner.plan.measure_lines import (
    MEASURE_COUNTS,
    MEASURE_KINDS,
    kilometres,
    measure_failing,
)
from planner.plan.names import word
from planner.plan.office_lines import OFFICE_KINDS, OFFICE_MEASURED, office_failing
from planner.plan.survey_words import survey_words
from planner.plan.travel_words import WITHOUT_HOURS, WORDS_OF_FAILING, of_failing
from planner.plan.wind_models import models_words
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.verdicts import DutyVerdict, Measure, SubjectVerdict
    from planner.policy.verdicts import Outcome, Series
    from planner.scenario.run import Run

MOST_SUBJECTS_IN_A_LINE = 2
MOST_DATA_IN_A_LINE = 2
_WORST_FIRST: tuple[Outcome, ...] = ("fails", "unknown", "holds")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One verdict as a line: cells in both languages."""

    verdict: DutyVerdict
    name: Text
    asked: Text
    lowest: Text
    below: Text
    conclusion: Text


@dataclass(frozen=True, slots=True)
class DutyBlock:
    """One duty with its units, the worst first."""

    requirement: AnyDuty
    name: Text
    lines: tuple[DutyLine, ...]

    @property
    def outcomes(self) -> list[Outcome]:
        """What is said of each unit."""
        return [line.verdict.outcome for line in self.lines]

    def shown(self, *, every: bool) -> tuple[DutyLine, ...]:
        """The lines to print: what does not hold, and of the others the first."""
        return self.lines if every else self.lines[: _not_held(self.outcomes) + 1]


def _not_held(outcomes: Sequence[Outcome]) -> int:
    return len(outcomes) - outcomes.count("holds")


def duty_blocks(run: Run, clock: Clock) -> tuple[DutyBlock, ...]:
    """The duties of a run in the order of its policies."""
    found = []
    for duty in run.loaded.duties:
        own = sorted((v for v in run.duties if v.requirement.id == duty.id), key=_worst_first)
        lines = tuple(duty_line(verdict, run.loaded.province, clock) for verdict in own)
        found.append(DutyBlock(duty, both(duty.name), lines))
    return tuple(found)


def _worst_first(verdict: DutyVerdict) -> tuple[int, int, float, str]:
    people, _ = verdict.without
    below = verdict.below_optimistic if verdict.outcome == "fails" else verdict.below_pessimistic
    return _WORST_FIRST.index(verdict.outcome), -people, -float(below.hours_below), verdict.unit


def duty_line(verdict: DutyVerdict, province: Province, clock: Clock) -> DutyLine:
    """One verdict as a line of the table."""
    return DutyLine(
        verdict,
        verdict.unit_name,
        _asked(verdict),
        _lowest(verdict, clock),
        _below(verdict),
        _conclusion(verdict, province, clock),
    )


def _asked(verdict: DutyVerdict) -> Text:
    """How many posts, communes or people there are that the duty speaks of."""
    if verdict.requirement.kind == "coverage":
        people = sum(_people(each) for each in verdict.subjects)
        return Text(vi=number(people, "vi", 0), en=number(people, "en", 0))
    if verdict.requirement.kind == "milestone":
        return same(str(verdict.needed) if verdict.subjects else "–")
    if verdict.requirement.kind == "island-autonomy":
        return same(str(sum(len(each.parts) for each in verdict.subjects)))
    if verdict.requirement.unit == "commune" and verdict.requirement.kind == "warning":
        return same(str(len(verdict.subjects[0].parts) if verdict.subjects else 0))
    if verdict.requirement.kind == "derating":
        return same(str(sum(each.kind == "mast" for each in verdict.subjects)))
    return same(str(len(verdict.subjects)))


def _people(subject: SubjectVerdict) -> int:
    return subject.population or 0


def counted(verdict: DutyVerdict) -> tuple[Series, Series, int]:
    """The two series a line speaks of, and what they must reach: of the single subject where a unit has one."""
    if verdict.requirement.kind != "coverage" and len(verdict.subjects) == 1:
        measure = verdict.subjects[0].deciding
        return measure.pessimistic, measure.optimistic, measure.needed
    return verdict.pessimistic, verdict.optimistic, verdict.needed


def _lowest(verdict: DutyVerdict, clock: Clock) -> Text:
    worst, best, needed = counted(verdict)
    low, high = min(step.n for step in worst), min(step.n for step in best)
    if verdict.requirement.kind == "coverage":
        return _shares(verdict, low, high)
    if verdict.requirement.kind == "undergrounding" and verdict.subjects:
        return kilometres(low, high, needed)
    shown = f"{low}" if low == high else f"{low}–{high}"
    if low != high or len({step.n for step in worst}) == 1:
        return same(f"{shown}/{needed}")
    when = clock.show(min(worst, key=lambda step: (step.n, step.t_h)).t_h)
    return Text(vi=f"{shown}/{needed} ({when.vi})", en=f"{shown}/{needed} ({when.en})")


def _shares(verdict: DutyVerdict, low: int, high: int) -> Text:
    people = sum(_people(each) for each in verdict.subjects)
    if not people:
        return same("–")
    vi, en = percent(Fraction(low, people), "vi"), percent(Fraction(low, people), "en")
    if low == high:
        return Text(vi=vi, en=en)
    return Text(
        vi=f"{vi} – {percent(Fraction(high, people), 'vi')}", en=f"{en} – {percent(Fraction(high, people), 'en')}"
    )


def _below(verdict: DutyVerdict) -> Text:
    sure, worst = verdict.below_optimistic.hours_below, verdict.below_pessimistic.hours_below
    if verdict.outcome == "holds" or not worst or verdict.requirement.kind in WITHOUT_HOURS:
        return same("–")
    if sure == worst:
        return Text(vi=hours(sure, "vi"), en=hours(sure, "en"))
    return Text(
        vi=f"{hours(sure, 'vi')} – {hours(worst, 'vi')}",
        en=f"{hours(sure, 'en')} – {hours(worst, 'en')}",
    )


def _conclusion(verdict: DutyVerdict, province: Province, clock: Clock) -> Text:
    mark, told = OUTCOME_MARKS[verdict.outcome], OUTCOME_WORDS[verdict.outcome]
    if verdict.outcome == "holds":
        return Text(vi=f"{mark} {told.vi}", en=f"{mark} {told.en}")
    if not verdict.subjects:
        return Text(vi=f"{mark} chưa có danh mục", en=f"{mark} nothing is listed")
    if verdict.note is not None:
        return Text(vi=f"{mark} {verdict.note.vi}", en=f"{mark} {verdict.note.en}")
    if verdict.outcome == "unknown":
        said = _open(verdict, province)
        return Text(vi=f"{mark} {said.vi}", en=f"{mark} {said.en}")
    said = _failing(verdict, clock)
    return Text(vi=f"{mark} {said.vi}", en=f"{mark} {said.en}")


def _open(verdict: DutyVerdict, province: Province) -> Text:
    """Why nobody can tell: the wind model, what was not surveyed, or how far a site reaches."""
    said = {outcome for _, outcome in verdict.by_model}
    if {"holds", "fails"} <= said or (len(said) > 1 and not verdict.survey):
        told = models_words(verdict.by_model)
        return Text(vi=f"tuỳ mô hình gió: {told.vi}", en=f"depends on the wind model: {told.en}")
    if not verdict.survey and verdict.requirement.kind in BY_SIGNAL:
        return SIGNAL_UNSURE
    if not verdict.survey:
        return Text("chưa đủ số liệu", "not enough data")
    ask = survey_words(verdict.survey, province, MOST_DATA_IN_A_LINE)
    return Text(vi=f"chưa đủ số liệu: khảo sát {ask.vi}", en=f"not enough data: survey {ask.en}")


BY_SIGNAL = frozenset(("warning", "coverage"))
"""Duties that hang on whether the signal of a site reaches a place."""
SIGNAL_UNSURE = Text(
    vi="chưa chắc sóng trạm nào tới nơi này: đo sóng tại chỗ",
    en="not sure whose signal reaches the place: measure it there",
)


def _failing(verdict: DutyVerdict, clock: Clock) -> Text:
    people, since_h = verdict.without
    if verdict.requirement.kind == "coverage":
        return joined_texts("", [_uncovered(people), no_signal_words(verdict.no_signal_before)])
    if verdict.requirement.kind == "warning":
        return _unwarned(verdict, people, None if since_h is None else clock.show(since_h))
    if verdict.requirement.kind in OFFICE_KINDS:
        return office_failing(verdict)
    if verdict.requirement.kind in MEASURE_KINDS:
        return measure_failing(verdict)
    failing = [each for each in verdict.subjects if each.outcome == "fails"]
    if verdict.requirement.kind in WORDS_OF_FAILING:
        return of_failing(verdict.requirement, failing)
    named = [same(each.subject) for each in failing[:MOST_SUBJECTS_IN_A_LINE]]
    names = joined_texts(", ", named)
    more = len(failing) - len(named)
    return Text(
        vi=f"{len(failing)} điểm không giữ được: {names.vi}" + (f" và {more} điểm" if more else ""),
        en=f"{len(failing)} {'post' if len(failing) == 1 else 'posts'} cut off: {names.en}"
        + (f" and {more} more" if more else ""),
    )


def _uncovered(people: int) -> Text:
    return Text(
        vi=f"{number(people, 'vi', 0)} người ngoài vùng phủ",
        en=f"{number(people, 'en', 0)} people out of coverage",
    )


def no_signal_words(people: int) -> Text:
    """What is added of people in dead spots; nothing where there are none."""
    if not people:
        return same("")
    return Text(
        vi=f"; {number(people, 'vi', 0)} người vốn không có sóng từ trước bão",
        en=f"; {number(people, 'en', 0)} people had no signal before the storm",
    )


def _unwarned(verdict: DutyVerdict, people: int, when: Text | None) -> Text:
    if when is None or not people:
        short = sum(each.outcome == "fails" for each in verdict.subjects)
        if len(verdict.subjects) == 1:
            measure = verdict.subjects[0].deciding
            missing = measure.needed - measure.below_optimistic.minimum
            noun = "channel" if missing == 1 else "channels"
            if not measure.below_optimistic.minimum and not verdict.subjects[0].population:
                return Text(
                    vi=f"mất hết kênh, thiếu {missing}; dân số chưa ghi",
                    en=f"no channel left, short by {missing}; people not on record",
                )
            return Text(vi=f"thiếu {missing} kênh", en=f"short by {missing} {noun}")
        return Text(vi=f"{short} xã thiếu kênh", en=f"{short} communes short of channels")
    off_grid = verdict.requirement.kind == "warning" and verdict.requirement.without_grid
    kind = Text(" không cần điện lưới", " that needs no grid") if off_grid else same("")
    return Text(
        vi=f"{number(people, 'vi', 0)} người không còn kênh nào{kind.vi} từ {when.vi}",
        en=f"{number(people, 'en', 0)} people without any channel{kind.en} from {when.en}",
    )


MEASURED: dict[str, Text] = {
    "independent": Text("phương tiện độc lập", "independent means"),
    "without-public": Text("phương tiện không cần mạng công cộng", "means without a public network"),
    "channels": Text("kênh báo tin", "warning channels"),
    "people": Text("người có sóng", "people covered"),
    **OFFICE_MEASURED,
    "reached": Text("có người tới kịp", "somebody there in time"),
    "fuel": Text("đủ dầu", "fuel lasts"),
    "island-sites": Text("trạm tự chạy, ra đảo không cần cáp", "stations that run alone, without a cable"),
    **MEASURE_COUNTS,
}
"""What each measure counts."""


def measure_words(measure: Measure) -> Text:
    """`phương tiện độc lập: thấp nhất 1, cần 2`."""
    what = MEASURED[measure.id]
    ends = {measure.below_pessimistic.minimum, measure.below_optimistic.minimum}
    vi, en = ("–".join(number(n, each, 0) for n in sorted(ends)) for each in LANGUAGES)
    return Text(
        vi=f"{what.vi}: thấp nhất {vi}, cần {number(measure.needed, 'vi', 0)}",
        en=f"{what.en}: {en} at worst, {number(measure.needed, 'en', 0)} needed",
    )


def part_word(kind: str, what: str) -> Text:
    """The word for a kind of means or channel."""
    if kind in {"team", "fuel"} and what != "commune":  # a commune's team is a warning channel
        return word("resource", kind)
    if kind == "site":
        return word("section", "sites")
    return word("means" if what == "command-post" else "channel", kind)
