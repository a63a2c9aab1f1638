"""YAML files as trees that keep how every scalar was written: to reorder, to split, to worsen, to damage.

PyYAML's own composer, which shares nothing with the planner's reader.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

from planner.inventory.records import SECTIONS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Node = yaml.Node
ORDERED = frozenset({"outline", "route", "polygon", "fixes", "track", "radii", "policies"})
"""Lists in which the order means something; policies are told in the order in which they are asked."""


def composed(data: bytes) -> Node | None:
    """The tree of the bytes of a file; they must not be nested deeply, since C recurses."""
    root: Node | None = yaml.compose(data, Loader=yaml.CSafeLoader)
    return root


def read(path: Path) -> yaml.MappingNode:
    """The tree of a file."""
    root = composed(path.read_bytes())
    assert isinstance(root, yaml.MappingNode)
    for node in nodes_in(root):
        if isinstance(node, yaml.MappingNode):
            # Left empty is left out; the serialiser would write it as a tag.
            node.value = [pair for pair in node.value if not _is_empty(pair[1])]
    return root


def _is_empty(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value == ""


def write(path: Path, root: Node) -> None:
    """The file of a tree; every scalar as plain or quoted as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(root), "utf-8")


def text_of(root: Node) -> str:
    """The text of a tree."""
    text: str = yaml.serialize(root, Dumper=yaml.CSafeDumper, allow_unicode=True, width=1_000_000)
    return text


def scalar(text: str, style: str | None = None) -> yaml.ScalarNode:
    """A scalar as it would be typed: plain unless a style is given."""
    plain = (style is None, style is not None)
    tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, text, plain)  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, text, style=style)


def listed(*items: Node) -> yaml.SequenceNode:
    """A list in one line."""
    return yaml.SequenceNode("tag:yaml.org,2002:seq", list(items), flow_style=True)


def mapping(**items: Node) -> yaml.MappingNode:
    """A group in one line."""
    pairs = [(scalar(key), value) for key, value in items.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)


def get(node: Node, key: str) -> Node | None:
    """The value under a key of a group."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def put(node: yaml.MappingNode, key: str, value: Node) -> None:
    """Write a value under a key, in the place of what stood there."""
    drop(node, key)
    node.value.append((scalar(key), value))


def drop(node: yaml.MappingNode, key: str) -> None:
    """Leave a key out."""
    node.value = [pair for pair in node.value if pair[0].value != key]


def records(root: yaml.MappingNode) -> Iterator[tuple[str, yaml.SequenceNode, yaml.MappingNode]]:
    """Every record of an inventory file: its section, the list that it stands in, itself."""
    for key, value in root.value:
        if key.value in SECTIONS and isinstance(value, yaml.SequenceNode):
            for record in list(value.value):
                yield key.value, value, record


def nodes_in(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from nodes_in(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from nodes_in(value)


def shuffle(node: Node, chance: random.Random, name: str = "") -> None:
    """Put every group and every list whose order means nothing into another order."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for key, value in node.value:
            shuffle(value, chance, key.value)
    elif isinstance(node, yaml.SequenceNode) and name not in ORDERED:
        chance.shuffle(node.value)
        for value in node.value:
            shuffle(value, chance, name)


def deal_out(folder: Path, chance: random.Random) -> None:
    """The province in `folder` once more: other files, other order, the same records."""
    dealt: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    header: list[tuple[Node, Node]] = []
    for path in sorted(folder.glob("*.yaml")):
        root = read(path)
        if get(root, "scenario") is not None:
            shuffle(root, chance)
            write(path, root)
            continue
        header += [pair for pair in root.value if pair[0].value == "province"]
        for section, _, record in records(root):
            shuffle(record, chance)
            dealt[f"{chance.choice(['a', 'sub/b', 'sub/deep/c', 'd'])}.yaml"][section].append(
                record
            )
        path.unlink()
    write(folder / "z-header.yaml", yaml.MappingNode("tag:yaml.org,2002:map", header))
    for name, sections in dealt.items():
        pairs = []
        for section, listing in sections.items():
            chance.shuffle(listing)
            pairs.append((scalar(section), yaml.SequenceNode("tag:yaml.org,2002:seq", listing)))
        write(folder / name, yaml.MappingNode("tag:yaml.org,2002:map", pairs))
