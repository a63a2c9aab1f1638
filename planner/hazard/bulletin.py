"""What becomes of a bulletin's words: forces in m/s and knots, gusts as a check, and what is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.foundation.units import GUST_FACTORS, force_of, knots_from_mps

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.hazard.records import Bulletin


@dataclass(frozen=True, slots=True)
class Conversion:
    """One position of a bulletin on the way to a track."""

    after_h: Fraction
    force: str
    mean_2min_mps: float
    wind_kt: float
    """The same 2-minute mean, as the track holds it."""
    sea_gust_mps: float
    """The 3-second gust that goes with it over the open sea."""
    sea_gust_force: int
    stated_gust: str
    circle70_km: float | None


def conversions(bulletin: Bulletin) -> tuple[Conversion, ...]:
    """How each position's force becomes a wind, and the gust that goes with it beside the stated one."""
    made = []
    for position in bulletin.positions:
        mean_mps = bulletin.mean_2min_mps(position)
        gust_mps = mean_mps * GUST_FACTORS[2]["at-sea"]
        several = position.force_to is not None and position.force_to != position.force
        stated = "" if position.gust_force is None else str(position.gust_force)
        made.append(
            Conversion(
                after_h=position.after_h,
                force=f"{position.force}–{position.force_to}" if several else str(position.force),
                mean_2min_mps=mean_mps,
                wind_kt=knots_from_mps(mean_mps),
                sea_gust_mps=gust_mps,
                sea_gust_force=force_of(gust_mps),
                stated_gust=">17" if position.gust_above_scale else stated,
                circle70_km=position.circle70_km,
            )
        )
    return tuple(made)


def said(bulletin: Bulletin) -> tuple[Text, ...]:
    """What a run that rests on a bulletin takes for granted."""
    end = {
        "upper-end": Text(vi="đầu trên", en="the upper end"),
        "middle": Text(vi="giữa", en="the middle"),
    }[bulletin.take]
    assumed = [
        Text(
            vi=f"bão theo bản tin dự báo của {bulletin.agency}: lấy {end.vi} của cấp gió (trung bình 2 phút); "
            "giữa hai vị trí nội suy thẳng theo thời gian; giật của bản tin chỉ để kiểm tra",
            en=f"the storm is a forecast of {bulletin.agency}: {end.en} of each force is taken (2-minute mean); "
            "between positions all goes linearly with time; its gusts only serve as a check",
        )
    ]
    circles = [each.circle70_km for each in bulletin.positions if each.circle70_km is not None]
    if circles:
        widest = f"{max(circles):g}"
        assumed.append(
            Text(
                vi=f"kết luận chỉ cho đường đi ở giữa; vòng tròn 70 % rộng đến {widest} km: hãy thử cả các nơi đổ bộ "
                "khác (planner storm sweep)",
                en=f"the verdicts are for the middle of the forecast; its 70 % circle grows to {widest} km: try other "
                "landfalls too (planner storm sweep)",
            )
        )
    return tuple(assumed)
