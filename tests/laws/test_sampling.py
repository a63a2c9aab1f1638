"""What must be true of every sample of damage, whatever the province, the storm and the seed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.hazard.fragility import GustCurves
from planner.hazard.fragility_library import FragilityLibrary
from planner.scenario.records import Damage
from planner.scenario.run import run_scenario
from planner.simulation.chances import Chances
from planner.simulation.drawn import draw
from planner.simulation.draws import stratum_deviates
from planner.simulation.frailty import Frailty
from planner.simulation.storming import Footing, chances
from tests.effort import times
from tests.simulation.worlds import NAME, H, around, gust, province, question, site

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.hazard.records import Footprint
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.drawn import Drawn

NAMES = tuple(f"A-{number}" for number in range(8))
gusts = st.lists(st.lists(st.floats(0, 90), min_size=8, max_size=8), min_size=1, max_size=6).map(
    np.array
)
medians = st.lists(st.floats(20, 90), min_size=8, max_size=8).map(np.array)
seeds, samples = st.integers(0, 2**53), st.integers(0, 5000)


def frail(median_mps: NDArray[np.float64], names: tuple[str, ...] = NAMES) -> Frailty:
    """Assets of these medians, with every other figure the same."""
    n = len(names)
    curves = GustCurves(median_mps, np.full(n, 0.15), np.ones(n), np.zeros(n), np.zeros(640))
    factors = np.exp(0.1 * np.array(stratum_deviates()))
    return Frailty(
        names,
        curves,
        np.ones(n, dtype=np.bool_),
        ("",) * n,
        np.full(n, -1),
        {},
        None,
        factors,
        (),
        {},
    )


def under(of: Frailty, field: NDArray[np.float64]) -> Chances:
    """The chances under a gust field, an hour from step to step."""
    times = tuple(H(hour) for hour in range(len(field)))
    return chances(of, times, field, Footing(H(72), {}, {}, {}, {}, {}))


def onsets(drawn: Drawn) -> dict[str, object]:
    """When each asset that fails does so first."""
    return {name: each[0].onset_h(H(0)) for name, each in drawn.threats.items()}


@given(field=gusts, median=medians, seed=seeds, sample=samples)
def test_a_draw_does_not_depend_on_what_else_there_is_nor_on_its_order(
    field: NDArray[np.float64], median: NDArray[np.float64], seed: int, sample: int
) -> None:
    whole = onsets(draw(under(frail(median), field), "storm", seed, sample))

    part = [1, 4, 6]
    few = frail(median[part], tuple(NAMES[n] for n in part))
    found = onsets(draw(under(few, field[:, part]), "another storm", seed, sample))

    assert found == {name: whole[name] for name in few.assets if name in whole}


@given(field=gusts, median=medians, stronger=st.floats(1, 2), seed=seeds, sample=samples)
def test_hardening_never_breaks_an_asset_in_any_sample_nor_breaks_it_sooner(
    field: NDArray[np.float64],
    median: NDArray[np.float64],
    stronger: float,
    seed: int,
    sample: int,
) -> None:
    before = onsets(draw(under(frail(median), field), "storm", seed, sample))

    after = onsets(draw(under(frail(median * stronger), field), "storm", seed, sample))

    assert after.keys() <= before.keys()
    assert all(after[name] >= before[name] for name in after)  # type: ignore[operator]


@given(field=gusts, median=medians, seed=seeds, sample=samples)
def test_a_longer_storm_breaks_at_least_what_its_beginning_broke_and_at_the_same_step(
    field: NDArray[np.float64], median: NDArray[np.float64], seed: int, sample: int
) -> None:
    whole = onsets(draw(under(frail(median), field), "storm", seed, sample))

    begun = onsets(
        draw(under(frail(median), field[: (len(field) + 1) // 2]), "storm", seed, sample)
    )

    assert begun.items() <= whole.items()


@settings(max_examples=times(30, 2_000))
@given(field=gusts, median=medians)
def test_the_share_of_samples_in_which_an_asset_fails_is_its_chance(
    field: NDArray[np.float64], median: NDArray[np.float64]
) -> None:
    found = under(frail(median), field)
    drawn = [draw(found, "storm", 11, sample) for sample in range(64)]

    for number, (name, _) in enumerate(found.rows):
        chance = float(found.final[number].mean()) / 2**32
        share = sum(name in each.threats for each in drawn) / 64
        assert abs(share - chance) < 0.35, "six standard deviations at the widest"


def library() -> FragilityLibrary:
    """Curves that are the design values themselves."""
    kinds = ("mast", "line", "segment", "drop", "dish", "substation")
    return FragilityLibrary.model_validate(
        {"id": "lib", "name": NAME,
         "gusts": tuple({"kind": kind, "median_ratio": 1, "beta": 0} for kind in kinds)}
    )  # fmt: skip


def sampled(asked: LoadedScenario, sample: int) -> LoadedScenario:
    """The same question with damage drawn from curves that leave nothing to chance."""
    damage = Damage(mode="sampled", storm_wide_log_sd=0)
    scenario = asked.scenario.model_copy(update={"damage": damage})
    return replace(asked, scenario=scenario, fragility=library(), sample=sample)


places = st.sampled_from(["S1", "S2", "S3", "H", "L1"])
footprints = st.lists(
    st.builds(
        lambda at, value, hours, water: around(
            at, value / 10 if water else value, at=hours[0], until=hours[1] + 1, water=water
        ),
        places,
        st.sampled_from([20, 44, 46, 52, 60]),
        st.lists(st.integers(0, 40), min_size=2, max_size=2).map(sorted),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each.id + each.quantity,
)


@settings(max_examples=40)
@given(prints=footprints, sample=samples, known=st.booleans())
def test_a_sample_whose_failed_intervals_are_those_of_the_design_run_gives_its_verdicts(
    prints: list[Footprint], sample: int, known: bool
) -> None:
    structure: dict[str, Any] = {"design_wind": gust(48) if known else None}
    asked = question(province(site("S1", structure=structure), site("S2"), site("S3")), *prints)

    design = run_scenario(asked)
    drawn = run_scenario(sampled(asked, sample))

    for side in ("pessimistic", "optimistic"):
        assert drawn.storm_runs[side].failed == design.storm_runs[side].failed
    assert [(v.outcome, v.pessimistic, v.optimistic) for v in drawn.verdicts] == [
        (v.outcome, v.pessimistic, v.optimistic) for v in design.verdicts
    ]
