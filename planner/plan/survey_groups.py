"""Every datum that keeps a verdict open, by who can find it out, and how many verdicts wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import both, same
from planner.plan.names import datum_word
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One kind of datum at some places, for which the same verdicts wait: so many for each of the places."""

    what: Text
    things: tuple[Text, ...]
    verdicts: int
    asked: tuple[Text, ...]
    """The requirements of these verdicts."""


@dataclass(frozen=True, slots=True)
class SurveyGroup:
    """What one party is asked for; `verdicts` is how many wait for any of it, `data` how many data there are."""

    who: Text
    verdicts: int
    data: int
    lines: tuple[SurveyLine, ...]


def survey_groups(run: Run) -> tuple[SurveyGroup, ...]:
    """Whom to ask for what, over all verdicts that cannot be judged: of stations and of every other requirement.

    Whoever holds up most verdicts comes first; within, the datum for which most wait.
    """
    province = run.loaded.province
    waiting: dict[str, set[tuple[str, str]]] = {}
    names = {}
    for requirement, unit, datum in _open(run):
        waiting.setdefault(datum, set()).add((requirement.id, unit))
        names[requirement.id] = both(requirement.name)
    parties: dict[Text, list[str]] = {}
    for datum in sorted(waiting):
        parties.setdefault(_who(datum, province), []).append(datum)
    groups = []
    for who, data in parties.items():
        lines: dict[tuple[Text, int, tuple[str, ...]], list[Text]] = {}
        for datum in data:
            ids = tuple(sorted({requirement for requirement, _ in waiting[datum]}))
            key = _what(datum), len(waiting[datum]), ids
            lines.setdefault(key, []).append(_where(datum, province))
        told = tuple(
            SurveyLine(what, tuple(things), count, tuple(names[id_] for id_ in ids))
            for (what, count, ids), things in sorted(
                lines.items(), key=lambda each: (-each[0][1], -len(each[1]), each[0][0].vi, each[0][2])
            )
        )
        every = {verdict for datum in data for verdict in waiting[datum]}
        groups.append(SurveyGroup(who, len(every), len(data), told))
    return tuple(sorted(groups, key=lambda each: (-each.verdicts, -each.data, each.who.vi)))


def _open(run: Run) -> Iterator[tuple[Requirement | AnyDuty, str, str]]:
    """Each requirement, unit and dotted datum for want of which it cannot be judged there."""
    for verdict in run.verdicts:
        for item in verdict.survey if verdict.outcome == "unknown" else ():
            yield verdict.requirement, verdict.unit, item.datum
    for duty in run.duties:
        for datum in duty.survey if duty.outcome == "unknown" else ():
            yield duty.requirement, duty.unit, datum


# --- who ------------------------------------------------------------------------------------------

_DEPARTMENT = Text("Sở Khoa học và Công nghệ", "Department of Science and Technology")
_COVERAGE = Text(
    "Sở Khoa học và Công nghệ với các nhà mạng", "Department of Science and Technology with the operators"
)
_OPERATORS = Text("các nhà mạng", "the operators")
_POWER = Text("Điện lực", "the power company")
_POSTS = Text("đơn vị có điểm chỉ huy", "whoever runs the command post")
_COMMUNES = Text("Ủy ban nhân dân cấp xã", "People's Committees of the communes")
_KEEPERS = Text("đơn vị quản lý lực lượng, phương tiện", "whoever keeps the teams and vehicles")
_ROADS = Text("Sở Xây dựng (đường bộ, đường thủy)", "Department of Construction (roads, waterways)")

_OF_SECTION = (
    ("power_nodes", _POWER),
    ("lines", _POWER),
    ("command_posts", _POSTS),
    ("radio_nets", _POSTS),
    ("warning_channels", _COMMUNES),
    ("population_points", _COMMUNES),
    ("roads", _ROADS),
    ("sea_routes", _ROADS),
    ("road_nodes", _ROADS),
)


def _who(datum: str, province: Province) -> Text:
    owner, _, path = datum.partition(".")
    owner, last = owner.partition("/")[0], path.rpartition(".")[2]
    if last in {"served_by", "roaming_agreements"} or owner in province.roaming_agreements:
        return _COVERAGE
    if last in {"road_node", "road_nodes"}:
        return _ROADS
    for section in ("sites", "fiber_nodes", "segments"):
        if owner in getattr(province, section):
            return _operator(owner, province)
    resource = province.resources.get(owner)
    if resource is not None:
        return _named(resource.owner, province) or _KEEPERS
    for section, who in _OF_SECTION:
        if owner in getattr(province, section):
            return who
    of_place = owner in province.communes or owner in province.districts
    return _COMMUNES if of_place and last in {"population", "seat", "lon", "lat"} else _DEPARTMENT


def _operator(owner: str, province: Province) -> Text:
    """Who owns it; of a mast whose owner nobody wrote, those who are on it."""
    site = province.sites.get(owner)
    record = site or province.fiber_nodes.get(owner) or province.segments[owner]
    named = _named(record.owner, province)
    if named is not None or site is None:
        return named or _OPERATORS
    known = [name for each in sorted(site.operators) if (name := _named(each, province)) is not None]
    return joined_texts(", ", known) if known else _OPERATORS


def _named(operator: str | None, province: Province) -> Text | None:
    known = province.operators.get(operator or "")
    return None if known is None else both(known.name)


# --- what and where -------------------------------------------------------------------------------


def _what(datum: str) -> Text:
    path = datum.partition(".")[2]
    return datum_word(path) or same(path or datum)


def _where(datum: str, province: Province) -> Text:
    """The record, and of a part which: `BC-011 (g1)`, `Xã Bãi`."""
    owner, _, path = datum.partition(".")
    places = (province.communes, province.districts, province.population_points)
    record = next((each[owner] for each in places if owner in each), None)
    name = same(owner) if record is None or record.name is None else both(record.name)
    inner = path.split(".")[1:-1]
    if not inner:
        return name
    return Text(vi=f"{name.vi} ({', '.join(inner)})", en=f"{name.en} ({', '.join(inner)})")
