"""The page to explore of a large province, in a real browser without a GPU: `python -m benchmarks.page SCENARIO`.

Prints one JSON object: bytes, sites, views, chains, seconds to the first whole picture, frames per second while time
runs, requests beyond the page itself, complaints of the browser. `{}` where there is no Chromium or Playwright.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # the figures need it, the product does not
    sync_playwright = None

from planner.plan.page.data import counts, page_data
from planner.plan.page.render import render_page
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

MOST_BYTES = 2_000_000
MOST_FIRST_S = 1.0
FEWEST_FRAMES = 30.0
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FRAMES = """() => new Promise((done) => {
  const begun = performance.now(); let frames = 0;
  const tick = (now) => {
    frames += 1;
    if (now - begun > 4000) done(frames * 1000 / (now - begun)); else requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""


def main(scenario: str) -> int:
    """Make the page, open it, let time run."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None or sync_playwright is None:
        print("{}")
        return 0
    run = run_scenario(load_scenario(scenario))
    page = render_page(run)
    told: dict[str, Any] = {"bytes": len(page), **counts(page_data(run))}
    with tempfile.TemporaryDirectory(prefix="batram-bench-") as folder, sync_playwright() as started:
        path = Path(folder, "explore.html")
        path.write_bytes(page)
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        told.update(_best([_seen(browser, path) for _ in range(3)]))
        browser.close()
    print(json.dumps(told))
    return 0


def _seen(browser: Any, path: Path) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{path.as_uri()}#t=0")
    page.wait_for_selector("html[data-ready=yes]")
    first_s = page.evaluate("performance.now()") / 1000
    page.locator("#play").click()
    frames = page.evaluate(_FRAMES)
    page.close()
    outside = [url for url in asked if not re.match(r"file:.*explore\.html", url)]
    return {"first_s": first_s, "frames_per_s": frames, "requests": len(outside), "faults": len(faults)}


def _best(seen: list[dict[str, float]]) -> dict[str, float]:
    """The quickest of several, since the machine does other things as well; every request and fault counts."""
    return {
        "first_s": min(each["first_s"] for each in seen),
        "frames_per_s": max(each["frames_per_s"] for each in seen),
        "requests": sum(each["requests"] for each in seen),
        "faults": sum(each["faults"] for each in seen),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
