"""The page in a real browser: time, choices, search, keys, print, languages, attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.chances import Sampled
from planner.plan.filters import hours
from planner.plan.page.render import render_page
from planner.plan.summary import clock_of
from planner.policy.chance import Share
from tests.plan.page.made import bundled, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
READY = "html[data-ready=yes]"


class Opened:
    """A page with everything it asked for and complained of."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.page: Page = browser.new_page(
            **{"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", **settings}
        )
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def open(self, path: Path, address: str = "") -> Page:
        """The page at an address of its own."""
        self.page.goto("about:blank")
        self.page.goto(f"{path.as_uri()}{address}")
        self.page.wait_for_selector(READY)
        return self.page


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """A fresh page that must ask for nothing and complain of nothing."""
    made = Opened(browser)
    yield made
    outside = [url for url in made.asked if not url.startswith(("file:", "about:"))]
    files = {url.split("#", 1)[0] for url in made.asked if url.startswith("file:")}
    made.page.close()
    assert outside == []
    assert len(files) <= 1
    assert made.faults == []


def rows(page: Page) -> list[str]:
    """The units of the table with their verdicts, from top to bottom."""
    return page.locator("#verdicts tbody tr:not(.second)").all_inner_texts()


def test_the_first_glance_says_how_many_units_fail_and_which(
    opened: Opened, page_file: Path
) -> None:
    page = opened.open(page_file)
    outcomes = [v.outcome for v in bundled().verdicts if v.requirement.unit == "district"]
    told = page.locator("#tally").inner_text()
    assert f"✗ {outcomes.count('fails')}" in told
    assert f"✓ {outcomes.count('holds')}" in told
    assert len(rows(page)) == len(outcomes)
    assert "không đạt" in rows(page)[0]
    assert "đạt" in rows(page)[-1]


def test_figures_of_the_table_are_those_of_the_run(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file, "#lang=en")
    clock = clock_of(bundled().loaded)
    for verdict in bundled().verdicts:
        if verdict.requirement.unit != "district":
            continue
        cells = page.locator(f'tr[data-unit="district:{verdict.unit}"]').first.inner_text()
        deciding = (
            verdict.below_optimistic if verdict.outcome == "fails" else verdict.below_pessimistic
        )
        assert verdict.unit_name.en in cells
        if deciding.first_below_h is not None:
            assert clock.show(deciding.first_below_h).en in cells
            assert hours(deciding.hours_below, "en") in cells


def test_the_slider_shows_the_count_of_its_instant(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    verdict = next(v for v in bundled().verdicts if v.unit == "van-don")
    for hour in (0, 10, 30, 71):
        page.locator("#time").fill(str(hour * 3600))
        counts = {
            max((step for step in series if step.t_h <= hour), key=lambda step: step.t_h).n
            for series in (verdict.pessimistic, verdict.optimistic)
        }
        wanted = "–".join(str(n) for n in sorted(counts)) + f"/{verdict.requirement.at_least}"
        assert page.locator('[data-now="van-don"]').inner_text() == wanted


def test_a_click_on_the_map_opens_the_sheet_of_a_district_or_site(
    opened: Opened, page_file: Path
) -> None:
    page = opened.open(page_file)
    box = page.locator("#map").bounding_box()
    assert box is not None
    spot = page.evaluate(
        "() => { const r = document.getElementById('map').getBoundingClientRect(); return [r.width, r.height]; }"
    )
    found = set()
    for x in range(40, int(spot[0]) - 40, 45):
        for y in (spot[1] * 0.45, spot[1] * 0.6):
            page.mouse.click(box["x"] + x, box["y"] + y)
            chosen = page.evaluate("() => new URLSearchParams(location.hash.slice(1)).get('show')")
            if chosen:
                found.add(chosen.split(":")[0])
                assert page.locator("#sheet h2").inner_text()
    assert "district" in found


def test_the_sheet_of_a_site_tells_its_chain_of_causes(opened: Opened, page_file: Path) -> None:
    loss = next(loss for verdict in bundled().verdicts for loss in verdict.losses)
    page = opened.open(page_file, f"#show=site:{loss.site}")
    sheet = page.locator("#sheet").inner_text()
    assert loss.site in sheet
    assert page.locator("#sheet li").count() > 0


def test_search_finds_without_diacritics_and_goes_there(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    page.locator("#q").fill("van don")
    page.locator("#q").press("Enter")
    assert page.locator("#sheet h2").inner_text() == "Vân Đồn"
    page.locator("#q").fill("khong co dau")
    assert "không tìm thấy" in page.locator("#hits").inner_text()


def test_the_language_changes_every_word(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    page.locator("#lang").select_option("en")
    assert page.evaluate("document.documentElement.lang") == "en"
    words = page.locator("#page").inner_text()
    for vietnamese in ("không đạt", "Đơn vị", "Yêu cầu", "Giả định"):
        assert vietnamese not in words
    assert "cannot be judged" in words


def test_an_address_leads_back_to_the_same_state(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    page.locator("#view").select_option(label="Lúc yên")
    page.locator("#network").select_option("worst")
    page.locator("#time").fill("36000")
    page.locator('tr[data-unit="district:van-don"] button').first.click()
    address = page.evaluate("location.hash")
    before = page.locator("#page").inner_text()
    again = opened.open(page_file, address)
    assert again.locator("#page").inner_text() == before
    # What an address says wrongly is passed over.
    opened.open(page_file, "#view=none&t=banana&show=site:nowhere&lang=xx&net=%3Cimg%3E")


def test_without_roaming_no_unit_fares_better(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    rank = {"fails": 2, "unknown": 1, "holds": 0}

    def standing() -> dict[str, int]:
        found = page.evaluate(
            "() => [...document.querySelectorAll('#verdicts tbody tr:not(.second)')]"
            ".map((row) => [row.dataset.unit, row.className.split(' ')[0]])"
        )
        return {unit: rank[outcome] for unit, outcome in found}

    on = standing()
    page.locator("#network").select_option("worst")
    off = standing()
    assert on.keys() == off.keys()
    assert all(off[unit] >= on[unit] for unit in on)


def test_everything_can_be_reached_with_the_keys_alone(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"view", "rule", "network", "q", "lang", "map", "play", "time", "Vân Đồn"} <= reached
    page.locator('tr[data-unit="district:van-don"] button').first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#sheet h2").inner_text() == "Vân Đồn"
    page.locator("#time").focus()
    before = page.locator("#clock").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#clock").inner_text() != before


def test_play_moves_time_and_stops(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file, "#t=0")
    page.locator("#play").click()
    for _ in range(100):
        page.wait_for_timeout(50)
        if int(page.locator("#time").input_value()) > 7200:
            break
    else:
        pytest.fail("time stood still")
    page.locator("#play").click()
    held = page.locator("#clock").inner_text()
    page.wait_for_timeout(200)
    assert page.locator("#clock").inner_text() == held


def test_printed_it_shows_the_table_and_no_controls(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    page.emulate_media(media="print")
    assert not page.locator("#choices").is_visible()
    assert page.locator("#verdicts").is_visible()
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shown", ["", "district:van-don", "site:CT-001"])
def test_axe_finds_nothing_to_mend(
    opened: Opened, page_file: Path, scheme: str, shown: str
) -> None:
    page = opened.open(page_file, f"#theme={scheme}&show={shown}")
    found = axe.Axe().run(page)
    told = [
        (each["id"], node["target"], node["failureSummary"])
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
    assert told == []


def test_controls_have_names_for_those_who_do_not_see_them(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file)
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, select, input, canvas, svg[role=img]')].filter((node) =>"
        " !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.[0]?.textContent.trim()))"
        ".map((node) => node.outerHTML)"
    )
    assert nameless == []
    assert "Vân Đồn" in (page.locator("#map").get_attribute("aria-label") or "")


def test_a_hostile_name_does_nothing_in_a_browser(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "explore.html"
    path.write_bytes(render_page(hostile(tmp_path)))
    page = opened.open(path)
    assert page.locator("#page img").count() == 0
    assert "onerror" in page.locator("#verdicts").inner_text()


def test_a_packed_page_opens_as_well(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.plan.page.render.MOST_PLAIN_BYTES", 100)
    path = tmp_path / "explore.html"
    path.write_bytes(render_page(bundled()))
    page = opened.open(path)
    assert len(rows(page)) == 13


def test_duties_posts_and_cables_can_be_looked_at(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file, "#lang=en&rule=command-continuity")
    outcomes = [v.outcome for v in bundled().duties if v.requirement.id == "command-continuity"]
    assert f"✗ {outcomes.count('fails')}" in page.locator("#tally").inner_text()
    assert page.locator("#network").is_disabled()
    # Without the actions only the stations are judged: that situation says so and cannot be chosen.
    bare = page.locator("#view option", has_text="without the actions")
    assert "not judged" in bare.inner_text()
    assert bare.is_disabled()
    page.locator("#q").fill("CP-HL")
    page.keyboard.press("Enter")
    post = bundled().loaded.province.command_posts["CP-HL"]
    assert page.locator("#sheet h2").inner_text() == "CP-HL"
    assert post.name.en is not None
    assert post.name.en in page.locator("#sheet header").inner_text()
    assert page.locator("#sheet details[open] li").count() > 2
    again = opened.open(page_file, page.evaluate("location.hash"))
    assert again.locator("#sheet h2").inner_text() == "CP-HL"
    cable = next(iter(bundled().loaded.province.segments))
    page.locator("#q").fill(cable)
    page.keyboard.press("Enter")
    assert page.locator("#sheet h2").inner_text() == cable
    assert "stands" in page.locator("#sheet").inner_text()
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_sheet_of_every_district_is_made_of_words_and_names_the_stations_to_survey(
    opened: Opened, page_file: Path
) -> None:
    page = opened.open(page_file, "#lang=en")
    waiting = {v.unit_name.en: {item.site for item in v.survey} for v in bundled().verdicts if v.survey}
    for name in page.locator("table button.link").all_inner_texts():
        page.locator("table button.link", has_text=name).first.click()
        said = page.locator("#sheet").inner_text()
        assert "[object" not in said
        assert page.locator("#sheet details.story").count() > 0
        asked = page.locator("#sheet section", has=page.locator("h3", has_text="To survey")).all_inner_texts()
        assert all(site in " ".join(asked) for site in waiting.get(name, ()))


def test_a_count_of_several_units_is_in_the_plural(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file, "#lang=en")
    outcomes = [v.outcome for v in bundled().verdicts if v.requirement.id == "three-stations"]

    assert outcomes.count("fails") > 1
    assert f"✗ {outcomes.count('fails')} fail\n" in page.locator("#tally").inner_text() + "\n"


def test_on_a_telephone_the_verdicts_stand_below_the_title_and_not_beside_it(opened: Opened, page_file: Path) -> None:
    page = opened.open(page_file, "#lang=en")
    page.set_viewport_size({"width": 390, "height": 844})
    title, answer = (page.locator(each).bounding_box() for each in ("h1", "#answer"))

    assert title is not None
    assert answer is not None
    assert answer["y"] >= title["y"] + title["height"]
    assert answer["width"] > 300


def test_the_situation_of_chances_colours_by_chance(opened: Opened, tmp_path: Path) -> None:
    share = Share(0.955, 0.95, 0.96, 1000, 955)
    keys = [(v.requirement.id, v.unit) for v in bundled().verdicts if v.unit == "co-to"]
    sampled = Sampled("x", 1000, 1, 1, dict.fromkeys(keys, share))
    path = tmp_path / "chance.html"
    path.write_bytes(render_page(bundled(), sampled=sampled))
    page = opened.open(path, "#lang=en&view=chance")
    assert "1 90 % or more" in page.locator("#tally").inner_text()
    assert "95.5 % (95 %–96 %)" in page.locator('tr[data-unit="district:co-to"]').first.inner_text()
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
