"""Every number of a document is one that the run gave; every form says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types
from pypdf import PdfReader

from planner.cli.check import as_json
from planner.plan.papers.package import unzipped
from planner.plan.render import render_plan
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.scenario.run import Run

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def run() -> Run:
    return run_scenario(load_scenario(str(ROOT / "scenarios" / "hai-phong" / "yagi.yaml")))


@pytest.fixture(scope="module")
def answers(run: Run) -> dict[str, Any]:
    """The run's JSON, as `planner check --format json` prints it."""
    import json

    told: dict[str, Any] = json.loads(as_json(run))
    return told


@pytest.fixture(scope="module")
def files(run: Run) -> dict[str, bytes]:
    return render_plan(run, languages=("vi",))


def rows_in_word(content: bytes) -> list[list[str]]:
    """Every table row of a Word file, as the words of its cells."""
    document = unzipped(content)["word/document.xml"].decode()
    rows = []
    for row in re.findall(r"<w:tr>.*?</w:tr>", document, re.DOTALL):
        cells = re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
        rows.append(["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", cell)) for cell in cells])
    return rows


def rows_in_html(content: bytes) -> list[list[str]]:
    tree = lxml_html.fromstring(content.decode())
    return [
        [cell.text_content().strip() for cell in row.xpath("./td | ./th")]
        for row in tree.xpath("//section[@id='iv']//tr")
    ]


def rows_in_markdown(content: bytes) -> list[list[str]]:
    lines = [line for line in content.decode().splitlines() if line.startswith("| ")]
    return [
        [re.sub(r"[*\\]", "", cell).strip() for cell in line.strip("| ").split(" | ")]
        for line in lines
    ]


def verdict_rows(name: str, content: bytes) -> list[list[str]]:
    """The rows of eight cells that tell a unit's verdict."""
    rows = {"docx": rows_in_word, "html": rows_in_html, "md": rows_in_markdown}
    found = rows[name.rpartition(".")[2]](content)
    return [[cell.lstrip("✓✗? ") for cell in row] for row in found if len(row) == 8]


def expected(verdict: dict[str, Any]) -> tuple[str, str, str, str]:
    """Name, hardened, least and verdict of a unit, straight from the JSON."""

    def ranged(low: int, high: int) -> str:
        return str(low) if low == high else f"{low}–{high}"

    worst, best = verdict["pessimistic"], verdict["optimistic"]
    words = {"holds": "đạt", "fails": "không đạt", "unknown": "chưa rõ"}
    return (
        verdict["name"]["vi"],
        ranged(verdict["hardened_sure"], verdict["hardened_maybe"]),
        ranged(minimum(worst), minimum(best)),
        words[verdict["outcome"]],
    )


def minimum(side: dict[str, Any]) -> int:
    """The least n of a series, found anew from its steps."""
    return min(int(step[1]) for step in side["series"])


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_every_districts_row_is_what_the_json_of_the_run_says(
    files: dict[str, bytes], answers: dict[str, Any], form: str
) -> None:
    name = f"plan.vi.{form}"
    rows = verdict_rows(name, files[name])
    told: dict[str, tuple[str, str, str, str]] = {}
    for row in rows:  # the table of verdicts comes before the forms to fill in
        told.setdefault(row[0], (row[0], row[1], row[3].split(" (")[0], row[6]))

    districts = [each for each in answers["verdicts"] if each["unit_kind"] == "district"]

    assert len(districts) == 15
    for verdict in districts:
        assert told[verdict["name"]["vi"]] == expected(verdict)


def test_the_pdf_holds_every_district_with_its_numbers(
    files: dict[str, bytes], answers: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(files["plan.vi.pdf"])
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    text = re.sub(r"\s+", " ", text).replace("– ", "–")  # a line may end after a dash

    for verdict in answers["verdicts"]:
        if verdict["unit_kind"] != "district":
            continue
        name, hardened, least, _ = expected(verdict)
        assert (
            f"cần {verdict['needed']}, hồ sơ có {hardened} trạm kiên cố, lúc thấp nhất còn {least}"
            in text
        )
        assert name in text


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,:/]\d+)*", text))


def test_word_html_and_markdown_say_the_same_numbers(files: dict[str, bytes]) -> None:
    tables = {}
    for form in ("docx", "md"):
        rows = (rows_in_word if form == "docx" else rows_in_markdown)(files[f"plan.vi.{form}"])
        # Layout tables of the letterhead, the sheets' pairs and nested tables are Word's alone.
        tables[form] = {
            tuple(numbers(" ".join(row))) for row in rows if len(row) in {3, 7, 8, 9, 10}
        }

    assert len(tables["md"]) > 200
    assert tables["md"] - tables["docx"] == set()


def test_counts_of_the_summary_are_those_of_the_json(
    files: dict[str, bytes], answers: dict[str, Any]
) -> None:
    outcomes = [v["outcome"] for v in answers["verdicts"] if v["unit_kind"] == "district"]
    text = re.sub(r"[*]", "", files["plan.vi.md"].decode())

    assert (
        f"Trong {len(outcomes)} đơn vị, {outcomes.count('holds')} luôn giữ được ít nhất 3 trạm "
        f"kiên cố suốt 72 h, {outcomes.count('fails')} không giữ được, "
        f"{outcomes.count('unknown')} chưa kết luận được" in text
    )
