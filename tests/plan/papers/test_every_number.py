"""Every number of every document is one that the run gave or one of ours with its reason, in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planner.cli.check import as_json
from planner.foundation.text import LANGUAGES
from planner.plan.papers.blocks import plain_text
from planner.plan.papers.typesetting import letterhead_data
from planner.plan.papers.writing import PAPERS
from tests.plan.papers import made, sentences, short_forms, where_from
from tests.plan.papers.cover import cover_of, cover_sentences, cover_table
from tests.plan.papers.reading_forms import (
    rows_of,
    tables_in_html,
    tables_in_markdown,
    tables_in_word,
    tables_of_paper,
    tables_said,
    texts_of_paper,
    without_spans,
)
from tests.plan.papers.shown import Shown, numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper, Table
    from planner.plan.papers.writing import Kind
    from tests.plan.papers.reading_forms import Rows

every_document = pytest.mark.parametrize("kind", PAPERS)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def shown(language: Language, *, sampled: bool = True) -> Shown:
    """The run's figures in one language, with the ensemble's or without."""
    return Shown(language, made.told(sampled=sampled), made.ensemble() if sampled else None)


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


def parts_of(paper: Paper) -> dict[str, tuple[Block, ...]]:
    """The text and each appendix."""
    return {"text": paper.body, **{annex.id: annex.blocks for annex in paper.annexes}}


def tables_traced(kind: Kind, where: str, s: Shown) -> list[Rows]:
    """The tables that a part of a document must hold."""
    if kind != "plan":
        traced = short_forms.TABLES.get((kind, where))
        return [] if traced is None else list(traced(s))
    traced = where_from.body if where == "text" else where_from.ANNEXES.get(where)
    assert traced is not None, f"say in where_from.py where the appendix `{where}` comes from"
    return list(traced(s))


def texts_traced(kind: Kind, where: str, s: Shown) -> list[str]:
    """The texts with numbers that a part of a document must hold outside its tables."""
    if kind != "plan":
        traced = short_forms.TEXTS.get((kind, where))
    else:
        traced = sentences.body if where == "text" else sentences.ANNEXES.get(where)
    return [] if traced is None else [text for text in traced(s) if numbers_in(text)]


def untraced(where: str, said: Iterable[str], wanted: list[str]) -> Iterator[str]:
    """The first text with a number that is not the one traced, or how many there are too many."""
    numbered = [text for text in said if numbers_in(text)]
    if len(numbered) != len(wanted):
        yield f"{where}: {len(numbered)} texts hold numbers, {len(wanted)} are traced"
    for text, want in zip(numbered, wanted, strict=False):
        if sorted(numbers_in(text)) != sorted(numbers_in(want)):
            yield f"{where}: {text!r} does not hold the numbers of {want!r}"
            return  # what follows would only be out of step


@in_both_languages
@every_document
def test_every_number_of_every_table_is_the_jsons(kind: Kind, language: Language) -> None:
    s = shown(language)

    wrong: list[str] = []
    for where, blocks in parts_of(made.written(kind, language).paper).items():
        wrong += compared(where, list(tables_of_paper(blocks)), tables_traced(kind, where, s))

    assert wrong == []


@in_both_languages
@every_document
def test_every_number_of_the_running_text_is_the_jsons_or_a_fixed_one(kind: Kind, language: Language) -> None:
    s = shown(language)

    wrong: list[str] = []
    for where, blocks in parts_of(made.written(kind, language).paper).items():
        wrong += untraced(where, texts_of_paper(blocks), texts_traced(kind, where, s))

    assert wrong == []


@in_both_languages
def test_without_an_ensemble_no_probability_is_told(language: Language) -> None:
    s = shown(language, sampled=False)

    wrong: list[str] = []
    for where, blocks in parts_of(made.written("plan", language, sampled=False).paper).items():
        wrong += compared(where, list(tables_of_paper(blocks)), tables_traced("plan", where, s))
        wrong += untraced(where, texts_of_paper(blocks), texts_traced("plan", where, s))

    assert wrong == []


@in_both_languages
@every_document
def test_every_number_around_the_text_is_of_the_run_the_letterhead_or_a_law(kind: Kind, language: Language) -> None:
    as_written, s = made.written(kind, language), shown(language)
    paper, plan = as_written.paper, s.figures["plan"]
    told = letterhead_data(as_written.head, language)
    issuer = made.run().loaded.province.header.issuer
    assert issuer is not None

    subject = numbers_in(f"{paper.kind} {paper.subject}")
    around = numbers_in(" ".join([*told["recipients"], *(v for v in told.values() if isinstance(v, str))]))
    wanted = [s.t(plan["storm"]) if kind in ABOUT_THE_STORM else short_forms.SUBJECTS.get(kind, "")]
    bases = [numbers_in(plain_text(basis)) for basis in paper.bases]

    titles = {annex.id: numbers_in(annex.title) for annex in paper.annexes if numbers_in(annex.title)}

    assert subject == numbers_in(" ".join(wanted))
    assert sorted(around) == sorted(numbers_in(f"0{made.NUMBER} {issuer.model_dump_json()}"))
    assert titles == fixed_titles(kind, language)
    assert bases == ([numbers_in(each) for each in [*LAWS[language], *_bases(s)]] if kind == "plan" else [])


def fixed_titles(kind: Kind, language: Language) -> dict[str, list[str]]:
    """The titles of appendices that hold a number."""
    return {id_: numbers_in(said[language]) for id_, said in short_forms.TITLES.items()} if kind == "plan" else {}


ABOUT_THE_STORM = {"plan", "brief", "dispatch", "quick-report", "grid-priority", "commune-cards"}
"""Documents whose subject names the storm."""
LAWS: dict[Language, tuple[str, ...]] = {
    "vi": ("33/2013/QH13, Điều 22", "18/2023/QH15", "24/2023/QH15", "18/2021/QĐ-TTg"),
    "en": ("33/2013/QH13, Article 22", "18/2023/QH15", "24/2023/QH15", "18/2021/QĐ-TTg"),
}
"""On disasters, civil defence, telecommunications, forecasts: the texts that every plan rests on."""


def _bases(s: Shown) -> Iterator[str]:
    """What the requirements rest on, with the day from which it is in force."""
    for basis in s.figures["plan"]["bases"]:
        yield f"{s.t(basis['text'])} {s.day(basis['in_force'])}"


@in_both_languages
def test_every_number_of_the_cover_is_the_jsons(language: Language) -> None:
    s, told = shown(language), cover_of(made.file_of("plan", language, "html"))

    wrong = list(untraced("cover", told.texts, [text for text in cover_sentences(s) if numbers_in(text)]))
    table = [[numbers_in(cell) for cell in row] for row in told.table]

    assert wrong == []
    assert table == [[numbers_in(cell) for cell in row] for row in cover_table(s)]


# --- from the words to every form -----------------------------------------------------------------


@in_both_languages
@every_document
def test_word_html_and_markdown_keep_every_cell_apart(kind: Kind, language: Language) -> None:
    said = tables_said(made.written(kind, language).paper)

    assert tables_in_word(made.file_of(kind, language, "docx")) == said
    assert tables_in_html(made.file_of(kind, language, "html")) == said
    assert tables_in_markdown(made.file_of(kind, language, "md")) == [without_spans(r, len(r[0])) for r in said]


# --- from the run to the JSON ---------------------------------------------------------------------


def checked() -> dict[str, Any]:
    """What `check --format json` says of the run."""
    answer: dict[str, Any] = json.loads(as_json(made.run()))
    return answer


def test_the_figures_of_the_documents_are_those_of_check() -> None:
    told, figures = checked(), made.told()
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


def test_the_duties_of_the_documents_are_those_of_check() -> None:
    told, figures = checked(), made.told()
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
