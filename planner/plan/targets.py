"""What a person means by a name: the province, a district, a commune, a site or a command post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.foundation.diagnostics import nearest
from planner.foundation.errors import UsageError
from planner.foundation.names import fold, for_terminal, plain
from planner.foundation.text import Text
from planner.plan.filters import both, same

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from planner.inventory.province import Province

Kind = Literal["province", "district", "commune", "site", "post"]
KINDS: tuple[Kind, ...] = ("province", "district", "commune", "site", "post")
"""In the order in which one is preferred where a name fits several kinds equally well."""

MOST_LISTED = 12
"""Of a name that fits more things than this, the first ones are listed."""

# A person says `Bãi Cháy`; the register says `Phường Bãi Cháy`.
_LEVEL = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|tt\.?|tỉnh"
    r"|xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh) +"
)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that can be asked about; `exact` is what to type so that nothing else is meant."""

    kind: Kind
    id: str
    name: Text
    code: str | None = None

    @property
    def exact(self) -> str:
        """Kind and id: `commune:co-to`."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant, and what else the same name fits."""

    target: Target
    also: tuple[Target, ...] = ()


def targets_of(province: Province, kinds: Collection[Kind] = KINDS) -> Iterator[Target]:
    """Everything of the given kinds, by kind, then id."""
    if "province" in kinds:
        header = province.header
        yield Target("province", header.code, both(header.name), header.code)
    if "district" in kinds:
        for district in province.districts.values():
            yield Target("district", district.id, both(district.name), district.code)
    if "commune" in kinds:
        for commune in province.communes.values():
            yield Target("commune", commune.id, both(commune.name), commune.code)
    if "site" in kinds:
        for site in province.sites.values():
            yield Target("site", site.id, both(site.name) if site.name else same(site.id))
    if "post" in kinds:
        for post in province.command_posts.values():
            yield Target("post", post.id, both(post.name))


def find(
    province: Province,
    wanted: str,
    kinds: Collection[Kind] = KINDS,
    judged: Collection[Kind] = KINDS,
) -> Found:
    """The thing that `wanted` names: by id, official code or name, with or without diacritics.

    An exact spelling wins over a looser one, and only then the beginning of a name counts. `KIND:`
    before it (`site:CT-01`) asks for that kind only. Where a name fits several kinds equally well,
    those that are `judged` come first.

    Raises
    ------
    UsageError
        If nothing fits, or several things of one kind do; it names what is near.
    """
    kind, _, rest = wanted.partition(":")
    if kind in KINDS and rest:
        return find(province, rest, [each for each in kinds if each == kind], judged)
    known = tuple(targets_of(province, kinds))
    for fits in _WAYS:
        hits = [target for target in known if fits(target, wanted)]
        if hits:
            return _chosen(hits, wanted, judged)
    raise _unknown(province, known, wanted)


def _spellings(target: Target) -> tuple[str, str]:
    return target.name.vi, target.name.en


def _bare(name: str) -> str:
    return _LEVEL.sub("", name, count=1) if _LEVEL.match(name) else name


def _begins(target: Target, wanted: str) -> bool:
    start = plain(wanted)
    names = (target.id.casefold(), *(plain(name) for name in _spellings(target)))
    return bool(start) and any(n.startswith(start) or _bare(n).startswith(start) for n in names)


_WAYS: tuple[Callable[[Target, str], bool], ...] = (
    lambda target, wanted: target.id == wanted,
    lambda target, wanted: target.id.casefold() == fold(wanted),
    lambda target, wanted: target.code is not None and target.code == wanted.strip(),
    lambda target, wanted: fold(wanted) in map(fold, _spellings(target)),
    lambda target, wanted: plain(wanted) in map(plain, _spellings(target)),
    lambda target, wanted: _bare(fold(wanted)) in (_bare(fold(n)) for n in _spellings(target)),
    lambda target, wanted: _bare(plain(wanted)) in (_bare(plain(n)) for n in _spellings(target)),
    _begins,
)


def _chosen(hits: list[Target], wanted: str, judged: Collection[Kind]) -> Found:
    order = sorted(KINDS, key=lambda kind: (kind not in judged, KINDS.index(kind)))
    best = min(order.index(target.kind) for target in hits)
    first = [target for target in hits if order.index(target.kind) == best]
    if len(first) == 1:
        return Found(first[0], tuple(target for target in hits if target is not first[0]))
    listed = [_listed(target) for target in first[:MOST_LISTED]]
    more = len(first) - len(listed)
    vi = "; ".join(text.vi for text in listed) + (f"; và {more} tên nữa" if more else "")
    en = "; ".join(text.en for text in listed) + (f"; and {more} more" if more else "")
    shown = for_terminal(wanted)
    raise UsageError(
        Text(
            vi=f"“{shown}” có thể là nhiều nơi, hãy gõ rõ hơn: {vi}",
            en=f"`{shown}` fits several, type one of: {en}",
        )
    )


def _listed(target: Target) -> Text:
    if target.name.vi == target.id:
        return same(target.id)
    return Text(vi=f"{target.exact} ({target.name.vi})", en=f"{target.exact} ({target.name.en})")


def _unknown(province: Province, known: tuple[Target, ...], wanted: str) -> UsageError:
    shown = for_terminal(wanted)
    for aside in province.set_aside:
        if aside.id is not None and fold(aside.id) == fold(wanted):
            where = f"{aside.place.path}:{aside.place.line}"
            return UsageError(
                Text(
                    vi=f"bản ghi “{shown}” có lỗi và đang để riêng: {where}",
                    en=f"the record `{shown}` has errors and is set aside: {where}",
                )
            )
    names = {name for target in known for name in (target.id, *_spellings(target))}
    names |= {_LEVEL.sub("", name, count=1) for name in map(_lowered, names)} - {""}
    near = nearest(wanted, sorted(names))
    vi = f"; có phải “{near}”?" if near else "; gõ tên, mã hoặc id của đơn vị, hoặc id của trạm"
    en = f"; did you mean `{near}`?" if near else "; type a unit's name, code or id, or a site's id"
    return UsageError(
        Text(
            vi=f"không có đơn vị hay trạm nào là “{shown}”{vi}",
            en=f"there is no unit or site `{shown}`{en}",
        )
    )


def _lowered(name: str) -> str:
    """The name with its level in small letters, so that the level can be taken off."""
    found = _LEVEL.match(name.lower())
    return name if found is None else name[: found.end()].lower() + name[found.end() :]


def exact_name(province: Province, kind: Kind, id_: str, name: Text) -> Text:
    """What to type for this thing in each language: its name where that suffices, else kind and id."""
    return Text(vi=_typed(province, kind, id_, name.vi), en=_typed(province, kind, id_, name.en))


def _typed(province: Province, kind: Kind, id_: str, name: str) -> str:
    try:
        found = find(province, name).target
    except UsageError:
        return f"{kind}:{id_}"
    return name if (found.kind, found.id) == (kind, id_) else f"{kind}:{id_}"
