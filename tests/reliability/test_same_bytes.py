"""Threats 29 and 30: the same inputs give the same bytes, whatever the seed, place, zone, hour or order."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.effort import times
from tests.reliability.every_output import every_output
from tests.reliability.projects import TUTORIAL, tutorial
from tests.reliability.yaml_trees import deal_out

ROOT = Path(__file__).parents[2]
Outputs = dict[str, str]

pytestmark = [pytest.mark.slow, pytest.mark.soak]


def outputs_of(where: Path, seed: str, zone: str, *arguments: str) -> Outputs:
    """Every output of a child process that runs in the folder `where`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.every_output", *arguments],
        cwd=where,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "OPENBLAS_NUM_THREADS": seed,
        },
        capture_output=True,
        check=True,
    )
    told: Outputs = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outputs]:
    """Three circumstances that differ in everything at once: seed, folder, spelling of the path, zone, time."""
    here = tutorial(tmp_path_factory.mktemp("project"))
    there = tutorial(tmp_path_factory.mktemp("chỗ lạ số 7") / "b")
    began = time.monotonic()
    from_above = outputs_of(here, "1", "UTC", TUTORIAL, "tutorial", "out")
    time.sleep(max(0.0, 2 - (time.monotonic() - began)))
    from_inside = outputs_of(
        there / "tutorial", "2", "America/New_York", "storm.yaml", ".", "../out"
    )
    absolute = [str(there / TUTORIAL), str(there / "tutorial"), str(there / "out-3")]
    from_afar = outputs_of(here.parent, "3", "Asia/Ho_Chi_Minh", *absolute)
    return {"above": from_above, "inside": from_inside, "afar": from_afar}


@pytest.mark.parametrize("where", ["inside", "afar"])
def test_every_result_and_file_has_the_same_bytes_whatever_the_seed_folder_zone_and_hour(
    told: dict[str, Outputs], where: str
) -> None:
    first, other = told["above"], told[where]

    assert sorted(first) == sorted(other)
    assert len([name for name in first if name.startswith("file ")]) > 20
    assert [n for n in first if not n.startswith("talk ") and first[n] != other[n]] == []


@pytest.mark.parametrize("where", ["inside", "afar"])
def test_messages_differ_only_in_the_path_that_was_typed(
    told: dict[str, Outputs], where: str
) -> None:
    first, other = told["above"], told[where]

    talk = [name for name in first if name.startswith("talk ")]
    assert [n for n in talk if untyped(first[n]) != untyped(other[n])] == []


def untyped(text: str) -> str:
    """A message without the paths that it echoes."""
    text = re.sub(r"planner (\w+) (\"[^\"]+\"|[^\s;]+)", r"planner \1 TYPED", text)
    return re.sub(r"(?m)^((?: *-->)?|đã ghi) *\S?.*/([^/\s]+(?::\d+:\d+)?)$", r"\1 \2", text)


@pytest.mark.parametrize("where", ["above", "inside", "afar"])
def test_no_file_holds_the_name_of_a_folder_of_the_machine(
    told: dict[str, Outputs], where: str
) -> None:
    folders = {str(Path.home()), os.sep + "tmp" + os.sep, "chỗ lạ số 7", str(ROOT)}

    results = {n: text for n, text in told[where].items() if not n.startswith("talk ")}

    assert [n for n, text in results.items() if any(each in text for each in folders)] == []


@pytest.mark.parametrize("seed", range(times(1, 20)))
def test_the_order_of_lists_and_the_files_in_which_records_stand_change_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    tutorial(tmp_path / "a")
    deal_out(tutorial(tmp_path / "b") / "tutorial", random.Random(seed))
    found = []
    for name in ("a", "b"):
        monkeypatch.chdir(tmp_path / name)
        found.append(every_output(TUTORIAL, "tutorial", "out"))

    first, other = found
    assert sorted(first) == sorted(other)
    assert [name for name in first if unplaced(first[name]) != unplaced(other[name])] == []


def unplaced(text: str) -> Any:
    """An output without what names a file, a line or a hash of the inputs."""
    start = text.partition("\n")[2] if text[:1] in "01" else text
    if start.startswith("{"):
        return without_places(json.loads(start))
    text = re.sub(r"[0-9a-f]{64}", "HASH", text)
    # What a document says of its own inputs: their digest in the text, the stamp, the margin and its policy.
    text = re.sub(r"batram:1:[^\"]+|sha256-[^']+|(?m:^@page .*$)", "STAMP", text)
    text = re.sub(r"\b(inputs|số liệu) [0-9a-f]{12}\b", r"\1 HASH", text)
    text = re.sub(r"[\w./-]*\.yaml(?::\d+)*", "FILE", text)
    # Where the inputs are listed there are more or fewer of them, and their number is told.
    text = re.sub(r"(?m)^.*FILE.*HASH.*\n", "", text)
    return re.sub(r" +", " ", text)


def without_places(value: Any) -> Any:
    """JSON without inputs, and without the places of what it tells; findings follow their places."""
    if isinstance(value, list):
        told = [without_places(each) for each in value]
        return sorted(told, key=repr) if told and "fact" in repr(told[0]) else told
    if not isinstance(value, dict):
        return value
    hidden = {"inputs", "files", "path", "line", "column", "length", "sha256", "places", "note"}
    return {key: without_places(each) for key, each in value.items() if key not in hidden}
