"""What the scenario sends out and cannot be there by its hour, given the roads; and what no depot can cover."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.diagnostics import Finding
from planner.foundation.intervals import INF, ZERO
from planner.foundation.text import Text
from planner.policy.duties.sending import first_to_come
from planner.scenario.depot_draws import drawn_by_refuels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.inventory.travel_records import Resource
    from planner.network.road_map import RoadMap
    from planner.network.sides import Side
    from planner.policy.duties.sending import Sent
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun


def travel_findings(
    loaded: LoadedScenario,
    ordeal: Ordeal,
    maps: Mapping[Side, RoadMap],
    runs: Mapping[Side, SideRun],
) -> tuple[Finding, ...]:
    """Fuel and generators that are late, and depots that give more than they hold, on the pessimistic side.

    Nothing is said where the inventory knows no roads, or nothing of the kind that is sent.
    """
    if not loaded.province.road_nodes:
        return ()
    return (*_late(loaded, maps["pessimistic"]), *_overdrawn(loaded, ordeal, runs))


def _late(loaded: LoadedScenario, roads: RoadMap) -> Iterator[Finding]:
    resources = [each for _, each in sorted(loaded.province.resources.items())]
    known: dict[tuple[str, str], Sent | None] = {}
    for action in loaded.scenario.actions:
        if action.do == "refuel":
            place, kind = action.generator.partition("/")[0], "fuel"
            senders = [
                each
                for each in resources
                if each.kind == "fuel" and action.from_ in {None, each.id}
            ]
        elif action.do == "mobile-generator":
            place, kind = action.to, "mobile-generator"
            senders = [each for each in resources if each.kind == "mobile-generator"]
        else:
            continue
        if not senders:
            continue
        key = (place, getattr(action, "from_", None) or kind)
        if key not in known:
            known[key] = _first(loaded, roads, senders, place)
        first = known[key]
        if first is None or first.coming.at_h > action.at_h:
            yield _finding(loaded, kind, place, max(action.at_h, ZERO), first)


def _first(
    loaded: LoadedScenario, roads: RoadMap, senders: list[Resource], place: str
) -> Sent | None:
    order_h = loaded.scenario.travel.order_h
    return first_to_come(roads, senders, place, order_h, "pessimistic")


def _finding(
    loaded: LoadedScenario, kind: str, place: str, at_h: Fraction, first: Sent | None
) -> Finding:
    start, places = loaded.scenario.start, loaded.province.places
    vi, en = (shown(start, at_h, language) for language in ("vi", "en"))
    what = Text("dầu", "fuel") if kind == "fuel" else Text("máy phát", "the generator")
    if first is None:
        note = Text(
            vi="không nguồn lực nào trong danh mục chắc chắn tới được trong kịch bản",
            en="nothing that is listed gets there for certain within the scenario",
        )
    else:
        soon_vi, soon_en = (shown(start, first.coming.at_h, language) for language in ("vi", "en"))
        note = Text(
            vi=f"sớm nhất {soon_vi}, từ “{first.resource}”",
            en=f"{soon_en} at the earliest, from `{first.resource}`",
        )
    return Finding(
        "W580",
        Text(
            vi=f"{what.vi} đưa tới “{place}” lúc {vi} không chắc tới kịp theo đường đi",
            en=f"{what.en} for `{place}` at {en} is not sure to be there in time by road or boat",
        ),
        places.get(f"sites/{place}") or places.get(f"fiber_nodes/{place}"),
        note,
        Text(
            vi="dời giờ, đổi kho, hoặc ra lệnh sớm hơn (travel: order_h)",
            en="move the hour, take another depot, or order it earlier (`travel: order_h`)",
        ),
    )


def _overdrawn(
    loaded: LoadedScenario, ordeal: Ordeal, runs: Mapping[Side, SideRun]
) -> Iterator[Finding]:
    for depot, litres in sorted(drawn_by_refuels(loaded, ordeal, runs)["pessimistic"].items()):
        resource = loaded.province.resources.get(depot)
        if resource is None or resource.fuel_l is None or litres == INF:
            continue
        holds = resource.fuel_l * resource.count
        if litres > holds:
            yield Finding(
                "W581",
                Text(
                    vi=f"các lần tiếp dầu lấy {float(litres):.0f} lít từ “{depot}”, kho chỉ có "
                    f"{float(holds):.0f}",
                    en=f"refuels take {float(litres):.0f} l from `{depot}`, which holds {float(holds):.0f}",
                ),
                loaded.province.places.get(f"resources/{depot}"),
                None,
                Text(vi="lấy từ kho khác, hoặc bớt", en="take it from another depot, or take less"),
            )
