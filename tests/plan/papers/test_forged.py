"""A number that somebody, or a fault of ours, changes in a finished document is seen, wherever it stands."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from planner.foundation.text import LANGUAGES
from planner.plan.papers.writing import PAPERS
from tests.plan.papers.cover import cover_of
from tests.plan.papers.forging import PdfForger, forged_html, forged_markdown, forged_word
from tests.plan.papers.made import file_of, pdf_pages, written
from tests.plan.papers.whole_text import (
    faults_of_html,
    faults_of_markdown,
    faults_of_pdf,
    faults_of_word,
    letters,
)

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.writing import Kind

PLACES = 4
"""At which each document is changed, one at a time: 32 in each form and language."""
every_document = pytest.mark.parametrize("kind", PAPERS)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@in_both_languages
@every_document
def test_a_digit_changed_in_html_is_seen(kind: Kind, language: Language) -> None:
    page, as_written, rng = file_of(kind, language, "html"), written(kind, language), Random(f"{kind} {language}")
    cover = cover_of(page)

    for _ in range(PLACES):
        forged = forged_html(page, rng)
        assert forged != page
        assert faults_of_html(forged, as_written) or cover_of(forged) != cover


@in_both_languages
@every_document
def test_a_digit_changed_in_markdown_is_seen(kind: Kind, language: Language) -> None:
    text, as_written, rng = file_of(kind, language, "md"), written(kind, language), Random(f"{kind} {language}")

    for _ in range(PLACES):
        assert faults_of_markdown(forged_markdown(text, rng), as_written)


@in_both_languages
@every_document
def test_a_digit_changed_in_word_is_seen(kind: Kind, language: Language) -> None:
    word, as_written, rng = file_of(kind, language, "docx"), written(kind, language), Random(f"{kind} {language}")

    for _ in range(PLACES):
        assert faults_of_word(forged_word(word, rng), as_written)


@in_both_languages
@every_document
def test_a_digit_changed_in_a_pdf_is_seen(kind: Kind, language: Language) -> None:
    pages, as_written, rng = list(pdf_pages(kind, language)), written(kind, language), Random(f"{kind} {language}")
    forger = PdfForger(file_of(kind, language, "pdf"))

    for _ in range(PLACES):
        number, said = forger.forged_page(rng)
        assert faults_of_pdf([*pages[:number], letters(said), *pages[number + 1 :]], as_written)
