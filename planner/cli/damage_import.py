"""`planner damage import`: damage reports out of a CSV, as an inventory file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.csv_import import content_of, import_arguments, tell
from planner.cli.judging import deliver
from planner.cli.options import bilingual_command
from planner.cli.words import say
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.inventory.damage_csv import damage_rows
from planner.inventory.damage_yaml import damage_text
from planner.inventory.reading import load_province

if TYPE_CHECKING:
    from pathlib import Path


@bilingual_command(
    "import",
    words=Text(
        vi="Đọc TỆP CSV báo cáo thiệt hại (tài sản hoặc nơi, hỏng gì, số lượng, mất lúc, có lại lúc, nguyên nhân, "
        "triệu đồng, người báo, số liệu lúc; tên cột tiếng Việt hoặc tiếng Anh, có dấu hay không; hoặc tệp do "
        "“planner register … damage --format csv” viết) và viết danh sách damage_reports của TỈNH. Mỗi người báo một "
        "dòng, báo khác nhau thì giữ cả hai. Sai ô nào báo đúng dòng, cột ô đó; có lỗi thì không viết gì.",
        en="Read a CSV FILE of damage reports (asset or place, what, count, down since, back at, cause, million dong, "
        "reporter, as of; headers in Vietnamese or English; or what `planner register … damage --format csv` wrote) "
        "and write the list damage_reports of PROVINCE. A line for each reporter: those who differ are both kept. "
        "Every wrong cell is told by line and column; with any error nothing is written.",
    ),
    examples=(
        "planner damage import scenarios/quang-ninh thiet-hai.csv",
        "planner damage import scenarios/quang-ninh thiet-hai.csv -o scenarios/quang-ninh/thiet-hai.yaml",
    ),
)
@import_arguments
def command(province: Path, file: Path, output: str | None) -> None:
    """Read the reports and write them as YAML."""
    known = load_province(province)
    reports, findings = damage_rows(content_of(file), file.as_posix(), known)
    tell(findings)
    deliver(damage_text(reports, for_terminal(file.name)), output)
    noun = "damage report" if len(reports) == 1 else "damage reports"
    words = Text(vi=f"{len(reports)} báo cáo thiệt hại", en=f"{len(reports)} {noun}")
    click.echo(say(words), err=True)
