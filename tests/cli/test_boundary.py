from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from planner.cli.boundary import error_boundary, show_findings, summary_of
from planner.cli.words import speaking
from planner.foundation.diagnostics import Finding, Place
from planner.foundation.errors import InputInvalid, MachineError, ScenarioError
from planner.foundation.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable

STATION = "Trạm Mật-07"
SCENARIO = ScenarioError(Text(vi="không có lộ 471", en="there is no feeder 471"))
FULL = MachineError(Text(vi="đĩa đầy", en="the disk is full"))


def ends(fault: BaseException, language: Language = "vi") -> int:
    with pytest.raises(SystemExit) as leaving, speaking(language), error_boundary():
        raise fault
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


@pytest.mark.parametrize(
    ("fault", "code", "vi", "en"),
    [
        (SCENARIO, 3, "lỗi: không có lộ 471\n", "error: there is no feeder 471\n"),
        (FULL, 4, "lỗi: đĩa đầy\n", "error: the disk is full\n"),
        (KeyboardInterrupt(), 130, "đã dừng theo yêu cầu\n", "interrupted\n"),
        (click.Abort(), 130, "đã dừng theo yêu cầu\n", "interrupted\n"),
        (
            FileNotFoundError(2, "No such file or directory", "a.yaml"),
            4,
            "lỗi: a.yaml: không có tệp hoặc thư mục này\n",
            "error: a.yaml: no such file or folder\n",
        ),
        (
            PermissionError(13, "Permission denied", "b.yaml"),
            4,
            "lỗi: b.yaml: không có quyền\n",
            "error: b.yaml: permission denied\n",
        ),
    ],
)
def test_what_can_be_mended_is_one_line_and_its_own_exit_code(
    fault: BaseException, code: int, vi: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ends(fault) == code
    assert capsys.readouterr() == ("", vi)

    assert ends(fault, "en") == code
    assert capsys.readouterr() == ("", en)


def test_a_line_can_give_no_orders_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    ends(ScenarioError(Text(vi="tên \x1b[2Jxoá\nlỗi giả", en="")))

    assert capsys.readouterr().err == "lỗi: tên \ufffd[2Jxoá lỗi giả\n"


def finding(code: str, path: str, line: int) -> Finding:
    return Finding(
        code, Text(vi=f"điều {code}", en=f"fact {code}"), Place(path, line, 1), excerpt="x: 1"
    )


def test_errors_come_in_the_order_of_their_places_and_warnings_are_only_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [
        finding("E110", "b.yaml", 2),
        finding("W300", "a.yaml", 9),
        finding("E121", "a.yaml", 3),
    ]

    assert ends(InputInvalid(found)) == 3

    said = capsys.readouterr()
    assert said.out == ""
    places = [line.strip() for line in said.err.splitlines() if "-->" in line]
    assert places == ["--> a.yaml:3:1", "--> b.yaml:2:1"]
    assert said.err.splitlines()[-1] == (
        "2 lỗi, 1 cảnh báo trong 2 tệp. Giải thích: planner explain E121"
    )


def test_the_count_is_worded_for_one_and_for_many() -> None:
    one, two = [finding("E110", "a", 1)], [finding("E110", "a", 1), finding("E111", "b", 1)]

    assert summary_of(one, "en") == (
        "1 error, 0 warnings in 1 file. Explained by: planner explain E110"
    )
    assert summary_of(two, "en").startswith("2 errors, 0 warnings in 2 files.")


def test_a_flood_of_findings_is_cut_and_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings([finding("E121", "a.yaml", line) for line in range(1, 1001)])

    said = capsys.readouterr().err
    assert said.count("-->") == 200
    assert "… và 800 điều nữa" in said
    assert "1000 lỗi" in said


def broken(name: str) -> None:
    raise KeyError(name)


def endless(name: str) -> None:
    endless(name)


@pytest.mark.parametrize(
    ("bug", "vi"),
    [
        (broken, "lỗi: lỗi của chính chương trình (KeyError); "),
        (endless, "lỗi: dữ liệu lồng quá sâu (RecursionError); "),
    ],
)
def test_a_bug_is_one_line_and_a_report_without_any_name(
    bug: Callable[[str], None],
    vi: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(SystemExit) as leaving, error_boundary():
        bug(STATION)

    said = capsys.readouterr().err
    assert leaving.value.code == 70
    assert said.startswith(vi)
    assert said.count("\n") == 1
    [report] = tmp_path.iterdir()
    assert said.endswith(f": {report}\n")
    text = report.read_text("utf-8")
    assert "planner/cli/boundary.py" in text
    assert STATION not in text + said
    assert str(Path.cwd()) not in text


def test_a_bug_is_told_even_when_the_report_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))

    assert ends(MemoryError()) == 70
    assert capsys.readouterr().err == "lỗi: hết bộ nhớ (MemoryError)\n"


def planner(*arguments: str, stdout: int, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_reader_that_goes_away_is_no_reason_to_talk() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = planner("doctor", stdout=writing)

    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 4


PRETEND = """
import time
import click

@click.command()
@click.argument("what")
def command(what):
    click.echo("verdicts")
    if what == "fail":
        raise SystemExit(1)
    click.get_text_stream("stdout").flush()
    time.sleep(60)
"""
# A shell that starts something in the background has it pass over Ctrl-C: here it is heard wherever the tests run.
WITH_PRETEND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "import planner.cli.app as app; app.MODULES['demo'] = 'pretend'; app.main()"
)


def pretending(what: str, folder: Path, stdout: int) -> subprocess.Popen[bytes]:
    """`planner demo`, where demo prints and then fails or never ends."""
    (folder / "pretend.py").write_text(PRETEND)
    return subprocess.Popen(
        [sys.executable, "-c", WITH_PRETEND, "demo", what],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())])},
    )


def test_a_failing_verdict_that_nobody_reads_is_no_reason_to_talk_either(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    with pretending("fail", tmp_path, writing) as running:
        _, said = running.communicate(timeout=30)

    os.close(writing)
    assert said == b""
    assert running.returncode == 4


def test_a_failing_verdict_keeps_its_exit_code(tmp_path: Path) -> None:
    with pretending("fail", tmp_path, subprocess.PIPE) as running:
        out, said = running.communicate(timeout=30)

    assert (out, said, running.returncode) == (b"verdicts\n", b"", 1)


def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    with pretending("last", tmp_path, subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"verdicts\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)

    assert said.decode() == "đã dừng theo yêu cầu\n"
    assert running.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_stdout_is_said_and_exits_4() -> None:
    with Path("/dev/full").open("wb") as full:
        done = planner("doctor", stdout=full.fileno())

    assert done.stderr.decode() == "lỗi: đĩa đầy\n"
    assert done.returncode == 4


@pytest.mark.parametrize(
    ("argument", "words", "without_marks"),
    [
        ("--help", "trợ giúp", "tro giúp"),
        ("doctor", "thư viện", "thu vien"),
        ("chek", "không có lệnh", "không có lenh"),
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1258"])
def test_a_console_without_vietnamese_gets_the_nearest_letters_it_has(
    argument: str, words: str, without_marks: str, encoding: str
) -> None:
    done = planner(argument, stdout=subprocess.PIPE, PYTHONIOENCODING=encoding, LC_ALL="C")

    text = unicodedata.normalize("NFC", (done.stdout + done.stderr).decode(encoding))
    assert done.returncode in (0, 2)
    assert (words if encoding == "cp1258" else without_marks) in text
    assert "?" not in text.replace("'check'?", "")


def test_the_c_locale_gets_utf_8_in_a_pipe() -> None:
    done = planner(
        "--help", stdout=subprocess.PIPE, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )

    assert done.stdout.decode("utf-8").startswith("Cách dùng: planner [TUỲ CHỌN]")


def test_a_stream_that_claims_ascii_is_sent_utf_8() -> None:
    done = planner("--help", stdout=subprocess.PIPE, PYTHONIOENCODING="ascii", LC_ALL="C")

    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("Cách dùng")
