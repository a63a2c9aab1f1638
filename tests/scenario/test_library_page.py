"""The page of fragility curves says what the file says, with every source."""

from __future__ import annotations

from pathlib import Path

from planner.cli.explain import explained
from planner.scenario.library_page import library_lines, library_page
from planner.scenario.reading import bundled_fragility

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_fragility_is_made_from_the_library() -> None:
    assert (ROOT / "docs" / "fragility.md").read_text("utf-8") == library_page(), (
        "write it again: python -c 'from planner.scenario.library_page import library_page; "
        'open("docs/fragility.md", "w").write(library_page())\''
    )


def test_every_curve_stands_on_the_page_with_its_source_in_both_languages() -> None:
    library = bundled_fragility()
    entries = len(library.gusts) + 2 + len(library.generators)

    for language in ("vi", "en"):
        lines = library_lines(language)
        assert len(lines) == entries
        assert all(line.endswith("]") for line in lines)


def test_explain_lists_the_library() -> None:
    assert "Miyamoto (2019)" in explained("fragility")
