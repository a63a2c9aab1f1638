"""Where each record of a province stands in its files, worked out only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.foundation.diagnostics import Finding, Place
    from planner.foundation.text import Text
    from planner.inventory.draft import Entry


class RecordPlaces(Mapping[str, "Place"]):
    """Places by `section/id`, and by `section/id/part` for the parts of a site or powered node.

    Iterating gives the records; a part is found when it is asked for, else its record's place.
    """

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._entries = entries
        self._found: dict[str, Place | None] = {}

    def __getitem__(self, key: str) -> Place:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: str, default: Any = None, /) -> Any:
        """The place, else `default`; chains of causes ask for the same few again and again."""
        if key not in self._found:
            self._found[key] = self._place(key)
        found = self._found[key]
        return default if found is None else found

    def _place(self, key: str) -> Place | None:
        found = self._entries.get(key)
        if found is not None:
            return found.place("id")
        section, _, rest = key.partition("/")
        id_, _, part = rest.partition("/")
        holder = self._entries.get(f"{section}/{id_}")
        if holder is None or not part:
            return None
        return holder.place(*_path_of(holder.raw, part))

    def finding(
        self, key: str, code: str, fact: Text, note: Text | None, remedy: Text | None
    ) -> Finding:
        """A finding about a record, with its line.

        Raises
        ------
        KeyError
            If no record has this key.
        """
        entry = self._entries[key]
        path = (entry.section, entry.index, "id")
        return entry.document.finding(code, path, fact, note, remedy)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and "/".join(key.split("/")[:2]) in self._entries


_SIMPLE_PARTS = {
    "mast": ("structure",),
    "equipment": ("floor_height_m",),
    "dish": ("backhaul", "satellite"),
    "service-drop": ("service_drop",),
}
_LISTED_PARTS = {
    "gen": (("generators",), "id"),
    "drop": (("backhaul", "drops"), "node"),
    "hop": (("backhaul", "hops"), "to"),
}


def _path_of(raw: Any, part: str) -> tuple[str | int, ...]:
    """The path of a part such as `gen/g1` within its record; of what is there, when it is not."""
    kind, _, name = part.partition("/")
    if kind in _SIMPLE_PARTS:
        return _SIMPLE_PARTS[kind] if _reaches(raw, _SIMPLE_PARTS[kind]) else ("id",)
    if kind in _LISTED_PARTS:
        path, key = _LISTED_PARTS[kind]
        if _reaches(raw, path):
            items = raw
            for step in path:
                items = items[step]
            for index, item in enumerate(items if isinstance(items, list) else ()):
                if isinstance(item, dict) and item.get(key) == name:
                    return (*path, index, key)
    return ("id",)


def _reaches(raw: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        if not isinstance(raw, dict) or raw.get(step) is None:
            return False
        raw = raw[step]
    return True
