"""A document in one language: the template's words around the dossier's answers, as blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from planner.foundation.text import Text
from planner.plan.papers.blocks import Items, Para, Span
from planner.plan.papers.letterhead import (
    Letterhead,
    Urgency,
    for_the_addressed,
    letterhead,
)
from planner.plan.papers.markup import ROMAN, read_paper
from planner.plan.papers.words import item_mark
from planner.plan.safe import Safe
from planner.plan.templating import environment_of, in_html

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper, Words
    from planner.plan.papers.dossier import Dossier

Kind = Literal[
    "plan", "brief", "dispatch", "quick-report", "june-list", "grid-priority", "commune-cards",
    "charging-points",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindOfPaper:
    """What a kind of document is called, and the letters of its number (Decree 30/2020)."""

    name: Text
    code: str
    urgency: Urgency | None = None
    addressed: bool = False
    """Whether it names in its text whom it is sent to; its recipients then begin with "as above"."""
    always_public: bool = False


KINDS: dict[Kind, KindOfPaper] = {
    "plan": KindOfPaper(Text("phương án", "the plan"), "PA"),
    "brief": KindOfPaper(Text("báo cáo tóm tắt một trang", "one-page brief"), "BC"),
    "dispatch": KindOfPaper(Text("công điện", "urgent dispatch"), "CĐ", "flash", addressed=True),
    "quick-report": KindOfPaper(Text("báo cáo nhanh", "quick report"), "BC", "urgent"),
    "june-list": KindOfPaper(Text("danh sách trạm tháng 6", "June list of stations"), "DS"),
    "grid-priority": KindOfPaper(Text("danh sách ưu tiên điện lưới", "grid-priority list"), "DS"),
    "commune-cards": KindOfPaper(Text("thẻ từng xã", "a card per commune"), "TH"),
    "charging-points": KindOfPaper(
        Text("điểm sạc công cộng", "public charging points"), "TB", always_public=True
    ),
}
PAPERS: tuple[Kind, ...] = tuple(KINDS)
ANNEX_WORD = {"vi": "Phụ lục", "en": "Annex"}
_ANNEX = re.compile("\ue000([a-z-]+)\ue001")
_ANNEX_OF = re.compile(r'<annex id="([a-z-]+)"')


def write_paper(
    dossier: Dossier, kind: Kind, language: Language, *, number: str = ""
) -> tuple[Paper, Letterhead]:
    """The document as blocks, with its letterhead.

    Raises
    ------
    UsageError
        If a public edition is asked of what the department marks as a state secret.
    """
    head = head_of(dossier, kind, number=number)
    environment = environment_of(dossier.clock, language, in_html)
    environment.filters["annex"] = lambda id_: Safe(f"\ue000{id_}\ue001")
    environment.globals["item_mark"] = item_mark
    environment.globals["range_of"] = lambda count: range(1, count + 1)
    template = environment.get_template(f"papers/{kind}.xml.j2")
    markup = template.render(
        d=dossier, plan=dossier.plan, more=dossier.more, head=head, language=language
    )
    paper = read_paper(_with_annexes(markup, language))
    return (with_end(paper) if paper.signed else paper), head


END = "./."
"""What ends an official text."""


def with_end(paper: Paper) -> Paper:
    """The paper with the sign that its text ends here, behind its last words."""
    if not paper.body:
        return paper
    last = paper.body[-1]
    if isinstance(last, Para):
        ended: Block = replace(last, words=_ended(last.words))
    elif isinstance(last, Items):
        ended = replace(last, entries=(*last.entries[:-1], _ended(last.entries[-1])))
    else:
        return replace(paper, body=(*paper.body, Para((Span(END),))))
    return replace(paper, body=(*paper.body[:-1], ended))


def _ended(words: Words) -> Words:
    last = words[-1]
    return (*words[:-1], replace(last, text=last.text.rstrip(".") + END))


def head_of(dossier: Dossier, kind: Kind, *, number: str = "") -> Letterhead:
    """The letterhead of one kind of document."""
    of_kind = KINDS[kind]
    head = letterhead(
        dossier.issuer,
        of_kind.code,
        number=number,
        day=dossier.plan.date,
        urgency=of_kind.urgency,
        level=dossier.level,
    )
    return for_the_addressed(head) if of_kind.addressed else head


def _with_annexes(markup: str, language: Language) -> str:
    """References to appendices with their numbers, which only the whole document knows."""
    order = _ANNEX_OF.findall(markup)
    word = ANNEX_WORD[language]

    def numbered(found: re.Match[str]) -> str:
        id_ = found.group(1)
        number = f" {ROMAN[order.index(id_)]}" if len(order) > 1 else ""
        return f'<a to="{id_}">{word}{number}</a>'

    return _ANNEX.sub(numbered, markup)
