"""Under the bundled storms and curves, too, every sample is what the plain simulation makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.network.comms import operators_named
from planner.network.sides import SIDES
from planner.policy.judge import Evidence, judge
from planner.policy.questions import questions_of
from planner.scenario.exposing import weathers
from planner.scenario.ordeals import classes_of, known_assets, ordeal_of
from planner.scenario.reading import load_scenario
from planner.scenario.sampling import chances_of, frailty_of
from planner.simulation.drawn import draw
from planner.simulation.ensemble.compiling import compile_province
from planner.simulation.ensemble.running import run_samples
from planner.simulation.ensemble.tallying import outcomes_of
from planner.simulation.timeline import simulate
from tests.simulation.ensemble.test_agreement_with_the_plain_simulation import (
    WORDS,
    expected,
    spoken,
)

BUNDLED = ("scenarios/tutorial/storm.yaml", "scenarios/quang-ninh/yagi.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("where", BUNDLED)
def test_samples_of_a_bundled_storm_are_those_of_the_plain_simulation(where: str) -> None:
    loaded = replace(load_scenario(Path(where)), sample=0)
    known = known_assets(loaded)
    felt = weathers(
        loaded.scenario, loaded.storm, loaded.province, known, classes_of(loaded), None, whole=True
    )[0]
    ordeal = ordeal_of(loaded, known, felt)
    chances = chances_of(frailty_of(loaded, known, ordeal), ordeal)
    named = operators_named(loaded.province, (each.operator for each in ordeal.sent))
    asked = questions_of(loaded.province, loaded.requirements, ordeal.horizon_h, named)
    compiled = compile_province(loaded.province, asked, ordeal.horizon_h, ordeal.sent)
    job = compiled.storm(chances, ordeal)

    ours = run_samples(job, range(1), 11)

    outcomes = outcomes_of(*ours.below)
    for sample in (0, 7, 62):
        drawn = draw(chances, ordeal.storm_id, 11, sample)
        under = replace(ordeal, drawn=drawn, tick_h=job.tick_h)
        runs = {side: simulate(loaded.province, under, side) for side in SIDES}
        rest = {side: run.in_service for side, run in runs.items()}
        evidence = Evidence(loaded.province, under, runs, rest)
        verdicts = judge(evidence, loaded.requirements, explain=False)
        by_unit = {(v.requirement.id, v.unit): v for v in verdicts}
        for number, question in enumerate(job.questions):
            verdict = by_unit[question.requirement, question.unit]
            told = WORDS[int(outcomes[number, sample])]
            if question.operator is not None:
                assert told == verdict.by_operator[question.operator].outcome, question
                continue
            assert told == verdict.outcome, question
            for side, below in enumerate((verdict.below_pessimistic, verdict.below_optimistic)):
                assert spoken(job, ours, side, number, sample) == expected(below), question
