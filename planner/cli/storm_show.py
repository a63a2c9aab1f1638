"""`planner storm show`: a storm's fixes on the Vietnamese scale, how near it comes, and a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.judging import deliver
from planner.cli.options import argument, bilingual_command, format_option, option, output_option
from planner.cli.tables import Cell, markdown_text, table, to_csv, to_json, to_markdown
from planner.cli.words import language, say
from planner.foundation.clock import shown
from planner.foundation.errors import InputInvalid
from planner.foundation.names import for_terminal
from planner.foundation.outputs import write_whole
from planner.foundation.text import Text
from planner.inventory.reading import read_province
from planner.plan.filters import number
from planner.plan.pictures.storm import storm_svg, storm_text_picture
from planner.plan.storm_sheet import (
    closing_words,
    force_words,
    place_words,
    storm_features,
    storm_sheet,
    storm_view,
)
from planner.scenario.storm_file import load_storm

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.plan.storm_sheet import FixLine, StormSheet


@bilingual_command(
    "show",
    words=Text(
        vi="Các vị trí của BÃO: giờ Việt Nam, cấp gió, gió theo đúng thời gian lấy trung bình, khí áp, bán kính, "
        "khoảng cách tới TỈNH; nơi vào bờ và lúc gần nhất. Bản tin kèm bảng đổi cấp gió. --svg vẽ đường đi trên nền "
        "tỉnh.",
        en="The fixes of STORM: Vietnam time, force, wind over its own averaging period, pressure, radii, distance to "
        "PROVINCE; landfall and closest approach. A bulletin comes with the conversion of its forces. --svg draws the "
        "track over the province.",
    ),
    examples=(
        "planner storm show scenarios/storms/yagi-2024.yaml scenarios/quang-ninh",
        "planner storm show scenarios/storms/molave-2020.yaml --svg molave.svg",
    ),
)
@argument("storm", type=click.Path(path_type=Path), metavar=Text(vi="BÃO", en="STORM"),
          words=Text(vi="tệp bão", en="a storm file"))
@argument("province", required=False, type=click.Path(path_type=Path), metavar=Text(vi="TỈNH", en="PROVINCE"),
          words=Text(vi="thư mục của tỉnh", en="a province's folder"))
@option("--svg", type=click.Path(), metavar=Text(vi="TỆP", en="FILE"),
        words=Text(vi="vẽ đường đi vào tệp này", en="draw the track into this file"))
@option("--draw", is_flag=True,
        words=Text(vi="vẽ đường đi bằng chữ trên màn hình", en="draw the track with characters"))
@format_option()
@output_option(Text(vi="ghi kết quả vào tệp này", en="write the result to this file"))
def command(
    storm: Path,
    province: Path | None,
    svg: str | None,
    draw: bool,
    output_format: str,
    output: str | None,
) -> None:
    """Show a storm."""
    sheet = storm_sheet(load_storm(storm), None if province is None else _province(province))
    if svg is not None:
        write_whole(svg, storm_svg(sheet, language(), "storm"))
        click.echo(for_terminal(say(Text(vi=f"đã ghi {svg}", en=f"wrote {svg}"))), err=True)
    headers, rows, align = _rows(sheet)
    if output_format == "json":
        text = to_json(storm_view(sheet), inputs={})
    elif output_format == "geojson":
        features = {"type": "FeatureCollection", "features": storm_features(sheet)}
        text = to_json(features, inputs={})
    elif output_format == "csv":
        text = to_csv(headers, rows)
    elif output_format == "md":
        text = "\n\n".join([f"# {markdown_text(say(sheet.name))}", to_markdown(headers, rows, align),
                            *(markdown_text(line) for line in _around(sheet)[1])])  # fmt: skip
    else:
        before, after = _around(sheet)
        picture = [storm_text_picture(sheet)] if draw else []
        text = "\n".join([*before, table(headers, rows, align), *_bulletin(sheet), *picture, *after])
    deliver(text, output)


def _province(folder: Path) -> Province:
    reading = read_province(folder)
    if reading.province is None:
        raise InputInvalid(reading.findings)
    return reading.province


def _around(sheet: StormSheet) -> tuple[list[str], list[str]]:
    head = Text(
        vi=f"{sheet.name.vi} · {sheet.agency}, gió trung bình {sheet.averaging_min} phút trên biển",
        en=f"{sheet.name.en} · {sheet.agency}, {sheet.averaging_min}-minute mean over the sea",
    )
    lines = [for_terminal(say(head))]
    if sheet.source:
        lines.append(for_terminal(say(Text(vi=f"Nguồn: {sheet.source}", en=f"Source: {sheet.source}"))))
    return lines, [for_terminal(say(words)) for words in closing_words(sheet)]


def _rows(sheet: StormSheet) -> tuple[list[str], list[list[Cell]], str]:
    """Headers, rows and alignment; columns that have nothing to say are left out."""
    period = sheet.averaging_min
    columns: list[tuple[Text, str, list[Cell]]] = [
        (Text("Giờ Việt Nam", "Vietnam time"), "<", [shown(x.at, 0, language()) for x in sheet.lines]),
        (Text("Vị trí", "Position"), "<", [place_words(x, language()) for x in sheet.lines]),
        (Text("Cấp", "Force"), ">", [force_words(x) for x in sheet.lines]),
        (Text(f"Gió {period} phút (m/s)", f"{period}-min wind (m/s)"), ">",
         [_decimal(x.wind_mps) for x in sheet.lines]),
        (Text("(kt)", "(kt)"), ">", [_decimal(x.wind_kt) for x in sheet.lines]),
        (Text("Khí áp (hPa)", "Pressure (hPa)"), ">", [_decimal(x.pressure_hpa) for x in sheet.lines]),
        (Text("Bán kính (km)", "Radii (km)"), "<", [x.radii for x in sheet.lines]),
        (Text("Loại", "Class"), "<", [x.status or "" for x in sheet.lines]),
        (Text("Vòng 70 % (km)", "70 % circle (km)"), ">", [_decimal(x.circle70_km) for x in sheet.lines]),
        (Text("Cách trung tâm gần nhất", "To the nearest seat"), ">", [_distance(x) for x in sheet.lines]),
    ]  # fmt: skip
    kept = [each for each in columns if any(cell not in {"", None} for cell in each[2])]
    rows = [list(row) for row in zip(*(cells for *_, cells in kept), strict=True)]
    return [say(header) for header, *_ in kept], rows, "".join(side for _, side, _ in kept)


def _decimal(value: float | None) -> str:
    return "" if value is None else number(value, language(), 1)


def _distance(line: FixLine) -> str:
    if line.distance_km is None or line.nearest is None:
        return ""
    return f"{say(line.nearest)} {number(line.distance_km, language(), 0)} km"


def _bulletin(sheet: StormSheet) -> list[str]:
    """How the words of a bulletin became winds."""
    if not sheet.conversions:
        return []
    headers = [
        Text("Sau (giờ)", "After (h)"), Text("Cấp trong bản tin", "Force in the bulletin"),
        Text("Gió 2 phút lấy để tính (m/s)", "2-min mean taken (m/s)"), Text("(kt)", "(kt)"),
        Text("Giật ứng với nó trên biển", "Gust that goes with it at sea"),
        Text("Giật trong bản tin", "Gust in the bulletin"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            number(each.after_h, language()), each.force, number(each.mean_2min_mps, language()),
            number(each.wind_kt, language()),
            say(Text(f"{number(each.sea_gust_mps, 'vi')} m/s, cấp {each.sea_gust_force}",
                     f"{number(each.sea_gust_mps, 'en')} m/s, force {each.sea_gust_force}")),
            each.stated_gust,
        ]
        for each in sheet.conversions
    ]  # fmt: skip
    return ["", table([say(header) for header in headers], rows, "><>>>>")]
