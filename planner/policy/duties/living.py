"""Where people live, and how far a policy takes the sites to reach: what coverage rests on before anything happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.network.radio_reach import Coverer, LinkBudget, Spot

if TYPE_CHECKING:
    from planner.inventory.duty_records import PopulationPoint, Terrain
    from planner.inventory.province import Province
    from planner.policy.duties.duty import ReachModel


def coverer_of(province: Province, model: ReachModel) -> Coverer:
    """The reach of every site by a policy's own figures."""
    budget = LinkBudget(
        float(model.path_loss_db),
        float(model.margin_db),
        float(model.receiver_height_m),
        float(model.furthest_km),
        float(model.error_db),
    )
    return Coverer(province, budget, float(model.band_mhz))


def spot_of(point: tuple[float, float] | None, terrain: Terrain) -> Spot | None:
    """The place of a post, or None where nobody knows it."""
    return None if point is None else Spot(point[0], point[1], terrain)


@dataclass(frozen=True, slots=True)
class Living:
    """People at one spot."""

    id: str
    commune: str
    people: int
    spot: Spot | None
    dead_spot: bool = False
    """There was no signal before the storm."""
    counted: bool = True
    """False: nobody knows how many they are; `people` is then 0."""


def living_in(province: Province, terrain: Terrain) -> dict[str, tuple[Living, ...]]:
    """Where the people of each commune live: its population points, and what they leave at its seat.

    A commune without points lives at its seat; what its points leave of its population lives there too. Where the
    population was not surveyed, nobody knows how many that are.
    """
    points: dict[str, list[PopulationPoint]] = {}
    for point in province.population_points.values():
        points.setdefault(point.commune, []).append(point)
    found: dict[str, tuple[Living, ...]] = {}
    for commune in sorted(province.communes.values(), key=lambda record: record.id):
        own = [
            Living(
                point.id,
                commune.id,
                point.population,
                _spot_of_point(point, terrain),
                point.signal_before is False,
            )
            for point in sorted(points.get(commune.id, ()), key=lambda record: record.id)
        ]
        left = (commune.population or 0) - sum(each.people for each in own)
        counted = commune.population is not None
        if left > 0 or not own or not counted:
            seat = commune.seat
            at = (
                None
                if seat is None or seat.lon is None or seat.lat is None
                else (seat.lon, seat.lat)
            )
            own.append(Living(commune.id, commune.id, max(left, 0), spot_of(at, terrain), counted=counted))
        found[commune.id] = tuple(own)
    return found


def _spot_of_point(point: PopulationPoint, terrain: Terrain) -> Spot | None:
    if point.lon is None or point.lat is None:
        return None
    return Spot(
        float(point.lon),
        float(point.lat),
        point.terrain or terrain,
        tuple(sorted(point.served_by)),
        point.signal_before,
    )
