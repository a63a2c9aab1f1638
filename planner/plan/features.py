"""Verdicts and sites as GeoJSON features, in WGS 84 degrees (RFC 7946)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.foundation.intervals import ZERO, length_h, outside, shared
from planner.plan.filters import both

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.foundation.intervals import Intervals
    from planner.inventory.base import Localised
    from planner.inventory.province import Province
    from planner.inventory.records import Commune, District
    from planner.network.sides import Side
    from planner.plan.sheets import SiteState
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.verdicts import Outcome, UnitVerdict
    from planner.scenario.ensemble.answer import UnitChance
    from planner.scenario.run import Run

Ring = list[list[float]]


def features_of(run: Run) -> list[dict[str, Any]]:
    """One feature per verdict, with the unit's outline or seat, then a point per site and per post that was judged."""
    return [
        *(_of_verdict(verdict, run.loaded.province) for verdict in run.verdicts),
        *(_of_duty(verdict, run.loaded.province) for verdict in run.duties),
        *_of_sites(run),
        *_of_posts(run),
    ]


def _of_duty(verdict: DutyVerdict, province: Province) -> dict[str, Any]:
    worst, best = verdict.below_pessimistic, verdict.below_optimistic
    first = (best if verdict.outcome == "fails" else worst).first_below_h
    people, _ = verdict.without
    return _feature(
        geometry_of(verdict, province),
        {
            "kind": verdict.requirement.unit,
            "id": verdict.unit,
            "name_vi": verdict.unit_name.vi,
            "name_en": verdict.unit_name.en,
            "requirement": verdict.requirement.id,
            "duty": verdict.requirement.kind,
            "outcome": verdict.outcome,
            "at_rest": verdict.at_rest,
            "needed": verdict.needed,
            "minimum_pessimistic": worst.minimum,
            "minimum_optimistic": best.minimum,
            "first_below_h": None if first is None else exact_text(first),
            "hours_below_pessimistic": exact_text(worst.hours_below),
            "hours_below_optimistic": exact_text(best.hours_below),
            "people_without": people,
            **{f"outcome:{model}": outcome for model, outcome in verdict.by_model},
        },
    )


def _of_posts(run: Run) -> list[dict[str, Any]]:
    """Every command post that a duty judged, where it stands."""
    province = run.loaded.province
    said: dict[str, dict[str, Outcome]] = {}
    for verdict in run.duties:
        for each in verdict.subjects:
            if each.kind == "command-post":
                said.setdefault(each.subject, {})[verdict.requirement.id] = each.outcome
    made = []
    for id_ in sorted(said):
        post = province.command_posts[id_]
        at = province.whereabouts(post, post.commune, post.district)
        geometry = None if at is None else {"type": "Point", "coordinates": list(at)}
        outcomes = {
            f"outcome:{requirement}": said[id_][requirement] for requirement in sorted(said[id_])
        }
        named = {"name_vi": post.name.vi, "name_en": post.name.english}
        made.append(_feature(geometry, {"kind": "post", "id": id_, **named, **outcomes}))
    return made


def _of_verdict(verdict: UnitVerdict, province: Province) -> dict[str, Any]:
    sure, maybe = verdict.hardened_count
    worst, best = verdict.below_pessimistic, verdict.below_optimistic
    first = (best if verdict.shown_outcome == "fails" else worst).first_below_h
    return _feature(
        geometry_of(verdict, province),
        {
            "kind": verdict.requirement.unit,
            "id": verdict.unit,
            "name_vi": verdict.unit_name.vi,
            "name_en": verdict.unit_name.en,
            "requirement": verdict.requirement.id,
            "outcome": verdict.outcome,
            "at_rest": verdict.at_rest,
            "needed": verdict.requirement.at_least,
            "hardened_sure": sure,
            "hardened_maybe": maybe,
            "minimum_pessimistic": worst.minimum,
            "minimum_optimistic": best.minimum,
            "first_below_h": None if first is None else exact_text(first),
            "hours_below_pessimistic": exact_text(worst.hours_below),
            "hours_below_optimistic": exact_text(best.hours_below),
            "roaming_off": verdict.roaming_off,
            "unsourced": verdict.unsourced,
            "model": verdict.model,
            **{f"outcome:{each.model}": each.outcome for each in verdict.by_model},
        },
    )


def _feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


# --- units --------------------------------------------------------------------------------------


def geometry_of(
    verdict: UnitVerdict | UnitChance | DutyVerdict, province: Province
) -> dict[str, Any] | None:
    """The outline of what was judged, or its seat."""
    if verdict.requirement.unit == "province":
        outlines = [ring for district in province.districts.values() for ring in district.outline]
        return _polygons(outlines)
    units: dict[str, District | Commune] = (
        {**province.districts} if verdict.requirement.unit == "district" else {**province.communes}
    )
    unit = units[verdict.unit]
    return _polygons(unit.outline) or _seat(unit.seat)


def _polygons(outlines: Iterable[Sequence[tuple[float, float]]]) -> dict[str, Any] | None:
    rings = [[_ring(outline)] for outline in outlines]
    return {"type": "MultiPolygon", "coordinates": rings} if rings else None


def _ring(outline: Sequence[tuple[float, float]]) -> Ring:
    """The outline closed and counter-clockwise, as RFC 7946 asks of an outer ring."""
    points = [[float(lon), float(lat)] for lon, lat in outline]
    if points[0] == points[-1]:
        points.pop()
    area = sum(
        left[0] * right[1] - right[0] * left[1]
        for left, right in zip(points, points[1:] + points[:1], strict=True)
    )
    if area < 0:
        points.reverse()
    return [*points, points[0]]


def _seat(seat: Localised | None) -> dict[str, Any] | None:
    if seat is None or seat.lon is None or seat.lat is None:
        return None
    return {"type": "Point", "coordinates": [float(seat.lon), float(seat.lat)]}


# --- sites --------------------------------------------------------------------------------------


def _of_sites(run: Run) -> list[dict[str, Any]]:
    tested: dict[str, dict[str, Outcome]] = {}
    for verdict in run.verdicts:
        for site in verdict.hardened:
            tested.setdefault(site.site, {})[verdict.requirement.id] = site.outcome
    return [_of_site(run, site, tested.get(site, {})) for site in run.loaded.province.sites]


def _of_site(run: Run, id_: str, tested: dict[str, Outcome]) -> dict[str, Any]:
    site = run.loaded.province.sites[id_]
    name = None if site.name is None else both(site.name)
    worst, best = _out(run, id_, "pessimistic"), _out(run, id_, "optimistic")
    geometry = None
    if site.lon is not None and site.lat is not None:
        geometry = {"type": "Point", "coordinates": [float(site.lon), float(site.lat)]}
    return _feature(
        geometry,
        {
            "kind": "site",
            "id": id_,
            "name_vi": None if name is None else name.vi,
            "name_en": None if name is None else name.en,
            "district": site.district,
            "commune": site.commune,
            "operators": sorted(site.operators),
            "state": _state(worst, best),
            "first_out_h": exact_text(worst[0][0]) if worst else None,
            "hours_out_pessimistic": exact_text(length_h(worst)),
            "hours_out_optimistic": exact_text(length_h(best)),
            **{f"hardened:{requirement}": tested[requirement] for requirement in sorted(tested)},
        },
    )


def _out(run: Run, site: str, side: Side) -> Intervals:
    """When the site serves nobody, within the horizon."""
    out: Intervals = ((ZERO, run.loaded.scenario.horizon_h),)
    for served in run.storm_runs[side].in_service[site].values():
        out = shared(out, outside(served))
    return out


def _state(worst: Intervals, best: Intervals) -> SiteState:
    """Kept through the horizon, lost at some time for certain, or not surveyed enough to tell."""
    if best:
        return "lost"
    return "unsure" if worst else "kept"
