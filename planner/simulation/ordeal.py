"""What the province goes through: everything the storm and the department do to it, resolved to assets and hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from planner.foundation.intervals import ZERO, Hour, Intervals, joined
from planner.network.risk_groups import members_of, pole_lines
from planner.simulation.capacity import Capacity, gust_capacities, water_feelers, wind_feelers
from planner.simulation.damage import (
    Capacities,
    Failure,
    FootprintThreat,
    GustSeries,
    SeriesThreat,
    Struck,
    Threat,
    ThreatKind,
)
from planner.simulation.ticks import on_ticks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.simulation.capacity import ClassGust
    from planner.simulation.drawn import Drawn


@dataclass(frozen=True, slots=True)
class InFootprint:
    """One footprint that holds at an asset over `[start_h, end_h)`: m/s or m."""

    id: str
    start_h: Fraction
    end_h: Hour
    value: float


@dataclass(frozen=True, slots=True)
class Derating:
    """A mast stands `factor` times its design wind, and serves nothing, over `[start_h, end_h)`."""

    start_h: Fraction
    end_h: Hour
    factor: Fraction


@dataclass(frozen=True, slots=True)
class SentGenerator:
    """A generator that arrives at a site or node."""

    at: str
    id: str
    start_h: Fraction
    end_h: Hour
    tank_l: Fraction
    burn_l_per_h: Fraction
    fuel_l: Fraction
    operator: str | None = None
    maintenance: Literal["good", "poor"] | None = None

    @property
    def asset(self) -> str:
        """Its asset id once it is there."""
        return f"{self.at}/gen/{self.id}"


@dataclass(frozen=True, slots=True)
class Unreached:
    """Fuel for, or the coming of, the generator `asset` at `at_h`, stopped by the footprint `by` at the place."""

    kind: Literal["refuel", "mobile-generator"]
    asset: str
    at_h: Fraction
    by: str


@dataclass(frozen=True)
class Ordeal:
    """Everything that happens, on `[0, horizon_h)`; hours are clipped: what began before 0 counts from 0.

    `given` are removals and planned cuts by asset. `gusts` holds the series of every asset whose gust exceeds what it
    stands (or whose capacity is unknown); others may be left out. `repairs` and `refuels` are sorted by hour.
    """

    horizon_h: Fraction
    given: Mapping[str, tuple[Failure, ...]] = field(default_factory=dict)
    gusts: Mapping[str, GustSeries] = field(default_factory=dict)
    gust_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    flood_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    ground_footprints: Mapping[str, tuple[InFootprint, ...]] = field(default_factory=dict)
    storm_id: str = ""
    classes: tuple[ClassGust, ...] = ()
    derated: Mapping[str, tuple[Derating, ...]] = field(default_factory=dict)
    repairs: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    refuels: Mapping[str, tuple[tuple[Fraction, Fraction | None], ...]] = field(
        default_factory=dict
    )
    sent: tuple[SentGenerator, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    """Fuel and generators that never came; they are not among `refuels` and `sent`."""
    fuel_share: Fraction = Fraction(1)
    drawn: Drawn | None = None
    """A sample of damage, which then takes the place of gusts and footprints against design values."""
    tick_h: Fraction | None = None
    """Where it is given, everything is rounded to whole ticks (`planner.simulation.ticks`): the ensemble's clock."""

    def life_h(self, generator: str, side: Side) -> Fraction | None:
        """Running hours after which a generator stops in this sample; None: it does not."""
        return None if self.drawn is None else self.drawn.lives_h[side].get(generator)

    def derated_intervals(self, site: str) -> Intervals:
        """When the site is derated."""
        derated = joined((d.start_h, d.end_h) for d in self.derated.get(site, ()))
        return derated if self.tick_h is None else on_ticks(derated, self.tick_h)


def struck_assets(province: Province, ordeal: Ordeal, side: Side) -> dict[str, Struck]:
    """What befalls each asset on one side of what was not surveyed."""
    poles = pole_lines(province)
    if ordeal.drawn is None:
        threats = _designed(province, ordeal, side, poles)
    else:
        threats = _sampled(province, ordeal, ordeal.drawn, side, poles)
    struck: dict[str, Struck] = {}
    given = dict(ordeal.given)
    for asset, failure in lost_with_what_was_set_aside(province, poles, side):
        given[asset] = (*given.get(asset, ()), failure)
    arrives_h = {sent.asset: sent.start_h for sent in ordeal.sent}
    for asset in {*threats, *given}:
        struck[asset] = Struck(
            given.get(asset, ()),
            tuple(threats.get(asset, ())),
            ordeal.repairs.get(asset, ()),
            arrives_h.get(asset, ZERO),
        )
    for asset, repairs in ordeal.repairs.items():
        struck.setdefault(asset, Struck(repairs_h=repairs))
    return struck


def _sampled(
    province: Province, ordeal: Ordeal, drawn: Drawn, side: Side, poles: Mapping[str, str]
) -> dict[str, list[Threat]]:
    """What the draws of a sample make of the storm."""
    sent = [(each.at, each.id) for each in ordeal.sent]
    feelers = {
        *(feeler.asset for feeler in wind_feelers(province)),
        *(feeler.asset for feeler in water_feelers(province, sent)),
        *ordeal.ground_footprints,
    }
    threats: dict[str, list[Threat]] = {
        asset: list(found) for asset in feelers if (found := drawn.on(asset, side))
    }
    for asset, line in poles.items():
        by_wind = [each for each in drawn.on(line, side) if each.kind == "gust"]
        if by_wind:
            told = [each.to_what_hangs_on_it(line) for each in by_wind]
            threats.setdefault(asset, []).extend(told)
    return threats


def _designed(
    province: Province, ordeal: Ordeal, side: Side, poles: Mapping[str, str]
) -> dict[str, list[Threat]]:
    """The storm against what each asset is designed for."""
    threats: dict[str, list[Threat]] = {}
    struck = ordeal.gusts.keys() | ordeal.gust_footprints.keys()
    stands = gust_capacities(province, ordeal.classes) if struck else {}
    capacities = {asset: capacity for asset, capacity in stands.items() if asset in struck}
    for asset, capacity in capacities.items():
        threats.setdefault(asset, []).extend(_gust_threats(asset, capacity, ordeal, side))
    for asset, line in poles.items():
        if line in capacities:
            threats.setdefault(asset, []).extend(
                _gust_threats(line, capacities[line], ordeal, side, poles=True)
            )
    for water in water_feelers(province, [(sent.at, sent.id) for sent in ordeal.sent]):
        for footprint in ordeal.flood_footprints.get(water.asset, ()):
            floor = None if water.floor_height_m is None else Fraction(water.floor_height_m)
            threats.setdefault(water.asset, []).extend(
                _footprint_threat(
                    "flood", footprint, Capacity(floor, water.datum), side, ((ZERO, Fraction(1)),)
                )
            )
    for asset, prints in ordeal.ground_footprints.items():
        for print_ in prints:
            moved = Capacity(ZERO, print_.id)
            threats.setdefault(asset, []).extend(
                _footprint_threat("ground", print_, moved, side, ((ZERO, Fraction(1)),))
            )
    return threats


def _gust_threats(
    asset: str, capacity: Capacity, ordeal: Ordeal, side: Side, *, poles: bool = False
) -> list[Threat]:
    """Threats of wind to `asset`; with `poles`, told as threats to what hangs on its poles."""
    if capacity.value is None and side == "optimistic":
        return []
    factors = _factors(ordeal, asset)
    found: list[Threat] = []
    series = ordeal.gusts.get(asset)
    if series is not None:
        known = capacity.value is not None
        by = (asset if poles else ordeal.storm_id) if known else capacity.datum
        held = _times(capacity.value or Fraction(0), factors)
        found.append(SeriesThreat("poles" if poles else "gust", by, held, known, series))
    for footprint in ordeal.gust_footprints.get(asset, ()):
        found.extend(
            _footprint_threat(
                "poles" if poles else "gust", footprint, capacity, side, factors, asset
            )
        )
    return found


def _footprint_threat(
    kind: ThreatKind,
    footprint: InFootprint,
    capacity: Capacity,
    side: Side,
    factors: Capacities,
    line: str = "",
) -> list[Threat]:
    if capacity.value is None and side == "optimistic":
        return []
    known = capacity.value is not None
    by = (line if kind == "poles" else footprint.id) if known else capacity.datum
    held = _times(capacity.value or Fraction(0), factors)
    return [
        FootprintThreat(kind, by, held, known, footprint.start_h, footprint.end_h, footprint.value)
    ]


def _factors(ordeal: Ordeal, asset: str) -> Capacities:
    """By what the asset's design wind is multiplied, from which hour on."""
    site, _, part = asset.partition("/")
    deratings = ordeal.derated.get(site, ()) if part == "mast" else ()
    if not deratings:
        return ((ZERO, Fraction(1)),)
    edges = (
        {ZERO}
        | {d.start_h for d in deratings}
        | {Fraction(d.end_h) for d in deratings if d.end_h != float("inf")}
    )
    return tuple(
        (
            edge,
            max((d.factor for d in deratings if d.start_h <= edge < d.end_h), default=Fraction(1)),
        )
        for edge in sorted(edges)
    )


def _times(capacity: Fraction, factors: Capacities) -> Capacities:
    return tuple((start, capacity * factor) for start, factor in factors)


def lost_with_what_was_set_aside(
    province: Province, poles: Mapping[str, str], side: Side
) -> Sequence[tuple[str, Failure]]:
    """On the pessimistic side, what hangs on a record that was set aside has failed from hour 0."""
    if side == "optimistic" or not province.set_aside:
        return ()
    lost = [
        (group, Failure(ZERO, float("inf"), "set-aside", group))
        for group in members_of(province)
        if group not in province.srlgs
    ]
    lost += [
        (asset, Failure(ZERO, float("inf"), "set-aside", line))
        for asset, line in poles.items()
        if line not in province.lines
    ]
    return lost
