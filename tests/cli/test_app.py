from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from planner.cli.app import MODULES
from planner.cli.click_words import ENGLISH, VIETNAMESE
from planner.cli.words import COMMANDS, language_in
from tests.cli.running import planner_says

HEAVY = {"numpy", "networkx", "shapely", "pyproj", "pydantic", "jinja2", "rich", "yaml"}
VIETNAMESE_LETTERS = re.compile(
    "[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]"
)
CLICKS_OWN = ("Usage", "Options", "Commands", "Show this", "Try ", "Error", "Missing", "default:")


def loaded_by(*arguments: str) -> set[str]:
    script = (
        "import json, sys\n"
        "from planner.cli.app import run\n"
        "run(sys.argv[1:])\n"
        "sys.stderr.write(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["chek"], []])
def test_help_loads_nothing_that_computes(arguments: list[str]) -> None:
    assert loaded_by(*arguments) & HEAVY == set()


def test_validate_loads_no_networks() -> None:
    """Nothing is simulated, and loading NetworkX takes a fifth of a second."""
    scenario = Path(__file__).parents[2] / "scenarios" / "quang-ninh" / "yagi.yaml"

    loaded = loaded_by("validate", str(scenario))

    assert "networkx" not in loaded
    assert "yaml" in loaded


def test_help_is_vietnamese_unless_asked_otherwise() -> None:
    said = planner_says("--help")

    assert said.code == 0
    assert said.out.startswith("Cách dùng: planner [TUỲ CHỌN] LỆNH")
    assert not [words for words in CLICKS_OWN if words in said.out]
    assert "ngôn ngữ" in said.out
    assert "hiện trợ giúp này rồi thoát" in said.out


def test_help_in_english_has_no_vietnamese_but_names() -> None:
    said = planner_says("--help", "--lang", "en")

    text = said.out.replace("Ba Trạm", "").replace("Cô Tô", "")
    assert said.out.startswith("Usage: planner [OPTIONS] COMMAND")
    assert VIETNAMESE_LETTERS.search(text) is None


def test_help_asked_twice_in_two_languages_is_right_both_times() -> None:
    first, second = planner_says("doctor", "--help"), planner_says("doctor", "--help", "--lang=en")

    assert "hiện trợ giúp này" in first.out
    assert "show this message" in second.out
    assert VIETNAMESE_LETTERS.search(second.out) is None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_has_a_line_in_both_languages(name: str) -> None:
    words = COMMANDS[name]

    assert f"  {name} " in planner_says("--help").out
    assert words.vi != words.en
    assert VIETNAMESE_LETTERS.search(words.vi)
    assert VIETNAMESE_LETTERS.search(words.en) is None


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_has_its_help_in_both_languages(name: str, language: str) -> None:
    said = planner_says(name, "--help", "--lang", language)

    assert said.code == 0, said.err
    assert said.out.startswith("Cách dùng" if language == "vi" else "Usage")
    assert f"planner {name}" in said.out
    if language == "vi":
        assert not [words for words in CLICKS_OWN if words in said.out]


WRONG = {
    ("chek",): "không có lệnh “chek”; có phải 'check'?",
    ("zzz",): "không có lệnh “zzz”",
    ("--langg", "en"): "không có tuỳ chọn “--langg”; có phải '--lang'?",
    ("--lang", "fr", "doctor"): "giá trị không hợp lệ cho '--lang': “fr” không thuộc: 'vi', 'en'",
    ("doctor", "--lang", "fr"): "giá trị không hợp lệ cho '--lang': “fr” không thuộc: 'vi', 'en'",
    ("doctor", "--lang"): "tuỳ chọn “--lang” cần một giá trị",
    ("doctor", "now"): "thừa tham số (now)",
    ("doctor", "--help=1"): "tuỳ chọn “--help” không nhận giá trị",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_said_in_vietnamese_and_exits_2(arguments: tuple[str, ...]) -> None:
    said = planner_says(*arguments)

    assert said.code == 2
    assert said.err.splitlines()[-1] == f"lỗi: {WRONG[arguments]}"
    assert said.err.startswith("Cách dùng: planner")
    assert said.out == ""
    assert not [words for words in CLICKS_OWN if words in said.err]


@pytest.mark.parametrize("arguments", [wrong for wrong in WRONG if "--lang" not in wrong])
def test_wrong_use_is_said_in_english_when_asked(arguments: tuple[str, ...]) -> None:
    said = planner_says("--lang", "en", *arguments)

    assert said.code == 2
    assert said.err.splitlines()[-1].startswith("error: ")
    assert VIETNAMESE_LETTERS.search(said.err) is None


def test_no_command_at_all_shows_the_help_and_is_wrong_use() -> None:
    said = planner_says()

    assert said.code == 2
    assert said.err.startswith("Cách dùng: planner")
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "environment", "asked"),
    [
        ([], {}, None),
        (["check", "--lang", "en"], {}, "en"),
        (["--lang", "en", "check"], {"PLANNER_LANG": "vi"}, "en"),
        (["check", "--lang=vi"], {"PLANNER_LANG": "en"}, "vi"),
        (["check"], {"PLANNER_LANG": "en_US.UTF-8"}, "en"),
        (["check", "--lang", "fr"], {}, None),
        (["check", "--", "--lang", "en"], {}, None),
        (["check", "--lang"], {}, None),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(
    arguments: list[str], environment: dict[str, str], asked: str | None
) -> None:
    assert language_in(arguments, environment) == asked


def test_planner_lang_of_another_language_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLANNER_LANG", "fr")

    said = planner_says("doctor")

    assert said.code == 2
    assert said.err == "lỗi: PLANNER_LANG là “fr”; chỉ có vi và en\n"


@pytest.mark.parametrize("message", [*VIETNAMESE, *ENGLISH])
def test_every_sentence_we_translate_is_one_that_click_says(message: str) -> None:
    source = "".join(
        path.read_text("utf-8") for path in sorted(Path(click.__file__).parent.glob("*.py"))
    )

    assert message.replace("\n", "\\n").replace("\t", "\\t") in source


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"planner \d+\.\d+\.\d+\n", planner_says("--version").out)
