"""The sites of a unit that a duty asks about: those that pass a hardened test, for certain or perhaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.hardened import hardened_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.policy.requirements import HardenedTest
    from planner.policy.serving import Standing
    from planner.policy.units import Unit


def asked_sites(
    province: Province, unit: Unit, test: HardenedTest | None
) -> Iterator[tuple[Site, bool]]:
    """Each site of the unit that passes the test, and whether it does so for certain.

    Of a path that remains after any one loss the test is not asked here: more sites are then asked about, never fewer.
    """
    for id_ in unit.sites:
        site = province.sites[id_]
        outcome = (
            "holds" if test is None else hardened_site(province, site, test, None, None).outcome
        )
        if outcome != "fails":
            yield site, outcome == "holds"


def asked_once(
    standing: Standing, unit: Unit, test: HardenedTest | None
) -> tuple[tuple[Site, bool], ...]:
    """What `asked_sites` yields, tested once for all weathers and for every duty that asks."""
    return standing.once(
        ("asked", test, unit.sites), lambda: tuple(asked_sites(standing.province, unit, test))
    )
