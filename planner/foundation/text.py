"""Text that a planner reads: Vietnamese first, English beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One sentence or phrase in both languages of the product."""

    vi: str
    en: str

    def in_(self, language: Language) -> str:
        """The wording in `language`."""
        return self.vi if language == "vi" else self.en
