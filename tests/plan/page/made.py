"""Runs and pages that several tests look at, made once."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.foundation.resources import scenarios_folder
from planner.plan.page.data import page_data
from planner.plan.page.render import render_page
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.scenario.run import Run

HOSTILE = "</script><img src=x onerror=alert(1)> & “Đảo” 🌀 {{7*7}}"


@cache
def tutorial() -> Run:
    """The tutorial province in its storm."""
    return run_scenario(load_scenario(str(scenarios_folder() / "tutorial/storm.yaml")))


@cache
def tutorial_duties() -> Run:
    """The tutorial province with posts and channels that a duty speaks of."""
    return run_scenario(load_scenario(str(scenarios_folder() / "tutorial/duties.yaml")))


@cache
def bundled() -> Run:
    """The first bundled province under Yagi."""
    return run_scenario(load_scenario(str(scenarios_folder() / "quang-ninh/yagi.yaml")))


def hostile(folder: Path) -> Run:
    """The tutorial with a district whose name is an attack on the page."""
    for part in ("tutorial", "policies", "defaults", "storms"):
        shutil.copytree(scenarios_folder() / part, folder / part)
    province = folder / "tutorial/province.yaml"
    text = province.read_text("utf-8")
    first = re.search(r"^districts:\n(?:.*\n)*?\s+name: (.+)$", text, re.MULTILINE)
    assert first is not None, "the tutorial's first district has a name on one line"
    named = text.replace(first.group(1), "{vi: '" + HOSTILE.replace("'", "") + "'}", 1)
    province.write_text(named, "utf-8")
    return run_scenario(load_scenario(str(folder / "tutorial/storm.yaml")))


@cache
def data_of(run: Callable[[], Run], *, public: bool = False) -> dict[str, Any]:
    """The data of its page, made once: nobody may change them."""
    return page_data(run(), public=public)


@cache
def page_of_bundled() -> bytes:
    """Its page."""
    return render_page(bundled())


def data_in(page: bytes) -> dict[str, Any]:
    """The data as they stand in a page, packed or not."""
    found = re.search(
        r'<script type="application/json" id="(data|packed)">(.*?)</script>', page.decode(), re.DOTALL
    )
    assert found is not None
    held = found.group(2)
    text = held if found.group(1) == "data" else zlib.decompress(base64.b64decode(held)).decode()
    data: dict[str, Any] = json.loads(text)
    return data
