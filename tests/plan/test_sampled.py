"""An ensemble's probabilities come into the documents and the page of the same scenario, and of no other."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.chances import Sampled, range_words, share_words
from planner.plan.sampled import sampled_from
from planner.policy.chance import Share
from planner.scenario.reading import load_scenario
from tests.cli.running import planner_says

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
STORM = "tutorial/storm.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial province with an ensemble of its storm, and the plan that tells it."""
    made = tmp_path_factory.mktemp("sampled")
    shutil.copytree(SCENARIOS / "tutorial", made / "tutorial")
    for shared in ("policies", "defaults"):
        shutil.copytree(SCENARIOS / shared, made / shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        planner_says("ensemble", STORM, "--samples", "64", "--format", "json", "-o", "chances.json")
        said = planner_says("plan", STORM, "--format", "md,html,page",
                            "--ensemble", "out/ensemble/tutorial-storm.sqlite", "-o", "made")  # fmt: skip
        assert said.code == 1, said.err
    return made


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(folder)
    yield folder
    for name in ("other.json", "other.sqlite"):
        (folder / name).unlink(missing_ok=True)


def answer() -> Any:
    return json.loads(Path("chances.json").read_text("utf-8"))


def plain(text: str) -> str:
    """Without the spaces that keep a number and its unit on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("here")
def test_json_and_sqlite_tell_the_same_figures_with_the_same_digest() -> None:
    loaded = load_scenario(STORM)

    kept = sampled_from("out/ensemble/tutorial-storm.sqlite", loaded)
    told = sampled_from("chances.json", loaded)

    assert kept.holds == told.holds
    assert kept.digest == told.digest
    assert len(kept.holds) == len(answer()["units"])


@pytest.mark.usefixtures("here")
def test_page_and_documents_tell_what_the_ensemble_counted() -> None:
    holds = {(u["requirement"], u["unit"]): u["holds"] for u in answer()["units"]}

    page = Path("made/explore.html").read_text("utf-8")
    plan = plain(Path("made/plan.en.md").read_text("utf-8"))
    html = Path("made/plan.vi.html").read_text("utf-8")

    for (requirement, unit), share in holds.items():
        told = [requirement, unit, share["value"], share["low"], share["high"]]
        assert json.dumps(told, separators=(",", ":")).removesuffix("]") in page
    north = Share(**holds["three-stations", "NUI"])
    assert plain(share_words(north).en) in plan
    assert plan.count("| Probability of holding | ") == 4
    assert "of 64 samples of 1 storm, seed 0" in plan
    assert html.count("Xác suất đạt</") > 4


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"inputs": {}}, "data differ by now"),
        ({"scenario": {"id": "calm"}}, "it is of the scenario `calm`"),
        ({"samples": 63}, "it is not finished"),
        ({"landfalls": [{}]}, "its storms are assumed"),
        ({"units": [{}]}, "no answer of planner ensemble"),
        ({"units": [{"requirement": "a", "unit": "b",
                     "holds": {"value": 2, "low": 0, "high": 1, "samples": 1, "happened": 1}}]},
         "no answer of planner ensemble"),
    ],
)  # fmt: skip
def test_what_is_no_answer_to_this_question_is_refused_with_the_reason(
    change: dict[str, object], why: str
) -> None:
    Path("other.json").write_text(json.dumps({**answer(), **change}), "utf-8")

    said = planner_says("plan", STORM, "--format", "md", "--ensemble", "other.json")
    told = planner_says("verify", "made/plan.en.md", "--ensemble", "other.json", "--lang", "en")

    assert said.code == 2
    assert "other.json" in said.err
    assert told.code == 1
    assert why in told.out


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("content", [b"SQLite format 3\0broken", b"[" * 100_000, b"\xff\xfe", b""])
def test_a_broken_file_is_refused_and_never_a_traceback(content: bytes) -> None:
    Path("other.json").write_bytes(content)

    said = planner_says("plan", STORM, "--format", "md", "--ensemble", "other.json")

    assert said.code == 2
    assert "other.json" in said.err


@pytest.mark.usefixtures("here")
def test_a_document_with_probabilities_is_verified_with_the_file_it_names() -> None:
    for form in ("md", "html"):
        said = planner_says("verify", f"made/plan.en.{form}", STORM, "--lang", "en")

        assert said.code == 0, said.out
        assert said.out.count("✓ matches") == 5


def test_a_missing_or_different_file_of_probabilities_is_named(here: Path, tmp_path: Path) -> None:
    document = shutil.copy("made/plan.en.md", tmp_path)
    kept = Path("out/ensemble/tutorial-storm.sqlite")
    other = shutil.copy(kept, here / "other.sqlite")
    with closing(sqlite3.connect(other)) as base, base:
        base.execute("UPDATE chance SET happened = happened + 1 WHERE happened < samples")
    away = kept.rename(here / "away.sqlite")
    try:
        missing = planner_says("verify", str(document), STORM, "--lang", "en")
        changed = planner_says(
            "verify", str(document), STORM, "--ensemble", "other.sqlite", "--lang", "en"
        )
        same = planner_says(
            "verify", str(document), STORM, "--ensemble", "away.sqlite", "--lang", "en"
        )
    finally:
        away.rename(kept)

    assert missing.code == 1
    assert "? not compared: probabilities" in missing.out
    assert "`tutorial-storm.sqlite` of planner ensemble" in missing.out
    assert changed.code == 1
    assert "✗ differs: probabilities" in changed.out
    assert "`other.sqlite` has other figures" in changed.out
    assert same.code == 0


def test_a_figure_changed_by_hand_is_seen(here: Path) -> None:
    document = here / "made" / "plan.en.md"
    before = document.read_text("utf-8")
    try:
        document.write_text(
            before.replace("| Probability of holding | ", "| Probability of holding | 9", 1),
            "utf-8",
        )
        said = planner_says("verify", str(document), STORM, "--lang", "en")
    finally:
        document.write_text(before, "utf-8")

    assert said.code == 1
    assert "+| Probability of holding | 9" in said.out


def test_a_range_from_least_to_greatest_never_begins_at_nothing() -> None:
    never, rarely = Share(0.0, 0.0, 0.004, 1000, 0), Share(0.02, 0.01, 0.03, 1000, 20)

    assert plain(range_words([rarely, never]).en) == "below 0.4 %–2 %"
    assert plain(range_words([never, never]).vi) == "dưới 0,4 %"
    assert plain(range_words([rarely]).en) == "2 %"


def test_what_never_happened_is_below_a_bound_and_what_always_did_above_one() -> None:
    never, always = Share(0.0, 0.0, 0.004, 1000, 0), Share(1.0, 0.996, 1.0, 1000, 1000)

    told = Sampled("x", 1000, 1, 1, {("r", "never"): never, ("r", "always"): always})

    words = [told.of("r", unit) for unit in ("never", "always", "other")]
    assert [each and plain(each.en) for each in words] == ["below 0.4 %", "above 99.6 %", None]
