"""The weak points of every unit: what breaks a requirement when it is lost from hour 0 for good, alone or together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product
from math import expm1, log1p
from typing import TYPE_CHECKING

import numpy as np

from planner.decisions.weak_points.breaking import ROOMS, breaking
from planner.decisions.weak_points.diagram import CutSets, TooLargeError, room_for_depth
from planner.hazard.assets import assets
from planner.network.risk_groups import pole_lines
from planner.network.sides import SIDES
from planner.network.touching import touching
from planner.policy.counting import Counting
from planner.simulation.circuit import TRUE
from planner.simulation.lasting_loss import LastingLoss, lasting_loss

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from planner.decisions.weak_points.breaking import Breaking
    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.counting import CountedUnit
    from planner.policy.requirements import Requirement

LARGEST_COUNTED = 6
"""Minimal cut sets are counted up to this many assets."""
MOST_LANES = 2**20
"""So many sets are tried at once where they are tried one by one."""
_NO_ASSET = frozenset({"command-post", "warning-channel", "resource", "road", "sea-route"})

CutSet = tuple[str, ...]


@dataclass(frozen=True)
class SideWeakness:
    """The weak points of one unit on one side of what was not surveyed.

    Attributes
    ----------
    holds
        Whether the requirement holds with nothing lost. Where it does not, nothing more is said.
    sets
        Every minimal cut set of at most the size asked for, smaller ones first, then by id; found by trying each set.
    counts
        How many minimal cut sets there are of 0, 1, 2 … `LARGEST_COUNTED` assets; None where they were not to be
        counted, or are too many.
    relevant
        How many assets can matter to the unit at all, alone or together with others.
    probability
        How probable it is that the requirement breaks, for the probabilities that were given: 1 where it does not
        hold with nothing lost. None without them, or where the exact figure is out of reach.
    importance
        For each asset that has a probability: how probable it is that the requirement breaks when that asset is safe,
        and when it is lost.
    out_of_room
        How many nodes a decision diagram was given at most, where no order of the assets gave one that fits: then what
        was asked for beyond the sets, `counts` or `probability`, is missing. None where nothing is.
    """

    holds: bool
    sets: tuple[CutSet, ...] = ()
    counts: tuple[int, ...] | None = None
    relevant: int = 0
    probability: float | None = None
    importance: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    out_of_room: int | None = None

    @property
    def singles(self) -> tuple[str, ...]:
        """The assets that break the requirement alone."""
        return tuple(each[0] for each in self.sets if len(each) == 1)


@dataclass(frozen=True)
class UnitWeakness:
    """The weak points of one requirement for one unit, on both sides of what was not surveyed."""

    requirement: Requirement
    unit: str
    unit_name: Text
    hardened: tuple[int, int]
    """Sites that count: for certain, and at most."""
    sides: Mapping[Side, SideWeakness]


@dataclass(frozen=True)
class WeakPoints:
    """The answer: units in the order of the requirements, then by id.

    `tried` is how many assets and risk groups the province has; every one was tried alone.
    """

    units: tuple[UnitWeakness, ...]
    tried: int
    largest: int


def weak_points(
    province: Province,
    requirements: Sequence[Requirement],
    horizon_h: Fraction,
    fuel_share: Fraction,
    *,
    largest: int = 2,
    count: bool = False,
    chances: Sequence[Mapping[str, float]] = (),
    with_poles: bool = False,
    only: Callable[[Requirement, str], bool] | None = None,
    on_unit: Callable[[int, int], None] | None = None,
    rooms: Sequence[int] = ROOMS,
) -> WeakPoints:
    """The minimal cut sets of every requirement for every unit.

    An asset or a set is tried as lost from hour 0, never restored, nothing else failed, over the requirement's window:
    batteries and tanks run, so that a feeder matters only where they run out within it.

    Parameters
    ----------
    province, requirements, horizon_h, fuel_share
        The question; storm and actions have no part in it.
    largest
        The largest cut sets that are listed, in assets.
    count
        Whether larger cut sets are counted as well; takes seconds a unit.
    chances
        Probability of each asset's failure; those not named never fail. Several mappings are equally probable cases
        (strata of a storm-wide factor) within each of which assets fail independently.
    with_poles
        Whether, for the probability, a cable on a power line's poles falls with the line, as it does in the wind.
    only
        Which units, by requirement and unit id; all when None.
    on_unit
        Told before each unit: its number from 1 on, and how many there are.
    rooms
        How large a diagram may grow before counts and probability are given up.
    """
    counted = [
        unit
        for requirement in requirements
        for unit in Counting(province, requirement, horizon_h).units()
        if only is None or only(requirement, unit.unit.id)
    ]
    finder = _Finder(
        province, fuel_share, largest, chances, rooms, count=count, with_poles=with_poles
    )
    found: list[UnitWeakness] = []
    for number, unit in enumerate(counted, start=1):
        if on_unit is not None:
            on_unit(number, len(counted))
        found.append(finder.unit(unit))
    tried = sum(1 for asset in assets(province).values() if asset.kind not in _NO_ASSET)
    return WeakPoints(tuple(found), tried, largest)


class _Finder:
    """What units share while they are worked through."""

    def __init__(
        self,
        province: Province,
        fuel_share: Fraction,
        largest: int,
        chances: Sequence[Mapping[str, float]],
        rooms: Sequence[int],
        *,
        count: bool,
        with_poles: bool,
    ) -> None:
        self.province, self.fuel_share = province, fuel_share
        self.largest, self.chances, self.rooms = largest, chances, rooms
        self.beside = list(touching(province))
        self.count = count
        self.with_poles = with_poles and bool(pole_lines(province))
        self.frail = {asset for case in chances for asset, p in case.items() if p > 0}
        self._losses: dict[tuple[Side, Fraction, bool], LastingLoss] = {}

    def unit(self, unit: CountedUnit) -> UnitWeakness:
        sides: dict[Side, SideWeakness] = {}
        for side in SIDES:
            sides[side] = self._side(unit, side)
        sizes = [len(unit.counted[side]) for side in SIDES]
        hardened = sizes[0], sizes[1] + len(unit.always)
        return UnitWeakness(unit.requirement, unit.unit.id, unit.unit.name, hardened, sides)

    def _loss(self, side: Side, end_h: Fraction, *, with_poles: bool = False) -> LastingLoss:
        key = side, end_h, with_poles
        if key not in self._losses:
            self._losses[key] = lasting_loss(
                self.province, side, end_h, fuel_share=self.fuel_share, with_poles=with_poles
            )
        return self._losses[key]

    def _side(self, unit: CountedUnit, side: Side) -> SideWeakness:
        fallen = SideWeakness(holds=False, probability=1.0 if self.chances else None)
        if unit.start_h >= unit.end_h:
            return fallen  # nothing is in service over no time at all
        loss = self._loss(side, unit.end_h)
        gates = gates_of(loss, unit)
        top = loss.circuit.at_least(unit.needed, gates)
        relevant = loss.circuit.assets_beneath([top])
        if not (relevant or top == TRUE):
            return fallen
        sets = tuple(tried_one_by_one(loss, top, relevant, self.largest))
        found = SideWeakness(holds=True, sets=sets, relevant=len(relevant))
        try:
            if self.count:
                made = breaking(loss.circuit, gates, unit.needed, self.beside, self.rooms)
                found = replace(found, counts=cut_sets_of(made, self.largest)[1])
            if self.chances:
                probability, importance = self._chance(unit, side)
                found = replace(found, probability=probability, importance=importance)
        except TooLargeError:
            found = replace(found, out_of_room=max(self.rooms))
        return found

    def _chance(
        self, unit: CountedUnit, side: Side
    ) -> tuple[float, Mapping[str, tuple[float, float]]]:
        loss = self._loss(side, unit.end_h, with_poles=self.with_poles)
        top = loss.circuit.at_least(unit.needed, gates_of(loss, unit))
        # An asset that never fails is no variable: the diagram asks only what can be lost.
        sound = set(loss.circuit.assets_beneath([top])) - self.frail
        circuit, [top] = loss.circuit.assuming(sound, [top])
        made = breaking(circuit, [top], 1, self.beside, self.rooms)
        cases = [_weighed(made, chances, self.frail) for chances in self.chances]
        probability = sum(case[0] for case in cases) / len(cases)
        importance = {
            asset: (
                sum(case[1][asset][0] for case in cases) / len(cases),
                sum(case[1][asset][1] for case in cases) / len(cases),
            )
            for asset in sorted(cases[0][1])
        }
        return probability, importance


def gates_of(loss: LastingLoss, unit: CountedUnit) -> list[int]:
    """For each site that may count for the unit, the gate that works while it does to the end of the window."""
    circuit = loss.circuit
    always = [TRUE] * len(unit.always) if loss.side == "optimistic" else []
    return always + [
        circuit.any_of(*(loss.in_service[site][operator] for operator in operators))
        for site, operators in sorted(unit.counted[loss.side].items())
    ]


def cut_sets_of(made: Breaking, largest: int) -> tuple[tuple[CutSet, ...], tuple[int, ...]]:
    """The minimal cut sets of at most `largest` assets, and how many there are of each size."""
    cut_sets = CutSets(made.diagram)
    with room_for_depth(len(made.modules)):
        found = cut_sets.of(made.top)
    counts = cut_sets.counts(found, [len(each) for each in made.modules], LARGEST_COUNTED)
    listed = (
        tuple(sorted(chosen))
        for variables in cut_sets.listed(found, largest)
        for chosen in product(*(made.modules[variable] for variable in variables))
    )
    return tuple(sorted(listed, key=lambda each: (len(each), each))), counts


def _weighed(
    made: Breaking, chances: Mapping[str, float], frail: Collection[str]
) -> tuple[float, dict[str, tuple[float, float]]]:
    """How probable it is that the requirement breaks; and for each frail asset when it is safe, when it is lost."""
    diagram = made.diagram
    lost = [_any_lost(module, chances) for module in made.modules]
    probability = diagram.probability(made.top, lost)
    found: dict[str, tuple[float, float]] = {}
    for module, (if_safe, if_lost) in zip(
        made.modules, diagram.importance(made.top, lost), strict=True
    ):
        for asset in module:
            if asset in frail:
                # What is left of the module's probability when this one asset is safe.
                others = _any_lost([each for each in module if each != asset], chances)
                found[asset] = (if_safe + others * (if_lost - if_safe), if_lost)
    return probability, found


def _any_lost(assets_: Sequence[str], chances: Mapping[str, float]) -> float:
    """How probable it is that at least one is lost; small figures keep their digits."""
    own = [chances.get(asset, 0.0) for asset in assets_]
    return 1.0 if 1.0 in own else -expm1(sum(log1p(-p) for p in own))


# --- trying -----------------------------------------------------------------------------------


def single_losses(
    loss: LastingLoss, tops: Sequence[int], tried: Sequence[str]
) -> list[tuple[str, ...]]:
    """For each gate, those of the assets `tried` whose loss alone stops it; all are tried in one pass."""
    words = -(-len(tried) // 64)
    lost = {asset: _lane(number, words) for number, asset in enumerate(tried)}
    stopped = ~loss.circuit.works(tops, lost, words)
    return [tuple(tried[lane] for lane in _lanes(row, len(tried))) for row in stopped]


def tried_one_by_one(
    loss: LastingLoss, top: int, relevant: Sequence[str], largest: int
) -> Iterator[CutSet]:
    """The minimal sets of at most `largest` of the `relevant` assets whose loss stops `top`, each set tried."""
    known: list[frozenset[str]] = []
    left = list(relevant)
    for size in range(1, largest + 1):
        found: list[CutSet] = []
        waiting = combinations(range(len(left)), size)
        while chunk := list(islice(waiting, MOST_LANES)):
            found += _stopping(loss, top, chunk, left)
        new = [each for each in found if not any(old <= set(each) for old in known)]
        yield from new
        known += map(frozenset, new)
        if size == 1:
            # Whatever breaks the requirement alone is in no larger minimal set.
            left = [each for each in left if (each,) not in new]


def _stopping(
    loss: LastingLoss, top: int, chunk: Sequence[tuple[int, ...]], names: Sequence[str]
) -> list[CutSet]:
    """Those of the sets, given as numbers of assets, whose loss stops `top`."""
    words = -(-len(chunk) // 64)
    lanes = np.arange(len(chunk))
    bits = np.uint64(1) << (lanes % 64).astype(np.uint64)
    lost = np.zeros((len(names), words), np.uint64)
    for column in np.array(chunk).T:
        np.bitwise_or.at(lost, (column, lanes // 64), bits)
    [stopped] = ~loss.circuit.works([top], dict(zip(names, lost, strict=True)), words)
    return [tuple(names[each] for each in chunk[lane]) for lane in _lanes(stopped, len(chunk))]


def _lane(number: int, words: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    row = np.zeros(words, np.uint64)
    row[number // 64] = np.uint64(1) << np.uint64(number % 64)
    return row


def _lanes(row: np.ndarray[tuple[int], np.dtype[np.uint64]], lanes: int) -> list[int]:
    """The numbers of the bits that are set, up to `lanes`."""
    bits = np.unpackbits(row.astype("<u8").view(np.uint8), bitorder="little")[:lanes]
    found: list[int] = np.flatnonzero(bits).tolist()
    return found
