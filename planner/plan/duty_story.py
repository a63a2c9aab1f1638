"""Why a duty holds or not for a unit, a post or a commune: lines of words, each with the places in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.intervals import length_h, within
from planner.foundation.text import Text
from planner.plan.duty_answers import duty_verdict_view
from planner.plan.duty_lines import duty_line, measure_words, part_word
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, both, hours, number, same
from planner.plan.measure_lines import MEASURE_KINDS, measure_unlisted
from planner.plan.names import asset_name, datum_name
from planner.plan.office_lines import (
    OFFICE_KINDS,
    OFFICE_SUBJECTS,
    office_part,
    office_unlisted,
    short_since,
)
from planner.plan.story import Line, mending_story
from planner.plan.summary import clock_of
from planner.plan.travel_words import WITHOUT_HOURS, coming_words
from planner.plan.wording import joined_texts, places_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.decisions.mending import Mending
    from planner.plan.targets import Target
    from planner.policy.duty_verdicts import (
        CommonPoint,
        DutyVerdict,
        Part,
        PartLoss,
        SubjectVerdict,
    )
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

AboutDuty = tuple["DutyVerdict", "SubjectVerdict | None"]
"""A duty at a unit, or at one post or commune of it."""

MOST_SUBJECTS = 6
MOST_POINTS = 3
MOST_CHAINS = 3
MOST_LOSSES = 8
MOST_DATA = 6
_WORST_FIRST: tuple[Outcome, ...] = ("fails", "unknown", "holds")


def duties_about(run: Run, target: Target) -> list[AboutDuty]:
    """Every duty that is judged for a unit, or for a post or commune within a larger unit."""
    found: list[AboutDuty] = []
    kinds = {"post": "command-post", "commune": "commune", "site": "site"}
    for verdict in run.duties:
        if (verdict.requirement.unit, verdict.unit) == (target.kind, target.id):
            found.append((verdict, None))
            continue
        found += [
            (verdict, each)
            for each in verdict.subjects
            if (each.kind, each.subject) == (kinds.get(target.kind), target.id)
        ]
    return found


def duty_lines(run: Run, about: AboutDuty) -> list[Line]:
    """The story of a duty at a unit, or at one post or commune."""
    verdict, subject = about
    if subject is None:
        return duty_story(run, verdict)
    name = both(verdict.requirement.name)
    head = Line(Text(vi=f"{name.vi}:", en=f"{name.en}:"), depth=0)
    return [head, *subject_story(run, subject, verdict)]


def duty_mending_line(subject: SubjectVerdict, mending: Mending) -> Line:
    """`CP-HL-05: việc nhỏ nhất: …`, or that nothing of the list is enough."""
    words = Text(
        vi="danh mục chưa có việc nào cho trường hợp này", en="the list has no change for such a case"
    )
    if mending.tried_singles or mending.tried_pairs:
        (line,) = mending_story(mending)
        words = line.words
    return Line(Text(vi=f"{subject.subject} – {words.vi}", en=f"{subject.subject} – {words.en}"), depth=0)


def duty_about_view(run: Run, about: AboutDuty) -> dict[str, Any]:
    """The same as plain values."""
    verdict, subject = about
    view = duty_verdict_view(verdict, run)
    if subject is not None:
        view["subjects"] = [each for each in view["subjects"] if each["subject"] == subject.subject]
    return view


def duty_story(run: Run, verdict: DutyVerdict) -> list[Line]:
    """One duty at one unit: what is asked, then each post or commune, the worst first."""
    name, unit = both(verdict.requirement.name), verdict.unit_name
    told = duty_line(verdict, run.loaded.province, clock_of(run.loaded)).conclusion
    head = Text(vi=f"{name.vi} – {unit.vi}: {told.vi}", en=f"{name.en} – {unit.en}: {told.en}")
    lines = [Line(head, depth=0)]
    if not verdict.subjects:
        lines.append(Line(_nothing_listed(verdict)))
    ordered = sorted(verdict.subjects, key=lambda s: (_WORST_FIRST.index(s.outcome), s.subject))
    for subject in ordered[:MOST_SUBJECTS]:
        lines += subject_story(run, subject, verdict)
    more = len(ordered) - MOST_SUBJECTS
    if more > 0:
        lines.append(Line(Text(vi=f"… và {more} nơi nữa", en=f"… and {more} more")))
    return lines


def _nothing_listed(verdict: DutyVerdict) -> Text:
    if verdict.requirement.kind in OFFICE_KINDS:
        return office_unlisted(verdict)
    if verdict.requirement.kind in {"reach", "fuel"}:
        return Text(
            vi="Danh mục chưa có nơi nào phải xét ở đây: trạm kiên cố, điểm chỉ huy, nút cáp quang",
            en="No place to judge is listed here: hardened stations, command posts, fiber nodes",
        )
    if verdict.requirement.kind in MEASURE_KINDS:
        return measure_unlisted(verdict)
    if verdict.requirement.kind == "command":
        return Text(
            vi="Danh mục chưa có điểm chỉ huy nào ở đây: thêm vào command_posts",
            en="No command post is listed here: add it to command_posts",
        )
    return Text(
        vi="Danh mục chưa có xã nào ở đây: thêm vào communes",
        en="No commune is listed here: add it to communes",
    )


def subject_story(run: Run, subject: SubjectVerdict, verdict: DutyVerdict) -> Iterator[Line]:
    """One post or commune: its counts, what it rests on, what two means share, what was lost and why."""
    mark, word = OUTCOME_MARKS[subject.outcome], OUTCOME_WORDS[subject.outcome]
    name = Text(
        vi=f"{mark} {subject.subject} ({subject.name.vi}): {word.vi}",
        en=f"{mark} {subject.subject} ({subject.name.en}): {word.en}",
    )
    yield Line(name, () if subject.place is None else (subject.place,))
    for measure in () if verdict.requirement.kind in MEASURE_KINDS else subject.measures:
        if measure.id == "reached":
            continue  # who is there when says it
        if measure.id == "people" and not measure.needed:
            continue  # nobody knows how many live there: there is no count to tell
        words = measure_words(measure)
        below = measure.below_pessimistic.first_below_h
        if subject.kind in ("task", "readiness"):
            if below is not None:
                yield Line(short_since(subject, clock_of(run.loaded).show(below)), depth=2)
            continue
        if below is not None and verdict.requirement.kind not in WITHOUT_HOURS:
            when = clock_of(run.loaded).show(below)
            words = Text(vi=f"{words.vi}, thiếu từ {when.vi}", en=f"{words.en}, short from {when.en}")
        yield Line(words, depth=2)
    if subject.no_signal_before:
        yield Line(_no_signal(subject.no_signal_before), depth=2)
    for note in subject.notes:
        yield Line(note, depth=2)
    for part in subject.parts:
        yield Line(_part(run, part, subject, verdict), depth=2)
    for common in subject.common:
        yield Line(_common(run, common), depth=2)
    yield from _losses(run, subject)
    if verdict.note is not None:
        yield Line(verdict.note, depth=2)
    if subject.survey:
        yield Line(_survey(run, subject.survey), depth=2)


def _no_signal(people: int) -> Text:
    return Text(
        vi=f"{number(people, 'vi', 0)} người ở vùng lõm sóng từ trước bão: không tính là có sóng, cũng "
        "không tính là mất sóng vì bão",
        en=f"{number(people, 'en', 0)} people had no signal before the storm: neither covered nor lost by it",
    )


def _part(run: Run, part: Part, subject: SubjectVerdict, verdict: DutyVerdict) -> Text:
    if subject.kind in OFFICE_SUBJECTS:
        return office_part(part, subject)
    kind = part_word(part.kind, subject.kind)
    name = kind if part.kind == part.name.en else joined_texts(" ", [kind, part.name])
    if subject.kind == "commune" and part.name.vi.casefold().startswith(kind.vi.casefold()):
        name = part.name  # an operator's name often says already that it is one
    state = _state(run, part, verdict)
    if part.kind in {"team", "fuel"}:
        state = coming_words(part, clock_of(run.loaded))
    elif part.kind == "site":
        state = OUTCOME_WORDS[_ever(part)]
    notes = joined_texts("; ", [state, *part.notes])
    return Text(vi=f"{name.vi}: {notes.vi}", en=f"{name.en}: {notes.en}")


def _state(run: Run, part: Part, verdict: DutyVerdict) -> Text:
    """How long it works within the window, for certain and perhaps."""
    horizon = run.loaded.scenario.horizon_h
    until = verdict.requirement.until_h
    end = horizon if until is None else min(until, horizon)
    start = min(verdict.requirement.from_h, horizon)
    sure = length_h(within(part.works["pessimistic"], start, end))
    maybe = length_h(within(part.works["optimistic"], start, end))
    if sure == end - start:
        return Text("hoạt động suốt", "works throughout")
    if not maybe:
        rest = part.at_rest["optimistic"]
        if not rest:
            return Text("không hoạt động, cả lúc yên", "does not work, even at rest")
        return Text("không hoạt động", "does not work")
    if sure == maybe:
        return Text(
            vi=f"hoạt động {hours(sure, 'vi')} trong {hours(end - start, 'vi')}",
            en=f"works {hours(sure, 'en')} of {hours(end - start, 'en')}",
        )
    return Text(
        vi=f"chắc chắn {hours(sure, 'vi')}, có thể {hours(maybe, 'vi')}",
        en=f"{hours(sure, 'en')} for certain, perhaps {hours(maybe, 'en')}",
    )


def _ever(part: Part) -> Outcome:
    """Whether something that no storm changes is there: for certain, not at all, or nobody knows."""
    if part.works["pessimistic"]:
        return "holds"
    return "unknown" if part.works["optimistic"] else "fails"


def _common(run: Run, common: CommonPoint) -> Text:
    """`“di-dong” và “cap” không độc lập: cùng mất nếu mất nút cáp quang FN-CT`."""
    named = [asset_name(point, run.loaded.province) for point in common.points[:MOST_POINTS]]
    shown, more = joined_texts(", ", named), len(common.points) - len(named)
    one, other = common.parts
    return Text(
        vi=f"{one} và {other} không độc lập: cùng mất nếu mất {shown.vi}"
        + (f" hoặc {more} nơi khác" if more else ""),
        en=f"{one} and {other} are not independent: both go with {shown.en}"
        + (f" or {more} other things" if more else ""),
    )


def _losses(run: Run, subject: SubjectVerdict) -> Iterator[Line]:
    province, names = run.loaded.province, {part.id: part.name for part in subject.parts}
    for loss in subject.losses[:MOST_LOSSES]:
        told = [_cause(run, subject, loss, chain) for chain in loss.chains[:MOST_CHAINS]]
        places = [place for chain in loss.chains for place in places_of(chain, province)]
        lost = _lost(run, subject, loss, names.get(loss.part, same(loss.part)))
        # Of a milestone each chain begins with what is out and since when.
        head = [] if told and subject.kind == "milestone" else [lost]
        words = joined_texts(": ", [*head, *([joined_texts(" · ", told)] if told else [])])
        yield Line(joined_texts("", [words, _back(run, loss)]), tuple(dict.fromkeys(places)), depth=2)
    more = len(subject.losses) - MOST_LOSSES
    if more > 0:
        yield Line(Text(vi=f"… và {more} lần mất nữa", en=f"… and {more} more losses"), depth=2)


def _lost(run: Run, subject: SubjectVerdict, loss: PartLoss, name: Text) -> Text:
    """`vhf mất 08/9 02:56`; an operator by its name."""
    when = clock_of(run.loaded).show(loss.since_h)
    part = name if subject.kind == "commune" else same(loss.part)
    return Text(vi=f"{part.vi} mất {when.vi}", en=f"{part.en} lost {when.en}")


def _cause(run: Run, subject: SubjectVerdict, loss: PartLoss, chain: Link) -> Text:
    """The chain as a sentence, without its head where that only says again what was lost and when."""
    clock = clock_of(run.loaded)
    told = sentence(chain, run.loaded.province, clock)
    head, when = chain.subject.partition("/")[0], clock.show(loss.since_h)
    if head not in {subject.subject, loss.part}:
        return told
    return Text(
        vi=told.vi.removeprefix(f"{head} mất {when.vi}: "),
        en=told.en.removeprefix(f"{head} out since {when.en}: "),
    )


def _back(run: Run, loss: PartLoss) -> Text:
    if loss.until_h is None:
        return same("")
    when = clock_of(run.loaded).show(loss.until_h)
    return Text(vi=f"; có lại {when.vi}", en=f"; back {when.en}")


def _survey(run: Run, data: Sequence[str]) -> Text:
    first = [datum_name(each, run.loaded.province) for each in data[:MOST_DATA]]
    shown, more = joined_texts("; ", _once_each(first)), len(data) - len(first)
    return Text(
        vi=f"cần khảo sát: {shown.vi}" + (f"; và {more} mục khác" if more else ""),
        en=f"to survey: {shown.en}" + (f"; and {more} more" if more else ""),
    )


def _once_each(data: Sequence[Text]) -> list[Text]:
    """`gió thiết kế (A); gió thiết kế (B)` as `gió thiết kế (A, B)`."""
    grouped: dict[tuple[str, str], list[Text]] = {}
    for each in data:
        grouped.setdefault((each.vi.partition(" (")[0], each.en.partition(" (")[0]), []).append(each)
    return [
        own[0]
        if len(own) == 1 or not all(each.vi.endswith(")") and each.en.endswith(")") for each in own)
        else Text(
            vi=f"{what_vi} ({', '.join(each.vi.partition(' (')[2][:-1] for each in own)})",
            en=f"{what_en} ({', '.join(each.en.partition(' (')[2][:-1] for each in own)})",
        )
        for (what_vi, what_en), own in grouped.items()
    ]
