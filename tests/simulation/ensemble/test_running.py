"""Blocks of samples: sums that add up, whatever is run with what, where and in which order."""

from __future__ import annotations

import pickle
from functools import partial

import numpy as np
import pytest

from planner.network.elimination import Sweeps, compiled_reach
from planner.simulation.draws import STRATA, happens, stratum_of
from planner.simulation.ensemble.counts import CAUSES, added, whole_questions
from planner.simulation.ensemble.running import run_block, run_samples
from planner.simulation.ensemble.tallying import outcomes_of
from tests.simulation.ensemble.test_agreement_with_the_plain_simulation import job_of

WORLDS = (3, 8, 14, 31)


@pytest.mark.parametrize("seed", WORLDS)
def test_the_sums_are_those_over_the_samples(seed: int) -> None:
    job, *_ = job_of(seed)

    counts = run_block(job, range(2, 5), 7)

    samples = run_samples(job, range(2, 5), 7)
    outcomes = outcomes_of(*samples.below)
    assert counts.samples == outcomes.shape[1] == 192
    for outcome in range(3):
        by_question = counts.outcomes[:, :, outcome].sum(axis=1).tolist()
        assert by_question == (outcomes == outcome).sum(axis=1).tolist()
    assert (counts.outcomes.sum(axis=2) == 192 // STRATA).all()
    whole = whole_questions(job.questions)
    assert counts.units_below.tolist() == samples.below[0, whole].sum(axis=1).tolist()
    for question, number in enumerate(whole):
        ticks = samples.below[0, number] // job.units_per_tick
        told = np.bincount(ticks, minlength=counts.hours_below.shape[1]).tolist()
        assert counts.hours_below[question].tolist() == told
        lowest = np.bincount(samples.minimum[0, question]).tolist()
        assert counts.minimum[question, : len(lowest)].tolist() == lowest
    never = (samples.first[0] == job.horizon).sum(axis=1)
    assert counts.first_below[:, -1].tolist() == never.tolist()


@pytest.mark.parametrize("seed", WORLDS)
def test_blocks_give_the_same_sums_together_and_one_by_one_in_any_order(seed: int) -> None:
    job, *_ = job_of(seed)

    together = run_block(job, range(20), 1)
    one_by_one = [run_block(job, range(block, block + 1), 1) for block in reversed(range(20))]

    assert together.equals(added(one_by_one))


@pytest.mark.parametrize("seed", WORLDS)
def test_networks_too_dense_for_a_program_are_swept_to_the_same_instants(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = job_of(seed)[0]
    by_program = run_samples(small, range(2), 1)

    swept = partial(compiled_reach, most_steps_per_edge=0)
    monkeypatch.setattr("planner.simulation.ensemble.compiling.compiled_reach", swept)
    job, *_ = job_of(seed)

    assert any(isinstance(each.program, Sweeps) for each in (*job.power, *job.backhaul))
    found = run_samples(job, range(2), 1)
    # What nobody needs is not left out of the sweeps: some battery may want a finer unit.
    finer = job.units_per_tick // small.units_per_tick
    assert found.below.tolist() == (by_program.below * finer).tolist()
    assert found.first.tolist() == (by_program.first * finer).tolist()
    assert found.minimum.tolist() == by_program.minimum.tolist()


def test_a_job_that_was_pickled_runs_the_same() -> None:
    job, *_ = job_of(5)

    copy = pickle.loads(pickle.dumps(job))

    assert run_block(copy, range(4), 9).equals(run_block(job, range(4), 9))


def test_only_as_many_samples_as_asked_for_are_counted() -> None:
    job, *_ = job_of(8)

    part = run_block(job, range(3), 1, samples=100)

    outcomes = outcomes_of(*run_samples(job, range(2), 1).below)[:, :100]
    assert part.samples == 100
    assert part.outcomes.sum(axis=1)[:, 0].tolist() == (outcomes == 0).sum(axis=1).tolist()


def test_another_seed_draws_other_samples() -> None:
    job, *_ = job_of(8)

    assert not run_block(job, range(4), 1).equals(run_block(job, range(4), 2))


@pytest.mark.parametrize("seed", WORLDS)
def test_importance_counts_the_samples_in_which_the_asset_s_own_draw_fails_it(seed: int) -> None:
    job, _, table, _ = job_of(seed)

    counts = run_block(job, range(1), 3)

    samples = run_samples(job, range(1), 3)
    for number, asset in enumerate(job.drawn_assets):
        draws = [draw for draw, place in enumerate(job.asset_of_draw.tolist()) if place == number]
        failed = np.array(
            [
                any(
                    happens(3, job.ladders.names[d], s, int(job.ladders.final[d, stratum_of(s)]))
                    for d in draws
                )
                for s in range(64)
            ]
        )
        by_stratum = [int(failed[stratum::STRATA].sum()) for stratum in range(STRATA)]
        assert counts.asset_failed[number].tolist() == by_stratum, asset
        both = (samples.below[0][whole_questions(job.questions)] > 0) & failed
        assert counts.asset_and_below[number].tolist() == both.sum(axis=1).tolist()
    assert set(job.drawn_assets) <= {row[0] for row in table.rows}


@pytest.mark.parametrize("seed", WORLDS)
def test_every_site_out_at_the_first_instant_below_has_one_cause(seed: int) -> None:
    job, *_ = job_of(seed)

    counts = run_block(job, range(2), 3)

    assert counts.causes.shape[1] == len(CAUSES)
    for column, number in enumerate(whole_questions(job.questions)):
        question = job.questions[number]
        counted = question.pessimistic
        falls = 128 - int(counts.first_below[column, -1])
        out = int(counts.causes[column].sum())
        # At that instant fewer serve than are asked for, of those that count.
        fewest = max(len(counted) - question.at_least + 1, 0)
        assert falls * min(fewest, len(counted)) <= out <= falls * len(counted)
