"""One province of the demonstration: its plan as files, and what the terminal says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.judging import shell_name, shell_word
from planner.cli.tables import Cell, Colour, Painted, table
from planner.cli.words import say, speaking
from planner.foundation.names import for_terminal
from planner.foundation.resources import scenarios_folder
from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_MARKS, both
from planner.plan.page.render import render_page
from planner.plan.render import PAGE_FILE, PlanEntry, render_index, render_plan, write_plan
from planner.plan.summary import summary_of
from planner.plan.targets import exact_name
from planner.scenario.joining import made_up
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.foundation.text import Language
    from planner.plan.summary import Block, Summary
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

_COLOURS: dict[Outcome, Colour] = {"fails": "red", "unknown": "yellow", "holds": "green"}
_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Kiên cố", "Hardened"),
    Text("Lúc thấp nhất", "At the lowest"),
    Text("Dưới chuẩn", "Below"),
    Text("Lúc yên", "At rest"),
    Text("Kết luận", "Verdict"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One bundled province: the files of its plan, and what the terminal says of it."""

    entry: PlanEntry
    files: Mapping[str, bytes]
    told: tuple[str, ...]
    next: tuple[str, ...]


def make(name: str, spoken: Language, *, colour: bool) -> Made:
    """Run one bundled scenario and render its plan; the terminal is told of it in the language `spoken`."""
    with speaking(spoken):
        run = run_scenario(load_scenario(shown_path(scenarios_folder() / name)))
        return Made(
            entry=entry_of(name.partition("/")[0], run),
            files=written(run),
            told=tuple(told(run, colour=colour)),
            next=tuple(_ask_next(run)),
        )


def write(output: str, provinces: Sequence[Made]) -> None:
    """Write the plans of all provinces, and the page that leads to them, as one folder."""
    files: dict[str, bytes] = {}
    for each in provinces:
        folder = each.entry.folder
        files.update({f"{folder}/{name}": content for name, content in each.files.items()})
    files["index.html"] = render_index([each.entry for each in provinces])
    write_plan(output, files)


def written(run: Run) -> dict[str, bytes]:
    """The plan of one province in both languages, to be opened in a browser, and the page to explore.

    Word, PDF and the situation without the actions are left to `planner plan`: they would take half as long again.
    """
    return {**render_plan(run, formats=("html", "md")), PAGE_FILE: render_page(run, bare=False)}


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
