"""A document as a Word file: a template's tags filled in a sandbox, then the sections, the stamp, fixed bytes."""

from __future__ import annotations

import html
import re
import struct
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from planner.plan.papers.blocks import Picture, Sheet
from planner.plan.papers.columns import PT_PER_MM, UPRIGHT_MM
from planner.plan.papers.filling import damaged, fill, fill_in_child, misplaced
from planner.plan.papers.package import unzipped, zipped
from planner.plan.papers.typesetting import letterhead_data, level_line
from planner.plan.papers.widths import width_pt
from planner.plan.papers.word_layout import (
    LEFT_BLOCK_MM,
    RIGHT_BLOCK_MM,
    our_template,
    style_markup,
    style_sizes,
)
from planner.plan.papers.word_markup import (
    MAIN_END,
    SECTION_MARK,
    UPRIGHT_END,
    WIDE_END,
    Placed,
    Writer,
    paragraph,
    together,
)
from planner.plan.papers.words import said
from planner.plan.safe import Safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Paper
    from planner.plan.papers.letterhead import Letterhead
    from planner.plan.papers.stamp import Stamp

_RELATIONS = "word/_rels/document.xml.rels"
_RULE_SHARE = 0.4
"""Of the text above it: the decree allows from a third to a half."""


def docx(
    paper: Paper,
    head: Letterhead,
    stamp: Stamp,
    pictures: Mapping[Picture, tuple[bytes, str]],
    language: Language,
    template: bytes | None = None,
) -> bytes:
    """The document as a .docx.

    Parameters
    ----------
    pictures
        Each picture as PNG, with its words for those who do not see it.
    template
        A department's Word file with the tags of `docs/documents.md`; None for ours.

    Raises
    ------
    TemplateError
        If the template is no Word file, is dangerous, or names a tag that does not exist.
    """
    placed, images = {}, {}
    for at, (picture, (png, alt)) in enumerate(pictures.items(), start=1):
        width, height = struct.unpack(">II", png[16:24])
        placed[picture] = Placed(f"{_IMAGE}{at}", width, height, alt)
        images[f"{_IMAGE}{at}"] = png
    values = context_of(paper, head, stamp, Writer(placed, style_sizes()), language)
    if template is None:
        filled = fill(our_template(language), values)
    else:
        _refuse_incomplete(unzipped(template))  # here, before anything else looks into it
        filled = fill_in_child(template, values)
    parts = unzipped(filled)
    if _WITHIN_A_LINE.search(parts["word/document.xml"]):
        raise misplaced("{{ body }} ≠ {{p body }}")
    _put_images(parts, images)
    return finished(parts, stamp)


_NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", _RELATIONS)


def _refuse_incomplete(parts: Mapping[str, bytes]) -> None:
    """A package without these parts is no Word document."""
    missing = [name for name in _NEEDED if name not in parts]
    if missing:
        raise damaged(f"{missing[0]} ?")


_WITHIN_A_LINE = re.compile(rb"<w:t(?: [^>]*)?>[^<]*<w:(?:p|tbl)[ >]")
"""Paragraphs among the letters of a line: no program opens that."""
_IMAGE = "rIdBaTram"


def _put_images(parts: dict[str, bytes], images: Mapping[str, bytes]) -> None:
    """Pictures into the package, under the relationships that the text names."""
    relations = parts[_RELATIONS].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    added = ""
    for id_, png in images.items():
        name = f"media/batram{id_.removeprefix(_IMAGE)}.png"
        parts[f"word/{name}"] = png
        added += f'<Relationship Id="{id_}" Type="{kind}" Target="{name}"/>'
    parts[_RELATIONS] = relations.replace(
        "</Relationships>", f"{added}</Relationships>"
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    if 'Extension="png"' not in types:
        default = '<Default Extension="png" ContentType="image/png"/>'
        types = re.sub(r"(<Types\b[^>]*>)", rf"\g<1>{default}", types, count=1)
        parts["[Content_Types].xml"] = types.encode()


# --- what the tags say ----------------------------------------------------------------------------


def context_of(
    paper: Paper, head: Letterhead, stamp: Stamp, writer: Writer, language: Language
) -> dict[str, Any]:
    """The value of every tag."""
    data = letterhead_data(head, language)
    annex_of = said("annex_of", language) if paper.signed else ""
    annexes = {
        annex.id: writer.annex(annex, said("annex", language), annex_of) for annex in paper.annexes
    }
    main_end = SECTION_MARK.format(MAIN_END) if annexes else ""
    sheets = any(isinstance(block, Sheet) for block in paper.body)
    body = writer.sheets(paper.body) if sheets else writer.signed(paper.body)
    title = f"{paper.kind}. {paper.subject}".strip(". ")
    return {
        **data,
        "kind": paper.kind.upper(),
        "subject": together(paper.subject),
        "title": title,
        "file_title": _as_property(title),
        "file_author": _as_property(data["agency"]),
        "signed": paper.signed,
        "translation": said("translation", language) if paper.signed else "",
        "recipients_word": said("recipients", language),
        "contact": data["address"],
        "trace": stamp.line(language),
        "level": level_line(head, stamp, language),
        "agency_rule": _rule(data["agency"], 12, LEFT_BLOCK_MM, _RULE_SHARE),
        "motto_rule": _rule(data["motto"], 13, RIGHT_BLOCK_MM, 1.0),
        "subject_rule": _rule(paper.subject, 14, UPRIGHT_MM, _RULE_SHARE),
        "bases": Safe(_bases(paper)),
        "body": Safe(body),
        "annexes": Safe(main_end + "".join(annexes.values())),
        **{f"annex_{id_.replace('-', '_')}": Safe(text) for id_, text in annexes.items()},
        "main_end": Safe(main_end),
    }


def _as_property(text: str) -> str:
    """As much of a text as a property of a Word file holds."""
    while len(html.escape(text)) > _LONGEST_PROPERTY:
        text = text[:-1]
    return text


_LONGEST_PROPERTY = 255


def _bases(paper: Paper) -> str:
    last = len(paper.bases) - 1
    return "".join(
        paragraph(basis, "BTBasis").removesuffix("</w:p>")
        + f"<w:r><w:rPr><w:i/></w:rPr><w:t>{'.' if at == last else ';'}</w:t></w:r></w:p>"
        for at, basis in enumerate(paper.bases)
    )


def _rule(text: str, size_pt: float, room_mm: float, share: float) -> Safe:
    """A line below a text, as long as a share of it, in the middle of its room."""
    room_pt = room_mm * PT_PER_MM
    length = min(width_pt(text, size_pt, bold=True), room_pt * 0.96) * share
    side = round((room_pt - length) / 2 * 20)
    return Safe(
        '<w:p><w:pPr><w:pStyle w:val="BTTiny"/><w:pBdr>'
        '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


# --- after filling --------------------------------------------------------------------------------

_SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_MARKED = re.compile(rf'w:rsidR="({MAIN_END}|{UPRIGHT_END}|{WIDE_END})"')
_LAST_MARK = re.compile(
    r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="BTTiny"\s*/>\s*(?:<w:spacing [^>]*/>\s*)?'
    r'<w:sectPr w:rsidR="(\w+)"\s*/>\s*</w:pPr>\s*</w:p>'
    r"\s*(?=<w:sectPr\b)"
)


def finished(parts: dict[str, bytes], stamp: Stamp) -> bytes:
    """The package with its sections, the styles that the text needs, its stamp, and the same bytes each time."""
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = _with_sections(document).encode()
    parts["word/styles.xml"] = _with_styles(parts["word/styles.xml"].decode()).encode()
    _put_stamp(parts, stamp.as_text())
    return zipped(parts)


def _with_sections(document: str) -> str:
    """Marks of sections made into sections like the template's own, which is the last."""
    found = list(_SECTION.finditer(document))
    if not found:
        return document
    own = found[-1].group()
    ended = _LAST_MARK.search(document)
    if ended is not None:
        # Nothing follows the last mark: its section is the document's last, or a blank page would come.
        document = document[: ended.start()] + document[ended.end() :]
        at = document.rindex(own)
        document = document[:at] + _like(own, ended.group(1)) + document[at + len(own) :]

    def filled(mark: re.Match[str]) -> str:
        kind = _MARKED.search(mark.group())
        return mark.group() if kind is None else _like(own, kind.group(1))

    return _SECTION.sub(filled, document)


def _like(own: str, kind: str) -> str:
    """The template's section, for a mark of a kind: an appendix counts its pages from 1, and may lie."""
    if kind == MAIN_END:
        return own
    numbered = re.sub(r"<w:pgNumType\b[^>]*/>", "", own)
    numbered = re.sub(r"(<w:pgMar\b[^>]*/>)", r'\1<w:pgNumType w:start="1"/>', numbered)
    # The agency's address stands on the first page of the text only.
    default = re.search(r'<w:footerReference\b[^>]*w:type="default"[^>]*r:id="(\w+)"', own)
    if default is not None:
        numbered = re.sub(
            r'(<w:footerReference\b[^>]*w:type="first"[^>]*r:id=")\w+"',
            rf'\g<1>{default.group(1)}"',
            numbered,
        )
    if kind != WIDE_END:
        return numbered
    return re.sub(
        r'<w:pgSz\b[^>]*?w:w="(\d+)"[^>]*?w:h="(\d+)"[^>]*/>',
        r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>',
        numbered,
    )


def _with_styles(styles: str) -> str:
    """The template's styles, and those of ours that it lacks."""
    missing = [
        markup for id_, markup in style_markup().items() if f'w:styleId="{id_}"' not in styles
    ]
    return styles.replace("</w:styles>", f"{''.join(missing)}</w:styles>")


_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def _put_stamp(parts: dict[str, bytes], stamp: str) -> None:
    """The stamp as a custom property, which Word keeps when the document is edited."""
    one = '<property fmtid="{}" pid="{}" name="batram"><vt:lpwstr>{}</vt:lpwstr></property>'
    own = parts.get(_CUSTOM, b"").decode()
    if "</Properties>" in own:
        pid = max([1, *map(int, re.findall(r'pid="(\d+)"', own))]) + 1
        added = one.format(_PROPERTY_SET, pid, escape(stamp)).replace(
            "<vt:lpwstr>",
            '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">',
        )
        parts[_CUSTOM] = own.replace("</Properties>", f"{added}</Properties>").encode()
        return
    parts[_CUSTOM] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{one.format(_PROPERTY_SET, 2, escape(stamp))}</Properties>"
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{_CUSTOM}" ContentType="{_CUSTOM_TYPE}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    relations = parts["_rels/.rels"].decode()
    relation = f'<Relationship Id="rIdBaTram" Type="{_CUSTOM_RELATION}" Target="{_CUSTOM}"/>'
    parts["_rels/.rels"] = relations.replace(
        "</Relationships>", f"{relation}</Relationships>"
    ).encode()
