"""What derating gains and costs, worked by hand: a gust of 60 m/s from hour 10 to 12, masts of 50 m/s, 72 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from planner.decisions.derating import derating_trade
from planner.foundation.text import Text
from planner.plan.filters import Clock
from planner.plan.trades import site_trade_line, trade_line, trade_view
from planner.scenario.records import Derate
from tests.simulation.worlds import H, around, go, province, site

if TYPE_CHECKING:
    from planner.decisions.derating import DeratingTrade


def light(site_id: str, at: int = 8, until: int = 14, factor: float = 1.25) -> Derate:
    """A derating."""
    return Derate(do="derate", site=site_id, at_h=H(at), until_h=H(until), factor=factor)


GALE = tuple(around(each, 60, at=10, until=12) for each in ("S1", "S2"))


def traded(*actions: Derate) -> DeratingTrade:
    """The trade of these deratings: S1 and S2 in the gale, S3 out of it."""
    found = derating_trade(go(province(site("S1"), site("S2"), site("S3")), *GALE, *actions))
    assert found is not None
    return found


def test_a_mast_that_is_kept_serves_on_once_it_is_put_back() -> None:
    """Derated 8-14: serves 0-8 and 14-72, 66 h. Not derated it falls at 10: 10 h."""
    trade = traded(light("S1"))

    [row] = trade.sites
    assert (row.derated_h, row.served_h, row.served_without_h) == (H(6), H(66), H(10))
    assert (row.falls_at_h, row.falls_without_at_h) == (None, H(10))
    assert (trade.masts_kept, trade.gained_h, trade.given_up_h) == (1, H(56), H(0))


def test_where_no_gale_comes_derating_only_costs() -> None:
    trade = traded(light("S3"))

    assert (trade.masts_kept, trade.gained_h, trade.given_up_h) == (0, H(0), H(6))


def test_a_factor_that_is_too_small_costs_the_hours_and_loses_the_mast() -> None:
    [row] = traded(light("S1", factor=1.1)).sites

    assert (row.falls_at_h, row.served_h, row.served_without_h) == (H(10), H(8), H(10))


def test_the_district_is_told_of_both_ways() -> None:
    """With S1 and S2 derated together only S3 serves from 8 to 14; without, only S3 from 10 on."""
    [unit] = traded(light("S1"), light("S2")).units

    assert (unit.unit, unit.minimum, unit.minimum_without) == ("D", 1, 1)
    assert (unit.hours_below, unit.hours_below_without) == (H(0), H(0))


def test_nothing_is_said_where_nothing_is_derated() -> None:
    assert derating_trade(go(province(), *GALE)) is None
    assert trade_view(None) is None


def test_both_sides_are_told_in_both_languages_and_to_programs() -> None:
    trade = traded(light("S1"), light("S3"))
    clock = Clock(go(province()).loaded.scenario.start)

    assert trade_line(trade) == Text(
        vi="Hạ tải 2 trạm: giữ được 1 cột, được thêm 56 h phục vụ, mất 6 h (so với không hạ tải cột nào)",
        en="Derating 2 stations: 1 mast kept, 56 h of service won, 6 h given up (against no mast derated)",
    )
    assert "its mast falls at" in site_trade_line(trade.sites[0], clock).en
    assert "cột đứng vững" in site_trade_line(trade.sites[1], clock).vi
    view = trade_view(trade)
    assert view is not None
    assert view["sites"][0]["mast_falls_without_at_h"] == "10"
    assert view["hours_given_up"] == "6"


@pytest.mark.parametrize(("share", "times"), [(0.36, 1.25), (0, 1), (0.75, 2)])
def test_the_share_that_is_taken_down_says_how_much_more_wind_the_mast_stands(
    share: float, times: float
) -> None:
    """1 / sqrt(1 - 0.36) = 1 / 0.8."""
    assert Derate(do="derate", site="S1", at_h=H(1), removed_share=share).strength == pytest.approx(
        times
    )


def test_a_derating_says_one_figure() -> None:
    for faulty in ({}, {"factor": 1.2, "removed_share": 0.3}):
        with pytest.raises(ValidationError) as found:
            Derate.model_validate({"do": "derate", "site": "S1", "at_h": H(1), **faulty})
        assert [each["type"] for each in found.value.errors()] == ["E437"]
