"""The legal bases of a document: texts, each once, and never what we chose ourselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.foundation.text import Text
from planner.plan.assemble import assemble
from planner.plan.bases import bases_of
from planner.plan.sheets import RequirementSheet
from tests.plan.runs import small_run


def ordered_by(vi: str, en: str) -> RequirementSheet:
    """A requirement that rests on the text of that name."""
    first = assemble(small_run()).requirements[0]
    return replace(first, legal_source=Text(vi, en), in_force=date(2025, 9, 22))


def test_what_no_text_orders_is_no_legal_basis() -> None:
    ours = ordered_by("Lựa chọn của chúng tôi; không văn bản nào nêu tỷ lệ", "Our choice; no text names a share")

    assert bases_of([ours]) == ()


def test_several_texts_in_one_line_are_several_bases_each_once_and_without_a_date_of_either() -> None:
    both = ordered_by("Chỉ đạo A; Thông tư 14/2025/TT-BKHCN", "Order A; Circular No. 14/2025/TT-BKHCN")
    again = ordered_by("Thông tư 14/2025/TT-BKHCN", "Circular No. 14/2025/TT-BKHCN")

    told = bases_of([both, again])

    assert [(each.text.vi, each.in_force) for each in told] == [
        ("chỉ đạo A", None), ("Thông tư số 14/2025/TT-BKHCN", None),
    ]  # fmt: skip


def test_a_basis_is_cited_as_vietnamese_documents_cite_it_and_the_english_stays() -> None:
    [basis] = bases_of([ordered_by("Nghị định 66/2021/NĐ-CP", "Decree 66/2021/NĐ-CP")])

    assert (basis.text.vi, basis.text.en) == ("Nghị định số 66/2021/NĐ-CP", "Decree 66/2021/NĐ-CP")


def test_a_law_that_every_document_names_is_not_named_twice() -> None:
    law = ordered_by("Luật Phòng, chống thiên tai 33/2013/QH13, Điều 24", "Law 33/2013/QH13, Article 24")

    assert bases_of([law]) == ()
