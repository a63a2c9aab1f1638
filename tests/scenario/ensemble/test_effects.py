"""What an asset is worth, from common draws: the oracle, laws of it, and how much sharper common draws are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.network.risk_groups import members_of
from planner.scenario.ensemble.effects import blocks_of, effects
from planner.scenario.ensemble.weather import Ground
from planner.scenario.reading import load_scenario
from planner.simulation.damage import Failure
from planner.simulation.ensemble.running import run_samples
from planner.simulation.ensemble.what_if import what_if
from tests.scenario.ensemble.questions import SCENARIOS, plan, tutorial

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.scenario.ensemble.weather import Storm

ISLAND_NEEDS_D2 = "D2/mast"
TRIED = ("C4", "CAU", "D2/mast", "L6", "N3/mast", "S1/mast")


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(plan(tutorial(), 640))


@pytest.fixture(scope="module")
def losing(ground: Ground) -> Ground:
    return ground.losing(frozenset(TRIED))


def members(ground: Ground, name: str) -> tuple[str, ...]:
    return members_of(ground.plan.loaded.province).get(name, (name,))


def short(ground: Ground, storm: Storm, seed: int, blocks: range) -> NDArray[np.bool_]:
    """Whether each question goes below, of a storm that is compiled anew."""
    job = ground.compiled.storm(storm.chances, storm.ordeal)
    found: NDArray[np.bool_] = run_samples(job, blocks, seed).below[0] > 0
    return found


def safe(storm: Storm, assets: tuple[str, ...]) -> Storm:
    """The storm whose chances leave these assets alone."""
    chances = storm.chances
    rows = [number for number, (name, _) in enumerate(chances.rows) if name in assets]
    gust_mps, final = chances.gust_mps.copy(), chances.final.copy()
    gust_mps[rows], final[rows] = 0.0, 0
    windows = tuple(each for each in chances.windows if each.row not in rows)
    return replace(storm, chances=replace(chances, gust_mps=gust_mps, final=final, windows=windows))


def lost(storm: Storm, assets: tuple[str, ...]) -> Storm:
    """The storm with these removed from hour 0 and never mended."""
    ordeal = storm.ordeal
    gone = Failure(ordeal.horizon_h * 0, float("inf"), "removal", "test")
    given = {**ordeal.given, **dict.fromkeys(assets, (gone,))}
    repairs = {asset: each for asset, each in ordeal.repairs.items() if asset not in assets}
    return replace(storm, ordeal=replace(ordeal, given=given, repairs=repairs))


def test_each_is_safe_and_lost_as_in_a_province_that_was_compiled_for_it(
    ground: Ground, losing: Ground
) -> None:
    member = ground.plan.members[0]
    storm, blocks = ground.storm(member), range(4)
    names = {name: members(ground, name) for name in TRIED}

    found = what_if(losing.ready(member).job, names, blocks, 1)

    assert (found.drawn == short(ground, storm, 1, blocks)).all()
    for number, own in enumerate(names.values()):
        assert (found.safe[number] == short(ground, safe(storm, own), 1, blocks)).all()
        assert (found.lost[number] == short(ground, lost(storm, own), 1, blocks)).all()
    assert (found.lost != found.safe).any()


def test_a_safe_asset_never_puts_a_unit_below_and_a_lost_one_never_saves_it(losing: Ground) -> None:
    job = losing.ready(losing.plan.members[0]).job
    names = {name: members(losing, name) for name in TRIED}

    found = what_if(job, names, range(10), 3)

    assert not (found.safe & ~found.drawn).any()
    assert not (found.drawn & ~found.lost).any()


def test_what_the_job_cannot_lose_is_refused(ground: Ground) -> None:
    job = ground.ready(ground.plan.members[0]).job

    with pytest.raises(ValueError, match="not laid out to lose `C4`"):
        what_if(job, {"C4": ("C4",)}, range(1), 1)


def number_of(ground: Ground, unit: str) -> int:
    return next(n for n, q in enumerate(ground.questions) if q.unit == unit and q.operator is None)


def test_an_island_that_stands_on_one_mast_falls_with_it(ground: Ground) -> None:
    question = number_of(ground, "xa-dao")

    worth = effects(ground, {question: [ISLAND_NEEDS_D2]})[question][0]

    assert worth.asset == ISLAND_NEEDS_D2
    assert worth.lost.low <= worth.lost.value <= worth.lost.high
    assert worth.lost.value > worth.drawn.value >= 0


@pytest.mark.slow
def test_effects_are_those_of_all_storms_and_every_model() -> None:
    loaded = load_scenario(str(SCENARIOS / "quang-ninh" / "yagi.yaml"))
    asked = plan(replace(loaded, requirements=loaded.requirements[:1]), 64, tracks=2)
    ground = Ground(asked)
    question, asset = number_of(ground, "van-don"), "PS-VD"

    worth = {each.asset: each for each in effects(ground, {question: [asset]})[question]}

    by_storm: dict[int, list[float]] = {}
    job_of = ground.losing(frozenset([asset])).ready
    for member in asked.members:
        blocks = blocks_of(asked, member.track)
        found = what_if(job_of(member).job, {asset: (asset,)}, blocks, asked.seed)
        difference = found.lost[0, question].mean() - found.safe[0, question].mean()
        by_storm.setdefault(member.track, []).append(float(difference))
    assert [len(each) for each in by_storm.values()] == [3, 3]
    apart = [np.mean(each) for each in by_storm.values()]
    assert worth[asset].lost.value == pytest.approx(np.mean(apart))
    # Two storms: Student's quantile with one degree of freedom is 12.7.
    reach = 12.706 * abs(apart[0] - apart[1]) / 2
    assert worth[asset].lost.low <= max(np.mean(apart) - reach, -1) + 1e-4
    assert set(worth) - {asset} <= set(loaded.province.srlgs)


def test_common_draws_tell_two_options_apart_with_a_fifth_of_the_variance(losing: Ground) -> None:
    """Option: the mast of D2 made safe. The difference, estimated 60 times with 256 samples each."""
    job = losing.ready(losing.plan.members[0]).job
    question, one = number_of(losing, "xa-dao"), {ISLAND_NEEDS_D2: (ISLAND_NEEDS_D2,)}

    tried = [what_if(job, one, range(4 * n, 4 * n + 4), 1) for n in range(61)]
    before = [each.drawn[question].mean() for each in tried]
    after = [each.safe[0, question].mean() for each in tried]
    common = [b - a for b, a in zip(before, after, strict=True)][:60]
    apart = [b - a for b, a in zip(before, after[1:], strict=False)]

    ratio = np.var(apart) / np.var(common)
    print(f"variance, independent over common draws: {ratio:.1f}")
    assert ratio >= 5
