"""`planner doctor`: does this machine have what the planner needs, and what to do next."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner import __version__
from planner.cli.options import bilingual_command
from planner.cli.streams import colour_wanted
from planner.cli.tables import Colour, Painted, table
from planner.cli.words import say
from planner.foundation.errors import ExitCode, PlannerError
from planner.foundation.outputs import write_whole
from planner.foundation.resources import scenarios_folder, templates_folder
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLDEST_PYTHON = (3, 11)
NEEDED = {
    "click": "click",
    "docxtpl": "docxtpl",
    "jinja2": "jinja2",
    "networkx": "networkx",
    "numpy": "numpy",
    "pydantic": "pydantic",
    "pydantic-core": "pydantic_core",
    "pyproj": "pyproj",
    "pyyaml": "yaml",
    "scipy": "scipy",
    "shapely": "shapely",
    "typst": "typst",
}
"""Distributions that the planner needs, and the module to import of each."""

_SAMPLE = "Cô Tô, Vân Đồn, Hải Phòng ✓ ✗ ≥"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was seen, and the remedy when it is not right.

    `needed` tells what stops the planner from what only makes it less pleasant.
    """

    name: Text
    seen: str
    remedy: Text | None = None
    needed: bool = True

    @property
    def mark(self) -> Painted:
        """✓ right, ! could be better, ✗ stops the planner."""
        sign: tuple[str, Colour] = ("✓", "green")
        if self.remedy is not None:
            sign = ("✗", "red") if self.needed else ("!", "yellow")
        return Painted(*sign)


def examine(folder: Path) -> Iterator[Check]:
    """Every check of this machine, for work in `folder`."""
    yield check_python(sys.version_info[:3])
    yield from (check_package(name, module) for name, module in NEEDED.items())
    yield check_encoding(sys.stdout.encoding or "ascii")
    yield check_writable(folder)
    names = Text(vi="kịch bản mẫu", en="bundled scenarios")
    yield check_folder(names, scenarios_folder)
    yield check_folder(Text(vi="mẫu văn bản", en="templates"), templates_folder)


def check_python(found: tuple[int, ...]) -> Check:
    """Whether Python is new enough."""
    remedy = Text(vi="cài Python 3.11 trở lên", en="install Python 3.11 or newer")
    seen = f"{'.'.join(map(str, found))} ({platform.system()})"
    return Check(Text(vi="Python", en="Python"), seen, None if found >= OLDEST_PYTHON else remedy)


def check_package(name: str, module: str) -> Check:
    """Whether a package can be imported here; a half-installed one cannot."""
    words = Text(vi=f"thư viện {name}", en=f"package {name}")
    try:
        import_module(module)
        return Check(words, version(name))
    except (ImportError, OSError, PackageNotFoundError) as fault:
        remedy = Text(
            vi=f"cài lại: pip install --force-reinstall {name}",
            en=f"install it again: pip install --force-reinstall {name}",
        )
        return Check(words, type(fault).__name__, remedy)


def check_encoding(encoding: str) -> Check:
    """Whether the console can show Vietnamese and the signs of the tables."""
    remedy = None
    try:
        _SAMPLE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        remedy = Text(
            vi="chữ sẽ mất dấu; Windows: gõ chcp 65001; Linux: đặt LANG=C.UTF-8",
            en="marks will be dropped; Windows: type chcp 65001; Linux: set LANG=C.UTF-8",
        )
    return Check(Text(vi="bảng mã màn hình", en="console encoding"), encoding, remedy, needed=False)


def check_writable(folder: Path) -> Check:
    """Whether results can be written below `folder`."""
    words = Text(vi="ghi được vào thư mục này", en="this folder can be written")
    probe = folder / f".planner-doctor-{os.getpid()}"
    try:
        write_whole(probe, b"")
        probe.unlink()
    except (PlannerError, OSError) as fault:
        reason = fault.words if isinstance(fault, PlannerError) else None
        remedy = Text(
            vi="chuyển sang thư mục khác, hoặc dùng -o", en="go to another folder, or use -o"
        )
        return Check(words, str(folder) if reason is None else say(reason), remedy)
    return Check(words, str(folder))


def check_folder(words: Text, find: Callable[[], Path]) -> Check:
    """Whether a folder that belongs to the installation is there."""
    try:
        return Check(words, str(find()))
    except PlannerError as missing:
        return Check(words, "–", missing.words)


def next_step(checks: list[Check]) -> Text:
    """What the person should do now."""
    if any(check.remedy is not None and check.needed for check in checks):
        return Text(
            vi="sửa các dòng ✗ rồi chạy lại: planner doctor",
            en="mend the lines with ✗, then run again: planner doctor",
        )
    return Text(
        vi="mọi thứ sẵn sàng. Bước tiếp theo: planner demo; rồi planner init TÊN_TỈNH",
        en="all is ready. Next step: planner demo; then planner init NAME",
    )


@bilingual_command(
    "doctor",
    words=Text(
        vi="Kiểm tra Python, thư viện, màn hình, quyền ghi và dữ liệu đi kèm; cho biết bước "
        "tiếp theo. Mã thoát 0 khi dùng được, 4 khi còn thiếu.",
        en="Check Python, packages, console, permission to write and bundled data, and say the "
        "next step. Exit code 0 when the planner can work here, 4 when something is missing.",
    ),
    examples=("planner doctor",),
)
def command() -> None:
    """Look at this machine and print what was seen."""
    checks = list(examine(Path.cwd()))
    rows = [
        (check.mark, say(check.name), check.seen, say(check.remedy) if check.remedy else "")
        for check in checks
    ]
    click.echo(f"planner {__version__}")
    click.echo(table(("", "", "", ""), rows, colour=colour_wanted()).lstrip("\n"))
    click.echo(say(next_step(checks)))
    if any(check.remedy is not None and check.needed for check in checks):
        raise SystemExit(ExitCode.ENVIRONMENT)
