"""Names in every output: what a terminal would obey is refused by the reader, what a format would obey is harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import etree  # type: ignore[import-untyped]  # ships no types
from lxml import html as lxml_html

from tests.cli.running import planner_says
from tests.reliability import yaml_trees
from tests.reliability.projects import TUTORIAL, files_below, text_of, tutorial

if TYPE_CHECKING:
    from collections.abc import Iterator

FORBIDDEN = (
    *(chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0))),
    *"\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068"
    "\u2069\ufeff\ufffe\U000e0041",
)
RAW = frozenset("\u00a0\u00ad\u200b\u200e\u202a\u202d\u202e\u2060\u2066\u2069\x8f\x9b")
"""Those that are also tried as they are, not only as an escape."""
NAMED = (
    ("tutorial/province.yaml", "{vi: Tỉnh Mẫu, en: Sample Province}"),
    ("tutorial/province.yaml", "{vi: Mạng B, en: Network B}"),
    ("tutorial/province.yaml", "{vi: Huyện Sông, en: River District}"),
    ("tutorial/province.yaml", "{vi: Xã Bãi, en: Bank Commune}"),
    ("tutorial/fiber.yaml", "{vi: Cầu Mẫu, en: Sample Bridge}"),
    ("tutorial/others.yaml", "{vi: Xe dầu, en: Fuel lorry}"),
    ("tutorial/storm.yaml", "{vi: Bão Mẫu, en: Sample Storm}"),
    (
        "tutorial/storm.yaml",
        "{vi: Tỉnh Mẫu trong Bão Mẫu, en: Sample Province in the Sample Storm}",
    ),
)
"""A name of each kind, as it stands in its file."""
OBEYED = re.compile(f"[{re.escape(''.join(FORBIDDEN))}]|\r(?!\n)")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tutorial(tmp_path / "home"))
    return tmp_path / "home"


def as_typed(character: str, number: int) -> str:
    """A name with the character in it: as an escape, or as it is where YAML itself allows that."""
    raw = number % 2 == 0 and character in RAW
    shown = character if raw else f"\\U{ord(character):08x}"
    return f'{{vi: "A{shown}B", en: "C{shown}D"}}'


@pytest.mark.parametrize("which", range(len(NAMED)))
def test_no_character_that_a_terminal_obeys_gets_through_in_a_name(which: int, home: Path) -> None:
    path, name = home / NAMED[which][0], NAMED[which][1]
    good = path.read_text("utf-8")
    assert name in good
    mine = [each for number, each in enumerate(FORBIDDEN) if number % len(NAMED) == which]

    for number, character in enumerate(mine):
        path.write_text(good.replace(name, as_typed(character, number), 1), "utf-8")
        for arguments in (["validate", "tutorial", "--format", "json"], ["check", TUTORIAL]):
            said = planner_says(*arguments)

            assert said.code == 3, (hex(ord(character)), said)
            assert f"U+{ord(character):04X}" in said.out + said.err
            assert not OBEYED.search(said.out + said.err)


def obeyed_in(name: str, text: str) -> bool:
    """Whether a written file holds a forbidden character; Word keeps a number and its unit together by U+00A0."""
    return bool(OBEYED.search(text.replace("\u00a0", " ") if name.endswith(".docx") else text))


def test_a_record_set_aside_for_a_forbidden_character_does_not_carry_it_into_any_output(
    home: Path,
) -> None:
    sites = home / "tutorial/sites.yaml"
    text = sites.read_text("utf-8")
    for id_, character in (
        ("N1", "\\u202e"), ("S1", "\\e[2J"), ("D3", "\\u200b"), ("N2", "\\u00a0"),
    ):  # fmt: skip
        text = re.sub(
            rf"(- id: {id_} .*\n)", rf'\1    name: {{vi: "x\{character}y"}}\n', text, count=1
        )
    sites.write_text(text, "utf-8")

    for arguments in everything_asked("--set-aside"):
        said = planner_says(*arguments)
        assert said.code in (0, 1, 3), said
        # A table for Excel begins with the mark of its encoding.
        assert not OBEYED.search(said.out.removeprefix("\ufeff") + said.err), arguments
    written = files_below(home / "out")
    assert len(written) > 6
    assert [n for n, text in written.items() if obeyed_in(n, text_of(n, text))] == []
    assert [n for n, text in written.items() if "x\u00a0y" in text_of(n, text)] == []


def everything_asked(*more: str) -> Iterator[list[str]]:
    """Every command that tells of the tutorial."""
    for form in ("table", "json", "csv", "md", "geojson"):
        yield ["check", TUTORIAL, "--format", form, "--all", *more]
    for form in ("table", "json"):
        yield ["why", TUTORIAL, "B1", "--format", form, *more]
        yield ["why", TUTORIAL, "SONG", "--format", form, *more]
    yield ["validate", "tutorial"]
    yield ["validate", "tutorial", "--format", "json"]
    yield ["plan", TUTORIAL, "-o", "out", *more]


TYPED = "x\x1b[31m\u202e\u200b\x9b\r\ny"
COMMAND_LINES = (
    ["check", TYPED], ["check", TUTORIAL, "--requirement", TYPED], ["check", TUTORIAL, "--format", TYPED],
    ["check", TUTORIAL, "-o", f"{TYPED}/c.txt"], ["why", TUTORIAL, TYPED], ["why", TYPED, "x"], ["plan", TYPED],
    ["plan", TUTORIAL, "--format", TYPED], ["plan", TUTORIAL, "-o", TYPED, "--format", "md", "--lang", "vi"],
    ["plan", TUTORIAL, "--date", TYPED], ["validate", TYPED], ["explain", TYPED], ["init", TYPED],
    ["init", f"{TYPED}/tinh"], ["schema", TYPED], ["schema", "--editor", TYPED], [TYPED], ["--" + TYPED],
    ["check", "--" + TYPED], ["demo", TYPED], ["doctor", TYPED], ["check", TUTORIAL, "--lang", TYPED],
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(COMMAND_LINES)))
def test_what_is_typed_gives_the_terminal_no_orders_either(number: int, home: Path) -> None:
    del home
    said = planner_says(*COMMAND_LINES[number])

    assert said.code in (0, 1, 2, 4), said
    assert not OBEYED.search(said.out + said.err), repr(said)


def test_the_names_of_files_give_no_orders(home: Path) -> None:
    (home / f"tutorial/{TYPED.replace('/', '')}.yaml").write_text("sites: [{id: x}]\n", "utf-8")

    for arguments in (["validate", "tutorial"], ["validate", "tutorial", "--format", "json"],
                      ["check", TUTORIAL], ["check", TUTORIAL, "--set-aside"]):  # fmt: skip
        said = planner_says(*arguments)
        assert said.code in (1, 3)
        assert not OBEYED.search(said.out + said.err), repr(said)


MARKUP = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[bấm](javascript:alert(1))", "a|b|c",
    "`rm -rf ~`", "**đậm** _nghiêng_ ~~x~~", "# đầu mục", "- mục", "1. mục", "=HYPERLINK(\"http://x\")", "+84=1",
    "@SUM(A1)", "{{ 7*7 }}{% raw %}", "${HOME} $(id) %n %s {0}", "a\\u003cb \\x1b", "&lt;b&gt; &amp;", "'\" ;--",
    "]]><!--", "--help", "[/red][bold]x", "javascript:alert(1)", "🌀 bão", "x" * 290,
    "\"; DROP TABLE", "<svg/onload=alert(1)>",
)  # fmt: skip
FREE_TEXT = {"remark", "reporter", "document", "illustrative"}


def renamed(path: Path, first: int) -> list[str]:
    """Give every name and free text of a file a hostile one; which were given, in order."""
    root = yaml_trees.read(path)
    given: list[str] = []
    for group in yaml_trees.nodes_in(root):
        if not isinstance(group, yaml.MappingNode):
            continue
        for key, value in group.value:
            named = key.value in ("vi", "en") or key.value in FREE_TEXT
            if named and isinstance(value, yaml.ScalarNode):
                value.value, value.style = MARKUP[(first + len(given)) % len(MARKUP)], '"'
                given.append(value.value)
    yaml_trees.write(path, root)
    return given


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every output of a tutorial in which every name and free text is markup of some kind."""
    home = tutorial(tmp_path_factory.mktemp("marked"))
    given: list[str] = []
    for path in sorted(home.rglob("*.yaml")):
        given += renamed(path, len(given))
    assert set(given) == set(MARKUP)
    told = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        for arguments in everything_asked():
            for language in ("vi", "en"):
                patch.setenv("PLANNER_LANG", language)
                said = planner_says(*arguments)
                assert said.code in (0, 1), said.err
                name = f"{' '.join(arguments)} {language}"
                told[name] = said.out
                told[f"{name} err"] = said.err
    for name, content in files_below(home / "out").items():
        told[name] = text_of(name, content)
    return told


def those(marked: dict[str, str], part: str) -> dict[str, str]:
    found = {n: text for n, text in marked.items() if part in n and not n.endswith(" err")}
    assert found
    return found


def test_markup_in_names_is_text_on_every_page(marked: dict[str, str]) -> None:
    for name, page in those(marked, ".html").items():
        tree = lxml_html.fromstring(page)

        scripts = tree.xpath("//script")
        if name.endswith("explore.html"):
            # The page's own two: its data, in which nothing may open a tag, and its program.
            data, program = scripts
            assert data.get("type") == "application/json", name
            assert "<" not in data.text, name
            assert "alert(1)" in json.dumps(json.loads(data.text)), name
            assert "alert(1)" not in program.text, name
        else:
            assert scripts == [], name
        assert tree.xpath("//img | //iframe | //a[starts-with(@href, 'java')]") == [], name
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == [], name
        assert "alert(1)" in tree.text_content(), "the names are not there at all"
        assert "49" not in re.findall(r"\{\{.*?\}\}|7\*7|49(?=\{%)", page), name


def test_markup_in_names_is_text_in_every_map(marked: dict[str, str]) -> None:
    for name, picture in those(marked, ".svg").items():
        tree = etree.fromstring(picture.encode())

        tags = {etree.QName(each).localname for each in tree.iter() if isinstance(each.tag, str)}
        assert not tags & {"script", "image", "foreignObject", "a", "iframe", "img"}, name
        assert not any(key.startswith("on") for each in tree.iter() for key in each.attrib), name


OWN_NOTE = re.compile(r"^<!-- batram:1:[-\w=]* -->$", re.MULTILINE)
"""What the plan was made from, in a line of its own, without a name in it."""


def test_markup_in_names_is_text_in_markdown(marked: dict[str, str]) -> None:
    for name, text in {**those(marked, ".md"), **those(marked, "--format md")}.items():
        text = OWN_NOTE.sub("", text)
        assert not re.search(r"(?<!\\)<(?!br)[a-zA-Z/!]", text), name
        assert not re.search(r"(?<!\\)\]\(java", text), name
        tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
        assert tables, name
        for table in tables:
            assert len({bars(line) for line in table.splitlines()}) == 1, (name, table)


def bars(line: str) -> int:
    """The columns of a line of a table; an escaped bar makes none."""
    return len(re.findall(r"(?<!\\)\|", line))


def test_names_in_csv_are_no_formulas_and_keep_their_cells(marked: dict[str, str]) -> None:
    for name, text in those(marked, "--format csv").items():
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

        assert len({len(row) for row in rows}) == 1, name
        cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.,]+", cell)]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], name
        assert any(cell.startswith("'=HYPERLINK") for cell in cells) or "=HYPERLINK" not in text


def test_names_in_json_are_the_names_that_were_written(marked: dict[str, str]) -> None:
    found: set[str] = set()
    for text in (*those(marked, "json").values(),):
        found |= set(strings_in(json.loads(text)))

    assert len(found & {unicodedata.normalize("NFC", each) for each in MARKUP}) > 5


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def test_names_on_the_terminal_are_printed_as_they_are_in_lines_of_their_own(
    marked: dict[str, str],
) -> None:
    for name, text in {n: t for n, t in marked.items() if "table" in n}.items():
        assert not OBEYED.search(text), name
        assert "49{%" not in text, name


def test_the_next_command_can_be_copied_whatever_the_name(marked: dict[str, str]) -> None:
    for name, text in those(marked, "check tutorial/storm.yaml --format table").items():
        [line] = [line for line in text.splitlines() if "planner why " in line]
        words = shlex.split(line[line.index("planner why ") :])

        assert words[:3] == ["planner", "why", TUTORIAL], name
        assert len(words) == 4, name
