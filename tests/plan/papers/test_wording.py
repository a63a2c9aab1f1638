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


MACHINE_WORDS = re.compile(r"chúng tôi|\b\w+_\w+\b|\btrue\b|\bfalse\b|tệp của tỉnh|đủ dữ liệu")
POLICIES = sorted((ROOT.parent / "scenarios" / "policies").glob("*.yaml"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_what_a_policy_puts_into_a_signed_text_is_no_machine_phrase(path: Path) -> None:
    told = [line for line in path.read_text("utf-8").splitlines() if re.match(r"\s*(- )?vi:", line)]

    assert told
    assert [line for line in told if MACHINE_WORDS.search(line)] == []


def test_the_machine_phrases_are_found_where_they_stand() -> None:
    assert MACHINE_WORDS.search("xã ghi exposed: true trong tệp của tỉnh")
    assert MACHINE_WORDS.search("trừ khi ghi design_wind")
    assert MACHINE_WORDS.search("Lựa chọn của chúng tôi")
    assert not MACHINE_WORDS.search("Tự chọn khi lập phương án; luật không nêu")
