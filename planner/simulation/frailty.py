"""How frail the province is: curves against the wind, floors above the water, lives of generators.

Made once for a province and its library; `planner.simulation.storming` then takes one storm after the other over it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.foundation.places import distance_km
from planner.foundation.units import gust_3s_mps
from planner.hazard.fragility import (
    TREE_GUSTS_MPS,
    GustCurves,
    gust_thresholds,
    life_thresholds,
    tree_strikes_per_km,
)
from planner.network.sides import SIDES
from planner.simulation.capacity import gust_capacity, water_feelers, wind_feelers
from planner.simulation.draws import stratum_deviates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from planner.hazard.assets import Geometry
    from planner.hazard.fragility_library import DepthStep, FragilityLibrary, GustCurve
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.simulation.capacity import ClassGust, WaterFeeler, WindFeeler
    from planner.simulation.ordeal import SentGenerator

    Floats = NDArray[np.float64]

NO_CURVE = -1
STRONGEST_MPS, HALVINGS = 400.0, 30
"""No gust is stronger; so often the stretch from calm to it is halved where a gust is sought."""


class _Curve(NamedTuple):
    """One row of the columns; `assumed` as in `Frailty`."""

    median_mps: float
    beta: float
    members: float
    trees_km: float
    assumed: int = NO_CURVE


@dataclass(frozen=True)
class Frailty:
    """What breaks at what, for a whole province.

    Attributes
    ----------
    assets
        Everything that the wind can break, sorted; the columns of a gust field over them stand in this order.
    curves
        One per asset; asked only where `known`.
    known
        False where the design wind was not surveyed and no class has a curve; shape ``(n,)``.
    data
        The datum that is missing in that case.
    assumed
        What stands for a datum that was not surveyed: the number of the library's curve; -2 - k where it has none and
        the scenario's class default k gives the design gust; -1 where nothing is assumed. Shape ``(n,)``.
    floors
        What water can drown.
    depths
        Probability of failure by water over the floor; None: any water.
    factors
        Strengths of the strata; ``(8,)``.
    generators, lives
        See `Chances`.
    """

    assets: tuple[str, ...]
    curves: GustCurves
    known: NDArray[np.bool_]
    data: tuple[str, ...]
    assumed: NDArray[np.intp]
    floors: Mapping[str, WaterFeeler]
    depths: tuple[DepthStep, ...] | None
    factors: Floats
    generators: tuple[str, ...]
    lives: Mapping[Side, NDArray[np.uint64]]

    def only(self, wanted: Collection[str]) -> Frailty:
        """The same of some assets; water and ground are felt by these alone, too. Generators are kept."""
        columns = np.flatnonzero([asset in wanted for asset in self.assets])
        chosen = columns.tolist()
        return replace(
            self,
            assets=tuple(self.assets[column] for column in chosen),
            curves=self.curves.rows(columns),
            known=self.known[columns],
            data=tuple(self.data[column] for column in chosen),
            assumed=self.assumed[columns],
            floors={asset: floor for asset, floor in self.floors.items() if asset in wanted},
        )

    def calm_mps(self) -> Floats:
        """A gust at which no draw fails an asset, however strong the storm: nearly the largest such; ``(n,)``."""
        low, high = np.zeros(len(self.assets)), np.full(len(self.assets), STRONGEST_MPS)
        strongest = self.factors.max(keepdims=True)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            breaks = gust_thresholds(middle, self.curves, strongest)[:, 0] > 0
            low, high = np.where(breaks, low, middle), np.where(breaks, middle, high)
        return low


def frailty(
    province: Province,
    library: FragilityLibrary,
    classes: Sequence[ClassGust],
    geometry: Mapping[str, Geometry],
    storm_wide_log_sd: float,
    horizon_h: Fraction,
    sent: Sequence[SentGenerator] = (),
) -> Frailty:
    """The frailty of a province after a library.

    Parameters
    ----------
    province
        What stands.
    library
        Curves by class.
    classes
        Design gusts of the scenario's class defaults, taken where the library has no absolute curve.
    geometry
        Points of each asset, from which spans are counted.
    storm_wide_log_sd
        Standard deviation of the logarithm of the storm's strength.
    horizon_h
        Lives are worked out to here.
    sent
        Generators that actions send out.
    """
    feelers = sorted(wind_feelers(province), key=lambda feeler: feeler.asset)
    made = [_curve(feeler, library, classes, geometry.get(feeler.asset, ())) for feeler in feelers]
    nothing = _Curve(1.0, 0.0, 1.0, 0.0)
    columns = np.array([each or nothing for each in made], dtype=np.float64).reshape(-1, 5).T
    strikes = (
        np.zeros_like(TREE_GUSTS_MPS)
        if library.trees is None
        else tree_strikes_per_km(library.trees)
    )
    names = [(each.at, each.id) for each in sent]
    floors = {feeler.asset: feeler for feeler in water_feelers(province, names)}
    states = dict(sorted(_maintenance(province, sent)))
    hours = ceil(horizon_h)
    return Frailty(
        assets=tuple(feeler.asset for feeler in feelers),
        curves=GustCurves(columns[0], columns[1], columns[2], columns[3], strikes),
        known=np.array([each is not None for each in made], dtype=np.bool_),
        data=tuple(feeler.datum for feeler in feelers),
        assumed=columns[4].astype(np.intp),
        floors=dict(sorted(floors.items())),
        depths=None if library.depths is None else library.depths.steps,
        factors=strengths(storm_wide_log_sd),
        generators=tuple(states),
        lives={side: _lives(list(states.values()), library, side, hours) for side in SIDES},
    )


def strengths(storm_wide_log_sd: float) -> Floats:
    """By what every gust is multiplied in each of the eight strata."""
    factors: Floats = np.exp(storm_wide_log_sd * np.array(stratum_deviates()))
    return factors


def _maintenance(
    province: Province, sent: Sequence[SentGenerator]
) -> Iterator[tuple[str, str | None]]:
    plants: dict[str, Powered] = {
        **province.sites, **province.fiber_nodes, **province.command_posts, **province.warning_channels,
    }  # fmt: skip
    for id_, plant in plants.items():
        for generator in plant.generators or ():
            yield f"{id_}/gen/{generator.id}", generator.maintenance
    for each in sent:
        yield each.asset, each.maintenance


def _lives(
    states: Sequence[str | None], library: FragilityLibrary, side: Side, hours: int
) -> NDArray[np.uint64]:
    """Thresholds of each generator's life; of a state of maintenance nobody knows the shorter or longer, by side.

    A library may list one state alone, or good ones that last less: the sides bracket what it says all the same.
    """
    lives: dict[str | None, NDArray[np.uint64]] = {}
    for state in ("good", "poor"):
        life = library.life(state)
        never = np.zeros(hours + 1, dtype=np.uint64)
        lives[state] = never if life is None else life_thresholds(life, hours)
    either = np.maximum if side == "pessimistic" else np.minimum
    lives[None] = either(lives["good"], lives["poor"])
    made = np.zeros((len(states), hours + 1), dtype=np.uint64)
    for number, kept in enumerate(states):
        made[number] = lives[kept]
    return made


def _curve(
    feeler: WindFeeler,
    library: FragilityLibrary,
    classes: Sequence[ClassGust],
    geometry: Geometry,
) -> _Curve | None:
    """The curve of one asset: relative to its own design gust where known, else its class's.

    An asset whose design gust is known and whose class has no relative curve fails at that gust, as in design mode.
    """
    fitting = [
        (number, curve) for number, curve in enumerate(library.gusts) if _fits(curve, feeler)
    ]
    relative = next((curve for _, curve in fitting if curve.median_ratio is not None), None)
    absolute = next(((n, curve) for n, curve in fitting if curve.median_ratio is None), None)
    length_km = sum(distance_km(*here, *there) for here, there in pairwise(geometry))
    capacity = gust_capacity(feeler, classes)
    if feeler.design_wind is None and absolute is not None:
        number, curve = absolute
        median = (
            curve.median_mps if curve.cables is None else curve.cables.median_mps(feeler.cables)
        )
        median_mps = gust_3s_mps(median or 0.0, "m/s", curve.averaging, feeler.exposure)
        return _row(curve, median_mps, feeler, length_km, number)
    if capacity.value is None:
        return None
    assumed = NO_CURVE if capacity.assumed is None else NO_CURVE - 1 - capacity.assumed
    if relative is None or relative.median_ratio is None:
        return _Curve(float(capacity.value), 0.0, 1.0, 0.0, assumed)
    median_mps = float(capacity.value) * relative.median_ratio
    return _row(relative, median_mps, feeler, length_km, assumed)


def _row(
    curve: GustCurve, median_mps: float, feeler: WindFeeler, length_km: float, assumed: int
) -> _Curve:
    members = 1.0
    if curve.span_m is not None:
        counted = feeler.pole_count or length_km * 1000.0 / curve.span_m
        members = max(counted, 1.0)
    return _Curve(median_mps, curve.beta, members, length_km if curve.trees else 0.0, assumed)


def _fits(curve: GustCurve, feeler: WindFeeler) -> bool:
    return (
        curve.kind == feeler.kind
        and curve.mounting in {None, feeler.mounting}
        and curve.structure in {None, feeler.structure}
        and (
            curve.voltage_at_least_kv is None
            or (feeler.voltage_kv or 0.0) >= curve.voltage_at_least_kv
        )
    )
