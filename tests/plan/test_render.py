"""The plan as files: what every page says, what hostile names cannot do, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import UndefinedError
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types

from planner.foundation.diagnostics import Place
from planner.foundation.errors import UsageError
from planner.foundation.text import LANGUAGES, Language, Text
from planner.inventory.province import SetAside
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.writing import write_paper
from planner.plan.render import render_plan
from planner.plan.templating import in_markdown
from tests.plan.runs import small_run, small_verdicts
from tests.plan.worlds import small_province

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "[bấm](javascript:alert(1))",
    "a|b `c` **d** _e_ ~~f~~ &lt;g&gt; $h$",
    "tên\u202e đảo\u200b \x1b[31m",
    "# đầu mục",
    "1. mục",
)


def page(run: Any = None, *, day: date | None = None) -> str:
    files = render_plan(run or small_run(), languages=("vi",), formats=("html",), date=day)
    return files["plan.vi.html"].decode()


def markdown(run: Any = None, language: Language = "vi", day: date | None = None) -> str:
    files = render_plan(run or small_run(), languages=(language,), formats=("md",), date=day)
    return files[f"plan.{language}.md"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_plan_of_the_small_province_is_the_golden_one(language: Language) -> None:
    told = without_stamp(markdown(language=language))
    path = GOLDEN / f"small-plan.{language}.md"
    if os.environ.get("PLANNER_RENEW_GOLDEN") == "1":
        path.write_text(told, encoding="utf-8")

    assert told == path.read_text("utf-8")


def without_stamp(text: str) -> str:
    """The stamp holds the version of the tool and digests; the words before it are golden."""
    return re.sub(r"<!-- batram:1:\S+ -->", "<!-- -->", text)


def test_a_plan_is_a_file_per_language_and_form_and_a_map_for_the_markdown() -> None:
    assert sorted(render_plan(small_run())) == [
        "map.en.svg", "map.vi.svg", "plan.en.docx", "plan.en.html", "plan.en.md", "plan.en.pdf",
        "plan.vi.docx", "plan.vi.html", "plan.vi.md", "plan.vi.pdf",
    ]  # fmt: skip
    assert list(render_plan(small_run(), languages=("en",), formats=("html",))) == ["plan.en.html"]


def test_a_form_that_does_not_exist_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="no language, form or kind of document `odt`"):
        render_plan(small_run(), formats=("odt",))  # type: ignore[arg-type]


def test_the_english_plan_says_that_it_is_an_unofficial_translation() -> None:
    files = render_plan(small_run(), formats=("html", "md"))

    assert b"Unofficial English translation" in files["plan.en.html"]
    assert b"*Unofficial English translation*" in files["plan.en.md"]
    assert b"Unofficial" not in files["plan.vi.html"]


@pytest.mark.parametrize("name", ["plan.vi.html", "plan.en.html", "plan.vi.md", "plan.en.md"])
def test_every_verdict_stands_in_every_form(name: str) -> None:
    run = small_run()
    text = render_plan(run, formats=("html", "md"))[name].decode()

    for verdict in run.verdicts:
        assert verdict.unit_name.vi in text
    assert text.count("CT-02") > 2


def test_the_page_asks_nothing_of_any_other_file_or_machine() -> None:
    tree = lxml_html.fromstring(page())

    assert tree.xpath("//script | //link | //iframe | //object | //img | //form") == []
    assert [link for link in tree.xpath("//a/@href") if not link.startswith("#")] == []
    assert tree.xpath("//@style") == []
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", page())


def test_the_pages_policy_lets_through_its_own_style_and_nothing_else() -> None:
    text = page()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None

    digest = b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text


def test_ids_are_unique_and_every_link_of_the_page_leads_somewhere() -> None:
    tree = lxml_html.fromstring(page())
    ids = tree.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page())) <= set(ids)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_text_and_nothing_more_on_the_page(hostile: str) -> None:
    verdicts = tuple(
        replace(verdict, unit_name=Text(hostile, hostile)) for verdict in small_verdicts()
    )

    text = page(small_run(small_province(name=hostile[:20]), verdicts))

    tree = lxml_html.fromstring(text)
    assert tree.xpath("//script | //img | //*[@onerror]") == []
    assert not re.search("[\u202e\u200b\x1b]", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_text_and_nothing_more_in_markdown(hostile: str) -> None:
    verdicts = tuple(
        replace(verdict, unit_name=Text(hostile, hostile)) for verdict in small_verdicts()
    )

    text = markdown(small_run(None, verdicts))

    assert not re.search("[\u202e\u200b\x1b]", text)
    assert not re.search(r"(?<!\\)<(?!br)[a-z/]", text)
    assert "](javascript" not in text.replace(r"\](javascript", "")
    plain = markdown()
    assert bars_by_line(text) == bars_by_line(plain)


def bars_by_line(text: str) -> list[int]:
    """The columns of each table line; an escaped bar makes none."""
    return [
        len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")
    ]


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("# đầu", r"\# đầu"),
        ("- mục", r"\- mục"),
        ("1. mục", r"1\. mục"),
        ("1.320.324", "1.320.324"),
        ("52 m/s > 45 m/s", "52 m/s > 45 m/s"),
        ("a\nb", "a b"),
        ("; ", "; "),
    ],
)
def test_the_start_of_a_line_begins_no_heading_and_no_list(value: str, safe: str) -> None:
    assert in_markdown(value) == safe


def test_made_up_data_is_announced_in_every_section_and_on_every_printed_page() -> None:
    text = page()
    tree = lxml_html.fromstring(text)
    sections = tree.xpath("//section[@id != 'ket-luan']")

    assert len(sections) > 12
    assert all(section.xpath(".//*[contains(@class, 'banner')]") for section in sections)
    assert "@bottom-right" in text
    assert "\\001ecc" in text  # the Ọ of "MINH HỌA", as CSS writes it


def test_records_set_aside_are_listed_at_the_front_and_announced_in_every_section() -> None:
    aside = SetAside("sites", "CT-09", "CT", None, Place("mau/sites.yaml", 7, 3), ("E110",))
    run = small_run(small_province(set_aside=(aside,)))

    for name, content in render_plan(run, languages=("vi",), formats=("html", "md")).items():
        if name.endswith(".svg"):
            continue
        text = content.decode()
        assert text.count("BẢN GHI CÓ LỖI ĐỂ RIÊNG") > 12
        assert "CT-09 (E110, sites.yaml:7)" in text


def test_real_data_carries_no_banner() -> None:
    real = small_province()
    header = real.header.model_copy(update={"illustrative": None})
    run = small_run(replace(real, header=header))
    run.loaded.storm = run.loaded.storm.model_copy(update={"illustrative": None})

    assert "MINH HỌA" not in page(run)


@pytest.mark.parametrize("name", ["plan.vi.html", "plan.vi.md"])
def test_the_plan_names_scenario_seed_version_and_the_hash_of_every_input(name: str) -> None:
    from planner import __version__

    text = render_plan(small_run(), formats=("html", "md"))[name].decode()

    assert "mau-yagi" in text
    assert f"Ba Trạm {__version__}" in text
    assert re.search(r"Hạt giống\D+7\b", text)
    assert all(digest * 32 in text for digest in ("ab", "cd", "ef"))


def test_a_draft_bears_no_date_and_a_plan_bears_the_one_it_is_given() -> None:
    assert "ngày …… tháng …… năm ……" in markdown()
    assert "ngày 05 tháng 02 năm 2026" in markdown(day=date(2026, 2, 5))


def test_a_missing_answer_is_an_error_and_not_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = dossier_of(small_run())
    lacking = SimpleNamespace(
        **{name: getattr(dossier.plan, name) for name in ("date", "illustrative")}
    )
    monkeypatch.setattr("planner.plan.papers.writing.head_of", lambda *_, **__: None)

    with pytest.raises(UndefinedError, match="has no attribute"):
        write_paper(replace(dossier, plan=lacking), "plan", "vi")  # type: ignore[arg-type]


def test_the_same_run_gives_the_same_bytes_whatever_the_hash_seed_and_the_folder(
    tmp_path: Path,
) -> None:
    program = (
        "import hashlib; from planner.plan.render import render_plan; "
        "from tests.plan.runs import small_run; "
        "print(*(hashlib.sha256(b).hexdigest() for b in render_plan(small_run()).values()))"
    )
    root = str(GOLDEN.parent.parent)
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, folder, zone in (("0", root, "UTC"), ("7", str(tmp_path), "America/New_York"))
    }

    assert len(seen) == 1
