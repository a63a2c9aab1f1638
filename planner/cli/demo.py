"""`planner demo`: the bundled provinces under the bundled storm, from YAML to the plan."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.judging import shell_name, shell_word
from planner.cli.options import bilingual_command, output_option
from planner.cli.streams import colour_wanted
from planner.cli.tables import Cell, Colour, Painted, table
from planner.cli.words import language, say, speaking
from planner.foundation.names import for_terminal
from planner.foundation.resources import scenarios_folder
from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_MARKS, both
from planner.plan.render import FORMS, PlanEntry, render_index, render_plan, write_plan
from planner.plan.summary import summary_of
from planner.plan.targets import exact_name
from planner.scenario.joining import made_up
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.foundation.text import Language
    from planner.plan.summary import Block, Summary
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

BUNDLED = ("quang-ninh/yagi.yaml", "hai-phong/yagi.yaml")
"""The scenarios of the demonstration, in the folder of those that ship."""

_COLOURS: dict[Outcome, Colour] = {"fails": "red", "unknown": "yellow", "holds": "green"}
_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Kiên cố", "Hardened"),
    Text("Lúc thấp nhất", "At the lowest"),
    Text("Dưới chuẩn", "Below"),
    Text("Lúc yên", "At rest"),
    Text("Kết luận", "Verdict"),
)


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
    files: dict[str, bytes] = {}
    made = _all_made(Asked(output, language(), colour_wanted()))
    for each in made:
        folder = each.entry.folder
        files.update({f"{folder}/{name}": content for name, content in each.files.items()})
    files["index.html"] = render_index([each.entry for each in made])
    write_plan(output, files)
    for each in made:
        for line in each.told:
            click.echo(line)
        click.echo()
    for line in where_next(output, made[0]):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to see: where the plans go, in which language, in colour or not."""

    output: str
    language: Language
    colour: bool


@dataclass(frozen=True, slots=True)
class Made:
    """One bundled province: the files of its plan, and what the terminal says of it."""

    entry: PlanEntry
    files: Mapping[str, bytes]
    told: tuple[str, ...]
    next: tuple[str, ...]


def make(name: str, asked: Asked) -> Made:
    """Run one bundled scenario and render its plan."""
    with speaking(asked.language):
        run = run_scenario(load_scenario(shown_path(scenarios_folder() / name)))
        return Made(
            entry=entry_of(name.partition("/")[0], run),
            files=written(run),
            told=tuple(told(run, colour=asked.colour)),
            next=tuple(_ask_next(run)),
        )


def _all_made(asked: Asked) -> list[Made]:
    """Every bundled province: the first here, the others beside it where the machine has another processor."""
    first, *others = BUNDLED
    if not others or (os.cpu_count() or 1) < 2:
        return [make(name, asked) for name in BUNDLED]
    pool = ProcessPoolExecutor(len(others), multiprocessing.get_context("spawn"))
    try:
        waiting = [pool.submit(make, name, asked) for name in others]
        here = make(first, asked)
        return [here, *(each.result() for each in waiting)]
    except (BrokenProcessPool, OSError):
        # The machine refused another process, or ended it.
        return [make(name, asked) for name in BUNDLED]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def written(run: Run) -> dict[str, bytes]:
    """The plan of one province: pages and Markdown in both languages, Word and PDF of the master."""
    return render_plan(run, formats={"vi": FORMS, "en": ("html", "md")})


def entry_of(folder: str, run: Run) -> PlanEntry:
    """One province on the first page."""
    summary = summary_of(run)
    outcomes = Counter(line.verdict.outcome for line in _main_block(summary).lines)
    return PlanEntry(
        folder,
        both(run.loaded.scenario.name),
        bool(made_up(run.loaded)),
        {outcome: outcomes[outcome] for outcome in _COLOURS},
    )


def shown_path(path: Path) -> str:
    """A path as somebody here would type it: from this folder where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def told(run: Run, *, colour: bool) -> Iterator[str]:
    """One province: what broke, a line per unit of its main requirement, a line for the others."""
    summary = summary_of(run)
    for banner in summary.banners:
        yield f"! {for_terminal(say(banner))}"
    yield for_terminal(f"{say(both(run.loaded.province.header.name))} · {say(summary.headline)}")
    main = _main_block(summary)
    for block in summary.blocks:
        yield for_terminal(f"{say(block.name)}: {say(block.counts)}")
        if block is main:
            yield table(
                [say(header) for header in _HEADERS],
                [_row(block, number) for number in range(len(block.lines))],
                "<><><<",
                colour=colour,
            )


def _main_block(summary: Summary) -> Block:
    blocks = summary.blocks
    return next((block for block in blocks if block.requirement.unit == "district"), blocks[0])


def _row(block: Block, number: int) -> list[Cell]:
    line = block.lines[number]
    verdict = line.verdict
    return [
        say(line.name),
        line.hardened,
        say(line.lowest),
        say(line.below),
        Painted(OUTCOME_MARKS[verdict.at_rest], _COLOURS[verdict.at_rest]),
        Painted(say(line.conclusion), _COLOURS[verdict.outcome]),
    ]


def where_next(output: str, first: Made) -> Iterator[str]:
    """Where the plans lie, and what to type next."""
    page = str(Path(output, "index.html"))
    yield for_terminal(say(Text(vi=f"Phương án: {page}", en=f"The plans: {page}")))
    for name in BUNDLED:
        folder = name.partition("/")[0]
        yield for_terminal(f"  {Path(output, folder, f'plan.{language()}.html')}")
    yield from first.next


def _ask_next(run: Run) -> Iterator[str]:
    path = shell_word(run.loaded.path)
    if not run.all_hold:
        yield say(
            Text(
                vi=f"Có yêu cầu không đạt: planner check {path} thoát với mã 1.",
                en=f"Some requirement fails: planner check {path} exits with code 1.",
            )
        )
    worst = summary_of(run).worst
    if worst is None:
        return
    kind, province = worst.requirement.unit, run.loaded.province
    name = shell_name(say(exact_name(province, kind, worst.unit, worst.unit_name)))
    follow = Text(vi="Tiếp theo, xem vì sao", en="Next, ask why")
    yield f"{say(follow)}: planner why {path} {name}"
