"""`planner plan`: the plan of a scenario as documents, in a folder of their own."""

from __future__ import annotations

import os
from dataclasses import replace
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
from planner.plan.papers.package import read_template
from planner.plan.papers.writing import PAPERS, Kind
from planner.plan.render import DOCUMENTS, FORMS, Edition, Form, render_papers, write_plan
from planner.plan.sampled import sampled_from
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.scenario.reading import LoadedScenario

BOTH = "both"
MOST_NUMBER = 20


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
    default=",".join((*DOCUMENTS, "page")),
    show_default=True,
    metavar=Text(vi="DẠNG", en="FORMS"),
    words=Text(
        vi="docx (Word), pdf, html (một trang tự đủ), md (Markdown), page (trang bản đồ để xem, "
        "không cần mạng), json (mọi con số của văn bản, cho máy đọc), cách nhau bằng dấu phẩy",
        en="docx (Word), pdf, html (one self-contained page), md (Markdown), page (a map to "
        "explore, offline), json (every figure of the documents, for programs), separated by commas",
    ),
)
@option(
    "--form",
    "kinds",
    default="plan",
    show_default=True,
    metavar=Text(vi="LOẠI", en="KINDS"),
    words=Text(
        vi="loại văn bản: plan (phương án), brief (tóm tắt một trang), dispatch (công điện), "
        "quick-report (báo cáo nhanh), june-list (danh sách trạm tháng 6), grid-priority (ưu tiên "
        "điện lưới), commune-cards (thẻ từng xã), charging-points (điểm sạc, luôn công khai); hoặc all",
        en="kinds of document: plan, brief (one page), dispatch (urgent), quick-report, june-list "
        "(stations of level 4), grid-priority, commune-cards, charging-points (always public); or all",
    ),
)
@option(
    "--public",
    is_flag=True,
    words=Text(
        vi="bản công khai: bỏ danh bạ, tuyến cáp, điểm chỉ huy; làm tròn vị trí khoảng 1 km",
        en="public edition: no contacts, cables or command posts; positions to about 1 km",
    ),
)
@option(
    "--number",
    default="",
    metavar=Text(vi="SỐ", en="NUMBER"),
    words=Text(
        vi="số văn bản, ví dụ 5 in thành 05/PA-…; bỏ trống khi còn dự thảo",
        en="number of the document, such as 5, printed as 05/PA-…; empty for a draft",
    ),
)
@option(
    "--template",
    type=click.Path(),
    metavar=Text(vi="TỆP.docx", en="FILE.docx"),
    words=Text(
        vi="mẫu Word của cơ quan thay mẫu có sẵn; các thẻ: docs/documents.md",
        en="the department's own Word template in place of ours; its tags: docs/documents.md",
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
@option(
    "--ensemble",
    type=click.Path(),
    metavar=Text(vi="TỆP", en="FILE"),
    words=Text(
        vi="kết quả của planner ensemble cho cùng kịch bản (tệp .sqlite, hoặc --format json): văn bản và trang "
        "bản đồ ghi xác suất đạt của từng đơn vị, kèm khoảng tin cậy",
        en="answer of planner ensemble for the same scenario (its .sqlite file, or --format json): documents and "
        "page tell how probably each unit holds, with the interval",
    ),
)
@set_aside_option
def command(
    scenario: str,
    output: str,
    languages: str,
    formats: str,
    kinds: str,
    public: bool,
    number: str,
    template: str | None,
    day: datetime | None,
    ensemble: str | None,
    set_aside: bool,
) -> None:
    """Write the plan of a scenario, or of a province at rest, and its shorter documents."""
    forms = forms_in(formats)
    papers = papers_in(kinds)
    edition = Edition(
        date=plan_date(day, os.environ),
        level="public" if public else "internal",
        number=number_in(number),
        template=None if template is None else read_template(template),
    )
    asked: tuple[Language, ...] = tuple(name for name in LANGUAGES if languages in {name, BOTH})
    loaded = load_scenario(scenario, set_aside=set_aside)
    refuse_without_stations(loaded, scenario)
    if ensemble is not None:
        edition = replace(edition, sampled=sampled_from(ensemble, loaded))
    run = run_scenario(loaded)
    files = render_papers(
        run, papers, languages=asked, formats=forms, edition=edition
    )
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
    "planner plan scenarios/hai-phong/yagi.yaml --lang vi --format docx,pdf --date 2026-06-01",
    "planner plan scenarios/quang-ninh/yagi.yaml --form dispatch,brief --format pdf -o out/cong-dien",
)


def refuse_without_stations(loaded: LoadedScenario, scenario: str) -> None:
    """A plan is written around the requirement on hardened stations.

    Raises
    ------
    UsageError
        If the scenario has none.
    """
    if loaded.requirements:
        return
    again = f"planner check {shell_word(scenario)}"
    raise UsageError(
        Text(
            vi="phương án cần ít nhất một yêu cầu về trạm kiên cố; thêm vào `policies` của kịch bản, "
            f"hoặc xem kết luận bằng: {again}",
            en="a plan needs at least one requirement on hardened stations; add one to the scenario's "
            f"`policies`, or see the verdicts with: {again}",
        )
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


def papers_in(text: str) -> tuple[Kind, ...]:
    """The kinds of document named in a comma-separated list, in our order; `all` is every one.

    Raises
    ------
    UsageError
        If one is not a kind of document.
    """
    named = [name.strip() for name in text.split(",") if name.strip()]
    if named == ["all"]:
        return PAPERS
    wrong = [name for name in named if name not in PAPERS]
    if wrong or not named:
        shown, known = for_terminal(wrong[0] if wrong else text), ", ".join(PAPERS)
        raise UsageError(
            Text(
                vi=f"không có loại văn bản “{shown}”; có: {known}, hoặc all",
                en=f"there is no kind of document `{shown}`; there is: {known}, or all",
            )
        )
    return tuple(kind for kind in PAPERS if kind in named)


def number_in(text: str) -> str:
    """A document's number: letters, digits and a few signs, since it stands in an official line.

    Raises
    ------
    UsageError
        If it holds anything else.
    """
    if len(text) > MOST_NUMBER or not all(each.isalnum() or each in "-/." for each in text):
        raise UsageError(
            Text(
                vi=f"số văn bản “{for_terminal(text)}” chỉ được có chữ, chữ số, gạch nối, gạch chéo, chấm",
                en=f"the number `{for_terminal(text)}` may hold letters, digits, hyphens, slashes and dots",
            )
        )
    return text


def plan_date(day: datetime | None, environment: Mapping[str, str]) -> date | None:
    """The day a plan bears: the one asked for, else SOURCE_DATE_EPOCH, else none (a draft).

    Never today's: the same inputs give the same bytes.
    """
    if day is not None:
        return day.date()
    if not environment.get("SOURCE_DATE_EPOCH"):
        return None
    return document_instant(datetime.fromtimestamp(0, UTC)).astimezone(VIETNAM_TIME).date()
