"""The one place where an error becomes a line on stderr and an exit code."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner import __version__
from planner.cli.words import language, say
from planner.foundation.diagnostics import render, sort_key
from planner.foundation.errors import ExitCode, InputInvalid, PlannerError
from planner.foundation.machine import machine_error
from planner.foundation.names import for_terminal
from planner.foundation.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.diagnostics import Finding

PACKAGE = Path(__file__).resolve().parent.parent
MOST_FINDINGS_SHOWN = 200
"""A file with one column swapped has a finding per line; nobody reads past this many."""

_ERROR = Text(vi="lỗi", en="error")
_STOPPED = Text(vi="đã dừng theo yêu cầu", en="interrupted")
_NESTED_TOO_DEEP = Text(vi="dữ liệu lồng quá sâu", en="the data is nested too deeply")
_NO_MEMORY = Text(vi="hết bộ nhớ", en="out of memory")


@contextmanager
def error_boundary() -> Iterator[None]:
    """Within, whatever goes wrong ends as a line in the reader's language and an exit code.

    Raises
    ------
    SystemExit
        With the exit code, after the line was printed to stderr.
    """
    try:
        yield
    except InputInvalid as fault:
        show_findings(fault.findings)
        raise SystemExit(fault.exit_code) from None
    except PlannerError as fault:
        complain(say(fault.words))
        raise SystemExit(fault.exit_code) from None
    except click.ClickException as fault:
        show_wrong_use(fault)
        raise SystemExit(ExitCode.WRONG_USE) from None
    except (KeyboardInterrupt, click.Abort):
        click.echo(say(_STOPPED), err=True)
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # Nobody reads any more. Not 0: a verdict that was cut off must not look like "holds".
        close_quietly()
        raise SystemExit(ExitCode.ENVIRONMENT) from None
    except OSError as fault:
        close_quietly()
        complain(say(machine_error(fault).words))
        raise SystemExit(ExitCode.ENVIRONMENT) from None
    except click.exceptions.Exit:
        raise
    except Exception as fault:
        show_bug(fault)
        raise SystemExit(ExitCode.BUG) from None


def complain(line: str) -> None:
    """Print one error line to stderr, with nothing in it that a terminal would obey."""
    click.echo(f"{say(_ERROR)}: {for_terminal(line)}", err=True)


def show_findings(findings: Sequence[Finding]) -> None:
    """Print findings to stderr in the order of their places, then how many there are.

    Where there are errors, warnings are only counted: what stops the run must not drown in what does not.
    """
    errors = [finding for finding in findings if finding.is_error]
    ordered = sorted(errors or findings, key=sort_key)
    for finding in ordered[:MOST_FINDINGS_SHOWN]:
        click.echo(render(finding, language()), err=True)
    left_out = len(ordered) - MOST_FINDINGS_SHOWN
    if left_out > 0:
        more = Text(vi=f"… và {left_out} điều nữa", en=f"… and {left_out} more")
        click.echo(say(more), err=True)
    click.echo(summary_of(sorted(findings, key=sort_key), language()), err=True)


def summary_of(findings: Sequence[Finding], language: Language) -> str:
    """The closing line under findings: how many errors and warnings, and how to read on."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    files = len({finding.place.path for finding in findings if finding.place is not None})
    first = next((finding.code for finding in findings if finding.is_error), None)
    code = first or (findings[0].code if findings else None)
    if language == "vi":
        counts = f"{errors} lỗi, {warnings} cảnh báo" + (f" trong {files} tệp" if files else "")
        return f"{counts}." + (f" Giải thích: planner explain {code}" if code else "")
    counts = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    counts += f" in {_counted(files, 'file')}" if files else ""
    return f"{counts}." + (f" Explained by: planner explain {code}" if code else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def show_wrong_use(fault: click.ClickException) -> None:
    """Print how the command is used, then what was wrong with the call."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        click.echo(fault.format_message(), err=True)
        return
    context = fault.ctx if isinstance(fault, click.UsageError) else None
    if context is not None:
        hint = Text(vi="Xem trợ giúp", en="For help")
        click.echo(context.get_usage(), err=True)
        click.echo(f"{say(hint)}: {context.command_path} --help\n", err=True)
    message = fault.format_message().rstrip(".;")
    complain(message[:1].lower() + message[1:])


def show_bug(fault: Exception) -> None:
    """Print one line about a fault of the planner's own, and where its report lies."""
    what = Text(vi="lỗi của chính chương trình", en="a fault of the planner itself")
    if isinstance(fault, RecursionError):
        what = _NESTED_TOO_DEEP
    elif isinstance(fault, MemoryError):
        what = _NO_MEMORY
    path = write_report(fault)
    kind = type(fault).__name__
    if path is None:
        complain(f"{say(what)} ({kind})")
        return
    send = Text(
        vi=f"xin gửi tệp này cho nhóm phát triển (không chứa dữ liệu của tỉnh): {path}",
        en=f"please send this file to the maintainers (it holds none of your data): {path}",
    )
    complain(f"{say(what)} ({kind}); {say(send)}")


def write_report(fault: BaseException) -> str | None:
    """Write what a developer needs into the temporary folder and return its path.

    Only the kinds of error, our own lines of code and versions: a message or an argument could
    carry the name of a station. None when even that cannot be written.
    """
    lines = [
        f"planner {__version__}, Python {platform.python_version()}, {platform.system()}",
        *_own_frames(fault),
    ]
    with suppress(Exception):
        descriptor, path = tempfile.mkstemp(prefix="planner-report-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8") as report:
            report.write("\n".join(lines) + "\n")
        return path
    return None


def _own_frames(fault: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield type(current).__name__
        frames = traceback.extract_tb(current.__traceback__)
        # A recursion repeats itself a thousand times; its two ends say everything.
        for frame in [*frames[:20], *frames[20:][-20:]]:
            path = Path(frame.filename)
            if path.is_relative_to(PACKAGE):
                place = path.relative_to(PACKAGE.parent).as_posix()
                yield f"  {place}:{frame.lineno} in {frame.name}"
        current = current.__cause__ or current.__context__


def flush_everything() -> None:
    """Write out what is still buffered, while an error can still be told."""
    sys.stdout.flush()
    sys.stderr.flush()


def close_quietly() -> None:
    """Point stdout at nothing when it can no longer be written, so that leaving stays silent."""
    with suppress(Exception):
        sys.stdout.flush()
        return
    with suppress(Exception):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
