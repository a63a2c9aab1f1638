"""A department's own Word template: its tags are filled, its wording kept, its attacks come to nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from planner.plan.papers.package import TemplateError, unzipped, zipped
from planner.plan.papers.word_layout import our_template
from planner.plan.render import Edition, render_papers
from tests.plan.runs import small_run


def with_text(old: str, new: str, part: str = "word/document.xml") -> bytes:
    """Our template with some of its text replaced."""
    parts = unzipped(our_template("vi"))
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new).encode()
    return zipped(parts)


def filled(template: bytes) -> str:
    """The text of the dispatch made from a template."""
    made = render_papers(
        small_run(), ("dispatch",), languages=("vi",), formats=("docx",),
        edition=Edition(template=template),
    )  # fmt: skip
    return unzipped(made["dispatch.vi.docx"])["word/document.xml"].decode()


def test_a_departments_wording_and_order_take_the_place_of_ours() -> None:
    text = filled(with_text("{{ kind }}", "KHẨN CẤP: {{ kind }} của {{ agency }}"))

    assert "KHẨN CẤP: CÔNG ĐIỆN của" in text


def test_the_documented_tags_are_all_filled_by_our_own_template() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "documents.md").read_text("utf-8")
    parts = unzipped(our_template("vi"))
    used = "".join(part.decode() for name, part in parts.items() if name.startswith("word/"))

    for tag in ("above", "agency", "number", "date", "kind", "subject", "bases", "body", "annexes"):
        assert f"{tag} }}}}" in used
        assert f"`{{{{ {tag} }}}}`" in page or f"`{{{{p {tag} }}}}`" in page


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ subject.__class__ }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}",
        "{{ lipsum.__globals__['os'].system('touch pwned') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}{{ os }}",
        "{{ khong_co_the_nay }}",
        "{{ subject | attr('__class__') }}",
    ],
)
def test_no_tag_reaches_beyond_the_documents_words(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(TemplateError, match=r"E46[14]"):
        filled(with_text("{{ kind }}", attack))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["word/footer1.xml", "docProps/core.xml"])
def test_an_attack_in_the_margins_or_the_properties_fails_too(part: str) -> None:
    old = {"word/footer1.xml": "{{ trace }}", "docProps/core.xml": "{{ file_title }}"}[part]

    with pytest.raises(TemplateError, match="E464"):
        filled(with_text(old, "{{ ''.__class__.__mro__ }}", part))


def test_what_is_wrong_with_a_template_is_told_apart() -> None:
    parts = unzipped(our_template("vi"))
    without_styles = {name: part for name, part in parts.items() if name != "word/styles.xml"}
    broken = {**parts, "word/document.xml": b"<w:document>"}

    for template, code in (
        (with_text("{{ kind }}", "{{ khong_co }}"), "E461"),
        (with_text("{{ kind }}", "{{ kind "), "E461"),
        (with_text("{{ kind }}", "{{ kind.__class__ }}"), "E464"),
        (with_text("{{p body }}", "{{ body }}"), "E466"),
        (zipped(without_styles), "E465"),
        (zipped(broken), "E465"),
        (zipped({"a.txt": b"x"}), "E465"),
    ):
        with pytest.raises(TemplateError, match=code):
            filled(template)


PARAGRAPH = '<w:r><w:t xml:space="preserve">{{p body }}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("<w:r><w:t>Kính gửi các xã</w:t></w:r>", r"“\{\{p body \}\}Kính gửi các xã”"),
        ("<w:r><w:t>{{p bases }}</w:t></w:r>", r"“\{\{p body \}\}\{\{p bases \}\}”"),
        ("<w:r><w:drawing/></w:r>", r"\{\{p body \}\} \+ hình · picture"),
        ('<w:r><w:br w:type="page"/></w:r>', r"\{\{p body \}\} \+ ngắt trang · page break"),
    ],
    ids=["letters", "another tag", "a picture", "a page break"],
)
def test_what_a_tag_would_take_away_with_its_paragraph_is_shown_and_never_lost(beside: str, told: str) -> None:
    template = with_text(PARAGRAPH, PARAGRAPH.replace("</w:p>", f"{beside}</w:p>"))

    with pytest.raises(TemplateError, match=f"E466.*{told}"):
        filled(template)


def test_a_tag_torn_into_runs_by_word_is_known_all_the_same() -> None:
    torn = PARAGRAPH.replace("{{p body }}", '{{p bo</w:t></w:r><w:r><w:t xml:space="preserve">dy }} Kính gửi')

    with pytest.raises(TemplateError, match=r"E466.*body.*Kính gửi"):
        filled(with_text(PARAGRAPH, torn))


def test_a_letter_beside_a_tag_in_the_foot_is_shown_too() -> None:
    with pytest.raises(TemplateError, match=r"E466.*Điện thoại"):
        filled(with_text("{%p if contact %}", "Điện thoại {%p if contact %}", "word/footer2.xml"))


def test_a_table_in_a_row_keeps_its_own_tags() -> None:
    def row(text: str, inner: str = "") -> str:
        return f"<w:tr><w:tc>{inner}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"

    inner = row("{%tr for each in recipients %}") + row("{{ each }}") + row("{%tr endfor %}")
    table = f"<w:tbl><w:tblGrid/>{row('bảng ngoài', f'<w:tbl><w:tblGrid/>{inner}</w:tbl>')}</w:tbl>"

    assert "bảng ngoài" in filled(with_text("<w:body>", f"<w:body>{table}"))


def test_a_template_that_asks_for_too_much_is_ended() -> None:
    with pytest.raises(TemplateError, match=r"E46[12]"):
        filled(with_text("{{ kind }}", "{{ 'x' * 2000000000 }}"))


def test_a_file_that_is_no_package_is_refused() -> None:
    with pytest.raises(TemplateError, match="E460"):
        filled(b"not a zip")


def test_a_zip_bomb_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * 50_000_000)

    with pytest.raises(TemplateError, match="packed too tightly"):
        filled(stream.getvalue())


def test_a_document_type_is_refused() -> None:
    parts = unzipped(our_template("vi"))
    document = parts["word/document.xml"].decode()
    head, _, rest = document.partition("?>")
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = f"{head}?>{entity}{rest}".encode()

    with pytest.raises(TemplateError, match="DOCTYPE"):
        filled(zipped(parts))


def test_a_template_without_our_styles_gets_those_that_the_text_needs() -> None:
    parts = unzipped(our_template("vi"))
    parts["word/styles.xml"] = parts["word/styles.xml"].decode().replace("BTCell", "Other").encode()
    made = render_papers(
        small_run(), ("dispatch",), languages=("vi",), formats=("docx",),
        edition=Edition(template=zipped(parts)),
    )  # fmt: skip

    styles = unzipped(made["dispatch.vi.docx"])["word/styles.xml"].decode()
    assert 'w:styleId="BTCell"' in styles
    assert 'w:styleId="Other"' in styles
