"""Why a duty holds or not for a unit, a post or a commune: lines of words, each with the places in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.intervals import length_h, within
from planner.foundation.text import LANGUAGES, Text
from planner.network.sides import SIDES
from planner.plan.duty_answers import duty_verdict_view
from planner.plan.duty_lines import (
    BY_SIGNAL,
    SIGNAL_UNSURE,
    duty_line,
    measure_words,
    part_word,
)
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, both, hours, number, same
from planner.plan.measure_lines import MEASURE_KINDS, measure_unlisted
from planner.plan.names import asset_name
from planner.plan.office_lines import (
    OFFICE_KINDS,
    OFFICE_NOUNS,
    OFFICE_SUBJECTS,
    office_part,
    office_unlisted,
    short_since,
)
from planner.plan.story import Line, mending_story
from planner.plan.summary import clock_of
from planner.plan.survey_words import survey_words
from planner.plan.travel_words import WITHOUT_HOURS, coming_words, dry_words, wanted_by
from planner.plan.wording import joined_texts, places_of, sentence
from planner.scenario.duties import verdicts_about

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.decisions.mending import Mending
    from planner.inventory.province import Province
    from planner.plan.targets import Target
    from planner.policy.duties.verdicts import (
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
MOST_LOSSES_EACH = 3
"""Of each of several places; asked for by itself, a place tells more."""
MOST_DATA = 6
_WORST_FIRST: tuple[Outcome, ...] = ("fails", "unknown", "holds")


def duties_about(run: Run, target: Target) -> list[AboutDuty]:
    """Every duty that is judged for a unit, or for a post or commune within a larger unit."""
    found: list[AboutDuty] = []
    kinds = {"post": "command-post", "commune": "commune", "site": "site"}
    for verdict in verdicts_about(run, _units_around(run.loaded.province, target)):
        if (verdict.requirement.unit, verdict.unit) == (target.kind, target.id):
            found.append((verdict, None))
            continue
        found += [
            (verdict, each)
            for each in verdict.subjects
            if (each.kind, each.subject) == (kinds.get(target.kind), target.id)
        ]
    return found


def _units_around(province: Province, target: Target) -> dict[str, set[str]]:
    """What is asked about, if it is a unit, and the units that a post or commune is in; by kind."""
    units: dict[str, set[str]] = {target.kind: {target.id}}
    if target.kind == "post":
        post = province.command_posts[target.id]
        units["district"] = {post.district}
        units["commune"] = set() if post.commune is None else {post.commune}
    elif target.kind == "commune":
        units["district"] = {province.communes[target.id].district}
    return {**units, "province": {province.header.code}}


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
    elif subject.kind == "milestone" and len(subject.losses) > 1:
        count = len(subject.losses)
        words = Text(
            vi=f"phải đưa lại ít nhất {count} nơi cùng lúc: không một hay hai việc nào trong danh mục làm được",
            en=f"at least {count} places must be back at once: no one or two changes of the list do that",
        )
    elif any(each.id == "derated" for each in subject.measures):
        words = Text(
            vi="chưa biết gió tới lúc nào: bắt đầu kịch bản trước khi gió tới",
            en="it is not known when the wind comes: begin the scenario before it does",
        )
    head = subject.name if subject.kind == "commune" else same(subject.subject)
    return Line(joined_texts(" – ", [head, words]), depth=0)


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
    most = MOST_LOSSES if len(ordered) == 1 else MOST_LOSSES_EACH
    for subject in ordered[:MOST_SUBJECTS]:
        told_of = list(subject_story(run, subject, verdict, said=told, most_losses=most))
        # Of what holds among others its name says enough: asked for by itself it tells all.
        lines += told_of[:1] if subject.outcome == "holds" and len(ordered) > 1 else told_of
    more = len(ordered) - MOST_SUBJECTS
    if more > 0:
        noun = OFFICE_NOUNS.get(verdict.requirement.kind, "nơi")
        lines.append(Line(Text(vi=f"… và {more} {noun} nữa", en=f"… and {more} more")))
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


def subject_story(
    run: Run,
    subject: SubjectVerdict,
    verdict: DutyVerdict,
    *,
    said: Text | None = None,
    most_losses: int = MOST_LOSSES,
) -> Iterator[Line]:
    """One post or commune: its counts, what it rests on, what two means share, what was lost and why.

    `said` is what was told of the whole unit already.
    """
    mark, word = OUTCOME_MARKS[subject.outcome], OUTCOME_WORDS[subject.outcome]
    id_, name = subject.subject, subject.name
    called = name if name == same(id_) else Text(vi=f"{id_} ({name.vi})", en=f"{id_} ({name.en})")
    yield Line(
        Text(vi=f"{mark} {called.vi}: {word.vi}", en=f"{mark} {called.en}: {word.en}"),
        () if subject.place is None else (subject.place,),
    )
    yield from _counts(run, subject, verdict)
    if subject.no_signal_before:
        yield Line(_no_signal(subject.no_signal_before), depth=2)
    notes = dict.fromkeys(
        (*subject.notes, *(() if verdict.note is None else (verdict.note,)))
    )
    for note in notes:
        if said is None or not said.vi.endswith(note.vi):
            yield Line(note, depth=2)
    # What each operator covers by itself stands in the notes of roaming.
    for part in () if verdict.requirement.kind == "roaming" else subject.parts:
        words = _part(run, part, subject, verdict)
        if words is not None:
            yield Line(words, depth=2)
    for common in subject.common:
        yield Line(_common(run, common), depth=2)
    yield from _losses(run, subject, most_losses)
    if subject.survey and subject.outcome == "unknown":
        ask = survey_words(subject.survey, run.loaded.province, MOST_DATA)
        yield Line(Text(vi=f"cần khảo sát: {ask.vi}", en=f"to survey: {ask.en}"), depth=2)
    elif subject.outcome == "unknown" and verdict.note is None:
        open_ = _open(subject, verdict)
        if open_ is not None:
            yield Line(open_, depth=2)


def _counts(run: Run, subject: SubjectVerdict, verdict: DutyVerdict) -> Iterator[Line]:
    """What each measure counts and what it needs; of a yes or no, from when on it is no."""
    duty, clock = verdict.requirement, clock_of(run.loaded)
    for measure in () if duty.kind in MEASURE_KINDS else subject.measures:
        if measure.id == "people" and not measure.needed:
            continue  # nobody knows how many live there: there is no count to tell
        below_h = measure.below_pessimistic.first_below_h
        if duty.kind == "reach":
            by = None if subject.outcome == "holds" else wanted_by(duty, subject, clock)
            if by is not None:
                yield Line(by, depth=2)
        elif duty.kind == "fuel":
            if below_h is not None:
                yield Line(dry_words(subject, clock.show(below_h)), depth=2)
        elif subject.kind in ("task", "readiness"):
            if below_h is not None:
                yield Line(short_since(subject, clock.show(below_h)), depth=2)
        else:
            words = measure_words(measure)
            if below_h is not None and duty.kind not in WITHOUT_HOURS:
                when = clock.show(below_h)
                words = Text(
                    vi=f"{words.vi}, thiếu từ {when.vi}", en=f"{words.en}, short from {when.en}"
                )
            yield Line(words, depth=2)


def _open(subject: SubjectVerdict, verdict: DutyVerdict) -> Text | None:
    """Why nobody can tell of one place, where it is not for want of data."""
    if len({outcome for _, outcome in verdict.by_model}) > 1:
        return Text(
            vi="các mô hình gió cho kết quả khác nhau; trên đây là theo mô hình bất lợi nhất",
            en="the wind models differ; what is told is under the most adverse one",
        )
    return SIGNAL_UNSURE if verdict.requirement.kind in BY_SIGNAL else None


def _no_signal(people: int) -> Text:
    return Text(
        vi=f"{number(people, 'vi', 0)} người ở vùng lõm sóng từ trước bão: không tính là có sóng, cũng "
        "không tính là mất sóng vì bão",
        en=f"{number(people, 'en', 0)} people had no signal before the storm: neither covered nor lost by it",
    )


def _part(run: Run, part: Part, subject: SubjectVerdict, verdict: DutyVerdict) -> Text | None:
    """One part in words; None where that would say the subject's own line again."""
    if subject.kind in OFFICE_SUBJECTS:
        return office_part(part, subject)
    if verdict.requirement.kind == "undergrounding":  # no storm changes what hangs
        return joined_texts(": ", [part.name, joined_texts("; ", list(part.notes))])
    kind = part_word(part.kind, subject.kind)
    name = kind if part.kind == part.name.en else joined_texts(" ", [kind, part.name])
    if subject.kind == "commune" and part.name.vi.casefold().startswith(kind.vi.casefold()):
        name = part.name  # an operator's name often says already that it is one
    state = _state(run, part, verdict)
    if verdict.requirement.kind == "coverage":
        state = _half_served(run, part, verdict)
    elif verdict.requirement.kind in {"reach", "fuel"} and part.kind in {"team", "fuel"}:
        state = coming_words(part, clock_of(run.loaded))
    elif part.kind == "site":
        state = OUTCOME_WORDS[_ever(part)]
    notes = joined_texts("; ", [state, *part.notes])
    return Text(vi=f"{name.vi}: {notes.vi}", en=f"{name.en}: {notes.en}")


def _hours_at_work(run: Run, part: Part, verdict: DutyVerdict) -> tuple[Fraction, Fraction, Fraction]:
    """Hours within the window in which it works for certain, perhaps, and all there are."""
    horizon = run.loaded.scenario.horizon_h
    until = verdict.requirement.until_h
    end = horizon if until is None else min(until, horizon)
    start = min(verdict.requirement.from_h, horizon)
    sure, maybe = (length_h(within(part.works[side], start, end)) for side in SIDES)
    return sure, maybe, end - start


def _half_served(run: Run, part: Part, verdict: DutyVerdict) -> Text:
    """How long an operator by itself serves half of a commune's people or more."""
    sure, maybe, whole = _hours_at_work(run, part, verdict)
    if sure == whole:
        return Text("từ nửa số dân trở lên có sóng suốt", "half of the people or more have its signal throughout")
    if not maybe:
        calm = not part.at_rest["optimistic"]
        return Text(
            vi="không lúc nào phủ tới nửa số dân" + (", cả lúc yên" if calm else ""),
            en="never reaches half of the people" + (", even at rest" if calm else ""),
        )
    vi, en = (
        hours(sure, each) if sure == maybe else f"{hours(sure, each)} – {hours(maybe, each)}" for each in LANGUAGES
    )
    return Text(
        vi=f"từ nửa số dân trở lên có sóng {vi} trong {hours(whole, 'vi')}",
        en=f"half of the people or more have its signal for {en} of {hours(whole, 'en')}",
    )


def _state(run: Run, part: Part, verdict: DutyVerdict) -> Text:
    """How long it works within the window, for certain and perhaps."""
    sure, maybe, whole = _hours_at_work(run, part, verdict)
    if sure == whole:
        return Text("hoạt động suốt", "works throughout")
    if not maybe:
        rest = part.at_rest["optimistic"]
        if not rest:
            return Text("không hoạt động, cả lúc yên", "does not work, even at rest")
        return Text("không hoạt động", "does not work")
    if sure == maybe:
        return Text(
            vi=f"hoạt động {hours(sure, 'vi')} trong {hours(whole, 'vi')}",
            en=f"works {hours(sure, 'en')} of {hours(whole, 'en')}",
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
    things = "other thing" if more == 1 else "other things"
    return Text(
        vi=f"{one} và {other} không độc lập: cùng mất nếu mất {shown.vi}"
        + (f" hoặc {more} nơi khác" if more else ""),
        en=f"{one} and {other} are not independent: both go with {shown.en}"
        + (f" or {more} {things}" if more else ""),
    )


def _losses(run: Run, subject: SubjectVerdict, most: int) -> Iterator[Line]:
    """Each time something was lost, and why; what went at one time for one reason is told together."""
    province = run.loaded.province
    groups: dict[tuple[Text, Text, Text, bool], list[PartLoss]] = {}
    for loss in subject.losses:
        when = clock_of(run.loaded).show(loss.since_h)
        key = when, _causes(run, subject, loss), _back(run, loss), loss.certain
        groups.setdefault(key, []).append(loss)
    for (when, causes, back, _), losses in list(groups.items())[:most]:
        names = joined_texts(", ", [_called(run, subject, loss.part) for loss in losses])
        lost = _lost(subject, names, when, certain=all(loss.certain for loss in losses))
        words = joined_texts(": ", [lost, *([causes] if causes.vi else [])])
        places = (p for loss in losses for chain in loss.chains for p in places_of(chain, province))
        yield Line(joined_texts("", [words, back]), tuple(dict.fromkeys(places)), depth=2)
    more = len(groups) - most
    if more > 0:
        times = "loss" if more == 1 else "losses"
        yield Line(Text(vi=f"… và {more} lần mất nữa", en=f"… and {more} more {times}"), depth=2)


def _lost(subject: SubjectVerdict, names: Text, when: Text, *, certain: bool) -> Text:
    """`loa A mất 07/9 10:46`, or that it may be."""
    people = subject.measures and subject.deciding.id == "people"
    said = Text("mất", "lost") if certain else Text("có thể mất từ", "perhaps lost from")
    if people:
        said = Text("mất sóng", "without signal from") if certain else _PERHAPS_NO_SIGNAL
    return joined_texts(" ", [names, said, when])


_PERHAPS_NO_SIGNAL = Text("có thể mất sóng từ", "perhaps without signal from")


def _called(run: Run, subject: SubjectVerdict, part: str) -> Text:
    """What was lost: a place with its people, a channel or commune by its name, all else by its id."""
    if subject.kind == "commune" and subject.measures and subject.deciding.id == "people":
        return _place(run, subject, part)
    if subject.kind == "commune":
        return {each.id: each.name for each in subject.parts}.get(part, same(part))
    commune = run.loaded.province.communes.get(part)
    return same(part) if commune is None else both(commune.name)


def _place(run: Run, subject: SubjectVerdict, id_: str) -> Text:
    """A population point, or the commune's seat with those who live at no point: `Thôn Nam (2.000 người)`."""
    province = run.loaded.province
    point = province.population_points.get(id_)
    if point is not None:
        name, people = same(id_) if point.name is None else both(point.name), point.population
    else:
        own = [p.population for p in province.population_points.values() if p.commune == subject.subject]
        name, people = _AT_THE_SEAT if own else _WHOLE_COMMUNE, (subject.population or 0) - sum(own)
    if people <= 0:
        return Text(f"{name.vi} (chưa ghi dân số)", f"{name.en} (people not on record)")
    return Text(f"{name.vi} ({number(people, 'vi', 0)} người)", f"{name.en} ({number(people, 'en', 0)} people)")


_AT_THE_SEAT = Text("trung tâm xã", "the commune's seat")
_WHOLE_COMMUNE = Text("cả xã", "the whole commune")


def _causes(run: Run, subject: SubjectVerdict, loss: PartLoss) -> Text:
    """The first few chains of a loss; those that say the same of several sites are told once."""
    groups: dict[Text, list[str]] = {}
    for chain in loss.chains[:MOST_CHAINS]:
        told, head = _cause(run, subject, loss, chain), chain.subject.partition("/")[0]
        starts = told.vi.startswith(f"{head} ") and told.en.startswith(f"{head} ")
        rest = Text(told.vi.removeprefix(head), told.en.removeprefix(head)) if starts else told
        groups.setdefault(rest, []).extend([head] if starts else [])
    told_once = [
        joined_texts("", [same(", ".join(dict.fromkeys(heads))), rest]) for rest, heads in groups.items()
    ]
    more = loss.others + len(loss.chains[MOST_CHAINS:])
    if more:
        told_once.append(Text(f"và {more} nơi khác đã mất trước đó", f"and {more} more lost before"))
    if told_once:
        return joined_texts(" · ", told_once)
    unseen = any(part.id == loss.part and part.missing for part in subject.parts)
    return _TAKEN_AT_WORST if unseen else same("")


_TAKEN_AT_WORST = Text(
    "chưa khảo sát đủ, tính theo hướng xấu", "not all of it was surveyed, taken at its worst"
)


def _cause(run: Run, subject: SubjectVerdict, loss: PartLoss, chain: Link) -> Text:
    """The chain as a sentence; the only one without its head where that says again what was lost and when."""
    clock = clock_of(run.loaded)
    told = sentence(chain, run.loaded.province, clock)
    head, when = chain.subject.partition("/")[0], clock.show(loss.since_h)
    if head not in {subject.subject, loss.part} or len(loss.chains) > 1:
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
