from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from planner.cli.click_words import teach_click
from planner.cli.options import (
    argument,
    bilingual_command,
    format_option,
    option,
    output_option,
    set_aside_option,
)
from planner.cli.words import language, language_asked, speaking
from planner.foundation.text import Language, Text


@bilingual_command(
    "check",
    words=Text(vi="Kết luận từng đơn vị.", en="Judge each district."),
    examples=("planner check scenarios/quang-ninh/yagi.yaml --format json",),
)
@argument(
    "scenario",
    metavar=Text(vi="KỊCH_BẢN", en="SCENARIO"),
    words=Text(vi="tệp kịch bản", en="the scenario file"),
)
@option("--hours", type=int, default=72, show_default=True, words=Text(vi="số giờ", en="hours"))
@format_option("table", "json")
@set_aside_option
@output_option(Text(vi="nơi ghi", en="where to write"))
def command(
    scenario: str, hours: int, output_format: str, set_aside: bool, output: str | None
) -> None:
    click.echo(f"{scenario} {hours} {output_format} {set_aside} {output}")


def said(*arguments: str, language: Language = "vi") -> str:
    teach_click()
    with speaking(language):
        return CliRunner().invoke(command, arguments).output


def test_what_is_given_arrives() -> None:
    given = ["yagi.yaml", "--hours", "24", "--format", "json", "--set-aside", "-o", "out"]

    assert said("yagi.yaml") == "yagi.yaml 72 table False None\n"
    assert said(*given) == "yagi.yaml 24 json True out\n"


def test_the_whole_help_is_vietnamese() -> None:
    help_text = said("--help")

    assert help_text.startswith("Cách dùng: check [TUỲ CHỌN] KỊCH_BẢN")
    assert "Tham số:\n  KỊCH_BẢN  tệp kịch bản\n" in help_text
    assert "[mặc định: 72]" in help_text
    assert "-o, --out, --output ĐƯỜNG_DẪN" in help_text
    assert help_text.endswith(
        "Ví dụ:\n  planner check scenarios/quang-ninh/yagi.yaml --format json\n"
    )


def test_the_whole_help_is_english() -> None:
    help_text = said("--help", language="en")

    assert help_text.startswith("Usage: check [OPTIONS] SCENARIO")
    assert "Positional arguments:\n  SCENARIO  the scenario file\n" in help_text
    assert "[default: 72]" in help_text


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "thiếu tham số 'KỊCH_BẢN'"),
        (["a", "--hours", "two"], "“two” không phải là số hợp lệ"),
        (["a", "--format", "xml"], "“xml” không thuộc: 'table', 'json'"),
    ],
)
def test_a_wrong_value_is_said_in_vietnamese(arguments: list[str], complaint: str) -> None:
    assert complaint in said(*arguments)


def test_vietnamese_is_spoken_when_nobody_asked() -> None:
    with speaking(None):
        assert (language(), language_asked()) == ("vi", None)
    with speaking("en"):
        assert (language(), language_asked()) == ("en", "en")
