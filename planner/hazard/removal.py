"""Which assets a selector chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.errors import ScenarioError
from planner.foundation.text import Text
from planner.hazard.assets import Asset, assets
from planner.hazard.footprints import touched

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.hazard.records import Selector
    from planner.inventory.province import Province

WITHOUT_KIND = ("mast", "equipment")
"""What a site's own id stands for."""


def select(
    selector: Selector,
    province: Province,
    extra: Collection[str] = (),
    *,
    known: Mapping[str, Asset] | None = None,
) -> tuple[str, ...]:
    """The ids of the assets that fit every key of the selector, sorted.

    A site's own id means its mast and its equipment; beside `kind` it means whatever the site has
    of these kinds, and so does the id of a fiber node. A selector without any key chooses nothing.

    Parameters
    ----------
    selector
        What the scenario says.
    province
        The province as it was read.
    extra
        Generators that actions send, as `SITE/gen/ID`.
    known
        The province's assets, where the caller has them already: `assets(province, extra)`.

    Raises
    ------
    ScenarioError
        If the selector names an asset that the province does not have (one that was set aside is
        no error and chooses nothing).
    """
    known = assets(province, extra) if known is None else known
    missing = unknown(selector, province, extra, known=known)
    if missing:
        names_vi = ", ".join(f"“{id_}”" for id_ in missing)
        names_en = ", ".join(f"`{id_}`" for id_ in missing)
        raise ScenarioError(
            Text(
                vi=f"kịch bản chọn {names_vi} mà tỉnh không có",
                en=f"the scenario selects {names_en}, which the province does not have",
            )
        )
    if not _says_anything(selector):
        return ()
    pool = _named(selector, known) if selector.assets else list(known.values())
    chosen = [asset for asset in pool if _fits(asset, selector)]
    if selector.inside is not None:
        hit = touched(selector.inside, [asset.geometry for asset in chosen])
        chosen = [asset for asset, inside in zip(chosen, hit.tolist(), strict=True) if inside]
    return tuple(sorted(asset.id for asset in chosen))


def unknown(
    selector: Selector,
    province: Province,
    extra: Collection[str] = (),
    *,
    known: Mapping[str, Asset] | None = None,
) -> tuple[str, ...]:
    """The assets that the selector names and the province does not have, sorted.

    Ids of records that were set aside, and parts of them, are not among them.
    """
    if not selector.assets:
        return ()
    known = assets(province, extra) if known is None else known
    aside = {record.id for record in province.set_aside if record.id is not None}
    return tuple(
        sorted(
            id_
            for id_ in set(selector.assets)
            if id_ not in known and id_ not in province.sites and id_.split("/")[0] not in aside
        )
    )


def parts_of(id_: str, province: Province) -> tuple[str, ...]:
    """What an id stands for in a removal or a repair: a site's own is its mast and equipment."""
    if id_ in province.sites:
        return tuple(f"{id_}/{part}" for part in sorted(WITHOUT_KIND))
    return (id_,)


def _says_anything(selector: Selector) -> bool:
    return selector.inside is not None or any(value for name, value in selector if name != "inside")


def _named(selector: Selector, known: Mapping[str, Asset]) -> list[Asset]:
    """The assets that the selector names, before its other keys are asked."""
    wanted = set(selector.assets)
    chosen = {id_: known[id_] for id_ in sorted(wanted) if id_ in known}
    holders = {id_ for id_ in wanted if "/" not in id_}
    kinds = selector.kind or WITHOUT_KIND
    for asset in known.values():
        if asset.holder in holders and asset.kind in kinds:
            chosen[asset.id] = asset
    return list(chosen.values())


def _fits(asset: Asset, selector: Selector) -> bool:
    """Whether the asset fits every key but `assets` and `inside`."""
    return (
        (not selector.kind or asset.kind in selector.kind)
        and _one_of(asset.districts, selector.district)
        and (not selector.commune or asset.commune in selector.commune)
        and _one_of(asset.operators, selector.operator)
        and (not selector.owner or asset.owner in selector.owner)
        and (not selector.mounting or asset.mounting in selector.mounting)
        and (not selector.role or asset.role in selector.role)
        and _one_of(asset.srlgs, selector.srlg)
    )


def _one_of(values: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return not asked or any(value in asked for value in values)
