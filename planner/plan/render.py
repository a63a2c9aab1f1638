"""The plan as files: Markdown and one self-contained HTML page, in each language, from one sheet.

Nothing here depends on the clock, the place or the order of a set: the same run gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.foundation.errors import UsageError
from planner.foundation.locks import output_lock
from planner.foundation.output_sets import write_set
from planner.foundation.resources import templates_folder
from planner.foundation.text import LANGUAGES, Language, Text
from planner.plan import filters
from planner.plan.assemble import assemble
from planner.plan.filters import Clock, clean
from planner.plan.page.render import render_page
from planner.plan.pictures.maps import district_map, province_map
from planner.plan.pictures.strip import merged_steps, strip_svg
from planner.plan.summary import clock_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from os import PathLike

    from planner.plan.sheets import DistrictSheet, PlanSheet, Strip
    from planner.scenario.run import Run

Form = Literal["md", "html", "page"]
FORMS: tuple[Form, ...] = ("md", "html", "page")
DOCUMENTS: tuple[Form, ...] = ("md", "html")
PAGE_FILE = "explore.html"
"""The page to explore holds both languages, so there is one of it."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Safe(str):
    """Text that is markup of our own already, so that Jinja leaves it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What Jinja asks a value for before it escapes."""
        return str(self)


def render_plan(
    run: Run,
    *,
    languages: Sequence[Language] = LANGUAGES,
    formats: Sequence[Form] = DOCUMENTS,
    date: date | None = None,
) -> dict[str, bytes]:
    """The files of the plan by name: `plan.vi.html`, `plan.en.md`, a Markdown plan's map, `explore.html`.

    Parameters
    ----------
    run
        A scenario that was run.
    languages, formats
        Which of each; Vietnamese is the master, English says that it is a translation.
    date
        The day the plan bears; None leaves it blank, as a draft does.

    Raises
    ------
    UsageError
        If there is no such language or form.
    """
    unknown = [name for name in (*languages, *formats) if name not in (*LANGUAGES, *FORMS)]
    if unknown:
        raise UsageError(
            Text(
                vi=f"không có ngôn ngữ hoặc dạng “{unknown[0]}”",
                en=f"there is no language or form `{unknown[0]}`",
            )
        )
    clock = clock_of(run.loaded)
    sheet = assemble(run, date=date, clock=clock)
    files: dict[str, bytes] = {}
    for language in languages:
        picture = province_map(sheet.map, clock, language, "map")
        if "md" in formats:
            files[f"plan.{language}.md"] = markdown(sheet, clock, language).encode()
            if picture:
                files[f"map.{language}.svg"] = f"{picture}\n".encode()
        if "html" in formats:
            files[f"plan.{language}.html"] = html(sheet, clock, language, picture).encode()
    if "page" in formats:
        files[PAGE_FILE] = render_page(run)
    return files


def render_index(runs: Sequence[tuple[str, Run]]) -> bytes:
    """A first page that leads to several plans; each stands in the folder named with its run."""
    sheets = [(folder, assemble(run)) for folder, run in runs]
    style = _style()
    environment = _environment(Clock(EPOCH), "vi", in_html)
    text = environment.get_template("index.html.j2").render(
        plans=sheets,
        style=Safe(style),  # our own file
        style_hash=_digest(style),
    )
    return (text.strip() + "\n").encode()


def write_plan(folder: str | PathLike[str], files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly the plan, all of it or none, one process at a time.

    Raises
    ------
    MachineError
        If the folder is not ours to replace, another run is writing it, or the machine refuses.
    """
    with output_lock(folder):
        write_set(folder, files)


def markdown(sheet: PlanSheet, clock: Clock, language: Language) -> str:
    """The plan in Markdown (CommonMark with tables)."""
    environment = _environment(clock, language, in_markdown)
    text = environment.get_template("plan.md.j2").render(plan=sheet, language=language)
    # Two blanks at the end of a line would be a line break in Markdown.
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def html(sheet: PlanSheet, clock: Clock, language: Language, picture: str | None = None) -> str:
    """The plan as one page that asks nothing of any other file or machine.

    `picture` is the map of the province, where it is drawn already.
    """
    if picture is None:
        picture = province_map(sheet.map, clock, language, "map")
    environment = _environment(clock, language, in_html)
    pictures = _Pictures(sheet, clock, language)
    style = _style() + page_style(sheet, language)
    text = environment.get_template("plan.html.j2").render(
        plan=sheet,
        language=language,
        style=Safe(style),  # our own file, and texts escaped by `in_css`
        style_hash=_digest(style),
        province_map=Safe(picture),
        district_map=pictures.district,
        strip=pictures.strip,
    )
    return text.strip() + "\n"


def _style() -> str:
    return (templates_folder() / "plan.css").read_text("utf-8")


def _digest(style: str) -> str:
    """What the page's policy lets through: this style and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


class _Pictures:
    """The pictures of one page; each gets its own ids."""

    def __init__(self, sheet: PlanSheet, clock: Clock, language: Language) -> None:
        self.sheet, self.clock, self.language = sheet, clock, language
        self.drawn = 0

    def district(self, sheet: DistrictSheet) -> Safe:
        """The map of one district."""
        return Safe(district_map(self.sheet.map, sheet.id, self.clock, self.language, self._id()))

    def strip(self, strip: Strip) -> Safe:
        """The strip of one unit."""
        return Safe(strip_svg(strip, self.clock, self.language, self._id()))

    def _id(self) -> str:
        self.drawn += 1
        return f"p{self.drawn}"


def page_style(sheet: PlanSheet, language: Language) -> str:
    """What every printed page says in its margins: scenario, seed, version, and any warning."""
    trace = sheet.trace
    seed = {"vi": "hạt giống", "en": "seed"}[language]
    foot = f"{trace.scenario} · {seed} {trace.seed} · Ba Trạm {trace.version}"
    warnings = []
    if sheet.illustrative:
        warnings.append({"vi": "SỐ LIỆU MINH HỌA", "en": "ILLUSTRATIVE DATA"}[language])
    if sheet.set_aside:
        said = Text(
            vi=f"{len(sheet.set_aside)} BẢN GHI CÓ LỖI ĐỂ NGOÀI",
            en=f"{len(sheet.set_aside)} RECORDS WITH ERRORS SET ASIDE",
        )
        warnings.append(said.in_(language))
    warned = " · ".join(warnings)
    return (
        "\n@page { "
        f"@bottom-left {{ content: {in_css(foot)}; }} "
        f"@bottom-right {{ content: {in_css(warned)}; }} }}\n"
    )


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


def _environment(clock: Clock, language: Language, finalize: Callable[[Any], Any]) -> Environment:
    """Templates of one language; whatever they print passes through `finalize` and is escaped."""
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / language),
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
        "hours": lambda value: filters.hours(value, language),
        "at": lambda hour: clock.show(hour).in_(language),
        "at_long": lambda hour: clock.show_long(hour).in_(language),
        "num": lambda value, decimals=1: filters.number(value, language, decimals),
        "litres": lambda value: filters.litres(value, language),
        "percent": lambda share: filters.percent(share, language),
        "day": lambda value: filters.day(value, language),
        "outcome": lambda outcome: filters.OUTCOME_WORDS[outcome].in_(language),
        "short": lambda outcome: filters.OUTCOME_SHORT[outcome].in_(language),
        "brief": filters.brief,
        "mark": lambda outcome: filters.OUTCOME_MARKS[outcome],
        "steps": merged_steps,
        "anchored": lambda anchor: Safe(re.sub(r"[^A-Za-z0-9-]", "", anchor)),
    }
