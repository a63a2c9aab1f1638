"""The sites of a unit that a duty asks about: those that pass a hardened test, for certain or perhaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.hardened import hardened_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.policy.duties.serving import Standing
    from planner.policy.requirements import HardenedTest
    from planner.policy.units import Unit
    from planner.policy.verdicts import Outcome


def asked_sites(
    province: Province, unit: Unit, test: HardenedTest | None
) -> Iterator[tuple[Site, bool]]:
    """Each site of the unit that passes the test for at least one operator on it, and whether it does so for certain.

    Of a path that remains after any one loss the test is not asked here: more sites are then asked about, never fewer.
    """
    for id_ in unit.sites:
        site = province.sites[id_]
        outcome = "holds" if test is None else _best(province, site, test)
        if outcome != "fails":
            yield site, outcome == "holds"


def _best(province: Province, site: Site, test: HardenedTest) -> Outcome:
    """The test of the operator for whom it comes out best; one for all where nothing on the site names any."""
    named = {each.operator for each in site.backhaul.drops}
    named |= {each.operator for each in site.generators or ()}
    views = {operator if operator in named else None for operator in site.operators}
    told = {hardened_site(province, site, test, view, None).outcome for view in views}
    return next((each for each in _BEST_FIRST if each in told), "fails")


_BEST_FIRST: tuple[Outcome, ...] = ("holds", "unknown")


def asked_once(
    standing: Standing, unit: Unit, test: HardenedTest | None
) -> tuple[tuple[Site, bool], ...]:
    """What `asked_sites` yields, tested once for all weathers and for every duty that asks."""
    return standing.once(
        ("asked", test, unit.sites), lambda: tuple(asked_sites(standing.province, unit, test))
    )
