"""What the documents are written in: names that are in force, no machine phrases, no missing twin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3] / "templates"
VIETNAMESE = sorted((ROOT / "vi" / "papers").glob("*.j2"))
ABOLISHED = (
    "Sở Thông tin và Truyền thông", "UBND huyện", "Ủy ban nhân dân huyện", "cấp huyện",
    "Bộ Thông tin và Truyền thông", "Tìm kiếm cứu nạn",
)  # fmt: skip


@pytest.mark.parametrize("path", VIETNAMESE, ids=lambda path: path.name)
def test_no_abolished_name_is_written(path: Path) -> None:
    text = path.read_text("utf-8")

    assert [name for name in ABOLISHED if name.lower() in text.lower()] == []


@pytest.mark.parametrize("path", VIETNAMESE, ids=lambda path: path.name)
def test_the_english_edition_has_the_same_marks_in_the_same_order(path: Path) -> None:
    """Tags and tables are the same; only the words differ."""
    twin = (ROOT / "en" / "papers" / path.name).read_text("utf-8")

    def marks(text: str) -> list[str]:
        return re.findall(r"</?([a-z]+)\b|\{% (\w+)", re.sub(r'columns="[^"]*"', "", text))

    assert marks(path.read_text("utf-8")) == marks(twin)


def test_communications_are_not_called_one_of_the_four_on_the_spot() -> None:
    for path in VIETNAMESE:
        for sentence in re.findall(r"[Bb]ốn tại chỗ[^.]*", path.read_text("utf-8")):
            assert "thông tin" not in sentence


def test_nothing_rests_on_the_networks_that_were_switched_off() -> None:
    told = [path.read_text("utf-8") for path in VIETNAMESE]

    assert all("2G" not in text or "Không dựa vào mạng 2G" in text for text in told)
