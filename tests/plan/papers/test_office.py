"""The office's registers in the documents: filled where recorded; names and numbers in the internal plan only."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from planner.plan.papers.package import unzipped
from planner.plan.papers.writing import PAPERS
from planner.plan.render import Edition, render_papers
from planner.scenario.reading import at_rest, load_scenario
from planner.scenario.run import run_scenario
from tests.tutorial.runs import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from planner.scenario.run import Run

SECRETS = ("Người Bịa", "0900000001", "0900000002", "870700000002")
"""Of scenarios/tutorial/office.yaml: invented people and numbers."""

SHORT = tuple(kind for kind in PAPERS if kind != "plan")


@pytest.fixture(scope="module")
def recovery(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The tutorial's recovery, judged by the three-station rule as well, since a plan leads with stations."""
    folder: Path = tmp_path_factory.mktemp("recovery")
    inventory = ("province", "sites", "fiber", "power", "others", "office", "travel", "recovery")
    for name in inventory:
        (folder / f"{name}.yaml").write_bytes((FOLDER / f"{name}.yaml").read_bytes())
    path = folder / "recovery.yaml"
    asked = "  policies:\n    - bundled:policies/three-stations.yaml\n"
    path.write_text(path.read_text("utf-8").replace("  policies:\n", asked, 1), "utf-8")
    return run_scenario(load_scenario(path))


def letters(name: str, content: bytes) -> str:
    """Every letter of a file: of a PDF what it shows, of a Word file all its parts."""
    if name.endswith(".docx"):
        return "".join(part.decode("utf-8", "ignore") for part in unzipped(content).values())
    if name.endswith(".pdf"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "ignore")


def test_no_form_but_the_internal_plan_names_anybody(recovery: Run) -> None:
    public = Edition(level="public")
    told = [
        render_papers(
            recovery, PAPERS, languages=("vi",), formats=("docx", "page", "json"), edition=public
        ),
        render_papers(
            recovery, ("plan",), languages=("en",), formats=("pdf", "html"), edition=public
        ),
        render_papers(recovery, SHORT, languages=("vi",), formats=("md",)),
        render_papers(recovery, ("plan",), languages=("vi",), formats=("page",)),
    ]

    for files in told:
        for name, content in files.items():
            text = letters(name, content)
            assert not [secret for secret in SECRETS if secret in text], name


def test_the_internal_plan_holds_contacts_roster_tasks_damage_and_money(recovery: Run) -> None:
    files = render_papers(recovery, ("plan",), languages=("vi", "en"), formats=("md", "html"))

    for name, content in files.items():
        text = letters(name, content)
        if name.endswith((".md", ".html")):
            assert all(secret in text for secret in ("0900000002", "Người Bịa Hai")), name
            assert "Đài tỉnh mẫu" in text  # the second reporter stands beside the first
    vietnamese = next(letters(n, c) for n, c in files.items() if n.endswith("vi.md"))
    for told in (
        "Hồ sơ ghi 4 nhiệm vụ", "1 việc quá hạn: NV-2", "Hồ sơ ghi 2 ca trực",
        "Hồ sơ ghi 1 mục, cộng 400 triệu đồng", "thiếu trực ban, mẫu tin",
        "Thử điện thoại vệ tinh ở đảo", "Phần mềm trực ban",
    ):  # fmt: skip
        assert told in vietnamese


def test_where_nothing_is_recorded_the_forms_stay_blank(tmp_path: Path) -> None:
    for each in FOLDER.glob("*.yaml"):
        if each.name != "office.yaml":
            (tmp_path / each.name).write_bytes(each.read_bytes())
    run = run_scenario(at_rest(tmp_path))

    (text,) = (
        letters(name, content)
        for name, content in render_papers(
            run, ("plan",), languages=("vi",), formats=("md",)
        ).items()
        if name.endswith(".md")
    )

    for told in (
        "Danh bạ: chưa khảo sát", "Hồ sơ chưa ghi kinh phí", "Mốc phục hồi (tự chọn",
        "Lịch tập huấn, diễn tập điền theo mẫu", "chưa ghi hệ thống nào",
    ):  # fmt: skip
        assert told in text
