"""`planner plan`: the plan of a scenario as documents, in a folder of their own."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from planner.cli.judging import scenario_argument, shell_word, talk_about
from planner.cli.options import BilingualCommand, option, output_option, set_aside_option
from planner.cli.words import say
from planner.foundation.clock import VIETNAM_TIME
from planner.foundation.errors import ExitCode, UsageError
from planner.foundation.names import for_terminal
from planner.foundation.outputs import document_instant
from planner.foundation.text import LANGUAGES, Language, Text
from planner.plan.render import FORMS, Form, render_plan, write_plan
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

BOTH = "both"


@click.command("plan", cls=BilingualCommand)
@scenario_argument
@output_option(
    Text(
        vi="thư mục để ghi; thay cả bộ một lần, không bao giờ ghi dở",
        en="folder to write; the whole set changes at once, never by halves",
    ),
    default="out/plan",
)
@option(
    "--lang",
    "languages",
    type=click.Choice((*LANGUAGES, BOTH)),
    default=BOTH,
    show_default=True,
    words=Text(
        vi="ngôn ngữ của phương án: vi, en, hoặc cả hai; bản tiếng Anh là bản dịch không chính thức",
        en="language of the plan: vi, en or both; the English one is an unofficial translation",
    ),
)
@option(
    "--format",
    "formats",
    default=",".join(FORMS),
    show_default=True,
    metavar=Text(vi="DẠNG", en="FORMS"),
    words=Text(
        vi="docx (Word), pdf, html (một trang tự đủ), md (Markdown), page (trang bản đồ để xem, "
        "không cần mạng), cách nhau bằng dấu phẩy",
        en="docx (Word), pdf, html (one self-contained page), md (Markdown), page (a map to "
        "explore, offline), separated by commas",
    ),
)
@option(
    "--date",
    "day",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar=Text(vi="NGÀY", en="DAY"),
    words=Text(
        vi="ngày ghi trên phương án, ví dụ 2026-06-01; bỏ trống thì là dự thảo chưa có ngày",
        en="day the plan bears, such as 2026-06-01; without it the plan is a draft with no date",
    ),
)
@set_aside_option
def command(
    scenario: str,
    output: str,
    languages: str,
    formats: str,
    day: datetime | None,
    set_aside: bool,
) -> None:
    """Write the plan of a scenario, or of a province at rest."""
    forms = forms_in(formats)
    asked: tuple[Language, ...] = tuple(name for name in LANGUAGES if languages in {name, BOTH})
    run = run_scenario(load_scenario(scenario, set_aside=set_aside))
    files = render_plan(run, languages=asked, formats=forms, date=plan_date(day, os.environ))
    write_plan(output, files)
    talk_about(run, banners=True)
    for name in sorted(files):
        click.echo(for_terminal(f"{output}/{name}"))
    if not run.all_hold:
        words = Text(
            vi=f"có yêu cầu chưa đạt hoặc chưa kết luận được: planner check {shell_word(scenario)}",
            en=f"some requirement fails or cannot be judged: planner check {shell_word(scenario)}",
        )
        click.echo(say(words), err=True)
        raise SystemExit(ExitCode.NOT_MET)


command.words = Text(
    vi="Viết phương án bảo đảm thông tin liên lạc của một kịch bản theo thể thức Nghị định 30/2020: "
    "Word, PDF, một trang HTML tự đủ mở không cần mạng, Markdown. Mã thoát 0 khi mọi yêu cầu đạt, "
    "1 khi không.",
    en="Write the communications continuity plan of a scenario in the format of Decree 30/2020: "
    "Word, PDF, one self-contained HTML page that opens without a network, Markdown. Exit code 0 "
    "when every requirement holds, 1 when not.",
)
command.examples = (
    "planner plan scenarios/quang-ninh/yagi.yaml -o out/yagi",
    "planner plan scenarios/hai-phong/yagi.yaml --lang vi --format html --date 2026-06-01",
)


def forms_in(text: str) -> tuple[Form, ...]:
    """The forms named in a comma-separated list, in our order.

    Raises
    ------
    UsageError
        If one is not a form of the plan.
    """
    named = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in named if name not in FORMS]
    if wrong or not named:
        shown, known = for_terminal(wrong[0] if wrong else text), ", ".join(FORMS)
        raise UsageError(
            Text(
                vi=f"phương án không có dạng “{shown}”; có: {known}",
                en=f"the plan has no form `{shown}`; there is: {known}",
            )
        )
    return tuple(form for form in FORMS if form in named)


def plan_date(day: datetime | None, environment: Mapping[str, str]) -> date | None:
    """The day a plan bears: the one asked for, else SOURCE_DATE_EPOCH, else none (a draft).

    Never today's: the same inputs give the same bytes.
    """
    if day is not None:
        return day.date()
    if not environment.get("SOURCE_DATE_EPOCH"):
        return None
    return document_instant(datetime.fromtimestamp(0, UTC)).astimezone(VIETNAM_TIME).date()
