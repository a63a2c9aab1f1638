"""Changes to a project that can only make it worse: something lowered, something removed, something no longer known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from tests.reliability import yaml_trees as trees

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reliability.yaml_trees import Node

FORGOTTEN = {
    "sites": ("battery_h", "generators", "floor_height_m", "feed", "service_drop"),
    "fiber_nodes": ("battery_h", "generators", "floor_height_m", "feed", "service_drop"),
    "power_nodes": ("design_wind", "floor_height_m"),
    "lines": ("design_wind",),
    "segments": ("design_wind",),
    "structure": ("design_wind", "declared_level"),
    "service_drop": ("design_wind",),
    "drops": ("design_wind",),
    "backhaul": ("hops",),
    "satellite": ("design_wind",),
    "generators": ("tank_l", "burn_l_per_h"),
    "removals": ("until_h",),
}
"""Keys that may be left out, by the record or group that they stand in; those with a better default are not here."""
LOWER = {"battery_h", "tank_l", "floor_height_m", "declared_level", "share", "litres", "fuel_l"}
HIGHER = {"burn_l_per_h", "battery_recharge_h"}
REMOVED = (
    "sites",
    "fiber_nodes",
    "power_nodes",
    "segments",
    "lines",
    "generators",
    "drops",
    "hops",
)
WRONG = ("-1", ".nan", "'x'", "[]", "{a: b}", "1e309", "12:30")


def worsened(path: Path, chance: random.Random) -> str | None:
    """Worsen one thing in the file; what was done, or None where there is nothing of the kind."""
    root = trees.read(path)
    ways = [_forget, _lower, _remove]
    told = chance.choice(ways)(root, chance)
    if told is not None:
        trees.write(path, root)
    return told


def spoilt(path: Path, chance: random.Random) -> str | None:
    """Give one record of the file an error of its own, so that it can be set aside."""
    root = trees.read(path)
    good = [(name, one) for name, _, one in trees.records(root) if name in REMOVED[:5]]
    if not good:
        return None
    section, record = chance.choice(good)
    keys = [
        name.value for name, _ in record.value if name.value not in ("id", "district", "from", "to")
    ]
    key = chance.choice(keys)
    if chance.random() < 0.5:
        trees.put(record, "khong-co", trees.scalar("1"))
        key = "khong-co"
    else:
        trees.put(record, "lon" if section != "lines" and section != "segments" else "mounting",
                  trees.scalar(chance.choice(("'x'", "-1", ".nan", "999"))))  # fmt: skip
    trees.write(path, root)
    return f"{section} {_id(record)}: {key}"


def _groups(node: Node, name: str = "") -> Iterator[tuple[str, yaml.MappingNode]]:
    """Every group with the name of what it is: its section, or the key that it stands under."""
    if isinstance(node, yaml.MappingNode):
        if name:
            yield name, node
        for key, value in node.value:
            yield from _groups(value, key.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _groups(value, name)


def _id(record: yaml.MappingNode) -> str:
    return next((word for key in ("id", "node", "to") if (word := _word(record, key))), "?")


def _word(group: Node, key: str) -> str:
    """The word under a key; empty when there is none."""
    value = trees.get(group, key)
    return value.value if isinstance(value, yaml.ScalarNode) else ""


def _forget(root: yaml.MappingNode, chance: random.Random) -> str | None:
    found = [
        (name, group, key)
        for name, group in _groups(root)
        for key in FORGOTTEN.get(name, ())
        if trees.get(group, key) is not None
    ]
    if not found:
        return None
    name, group, key = chance.choice(found)
    trees.drop(group, key)
    return f"{name} {_id(group)}: {key} left out"


def _lower(root: yaml.MappingNode, chance: random.Random) -> str | None:
    found = []
    for name, group in _groups(root):
        for key, value in group.value:
            wind = name == "design_wind" and key.value == "value"
            if wind or (key.value in LOWER | HIGHER and name not in ("resources", "hardened")):
                found.append((name, key.value, value, group))
    if not found:
        return None
    name, key, value, group = chance.choice(found)
    before = float(value.value)
    factor = chance.choice((0, 0.3, 0.5, 0.9, 0.99))
    after = before * (2 - factor) if key in HIGHER else before * factor
    if key == "declared_level" or _word(group, "unit") == "force":
        after = max(int(after), 1 if key == "declared_level" else 0)
    value.value, value.tag = f"{round(after, 3):g}", "tag:yaml.org,2002:float"
    if value.value.isdigit():
        value.tag = "tag:yaml.org,2002:int"
    return f"{name} {_id(group)}: {key} from {before:g} to {value.value}"


def _remove(root: yaml.MappingNode, chance: random.Random) -> str | None:
    found = []
    for holder in trees.nodes_in(root):
        if not isinstance(holder, yaml.MappingNode):
            continue
        for key, value in holder.value:
            if key.value in REMOVED and isinstance(value, yaml.SequenceNode):
                found += [(key.value, value, one) for one in value.value]
            if key.value == "actions":
                found += [
                    (key.value, value, one)
                    for one in value.value
                    if _word(one, "do") in ("refuel", "repair", "mobile-generator")
                ]
    if not found:
        return None
    name, listing, one = chance.choice(found)
    listing.value = [each for each in listing.value if each is not one]
    return f"{name} {_id(one)} removed"
