"""By when: the last hour for outdoor work, the tank, the mast; what the scenario orders too late."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS
from planner.hazard.records import Footprint
from planner.plan.due import WORKING_LIMIT_FORCE, due_rows, working_limits
from planner.plan.papers.dossier import dossier_of
from planner.plan.sheets import FuelRow
from planner.scenario.arrival import LEAD_H
from tests.plan.runs import small_run


def fuel(id_: str, litres: int) -> FuelRow:
    said = Text("", "")
    return FuelRow(id_, said, said, Fraction(1), Fraction(1), Fraction(1), Fraction(9), Fraction(9),
                   Fraction(litres))  # fmt: skip


def calm(run: Any) -> Any:
    """The same run without any storm."""
    run.loaded.storm = None
    return run


def test_without_a_storm_no_hour_limits_the_work() -> None:
    assert working_limits(calm(small_run())) == {}


def test_a_footprint_of_wind_limits_every_district_from_its_first_hour() -> None:
    run = small_run()
    winds = [
        SimpleNamespace(quantity="gust_mps", from_h=Fraction(12), value=40, series=()),
        SimpleNamespace(quantity="gust_mps", from_h=Fraction(7), value=30, series=()),
        SimpleNamespace(quantity="gust_mps", from_h=Fraction(3), value=5, series=()),  # a breeze
        SimpleNamespace(quantity="depth_m", from_h=Fraction(1), value=2, series=()),
    ]
    run.loaded.storm = SimpleNamespace(track=None, footprints=winds)

    assert working_limits(run) == dict.fromkeys(("BC", "CT", "HL", "VD"), Fraction(7))


def test_the_track_limits_work_from_force_6_on_and_the_nearer_district_first() -> None:
    limits = working_limits(small_run())

    assert FORCE_BOUNDS_MPS[WORKING_LIMIT_FORCE][0] == 10.8  # the lower end of force 6, a 2-minute mean
    assert all(-LEAD_H <= hour < 72 for hour in limits.values())
    assert limits["CT"] <= limits["HL"]  # the island lies out at sea, before the storm


def test_a_tank_that_runs_dry_first_gives_the_hour() -> None:
    run = calm(small_run())
    plants = run.pessimistic.views[None].plants
    plants["CT-05"] = SimpleNamespace(
        spans=plants["CT-05"].spans, tank_empty_h={"CT-05/gen/g1": (Fraction(30), Fraction(50))}
    )

    [row] = due_rows(run, (), (), [fuel("CT-05", 120)])

    assert row.last_h == 30
    assert row.why.vi == "trước khi bồn cạn"
    assert row.things[0].vi == "CT-05 (120 lít)"


def test_what_is_due_first_stands_first_and_repairs_are_left_out() -> None:
    rows = dossier_of(small_run()).due
    hours = [row.last_h for row in rows if row.last_h is not None]

    assert hours == sorted(hours)
    assert not [row for row in rows if row.verb.vi == "sửa"]


def test_a_derating_ordered_after_the_wind_has_come_is_late() -> None:
    run = small_run()
    everywhere = ((106.0, 20.0), (109.0, 20.0), (109.0, 22.5), (106.0, 22.5), (106.0, 20.0))
    from_h = Fraction(3)
    winds = [Footprint(id="gale", quantity="gust_mps", from_h=from_h, value=40, polygon=everywhere)]
    run.loaded.storm = SimpleNamespace(
        track=None, footprints=winds, removals=(), name=run.loaded.storm.name, illustrative=None,
        id="S", source=None,
    )  # fmt: skip

    late = [row for row in dossier_of(run).due if row.late]

    assert [row.things[0].vi for row in late if row.verb.vi.startswith("hạ tải")] == ["HL-04"]
    assert late[0].last_h == 3
    assert late[0].planned_at_h == 6


def test_works_of_one_kind_in_one_district_by_one_hour_are_one_line() -> None:
    rows = due_rows(calm(small_run()), (), (), [fuel("HL-01", 10), fuel("HL-02", 20)])

    assert len(rows) == 1
    assert [thing.vi for thing in rows[0].things] == ["HL-01 (10 lít)", "HL-02 (20 lít)"]
