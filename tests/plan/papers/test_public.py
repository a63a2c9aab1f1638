"""A public edition: no contact, no exact position, no cable, no command post; what it is stands on it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from planner.foundation.errors import UsageError
from planner.inventory.duty_records import CommandPost
from planner.inventory.issuer import Issuer
from planner.plan.page.render import render_page
from planner.plan.papers.package import unzipped
from planner.plan.papers.writing import PAPERS
from planner.plan.render import PAGE_FILE, Edition, render_papers
from tests.plan.page.made import tutorial
from tests.plan.runs import small_run
from tests.plan.worlds import made, small_province

PUBLIC = Edition(level="public")


def run(**issuer: Any) -> Any:
    """The small run with a post, a contact, and places to six decimals."""
    province = small_province()
    header = province.header.model_copy(
        update={"issuer": made(Issuer, contact="trực ban 0203 111 2222", **issuer)}
    )
    post = made(
        CommandPost, id="CP-1", name={"vi": "Sở chỉ huy hầm số 9"}, kind="province", district="HL",
        lon=107.012345, lat=20.954321, means=("public-mobile",),
    )  # fmt: skip
    sites = {
        id_: site.model_copy(update={"lon": (site.lon or 0) + 0.001234})
        for id_, site in province.sites.items()
    }
    return small_run(replace(province, header=header, sites=sites, command_posts={"CP-1": post}))


def text_of(name: str, content: bytes) -> str:
    if name.endswith(".docx"):
        return "".join(part.decode() for part in unzipped(content).values() if part[:1] == b"<")
    return content.decode()


@pytest.fixture(scope="module")
def public() -> dict[str, str]:
    files = render_papers(
        run(), PAPERS, languages=("vi",), formats=("docx", "html", "md"), edition=PUBLIC
    )
    return {name: text_of(name, content) for name, content in files.items() if "map" not in name}


@pytest.mark.parametrize(
    "secret",
    ["0203 111 2222", "Sở chỉ huy hầm số 9", "CP-1", "Sở KH&amp;CN", "G-1 – F-3", "F-3 – G-1"],
)
def test_nothing_secret_stands_in_any_public_document(public: dict[str, str], secret: str) -> None:
    assert [name for name, text in public.items() if secret in text] == []


def test_no_public_document_tells_which_one_loss_is_enough(public: dict[str, str]) -> None:
    assert "mất một thứ là thiếu" in text_of(
        "plan.vi.md",
        render_papers(run(), ("plan",), languages=("vi",), formats=("md",))["plan.vi.md"],
    )
    assert [name for name, text in public.items() if "là thiếu" in text] == []


def test_positions_are_given_to_about_a_kilometre(public: dict[str, str]) -> None:
    for name, text in public.items():
        assert not re.search(r"\b(?:10[67]|2[01])[.,]\d{3,}", text), name


def test_every_public_document_says_so(public: dict[str, str]) -> None:
    assert all("BẢN CÔNG KHAI" in text for text in public.values())
    assert not any("LƯU HÀNH NỘI BỘ" in text for text in public.values())


def test_the_internal_edition_holds_what_the_public_one_leaves_out() -> None:
    files = render_papers(run(), ("plan",), languages=("vi",), formats=("md", "html"))
    text = "".join(content.decode() for content in files.values())

    assert "0203 111 2222" in text
    assert "Sở chỉ huy hầm số 9" in text
    assert "LƯU HÀNH NỘI BỘ" in text


@pytest.mark.parametrize("marking", ["confidential", "secret", "top-secret"])
def test_what_is_a_state_secret_has_no_public_edition(marking: str) -> None:
    with pytest.raises(UsageError, match="there is no public edition"):
        render_papers(run(marking=marking), ("plan",), formats=("md",), edition=PUBLIC)


def test_the_marking_that_the_department_decides_on_stands_in_the_document() -> None:
    files = render_papers(
        run(marking="confidential"), ("dispatch",), languages=("vi",), formats=("md",)
    )

    assert "**HỎA TỐC · MẬT**" in files["dispatch.vi.md"].decode()


def test_charging_points_are_public_whatever_is_asked() -> None:
    files = render_papers(run(), ("charging-points",), languages=("vi",), formats=("md",))

    assert "BẢN CÔNG KHAI" in files["charging-points.vi.md"].decode()


def test_the_page_to_explore_of_a_public_edition_is_the_public_page() -> None:
    told = tutorial()
    files = render_papers(told, ("plan",), languages=("vi",), formats=("page",), edition=PUBLIC)
    assert files[PAGE_FILE] == render_page(told, public=True)
    assert files[PAGE_FILE] != render_page(told)
