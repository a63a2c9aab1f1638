"""The duties on the page: every figure is the run's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.chances import Sampled
from planner.plan.duty_lines import counted
from planner.plan.page.data import page_data
from planner.plan.page.packing import OUTCOMES, counts_through_time, seconds
from planner.policy.chance import Share
from tests.plan.page.made import bundled, data_of, tutorial, tutorial_duties

if TYPE_CHECKING:
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.scenario.run import Run


def told(data: dict[str, Any], view: str, duty: str) -> dict[str, dict[str, Any]]:
    """What a view says of each unit of a duty."""
    number = next(n for n, each in enumerate(data["requirements"]) if each["id"] == duty)
    found = next(each for each in data["views"] if each["id"] == view)
    return {each["unit"]: each for each in found["answers"][number]}


def same_figures(data: dict[str, Any], view: str, verdicts: tuple[DutyVerdict, ...]) -> int:
    """Compare every figure of a view's duties with the verdicts; how many were compared."""
    for verdict in verdicts:
        each = told(data, view, verdict.requirement.id)[verdict.unit]
        worst, best, needed = counted(verdict)
        assert each["outcome"] == OUTCOMES[verdict.outcome]
        assert each["rest"] == OUTCOMES[verdict.at_rest]
        assert each["need"] == needed
        for side, series in enumerate((worst, best)):
            assert data["lists"][each["series"][side]] == counts_through_time(series)
            assert each["least"][side] == min(step.n for step in series)
        if verdict.outcome == "holds":
            assert each["firstBelow"] is None
        elif verdict.outcome == "fails":
            first_h = verdict.below_optimistic.first_below_h
            assert first_h is not None
            assert each["firstBelow"][0] == seconds(first_h)
        assert [s["id"] for s in each["subjects"]] == [s.subject for s in verdict.subjects]
        for made, subject in zip(each["subjects"], verdict.subjects, strict=True):
            assert made["outcome"] == OUTCOMES[subject.outcome]
            if subject.measures:
                assert made["need"] == subject.deciding.needed
    return len(verdicts)


def test_every_duty_is_told_as_it_was_judged_in_every_situation() -> None:
    run = bundled()
    data = data_of(bundled)
    compared = same_figures(data, "storm", run.duties)
    for member in run.members:
        compared += same_figures(data, f"model-{member.model}", run.under(member).duties)
    assert compared > 4 * 13
    kinds = {each["kind"] for each in data["requirements"]}
    assert {"stations", "command", "warning", "coverage"} <= kinds
    posts = {each[0] for each in data["posts"]}
    assert posts == set(run.loaded.province.command_posts)


def test_the_public_page_tells_of_no_post() -> None:
    data = data_of(bundled, public=True)
    assert data["posts"] == []
    assert {each["kind"] for each in data["requirements"]} == {"stations", "warning", "coverage"}
    words = [each if isinstance(each, str) else " ".join(each) for each in data["texts"]]
    for post in bundled().loaded.province.command_posts:
        assert not any(post in each.split() for each in words), post


def test_a_run_judged_once_is_not_judged_again_for_its_models() -> None:
    run = bundled()
    judged = run.duties
    assert judged
    alone = run.under(run.members[0])
    assert alone.members[0].duties is not None
    assert alone.duties == replace(run, members=(run.members[0],)).duties


def test_what_cannot_be_shown_says_why() -> None:
    run: Run = tutorial()
    data = data_of(tutorial)
    names = {data["texts"][name] if isinstance(data["texts"][name], str) else data["texts"][name][1]
             for name, _ in data["missing"]}  # fmt: skip
    assert "Chance that it holds, over many storms" in names
    share = Share(0.9, 0.88, 0.92, 1000, 900)
    sampled = Sampled("x", 1000, 1, 1, {("three-stations", "d1"): share})
    with_chance = page_data(run, sampled=sampled)
    assert with_chance["views"][-1]["id"] == "chance"
    assert len(with_chance["missing"]) == len(data["missing"]) - 1


def test_a_large_province_tells_its_stories_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.plan.page.data.STORIES_EVERYWHERE_TO_SITES", 1)
    data = page_data(tutorial_duties())
    stories = {
        view["id"]: [s["story"] for units in view["answers"] for unit in units
                     for s in unit.get("subjects", ())]
        for view in data["views"]
    }  # fmt: skip
    assert any(data["chains"][number] for number in stories["storm"])
    assert not any(data["chains"][number] for number in stories["rest"])
