from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from planner.foundation.diagnostics import Finding, render
from planner.foundation.errors import InputInvalid, MachineError
from planner.policy.requirements import Requirement
from planner.scenario.reading import (
    ScenarioReading,
    at_rest,
    load_scenario,
    read_file,
    read_scenario,
)
from tests.inventory.worlds import FILES, PROVINCE, SITES, changed, write

SCENARIO = """\
scenario:
  id: thu
  name: {vi: Thử}
  policies: ['../policies/p.yaml']
  start: 2024-09-06T12:00:00+07:00
  horizon_h: 48
  storm:
    id: bao
    name: {vi: Bão}
    removals:
      - {select: {kind: [mast], district: [dong]}, at_h: 3.5, until_h: 20}
    footprints:
      - {id: f1, quantity: gust_mps, value: 45, polygon: [[107, 21], [107.2, 21], [107.2, 21.2]]}
  actions:
    - {do: derate, site: A-01, at_h: 1, until_h: 9, factor: 1.2}
    - {do: mobile-generator, id: m1, to: B-01, at_h: 6, until_h: 40, tank_l: 50, burn_l_per_h: 2}
    - {do: refuel, generator: A-01/gen/g1, at_h: 5}
    - {do: refuel, generator: B-01/gen/m1, at_h: 12, litres: 20}
    - {do: repair, asset: A-01/drop/G-1, at_h: 8}
    - {do: power-cut, select: {kind: [line]}, at_h: 2, until_h: 4}
"""
POLICY = """\
requirement:
  id: mot-tram
  name: {vi: Một trạm}
  unit: district
  at_least: 1
  hardened: {wind: {zone_gust: true}}
  legal_source: {vi: Thử}
"""
STORM = """\
storm:
  id: bao-that
  name: {vi: Bão thật}
  track:
    agency: JMA
    averaging_min: 10
    fixes:
      - {at: 2024-09-07T00:00:00Z, lon: 108.6, lat: 20.1, wind_kt: 100, pressure_hpa: 945}
      - {at: 2024-09-07T06:00:00Z, lon: 107.4, lat: 20.7, wind_kt: 95, pressure_hpa: 950}
"""


def project(folder: Path, scenario: str = SCENARIO, **files: str) -> Path:
    """A project: the small province with a scenario in it, a policy and a storm beside it."""
    write(folder, {
        **{f"tinh/{name}": text for name, text in FILES.items()},
        "tinh/thu.yaml": scenario,
        "policies/p.yaml": POLICY,
        "storms/bao.yaml": STORM,
        **{name.replace("__", "/") + ".yaml": text for name, text in files.items()},
    })
    return folder / "tinh" / "thu.yaml"


def errors(reading: ScenarioReading) -> list[Finding]:
    return [found for found in reading.findings if found.is_error]


def codes(reading: ScenarioReading) -> list[str]:
    return [found.code for found in errors(reading)]


def test_a_scenario_is_read_with_everything_that_it_names(tmp_path: Path) -> None:
    loaded = load_scenario(project(tmp_path))

    assert loaded.scenario.horizon_h == 48
    assert loaded.storm is not None
    assert loaded.storm.removals[0].at_h == Fraction(7, 2)
    assert [one.id for one in loaded.requirements] == ["mot-tram"]
    assert loaded.defaults is None
    assert not loaded.at_rest
    assert loaded.path == (tmp_path / "tinh" / "thu.yaml").as_posix()
    assert [file.path for file in loaded.inputs] == [
        "policies/p.yaml", "tinh/networks.yaml", "tinh/province.yaml", "tinh/sites.yaml",
        "tinh/thu.yaml",
    ]


def test_a_storm_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    scenario = SCENARIO[: SCENARIO.index("  storm:")] + "  storm: ../storms/bao.yaml\n"

    loaded = load_scenario(project(tmp_path, scenario))

    assert loaded.storm is not None
    assert loaded.storm.track is not None
    assert "storms/bao.yaml" in [file.path for file in loaded.inputs]


def test_files_that_ship_with_the_planner_are_found_from_anywhere(tmp_path: Path) -> None:
    scenario = changed(SCENARIO, "'../policies/p.yaml'", "bundled:policies/three-stations.yaml")
    scenario += "  defaults: bundled:defaults/design-gusts.yaml\n"

    loaded = load_scenario(project(tmp_path, scenario))

    assert [one.id for one in loaded.requirements] == ["three-stations"]
    assert loaded.defaults is not None
    assert "bundled:policies/three-stations.yaml" in [file.path for file in loaded.inputs]


def test_inputs_do_not_depend_on_where_the_planner_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_scenario(project(tmp_path))
    monkeypatch.chdir(tmp_path / "tinh")

    inside = load_scenario("thu.yaml")

    assert inside.inputs == whole.inputs
    assert inside.path == "thu.yaml"
    assert inside.province.places["sites/A-01"].path == "sites.yaml"


def test_a_province_may_lie_beside_the_scenarios_folder(tmp_path: Path) -> None:
    scenario = changed(SCENARIO, "  policies:", "  province: ../tinh\n  policies:")
    project(tmp_path)
    write(tmp_path, {"kich-ban/k.yaml": scenario})

    assert load_scenario(tmp_path / "kich-ban" / "k.yaml").province.folder.endswith("/tinh")


def test_a_province_at_rest_is_judged_by_the_bundled_policies(tmp_path: Path) -> None:
    project(tmp_path)

    loaded = at_rest(tmp_path / "tinh")

    assert loaded.at_rest
    assert loaded.storm is None
    assert [one.id for one in loaded.requirements] == ["three-stations", "level-4-communes"]
    assert load_scenario(tmp_path / "tinh").requirements == loaded.requirements


def test_a_province_at_rest_takes_policies_as_files_and_as_records(tmp_path: Path) -> None:
    project(tmp_path)
    first = at_rest(tmp_path / "tinh", [tmp_path / "policies" / "p.yaml"])

    second = at_rest(tmp_path / "tinh", first.requirements)

    assert isinstance(second.requirements[0], Requirement)
    assert second.requirements == first.requirements
    assert first.scenario.id == "at-rest"


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.yaml", "../../../etc/passwd", "/etc/passwd", "~/x.yaml", "C:/x.yaml",
        "C:x.yaml", "'\\\\server\\x.yaml'", "..\\..\\secret.yaml", "file:///etc/passwd",
        "http://x/y.yaml", "//server/x.yaml", "bundled:../pyproject.toml", "bundled:/etc/passwd",
        "bundled:..\\x", "x/../../../secret.yaml", "policies/../../../secret.yaml",
    ],
)
@pytest.mark.parametrize("field", ["province", "storm", "policies", "defaults"])
def test_no_name_leads_out_of_the_project(tmp_path: Path, field: str, name: str) -> None:
    write(tmp_path, {"secret.yaml": "storm: [THE SECRET"})
    scenario = SCENARIO.replace("  storm:\n", "  storm_:\n") if field == "storm" else SCENARIO
    if field == "policies":
        scenario = changed(scenario, "'../policies/p.yaml'", name)
    elif field == "storm":
        scenario = SCENARIO[: SCENARIO.index("  storm:")] + f"  storm: {name}\n"
    else:
        scenario = changed(scenario, "  start:", f"  {field}: {name}\n  start:")

    reading = read_scenario(project(tmp_path / "a" / "b", scenario))

    assert "E115" in codes(reading)
    assert not any("SECRET" in render(found, "en") for found in reading.findings)
    assert not any("secret" in file.path for file in reading.inputs)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 5_000, "x/" * 3_000 + "y", "bundled:" + "x" * 300])
@pytest.mark.parametrize("field", ["province", "storm", "policies", "defaults"])
def test_a_name_longer_than_a_disk_takes_is_a_finding(tmp_path: Path, field: str, name: str) -> None:
    scenario = SCENARIO
    if field == "policies":
        scenario = changed(scenario, "'../policies/p.yaml'", name)
    elif field == "storm":
        scenario = SCENARIO[: SCENARIO.index("  storm:")] + f"  storm: {name}\n"
    else:
        scenario = changed(scenario, "  start:", f"  {field}: {name}\n  start:")

    reading = read_scenario(project(tmp_path / "a" / "b", scenario))

    errors = [found for found in reading.findings if found.is_error]
    assert errors
    assert {found.code for found in errors} <= {"E115", "E112"}
    assert all(len(found.fact.en) < 400 for found in errors)


@pytest.mark.parametrize("field", ["province", "storm", "policies"])
def test_no_name_leads_through_a_link(tmp_path: Path, field: str) -> None:
    path = project(tmp_path / "p")
    write(tmp_path / "outside", {"storm.yaml": STORM, "p.yaml": POLICY, **FILES})
    (tmp_path / "p" / "link").symlink_to(tmp_path / "outside")
    line = {
        "province": ("  start:", "  province: ../link\n  start:"),
        "storm": (SCENARIO[SCENARIO.index("  storm:"):], "  storm: ../link/storm.yaml\n"),
        "policies": ("'../policies/p.yaml'", "../link/p.yaml"),
    }[field]
    path.write_text(changed(SCENARIO, *line), "utf-8")

    reading = read_scenario(path)

    assert codes(reading) == ["E115"]
    assert "is a link" in errors(reading)[0].fact.en


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    scenario = changed(SCENARIO, "'../policies/p.yaml'", "'../policies/pp.yaml'")
    path = project(tmp_path, scenario)
    (tmp_path / "policies" / "p.yaml").rename(tmp_path / "policies" / "ppp.yaml")

    reading = read_scenario(path)

    assert codes(reading) == ["E201"]
    assert "did you mean `../policies/ppp.yaml`?" in render(errors(reading)[0], "en")


def test_a_missing_scenario_is_the_machines_affair(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        load_scenario(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("site: A-01", "site: A-02", "E402", "did you mean `A-01`?"),
        ("generator: A-01/gen/g1", "generator: A-01/gen/g2", "E402", "did you mean `A-01/gen/g1`?"),
        ("generator: A-01/gen/g1", "generator: A-01", "E402", "no site has it"),
        ("to: B-01", "to: C-99", "E402", "is sent to `C-99`"),
        ("to: B-01,", "to: B-01, operator: op-x,", "E402", "no operator `op-x`"),
        ("asset: A-01/drop/G-1", "asset: A-01/drop/G-2", "E402", "did you mean `A-01/drop/G-1`?"),
        ("asset: A-01/drop/G-1", "asset: A-01/dish", "E402", "the province does not have it"),
        ("at_h: 12, litres", "at_h: 5.9, litres", "E403", "before generator"),
        ("at_h: 12, litres", "at_h: 40, litres", "E403", "has left"),
        ("at_h: 1, until_h: 9", "at_h: 9, until_h: 9", "E406", "not after its start"),
        ("at_h: 2, until_h: 4", "at_h: 5, until_h: 4", "E406", "not after its start"),
        ("at_h: 3.5, until_h: 20", "at_h: 30, until_h: 20", "E406", "ends at 20 h"),
        ("do: mobile-generator, id: m1, to: B-01", "do: mobile-generator, id: G1, to: A-01",
         "E202", "already has a generator"),
        ("do: derate", "do: derat", "E113", "write one of: derate, refuel"),
        ("do: derate, ", "", "E111", "`do` is missing"),
        ("factor: 1.2", "factor: 0.9", "E125", "from 1 to 3"),
        ("district: [dong]", "district: [dongg]", "E401", "did you mean `dong`?"),
        ("district: [dong]", "owner: [op-a]", "E401", "matches nothing"),
        ("{kind: [mast], district: [dong]}", "{assets: [A-01/masts]}", "E401", "A-01/mast"),
        ("{kind: [mast], district: [dong]}", "{}", "E401", "matches nothing"),
        ("{kind: [mast], district: [dong]}", "{inside: [[21, 107], [21, 107.2], [21.2, 107]]}",
         "E121", "swapped"),
        ("{kind: [mast], district: [dong]}",
         "{inside: [[107, 20.9], [107.2, 21.1], [107.2, 20.9], [107, 21.1]]}", "E127", "crosses"),
        ("{kind: [line]}", "{kind: [mast]}", "E208", "power nodes and lines only"),
        ("{kind: [line]}", "{kind: [line], mounting: [duct]}", "E401", "matches nothing"),
        ("polygon: [[107, 21], [107.2, 21], [107.2, 21.2]]",
         "polygon: [[107, 21], [107.2, 21], [107.1, 21]]", "E127", "no inside"),
        ("polygon: [[107, 21], [107.2, 21], [107.2, 21.2]]",
         "polygon: [[428000, 2318000], [429000, 2318000], [429000, 2319000]]", "E122", "projected"),
        ("start: 2024-09-06T12:00:00+07:00", "start: 2024-09-06T12:00:00", "E126", "+07:00"),
        ("horizon_h: 48", "horizon_h: 0", "E125", "above 0"),
        ("policies: ['../policies/p.yaml']", "policies: []", "E112", "at least 1"),
        ("policies: ['../policies/p.yaml']", "policies: ['../policies/p.yaml', '../policies/p.yaml']",
         "E202", "two policies"),
        ("policies: ['../policies/p.yaml']", "policies: ['../storms/bao.yaml']", "E118",
         "this file is a storm"),
        ("policies: ['../policies/p.yaml']", "policies: ['sites.yaml']", "E118", "`requirement`"),
        ("  start:", "  province: sites.yaml\n  start:", "E201", "not a province's folder"),
        ("  start:", "  strom: x\n  start:", "E110", "did you mean `storm`?"),
    ],
)
def test_what_a_scenario_cannot_ask_is_an_error(
    tmp_path: Path, old: str, new: str, code: str, says: str
) -> None:
    reading = read_scenario(project(tmp_path, changed(SCENARIO, old, new)))

    assert reading.loaded is None
    assert code in codes(reading), [found.fact.en for found in errors(reading)]
    found = next(finding for finding in errors(reading) if finding.code == code)
    assert says in render(found, "en")
    assert found.place is not None


def test_two_generators_sent_to_one_place_need_two_ids(tmp_path: Path) -> None:
    again = "    - {do: mobile-generator, id: M1, to: B-01, at_h: 9, tank_l: 5, burn_l_per_h: 1}\n"

    reading = read_scenario(project(tmp_path, SCENARIO + again))

    assert codes(reading) == ["E202"]
    assert errors(reading)[0].note is not None
    assert "on line 16" in errors(reading)[0].note.en  # type: ignore[union-attr]


def test_a_policy_named_outside_a_scenario_is_checked_as_well(tmp_path: Path) -> None:
    project(tmp_path, policies__p=changed(POLICY, "at_least: 1", "at_least: x"))

    with pytest.raises(InputInvalid):
        at_rest(tmp_path / "tinh", [tmp_path / "policies" / "p.yaml"])
    with pytest.raises(InputInvalid):
        at_rest(tmp_path / "tinh", ["bundled:policies/none.yaml"])
    assert at_rest(tmp_path / "tinh", ["bundled:policies/level-4-communes.yaml"]).requirements


@pytest.mark.parametrize(
    ("text", "code"),
    [("scenario: [x]", "E112"), ("scenario:", "E112"), ("[x]", "E118"), ("x: 1", "E118"), ("", "E117"),
     ("format: 3\n" + SCENARIO, "E119"), (SCENARIO + "sites: []\n", "E110")],
)
def test_a_file_that_is_no_scenario_is_a_finding(tmp_path: Path, text: str, code: str) -> None:
    assert code in codes(read_scenario(project(tmp_path, text)))


def test_a_repair_may_name_a_site_a_span_a_group_and_a_sent_generator(tmp_path: Path) -> None:
    more = "".join(
        f"    - {{do: repair, asset: {asset}, at_h: 30}}\n"
        for asset in ("A-01", "A-01/mast", "A-01/service-drop", "A-01/gen/g1", "A-01/hop/B-01",
                      "S-1", "L-1", "P-2", "R-1", "B-01/gen/m1", "G-1/service-drop")
    )

    assert codes(read_scenario(project(tmp_path, SCENARIO + more))) == []


def test_a_storm_that_does_nothing_is_an_error(tmp_path: Path) -> None:
    storm = STORM[: STORM.index("  track:")]
    scenario = SCENARIO[: SCENARIO.index("  storm:")] + "  storm: ../storms/bao.yaml\n"

    reading = read_scenario(project(tmp_path, scenario, storms__bao=storm))

    assert codes(reading) == ["E404"]
    assert errors(reading)[0].place is not None


@pytest.mark.parametrize("second", ["2024-09-07T00:00:00Z", "2024-09-06T23:00:00Z",
                                    "2024-09-07T07:00:00+07:00"])
def test_fixes_out_of_order_name_both(tmp_path: Path, second: str) -> None:
    write(tmp_path, {"bao.yaml": changed(STORM, "2024-09-07T06:00:00Z", second)})

    reading = read_file(tmp_path / "bao.yaml")

    assert [found.code for found in reading.findings] == ["E404"]
    assert reading.findings[0].place is not None
    assert reading.findings[0].place.line == 9
    assert reading.findings[0].note is not None
    assert "line 8" in reading.findings[0].note.en


@pytest.mark.parametrize("value", ["3", "600", "ten"])
def test_an_averaging_period_is_one_of_three(tmp_path: Path, value: str) -> None:
    text = changed(STORM, "averaging_min: 10", f"averaging_min: {value}")
    write(tmp_path, {"bao.yaml": text})

    assert [found.code for found in read_file(tmp_path / "bao.yaml").findings] in (
        ["E113"], ["E112"],
    )


def test_two_footprints_need_two_ids(tmp_path: Path) -> None:
    twice = changed(SCENARIO, "[107.2, 21.2]]}", "[107.2, 21.2]]}\n      - {id: F1, quantity: "
                    "gust_mps, value: 45, polygon: [[107, 21], [107.2, 21], [107.2, 21.2]]}")

    assert codes(read_scenario(project(tmp_path, twice))) == ["E202"]


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("{zone_gust: true}", "{}", "E405", "has 0 measures"),
        ("{zone_gust: true}", "{zone_gust: true, force: 12}", "E405", "has 2 measures"),
        ("{zone_gust: true}", "{zone_gust: false}", "E405", "zone_gust only as true"),
        ("at_least: 1", "at_least: 0", "E125", "from 1 to 1000"),
        ("  unit: district", "  unit: district\n  where: {only: [dongg]}", "E405", "`dong`"),
        ("  unit: district", "  unit: district\n  where: {level: [former-distric]}", "E113",
         "did you mean `former-district`?"),
        ("  unit: district", "  unit: district\n  from_h: 48", "E406", "the scenario has ended"),
        ("  unit: district", "  unit: district\n  from_h: 9\n  until_h: 9", "E406", "not after"),
        ("  unit: district", "  unit: districts", "E113", "did you mean `district`?"),
        ("  legal_source: {vi: Thử}", "", "E111", "legal_source"),
    ],
)
def test_a_policy_that_cannot_be_judged_is_an_error(
    tmp_path: Path, old: str, new: str, code: str, says: str
) -> None:
    reading = read_scenario(project(tmp_path, policies__p=changed(POLICY, old, new)))

    assert codes(reading) == [code]
    assert says in render(errors(reading)[0], "en")


@pytest.mark.parametrize(
    ("wind", "key", "unit"),
    [("{zone_gust: true}", "wind_zone: III", "district"),
     ("{risk_level: 4}", "risk_region: northeast", "commune"),
     ("{zone_gust: true}", "wind_zone: III", "province")],
)
def test_a_district_without_the_zone_a_policy_needs_is_named_at_its_line(
    tmp_path: Path, wind: str, key: str, unit: str
) -> None:
    province = PROVINCE.replace(f"    {key}\n", "", 1)
    policy = changed(changed(POLICY, "{zone_gust: true}", wind), "unit: district", f"unit: {unit}")

    reading = read_scenario(project(tmp_path, policies__p=policy, tinh__province=province))

    assert codes(reading) == ["E405"]
    found = errors(reading)[0]
    assert "district `dong` lacks" in found.fact.en
    assert found.place is not None
    assert found.place.path.endswith("tinh/province.yaml")


def test_a_policy_on_islands_asks_nothing_of_mainland_districts(tmp_path: Path) -> None:
    province = PROVINCE.replace("    wind_zone: III\n", "")
    policy = changed(POLICY, "unit: district", "unit: district\n  where: {island: true}")

    reading = read_scenario(project(tmp_path, policies__p=policy, tinh__province=province))

    assert codes(reading) == []
    assert "W511" in [found.code for found in reading.findings]


def test_errors_of_scenario_policy_and_province_come_in_one_pass(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        changed(SCENARIO, "horizon_h: 48", "horizon_h: yes"),
        policies__p=changed(POLICY, "at_least: 1", "at_least: one"),
        tinh__sites=changed(SITES, "battery_h: 4", "battery_h: four"),
    )

    with pytest.raises(InputInvalid) as caught:
        load_scenario(path)

    files = {found.place.path.rpartition("/")[2] for found in caught.value.findings
             if found.is_error and found.place is not None}
    assert files == {"thu.yaml", "p.yaml", "sites.yaml"}


def test_a_scenario_may_name_what_was_set_aside(tmp_path: Path) -> None:
    broken = changed(SITES, "type: monopole", "type: mono")

    loaded = load_scenario(project(tmp_path, tinh__sites=broken), set_aside=True)

    assert [one.id for one in loaded.province.set_aside] == ["A-01"]
    assert "W509" in [found.code for found in loaded.warnings]


def test_a_storm_a_policy_and_defaults_can_be_checked_by_themselves() -> None:
    from planner.foundation.resources import scenarios_folder

    bundled = sorted(scenarios_folder().glob("[dps]*s/*.yaml"))

    assert len(bundled) >= 4
    for path in bundled:
        reading = read_file(path)
        assert reading.kind in ("storm", "requirement", "defaults", "fragility")
        assert reading.findings == ()


@pytest.mark.parametrize("province", ["quang-ninh", "hai-phong", "tutorial"])
def test_the_bundled_provinces_have_no_errors(province: str) -> None:
    from planner.foundation.resources import scenarios_folder

    folder = scenarios_folder() / province
    if not folder.is_dir():
        pytest.skip(f"there is no {province} yet")

    for path in (folder, *sorted(folder.glob("*.yaml"))):
        if path.is_dir() or "scenario:" in path.read_text("utf-8"):
            loaded = load_scenario(path)
            assert loaded.requirements or loaded.duties
