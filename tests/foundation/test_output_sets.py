from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.foundation import output_sets, outputs
from planner.foundation.errors import MachineError
from planner.foundation.output_sets import MANIFEST, write_set
from tests.effort import times
from tests.foundation.faulty import FaultyOS

OLD = {"plan.md": b"old plan", "sheets/co-to.md": b"old sheet"}
NEW = {"plan.md": b"new plan", "sheets/co-to.md": b"new sheet", "sheets/ba-che.md": b"new too"}


def content_of(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, the manifest apart; the manifest must agree with it."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    sums = json.loads(found.pop(MANIFEST))["sha256"]
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
    return found


def two_renames(left: str, right: str) -> bool:
    """A disk that cannot exchange two names in one step."""
    del left, right
    return False


@pytest.fixture(params=["exchange", "two renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(output_sets, "_exchanged", two_renames)


@pytest.mark.usefixtures("swap")
def test_a_new_set_takes_the_place_of_the_old_one_and_of_all_its_files(tmp_path: Path) -> None:
    write_set(tmp_path / "demo", NEW)

    write_set(tmp_path / "demo", OLD)

    assert content_of(tmp_path / "demo") == OLD
    assert os.listdir(tmp_path) == ["demo"]


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    write_set(tmp_path / "a", NEW)
    write_set(tmp_path / "b", dict(reversed(NEW.items())))

    assert (tmp_path / "a" / MANIFEST).read_bytes() == (tmp_path / "b" / MANIFEST).read_bytes()


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()

    write_set(tmp_path / "demo", NEW)

    assert content_of(tmp_path / "demo") == NEW


def test_a_folder_that_somebody_else_filled_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_bytes(b"years of work")

    with pytest.raises(MachineError, match="did not make"):
        write_set(tmp_path / "mine", NEW)

    assert (tmp_path / "mine" / "thesis.docx").read_bytes() == b"years of work"
    assert os.listdir(tmp_path) == ["mine"]


@pytest.mark.parametrize("name", ["plan.md", "notes.txt"])
def test_a_file_that_somebody_changed_or_added_is_never_lost(tmp_path: Path, name: str) -> None:
    write_set(tmp_path / "demo", OLD)
    (tmp_path / "demo" / name).write_bytes(b"signed by the chairman")

    with pytest.raises(MachineError, match=f"`{name}` was added or changed"):
        write_set(tmp_path / "demo", NEW)

    assert (tmp_path / "demo" / name).read_bytes() == b"signed by the chairman"


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "demo").symlink_to(tmp_path / "real")

    with pytest.raises(MachineError, match="symbolic link"):
        write_set(tmp_path / "demo", NEW)

    assert os.listdir(tmp_path / "real") == []


@pytest.mark.parametrize(
    "name", ["../out.md", "/etc/x", "a//b", "..", "C:\\x", "a/./b", "manifest.json", "nul. "]
)
def test_a_name_that_leaves_the_set_is_a_bug_that_stops(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name for a file of a set"):
        write_set(tmp_path / "demo", {name: b""})

    assert os.listdir(tmp_path) == []


@pytest.mark.usefixtures("swap")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS], ids=errno.errorcode.get)
def test_whichever_call_fails_the_old_set_or_the_new_one_stands_whole_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    seen, n = set(), 0
    while True:
        n += 1
        folder = tmp_path / str(n)
        write_set(folder / "demo", OLD)
        system = FaultyOS(n, code)
        with monkeypatch.context() as patched:
            patched.setattr(outputs, "os", system)
            patched.setattr(output_sets, "os", system)
            try:
                write_set(folder / "demo", NEW)
            except MachineError as refused:
                assert "demo" in refused.words.vi
            else:
                break

        found = content_of(folder / "demo")
        assert found in (OLD, NEW)
        assert os.listdir(folder) == ["demo"]
        seen.add(found == NEW)
    assert n > 20
    assert False in seen


WRITER = """
import sys
from planner.foundation import output_sets
from planner.foundation.output_sets import write_set
if sys.argv[2] == "two renames":
    output_sets._exchanged = lambda left, right: False
sets = [{f"sheets/{n}.md": word * 2_000 for n in range(20)} for word in (b"old\\n", b"NEW\\n")]
print("ready", flush=True)
while True:
    for files in sets:
        write_set(sys.argv[1], files)
"""


@pytest.mark.parametrize("how", ["exchange", "two renames"])
def test_a_kill_at_a_random_moment_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, how: str
) -> None:
    whole = [{f"sheets/{n}.md": word * 2_000 for n in range(20)} for word in (b"old\n", b"NEW\n")]
    target = tmp_path / "demo"
    write_set(target, whole[0])
    moments = random.Random(20240908)

    for _ in range(times(15, 500)):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), how], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.06))
            writer.send_signal(signal.SIGKILL)

        if how == "exchange":
            assert content_of(target) in whole
        else:
            # Between the two renames the old set stands aside; the next run brings it back.
            aside = sorted(tmp_path.glob(".demo.*.old"))
            assert content_of(target if target.exists() else aside[0]) in whole

    write_set(target, NEW)
    assert content_of(target) == NEW
    assert os.listdir(tmp_path) == ["demo"], "what the killed left behind was not swept"


def test_an_old_set_put_aside_by_a_process_that_died_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_set(tmp_path / "demo", OLD)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with monkeypatch.context() as patched:
        patched.setattr(os, "getpid", lambda: dead.pid)
        aside = outputs.hidden_sibling(str(tmp_path / "demo"), ".old")
    (tmp_path / "demo").rename(aside)

    with pytest.raises(ValueError, match="no name"):
        write_set(tmp_path / "demo", {"../x": b""})

    assert content_of(tmp_path / "demo") == OLD
