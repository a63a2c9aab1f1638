"""What the page holds is what the run says: every verdict, every instant, every cause."""

from __future__ import annotations

import base64
import json
import re
import zlib
from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.intervals import holds_at, union
from planner.plan.chances import Sampled
from planner.plan.page import render
from planner.plan.page.data import page_data
from planner.plan.page.packing import OUTCOMES, SECONDS_PER_HOUR, seconds
from planner.plan.page.render import in_script, render_page
from planner.plan.page.timelines import OPEN, OUT, SERVES
from planner.plan.summary import at_rest_of
from planner.policy.chance import Share
from planner.scenario.run import run_scenario
from tests.plan.page.made import (
    HOSTILE,
    bundled,
    data_in,
    data_of,
    hostile,
    page_of_bundled,
    tutorial,
)

if TYPE_CHECKING:
    from pathlib import Path

    from planner.scenario.run import Run


def at(flat: list[int], width: int, second: int) -> list[int]:
    """The stretch that holds at a second, found the slow way."""
    starts = flat[::width]
    place = bisect_right(starts, second) - 1
    return flat[place * width : (place + 1) * width]


def said(data: dict[str, Any], number: int, language: int = 0) -> str:
    text = data["texts"][number]
    return text if isinstance(text, str) else text[language]


def view(data: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(each for each in data["views"] if each["id"] == id_)


def test_the_page_says_of_each_unit_which_one_loss_is_enough_and_the_public_one_does_not() -> None:
    made = tutorial()

    data = page_data(made)

    told = {tuple(row[:2]): said(data, row[2], 1) for row in data["weak"]}
    assert told["three-stations", "SONG"].startswith("one loss is enough: ")
    assert page_data(made, public=True)["weak"] == []


@pytest.mark.parametrize("run", [tutorial, bundled], ids=["tutorial", "quang-ninh"])
def test_every_verdict_of_the_page_is_the_runs(run: Any) -> None:
    made: Run = run()
    data = data_of(run)
    answers = view(data, "storm")["answers"]
    told = {
        (data["requirements"][number]["id"], each["unit"]): each
        for number, units in enumerate(answers)
        for each in units
    }
    assert len(told) == len(made.verdicts) + len(made.duties)
    for verdict in made.verdicts:
        each = told[verdict.requirement.id, verdict.unit]
        assert each["outcome"] == OUTCOMES[verdict.outcome]
        assert each["rest"] == OUTCOMES[verdict.at_rest]
        assert each["least"] == [
            verdict.below_pessimistic.minimum,
            verdict.below_optimistic.minimum,
        ]
        assert tuple(each["hardened"]) == verdict.hardened_count
        for side, series in ((0, verdict.pessimistic), (1, verdict.optimistic)):
            flat = data["lists"][each["series"][side]]
            for step in series:
                assert at(flat, 2, seconds(step.t_h))[1] == step.n
        assert len(each["losses"]) == len(verdict.losses)


@pytest.mark.parametrize("run", [tutorial, bundled], ids=["tutorial", "quang-ninh"])
def test_every_site_has_at_every_whole_hour_the_state_that_the_run_gives_it(run: Any) -> None:
    made: Run = run()
    data = data_of(run)
    lists = view(data, "storm")["sites"]["all"]
    for number, site in enumerate(made.loaded.province.sites):
        flat = data["lists"][lists[number]]
        services = [
            union(*side.in_service[site].values()) for side in (made.pessimistic, made.optimistic)
        ]
        for hour in range(int(made.ordeal.horizon_h)):
            sure, maybe = (holds_at(service, Fraction(hour)) for service in services)
            wanted = SERVES if sure else OPEN if maybe else OUT
            assert at(flat, 4, hour * SECONDS_PER_HOUR)[1] == wanted, (site, hour)


def test_an_outage_carries_the_chain_of_its_own_site() -> None:
    data = data_of(tutorial)
    sites = view(data, "storm")["sites"]["all"]
    told = 0
    for number, id_ in enumerate(data["sites"]["id"]):
        flat = data["lists"][sites[number]]
        for start in range(0, len(flat), 4):
            if flat[start + 1] != SERVES:
                lines = data["chains"][flat[start + 3]]
                assert said(data, lines[0]).startswith(id_)
                told += 1
            else:
                assert flat[start + 3] == -1
    assert told > 3


def test_the_view_at_rest_is_the_run_with_nothing_happening() -> None:
    made = tutorial()
    data = data_of(tutorial)
    rest = run_scenario(at_rest_of(made.loaded))
    told = [each["outcome"] for units in view(data, "rest")["answers"] for each in units]
    judged = [verdict.outcome for verdict in rest.verdicts]
    judged += [verdict.outcome for verdict in rest.duties]
    assert told == [OUTCOMES[outcome] for outcome in judged]
    stations = len(rest.verdicts)
    assert told[:stations] == [OUTCOMES[verdict.at_rest] for verdict in made.verdicts]


def test_without_the_actions_the_verdicts_are_those_of_the_scenario_without_them() -> None:
    made = bundled()
    assert made.loaded.scenario.actions, "the bundled scenario has actions to leave out"
    data = data_of(bundled)
    bare = {
        (n, a["unit"]): a for n, units in enumerate(view(data, "bare")["answers"]) for a in units
    }
    full = {
        (n, a["unit"]): a for n, units in enumerate(view(data, "storm")["answers"]) for a in units
    }
    stations = len(made.loaded.requirements)
    assert bare.keys() == {key for key in full if key[0] < stations}
    assert any(bare[key]["series"] != full[key]["series"] for key in bare)


def test_the_public_page_rounds_positions_and_shows_no_cable() -> None:
    data = data_of(bundled, public=True)
    assert data["spans"] == []
    assert all(each["spans"] == [] for each in data["views"])
    assert all(value % 1000 == 0 for value in data["sites"]["xy"])
    assert any(value % 1000 for value in data_of(bundled)["sites"]["xy"])


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render_page(tutorial()) == render_page(tutorial())


def test_a_page_asks_for_nothing_outside_itself() -> None:
    frame, _, rest = page_of_bundled().decode().partition('<script type="application/json"')
    script = rest.partition("</script>")[2]
    assert "default-src 'none'" in frame
    assert "unsafe" not in frame
    addresses = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"'\s>)]+)""", frame)
    assert [each for each in addresses if not each.startswith("#")] == []
    # The namespace of SVG is a name and is never asked for.
    assert re.findall(r"https?://[^\"'\s]+", frame + script) == ["http://www.w3.org/2000/svg"]
    assert not re.search(
        r"\b(?:fetch|XMLHttpRequest|import|WebSocket|eval|innerHTML)\b *\(?", script
    )


def test_data_too_large_for_plain_text_are_packed_and_come_out_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = data_in(render_page(tutorial()))
    monkeypatch.setattr(render, "MOST_PLAIN_BYTES", 100)
    packed = re.search(
        r'<script type="application/json" id="packed">(.*?)</script>',
        render_page(tutorial()).decode(),
        re.DOTALL,
    )
    assert packed is not None
    assert json.loads(zlib.decompress(base64.b64decode(packed.group(1)))) == plain


def test_a_hostile_name_stays_a_name(tmp_path: Path) -> None:
    text = render_page(hostile(tmp_path)).decode()
    assert "<img" not in text
    assert text.count("</script>") == 2
    names = [
        said(data_in(text.encode()), each["name"])
        for each in data_in(text.encode())["ground"]["districts"]
    ]
    assert any("onerror" in name and "🌀" in name for name in names), HOSTILE


def test_json_in_a_script_ends_no_element() -> None:
    assert in_script({"a": "</script><!--\u2028&"}) == (
        '{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"}'
    )


def test_what_an_ensemble_found_is_told() -> None:
    data = page_data(
        tutorial(),
        sampled=Sampled("x", 10, 1, 1, {("three-stations", "d1"): Share(0.9, 0.88, 0.92, 10, 9)}),
    )
    ((*told, interval, alone),) = data["probabilities"]
    assert told == ["three-stations", "d1", 0.9, 0.88, 0.92]
    assert said(data, interval, 1) == "90 % (88 %–92 %)"
    assert said(data, alone) == "90 %"
