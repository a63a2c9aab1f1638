"""The documents of a run as files: Word, PDF, a page and Markdown, in each language, from one text.

Nothing here depends on the clock, the place or the order of a set: the same run gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Literal

from planner.foundation.errors import UsageError
from planner.foundation.locks import output_lock
from planner.foundation.memory import collector_paused
from planner.foundation.output_sets import write_set
from planner.foundation.resources import templates_folder
from planner.foundation.text import LANGUAGES, Language, Text
from planner.plan.filters import Clock
from planner.plan.page.render import render_page
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.figures import figures
from planner.plan.papers.markdown import markdown
from planner.plan.papers.page import (
    PageWriter,
    contents_of,
    letterhead_html,
    signature_html,
)
from planner.plan.papers.pictures import as_png, drawn
from planner.plan.papers.stamp import Origin, Stamp, answers_digest
from planner.plan.papers.typesetting import level_line, pdf
from planner.plan.papers.word import docx
from planner.plan.papers.writing import KINDS, PAPERS, Kind, write_paper
from planner.plan.safe import Safe
from planner.plan.templating import environment_of, in_css, in_html

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from planner.plan.chances import Sampled
    from planner.plan.papers.blocks import Paper, Picture
    from planner.plan.papers.dossier import Dossier
    from planner.plan.papers.letterhead import Letterhead, Level
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

Form = Literal["docx", "pdf", "html", "md", "page", "json"]
Forms = Sequence[Form] | Mapping[Language, Sequence[Form]]
"""The forms wanted: of every language the same, or of each its own."""
FORMS: tuple[Form, ...] = ("docx", "pdf", "html", "md", "page", "json")
DOCUMENTS: tuple[Form, ...] = ("docx", "pdf", "html", "md")
PAGE_FILE = "explore.html"
"""The page to explore holds both languages, so there is one of it."""
FIGURES_FILE = "figures.json"
"""Every figure behind the documents, in both languages at once."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Edition:
    """How documents are made out.

    `level` `public` leaves out contacts and exact positions; `number` is the document's own, empty for a draft;
    `template` is a department's Word file in place of ours; `sampled` is what an ensemble of the scenario found.
    """

    date: date | None = None
    level: Level = "internal"
    number: str = ""
    template: bytes | None = None
    sampled: Sampled | None = None


def render_plan(
    run: Run,
    *,
    languages: Sequence[Language] = LANGUAGES,
    formats: Forms = DOCUMENTS,
    date: date | None = None,
) -> dict[str, bytes]:
    """The files of the plan by name: `plan.vi.docx`, `plan.en.md`, a Markdown plan's map, `explore.html`.

    Parameters
    ----------
    run
        A scenario that was run.
    languages, formats
        Which of each; Vietnamese is the master, English says that it is a translation. Forms may be named for each
        language by itself; the page to explore is made once where any of them names it.
    date
        The day the plan bears; None leaves it blank, as a draft does.

    Raises
    ------
    UsageError
        If there is no such language or form.
    """
    return render_papers(
        run, ("plan",), languages=languages, formats=formats, edition=Edition(date)
    )


def render_papers(
    run: Run,
    kinds: Sequence[Kind],
    *,
    languages: Sequence[Language] = LANGUAGES,
    formats: Forms = DOCUMENTS,
    edition: Edition = Edition(),
) -> dict[str, bytes]:
    """The files of several kinds of document by name, such as `dispatch.vi.docx`.

    Raises
    ------
    UsageError
        If there is no such kind, language or form, or a public edition of state secrets is asked for.
    TemplateError
        If the department's Word template cannot be used.
    """
    known = (*LANGUAGES, *FORMS, *PAPERS)
    wanted = {
        name: tuple(formats.get(name, ()) if isinstance(formats, Mapping) else formats)
        for name in languages
    }
    asked = sorted({form for forms in wanted.values() for form in forms})
    unknown = [name for name in (*languages, *asked, *kinds) if name not in known]
    if unknown:
        raise UsageError(
            Text(
                vi=f"không có ngôn ngữ, dạng hoặc loại văn bản “{unknown[0]}”",
                en=f"there is no language, form or kind of document `{unknown[0]}`",
            )
        )
    with collector_paused():
        return _rendered(run, kinds, wanted, edition)


def _rendered(
    run: Run,
    kinds: Sequence[Kind],
    wanted: Mapping[Language, Sequence[Form]],
    edition: Edition,
) -> dict[str, bytes]:
    answers = answers_digest(run)
    dossiers: dict[Level, Dossier] = {}
    files: dict[str, bytes] = {}
    for kind in kinds:
        level: Level = "public" if KINDS[kind].always_public else edition.level
        if level not in dossiers:
            dossiers[level] = dossier_of(
                run, date=edition.date, level=level, sampled=edition.sampled
            )
        template = "" if edition.template is None else _sha256(edition.template)
        origin = Origin(run, dossiers[level], answers, edition.number, template, edition.sampled)
        for language in wanted:
            made = _Document(origin, kind, language, edition)
            for form in DOCUMENTS:
                if form in wanted[language]:
                    files.update(made.files(form))
    if "plan" in kinds and any("page" in forms for forms in wanted.values()):
        public = edition.level == "public"
        files[PAGE_FILE] = render_page(run, public=public, sampled=edition.sampled)
    if any("json" in forms for forms in wanted.values()):
        told = dossiers.get(edition.level)
        if told is None:
            told = dossier_of(
                run, date=edition.date, level=edition.level, sampled=edition.sampled
            )
        files[FIGURES_FILE] = figures(told, run).encode()
    return files


class _Document:
    """One document in one language: written once, set in every form."""

    def __init__(self, origin: Origin, kind: Kind, language: Language, edition: Edition) -> None:
        self.origin, self.kind, self.language = origin, kind, language
        self.template = edition.template
        self.paper, self.head = write_paper(origin.dossier, kind, language, number=edition.number)
        self.pictures = drawn(self.paper.pictures(), origin.dossier, language)

    def files(self, form: Form) -> dict[str, bytes]:
        """The file of one form, and what lies beside it."""
        stamp = self.origin.stamp(self.kind, self.language, form)
        name = f"{self.kind}.{self.language}.{form}"
        paper, head, pictures, language = self.paper, self.head, self.pictures, self.language
        if form == "pdf":
            return {name: pdf(paper, head, stamp, pictures, language)}
        if form == "html":
            return {name: html(self.origin.dossier, paper, head, stamp, pictures).encode()}
        if form == "md":
            files = {name: markdown(paper, head, stamp, pictures, language).encode()}
            maps = [svg for picture, (svg, _) in pictures.items() if picture.kind == "map"]
            return {**files, **{f"map.{language}.svg": f"{svg}\n".encode() for svg in maps}}
        pngs = as_png(pictures)
        told = {picture: (png, pictures[picture][1]) for picture, png in pngs.items()}
        return {name: docx(paper, head, stamp, told, language, self.template)}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One plan on the first page that leads to several: its folder, its title, how many units fare how."""

    folder: str
    title: Text
    illustrative: bool
    tally: Mapping[Outcome, int]


def render_index(plans: Sequence[PlanEntry]) -> bytes:
    """A first page that leads to several plans."""
    style = _style()
    environment = environment_of(Clock(EPOCH), "vi", in_html)
    text = environment.get_template("index.html.j2").render(
        plans=plans,
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


def html(
    dossier: Dossier,
    paper: Paper,
    head: Letterhead,
    stamp: Stamp,
    pictures: Mapping[Picture, tuple[str, str]],
) -> str:
    """The document as one page that asks nothing of any other file or machine."""
    language = stamp.language
    environment = environment_of(dossier.clock, language, in_html)
    covered = stamp.kind == "plan"
    writer = PageWriter(
        pictures, [note.in_(language) for note in dossier.notes], ("map",) if covered else ()
    )
    cover = ""
    if covered:
        maps = [svg for picture, (svg, _) in pictures.items() if picture.kind == "map"]
        cover = environment.get_template("_overview.html.j2").render(
            plan=dossier.plan,
            language=language,
            level=head.level_words.in_(language),
            contents=contents_of(paper, language),
            province_map=Safe("".join(maps)),
        )
    style = _style() + page_style(dossier, stamp)
    text = environment.get_template("page.html.j2").render(
        language=language,
        title=f"{paper.kind}. {paper.subject}".strip(". "),
        version=stamp.version,
        stamp=stamp.as_text(),
        style=Safe(style),  # our own file, and texts escaped by `in_css`
        style_hash=_digest(style),
        head=Safe(letterhead_html(paper, head, stamp, language, titled=not covered)),
        cover=Safe(cover),
        body=Safe(writer.body(paper, language)),
        foot=Safe(signature_html(paper, head, language) + _origin(head, stamp, language)),
    )
    return text.strip() + "\n"


def _origin(head: Letterhead, stamp: Stamp, language: Language) -> str:
    told = f"{level_line(head, stamp, language)} · {stamp.line(language)}"
    return f'<p class="small foot">{escape(told)}</p>'


def _style() -> str:
    return (templates_folder() / "plan.css").read_text("utf-8")


def _digest(style: str) -> str:
    """What the page's policy lets through: this style and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def page_style(dossier: Dossier, stamp: Stamp) -> str:
    """What every printed page says in its margins: scenario, seed, version, and any warning."""
    warned = " · ".join(note.in_(stamp.language) for note in dossier.notes)
    return (
        "\n@page { "
        f"@bottom-left {{ content: {in_css(stamp.line(stamp.language))}; }} "
        f"@bottom-right {{ content: {in_css(warned)}; }} }}\n"
    )
