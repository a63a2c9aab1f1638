"""Changes of what is sent out and what comes back: repairs, teams, depots, roads; what brings a place back sooner."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.decisions.changes import (
    NEW_ID,
    Change,
    hour_words,
    places_of,
    shown_number,
    with_action,
    with_records,
)
from planner.foundation.text import Text
from planner.inventory.travel_records import Resource, TeamType
from planner.scenario.records import Repair

if TYPE_CHECKING:
    from planner.scenario.reading import LoadedScenario

NEVER_FLOODS_M = 20
"""A road that was raised: no water of any record is deeper."""
_TEAM_WORDS: dict[TeamType, Text] = {
    "radio": Text(" vô tuyến", " radio"),
    "fiber": Text(" cáp quang", " fiber"),
    "power": Text(" nguồn điện", " power"),
    "transmission": Text(" truyền dẫn", " transmission"),
}
_PARTS = ("segments", "lines", "power_nodes", "roads", "sea_routes", "fiber_nodes", "sites")


# --- repairs and masts that are put back ---


def repair_earlier(
    loaded: LoadedScenario, asset: str, at_h: Fraction, helps: frozenset[str]
) -> Change:
    """One asset mended by an hour, sooner than it is planned or though nobody planned it."""
    action = Repair(do="repair", asset=asset, at_h=at_h)
    when = hour_words(loaded, at_h)
    words = Text(
        vi=f"sửa xong {asset} trước {when.vi}", en=f"have {asset} repaired before {when.en}"
    )
    keys = (f"{section}/{asset}" for section in _PARTS)
    places = places_of(loaded.province, *keys) or places_of(
        loaded.province, f"sites/{asset.partition('/')[0]}"
    )
    return Change(
        "repair-earlier", asset, words, places, helps, lambda given: with_action(given, action)
    )


def load_back(
    loaded: LoadedScenario, site: str, until_h: Fraction, helps: frozenset[str]
) -> Change:
    """The antennas of a derated mast put back by an hour."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        scenario = given.scenario
        actions = tuple(
            each.model_copy(update={"until_h": until_h})
            if each.do == "derate" and each.site == site and each.at_h < until_h
            else each
            for each in scenario.actions
        )
        return replace(given, scenario=scenario.model_copy(update={"actions": actions}))

    when = hour_words(loaded, until_h)
    words = Text(
        vi=f"lắp lại tải cột {site} trước {when.vi}",
        en=f"put the load of mast {site} back before {when.en}",
    )
    return Change(
        "load-back", site, words, places_of(loaded.province, f"sites/{site}"), helps, apply
    )


# --- what is sent out ---


def _with_resource(loaded: LoadedScenario, *records: Resource) -> LoadedScenario:
    resources = loaded.province.resources
    return with_records(loaded, resources={**resources, **{each.id: each for each in records}})


def _resource_change(
    kind: str, loaded: LoadedScenario, resource: Resource, words: Text, helps: str, **update: Any
) -> Change:
    changed = resource.model_copy(update=update)
    return Change(
        kind, resource.id, words, places_of(loaded.province, f"resources/{resource.id}"),
        frozenset({helps}), lambda given: _with_resource(given, changed),
    )  # fmt: skip


def ready_sooner(loaded: LoadedScenario, resource: Resource, helps: str) -> Change:
    """A team or depot that sets out in the hour of the order."""
    words = Text(
        vi=f"{resource.id} trực sẵn sàng, lên đường ngay khi có lệnh",
        en=f"keep {resource.id} ready, to set out in the hour of the order",
    )
    return _resource_change(
        "ready-sooner", loaded, resource, words, helps, ready_after_h=Fraction(0)
    )


def move_team(loaded: LoadedScenario, team: Resource, node: str, place: str) -> Change:
    """One team of a record stationed at the road node of a place before the storm; the others stay."""
    words = Text(
        vi=f"bố trí đội {team.id} tại {node}, gần {place}, trước bão",
        en=f"station team {team.id} at {node}, near {place}, before the storm",
    )
    there: dict[str, Any] = {"at": node, "lon": None, "lat": None, "east_m": None, "north_m": None}
    if team.count == 1:
        return _resource_change("move-team", loaded, team, words, place, **there)
    moved = team.model_copy(update={**there, "id": f"{NEW_ID}-team", "count": 1})
    stays = team.model_copy(update={"count": team.count - 1})
    return Change(
        "move-team", team.id, words, places_of(loaded.province, f"resources/{team.id}"),
        frozenset({place}), lambda given: _with_resource(given, stays, moved),
    )  # fmt: skip


def second_team(loaded: LoadedScenario, kind: TeamType | None, node: str, place: str) -> Change:
    """One team more, ready at the road node of a place."""
    team_words = Text("", "") if kind is None else _TEAM_WORDS[kind]
    made = Resource(id=f"{NEW_ID}-team", kind="team", team=kind, at=node, ready_after_h=Fraction(0))
    words = Text(
        vi=f"thêm một đội{team_words.vi} trực sẵn tại {node}, gần {place}",
        en=f"add one{team_words.en} team that stands ready at {node}, near {place}",
    )
    return Change(
        "second-team", place, words, places_of(loaded.province, f"road_nodes/{node}"),
        frozenset({place}), lambda given: _with_resource(given, made),
    )  # fmt: skip


def stock_depot(loaded: LoadedScenario, depot: Resource, litres: Fraction, helps: str) -> Change:
    """More fuel in a depot, for what one place needs."""
    words = Text(
        vi=f"trữ thêm {shown_number(litres, 'vi')} lít dầu tại kho {depot.id}",
        en=f"keep {shown_number(litres, 'en')} l more fuel at depot {depot.id}",
    )
    # A record may stand for several depots of one kind, each with so much.
    each_l = (depot.fuel_l or Fraction(0)) + litres / max(depot.count, 1)
    return _resource_change("stock-depot", loaded, depot, words, helps, fuel_l=each_l)


# --- roads ---


def raise_road(loaded: LoadedScenario, road: str, helps: str) -> Change:
    """A road above the water."""

    def apply(given: LoadedScenario) -> LoadedScenario:
        roads = given.province.roads
        raised = roads[road].model_copy(update={"floods_at_m": float(NEVER_FLOODS_M)})
        return with_records(given, roads={**roads, road: raised})

    words = Text(vi=f"nâng đường {road} cao hơn mức ngập", en=f"raise road {road} above the water")
    return Change(
        "raise-road",
        road,
        words,
        places_of(loaded.province, f"roads/{road}"),
        frozenset({helps}),
        apply,
    )
