"""`planner init`: a folder for a new province, commented and valid from the first minute."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import click

from planner.cli.judging import shell_word
from planner.cli.options import argument, bilingual_command
from planner.cli.schema import editor_files
from planner.cli.words import say
from planner.foundation.errors import UsageError
from planner.foundation.names import for_terminal, is_id
from planner.foundation.outputs import (
    hidden_sibling,
    refusals_named,
    refuse_links,
    sweep,
    write_new,
)
from planner.foundation.text import Text
from planner.inventory.starter import starter_files

_ENDING = ".new"


def make_province(folder: Path) -> list[str]:
    """Write a starter province into `folder`, whole or not at all; the names of its files.

    Raises
    ------
    UsageError
        If the folder's name cannot be one, or something is in it already.
    MachineError
        If it cannot be written.
    """
    if not is_id(folder.name):
        raise UsageError(_bad_name(folder.name or str(folder)))
    if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
        raise UsageError(_occupied(folder))
    files = {**starter_files(folder.name), **editor_files()}
    target = Path(os.path.normpath(folder.absolute()))
    building = hidden_sibling(str(target), _ENDING)
    with refusals_named(folder):
        refuse_links(str(target))
        for stale in sweep(str(target.parent), target.name, _ENDING):
            shutil.rmtree(target.parent / stale)
        try:
            for name in sorted(files):
                path = Path(building, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                write_new(str(path), files[name].encode("utf-8"))
            if target.exists():
                target.rmdir()
            Path(building).rename(target)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(building)
            raise
    return sorted(files)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not os.listdir(folder)  # noqa: PTH208 - one listing, closed at once


def _bad_name(name: str) -> Text:
    shown = for_terminal(name)
    return Text(
        vi=f"“{shown}” không dùng làm tên thư mục tỉnh được; chỉ dùng chữ không dấu, chữ số, gạch nối, "
        "dài nhất 40 ký tự, ví dụ quang-ninh",
        en=f"`{shown}` cannot name a province's folder; use letters, digits and hyphens, at most 40, "
        "such as quang-ninh",
    )


def _occupied(folder: Path) -> Text:
    shown = for_terminal(str(folder))
    return Text(
        vi=f"“{shown}” đã có và không trống; chọn tên khác",
        en=f"`{shown}` exists and is not empty; choose another name",
    )


@bilingual_command(
    "init",
    words=Text(
        vi="Tạo thư mục TÊN cho một tỉnh mới: các tệp YAML mẫu có chú giải hai thứ tiếng, một kịch bản "
        "diễn tập, schema và cấu hình trình soạn thảo. Kiểm tra được ngay, kết luận được ngay.",
        en="Make the folder NAME for a new province: sample YAML files with comments in both "
        "languages, an exercise, the schema and editor settings. It can be checked at once.",
    ),
    examples=("planner init quang-ninh",),
)
@argument(
    "folder",
    type=click.Path(path_type=Path),
    metavar=Text(vi="TÊN", en="NAME"),
    words=Text(vi="tên thư mục mới: chữ không dấu, chữ số, gạch nối",
               en="name of the new folder: letters, digits, hyphens"),
)
def command(folder: Path) -> None:
    """Write the starter and say what to do next."""
    for name in make_province(folder):
        click.echo(f"  {for_terminal((folder / name).as_posix())}")
    shown = shell_word(folder.as_posix())
    exercise = shell_word((folder / "dien-tap.yaml").as_posix())
    click.echo(
        say(
            Text(
                vi=f"Xong. Tiếp theo: planner validate {shown}; planner check {exercise}",
                en=f"Done. Next: planner validate {shown}; planner check {exercise}",
            )
        )
    )
