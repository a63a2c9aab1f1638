"""Which sites let people down: those that reached a place and serve nobody there any more, the last to go."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from planner.foundation.intervals import ZERO, holds_at, outside, shared, within
from planner.network.sides import SIDES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planner.foundation.intervals import Hour, Intervals
    from planner.policy.duties.measuring import Window
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import BothSides
    from planner.simulation.causes import Link
    from planner.simulation.chains import Explainer
    from planner.simulation.timeline import SideRun

MOST_SITES_TOLD = 3


class Told(NamedTuple):
    """Why something was lost: the chains that are told, and how many more there are of the same kind."""

    chains: tuple[Link, ...] = ()
    others: int = 0


def sites_lost(
    run: SideRun,
    explainer: Explainer,
    sites: Iterable[str],
    t_h: Fraction,
    operators: Collection[str] | None = None,
) -> Told:
    """Why sites do not serve at `t_h` an operator that they carry; of `operators`, any where it is None.

    A place is lost when the last of its sites goes: those that went last are told, in the order of their ids.
    """
    out: list[tuple[Hour, str, str]] = []
    for site in sorted(set(sites)):
        gone = [
            (_since_h(served, t_h), operator)
            for operator, served in sorted(run.in_service[site].items())
            if (operators is None or operator in operators) and not holds_at(served, t_h)
        ]
        if gone:
            since_h = max(since_h for since_h, _ in gone)
            out.append((since_h, site, next(each for since, each in gone if since == since_h)))
    last = sorted(out, key=lambda each: (-each[0], each[1]))[:MOST_SITES_TOLD]
    told = sorted((site, operator) for _, site, operator in last)
    return Told(
        tuple(explainer.site_out(site, t_h, operator) for site, operator in told),
        len(out) - len(told),
    )


def data_of_sites(
    setting: Setting,
    sites: Iterable[str],
    t_h: Fraction,
    operators: Collection[str] | None = None,
    *,
    all_known: bool = True,
) -> tuple[str, ...]:
    """The data that nobody surveyed and for want of which only the optimistic side has these sites serve at `t_h`.

    Those of the sites themselves. Where these have none and nothing else is asked for (`all_known`), whatever the whole
    chain of the first of them ends in, which takes a search.
    """
    explainer = setting.explainers["pessimistic"]
    parted = setting.storm["pessimistic"].once("sites that part", lambda: _sites_that_part(setting))
    open_: dict[str, str] = {}
    for site in sorted(parted.keys() & set(sites)):
        for operator, only_at_best in parted[site].items():
            if (operators is None or operator in operators) and holds_at(only_at_best, t_h):
                open_.setdefault(site, operator)
    own = [datum for each in open_.items() for datum in explainer.own_gaps(*each, t_h)]
    for site, operator in list(open_.items())[: all_known and not own]:
        leaves = explainer.site_out(site, t_h, operator).leaves()
        own = [leaf.by for leaf in leaves if leaf.kind == "not-surveyed" and leaf.by]
    return tuple(dict.fromkeys(own))


def _sites_that_part(setting: Setting) -> dict[str, dict[str, Intervals]]:
    """By site and operator: when only the optimistic side has the site serve, where that is ever so."""
    worst, best = (setting.storm[side].run.in_service for side in SIDES)
    found: dict[str, dict[str, Intervals]] = {}
    for site, own in best.items():
        for operator, served in own.items():
            if served != worst[site][operator]:
                only = shared(served, outside(worst[site][operator]))
                found.setdefault(site, {})[operator] = only
    return found


def open_from_h(works: BothSides, window: Window) -> Fraction | None:
    """The first instant of the window at which only the optimistic side says that something works."""
    open_ = within(
        shared(outside(works["pessimistic"]), works["optimistic"]), window.start_h, window.end_h
    )
    return Fraction(open_[0][0]) if open_ else None


def _since_h(served: Intervals, t_h: Fraction) -> Hour:
    """Since when there has been no service at `t_h`; 0 where there never was."""
    return max((end for _, end in served if end <= t_h), default=ZERO)
