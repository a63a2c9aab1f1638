"""Many files read by two processes: the same documents as one process reads, whatever happens to the other."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.foundation.errors import MachineError
from planner.foundation.yaml import files as yaml_files
from planner.foundation.yaml.files import FoundFile
from planner.foundation.yaml.source import Document, read_document

GOOD = """\
# Trạm ở Cô Tô
sites:
  - {id: CT-001, name: 'Trạm Cô Tô', lon: 107.76, operators: [a, b], backhaul: {drops: [{node: F}]}}
  - id: CT-002
    code: '0193'
    battery_h: 4.50
    generators: []
    note: |
      hai dòng
      chữ
    empty:
"""
WRONG = "sites:\n  - {id: A, id: B, lat: 1e3, name: *x}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve good files of different lengths, one with findings, one empty; two processors at least."""
    monkeypatch.setattr(yaml_files, "SHARED_FROM_BYTES", 0)
    monkeypatch.setattr(yaml_files, "_processors", lambda: 2)
    for number in range(12):
        text = GOOD.replace("CT-", f"CT{number}-") + f"  - {{id: more-{number}}}\n" * number
        (tmp_path / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    return tmp_path


def wanted(folder: Path) -> list[FoundFile]:
    return [FoundFile(path, f"tỉnh/{path.name}") for path in sorted(folder.iterdir())]


def read_documents(files: list[FoundFile], *, root: Path) -> list[Document]:
    """The documents, each given once, and to the right use."""
    given: list[Document] = []

    def use(document: Document) -> str:
        given.append(document)
        return document.shown_path

    found = yaml_files.read_documents(files, use, root=root)
    assert [shown for _, shown in found] == [file.shown for file in files]
    assert sorted(one.shown_path for one in given) == sorted(file.shown for file in files)
    return [document for document, _ in found]


def alone(folder: Path) -> list[Document]:
    return [read_document(file.path, root=folder, shown_path=file.shown) for file in wanted(folder)]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value of a tree."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))


def told(document: Document) -> list[object]:
    """Everything that a document can be asked."""
    places = [
        (path, document.place(path), document.place(path, key=True))
        for path in paths(document.root)
    ]
    lines = [document.excerpt(line) for line in range(1, 40)]
    return [
        document.shown_path, document.root, document.findings, document.sha256,
        document.size_bytes, places, lines,
    ]  # fmt: skip


def handed_over(folder: Path, wanted_at_least: int) -> dict[int, Document]:
    """What the other process hands over when it is given the time."""
    files = wanted(folder)
    other = yaml_files._Other(files, folder, range(len(files)))
    try:
        found: dict[int, Document] = {}
        until = time.monotonic() + 60
        while len(found) < wanted_at_least and time.monotonic() < until:
            found.update(other.handed_over())
            time.sleep(0.01)
        return found
    finally:
        other.stop()


def test_two_processes_read_what_one_reads(folder: Path) -> None:
    both = read_documents(wanted(folder), root=folder)
    assert [told(document) for document in both] == [told(document) for document in alone(folder)]


def test_the_other_process_hands_over_every_faultless_file_and_no_other(folder: Path) -> None:
    expected = {
        index: told(document) for index, document in enumerate(alone(folder)) if not document.findings
    }
    assert len(expected) == 12
    found = handed_over(folder, 12)
    assert {index: told(document) for index, document in found.items()} == expected


def test_documents_are_those_of_the_other_process_where_it_was_quicker(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = handed_over(folder, 12)
    unseen = dict(ready)

    class Quick:
        def __init__(self, *_: object) -> None:
            pass

        def handed_over(self) -> Iterator[tuple[int, Document]]:
            while unseen:
                yield unseen.popitem()

        def stop(self) -> None:
            pass

    monkeypatch.setattr(yaml_files, "_Other", Quick)
    both = read_documents(wanted(folder), root=folder)
    assert [both[index] is document for index, document in ready.items()] == [True] * 12
    assert [told(document) for document in both] == [told(document) for document in alone(folder)]


@pytest.mark.parametrize("program", ["/nowhere/python", "", os.devnull])
def test_without_another_process_everything_is_read_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    both = read_documents(wanted(folder), root=folder)
    assert [told(document) for document in both] == [told(document) for document in alone(folder)]


@pytest.mark.skipif(sys.platform == "win32", reason="a script that runs itself")
@pytest.mark.parametrize(
    "script",
    ["exit 1", "kill -9 $$", "printf 'half a document'", "sleep 60"],
    ids=["gives up", "is killed", "writes half", "hangs"],
)
def test_an_other_process_that_fails_changes_nothing(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path_factory.mktemp("bin") / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))
    both = read_documents(wanted(folder), root=folder)
    assert [told(document) for document in both] == [told(document) for document in alone(folder)]


def test_of_files_that_cannot_be_read_the_first_is_named(folder: Path) -> None:
    for name in ("03.yaml", "08.yaml"):
        (folder / name).unlink()
        (folder / name).mkdir()
    with pytest.raises(MachineError) as one:
        alone(folder)
    with pytest.raises(MachineError) as two:
        read_documents(wanted(folder), root=folder)
    assert str(two.value) == str(one.value)
    assert "03.yaml" in str(two.value)


def test_small_folders_and_single_processors_start_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a second process was started")

    monkeypatch.setattr(yaml_files, "_Other", refuse)
    with monkeypatch.context() as one_processor:
        one_processor.setattr(yaml_files, "_processors", lambda: 1)
        assert len(read_documents(wanted(folder), root=folder)) == 14
    monkeypatch.setattr(yaml_files, "SHARED_FROM_BYTES", 1_000_000)
    assert len(read_documents(wanted(folder), root=folder)) == 14


def test_nothing_is_left_in_the_temporary_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    read_documents(wanted(folder), root=folder)
    assert list(temporary.iterdir()) == []
