"""Threats 1 to 15, through every command that reads: refused, with nothing executed or read outside."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.cli.running import Said, planner_says
from tests.reliability.projects import TUTORIAL, files_below, tutorial

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = {
    "validate": ["validate", "tutorial"],
    "validate a scenario": ["validate", TUTORIAL],
    "check": ["check", TUTORIAL],
    "check at rest": ["check", "tutorial"],
    "why": ["why", TUTORIAL, "B1", "--format", "json"],
    "plan": ["plan", TUTORIAL, "-o", "out", "--format", "md,html"],
    "register": ["register", TUTORIAL, "sharing"],
    "weak-points": ["weak-points", TUTORIAL],
    "ensemble": ["ensemble", TUTORIAL, "--samples", "64", "--db", "out/few.sqlite"],
}
SECRET = "BÍ-MẬT-4711"
SITES, PROVINCE, OTHERS = "tutorial/sites.yaml", "tutorial/province.yaml", "tutorial/others.yaml"


def text_of(name: str) -> str:
    return Path(name).read_text("utf-8")


def changed(name: str, old: str, new: str) -> Callable[[], None]:
    """Write `new` for the first `old` of a file."""

    def plant() -> None:
        text = text_of(name)
        assert old in text, f"{old!r} does not stand in {name}"
        Path(name).write_text(text.replace(old, new, 1), "utf-8")

    return plant


def added(name: str, more: str) -> Callable[[], None]:
    """Write `more` at the end of a file, new or old."""

    def plant() -> None:
        Path(name).write_text((text_of(name) if Path(name).exists() else "") + more, "utf-8")

    return plant


def encoded(encoding: str, form: Literal["NFC", "NFD"] = "NFC") -> Callable[[], None]:
    """Write the file of the districts in another encoding, and call it what it is not."""

    def plant() -> None:
        text = unicodedata.normalize(form, text_of(PROVINCE))
        Path(PROVINCE).write_bytes(text.encode(encoding, "ignore"))

    return plant


def twice_encoded() -> None:
    garbled = Path(PROVINCE).read_bytes().decode("latin-1")
    Path(PROVINCE).write_text(garbled, "utf-8")


def huge() -> None:
    with Path("tutorial/big.yaml").open("wb") as file:
        file.truncate(33 * 1024 * 1024)


def bomb() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    Path("tutorial/bomb.yaml").write_text("\n".join(lines), "utf-8")


def linked(name: str, target: str) -> Callable[[], None]:
    """A link in the project to somewhere outside of it."""

    def plant() -> None:
        Path(name).symlink_to(target)

    return plant


def linked_storm() -> None:
    Path("storms/link.yaml").symlink_to("../../outside/secret.yaml")
    changed("tutorial/l1.yaml", "../storms/l1.yaml", "../storms/link.yaml")()


def storm_named(name: str) -> Callable[[], None]:
    return changed(TUTORIAL, "['../policies/three-stations.yaml'", f"['{name}'")


TAG = "!!python/object/apply:os.system ['touch executed']"
N1 = "  - id: N1 "
CASES: dict[str, tuple[Callable[[], None], str]] = {
    "1 an alias bomb": (bomb, "E102"),
    "1 an alias in a scenario": (changed(TUTORIAL, "horizon_h: 72", "horizon_h: *x"), "E102"),
    "2 a tag in the inventory": (changed(SITES, "battery_h: 4", f"battery_h: {TAG}"), "E103"),
    "2 a tag in a scenario": (changed(TUTORIAL, "horizon_h: 72", f"horizon_h: {TAG}"), "E103"),
    "2 a tag in a policy": (
        changed("policies/three-stations.yaml", "at_least: 3", f"at_least: {TAG}"), "E103"),
    "3 brackets too deep": (added("tutorial/deep.yaml", "sites: " + "[" * 100_000), "E106"),
    "3 braces too deep": (added("tutorial/deep.yaml", "{a: " * 100_000), "E106"),
    "3 dashes too deep": (added("tutorial/deep.yaml", "- " * 100_000), "E106"),
    "4 a huge file": (huge, "E107"),
    "5 a key twice": (changed(SITES, "battery_h: 4", "battery_h: 4\n    battery_h: 9"), "E105"),
    "5 a key twice in two forms of Unicode": (
        changed(SITES, "battery_h: 4", "battery_h: 4\n    t\u00ean: 1\n    te\u0302n: 2"), "E105"),
    "6 not a number": (changed(SITES, "battery_h: 4", "battery_h: .nan"), "E114"),
    "6 infinite": (changed(SITES, "tank_l: 108", "tank_l: .inf"), "E114"),
    "6 minus nought": (changed(SITES, "battery_h: 4", "battery_h: -0"), "E114"),
    "6 too large for any number": (changed(TUTORIAL, "value: 40", "value: 1e309"), "E1"),
    "7 a hexadecimal": (changed(SITES, "battery_h: 4", "battery_h: 0x10"), "E1"),
    "7 base 60": (changed(SITES, "battery_h: 4", "battery_h: 12:30"), "E1"),
    "7 the Norway problem": (changed(PROVINCE, "island: true", "island: yes"), "E1"),
    "7 an octal code": (changed(PROVINCE, "code: '00'", "code: 00"), "E1"),
    "8 longitude and latitude swapped": (
        changed(SITES, "lon: 107.60\n    lat: 19.60", "lon: 19.60\n    lat: 107.60"), "E121"),
    "8 metres for degrees": (
        changed(SITES, "lon: 107.60\n    lat: 19.60", "lon: 562923.1\n    lat: 2167231.5"), "E12"),
    "9 metres without their system": (
        changed(SITES, "lon: 107.60\n    lat: 19.60", "east_m: 562923.1\n    north_m: 2167231.5"), "E12"),
    "9 a system that is none of Vietnam's": (changed(PROVINCE, "EPSG:4326", "EPSG:3857"), "E1"),
    "10 outside the district": (changed(SITES, "lat: 19.60", "lat: 20.60"), "E12"),
    "11 a letter that only looks right": (changed(PROVINCE, "Huyện Núi", "Huyện Ðảo"), "E109"),
    "12 UTF-16": (encoded("utf-16"), "E1"),
    "12 the Windows code page": (encoded("cp1258", "NFD"), "E1"),
    "12 read as Latin-1 and saved": (twice_encoded, "E1"),
    "13 an invisible character": (changed(PROVINCE, "Huyện Núi", "Huyện\u200b Núi"), "E109"),
    "13 text turned round": (changed(TUTORIAL, "Tỉnh Mẫu trong", "Tỉnh \u202eMẫu"), "E109"),
    "14 a name that leaves the project": (storm_named("../../outside/secret.yaml"), "E115"),
    "14 an absolute name": (storm_named("/etc/passwd"), "E115"),
    "14 a name with a drive": (storm_named("C:/x.yaml"), "E115"),
    "14 a name on a server": (storm_named("//server/x.yaml"), "E115"),
    "14 a device": (storm_named("/dev/zero"), "E115"),
    "14 a bundled name that leaves": (storm_named("bundled:../../pyproject.toml"), "E115"),
    "14 an id that is a path": (changed(SITES, N1, "  - id: ../N1 "), "E1"),
    "14 an id that is a device": (changed(SITES, N1, "  - id: CON "), "E1"),
    "15 a link to a file": (linked("tutorial/link.yaml", "../../outside/secret.yaml"), "E115"),
    "15 a link to a folder": (linked("tutorial/link", "../../outside"), "E115"),
    "15 a link to itself": (linked("tutorial/loop.yaml", "loop.yaml"), "E115"),
    "15 a link round in a circle": (linked("tutorial/round", "."), "E115"),
    "15 a link that a scenario names": (
        lambda: (linked("policies/link.yaml", "../../outside/secret.yaml")(),
                 storm_named("../policies/link.yaml")())[0], "E115"),
}  # fmt: skip
FINE_AT_REST = {
    "2 a tag in a policy", "6 too large for any number", "15 a link that a scenario names",
    *(case for case in CASES if case.startswith("14 a") and "id" not in case.split()),
}  # fmt: skip
"""Damage to a policy that only the scenario names, or to values of the scenario: at rest nobody reads them."""


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that no command may read; the project lies beside it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yaml").write_text(
        f"requirement: {{id: x, name: {{vi: {SECRET}}}, unit: district, at_least: 0}}\n", "utf-8"
    )
    tutorial(tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "outside"


def codes_in(said: Said) -> str:
    return said.out + said.err


@pytest.mark.parametrize("case", CASES)
def test_every_command_that_reads_refuses_it_with_its_finding(case: str, outside: Path) -> None:
    plant, code = CASES[case]
    plant()
    before = sorted(os.listdir())
    kept = files_below(outside)
    for verb, arguments in READERS.items():
        said = planner_says(*arguments, "--lang", "vi")
        if verb == "check at rest" and case in FINE_AT_REST:
            assert said.code in (0, 1)
            continue
        assert said.code == 3, (verb, said)
        assert f"[{code}" in codes_in(said), (verb, codes_in(said)[-800:])
        assert "Traceback" not in said.err
        assert SECRET not in codes_in(said)

    for verb in ("check", "plan"):
        said = planner_says(*READERS[verb], "--lang", "vi", "--set-aside")
        assert said.code in (1, 3), (verb, said)
        assert SECRET not in codes_in(said)
    assert not Path("executed").exists()
    assert sorted({*os.listdir()} - {"out"}) == before
    assert files_below(outside) == kept
    assert all(SECRET.encode() not in content for content in files_below(Path.cwd()).values())


def test_one_module_reads_yaml_so_that_no_command_has_a_reader_of_its_own() -> None:
    package = Path(__file__).parents[2] / "planner"
    using = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "import yaml\n" in path.read_text("utf-8")
        or "from yaml" in path.read_text("utf-8")
        or "ruamel" in path.read_text("utf-8")
    }

    assert using == {
        "foundation/yaml/source.py", "foundation/yaml/build.py", "foundation/yaml/syntax.py",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../x y", "a/../..", "CON", "nul", "a" * 41, "tỉnh", ".x", "-x y"]
)
def test_init_writes_nothing_under_a_name_that_leads_elsewhere_or_that_no_system_likes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    said = planner_says("init", "--", name)

    assert said.code == 2
    assert files_below(tmp_path) == {"here/": b""}


def test_editor_settings_that_are_a_link_are_neither_followed_nor_replaced(outside: Path) -> None:
    Path("tutorial/.vscode").mkdir()
    Path("tutorial/.vscode/settings.json").symlink_to(outside / "settings.json")
    (outside / "settings.json").write_text(f'{{"{SECRET}": 1}}', "utf-8")

    said = planner_says("schema", "--editor", "tutorial")

    assert said.code == 4
    assert SECRET not in codes_in(said)
    assert (outside / "settings.json").read_text("utf-8") == f'{{"{SECRET}": 1}}'


@pytest.mark.parametrize(
    "nested", ["[" * 100_000, '{"a":' * 100_000, "\x00", "\ufeff{}", "[1e999]"]
)
def test_editor_settings_of_any_content_are_kept_and_the_line_to_add_is_said(
    nested: str, outside: Path
) -> None:
    del outside
    Path("tutorial/.vscode").mkdir()
    settings = Path("tutorial/.vscode/settings.json")
    settings.write_text(nested, "utf-8")

    said = planner_says("schema", "--editor", "tutorial")

    assert said.code == 2
    assert "yaml.schemas" in said.err
    assert settings.read_text("utf-8") == nested
