"""The draw of an asset in a sample, and the chance it is held against: written again from the definition."""

from __future__ import annotations

import hashlib
import math
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.hazard.fragility_library import FragilityLibrary
    from tests.oracle.world import World

WRAP = 2**64
NORMAL = NormalDist()


def stirred(number: int) -> int:
    """SplitMix64's step on one 64-bit number."""
    number = (number + 0x9E3779B97F4A7C15) % WRAP
    number = (number ^ number // 2**30) * 0xBF58476D1CE4E5B9 % WRAP
    number = (number ^ number // 2**27) * 0x94D049BB133111EB % WRAP
    return number ^ number // 2**31


def draw(seed: int, name: str, sample: int) -> int:
    """A number from 0 to 2^32 - 1: 32 binary digits, each one bit of the word of its rank."""
    hashed = hashlib.blake2b(name.encode(), digest_size=8).digest()
    key = sum(byte * 256**place for place, byte in enumerate(hashed))
    digits = ""
    for rank in range(32):
        word = stirred(stirred(stirred(stirred(seed) ^ key) ^ sample // 64) ^ rank)
        digits += str(word // 2 ** (sample % 64) % 2)
    return int(digits, 2)


def strength(sample: int, log_sd: float) -> float:
    """How many times stronger than computed the whole storm is in a sample."""
    return math.exp(log_sd * NORMAL.inv_cdf((sample % 8 + 0.5) / 8))


def strength_of(world: World) -> float:
    """By what every gust of the world's storm is multiplied."""
    if world.sample is None:
        return 1.0
    return strength(world.sample, world.scenario.damage.storm_wide_log_sd)


def limit(chance: float) -> int:
    """The number that a draw must be below."""
    return math.floor(chance * 2**32 + 0.5)


def gust_chance(gust_mps: float, median_mps: float, beta: float, members: float) -> float:
    """The chance that one of so many poles or towers fails."""
    if beta == 0:
        return float(gust_mps > median_mps)
    if gust_mps <= 0:
        return 0.0
    one = 0.5 * math.erfc(-math.log(gust_mps / median_mps) / beta / math.sqrt(2))
    return 1 - (1 - one) ** members if members != 1 else one


def water_chance(over_m: float, library: FragilityLibrary) -> float:
    """The chance that so much water over the floor ends what stands on it."""
    if library.depths is None:
        return float(over_m > 0)
    reached = [step.probability for step in library.depths.steps if over_m > step.above_m]
    return max(reached, default=0.0)


def life_h(u: int, state: str, library: FragilityLibrary, horizon_h: float) -> int | None:
    """The whole running hours after which a generator stops, or None."""
    for known in library.generators:
        if known.maintenance == state:
            for hour in range(math.ceil(horizon_h) + 1):
                lives = (1 - known.fails_to_start) * math.exp(-hour / known.mttf_h)
                if u < limit(1 - lives):
                    return hour
    return None
