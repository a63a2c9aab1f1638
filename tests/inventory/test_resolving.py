from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.diagnostics import render
from planner.inventory.reading import read_province
from tests.inventory.worlds import (
    FILES,
    NETWORKS,
    PROVINCE,
    SITES,
    changed,
    codes,
    errors,
    one,
    reading_of,
    write,
)


def test_a_site_fed_by_what_is_not_there_is_told_the_nearest_node_and_the_file(
    tmp_path: Path,
) -> None:
    reading = reading_of(tmp_path, sites=changed(SITES, "feed: P-1", "feed: P-11"))

    said = render(one(reading, "E203"), "en")

    assert said == (
        "error[E203]: site `A-01` is fed by a power node that the province does not have\n"
        f" --> {tmp_path.as_posix()}/sites.yaml:9:11\n"
        "  |\n"
        "9 |     feed: P-11\n"
        "  |           ^^^^ no power node has this id\n"
        f"  = help: did you mean `P-1`? or add `P-11` to {tmp_path.as_posix()}/networks.yaml"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "says"),
    [
        ("sites", "district: tay", "district: tây", "E116", "cannot be an id"),
        ("sites", "district: tay", "district: nam", "E201", "is in a district that"),
        ("sites", "commune: xa-tay", "commune: xa-nam", "E201", "is in a commune that"),
        ("sites", "operators: [op-b]", "operators: [op-c]", "E201", "names an operator that"),
        ("sites", "- {node: G-1,", "- {node: G-2,", "E201", "has a fiber drop to a fiber node"),
        ("sites", "{node: G-1,", "{node: B-01,", "E201", "`B-01` is a site"),
        ("sites", "{to: B-01}", "{to: B-02}", "E201", "has a hop to a site or fiber node"),
        ("sites", "{to: B-01}", "{to: P-1}", "E201", "`P-1` is a power node"),
        ("sites", "feed: P-2", "feed: G-1", "E203", "`G-1` is a fiber node"),
        ("sites", "{node: G-1, mounting: aerial}",
         "{node: G-1, mounting: aerial, poles: L-9}", "E201", "hangs on the poles of"),
        ("sites", "{node: G-1, mounting: aerial}",
         "{node: G-1, mounting: aerial, srlgs: [R-9]}", "E201", "is in a risk group"),
        ("sites", "{id: g1,", "{id: g1, operator: op-z,", "E201", "names an operator"),
        ("networks", "to: N-2", "to: N-3", "E201", "segment `S-1` ends at a fiber node"),
        ("networks", "from: G-1", "from: A-01", "E201", "`A-01` is a site"),
        ("networks", "from: P-1", "from: P-3", "E201", "power line `L-1` ends at a power node"),
        ("networks", "poles: L-1", "poles: L-3", "E201", "hangs on the poles of a power line"),
        ("networks", "srlgs: [R-1]", "srlgs: [R-1, R-2]", "E201", "is in a risk group"),
        ("networks", "feed: P-1", "feed: P-7", "E203", "fiber node `G-1` is fed by"),
        ("province", "{id: xa-tay, name: {vi: Xã Tây}, district: tay}",
         "{id: xa-tay, name: {vi: Xã Tây}, district: tai}", "E201", "did you mean `tay`?"),
    ],
)
def test_a_dangling_reference_says_who_refers_to_what(
    tmp_path: Path, file: str, old: str, new: str, code: str, says: str
) -> None:
    text = {"sites": SITES, "networks": NETWORKS, "province": PROVINCE}[file]

    reading = reading_of(tmp_path, **{file: changed(text, old, new)})

    found = next(finding for finding in errors(reading) if finding.code == code)
    assert says in render(found, "en")
    assert "tỉnh không có" in found.fact.vi or code == "E116"


def test_an_owner_that_nobody_listed_is_found(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, sites=changed(SITES, "    battery_h: 4", "    battery_h: 4\n    owner: evn")
    )

    assert "is owned by an operator" in one(reading, "E201").fact.en


@pytest.mark.parametrize(
    ("old", "new"), [("id: B-01", "id: A-01"), ("id: B-01", "id: a-01"), ("id: B-01", "id: s-1")]
)
def test_an_id_used_twice_names_both_places(tmp_path: Path, old: str, new: str) -> None:
    sites = changed(SITES.replace("{to: B-01}", "{to: N-2}"), old, new)

    found = one(reading_of(tmp_path, sites=sites), "E202")

    assert found.place is not None
    assert found.note is not None
    assert ":2" in found.note.en or "networks.yaml:" in found.note.en


def test_operators_districts_and_communes_have_namespaces_of_their_own(tmp_path: Path) -> None:
    province = changed(PROVINCE, "{id: xa-dong,", "{id: dong,")
    sites = changed(SITES, "commune: xa-dong", "commune: dong")

    assert codes(reading_of(tmp_path, province=province, sites=sites)) == []


def test_two_generators_of_a_site_need_two_ids(tmp_path: Path) -> None:
    sites = changed(SITES, "burn_l_per_h: 2.5}", "burn_l_per_h: 2.5}\n      - {id: G1, tank_l: 5}")

    found = one(reading_of(tmp_path, sites=sites), "E202")

    assert found.note is not None
    assert "line 13" in found.note.en


def test_the_same_generator_id_at_two_sites_is_fine(tmp_path: Path) -> None:
    sites = changed(SITES, "    backhaul: {drops: [], satellite: unknown}",
                    "    generators: [{id: g1}]\n    backhaul: {drops: [], satellite: unknown}")

    assert codes(reading_of(tmp_path, sites=sites)) == []


def test_suggestions_come_only_when_something_is_near(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, sites=changed(SITES, "feed: P-1", "feed: completely-else"))

    found = one(reading, "E203")

    assert found.remedy is not None
    assert "did you mean" not in found.remedy.en


def test_a_list_that_no_file_has_gets_its_usual_file_in_the_remedy(tmp_path: Path) -> None:
    networks = NETWORKS.partition("lines:")[0] + NETWORKS[NETWORKS.index("fiber_nodes:"):]
    write(tmp_path, {**FILES, "networks.yaml": networks})

    found = one(read_province(tmp_path), "E201")

    assert found.remedy is not None
    assert "power.yaml" in found.remedy.en
