"""`planner storm sweep`: every landfall and force, and at which of them each unit breaks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.judging import deliver, question, requirement_option, scenario_argument
from planner.cli.options import bilingual_command, format_option, option, output_option
from planner.cli.streams import colour_wanted
from planner.cli.tables import (
    Cell,
    Painted,
    markdown_text,
    table,
    to_csv,
    to_json,
    to_markdown,
)
from planner.cli.trying import told_row
from planner.cli.words import language, say
from planner.decisions.sweep import (
    FORCES,
    LANDFALLS,
    SPAN_KM,
    Grid,
    breaking,
    places_along,
    sweep,
)
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.names import for_terminal
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.plan.answers import inputs_of
from planner.plan.filters import OUTCOME_WORDS, both, number
from planner.plan.pictures.sweep import sweep_svg
from planner.plan.summary import banners_of
from planner.plan.sweep_sheet import (
    breaks_words,
    headline,
    place_words,
    remarks,
    sure_words,
    sweep_sheet,
    sweep_view,
)
from planner.scenario.run import run_scenario
from planner.scenario.storm_file import load_storm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.decisions.sweep import Cell as SweepCell
    from planner.hazard.records import Storm
    from planner.plan.sweep_sheet import SweepBlock, SweepRow, SweepSheet
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

_HEADERS = (
    Text("Đơn vị", "Unit"),
    Text("Lúc yên", "At rest"),
    Text("Chắc chắn đạt đến", "Sure to hold up to"),
    Text("Không đạt từ", "Fails from"),
    Text("Nơi đổ bộ xấu nhất", "Worst landfall"),
    Text("Giật ở đơn vị (m/s)", "Gust there (m/s)"),
)
_ALIGN = "<<<<<>"
_FORCES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


@bilingual_command(
    "sweep",
    words=Text(
        vi="Cho bão của KỊCH_BẢN đổ bộ lần lượt dọc bờ biển của tỉnh, từ cấp 8 đến cấp 17, chạy lại toàn bộ mô phỏng "
        "cho từng ô, và cho biết từng đơn vị không đạt từ cấp gió nào, ở nơi đổ bộ nào xấu nhất. Ctrl-C giữ những ô "
        "đã xong.",
        en="Bring the storm of SCENARIO ashore all along the province's coast, from force 8 to 17, run the whole "
        "simulation for each, and say from which force on each unit fails, and which landfall is the worst. Ctrl-C "
        "keeps the cells that are done.",
    ),
    examples=(
        "planner storm sweep scenarios/quang-ninh/yagi.yaml",
        "planner storm sweep scenarios/hai-phong/yagi.yaml --landfalls 9 --span-km 150 --svg quet.svg",
        "planner storm sweep scenarios/quang-ninh/at-rest.yaml --storm scenarios/storms/wipha-2025.yaml",
    ),
)
@scenario_argument
@option("--storm", "storm_file", type=click.Path(path_type=Path), metavar=Text(vi="BÃO", en="STORM"),
        words=Text(vi="quét cơn bão này thay cho bão của kịch bản",
                   en="sweep this storm instead of the scenario's"))
@option("--landfalls", type=click.IntRange(1, 50), default=LANDFALLS, show_default=True,
        metavar=Text(vi="SỐ", en="NUMBER"),
        words=Text(vi="số nơi đổ bộ", en="number of landfalls"))
@option("--span-km", type=click.FloatRange(0, 1000), default=SPAN_KM, show_default=True,
        metavar=Text(vi="KM", en="KM"),
        words=Text(vi="về mỗi phía của giữa tỉnh, dọc bờ biển",
                   en="to either side of the province's middle, along the coast"))
@option("--forces", default=f"{FORCES[0]}-{FORCES[-1]}", show_default=True,
        metavar=Text(vi="CẤP-CẤP", en="FORCE-FORCE"),
        words=Text(vi="các cấp gió lúc tới bờ", en="forces at the coast"))
@option("--svg", type=click.Path(), metavar=Text(vi="TỆP", en="FILE"),
        words=Text(vi="vẽ hình của yêu cầu đầu tiên vào tệp này",
                   en="draw the first requirement's picture into this file"))
@requirement_option
@format_option("table", "json", "csv", "md")
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
def command(
    scenario: str,
    storm_file: Path | None,
    landfalls: int,
    span_km: float,
    forces: str,
    svg: str | None,
    requirement: str | None,
    output_format: str,
    output: str | None,
) -> None:
    """Sweep a storm along the coast and print where each unit breaks."""
    loaded = question(scenario, requirement=requirement, at_rest=False, set_aside=False)
    storm = load_storm(storm_file) if storm_file is not None else loaded.storm
    if storm is None or storm.track is None:
        raise UsageError(
            Text(vi="kịch bản không có đường đi của bão; chọn một cơn bằng --storm",
                 en="the scenario has no track; choose a storm with --storm")
        )  # fmt: skip
    places = places_along(loaded, storm.track, landfalls, span_km)
    grid = Grid(places, forces_in(forces), storm.wind.models)
    run = run_scenario(loaded, explain=False)
    cells, whole = _swept(run, storm, grid)
    sheet = sweep_sheet(run, both(storm.name), grid, cells, breaking(run, cells))
    if svg is not None and sheet.blocks:
        write_whole(svg, sweep_svg(sheet, sheet.blocks[0], language(), "sweep"))
        click.echo(for_terminal(say(Text(vi=f"đã ghi {svg}", en=f"wrote {svg}"))), err=True)
    if output_format in {"csv", "json"} or output is not None:
        for banner in banners_of(loaded):
            click.echo(for_terminal(say(banner)), err=True)
    if output_format == "json":
        deliver(to_json(sweep_view(sheet, cells), inputs=inputs_of(loaded)), output)
    elif output_format == "csv":
        deliver(_csv(sheet), output)
    elif output_format == "md":
        deliver(_markdown(sheet, loaded), output)
    else:
        deliver(_table(sheet, loaded, colour=output is None and colour_wanted()), output)
    if not whole:
        raise SystemExit(ExitCode.INTERRUPTED)


def _swept(run: Run, storm: Storm, grid: Grid) -> tuple[list[SweepCell], bool]:
    """The cells that were judged, and whether that is all of them: Ctrl-C ends it early."""
    cells: list[SweepCell] = []
    with told_row() as tell:
        try:
            for cell in sweep(run.loaded, storm, grid, run.at_rest):
                cells.append(cell)
                if tell is not None:
                    done = f"{len(cells)}/{grid.size}"
                    tell(Text(vi=f"đã xong {done} ô", en=f"{done} cells done"))
        except KeyboardInterrupt:
            return cells, False
    return cells, True


def forces_in(asked: str) -> tuple[int, ...]:
    """The forces of a range such as `8-17`.

    Raises
    ------
    UsageError
        If it is no such range.
    """
    found = _FORCES.fullmatch(asked.strip())
    first = int(found[1]) if found else 0
    last = int(found[2] or found[1]) if found else 0
    if not 6 <= first <= last <= FORCES[-1]:
        raise UsageError(
            Text(vi=f"“{for_terminal(asked)}” không phải khoảng cấp gió; ghi như 8-17 hoặc 12",
                 en=f"`{for_terminal(asked)}` is no range of forces; write 8-17 or 12")
        )  # fmt: skip
    return tuple(range(first, last + 1))


def _row(row: SweepRow, sheet: SweepSheet) -> list[Cell]:
    breaks = row.breaking
    gust = "" if breaks.gust_mps is None else number(breaks.gust_mps, language(), 0)
    at_rest = breaks.at_rest == "fails"
    return [
        say(row.name),
        say(OUTCOME_WORDS[breaks.at_rest]),
        say(sure_words(breaks, sheet.grid)),
        Painted(say(breaks_words(breaks, sheet.grid)), "green" if breaks.breaks_at is None else "red"),
        "" if at_rest else say(place_words(breaks.worst)),
        "" if at_rest else gust,
    ]


def _table(sheet: SweepSheet, loaded: LoadedScenario, *, colour: bool) -> str:
    lines = [f"! {for_terminal(say(banner))}" for banner in banners_of(loaded)]
    lines.append(for_terminal(say(headline(sheet))))
    headers = [say(header) for header in _HEADERS]
    for block in sheet.blocks:
        lines.append(for_terminal(say(block.name)))
        rows = [_row(row, sheet) for row in _worth_showing(block)]
        lines.append(table(headers, rows, _ALIGN, colour=colour))
        hidden = len(block.rows) - len(rows)
        if hidden:
            last = sheet.grid.forces[-1]
            words = Text(vi=f"  … {hidden} đơn vị khác chắc chắn đạt đến cấp {last}",
                         en=f"  … {hidden} other units are sure to hold up to force {last}")  # fmt: skip
            lines.append(say(words))
    lines += [for_terminal(say(words)) for words in remarks(sheet)]
    return "\n".join(lines)


def _worth_showing(block: SweepBlock) -> Sequence[SweepRow]:
    """Units that fail or may fail at some force; all where every one is sure."""
    told = [row for row in block.rows if any(outcome != "holds" for outcome, _ in row.by_force)]
    return told or block.rows


def _markdown(sheet: SweepSheet, loaded: LoadedScenario) -> str:
    parts = [f"# {markdown_text(say(headline(sheet)))}"]
    parts += [f"> **{markdown_text(say(banner))}**" for banner in banners_of(loaded)]
    headers = [say(header) for header in _HEADERS]
    for block in sheet.blocks:
        parts.append(f"## {markdown_text(say(block.name))}")
        parts.append(to_markdown(headers, [_row(row, sheet) for row in block.rows], _ALIGN))
    parts.append("\n".join(f"- {markdown_text(say(words))}" for words in remarks(sheet)))
    return "\n\n".join(parts)


_COLUMNS = (
    Text("Yêu cầu", "Requirement"),
    Text("Mã đơn vị", "Unit id"),
    Text("Đơn vị", "Unit"),
    Text("Lúc yên", "At rest"),
    Text("Chắc chắn đạt đến cấp", "Sure to hold up to force"),
    Text("Không đạt từ cấp", "Fails from force"),
    Text("Nơi đổ bộ xấu nhất, gần", "Worst landfall, near"),
    Text("Vĩ độ", "Latitude"),
    Text("Kinh độ", "Longitude"),
    Text("Gió giật ở đơn vị (m/s)", "Gust there (m/s)"),
    Text("Số ô đã xong", "Cells done"),
    Text("Số liệu minh họa", "Illustrative"),
)


def _csv(sheet: SweepSheet) -> str:
    rows: list[list[Cell]] = []
    for block in sheet.blocks:
        for row in block.rows:
            breaks, worst = row.breaking, row.breaking.worst
            rows.append(
                [
                    block.requirement, row.unit, say(row.name), say(OUTCOME_WORDS[breaks.at_rest]),
                    breaks.sure_to, breaks.breaks_at,
                    None if worst is None else worst.name,
                    None if worst is None else round(worst.lat, 3),
                    None if worst is None else round(worst.lon, 3),
                    None if breaks.gust_mps is None else round(breaks.gust_mps, 1),
                    f"{sheet.done}/{sheet.grid.size}",
                    say(Text("có", "yes") if sheet.illustrative else Text("không", "no")),
                ]
            )  # fmt: skip
    return to_csv([say(column) for column in _COLUMNS], rows)
