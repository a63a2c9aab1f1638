"""`planner storm import`: one storm out of an agency's file, as a storm file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.judging import deliver
from planner.cli.options import argument, bilingual_command, option, output_option
from planner.cli.tables import Cell, table
from planner.cli.words import language, say
from planner.foundation.clock import shown_long
from planner.foundation.diagnostics import render
from planner.foundation.errors import UsageError
from planner.foundation.names import is_id
from planner.foundation.text import Text
from planner.hazard.best_tracks.reading import FORMS, choose, entries
from planner.hazard.best_tracks.storms import comments_of, storm_of
from planner.hazard.storm_yaml import storm_text

if TYPE_CHECKING:
    from planner.hazard.best_tracks.reading import Entry, Form
    from planner.hazard.best_tracks.rows import WindUnit

_HEADERS = (
    Text("Bão", "Storm"),
    Text("Mùa", "Season"),
    Text("Cơ quan", "Agency"),
    Text("Mã", "Id"),
    Text("Vị trí", "Positions"),
    Text("Từ", "From"),
    Text("Gió mạnh nhất (kt)", "Largest wind (kt)"),
    Text("Trung bình (phút)", "Mean over (min)"),
    Text("Khí áp thấp nhất", "Lowest pressure"),
)


@bilingual_command(
    "import",
    words=Text(
        vi="Đọc TỆP quỹ đạo (RSMC Tokyo/JMA, b-deck của JTWC, IBTrACS v4 CSV, hoặc CSV) và ghi một cơn bão "
        "thành tệp YAML: giữ cơ quan, thời gian lấy trung bình, mọi bán kính và nguồn. Không có --output thì "
        "in ra màn hình.",
        en="Read FILE of tracks (RSMC Tokyo/JMA, a b-deck of JTWC, IBTrACS v4 CSV, or plain CSV) and write one "
        "storm as a YAML file: agency, averaging period, every radius and the source are kept. Printed "
        "without --output.",
    ),
    examples=(
        "planner storm import bst_all.txt --list",
        "planner storm import bst_all.txt --name YAGI --season 2024 -o scenarios/storms/yagi.yaml",
        "planner storm import best_tracks.csv --name YAGI --agency JTWC",
    ),
)
@argument(
    "file",
    type=click.Path(path_type=Path),
    metavar=Text(vi="TỆP", en="FILE"),
    words=Text(vi="tệp quỹ đạo", en="a file of tracks"),
)
@option("--name", metavar=Text(vi="TÊN", en="NAME"),
        words=Text(vi="tên bão, ví dụ YAGI", en="the storm's name, such as YAGI"))
@option("--season", type=click.IntRange(1800, 2200), metavar=Text(vi="NĂM", en="YEAR"),
        words=Text(vi="năm của mùa bão", en="the year of the season"))
@option("--agency", metavar=Text(vi="CƠ_QUAN", en="AGENCY"),
        words=Text(vi="JMA, JTWC hoặc CMA, khi tệp có nhiều cơ quan",
                   en="JMA, JTWC or CMA, where the file has several"))
@option("--id", "storm_id", metavar=Text(vi="MÃ", en="ID"),
        words=Text(vi="mã bão trong tệp, ví dụ JMA2411", en="the storm's id in the file, such as JMA2411"))
@option("--from", "form", type=click.Choice(FORMS),
        words=Text(vi="dạng của tệp; để trống: tự nhận ra", en="the file's format; empty: found out"))
@option("--wind-unit", type=click.Choice(["kt", "m/s", "km/h"]), default="kt", show_default=True,
        words=Text(vi="đơn vị của cột gió, nếu tệp ghi khác knot",
                   en="unit of the wind column, where the file departs from knots"))
@option("--list", "listing", is_flag=True,
        words=Text(vi="chỉ liệt kê các bão trong tệp", en="only list the storms in the file"))
@output_option(Text(vi="ghi tệp bão vào đây", en="write the storm file here"))
def command(
    file: Path,
    name: str | None,
    season: int | None,
    agency: str | None,
    storm_id: str | None,
    form: Form | None,
    wind_unit: WindUnit,
    listing: bool,
    output: str | None,
) -> None:
    """Read one storm out of a file, or list them."""
    if listing:
        found, there = entries(file, form)
        click.echo(_table(there, found))
        return
    if name is None and storm_id is None:
        raise UsageError(
            Text(vi="cần --name hoặc --id; xem các bão trong tệp bằng --list",
                 en="--name or --id is needed; --list shows the storms in the file")
        )  # fmt: skip
    chosen = choose(
        file, name=name, season=season, agency=agency, storm_id=storm_id, form=form,
        wind_unit=wind_unit,
    )  # fmt: skip
    for finding in chosen.findings:
        click.echo(render(finding, language()), err=True)
    own_id = Path(output).stem if output is not None else ""
    storm = storm_of(chosen, file.name, own_id if is_id(own_id) else None)
    deliver(storm_text(storm, comments_of(chosen)), output)


def _table(there: list[Entry], form: Form) -> str:
    rows: list[list[Cell]] = [
        [
            entry.name, entry.season, entry.agency, entry.storm_id, entry.positions,
            shown_long(entry.first, 0, language()),
            "" if entry.largest_kt is None else f"{entry.largest_kt:g}",
            entry.averaging_min,
            "" if entry.lowest_hpa is None else f"{entry.lowest_hpa:g}",
        ]
        for entry in there
    ]  # fmt: skip
    body = table([say(header) for header in _HEADERS], rows, "<><<><>>>")
    closing = Text(vi=f"{len(there)} đường đi (dạng {form})", en=f"{len(there)} tracks ({form})")
    return f"{body}\n{say(closing)}"
