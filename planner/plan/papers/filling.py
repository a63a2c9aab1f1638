"""A Word template's tags filled: ours here, a department's own in a child process that is short of time and memory.

Run as a module it is that child: JSON comes in, the filled file goes out.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # ships no types
from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment

from planner.foundation.text import Text
from planner.plan.papers.package import TemplateError
from planner.plan.safe import Safe

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS, MEMORY_BYTES = 10, 512 * 1024 * 1024
"""What a department's template may use."""
_FAULTS = (
    JinjaError, KeyError, ValueError, TypeError, AttributeError, SyntaxError, ArithmeticError,
    RecursionError,
)  # fmt: skip
_WRONG_TAG, _TOO_MUCH = 3, 4


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template with its tags filled, in a sandbox: no tag reaches a file or runs a program.

    Raises
    ------
    TemplateError
        If a tag is wrong, or is none of `values`.
    """
    # Whoever writes a tag sees only these values; Jinja's sandbox keeps Python's own names from it.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(dict(values), environment, autoescape=True)
        stream = io.BytesIO()
        filled.save(stream)
    except _FAULTS as fault:
        raise _wrong_tag(str(fault)) from fault
    return stream.getvalue()


def fill_in_child(template: bytes, values: Mapping[str, Any]) -> bytes:
    """`fill` in a process of its own with `SECONDS` and `MEMORY_BYTES`: for a template that is not ours.

    Raises
    ------
    TemplateError
        If a tag is wrong, or the template asks for more time or memory.
    """
    told = json.dumps(
        {
            "template": base64.b64encode(template).decode(),
            "values": dict(values),
            "markup": [name for name, value in values.items() if isinstance(value, Safe)],
        },
        ensure_ascii=False,
    )
    root = str(Path(__file__).resolve().parents[3])
    paths = os.pathsep.join([root, *(path for path in sys.path if path)])
    try:
        child = subprocess.run(
            [sys.executable, "-m", "planner.plan.papers.filling"],
            input=told.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as fault:
        raise _too_much() from fault
    if child.returncode == 0:
        return child.stdout
    if child.returncode == _WRONG_TAG:
        raise _wrong_tag(child.stderr.decode("utf-8", "replace").strip())
    raise _too_much()


def _wrong_tag(fault: str) -> TemplateError:
    return TemplateError(
        Text(
            vi=f"E461: thẻ trong mẫu Word sai: {fault}; danh sách thẻ: docs/documents.md",
            en=f"E461: a tag of the Word template is wrong: {fault}; tags: docs/documents.md",
        )
    )


def _too_much() -> TemplateError:
    return TemplateError(
        Text(
            vi=f"E462: mẫu Word cần hơn {SECONDS} giây hoặc 512 MB để điền; bỏ vòng lặp, phép tính trong thẻ",
            en=f"E462: the Word template takes more than {SECONDS} s or 512 MB to fill; "
            "take loops and sums out of its tags",
        )
    )


def _limit() -> None:
    """Take away memory and time, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> int:
    """What the child does."""
    told = json.loads(sys.stdin.buffer.read())
    _limit()
    values = {
        name: Safe(value) if name in told["markup"] else value
        for name, value in told["values"].items()
    }
    try:
        filled = fill(base64.b64decode(told["template"]), values)
    except TemplateError as fault:
        cause = fault.__cause__
        sys.stderr.write(str(cause))
        return _WRONG_TAG
    except MemoryError:
        return _TOO_MUCH
    sys.stdout.buffer.write(filled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
