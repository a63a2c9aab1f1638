"""Coverage: how many people a network serves, by commune and operator, through time."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    ALWAYS,
    NEVER,
    Intervals,
    holds_at,
    outside,
    shared,
    union,
    within,
)
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.carriers import Told, data_of_sites, open_from_h, sites_lost
from planner.policy.duties.measured_coverage import cap, notes_on
from planner.policy.duties.measuring import measured
from planner.policy.duties.records import CoverageDuty
from planner.policy.duties.serving import meanwhile
from planner.policy.duties.steady import least_share
from planner.policy.duties.verdicts import DutyVerdict, Part, SubjectVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from planner.network.sides import Side
    from planner.policy.duties.living import Living
    from planner.policy.duties.serving import Serving
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import Measure, PartLoss
    from planner.policy.units import Unit
    from planner.policy.verdicts import Outcome, Series


def served_at(
    living: Living, serving: Serving, *, roaming: bool, operators: tuple[str, ...] | None = None
) -> Intervals:
    """When the people at one spot are served.

    By one of `operators`; where none are named by any with roaming, else by every operator by itself.
    """
    if living.dead_spot:
        return NEVER
    return serving.once(
        (living.id, roaming, operators),
        lambda: _served_at(living, serving, roaming=roaming, operators=operators),
    )


def _served_at(
    living: Living, serving: Serving, *, roaming: bool, operators: tuple[str, ...] | None
) -> Intervals:
    if operators is not None:
        return union(*(serving.mobile(living.spot, each) for each in operators))
    if roaming:
        return serving.mobile(living.spot, None)
    every = [serving.mobile(living.spot, each) for each in serving.operators]
    return meanwhile(*every) if every else serving.mobile(living.spot, None)


def judge_coverage(setting: Setting, duty: CoverageDuty) -> list[DutyVerdict]:
    """The duty for every unit; the share is taken over all people of the unit."""
    return [_unit(setting, duty, unit) for unit in setting.units()]


def _unit(setting: Setting, duty: CoverageDuty, unit: Unit) -> DutyVerdict:
    communes = setting.communes_of(unit)
    subjects = [_commune(setting, duty, id_) for id_ in communes]
    everyone = [each for id_ in communes for each in setting.living[id_]]
    whole = measure_people(setting, duty, everyone)
    doubt = setting.aside("communes", "population_points")
    verdict = setting.unit_verdict(
        unit, subjects, _without(setting, duty, everyone, whole), doubt=doubt
    )
    if not sum(each.people for each in everyone):
        return verdict
    outcome, at_rest = whole.outcome, whole.at_rest
    if doubt:
        outcome = "unknown" if outcome == "holds" else outcome
        at_rest = "unknown" if at_rest == "holds" else at_rest
    return DutyVerdict(
        requirement=duty,
        unit=unit.id,
        unit_name=unit.name,
        outcome=outcome,
        at_rest=at_rest,
        needed=whole.needed,
        subjects=verdict.subjects,
        pessimistic=whole.pessimistic,
        optimistic=whole.optimistic,
        below_pessimistic=whole.below_pessimistic,
        below_optimistic=whole.below_optimistic,
        without=verdict.without,
        survey=verdict.survey if outcome == "unknown" else (),
        no_signal_before=verdict.no_signal_before,
        rest_minimum=whole.rest_minimum,
    )


@lru_cache(maxsize=4096)
def people_needed(people: int, share: float) -> int:
    """The least whole number of people that is this share of them; the share as it was written, not as a float."""
    return least_share(people, share)


def measure_people(
    setting: Setting, duty: CoverageDuty, people: Sequence[Living]
) -> Measure:
    """People served, against the share of all that is asked."""
    window = setting.window
    count = {side: _counter(people, _caps(setting, duty, people, side)) for side in SIDES}
    needed = people_needed(sum(each.people for each in people), duty.people_share)

    def through_time(
        runs: Mapping[Side, Serving],
    ) -> tuple[Mapping[Side, dict[str, Intervals]], Mapping[Side, Series]]:
        served = {side: _served(people, runs[side], duty) for side in SIDES}
        return served, {side: window.series(served[side], count[side]) for side in SIDES}

    served_storm, storm = through_time(setting.storm)
    places = (duty, *(each.id for each in people))
    served_rest, rest = setting.at_rest_once(places, lambda: through_time(setting.rest))
    measure = measured("people", needed, storm, rest, window)
    uncounted = [each for each in people if not each.counted]
    if not uncounted:
        return measure
    outcome, at_rest = (
        _with_uncounted(setting, uncounted, series, of_sides, needed)
        for series, of_sides in ((storm, served_storm), (rest, served_rest))
    )
    return replace(measure, outcome=outcome, at_rest=at_rest)


def _with_uncounted(
    setting: Setting,
    uncounted: Sequence[Living],
    series: Mapping[Side, Series],
    served: Mapping[Side, Mapping[str, Intervals]],
    needed: int,
) -> Outcome:
    """What is left to say where nobody knows how many live at some spots: none, or so many that they decide alone.

    Where coverage was measured in their commune, nobody can say for certain that all of them are covered.
    """
    window = setting.window
    whole = ((window.start_h, window.end_h),)
    doubtful = any(each.commune in setting.measured for each in uncounted)
    doubtful = doubtful or setting.aside("coverage_measurements")
    sure = meanwhile(
        window.meets(series["pessimistic"], needed),
        *(served["pessimistic"][each.id] for each in uncounted),
    )
    if not doubtful and not shared(whole, outside(sure)):
        return "holds"
    maybe = union(
        window.meets(series["optimistic"], needed),
        *(served["optimistic"][each.id] for each in uncounted),
    )
    return "fails" if shared(whole, outside(maybe)) else "unknown"


def _served(people: Iterable[Living], serving: Serving, duty: CoverageDuty) -> dict[str, Intervals]:
    asked = None if duty.operator is None else (duty.operator,)
    return {
        each.id: served_at(each, serving, roaming=duty.roaming, operators=asked) for each in people
    }


def _caps(
    setting: Setting, duty: CoverageDuty, people: Iterable[Living], side: Side
) -> dict[str, int]:
    """Of communes where coverage was measured: how many people are covered for certain at most."""
    if side == "optimistic":
        return {}
    everyone: dict[str, int] = {}
    for each in people:
        everyone[each.commune] = everyone.get(each.commune, 0) + each.people
    if setting.aside("coverage_measurements"):
        return dict.fromkeys(everyone, 0)  # nobody knows whom the record with errors was about
    operators = setting.storm[side].operators if duty.operator is None else (duty.operator,)
    return {
        commune: cap(
            own,
            operators,
            everyone[commune],
            roaming=duty.roaming,
            weak_below_mbps=duty.weak_below_mbps,
        )
        for commune, own in setting.measured.items()
        if commune in everyone
    }


def _counter(
    people: Sequence[Living], caps: Mapping[str, int]
) -> Callable[[tuple[str, ...]], int]:
    """How many people live at some spots; of a commune with a cap, no more than that."""
    living = {each.id: each.people for each in people}
    if not caps:
        return lambda ids: sum(map(living.__getitem__, ids))
    capped: dict[str, list[str]] = {commune: [] for commune in caps}
    for each in people:
        if each.commune in capped:
            capped[each.commune].append(each.id)

    def count(ids: tuple[str, ...]) -> int:
        total, there = sum(map(living.__getitem__, ids)), set(ids)
        for commune, spots in capped.items():
            held = sum(living[spot] for spot in spots if spot in there)
            total -= max(held - caps[commune], 0)
        return total

    return count


def _without(
    setting: Setting, duty: CoverageDuty, people: Sequence[Living], whole: Measure
) -> tuple[int, Fraction | None]:
    """The most people out of reach at one time, for certain where the unit fails, else at the worst.

    People who had no signal before the storm have not lost any.
    """
    side: Side = "optimistic" if whole.outcome == "fails" else "pessimistic"
    had = [each for each in people if not each.dead_spot]
    when = {id_: outside(on) for id_, on in _served(had, setting.storm[side], duty).items()}
    return setting.most_people_without(when, {each.id: each.people for each in had})


def _commune(setting: Setting, duty: CoverageDuty, id_: str) -> SubjectVerdict:
    province = setting.evidence.province
    record, people = province.communes[id_], setting.living[id_]
    measure = measure_people(setting, duty, people)
    unpeopled = not sum(each.people for each in people)
    outcome = "unknown" if unpeopled else measure.outcome
    side: Side = "optimistic" if outcome == "fails" else "pessimistic"
    parts = [operator_part(setting, people, operator) for operator in setting.storm[side].operators]
    return SubjectVerdict(
        subject=id_,
        kind="commune",
        name=Text(vi=record.name.vi, en=record.name.english),
        place=province.places.get(f"communes/{id_}"),
        population=record.population,
        outcome=outcome,
        at_rest="unknown" if unpeopled else measure.at_rest,
        measures=(measure,),
        parts=tuple(parts),
        losses=_losses(setting, duty, people, side),
        survey=data_of_people(setting, duty, id_, people) if outcome == "unknown" else (),
        no_signal_before=sum(each.people for each in people if each.dead_spot),
    )


def _losses(
    setting: Setting, duty: CoverageDuty, people: Sequence[Living], side: Side
) -> tuple[PartLoss, ...]:
    """When each place was lost and why; where none is lost for certain, what may have been at worst."""
    living = {each.id: each for each in people if each.people or not each.counted}
    if not setting.explain:
        return ()
    by_run = [
        {each: _served(living.values(), runs[each], duty) for each in SIDES}
        for runs in (setting.storm, setting.rest)
    ]
    places = [
        Part(
            id=id_,
            kind="place",
            name=Text(vi=id_, en=id_),
            works={each: by_run[0][each][id_] for each in SIDES},
            at_rest={each: by_run[1][each][id_] for each in SIDES},
            place=None,
        )
        for id_ in living
    ]

    def told(of_side: Side) -> tuple[PartLoss, ...]:
        return setting.losses(
            places, of_side, lambda part, s, t_h: _why(setting, duty, living[part.id], s, t_h)
        )

    return told(side) or told("pessimistic")


def data_of_people(
    setting: Setting, duty: CoverageDuty, commune: str, people: Sequence[Living]
) -> tuple[str, ...]:
    """What would decide: how many live there, where, who reaches them, from which height, and how long that lasts."""
    in_any_weather = setting.evidence.standing.once(
        ("survey of people", commune, setting.duty.reach),
        lambda: _asked_of(setting, commune, people),
    )
    of_sites = _of_sites(setting, duty, people, all_known=not in_any_weather)
    return (*in_any_weather, *of_sites)


def _asked_of(setting: Setting, commune: str, people: Sequence[Living]) -> tuple[str, ...]:
    told = all(each.counted for each in people)
    return (
        *(() if told else (f"{commune}.population",)),
        *(f"{each.id}.lon" for each in people if each.spot is None),
        *_servers(setting, people),
        *_heights(setting, people),
    )


def _of_sites(
    setting: Setting, duty: CoverageDuty, people: Sequence[Living], *, all_known: bool
) -> tuple[str, ...]:
    """Data of the sites themselves that leave it open whether they serve a place all the time."""
    served = {side: _served(people, setting.storm[side], duty) for side in SIDES}
    operators = None if duty.operator is None else (duty.operator,)
    found: list[str] = []
    for each in sorted(people, key=lambda living: (-living.people, living.id)):
        works = {side: served[side][each.id] for side in SIDES}
        open_h = open_from_h(works, setting.window)
        if each.spot is not None and open_h is not None:
            sites = setting.storm["pessimistic"].covering(each.spot)
            known = all_known and not found
            found += data_of_sites(setting, sites, open_h, operators, all_known=known)
    return tuple(dict.fromkeys(found))


def _heights(setting: Setting, people: Sequence[Living]) -> tuple[str, ...]:
    """Heights that nobody measured, of the sites that may reach these people for that reason only."""
    sure, maybe = setting.storm["pessimistic"], setting.storm["optimistic"]
    open_: set[str] = set()
    for each in people:
        if each.spot is not None:
            open_ |= set(maybe.covering(each.spot)) - set(sure.covering(each.spot))
    sites = setting.evidence.province.sites
    return tuple(
        f"{site}.structure.height_m"
        for site in sorted(open_)
        if sites[site].structure.height_m is None
    )


def _servers(setting: Setting, people: Sequence[Living]) -> list[str]:
    """Spots of which the formula cannot tell who reaches them, most people first: somebody must look."""
    sure, maybe = setting.storm["pessimistic"], setting.storm["optimistic"]
    sites = setting.evidence.province.sites
    found = []
    for each in sorted(people, key=lambda living: (-living.people, living.id)):
        if each.spot is None or each.spot.served_by or each.dead_spot:
            continue
        open_ = set(maybe.covering(each.spot)) - set(sure.covering(each.spot))
        if any(sites[site].structure.height_m is not None for site in open_):
            found.append(f"{each.id}.served_by")
    return found


def operator_part(setting: Setting, people: Sequence[Living], operator: str) -> Part:
    """One operator in a commune: when it serves the people at most of its spots by weight."""
    named = setting.evidence.province.operators.get(operator)
    works, at_rest = (
        {s: most_people(setting, people, runs[s], (operator,), 0.5) for s in SIDES}
        for runs in (setting.storm, setting.rest)
    )
    return Part(
        id=operator,
        kind="operator",
        name=Text(vi=operator, en=operator)
        if named is None
        else Text(vi=named.name.vi, en=named.name.english),
        works=works,
        at_rest=at_rest,
        place=None,
        public=True,
        notes=_notes(setting, people, operator),
    )


def _notes(setting: Setting, people: Sequence[Living], operator: str) -> tuple[Text, ...]:
    """Where a measurement of the operator is weak, or differs from what the formula says at rest."""
    told = setting.measured.get(people[0].commune, {}).get(operator)
    total = sum(each.people for each in people)
    if told is None or not total or not isinstance(setting.duty, CoverageDuty):
        return ()
    low, high = (
        sum(each.people for each in people if served_at(each, setting.rest[s], roaming=True, operators=(operator,)))
        / total
        for s in SIDES
    )
    return notes_on(told, (low, high), setting.duty.weak_below_mbps)


def most_people(
    setting: Setting,
    people: Sequence[Living],
    serving: Serving,
    operators: tuple[str, ...] | None,
    share: float,
) -> Intervals:
    """When at least a share of the people of one commune is served, by one of `operators` or by any.

    Where nobody counted some of them, they have to be served too on the pessimistic side, and are enough on the other.
    Duties that ask the same of one run over one window are told the same.
    """
    return serving.once(
        ("most", setting.window, people[0].commune, operators, share),
        lambda: _most_people(setting, people, serving, operators, share),
    )


def _most_people(
    setting: Setting,
    people: Sequence[Living],
    serving: Serving,
    operators: tuple[str, ...] | None,
    share: float,
) -> Intervals:
    window = setting.window
    served = {
        each.id: served_at(each, serving, roaming=True, operators=operators) for each in people
    }
    total = sum(each.people for each in people)
    uncounted = [served[each.id] for each in people if not each.counted]
    own = setting.measured.get(people[0].commune, {})
    untold = setting.aside("coverage_measurements")
    if total and len(people) == 1 and not own and not untold:
        (on,) = served.values()  # all of them at one spot: there is nothing to count
        return within(on, window.start_h, window.end_h)
    if not total and not uncounted:  # nobody lives there: every spot counts alike
        return window.meets(window.series(served), max(1, people_needed(len(people), share)))
    enough: Intervals = ALWAYS if serving.side == "pessimistic" else NEVER
    if total:
        caps: dict[str, int] = {}
        if own and serving.side == "pessimistic":
            asked = serving.operators if operators is None else operators
            caps = {people[0].commune: cap(own, asked, total, roaming=True)}
        if untold and serving.side == "pessimistic":
            caps = {people[0].commune: 0}
        series = window.series(served, _counter(people, caps))
        enough = window.meets(series, max(1, people_needed(total, share)))
    if serving.side == "pessimistic":
        return NEVER if (own or untold) and uncounted else meanwhile(enough, *uncounted)
    return union(enough, *uncounted)


def _why(
    setting: Setting, duty: CoverageDuty, living: Living, side: Side, t_h: Fraction
) -> Told:
    """The chains of the sites that reached a place and, for those who must serve it, served nobody at `t_h`."""
    serving, explainer, spot = setting.storm[side], setting.explainers[side], living.spot
    if spot is None:
        return Told()
    wanted = serving.operators if duty.operator is None else (duty.operator,)
    if duty.operator is None and not duty.roaming:
        wanted = tuple(o for o in wanted if not holds_at(serving.mobile(spot, o), t_h))
    # Where there was a signal and the formula is sure of no site, any that may have given it is asked.
    sites = serving.covering(spot) or setting.storm["optimistic"].covering(spot)
    return sites_lost(serving.run, explainer, sites, t_h, wanted)
