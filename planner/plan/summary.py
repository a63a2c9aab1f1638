"""A run on one screen: what broke, then a line for every unit, the worst first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.assemble import losses_of
from planner.plan.duty_lines import duty_blocks
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, Clock, both, hours, number, same
from planner.plan.names import datum_in_place
from planner.plan.units import province_path
from planner.plan.wind_models import depends

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.plan.duty_lines import DutyBlock
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import Outcome, Series, SurveyItem, UnitVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

NOTHING = "–"
MOST_OPERATORS_IN_A_LINE = 2
MOST_DATA_IN_A_LINE = 2
"""A line names this many data to survey; the unit's own story tells them all."""

_WORST_FIRST: tuple[Outcome, ...] = ("fails", "unknown", "holds")


@dataclass(frozen=True, slots=True)
class RestClock(Clock):
    """Hours where nothing happens on any day: the province at rest."""

    def show(self, hour: Fraction | int) -> Text:
        """Hours from the start, since no day is meant."""
        if hour == 0:
            return Text(vi="từ đầu", en="the start")
        return Text(vi=f"sau {hours(hour, 'vi')}", en=f"{hours(hour, 'en')} after the start")


def clock_of(loaded: LoadedScenario) -> Clock:
    """How this question's hours are shown."""
    start = loaded.scenario.start
    return RestClock(start) if loaded.at_rest else Clock(start)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One verdict as a line: cells in both languages."""

    verdict: UnitVerdict
    name: Text
    hardened: str
    lowest: Text
    below: Text
    conclusion: Text


@dataclass(frozen=True, slots=True)
class Block:
    """One requirement with its units, the worst first."""

    requirement: Requirement
    name: Text
    counts: Text
    lines: tuple[UnitLine, ...]
    holds: int
    fails: int
    unknown: int
    short_without_roaming: int
    """Units that hold with roaming and not for every operator by itself."""
    unsourced: int
    """Hardened sites that rest on figures without source and date."""

    def shown(self, *, every: bool) -> tuple[UnitLine, ...]:
        """The lines to print: what does not hold, and of the others the one nearest to failing."""
        return self.lines if every else self.lines[: self.fails + self.unknown + 1]


@dataclass(frozen=True, slots=True)
class Summary:
    """The run in words.

    `worst` is the verdict to ask about first; None where everything holds.
    """

    headline: Text
    assumptions: tuple[Text, ...]
    banners: tuple[Text, ...]
    blocks: tuple[Block, ...]
    counts: Text
    worst: UnitVerdict | DutyVerdict | None
    duties: tuple[DutyBlock, ...] = ()
    """The requirements beside the stations."""


def summary_of(run: Run) -> Summary:
    """The run in words."""
    loaded = run.loaded
    clock = clock_of(loaded)
    blocks = tuple(
        _block(
            requirement, [v for v in run.verdicts if v.requirement.id == requirement.id], run, clock
        )
        for requirement in loaded.requirements
    )
    duties = duty_blocks(run, clock)
    verdicts: list[UnitVerdict | DutyVerdict] = [
        *(line.verdict for block in blocks for line in block.lines),
        *(line.verdict for block in duties for line in block.lines),
    ]
    open_ = [verdict for verdict in verdicts if verdict.outcome != "holds"]
    return Summary(
        headline=_headline(run),
        assumptions=run.assumptions,
        banners=banners_of(loaded),
        blocks=blocks,
        counts=counts_words([verdict.outcome for verdict in verdicts]),
        worst=min(open_, key=lambda v: _WORST_FIRST.index(v.outcome), default=None),
        duties=duties,
    )


# --- above the table --------------------------------------------------------------------------


def _headline(run: Run) -> Text:
    loaded = run.loaded
    horizon = loaded.scenario.horizon_h
    span = Text(vi=f"0–{number(horizon, 'vi')} h", en=f"0–{number(horizon, 'en')} h")
    if loaded.at_rest:
        name = both(loaded.province.header.name)
        calm = Text(
            vi=f"{name.vi} lúc yên, không có gì hỏng", en=f"{name.en} at rest, nothing failed"
        )
        return _dotted(calm, span)
    calm = Text(vi="không có bão", en="no storm")
    storm = both(loaded.storm.name) if loaded.storm is not None else calm
    return _dotted(storm, _broken(run), span)


def _dotted(*parts: Text) -> Text:
    return Text(vi=" · ".join(part.vi for part in parts), en=" · ".join(part.en for part in parts))


def _broken(run: Run) -> Text:
    """How many masts, cables and substations failed; a range over the wind models and what was not surveyed."""
    province = run.loaded.province
    lost = [
        losses_of(province, failed) for member in run.members for failed in member.failed.values()
    ]
    said = []
    for counts, vi, one, many in (
        ([each.masts for each in lost], "gãy {} cột", "{} mast down", "{} masts down"),
        ([each.spans for each in lost], "đứt {} tuyến cáp", "{} cable cut", "{} cables cut"),
        ([each.substations for each in lost], "mất {} trạm biến áp", "{} substation lost",
         "{} substations lost"),
    ):  # fmt: skip
        low, high = min(counts), max(counts)
        if high:
            en = one if high == 1 else many
            said.append(Text(vi=vi.format(_range(low, high)), en=en.format(_range(low, high))))
    if not said:
        return Text(
            vi="không mất cột, cáp hay trạm biến áp nào", en="no mast, cable or substation lost"
        )
    return Text(vi=", ".join(text.vi for text in said), en=", ".join(text.en for text in said))


def _range(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low}–{high}"


def banners_of(loaded: LoadedScenario) -> tuple[Text, ...]:
    """What every output says first: made-up data, and records set aside."""
    said = []
    if loaded.province.header.illustrative:
        said.append(
            Text(
                vi="SỐ LIỆU MINH HỌA: số liệu của tỉnh này được dựng để minh họa, không phải số liệu thật",
                en="ILLUSTRATIVE DATA: this province's inventory is made up, not real",
            )
        )
    if loaded.storm is not None and loaded.storm.illustrative:
        said.append(
            Text(
                vi="BÃO MINH HỌA: cơn bão này được dựng để minh họa, không có thật",
                en="ILLUSTRATIVE STORM: this storm is made up",
            )
        )
    if loaded.beside:
        said.append(
            Text(
                vi="VÙNG MINH HỌA: vùng ngập, sạt lở kèm bão được dựng để minh họa, không phải số đo",
                en="ILLUSTRATIVE AREAS: the water and landslides beside the storm are made up",
            )
        )
    aside = loaded.province.set_aside
    if aside:
        where = [
            f"{record.id or record.section} [{place_words((record.place,), loaded.province)}]"
            for record in aside[:MOST_SET_ASIDE]
        ]
        more = len(aside) - len(where)
        listed = ", ".join(where)
        noun = "record" if len(aside) == 1 else "records"
        said.append(
            Text(
                vi=f"ĐỂ RIÊNG {len(aside)} bản ghi có lỗi, coi là chưa khảo sát: {listed}"
                + (f" và {more} bản ghi nữa" if more else ""),
                en=f"SET ASIDE {len(aside)} {noun} with errors, taken as not surveyed: {listed}"
                + (f" and {more} more" if more else ""),
            )
        )
    return tuple(said)


MOST_SET_ASIDE = 10
"""The banner names this many records set aside; JSON has all."""


def place_words(places: Iterable[Place], province: Province) -> str:
    """`sites.yaml:221, power.yaml:88`: files as seen from the province's folder."""
    shown = (f"{province_path(place.path, province.folder)}:{place.line}" for place in places)
    return ", ".join(dict.fromkeys(shown))


# --- the table --------------------------------------------------------------------------------


def _block(
    requirement: Requirement, verdicts: Sequence[UnitVerdict], run: Run, clock: Clock
) -> Block:
    ordered = sorted(verdicts, key=_worst_first)
    outcomes = [verdict.outcome for verdict in ordered]
    return Block(
        requirement=requirement,
        name=both(requirement.name),
        counts=counts_words(outcomes),
        lines=tuple(unit_line(verdict, run.loaded.province, clock) for verdict in ordered),
        holds=outcomes.count("holds"),
        fails=outcomes.count("fails"),
        unknown=outcomes.count("unknown"),
        short_without_roaming=sum(
            v.outcome == "holds" and v.roaming_off == "fails" for v in ordered
        ),
        unsourced=sum(verdict.unsourced for verdict in ordered),
    )


def _worst_first(verdict: UnitVerdict) -> tuple[int, int, int, Fraction, str]:
    sure, worst = verdict.below_optimistic, verdict.below_pessimistic
    if verdict.shown_outcome != "fails":
        sure, worst = worst, sure
    outcome = _WORST_FIRST.index(verdict.outcome)
    return outcome, sure.minimum, worst.minimum, -sure.hours_below, verdict.unit


def unit_line(verdict: UnitVerdict, province: Province, clock: Clock) -> UnitLine:
    """One verdict as a line of the table."""
    return UnitLine(
        verdict,
        verdict.unit_name,
        _range(*verdict.hardened_count),
        _lowest(verdict, clock),
        _below(verdict),
        _conclusion(verdict, province),
    )


def deciding_series(verdict: UnitVerdict) -> Series:
    """The series that the verdict rests on: what is certain where it fails, else the worst."""
    return verdict.optimistic if verdict.shown_outcome == "fails" else verdict.pessimistic


def lowest_words(verdict: UnitVerdict) -> str:
    """The least count: `1`, or `2–3` where what was not surveyed decides."""
    return _range(verdict.below_pessimistic.minimum, verdict.below_optimistic.minimum)


def _lowest(verdict: UnitVerdict, clock: Clock) -> Text:
    count = lowest_words(verdict)
    series = deciding_series(verdict)
    if verdict.below_pessimistic.minimum != verdict.below_optimistic.minimum:
        return same(count)
    if len({step.n for step in series}) == 1:
        return same(count)  # it never changes, so that no instant says anything
    fails = verdict.shown_outcome == "fails"
    deciding = verdict.below_optimistic if fails else verdict.below_pessimistic
    when = clock.show(deciding.minimum_at_h)
    return Text(vi=f"{count} ({when.vi})", en=f"{count} ({when.en})")


def _below(verdict: UnitVerdict) -> Text:
    """Hours below the count that are certain, and those that may be."""
    sure = verdict.below_optimistic.hours_below
    worst = verdict.below_pessimistic.hours_below
    if not sure:
        return same(NOTHING)
    if sure == worst:
        return Text(vi=hours(sure, "vi"), en=hours(sure, "en"))
    return Text(
        vi=f"{hours(sure, 'vi')} – {hours(worst, 'vi')}",
        en=f"{hours(sure, 'en')} – {hours(worst, 'en')}",
    )


def _conclusion(verdict: UnitVerdict, province: Province) -> Text:
    mark, word = OUTCOME_MARKS[verdict.outcome], OUTCOME_WORDS[verdict.outcome]
    if verdict.outcome == "fails":
        needed = verdict.requirement.at_least
        short = _range(
            needed - verdict.below_optimistic.minimum, needed - verdict.below_pessimistic.minimum
        )
        return Text(vi=f"{mark} thiếu {short}", en=f"{mark} short by {short}")
    if verdict.models_differ:
        told, to_do = depends(verdict), _to_survey(verdict.survey)
        return Text(vi=f"{mark} {told.vi}{to_do.vi}", en=f"{mark} {told.en}{to_do.en}")
    if verdict.outcome == "unknown":
        to_do = _to_survey(verdict.survey)
        return Text(vi=f"{mark} chưa đủ số liệu{to_do.vi}", en=f"{mark} not enough data{to_do.en}")
    hint = roaming_hint(verdict, province)
    return Text(vi=f"{mark} {word.vi}{hint.vi}", en=f"{mark} {word.en}{hint.en}")


def roaming_hint(verdict: UnitVerdict, province: Province) -> Text:
    """Which operators fall short by themselves, where the unit holds with roaming; else empty."""
    if verdict.outcome != "holds" or verdict.roaming_off == "holds":
        return same("")
    short = [id_ for id_, own in sorted(verdict.by_operator.items()) if own.outcome == "fails"]
    if not short:
        return Text(vi="; tắt chuyển vùng: chưa rõ", en="; roaming off: not known")
    known = province.operators
    first = short[:MOST_OPERATORS_IN_A_LINE]
    names = [both(known[id_].name) if id_ in known else same(id_) for id_ in first]
    vi, en = ", ".join(name.vi for name in names), ", ".join(name.en for name in names)
    more = len(short) - len(first)
    return Text(
        vi=f"; tắt chuyển vùng thì thiếu: {vi}" + (f" và {more} nhà mạng khác" if more else ""),
        en=f"; roaming off, short for {en}" + (f" and {more} more" if more else ""),
    )


def _to_survey(items: Sequence[SurveyItem]) -> Text:
    if not items:
        return same("")
    first = [survey_words(item) for item in items[:MOST_DATA_IN_A_LINE]]
    more = len(items) - len(first)
    vi, en = "; ".join(text.vi for text in first), "; ".join(text.en for text in first)
    return Text(
        vi=f": khảo sát {vi}" + (f"; và {more} mục khác" if more else ""),
        en=f": survey {en}" + (f"; and {more} more" if more else ""),
    )


def survey_words(item: SurveyItem) -> Text:
    """One datum to survey, with its site: `bồn dầu BC-02`."""
    owner, _, path = item.datum.partition(".")
    if path == "commune":
        return Text(vi=f"trạm {owner} thuộc xã nào", en=f"which commune {owner} is in")
    return datum_in_place(item.datum, item.site)


def counts_words(outcomes: Sequence[Outcome]) -> Text:
    """`10 đạt, 2 không đạt, 1 chưa kết luận được`; what there is none of is left out."""
    said = []
    order: tuple[Outcome, ...] = ("holds", "fails", "unknown")
    for outcome in order:
        count = outcomes.count(outcome)
        if count:
            word = OUTCOME_WORDS[outcome]
            en = word.en if count == 1 else _OF_MANY.get(outcome, word.en)
            said.append(Text(vi=f"{count} {word.vi}", en=f"{count} {en}"))
    if not said:
        return Text(vi="không có đơn vị nào để xét", en="no unit to judge")
    return Text(vi=", ".join(text.vi for text in said), en=", ".join(text.en for text in said))


_OF_MANY: dict[Outcome, str] = {"holds": "hold", "fails": "fail"}


# --- what is judged ---------------------------------------------------------------------------


def at_rest_of(loaded: LoadedScenario) -> LoadedScenario:
    """The same province and policies with no storm and no action."""
    scenario = loaded.scenario.model_copy(update={"storm": None, "actions": ()})
    return replace(loaded, scenario=scenario, storm=None, beside=(), at_rest=True, sample=None)
