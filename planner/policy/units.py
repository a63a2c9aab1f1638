"""The units that a requirement speaks of, and which sites are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.base import Name
    from planner.inventory.province import Province
    from planner.inventory.records import Commune, District
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement, UnitFilter


@dataclass(frozen=True, slots=True)
class Unit:
    """A district, a commune or the province.

    `sites` are its own; `perhaps` may be its own: records set aside, and for a commune sites of its district that name
    no commune. Both sorted by id.
    """

    id: str
    name: Text
    sites: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


def _text(name: Name) -> Text:
    return Text(vi=name.vi, en=name.english)


def units_of(province: Province, requirement: Requirement | AnyDuty) -> list[Unit]:
    """The units of a requirement, sorted by id."""
    where = requirement.where
    if requirement.unit == "province":
        aside = _set_aside(province, None)
        return [
            Unit(
                province.header.code,
                _text(province.header.name),
                tuple(sorted(province.sites)),
                aside,
            )
        ]
    if requirement.unit == "district":
        return list(_districts(province, where))
    return list(_communes(province, where))


def unit_ids(province: Province, requirement: Requirement | AnyDuty) -> list[str]:
    """The ids of the units of a requirement, sorted, without looking for their sites."""
    if requirement.unit == "province":
        return [province.header.code]
    if requirement.unit == "district":
        return [district.id for district in _fitting_districts(province, requirement.where)]
    return [commune.id for commune in _fitting_communes(province, requirement.where)]


def _fitting_districts(province: Province, where: UnitFilter) -> Iterator[District]:
    for _, district in sorted(province.districts.items()):
        if _fits(
            where, district.id, district.level, island=district.island, exposed=district.exposed
        ):
            yield district


def _fitting_communes(province: Province, where: UnitFilter) -> Iterator[Commune]:
    for _, commune in sorted(province.communes.items()):
        district = province.districts.get(commune.district)
        island = commune.island or (district is not None and district.island)
        if _fits(
            where, commune.id, commune.level, island=island, exposed=_exposed(commune, district)
        ):
            yield commune


def _districts(province: Province, where: UnitFilter) -> Iterator[Unit]:
    sites: dict[str, list[str]] = {}
    for site in province.sites.values():
        sites.setdefault(site.district, []).append(site.id)
    for district in _fitting_districts(province, where):
        own = tuple(sorted(sites.get(district.id, ())))
        yield Unit(district.id, _text(district.name), own, _set_aside(province, district.id))


def _communes(province: Province, where: UnitFilter) -> Iterator[Unit]:
    sites: dict[str, list[str]] = {}
    unplaced: dict[str, list[str]] = {}
    for site in province.sites.values():
        if site.commune is not None:
            sites.setdefault(site.commune, []).append(site.id)
        else:
            unplaced.setdefault(site.district, []).append(site.id)
    for commune in _fitting_communes(province, where):
        perhaps = (*unplaced.get(commune.district, ()), *_set_aside(province, commune.district))
        own = tuple(sorted(sites.get(commune.id, ())))
        yield Unit(commune.id, _text(commune.name), own, tuple(sorted(perhaps)))


def _exposed(commune: Commune, district: District | None) -> bool:
    if commune.exposed is not None:
        return commune.exposed
    return district.exposed if district is not None else True


def _fits(where: UnitFilter, id_: str, level: str, *, island: bool, exposed: bool) -> bool:
    return (
        where.island in {None, island}
        and where.exposed in {None, exposed}
        and (not where.level or level in where.level)
        and (not where.only or id_ in where.only)
    )


def _set_aside(province: Province, district: str | None) -> tuple[str, ...]:
    """Names of sites set aside that may stand in the district; in any one where theirs could not be read."""
    return tuple(
        sorted(
            # The file's name without its folder: the same wherever the command is run.
            aside.id or f"{aside.place.path.rpartition('/')[2]}:{aside.place.line}"
            for aside in province.set_aside
            if aside.section == "sites"
            and (district in {None, aside.district} or aside.district not in province.districts)
        )
    )
