"""What the browser shows of districts, communes, sites and posts is the run's JSON, in every situation and language."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.text import LANGUAGES
from planner.plan.filters import clean, hours, number
from planner.plan.page.words import WORDS
from planner.plan.summary import clock_of
from planner.plan.units import UnitSheets
from tests.plan.page.test_every_figure import checked, data, page, views
from tests.plan.papers import made
from tests.plan.papers.shown import Shown, ranged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from planner.foundation.text import Language

pytestmark = pytest.mark.slow
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
READY = "html[data-ready=yes]"


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Path]]:
    """One page of the browser, and the file that it looks at."""
    path = tmp_path_factory.mktemp("shown") / "explore.html"
    path.write_bytes(page())
    tab = browser.new_page(viewport={"width": 1366, "height": 768})
    yield tab, path
    tab.close()


def at(opened: tuple[Page, Path], language: Language, **state: str) -> Page:
    """The page in a state that its address tells."""
    tab, path = opened
    told = "&".join(f"{key}={value}" for key, value in {"lang": language, **state}.items())
    tab.goto("about:blank")
    tab.goto(f"{path.as_uri()}#{told}")
    tab.wait_for_selector(READY)
    return tab


def said(place: Locator) -> str:
    """What stands there, with plain blanks."""
    return " ".join(clean(place.inner_text()).split())


def hardened(row: dict[str, Any], language: Language) -> str:
    """How many stations count, and how many are needed, in the page's words."""
    n = ranged(row["hardened_sure"], row["hardened_maybe"])
    return WORDS["hardened-count"].in_(language).format(n=n, need=row["at_least"])


@in_both_languages
def test_the_table_shows_every_district_in_every_situation(opened: tuple[Page, Path], language: Language) -> None:
    for view in views():
        run = view.run
        sheets = UnitSheets(run.loaded.province, clock_of(run.loaded), run.loaded.scenario.horizon_h)
        tab = at(opened, language, view=view.id)
        compared = 0
        for verdict in run.verdicts:
            if verdict.requirement.id != run.loaded.requirements[0].id:
                continue
            row = sheets.row(verdict)
            cells = [said(c) for c in tab.locator(f'tr[data-unit="district:{verdict.unit}"]').first.locator("td").all()]
            first = row.first_below_h
            assert cells[0].endswith(f"/{row.at_least}")
            assert cells[2] == ranged(row.least, row.least_best)
            assert cells[3] == ("–" if first is None else clean(sheets.clock.show(first).in_(language)))
            assert cells[4] == (clean(hours(row.hours_below, language)) if row.hours_below else "–")
            compared += 1
        assert compared == 15


@in_both_languages
def test_the_situation_of_chances_shows_what_the_ensemble_counted(
    opened: tuple[Page, Path], language: Language
) -> None:
    s = Shown(language, made.told(), made.ensemble())
    tab = at(opened, language, view="chance")

    for row in s.figures["plan"]["main"]["rows"]:
        shown = said(tab.locator(f'[data-now="{row["unit"]}"]').first)
        assert shown == clean(s.chance(row["requirement"], row["unit"]) or "–")


@in_both_languages
@pytest.mark.parametrize("unit", ["hai-an", "thuy-nguyen", "bach-long-vi"])
def test_the_sheet_of_a_district_shows_its_figures(
    opened: tuple[Page, Path], language: Language, unit: str
) -> None:
    s = Shown(language, made.told(), made.ensemble())
    sheet = next(each for each in s.figures["plan"]["districts"] if each["id"] == unit)
    row = next(row for _, row in sheet["verdicts"])
    verdict = next(v for v in checked(0)["verdicts"] if (v["requirement"], v["unit"]) == (row["requirement"], unit))

    told = said(at(opened, language, show=f"district:{unit}").locator("#sheet"))

    assert number(sheet["population"], language, 0) in told
    assert hardened(row, language) in told
    assert clean(row["why"][language]) in told
    assert clean(s.chance(row["requirement"], unit) or "–") in told
    strip = WORDS["strip"].in_(language)
    assert strip.format(low=row["least"], high=row["least_best"], need=row["at_least"]) in told
    for loss in verdict["losses"]:
        assert loss["site"] in told
        until = loss["until_h"]
        assert until is None or clean(s.at(until)) in told


@in_both_languages
def test_the_sheets_of_communes_show_their_verdicts(opened: tuple[Page, Path], language: Language) -> None:
    s = Shown(language, made.told())
    for card in [card for card in s.figures["cards"] if card["verdicts"]][:4]:
        told = said(at(opened, language, show=f"commune:{card['id']}").locator("#sheet"))

        assert card["population"] is None or number(card["population"], language, 0) in told
        for _, row in card["verdicts"]:
            assert clean(row["why"][language]) in told
            assert hardened(row, language) in told


@in_both_languages
def test_the_sheets_of_sites_show_when_they_are_out(opened: tuple[Page, Path], language: Language) -> None:
    run, s = made.run(), Shown(language, made.told())
    lost = sorted({loss.site for verdict in run.verdicts for loss in verdict.losses})[:4]
    horizon = run.ordeal.horizon_h
    assert len(lost) == 4

    for site in lost:
        told = said(at(opened, language, show=f"site:{site}").locator("#sheet"))
        stretches = _stretches(site)
        assert any(state for _, _, state in stretches)
        for since, until, state in stretches:
            if state:
                end = {"vi": "hết kỳ", "en": "the end"}[language] if until >= horizon else clean(s.at(str(until)))
                assert f"{clean(s.at(str(since)))} – {end}" in told


def _stretches(site: str) -> list[tuple[Fraction, Fraction, int]]:
    """(since, until, state) of one site in the first situation, hours: what the page holds, compared elsewhere."""
    flat = data()["lists"][data()["views"][0]["sites"]["all"][data()["sites"]["id"].index(site)]]
    starts = [*(Fraction(second, 3600) for second in flat[::4]), made.run().ordeal.horizon_h]
    return [(a, b, state) for a, b, state in zip(starts, starts[1:], flat[1::4], strict=False)]


@in_both_languages
def test_the_sheets_of_posts_show_each_requirement_that_speaks_of_them(
    opened: tuple[Page, Path], language: Language
) -> None:
    posts: dict[str, list[Any]] = {}
    for verdict in checked(0)["duty_verdicts"]:
        for subject in verdict["subjects"]:
            if subject["kind"] == "command-post":
                posts.setdefault(subject["subject"], []).append((verdict, subject))
    outcome = {number: data()["texts"][text] for number, text in enumerate(data()["outcomes"])}
    order = ("holds", "unknown", "fails")

    for post in sorted(posts)[:4]:
        told = said(at(opened, language, show=f"post:{post}").locator("#sheet"))
        assert told.startswith(post)
        for _, subject in posts[post]:
            shown = outcome[order.index(subject["outcome"])]
            assert (shown if isinstance(shown, str) else shown[LANGUAGES.index(language)]) in told
