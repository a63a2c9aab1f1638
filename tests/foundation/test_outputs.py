from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from planner.foundation import outputs
from planner.foundation.errors import ExitCode, MachineError
from planner.foundation.outputs import document_instant, write_whole
from tests.effort import times
from tests.foundation.faulty import FaultyOS

OLD, NEW = b"the old plan\n" * 400, b"the new plan\n" * 400
CODES = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EFBIG)


def faulty(monkeypatch: pytest.MonkeyPatch, fails_at: int | None, code: int) -> FaultyOS:
    system = FaultyOS(fails_at, code)
    monkeypatch.setattr(outputs, "os", system)
    return system


def calls_of_a_good_write(monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    with monkeypatch.context() as patched:
        system = faulty(patched, None, 0)
        write_whole(folder / "counted.md", NEW)
    return len(system.calls)


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "plan.md", "Cô Tô thiếu 2 trạm\n")

    assert (tmp_path / "new" / "plan.md").read_bytes() == "Cô Tô thiếu 2 trạm\n".encode()
    assert os.listdir(tmp_path / "new") == ["plan.md"]


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_whichever_call_fails_the_old_file_or_the_new_one_stands_whole_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    calls = calls_of_a_good_write(monkeypatch, tmp_path / "counting")
    assert calls >= 8

    for n in range(1, calls + 1):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "plan.md").write_bytes(OLD)
        with monkeypatch.context() as patched:
            system = faulty(patched, n, code)
            with pytest.raises(MachineError) as caught:
                write_whole(folder / "plan.md", NEW)

        assert caught.value.exit_code == ExitCode.ENVIRONMENT
        assert "plan.md" in caught.value.words.vi
        assert "\n" not in caught.value.words.vi + caught.value.words.en
        replaced = "replace" in system.calls[: n - 1]
        assert (folder / "plan.md").read_bytes() == (NEW if replaced else OLD)
        assert os.listdir(folder) == ["plan.md"]


def test_a_full_disk_is_said_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty(monkeypatch, 4, errno.ENOSPC)

    with pytest.raises(MachineError) as caught:
        write_whole(tmp_path / "plan.md", NEW)

    assert caught.value.words.vi == f"{tmp_path / 'plan.md'}: đĩa đầy"
    assert caught.value.words.en == f"{tmp_path / 'plan.md'}: the disk is full"


def test_a_file_size_limit_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    target.write_bytes(OLD)
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from planner.foundation.errors import MachineError\n"
        "from planner.foundation.outputs import write_whole\n"
        "try:\n"
        "    write_whole(sys.argv[1], b'x' * 1_000_000)\n"
        "except MachineError as refused:\n"
        "    sys.stderr.write(refused.words.en)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=True
    )

    assert said.stderr == f"{target}: the file is larger than allowed"
    assert target.read_bytes() == OLD
    assert os.listdir(tmp_path) == ["plan.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(MachineError, match="permission denied"):
        write_whole(tmp_path / "plan.md", NEW)


def test_a_file_in_the_way_of_a_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(OLD)

    with pytest.raises(MachineError, match="this is a file, not a folder"):
        write_whole(tmp_path / "out" / "demo" / "plan.md", NEW)


@pytest.mark.parametrize("to", ["outside.md", "missing.md", "link.md"])
def test_a_link_is_refused_and_what_it_points_to_is_untouched(tmp_path: Path, to: str) -> None:
    (tmp_path / "outside.md").write_bytes(OLD)
    (tmp_path / "link.md").symlink_to(tmp_path / to)

    with pytest.raises(MachineError, match="symbolic link"):
        write_whole(tmp_path / "link.md", NEW)

    assert (tmp_path / "outside.md").read_bytes() == OLD
    assert not (tmp_path / "missing.md").exists()


def test_a_linked_folder_is_refused_wherever_it_stands_below_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    Path("out").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(MachineError, match="symbolic link"):
        write_whole("out/a/b/c/plan.md", NEW)

    assert os.listdir(tmp_path / "elsewhere") == []


WRITER = """
import sys
from planner.foundation.outputs import write_whole
old, new = sys.argv[2].encode() * 30_000, sys.argv[3].encode() * 30_000
print("ready", flush=True)
while True:
    write_whole(sys.argv[1], new)
    write_whole(sys.argv[1], old)
"""


def test_a_kill_at_a_random_moment_never_leaves_half_a_file(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    whole = {b"old plan\n" * 30_000, b"NEW PLAN\n" * 30_000}
    target.write_bytes(b"old plan\n" * 30_000)
    moments = random.Random(20240907)

    for _ in range(times(30, 1_000)):
        command = [sys.executable, "-c", WRITER, str(target), "old plan\n", "NEW PLAN\n"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)

        assert target.read_bytes() in whole

    write_whole(target, NEW)
    assert os.listdir(tmp_path) == ["plan.md"], "what the killed left behind was not swept"


def test_the_instant_of_a_document_is_now_in_utc() -> None:
    hanoi = datetime(2024, 9, 7, 19, 10, tzinfo=timezone(timedelta(hours=7)))

    assert document_instant(hanoi) == datetime(2024, 9, 7, 12, 10, tzinfo=UTC)
    assert document_instant(hanoi).tzinfo is UTC


def test_source_date_epoch_replaces_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725710400")

    assert document_instant(datetime.now(UTC)) == datetime(2024, 9, 7, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "1e9", "99999999999999999999"])
def test_a_source_date_epoch_that_is_no_count_of_seconds_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)

    with pytest.raises(MachineError, match="SOURCE_DATE_EPOCH"):
        document_instant(datetime.now(UTC))
