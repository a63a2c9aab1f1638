"""Every number of the plan is one that the run gave, in every table, in both languages; every form says the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.cli.check import as_json
from planner.foundation.text import LANGUAGES
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.stamp import Origin, answers_digest
from planner.plan.papers.typesetting import level_line
from planner.plan.papers.writing import PAPERS, write_paper
from planner.plan.render import render_papers, render_plan
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.plan.papers import sentences
from tests.plan.papers.reading_forms import (
    POPPLER,
    rows_of,
    tables_in_html,
    tables_in_markdown,
    tables_in_word,
    tables_of_paper,
    tables_said,
    text_of_pdf,
    texts_of_paper,
    without_spans,
)
from tests.plan.papers.shown import Shown, numbers_in
from tests.plan.papers.where_from import ANNEXES, body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Paper, Table
    from planner.plan.papers.dossier import Dossier
    from planner.scenario.run import Run
    from tests.plan.papers.reading_forms import Rows

ROOT = Path(__file__).resolve().parents[3]
BOTH: tuple[Language, ...] = LANGUAGES


@pytest.fixture(scope="module")
def run() -> Run:
    return run_scenario(load_scenario(str(ROOT / "scenarios" / "hai-phong" / "yagi.yaml")))


@pytest.fixture(scope="module")
def dossier(run: Run) -> Dossier:
    return dossier_of(run)


@pytest.fixture(scope="module")
def files(run: Run) -> dict[str, bytes]:
    made = render_plan(run, languages=("vi",), formats=("docx", "pdf", "html", "md", "json"))
    return {**made, **render_plan(run, languages=("en",), formats=("html", "md"))}


@pytest.fixture(scope="module")
def figures(files: dict[str, bytes]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files["figures.json"])
    return told


@pytest.fixture(scope="module")
def papers(dossier: Dossier) -> dict[str, Paper]:
    return {language: write_paper(dossier, "plan", language)[0] for language in BOTH}


# --- from the JSON to the words -------------------------------------------------------------------


def compared(where: str, tables: list[Table], expected: list[Rows]) -> Iterator[str]:
    """What is not as the JSON says: `where`, table, row, column, numbers there and numbers in the JSON."""
    if len(tables) != len(expected):
        yield f"{where}: {len(tables)} tables, of which {len(expected)} are traced"
    for at, (table, rows) in enumerate(zip(tables, expected, strict=False)):
        shown = rows_of(table)[1:]
        if not rows and len(shown) == 1 and len(shown[0]) == 1:
            continue  # the honest empty case: one cell of words
        if len(shown) != len(rows):
            yield f"{where} table {at}: {len(shown)} rows, the JSON has {len(rows)}"
        for line, (cells, wanted) in enumerate(zip(shown, rows, strict=False)):
            if len(cells) != len(wanted):
                yield f"{where} table {at} row {line}: {len(cells)} cells, of which {len(wanted)} are traced"
            for column, (cell, want) in enumerate(zip(cells, wanted, strict=False)):
                if numbers_in(cell) != numbers_in(want):
                    yield f"{where} table {at} row {line} column {column}: {cell!r} is not {want!r}"


@pytest.mark.parametrize("language", BOTH)
def test_every_number_of_every_table_is_the_jsons(
    papers: dict[str, Paper], figures: dict[str, Any], language: Language
) -> None:
    paper, shown = papers[language], Shown(language, figures)

    wrong = list(compared("text", list(tables_of_paper(paper.body)), list(body(shown))))
    for annex in paper.annexes:
        traced = ANNEXES.get(annex.id)
        assert traced is not None, f"say in where_from.py where the appendix `{annex.id}` comes from"
        wrong += compared(annex.id, list(tables_of_paper(annex.blocks)), list(traced(shown)))

    assert wrong == []


@pytest.mark.parametrize("language", BOTH)
def test_every_number_of_the_running_text_is_the_jsons_or_a_fixed_one(
    papers: dict[str, Paper], figures: dict[str, Any], language: Language
) -> None:
    paper, shown = papers[language], Shown(language, figures)
    parts = {"text": paper.body, **{each.id: each.blocks for each in paper.annexes}}
    traced = {"text": sentences.body, **sentences.ANNEXES}

    wrong = []
    for where, blocks in parts.items():
        said = [text for text in texts_of_paper(blocks) if numbers_in(text)]
        wanted = [text for text in traced[where](shown) if numbers_in(text)] if where in traced else []
        if len(said) != len(wanted):
            wrong.append(f"{where}: {len(said)} texts hold numbers, {len(wanted)} are traced")
        for text, want in zip(said, wanted, strict=False):
            if sorted(numbers_in(text)) != sorted(numbers_in(want)):
                wrong.append(f"{where}: {text!r} does not hold the numbers of {want!r}")
                break  # what follows would only be out of step

    assert wrong == []


# --- from the words to every form -----------------------------------------------------------------


@pytest.mark.parametrize("language", BOTH)
def test_html_says_every_table_cell_by_cell(
    papers: dict[str, Paper], files: dict[str, bytes], language: Language
) -> None:
    assert tables_in_html(files[f"plan.{language}.html"]) == tables_said(papers[language])


@pytest.mark.parametrize("language", BOTH)
def test_markdown_says_every_table_cell_by_cell(
    papers: dict[str, Paper], files: dict[str, bytes], language: Language
) -> None:
    said = [without_spans(rows, len(rows[0])) for rows in tables_said(papers[language])]

    assert tables_in_markdown(files[f"plan.{language}.md"]) == said


def test_word_says_every_table_cell_by_cell(papers: dict[str, Paper], files: dict[str, bytes]) -> None:
    assert tables_in_word(files["plan.vi.docx"]) == tables_said(papers["vi"])


def test_the_shorter_documents_say_the_same_in_every_form(run: Run, dossier: Dossier) -> None:
    kinds = tuple(kind for kind in PAPERS if kind not in {"plan", "charging-points"})
    made = render_papers(run, kinds, languages=("vi",), formats=("docx", "html", "md"))

    for kind in kinds:
        said = tables_said(write_paper(dossier, kind, "vi")[0])
        assert tables_in_word(made[f"{kind}.vi.docx"]) == said
        assert tables_in_html(made[f"{kind}.vi.html"]) == said
        assert tables_in_markdown(made[f"{kind}.vi.md"]) == [without_spans(rows, len(rows[0])) for rows in said]


@pytest.mark.skipif(POPPLER is None, reason="needs poppler-utils to read a PDF")
def test_the_pdf_says_every_cell_in_its_order(
    run: Run, dossier: Dossier, papers: dict[str, Paper], files: dict[str, bytes]
) -> None:
    stamp = Origin(run, dossier, answers_digest(run)).stamp("plan", "vi", "pdf")
    _, head = write_paper(dossier, "plan", "vi")
    text = text_of_pdf(files["plan.vi.pdf"], (stamp.line("vi"), level_line(head, stamp, "vi")))

    at, lost = 0, []
    for cell in (cell for rows in tables_said(papers["vi"]) for row in rows for cell in row):
        bare = "".join(cell.split())
        found = text.find(bare, at)
        if found < 0:
            lost.append(cell)
        else:
            at = found + len(bare)

    assert lost == []


# --- from the run to the JSON ---------------------------------------------------------------------


def test_the_figures_of_the_documents_are_those_of_check(run: Run, figures: dict[str, Any]) -> None:
    told = json.loads(as_json(run))
    by_unit = {(each["requirement"], each["unit"]): each for each in told["verdicts"]}
    rows = [row for sheet in figures["plan"]["requirements"] for row in sheet["rows"]]

    assert len(rows) == len(by_unit)
    for row in rows:
        verdict = by_unit[row["requirement"], row["unit"]]
        worst, best = verdict["pessimistic"], verdict["optimistic"]
        assert row["hardened_sure"] == verdict["hardened_sure"]
        assert row["hardened_maybe"] == verdict["hardened_maybe"]
        assert row["outcome"] == verdict["outcome"]
        assert row["at_rest"] == verdict["at_rest"]
        assert row["least"] == min(step[1] for step in worst["series"]) == worst["minimum"]
        assert row["least_best"] == min(step[1] for step in best["series"])
        assert row["hours_below"] in {worst["hours_below"], best["hours_below"]}
        assert row["unsourced"] == verdict["unsourced"]


def test_the_duties_of_the_documents_are_those_of_check(run: Run, figures: dict[str, Any]) -> None:
    told = json.loads(as_json(run))
    by_unit = {(each["requirement"], each["unit"]): each for each in told["duty_verdicts"]}
    rows = [(sheet["id"], row) for sheet in figures["plan"]["duties"] for row in sheet["rows"]]

    assert len(rows) == len(by_unit) > 0
    for id_, row in rows:
        assert row["outcome"] == by_unit[id_, row["unit"]]["outcome"]
        assert row["at_rest"] == by_unit[id_, row["unit"]]["at_rest"]
    for sheet in figures["plan"]["duties"]:
        outcomes = [row["outcome"] for row in sheet["rows"]]
        assert [sheet["holds"], sheet["fails"], sheet["unknown"]] == [
            outcomes.count(each) for each in ("holds", "fails", "unknown")
        ]
