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
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from planner.foundation.text import Text
from planner.plan.papers.package import TemplateError
from planner.plan.papers.word_tags import lost_beside_tags
from planner.plan.safe import Safe

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS, MEMORY_BYTES = 10, 512 * 1024 * 1024
"""What a department's template may use."""
MOST_TOLD = 3
"""Of the places at which a template would lose something."""
_OPENING_FAULTS = (KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError, LookupError)
"""What the libraries raise where a package holds no Word document, or a broken one."""
_FAULTS = (JinjaError, KeyError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
_WRONG_TAG, _TOO_MUCH, _FORBIDDEN, _DAMAGED, _MISPLACED = range(3, 8)
"""How the child process ends where the template cannot be filled."""


class _Unfilled(Exception):
    """Why a template was not filled: one of the ends above, and what was found."""

    def __init__(self, end: int, fault: object) -> None:
        super().__init__(str(fault))
        self.end = end


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template with its tags filled, in a sandbox: no tag reaches a file or runs a program.

    Raises
    ------
    TemplateError
        If the file is no whole Word document, or a tag is wrong, forbidden, in a wrong place, or none of `values`.
    """
    try:
        return _filled(template, values)
    except _Unfilled as fault:
        raise _refusal(fault.end, str(fault)) from fault


def _filled(template: bytes, values: Mapping[str, Any]) -> bytes:
    # Whoever writes a tag sees only these values; Jinja's sandbox keeps Python's own names from it.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        filled = DocxTemplate(io.BytesIO(template))
        filled.init_docx()
        filled.get_xml()
        lost = lost_beside_tags(template)
    except _OPENING_FAULTS as fault:
        raise _Unfilled(_DAMAGED, fault) from fault
    if lost:
        raise _Unfilled(_MISPLACED, "; ".join(lost[:MOST_TOLD]))
    try:
        filled.render(dict(values), environment, autoescape=True)
        stream = io.BytesIO()
        filled.save(stream)
    except SecurityError as fault:
        raise _Unfilled(_FORBIDDEN, fault) from fault
    except SyntaxError as fault:  # of the XML: a tag took away half of a paragraph
        raise _Unfilled(_MISPLACED, fault) from fault
    except _FAULTS as fault:
        raise _Unfilled(_WRONG_TAG, fault) from fault
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
    if child.returncode in _REFUSALS:
        raise _refusal(child.returncode, child.stderr.decode("utf-8", "replace").strip())
    raise _too_much()


_REFUSALS: dict[int, tuple[str, str]] = {
    _WRONG_TAG: (
        "E461: thẻ trong mẫu Word sai: {}; danh sách thẻ: docs/documents.md",
        "E461: a tag of the Word template is wrong: {}; tags: docs/documents.md",
    ),
    _FORBIDDEN: (
        "E464: thẻ trong mẫu Word làm điều bị cấm: {}; thẻ chỉ được in các giá trị trong docs/documents.md",
        "E464: a tag of the Word template does what is forbidden: {}; a tag may only print the values of "
        "docs/documents.md",
    ),
    _DAMAGED: (
        "E465: tệp mẫu không phải văn bản Word nguyên vẹn: {}; mở bằng Word, lưu lại thành .docx",
        "E465: the template is no whole Word document: {}; open it in Word and save it as .docx",
    ),
    _MISPLACED: (
        "E466: thẻ trong mẫu Word đặt sai chỗ: {}; thẻ có chữ p phải đứng một mình một đoạn, thứ đứng cạnh sẽ mất",
        "E466: a tag of the Word template stands in the wrong place: {}; a tag with p stands alone in its "
        "paragraph, or what stands beside it would be lost",
    ),
}


def _refusal(end: int, fault: str) -> TemplateError:
    vi, en = _REFUSALS[end]
    return TemplateError(Text(vi=vi.format(fault), en=en.format(fault)))


def misplaced(fault: str) -> TemplateError:
    """The refusal of a template whose tag set paragraphs within a line."""
    return _refusal(_MISPLACED, fault)


def damaged(fault: str) -> TemplateError:
    """The refusal of a template that lacks a part of a Word document."""
    return _refusal(_DAMAGED, fault)


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
        filled = _filled(base64.b64decode(told["template"]), values)
    except _Unfilled as fault:
        sys.stderr.write(str(fault))
        return fault.end
    except MemoryError:
        return _TOO_MUCH
    sys.stdout.buffer.write(filled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
