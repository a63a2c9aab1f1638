"""Numbers and enum words as the evidence of a verdict writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from planner.foundation.text import Language

_MOUNTINGS = {
    "aerial": ("treo", "aerial"),
    "duct": ("trong cống", "in duct"),
    "buried": ("chôn", "buried"),
    "submarine": ("dưới biển", "submarine"),
}


def decimal(value: float | Fraction, language: Language) -> str:
    """At most one decimal, rounded down: what falls short must not be rounded up to what is asked."""
    tenths = value * 10 // 1
    whole, rest = divmod(int(tenths), 10)
    mark = "," if language == "vi" else "."
    return f"{whole}{mark}{rest}" if rest else str(whole)


def joined_words(mountings: Sequence[str], language: Language) -> str:
    """Mountings in words, joined by commas; a word for none."""
    if not mountings:
        return "không có cáp" if language == "vi" else "no cable"
    return ", ".join(_MOUNTINGS[mounting][0 if language == "vi" else 1] for mounting in mountings)
