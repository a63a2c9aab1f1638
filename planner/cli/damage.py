"""`planner damage`: the verbs about reports of damage, each in a file of its own."""

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
        vi="đọc báo cáo thiệt hại từ CSV thành tệp của tỉnh",
        en="read damage reports from a CSV into a file of the province",
    ),
}
MODULES = {verb: f"planner.cli.damage_{verb}" for verb in VERBS}


class Damage(LazyGroup):
    """The group of the verbs about reports of damage."""

    words = Text(
        vi="Thiệt hại: đưa báo cáo của các đơn vị vào tỉnh.",
        en="Damage: bring what others report into a province.",
    )
    examples = (
        "planner damage import scenarios/quang-ninh thiet-hai.csv -o scenarios/quang-ninh/thiet-hai.yaml",
    )
    lines = VERBS
    modules = MODULES


@click.group("damage", cls=Damage, context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
def command() -> None:
    """Hold the verbs; every word of its help comes from `VERBS`."""
