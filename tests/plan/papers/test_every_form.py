"""Word, PDF, HTML and Markdown of every document, in both languages, say what was written: letter by letter."""

from __future__ import annotations

import io
from html import unescape
from typing import TYPE_CHECKING

import pytest
from lxml import etree  # type: ignore[import-untyped]  # ships no types
from pypdf import PdfReader

from planner.foundation.text import LANGUAGES
from planner.plan.papers.package import unzipped
from planner.plan.papers.pictures import as_png
from planner.plan.papers.writing import PAPERS
from tests.plan.papers.made import file_of, files_of, pdf_pages, written
from tests.plan.papers.whole_text import (
    faults_of_html,
    faults_of_markdown,
    faults_of_pdf,
    faults_of_word,
)

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.writing import Kind

every_document = pytest.mark.parametrize("kind", PAPERS)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@in_both_languages
@every_document
def test_word_says_what_was_written_in_its_margins_and_under_its_pictures_too(kind: Kind, language: Language) -> None:
    assert faults_of_word(file_of(kind, language, "docx"), written(kind, language)) == []


@in_both_languages
@every_document
def test_pdf_says_what_was_written_and_so_do_its_pictures(kind: Kind, language: Language) -> None:
    assert faults_of_pdf(pdf_pages(kind, language), written(kind, language)) == []


@in_both_languages
@every_document
def test_html_says_what_was_written_and_shows_what_was_drawn(kind: Kind, language: Language) -> None:
    assert faults_of_html(file_of(kind, language, "html"), written(kind, language)) == []


@in_both_languages
@every_document
def test_markdown_says_what_was_written_and_its_map_lies_beside_it(kind: Kind, language: Language) -> None:
    as_written = written(kind, language)
    maps = [svg for picture, (svg, _) in as_written.drawn.items() if picture.kind == "map"]
    beside = [each for name, each in files_of(kind, language, "md").items() if name.endswith(".svg")]

    assert faults_of_markdown(file_of(kind, language, "md"), as_written) == []
    assert beside == [f"{svg}\n".encode() for svg in maps]


@in_both_languages
@every_document
def test_the_files_own_title_is_the_documents(kind: Kind, language: Language) -> None:
    paper = written(kind, language).paper
    page = file_of(kind, language, "html").decode()

    word = etree.fromstring(unzipped(file_of(kind, language, "docx"))["docProps/core.xml"]).findtext("{*}title")
    pdf = PdfReader(io.BytesIO(file_of(kind, language, "pdf"))).metadata

    assert pdf is not None
    assert unescape(page.partition("<title>")[2].partition("</title>")[0]) == word == pdf.title
    assert word == f"{paper.kind}. {paper.subject}"


@in_both_languages
def test_the_map_in_word_is_the_one_that_was_drawn(language: Language) -> None:
    parts = unzipped(file_of("brief", language, "docx"))

    shown = [part for name, part in parts.items() if name.startswith("word/media/")]

    assert shown == list(as_png(written("brief", language).drawn).values())
