"""Who writes, who is written to: the bundled letterheads, addressees of a dispatch, remarks in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.inventory.base import Notice, remark_text
from planner.inventory.issuer import Issuer
from planner.plan.papers.letterhead import BLANK, for_the_addressed, letterhead
from planner.scenario.reading import load_scenario
from tests.plan.worlds import made

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
ISSUER = {
    "agency": {"vi": "Sở Khoa học và Công nghệ"},
    "recipients": (
        {"vi": "Ủy ban nhân dân tỉnh (để báo cáo)"}, {"vi": "Công an tỉnh (để phối hợp)"},
        {"vi": "Các doanh nghiệp viễn thông"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("province", ["quang-ninh", "hai-phong"])
def test_a_bundled_letterhead_has_no_dots_but_number_and_date_and_names_no_person(
    province: str,
) -> None:
    header = load_scenario(str(SCENARIOS / province / "at-rest.yaml")).province.header
    head = letterhead(header.issuer, "PA")

    assert BLANK not in head.above.vi + head.agency.vi + head.post.vi + head.archive.vi
    assert head.number.vi == f"Số: {BLANK}/PA-SKHCN"
    assert head.signer == ""
    assert len(head.recipients) >= 5
    assert header.illustrative is not None
    assert "phần đầu và nơi nhận của văn bản chỉ để minh họa" in header.illustrative.vi


def test_a_dispatch_addresses_those_who_act_and_tells_the_others_below() -> None:
    head = for_the_addressed(letterhead(made(Issuer, **ISSUER), "CĐ"))

    assert [each.vi for each in head.addressees] == ["Các doanh nghiệp viễn thông"]
    assert [each.vi for each in head.recipients] == [
        "Như trên", "Ủy ban nhân dân tỉnh (để báo cáo)", "Công an tỉnh (để phối hợp)",
    ]  # fmt: skip


def test_a_remark_is_read_in_each_language_and_a_plain_one_serves_both() -> None:
    told = remark_text(made(Notice, vi="Bão thật.", en="A real storm."))
    plain = remark_text("Bão thật.")

    assert (told.vi, told.en) == ("Bão thật.", "A real storm.")
    assert (plain.vi, plain.en) == ("Bão thật.", "Bão thật.")


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_no_bundled_remark_of_a_scenario_or_policy_mixes_the_languages(path: Path) -> None:
    """A remark as long as a sentence that the plan prints is given in both languages."""
    plain = re.findall(r"^  remark: (?!\s*$)(.+)$", path.read_text("utf-8"), re.MULTILINE)

    assert plain == []
