"""Why a unit or a site stands as it does: lines of words, each with the places in the files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import length_h, outside, shared, within
from planner.foundation.text import Text
from planner.inventory.records import Satellite
from planner.plan.filters import OUTCOME_MARKS, OUTCOME_WORDS, both, hours, number, same
from planner.plan.names import site_name, word
from planner.plan.summary import (
    clock_of,
    deciding_series,
    lowest_words,
    roaming_hint,
    survey_words,
)
from planner.plan.wind_models import depends, shown_under, sign
from planner.plan.wording import places_of, sentence
from planner.policy.verdicts import SiteLoss
from planner.simulation.chains import explainer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.decisions.mending import Mending
    from planner.foundation.diagnostics import Place
    from planner.foundation.intervals import Intervals
    from planner.inventory.records import Site
    from planner.policy.verdicts import Criterion, HardenedSite, UnitVerdict
    from planner.scenario.run import Run

MOST_SITES = 5
"""Of sites that are not hardened, and of data to survey, this many are told; JSON has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a story; `depth` 0 is a heading or a conclusion."""

    words: Text
    places: tuple[Place, ...] = ()
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Outage:
    """A time within the horizon in which a site serves none of these operators, and why.

    `certain` is False where it only comes about if what was not surveyed is at its worst.
    """

    operators: tuple[str, ...]
    loss: SiteLoss
    certain: bool


# --- a unit -----------------------------------------------------------------------------------


def unit_story(run: Run, verdict: UnitVerdict) -> list[Line]:
    """What is asked and what there is; who went down and why, who stayed; what to survey."""
    lines = [Line(_head(verdict, run), depth=0)]
    under = shown_under(verdict)
    if under.vi and (verdict.losses or verdict.models_differ):
        lines.append(Line(under, depth=0))
    lines += _losses(run, verdict)
    lines += _kept(run, verdict)
    sure, _ = verdict.hardened_count
    if sure < verdict.requirement.at_least:
        lines += _not_hardened(verdict)
    lines += _survey(verdict)
    return lines


def mending_story(mending: Mending) -> list[Line]:
    """The smallest change, or pair, that was found; nothing where nothing needs mending."""
    return [] if mending.already_holds else [Line(_mending(mending), depth=0)]


def _head(verdict: UnitVerdict, run: Run) -> Text:
    sure, maybe = verdict.hardened_count
    have = f"{sure}" if sure == maybe else f"{sure}–{maybe}"
    low, needed = lowest_words(verdict), verdict.requirement.at_least
    noun = "hardened station" if needed == 1 else "hardened stations"
    end = Text(".", ".")
    if verdict.outcome != "fails":
        told = depends(verdict) if verdict.models_differ else OUTCOME_WORDS[verdict.outcome]
        hint = roaming_hint(verdict, run.loaded.province)
        end = Text(vi=f": {told.vi}{hint.vi}.", en=f": {told.en}{hint.en}.")
    name = verdict.unit_name
    return Text(
        vi=f"{name.vi} cần {needed} trạm kiên cố hoạt động, có {have}, thấp nhất còn {low}{end.vi}",
        en=f"{name.en} needs {needed} {noun} in service, has {have}, at worst keeps {low}{end.en}",
    )


def _losses(run: Run, verdict: UnitVerdict) -> Iterator[Line]:
    """One line per cause: sites that went down together for the same reason share it."""
    province, clock = run.loaded.province, clock_of(run.loaded)
    groups: dict[tuple[Fraction, Fraction | None, Text], list[SiteLoss]] = {}
    for loss in verdict.losses:
        told = sentence(loss.chain, province, clock)
        rest = Text(vi=told.vi.removeprefix(loss.site), en=told.en.removeprefix(loss.site))
        groups.setdefault((loss.since_h, loss.until_h, rest), []).append(loss)
    for (_, until_h, rest), losses in groups.items():
        sites = ", ".join(loss.site for loss in losses)
        back = _back(run, until_h)
        places = [place for loss in losses for place in places_of(loss.chain, province)]
        yield Line(
            Text(vi=f"{sites}{rest.vi}{back.vi}", en=f"{sites}{rest.en}{back.en}"),
            tuple(dict.fromkeys(places)),
        )


def _back(run: Run, until_h: Fraction | None) -> Text:
    if until_h is None:
        return same("")
    when = clock_of(run.loaded).show(until_h)
    return Text(vi=f"; hoạt động lại {when.vi}", en=f"; back {when.en}")


def _kept(run: Run, verdict: UnitVerdict) -> Iterator[Line]:
    """Hardened sites that count at every instant of the window."""
    province = run.loaded.province
    series = deciding_series(verdict)
    requirement = verdict.requirement
    horizon = run.loaded.scenario.horizon_h
    end = horizon if requirement.until_h is None else min(requirement.until_h, horizon)
    span = end - min(requirement.from_h, horizon)
    for tested in verdict.hardened:
        site = province.sites[tested.site]
        if all(tested.site in step.sites for step in series):
            has = equipment_words(site)
            if_ = Text("", "")
            if not all(tested.site in step.sites for step in verdict.pessimistic):
                if_ = Text(
                    vi=" (nếu phần chưa khảo sát là tốt)", en=" (if what was not surveyed is good)"
                )
            yield Line(
                Text(
                    vi=f"{site.id} còn suốt {hours(span, 'vi')}{if_.vi}: {has.vi}",
                    en=f"{site.id} stays up all {hours(span, 'en')}{if_.en}: {has.en}",
                ),
                () if tested.place is None else (tested.place,),
            )


def equipment_words(site: Site) -> Text:
    """What keeps a site up: `máy phát 96 h, cáp + vệ tinh`."""
    power = []
    fixed = [g for g in site.generators or () if g.mounting == "fixed"]
    known = [g.tank_l / g.burn_l_per_h for g in fixed if g.tank_l is not None and g.burn_l_per_h]
    if known:
        total = sum(known, Fraction(0))
        power.append(
            Text(vi=f"máy phát {hours(total, 'vi')}", en=f"generator {hours(total, 'en')}")
        )
    elif site.battery_h:
        battery = site.battery_h
        power.append(
            Text(vi=f"ắc quy {hours(battery, 'vi')}", en=f"battery {hours(battery, 'en')}")
        )
    ways = []
    if any(drop.present == "yes" for drop in site.backhaul.drops):
        ways.append(Text("cáp", "fiber"))
    if site.backhaul.hops:
        ways.append(Text("vi ba", "microwave"))
    if isinstance(site.backhaul.satellite, Satellite):
        ways.append(Text("vệ tinh", "satellite"))
    if ways:
        power.append(
            Text(vi=" + ".join(way.vi for way in ways), en=" + ".join(way.en for way in ways))
        )
    if not power:
        return Text("điện lưới", "the grid")
    return Text(vi=", ".join(each.vi for each in power), en=", ".join(each.en for each in power))


def _not_hardened(verdict: UnitVerdict) -> Iterator[Line]:
    """Why sites are not hardened, those that lack least first."""
    others = [tested for tested in verdict.hardened if tested.outcome != "holds"]
    if not verdict.hardened:
        yield Line(Text(vi="Không có trạm nào ở đây.", en="There is no station here."))
        return
    others.sort(key=lambda tested: (_lacks(tested), tested.site))
    for tested in others[:MOST_SITES]:
        sure = tested.outcome == "fails"
        lead = Text("chưa kiên cố", "not hardened") if sure else Text("chưa rõ", "not known")
        lacking = [criterion for criterion in tested.criteria if criterion.outcome != "holds"]
        why = [_criterion(criterion) for criterion in lacking]
        yield Line(
            Text(
                vi=f"{tested.site} {lead.vi}: " + "; ".join(text.vi for text in why),
                en=f"{tested.site} {lead.en}: " + "; ".join(text.en for text in why),
            ),
            () if tested.place is None else (tested.place,),
        )
    more = len(others) - MOST_SITES
    if more > 0:
        yield Line(
            Text(
                vi=f"… và {more} trạm khác chưa kiên cố (--format json có đủ)",
                en=f"… and {more} more that are not hardened (--format json has all)",
            )
        )


def _lacks(tested: HardenedSite) -> tuple[int, int]:
    outcomes = [criterion.outcome for criterion in tested.criteria]
    return outcomes.count("fails"), outcomes.count("unknown")


def _criterion(criterion: Criterion) -> Text:
    name = word("criterion", criterion.id)
    return Text(
        vi=f"{name.vi}: {criterion.found.vi} (cần {criterion.asked.vi})",
        en=f"{name.en}: {criterion.found.en} (asked: {criterion.asked.en})",
    )


def _survey(verdict: UnitVerdict) -> Iterator[Line]:
    for item in verdict.survey[:MOST_SITES]:
        datum, vi, en = survey_words(item), hours(item.hours, "vi"), hours(item.hours, "en")
        yield Line(
            Text(
                vi=f"cần khảo sát {datum.vi} (quyết định {vi})",
                en=f"to survey: {datum.en} (decides {en})",
            )
        )
    more = len(verdict.survey) - MOST_SITES
    if more > 0:
        yield Line(
            Text(vi=f"… và {more} số liệu khác cần khảo sát", en=f"… and {more} more to survey")
        )


def _mending(mending: Mending) -> Text:
    if mending.single is not None:
        words = mending.single.words
        return Text(
            vi=f"Việc nhỏ nhất: {words.vi} (đã chạy lại: đạt)",
            en=f"Smallest change: {words.en} (run again: holds)",
        )
    if mending.pair is not None:
        first, second = (change.words for change in mending.pair)
        return Text(
            vi=f"Không có một việc đơn lẻ nào đủ. Cặp nhỏ nhất: {first.vi} và {second.vi} "
            "(đã chạy lại: đạt)",
            en=f"No single change is enough. Smallest pair: {first.en} and {second.en} "
            "(run again: holds)",
        )
    if not mending.tried_singles and not mending.tried_pairs:
        return Text(
            vi="Không một việc hay cặp việc nào trong danh sách bù đủ số trạm đang thiếu.",
            en="No single change and no pair of the list could bring back as many stations as are "
            "missing.",
        )
    left = mending.pairs_left
    return Text(
        vi="Không một việc hay cặp việc nào đủ (đã chạy thử "
        f"{mending.tried_singles} việc, {mending.tried_pairs} cặp"
        + (f"; còn {left} cặp chưa thử)." if left else ")."),
        en="No single change and no pair is enough (tried by running: "
        f"{_many(mending.tried_singles, 'change')}, {_many(mending.tried_pairs, 'pair')}"
        + (f"; {_many(left, 'pair')} not tried)." if left else ")."),
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


# --- a site -----------------------------------------------------------------------------------


def outages_of(run: Run, site: str) -> tuple[Outage, ...]:
    """Every outage of a site within the horizon, for each operator; equal ones are told once."""
    horizon = run.loaded.scenario.horizon_h
    explainer = explainer_of(run.loaded.province, run.ordeal, run.pessimistic)
    found: dict[SiteLoss, tuple[list[str], bool]] = {}
    for operator, served in sorted(run.pessimistic.in_service[site].items()):
        sure = outside(run.optimistic.in_service[site][operator])
        for start, end in within(outside(served), Fraction(0), horizon):
            chain = explainer.site_out(site, start, operator)
            loss = SiteLoss(site, start, None if end >= horizon else Fraction(end), chain)
            certain = bool(shared(((start, end),), sure))
            operators, _ = found.setdefault(loss, ([], certain))
            operators.append(operator)
    told = [Outage(tuple(ops), loss, sure) for loss, (ops, sure) in found.items()]
    return tuple(sorted(told, key=lambda each: (each.operators, each.loss.since_h)))


def site_story(run: Run, site: str, outages: Sequence[Outage]) -> list[Line]:
    """Where it stands and for whom, every outage with its chain, and the hardened tests."""
    province = run.loaded.province
    place = province.places.get(f"sites/{site}")
    lines = [Line(_site_head(run, site), () if place is None else (place,), 0)]
    operators = sorted(run.pessimistic.in_service[site])
    for together, theirs in _by_operators(operators, outages):
        lines.append(Line(_served(run, site, together)))
        lines += _outage_lines(run, theirs)
    lines += _tests(run, site)
    return lines


def _site_head(run: Run, id_: str) -> Text:
    province = run.loaded.province
    site, name = province.sites[id_], site_name(id_, province)
    district = both(province.districts[site.district].name)
    structure = word("structure", site.structure.type)
    has = equipment_words(site)
    wind = _strongest(run, f"{id_}/mast")
    return Text(
        vi=f"{name.vi}, {district.vi}: {structure.vi}; {has.vi}{wind.vi}.",
        en=f"{name.en}, {district.en}: {structure.en}; {has.en}{wind.en}.",
    )


def _strongest(run: Run, asset: str) -> Text:
    """The largest gust at an asset: one figure, or one for each wind model and which of them is told of."""
    if not run.peak_gust_mps.get(asset) or run.loaded.at_rest:
        return same("")
    felt = [member.felt for member in run.members]
    if len(felt) == 1:
        (vi, en) = (number(felt[0].peak_gust_mps.get(asset, 0.0), lang) for lang in ("vi", "en"))
        return Text(vi=f"; gió giật mạnh nhất {vi} m/s", en=f"; strongest gust {en} m/s")
    vi, en = (
        ", ".join(
            f"{number(each.peak_gust_mps.get(asset, 0.0), lang)} ({sign(each.model or '')})"
            for each in felt
        )
        for lang in ("vi", "en")
    )
    worst = sign(run.felt.model or "")
    return Text(
        vi=f"; gió giật mạnh nhất {vi} m/s; dưới đây là theo {worst}, mô hình bất lợi nhất cho cả tỉnh",
        en=f"; strongest gust {en} m/s; what follows is under {worst}, the model most adverse to the province",
    )


def _by_operators(
    operators: Sequence[str], outages: Sequence[Outage]
) -> Iterator[tuple[tuple[str, ...], list[Outage]]]:
    """Operators that suffer the same outages, and these."""
    groups: dict[tuple[Outage, ...], list[str]] = {}
    for operator in operators:
        theirs = tuple(outage for outage in outages if operator in outage.operators)
        groups.setdefault(theirs, []).append(operator)
    for theirs, together in groups.items():
        yield tuple(together), sorted(theirs, key=lambda each: each.loss.since_h)


def _served(run: Run, site: str, operators: Sequence[str]) -> Text:
    """How long the site serves these operators, which all fare the same."""
    known = run.loaded.province.operators
    names = [both(known[id_].name) if id_ in known else same(id_) for id_ in operators]
    who = Text(vi=", ".join(name.vi for name in names), en=", ".join(name.en for name in names))
    horizon = run.loaded.scenario.horizon_h

    def served_h(intervals: Intervals) -> Fraction:
        return length_h(within(intervals, Fraction(0), horizon))

    worst = served_h(run.pessimistic.in_service[site][operators[0]])
    best = served_h(run.optimistic.in_service[site][operators[0]])
    vi, en = hours(worst, "vi"), hours(worst, "en")
    if worst == horizon:
        return Text(vi=f"{who.vi}: còn suốt {vi}", en=f"{who.en}: up all {en}")
    if best != worst:
        vi, en = f"{vi} – {hours(best, 'vi')}", f"{en} – {hours(best, 'en')}"
    return Text(
        vi=f"{who.vi}: hoạt động {vi} trong {hours(horizon, 'vi')}",
        en=f"{who.en}: in service {en} of {hours(horizon, 'en')}",
    )


def _outage_lines(run: Run, outages: Iterable[Outage]) -> Iterator[Line]:
    province, clock = run.loaded.province, clock_of(run.loaded)
    for outage in outages:
        told = sentence(outage.loss.chain, province, clock)
        back = _back(run, outage.loss.until_h)
        doubt = Text("", "")
        if not outage.certain:
            doubt = Text(
                vi=" (chỉ khi phần chưa khảo sát ở mức xấu nhất)",
                en=" (only if what was not surveyed is at its worst)",
            )
        yield Line(
            Text(vi=f"{told.vi}{back.vi}{doubt.vi}", en=f"{told.en}{back.en}{doubt.en}"),
            places_of(outage.loss.chain, province),
            depth=2,
        )


def _tests(run: Run, site: str) -> Iterator[Line]:
    """The hardened test of the site in each requirement that speaks of it."""
    for requirement in run.loaded.requirements:
        tested = _tested(run, site, requirement.id)
        if tested is None:
            continue
        name = both(requirement.name)
        mark, told = OUTCOME_MARKS[tested.outcome], _HARDENED[tested.outcome]
        yield Line(Text(vi=f"{mark} {told.vi} ({name.vi})", en=f"{mark} {told.en} ({name.en})"))
        for criterion in tested.criteria:
            words = _criterion(criterion)
            mark = OUTCOME_MARKS[criterion.outcome]
            doubt = Text("", "")
            if not criterion.sourced:
                doubt = Text(" (không ghi nguồn, ngày)", " (no source and date)")
            yield Line(
                Text(vi=f"{mark} {words.vi}{doubt.vi}", en=f"{mark} {words.en}{doubt.en}"),
                depth=2,
            )


_HARDENED = {
    "holds": Text("trạm kiên cố", "hardened station"),
    "fails": Text("không phải trạm kiên cố", "not a hardened station"),
    "unknown": Text("chưa rõ có phải trạm kiên cố không", "not known whether it is hardened"),
}


def tests_of(run: Run, site: str) -> dict[str, HardenedSite]:
    """The hardened test of the site by requirement, where a requirement speaks of it."""
    tests = ((each.id, _tested(run, site, each.id)) for each in run.loaded.requirements)
    return {id_: tested for id_, tested in tests if tested is not None}


def _tested(run: Run, site: str, requirement: str) -> HardenedSite | None:
    return next(
        (
            tested
            for verdict in run.verdicts
            if verdict.requirement.id == requirement
            for tested in verdict.hardened
            if tested.site == site
        ),
        None,
    )
