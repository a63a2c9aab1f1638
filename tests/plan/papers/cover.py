"""The cover of a plan's page: what it says, and where each of its numbers comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types

from planner.plan.filters import brief
from tests.plan.papers.reading_forms import Rows, tidy
from tests.plan.papers.short_forms import TITLES
from tests.plan.papers.shown import ranged
from tests.plan.papers.where_from import chances, listed, nothing, why_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.plan.papers.shown import Shown

_TEXTS = "./p | ./h1 | ./div | ./dl/div | ./ul/li | ./figure/figcaption | ./h4 | ./nav/h4 | ./nav/ol/li"


@dataclass(frozen=True)
class Cover:
    """What stands on a cover: its texts and the rows of its table."""

    texts: list[str]
    table: Rows


def cover_of(page: bytes) -> Cover:
    """The cover of a page, every letter of it but those of its map."""
    body = lxml_html.fromstring(page.decode()).find("body")
    parts = body.xpath("./header | ./section[@id='ket-luan']")
    rows = [row for part in parts for row in part.xpath(".//tbody/tr")]
    table = [[tidy(cell.text_content()) for cell in row] for row in rows]
    for part in parts:
        for apart in part.xpath(".//svg | .//div[@class='scroll']"):
            apart.drop_tree()
    texts = [tidy(text.text_content()) for part in parts for text in part.xpath(_TEXTS)]
    whole = "".join("".join(part.text_content().split()) for part in parts)
    kept = "".join("".join(text.text_content().split()) for part in parts for text in part.xpath(_TEXTS))
    assert kept == whole, "the cover says more than its texts"
    return Cover(texts, table)


def cover_sentences(s: Shown) -> Iterator[str]:
    """The texts of the cover that hold a number, in their order."""
    plan = s.figures["plan"]
    network, main = plan["network"], plan["main"]
    yield f"{s.t(plan['storm'])} {s.t(plan['title'])}"
    yield " ".join(brief(s.t(each)) for each in plan["illustrative"])
    yield f"{s.at(plan['start_h'])} {s.at(plan['horizon_h'])} {s.h(plan['horizon_h'])}"
    yield f"{network['districts']}"
    yield f"{network['communes']}"
    yield f"{s.n(network['sites'])} {s.n(network['shared'])}"
    yield (
        f"{len(main['rows'])} {main['holds']} {main['at_least']} {s.h(plan['horizon_h'])} {main['fails']} "
        f"{main['unknown']}"
    )
    yield f"{main['holds']}"
    yield f"{main['fails']} {main['at_rest_fails']}"
    yield f"{main['unknown']}"
    yield f"{s.t(main['name'])} {s.t(plan['storm'])}"
    yield TITLES["june"][s.language]  # in the list of contents


def cover_table(s: Shown) -> Rows:
    """The main requirement, unit by unit."""
    rows = s.figures["plan"]["main"]["rows"]
    return listed(
        rows,
        lambda r: s.t(r["name"]), lambda r: ranged(r["hardened_sure"], r["hardened_maybe"]), nothing,
        lambda r: ranged(r["least"], r["least_best"]),
        lambda r: "" if r["outcome"] == "holds" else s.at(r["least_at_h"]), lambda r: s.below(r["hours_below"]),
        nothing, nothing, *chances(s, rows), lambda r: why_short(s, r),
    )  # fmt: skip
