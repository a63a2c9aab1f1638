"""Every single loss of whole provinces, held against the simulation of that very loss."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.foundation.intervals import INF, NEVER, outside, shared, within
from planner.inventory.reading import load_province
from planner.network.risk_groups import pole_lines
from planner.network.shared_fate import fates_of
from planner.network.sides import SIDES
from planner.simulation.damage import Failure
from planner.simulation.ordeal import Ordeal
from planner.simulation.timeline import simulate
from tests.policy.duties.worlds import COMMAND, inventory, post, ready, written

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.simulation.timeline import SideRun

WINDOW_H = Fraction(24)
TUTORIAL = Path(__file__).parents[2] / "scenarios" / "tutorial"


def under_the_loss_of(province: Province, asset: str, side: Side) -> SideRun:
    lost = Failure(Fraction(0), INF, "removal", "test")
    return simulate(province, Ordeal(WINDOW_H, given={asset: (lost,)}), side)


def gone(run: SideRun, site: str) -> bool:
    """Whether the site serves nobody at some time within the window."""
    out = outside(NEVER)
    for served in run.in_service[site].values():
        out = shared(out, outside(served))
    return bool(within(out, Fraction(0), WINDOW_H))


def losses_of(province: Province) -> list[str]:
    """Everything that can be lost by itself, apart from lines that carry cables on their poles."""
    carrying = set(pole_lines(province).values())
    parts = [f"{site}/{part}" for site in province.sites for part in ("mast", "equipment", "service-drop")]
    spans = [f"{s.id}/drop/{d.node}" for s in province.sites.values() for d in s.backhaul.drops]
    whole = (*province.fiber_nodes, *province.segments, *province.power_nodes, *province.srlgs)
    return [*whole, *(line for line in province.lines if line not in carrying), *parts, *spans]


@pytest.mark.parametrize("side", SIDES)
def test_a_site_is_taken_by_exactly_those_losses_under_which_the_simulation_loses_it(side: Side) -> None:
    province = load_province(TUTORIAL)
    calm = simulate(province, Ordeal(WINDOW_H), side)
    fates = fates_of(province, side, WINDOW_H)

    for asset in losses_of(province):
        run = under_the_loss_of(province, asset, side)
        for site in province.sites:
            if not gone(calm, site):
                taken = [fates.carrier(site, operator) for operator in province.sites[site].operators]
                all_taken = all(each is not None and asset in each for each in taken)
                assert all_taken == gone(run, site), (asset, site)


@pytest.mark.parametrize("side", SIDES)
def test_a_post_is_darkened_by_exactly_those_losses_under_which_the_simulation_darkens_it(side: Side) -> None:
    province = load_province(TUTORIAL)
    fates = fates_of(province, side, WINDOW_H)
    posts = sorted(province.command_posts)
    drops = [f"{each}/service-drop" for each in posts]

    for asset in (*province.power_nodes, *province.lines, *drops):
        powered = under_the_loss_of(province, asset, side).powered
        for each in posts:
            dark = bool(within(outside(powered[each]), Fraction(0), WINDOW_H))
            assert (asset in fates.darkens.get(each, frozenset())) == dark, (asset, each)


def test_a_line_takes_the_cables_on_its_poles_with_it(tmp_path: Path) -> None:
    """The simulation leaves them hanging; whoever counts on two ways must not count on that."""
    hung = {"id": "cap", "kind": "fiber", "node": "F1", "mounting": "aerial", "poles": "L1"}
    province = {**inventory(), "command_posts": [post(hung, ready("vsat"))]}
    province["segments"][1] = {**province["segments"][1], "mounting": "aerial", "poles": "L1"}
    written(tmp_path, province, COMMAND)

    fates = fates_of(load_province(tmp_path), "pessimistic", WINDOW_H)

    assert "L1" in fates.node("F2")
    assert "L1" in (fates.carrier("S2", "b") or ())
