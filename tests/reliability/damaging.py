"""Damage to YAML files, by seed: to their bytes, their lines, and their trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from tests.reliability import yaml_trees as trees

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

NASTY = (
    "", "''", "~", "null", "-1", "-0", "0", "0.0", "1e309", "1e3", ".nan", ".inf", "-.inf", "0x10", "017", "12:30",
    "NO", "yes", "true", "5.", ".5", "1,5", "1_000", "٣", "1/3", "9" * 25, "9" * 400, "-" + "9" * 60, "0." + "3" * 60,
    "1e-400", "99999", "100000", "150", "180.0001", "107.8", "20.98", "'12'", "2024-02-30", "2024-09-07",
    "2024-09-07T25:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "'2024-09-07T00:00:00+14:00'",
    "x" * 301, "x" * 5000, "'🌀🌊'", "'a\u202eb'", "'\u200b'", "'\u00a0'", "\"\\e[2J\"", "'\ufeff'", "a\u0301",
    "Đ", "Ð", "'=1+1'", "'<script>'", "'../../etc/passwd'", "/etc/passwd", "'C:\\x'", "CON", "bundled:../x", ".", "..",
    "bundled:policies/three-stations.yaml", "[]", "{}", "[[]]", "[1]", "[1, 2]", "{a: b}", "{vi: a}", "[{}]", "- x",
    "[[107, 21], [107, 21], [107, 21]]", "[" * 60 + "]" * 60, "*a", "&a 1", "!!python/name:os.system x", "!x y", "<<",
    "|", ">", "|+", "%TAG", "@x", "`x`", "# x", "\t", "'", '"', "force", "2min", "duct", "aerial", "unknown", "none",
    "EPSG:5899", "island", "gateway", "passive", "mobile", "commune", "province", "site", "line", "srlg",
)  # fmt: skip
IDS = (
    "co-to", "ba-che", "CT-01", "CT-02", "BC-03", "P", "Q", "L-22", "G", "VTL", "CT-01/mast", "CT-05/gen/g1", "NUI",
    "SONG", "S1", "B1", "GW", "HS", "C2", "CAU", "T1", "F-S", "L3", "net-a", "xa-song", "MPD-1", "CP-00", "S1/gen/g1",
    "S3/drop/HS", "D1/hop/B1", "D2/dish", "L1/x", "NOBODY", "m1",
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "cp1258", "latin-1", "utf-8-sig", "utf-7", "utf-32")


def damaged(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One file with one to three damages; `others` are files to take pieces from."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if chance.random() < 0.55:
            data = _in_the_tree(data, others, chance)
        elif chance.random() < 0.85:
            data = _in_the_lines(data, others, chance)
        else:
            data = _in_the_bytes(data, chance)
    return data


def _in_the_bytes(data: bytes, chance: random.Random) -> bytes:
    raw = bytearray(data or b" ")
    match chance.randrange(6):
        case 0:
            for _ in range(chance.randint(1, 4)):
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case 1:
            del raw[chance.randrange(len(raw)) :]
        case 2:
            return data.replace(b"\n", b"\r\n" if chance.random() < 0.8 else b"\r")
        case 3:
            at = chance.randrange(len(raw))
            raw[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 9)))
        case 4:
            return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "ignore")
        case _:
            start, end = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
            del raw[start : min(end, start + 200)]
    return bytes(raw)


def _in_the_lines(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    match chance.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines.insert(chance.randrange(len(lines)), line)
        case 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], line
        case 3:
            lines[at] = line.replace("  ", "\t", 1) if "  " in line else "\t" + line
        case 4:
            lines[at] = " " * chance.randint(1, 3) + line
        case 5:
            cut = chance.randint(0, len(line))
            lines[at] = (
                line[:cut] + chance.choice("{}[]:,-#&*!|>'\"%@`?\t \x07\u00a0é\u0301") + line[cut:]
            )
        case 6:
            theirs = chance.choice(others).decode("utf-8").split("\n")
            begin = chance.randrange(len(theirs))
            lines[at:at] = theirs[begin : begin + chance.randint(1, 12)]
        case _:
            before, colon, _ = line.rpartition(": ")
            if colon:
                lines[at] = f"{before}: {chance.choice(NASTY)}"
    return "\n".join(lines).encode()


def _in_the_tree(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    try:
        root = trees.composed(data)
    except (yaml.YAMLError, UnicodeError, ValueError):
        return _in_the_bytes(data, chance)
    if root is None:
        return _in_the_bytes(data, chance)
    nodes = list(trees.nodes_in(root))
    holders = [node for node in nodes if isinstance(node, yaml.CollectionNode) and node.value]
    if not holders:
        return _in_the_bytes(data, chance)
    chance.choice(_CHANGES)(chance.choice(holders), nodes, others, chance)
    try:
        return trees.text_of(root).encode("utf-8", "replace")
    except (yaml.YAMLError, RecursionError):
        return data[: len(data) // 2]


def _replace(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    """Another value: a nasty one, an id of another kind, or a piece of this file."""
    del others
    at = chance.randrange(len(holder.value))
    match chance.randrange(4):
        case 0:
            new: trees.Node = trees.scalar(chance.choice(IDS))
        case 1:
            new = chance.choice(nodes)
            if any(each is holder for each in trees.nodes_in(new)):
                new = trees.listed()
        case _:
            text = chance.choice(NASTY)
            plain = text.isascii() and text.isalnum()
            new = trees.scalar(text, None if plain else chance.choice(("'", '"')))
    if isinstance(holder, yaml.MappingNode):
        holder.value[at] = (holder.value[at][0], new)
    else:
        holder.value[at] = new


def _number(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    """Another number where there is one: what is well written and out of all proportion."""
    del holder, others
    numbers = [n for n in nodes if n.tag.endswith((":int", ":float"))]
    if numbers:
        known = (
            "0",
            "1",
            "-1",
            "0.001",
            "1e9",
            "3",
            "72",
            "100000",
            "99999.999",
            "150",
            "17",
            "0.0000001",
            "107.5",
        )
        chance.choice(numbers).value = chance.choice((*known, "12345678901234567890"))


def _remove(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    del nodes, others
    del holder.value[chance.randrange(len(holder.value))]


def _twice(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    del nodes, others
    holder.value.insert(chance.randrange(len(holder.value)), chance.choice(holder.value))


def _rename(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    """A key under another name; records under another section."""
    if isinstance(holder, yaml.MappingNode):
        at = chance.randrange(len(holder.value))
        groups = [node for node in nodes if isinstance(node, yaml.MappingNode) and node.value]
        name = chance.choice(chance.choice(groups).value)[0].value if groups else "x"
        holder.value[at] = (trees.scalar(name), holder.value[at][1])
    else:
        _remove(holder, nodes, others, chance)


def _wrap(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    """Wrong nesting: a value in a list or a group of its own, or a level less."""
    del nodes, others
    at = chance.randrange(len(holder.value))
    pair = isinstance(holder, yaml.MappingNode)
    inner = holder.value[at][1] if pair else holder.value[at]
    new = trees.listed(inner) if chance.random() < 0.5 else trees.mapping(vi=inner)
    if isinstance(inner, yaml.SequenceNode) and inner.value and chance.random() < 0.4:
        new = inner.value[0]
    holder.value[at] = (holder.value[at][0], new) if pair else new


def _graft(
    holder: yaml.CollectionNode,
    nodes: list[trees.Node],
    others: Sequence[bytes],
    chance: random.Random,
) -> None:
    """A piece of another file, under the key that it has there."""
    del nodes
    root = trees.composed(chance.choice(others))
    assert root is not None
    groups = [n for n in trees.nodes_in(root) if isinstance(n, yaml.MappingNode) and n.value]
    name, value = chance.choice(chance.choice(groups).value)
    holder.value.append((name, value) if isinstance(holder, yaml.MappingNode) else value)


_CHANGES: tuple[
    Callable[[yaml.CollectionNode, list[trees.Node], Sequence[bytes], random.Random], None], ...
] = (_replace, _replace, _number, _number, _remove, _twice, _rename, _wrap, _graft)
