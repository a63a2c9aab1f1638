"""`planner verify`: whether a document still matches its inputs and the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.options import argument, bilingual_command, format_option, option
from planner.cli.tables import to_json
from planner.cli.words import say
from planner.foundation.errors import ExitCode
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.plan.papers.package import read_template
from planner.plan.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.plan.verifying import Check, Verification

_SAME = {
    True: Text("✓ khớp", "✓ matches"),
    False: Text("✗ khác", "✗ differs"),
    None: Text("? chưa so được", "? not compared"),
}


@bilingual_command(
    "verify",
    words=Text(
        vi="Cho biết một văn bản (docx, pdf, html, md) còn khớp với số liệu, phần mềm và kết quả tính "
        "không, và chữ trong đó có bị sửa không. Mã thoát 0 khi khớp, 1 khi có điều khác.",
        en="Say whether a document (docx, pdf, html, md) still matches its inputs, the tool and the "
        "answers, and whether its words were changed. Exit code 0 when it does, 1 when something "
        "differs.",
    ),
    examples=(
        "planner verify out/plan/plan.vi.docx",
        "planner verify phuong-an.pdf scenarios/quang-ninh/yagi.yaml",
        "planner verify out/plan/plan.vi.pdf --ensemble out/ensemble/yagi.sqlite",
    ),
)
@argument(
    "document",
    type=click.Path(),
    metavar=Text(vi="TỆP", en="FILE"),
    words=Text(vi="văn bản do planner plan viết", en="a document written by planner plan"),
)
@argument(
    "scenario",
    type=click.Path(),
    required=False,
    metavar=Text(vi="KỊCH_BẢN", en="SCENARIO"),
    words=Text(
        vi="tệp kịch bản; bỏ trống thì tìm từ đây và từ thư mục của văn bản",
        en="the scenario file; left out, it is looked for from here and from the document's folder",
    ),
)
@option(
    "--template",
    type=click.Path(),
    metavar=Text(vi="TỆP.docx", en="FILE.docx"),
    words=Text(
        vi="mẫu Word đã dùng khi viết văn bản", en="the Word template the document was made with"
    ),
)
@option(
    "--ensemble",
    type=click.Path(),
    metavar=Text(vi="TỆP", en="FILE"),
    words=Text(
        vi="kết quả planner ensemble mà văn bản lấy xác suất",
        en="the answer of planner ensemble that the document took its probabilities from",
    ),
)
@format_option("table", "json")
def command(
    document: str,
    scenario: str | None,
    template: str | None,
    ensemble: str | None,
    output_format: str,
) -> None:
    """Compare a document with what its scenario gives today."""
    own = None if template is None else read_template(template)
    told = verify(document, scenario, own, ensemble)
    if output_format == "json":
        click.echo(as_json(told))
    else:
        for line in lines(told):
            click.echo(for_terminal(line))
    if not told.matches:
        raise SystemExit(ExitCode.NOT_MET)


def lines(told: Verification) -> Iterator[str]:
    """The answer for a terminal."""
    stamp = told.stamp
    yield f"{stamp.kind}.{stamp.language}.{stamp.form} · {stamp.scenario} · Ba Trạm {stamp.version}"
    for check in told.checks:
        yield f"  {say(_SAME[check.same])}: {say(check.what)}"
        for detail in check.details:
            yield f"      {say(detail)}"


def as_json(told: Verification) -> str:
    """The answer as JSON."""
    return to_json(
        {
            "matches": told.matches,
            "scenario": told.stamp.scenario_file,
            "checks": [_view(check) for check in told.checks],
        },
        inputs=dict(told.stamp.inputs),
    )


def _view(check: Check) -> dict[str, object]:
    return {
        "what": check.what.en,
        "same": check.same,
        "details": [{"vi": each.vi, "en": each.en} for each in check.details],
    }
