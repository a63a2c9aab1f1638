"""Threats 23 to 25: whichever call the machine refuses or dies in, the old output or the new one, whole and alone."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.cli.app import run
from tests.cli.running import planner_says
from tests.effort import times
from tests.reliability.failing import CODES, READING, WRITING, failing
from tests.reliability.projects import TUTORIAL, files_below, islands, tutorial
from tests.reliability.writing import VERBS, draw_once, litter, part, parts_of, prepare, torn

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.soak]

BEFORE = {"vi": "lỗi: ", "en": "error: "}


@pytest.fixture(scope="module", autouse=True)
def _drawn_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_once(patch.setattr)
        yield


def numbers(calls: int) -> list[int]:
    """Every call up to the 40th, then some; every one in `make soak`."""
    step = times(7, 1)
    return [*range(1, min(calls, 40) + 1), *range(41, calls + 1, step)]


def one_line_in(said: str, language: str) -> bool:
    """Whether a message tells one error, in one line of the language, and no traceback."""
    lines = [line for line in said.splitlines() if line.startswith(BEFORE[language])]
    return len(lines) == 1 and "Traceback" not in said and "planner-report" not in said


@pytest.mark.parametrize("verb", VERBS)
def test_whichever_call_is_refused_there_is_one_line_exit_4_and_the_old_output_stands(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, _ = VERBS[verb]
    good = {}
    for language in BEFORE:
        prepare(tmp_path / language, verb)
        monkeypatch.chdir(tmp_path / language)
        monkeypatch.setenv("PLANNER_LANG", language)
        with failing(WRITING, None, None) as calls:
            usual = planner_says(*arguments)
        good[language] = files_below(tmp_path / language)
    assert usual.code in (0, 1)
    assert len(calls.made) >= 10

    refused = 0
    for n in numbers(len(calls.made)):
        old = prepare(tmp_path / str(n), verb)
        monkeypatch.chdir(tmp_path / str(n))
        language = ("vi", "en")[n % 2]
        monkeypatch.setenv("PLANNER_LANG", language)
        with failing(WRITING, n, CODES[n % len(CODES)]) as trying:
            said = planner_says(*arguments)
        left, new = files_below(tmp_path / str(n)), good[language]
        about = f"call {n}, {trying.failed}: {said}"

        assert torn(left, old, new, verb) == [], about
        assert litter(left, old, new) == [], about
        if said.code == 4:
            refused += 1
            assert one_line_in(said.err, language), about
        else:
            # Nothing that mattered: what was left to clear away was cleared away all the same.
            assert said.code == usual.code, about
            assert left == new, about
    assert refused >= 9


@pytest.mark.parametrize("verb", VERBS)
def test_whichever_call_the_process_dies_in_no_output_is_torn_and_the_next_run_clears_up(
    verb: str,
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.writing", verb, str(times(8, 1_000))],
        cwd=ROOT, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    deaths = json.loads(done.stdout)

    assert sum(death["died"] for death in deaths) >= 5
    assert [death for death in deaths if death["torn"]] == []
    assert [death for death in deaths if death["litter after"] or not death["new after"]] == []
    assert any(death["old"] for death in deaths)


READERS = {
    "validate": ["validate", "tutorial", "--format", "json"],
    "validate one file": ["validate", "policies/three-stations.yaml", "--format", "json"],
    "check": ["check", TUTORIAL],
    "check at rest": ["check", "tutorial"],
    "why": ["why", TUTORIAL, "B1"],
    "plan": ["plan", TUTORIAL, "-o", "out", "--format", "md,html"],
    "register": ["register", TUTORIAL, "sharing"],
    "register of the office": ["register", "tutorial/recovery.yaml", "tasks"],
    "weak-points": ["weak-points", TUTORIAL],
    "ensemble": ["ensemble", TUTORIAL, "--samples", "64", "--db", "out/few.sqlite"],
}


@pytest.mark.parametrize("verb", READERS)
def test_whichever_call_is_refused_while_reading_there_is_one_line_and_never_another_answer(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tutorial(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANNER_LANG", "en")
    with failing(READING, None, None) as calls:
        usual = planner_says(*READERS[verb])
    every = range(1, len(calls.made) + 1)

    for n in every if times(0, 1) else [*every][:: max(1, len(every) // 15)]:
        with failing(READING, n, (errno.EIO, errno.EACCES)[n % 2]) as trying:
            said = planner_says(*READERS[verb])
        about = f"call {n} of {len(every)}, {trying.failed}: {said.code} {said.err[-600:]}"

        assert said.code in (3, 4, usual.code), about
        assert "Traceback" not in said.err, about
        if said.code == 4:
            assert one_line_in(said.err, "en"), about
        elif said.code == usual.code:
            assert said.out == usual.out, about


@pytest.mark.parametrize("verb", [*READERS, "schema", "explain", "doctor", "init"])
def test_results_for_a_full_disk_exit_4_with_one_line(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a disk that is always full")
    tutorial(tmp_path)
    monkeypatch.chdir(tmp_path)
    rest = {"schema": ["schema"], "explain": ["explain", "E121"], "doctor": ["doctor"],
            "init": ["init", "moi"]}  # fmt: skip
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")

    disk = os.fdopen(os.open("/dev/full", os.O_WRONLY), "wb")
    full = io.TextIOWrapper(disk, encoding="utf-8", newline="")
    with redirect_stdout(full), redirect_stderr(said):
        code = run({**READERS, **rest}[verb])
    said.flush()
    told = said.buffer.getvalue().decode()
    with suppress(OSError):
        full.close()

    assert code == 4
    assert one_line_in(told, "vi"), told
    assert "đĩa đầy" in told


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_written_through_a_link(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    islands(tmp_path / "here")
    outside = tmp_path / "outside"
    (outside / "in").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    arguments, _ = VERBS[verb]

    Path("out").symlink_to(outside / "in")
    said = planner_says(*arguments)

    assert said.code in (2, 4)
    assert one_line_in(said.err, "vi"), said.err
    assert files_below(outside) == {"in/": b""}


def test_the_parts_of_every_output_are_known() -> None:
    assert {verb: parts_of(verb) for verb in ("plan", "check")} == {
        "plan": ["out/plan"],
        "check": ["out/check.json"],
    }
    assert part({"a": b"1", "a/b": b"2", "ab": b"3"}, "a") == {"a": b"1", "a/b": b"2"}
