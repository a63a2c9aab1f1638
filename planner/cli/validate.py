"""`planner validate`: every finding of every file, each with its place and its remedy."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.boundary import MOST_FINDINGS_SHOWN
from planner.cli.options import argument, bilingual_command, format_option
from planner.cli.tables import to_json
from planner.cli.words import language, say
from planner.foundation.diagnostics import Finding, as_json, render, sort_key
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.memory import collector_paused, keep_until_the_end
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.inventory.reading import Reading, read_province
from planner.scenario.reading import read_file, read_scenario
from planner.scenario.references import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.inventory.province import InputFile

LARGE = 5_000
"""Stations from which on a province is not worth freeing when the command ends."""


@dataclass(slots=True)
class Survey:
    """Everything found so far, in whatever was named on the command line."""

    findings: dict[tuple[object, ...], Finding] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    provinces: dict[Path, Reading] = field(default_factory=dict)

    def take(self, findings: Iterable[Finding], inputs: Iterable[InputFile]) -> None:
        """Add findings and files; what two scenarios say alike is said once."""
        for found in findings:
            self.findings.setdefault((found.code, found.place, found.fact), found)
        for file in inputs:
            self.inputs.setdefault(file.path, file.sha256)

    def look_at(self, path: Path) -> None:
        """Check a province's folder with the scenarios in it, or one file."""
        if not path.is_dir():
            self._file(path)
            return
        reading = self._province(path)
        for document in reading.scenarios:
            inside = Path(document.shown_path)
            if inside.is_file():
                self._file(inside)

    def _province(self, folder: Path) -> Reading:
        absolute = Path(os.path.normpath(folder.absolute()))
        if absolute not in self.provinces:
            self.provinces[absolute] = read_province(folder)
        reading = self.provinces[absolute]
        self.take(reading.findings, reading.inputs)
        return reading

    def _file(self, path: Path) -> None:
        alone = read_file(path)
        if alone.kind == "scenario":
            scenario = read_scenario(path, provinces=self.provinces)
            self.take(scenario.findings, scenario.inputs)
            if scenario.province is not None:
                self.take(scenario.province.findings, scenario.province.inputs)
                self.provinces.setdefault(scenario.province.folder, scenario.province)
            return
        if alone.kind is None and not any(found.is_error for found in alone.findings):
            raise UsageError(_part_of_a_province(path))
        self.take(alone.findings, alone.inputs)

    @property
    def ordered(self) -> list[Finding]:
        """All findings: errors first, then warnings, each in the order of their places."""
        return sorted(
            self.findings.values(), key=lambda found: (not found.is_error, sort_key(found))
        )

    @property
    def site_count(self) -> int:
        """Sites in all provinces that were read."""
        return sum(reading.site_count for reading in self.provinces.values())


def _part_of_a_province(path: Path) -> Text:
    shown, folder = for_terminal(str(path)), for_terminal(str(path.parent))
    return Text(
        vi=f"“{shown}” là một phần của tỉnh, phải kiểm tra cùng cả thư mục: "
        f"planner validate {folder}",
        en=f"`{shown}` is a part of a province, which is checked as a whole: "
        f"planner validate {folder}",
    )


def summary(survey: Survey, seconds: float) -> Text:
    """The closing line: errors, warnings, files, sites, time, and how to read on."""
    findings = survey.ordered
    errors = sum(found.is_error for found in findings)
    warnings, files, sites = len(findings) - errors, len(survey.inputs), survey.site_count
    first = next(
        (found.code for found in findings if found.is_error), findings[0].code if findings else None
    )
    vi_time, en_time = f"{seconds:.1f}".replace(".", ","), f"{seconds:.1f}"
    vi_sites, en_sites = f"{sites:,}".replace(",", "."), f"{sites:,}"
    return Text(
        vi=f"{errors} lỗi, {warnings} cảnh báo trong {files} tệp ({vi_sites} trạm, {vi_time} s)."
        + (f" Giải thích: planner explain {first}" if first else ""),
        en=f"{_many(errors, 'error')}, {_many(warnings, 'warning')} in {_many(files, 'file')} "
        f"({en_sites} sites, {en_time} s)."
        + (f" Explained by: planner explain {first}" if first else ""),
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _show(survey: Survey, seconds: float) -> None:
    findings = survey.ordered
    for found in findings[:MOST_FINDINGS_SHOWN]:
        click.echo(render(found, language()))
    left_out = len(findings) - MOST_FINDINGS_SHOWN
    if left_out > 0:
        click.echo(
            say(
                Text(
                    vi=f"… và {left_out} điều nữa (xem tất cả: --format json)",
                    en=f"… and {left_out} more (see all: --format json)",
                )
            )
        )
    click.echo(say(summary(survey, seconds)))


def _from_project(survey: Survey, path: str) -> str:
    """A path as it was shown, from the folder that holds the province's: the same wherever it is run."""
    absolute = Path(os.path.normpath(Path(path).absolute()))
    for folder in survey.provinces:
        if absolute.is_relative_to(folder):
            return absolute.relative_to(folder.parent).as_posix()
    for folder in survey.provinces:
        if absolute.is_relative_to(folder.parent):
            return absolute.relative_to(folder.parent).as_posix()
    return f"{absolute.parent.name}/{absolute.name}"


def _finding(survey: Survey, found: Finding) -> dict[str, Any]:
    told = as_json(found, language())
    if found.place is not None and not found.place.path.startswith(BUNDLED):
        told["path"] = _from_project(survey, found.place.path)
    return told


def _json(survey: Survey) -> str:
    findings = survey.ordered
    errors = sum(found.is_error for found in findings)
    answer = {
        "errors": errors,
        "warnings": len(findings) - errors,
        "files": len(survey.inputs),
        "sites": survey.site_count,
        "findings": [_finding(survey, found) for found in findings],
    }
    return to_json(answer, inputs=survey.inputs)


@bilingual_command(
    "validate",
    words=Text(
        vi="Kiểm tra thư mục của một tỉnh (cùng các kịch bản trong đó) hoặc từng tệp kịch bản, bão, "
        "quy định. Mọi lỗi của mọi tệp hiện ra một lượt, kèm chỗ sai và cách sửa. Mã thoát 0 khi "
        "không có lỗi (cảnh báo thì được), 3 khi có lỗi.",
        en="Check a province's folder (with the scenarios in it), or single scenario, storm or policy "
        "files. Every finding of every file is shown at once, with its place and its remedy. Exit "
        "code 0 when there are no errors (warnings are fine), 3 when there are.",
    ),
    examples=(
        "planner validate scenarios/quang-ninh",
        "planner validate scenarios/quang-ninh/yagi.yaml --format json",
    ),
)
@argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=Text(vi="ĐƯỜNG_DẪN…", en="PATH…"),
    words=Text(
        vi="thư mục của tỉnh, hoặc tệp kịch bản, bão, quy định",
        en="a province's folder, or a scenario, storm or policy file",
    ),
)
@format_option("table", "json")
def command(paths: tuple[Path, ...], output_format: str) -> None:
    """Check what was named and print what was found."""
    started = time.monotonic()
    survey = Survey()
    with collector_paused():
        for path in paths:
            survey.look_at(path)
    if output_format == "json":
        click.echo(_json(survey))
    else:
        _show(survey, time.monotonic() - started)
    if survey.site_count >= LARGE:
        keep_until_the_end(survey)
    if any(found.is_error for found in survey.findings.values()):
        raise SystemExit(ExitCode.INPUT_INVALID)
