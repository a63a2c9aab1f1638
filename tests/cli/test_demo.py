"""`planner demo`: the bundled provinces, end to end, and where to go from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types

from planner.cli.demo import BUNDLED
from planner.cli.demo_province import shown_path
from planner.foundation.resources import scenarios_folder
from tests.cli.running import Said, planner_says

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    folder = tmp_path_factory.mktemp("demo") / "out"
    return planner_says("demo", "-o", str(folder), "--lang", "vi"), folder


def test_the_demonstration_is_a_success_even_where_requirements_fail(
    demo: tuple[Said, Path],
) -> None:
    said, _ = demo

    assert said.code == 0, said.err
    assert "✗ thiếu" in said.out
    assert "thoát với mã 1" in said.out


def test_every_district_of_both_provinces_has_its_line(demo: tuple[Said, Path]) -> None:
    said, _ = demo

    for name in ("Cô Tô", "Vân Đồn", "Hạ Long", "Cát Hải", "Bạch Long Vĩ"):
        assert any(line.startswith(f"  {name} ") for line in said.out.splitlines())


def test_the_demonstration_says_where_the_plans_lie_and_what_to_type_next(
    demo: tuple[Said, Path],
) -> None:
    said, folder = demo
    last = said.out.splitlines()[-1]

    assert str(folder / "index.html") in said.out
    assert last.startswith("Tiếp theo, xem vì sao: planner why ")


def test_the_first_page_leads_to_every_plan(demo: tuple[Said, Path]) -> None:
    _, folder = demo
    tree = lxml_html.fromstring((folder / "index.html").read_text("utf-8"))

    links = tree.xpath("//a/@href")

    assert len(links) == 5 * len(BUNDLED)
    assert all((folder / link).is_file() for link in links)


def test_made_up_data_is_announced_before_any_verdict(demo: tuple[Said, Path]) -> None:
    said, folder = demo

    assert said.out.startswith("! SỐ LIỆU MINH HỌA")
    assert "SỐ LIỆU MINH HỌA" in (folder / "index.html").read_text("utf-8")


def test_the_scenarios_are_shown_as_one_would_type_them(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = scenarios_folder()
    monkeypatch.chdir(folder.parent)

    assert shown_path(folder / BUNDLED[0]) == f"{folder.name}/quang-ninh/yagi.yaml"
