"""When each asset is lost, stretch by stretch: what is certain in every sample, and which ladders decide the rest.

Between two instants at which something is given back to an asset (a repair, the end of a removal), it is only ever
lost: at a certain instant, or when one of its ladders reaches a rung, whichever comes first. That is its fate for the
stretch. The ladders of a stretch begin at the asset's last repair: what was mended is felt anew from there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, NEVER, ZERO, Intervals, joined
from planner.simulation.chances import draw_name
from planner.simulation.damage import Struck, failures_of
from planner.simulation.ensemble.ladders import felt_from
from planner.simulation.ordeal import lost_with_what_was_set_aside
from planner.simulation.ticks import on_ticks, up_to_tick

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from planner.foundation.intervals import Hour
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.simulation.chances import Chances
    from planner.simulation.ordeal import Ordeal

LadderKey = tuple[str, Fraction]
"""The name of a draw, and the hour from which it is felt."""


@dataclass(frozen=True, slots=True)
class Term:
    """Lost when the first of these ladders reaches a rung, unless that is before `since_h`.

    `since_h` is above zero where a risk group's failure no longer holds: the member was mended after it began.
    """

    ladders: tuple[LadderKey, ...]
    since_h: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Fate:
    """From `from_h` on: lost at `certain_h` at the latest, or by one of the terms.

    `unknown` are the draws that cannot be made, since nobody can say what an asset stands: it is lost for good with
    the first of them, at an hour that each storm has of its own.
    """

    from_h: Fraction
    certain_h: Hour
    terms: tuple[Term, ...]
    unknown: tuple[str, ...] = ()


class Fates:
    """The fates of assets under one storm, one side at a time; instants are on the clock, repairs exact."""

    def __init__(
        self,
        province: Province,
        groups: Mapping[str, tuple[str, ...]],
        poles: Mapping[str, str],
        chances: Chances,
        ordeal: Ordeal,
        tick_h: Fraction,
        lost_at_will: Collection[str] = (),
    ) -> None:
        """`lost_at_will` are assets and risk groups of which it will be asked what comes of losing them."""
        self._groups, self._poles = groups, poles
        self._chances, self._ordeal, self._tick_h = chances, ordeal, tick_h
        self._row_of: dict[str, int] = {
            draw_name(row): number for number, row in enumerate(chances.rows)
        }
        self._draws_of: dict[str, list[str]] = {}
        for row in chances.rows:
            self._draws_of.setdefault(row[0], []).append(draw_name(row))
        self._last_felt_h: dict[int, Hour] = {}
        for window in chances.windows:
            last = self._last_felt_h.get(window.row, ZERO)
            self._last_felt_h[window.row] = max(last, window.end_h)
        self._certain = {
            side: _certain(province, groups, poles, ordeal, side)
            for side in ("pessimistic", "optimistic")
        }
        self._unknown = _unknown(poles, chances)
        self._arrived_h = {sent.asset: sent.start_h for sent in ordeal.sent}
        self._at_will = frozenset(lost_at_will)
        self.asked: set[LadderKey] = set()
        """Every ladder that some fate names."""

    def of(self, asset: str, side: Side) -> tuple[Fate, ...]:
        """The fates of an asset, from hour 0; a single one that says nothing where it is never lost."""
        certain = self._certain[side].get(asset, NEVER)
        unknown = self._unknown.get(asset, ()) if side == "pessimistic" else ()
        draws = self._draws(asset)
        groups = [g for g in self._groups.get(asset, ()) if g in self._draws_of]
        if not (certain or groups or asset in self._ordeal.repairs):
            terms = tuple(self._terms(asset, draws, groups, ZERO))
            return (Fate(ZERO, INF, terms, unknown),)
        certain = on_ticks(certain, self._tick_h)
        turns = {ZERO, *(Fraction(end) for _, end in certain if end != INF)}
        if draws or groups:
            for each in (asset, *groups):
                turns.update(self._on_clock(r) for r in self._ordeal.repairs.get(each, ()))
        fates: list[Fate] = []
        for from_h in sorted(turn for turn in turns if turn < self._ordeal.horizon_h):
            ahead = next((start for start, end in certain if end > from_h), INF)
            fate = Fate(from_h, ahead, tuple(self._terms(asset, draws, groups, from_h)), unknown)
            if not fates or (fate.certain_h, fate.terms) != (fates[-1].certain_h, fates[-1].terms):
                fates.append(fate)
        return tuple(fates)

    def _draws(self, asset: str) -> list[str]:
        """The draws that can fail an asset: its own, and that of the wind on the line on whose poles it hangs."""
        found = list(self._draws_of.get(asset, ()))
        line = f"{self._poles.get(asset, '')}#gust"
        if line in self._row_of:
            found.append(line)
        return found

    def _terms(
        self, asset: str, draws: Sequence[str], groups: Sequence[str], from_h: Fraction
    ) -> Iterator[Term]:
        own_h = self._felt_from(asset, from_h)
        for name in draws:
            yield from self._term([name], own_h, ZERO)
        for group in groups:
            group_h = self._felt_from(group, from_h)
            since_h = own_h if own_h > group_h else ZERO
            yield from self._term(self._draws_of[group], group_h, since_h)
        for name in (asset, *self._groups.get(asset, ())):
            if name in self._at_will:
                never_of_itself = at_will(name), ZERO
                self.asked.add(never_of_itself)
                yield Term((never_of_itself,))

    def _term(self, names: Sequence[str], from_h: Fraction, since_h: Fraction) -> Iterator[Term]:
        ladders = tuple((name, from_h) for name in names if self._can_be_felt(name, from_h))
        if ladders:
            self.asked.update(ladders)
            yield Term(ladders, since_h)

    def _can_be_felt(self, name: str, from_h: Fraction) -> bool:
        row = self._row_of[name]
        over = self._last_felt_h.get(row, ZERO)
        return from_h < over or bool(
            len(self._chances.times_h) and from_h <= self._chances.times_h[-1]
        )

    def _felt_from(self, asset: str, by_h: Fraction) -> Fraction:
        """The exact hour from which the weather is felt at `by_h`: the last repair on the clock by then, or arrival."""
        repairs = self._ordeal.repairs.get(asset, ())
        number = bisect_right(repairs, by_h, key=self._on_clock)
        arrived_h = self._arrived_h.get(asset, ZERO)
        return max(repairs[number - 1], arrived_h) if number else arrived_h

    def _on_clock(self, t_h: Fraction) -> Fraction:
        return Fraction(up_to_tick(t_h, self._tick_h))

    def instants(self) -> tuple[Fraction, ...]:
        """The exact hours that rungs are numbers of, rising."""
        found = {ZERO, *self._chances.times_h}
        asked: dict[int, set[Fraction]] = {}
        for name, since_h in self.asked:
            if name in self._row_of:
                asked.setdefault(self._row_of[name], set()).add(since_h)
        for window in self._chances.windows:
            for since_h in asked.get(window.row, ()):
                at_h = felt_from(window.start_h, window.end_h, since_h)
                if at_h is not None:
                    found.add(at_h)
        return tuple(sorted(found))


def at_will(name: str) -> str:
    """The ladder that nobody climbs by any draw: who wants to lose an asset or a risk group puts it on top of it."""
    return f"{name}#lost"


def certain_fates(intervals: Intervals, horizon_h: Fraction) -> tuple[Fate, ...]:
    """The fates of what is lost over the same intervals in every sample."""
    turns = sorted({ZERO, *(Fraction(end) for _, end in intervals if end < horizon_h)})
    return tuple(
        Fate(at, next((start for start, end in intervals if end > at), INF), ()) for at in turns
    )


def since_step(instants: Sequence[Fraction], since_h: Fraction) -> int:
    """The first step that is not before `since_h`."""
    return bisect_left(instants, since_h)


def _certain(
    province: Province,
    groups: Mapping[str, tuple[str, ...]],
    poles: Mapping[str, str],
    ordeal: Ordeal,
    side: Side,
) -> dict[str, Intervals]:
    """When assets have failed in every sample alike: removals, cuts, what hangs on records set aside."""
    given = {asset: list(causes) for asset, causes in ordeal.given.items()}
    for asset, failure in lost_with_what_was_set_aside(province, poles, side):
        given.setdefault(asset, []).append(failure)
    struck = {
        asset: Struck(tuple(causes), (), ordeal.repairs.get(asset, ()))
        for asset, causes in given.items()
    }
    for asset, repairs_h in ordeal.repairs.items():
        struck.setdefault(asset, Struck(repairs_h=repairs_h))
    return {
        asset: joined((cause.start_h, cause.end_h) for cause in causes)
        for asset, causes in failures_of(struck, groups, ordeal.horizon_h).items()
    }


def _unknown(poles: Mapping[str, str], chances: Chances) -> dict[str, tuple[str, ...]]:
    """With what nobody can say anything of each asset is lost: itself, or the line on whose poles it hangs."""
    found: dict[str, tuple[str, ...]] = {}
    for never in chances.unknown:
        name = draw_name((never.asset, never.quantity))
        found[never.asset] = (*found.get(never.asset, ()), name)
    lines = {never.asset for never in chances.unknown if never.quantity == "gust"}
    for asset, line in sorted(poles.items()):
        if line in lines:
            found[asset] = (*found.get(asset, ()), draw_name((line, "gust")))
    return found
