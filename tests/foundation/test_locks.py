from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.foundation.errors import ExitCode, MachineError
from planner.foundation.locks import output_lock
from planner.foundation.outputs import host_name

HOLDER = """
import sys, time
from planner.foundation.locks import output_lock
with output_lock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""

# Each process adds its line to the file in two steps; only a lock keeps the steps together.
WORKER = """
import sys, time
from pathlib import Path
from planner.foundation.locks import output_lock
from planner.foundation.outputs import write_whole
folder = Path(sys.argv[1])
for turn in range(5):
    with output_lock(folder):
        path = folder / "turns.txt"
        before = path.read_text() if path.exists() else ""
        time.sleep(0.005)
        write_whole(path, before + sys.argv[2] + "\\n")
"""


# Each process replaces the whole set again and again.
REPLACER = """
import sys
from planner.foundation.locks import output_lock
from planner.foundation.output_sets import write_set
for turn in range(5):
    with output_lock(sys.argv[1]):
        write_set(sys.argv[1], {f"sheets/{n}.md": sys.argv[2].encode() for n in range(10)})
"""


def held_by_another(folder: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_eight_processes_on_one_output_all_finish_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, str(folder), str(n)]) for n in range(8)
    ]

    codes = [worker.wait(60) for worker in workers]

    assert codes == [0] * 8
    turns = (folder / "turns.txt").read_text().split()
    assert sorted(turns) == sorted(str(n) for n in range(8) for _ in range(5))
    assert os.listdir(tmp_path) == ["demo"]


def test_eight_processes_replace_one_set_and_the_last_one_stands_whole(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    workers = [
        subprocess.Popen([sys.executable, "-c", REPLACER, str(folder), str(n)]) for n in range(8)
    ]

    codes = [worker.wait(60) for worker in workers]

    assert codes == [0] * 8
    assert len({path.read_text() for path in (folder / "sheets").iterdir()}) == 1
    assert os.listdir(tmp_path) == ["demo"]


def test_who_holds_the_output_is_said_when_the_wait_is_over(tmp_path: Path) -> None:
    with held_by_another(tmp_path / "demo") as holder:
        began = time.monotonic()
        with pytest.raises(MachineError) as caught, output_lock(tmp_path / "demo", wait_s=0.3):
            pass
        waited_s = time.monotonic() - began
        holder.kill()

    assert caught.value.exit_code == ExitCode.ENVIRONMENT
    assert f"tiến trình {holder.pid} trên máy {host_name()}" in caught.value.words.vi
    assert f"process {holder.pid} on {host_name()}" in caught.value.words.en
    assert 0.3 <= waited_s < 5


def test_the_lock_of_a_process_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    with held_by_another(tmp_path / "demo") as holder:
        holder.kill()
    assert (tmp_path / ".demo.lock").exists()

    with output_lock(tmp_path / "demo", wait_s=1):
        pass

    assert os.listdir(tmp_path) == []


def test_a_lock_file_full_of_rubbish_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / ".demo.lock").write_bytes(b"\xff{not json")

    with output_lock(tmp_path / "demo", wait_s=0):
        pass

    assert os.listdir(tmp_path) == []


def test_the_lock_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), output_lock(tmp_path / "demo"):
        raise RuntimeError

    with output_lock(tmp_path / "demo", wait_s=0):
        pass


def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / ".demo.lock").symlink_to(tmp_path / "precious")

    with pytest.raises(MachineError, match="symbolic link"), output_lock(tmp_path / "demo"):
        pass

    assert (tmp_path / "precious").read_bytes() == b"precious"
