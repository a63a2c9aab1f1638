"""The fuel ledger: what each tank holds and burns, what depots bring, and what is left in them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO, Hour, length_h
from planner.foundation.text import Text
from planner.plan.filters import both, litres, same
from planner.plan.journeys import of_kind
from planner.plan.registers.register import (
    NOT_SAID,
    Register,
    in_hours,
    in_litres,
    litres_an_hour,
    litres_left,
    name_of,
)
from planner.plan.wording import joined_texts
from planner.policy.duties.fuel import depots_of
from planner.policy.duties.fuel_supply import dry, tank_uses, unfuelled_h

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.inventory.province import Province
    from planner.plan.filters import Clock
    from planner.policy.duties.fuel_supply import Delivery, Supplied
    from planner.scenario.run import Run
    from planner.simulation.supply import PlantHistory


def supplied_by_depots(run: Run) -> dict[str, Supplied]:
    """Every site and active fiber node with what the depots bring it, on the pessimistic side."""
    plants = run.pessimistic.views[None].plants
    province = run.loaded.province
    asked = [id_ for id_ in sorted(plants) if id_ in province.sites or id_ in province.fiber_nodes]
    horizon_h = run.loaded.scenario.horizon_h
    depots = depots_of(province, run.roads, "pessimistic", horizon_h)
    return depots.supply({id_: plants[id_] for id_ in asked})


def fuel(run: Run, clock: Clock, told: Mapping[str, Supplied] | None = None) -> Register:
    """Every tank that is burnt from: at the start, burnt, refuelled, when empty, what is short, what may come.

    `told` is what `supplied_by_depots` says, where that is known already.
    """
    told = supplied_by_depots(run) if told is None else told
    plants, horizon_h = run.pessimistic.views[None].plants, run.loaded.scenario.horizon_h
    rows = [
        _fuel_row(id_, plants[id_], told[id_].deliveries, run, clock)
        for id_ in sorted(told)
        if plants[id_].run_h or unfuelled_h(plants[id_], horizon_h)
    ]
    return Register(
        "fuel",
        Text("Sổ nhiên liệu của trạm và nút", "Fuel ledger of stations and nodes"),
        (
            Text("Nơi", "Place"),
            Text("Bồn", "Tank"),
            Text("Có lúc đầu", "At the start"),
            Text("Tiêu hao mỗi giờ", "Per hour"),
            Text("Máy chạy", "Ran"),
            Text("Đã đốt", "Burnt"),
            Text("Kịch bản tiếp", "Refuelled"),
            Text("Còn lại", "Left"),
            Text("Cạn lúc", "Empty at"),
            Text("Thiếu đến hết", "Short"),
            Text("Kho đưa tới kịp", "Depots can bring"),
        ),
        tuple(rows),
        "<>>>>>>><><",
    )


def _fuel_row(
    id_: str, plant: PlantHistory, deliveries: Sequence[Delivery], run: Run, clock: Clock
) -> tuple[Text, ...]:
    horizon_h = run.loaded.scenario.horizon_h
    uses = tank_uses(plant, horizon_h)
    tanks = [each for each in plant.plan.generators if each.tank_l is not None]
    empty = min((at for hours_ in plant.tank_empty_h.values() for at in hours_), default=None)
    first = tanks[0] if tanks else None
    short_h = length_h(unfuelled_h(plant, horizon_h))
    return (
        same(id_),
        in_litres(sum((each.tank_l or ZERO for each in tanks), ZERO)) if tanks else NOT_SAID,
        in_litres(sum((use.start_l for use in uses), ZERO)) if tanks else NOT_SAID,
        NOT_SAID if first is None else litres_an_hour(first.burn_l_per_h),
        in_hours(sum(plant.run_h.values(), ZERO)),
        in_litres(sum((use.burnt_l for use in uses), ZERO)),
        in_litres(sum((use.refuelled_l for use in uses), ZERO)),
        litres_left(sum((use.left_l for use in uses), ZERO)),
        same("–") if empty is None else clock.show(empty),
        NOT_SAID if first is None else in_litres(short_h * first.burn_l_per_h),
        _brought(deliveries, plant, horizon_h, clock),
    )


def _brought(
    deliveries: Sequence[Delivery], plant: PlantHistory, horizon_h: Fraction, clock: Clock
) -> Text:
    if not deliveries:
        wanting = dry(plant, horizon_h)
        return Text("không kho nào kịp", "no depot in time") if wanting else same("–")
    told = []
    for each in deliveries:
        when, vi, en = clock.show(each.at_h), litres(each.litres, "vi"), litres(each.litres, "en")
        told.append(Text(vi=f"{each.depot} {vi} {when.vi}", en=f"{each.depot} {en} {when.en}"))
    return joined_texts("; ", told)


def depots(run: Run, clock: Clock, told: Mapping[str, Supplied] | None = None) -> Register:
    """Every depot: what it holds, what the scenario takes, what it must bring in time, what is left, whom it serves.

    `told` as for `fuel`.
    """
    province = run.loaded.province
    told = supplied_by_depots(run) if told is None else told
    drawn = run.roads.drawn_l["pessimistic"]
    brought: dict[str, list[Delivery]] = {}
    for _, supplied in sorted(told.items()):
        for each in supplied.deliveries:
            brought.setdefault(each.depot, []).append(each)
    rows = [
        _depot_row(each.id, brought.get(each.id, []), drawn.get(each.id, ZERO), province, clock)
        for each in of_kind(province, "fuel")
    ]
    return Register(
        "depots",
        Text("Kho nhiên liệu", "Fuel depots"),
        (
            Text("Kho", "Depot"),
            Text("Địa bàn", "District"),
            Text("Đơn vị quản lý", "Owner"),
            Text("Có", "Holds"),
            Text("Kịch bản lấy", "The scenario takes"),
            Text("Phải đưa tới kịp", "Must bring in time"),
            Text("Còn", "Left"),
            Text("Chuyến đầu rời kho", "First load leaves"),
            Text("Phục vụ", "Serves"),
        ),
        tuple(rows),
        "<<<>>>><<",
    )


def _depot_row(
    id_: str, brought: Sequence[Delivery], drawn_l: Hour, province: Province, clock: Clock
) -> tuple[Text, ...]:
    depot = province.resources[id_]
    home = province.districts.get(depot.district or "")
    holds = None if depot.fuel_l is None else depot.fuel_l * depot.count
    brought_l = sum((each.litres for each in brought), ZERO)
    serves = sorted({each.place for each in brought})
    return (
        same(id_),
        NOT_SAID if home is None else both(home.name),
        name_of(depot.owner, province),
        NOT_SAID if holds is None else in_litres(holds),
        _MAY_BE_ALL if drawn_l == INF else in_litres(Fraction(drawn_l)),
        in_litres(brought_l),
        NOT_SAID if holds is None or drawn_l == INF else litres_left(holds - Fraction(drawn_l) - brought_l),
        same("–") if not brought else clock.show(min(each.left_h for each in brought)),
        same(", ".join(serves) or "–"),
    )


_MAY_BE_ALL = Text("có thể lấy hết", "perhaps all of it")
"""What fills a tank of which nobody knows how much it holds."""
