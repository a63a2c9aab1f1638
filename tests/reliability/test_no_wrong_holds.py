"""Data that got worse never make a requirement hold that did not hold before: a wrong `holds` costs lives."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.foundation.errors import InputInvalid
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.cli.running import planner_says
from tests.effort import times
from tests.laws.counting import all_series, never_more, outcomes
from tests.reliability.projects import islands, tutorial
from tests.reliability.worsening import spoilt, worsened

if TYPE_CHECKING:
    from planner.scenario.run import Run

SCENARIOS = (
    "tutorial/storm.yaml",
    "tutorial/blackout.yaml",
    "tutorial/bridge.yaml",
    "mau/storm.yaml",
)

pytestmark = [pytest.mark.slow, pytest.mark.soak]


def judged(scenario: str, *, set_aside: bool = False) -> Run:
    return run_scenario(load_scenario(scenario, set_aside=set_aside), explain=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return islands(tutorial(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def before(home: Path) -> dict[str, Run]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        return {scenario: judged(scenario) for scenario in SCENARIOS}


def better(worse: Run, first: Run) -> list[str]:
    """Everything that is judged better than it was, at worst or on the whole."""
    old, new = outcomes(first), outcomes(worse)
    found = [
        f"{unit}: {old[unit]} became {new[unit]}"
        for unit in sorted({*old} & {*new})
        for was, is_ in zip(old[unit], new[unit], strict=True)
        if is_ == "holds" != was
    ]
    ours, theirs = all_series(worse), all_series(first)
    for key in sorted({*ours} & {*theirs}):
        if key[3] == "pessimistic":
            found += [f"{key}: {step}" for step in never_more(ours[key], theirs[key])]
    return found


def files_of(scenario: str) -> list[Path]:
    """The files that may be worsened: the whole province, and of the scenarios the one that is asked."""
    folder = Path(scenario).parent
    return [
        path
        for path in sorted(folder.glob("*.yaml"))
        if "scenario:" not in path.read_text("utf-8") or path == Path(scenario)
    ]


def test_what_is_lowered_removed_or_forgotten_makes_no_requirement_hold(
    home: Path, before: dict[str, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    wrong, counts = [], Counter[str]()
    for seed in range(times(160, 20_000)):
        chance = random.Random(seed)
        scenario = chance.choice(SCENARIOS)
        saved = {path: path.read_bytes() for path in files_of(scenario)}
        done = [
            worsened(chance.choice(sorted(saved)), chance)
            for _ in range(chance.choice((1, 1, 2, 4)))
        ]
        told = [each for each in done if each]
        set_aside = chance.random() < 0.5
        try:
            after = judged(scenario, set_aside=set_aside)
        except InputInvalid:
            counts["refused"] += 1
        else:
            counts["judged"] += 1
            counts["changed"] += all_series(after) != all_series(before[scenario])
            counts["lost"] += outcomes(after) != outcomes(before[scenario])
            found = better(after, before[scenario])
            if found:
                wrong.append(f"seed {seed}, {scenario}, {told}: {found[:3]}")
        for path, content in saved.items():
            path.write_bytes(content)
    print(dict(counts))

    assert not wrong, "\n".join(wrong)
    assert counts["judged"] > counts["refused"]
    assert counts["changed"] > counts["judged"] / 4
    assert counts["lost"] > counts["judged"] / 10


def test_a_record_set_aside_makes_nothing_better_and_no_exit_code_0(
    home: Path, before: dict[str, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    wrong, counts = [], Counter[str]()
    for seed in range(times(80, 10_000)):
        chance = random.Random(f"aside {seed}")
        scenario = chance.choice(SCENARIOS)
        saved = {path: path.read_bytes() for path in files_of(scenario)}
        told = [
            spoilt(chance.choice(sorted(saved)), chance) for _ in range(chance.choice((1, 1, 3)))
        ]
        told = [each for each in told if each]
        try:
            after = judged(scenario, set_aside=True)
        except InputInvalid:
            counts["refused"] += 1
        else:
            counts["judged"] += 1
            counts["aside"] += bool(after.loaded.province.set_aside)
            assert after.all_hold is False
            assert len(after.loaded.province.set_aside) >= min(1, len(told))
            found = better(after, before[scenario])
            if found:
                wrong.append(f"seed {seed}, {scenario}, {told}: {found[:3]}")
        for path, content in saved.items():
            path.write_bytes(content)
    print(dict(counts))

    assert not wrong, "\n".join(wrong)
    assert counts["aside"] > 3 * counts["refused"]


@pytest.mark.parametrize("verb", ["check", "check at rest", "why a site", "why a unit", "plan"])
def test_with_a_record_set_aside_a_province_that_holds_throughout_never_exits_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    islands(tmp_path, at_least=1)
    monkeypatch.chdir(tmp_path)
    arguments = {
        "check": ["check", "mau/storm.yaml"],
        "check at rest": ["check", "mau/storm.yaml", "--at-rest"],
        "why a site": ["why", "mau/storm.yaml", "CT-01"],
        "why a unit": ["why", "mau/storm.yaml", "Cô Tô"],
        "plan": ["plan", "mau/storm.yaml", "--format", "md", "-o", "out"],
    }[verb]
    assert planner_says(*arguments, "--set-aside").code == 0
    sites = Path("mau/sites.yaml")
    good = sites.read_text("utf-8")
    assert "BC-04" in good

    for spoil in ("lon: 107.32", "floor_height_m: 1\n", "battery_h: 4\n", "feed: P\n"):
        at = good.rindex(spoil)
        sites.write_text(good[:at] + spoil.partition(":")[0] + "x: 1\n    " + good[at:], "utf-8")
        assert planner_says(*arguments).code == 3, spoil

        said = planner_says(*arguments, "--set-aside")

        assert said.code == 1, said.err
        assert "ĐỂ RIÊNG" in said.out + said.err
