"""What is finished is kept: stopped, killed or spread over processes, the same bytes come out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from planner.foundation.errors import UsageError
from planner.scenario.ensemble.answer import answer_of
from planner.scenario.ensemble.results import result_tables
from planner.scenario.ensemble.store import Store
from planner.scenario.ensemble.weather import Ground
from planner.scenario.ensemble.working import worked
from tests.scenario.ensemble.questions import plan, tutorial

if TYPE_CHECKING:
    from pathlib import Path

    from planner.scenario.ensemble.asking import EnsemblePlan


def finished(asked: EnsemblePlan, path: Path, *, workers: int = 1, resume: bool = False) -> bytes:
    store = Store(str(path), asked, resume=resume)
    done = store.done()
    left = [piece for piece in asked.pieces if piece not in done]
    for piece, sums in worked(asked, left, workers=workers):
        store.keep(piece, sums)
    store.finish(result_tables(answer_of(asked, Ground(asked), store.members())))
    return path.read_bytes()


def test_one_process_and_two_write_the_same_file(tmp_path: Path) -> None:
    asked = plan(tutorial(), 3000)

    alone = finished(asked, tmp_path / "alone.sqlite")
    together = finished(asked, tmp_path / "together.sqlite", workers=2)

    assert alone == together


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_run_that_was_stopped_ends_with_the_same_bytes(tmp_path: Path, pieces: int) -> None:
    asked = plan(tutorial(), 3000)
    store = Store(str(tmp_path / "stopped.sqlite"), asked, resume=False)
    for piece, sums in worked(asked, asked.pieces[-pieces:]):
        store.keep(piece, sums)
    store.close()

    resumed = finished(asked, tmp_path / "stopped.sqlite", resume=True)

    assert resumed == finished(asked, tmp_path / "whole.sqlite")
    assert not (tmp_path / "stopped.sqlite.part").exists()


def test_a_damaged_piece_is_run_again(tmp_path: Path) -> None:
    asked = plan(tutorial(), 2000)
    store = Store(str(tmp_path / "a.sqlite"), asked, resume=False)
    for piece, sums in worked(asked, asked.pieces):
        store.keep(piece, sums)
    store.close()
    with sqlite3.connect(tmp_path / "a.sqlite.part") as base:
        base.execute("UPDATE piece SET sums = x'00' WHERE first_block = 0")
    base.close()

    taken_up = Store(str(tmp_path / "a.sqlite"), asked, resume=True)

    assert [piece.first_block for piece in taken_up.done()] == [16]
    taken_up.close()


def test_pieces_of_another_question_are_refused(tmp_path: Path) -> None:
    Store(str(tmp_path / "a.sqlite"), plan(tutorial(), 2000), resume=False).close()

    with pytest.raises(UsageError, match="belongs to another run"):
        Store(str(tmp_path / "a.sqlite"), plan(tutorial(), 2000, seed=2), resume=True)


def test_a_finished_run_taken_up_again_has_nothing_left_to_do(tmp_path: Path) -> None:
    asked = plan(tutorial(), 1000)
    before = finished(asked, tmp_path / "a.sqlite")

    assert finished(asked, tmp_path / "a.sqlite", resume=True) == before


def test_the_file_tells_its_results_to_other_tools(tmp_path: Path) -> None:
    asked = plan(tutorial(), 1000)
    finished(asked, tmp_path / "a.sqlite")

    base = sqlite3.connect(tmp_path / "a.sqlite")
    rows = base.execute(
        "SELECT happened, samples FROM chance WHERE unit = 'DAO' AND requirement = 'three-stations' "
        "AND operator = '' AND wind_model = ''"
    ).fetchall()
    base.close()

    assert sum(happened for happened, _ in rows) == 1000
    assert {samples for _, samples in rows} == {1000}
