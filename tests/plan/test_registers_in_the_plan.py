"""The registers of what can be sent out stand whole in the plan's appendices, under numbered headings."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from planner.plan.papers.blocks import Heading
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.writing import write_paper
from planner.plan.registers.register import Register
from tests.plan.papers.reading_forms import rows_of, tables_of_paper, texts_of_paper
from tests.tutorial.runs import run_of

if TYPE_CHECKING:
    from planner.foundation.text import Language

HOME = {
    "journeys": "vehicles", "sendings": "vehicles", "stock": "vehicles", "fuel": "power", "depots": "power",
    "islands": "isolated", "dead_spots": "isolated", "grid": "grid", "grid_order": "grid",
}  # fmt: skip
"""In which appendix each register stands."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scenario", ["storm", "blackout"])
def test_every_register_of_the_book_stands_whole_in_its_appendix(scenario: str, language: Language) -> None:
    dossier = dossier_of(run_of(scenario))
    paper, _ = write_paper(dossier, "plan", language)
    annexes = {each.id: each.blocks for each in paper.annexes}

    registers = {
        each.name: told
        for each in fields(dossier.travel)
        if isinstance(told := getattr(dossier.travel, each.name), Register)
    }

    assert set(registers) == set(HOME)
    for name, register in registers.items():
        said = [row for table in tables_of_paper(annexes[HOME[name]]) for row in rows_of(table)]
        told = [[cell.in_(language) for cell in row] for row in register.rows]
        assert [row for row in told if row not in said] == []
    for name in ("journeys", "sendings", "stock", "fuel", "depots", "islands"):
        assert registers[name].rows


MEASURES = {
    "sharing": "stations", "operators": "stations", "derating": "masts", "undergrounding": "fiber", "poles": "fiber",
    "programmes": "fiber", "measured": "isolated",
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_done_about_the_networks_stands_in_its_appendix(language: Language) -> None:
    dossier = dossier_of(run_of("storm"))
    paper, _ = write_paper(dossier, "plan", language)
    annexes = {each.id: each.blocks for each in paper.annexes}

    assert {each.name for each in fields(dossier.measures)} == set(MEASURES)
    for name, annex in MEASURES.items():
        register = getattr(dossier.measures, name)
        said = [row for table in tables_of_paper(annexes[annex]) for row in rows_of(table)]
        told = [[cell.in_(language) for cell in row] for row in register.rows]
        assert [row for row in told if row not in said] == []
        assert told or name == "measured", "the tutorial measured nothing"


def test_a_public_edition_has_none_of_what_is_done_about_the_networks() -> None:
    measures = dossier_of(run_of("storm"), level="public").measures

    assert not any(getattr(measures, each.name).rows for each in fields(measures))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_headings_of_an_appendix_count_on_from_one(language: Language) -> None:
    paper, _ = write_paper(dossier_of(run_of("storm")), "plan", language)

    for annex in paper.annexes:
        if annex.id in {"vehicles", "power", "isolated"}:
            heads = list(texts_of_paper(block for block in annex.blocks if isinstance(block, Heading)))
            assert [head.split(".")[0] for head in heads] == [str(n + 1) for n in range(len(heads))]
            assert len(heads) > 2


def test_a_public_edition_has_none_of_them_but_when_boats_stop() -> None:
    travel = dossier_of(run_of("storm"), level="public").travel

    assert [name for name in HOME if getattr(travel, name).rows] == ["islands"]
