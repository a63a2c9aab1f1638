"""The page as one file that asks nothing of any other file or machine."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner import __version__
from planner.foundation.resources import templates_folder
from planner.foundation.text import Text
from planner.plan.filters import both
from planner.plan.page.data import page_data
from planner.plan.page.words import LOADING, SCRIPT_OFF, TOO_OLD, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.plan.chances import Sampled
    from planner.scenario.run import Run

SCRIPTS = ("data", "state", "geography", "map", "storm", "table", "sheet", "controls", "main")
"""In the order in which they are joined into one script."""
MOST_PLAIN_BYTES = 1_200_000
"""Data beyond this is packed, so that the page of a large province stays small enough to send."""


def render_page(
    run: Run, *, public: bool = False, sampled: Sampled | None = None, bare: bool = True
) -> bytes:
    """The interactive page of a run, as UTF-8.

    Parameters
    ----------
    run
        A scenario that was run and explained.
    public
        The edition for everybody: positions rounded, cables and power lines left out.
    sampled
        What an ensemble of the same scenario found, where there is one.
    bare
        False leaves out the situation without the scenario's actions.
    """
    data = page_data(run, public=public, sampled=sampled, bare=bare)
    title = both(run.loaded.scenario.name)
    data["words"] = _with_words(data, {**WORDS, "title": title})
    held, packed = _held(data)
    style, script = _file("page.css"), _script()
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "page"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
    )
    text = environment.get_template("page.html.j2").render(
        title=title,
        version=__version__,
        loading=LOADING,
        old=TOO_OLD,
        script_off=SCRIPT_OFF,
        style=_Markup(style),
        style_hash=_digest(style),
        script=_Markup(script),
        script_hash=_digest(script),
        data=_Markup(held),
        packed=packed,
    )
    return f"{text.strip()}\n".encode()


class _Markup(str):
    """Our own files and data already made harmless, so that Jinja leaves them as they are."""

    __slots__ = ()

    def __html__(self) -> str:
        """What Jinja asks a value for before it escapes."""
        return str(self)


def in_script(value: Any) -> str:
    """JSON that can stand inside a script element: no tag, comment or line separator comes of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPED)


_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def _held(data: dict[str, Any]) -> tuple[str, bool]:
    """The data as it stands in the page, and whether it is packed."""
    text = in_script(data)
    if len(text.encode()) <= MOST_PLAIN_BYTES:
        return text, False
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode(), True


def _with_words(data: dict[str, Any], words: dict[str, Text]) -> dict[str, int]:
    """The page's own words, put among its texts; the number of each."""
    texts: list[list[str] | str] = data["texts"]
    numbers = {}
    for key, text in sorted(words.items()):
        numbers[key] = len(texts)
        texts.append(text.vi if text.vi == text.en else [text.vi, text.en])
    return numbers


def _script() -> str:
    return _joined([_file(f"{name}.js") for name in SCRIPTS])


def _joined(scripts: Sequence[str]) -> str:
    """One script of several, in a scope of its own."""
    body = "\n".join(script.replace('"use strict";\n', "") for script in scripts)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def _file(name: str) -> str:
    return (templates_folder() / "page" / name).read_text("utf-8")


def _digest(text: str) -> str:
    """What the page's policy lets through: this text and no other."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
