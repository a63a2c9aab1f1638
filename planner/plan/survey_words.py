"""What to survey, in words: each kind of datum once, with the places that it is wanted of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import same
from planner.plan.names import asset_name, datum_word, owner_name
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.inventory.province import Province

MOST_OWNERS = 3
_WHO_SERVES = "served_by"
"""Asked of every place in a large unit at once: told last, and by its count."""


def survey_words(data: Sequence[str], province: Province, most: int) -> Text:
    """`gió thiết kế của cột (A, B); trạm nào phục vụ 57 nơi; và 2 mục khác`: at most so many kinds of datum."""
    kinds = _by_kind(data)
    told = [_of_kind(path, owners, province) for path, owners in kinds[:most]]
    shown, more = joined_texts("; ", told), len(kinds) - len(told)
    return Text(
        vi=shown.vi + (f"; và {more} mục khác" if more else ""),
        en=shown.en + (f"; and {more} more" if more else ""),
    )


def _by_kind(data: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The owners of each kind of datum, in the order in which they come; who serves a place is told last."""
    found: dict[Text | str, tuple[str, list[str]]] = {}
    for datum in dict.fromkeys(data):
        owner, _, path = datum.partition(".")
        own = found.setdefault(datum_word(path) or datum, (path, []))[1]
        if owner not in own:
            own.append(owner)
    return sorted(found.values(), key=lambda kind: kind[0] == _WHO_SERVES)


def _of_kind(path: str, owners: Sequence[str], province: Province) -> Text:
    what, count = datum_word(path), len(owners)
    if what is None:
        (owner,) = owners
        return asset_name(owner, province) if not path else same(f"{owner}.{path}")
    if path == _WHO_SERVES and count > MOST_OWNERS:
        return Text(vi=f"trạm nào phục vụ {count} nơi", en=f"which stations serve {count} places")
    named = [owner_name(owner, province) for owner in owners[:MOST_OWNERS]]
    where, more = joined_texts(", ", named), count - len(named)
    return Text(
        vi=f"{what.vi} ({where.vi}" + (f" và {more} nơi nữa)" if more else ")"),
        en=f"{what.en} ({where.en}" + (f" and {more} more)" if more else ")"),
    )
