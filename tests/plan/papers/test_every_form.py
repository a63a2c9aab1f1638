"""Word, PDF, HTML and Markdown of every document, in both languages, say what was written: letter by letter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document

from planner.foundation.text import LANGUAGES
from planner.plan.papers.package import unzipped
from planner.plan.papers.pictures import as_png
from planner.plan.papers.word_reading import margin_lines, pictures_of
from planner.plan.papers.writing import PAPERS
from tests.plan.papers.made import file_of, files_of, written
from tests.plan.papers.whole_text import (
    difference,
    html_says,
    labels_of,
    markdown_says,
    pdf_says,
    pictures_in_html,
    word_says,
)

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.writing import Kind

every_document = pytest.mark.parametrize("kind", PAPERS)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@in_both_languages
@every_document
def test_word_says_what_was_written(kind: Kind, language: Language) -> None:
    assert difference(word_says(file_of(kind, language, "docx")), written(kind, language).in_word()) is None


@in_both_languages
@every_document
def test_pdf_says_what_was_written_and_so_do_its_pictures(kind: Kind, language: Language) -> None:
    as_written = written(kind, language)

    assert difference(pdf_says(file_of(kind, language, "pdf"), as_written), as_written.in_pdf()) is None


@in_both_languages
@every_document
def test_html_says_what_was_written(kind: Kind, language: Language) -> None:
    assert difference(html_says(file_of(kind, language, "html")), written(kind, language).in_html()) is None


@in_both_languages
@every_document
def test_markdown_says_what_was_written(kind: Kind, language: Language) -> None:
    assert difference(markdown_says(file_of(kind, language, "md")), written(kind, language).in_markdown()) is None


@in_both_languages
@every_document
def test_the_margins_of_word_say_the_run_and_who_may_read_it(kind: Kind, language: Language) -> None:
    as_written = written(kind, language)
    contact = [as_written.head.contact] if as_written.head.contact else []

    lines = margin_lines(unzipped(file_of(kind, language, "docx")))

    assert lines == sorted([*as_written.origin, *contact])


@in_both_languages
@every_document
def test_pictures_are_the_drawn_ones_in_every_form(kind: Kind, language: Language) -> None:
    as_written = written(kind, language)
    svgs = [svg for svg, _ in as_written.drawn.values()]

    in_word = pictures_of(unzipped(file_of(kind, language, "docx")))
    beside = [each for name, each in files_of(kind, language, "md").items() if name.endswith(".svg")]

    assert [alt for alt, _ in in_word] == [alt for _, alt in as_written.drawn.values()]
    assert pictures_in_html(file_of(kind, language, "html")) == [labels_of(svg) for svg in svgs]
    assert beside == [f"{svg}\n".encode() for p, (svg, _) in as_written.drawn.items() if p.kind == "map"]


@in_both_languages
def test_the_map_in_word_is_the_one_that_was_drawn(language: Language) -> None:
    as_written = written("brief", language)
    word = Document(io.BytesIO(file_of("brief", language, "docx")))

    shown = [part.blob for part in word.part.package.iter_parts() if part.content_type == "image/png"]

    assert shown == list(as_png(as_written.drawn).values())
