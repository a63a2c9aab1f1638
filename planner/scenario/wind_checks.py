"""Wind models that a storm file names, and radii that they cannot use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Fix, Storm
    from planner.scenario.sources import Part

_RADII = (
    ("r30_km", 30.0),
    ("r50_km", 50.0),
)


def check_wind(part: Part[Storm]) -> Iterator[Finding]:
    """Findings about a storm's wind models and the radii of its fixes."""
    wind = part.record.wind
    if wind.profile is not None and "profiles" in wind.model_fields_set:
        yield part.within(
            "E420",
            ("wind", "profile"),
            Text(vi="vừa ghi profile vừa ghi profiles", en="both `profile` and `profiles` are given"),
            None,
            Text(vi="bỏ một trong hai: profile là một mô hình, profiles là cả dải",
                 en="leave one out: `profile` is one model, `profiles` a band"),
        )
    for index, name in enumerate(wind.profiles):
        if name in wind.profiles[:index]:
            yield part.within(
                "W530",
                ("wind", "profiles", index),
                Text(vi=f"mô hình gió “{name}” ghi hai lần", en=f"wind model `{name}` is named twice"),
                None,
                Text(vi="xoá lần ghi sau", en="delete the second one"),
            )
    track = part.record.track
    if track is not None and part.record.bulletin is None:
        for index, fix in enumerate(track.fixes):
            yield from _radii(part, index, fix)


def _radii(part: Part[Storm], index: int, fix: Fix) -> Iterator[Finding]:
    """Radii that lie within that of the largest wind, or are of a wind that the storm does not have."""
    for field, knots in _RADII:
        reach_km = getattr(fix, field)
        if reach_km is None:
            continue
        inside = fix.rmw_km is not None and reach_km <= fix.rmw_km
        if not inside and not (fix.wind_kt is not None and fix.wind_kt <= knots):
            continue
        why = (
            Text(vi=f"không lớn hơn bán kính gió mạnh nhất, {fix.rmw_km:g} km",
                 en=f"is not larger than the radius of the largest wind, {fix.rmw_km:g} km")
            if inside
            else Text(vi=f"là của gió {knots:g} knot, mà gió mạnh nhất chỉ {fix.wind_kt:g}",
                      en=f"is of {knots:g} knots, and the largest wind is {fix.wind_kt:g}")
        )
        yield part.within(
            "W531",
            ("track", "fixes", index, field),
            Text(vi=f"bán kính {reach_km:g} km {why.vi}: mô hình H10 bỏ qua",
                 en=f"the radius of {reach_km:g} km {why.en}: model H10 passes it over"),
            None,
            Text(vi="kiểm tra đơn vị và cột của nguồn", en="check units and the source's column"),
        )
