"""A bulletin that contradicts itself: order, forces and gusts, radii, circles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS, STRONGEST_FORCE
from planner.hazard.best_tracks.checks import FASTEST_KMH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Bulletin, BulletinPosition, Storm
    from planner.scenario.sources import Part

LEAST_GUST_FACTOR = min(GUST_FACTORS[1].values())
LARGEST_GUST_FACTOR = max(GUST_FACTORS[10].values())
"""Gust over mean, from the open sea over 1 minute to rough land over 10: a 2-minute mean of a bulletin
must lie between, whatever its gusts blow over. WMO/TD-1555."""


def check_bulletin(part: Part[Storm], bulletin: Bulletin) -> Iterator[Finding]:
    """Findings about a bulletin by itself."""
    if "track" in part.record.model_fields_set:
        yield part.within(
            "E414",
            ("bulletin",),
            Text(vi="cơn bão ghi cả track và bulletin: không biết theo cái nào",
                 en="the storm has both a track and a bulletin: which of them counts is open"),
            None,
            Text(vi="giữ một, bỏ một; muốn so sánh thì làm hai tệp bão",
                 en="keep one of the two; make two storm files to compare them"),
        )  # fmt: skip
    for index, position in enumerate(bulletin.positions):
        yield from _forces(part, index, position)
        yield from _radii(part, index, position)
    for index, (before, after) in enumerate(pairwise(bulletin.positions), start=1):
        yield from _step(part, index, before, after)


def _forces(part: Part[Storm], index: int, position: BulletinPosition) -> Iterator[Finding]:
    path = ("bulletin", "positions", index)
    if position.force_to is not None and position.force_to < position.force:
        yield part.within(
            "E414",
            (*path, "force_to"),
            Text(vi=f"force_to là cấp {position.force_to}, thấp hơn cấp {position.force}",
                 en=f"force_to is force {position.force_to}, below force {position.force}"),
            None,
            Text(vi="ghi cấp thấp trước, cấp cao sau", en="write the lower force first"),
        )  # fmt: skip
        return
    gust = position.gust_force
    if gust is not None and gust < position.strongest:
        yield part.within(
            "E414",
            (*path, "gust_force"),
            Text(vi=f"giật cấp {gust} yếu hơn gió cấp {position.strongest}",
                 en=f"gusts of force {gust} are weaker than a wind of force {position.strongest}"),
            None,
            Text(vi="xem lại bản tin; có lẽ hai số bị đổi chỗ",
                 en="see the bulletin again; the two may be swapped"),
        )  # fmt: skip
    elif gust is not None or position.gust_above_scale:
        yield from _gust_fits(part, index, position)


def _gust_fits(part: Part[Storm], index: int, position: BulletinPosition) -> Iterator[Finding]:
    scale_top = FORCE_BOUNDS_MPS[STRONGEST_FORCE][1]
    gust = position.gust_force
    low, high = (
        (scale_top, 2 * scale_top)
        if position.gust_above_scale or gust is None
        else FORCE_BOUNDS_MPS[gust]
    )
    weakest, strongest = (
        FORCE_BOUNDS_MPS[position.force][0], FORCE_BOUNDS_MPS[position.strongest][1],
    )  # fmt: skip
    if high >= LEAST_GUST_FACTOR * weakest and low <= LARGEST_GUST_FACTOR * strongest:
        return
    said = "trên 17" if position.gust_above_scale else str(gust)
    said_en = "above 17" if position.gust_above_scale else str(gust)
    yield part.within(
        "W524",
        ("bulletin", "positions", index),
        Text(vi=f"giật cấp {said} không hợp với gió cấp {position.strongest}: giật thường bằng "
             f"{LEAST_GUST_FACTOR:.2f} đến {LARGEST_GUST_FACTOR:.2f} lần gió".replace(".", ","),
             en=f"gusts of force {said_en} do not go with a wind of force {position.strongest}: gusts are "
             f"{LEAST_GUST_FACTOR:.2f} to {LARGEST_GUST_FACTOR:.2f} times the wind"),
        None,
        Text(vi="xem lại cả hai số trong bản tin", en="see both figures in the bulletin again"),
    )  # fmt: skip


def _radii(part: Part[Storm], index: int, position: BulletinPosition) -> Iterator[Finding]:
    path = ("bulletin", "positions", index)
    inner, outer = position.force10_km, position.force6_km
    if inner is not None and outer is not None and inner > outer:
        yield part.within(
            "E414",
            (*path, "force10_km"),
            Text(vi=f"bán kính gió cấp 10 ({inner:g} km) lớn hơn bán kính gió cấp 6 ({outer:g} km)",
                 en=f"the radius of force 10 ({inner:g} km) is larger than that of force 6 ({outer:g} km)"),
            None,
            Text(vi="đổi chỗ hai số", en="swap the two"),
        )  # fmt: skip
    for force, radius in ((10, inner), (6, outer)):
        if radius is not None and position.strongest < force:
            yield part.within(
                "W525",
                (*path, f"force{force}_km"),
                Text(vi=f"có bán kính gió cấp {force} mà gió mạnh nhất chỉ cấp {position.strongest}",
                     en=f"there is a radius of force {force}, and the largest wind is force {position.strongest}"),
            )  # fmt: skip


def _step(
    part: Part[Storm], index: int, before: BulletinPosition, after: BulletinPosition
) -> Iterator[Finding]:
    path = ("bulletin", "positions", index)
    hours = float(after.after_h - before.after_h)
    if hours <= 0:
        yield part.within(
            "E414",
            (*path, "after_h"),
            Text(vi=f"vị trí sau {float(after.after_h):g} giờ đứng sau vị trí {float(before.after_h):g} giờ",
                 en=f"the position at {float(after.after_h):g} h stands after that at {float(before.after_h):g} h"),
            None,
            Text(vi="ghi các vị trí theo thứ tự thời gian, mỗi thời điểm một lần",
                 en="list the positions in order of time, each once"),
        )  # fmt: skip
        return
    moved_km = distance_km(before.lon, before.lat, after.lon, after.lat)
    if moved_km / hours > FASTEST_KMH:
        yield part.within(
            "W522",
            path,
            Text(vi=f"tâm bão đi {moved_km:.0f} km trong {hours:g} giờ",
                 en=f"the centre moves {moved_km:.0f} km in {hours:g} hours"),
        )  # fmt: skip
    earlier, later = before.circle70_km, after.circle70_km
    if earlier is not None and later is not None and later < earlier:
        yield part.within(
            "W525",
            (*path, "circle70_km"),
            Text(vi=f"vòng tròn 70 % thu nhỏ từ {earlier:g} còn {later:g} km khi dự báo xa hơn",
                 en=f"the 70 % circle shrinks from {earlier:g} to {later:g} km farther ahead"),
        )  # fmt: skip
