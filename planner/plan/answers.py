"""Verdicts and chains as plain values: what the JSON of the commands says, in both languages at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.inventory.base import remark_text
from planner.plan.filters import both
from planner.plan.summary import clock_of
from planner.plan.units import project_path, province_path
from planner.plan.wind_models import models_view
from planner.plan.wording import places_of, sentence
from planner.scenario.joining import made_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.decisions.changes import Change
    from planner.decisions.mending import Mending
    from planner.foundation.diagnostics import Place
    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import (
        Below,
        HardenedSite,
        OperatorVerdict,
        Series,
        SiteLoss,
        UnitVerdict,
    )
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

View = dict[str, Any]
"""JSON values; hours are exact rational text."""


def text_view(text: Text) -> View:
    """Both languages."""
    return {"vi": text.vi, "en": text.en}


def inputs_of(loaded: LoadedScenario) -> dict[str, str]:
    """Each file that was read, from the project's root, with its SHA-256."""
    return {file.path: file.sha256 for file in loaded.inputs}


def question_view(run: Run) -> View:
    """What was asked: scenario, storm, hours, assumptions, and what every reader must be told."""
    loaded = run.loaded
    scenario, province, storm = loaded.scenario, loaded.province, loaded.storm
    return {
        "scenario": {
            "id": scenario.id,
            "name": text_view(both(scenario.name)),
            "path": project_path(loaded.path, province.folder),
            "at_rest": loaded.at_rest,
            "start": None if loaded.at_rest else scenario.start.astimezone(UTC).isoformat(),
            "horizon_h": exact_text(scenario.horizon_h),
            "seed": scenario.seed,
            "sample": loaded.sample,
            "fuel_at_start": exact_text(scenario.fuel_at_start.share),
            "remark": None if scenario.remark is None else text_view(remark_text(scenario.remark)),
        },
        "province": {
            "code": province.header.code,
            "name": text_view(both(province.header.name)),
            "sites": len(province.sites),
        },
        "storm": None if storm is None else {"id": storm.id, "name": text_view(both(storm.name))},
        "wind_models": list(run.models),
        "most_adverse_model": run.felt.model,
        "illustrative": [
            {"vi": said.vi, "en": said.english}
            for said in made_up(loaded)
        ],
        "assumptions": [text_view(each) for each in run.assumptions],
        "set_aside": set_aside_view(province),
        "warnings": len(loaded.warnings) + len(run.findings),
        "requirements": [requirement_view(each) for each in loaded.requirements],
    }


def set_aside_view(province: Province) -> list[View]:
    """Records with errors that count as not surveyed."""
    return [
        {
            "section": aside.section,
            "id": aside.id,
            "district": aside.district,
            "codes": list(aside.codes),
            "place": place_view(aside.place, province),
        }
        for aside in province.set_aside
    ]


def place_view(place: Place | None, province: Province) -> View | None:
    """File from the province's folder, line and column."""
    if place is None:
        return None
    return {
        "path": province_path(place.path, province.folder),
        "line": place.line,
        "column": place.column,
    }


def places_view(places: Iterable[Place], province: Province) -> list[View | None]:
    """The same for several."""
    return [place_view(place, province) for place in places]


def requirement_view(requirement: Requirement) -> View:
    """What is asked, by whom, and which figures are ours."""
    until = requirement.until_h
    return {
        "id": requirement.id,
        "name": text_view(both(requirement.name)),
        "unit": requirement.unit,
        "at_least": requirement.at_least,
        "from_h": exact_text(requirement.from_h),
        "until_h": None if until is None else exact_text(until),
        "legal_source": text_view(both(requirement.legal_source)),
        "in_force": None if requirement.in_force is None else requirement.in_force.isoformat(),
        "our_choices": [text_view(both(choice)) for choice in requirement.our_choices],
    }


def verdict_view(verdict: UnitVerdict, run: Run) -> View:
    """One verdict with all its evidence."""
    province, clock = run.loaded.province, clock_of(run.loaded)
    sure, maybe = verdict.hardened_count
    return {
        "requirement": verdict.requirement.id,
        "unit": verdict.unit,
        "unit_kind": verdict.requirement.unit,
        "name": text_view(verdict.unit_name),
        "outcome": verdict.outcome,
        "by_model": models_view(verdict),
        "model": verdict.model,
        "at_rest": verdict.at_rest,
        "needed": verdict.requirement.at_least,
        "hardened_sure": sure,
        "hardened_maybe": maybe,
        "hardened": [hardened_view(site, province) for site in verdict.hardened],
        "pessimistic": side_view(verdict.pessimistic, verdict.below_pessimistic),
        "optimistic": side_view(verdict.optimistic, verdict.below_optimistic),
        "by_operator": {
            operator: _operator_view(told) for operator, told in sorted(verdict.by_operator.items())
        },
        "roaming_on": verdict.outcome,
        "roaming_off": verdict.roaming_off,
        "losses": [loss_view(loss, province, clock) for loss in verdict.losses],
        "survey": [
            {"site": item.site, "datum": item.datum, "hours": exact_text(item.hours)}
            for item in verdict.survey
        ],
        "unsourced": verdict.unsourced,
    }


def series_view(series: Series) -> list[list[Any]]:
    """`[hour as rational text, count, ids in service]` at each change."""
    return [[exact_text(step.t_h), step.n, list(step.sites)] for step in series]


def side_view(series: Series, below: Below) -> View:
    """The series of one side, and what it says of itself."""
    first = below.first_below_h
    return {
        "series": series_view(series),
        "minimum": below.minimum,
        "minimum_at_h": exact_text(below.minimum_at_h),
        "first_below_h": None if first is None else exact_text(first),
        "hours_below": exact_text(below.hours_below),
    }


def _operator_view(told: OperatorVerdict) -> View:
    return {
        "outcome": told.outcome,
        "pessimistic": series_view(told.pessimistic),
        "optimistic": series_view(told.optimistic),
    }


def hardened_view(tested: HardenedSite, province: Province) -> View:
    """The hardened test of one site."""
    return {
        "site": tested.site,
        "outcome": tested.outcome,
        "place": place_view(tested.place, province),
        "criteria": [
            {
                "id": criterion.id,
                "outcome": criterion.outcome,
                "asked": text_view(criterion.asked),
                "found": text_view(criterion.found),
                "sourced": criterion.sourced,
                "missing": list(criterion.missing),
            }
            for criterion in tested.criteria
        ],
    }


def loss_view(loss: SiteLoss, province: Province, clock: Clock) -> View:
    """One outage: since, until, its chain, and the chain as a sentence."""
    return {
        "site": loss.site,
        "since_h": exact_text(loss.since_h),
        "until_h": None if loss.until_h is None else exact_text(loss.until_h),
        "words": text_view(sentence(loss.chain, province, clock)),
        "chain": chain_view(loss.chain, province),
    }


def chain_view(link: Link, province: Province) -> View:
    """A link with all that it follows from, nested."""
    own = places_of(replace(link, because=()), province)
    return {
        "kind": link.kind,
        "subject": link.subject,
        "since_h": exact_text(link.since_h),
        "amount": link.amount,
        "limit": link.limit,
        "by": link.by or None,
        "places": places_view(own, province),
        "because": [chain_view(cause, province) for cause in link.because],
    }


def mending_view(mending: Mending, province: Province) -> View:
    """The smallest change or pair that would mend a unit, and how many were tried."""
    return {
        "already_holds": mending.already_holds,
        "single": None if mending.single is None else _change_view(mending.single, province),
        "pair": None
        if mending.pair is None
        else [_change_view(change, province) for change in mending.pair],
        "tried_singles": mending.tried_singles,
        "tried_pairs": mending.tried_pairs,
        "pairs_left": mending.pairs_left,
    }


def _change_view(change: Change, province: Province) -> View:
    return {
        "kind": change.kind,
        "subject": change.subject,
        "words": text_view(change.words),
        "places": places_view(change.places, province),
    }


def counted_outcomes(run: Run) -> Mapping[str, int]:
    """How many verdicts there are of each kind."""
    outcomes = [*(each.outcome for each in run.verdicts), *(each.outcome for each in run.duties)]
    return {outcome: outcomes.count(outcome) for outcome in ("fails", "holds", "unknown")}
