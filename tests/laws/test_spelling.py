"""However the same province is written down, the verdicts are the same: systems, files, order of lists."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pyproj import Transformer

from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.policy.verdicts import UnitVerdict

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
# The names of the tutorial's scenario files, whose storms are a track, removals and nothing.
ASKED = ("storm.yaml", "bridge.yaml", "calm.yaml")
HEADER = {"province", "format"}


def _judged(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return [_plain(verdict) for verdict in run_scenario(load_scenario(folder / name)).verdicts]


def _plain(verdict: UnitVerdict) -> tuple[Any, ...]:
    """All that is said of a unit but where in the files it stands."""
    by_operator = [
        (name, own.outcome, own.pessimistic, own.optimistic)
        for name, own in sorted(verdict.by_operator.items())
    ]
    losses = [
        (loss.site, loss.since_h, loss.until_h, loss.chain.kind, loss.chain.by)
        for loss in verdict.losses
    ]
    return (
        verdict.requirement.id, verdict.unit, verdict.outcome, verdict.at_rest, verdict.pessimistic,
        verdict.optimistic, by_operator, losses, [item.datum for item in verdict.survey],
    )  # fmt: skip


def _inventory(folder: Path) -> dict[Path, dict[str, Any]]:
    """The inventory files of a province folder as plain data."""
    files = {
        path: yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))
    }
    return {path: content for path, content in files.items() if "scenario" not in content}


def _write(path: Path, content: dict[str, Any]) -> None:
    # As JSON, which is YAML: nothing is wrapped or folded; no text here needs its line breaks.
    text = json.dumps(content, ensure_ascii=False, default=str, indent=1).replace("\\n", " ")
    path.write_text(text, "utf-8")


@pytest.fixture
def tutorial(tmp_path: Path) -> Path:
    """A copy of the tutorial, to be written otherwise, next to the storms and policies that it names."""
    shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    return tmp_path / "scenarios" / "tutorial"


def _projected(content: Any, to_metres: Transformer) -> Any:
    """The same content with metres for degrees."""
    if isinstance(content, list):
        return [_projected(item, to_metres) for item in content]
    if not isinstance(content, dict):
        return content
    changed: dict[str, Any] = {}
    for key, value in content.items():
        if key == "outline":
            changed[key] = [[_metres(point, to_metres) for point in ring] for ring in value]
        elif key == "route":
            changed[key] = [_metres(point, to_metres) for point in value]
        elif key not in ("lon", "lat"):
            changed[key] = _projected(value, to_metres)
    if "lon" in content:
        changed["east_m"], changed["north_m"] = _metres((content["lon"], content["lat"]), to_metres)
    return changed


def _metres(point: Any, to_metres: Transformer) -> list[float]:
    east_m, north_m = to_metres.transform(*point)
    return [round(east_m, 3), round(north_m, 3)]


@pytest.mark.parametrize("system", ["EPSG:5899", "EPSG:9214"])
def test_degrees_and_vn_2000_metres_of_the_same_points_give_the_same_verdicts(
    tutorial: Path, system: str
) -> None:
    in_degrees = [_judged(tutorial, name) for name in ASKED]
    to_metres = Transformer.from_crs("EPSG:4326", system, always_xy=True)

    for path, content in _inventory(tutorial).items():
        changed = _projected(content, to_metres)
        if "province" in changed:
            changed["province"]["crs"] = system
        _write(path, changed)

    assert "east_m" in (tutorial / "sites.yaml").read_text("utf-8")
    assert [_judged(tutorial, name) for name in ASKED] == in_degrees


def test_one_file_for_each_record_or_one_for_all_gives_the_same_verdicts(tutorial: Path) -> None:
    in_some_files = [_judged(tutorial, name) for name in ASKED]
    whole: dict[str, Any] = {}
    for path, content in _inventory(tutorial).items():
        for key, value in content.items():
            if key in HEADER:
                whole[key] = value
            else:
                whole[key] = [*whole.get(key, []), *value]
        path.unlink()

    _write(tutorial / "everything.yaml", whole)
    in_one_file = [_judged(tutorial, name) for name in ASKED]

    (tutorial / "everything.yaml").unlink()
    _write(tutorial / "header.yaml", {key: whole[key] for key in HEADER & set(whole)})
    for section in sorted(set(whole) - HEADER):
        for number, record in enumerate(whole[section]):
            (tutorial / f"part{number % 3}").mkdir(exist_ok=True)
            _write(tutorial / f"part{number % 3}" / f"{section}-{number}.yaml", {section: [record]})
    in_many_files = [_judged(tutorial, name) for name in ASKED]

    assert in_one_file == in_some_files
    assert in_many_files == in_some_files


def test_every_list_written_backwards_gives_the_same_verdicts(tutorial: Path) -> None:
    forwards = [_judged(tutorial, name) for name in ASKED]

    for path, content in _inventory(tutorial).items():
        _write(
            path,
            {key: value if key in HEADER else _backwards(value) for key, value in content.items()},
        )

    assert [_judged(tutorial, name) for name in ASKED] == forwards


def _backwards(content: Any) -> Any:
    """Every list in reverse but the points of outlines and routes, whose order is their meaning."""
    if isinstance(content, list):
        return [_backwards(item) for item in reversed(content)]
    if isinstance(content, dict):
        return {
            key: value if key in ("outline", "route") else _backwards(value)
            for key, value in content.items()
        }
    return content
