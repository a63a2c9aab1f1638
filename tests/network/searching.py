"""Who is joined, found by a NetworkX search in what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray


def lanes_of(words: NDArray[np.uint64]) -> NDArray[Any]:
    """The bits of words, one column for each sample."""
    return np.unpackbits(words.astype("<u8").view(np.uint8), axis=1, bitorder="little")


def searched(graph: nx.MultiGraph[str], down: Collection[tuple[str, str]]) -> set[str]:
    """The vertices that a search from the roots finds when the vertices and edges in `down` are gone."""
    left: nx.MultiGraph[str] = nx.MultiGraph()
    left.add_nodes_from(v for v in graph if ("vertex", v) not in down)
    left.add_edges_from(
        (a, b)
        for a, b, key in graph.edges(keys=True)
        if ("edge", str(key)) not in down and a in left and b in left
    )
    found: set[str] = set()
    for root in sorted(v for v, is_root in graph.nodes(data="root") if is_root and v in left):
        found |= nx.node_connected_component(left, root)
    return found
