"""Fuel and generators that do not get through to a site under water or behind a landslide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.diagnostics import Finding
from planner.foundation.text import Text
from planner.simulation.ordeal import Unreached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from planner.scenario.reading import LoadedScenario
    from planner.simulation.ordeal import InFootprint



def closed_by(
    place: str, at_h: Fraction, cut_off: Mapping[str, tuple[InFootprint, ...]]
) -> str | None:
    """The footprint that keeps everybody from the place at that hour; None: it can be reached."""
    holding = (
        each.id for each in cut_off.get(place, ()) if each.start_h <= at_h < each.end_h
    )
    return next(holding, None)


def unreached(
    wanted: Iterable[tuple[str, str, Fraction]], cut_off: Mapping[str, tuple[InFootprint, ...]]
) -> Iterator[Unreached]:
    """Of (kind, generator, hour) those that do not get through, with what comes of it.

    What is sent to a closed place is lost for good, not late: nobody can say when it would come instead. Fuel for a
    generator that never came is lost with it.
    """
    listed = list(wanted)
    never_came: dict[str, str] = {}
    for kind, asset, at_h in listed:
        by = closed_by(asset.partition("/")[0], at_h, cut_off)
        if kind == "mobile-generator" and by is not None:
            never_came[asset] = by
            yield Unreached("mobile-generator", asset, at_h, by)
    for kind, asset, at_h in listed:
        by = never_came.get(asset) or closed_by(asset.partition("/")[0], at_h, cut_off)
        if kind == "refuel" and by is not None:
            yield Unreached("refuel", asset, at_h, by)


def unreached_findings(
    loaded: LoadedScenario, missed: Iterable[Unreached]
) -> tuple[Finding, ...]:
    """A finding for each action that does not get through."""
    return tuple(_finding(loaded, each) for each in sorted(set(missed), key=_order))


def _order(each: Unreached) -> tuple[str, Fraction, str]:
    return each.asset, each.at_h, each.kind


def _finding(loaded: LoadedScenario, missed: Unreached) -> Finding:
    start = loaded.scenario.start
    vi, en = shown(start, missed.at_h, "vi"), shown(start, missed.at_h, "en")
    place = missed.asset.partition("/")[0]
    places = loaded.province.places
    at = places.get(f"sites/{place}") or places.get(f"fiber_nodes/{place}")
    if missed.kind == "refuel":
        return Finding(
            "W540",
            Text(
                vi=f"lần tiếp dầu {vi} cho “{missed.asset}” không được tính: nơi ấy bị cô lập "
                f"(“{missed.by}”)",
                en=f"the refuel of `{missed.asset}` at {en} is not credited: the place is cut off "
                f"(`{missed.by}`)",
            ),
            at,
        )
    return Finding(
        "W541",
        Text(
            vi=f"máy phát “{missed.asset}” {vi} không tới được: nơi ấy bị cô lập (“{missed.by}”)",
            en=f"generator `{missed.asset}` does not get through at {en}: the place is cut off "
            f"(`{missed.by}`)",
        ),
        at,
    )
