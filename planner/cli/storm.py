"""`planner storm`: the verbs about storms, each in a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.groups import LazyGroup
from planner.cli.options import lang_option
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS: Mapping[str, Text] = {
    "import": Text(
        vi="đọc quỹ đạo của JMA, JTWC, IBTrACS hoặc CSV thành tệp bão",
        en="read a track of JMA, JTWC, IBTrACS or a CSV into a storm file",
    ),
    "show": Text(
        vi="xem các vị trí, cấp gió, khoảng cách tới tỉnh; vẽ đường đi",
        en="show its fixes, forces, distance to a province; draw the track",
    ),
    "shift": Text(
        vi="dời nơi đổ bộ dọc bờ biển, thời gian, hướng đi, cường độ",
        en="shift its landfall along the coast, its time, heading and strength",
    ),
    "sweep": Text(
        vi="quét mọi nơi đổ bộ và cấp gió: từng đơn vị không đạt từ cấp nào",
        en="sweep landfalls and forces: from which force on each unit fails",
    ),
}


MODULES = {verb: f"planner.cli.storm_{verb}" for verb in VERBS}


class Storms(LazyGroup):
    """The group of the verbs about storms."""

    words = Text(
        vi="Bão: đưa quỹ đạo vào, xem, dời, quét. Gió giữ nguyên như cơ quan khí tượng công bố.",
        en="Storms: bring tracks in, show, shift and sweep them. Winds stay as agencies published them.",
    )
    examples = ("planner storm import bst_all.txt --name YAGI --season 2024 -o storms/yagi.yaml",)
    lines = VERBS
    modules = MODULES


@click.group("storm", cls=Storms, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
def command() -> None:
    """Hold the verbs; every word of its help comes from `VERBS`."""
