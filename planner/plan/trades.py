"""Derating in words and for programs: what it gains, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.text import Text
from planner.plan.filters import hours

if TYPE_CHECKING:
    from planner.decisions.derating import DeratingTrade, SiteTrade
    from planner.plan.filters import Clock


def trade_line(trade: DeratingTrade) -> Text:
    """Both sides of all deratings in one line."""
    count, kept = len(trade.sites), trade.masts_kept
    return Text(
        vi=f"Hạ tải {count} trạm: giữ được {kept} cột, được thêm {hours(trade.gained_h, 'vi')} phục vụ, mất "
        f"{hours(trade.given_up_h, 'vi')} (so với không hạ tải cột nào)",
        en=f"Derating {count} {'station' if count == 1 else 'stations'}: "
        f"{kept} {'mast' if kept == 1 else 'masts'} kept, "
        f"{hours(trade.gained_h, 'en')} of service won, {hours(trade.given_up_h, 'en')} given up "
        "(against no mast derated)",
    )


def site_trade_line(row: SiteTrade, clock: Clock) -> Text:
    """Both sides of one site's derating."""
    vi, en = "đứng vững", "stands"
    if row.falls_without_at_h is not None:
        at = clock.show(row.falls_without_at_h)
        vi, en = f"đổ lúc {at.vi}", f"falls at {at.en}"
    return Text(
        vi=f"hạ tải {row.site} ({hours(row.derated_h, 'vi')}): phục vụ {hours(row.served_h, 'vi')}; nếu không hạ tải: "
        f"{hours(row.served_without_h, 'vi')}, cột {vi}",
        en=f"derating {row.site} ({hours(row.derated_h, 'en')}): serves {hours(row.served_h, 'en')}; if not derated: "
        f"{hours(row.served_without_h, 'en')}, its mast {en}",
    )


def trade_view(trade: DeratingTrade | None) -> dict[str, Any] | None:
    """Both sides of every derating, for programs; hours as exact text."""
    if trade is None:
        return None
    return {
        "masts_kept": trade.masts_kept,
        "hours_won": exact_text(trade.gained_h),
        "hours_given_up": exact_text(trade.given_up_h),
        "sites": [
            {
                "site": row.site,
                "derated_h": exact_text(row.derated_h),
                "served_h": exact_text(row.served_h),
                "served_without_h": exact_text(row.served_without_h),
                "mast_falls_at_h": None if row.falls_at_h is None else exact_text(row.falls_at_h),
                "mast_falls_without_at_h": None
                if row.falls_without_at_h is None
                else exact_text(row.falls_without_at_h),
            }
            for row in trade.sites
        ],
        "units": [
            {
                "requirement": row.requirement,
                "unit": row.unit,
                "minimum": row.minimum,
                "minimum_without": row.minimum_without,
                "hours_below": exact_text(row.hours_below),
                "hours_below_without": exact_text(row.hours_below_without),
            }
            for row in trade.units
        ],
    }
