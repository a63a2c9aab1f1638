"""Whom to send where and by when, over the tutorial: hours by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import pytest

from planner.foundation.intervals import INF
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.plan.papers.dossier import dossier_of
from planner.plan.papers.writing import write_paper
from planner.plan.registers.fuel import supplied_by_depots
from planner.plan.sendings import Need, Sending, _Sender, sendings, within_h
from planner.scenario.reading import load_scenario
from planner.scenario.records import Repair
from planner.scenario.run import run_scenario
from planner.simulation.causes import Link
from tests.plan.papers.reading_forms import rows_of, tables_of_paper
from tests.tutorial.runs import FOLDER, run_of

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.scenario.run import Run

WHY = Text("thử", "a try")


def local_h(run: Run, place: str, node: str) -> Fraction:
    """Hours from a road node to a site by the local road: the line times 1.3 at 20 km/h, up to the whole second."""
    joint = run.loaded.province.road_nodes[node]
    away_km = distance_km(*run.loaded.province.point(place), float(joint.lon), float(joint.lat))  # type: ignore[arg-type]
    return Fraction(ceil(away_km * 1.3 / 20 * 3600), 3600)


def sent(run: Run, *needs: Need) -> list[Sending]:
    """What a sender answers to these needs, one after the other."""
    sender = _Sender(run, {})
    return [sender._sent(need) for need in needs]


def test_the_last_start_is_the_hour_asked_less_the_way() -> None:
    """S3's drop is mended at 54: DT-2 takes an hour (40 km at 40 km/h), then the local road; nothing is closed then."""
    run = run_of("storm")

    [row] = [each for each in sendings(run) if each.place == "S3"]

    assert row.kind == Text("đội ứng cứu (cáp quang)", "repair team (fiber)")
    assert (row.resource, row.base.en, row.ways.en, row.ordered) == ("DOI-CAP", "Coast town", "DT-2", True)
    assert row.last_start_h == 54 - 1 - local_h(run, "S3", "NUT-SONG")
    assert row.phase == "after"


def test_one_team_is_not_sent_to_two_places_at_once_and_goes_again_when_it_is_back() -> None:
    """There is one radio team: away from its start to its return, an equal way back."""
    run = run_of("storm")
    way_h = Fraction(3, 4) + local_h(run, "S4", "NUT-CAU")
    first = Need("team", "radio", ("S4",), Fraction(40), WHY, ordered=True)
    overlapping, following = (
        replace(first, by_h=40 + way_h + more) for more in (Fraction(1, 100), way_h)
    )

    assert [row.resource for row in sent(run, first, overlapping)] == ["DOI-VT", ""]
    assert [row.resource for row in sent(run, first, following)] == ["DOI-VT", "DOI-VT"]
    assert not sent(run, first, overlapping)[1].in_time


def test_a_generator_that_stays_is_not_sent_on() -> None:
    run = run_of("storm")
    first = Need("mobile-generator", None, ("S4",), Fraction(30), WHY, until_h=INF)
    later = replace(first, by_h=Fraction(70))

    assert [row.resource for row in sent(run, first, later)] == ["MPD-1", ""]
    assert [row.resource for row in sent(run, replace(first, until_h=Fraction(40)), later)] == ["MPD-1", "MPD-1"]


def test_whoever_could_not_cross_in_time_after_the_loss_crosses_before_it() -> None:
    """No boat sails from hour 0 to 20. Lost at 2 and wanted by 14: over the water before hour 0. By 26: after 20."""
    run = run_of("roads")
    soon = Need("team", "fiber", ("D1",), 2 + within_h(run), WHY, after=True)
    late = replace(soon, by_h=Fraction(14) + within_h(run))
    there_h = local_h(run, "D1", "CANG-DAO")

    assert within_h(run) == 12
    [before] = sent(run, soon)
    [after] = sent(run, late)

    assert before.by_h == 2
    assert before.last_start_h == 0 - 1 - Fraction(1, 3)
    assert before.phase == "before"
    assert before.ways.en == "DT-4 – boat TAU-DAO"
    assert after.by_h == 26
    assert after.last_start_h == 26 - there_h - 1 - Fraction(1, 3)


def test_what_a_loss_wants_is_read_off_its_causes() -> None:
    run = run_of("storm")
    sender = _Sender(run, {})
    h = Fraction(10)
    gone = Link("mast-failed", "S4/mast", h, because=(Link("gust", "S4/mast", h),))
    cable = Link("no-backhaul", "S4", h, because=(Link("asset-failed", "C2", h),))
    power = Link("dark", "S4", h, because=(Link("grid-lost", "S4", h), Link("no-generator", "S4", h)))
    thirsty = Link("dark", "S4", h, because=(Link("tank-empty", "S4/gen/g1", h), Link("battery-empty", "S4", h)))
    grid = Link("dark", "S4", h, because=(Link("asset-failed", "L3", h),))

    def wanted(link: Link) -> list[tuple[object, ...]]:
        return [(n.kind, n.team, n.places, n.by_h) for n in sender._of(link, "S4", h)]

    assert wanted(gone) == [("team", "radio", ("S4",), 22), ("mobile-station", None, ("S4",), 22)]
    segment = run.loaded.province.segments["C2"]
    assert wanted(cable) == [("team", "fiber", tuple(sorted((segment.from_, segment.to))), 22)]
    assert wanted(power) == [("mobile-generator", None, ("S4",), 10)]
    assert wanted(thirsty) == []  # the depots bring it
    assert wanted(grid) == []  # the power company's
    assert wanted(Link("derated", "S4", h)) == []


def test_depots_send_what_the_ledger_says_and_nothing_is_listed_twice() -> None:
    run = run_of("roads")
    told = supplied_by_depots(run)

    rows = [row for row in sendings(run, told) if row.kind.en.startswith("fuel lorry")]

    loads = {(d.place, d.left_h) for s in told.values() for d in s.deliveries}
    assert loads
    assert {(row.place, row.last_start_h) for row in rows} <= loads
    assert [row.out_h for row in rows] == sorted(row.out_h for row in rows)


def test_what_nobody_can_do_in_time_says_so() -> None:
    """The island's mast is mended at 10, when no boat sails: the first boat is there at 21 and the team after it."""
    loaded = load_scenario(str(FOLDER / "roads.yaml"))
    order = Repair(do="repair", asset="D1/drop/JD", at_h=Fraction(10))
    run = run_of("roads")
    asked = replace(loaded, scenario=loaded.scenario.model_copy(update={"actions": (order,)}))

    [row] = [
each for each in sendings(replace(run, loaded=asked)) if each.ordered and each.place == "D1"
    ]

    # Before hour 0 a boat sails: whoever knows of the order then is in time.
    assert row.last_start_h == 0 - 1 - Fraction(1, 3)
    gone = replace(Need("team", "power", ("D1",), Fraction(10), WHY), ordered=True)
    [nobody] = sent(run, gone)
    assert (nobody.resource, nobody.last_start_h, nobody.who.en) == ("", None, "none left that is sure to be in time")


def test_a_run_without_causes_is_refused() -> None:
    run = run_scenario(load_scenario(str(FOLDER / "roads.yaml")), explain=False)

    with pytest.raises(ValueError, match="explained"):
        sendings(run)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_plan_tells_before_during_and_after_who_sets_out_when(language: Language) -> None:
    run = run_of("storm")
    rows, dossier = sendings(run), dossier_of(run)

    paper, _ = write_paper(dossier, "plan", language)
    public, _ = write_paper(dossier_of(run, level="public"), "plan", language)

    said, told_to_all = (
        [row for table in tables_of_paper(each.body) for row in rows_of(table)] for each in (paper, public)
    )
    for phase, now in dossier.travel.sent.items():
        mine = [row for row in rows if row.phase == phase]
        told = [[cell.in_(language) for cell in row] for row in now.register.rows]
        assert len(told) == min(len(mine), 12)
        assert now.more == len(mine) - len(told)
        assert [row for row in told if row not in said] == []
        assert [row for row in told if row in told_to_all] == []
        assert [row[0] for row in told].count("–") == min(sum(not row.resource for row in mine), 12)
    assert any(not row.resource for row in rows)
