"""`planner coverage import`: measured coverage and speed out of a CSV, as an inventory file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.csv_import import content_of, import_arguments, tell
from planner.cli.judging import deliver
from planner.cli.options import bilingual_command
from planner.cli.words import say
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.inventory.measurement_csv import measured_rows
from planner.inventory.measurement_yaml import measurements_text
from planner.inventory.reading import load_province
from planner.inventory.records import ASSET_SECTIONS

if TYPE_CHECKING:
    from pathlib import Path


@bilingual_command(
    "import",
    words=Text(
        vi="Đọc TỆP CSV kết quả đo (xã, nhà mạng, tỷ lệ dân số, tỷ lệ diện tích, tốc độ Mbit/s, nguồn, ngày; "
        "tên cột tiếng Việt hoặc tiếng Anh, có dấu hay không) và viết danh sách coverage_measurements của TỈNH. "
        "Sai ô nào báo đúng dòng, cột ô đó; có lỗi thì không viết gì.",
        en="Read a CSV FILE of measurements (commune, operator, share of people, share of area, speed in Mbit/s, "
        "source, day; headers in Vietnamese or English) and write the list coverage_measurements of PROVINCE. "
        "Every wrong cell is told by line and column; with any error nothing is written.",
    ),
    examples=(
        "planner coverage import scenarios/quang-ninh do-song.csv",
        "planner coverage import scenarios/quang-ninh do-song.csv -o scenarios/quang-ninh/do-song.yaml",
    ),
)
@import_arguments
def command(province: Path, file: Path, output: str | None) -> None:
    """Read the measurements and write them as YAML."""
    known = load_province(province)
    rows, findings = measured_rows(content_of(file), file.as_posix(), known)
    tell(findings)
    taken = {id_ for section in ASSET_SECTIONS for id_ in getattr(known, section)}
    deliver(measurements_text(rows, taken, for_terminal(file.name)), output)
    noun = "measurement" if len(rows) == 1 else "measurements"
    words = Text(vi=f"{len(rows)} kết quả đo", en=f"{len(rows)} {noun}")
    click.echo(say(words), err=True)
