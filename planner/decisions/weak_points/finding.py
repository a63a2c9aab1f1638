"""The weak points of every unit: what breaks a requirement when it is lost from hour 0 for good, alone or together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from planner.decisions.weak_points.breaking import ROOMS, Shared
from planner.decisions.weak_points.diagram import CutSets, TooLargeError, room_for_depth
from planner.decisions.weak_points.trying import larger_losses, single_losses
from planner.hazard.assets import assets
from planner.network.risk_groups import members_of, pole_lines
from planner.network.sides import SIDES
from planner.network.touching import touching
from planner.policy.counting import Counting
from planner.simulation.circuit import FALSE, TRUE
from planner.simulation.lasting_loss import lasting_loss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from planner.decisions.weak_points.breaking import Breaking
    from planner.decisions.weak_points.trying import CutSet
    from planner.foundation.text import Text
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.counting import CountedUnit
    from planner.policy.requirements import Requirement
    from planner.simulation.lasting_loss import LastingLoss

LARGEST_COUNTED = 6
"""Minimal cut sets are counted up to this many assets."""
_NO_ASSET = frozenset({"command-post", "warning-channel", "resource", "road", "sea-route"})

Key = tuple[str, str]
"""A requirement and a unit."""


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
    ]
    wanted = [u for u in counted if only is None or only(u.requirement, u.unit.id)]
    finder = _Finder(province, fuel_share, counted, chances, rooms, with_poles=with_poles)
    found: list[UnitWeakness] = []
    for number, unit in enumerate(wanted, start=1):
        if on_unit is not None:
            on_unit(number, len(wanted))
        found.append(finder.unit(unit, largest, count=count))
    tried = sum(1 for asset in assets(province).values() if asset.kind not in _NO_ASSET)
    return WeakPoints(tuple(found), tried, largest)


class _View:
    """One side of every unit whose window ends at the same hour: gates, and what units share."""

    def __init__(self, loss: LastingLoss, units: Sequence[CountedUnit]) -> None:
        self.circuit = loss.circuit
        self.tops = {
            _key(unit): self.circuit.at_least(unit.needed, gates_of(loss, unit)) for unit in units
        }

    @cached_property
    def alone(self) -> dict[Key, tuple[str, ...]]:
        """For each unit the assets whose loss alone breaks the requirement."""
        tops = list(self.tops.values())
        found = single_losses(self.circuit, tops, self.circuit.assets_beneath(tops))
        return dict(zip(self.tops, found, strict=True))


class _Finder:
    """What units share while they are worked through."""

    def __init__(
        self,
        province: Province,
        fuel_share: Fraction,
        units: Sequence[CountedUnit],
        chances: Sequence[Mapping[str, float]],
        rooms: Sequence[int],
        *,
        with_poles: bool,
    ) -> None:
        self.province, self.fuel_share, self.units = province, fuel_share, units
        self.chances, self.rooms = chances, rooms
        self.with_poles = with_poles and bool(pole_lines(province))
        self.frail = {asset for case in chances for asset, p in case.items() if p > 0}
        self._views: dict[tuple[Side, Fraction, bool], _View] = {}
        self._shared: dict[tuple[Side, Fraction, bool], Shared] = {}

    def unit(self, unit: CountedUnit, largest: int, *, count: bool) -> UnitWeakness:
        """Both sides of one unit."""
        sides = {side: self._side(unit, side, largest, count=count) for side in SIDES}
        sizes = [len(unit.counted[side]) for side in SIDES]
        hardened = sizes[0], sizes[1] + len(unit.always)
        return UnitWeakness(unit.requirement, unit.unit.id, unit.unit.name, hardened, sides)

    def _view(self, side: Side, end_h: Fraction, *, with_poles: bool = False) -> _View:
        key = side, end_h, with_poles
        if key not in self._views:
            loss = lasting_loss(
                self.province, side, end_h, fuel_share=self.fuel_share, with_poles=with_poles
            )
            units = [unit for unit in self.units if unit.end_h == end_h]
            self._views[key] = _View(loss, units)
        return self._views[key]

    def _breaking(self, unit: CountedUnit, side: Side, *, weighed: bool) -> Breaking:
        """When the requirement breaks: of all assets, or, to be weighed, of those that can fail."""
        key = side, unit.end_h, weighed
        view = self._view(side, unit.end_h, with_poles=weighed and self.with_poles)
        if key not in self._shared:
            beside = beside_one_another(self.province, with_poles=weighed and self.with_poles)
            # An asset that never fails is no variable: the diagram asks only what can be lost.
            sound = set(view.circuit.variables) - self.frail if weighed else ()
            tops = view.tops.values()
            self._shared[key] = Shared(view.circuit, tops, beside, sound=sound, rooms=self.rooms)
        return self._shared[key].breaking(view.tops[_key(unit)])

    def _side(self, unit: CountedUnit, side: Side, largest: int, *, count: bool) -> SideWeakness:
        fallen = SideWeakness(holds=False, probability=1.0 if self.chances else None)
        if unit.start_h >= unit.end_h:
            return fallen  # nothing is in service over no time at all
        view = self._view(side, unit.end_h)
        top = view.tops[_key(unit)]
        if top == FALSE:
            return fallen
        relevant, alone = view.circuit.assets_beneath([top]), view.alone[_key(unit)]
        # Whatever breaks the requirement alone is in no larger minimal set.
        others = [each for each in relevant if each not in set(alone)]
        larger = larger_losses(view.circuit, top, others, largest)
        sets = (*((each,) for each in alone), *larger)
        found = SideWeakness(holds=True, sets=sets, relevant=len(relevant))
        try:
            if count:
                made = self._breaking(unit, side, weighed=False)
                found = replace(found, counts=cut_sets_of(made, largest, max(self.rooms))[1])
            if self.chances:
                made = self._breaking(unit, side, weighed=True)
                probability, importance = made.chance(self.chances)
                found = replace(found, probability=probability, importance=importance)
        except TooLargeError:
            found = replace(found, out_of_room=max(self.rooms))
        return found


def _key(unit: CountedUnit) -> Key:
    return unit.requirement.id, unit.unit.id


def beside_one_another(province: Province, *, with_poles: bool) -> list[tuple[str, ...]]:
    """Groups of assets whose failures meet: neighbours, a risk group and each member, a line and what hangs on it."""
    members = members_of(province).items()
    hung = pole_lines(province).items() if with_poles else ()
    return [
        *touching(province),
        *((group, member) for group, those in members for member in those),
        *hung,
    ]


def gates_of(loss: LastingLoss, unit: CountedUnit) -> list[int]:
    """For each site that may count for the unit, the gate that works while it does to the end of the window."""
    circuit = loss.circuit
    always = [TRUE] * len(unit.always) if loss.side == "optimistic" else []
    return always + [
        circuit.any_of(*(loss.in_service[site][operator] for operator in operators))
        for site, operators in sorted(unit.counted[loss.side].items())
    ]


def cut_sets_of(
    made: Breaking, largest: int, room: int
) -> tuple[tuple[CutSet, ...], tuple[int, ...]]:
    """The minimal cut sets of at most `largest` assets, and how many there are of each size.

    Raises
    ------
    TooLargeError
        If a diagram has no room.
    """
    assets_, diagram, top = made.as_diagram(room)
    cut_sets = CutSets(diagram)
    with room_for_depth(len(assets_)):
        found = cut_sets.of(top)
    listed = (
        tuple(sorted(assets_[variable] for variable in variables))
        for variables in cut_sets.listed(found, largest)
    )
    counts = cut_sets.counts(found, LARGEST_COUNTED)
    return tuple(sorted(listed, key=lambda each: (len(each), each))), counts
