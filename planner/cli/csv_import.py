"""What the commands that take a CSV into a province share: arguments, the file read whole, findings said first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options import argument, output_option
from planner.cli.words import language
from planner.foundation.diagnostics import render
from planner.foundation.machine import machine_error
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from planner.foundation.diagnostics import Finding

_DECORATORS = (
    argument(
        "province",
        type=click.Path(path_type=Path),
        metavar=Text(vi="TỈNH", en="PROVINCE"),
        words=Text(vi="thư mục của tỉnh", en="a province's folder"),
    ),
    argument(
        "file",
        type=click.Path(path_type=Path),
        metavar=Text(vi="TỆP", en="FILE"),
        words=Text(vi="tệp CSV, mã UTF-8", en="a CSV file in UTF-8"),
    ),
    output_option(Text(vi="ghi tệp YAML vào đây", en="write the YAML file here")),
)


def import_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """The province, the CSV file, and where the YAML goes."""
    for decorator in reversed(_DECORATORS):
        command = decorator(command)
    return command


def content_of(file: Path) -> bytes:
    """All bytes of a file, or the machine's error in words."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise machine_error(fault, file) from fault


def tell(findings: Sequence[Finding]) -> None:
    """Warnings about the rows that were read, to stderr."""
    for finding in findings:
        click.echo(render(finding, language()), err=True)
