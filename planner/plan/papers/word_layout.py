"""Our Word template: Decree 30/2020 as styles and page settings, with tags where the text goes.

A department may edit it and hand it back: `planner plan --template`. The tags are explained in `docs/documents.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.papers.package import zipped
from planner.plan.papers.word_markup import NO_CELL_MARGINS, twips

if TYPE_CHECKING:
    from planner.foundation.text import Language

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 30.0, 15.0, 20.0, 20.0
LEFT_BLOCK_MM, RIGHT_BLOCK_MM = 66.0, 99.0
"""Widths of the agencies' block and of the nation's."""
BODY_PT, INDENT_MM = 14.0, 12.7

_LINE = 'w:line="264" w:lineRule="auto"'  # 1.1 lines
_INDENT = f'<w:ind w:firstLine="{twips(INDENT_MM)}"/>'
_BOLD, _ITALIC, _KEPT = "<w:b/>", "<w:i/>", "<w:keepNext/>"


def _apart(before: int = 0, after: int = 0) -> str:
    """Space around a paragraph of single lines, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _rules(*sides: str, size: int = 6, space: int = 3) -> str:
    """Lines beside a paragraph."""
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="000000"/>'
        for side in sides
    )
    return f"<w:pBdr>{drawn}</w:pBdr>"


_MIDDLE = '<w:jc w:val="center"/>'
_RUNNING = f'<w:spacing w:before="120" w:after="0" {_LINE}/>{_INDENT}<w:jc w:val="both"/>'
_SLIT = '<w:spacing w:before="0" w:after="0" w:line="40" w:lineRule="exact"/>'

# Id, name in Word's list, size in half-points, what its paragraphs are, what its letters are.
_STYLES: tuple[tuple[str, str, int, str, str], ...] = (
    ("BTBody", "thân văn bản", 28, _RUNNING, ""),
    ("BTBasis", "căn cứ", 28, _RUNNING, _ITALIC),
    ("BTBlank", "chưa có", 28, _RUNNING, _ITALIC),
    ("BTLead", "kết luận", 28, _apart(120, 60), _BOLD),
    ("BTSmall", "chú thích", 22, _apart(60, 60), ""),
    ("BTNote", "cảnh báo", 24, _rules("top", "left", "bottom", "right") + _apart(120, 60), ""),
    ("BTVerdict", "kết luận của phiếu", 20, _rules("left", size=24, space=4) + _apart(60, 60), ""),
    ("BTCentred", "giữa dòng", 28, _apart(60) + _MIDDLE, ""),
    ("BTCell", "ô bảng", 22, _apart(10, 10), ""),
    ("BTCaption", "tên bảng", 22, _KEPT + _apart(60, 20), _BOLD),
    ("BTTiny", "khe", 4, _SLIT, ""),
    ("BTPicture", "hình", 20, _KEPT + _apart(60, 20) + _MIDDLE, ""),
    ("BTPictureWords", "lời hình", 18, _apart(0, 40) + _MIDDLE, ""),
    ("BTSheetTitle", "tên phiếu", 30,
     _KEPT + _rules("bottom", size=10, space=1) + _apart(0, 60), _BOLD),
    ("BTSheetHead", "mục của phiếu", 20, _KEPT + _apart(60), _BOLD),
    ("BTSheet", "chữ của phiếu", 20, _apart(20), ""),
    ("BTSheetBlank", "chưa có của phiếu", 20, _apart(20), _ITALIC),
    ("BTSheetSmall", "chú thích của phiếu", 17, _apart(10), ""),
    ("BTSheetNote", "cảnh báo của phiếu", 19,
     _rules("top", "left", "bottom", "right", space=2) + _apart(80, 40), ""),
    ("BTSheetLead", "kết luận chính của phiếu", 24, _apart(80, 40), _BOLD),
    ("BTSheetCell", "ô của phiếu", 19, _apart(), ""),
    ("BTAbove", "cơ quan chủ quản", 24, _apart() + _MIDDLE, ""),
    ("BTAgency", "cơ quan ban hành", 24, _apart() + _MIDDLE, _BOLD),
    ("BTNation", "quốc hiệu", 24, _apart() + _MIDDLE, _BOLD),
    ("BTMotto", "tiêu ngữ", 26, _apart() + _MIDDLE, _BOLD),
    ("BTNumber", "số, ký hiệu", 26, _apart(120) + _MIDDLE, ""),
    ("BTDate", "địa danh, ngày tháng", 26, _apart(120) + _MIDDLE, _ITALIC),
    ("BTMark", "dấu khẩn, mật", 26, _apart(80) + _MIDDLE, f'{_BOLD}<w:color w:val="C00000"/>'),
    ("BTKind", "tên loại", 28, _apart(240) + _MIDDLE, _BOLD),
    ("BTSubject", "trích yếu", 28,
     _apart() + '<w:ind w:left="400" w:right="400"/>' + _MIDDLE, _BOLD),
    ("BTTranslation", "bản dịch", 22, _apart(0, 60) + _MIDDLE, _ITALIC),
    ("BTReceivers", "nơi nhận", 24, _KEPT + _apart(), _BOLD + _ITALIC),
    ("BTReceiver", "từng nơi nhận", 22, _KEPT + _apart(), ""),
    ("BTPost", "chức vụ", 28, _KEPT + _apart() + _MIDDLE, _BOLD),
    ("BTSigner", "người ký", 28, _apart(1400) + _MIDDLE, _BOLD),
    ("BTAnnexNumber", "số phụ lục", 28, _KEPT + _apart() + _MIDDLE, _BOLD),
    ("BTAnnexTitle", "tên phụ lục", 28, _KEPT + _apart() + _MIDDLE, _BOLD),
    ("BTAnnexOf", "dòng kèm theo", 26, _KEPT + _apart(0, 120) + _MIDDLE, _ITALIC),
    ("BTPageNumber", "số trang", 26, _apart() + _MIDDLE, ""),
    ("BTAddress", "địa chỉ", 22, _rules("top", size=4, space=1) + _apart(), ""),
    ("BTTrace", "dấu vết", 16, _apart(), ""),
)  # fmt: skip
_HEADINGS = (
    ("Heading1", "heading 1", 0),
    ("Heading2", "heading 2", 1),
    ("Heading3", "heading 3", 2),
)


def style_sizes() -> dict[str, int]:
    """The size of each style of ours, half-points."""
    return {id_: size for id_, _, size, _, _ in _STYLES}


def style_markup() -> dict[str, str]:
    """Each style of ours by its id."""
    made = {}
    for id_, name, size, paragraph, letters in _STYLES:
        made[id_] = (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id_}"><w:name w:val="Ba Tram {name}"/>'
            f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    for id_, name, level in _HEADINGS:
        made[id_] = (
            f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="BTBody"/><w:qFormat/><w:pPr><w:keepNext/>'
            f'<w:spacing w:before="120" w:after="0" {_LINE}/>{_INDENT}<w:jc w:val="both"/>'
            f'<w:outlineLvl w:val="{level}"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/>'
            '<w:szCs w:val="28"/></w:rPr></w:style>'
        )
    return made


def _styles(language: Language) -> str:
    lang = {"vi": "vi-VN", "en": "en-GB"}[language]
    font = "Times New Roman"
    return (
        f"{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{lang}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(style_markup().values())}</w:styles>"
    )


def _p(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _columns(left: str, right: str, left_mm: float, right_mm: float) -> str:
    """Two blocks side by side, never torn over a page."""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(left_mm + right_mm)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{NO_CELL_MARGINS}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips(left_mm)}"/>'
        f'<w:gridCol w:w="{twips(right_mm)}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(left_mm)}" w:type="dxa"/></w:tcPr>{left}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(right_mm)}" w:type="dxa"/></w:tcPr>{right}</w:tc>'
        "</w:tr></w:tbl>"
    )


def _letterhead() -> str:
    names = _columns(
        _p("BTAbove", "{{ above }}") + _p("BTAgency", "{{ agency }}") + _p("BTTiny", "{{p agency_rule }}"),
        _p("BTNation", "{{ nation }}") + _p("BTMotto", "{{ motto }}") + _p("BTTiny", "{{p motto_rule }}"),
        LEFT_BLOCK_MM, RIGHT_BLOCK_MM,
    )  # fmt: skip
    boxed = (
        '<w:p><w:pPr><w:pStyle w:val="BTMark"/></w:pPr><w:r><w:rPr>'
        '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="C00000"/></w:rPr>'
        '<w:t xml:space="preserve"> {{ MARK }} </w:t></w:r></w:p>'
    )
    marks = "".join(
        _p("BTTiny", f"{{%p if {name} %}}")
        + boxed.replace("MARK", name)
        + _p("BTTiny", "{%p endif %}")
        for name in ("urgency", "marking")
    )
    # A cell must end with a paragraph that stays, whatever the tags take away.
    end = '<w:p><w:pPr><w:pStyle w:val="BTTiny"/></w:pPr></w:p>'
    numbers = _columns(
        _p("BTNumber", "{{ number }}") + marks + end, _p("BTDate", "{{ date }}"),
        LEFT_BLOCK_MM, RIGHT_BLOCK_MM,
    )  # fmt: skip
    return names + numbers


def _signature() -> str:
    left = (
        _p("BTReceivers", "{{ recipients_word }}")
        + _p("BTReceiver", "{%p for each in recipients %}")
        + _p("BTReceiver", "{{ each }}")
        + _p("BTReceiver", "{%p endfor %}")
        + '<w:p><w:pPr><w:pStyle w:val="BTTiny"/></w:pPr></w:p>'
    )
    right = (
        _p("BTPost", "{%p if authority %}")
        + _p("BTPost", "{{ authority }}")
        + _p("BTPost", "{%p endif %}")
        + _p("BTPost", "{{ post }}")
        + _p("BTSigner", "{{ signer }}")
    )
    return _columns(left, right, 82.5, 82.5)


def _document() -> str:
    head = (
        _p("BTTiny", "{%p if signed %}")
        + _p("BTTiny", "{%p if translation %}")
        + _p("BTTranslation", "{{ translation }}")
        + _p("BTTiny", "{%p endif %}")
        + _letterhead()
        + _p("BTKind", "{{ kind }}")
        + _p("BTSubject", "{{ subject }}")
        + _p("BTTiny", "{{p subject_rule }}")
        + _p("BTTiny", "{%p endif %}")
    )
    body = _p("BTTiny", "{{p bases }}") + _p("BTTiny", "{{p body }}")
    gap = f'<w:p><w:pPr><w:pStyle w:val="BTBody"/>{_KEPT}</w:pPr></w:p>'
    foot = _p("BTTiny", "{%p if signed %}") + gap + _signature()
    foot += _p("BTTiny", "{%p endif %}") + _p("BTTiny", "{{p annexes }}")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId11"/>'
        '<w:headerReference w:type="first" r:id="rId12"/>'
        '<w:footerReference w:type="default" r:id="rId13"/>'
        '<w:footerReference w:type="first" r:id="rId14"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{twips(TOP_MM)}" w:right="{twips(RIGHT_MM)}" w:bottom="{twips(BOTTOM_MM)}" '
        f'w:left="{twips(LEFT_MM)}" w:header="{twips(9)}" w:footer="{twips(8)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return f"{_HEAD}<w:document {_NAMESPACES}><w:body>{head}{body}{foot}{section}</w:body></w:document>"


def _margins() -> dict[str, str]:
    """What stands in the margins: the page number above, the origin below."""
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    number = f'<w:p><w:pPr><w:pStyle w:val="BTPageNumber"/></w:pPr>{field}</w:p>'
    none = '<w:p><w:pPr><w:pStyle w:val="BTPageNumber"/></w:pPr></w:p>'
    origin = _p("BTTrace", "{{ trace }}") + _p("BTTrace", "{{ level }}")
    address = (
        _p("BTTiny", "{%p if contact %}")
        + _p("BTAddress", "{{ contact }}")
        + _p("BTTiny", "{%p endif %}")
    )
    return {
        "word/header1.xml": f"{_HEAD}<w:hdr {_NAMESPACES}>{number}</w:hdr>",
        "word/header2.xml": f"{_HEAD}<w:hdr {_NAMESPACES}>{none}</w:hdr>",
        "word/footer1.xml": f"{_HEAD}<w:ftr {_NAMESPACES}>{origin}</w:ftr>",
        "word/footer2.xml": f"{_HEAD}<w:ftr {_NAMESPACES}>{address}{origin}</w:ftr>",
    }


def _relations() -> dict[str, str]:
    head = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = (
        ("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml"),
        ("rId11", "header", "header1.xml"), ("rId12", "header", "header2.xml"),
        ("rId13", "footer", "footer1.xml"), ("rId14", "footer", "footer2.xml"),
    )  # fmt: skip
    of_document = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in parts
    )
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    whole = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
    )
    return {
        "_rels/.rels": f"{head}{whole}</Relationships>",
        "word/_rels/document.xml.rels": f"{head}{of_document}</Relationships>",
    }


def _content_types() -> str:
    kinds = {
        "word/document.xml": f"{_TYPE}.document.main+xml", "word/styles.xml": f"{_TYPE}.styles+xml",
        "word/settings.xml": f"{_TYPE}.settings+xml", "word/header1.xml": f"{_TYPE}.header+xml",
        "word/header2.xml": f"{_TYPE}.header+xml", "word/footer1.xml": f"{_TYPE}.footer+xml",
        "word/footer2.xml": f"{_TYPE}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


def _core() -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ file_title }}</dc:title><dc:creator>{{ file_author }}</dc:creator></cp:coreProperties>"
    )


def our_template(language: Language) -> bytes:
    """The template that ships with us, as a .docx."""
    settings = (
        f'{_HEAD}<w:settings {_NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat></w:settings>'
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "docProps/core.xml": _core(),
        "word/document.xml": _document(),
        "word/settings.xml": settings,
        "word/styles.xml": _styles(language),
        **_margins(),
        **_relations(),
    }
    return zipped({name: text.encode() for name, text in parts.items()})
