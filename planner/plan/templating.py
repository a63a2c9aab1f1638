"""Templates: what they print is cleaned and escaped, what is missing is an error, units come from filters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.foundation.resources import templates_folder
from planner.plan import filters
from planner.plan.filters import clean
from planner.plan.safe import Safe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.foundation.text import Language
    from planner.plan.filters import Clock


# --- escaping -------------------------------------------------------------------------------------

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|&~$])")
_LINE_START = re.compile(r"^(#+(?=\s|$)|[+=>-]|\d+[.)](?=\s|$))")


def in_markdown(value: Any) -> Any:
    """A value as harmless Markdown: no mark, link, tag, table bar or entity comes of it."""
    if hasattr(value, "__html__"):
        return value
    text = _MARKDOWN_SIGNS.sub(r"\\\1", _tidy(str(value)))
    text = text.replace(r"\>", ">")  # a lone `>` closes nothing, since every `<` is escaped
    text = _LINE_START.sub(lambda found: _held(found.group(1)), text)
    return Safe(text)


def _held(start: str) -> str:
    """The start of a line that would begin a heading, list or quotation, held back."""
    return f"{start[:-1]}\\{start[-1]}"


def in_html(value: Any) -> Any:
    """A value as plain text; Jinja then escapes what is not markup of our own."""
    return value if hasattr(value, "__html__") else _tidy(str(value))


def _tidy(text: str) -> str:
    """Cleaned, but with the blank at either end that a template's own comma or colon needs."""
    cleaned = clean(text)
    if not cleaned:
        return " " if text.isspace() else ""
    return f"{' ' if text[0] == ' ' else ''}{cleaned}{' ' if text[-1] == ' ' else ''}"


def in_css(text: str) -> str:
    """A text as a CSS string: everything but plain letters and digits as code points."""
    safe = "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}"
        for letter in clean(text)
    )
    return f'"{safe}"'


# --- the environment ------------------------------------------------------------------------------


def environment_of(clock: Clock, language: Language, finalize: Callable[[Any], Any]) -> Environment:
    """Templates of one language; whatever they print passes through `finalize` and is escaped.

    Whoever asks for the same gets the same, with all that was compiled of it.
    """
    return _environment(templates_folder(), clock, language, finalize)


@lru_cache(maxsize=16)
def _environment(
    folder: Path, clock: Clock, language: Language, finalize: Callable[[Any], Any]
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([folder / language, folder]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        auto_reload=False,
    )
    environment.filters.update(_filters(clock, language))
    return environment


def _filters(clock: Clock, language: Language) -> dict[str, Callable[..., Any]]:
    """The filters of `filters.py`, bound to one language and one clock."""
    return {
        "said": lambda text: text.in_(language),
        "all_said": lambda texts, between=", ": between.join(t.in_(language) for t in texts),
        "capital": filters.sentence_case,
        "inside": lambda text: filters.inside(text, language),
        "hours": lambda value: filters.hours(value, language),
        "at": lambda hour: clock.show(hour).in_(language),
        "at_long": lambda hour: clock.show_long(hour).in_(language),
        "num": lambda value, decimals=1: filters.number(value, language, decimals),
        "fixed": lambda value, decimals: filters.fixed(value, language, decimals),
        "litres": lambda value: filters.litres(value, language),
        "percent": lambda share: filters.percent(share, language),
        "day": lambda value: filters.day(value, language),
        "outcome": lambda outcome: filters.OUTCOME_WORDS[outcome].in_(language),
        "short": lambda outcome: filters.OUTCOME_SHORT[outcome].in_(language),
        "brief": filters.brief,
        "quoted": filters.quoted,
        "mark": lambda outcome: filters.OUTCOME_MARKS[outcome],
        "anchored": lambda anchor: Safe(re.sub(r"[^A-Za-z0-9-]", "", anchor)),
    }
