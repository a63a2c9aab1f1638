"""Probabilities of an ensemble as a plan tells them: each with its interval, and with what it rests on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import LANGUAGES, Text
from planner.plan.filters import number
from planner.policy.chance import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.foundation.text import Language
    from planner.policy.chance import Share


@dataclass(frozen=True, slots=True)
class Sampled:
    """What an ensemble of the plan's own scenario found.

    Attributes
    ----------
    name
        Of the file it was read from, without its folder.
    samples, storms, seed
        Of the whole ensemble.
    holds
        For each requirement and unit the share of samples in which it holds for certain.
    """

    name: str
    samples: int
    storms: int
    seed: int
    holds: Mapping[tuple[str, str], Share]

    @property
    def digest(self) -> str:
        """SHA-256 of every figure: the same from each form in which an answer is kept."""
        figures = [[*key, asdict(share)] for key, share in sorted(self.holds.items())]
        told = [self.samples, self.storms, self.seed, figures]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def words(self) -> Text:
        """What the probabilities rest on."""
        vi, en = (number(self.samples, language) for language in LANGUAGES)
        return Text(
            vi=f"Xác suất đạt: phần mẫu chắc chắn đạt trong {vi} mẫu của {self.storms} cơn bão, số gieo {self.seed}; "
            f"trong ngoặc là khoảng {CONFIDENCE * 100:.0f} %. Mẫu chưa rõ không tính là đạt",
            en=f"Probability: the share of samples that hold for certain, of {en} samples of {self.storms} "
            f"{'storm' if self.storms == 1 else 'storms'}, seed {self.seed}; in brackets the {CONFIDENCE * 100:.0f} % "
            "interval. Samples that cannot be judged do not count as holding",
        )

    def of(self, requirement: str, unit: str) -> Text | None:
        """How probably one requirement holds for one unit; None where it was not asked."""
        share = self.holds.get((requirement, unit))
        return None if share is None else share_words(share)


def percent(value: float, language: Language) -> str:
    """Per cent with as many decimals as it takes to tell the value from 0 and from 100."""
    shown = value * 100
    distance = min(shown, 100 - shown)
    decimals = 1 if distance >= 1 else 2 if distance >= 0.1 else 3 if distance >= 0.01 else 5
    return f"{number(shown, language, decimals)}\N{NO-BREAK SPACE}%"


def value_words(share: Share) -> Text:
    """A share without its interval; what never or always happened is told as a bound all the same."""
    if share.samples == 0:
        return Text("–", "–")
    if share.rare:
        return Text(f"dưới {percent(share.high, 'vi')}", f"below {percent(share.high, 'en')}")
    if share.sure:
        return Text(f"trên {percent(share.low, 'vi')}", f"above {percent(share.low, 'en')}")
    return Text(percent(share.value, "vi"), percent(share.value, "en"))


def range_words(shares: Iterable[Share]) -> Text:
    """From the least of several shares to the greatest."""
    ranked = sorted(shares, key=lambda share: (share.value, share.high))
    low, high = value_words(ranked[0]), value_words(ranked[-1])
    return (
        high
        if ranked[-1].rare or low == high
        else Text(f"{low.vi}–{high.vi}", f"{low.en}–{high.en}")
    )


def share_words(share: Share) -> Text:
    """A share with its interval; what never or always happened is told as a bound."""
    if share.samples == 0 or share.rare or share.sure:
        return value_words(share)
    vi, en = (
        f"{percent(share.value, language)} ({percent(share.low, language)}–{percent(share.high, language)})"
        for language in LANGUAGES
    )
    return Text(vi, en)
