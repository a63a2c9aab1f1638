"""Deratings, cable out of the wind and roaming, by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from planner.foundation.errors import InputInvalid
from planner.inventory.reading import read_province
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.policy.duties.worlds import NAME, inventory, lost, verdict_of, windy, written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict

Record = dict[str, Any]


def asked(kind: str, **more: Any) -> Record:
    """A requirement of one kind."""
    return {"id": "q", "name": NAME, "kind": kind, "unit": "district", "legal_source": NAME, **more}


# --- deratings: hour 0 is 06:00 on 1 September; force 6 (a gust of 15.3 m/s) comes at hour 8 -------

FORCE_6_AT_8 = windy((8, 20, 16))


def derated(folder: Path, province: Record | None = None, **told: Any) -> DutyVerdict:
    """S1 ordered to be derated at hour 2, under wind from hour 8 on."""
    duty = asked("derating", **told.pop("duty", {}))
    storm = told.pop("storm", FORCE_6_AT_8)
    path = written(folder, province or inventory(), duty, **storm)
    whole = json.loads(path.read_text("utf-8"))
    order = {"do": "derate", "site": "S1", "at_h": 2, "until_h": 22, "factor": 1.2, **told}
    whole["scenario"]["actions"] = [order] if told.pop("ordered", True) else []
    order.pop("ordered", None)
    text = json.dumps(whole)
    if "done_at" in order:
        text = text.replace(f'"{order["done_at"]}"', order["done_at"])
    path.write_text(text, "utf-8")
    (verdict,) = run_scenario(load_scenario(path)).duties
    return verdict


@pytest.mark.parametrize(
    ("told", "outcome", "said"),
    [
        ({"done": True, "done_at": "2026-09-01T13:59:00+07:00"}, "holds", "done in time"),
        ({"done": True, "done_at": "2026-09-01T14:01:00+07:00"}, "fails", "done later than the wind"),
        ({"done": False}, "fails", "not done"),
        ({"at_h": 9}, "fails", "ordered for 1 Sep 15:00, later than the wind"),
        ({}, "unknown", "nobody has said that it is done"),
        ({"done": True}, "unknown", "done, nobody has said when"),
        ({"done": True, "done_at": "2026-09-01T13:59:00+07:00", "duty": {"lead_h": 1}}, "fails",
         "done later than the wind"),
        ({"done": True, "at_h": 8, "done_at": "2026-09-01T14:00:00+07:00"}, "holds", "done in time"),
        ({"done": True, "done_at": "2026-09-01T14:00:01+07:00"}, "fails", "done later than the wind"),
        ({"done": True, "done_at": "2026-09-01T13:59:00+07:00", "until_h": 8}, "fails",
         "put back before the wind comes"),
        ({"done": True, "done_at": "2026-09-01T13:59:00+07:00", "until_h": 19}, "fails",
         "put back at 2 Sep 01:00, before the wind has gone"),
        ({"done": True, "done_at": "2026-09-01T13:59:00+07:00", "until_h": 20}, "holds", "done in time"),
        ({"done": False, "duty": {"before_force": 7}}, "holds", "the wind does not reach force 7 here"),
        ({"done": True, "storm": {"removals": [lost("L1", at=3)]}}, "unknown",
         "nobody knows the storm's wind here"),
    ],
)  # fmt: skip
def test_a_derating_is_judged_by_when_it_was_done_and_when_the_wind_came(
    tmp_path: Path, told: Record, outcome: str, said: str
) -> None:
    verdict = derated(tmp_path, **told)

    (mast,) = verdict.subjects
    assert (verdict.outcome, mast.subject, mast.notes[0].en) == (outcome, "S1", said)


def test_where_nothing_is_ordered_all_is_well_only_if_every_mast_stands_what_comes(tmp_path: Path) -> None:
    weak = inventory()
    weak["sites"][0]["structure"]["design_wind"] = {"value": 15}
    unsurveyed = inventory()
    del unsurveyed["sites"][0]["structure"]["design_wind"]

    strong, short, nobody_knows = (
        derated(tmp_path / name, province, ordered=False)
        for name, province in (("strong", inventory()), ("weak", weak), ("open", unsurveyed))
    )

    assert [each.outcome for each in (strong, short, nobody_knows)] == ["holds", "unknown", "unknown"]
    assert short.note is not None
    assert short.note.en == "no derating is ordered; 1 mast may not withstand the wind that comes, such as S1"


# --- cable: C1 is 10.38 km long and C2 9.34 km, so 47 % and 53 % -----------------------------------


def cable(folder: Path, share: float, by_year: int = 2026, *, c1: str = "aerial", c2: str = "buried",
          programmes: tuple[Record, ...] = (), routes: str = "all") -> DutyVerdict:
    """What is said of the two cables, on 1 September 2026."""
    province = inventory()
    for segment, mounting in zip(province["segments"], (c1, c2), strict=True):
        segment["mounting"] = mounting
        if mounting == "aerial":
            segment["design_wind"] = {"value": 99}
    province["cable_programmes"] = list(programmes)
    duty = asked("undergrounding", unit="province", share=share, by_year=by_year, routes=routes)
    return verdict_of(folder, province, duty)


def programme(**more: Any) -> Record:
    """A programme that takes down C1 by the end of 2026."""
    return {"id": "NH", "segments": ["C1"], "year": 2026, "target_km": 10.4, "done_km": 3, "owner": "a", **more}


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({"share": 0.47}, "holds"),
        ({"share": 0.48}, "fails"),
        ({"share": 0.48, "programmes": (programme(),)}, "unknown"),
        ({"share": 0.48, "programmes": (programme(year=2027),)}, "fails"),
        ({"share": 0.48, "by_year": 2025, "programmes": (programme(year=2025),)}, "fails"),
        ({"share": 1, "c1": "duct"}, "holds"),
    ],
)
def test_a_share_of_the_cable_is_out_of_the_wind_or_may_be_by_the_year(
    tmp_path: Path, told: Record, outcome: str
) -> None:
    verdict = cable(tmp_path, **told)

    assert verdict.outcome == outcome
    if outcome == "unknown":
        assert verdict.subjects[0].notes[0].en == (
            "9.3 km of 19.7 km do not hang (47 %); programmes add 10.3 km by the end of 2026"
        )


def test_core_cable_lies_between_gateways_and_hubs(tmp_path: Path) -> None:
    """Both cables here end at a joint from which only a site hangs."""
    verdict = cable(tmp_path, 0.5, routes="core")

    assert (verdict.outcome, verdict.subjects) == ("unknown", ())


# --- roaming: everybody lives between S1 (operator a) and S2 (operator b) --------------------------


def agreement(**more: Any) -> Record:
    """What a and b agreed for the commune."""
    return {
        "id": "CV", "communes": ["X"], "operators": ["a", "b"], "minutes_after_order": 30, "last_tested": "2026-08-01",
        "instruction": NAME, **more,
    }  # fmt: skip


def roaming(folder: Path, *agreements: Record, site: str = "S1", **more: Any) -> DutyVerdict:
    """S1 is lost at hour 5, and a with it."""
    province = {**inventory(), "roaming_agreements": list(agreements)}
    return verdict_of(folder, province, asked("roaming", **more), lost(site, at=5))


@pytest.mark.parametrize(
    ("agreements", "outcome", "said"),
    [
        ((agreement(),), "holds", "Small falls short; CV is ready"),
        ((), "unknown", "Small falls short, and no roaming is agreed"),
        ((agreement(operators=["b"]),), "fails", None),
        ((agreement(minutes_after_order=31),), "fails", "Small falls short; CV takes 31 minutes, more than 30"),
        ((agreement(minutes_after_order=None),), "unknown", "Small falls short; CV lacks data"),
        ((agreement(last_tested="2025-08-31"),), "fails",
         "Small falls short; CV was last tested 31 Aug 2025, more than 365 days ago"),
        ((agreement(last_tested="2025-09-01"),), "holds", "Small falls short; CV is ready"),
        ((agreement(last_tested=None),), "unknown", "Small falls short; CV lacks data"),
        ((agreement(last_tested=None), agreement(id="CV-2")), "holds", "Small falls short; CV-2 is ready"),
    ],
)  # fmt: skip
def test_roaming_is_judged_by_what_was_agreed_where_an_operator_falls_short(
    tmp_path: Path, agreements: tuple[Record, ...], outcome: str, said: str | None
) -> None:
    if said is None:  # an agreement of one operator is an error, so that of another commune stands in
        other = {"id": "Y", "name": NAME, "district": "D"}
        province = {**inventory(), "roaming_agreements": [agreement(communes=["Y"])]}
        province["communes"] = [*province["communes"], other]
        duty = asked("roaming", unit="commune", where={"only": ["X"]})
        verdict = verdict_of(tmp_path, province, duty, lost("S1", at=5))
        said = "Small falls short, and no roaming is agreed"
    else:
        verdict = roaming(tmp_path, *agreements)

    assert (verdict.outcome, verdict.subjects[0].notes[0].en) == (outcome, said)


def test_where_no_operator_falls_short_nothing_needs_to_be_agreed(tmp_path: Path) -> None:
    verdict = verdict_of(tmp_path, inventory(), asked("roaming"))

    assert (verdict.outcome, verdict.subjects[0].notes[0].en) == ("holds", "no operator falls short")


@pytest.mark.parametrize(
    ("duty", "lists"),
    [
        (asked("coverage", people_share=0.5), {"coverage_measurements": [{"id": "DO", "commune": "X", "oops": 1}]}),
        (asked("roaming"), {"roaming_agreements": [{"id": "CV", "oops": 1}]}),
        (asked("undergrounding", unit="province", share=1, by_year=2026, routes="all"),
         {"cable_programmes": [{"id": "NH", "oops": 1}],
          "segments": [{**inventory()["segments"][0], "mounting": "aerial", "design_wind": {"value": 99}}]}),
    ],
)  # fmt: skip
def test_a_register_with_errors_set_aside_leaves_its_verdict_open(
    tmp_path: Path, duty: Record, lists: Record
) -> None:
    path = written(tmp_path, {**inventory(), **lists}, duty, (lost("S1", at=5),))

    (verdict,) = run_scenario(load_scenario(path, set_aside=True)).duties

    assert verdict.outcome == "unknown"


# --- what planners get wrong ------------------------------------------------


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({"cable_programmes": [programme(done_km=104)]}, "E240"),
        ({"cable_programmes": [programme(done_km=10.4)]}, "W595"),
        ({"cable_programmes": [programme(), programme(id="NH-2")]}, "W596"),
        ({"cable_programmes": [programme(segments=["C9"])]}, "E201"),
        ({"roaming_agreements": [agreement(operators=["a"])]}, "E241"),
        ({"roaming_agreements": [agreement(last_tested=None)]}, "W597"),
        ({"roaming_agreements": [agreement(instruction=None)]}, "W597"),
        ({"roaming_agreements": [agreement(minutes_after_order=60)]}, "W598"),
        ({"roaming_agreements": [agreement(communes=["Z"])]}, "E201"),
        ({"population_points": [{"id": "H", "commune": "X", "population": 5, "lon": 107, "lat": 21,
                                 "signal_before": False, "served_by": ["S1"]}]}, "W611"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_register_is_a_finding_at_its_place(tmp_path: Path, lists: Record, code: str) -> None:
    province = inventory()
    province["segments"][0] |= {"mounting": "aerial", "design_wind": {"value": 50}}
    written(tmp_path, {**province, **lists}, asked("roaming"))

    found = [each for each in read_province(tmp_path).findings if each.code == code]

    assert found
    assert all(each.place is not None for each in found)


def test_cable_by_commune_and_an_unknown_operator_are_refused(tmp_path: Path) -> None:
    by_commune = asked("undergrounding", unit="commune", share=0.5, by_year=2026)
    of_nobody = asked("coverage", people_share=0.5, operator="c")

    for name, duty, code in (("cable", by_commune, "E242"), ("operator", of_nobody, "E405")):
        path = written(tmp_path / name, inventory(), duty)
        with pytest.raises(InputInvalid) as refused:
            load_scenario(path)
        assert code in {each.code for each in refused.value.findings}


@pytest.mark.parametrize("told", [{"done_at": "2026-09-01T07:00:00+07:00"}, {"deadline_h": 1}])
def test_a_derating_that_contradicts_itself_is_told(tmp_path: Path, told: Record) -> None:
    path = written(tmp_path, inventory(), asked("derating"))
    whole = json.loads(path.read_text("utf-8"))
    whole["scenario"]["actions"] = [{"do": "derate", "site": "S1", "at_h": 2, "factor": 1.2, **told}]
    text = json.dumps(whole).replace('"2026-09-01T07:00:00+07:00"', "2026-09-01T07:00:00+07:00")
    path.write_text(text, "utf-8")

    (found,) = [each for each in load_scenario(path).warnings if each.code == "W599"]

    assert found.place is not None
    assert found.place.path.endswith("storm.yaml")
