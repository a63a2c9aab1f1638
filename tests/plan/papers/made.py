"""One province's run, an ensemble of it and all documents that tell both, made once for every test that reads them."""

from __future__ import annotations

import json
import tempfile
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.foundation.resources import scenarios_folder
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.figures import figures
from planner.plan.papers.pictures import drawn
from planner.plan.papers.stamp import Origin, answers_digest
from planner.plan.papers.writing import KINDS, write_paper
from planner.plan.render import Edition, render_papers
from planner.plan.sampled import sampled_from
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.cli.running import planner_says
from tests.plan.papers.whole_text import Written, pages_of_pdf

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.chances import Sampled
    from planner.plan.papers.dossier import Dossier
    from planner.plan.papers.letterhead import Level
    from planner.plan.papers.writing import Kind
    from planner.plan.render import Form
    from planner.scenario.run import Run

NUMBER = "7"
"""Of every document, so that its letterhead has a number to get wrong."""
SCENARIO = scenarios_folder() / "hai-phong" / "yagi.yaml"


@cache
def run() -> Run:
    """The second bundled province under Yagi."""
    return run_scenario(load_scenario(str(SCENARIO)))


@cache
def digest() -> str:
    """Of every verdict of the run."""
    return answers_digest(run())


@cache
def _ensemble() -> tuple[dict[str, Any], Sampled]:
    """What `planner ensemble --format json` says, and the same as a plan takes it in."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        answer = Path("chances.json")
        said = planner_says("ensemble", str(SCENARIO), "--samples", "32", "--format", "json", "-o", answer.name)
        assert said.code in {0, 1}, said.err
        read: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        return read, sampled_from(answer.name, run().loaded)


def ensemble() -> dict[str, Any]:
    """What `planner ensemble --format json` says."""
    return _ensemble()[0]


def sampled() -> Sampled:
    """The same as a plan takes it in."""
    return _ensemble()[1]


@cache
def dossier(level: Level = "internal", *, sampled: bool = True) -> Dossier:
    """What the documents are written from."""
    return dossier_of(run(), level=level, sampled=_ensemble()[1] if sampled else None)


@cache
def told(*, sampled: bool = True) -> dict[str, Any]:
    """Every figure behind the documents, as `plan --format json` writes them."""
    read: dict[str, Any] = json.loads(figures(dossier(sampled=sampled), run()))
    return read


@cache
def written(kind: Kind, language: Language, *, sampled: bool = True) -> Written:
    """One document as it was written."""
    source = dossier("public" if KINDS[kind].always_public else "internal", sampled=sampled)
    paper, head = write_paper(source, kind, language, number=NUMBER)
    origin = Origin(run(), source, digest(), NUMBER, sampled=_ensemble()[1] if sampled else None)
    pictures = drawn(paper.pictures(), source, language)
    return Written(paper, head, origin.stamp(kind, language, "md"), language, pictures)


@cache
def files_of(kind: Kind, language: Language, form: Form) -> dict[str, bytes]:
    """One document as it is handed out, with what lies beside it."""
    edition = Edition(number=NUMBER, sampled=_ensemble()[1])
    return render_papers(run(), (kind,), languages=(language,), formats=(form,), edition=edition)


def file_of(kind: Kind, language: Language, form: Form) -> bytes:
    """The document alone."""
    return files_of(kind, language, form)[f"{kind}.{language}.{form}"]


@cache
def pdf_pages(kind: Kind, language: Language) -> tuple[str, ...]:
    """The letters of each page of its PDF."""
    return tuple(pages_of_pdf(file_of(kind, language, "pdf")))
