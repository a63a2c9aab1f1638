"""`planner storm shift`: the same storm with another landfall, time or strength."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.judging import deliver
from planner.cli.options import argument, bilingual_command, option, output_option
from planner.cli.words import say
from planner.foundation.errors import UsageError
from planner.foundation.names import is_id
from planner.foundation.text import Text
from planner.hazard.shift import Shift, force_at_landfall, shifted
from planner.hazard.storm_yaml import storm_text
from planner.scenario.storm_file import load_storm


@bilingual_command(
    "shift",
    words=Text(
        vi="Dời BÃO: nơi đổ bộ dọc bờ biển (dương là về bắc), thời gian, hướng đi, cường độ. Tệp mới ghi rõ dời từ "
        "bão nào, bao nhiêu, và mọi kết quả dùng nó đều nói bão là giả định.",
        en="Shift STORM: its landfall along the coast (positive to the north), its time, heading, strength. The new "
        "file says what was shifted from what, and every result that uses it says that the storm is assumed.",
    ),
    examples=(
        "planner storm shift scenarios/storms/yagi-2024.yaml --along-coast-km -120 -o storms/yagi-nam.yaml",
        "planner storm shift yagi.yaml --hours 6 --intensity 1.1 -o yagi-manh.yaml",
    ),
)
@argument(
    "storm",
    type=click.Path(path_type=Path),
    metavar=Text(vi="BÃO", en="STORM"),
    words=Text(vi="tệp bão", en="a storm file"),
)
@option("--along-coast-km", type=float, default=0.0, metavar=Text(vi="KM", en="KM"),
        words=Text(vi="dời nơi đổ bộ dọc bờ biển; dương là về bắc",
                   en="shift the landfall along the coast; positive to the north"))
@option("--hours", type=float, default=0.0, metavar=Text(vi="GIỜ", en="HOURS"),
        words=Text(vi="muộn hơn bấy nhiêu giờ (âm: sớm hơn)", en="so many hours later (negative: earlier)"))
@option("--intensity", type=click.FloatRange(0.1, 3), default=1.0, metavar=Text(vi="SỐ", en="FACTOR"),
        words=Text(vi="nhân gió với số này, khí áp hạ theo", en="multiply winds by this, pressure follows"))
@option("--turn-deg", type=click.FloatRange(-180, 180), default=0.0, metavar=Text(vi="ĐỘ", en="DEGREES"),
        words=Text(vi="quay hướng đi quanh nơi đổ bộ, theo chiều kim đồng hồ",
                   en="turn the heading about the landfall, clockwise"))
@output_option(Text(vi="ghi tệp bão mới vào đây", en="write the new storm file here"))
def command(
    storm: Path,
    along_coast_km: float,
    hours: float,
    intensity: float,
    turn_deg: float,
    output: str | None,
) -> None:
    """Shift a storm and write it."""
    shift = Shift(along_coast_km, hours, intensity, turn_deg)
    if shift.nothing:
        raise UsageError(
            Text(vi="không có gì để dời: ghi --along-coast-km, --hours, --intensity hoặc --turn-deg",
                 en="nothing is shifted: give --along-coast-km, --hours, --intensity or --turn-deg")
        )  # fmt: skip
    if not all(abs(value) <= 10_000 for value in (along_coast_km, hours, intensity, turn_deg)):
        raise UsageError(Text(vi="số dời không hợp lý", en="no storm is shifted by so much"))
    original = load_storm(storm)
    stem = Path(output).stem if output is not None else ""
    made = shifted(original, shift, stem if is_id(stem) else f"{original.id[:32]}-shifted")
    assert made.track is not None  # only a track can be shifted
    words = shift.words
    force = force_at_landfall(made.track)
    comments = (
        Text(vi=f"Bão giả định từ {original.id}: {words.vi}.", en=f"Assumed storm from {original.id}: {words.en}."),
        Text(vi=f"Cấp gió lúc tới bờ: {force}.", en=f"Force at the coast: {force}."),
    )
    click.echo(say(comments[1]), err=True)
    deliver(storm_text(made, comments), output)
