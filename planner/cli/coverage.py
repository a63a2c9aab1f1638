"""`planner coverage`: the verbs about measured coverage, each in a file of its own."""

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
        vi="đọc kết quả đo vùng phủ, tốc độ 4G từ CSV thành tệp của tỉnh",
        en="read measured coverage and 4G speed from a CSV into a file of the province",
    ),
}
MODULES = {verb: f"planner.cli.coverage_{verb}" for verb in VERBS}


class Coverage(LazyGroup):
    """The group of the verbs about measured coverage."""

    words = Text(
        vi="Vùng phủ đo được: đưa kết quả đo của các đơn vị vào tỉnh.",
        en="Measured coverage: bring what others measured into a province.",
    )
    examples = (
        "planner coverage import scenarios/quang-ninh do-song.csv -o scenarios/quang-ninh/do-song.yaml",
    )
    lines = VERBS
    modules = MODULES


@click.group("coverage", cls=Coverage, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
def command() -> None:
    """Hold the verbs; every word of its help comes from `VERBS`."""
