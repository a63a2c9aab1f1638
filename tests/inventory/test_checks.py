from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.diagnostics import Finding, render
from tests.inventory.worlds import (
    NETWORKS,
    PROVINCE,
    SITES,
    changed,
    codes,
    one,
    reading_of,
)


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "says"),
    [
        ("sites", "    feed: P-2\n", "", "E203", "site `B-01` is fed by nothing"),
        ("networks", "feed: P-1, ", "", "E203", "fiber node `G-1` is fed by nothing"),
        ("sites", "    service_drop: {mounting: buried}\n", "", "E111", "`service_drop`"),
        ("networks", "to: N-2", "to: G-1", "E204", "both ends of segment `S-1` are `G-1`"),
        ("networks", "to: P-2", "to: P-1", "E204", "both ends of power line `L-1`"),
        ("sites", "{to: B-01}", "{to: A-01}", "E204", "hop to itself"),
        ("networks", "role: gateway", "role: hub", "E205", "no gateway"),
        ("networks", "kind: source", "kind: substation", "E206", "no source"),
        ("sites", "[op-a, op-b]", "[op-a, op-a]", "E207", "`op-a` is listed twice"),
        ("sites", "- {node: G-1, mounting: aerial}",
         "- {node: G-1, mounting: aerial}\n        - {node: G-1, mounting: duct}", "E207", "twice"),
        ("sites", "- {to: B-01}", "- {to: B-01}\n        - {to: B-01}", "E207", "twice"),
        ("networks", "srlgs: [R-1]", "srlgs: [R-1, R-1]", "E207", "twice"),
        ("networks", "mounting: aerial, poles", "mounting: duct, poles", "E208", "no poles"),
        ("sites", "{node: G-1, mounting: aerial}",
         "{node: G-1, mounting: buried, poles: L-1}", "E208", "hangs on no poles"),
        ("sites", "operators: [op-b]\n", "operators: [op-b]\n    generators: [{id: g, operator: op-a}]\n",
         "E208", "operator `op-a` is not on site `B-01`"),
        ("sites", "commune: xa-tay", "commune: xa-dong", "E208", "is in district `dong`"),
        ("sites", "lon: 106.9\n    lat: 21.0", "lon: 106.9", "E111", "one coordinate"),
        ("sites", "    lon: 106.9\n    lat: 21.0\n", "", "E111", "has no coordinates"),
        ("sites", "lat: 21.0\n    structure: {type: pole}",
         "lat: 21.0\n    east_m: 1\n    north_m: 2\n    structure: {type: pole}", "E208", "one pair"),
    ],
)
def test_what_cannot_be_is_an_error(
    tmp_path: Path, file: str, old: str, new: str, code: str, says: str
) -> None:
    text = {"sites": SITES, "networks": NETWORKS}[file]

    reading = reading_of(tmp_path, **{file: changed(text, old, new)})

    assert codes(reading) == [code]
    assert says in render(one(reading, code), "en")


def test_a_passive_node_needs_no_power_and_may_have_it(tmp_path: Path) -> None:
    networks = changed(NETWORKS, "role: passive,", "role: passive, feed: P-2,")

    assert codes(reading_of(tmp_path, networks=networks)) == []


def test_a_province_without_sites_needs_no_gateway(tmp_path: Path) -> None:
    assert codes(reading_of(tmp_path, sites="sites: []", networks="lines: []")) == []


def test_a_gateway_that_does_not_fit_its_model_is_not_also_called_absent(tmp_path: Path) -> None:
    networks = changed(NETWORKS, "role: gateway, lon: 107.05", "role: gateway, lon: east")

    assert codes(reading_of(tmp_path, networks=networks)) == ["E112"]


def warning(tmp_path: Path, code: str, sites: str) -> Finding:
    reading = reading_of(tmp_path, sites=sites)
    assert reading.province is not None
    return one(reading, code)


@pytest.mark.parametrize("step", ["", "00003"])
def test_two_sites_within_five_metres_are_a_warning(tmp_path: Path, step: str) -> None:
    sites = changed(SITES, "lon: 106.9\n", f"lon: 107.1{step}\n")
    sites = changed(sites, "district: tay\n    commune: xa-tay", "district: dong")

    found = warning(tmp_path, "W501", sites)

    assert "stand at one point" in found.fact.en
    assert found.note is not None
    assert "sites.yaml" in found.note.en


def test_sites_seven_metres_apart_are_two_sites(tmp_path: Path) -> None:
    sites = changed(SITES, "lon: 106.9\n", "lon: 107.10007\n")
    sites = changed(sites, "district: tay\n    commune: xa-tay", "district: dong")

    reading = reading_of(tmp_path, sites=sites)

    assert "W501" not in [found.code for found in reading.findings]


@pytest.mark.parametrize(
    ("declared", "warned"),
    [("40", False), ("44", False), ("37", False), ("36", False), ("48", False), ("49", True),
     ("72", True), ("30", True)],
)
def test_a_declared_autonomy_may_be_ten_percent_off_with_or_without_battery(
    tmp_path: Path, declared: str, warned: bool
) -> None:
    """Tank 100 l over 2.5 l/h is 40 h; with the battery 44 h."""
    sites = changed(SITES, "battery_h: 4", f"battery_h: 4\n    autonomy_h: {declared}")

    reading = reading_of(tmp_path, sites=sites)

    assert ("W502" in [found.code for found in reading.findings]) is warned


def test_a_declared_autonomy_without_figures_is_not_doubted(tmp_path: Path) -> None:
    sites = changed(changed(SITES, "tank_l: 100, ", ""), "battery_h: 4", "autonomy_h: 500")

    assert "W502" not in [found.code for found in reading_of(tmp_path, sites=sites).findings]


def test_a_site_with_2g_only_is_a_warning(tmp_path: Path) -> None:
    sites = changed(SITES, "battery_h: 4", "battery_h: 4\n    technologies: [2g]")

    assert "2G" in warning(tmp_path, "W503", sites).fact.vi


def test_2g_beside_4g_is_fine(tmp_path: Path) -> None:
    sites = changed(SITES, "battery_h: 4", "battery_h: 4\n    technologies: [2g, 4g]")

    assert "W503" not in [found.code for found in reading_of(tmp_path, sites=sites).findings]


def test_a_risk_group_that_nothing_belongs_to_is_a_warning(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, networks=changed(NETWORKS, ", srlgs: [R-1]", ""))

    assert reading.province is not None
    assert one(reading, "W510").fact.en == "nothing belongs to risk group `R-1`"


def test_gaps_are_one_warning_for_each_kind_of_figure_with_its_counts(tmp_path: Path) -> None:
    said = [
        found.fact.en for found in reading_of(tmp_path).findings if found.code == "W506"
    ]

    assert len(said) == len(set(said))
    assert "not surveyed: design wind of the mast, 1 of 2" in said
    assert "not surveyed: hours of battery, 2 of 3" in said
    assert "not surveyed: whether there is a satellite terminal, 1 of 2" in said
    assert not any("tank" in one_said for one_said in said)


def test_figures_without_a_source_are_counted_once(tmp_path: Path) -> None:
    found = one(reading_of(tmp_path), "W508")

    share = found.fact.en
    assert share.endswith("figures (100 %) have no source")

    sites = changed(SITES, "battery_h: 4", "battery_h: 4\n    source: {reporter: A}")
    assert "(100 %)" not in one(reading_of(tmp_path, sites=sites), "W508").fact.en


def test_warnings_ride_along_with_the_province(tmp_path: Path) -> None:
    province = reading_of(tmp_path).province

    assert province is not None
    assert {found.code for found in province.warnings} == {"W506", "W508"}


def test_a_province_in_many_files_says_where_the_first_of_two_headers_is(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, zz=PROVINCE.partition("operators:")[0])

    assert codes(reading) == ["E202"]
