"""Keyed draws: the definition by hand, the arrays against it, and what the words promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.simulation.draws import (
    CERTAIN,
    STRATA,
    STRATUM_LANES,
    below_words,
    happens,
    key,
    keys_of,
    mix,
    stratum_deviates,
    stratum_of,
    threshold,
    uniform_u32,
    uniforms_u32,
    word,
)

names = st.text(alphabet="ABC-/#gusten019", min_size=1, max_size=20)
seeds = st.integers(0, 2**53)
thresholds = st.one_of(
    st.sampled_from([0, 1, CERTAIN - 1, CERTAIN, CERTAIN // 2]), st.integers(0, CERTAIN)
)


def test_stirring_is_splitmix64_as_published() -> None:
    # The first outputs of SplitMix64 seeded with 1234567, as in its authors' reference code.
    state, found = 1234567, []
    for _ in range(3):
        found.append(mix(state))
        state = (state + 0x9E3779B97F4A7C15) % 2**64

    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_a_key_is_eight_bytes_of_blake2b_the_first_counting_least() -> None:
    # `b2sum -l 64` of nothing prints e4a6a0577479b2b4.
    assert key("") == int.from_bytes(bytes.fromhex("e4a6a0577479b2b4"), "little")
    assert key("A/mast#gust") != key("A/mast#flood")


def test_a_number_is_read_digit_by_digit_from_its_lane() -> None:
    sample = 64 * 3 + 5

    by_hand = sum(
        (word(7, "A/mast#gust", 3, digit) >> 5 & 1) << (31 - digit) for digit in range(32)
    )

    assert uniform_u32(7, "A/mast#gust", sample) == by_hand


@pytest.mark.parametrize(
    ("probability", "found"), [(0.0, 0), (1.0, CERTAIN), (0.5, 2**31), (2.0**-33, 1), (2.0**-34, 0)]
)
def test_a_threshold_is_the_nearest_whole_number(probability: float, found: int) -> None:
    assert threshold(probability) == found


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        threshold(wrong)


def test_every_sample_is_of_one_stratum_and_its_lane_says_so() -> None:
    for sample in range(200):
        stratum = stratum_of(sample)
        assert [STRATUM_LANES[c] >> (sample % 64) & 1 for c in range(STRATA)] == [
            int(c == stratum) for c in range(STRATA)
        ]


def test_the_strata_are_as_often_below_the_storm_as_above_it() -> None:
    deviates = stratum_deviates()

    assert list(deviates) == sorted(deviates)
    assert sum(deviates) == pytest.approx(0, abs=1e-12)
    assert deviates[4] == pytest.approx(0.1573106846, abs=1e-9)  # Φ⁻¹(0.5625), from a table


@given(seeds, st.lists(names, min_size=1, max_size=4), st.integers(0, 10**6))
def test_many_numbers_are_the_same_as_one_by_one(seed: int, keyed: list[str], sample: int) -> None:
    found = uniforms_u32(seed, keys_of(keyed), sample)

    assert found.tolist() == [uniform_u32(seed, name, sample) for name in keyed]


@given(
    seeds,
    st.lists(
        st.tuples(names, st.lists(thresholds, min_size=8, max_size=8)), min_size=1, max_size=4
    ),
    st.lists(st.integers(0, 2**40), min_size=1, max_size=3),
)
def test_words_say_for_each_sample_whether_its_number_is_below(
    seed: int, rows: list[tuple[str, list[int]]], blocks: list[int]
) -> None:
    found = below_words(
        seed,
        keys_of(name for name, _ in rows),
        np.array([limits for _, limits in rows], dtype=np.uint64),
        np.array(blocks, dtype=np.uint64),
    )

    for row, (name, limits) in enumerate(rows):
        for column, block in enumerate(blocks):
            for lane in (0, 1, 7, 8, 31, 62, 63):
                sample = 64 * block + lane
                told = bool(int(found[row, column]) >> lane & 1)
                assert told == happens(seed, name, sample, limits[stratum_of(sample)])


@given(seeds, names, thresholds, thresholds, st.integers(0, 1000))
def test_whoever_is_hit_at_a_chance_is_hit_at_every_larger_one(
    seed: int, name: str, one: int, other: int, block: int
) -> None:
    low, high = sorted((one, other))

    below = below_words(
        seed,
        keys_of([name, name]),
        np.array([[low] * 8, [high] * 8], dtype=np.uint64),
        np.array([block], dtype=np.uint64),
    )

    assert int(below[0, 0]) & ~int(below[1, 0]) == 0


def test_as_many_samples_lie_below_as_the_chance_says() -> None:
    blocks = np.arange(2000, dtype=np.uint64)
    limits = np.full((1, 8), threshold(0.3), dtype=np.uint64)

    below = below_words(11, keys_of(["A/mast#gust"]), limits, blocks)

    share = int(np.bitwise_count(below).sum()) / (64 * 2000)
    assert abs(share - 0.3) < 4 * (0.3 * 0.7 / 128_000) ** 0.5
