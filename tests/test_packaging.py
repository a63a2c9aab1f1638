"""The wheel and the sdist are built, installed and asked; nothing is fetched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from planner.foundation.errors import MachineError
from planner.foundation.resources import shipped_or_source

ROOT = Path(__file__).resolve().parent.parent
DATA = ("templates", "scenarios")
ASK = (
    "import json, planner\n"
    "from planner.foundation.resources import scenarios_folder, templates_folder\n"
    "places = [planner.__file__, templates_folder(), scenarios_folder()]\n"
    "print(json.dumps([str(place) for place in places]))\n"
)


def built(kind: str, source: Path, into: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=source,
        capture_output=True,
        check=True,
    )
    [made] = into.iterdir()
    return made


def installed(project: Path, into: Path, *options: str) -> Path:
    """`project` (a wheel or a folder) in a new environment that borrows our libraries."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(into)], check=True)
    python = next(into.glob("bin/python")) if os.name != "nt" else into / "Scripts" / "python.exe"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed"]
    # The build backend is ours, not the new environment's.
    subprocess.run(
        [*pip, *offline, *options, str(project)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": libraries()},
    )
    return python


def libraries() -> str:
    return os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))


def asked(python: Path, elsewhere: Path) -> tuple[Path, Path, Path]:
    """Where the installed planner is, and where it finds its templates and scenarios."""
    done = subprocess.run(
        [str(python), "-c", ASK], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    package, templates, scenarios = map(Path, json.loads(done.stdout))
    return package.parent, templates, scenarios


def files_below(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked sdist."""
    archive = built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as packed:
        # Debian 12's Python 3.11.2 has no filters yet; later ones warn when none is named.
        if hasattr(tarfile, "data_filter"):
            packed.extractall(folder, filter="data")
        else:
            packed.extractall(folder)
    [top] = folder.iterdir()
    return top


def test_the_wheel_carries_every_template_and_scenario_inside_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()

    for data in DATA:
        prefix = f"planner/_shipped/{data}/"
        shipped = sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix))
        assert shipped == files_below(ROOT / data)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"planner"}
    assert "planner/py.typed" in names


def test_the_wheel_carries_its_bill_of_materials_every_package_of_the_lock_hash_for_hash(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if name.endswith(".cdx.json")]
        bill = json.loads(packed.read(name))
    assert ".dist-info/sboms/" in name

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["name"] == "batram"
    assert f"-{bill['metadata']['component']['version']}-" in wheel.name
    # Read in another way than the bill's: word by word.
    locked: dict[str, set[str]] = {}
    for word in (ROOT / "requirements.lock").read_text("utf-8").split():
        if "==" in word and word[0].isalnum():
            hashes = locked.setdefault(word, set())
        elif word.startswith("--hash=sha256:"):
            hashes.add(word.removeprefix("--hash=sha256:"))
    assert len(locked) > 20
    assert {
        f"{part['name']}=={part['version']}": {each["content"] for each in part["hashes"]}
        for part in bill["components"]
    } == locked
    [depends] = bill["dependencies"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {ref.removeprefix("pkg:pypi/").split("@")[0] for ref in depends["dependsOn"]}
    assert named == {line.split(">=")[0] for line in project["dependencies"]}
    assert {each["bom-ref"] for each in bill["components"]} >= set(depends["dependsOn"])


def test_a_wheel_finds_its_own_copy_and_runs(wheel: Path, tmp_path: Path) -> None:
    python = installed(wheel, tmp_path / "venv")

    package, templates, scenarios = asked(python, tmp_path)

    assert tmp_path in package.parents
    assert (templates, scenarios) == (
        package / "_shipped" / "templates",
        package / "_shipped" / "scenarios",
    )
    script = python.with_name("planner")
    done = subprocess.run(
        [str(script), "--version"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": libraries()},
    )
    assert done.stdout.startswith("planner ")


def test_the_sdist_has_the_data_at_its_top_and_makes_the_same_wheel(
    sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    for data in DATA:
        assert files_below(sdist / data) == files_below(ROOT / data)
    assert (sdist / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()

    again = built("wheel", sdist, tmp_path)

    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {item.filename: item.CRC for item in one.infolist()} == {
            item.filename: item.CRC for item in other.infolist()
        }


def test_an_unpacked_sdist_finds_the_folders_at_its_top(sdist: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(sdist)},
    )

    assert json.loads(done.stdout)[1:] == [str(sdist / data) for data in DATA]


def test_an_install_from_the_sdist_finds_its_own_copy(sdist: Path, tmp_path: Path) -> None:
    python = installed(sdist, tmp_path / "venv")

    package, templates, _ = asked(python, tmp_path)

    assert tmp_path in package.parents
    assert templates == package / "_shipped" / "templates"


def test_an_editable_install_reads_the_originals_and_keeps_no_copy(
    sdist: Path, tmp_path: Path
) -> None:
    python = installed(sdist, tmp_path / "venv", "--editable")

    package, templates, scenarios = asked(python, tmp_path)

    assert (package, templates, scenarios) == (
        sdist / "planner",
        sdist / "templates",
        sdist / "scenarios",
    )
    assert not list((tmp_path / "venv").rglob("_shipped"))


def test_a_stranger_s_folder_in_site_packages_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "planner").mkdir()

    with pytest.raises(MachineError, match="install batram again"):
        shipped_or_source("templates", tmp_path / "planner")


def test_the_lock_has_a_hash_for_every_package_and_names_no_server() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    packages = [number for number, line in enumerate(lines) if "==" in line]

    assert len(packages) > 20
    assert all("--hash=sha256:" in lines[number + 1] for number in packages)
    assert not [line for line in lines if "://" in line]


def test_the_lock_holds_every_package_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["dependencies"] + [
        line for extra in project["optional-dependencies"].values() for line in extra
    ]
    locked = (ROOT / "requirements.lock").read_text("utf-8")

    missing = [line for line in declared if f"\n{line.split('>=')[0]}==" not in locked]

    assert missing == []


def test_one_wrong_hash_stops_the_installation(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.lock"
    name = "batram-wrong-hash"
    source = tmp_path / "source"
    source.mkdir()
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        f'[project]\nname = "{name}"\nversion = "1"\n'
        "[tool.hatch.build.targets.wheel]\nbypass-selection = true\n"
    )
    made = built("wheel", source, tmp_path / "dist")
    wrong.write_text(f"{name}==1 --hash=sha256:{'0' * 64}\n")

    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--require-hashes"]
    done = subprocess.run(
        [*pip, "--find-links", str(made.parent), "--target", str(tmp_path / "t"), "-r", str(wrong)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "t").exists()
