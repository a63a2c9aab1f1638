"""`planner demo`: the bundled provinces under the bundled storm, from YAML to the plan.

All that makes a plan takes a second to load, so it is loaded once the processes of the other provinces are under way.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.options import bilingual_command, output_option
from planner.cli.streams import colour_wanted
from planner.cli.words import language, say
from planner.foundation.names import for_terminal
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.cli.demo_province import Made
    from planner.foundation.text import Language

BUNDLED = ("quang-ninh/yagi.yaml", "hai-phong/yagi.yaml")
"""The scenarios of the demonstration, in the folder of those that ship."""


@bilingual_command(
    "demo",
    words=Text(
        vi="Chạy hai tỉnh mẫu dưới bão Yagi, từ YAML đến phương án, rồi cho biết phương án nằm ở đâu. "
        "Trạm, cáp và điện của tỉnh mẫu là minh họa. Mã thoát 0 dù có yêu cầu không đạt.",
        en="Run the two bundled provinces under typhoon Yagi, from YAML to the plan, and say where "
        "the plan lies. Their stations, fiber and power are illustrative. Exit code 0 even where a "
        "requirement fails.",
    ),
    examples=("planner demo", "planner demo -o out/demo --lang en"),
)
@output_option(
    Text(vi="thư mục để ghi phương án", en="folder to write the plans to"), default="out/demo"
)
def command(output: str) -> None:
    """Run the bundled scenarios and write their plans."""
    made = _all_made(language(), colour=colour_wanted())
    _work().write(output, made)
    for each in made:
        for line in each.told:
            click.echo(line)
        click.echo()
    for line in where_next(output, made[0]):
        click.echo(line)


def _all_made(spoken: Language, *, colour: bool) -> list[Made]:
    """Every bundled province: the first here, the others beside it where the machine has another processor."""
    first, *others = BUNDLED
    if not others or (os.cpu_count() or 1) < 2:
        return [_make(name, spoken, colour) for name in BUNDLED]
    pool = ProcessPoolExecutor(len(others), multiprocessing.get_context("spawn"))
    try:
        waiting = [pool.submit(_make, name, spoken, colour) for name in others]
        here = _make(first, spoken, colour)
        return [here, *(each.result() for each in waiting)]
    except (BrokenProcessPool, OSError):
        # The machine refused another process, or ended it.
        return [_make(name, spoken, colour) for name in BUNDLED]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _make(name: str, spoken: Language, colour: bool) -> Made:
    made: Made = _work().make(name, spoken, colour=colour)
    return made


def _work() -> Any:
    return import_module("planner.cli.demo_province")


def where_next(output: str, first: Made) -> Iterator[str]:
    """Where the plans lie, and what to type next."""
    page = str(Path(output, "index.html"))
    yield for_terminal(say(Text(vi=f"Phương án: {page}", en=f"The plans: {page}")))
    for name in BUNDLED:
        folder = name.partition("/")[0]
        yield for_terminal(f"  {Path(output, folder, f'plan.{language()}.html')}")
    yield from first.next
