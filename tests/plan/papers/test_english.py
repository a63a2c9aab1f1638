"""The English edition: numbers and nouns agree, dates and marks are English, no word is torn in a table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.foundation.text import LANGUAGES
from planner.plan.filters import quoted
from planner.plan.papers.blocks import Table, plain_text
from planner.plan.papers.columns import widths_pt
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.letterhead import MARKING_WORDS, URGENCY_WORDS
from planner.plan.papers.widths import width_pt
from planner.plan.papers.word_layout import LEFT_BLOCK_MM
from planner.plan.papers.writing import PAPERS, write_paper
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.plan.papers.reading_forms import texts_of_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper
    from planner.plan.papers.columns import widths_pt
from planner.plan.papers.dossier import Dossier

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
PT_PER_MM = 72 / 25.4
UPRIGHT_PT, WIDE_PT = 165 * PT_PER_MM, 252 * PT_PER_MM
TABLE_PT, CELL_SIDES_PT = 11.0, 5.0
ONE_OF_MANY = re.compile(r"(?<![\d.,:/–-])\b1 (?!(?:that )?(?:keeps|needs|does|has|is)\b)(?:[a-z-]+ )?[a-z]{3,}s\b")
"""`1 places`, `1 hardened stations`; what one thing keeps or needs is no plural."""


VIETNAMESE = re.compile("[ạảãáàâậầấẩẫăắằặẳẵẹẻẽêềếểễệỉịọỏôồốổỗộơờớởỡợụủưừứửữựỳỵỷỹđ]", re.IGNORECASE)


@pytest.fixture(scope="module", params=["quang-ninh/yagi.yaml", "tutorial/storm.yaml"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return dossier_of(run_scenario(load_scenario(str(SCENARIOS / request.param))))


@pytest.fixture(scope="module")
def said(dossier: Dossier) -> list[str]:
    """Every text and every cell of every document in English."""
    papers = [write_paper(dossier, kind, "en")[0] for kind in PAPERS]
    found: list[str] = []
    for paper in papers:
        for blocks in (paper.body, *(annex.blocks for annex in paper.annexes)):
            found += texts_of_paper(blocks)
        for _, table in tables_outside_sheets(paper):
            found += [plain_text(cell.words) for row in table.rows for cell in row.cells]
        found += map(plain_text, paper.bases)
    return found


def tables_outside_sheets(paper: Paper) -> Iterator[tuple[float, Table]]:
    """The tables with the room they have; a sheet is set smaller until it fits, and is measured elsewhere."""
    parts: list[tuple[float, tuple[Block, ...]]] = [(UPRIGHT_PT, paper.body)]
    parts += [(WIDE_PT if annex.wide else UPRIGHT_PT, annex.blocks) for annex in paper.annexes]
    for room_pt, blocks in parts:
        for block in blocks:
            if isinstance(block, Table):
                yield room_pt, block


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_at_the_head_of_a_table_is_wider_than_its_column(dossier: Dossier, language: Language) -> None:
    torn = []
    for kind in PAPERS:
        paper, _ = write_paper(dossier, kind, language)
        for room_pt, table in tables_outside_sheets(paper):
            widths, _ = widths_pt(table, room_pt, TABLE_PT, CELL_SIDES_PT)
            for width, head in zip(widths, table.head, strict=True):
                words = plain_text(head).split()
                torn += [(kind, word) for word in words if width_pt(word, TABLE_PT, bold=True) > width - CELL_SIDES_PT]

    assert torn == []


def test_one_thing_is_not_named_in_the_plural(said: list[str]) -> None:
    assert [found.group() for text in said for found in ONE_OF_MANY.finditer(text)] == []


def test_days_are_not_numbers_that_an_english_reader_turns_round(said: list[str]) -> None:
    """05/09/2024 is the ninth of May to some: a month has its name. Sources stand as the record names them."""
    days = [text for text in said if re.search(r"\b\d\d?/\d\d?/\d{4}\b", text)]

    assert [text for text in days if not VIETNAMESE.search(text)] == []


def test_nothing_is_named_as_on_a_screen(said: list[str]) -> None:
    """No backtick of a message, no key of a file."""
    keys = re.compile(r"`|\b[a-z]+_[a-z]+\b|\bexposed: true\b")

    assert [text for text in said if keys.search(text.partition("Input")[0]) and "yaml" not in text] == []
    assert quoted("generator `g1` of `A`") == "generator “g1” of “A”"


def test_a_legal_basis_goes_on_within_its_sentence(said: list[str]) -> None:
    bases = [text for text in said if text.startswith("Pursuant to ")]

    assert bases
    assert [text for text in bases if text.startswith("Pursuant to The ")] == []


def test_a_mark_below_the_number_stands_in_one_box() -> None:
    """Word draws a box for each line of a mark that it must break."""
    room_pt = LEFT_BLOCK_MM * PT_PER_MM
    for words in (*MARKING_WORDS.values(), *URGENCY_WORDS.values()):
        for text in (words.vi, words.en):
            assert width_pt(f" {text} ", 13, bold=True) < room_pt
